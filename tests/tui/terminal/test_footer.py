"""The footer shows what can be done, is made anew only for that, and lets go of what it showed."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.widgets import Footer, Input
from textual.widgets._footer import FooterKey

from focusgroup import tui
from focusgroup.core.model import SessionStatus
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.home.screen import HomeScreen
from focusgroup.tui.terminal.footer import KeyFooter, let_go_of_old_keys
from tests.hostile.test_screens import OPENERS, agenda
from tests.tui.conftest import Add
from tests.tui.living import Live
from tests.tui.seeing import on_screen, until
from tests.tui.test_shown_elsewhere import at

__all__ = ["agenda"]


def gone(footer: Footer) -> int:
    """How many keys it still holds that are no longer there."""
    watching = getattr(footer, "__watchers", {}).values()
    return sum(node._closing for each in watching for node, _ in each)


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
def made(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Each time that a footer is made anew."""
    times: list[object] = []
    recompose = KeyFooter.recompose

    async def counted(self: KeyFooter) -> None:
        times.append(self)
        await recompose(self)

    monkeypatch.setattr(KeyFooter, "recompose", counted)
    return times


async def test_it_is_made_anew_only_when_it_shows_something_else(
    run_app: Callable[..., Any], made: list[object]
) -> None:
    app = TwoFields()
    async with run_app(app) as pilot:
        await until(pilot, lambda: "Write" in on_screen(app))
        made.clear()
        for _ in range(3):
            await pilot.press("tab")
            app.screen.refresh_bindings()
            await pilot.pause()
        assert made == []
        assert "Undo" not in on_screen(app)
        app.can_undo = True
        for _ in range(3):
            app.screen.refresh_bindings()
        await pilot.pause()
        assert "f9 Undo" in on_screen(app)
        assert len(made) == 1
        app.screen.query_one(KeyFooter).show_command_palette = False
        app.screen.refresh_bindings()
        await pilot.pause()
        assert "palette" not in on_screen(app)


class TextualsFooter(TwoFields):
    """The same with the footer as Textual brings it."""

    def compose(self) -> ComposeResult:
        yield Input(id="one")
        yield Input(id="two")
        yield Footer()


async def test_textual_still_makes_its_footer_anew_for_nothing(
    run_app: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    times: list[object] = []
    recompose = Footer.recompose

    async def counted(self: Footer) -> None:
        times.append(self)
        await recompose(self)

    monkeypatch.setattr(Footer, "recompose", counted)
    app = TextualsFooter()
    async with run_app(app) as pilot:
        await until(pilot, lambda: "Write" in on_screen(app))
        times.clear()
        app.screen.refresh_bindings()
        await pilot.pause()
    assert times  # else `KeyFooter` can go


async def test_keys_that_went_are_not_kept(live: Live) -> None:
    footer = live.screen.query_one(Footer)
    for _ in range(3):
        footer.refresh(recompose=True)
        await live.pilot.pause()
    assert gone(footer) > 10  # else textual#6666 is fixed and `let_go_of_old_keys` can go
    let_go_of_old_keys(live.screen)
    assert gone(footer) == 0
    assert len(footer.children) > 5


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
    footer, *_ = app.screen.query(Footer)
    keys = [key for key in footer.query(FooterKey) if key.display]
    known = {active.binding.action for active in app.screen.active_bindings.values()}
    missing = {"help", "back"} & known - {key.action for key in keys}
    row = "\n".join(on_screen(app).splitlines()[footer.region.y : footer.region.bottom])
    return [*missing] + [
        key.description for key in keys if f"{key.key_display} {key.description}" not in row
    ]


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
        await until(pilot, lambda: len(app.screen.query(FooterKey)) > width // 20)
        assert cut(app) == []


@pytest.mark.usefixtures("agenda")
@pytest.mark.parametrize("name", OPENERS)
async def test_no_screen_has_a_cut_footer_at_eighty_columns(
    tmp_path: Path, run_app: Callable[..., Any], name: str
) -> None:
    async with at(run_app, tmp_path / "said.db", name, (80, 24)) as pilot:
        if pilot.app.screen.query(Footer):
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
