"""The footer of every screen: Textual's, without needless rebuilding, cut keys and its leak.

Textual 8.2.8 rebuilds all keys of a footer at each change of focus and each check of what is
available, six times while a screen opens. It also keeps every key it has ever shown
(textual#6666): each key watches the footer's ``compact``, and watchers are only cleaned up when
that changes, which it never does, so hours of new footers hold tens of megabytes. What does not fit
is cut off, help first, since it stands last.
"""

from typing import Any, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

KEPT, PALETTE = ("help", "back"), "command_palette"
"""The actions whose keys are there at any width, and the one whose key is the first to go."""
_Keys = tuple[tuple[Binding, str, bool, str], ...]


class _Room(NamedTuple):
    """How the keys fit into a width: standing closer or not, and without which actions."""

    compact: bool
    left_out: frozenset[str]


class KeyFooter(Footer):
    """A footer that is rebuilt only when it would show something else; it has no dead or cut keys.

    Where its keys are too wide the palette's is left out, then they stand closer, and then the last
    ones are left out.
    """

    SCOPED_CSS = False  # a rule looks at the screen's class
    DEFAULT_CSS = """
    KeyFooter FooterKey.-disabled { display: none; }
    .-narrow KeyFooter FooterKey.-command-palette { display: none; }
    """

    _made_of: tuple[_Room, _Keys] | None = None

    def __init__(self, *, compact: bool = False, show_command_palette: bool = True) -> None:
        super().__init__(compact=compact, show_command_palette=show_command_palette)
        self._always_compact = compact

    def compose(self) -> ComposeResult:
        if not self._bindings_ready:
            return
        self._made_of = self._offer()
        room, _ = self._made_of
        self.set_reactive(Footer.compact, room.compact)
        self.set_class(room.compact, "-compact", update=False)
        for key in super().compose():
            if isinstance(key, FooterKey) and key.action in room.left_out:
                continue
            if room.compact:
                # Set later, it has each key styled a second time: 7 ms of work a key.
                key.add_class("-compact", update=False)
            yield key

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """After the next refresh, check whether anything has to be shown differently."""
        self._bindings_ready = True
        if screen.app.app_focus and self.is_attached and screen is self.screen:
            self.call_after_refresh(self._follow)

    def on_resize(self, event: events.Resize) -> None:
        """Show the keys that there is room for now."""
        if self._bindings_ready:
            self.call_after_refresh(self._follow)

    async def _follow(self) -> None:
        # After several requests before the first rebuild, one rebuild is enough.
        if self.is_attached and self._offer() != self._made_of:
            await self.recompose()

    def _offer(self) -> tuple[_Room, _Keys]:
        """Return what the footer is built from."""
        active = self.screen.active_bindings.values()
        keys = tuple(
            (binding, self.app.get_key_display(binding), enabled, tooltip)
            for _, binding, enabled, tooltip in active
        )
        return self._room(keys), keys

    def _room(self, keys: _Keys) -> _Room:
        """Return how *keys* fit into the width."""
        width = self.size.width or self.app.size.width
        words = {
            binding.action: cell_len(shown) + cell_len(binding.description)
            for binding, shown, enabled, _ in reversed(keys)
            if enabled and (binding.show or binding.action == PALETTE)
        }
        palette = words.pop(PALETTE, 0) + 4
        for compact in (False, True)[self._always_compact :]:
            needed = sum(words.values()) + (2 if compact else 3) * len(words)
            if needed + palette <= width and self.show_command_palette:
                return _Room(compact, frozenset())
            if needed - 1 <= width:  # behind the last is a space
                return _Room(compact, frozenset({PALETTE}))
        left_out = {PALETTE}
        for action in words:  # from the last
            if needed - 1 > width and action not in KEPT:
                left_out.add(action)
                needed -= words[action] + 2
        return _Room(True, frozenset(left_out))


def let_go_of_old_keys(screen: Screen[Any]) -> None:
    """Drop the references that the footers of *screen* hold to removed keys."""
    for footer in screen.query(Footer):
        for watching in getattr(footer, "__watchers", {}).values():
            watching[:] = [(node, call) for node, call in watching if not node._closing]
