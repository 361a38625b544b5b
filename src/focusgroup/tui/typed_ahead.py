"""Keys and pastes typed while a screen opens: held by the app, then handed over in their order.

A screen says with `takes_keys` whether it can use keys now, and posts `KeysWanted` when it can
again; `takes_only` names keys that it takes meanwhile. Without this, keys would reach the screen
that is being left, or overtake each other on their way through the queues of a screen whose line
has no focus yet.

A key that may open or close a screen, and any key of a dialog, is let through to the end before
the next one follows: what comes in the same read of the terminal belongs to the screen after it.
"""

import time
from collections import deque

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.screen import ModalScreen, Screen

from focusgroup.tui.messages import KeysWanted

QUIT = "app.quit"
LONGEST_S = 1.0
"""How long keys wait for what one does: should it never be told, the next one goes on."""


class TypedAhead:
    """The keys and pastes that wait for the screen on top."""

    def __init__(self, app: App[str]) -> None:
        self._app = app
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._shown: Screen[object] | None = None
        self._acting: float | None = None
        """Since when (s) a key, or a screen that opens, is waited for."""

    def hold(self, event: events.Event) -> bool:
        """Hold *event* if it was typed; return whether it is held.

        The key that quits is not held while a screen opens: it works even if that never ends.
        """
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            return False
        if not self._wanted() and isinstance(event, events.Key):
            taken = getattr(self._app.screen, "takes_only", ())
            if event.key in taken or self._quits(event.key):
                return False
        self._waiting.append(event)
        return True

    def next(self) -> events.Key | events.Paste | None:
        """Return what was typed first, None if nothing waits or the screen can't take it yet."""
        return self._waiting.popleft() if self._waiting and self._wanted() else None

    def let_through(self, event: events.Key | events.Paste, to: DOMNode) -> None:
        """Wait for what *event* does, which is on its way *to* a widget, if it may be a screen."""
        acts = isinstance(event, events.Key) and not event.is_printable
        if acts or any(isinstance(node, ModalScreen) for node in to.ancestors_with_self):
            self._wait_for(to)

    def _wanted(self) -> bool:
        screen = self._app.screen
        if screen is not self._shown:
            self._shown = screen
            self._wait_for(screen)  # until it has the focus where it wants it
        if self._acting is not None and time.monotonic() - self._acting > LONGEST_S:
            self._acting = None
        return self._acting is None and takes_keys(screen)

    def _wait_for(self, node: DOMNode) -> None:
        """Wait until *node* and all around it have done what is in their queues now.

        A key that nobody takes goes up to the app, which knows whose command it is. What the
        command says (such as that a field was submitted) goes up once more.
        """
        self._acting = time.monotonic()
        around = list(node.ancestors_with_self)
        self._pass_on(around * 2, self._acting)

    def _pass_on(self, around: list[DOMNode], began: float) -> None:
        while around:
            node, *around = around
            if node.call_later(self._pass_on, around, began):
                return
        if began == self._acting:
            self._acting = None
            self._app.post_message(KeysWanted())

    def _quits(self, key: str) -> bool:
        active = self._app.screen.active_bindings.get(key)
        return active is not None and active.binding.id == QUIT


class HoldsKeys(Screen[None]):
    """A screen that is not ready at once, and opens dialogs that are not there at once either."""

    def __init__(self) -> None:
        super().__init__()
        self._ready = self._opening = False

    @property
    def takes_keys(self) -> bool:
        """Whether what is typed now belongs to this screen."""
        return self._ready and not self._opening

    def ready(self) -> None:
        """Take keys from now on."""
        if not self._ready:
            self._ready = True
            self.post_message(KeysWanted())

    def opening(self) -> None:
        """Keep what is typed from now on for the dialog that is being opened."""
        self._opening = True

    def opened(self) -> None:
        """Take keys again: the dialog is closed, or wasn't opened."""
        if self._opening:
            self._opening = False
            self.post_message(KeysWanted())


def takes_keys(screen: Screen[object]) -> bool:
    """Return whether *screen* can use keys now: one that doesn't say otherwise can."""
    return bool(getattr(screen, "takes_keys", True))
