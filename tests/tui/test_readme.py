"""The README's first session, done key by key as it is written there."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from focusgroup.imports import agenda_file
from focusgroup.store import sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.debrief.screen import DebriefScreen
from focusgroup.tui.documents.screen import DocumentsScreen
from focusgroup.tui.home.screen import HomeScreen
from focusgroup.tui.live.screen import LiveScreen
from focusgroup.tui.review.screen import ReviewScreen
from focusgroup.tui.setup.agenda_picker import AgendaPicker
from focusgroup.tui.setup.screen import SetupScreen
from tests.conftest import ROOT
from tests.tui.seeing import on_screen, until

README = (ROOT / "README.md").read_text("utf-8")
STEPS = README.split("## Your first session")[1].split("\n## ")[0]


@pytest.mark.slow
async def test_the_first_session_works_as_it_is_written(
    db: SqliteDb, run_app: Callable[..., Any], tmp_path: Path, monkeypatch: Any
) -> None:
    shipped = {path.stem: path for path in (ROOT / "agendas").glob("*.md")}
    monkeypatch.setattr(agenda_file, "_shipped_paths", lambda: shipped)
    spans = re.findall(r"`([^`]+)`", STEPS)
    people = [span for span in spans if span.count(",") == 2]
    [complaint] = [span for span in spans if span.startswith("- ")]
    assert len(people) == 3
    app = FocusgroupApp(db)
    async with run_app(app, (100, 30)) as pilot:

        async def opened(screen: type) -> None:
            await until(pilot, lambda: isinstance(app.screen, screen))

        await until(pilot, lambda: app.screen.has_class("-empty"))
        await pilot.press("n")
        await opened(AgendaPicker)
        await until(pilot, lambda: "Customer focus group" in on_screen(app))
        await pilot.press("enter")
        await opened(SetupScreen)
        await pilot.press("tab", "tab", "tab", "tab")
        app.screen.focused.insert("\n".join(people))
        await until(pilot, lambda: "3 people" in on_screen(app))
        await pilot.press("f2")
        await opened(LiveScreen)
        await until(pilot, lambda: "of 1:30:00" in on_screen(app))
        await pilot.press(*complaint, "enter")
        await until(pilot, lambda: "1 ●" in on_screen(app))
        await pilot.press(*"+ it saves me an hour a day", "enter")
        await until(pilot, lambda: "2 ●" in on_screen(app))
        await pilot.press("f2", "f3", "up", "escape", "ctrl+z")
        await until(pilot, lambda: "Undone" in on_screen(app))
        await pilot.press("f9", "enter")
        await until(pilot, lambda: "Written" in on_screen(app))
        assert isinstance(app.screen, DocumentsScreen)
        await pilot.press("enter")
        await opened(DebriefScreen)
        await pilot.press("escape")
        await opened(LiveScreen)
        await pilot.press("ctrl+l")
        await opened(HomeScreen)
        await until(pilot, lambda: "1 quote" in on_screen(app))
        await pilot.press("r")
        await opened(ReviewScreen)
    [session] = await sessions.recent(db, limit=2)
    assert session.status.value == "ended"
    [path] = (tmp_path / "exports").glob("*.docx")
    assert path.stat().st_size > 10_000
