"""Reports to make documents of: one as real as an invented one gets, and any size and script."""

import csv
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from focusgroup.core.model import (
    RANKED_KINDS,
    Account,
    AgendaItem,
    Headline,
    Kind,
    Note,
    NoteKind,
    Participant,
    Quote,
    Report,
    Session,
    SessionStatus,
    Theme,
)

START = 1_773_320_400_000
"""12 March 2026, 14:00 in Hamburg."""

MINUTE = 60_000
PROBLEM, STRENGTH, MISSING = RANKED_KINDS

ACCOUNTS = (
    Account("a1", "Hallberg Foods", "Enterprise", 0.124, "Anna Keller"),
    Account("a2", "Shirakawa Retail", "Enterprise", 0.095, "Anna Keller"),
    Account("a3", "Maison Verdier", "Mid-market", 0.032),
    Account("a4", "Crescent Pharma Logistics", "Enterprise", 0.081),
    Account("a5", "Brno Parcel", "Mid-market", 0.027),
    Account("a6", "Okoye & Sons Haulage", "Small business", 0.006),
    Account("a7", "Tulip Flowers Direct", "Small business", 0.004),
)
PEOPLE = (
    ("Marta Lindqvist", "ML", "Head of Dispatch", 0),
    ("Jonas Weber", "JW", "Transport Planner", 0),
    ("Yuki Tanaka", "YT", "Planning Analyst", 1),
    ("Haruto Sato", "HS", "Systems Owner", 1),
    ("Chloé Martin", "CM", "Logistics Director", 2),
    ("Liam Byrne", "LB", "Planner", 2),
    ("Aisha Rahman", "AR", "Operations Manager", 3),
    ("Petr Novák", "PN", "IT Lead", 4),
    ("Daniel Okoye", "DO", "Fleet Supervisor", 5),
    ("Grace Mbeki", "GM", "Customer Care Lead", 6),
)

ONBOARDING = "Onboarding and access"
MOBILE = "Driver mobile app"
BOARD = "Scheduling board"
REPORTING = "Reporting and exports"
PRICING = "Pricing and packaging"
SPEED = "Performance and reliability"
API = "Integrations and API"
AUDIT = "Permissions and audit"


def _said() -> list[tuple[Kind, str, int, int, int, str]]:
    """Kind, theme, place of who said it, intensity, agreement and words, all invented."""
    seats = {initials: place for place, (_, initials, _, _) in enumerate(PEOPLE)}
    with Path(__file__).with_name("planners.csv").open(encoding="utf-8", newline="") as file:
        return [
            (
                Kind(line["kind"]),
                line["theme"],
                seats[line["who"]],
                int(line["intensity"]),
                int(line["agreement"]),
                line["text"],
            )
            for line in csv.DictReader(file)
        ]


SAID = _said()

HEADLINES = (
    Headline(ONBOARDING, PROBLEM, "Invites and single sign-on stall every roll-out for days."),
    Headline(MOBILE, PROBLEM, "The app is unusable without signal, which is where drivers are."),
    Headline(REPORTING, PROBLEM, "Numbers have to be rebuilt in spreadsheets for every review."),
    Headline(BOARD, STRENGTH, "Drag-and-drop replanning is the reason people stay."),
    Headline(MOBILE, MISSING, "Offline proof of delivery."),
    Headline(ONBOARDING, MISSING, "Teams want to load users and depots in bulk."),
    Headline(REPORTING, MISSING, "Scheduled reports to people without a licence."),
    Headline(PRICING, PROBLEM, "Seat pricing punishes seasonal drivers."),
)
SECTIONS = (
    ("Welcome, consent, how we work", 5, 2),
    ("Getting started: the first two weeks", 10, 10),
    ("Planning the day: the scheduling board", 10, 10),
    ("On the road: the driver app", 10, 11),
    ("Reporting", 10, 8),
    ("Systems: integrations, speed, permissions", 10, 16),
    ("Packages and price", 10, 8),
    ("One thing you would change; thanks", 5, None),
)


def participants(session: str = "s1") -> tuple[Participant, ...]:
    """The ten of the planners' group, in *session*."""
    return tuple(
        Participant(
            id=f"{session}-p{place}",
            session_id=session,
            seat=place + 1,
            name=name,
            initials=initials,
            role=role,
            account=ACCOUNTS[account].name,
            account_id=ACCOUNTS[account].id,
            person_id=f"person-{place}",
        )
        for place, (name, initials, role, account) in enumerate(PEOPLE)
    )


def quote(
    text: str,
    who: Participant | None,
    *,
    number: int = 1,
    kind: Kind = PROBLEM,
    themes: Sequence[str] = (),
    session: str = "s1",
    **more: object,
) -> Quote:
    """A quote of *who* as the store gives it, with the speaker's fields filled in."""
    made = Quote(
        id=f"{session}-q{number}",
        session_id=session,
        text=text,
        kind=kind,
        at_ms=START + number * 40_000,
        offset_ms=number * 40_000,
        themes=tuple(themes),
    )
    if who is not None:
        made = replace(
            made,
            participant_id=who.id,
            speaker=who.name,
            role=who.role,
            initials=who.initials,
            seat=who.seat,
            person_id=who.person_id,
            account_id=who.account_id,
            account=who.account,
        )
    return replace(made, **more)


def session(name: str = "s1", **more: object) -> Session:
    """The planners' focus group."""
    made = Session(
        id=name,
        title="Planners’ focus group",
        status=SessionStatus.ENDED,
        product="Meridian Dispatch",
        place="Hamburg and remote",
        facilitator="Inês Ferreira",
        note_taker="Tom Okafor",
        zone="Europe/Berlin",
        started_ms=START,
        ended_ms=START + 70 * MINUTE,
        bottom_line=(
            "Planners love replanning on the board and would not go back. What holds them up lies "
            "around it: getting people in, working where there is no signal, and getting numbers "
            "out. Offline working in the driver app is the one missing feature that customers say "
            "they would pay for now."
        ),
    )
    return replace(made, **more)


def agenda_items() -> tuple[AgendaItem, ...]:
    """Eight sections, the last not reached, each with two questions."""
    items = []
    at = START
    for place, (title, planned, spent) in enumerate(SECTIONS):
        entered = None if spent is None else at
        items.append(
            AgendaItem(place, -1, title, None, planned * MINUTE, (spent or 0) * MINUTE, entered)
        )
        for question in range(2):
            reached = spent is not None and (question == 0 or spent > 8)
            items.append(
                AgendaItem(
                    place,
                    question,
                    f"Question {question + 1} of {title.split(':')[0].lower()}?",
                    entered_ms=at + question * MINUTE if reached else None,
                )
            )
        at += (spent or 0) * MINUTE
    return tuple(items)


def notes(room: Sequence[Participant]) -> tuple[Note, ...]:
    """What was promised, parked and not called back."""
    promise = NoteKind.COMMITMENT
    return (
        Note(
            "n1",
            "s1",
            promise,
            "Check whether proof-of-delivery photos of February can be recovered",
            START,
            participant_id=room[9].id,
            speaker=room[9].name,
            owner="Sofia Rossi",
            due="16 March",
        ),
        Note(
            "n2",
            "s1",
            promise,
            "Explain the two on-time figures in writing",
            START,
            participant_id=room[4].id,
            speaker=room[4].name,
            owner="Ben Ortiz",
            due="19 March",
        ),
        Note("n3", "s1", promise, "Find out why Monday mornings are slow and report back", START),
        Note(
            "n4",
            "s1",
            promise,
            "Send the slides",
            START,
            owner="Tom Okafor",
            due="13 March",
            done=True,
        ),
        Note(
            "n5",
            "s1",
            NoteKind.PARKED,
            "Electric vans: charging stops as a kind of stop",
            START,
            participant_id=room[2].id,
            speaker=room[2].name,
        ),
        Note("n6", "s1", NoteKind.PARKED, "Customs documents for the Swiss routes", START),
        Note(
            "n7",
            "s1",
            NoteKind.CALLBACK,
            "Seat 3 mentioned exports early",
            START,
            participant_id=room[2].id,
            speaker=room[2].name,
        ),
        Note("n8", "s1", NoteKind.CALLBACK, "Came up by itself", START, done=True),
    )


def planners(**more: object) -> Report:
    """The summary of a real afternoon: 63 quotes, 10 people of 7 accounts, 8 themes."""
    room = participants()
    quotes = [
        quote(
            text,
            room[who],
            number=number,
            kind=kind,
            themes=[theme],
            intensity=intensity,
            agreement=agreement,
        )
        for number, (kind, theme, who, intensity, agreement, text) in enumerate(SAID, 1)
    ]
    quotes[4] = replace(quotes[4], verbatim=False)
    quotes[11] = replace(quotes[11], dissent=1)
    seen = quote(
        "Nods all round; two look at the clock",
        None,
        number=90,
        kind=Kind.OBSERVATION,
        themes=[SPEED],
    )
    report = Report(
        title="Planners’ focus group",
        sessions=(session(),),
        participants=room,
        accounts=ACCOUNTS,
        quotes=(*quotes, seen),
        notes=notes(room),
        agenda_items={"s1": agenda_items()},
        themes=(Theme("t1", PRICING, "Packages, seats, seasonal use, invoices."),),
        headlines=HEADLINES,
    )
    return replace(report, **more)


def of_quotes(quotes: Sequence[Quote], **more: object) -> Report:
    """A report of just these *quotes*, in the planners' session."""
    return replace(planners(notes=(), headlines=(), quotes=tuple(quotes)), **more)


def large(count: int, *, sessions: int = 1, themes: int = 8) -> Report:
    """*count* quotes of the planners' words, spread over sessions and themes."""
    rooms = [participants(f"s{place}") for place in range(sessions)]
    quotes = []
    for number in range(count):
        kind, _, who, intensity, agreement, text = SAID[number % len(SAID)]
        place = number * sessions // max(1, count)
        quotes.append(
            quote(
                f"{text} ({number})",
                rooms[place][(who + number // 7) % 10],
                number=number,
                kind=kind,
                themes=[f"Theme {number // 3 % themes}"],
                session=f"s{place}",
                intensity=intensity,
                agreement=agreement,
            )
        )
    return Report(
        title="Everything customers said",
        sessions=tuple(
            session(f"s{place}", started_ms=START + place * 86_400_000, ended_ms=None)
            for place in range(sessions)
        ),
        participants=tuple(person for room in rooms for person in room),
        accounts=ACCOUNTS,
        quotes=tuple(quotes),
    )


def group(
    title: str,
    accounts: Sequence[Account],
    people: Sequence[tuple[str, str, int]],
    said: Sequence[tuple[str, int, Kind, str]],
    **more: object,
) -> Report:
    """A small session: people as (name, role, account), quotes as (words, who, kind, theme)."""
    room = tuple(
        Participant(
            f"p{seat}",
            "s1",
            seat + 1,
            name,
            "",
            role,
            accounts[of].name,
            accounts[of].id,
            f"person-{seat}",
        )
        for seat, (name, role, of) in enumerate(people)
    )
    quotes = tuple(
        quote(words, room[who], number=number, kind=kind, themes=[theme], agreement=number)
        for number, (words, who, kind, theme) in enumerate(said)
    )
    return Report(title, (session(title=title, **more),), room, tuple(accounts), quotes)


def chinese() -> Report:
    """Four people in Shanghai."""
    return group(
        "计划员焦点小组：排班、报表与移动端",
        (
            Account("c1", "华东物流有限公司", "大客户", 0.2),
            Account("c2", "青岛海鲜贸易", "中小企业"),
            Account("c3", "Northwind 中国", "大客户", 0.05),
        ),
        (
            ("王芳", "调度主管", 0),
            ("李伟", "信息技术经理", 1),
            ("张敏", "客服", 2),
            ("陈强", "仓库主管", 0),
        ),
        (
            ("报表导出要等十分钟，每个星期一都这样。", 0, PROBLEM, "报表 > 导出"),
            ("排班看板很直观，新同事半天就会用了。", 1, STRENGTH, "排班看板"),
            ("希望能用微信直接收到到货通知，不用再登录 Dashboard 查看。", 2, MISSING, "移动端"),
            ("导出的 Excel 和看板上的 KPI 对不上。", 3, PROBLEM, "报表 > 导出"),
            ("“登录失败”，就这四个字，没有别的说明。", 1, PROBLEM, "上手与权限"),
            ("报表里没有按部门筛选。", 2, PROBLEM, "报表 > 仪表板"),
        ),
        place="上海",
        facilitator="刘洋",
        note_taker="赵静",
        zone="Asia/Shanghai",
        bottom_line="计划员喜欢看板，不愿再回到旧系统。真正的阻碍在看板之外。",
    )


def right_to_left() -> Report:
    """Arabic, Hebrew and English in one room."""
    return group(
        "مجموعة التركيز للمخططين",
        (Account("c1", "شركة النور للنقل", "كبار العملاء", 0.2), Account("c2", "مخابز الشام")),
        (
            ("ليلى حداد", "مديرة العمليات", 0),
            ("עמית לוי", "מנהל מערכות", 1),
            ("Omar Haddad", "Planner", 1),
        ),
        (
            (
                "Excel لا يكفي لنا، نحتاج إلى تصدير تلقائي كل يوم اثنين الساعة 8:30 صباحا.",
                0,
                PROBLEM,
                "التقارير",
            ),
            ("لوحة الجدولة ممتازة، وفرت علينا ساعتين كل يوم!", 0, STRENGTH, "لوحة الجدولة"),
            ("המסך נטען לאט מאוד בכל בוקר, ואז אני לא יודע אם נשמר.", 1, PROBLEM, "الأداء"),
            ("It says “تم الحفظ” but nothing is saved.", 2, PROBLEM, "الأداء"),
            ("נדרש ייצוא ל-CSV.", 1, MISSING, "التقارير"),
        ),
        place="دبي",
        facilitator="سارة علي",
        zone="Asia/Dubai",
        bottom_line="المخططون يحبون لوحة الجدولة ولن يعودوا إلى النظام القديم.",
    )


def interview() -> Report:
    """One person without an account, who says everything."""
    return replace(
        group(
            "Interview P1",
            (Account("", ""),),
            (("P1", "", 0),),
            [
                (
                    f"I compare the plans by hand, number {n}.",
                    0,
                    RANKED_KINDS[n % 3],
                    "Comparing" if n % 2 else "Planning",
                )
                for n in range(9)
            ],
            bottom_line="",
        ),
        accounts=(),
    )


LONG = "Rechtsanwaltsgesellschaftsversicherungsbevollmächtigtenvereinigung Süd-Südwest GmbH"


def long_names() -> Report:
    """Titles, names, themes and a bottom line that nobody made for a page."""
    made = planners()
    people = {
        person.id: replace(
            person,
            name=f"{person.name} von und zu Hohenlohe-Schillingsfürst",
            role=f"Senior Vice President of {LONG}",
            account=f"{person.account} {LONG}",
        )
        for person in made.participants
    }

    def lengthened(each: Quote) -> Quote:
        who = people.get(each.participant_id or "")
        themes = tuple(f"{theme} and all that goes with it, {LONG}" for theme in each.themes)
        each = replace(each, text=f"{each.text} {each.text} {'x' * 300}", themes=themes)
        return replace(each, speaker=who.name, role=who.role, account=who.account) if who else each

    return replace(
        made,
        title="A title that somebody pasted from an invitation, " * 6,
        participants=tuple(people.values()),
        quotes=tuple(map(lengthened, made.quotes)),
        sessions=(session(bottom_line="What holds them up. " * 120, place=LONG, facilitator=LONG),),
    )


def without_names() -> Report:
    """The planners, two of whom did not agree to be named, one of them without a role."""
    made = planners()
    people = [
        replace(person, consent_name=place not in (0, 7), role=person.role if place != 7 else "")
        for place, person in enumerate(made.participants)
    ]
    quotes = [
        replace(each, role="" if each.participant_id == people[7].id else each.role)
        for each in made.quotes
    ]
    return replace(made, participants=tuple(people), quotes=tuple(quotes))


def one_theme() -> Report:
    """What a filter let through."""
    made = planners(notes=(), agenda_items={})
    quotes = tuple(each for each in made.quotes if each.themes == (REPORTING,))
    return replace(made, title=REPORTING, scope="theme Reporting and exports", quotes=quotes)


def over_time() -> Report:
    """What was said of Reporting in five sessions; nothing in the fourth, nothing new since."""
    parts = (("Exports",), ("Exports", "Dashboards"), ("Schedules", "Exports"), (), ("Exports",))
    quotes = []
    for place, themes in enumerate(parts):
        room = participants(f"s{place}")
        for number, theme in enumerate(themes * 3):
            kind, _, who, intensity, agreement, text = SAID[(place * 7 + number) % len(SAID)]
            quotes.append(
                quote(
                    text,
                    room[who],
                    number=place * 1_000 + number,
                    kind=kind,
                    themes=[f"Reporting > {theme}", "Pricing"][: 1 + number % 2],
                    session=f"s{place}",
                    intensity=intensity,
                    agreement=agreement,
                )
            )
    made = large(0, sessions=5)
    return replace(
        made,
        title="Reporting",
        scope="theme Reporting, since January 2026, segment Enterprise",
        theme="Reporting",
        quotes=tuple(quotes),
    )


REPORTS: dict[str, Callable[[], Report]] = {
    "planners": planners,
    "sample": lambda: planners(sample=True),
    "chinese": chinese,
    "right to left": right_to_left,
    "nothing": lambda: Report("", ()),
    "no session begun": lambda: Report("", (Session("x", ""),)),
    "no quotes": lambda: of_quotes([], sessions=(session(bottom_line=""),)),
    "one quote": lambda: of_quotes(planners().quotes[:1]),
    "no themes": lambda: of_quotes([replace(q, themes=()) for q in planners().quotes[:9]]),
    "observations only": lambda: of_quotes(planners().quotes[-1:]),
    "interview": interview,
    "long names": long_names,
    "without names": without_names,
    "one theme": one_theme,
    "over time": over_time,
    "several sessions": lambda: large(600, sessions=4, themes=14),
}
"""A report of every kind, by what is special about it."""
