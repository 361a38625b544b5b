"""Whatever tells the program to end: what was typed is kept, and the terminal is left sane.

Signals are taken by a thread of their own, since asyncio's handlers never run while the
event loop is blocked (by a terminal that takes no output, say). The app is asked to leave
as `quit` does; if it has not within a few seconds, the thread keeps what waits in the
journal, puts the terminal right, and ends the program.
"""

import asyncio
import os
import signal
import socket
import sys
import threading
from contextlib import suppress
from typing import Any, Protocol

ENDING = ("SIGTERM", "SIGHUP", "SIGQUIT", "SIGINT")
"""Signals that end the program calmly. Ctrl+C is a key here and sends none."""
GRACE_S = 2.0
"""How long the app may take before it is ended from outside (seconds)."""
KEEP_S = 0.8
"""How long what waits may then take to get into the journal (seconds)."""
SANE = b"".join(
    b"\x1b[" + mode
    for mode in (b"?2004l", b"?1000l", b"?1003l", b"?1006l", b"?1015l", b"?1016l", b"?1004l")
) + (b"\x1b[<u\x1b[?7h\x1b[?1049l\x1b[?25h\x1b[0m")
"""No paste, mouse, focus or kitty mode; the usual screen, its cursor, no colours."""


class Ended(Protocol):
    """What can be ended: the app."""

    def end_by_signal(self, code: int) -> None:
        """Leave as `quit` does, with this exit code."""
        ...

    def keep_all(self) -> None:
        """Put everything that is not on disk into the journal; called from another thread."""
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
        # C code of Python's writes the number here at once, whatever the program is at.
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
            # A disk that does not answer must not keep the terminal; what was written to the
            # journal and waits for its sync outlasts the end of the program.
            keeping = threading.Thread(target=self._app.keep_all, name="keeping", daemon=True)
            keeping.start()
            keeping.join(KEEP_S)
            _put_right(self._attributes)
            os._exit(code)


def _terminal_attributes() -> Any:
    try:
        import termios

        return termios.tcgetattr(sys.__stdin__)  # type: ignore[arg-type]
    except (ImportError, OSError, ValueError, TypeError):
        return None
    except Exception as error:  # termios.error is no OSError
        if type(error).__name__ == "error":
            return None
        raise


def _put_right(attributes: Any) -> None:
    """As far as the terminal lets us, without waiting for it."""
    with suppress(Exception):
        import termios

        if attributes is not None:
            termios.tcsetattr(0, termios.TCSANOW, attributes)
    with suppress(OSError):
        os.set_blocking(2, False)
        os.write(2, SANE)
