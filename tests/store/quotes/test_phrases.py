"""A phrase is looked for once for all that the review counts, and again after a change."""

from collections.abc import Callable

import pytest

from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Session
from focusgroup.core.search.selection import Selection
from focusgroup.services.review import ReviewFacts
from focusgroup.services.reviewing.theme_table import theme_rows
from focusgroup.store.engine import sqlite
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import NewQuote, add_quote
from tests.store.conftest import NOW
from tests.store.quotes.test_tallies import fill


async def test_each_text_is_looked_through_once_and_again_after_a_change(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    await fill(db, session, 60, 1)
    asked: list[str] = []
    found = sqlite._in_phrases

    def counting(search: str) -> Callable[[str], bool]:
        asked.append(search)
        return found(search)

    monkeypatch.setattr(sqlite, "_in_phrases", counting)
    wanted, facts = Selection(search='"the export is"'), ReviewFacts(db)

    async def counted() -> int:
        facts.forget()
        asked.clear()
        rows = await theme_rows(db, wanted)
        for kinds in ((), (Kind.UNTAGGED,)):
            await facts.tally(wanted.under(Selection(kinds=kinds)))
        await facts.tally(wanted.under(Selection(untagged=True)))
        (row,) = (row for row in rows if row.count.theme.path == "Onboarding")
        return row.count.problem

    before = await counted()
    assert 0 < len(asked) <= 60
    assert await counted() == before
    assert not asked
    new = NewQuote(
        "the export is late", Kind.PROBLEM, NOW, session_id=session.id, id=new_id(),
        themes=("Onboarding",),
    )  # fmt: skip
    await add_quote(db, new, NOW)
    assert await counted() == before + 1
    assert asked
