"""Keys and pastes typed while a screen opens or closes: held by the app, handed over in order.

A screen says with `takes_keys` whether it can use keys now, and posts `KeysWanted` when it can
again; `takes_only` names keys that it takes meanwhile. Without this, keys would reach the screen
that is being left, or overtake each other on their way through the queues of a screen whose line
has no focus yet.

In Textual a key acts only after it, and what it causes, has gone through several queues. So a
window is given a key when the one before has done all that it does: what is typed after the
Enter that closes a window is not for that window. A screen that handles its keys in their order
by itself says so with `orders_keys`; it waits only where a window has just opened or closed.
"""

import time
from collections import deque
from typing import Any, Protocol

from textual import events
from textual.app import App
from textual.command import CommandPalette
from textual.message_pump import MessagePump
from textual.screen import ModalScreen, Screen, ScreenResultType
from textual.widget import Widget
from textual.widgets import Input
from textual.worker import WorkerState

from focusgroup.tui.commands import QUITS
from focusgroup.tui.messages import KeysWanted

QUIT = "app.quit"
ROUNDS = 4
"""How often all queues are waited for. Enter in the palette needs three: the key becomes a message
of the field, that one of the list, and that one closes the palette."""
PATIENCE_S = 10.0
"""A key that takes longer than this holds up the next one no more; a queue is stuck."""
READING_S = 3.0
"""How long what is typed is held for a window whose content is read from the store."""
LOOK_S = 0.02
WORD_S = 1.0
"""After a longer pause, the letters before were keys of the window, not the beginning of a word."""
HELD_WITH = ("alt+", "ctrl+", "super+", "meta+", "hyper+")


def letter(event: events.Key) -> str | None:
    """Return the character that a key writes, or None if Alt, Ctrl or a similar key is held.

    For such a combination Textual reports the character without the modifier.
    """
    held = event.key.startswith(HELD_WITH)
    return event.character if event.is_printable and not held else None


class Settling:
    """Waits until all that a key has caused on the screens is done."""

    def __init__(self, app: App[str]) -> None:
        self._app = app
        self._since: float | None = None
        self._turn = 0
        """Which wait this is; an earlier one that still runs is no longer of interest."""
        self._watched = False

    @property
    def going_on(self) -> bool:
        """Whether something typed may still be on its way."""
        return self._since is not None and time.monotonic() - self._since < PATIENCE_S

    def begin(self) -> None:
        """Begin to wait, or begin anew; `KeysWanted` is posted when all is done."""
        self._turn += 1
        self._since = time.monotonic()
        self._app.call_later(self._pass, self._turn, [], ROUNDS)
        if not self._watched:
            self._watched = True
            self._app.set_timer(PATIENCE_S, self._look)

    def _look(self) -> None:
        """Let keys go on where a queue never came to its end."""
        self._watched = False
        if self.going_on:
            self._watched = True
            self._app.set_timer(PATIENCE_S, self._look)
        elif self._since is not None:
            self._app.post_message(KeysWanted())

    def _pass(self, turn: int, pumps: list[MessagePump], rounds: int) -> None:
        """Go on to the next of *pumps*, after what is in its queue; then to the next round."""
        if turn != self._turn or not self._app.screen_stack:  # none: the program ends
            return
        while pumps:
            if pumps.pop().call_later(self._pass, turn, pumps, rounds):
                return
        if rounds:
            self._pass(turn, self._queues(), rounds - 1)
        elif self._searching():
            self._app.set_timer(LOOK_S, lambda: self._pass(turn, [], 0))
        else:
            self._since = None
            self._app.post_message(KeysWanted())

    def _queues(self) -> list[MessagePump]:
        """Return all that has a queue, last what is first: below the screen on top, then up."""
        *below, top = self._app.screen_stack
        found: list[MessagePump] = [self._app]
        # A key goes from the focused widget up, so parents come after their children.
        found += [node for node in top.walk_children(with_self=True) if isinstance(node, Widget)]
        for screen in below:
            found += [screen, *((screen.focused,) if screen.focused else ())]
        return found

    def _searching(self) -> bool:
        """Return whether the palette on top still looks for what was typed."""
        top = self._app.screen
        return isinstance(top, CommandPalette) and any(
            worker.node is top and worker.state in (WorkerState.PENDING, WorkerState.RUNNING)
            for worker in self._app.workers
        )


class TypedAhead:
    """The keys and pastes that wait for the screen on top."""

    def __init__(self, app: App[str]) -> None:
        self._app = app
        self._waiting: deque[events.Key | events.Paste] = deque()
        self._returned = 0
        """How many of those that wait had reached a screen; they are older than the others."""
        self._settling = Settling(app)
        self._only_letters = False
        """Whether what is on its way are letters in a field, which keeps their order."""
        self._in_a_line = False
        """Whether something was given to a screen that orders its keys, and is not waited for."""

    def hold(self, event: events.Event) -> bool:
        """Hold *event* if it was typed; return whether it is held.

        The key that quits is not held while a screen opens: it works even if that never ends.
        """
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            return False
        if isinstance(event, events.Key) and not self._wanted(event) and self._app.screen_stack:
            taken = getattr(self._app.screen, "takes_only", ())
            if event.key in taken or self._quits(event.key):
                return False
        self._waiting.append(event)
        return True

    def give_back(self, event: events.Key | events.Paste) -> None:
        """Hold *event*, which had reached the screen that another one covers by now."""
        again: events.Key | events.Paste
        if isinstance(event, events.Paste):
            again = events.Paste(event.text)
        else:
            again = events.Key(event.key, event.character)
        self._waiting.insert(self._returned, again)
        self._returned += 1

    def next(self) -> events.Key | events.Paste | None:
        """Return what was typed first, None if nothing waits or the screen can't take it yet."""
        if not self._waiting or not self._wanted(self._waiting[0]):
            return None
        event = self._waiting[0]
        if self._in_a_line and isinstance(event, events.Key) and self._overtakes(event):
            self._wait()
            return None
        self._waiting.popleft()
        self._returned = max(self._returned - 1, 0)
        if getattr(self._app.screen, "orders_keys", False):
            self._in_a_line = True
        else:
            self._wait(only_letters=self._into_a_field(event))
        return event

    @property
    def at_work(self) -> bool:
        """Whether something typed is still on its way, or waits for what is."""
        waiting = self._waiting
        return self._settling.going_on or bool(waiting and self._wanted(waiting[0]))

    def screen_changed(self) -> None:
        """Wait until what the change is about has happened, and what was below has given back."""
        self._wait()

    def _wait(self, *, only_letters: bool = False) -> None:
        self._only_letters = only_letters
        self._in_a_line = False
        self._settling.begin()

    def _overtakes(self, event: events.Key) -> bool:
        """Return whether the app acts on a key before it passes it on: what was typed is first."""
        if letter(event) is not None:  # no command has a bare letter first; asking costs 0.2 ms
            return False
        active = self._app.screen.active_bindings.get(event.key)
        return active is not None and active.binding.priority

    def _wanted(self, event: events.Key | events.Paste) -> bool:
        if not self._app.screen_stack or not takes_keys(self._app.screen):  # none: it ends
            return False
        if not self._settling.going_on:
            return True
        return self._only_letters and self._into_a_field(event)

    def _into_a_field(self, event: events.Key | events.Paste) -> bool:
        written = isinstance(event, events.Paste) or letter(event) is not None
        focused = self._app.focused
        return written and (isinstance(focused, Input) or getattr(focused, "IS_FIELD", False))

    def _quits(self, key: str) -> bool:
        active = self._app.screen.active_bindings.get(key)
        return active is not None and active.binding.id == QUIT


class Opening:
    """Holds what is typed for a window that has been asked for and must be read first."""

    def __init__(self, screen: Screen[Any]) -> None:
        self._screen = screen
        self.going_on = False

    def __enter__(self) -> None:
        """Hold what is typed from now on; a slow store doesn't hold it for long."""
        self.going_on = True
        self._late = self._screen.set_timer(READING_S, self.__exit__)

    def __exit__(self, *_: object) -> None:
        """Hand over what was typed, to the window if there is one."""
        self._late.stop()
        self.going_on = False
        self._screen.post_message(KeysWanted())


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


class KeyField(Protocol):
    """The capture line of the screen below, which takes what is typed on."""

    def take_key(self, key: str, character: str | None) -> bool:
        """Act on a key; return whether it was one of the line's."""

    def take_paste(self, text: str) -> None:
        """Insert a pasted text."""


def line_below(screen: Screen[Any]) -> KeyField | None:
    """Return the capture line of the screen that an open *screen* covers, None if it has none."""
    stack = screen.app.screen_stack
    found: KeyField | None = getattr(stack[-2], "line", None) if len(stack) > 1 else None
    return found if screen.is_active else None


class Window(ModalScreen[ScreenResultType]):
    """A window that takes keys as soon as it can use them; until then they wait.

    Above a capture line, a letter that isn't a key of the window closes it without an answer and
    goes into the line, together with the letters right before it: somebody has begun to speak.
    What those letters did here is taken back by `undo_letters`.
    """

    BINDINGS = QUITS
    takes_keys = False
    _letters: tuple[tuple[str, str], ...] = ()
    _letter_at = 0.0

    def on_mount(self) -> None:
        """Take what was typed since the key that opened the window."""
        self.takes_keys = True
        self.post_message(KeysWanted())

    def on_key(self, event: events.Key) -> None:
        """Pass on to the line what is typed for it."""
        line, character = self._line_below, letter(event)
        if line is None or character is None:
            self._letters = ()
            return
        if event.time - self._letter_at > WORD_S:
            self._letters = ()
        self._letters, self._letter_at = (*self._letters, (event.key, character)), event.time
        if event.key in self.active_bindings:
            return
        event.stop()
        event.prevent_default()
        if len(self._letters) > 1:
            self.undo_letters()
        self.type_on()
        for key, typed in self._letters:
            line.take_key(key, typed)

    def on_paste(self, event: events.Paste) -> None:
        """Pass a paste on to the line."""
        if line := self._line_below:
            self.type_on()
            line.take_paste(event.text)

    def type_on(self) -> None:
        """Close without an answer, since what is typed is for the line."""
        self.dismiss(None)

    def undo_letters(self) -> None:
        """Take back what the letters did that turned out to be the beginning of a word."""

    @property
    def _line_below(self) -> KeyField | None:
        return line_below(self)
