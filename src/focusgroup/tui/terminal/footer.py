"""The footer of every screen: Textual's, without work that nobody sees.

Textual makes all keys of a footer anew at each change of focus and each look at what can be done,
six times while a screen opens, and keeps every key that it has ever shown: each watches the
footer's ``compact``; who watches is looked through only when that changes, which it never does, so
that hours of new footers hold tens of megabytes.
"""

from typing import Any

from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import Footer

_Offer = tuple[bool, tuple[tuple[Binding, str, bool, str], ...]]


class KeyFooter(Footer):
    """A footer that is made anew only when it would show something else."""

    _made_of: _Offer | None = None

    def compose(self) -> ComposeResult:
        if self._bindings_ready:
            self._made_of = self._offer()
        yield from super().compose()

    def bindings_changed(self, screen: Screen[Any]) -> None:
        """Look, when all is in its place, whether anything is to be shown otherwise."""
        self._bindings_ready = True
        if screen.app.app_focus and self.is_attached and screen is self.screen:
            self.call_after_refresh(self._follow)

    async def _follow(self) -> None:
        # Asked several times before the first answer, one new footer is enough.
        if self.is_attached and self._offer() != self._made_of:
            await self.recompose()

    def _offer(self) -> _Offer:
        """What the footer is made of."""
        active = self.screen.active_bindings.values()
        return self.show_command_palette, tuple(
            (binding, self.app.get_key_display(binding), enabled, tooltip)
            for _, binding, enabled, tooltip in active
        )


def let_go_of_old_keys(screen: Screen[Any]) -> None:
    """Drop what the footers of *screen* hold of keys that are no longer there."""
    for footer in screen.query(Footer):
        for watching in getattr(footer, "__watchers", {}).values():
            watching[:] = [(node, call) for node, call in watching if not node._closing]
