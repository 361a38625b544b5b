"""The top line of the review: the title, the filters in force, and the search."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.message import Message
from textual.style import Style
from textual.widgets import Input

from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import MUTED, cut

CHIP, SHORTEST = 28, 5
"""Cells that one filter takes at most, and at least."""
CROSS, GAP, CLEARS = " ✕", "   ", "c clears"


class FilterLine(Horizontal):
    """Shows the filters in force, to be clicked away, and holds the search field."""

    DEFAULT_CSS = """
    FilterLine {
        height: 1;
        background: $panel;
        padding: 0 1;
        #review-what { width: auto; max-width: 40%; color: $text-primary; text-style: bold; }
        #review-narrowing {
            width: 1fr; margin-left: 2;
            link-style: none; link-color: $foreground; link-style-hover: bold;
        }
        #review-search {
            display: none; width: 34; max-width: 45%; height: 1; padding: 0; border: none;
            background: $panel-lighten-2;
            &:focus { border: none; }
        }
        #review-slash { display: none; width: 2; color: $text-primary; text-style: bold; }
        &.-searching #review-search, &.-searching #review-slash { display: block; }
    }
    """

    @dataclass
    class Typed(Message):
        """The search text changed, sent when the last key has been painted."""

        search: str

    @dataclass
    class Done(Message):
        """The user pressed Enter in the search field to go to the results."""

    def __init__(self, what: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._what = what
        self._filters: dict[str, str] = {}

    def compose(self) -> ComposeResult:
        yield Panel(id="review-what")
        yield Panel(id="review-narrowing")
        yield Panel(id="review-slash")
        yield Field(hint='words, "a phrase", -not, theme:', id="review-search")

    def on_mount(self) -> None:
        """Start without any filters."""
        self.query_one("#review-slash", Panel).show(Content("/"))
        self._draw()

    @property
    def field(self) -> Field:
        """Return the search field."""
        return self.query_one(Field)

    @property
    def searching(self) -> bool:
        """Return whether the search field is open."""
        return self.has_class("-searching")

    def call_it(self, what: str) -> None:
        """Show *what* as the title of the line."""
        self._what = what
        self._draw()

    def show(self, filters: dict[str, str]) -> None:
        """Show the filters in force, each by its name and in words."""
        self._filters = filters
        self._draw()

    def open_search(self) -> None:
        """Show the search field and move the focus to it."""
        self.add_class("-searching")
        self.field.focus()
        self.call_after_refresh(self._draw)

    def close_search(self) -> None:
        """Hide the search field, and forget what was typed."""
        with self.prevent(Input.Changed):
            self.field.fill("")
        self.remove_class("-searching")
        self.call_after_refresh(self._draw)

    @on(Input.Changed, "#review-search")
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        search = event.value

        def still_so() -> None:
            if self.searching and self.field.value == search:
                self.post_message(self.Typed(search))

        self.call_after_refresh(still_so)

    @on(Input.Submitted, "#review-search")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Typed(event.value))
        self.post_message(self.Done())

    def on_resize(self) -> None:
        self._draw()

    def _draw(self) -> None:
        what = self.query_one("#review-what", Panel)
        width = self.size.width or self.app.size.width  # before the first layout
        shown = cut(self._what, max(10, width * 2 // 5))
        if shown.plain != what.content.plain:
            what.styles.width = shown.cell_length
        what.show(shown)
        parts = dict(self._filters)
        if self.searching:
            parts.pop("search", None)
        panel = self.query_one("#review-narrowing", Panel)
        panel.show(chips(parts, panel.size.width or width // 2))


def chips(parts: dict[str, str], width: int) -> Content:
    """Return each part with a cross that drops it, and the key that drops all.

    The result takes at most *width* cells. Only this code adds actions, never the users' words.
    """
    if not parts:
        return Content()
    room = (width - len(CLEARS)) // len(parts) - len(CROSS) - len(GAP)
    shown: list[Content | tuple[str, str]] = []
    for name, words in parts.items():
        drop = Style.from_meta({"@click": f"screen.drop('{name}')"})
        chip = Content.assemble(cut(words, max(min(CHIP, room), SHORTEST)), (CROSS, MUTED))
        shown += [chip.stylize(drop), (GAP, "")]
    return Content.assemble(*shown, (CLEARS, MUTED))
