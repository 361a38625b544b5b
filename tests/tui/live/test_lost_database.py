"""A live session whose database another program deletes, empties or overwrites."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, closing
from functools import partialmethod
from pathlib import Path
from typing import Any

import pytest

from focusgroup.core.agenda_run.debrief import DebriefPart
from focusgroup.core.model import Kind, Quote, Session
from focusgroup.services.debrief import Debriefing
from focusgroup.store import notes, open_db
from focusgroup.store.engine.location import newest_backup, rescue_files
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.engine.watching import watched
from focusgroup.store.maintenance import check_and_backup
from focusgroup.store.outbox import (
    Outbox,
    WriteBehind,
    load_draft,
    recover_journal,
    replay_waiting,
)
from focusgroup.store.quotes import quotes_of_session
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.debrief.screen import DebriefScreen
from focusgroup.tui.run import _tell_loss
from tests.tui.living import NOW, Live, live_screen
from tests.tui.seeing import told, until

Run = Callable[..., AbstractAsyncContextManager[Any]]


def overwrite(path: Path) -> None:
    """Copy another program's database over it."""
    other = path.with_name("mail.db")
    with closing(sqlite3.connect(other)) as connection:
        connection.execute("CREATE TABLE mail (id)")
        connection.commit()
    path.write_bytes(other.read_bytes())


def zero(path: Path) -> None:
    path.write_bytes(bytes(path.stat().st_size))


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leaving the screen doesn't wait long for a database that takes nothing any more."""
    for kind in (Outbox, WriteBehind):
        monkeypatch.setattr(kind, "close", partialmethod(kind.close, 0.05))


async def lose(
    db: SqliteDb, session: Session, run_app: Run, deed: Callable[[Path], object], short: str
) -> None:
    """Lose the database during a session; then put everything together again."""
    path = db.path
    backup = check_and_backup.back_up(path, path.with_name("before.db"))
    app = FocusgroupApp(db)
    async with (
        run_app(app) as pilot,
        watched(db, lambda loss, copy: _tell_loss(app, loss, copy)),  # as `tui.run` does
    ):
        await app.push_screen(await live_screen(db, session.id))
        await pilot.pause()
        live = Live(pilot, db, session)
        live.type("it takes an hour @2 #Reporting !!⏎+ the app is quick @1⏎/park vans⏎")
        ticked = await live.saved()
        live.key("up")
        live.type(", really⏎")
        ticked = await live.saved()
        assert [quote.text for quote in ticked] == ["it takes an hour", "the app is quick, really"]
        assert "✓ saved" in live.shows("#clock")
        deed(path)
        await until(pilot, lambda: short in live.shows("#clock"))
        await until(pilot, lambda: rescue_files(path))
        await until(pilot, lambda: ".rescue. Keep typing" in live.shows("#hint"))
        live.type("- said later @3⏎")
        await until(pilot, lambda: live.session.outbox and live.session.outbox.state.kept == 1)
        assert f"{short}: 1 not saved, kept in the journal" in live.shows("#clock")
        assert db.journal.exists()
        assert told(app) == ""  # nothing covers the line
        known = dict(live.session.quotes)
        live.type("+ half a li")
    await db.close()
    path.unlink(missing_ok=True)
    copy = newest_backup(path)
    assert (copy is not None) is (short == "database deleted")
    check_and_backup.restore(path, copy or backup)
    await recovered(path, session, known)
    assert check_and_backup.check(path) == ()


async def recovered(path: Path, session: Session, known: dict[str, Quote]) -> None:
    """All that was ticked is there as it was, once, and so is what was typed after the loss."""
    (rescue,) = rescue_files(path)
    assert rescue.stat().st_mode & 0o777 == 0o600
    assert "`focusgroup db recover --journal" in check_and_backup.check(path)[-1]
    async with open_db(path, create=False) as db:
        await recover_journal(db, rescue, NOW)
        await replay_waiting(db, NOW)
        found = await quotes_of_session(db, session.id)
        parked = [note.text for note in await notes.of_session(db, session.id)]
        assert (await load_draft(db, session.id)).text == "+ half a li"
    assert [(q.text, q.speaker, q.kind, q.themes, q.intensity) for q in found] == [
        ("it takes an hour", "Bert Ilić", Kind.CONTEXT, ("Reporting",), 2),
        ("the app is quick, really", "Anna Novak", Kind.STRENGTH, ("Reporting",), 0),
        ("said later", "李娜", Kind.PROBLEM, ("Reporting",), 0),
    ]
    assert [(q.at_ms, q.offset_ms) for q in found] == [
        (known[q.id].at_ms, known[q.id].offset_ms) for q in found
    ]
    assert parked == ["vans"]


async def test_a_session_outlives_its_database_being_overwritten(
    db: SqliteDb, session: Session, run_app: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.store.engine.watching.LOOK_S", 0.05)
    await lose(db, session, run_app, overwrite, "database overwritten")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("deed", "short"),
    [
        (overwrite, "database overwritten"),
        (zero, "database overwritten"),
        (lambda path: os.truncate(path, 0), "database emptied"),
        (Path.unlink, "database deleted"),
    ],
)
async def test_a_session_outlives_whatever_is_done_to_its_database(
    db: SqliteDb, session: Session, run_app: Run, deed: Callable[[Path], object], short: str
) -> None:
    await lose(db, session, run_app, deed, short)


@pytest.mark.parametrize("killed", [False, True])
async def test_what_is_written_in_a_debrief_outlives_its_database(
    db: SqliteDb,
    session: Session,
    run_app: Run,
    monkeypatch: pytest.MonkeyPatch,
    killed: bool,
) -> None:
    """Also if the program is killed then, and at a place whose text is only half typed."""
    path = db.path
    backup = check_and_backup.back_up(path, path.with_name("before.db"))
    app = FocusgroupApp(db)
    async with (
        run_app(app) as pilot,
        watched(db, lambda loss, copy: _tell_loss(app, loss, copy)),
    ):
        debrief = await Debriefing.load(db, session.id)
        debrief.at = debrief.first_of(DebriefPart.SURPRISES)
        screen = DebriefScreen(debrief)
        await app.push_screen(screen)
        await until(pilot, lambda: screen.takes_keys)
        screen._text.text = "that nobody asked about prices"
        await debrief.latest.drained()
        overwrite(path)
        await until(pilot, lambda: "is kept in the journal" in told(app))
        await until(pilot, lambda: "prices" in journaled(db))
        screen._text.text = "that nobody asked about prices or people"
        await until(pilot, lambda: "or people" in journaled(db))
        screen.action_next()
        await pilot.pause()
        debrief.at = debrief.first_of(DebriefPart.BOTTOM_LINE)
        screen._open_item()
        await until(pilot, lambda: not screen._filling)
        screen._line.value = "mend the exp"
        await until(pilot, lambda: "mend the exp" in journaled(db))
        if killed:
            left = db.journal.read_bytes()
    await db.close()
    if killed:
        db.journal.write_bytes(left)
    path.unlink()
    check_and_backup.restore(path, backup)
    async with open_db(path, create=False) as db:
        await replay_waiting(db, NOW)
        debrief = await Debriefing.load(db, session.id)
        assert debrief.parts["surprises"] == "that nobody asked about prices or people"
        assert debrief.written() == "mend the exp"
        await debrief.close()
        assert not db.journal.exists()


def journaled(db: SqliteDb) -> str:
    return db.journal.read_text("utf-8") if db.journal.exists() else ""


async def test_a_line_typed_after_the_database_was_lost_outlives_a_kill(
    db: SqliteDb, session: Session, run_app: Run
) -> None:
    app = FocusgroupApp(db)
    async with (
        run_app(app) as pilot,
        watched(db, lambda loss, copy: _tell_loss(app, loss, copy)),
    ):
        await app.push_screen(await live_screen(db, session.id))
        await pilot.pause()
        live = Live(pilot, db, session)
        overwrite(db.path)
        await until(pilot, lambda: rescue_files(db.path))
        live.type("- and then it")
        await until(pilot, lambda: "- and then it" in journaled(db))
        live.type(" stops")
        await until(pilot, lambda: "- and then it stops" in journaled(db))
