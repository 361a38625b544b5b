"""Keys and pastes typed while a screen opens: held by the app, then handed over in their order.

A screen says with `takes_keys` whether it can use keys now, and posts `KeysWanted` when it can
again; `takes_only` names keys that it takes meanwhile. Without this, keys would reach the screen
that is being left, or overtake each other on their way through the queues of a screen whose line
has no focus yet.
"""

from collections import deque

from textual import events
from textual.app import App
from textual.screen import Screen

QUIT = "app.quit"


class TypedAhead:
    """The keys and pastes that wait for the screen on top."""

    def __init__(self, app: App[str]) -> None:
        self._app = app
        self._waiting: deque[events.Key | events.Paste] = deque()

    def hold(self, event: events.Event) -> bool:
        """Hold *event* if it was typed; return whether it is held.

        The key that quits is not held while a screen opens: it works even if that never ends.
        """
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            return False
        if not self._wanted and isinstance(event, events.Key):
            taken = getattr(self._app.screen, "takes_only", ())
            if event.key in taken or self._quits(event.key):
                return False
        self._waiting.append(event)
        return True

    def next(self) -> events.Key | events.Paste | None:
        """Return what was typed first, None if nothing waits or the screen can't take it yet."""
        return self._waiting.popleft() if self._waiting and self._wanted else None

    @property
    def _wanted(self) -> bool:
        return takes_keys(self._app.screen)

    def _quits(self, key: str) -> bool:
        active = self._app.screen.active_bindings.get(key)
        return active is not None and active.binding.id == QUIT


def takes_keys(screen: Screen[object]) -> bool:
    """Return whether *screen* can use keys now: one that doesn't say otherwise can."""
    return bool(getattr(screen, "takes_keys", True))
