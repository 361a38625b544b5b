"""A widget that shows one piece of content and never triggers a new layout for it."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from textual import events
from textual.content import Content
from textual.widget import Widget


class Panel(Widget):
    """Shows what `show` was last given; its size comes from its styles alone.

    Textual's Static lays out the whole screen when its content changes, which is too slow
    for a bar that changes at every key.
    """

    DEFAULT_CSS = """
    Panel { height: 1; width: 1fr; }
    """

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.content = Content()

    def show(self, content: Content) -> None:
        """Show *content* from now on."""
        if content.is_same(self.content):
            return
        self.content = content
        self.refresh()

    def set_height(self, lines: int) -> None:
        """Set the height; the only change that lays out the screen."""
        if self.styles.height is None or self.styles.height.value != lines:
            self.styles.height = lines

    def render(self) -> Content:
        return self.content


class Asked(NamedTuple):
    """A line clicked with the other mouse button, or with Ctrl: details are asked for."""

    target: object


class Beside(NamedTuple):
    """Targets side by side on one line, each *width* cells wide."""

    width: int
    targets: tuple[object, ...]

    def at(self, x: int) -> object:
        """Return the target at a cell, None after the last."""
        place = x // self.width
        return self.targets[place] if place < len(self.targets) else None


def _is_marked(line: Content) -> bool:
    """Return whether this is the chosen line: it begins with a mark, or is shown in reverse."""
    return line.plain.startswith("▸") or any("reverse" in str(span.style) for span in line.spans)


class LinesPanel(Panel):
    """A panel of lines, each with an optional target for clicks.

    *on_pick* is called with the line's target, or with the target wrapped in `Asked`.
    """

    def __init__(self, on_pick: Callable[[object], None], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._on_pick = on_pick
        self._targets: Sequence[object] = ()
        self.marked: int | None = None

    def show_lines(self, lines: Sequence[tuple[Content, object]]) -> None:
        """Show these lines and remember their targets."""
        self._targets = [target for _, target in lines]
        self.marked = next((at for at, (line, _) in enumerate(lines) if _is_marked(line)), None)
        self.show(Content("\n").join([line for line, _ in lines]))

    def on_click(self, event: events.Click) -> None:
        """Report the target of the clicked line."""
        target = self._targets[event.y] if 0 <= event.y < len(self._targets) else None
        if isinstance(target, Beside):
            target = target.at(event.x)
        if target is not None:
            self._on_pick(Asked(target) if event.button != 1 or event.ctrl else target)
