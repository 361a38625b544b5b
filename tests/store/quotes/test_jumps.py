"""A far place of a list, reached from either end, is what paging to it would have shown."""

import itertools
import random
from dataclasses import replace

import pytest

from focusgroup.core.ids import new_id
from focusgroup.core.model import QUOTE_KINDS, Kind, Quote, Session
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan
from focusgroup.store import participants
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import jumps, quotes
from focusgroup.store.quotes.jumps import look_for_older, newer_quotes, older_quotes
from focusgroup.store.quotes.pages import Cursor, quote_page
from tests.store.conftest import NOW

pytestmark = pytest.mark.both_engines

WANTED = {
    "everything": Selection(),
    "all quotes": Selection(kinds=QUOTE_KINDS),
    "a theme": Selection(themes=("Reporting",), kinds=QUOTE_KINDS),
    "a speaker in a theme": Selection(themes=("Reporting",), speakers=("an",)),
    "an account": Selection(accounts=("Contoso",)),
    "no theme": Selection(untagged=True),
    "a search": Selection(search="export"),
    "a search in a theme": Selection(search="export", themes=("Reporting",)),
    "without a word": Selection(search="-export"),
    "an account without a word": Selection(search="-board -so", accounts=("Contoso",)),
    "a time": Selection(since=TimeSpan(NOW + 3, NOW + 3 + 1, "")),
}


async def fill(db: SqliteDb, session: Session) -> None:
    rng = random.Random(7)
    people = [None]
    for name, account in (("Ana", "Northwind"), ("Cy", "Contoso")):
        person = await participants.add(db, session.id, name=name, account=account, now_ms=NOW)
        people.append(person.id)
    for i in range(50):
        # Several at the same millisecond, so that the order hangs on the whole key.
        new = quotes.NewQuote(
            session_id=session.id,
            text=rng.choice(("the export is late", "the board is good")),
            kind=rng.choice(list(Kind)),
            at_ms=NOW + i // 4,
            id=new_id(NOW + i),
            participant_id=rng.choice(people),
            themes=rng.choice(((), ("Reporting",), ("Reporting > Exports", "Onboarding"))),
        )
        await quotes.add_quote(db, new, NOW)


@pytest.mark.parametrize("wanted", WANTED.values(), ids=WANTED.keys())
async def test_every_place_is_reached_from_both_ends(
    db: SqliteDb, session: Session, wanted: Selection
) -> None:
    await fill(db, session)
    listed = (await quote_page(db, wanted, limit=1_000)).quotes
    total = len(listed)
    assert total > 4
    assert await older_quotes(db, wanted, limit=total + 1) == listed
    for skip in range(total + 1):
        assert await older_quotes(db, wanted, limit=3, skip=skip) == listed[skip : skip + 3]
        end = total - skip
        assert await newer_quotes(db, wanted, limit=3, skip=skip) == listed[max(end - 3, 0) : end]


@pytest.mark.parametrize("wanted", WANTED.values(), ids=WANTED.keys())
async def test_neighbours_are_reached_from_a_quote_in_both_directions(
    db: SqliteDb, session: Session, wanted: Selection
) -> None:
    await fill(db, session)
    listed = (await quote_page(db, wanted, limit=1_000)).quotes
    for place, quote in enumerate(listed):
        cursor = Cursor(quote.at_ms, quote.id, quote.n)
        assert await older_quotes(db, wanted, limit=2, before=cursor) == listed[place + 1 :][:2]
        assert await newer_quotes(db, wanted, limit=2, after=cursor) == listed[:place][-2:]
        found = await older_quotes(db, wanted, limit=2, before=cursor, skip=1)
        assert found == listed[place + 2 : place + 4]
        found = await newer_quotes(db, wanted, limit=2, after=cursor, skip=1)
        assert found == listed[max(place - 3, 0) : max(place - 1, 0)]


async def test_a_search_without_a_word_finds_nothing(db: SqliteDb, session: Session) -> None:
    await fill(db, session)
    assert await older_quotes(db, Selection(search="[/]"), limit=5) == ()
    assert await newer_quotes(db, Selection(search="[/]"), limit=5) == ()


SEARCHED = (
    *("export", '"the export"', '"is the"', '"is late" -board', '-"the export"', "-export -zebra"),
    *("theme:reporting -late", "who:ana the", "account:contoso -export", 'kind:prob "is good"'),
    *("expo", '"the expo', "the boar -late", 'is:verbatim "is lat', "zebr", '-"is late" expor'),
    *("is:verbatim -late", '"is', "the -the", "since:2000-01-01 the", "until:2000-01-01 the"),
)


@pytest.mark.parametrize("wanted", [each for each in WANTED.values() if not each.search])
async def test_looking_a_part_at_a_time_finds_the_same(
    db: SqliteDb, session: Session, wanted: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jumps, "AMONG", ((1, 4), (3,), (7,)))
    monkeypatch.setattr(jumps, "AMONG_UNWANTED", 3)
    monkeypatch.setattr(jumps, "AMONG_BEGUN", 2)
    monkeypatch.setattr(jumps, "SCREENFUL", 2)
    await fill(db, session)
    for search, limit in itertools.product(SEARCHED, (3, 60)):
        searched = replace(wanted, search=search)
        listed = (await quote_page(db, searched, limit=1_000)).quotes
        assert await looked_up(db, searched, limit) == listed, (search, limit)


async def looked_up(db: SqliteDb, wanted: Selection, limit: int) -> tuple[Quote, ...]:
    """All quotes of a search, page by page of *limit*, each in as many looks as it takes."""
    found: list[Quote] = []
    before, times = None, 0
    while True:
        left = limit - len(found) % limit
        look = await look_for_older(db, wanted, limit=left, before=before, times=times)
        found += look.quotes
        before, times = look.reached, times + 1
        if before is None and len(look.quotes) < left:
            return tuple(found)
        if before is None:
            last = found[-1]  # the page is full; the next one goes on from it
            before, times = Cursor(last.at_ms, last.id, last.n), 0
