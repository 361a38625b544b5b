"""Commitments across sessions: each once, in order, page by page, by an index."""

from dataclasses import replace

import pytest

from focusgroup.core.errors import NotFound
from focusgroup.core.model import Note, NoteKind, Session
from focusgroup.store import notes
from focusgroup.store.actions import commitments
from focusgroup.store.actions.commitments import Promised
from focusgroup.store.engine.protocol import Row, Tx
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.notes import NoteChange
from tests.store.conftest import NOW


async def listed(db: SqliteDb, wanted: Promised) -> list[str]:
    return [each.note.text async for each in commitments.each(db, wanted)]


async def promise(db: SqliteDb, session: Session, n: int, **more: object) -> Note:
    note = Note(f"note-{n:04}", session.id, NoteKind.COMMITMENT, f"p{n}", NOW + n)
    note = replace(note, **more)  # type: ignore[arg-type]
    await notes.add(db, note)
    return note


async def test_pages_of_any_size_make_the_same_list(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = ("", "2026-11-20", "2026-11-20", "2026-12-01")
    for n in range(24):
        owner = ("", "Zoe", "paula", "Paula")[n % 4]
        await promise(db, session, n, owner=owner, due_on=days[(n // 4) % 4])
    await notes.change(db, ["note-0001", "note-0005"], NoteChange(done=True), NOW)
    await notes.add(db, Note("x", session.id, NoteKind.PARKED, "vans", NOW))
    for wanted in (Promised(), Promised(done=True), Promised(before="2026-11-25")):
        whole = await listed(db, wanted)
        for size in (1, 2, 3, 7):
            monkeypatch.setattr(commitments, "PAGE", size)
            assert await listed(db, wanted) == whole
        assert len(set(whole)) == len(whole)
    assert len(await listed(db, Promised())) == 22
    assert len(await listed(db, Promised(done=True))) == 24
    assert await listed(db, Promised(owner="ZO")) == ["p9", "p21", "p13", "p17"]
    assert set(await listed(db, Promised(owner="paula"))) == {
        f"p{n}" for n in range(24) if n % 4 > 1
    }


async def test_a_page_is_read_by_its_index(db: SqliteDb, session: Session) -> None:
    sql = commitments.BY_OWNER.format(dated=commitments.DATED, where="")
    params = {"done": 0, "owner": "", "limit": 5, "due": "", "at": 0, "id": ""}

    async def plan(tx: Tx) -> list[Row]:
        return await tx.all(f"EXPLAIN QUERY PLAN {sql}", params)

    steps = [row["detail"] for row in await db.read(plan)]
    assert any("note_by_owner" in step for step in steps), steps
    assert not any("TEMP B-TREE" in step for step in steps), steps


async def test_a_commitment_is_found_by_either_end_of_its_id(
    db: SqliteDb, session: Session
) -> None:
    await promise(db, session, 1)
    await promise(db, session, 2)
    assert (await commitments.find(db, "note-0002")).note.text == "p2"
    assert (await commitments.find(db, "…e-0001")).note.text == "p1"
    for ref, why in (
        ("note", "several .*: e-0001 “p1”, e-0002 “p2”|several .*: e-0002 “p2”, e-0001 “p1”"),
        ("0001x", "no commitment"),
        ("1", "no commitment"),
    ):
        with pytest.raises(NotFound, match=why):
            await commitments.find(db, ref)
