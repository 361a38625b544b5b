"""A deleted session: in no list, search or count, and restored as it was."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Note, NoteKind, Session
from focusgroup.core.search.selection import Selection
from focusgroup.services import seating
from focusgroup.store import Db, notes, open_sqlite, participants, sessions
from focusgroup.store.actions import commitments
from focusgroup.store.deletion import delete_session, restore_session
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.maintenance.counts import check_counts
from focusgroup.store.outbox import leave_draft, open_draft
from focusgroup.store.outbox.entries import store_entry
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import (
    NewQuote,
    add_quote,
    count_quotes,
    delete_quote,
    quotes_of_session,
    theme_tree,
)
from focusgroup.store.reports import held, session_report
from focusgroup.store.undo import redo, undo
from tests.store.conftest import NOW


async def full(db: Db, title: str = "Planners") -> Session:
    """A session with quotes and notes, of which some are deleted already."""
    made = await sessions.create(db, title=title, agenda=parse_agenda("## Talk").agenda, now_ms=NOW)
    anna = await participants.add(db, made.id, name="Anna Novak", now_ms=NOW)
    for n, text in enumerate(("exports are slow", "the gate is slow", "gone before")):
        quote = NewQuote(
            text, Kind.PROBLEM, NOW + n, session_id=made.id, id=new_id(NOW + n),
            participant_id=anna.id, themes=("Reporting > Exports", "Mobile"),
        )  # fmt: skip
        await add_quote(db, quote, NOW)
    (gone,) = [q.id for q in await quotes_of_session(db, made.id) if q.text == "gone before"]
    await delete_quote(db, [gone], NOW)
    await notes.add(db, Note(new_id(NOW), made.id, NoteKind.COMMITMENT, "Send it", NOW))
    return await sessions.find(db, made.id)


async def seen(db: Db) -> object:
    """All that lists, searches and counts find."""
    found = await sessions.recent(db)
    return (
        [(each.title, each.quotes) for each in found],
        [await session_report_of(db, each.id) for each in found],
        await count_quotes(db, Selection()),
        await count_quotes(db, Selection(search="slow")),
        await theme_tree(db, Selection()),
        [each.note.text async for each in commitments.each(db, commitments.Promised())],
        await held(db, Selection()),
    )


def counted(path: Path) -> bool:
    """Whether all counts and the search index are right."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return check_counts(connection) == ()


async def session_report_of(db: Db, session_id: str) -> object:
    report = await session_report(db, [session_id])
    quotes = [(q.id, q.text, q.themes, q.speaker) for q in report.quotes]
    return quotes, [note.text for note in report.notes], [p.name for p in report.participants]


async def test_a_deleted_session_is_nowhere_and_comes_back_as_it_was(db: Db) -> None:
    other = await full(db, "Others")
    alone = await seen(db)
    made = await full(db)
    both = await seen(db)
    await delete_session(db, made.id, NOW + 10)
    await delete_session(db, made.id, NOW + 11)
    assert await seen(db) == alone
    for ref in (made.id, made.id[:20], "planners"):
        with pytest.raises(NotFound):
            await sessions.find(db, ref)
    assert (await sessions.find(db, "planners", deleted=True)).id == made.id
    assert [each.id for each in await sessions.recent(db, deleted=True)] == [made.id]
    await restore_session(db, made.id, NOW + 20)
    assert await seen(db) == both
    assert other.id in {each.id for each in await sessions.recent(db)}


async def test_undo_in_a_restored_session_goes_on_where_it_was(db: Db) -> None:
    made = await full(db)
    await delete_session(db, made.id, NOW + 10)
    await restore_session(db, made.id, NOW + 20)
    assert await redo(db, made.id, NOW + 30) is None
    for named in ("the commitment “Send it”", "deleting “gone before”"):
        undone = await undo(db, made.id, NOW + 40)
        assert undone is not None
        assert undone.what == named
    assert len(await quotes_of_session(db, made.id)) == 3


async def test_a_consent_that_was_withdrawn_meanwhile_holds_in_the_restored_session(db: Db) -> None:
    made = await full(db)
    (anna,) = await participants.of_session(db, made.id)
    await delete_session(db, made.id, NOW + 10)
    await seating.put_right(db, anna, PersonChange(consent_notes=False), NOW + 20)
    await restore_session(db, made.id, NOW + 30)
    assert await quotes_of_session(db, made.id) == ()
    assert await participants.said(db, anna) == (0, 0, 2)


async def test_a_session_that_another_program_has_open_is_not_deleted(
    db: SqliteDb, tmp_path: Path
) -> None:
    made = await full(db)
    theirs = await open_sqlite(tmp_path / "groups.db")
    try:
        await open_draft(theirs, made.id, "anna at pts/3", NOW)
        with pytest.raises(FocusgroupError, match=r"open in another program \(anna at pts/3\)"):
            await delete_session(db, made.id, NOW + 10)
        assert (await sessions.find(db, made.id)).quotes == 2
        await leave_draft(theirs, made.id)
        await delete_session(db, made.id, NOW + 10)
    finally:
        await theirs.close()


async def test_what_arrives_in_a_deleted_session_is_deleted_and_restored_with_it(
    db: SqliteDb, tmp_path: Path
) -> None:
    """As from a journal or a draft that a killed program has left."""
    kept, made = await full(db, "Buyers"), await full(db)
    await delete_session(db, made.id, NOW)
    before = await seen(db)
    late = NewQuote("late words", Kind.PROBLEM, NOW, session_id=made.id, id=new_id(NOW))
    for _ in range(2):
        await store_entry(db, late, NOW)
        await store_entry(db, Note(new_id(NOW), made.id, NoteKind.PARKED, "Late", NOW), NOW)
    assert await seen(db) == before
    assert counted(tmp_path / "groups.db")
    await restore_session(db, made.id, NOW)
    texts = [quote.text for quote in await quotes_of_session(db, made.id)]
    assert sorted(texts) == ["exports are slow", "late words", "the gate is slow"]
    assert [note.text for note in await notes.of_session(db, made.id)].count("Late") == 2
    assert (await sessions.find(db, made.id)).quotes == 3
    assert counted(tmp_path / "groups.db")
    assert (await sessions.find(db, kept.id)).quotes == 2
