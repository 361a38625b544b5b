"""What every screen stands on: nothing active reaches the terminal, errors are told, dates read."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input, Static

from focusgroup.core.errors import StoreError
from focusgroup.services import dates_in_words
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.widgets.notifications import tell
from focusgroup.tui.widgets.notifications import told as telling
from tests.tui.conftest import DAY, NOW
from tests.tui.seeing import on_screen, told

RunApp = Callable[..., Any]


async def test_a_widget_that_forgets_to_clean_still_sends_nothing_active(
    db: SqliteDb, run_app: RunApp
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        raw = "a\x1b[31mb\x9bc\u202ed\ud800e"
        await app.screen.mount(Static(raw, markup=False), Input(raw), before=0)
        tell(app.screen, raw)
        await pilot.pause()
        seen = on_screen(app)
        assert "a[31mbcd" in seen
        assert not set(seen) & {"\x1b", "\x9b", "\u202e", "\ud800"}
        seen.encode()


async def test_a_notification_is_no_markup(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        tell(app.screen, "written to [/] and [@click=app.quit]x[/]\x1b")
        await pilot.pause()
        assert "written to [/] and" in on_screen(app)
        assert "<U+001B>" in told(app)


async def test_an_error_for_people_is_told_as_it_is(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        with telling(app.screen):
            raise StoreError("the disk is full; make room")
        await pilot.pause()
        assert told(app) == "the disk is full; make room"


async def test_a_bug_is_told_by_its_report_without_peoples_words(
    db: SqliteDb, run_app: RunApp
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        with telling(app.screen):
            raise RuntimeError("what Anna said")
        await pilot.pause()
        assert "which is a bug" in told(app)
        report = Path(told(app).rpartition(" ")[2])
        assert "RuntimeError" in report.read_text("utf-8")
        assert "Anna" not in report.read_text("utf-8") + told(app)


@pytest.mark.parametrize(
    ("days", "text"),
    [(0, "09:06"), (-1, "yesterday 09:06"), (1, "tomorrow 09:06"), (-30, "9 Sep 2025 09:06")],
)
def test_a_moment_is_written_by_how_far_it_is(days: int, text: str) -> None:
    now = NOW - NOW % DAY + 9 * 3_600_000 + 6 * 60_000
    assert dates_in_words.since(now + days * DAY, "UTC", now) == text


def test_today_is_that_of_the_sessions_zone() -> None:
    late = 1_760_137_200_000  # 2025-10-10 23:00 UTC
    assert dates_in_words.day_of(late, "UTC", late + 7_200_000) == "yesterday"
    assert dates_in_words.day_of(late, "Europe/Berlin", late + 7_200_000) == "today"


@pytest.mark.parametrize("ms", [10**18, -(10**18)])
def test_a_time_that_no_calendar_holds_is_written_all_the_same(ms: int) -> None:
    assert dates_in_words.since(ms, "Nowhere/Here", NOW) == "1 Jan 1970 00:00"
