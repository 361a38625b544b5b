"""A field with a menu of the names that the typed text could mean."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from focusgroup.core.capture import rank_themes
from focusgroup.core.model import Theme
from focusgroup.core.text import fold
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.style import MUTED, cut

OFFERED = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the menu: the name, and which of its letters matched."""

    name: str
    spans: tuple[tuple[int, int], ...] = ()


Find = Callable[[str], Sequence[Suggestion]]


def among(names: Sequence[str]) -> Find:
    """Return a search of *names* (paths or plain names), best match first; all for no text."""
    known = [Theme(name, name) for name in names]

    def find(typed: str) -> Sequence[Suggestion]:
        ranked = rank_themes(typed, known, limit=OFFERED)
        return [Suggestion(each.item.path, each.spans) for each in ranked]

    return find


class _Menu(Widget):
    """The suggestions, one per line, with the chosen one marked."""

    DEFAULT_CSS = """
    _Menu { height: 5; width: 1fr; padding: 0 1; }
    """

    @dataclass
    class Clicked(Message):
        """A line was clicked."""

        place: int

    def __init__(self) -> None:
        super().__init__()
        self._lines = Content()

    def show(self, lines: Sequence[Content]) -> None:
        """Show these lines."""
        self._lines = Content("\n").join(lines)
        self.refresh()

    def render(self) -> Content:
        return self._lines

    def on_click(self, event: events.Click) -> None:
        """Take the line that was clicked."""
        self.post_message(self.Clicked(event.get_content_offset_capture(self).y))


class Completion(Vertical):
    """A `Field` over a menu. *new* is the label for creating an unknown name, "" to offer none."""

    BINDINGS = [
        Binding("up", "move(-1)", "Previous suggestion", show=False),
        Binding("down", "move(1)", "Next suggestion", show=False),
    ]
    DEFAULT_CSS = """
    Completion { height: 6; }
    """

    @dataclass
    class Picked(Message):
        """A name was chosen; "" when Enter was pressed on an empty field."""

        name: str

    def __init__(self, find: Find, *, hint: str = "", new: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self._find = find
        self._hint = hint
        self._new = new
        self._offers: list[Suggestion] = []
        self._at = 0
        self._sure = False

    def compose(self) -> ComposeResult:
        yield Field(hint=self._hint)
        yield _Menu()

    def on_mount(self) -> None:
        """Show the first suggestions."""
        self._typed("")

    @property
    def field(self) -> Field:
        """The field in which the name is typed."""
        return self.query_one(Field)

    @property
    def value(self) -> str:
        """The typed text."""
        return self.field.value.strip()

    def offer(self, find: Find) -> None:
        """Offer other names from now on."""
        self._find = find
        self._typed(self.field.value)

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._typed(event.value)

    def _typed(self, typed: str) -> None:
        typed = " ".join(typed.split())
        self._offers = list(self._find(typed))
        known = any(fold(offer.name) == fold(typed) for offer in self._offers)
        if self._new and typed and not known:
            self._offers = [*self._offers[: OFFERED - 1], Suggestion("")]
        self._at, self._sure = 0, False
        self._draw()

    def action_move(self, by: int) -> None:
        if self._offers:
            self._at = (self._at + by) % len(self._offers)
            self._sure = False
            self._draw()

    @on(_Menu.Clicked)
    def _clicked(self, event: _Menu.Clicked) -> None:
        event.stop()
        if event.place < len(self._offers):
            self._sure = self._sure and self._at == event.place
            self._at = event.place
            self._take()

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not self.value:
            self.post_message(self.Picked(""))
        elif self._offers:
            self._take()

    def _take(self) -> None:
        offer = self._offers[self._at]
        name = offer.name or self.value
        if not offer.name and not self._sure:
            # Without asking twice, a typing slip would add to the codebook.
            self._sure = True
            self._draw()
            return
        self.field.fill("")
        self.post_message(self.Picked(name))

    def _draw(self) -> None:
        width = max(self.size.width - 4, 20)
        lines = []
        for place, offer in enumerate(self._offers):
            chosen = place == self._at
            if offer.name:
                line = cut(offer.name, width)
                for start, end in offer.spans:
                    line = line.stylize("bold underline", start, end)
            else:
                what = "Enter again creates" if self._sure and chosen else self._new
                line = Content.assemble(
                    (f"{what} ", "bold $text-warning" if self._sure and chosen else MUTED),
                    cut(f"“{self.value}”", width - len(what)),
                )
            line = line if self.has_focus_within else line.stylize_before(MUTED)
            marked = chosen and self.has_focus_within
            lines.append(Content.assemble("› " if marked else "  ", line))
        self.query_one(_Menu).show(lines or [Content.styled("  no match", MUTED)])

    def on_resize(self) -> None:
        self._draw()

    def on_descendant_focus(self) -> None:
        """Mark the suggestion that Enter would take."""
        self._draw()

    def on_descendant_blur(self) -> None:
        """Unmark it, as Enter goes elsewhere now."""
        self._draw()
