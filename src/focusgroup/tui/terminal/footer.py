"""The footer of every screen: its keys in one line, of which none is dead or cut.

Textual 8.2.8's footer is a widget a key. It is built anew, with a layout and a full repaint of the
screen, at each change of focus and each check of what is available, six times while a screen
opens; it keeps every key that it has ever shown (textual#6666), and cuts off what does not fit,
help first.
"""

from collections.abc import Iterator
from typing import Any, ClassVar, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

KEPT, PALETTE = ("help", "back"), "command_palette"
"""The actions whose keys are there at any width, and the one whose key is the first to go."""
PALETTE_FROM = 100
"""Columns of the terminal from which on the palette's key is shown."""
KEY, WORDS = "bold $footer-key-foreground", "$footer-description-foreground"
HOVERED = "on $block-hover-background"


class ShownKey(NamedTuple):
    """A key of the footer: what is pressed, how it is shown, what it does, and more about that."""

    key: str
    shown: str
    label: str
    action: str
    tooltip: str

    @property
    def width(self) -> int:
        """Its cells, without the blanks around it."""
        return cell_len(self.shown) + 1 + cell_len(self.label)


class PlacedKey(NamedTuple):
    """A key from one cell of the line to another."""

    start: int
    end: int
    key: ShownKey


class KeyFooter(Widget):
    """The keys of the screen that do something now; a click presses one.

    Where they are too wide the palette's is left out, then they stand closer, and then the last
    ones are left out.
    """

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    KeyFooter {
        dock: bottom; height: 1; width: 1fr;
        color: $footer-foreground; background: $footer-background;
    }
    """

    def __init__(self, *, compact: bool = False, show_command_palette: bool = True) -> None:
        super().__init__()
        self._always_compact = compact
        self._palette = show_command_palette
        self._offered: tuple[ShownKey, ...] = ()
        self._placed: tuple[PlacedKey, ...] = ()
        self._hovered: ShownKey | None = None

    @property
    def keys(self) -> tuple[ShownKey, ...]:
        """The keys that are shown, from left to right."""
        return tuple(placed.key for placed in self._placed)

    def on_mount(self) -> None:
        """Follow what is available."""
        self.screen.bindings_updated_signal.subscribe(self, self._changed)

    def _changed(self, screen: Screen[Any]) -> None:
        """After the next refresh, show what is available now, if that is something else."""
        if screen.app.app_focus and self.is_attached and screen is self.screen:
            self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        if self.is_attached and (offered := self._offer()) != self._offered:
            self._offered = offered
            self.refresh()

    def _offer(self) -> tuple[ShownKey, ...]:
        """Return the keys that do something, the palette's last."""
        found: dict[str, ShownKey] = {}
        for _, binding, enabled, tooltip in self.screen.active_bindings.values():
            if enabled and (binding.show or binding.action == PALETTE):
                shown = self.app.get_key_display(binding)
                key = ShownKey(binding.key, shown, binding.description, binding.action, tooltip)
                found.setdefault(binding.action, key)
        palette = found.pop(PALETTE, None)
        return (*found.values(), *([palette] if palette and self._palette else []))

    def render(self) -> Content:
        """Return the keys, and remember where each one is."""
        self._placed = tuple(self._place(self.size.width))
        line, at = Content(), 0
        for start, end, key in self._placed:
            edge = ("▏", "$foreground 20%") if key.action == PALETTE else " "
            before = Content.assemble(" " * (start - at - 1), edge if start > at else "")
            shown = Content.assemble((key.shown, KEY), (f" {key.label}", WORDS))
            line += before + (shown.stylize(HOVERED) if key is self._hovered else shown)
            at = end
        return line

    def _place(self, width: int) -> Iterator[PlacedKey]:
        """Yield the keys that there is room for, each in its place."""
        keys = [key for key in self._offered if key.action != PALETTE]
        palette = self._offered[len(keys) :]
        if self.app.size.width < PALETTE_FROM:
            palette = ()
        needed = sum(key.width + 2 for key in keys)
        behind = sum(key.width + 3 for key in palette)
        compact = self._always_compact or needed - 1 > width
        if compact:
            needed -= len(keys)
        if needed + behind > width:
            palette = ()
        for key in reversed(tuple(keys)):
            if needed - 1 > width and key.action not in KEPT:
                keys.remove(key)
                needed -= key.width + 1
        at = 0
        for key in keys:
            start = at if compact else at + 1
            yield PlacedKey(start, start + key.width, key)
            at = start + key.width + 1
        for key in palette:
            end = width if compact else width - 1
            yield PlacedKey(end - key.width, end, key)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Press the key that was clicked."""
        if key := self._key_at(event.x):
            self.app.simulate_key(key.key)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Mark the key under the pointer, and say more about it."""
        self._hover(self._key_at(event.x))

    def on_leave(self) -> None:
        """Mark no key."""
        self._hover(None)

    def _hover(self, key: ShownKey | None) -> None:
        if key is not self._hovered:
            self._hovered = key
            self.tooltip = key.tooltip if key else None
            self.refresh()

    def _key_at(self, x: int) -> ShownKey | None:
        return next((key for start, end, key in self._placed if start <= x < end), None)
