"""The footer of every screen: Textual's, without needless rebuilding and without its leak.

Textual 8.2.8 rebuilds all keys of a footer at each change of focus and each check of what is
available, six times while a screen opens. It also keeps every key it has ever shown
(textual#6666): each key watches the footer's ``compact``, and watchers are only cleaned up when
that changes, which it never does, so hours of new footers hold tens of megabytes.
"""

from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer

_Offer = tuple[bool, tuple[tuple[Binding, str, bool, str], ...]]


class KeyFooter(Footer):
    """A footer that is rebuilt only when it would show something else; it has no dead keys."""

    SCOPED_CSS = False  # a rule looks at the screen's class
    DEFAULT_CSS = """
    KeyFooter FooterKey.-disabled { display: none; }
    .-narrow KeyFooter FooterKey.-command-palette { display: none; }
    """

    _made_of: _Offer | None = None

    def compose(self) -> ComposeResult:
        if self._bindings_ready:
            self._made_of = self._offer()
        for key in super().compose():
            if self.compact:
                # Set later, it has each key styled a second time: 7 ms of work a key.
                key.add_class("-compact", update=False)
            yield key

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """After the next refresh, check whether anything has to be shown differently."""
        self._bindings_ready = True
        if screen.app.app_focus and self.is_attached and screen is self.screen:
            self.call_after_refresh(self._follow)

    async def _follow(self) -> None:
        # After several requests before the first rebuild, one rebuild is enough.
        if self.is_attached and self._offer() != self._made_of:
            await self.recompose()

    def _offer(self) -> _Offer:
        """Return what the footer is built from."""
        active = self.screen.active_bindings.values()
        return self.show_command_palette, tuple(
            (binding, self.app.get_key_display(binding), enabled, tooltip)
            for _, binding, enabled, tooltip in active
        )


def let_go_of_old_keys(screen: Screen[Any]) -> None:
    """Drop the references that the footers of *screen* hold to removed keys."""
    for footer in screen.query(Footer):
        for watching in getattr(footer, "__watchers", {}).values():
            watching[:] = [(node, call) for node, call in watching if not node._closing]
