"""Nothing that a terminal would act on leaves the program, whatever a widget shows."""

from collections.abc import Callable
from typing import Any

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.color import Color
from textual.widgets import Static

from focusgroup.tui.terminal.output_guard import NothingActive

CLEARS = "a\x1b[2Jb"


class Careless(App[None]):
    """A widget with an escape sequence in its text."""

    def compose(self) -> ComposeResult:
        yield Static(CLEARS, markup=False)


async def drawn(app: App[None], run_app: Callable[..., Any]) -> str:
    """What the widget hands to the terminal."""
    async with run_app(app) as pilot:
        await pilot.pause()
        static = app.screen.query_one(Static)
        return "".join(line.text for line in static.render_lines(static.size.region))


async def test_textual_still_passes_an_escape_sequence_on(run_app: Callable[..., Any]) -> None:
    assert "\x1b" in await drawn(Careless(), run_app)  # else `output_guard` can go


def test_active_characters_go_and_the_width_of_the_line_stays() -> None:
    line = [Segment(CLEARS + "\u202e\x85"), Segment("plain")]
    guarded = NothingActive().apply(line, Color(0, 0, 0))
    assert [segment.text for segment in guarded] == ["a[2Jb", "plain"]
    assert sum(segment.cell_length for segment in guarded) == sum(each.cell_length for each in line)
