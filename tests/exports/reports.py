"""Reports to make documents of: one as real as an invented one gets, and any size and script."""

from collections.abc import Sequence
from dataclasses import replace

from focusgroup.core.model import (
    QUOTE_KINDS,
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
PROBLEM, STRENGTH, MISSING = QUOTE_KINDS

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

# kind, theme, speaker, intensity, agreement, words
SAID: tuple[tuple[Kind, str, int, int, int, str], ...] = (
    (PROBLEM, ONBOARDING, 0, 1, 5, "We invited forty dispatchers and eleven links had expired before anyone clicked them. I spent a week resending invitations by hand."),  # noqa: E501
    (PROBLEM, ONBOARDING, 7, 2, 6, "Single sign-on took us nineteen days and four tickets. Nobody could tell me which claim was missing, it just said “login failed”."),  # noqa: E501
    (PROBLEM, ONBOARDING, 6, 1, 4, "In pharma I have to prove who had access on which day. Your onboarding made me keep that list in a spreadsheet."),  # noqa: E501
    (PROBLEM, ONBOARDING, 3, 1, 3, "Every new depot is the same forty clicks. There is no copy."),
    (PROBLEM, ONBOARDING, 2, 0, 2, "My night shift shares one login because the second one never arrived."),
    (PROBLEM, ONBOARDING, 8, 0, 1, "The welcome mail is in English only. My lads delete it."),
    (PROBLEM, ONBOARDING, 4, 0, 1, "It took us three weeks to see a first report."),
    (STRENGTH, ONBOARDING, 8, 0, 1, "The two training videos were short and they were about lorries, not about software. My lads watched them to the end."),  # noqa: E501
    (MISSING, ONBOARDING, 0, 1, 6, "Just let me upload a file with names, depots and roles. That is all I want for Christmas."),  # noqa: E501
    (MISSING, ONBOARDING, 3, 0, 4, "A template depot: hours, vehicles, rules. Then I clone it."),
    (MISSING, ONBOARDING, 7, 0, 3, "Provisioning from our directory. When HR removes a person they should be gone from yours by lunch."),  # noqa: E501
    (PROBLEM, MOBILE, 8, 2, 6, "Half my routes are in valleys. No signal, no app. The driver writes it on his hand and types it in at the petrol station."),  # noqa: E501
    (PROBLEM, MOBILE, 6, 2, 5, "A temperature reading that is not saved is a batch I may have to destroy. That has happened twice."),  # noqa: E501
    (PROBLEM, MOBILE, 9, 1, 4, "The photo of the delivery is lost if the upload fails. Then the customer says it never came and I have nothing."),  # noqa: E501
    (PROBLEM, MOBILE, 0, 1, 4, "Older drivers cannot read it in sunlight. They phone us instead, and then what is the app for?"),  # noqa: E501
    (PROBLEM, MOBILE, 1, 0, 2, "It logs them out at midnight, in the middle of the route."),
    (PROBLEM, MOBILE, 5, 0, 2, "Our tablets are three years old and it crawls on them."),
    (STRENGTH, MOBILE, 1, 0, 3, "Scanning is fast. Faster than the old guns."),
    (STRENGTH, MOBILE, 5, 0, 2, "Navigation opens in the map the driver already likes. Nobody had to learn anything."),  # noqa: E501
    (MISSING, MOBILE, 8, 2, 7, "Offline. Let him sign, scan and photograph with no signal and send it later. I would pay for that tomorrow."),  # noqa: E501
    (MISSING, MOBILE, 6, 1, 4, "Offline with the time it happened, not the time it was uploaded. Auditors ask for the first one."),  # noqa: E501
    (MISSING, MOBILE, 9, 0, 3, "A message to the recipient with the ten-minute window, from the driver’s own phone."),  # noqa: E501
    (PROBLEM, BOARD, 1, 1, 5, "It refreshes and throws me back to the top. Ninety routes, and I lose my place every five minutes."),  # noqa: E501
    (PROBLEM, BOARD, 5, 1, 3, "Two of us moved the same route and the later one won. No warning at all."),  # noqa: E501
    (PROBLEM, BOARD, 2, 0, 2, "Filters are forgotten when I change the day."),
    (PROBLEM, BOARD, 0, 0, 2, "You cannot print it. Yes, print. The night shift works from paper on the wall."),  # noqa: E501
    (STRENGTH, BOARD, 1, 2, 6, "When a driver calls in sick at five in the morning I drag his whole day onto somebody else and it just works. I would not give that up."),  # noqa: E501
    (STRENGTH, BOARD, 2, 1, 4, "Colours for the time windows are perfect. I see the problem before it is a problem."),  # noqa: E501
    (STRENGTH, BOARD, 0, 1, 4, "We replan two hundred stops in about ten minutes. It used to be the whole morning."),  # noqa: E501
    (STRENGTH, BOARD, 8, 0, 3, "It is the only screen in the company that my father understands."),
    (STRENGTH, BOARD, 9, 0, 2, "I can answer a customer on the phone while I look at it."),
    (STRENGTH, BOARD, 4, 0, 1, "The board is why we signed."),
    (MISSING, BOARD, 1, 0, 4, "Show me who else is on the board, like in a shared document."),
    (MISSING, BOARD, 3, 0, 2, "I want to compare today with the same day last week, side by side."),
    (PROBLEM, REPORTING, 4, 2, 5, "The on-time figure in the dashboard is not the one in the export. I was asked in front of the board which one is true."),  # noqa: E501
    (PROBLEM, REPORTING, 0, 1, 4, "Every Monday I export six files and glue them together for the management meeting. Two hours, every Monday."),  # noqa: E501
    (PROBLEM, REPORTING, 6, 1, 3, "I cannot filter by product class, so I cannot make the report the regulator asks for."),  # noqa: E501
    (PROBLEM, REPORTING, 2, 0, 2, "The export has internal codes for the depots. I have a second file to translate them."),  # noqa: E501
    (STRENGTH, REPORTING, 4, 0, 2, "The new cost-per-stop view started a good argument in our company. First time anybody had the number."),  # noqa: E501
    (MISSING, REPORTING, 0, 1, 6, "Schedule it and mail it to people who have no licence. My managing director will never log in."),  # noqa: E501
    (MISSING, REPORTING, 3, 0, 3, "Let me point our own BI at the data. We do not need your charts, with respect."),  # noqa: E501
    (MISSING, REPORTING, 9, 0, 3, "A simple page for the flower growers. They do not want a login, they want a picture on Friday."),  # noqa: E501
    (PROBLEM, PRICING, 0, 1, 5, "We pay for a seat for each Christmas driver for the entire year. That is forty seats for five weeks."),  # noqa: E501
    (PROBLEM, PRICING, 8, 1, 4, "For nine lorries the small package has no reports and the big package has things I will never open."),  # noqa: E501
    (PROBLEM, PRICING, 1, 0, 2, "And the seasonal ones share a login, which I am not supposed to say."),  # noqa: E501
    (PROBLEM, PRICING, 0, 0, 1, "The invoice lists codes nobody in our purchasing department can match to a depot."),  # noqa: E501
    (PROBLEM, PRICING, 1, 0, 0, "I asked for a quote in January. It came in March."),
    (STRENGTH, PRICING, 4, 0, 3, "You gave us three months free in the bad year. We remember that when others call."),  # noqa: E501
    (STRENGTH, PRICING, 9, 0, 2, "I know what it costs before the month starts. I cannot say that about fuel."),  # noqa: E501
    (PROBLEM, SPEED, 2, 1, 5, "Monday, eight o’clock, everything takes ten seconds. Everyone in this room just nodded."),  # noqa: E501
    (PROBLEM, SPEED, 1, 1, 4, "When it hangs I do not know whether my move was saved. So I do it again, and then I have two."),  # noqa: E501
    (PROBLEM, SPEED, 5, 0, 3, "The map is the slow part. I switched it off and now I plan blind."),
    (STRENGTH, SPEED, 6, 0, 3, "In two years it was down once, for twenty minutes, and you rang me before I rang you."),  # noqa: E501
    (PROBLEM, API, 7, 0, 2, "The rate limit is per company, so one bad script of a colleague stops the drivers’ app."),  # noqa: E501
    (STRENGTH, API, 7, 1, 2, "The documentation is honest. It says what does not work, and that saved me a week."),  # noqa: E501
    (STRENGTH, API, 3, 0, 2, "Support engineers answer with code. That is rare."),
    (MISSING, API, 7, 1, 4, "Webhooks. I poll your API every minute for three thousand stops and I feel ashamed."),  # noqa: E501
    (MISSING, API, 3, 1, 3, "A sandbox with data in it. We test against production because the sandbox is an empty room."),  # noqa: E501
    (PROBLEM, AUDIT, 6, 1, 2, "Everybody is an administrator because otherwise they cannot see the other depot."),  # noqa: E501
    (PROBLEM, AUDIT, 6, 0, 2, "I signed a paper that says I know who changed a temperature limit. I do not."),  # noqa: E501
    (PROBLEM, AUDIT, 6, 0, 1, "The log of changes ends after thirty days. The law says five years."),  # noqa: E501
    (MISSING, AUDIT, 6, 1, 4, "Who changed this stop, when, and what was it before? Without that I fail an audit."),  # noqa: E501
    (MISSING, AUDIT, 7, 0, 3, "A read-only role. Our finance people can move lorries today. They do not know it, but they can."),  # noqa: E501
)

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
        Note("n1", "s1", promise, "Check whether proof-of-delivery photos of February can be "
             "recovered", START, participant_id=room[9].id, speaker=room[9].name,
             owner="Sofia Rossi", due="16 March"),
        Note("n2", "s1", promise, "Explain the two on-time figures in writing", START,
             participant_id=room[4].id, speaker=room[4].name, owner="Ben Ortiz", due="19 March"),
        Note("n3", "s1", promise, "Find out why Monday mornings are slow and report back", START),
        Note("n4", "s1", promise, "Send the slides", START, owner="Tom Okafor", due="13 March",
             done=True),
        Note("n5", "s1", NoteKind.PARKED, "Electric vans: charging stops as a kind of stop", START,
             participant_id=room[2].id, speaker=room[2].name),
        Note("n6", "s1", NoteKind.PARKED, "Customs documents for the Swiss routes", START),
        Note("n7", "s1", NoteKind.CALLBACK, "Seat 3 mentioned exports early", START,
             participant_id=room[2].id, speaker=room[2].name),
        Note("n8", "s1", NoteKind.CALLBACK, "Came up by itself", START, done=True),
    )


def planners(**more: object) -> Report:
    """The summary of a real afternoon: 63 quotes, 10 people of 7 accounts, 8 themes."""
    room = participants()
    quotes = [
        quote(text, room[who], number=number, kind=kind, themes=[theme], intensity=intensity,
              agreement=agreement)
        for number, (kind, theme, who, intensity, agreement, text) in enumerate(SAID, 1)
    ]
    quotes[4] = replace(quotes[4], verbatim=False)
    quotes[11] = replace(quotes[11], dissent=1)
    seen = quote("Nods all round; two look at the clock", None, number=90, kind=Kind.OBSERVATION,
                 themes=[SPEED])
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
