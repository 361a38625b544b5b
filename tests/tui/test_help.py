"""Help: every key of a screen, from the table that makes them."""

from collections.abc import Callable
from typing import Any

import pytest
from textual.containers import VerticalScroll

from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.commands import APP, HOME, LIST, SETUP, Command
from focusgroup.tui.home.screen import HomeScreen
from focusgroup.tui.keymap import TABLES
from focusgroup.tui.live.cheat_sheet import FIRST_KEYS, capture_line
from focusgroup.tui.live.commands import LIVE
from focusgroup.tui.messages import OpenSetup
from focusgroup.tui.review.commands import REVIEW
from focusgroup.tui.setup.agenda_picker import AgendaPicker
from focusgroup.tui.setup.screen import SetupScreen
from focusgroup.tui.widgets.help import CommandRow, HelpScreen
from tests.tui.conftest import Add
from tests.tui.seeing import on_screen, until

RunApp = Callable[..., Any]


async def everything_shown(app: FocusgroupApp, pilot: Any) -> str:
    """What help says, scrolled through to its end."""
    scroll = app.screen.query_one("#help-scroll", VerticalScroll)
    seen = on_screen(app)
    while scroll.scroll_y < scroll.max_scroll_y:
        scroll.scroll_to(y=scroll.scroll_y + scroll.size.height - 1, animate=False)
        await pilot.pause()
        seen += "\n" + on_screen(app)
    return seen


@pytest.mark.parametrize(("tables", "size"), [(list(TABLES), (80, 100)), ([LIVE], (200, 50))])
async def test_every_command_of_every_table_is_listed_with_its_help(
    db: SqliteDb, run_app: RunApp, tables: list[tuple[Command, ...]], size: tuple[int, int]
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app, size) as pilot:
        for table in tables:
            app.push_screen(HelpScreen(table, "More about it."))
            await until(pilot, lambda: isinstance(app.screen, HelpScreen) and app.focused)
            await pilot.pause()
            words = " ".join((await everything_shown(app, pilot)).replace("│", " ").split())
            for command in table:
                assert command.label in words
                assert command.help.split()[0] in words
                assert not command.slash or f"/{command.slash}" in words
            assert "More about it." in words
            app.pop_screen()
            await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_help_scrolls_by_the_arrows_in_a_small_terminal(
    db: SqliteDb, run_app: RunApp
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app, (80, 24)) as pilot:
        app.push_screen(HelpScreen((*LIVE, *REVIEW, *APP), "The first line of all."))
        await until(pilot, lambda: isinstance(app.screen, HelpScreen) and app.focused)
        assert "The first line of all." in on_screen(app)
        assert APP[-1].help not in on_screen(app)
        await pilot.press("end")
        await until(pilot, lambda: APP[-1].help in on_screen(app))


@pytest.mark.parametrize("key", ["escape", "f1", "q"])
async def test_help_of_home_lists_the_keys_of_its_list_too_and_closes(
    db: SqliteDb, run_app: RunApp, add_session: Add, key: str
) -> None:
    await add_session()
    app = FocusgroupApp(db)
    async with run_app(app, (120, 50)) as pilot:
        await until(pilot, lambda: "Planners" in on_screen(app))
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.pause()
        for command in (*HOME, *LIST, *APP):
            assert command.help in on_screen(app)
        await pilot.press(key)
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert app.is_running


async def test_help_opens_over_a_line_that_is_being_typed_and_leaves_it(
    db: SqliteDb, run_app: RunApp
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        app.screen.post_message(OpenSetup("customer-focus-group"))
        await until(pilot, lambda: isinstance(app.screen, SetupScreen) and app.focused)
        await pilot.press(*"What?", "f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.pause()
        for command in SETUP:
            assert command.help in on_screen(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        assert "What?" in on_screen(app)


async def test_the_text_of_help_is_no_markup(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        app.push_screen(HelpScreen((), "typed as [/] or [red]: \\[x]"))
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.pause()
        assert "typed as [/] or [red]: \\[x]" in on_screen(app)


async def test_keys_that_were_mapped_anew_are_shown_as_they_are(
    db: SqliteDb, run_app: RunApp
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        app.set_keymap({"home.new": "ctrl+n"})
        await pilot.pause()
        await pilot.press("f1")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.pause()
        line = next(line for line in on_screen(app).splitlines() if "New session" in line)
        assert "^n" in line


def test_ids_of_commands_are_there_once() -> None:
    there = {command.id: command for table in TABLES for command in table}
    assert all(there[command.id] is command for table in TABLES for command in table)


@pytest.mark.parametrize(
    "written", ["- + ?", "@3 @an", "#rep", "! !!", "/park", "/who", "alt+3", "alt+e"]
)
def test_the_cheat_sheet_names_what_the_capture_line_understands(written: str) -> None:
    sheet = capture_line()
    assert any(line.startswith(f"  {written} ") for line in sheet.splitlines())
    assert max(map(len, sheet.splitlines())) <= 70


async def test_a_click_on_a_command_is_its_key(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app, (120, 50)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.press("question_mark")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen) and app.focused)
        rows = {row._command.id: row for row in app.screen.query(CommandRow)}
        await pilot.click(rows["home.new"])
        await until(pilot, lambda: isinstance(app.screen, AgendaPicker))


async def test_signs_come_first_then_ten_keys_and_words_are_searched_for(
    db: SqliteDb, run_app: RunApp
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app, (100, 100)) as pilot:
        app.push_screen(HelpScreen((*LIVE, *APP), capture_line(), first=FIRST_KEYS))
        await until(pilot, lambda: isinstance(app.screen, HelpScreen) and app.focused)
        await until(pilot, lambda: "All other keys:" in on_screen(app))
        seen = on_screen(app)
        places = ["- + ?", "In a first session:", "Next question", "All other keys:", "Count who"]
        assert [seen.index(each) for each in places] == sorted(map(seen.index, places))
        assert len(FIRST_KEYS) == 10
        await pilot.press(*"agree")
        await until(pilot, lambda: "Next question" not in on_screen(app))
        assert "Count who agrees" in on_screen(app)
        await pilot.press(*" xyz")
        await until(pilot, lambda: "nothing has these words" in on_screen(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        app.action_help("theme")
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await until(pilot, lambda: "All past sessions by theme" in on_screen(app))
        await until(pilot, lambda: "Choose an agenda and set up" not in on_screen(app))
