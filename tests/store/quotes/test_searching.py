"""A search with ``theme:`` and the like: what the store finds is what a plain scan does."""

import pytest

from focusgroup.core.model import Kind, Quote, Session
from focusgroup.core.search.query import read_query
from focusgroup.core.search.selection import Selection
from focusgroup.store import participants
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import (
    NewQuote,
    add_quote,
    count_quotes,
    quote_page,
    quotes_of_session,
    tally_quotes,
    theme_tree,
)
from tests.store.conftest import NOW

pytestmark = pytest.mark.both_engines

DAY = 86_400_000
SAID = (
    ("one of the reports is slow", Kind.PROBLEM, 0, ("Reporting > Exports",)),
    ("the slow one of all", Kind.STRENGTH, 1, ("Reporting > Speed",)),
    ("1,500 reports, co\u2011operation", Kind.PROBLEM, 2, ("Onboarding",)),
    ("导出报表很慢", Kind.MISSING_FEATURE, 0, ()),
    ("报表导出", Kind.CONTEXT, 2, ("Reporting > Exports", "Onboarding")),
)


async def fill(db: SqliteDb, session: Session) -> tuple[Quote, ...]:
    seats = [
        await participants.add(db, session.id, name=name, account=account, now_ms=NOW)
        for name, account in (("Anna Novák", "Acme"), ("Ben", "Contoso"), ("Annika", ""))
    ]
    for n, (text, kind, seat, themes) in enumerate(SAID):
        new = NewQuote(
            text, kind, NOW + n * DAY, session_id=session.id, id=f"id-{n}", themes=themes,
            participant_id=seats[seat].id,
        )  # fmt: skip
        await add_quote(db, new, NOW)
    return await quotes_of_session(db, session.id)


@pytest.mark.parametrize(
    ("search", "places"),
    [
        ("theme:exports", [0, 4]),
        ("theme:rep", [0, 1, 4]),
        ('theme:"Reporting > Sp"', [1]),
        ("theme:exports theme:onboarding", [4]),
        ("-theme:exports", [1, 2, 3]),
        ("theme:nowhere", []),
        ("slow theme:exports", [0]),
        ("kind:prob", [0, 2]),
        ("kind:missing -慢", []),
        ("-kind:prob -kind:context", [1, 3]),
        ("account:ac", [0, 3]),
        ("-account:acme", [1, 2, 4]),
        ("who:ann", [0, 2, 3, 4]),
        ("who:anna slow", [0]),
        ("since:2000-01-01", [0, 1, 2, 3, 4]),
        ("since:2090-01-01", []),
        ("until:2000-01-01 slow", []),
        ("since:20x slow", [0, 1]),
        ('"one of the"', [0]),
        ('"导出报表', [3]),
        ("1500", [2]),
        ("cooperation", [2]),
        ("-slow", [2, 3, 4]),
        ("theme:", []),
    ],
)
async def test_rows_counts_and_trees_of_a_search(
    db: SqliteDb, session: Session, search: str, places: list[int]
) -> None:
    quotes = await fill(db, session)
    wanted = Selection(search=search)
    found = [quote.id for quote in (await quote_page(db, wanted)).quotes]
    assert sorted(found) == [f"id-{place}" for place in places]
    assert await count_quotes(db, wanted) == len(places)
    tally = await tally_quotes(db, wanted)
    assert tally.mentions + tally.context == len(places)
    for each in await theme_tree(db, wanted):
        path = each.theme.path
        there = [quotes[n] for n in places if any(own.startswith(path) for own in quotes[n].themes)]
        assert each.mentions + each.context == len(there), path


async def test_each_word_of_a_text_alone_is_what_a_plain_scan_finds(
    db: SqliteDb, session: Session
) -> None:
    quotes = await fill(db, session)
    for word in {word for text, *_ in SAID for word in (*text.split(), text[2:6])}:
        for search in (word, f'"{word}"', f"-{word}", f"{word[:2]}*"):
            found = {q.id for q in (await quote_page(db, Selection(search=search))).quotes}
            asked = read_query(search)
            scanned = {q.id for q in quotes if not asked.is_empty and asked.fits(q.text)}
            assert found == scanned, search
