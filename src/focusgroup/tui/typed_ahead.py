"""Keys and pastes typed while a screen opens: held by the app, then handed over in their order.

A screen says with `takes_keys` whether it can use keys now, and posts `KeysWanted` when it can
again; `takes_only` names keys that it takes meanwhile. Without this, keys would reach the screen
that is being left, or overtake each other on their way through the queues of a screen whose line
has no focus yet.
"""

from collections import deque

from textual import events
from textual.app import App
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widget import Widget

from focusgroup.tui.messages import KeysWanted

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

    def give_back(self, event: events.Key | events.Paste) -> None:
        """Hold *event*, which had reached the screen that another one covers by now."""
        if isinstance(event, events.Key):
            self._waiting.append(events.Key(event.key, event.character))
        else:
            self._waiting.append(events.Paste(event.text))

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


def covered(widget: Widget, event: events.Key | events.Paste) -> bool:
    """Return whether another screen covers *widget* by now; what was typed goes to that one."""
    ahead = getattr(widget.app, "ahead", None)
    # `is_current` is true of a screen below a window too.
    if widget.app.screen is widget.screen or not isinstance(ahead, TypedAhead):
        return False
    event.stop()
    event.prevent_default()
    ahead.give_back(event)
    widget.app.post_message(KeysWanted())  # the window may take keys already
    return True


class Window(ModalScreen[ScreenResultType]):
    """A window that takes keys as soon as it can use them; until then they wait."""

    takes_keys = False

    def on_mount(self) -> None:
        """Take what was typed since the key that opened the window."""
        self.takes_keys = True
        self.post_message(KeysWanted())
