"""A place that shows one piece of content and never lays out the screen again for it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.widget import Widget


class Panel(Widget):
    """Shows what `show` was last given; its size comes from its styles alone.

    Textual's Static lays out the whole screen when its content changes, which a bar that
    changes at every key can't afford.
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
        """Take another height; the one change that lays out the screen."""
        if self.styles.height is None or self.styles.height.value != lines:
            self.styles.height = lines

    def render(self) -> Content:
        """The content, cut at the panel's edges."""
        return self.content


@dataclass(frozen=True, slots=True)
class Asked:
    """A line clicked with the other button, or with Ctrl: something about it is asked for."""

    target: object


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside each other in one line, each *width* cells wide."""

    width: int
    targets: tuple[object, ...]

    def at(self, x: int) -> object:
        """What stands at a cell, None behind the last."""
        place = x // self.width
        return self.targets[place] if place < len(self.targets) else None


class LinesPanel(Panel):
    """A panel of lines, each of which may mean something when it is clicked.

    *on_pick* is called with what the line stands for, or with that in `Asked`.
    """

    def __init__(self, on_pick: Callable[[object], None], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._on_pick = on_pick
        self._targets: Sequence[object] = ()

    def show_lines(self, lines: Sequence[tuple[Content, object]]) -> None:
        """Show these lines and remember what each stands for."""
        self._targets = [target for _, target in lines]
        self.show(Content("\n").join([line for line, _ in lines]))

    def on_click(self, event: events.Click) -> None:
        """Say what was clicked."""
        target = self._targets[event.y] if 0 <= event.y < len(self._targets) else None
        if isinstance(target, Beside):
            target = target.at(event.x)
        if target is not None:
            self._on_pick(Asked(target) if event.button != 1 or event.ctrl else target)
