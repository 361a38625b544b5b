"""A rehearsal is a live session in all but one thing: nothing of it is kept."""

import re
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest

from focusgroup.core.agenda_run.clock import MINUTE_MS, Clock
from focusgroup.core.model import Session
from focusgroup.store import sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.system import clock as now
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.home.screen import HomeScreen
from focusgroup.tui.live.dialogs.rehearsed import RehearsedScreen
from focusgroup.tui.live.screen import LiveScreen
from focusgroup.tui.messages import OpenRehearsal
from tests.tui.conftest import GUIDE, Run
from tests.tui.living import Live
from tests.tui.seeing import until


async def test_a_rehearsal_runs_fast_tells_where_the_time_went_and_leaves_nothing(
    db: SqliteDb, run_app: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    beside = tmp_path / "temporary"
    beside.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(beside))
    guide = tmp_path / "guide.md"
    guide.write_text(GUIDE, "utf-8")
    app = FocusgroupApp(db, first=OpenRehearsal(str(guide), speed=10))
    async with run_app(app, size=(100, 30)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, LiveScreen))
        screen = app.screen
        assert isinstance(screen, LiveScreen)
        live = Live(pilot, screen.live.db, await _session(screen))
        assert len(live.session.participants) == 6
        live.key("f2")
        live.type("-it is slow @4⏎")
        assert [quote.seat for quote in await live.saved()] == [4]
        assert "REHEARSAL ×10, nothing is kept" in live.shows("#clock")
        live.type("/speed 60⏎")
        assert now.speed() == 60
        live.session.lead.clock = _later(live, 13)
        live.key("f3", "f8")
        assert "writes no documents" in live.shows("#hint")
        assert list(beside.iterdir())
        live.key("f9")
        await until(pilot, lambda: isinstance(app.screen, RehearsedScreen))
        await until(pilot, lambda: app.screen.query("Static"))
        told = app.screen.query_one("Static").render().plain  # type: ignore[union-attr]
        # A second of this machine is a minute of the rehearsal.
        over = re.search(r"runs (\d+) min over", told)
        assert over is not None
        assert int(over[1]) >= 3
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: not list(beside.iterdir()))
    assert now.speed() == 1
    assert await sessions.recent(db) == []


async def _session(screen: LiveScreen) -> Session:
    return await sessions.find(screen.live.db, screen.session_id)


def _later(live: Live, minutes: int) -> Clock:
    clock = live.session.clock
    spent = minutes * MINUTE_MS
    return replace(clock, elapsed_ms=spent, spent={clock.place: spent})


async def test_time_that_has_passed_stays_when_it_is_sped_up() -> None:
    before = now.mono_ms()
    now.set_speed(60)
    try:
        first = now.mono_ms()
        assert 0 <= first - before < 1_000
        assert now.mono_ms() >= first
    finally:
        now.set_speed(1)
    assert now.mono_ms() >= first


def test_rehearsing_needs_a_terminal_and_an_agenda_that_can_be_read(focusgroup: object) -> None:
    ran = focusgroup("rehearse", "nonesuch")  # type: ignore[operator]
    assert ran.code == 1
    assert "nonesuch" in ran.err
    ran = focusgroup("rehearse")  # type: ignore[operator]
    assert ran.code == 2
    assert "needs a terminal" in ran.err
    assert focusgroup("rehearse", "--speed", "0").code == 2  # type: ignore[operator]
