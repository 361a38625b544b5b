"""A far place of a list, reached from either end, is what paging to it would have shown."""

import random

import pytest

from focusgroup.core.ids import new_id
from focusgroup.core.model import QUOTE_KINDS, Kind, Session
from focusgroup.store import participants
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.jumps import newer_quotes, older_quotes
from focusgroup.store.quotes.pages import Cursor, QuoteFilter, quote_page
from tests.store.conftest import NOW

WANTED = {
    "everything": QuoteFilter(),
    "all quotes": QuoteFilter(kinds=QUOTE_KINDS),
    "a theme": QuoteFilter(theme="Reporting", kinds=QUOTE_KINDS),
    "a speaker in a theme": QuoteFilter(theme="Reporting", speaker="an"),
    "an account": QuoteFilter(account="Contoso"),
    "no theme": QuoteFilter(untagged=True),
    "a search": QuoteFilter(search="export"),
    "a search in a theme": QuoteFilter(search="export", theme="Reporting"),
    "a time": QuoteFilter(since_ms=NOW + 3),
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
    db: SqliteDb, session: Session, wanted: QuoteFilter
) -> None:
    await fill(db, session)
    listed = (await quote_page(db, wanted, limit=1_000)).quotes
    total = len(listed)
    assert total > 4
    for skip in range(total + 1):
        assert await older_quotes(db, wanted, limit=3, skip=skip) == listed[skip : skip + 3]
        end = total - skip
        assert await newer_quotes(db, wanted, limit=3, skip=skip) == listed[max(end - 3, 0) : end]


@pytest.mark.parametrize("wanted", WANTED.values(), ids=WANTED.keys())
async def test_neighbours_are_reached_from_a_quote_in_both_directions(
    db: SqliteDb, session: Session, wanted: QuoteFilter
) -> None:
    await fill(db, session)
    listed = (await quote_page(db, wanted, limit=1_000)).quotes
    for place, quote in enumerate(listed):
        cursor = Cursor(quote.at_ms, quote.id, quote.n)
        found = await older_quotes(db, wanted, limit=2, before=cursor, skip=1)
        assert found == listed[place + 2 : place + 4]
        found = await newer_quotes(db, wanted, limit=2, after=cursor, skip=1)
        assert found == listed[max(place - 3, 0) : max(place - 1, 0)]


async def test_a_search_without_a_word_finds_nothing(db: SqliteDb, session: Session) -> None:
    await fill(db, session)
    assert await older_quotes(db, QuoteFilter(search="[/]"), limit=5) == ()
    assert await newer_quotes(db, QuoteFilter(search="[/]"), limit=5) == ()
