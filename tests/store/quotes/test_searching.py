"""A search with ``theme:`` and the like: what the store finds is what a plain scan does."""

from typing import Any

import pytest

from focusgroup.core.model import Kind, Quote, Session
from focusgroup.core.model.items import Item
from focusgroup.core.search.query import SearchField, read_query
from focusgroup.core.search.selection import Selection
from focusgroup.services.reviewing.theme_table import theme_rows
from focusgroup.store import accounts, participants
from focusgroup.store.actions.items import add_item
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import (
    NewQuote,
    add_quote,
    count_quotes,
    look_for_older,
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


ODD = (
    "kind:bogus",
    "kind:bogus kind:prob",
    "-kind:bogus slow",
    "is:bogus",
    "theme:bogus",
    '"',
    "-",
)


@pytest.mark.parametrize("search", ODD)
async def test_figures_of_what_nothing_can_be_are_none_and_no_error(
    db: SqliteDb, session: Session, search: str
) -> None:
    await fill(db, session)
    for row in await theme_rows(db, Selection(search=search)):
        there = 0 if not search.startswith("-kind") else sum(row.figures.quarters or ())
        assert row.count.mentions == there
        assert row.figures.weight is not None


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


SIGNED = (
    "great 👍🏽",
    "👍\ufe0f well, slow",
    "slow → fast",
    "100 % or 5 ％",
    "€5 … ...",
    "导出 ❤\ufe0f",
)
FOR_SIGNS = (
    *(
        "👍",
        "👍🏽",
        "-👍",
        "👍 slow",
        "slow -👍",
        "→",
        "-→ -👍",
        "%",
        "-% 5",
        "€",
        "…",
        "...",
        "❤",
        "-❤ 导出",
    ),
    *(
        "👎",
        "kind:problem 👍",
        "theme:onboarding -👍",
        '"👍"',
        '"→ fast"',
        '-"…"',
        "?",
        "is:verbatim →",
    ),
)


async def test_signs_are_found_as_a_plain_scan_finds_them(db: SqliteDb, session: Session) -> None:
    for n, text in enumerate(SIGNED):
        themes = ("Onboarding",) if n % 2 else ()
        new = NewQuote(
            text, Kind.PROBLEM, NOW + n, session_id=session.id, id=f"s{n}", themes=themes
        )
        await add_quote(db, new, NOW)
    quotes = await quotes_of_session(db, session.id)
    for search in FOR_SIGNS:
        asked, wanted = read_query(search), Selection(search=search)
        scanned = {q.id for q in quotes if asked.fits(q.text)}
        if any(field.field is SearchField.THEME for field in asked.fields):
            scanned &= {q.id for q in quotes if q.themes}
        assert {q.id for q in (await quote_page(db, wanted)).quotes} == scanned, search
        looked = await look_for_older(db, wanted, limit=50)
        assert {q.id for q in looked.quotes} == scanned, search
        assert await count_quotes(db, wanted) == len(scanned), search
        assert (await tally_quotes(db, wanted)).mentions == len(scanned), search
        for each in await theme_tree(db, wanted):
            there = sum(1 for q in quotes if q.id in scanned and each.theme.path in q.themes)
            assert each.mentions == there, search


SO = {
    "is:verbatim": {0, 2, 3},
    "is:verb": {0, 2, 3},
    "-is:verbatim": {1, 4},
    "is:unfinished": {2},
    "is:strong": {1, 2},
    "is:s": {1, 2, 0},
    "is:specific": {0},
    "is:agreed": {0, 1},
    "is:disagreed": {1},
    "is:counted": {0, 1},
    "IS:No-Speaker": {3},
    "is:no-account": {2, 3},
    "-is:no_account": {0, 1, 4},
    "is:no-segment": {1, 2, 3},
    "is:strong is:agreed": {1},
    "is:nonsense": set[int](),
    "question:1.2": {0, 1},
    "question:1": {0, 1, 2},
    "question:2.1": {3},
    "question:0.0": {4},
    "-question:1": {3, 4},
    "question:one": set[int](),
    "question:1.x": set[int](),
    "question:²": set[int](),
    "item:": set[int](),
}


@pytest.mark.parametrize("search", SO)
async def test_what_a_quote_is_can_be_asked_for(
    db: SqliteDb, session: Session, search: str
) -> None:
    """Each `is:` is true of the quotes that are so, and `question:` of those said to it."""
    acme, contoso = [
        await participants.add(db, session.id, name=name, account=name, now_ms=NOW)
        for name in ("Acme", "Contoso")
    ]
    alone = await participants.add(db, session.id, name="Di", now_ms=NOW)
    await accounts.change(db, "Acme", segment="Enterprise")
    long = "this is what I would say in my own words"
    facts: tuple[dict[str, Any], ...] = (
        {"text": long, "agreement": 2, "section": 0, "question": 1, "participant_id": acme.id},
        {
            "text": long, "verbatim": False, "intensity": 1, "agreement": 1, "dissent": 1,
            "section": 0, "question": 1, "participant_id": contoso.id,
        },
        {
            "text": long, "stub": True, "intensity": 2, "section": 0, "question": 0,
            "participant_id": alone.id,
        },
        {"text": "slow", "section": 1, "question": 0},
        {"text": "slow", "verbatim": False, "participant_id": acme.id},
    )  # fmt: skip
    for n, each in enumerate(facts):
        text = each.pop("text")
        new = NewQuote(text, Kind.PROBLEM, NOW + n, session_id=session.id, id=f"id-{n}", **each)
        await add_quote(db, new, NOW)
    page = await quote_page(db, Selection(search=search))
    assert {int(quote.id[3:]) for quote in page.quotes} == SO[search]
    assert await count_quotes(db, Selection(search=search)) == len(SO[search])


async def test_a_name_that_somebody_has_is_no_beginning_of_others(
    db: SqliteDb, session: Session
) -> None:
    for n, name in enumerate(("Ann", "Anna", "Annika", "Bo")):
        one = await participants.add(db, session.id, name=name, now_ms=NOW)
        new = NewQuote(name, Kind.PROBLEM, NOW + n, session_id=session.id, id=f"id-{n}",
                       participant_id=one.id)  # fmt: skip
        await add_quote(db, new, NOW)

    async def said(*speakers: str) -> set[str]:
        return {q.text for q in (await quote_page(db, Selection(speakers=speakers))).quotes}

    assert await said("ann") == {"Ann"}
    assert await said("an") == {"Ann", "Anna", "Annika"}
    assert await said("anna", "b") == {"Anna", "Bo"}


async def test_the_quotes_of_an_item_are_found(db: SqliteDb, session: Session) -> None:
    quotes = await fill(db, session)
    item = await add_item(db, Item("", "Faster"), [quotes[1].id, quotes[4].id], "me", NOW)
    for search in (f"item:{item.id}", f"item:{item.id[:-3]}"):
        page = await quote_page(db, Selection(search=search))
        assert {quote.id for quote in page.quotes} == {"id-1", "id-4"}
