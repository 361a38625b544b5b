"""What quotes come to, counted by the engine, against a count by hand."""

import random
from collections import Counter

import pytest

from focusgroup.core.evidence.evidence import OneVoice
from focusgroup.core.ids import new_id
from focusgroup.core.model import QUOTE_KINDS, RANKED_KINDS, Kind, Quote, Session
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan
from focusgroup.store import participants, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.pages import quote_page
from focusgroup.store.quotes.quotes import NewQuote
from focusgroup.store.quotes.tallies import QuoteTally, tally_quotes
from focusgroup.tui.review.themes.theme_head import figures
from tests.store.conftest import AGENDA, NOW

THEMES = ((), ("Reporting",), ("Reporting > Exports",), ("Reporting > Exports", "Onboarding"))

WANTED = {
    "everything": Selection(),
    "all quotes": Selection(kinds=QUOTE_KINDS),
    "a theme": Selection(themes=("Reporting",), kinds=QUOTE_KINDS),
    "problems of a theme": Selection(themes=("Onboarding",), kinds=(Kind.PROBLEM,)),
    "an account": Selection(themes=("Reporting",), accounts=("Contoso",)),
    "a speaker": Selection(themes=("Reporting",), speakers=("an",)),
    "no theme": Selection(untagged=True, kinds=QUOTE_KINDS),
    "a search in a theme": Selection(search="export", themes=("Reporting",)),
    "a search": Selection(search="报表"),
    "a phrase": Selection(search='"the export"'),
    "problems with a phrase": Selection(search='"the export"', kinds=(Kind.PROBLEM,)),
    "a phrase without a theme": Selection(search='"the export"', untagged=True),
    "a time": Selection(
        since=TimeSpan(NOW + 10, NOW + 10 + 1, ""),
        until=TimeSpan(0, NOW + 30, ""),
        kinds=QUOTE_KINDS,
    ),
}


async def fill(db: SqliteDb, session: Session, number: int, seed: int) -> None:
    rng = random.Random(seed)
    people = [None]
    for name, account in (("Ana", "Northwind"), ("Bo", "Northwind"), ("Cy", "Contoso"), ("Di", "")):
        person = await participants.add(
            db, session.id, name=name, account=account, now_ms=NOW, seat=None
        )
        people.append(person.id)
    for i in range(number):
        new = quotes.NewQuote(
            session_id=session.id,
            text=rng.choice(("the export is late", "一个月的报表")),
            kind=rng.choice(list(Kind)),
            at_ms=NOW + i,
            id=new_id(NOW + i),
            participant_id=rng.choices(people, [1, 6, 1, 2, 1])[0],
            themes=rng.choice(THEMES),
        )
        await quotes.add_quote(db, new, NOW)


def one_voice(said: list[Quote]) -> OneVoice | None:
    """The account, or the person without one, that 60 % or more of three or more quotes are of."""
    heard = Counter(quote.account_id or quote.person_id or "" for quote in said)
    heard.pop("", None)
    key, most = max(heard.items(), key=lambda item: item[1], default=("", 0))
    if len(said) < 3 or not key or most * 100 < len(said) * 60:
        return None
    theirs = next(q for q in said if key in (q.account_id, q.person_id))
    name = theirs.account if theirs.account_id else theirs.speaker
    return OneVoice(name, most, len(said), len(heard) - 1, bool(theirs.account_id))


def by_hand(found: tuple[Quote, ...]) -> QuoteTally:
    said = [quote for quote in found if quote.kind in RANKED_KINDS]
    counts = {kind.value: sum(q.kind is kind for q in found) for kind in Kind}
    return QuoteTally(
        **counts,
        people=len({q.person_id for q in said if q.person_id}),
        accounts=len({q.account_id for q in said if q.account_id}),
        sessions=len({q.session_id for q in said}),
        voice=one_voice(said),
    )


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.parametrize("wanted", WANTED.values(), ids=WANTED.keys())
async def test_a_tally_is_what_counting_by_hand_gives(
    db: SqliteDb, session: Session, wanted: Selection, seed: int
) -> None:
    await fill(db, session, 60, seed)
    found = (await quote_page(db, wanted, limit=1_000)).quotes
    assert found
    assert await tally_quotes(db, wanted) == by_hand(found)


async def test_observations_alone_are_counted_with_their_people(
    db: SqliteDb, session: Session
) -> None:
    await fill(db, session, 60, 1)
    counted = await tally_quotes(db, Selection(kinds=(Kind.OBSERVATION,)))
    assert counted.observation > 0
    assert counted.people > 0
    assert counted.mentions == 0
    assert counted.voice is None


async def test_nothing_comes_to_nothing(db: SqliteDb, session: Session) -> None:
    assert await tally_quotes(db, Selection()) == QuoteTally()
    await fill(db, session, 5, 1)
    assert await tally_quotes(db, Selection(search="[/]")) == QuoteTally()
    assert await tally_quotes(db, Selection(accounts=("Nobody",))) == QuoteTally()


async def test_what_is_withheld_is_counted_beside_and_not_among_the_quotes(
    db: SqliteDb, session: Session
) -> None:
    anna = await participants.add(db, session.id, name="Anna", now_ms=NOW)
    await quotes.add_quote(
        db,
        NewQuote("slow", Kind.PROBLEM, NOW, session_id=session.id, id="w1", participant_id=anna.id),
        NOW,
    )
    await participants.change(db, anna.id, PersonChange(consent_notes=False), NOW)
    for wanted in (Selection(kinds=QUOTE_KINDS), Selection(sessions=(session.id,))):
        found = await tally_quotes(db, wanted)
        assert (found.mentions, found.withheld) == (0, 1)
        assert figures(found) == "no mentions · 1 withheld"
    assert (await tally_quotes(db, Selection(search="slow"))).withheld == 0


@pytest.mark.both_engines
@pytest.mark.parametrize("ends", [21, 25, 41, 120])
@pytest.mark.parametrize("begins", [0, 8, 15, 20])
async def test_sessions_that_a_time_holds_whole_or_in_part_are_counted_alike(
    db: SqliteDb, begins: int, ends: int
) -> None:
    said: list[tuple[int, str, str, str, Kind]] = []
    for room, starts in (("One", 0), ("Two", 20), ("Three", 40)):
        session = await sessions.create(db, title=room, agenda=AGENDA, now_ms=NOW)
        seats: list[tuple[str, str, str | None]] = [("", "", None)]
        for name, account in (("Anna", "Acme"), ("Ben", "Acme"), ("Cy", ""), (room, room)):
            person = await participants.add(db, session.id, name=name, account=account, now_ms=NOW)
            seats.append((name, account, person.id))
        for n in range(10):
            name, account, seat = seats[n % 5]
            kind = (Kind.PROBLEM, Kind.STRENGTH, Kind.CONTEXT, Kind.MISSING_FEATURE)[n % 4]
            new = NewQuote(
                f"quote {n}", kind, NOW + starts + n, session_id=session.id, id=f"{room}-{n}",
                participant_id=seat, themes=(("A",), ())[n % 2],
            )  # fmt: skip
            await quotes.add_quote(db, new, NOW)
            said.append((starts + n, room, name, account, kind))
    span = TimeSpan(NOW + begins, NOW + ends, "")
    tally = await tally_quotes(db, Selection(since=span, until=span))
    ranked = [each for each in said if begins <= each[0] < ends and each[4] in RANKED_KINDS]
    # Anna and Ben of Acme are the same in every session; Cy without an account is not.
    people = {(name, "" if account else room) for _, room, name, account, _ in ranked if name}
    assert tally.mentions == len(ranked)
    assert tally.people == len(people)
    assert tally.accounts == len({account for *_, account, _ in ranked if account})
    assert tally.sessions == len({room for _, room, *_ in ranked})
