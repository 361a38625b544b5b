"""The evidence of themes from stored counters, against that of the same quotes counted."""

import itertools
from dataclasses import replace

import pytest

from focusgroup.core.model import Kind, Session
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan
from focusgroup.store import accounts, sessions
from focusgroup.store.counters import anew
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import (
    NewQuote,
    add_quote,
    evidence,
    figures,
    sessions_with_new_themes,
    theme_evidence,
    tree,
)
from tests.store.conftest import AGENDA, NOW
from tests.store.quotes.test_tallies import fill

pytestmark = pytest.mark.both_engines

EVER = TimeSpan(0, 10**15, "")
KINDS = [
    (),
    (Kind.PROBLEM,),
    (Kind.STRENGTH, Kind.MISSING_FEATURE),
    (Kind.CONTEXT,),
    (Kind.PROBLEM, Kind.CONTEXT),
]


WHOSE = [
    Selection(),
    Selection(accounts=("Northwind",)),
    Selection(accounts=("Northwind", "Contoso")),
    Selection(segments=("Enterprise",)),
    Selection(segments=("Enterprise", "Public")),
    Selection(owner="Kim"),
    Selection(owner="Kim", accounts=("Contoso",)),
    Selection(accounts=("Nobody",)),
]


async def test_stored_counters_give_the_evidence_that_the_quotes_do(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "MOST_TRIED", 2)
    monkeypatch.setattr(tree, "MANY", 0)
    monkeypatch.setattr(evidence, "FIRST_SESSIONS", 1)
    await fill(db, session, 50, 5)
    second = await sessions.create(db, title="Second", agenda=AGENDA, now_ms=NOW - 5)
    await fill(db, second, 50, 6)
    only_later = NewQuote("q", Kind.PROBLEM, NOW, session_id=session.id, id="q", themes=("Late",))
    await add_quote(db, only_later, NOW)
    long = "said in more than a few words of their own"
    marks = (
        "intensity = n % 3, agreement = n % 4, dissent = n % 2,"
        " verbatim = CASE WHEN n % 5 < 2 THEN 1 ELSE 0 END,"
        " stub = CASE WHEN n % 7 = 0 THEN 1 ELSE 0 END,"
        f" text = CASE WHEN n % 3 = 0 THEN text ELSE '{long}' END"
    )
    for sql in (f"UPDATE quote SET {marks}", *anew("theme_quarter")):
        await db.write(lambda tx, sql=sql: tx.run(sql))
    await accounts.change(db, "Northwind", segment="Enterprise")
    await accounts.change(db, "Contoso", segment="Public", owner="Kim")
    for whose, kinds in itertools.product(WHOSE, KINDS):
        stored = replace(whose, kinds=kinds)
        counted = replace(stored, since=EVER)
        found = await theme_evidence(db, stored)
        assert found == await theme_evidence(db, counted), stored
        held = await sessions_with_new_themes(db, stored)
        assert held == await sessions_with_new_themes(db, counted), stored
        assert bool(held) == bool(found), stored
        if stored == Selection():
            assert all(each.new for each in held), "either session is the first of a theme"
            all_kinds = [each for of in found.values() for each in of.kinds]
            assert any(0 < each.own_words < each.people for each in all_kinds)
            assert any(0 < each.specific < each.mentions for each in all_kinds)
