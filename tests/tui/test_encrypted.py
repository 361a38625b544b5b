"""The screens on an encrypted database are those of any other."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.model import Session
from focusgroup.services.rehearsal import rehearsing
from focusgroup.store import open_db, open_sqlite
from focusgroup.store.encryption import keys
from focusgroup.store.encryption.keys import Key
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from tests.tui.living import AGENDA, Live, live_screen

Run = Callable[..., AbstractAsyncContextManager[Any]]


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[SqliteDb]:
    """An empty encrypted database."""
    keys.begin_keys(None)
    keys.assign_key(tmp_path / "groups.db", Key.random())
    database = await open_sqlite(tmp_path / "groups.db")
    try:
        yield database
    finally:
        await database.close()


def held(folder: Path, *wanted: str) -> list[Path]:
    return [
        path
        for path in folder.rglob("*")
        if path.is_file() and any(each.encode() in path.read_bytes() for each in wanted)
    ]


async def test_a_session_is_captured_and_resumed(
    session: Session, db: SqliteDb, tmp_path: Path, run_app: Run
) -> None:
    async with run_app(FocusgroupApp(db)) as pilot:
        await pilot.app.push_screen(await live_screen(db, session.id))
        await pilot.pause()
        live = Live(pilot, db, session)
        live.key("f2")
        live.type("-they hid the invoice @1 #rep⏎+the map is what we look at first @2⏎")
        assert [quote.text for quote in await live.saved()] == [
            "they hid the invoice",
            "the map is what we look at first",
        ]
        live.type("half of a third")
        await pilot.pause(0.2)
        assert held(tmp_path, "invoice", "half of a third", "Novak") == []
    await db.close()
    async with open_db(db.path, create=False) as again, run_app(FocusgroupApp(again)) as pilot:
        await pilot.app.push_screen(await live_screen(again, session.id))
        await pilot.pause()
        live = Live(pilot, again, session)
        assert live.screen.line.text == "half of a third"
        assert len(await live.saved()) == 2
    assert held(tmp_path, "invoice", "half of a third", "Novak") == []


async def test_what_is_thrown_away_after_a_rehearsal_is_encrypted_too(
    db: SqliteDb, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    async with rehearsing(parse_agenda(AGENDA).agenda) as rehearsal:
        [folder] = tmp_path.glob("focusgroup-rehearsal-*")
        assert held(folder, "Guest", "Planners", "SQLite format") == []
        assert rehearsal.session_id
    assert not folder.exists()
