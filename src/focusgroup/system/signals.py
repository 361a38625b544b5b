"""Signal handling: SIGTERM, SIGHUP, SIGQUIT and SIGINT save what was typed and end the program.

A separate thread receives the signals, because asyncio's handlers never run while the event loop is
blocked (by a terminal that takes no output, say). It asks the app to leave as `quit` does. If the
app has not left within a few seconds, the thread saves unwritten data to the journal, restores the
terminal and ends the program.
"""

import asyncio
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Protocol

ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT")
"""Signals that end the program calmly. Ctrl+C is a key here and sends no signal."""
GRACE_S = 2.0
"""How long the app may take to leave before it is ended from outside, in seconds."""
KEEP_S = 0.8
"""How long writing unsaved data to the journal may then take, in seconds."""
SANE = b"".join(
    b"\x1b[" + mode
    for mode in (b"?2004l", b"?1000l", b"?1003l", b"?1006l", b"?1015l", b"?1016l", b"?1004l")
) + (b"\x1b[<u\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[0m")
"""Turns off paste, mouse, focus and kitty modes; back to the main screen, cursor, no colours."""


@contextmanager
def cleaning_up() -> Iterator[None]:
    """Have a signal that would end the program at once raise SystemExit, so that files are removed.

    Only the main thread hears signals; what handles them already goes on doing so.
    """
    before = []
    try:
        if threading.current_thread() is threading.main_thread():
            for number in (getattr(signal, name, None) for name in ENDING):
                if number and signal.getsignal(number) is signal.SIG_DFL:
                    before.append(number)
                    signal.signal(number, _leave)
        yield
    finally:
        for number in before:
            signal.signal(number, signal.SIG_DFL)


def _leave(number: int, _frame: object) -> None:
    raise SystemExit(128 + number)


class Ended(Protocol):
    """The app, as far as it can be ended by a signal."""

    def end_by_signal(self, code: int) -> None:
        """Leave as `quit` does, with this exit code."""
        ...

    def keep_all(self) -> None:
        """Write everything that is not on disk yet to the journal; called from another thread."""
        ...


class EndingWatch:
    """Watches for signals while the program runs: ``with EndingWatch(app):``."""

    def __init__(self, app: Ended) -> None:
        self._app = app
        self._over = threading.Event()
        self._before: dict[int, Any] = {}
        self._attributes = _terminal_attributes()

    def __enter__(self) -> "EndingWatch":
        self._loop = asyncio.get_running_loop()
        self._read, self._write = socket.socketpair()
        self._write.setblocking(False)
        for name in ENDING:
            if number := getattr(signal, name, None):
                self._before[number] = signal.signal(number, lambda *_: None)
        # Python's C code writes the signal's number here at once, whatever the program is doing.
        self._wakeup = signal.set_wakeup_fd(self._write.fileno(), warn_on_full_buffer=False)
        self._thread = threading.Thread(target=self._watch, name="ending", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        signal.set_wakeup_fd(self._wakeup)
        for number, handler in self._before.items():
            signal.signal(number, handler)
        with suppress(OSError):
            self._write.send(b"\0")
        self._thread.join(1)
        self._read.close()
        self._write.close()

    def _watch(self) -> None:
        while not self._over.is_set():
            for number in self._read.recv(64):
                if number in self._before:
                    self._end(128 + number)
                    return

    def _end(self, code: int) -> None:
        with suppress(RuntimeError):  # the loop has ended already
            self._loop.call_soon_threadsafe(self._app.end_by_signal, code)
        if not self._over.wait(GRACE_S):
            # A disk that does not answer must not block the terminal. Data already written to the
            # journal and waiting for its sync outlasts the end of the program.
            keeping = threading.Thread(target=self._app.keep_all, name="keeping", daemon=True)
            keeping.start()
            keeping.join(KEEP_S)
            _put_right(self._attributes)
            os._exit(code)


def _terminal_attributes() -> Any:
    if sys.platform != "win32" and sys.__stdin__ is not None:
        import termios

        with suppress(OSError, ValueError, termios.error):
            return termios.tcgetattr(sys.__stdin__)
    return None


def _put_right(attributes: Any) -> None:
    """Restore the terminal as far as it allows, without waiting for it."""
    if sys.platform != "win32":
        with suppress(Exception):
            import termios

            if attributes is not None:
                termios.tcsetattr(0, termios.TCSANOW, attributes)
        with suppress(OSError):
            os.set_blocking(2, False)
    with suppress(OSError):
        os.write(2, SANE)
