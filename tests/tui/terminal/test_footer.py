"""The footer shows what can be done in a line of its own, which never lays out the screen."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer, Input

from focusgroup import tui
from focusgroup.core.model import SessionStatus
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.home.screen import HomeScreen
from focusgroup.tui.terminal.footer import KeyFooter
from tests.hostile.test_screens import OPENERS, agenda
from tests.tui.conftest import Add
from tests.tui.seeing import on_screen, until
from tests.tui.test_shown_elsewhere import at

__all__ = ["agenda"]


class TwoFields(App[None]):
    """Two fields of one kind, and a key that is there only now and then."""

    BINDINGS = [Binding("f8", "write", "Write"), Binding("f9", "undo", "Undo")]
    can_undo = False

    def compose(self) -> ComposeResult:
        yield Input(id="one")
        yield Input(id="two")
        yield KeyFooter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return self.can_undo if action == "undo" else True


@pytest.fixture
def layouts(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Each time that a screen is laid out."""
    times: list[object] = []
    lay_out = Screen._refresh_layout

    def counted(self: Screen[Any], *args: Any, **kwargs: Any) -> None:
        times.append(self)
        lay_out(self, *args, **kwargs)

    monkeypatch.setattr(Screen, "_refresh_layout", counted)
    return times


async def test_it_shows_what_can_be_done_now_and_lays_out_nothing(
    run_app: Callable[..., Any], layouts: list[object]
) -> None:
    app = TwoFields()
    async with run_app(app) as pilot:
        await until(pilot, lambda: "Write" in on_screen(app))
        await pilot.pause()
        layouts.clear()
        for _ in range(3):
            await pilot.press("tab")
            app.screen.refresh_bindings()
            await pilot.pause()
        assert "Undo" not in on_screen(app)
        app.can_undo = True
        app.screen.refresh_bindings()
        await until(pilot, lambda: "f9 Undo" in on_screen(app))
        app.can_undo = False
        app.screen.refresh_bindings()
        await until(pilot, lambda: "f9 Undo" not in on_screen(app))
        assert layouts == []


class TextualsFooter(TwoFields):
    """The same with the footer as Textual brings it."""

    def compose(self) -> ComposeResult:
        yield Input(id="one")
        yield Input(id="two")
        yield Footer()


async def test_textual_still_lays_out_the_screen_for_its_footer(
    run_app: Callable[..., Any], layouts: list[object]
) -> None:
    app = TextualsFooter()
    async with run_app(app) as pilot:
        await until(pilot, lambda: "Write" in on_screen(app))
        await pilot.pause()
        layouts.clear()
        app.screen.refresh_bindings()
        await pilot.pause()
    assert layouts  # else `KeyFooter` can go


async def test_a_click_presses_the_key_under_the_pointer_which_says_more(
    run_app: Callable[..., Any],
) -> None:
    pressed: list[str] = []

    class Clicked(TwoFields):
        BINDINGS = [Binding("f7", "note('seven')", "Seven", tooltip="More of seven")]

        def action_note(self, what: str) -> None:
            pressed.append(what)

    app = Clicked()
    async with run_app(app) as pilot:
        await until(pilot, lambda: "f7 Seven" in on_screen(app))
        footer = app.screen.query_one(KeyFooter)
        at = on_screen(app).splitlines()[-1].index("f7")
        await pilot.hover(footer, (at + 3, 0))
        assert footer.tooltip == "More of seven"
        assert await pilot.click(footer, (at, 0))
        await until(pilot, lambda: pressed == ["seven"])
        await pilot.click(footer, (at - 1, 0))
        await pilot.hover(footer, (0, 0))
        await pilot.pause()
        assert pressed == ["seven"]
        assert footer.tooltip is None


def test_every_footer_of_the_program_is_of_this_kind() -> None:
    files = list(Path(tui.__path__[0]).rglob("*.py"))
    makes = {path.name for path in files if re.search(r"\bFooter\(", path.read_text("utf-8"))}
    assert "screen.py" in {path.name for path in files}
    assert makes == set()


async def test_a_narrow_footer_has_room_for_help(db: SqliteDb, run_app: Any) -> None:
    app = FocusgroupApp(db)
    async with run_app(app, size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await pilot.pause()
        assert on_screen(app).splitlines()[-1].rstrip().endswith("F1 Help")
        await pilot.resize_terminal(120, 36)
        await until(pilot, lambda: "Commands" in on_screen(app).splitlines()[-1])


def cut(app: App[Any]) -> list[str]:
    """What the footer on top cuts, and help where it can be asked for but is not shown."""
    footer, *_ = app.screen.query(KeyFooter)
    known = {active.binding.action for active in app.screen.active_bindings.values()}
    missing = {"help", "back"} & known - {key.action for key in footer.keys}
    row = "\n".join(on_screen(app).splitlines()[footer.region.y : footer.region.bottom])
    return [*missing] + [key.label for key in footer.keys if f"{key.shown} {key.label}" not in row]


class ManyKeys(App[None]):
    """A footer with more keys than a narrow terminal is wide."""

    BINDINGS = [
        *(Binding(f"f{n}", f"act({n})", f"Command {n} {'x' * (n % 7)}") for n in range(2, 13)),
        Binding("f1", "help", "Help"),
    ]

    def compose(self) -> ComposeResult:
        yield KeyFooter()


@pytest.mark.parametrize("width", [*range(12, 200, 17), 120])
async def test_no_key_is_cut_and_help_is_there_at_any_width(
    run_app: Callable[..., Any], width: int
) -> None:
    app = ManyKeys()
    async with run_app(app, size=(width, 24)) as pilot:
        await until(pilot, lambda: "Help" in on_screen(app))
        await pilot.pause()
        assert cut(app) == []
        await pilot.resize_terminal(width + 40, 24)
        await until(pilot, lambda: len(app.screen.query_one(KeyFooter).keys) > width // 20)
        assert cut(app) == []


@pytest.mark.usefixtures("agenda")
@pytest.mark.parametrize("name", OPENERS)
async def test_no_screen_has_a_cut_footer_at_eighty_columns(
    tmp_path: Path, run_app: Callable[..., Any], name: str
) -> None:
    async with at(run_app, tmp_path / "said.db", name, (80, 24)) as pilot:
        if pilot.app.screen.query(KeyFooter):
            await until(pilot, lambda: not cut(pilot.app))


@pytest.mark.parametrize("status", ["scheduled", "live", "paused", "ended"])
async def test_home_has_help_in_each_state_and_after_a_deletion(
    db: SqliteDb, run_app: Callable[..., Any], add_session: Add, status: str
) -> None:
    for title in ("Planners", "Welders"):
        await add_session(title, SessionStatus(status))
    app = FocusgroupApp(db)
    async with run_app(app, size=(80, 24)) as pilot:
        await until(pilot, lambda: "Planners" in on_screen(app))
        await until(pilot, lambda: "p Publish" in on_screen(app) and not cut(app))
        await pilot.press("x", "y")
        await until(pilot, lambda: "Undo delete" in on_screen(app) and not cut(app))
