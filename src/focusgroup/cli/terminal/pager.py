"""Show long lists a page at a time, and how far long work is, to a person at a terminal."""

import io
import os
import shlex
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from focusgroup.cli.output import QUIET
from focusgroup.cli.terminal.asking import may_ask
from focusgroup.system.environment import for_others

LESS = "FRX"
"""What less gets where LESS is not set: it ends by itself where all fits, and keeps colours."""


class _Paged(io.TextIOBase):
    """Standard output that starts *command* with its first line, and writes into it."""

    encoding = "utf-8"

    def __init__(self, command: list[str]) -> None:
        self._command = command
        self._pager: subprocess.Popen[bytes] | None = None

    def isatty(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if self._pager is None:
            env = {"LESS": LESS, "LESSCHARSET": "utf-8", **for_others()}
            self._pager = subprocess.Popen(self._command, stdin=subprocess.PIPE, env=env)
        assert self._pager.stdin is not None
        self._pager.stdin.write(text.encode("utf-8", "replace"))
        return len(text)

    def flush(self) -> None:
        if self._pager is not None and self._pager.stdin is not None:
            self._pager.stdin.flush()

    def end(self) -> None:
        """Wait until the pager is left. Ctrl+C has a use of its own in it."""
        if self._pager is None:
            return
        before = signal.signal(signal.SIGINT, signal.SIG_IGN)
        with suppress(BrokenPipeError):
            self._pager.communicate()
        signal.signal(signal.SIGINT, before)


def _pager() -> list[str]:
    """Return the command of the pager, empty for none; PAGER names another, "" or cat none."""
    if not sys.stdout or not sys.stdout.isatty() or not may_ask():
        return []
    if os.environ.get("TERM", "dumb") == "dumb":
        return []
    command = shlex.split(os.environ.get("PAGER", "less"))
    found = shutil.which(command[0]) if command else None
    return [] if found is None or command[0] == "cat" else [found, *command[1:]]


@contextmanager
def paged() -> Iterator[None]:
    """Print what follows through the pager, on a terminal; leaving it early ends the list."""
    command, own = _pager(), sys.stdout
    if not command:
        yield
        return
    paging = _Paged(command)
    sys.stdout = paging
    try:
        with suppress(BrokenPipeError):
            yield
    finally:
        sys.stdout = own
        paging.end()


@contextmanager
def working(what: str) -> Iterator[None]:
    """Say on the terminal that *what* is being done, as long as it takes."""
    progress = Progress()
    progress.show(what)
    try:
        yield
    finally:
        progress.clear()


class Progress:
    """One line on the terminal that says how far the work is; nothing where nobody looks."""

    def __init__(self) -> None:
        self._seen = bool(sys.stderr and sys.stderr.isatty()) and not QUIET
        self._shown = 0

    def show(self, text: str) -> None:
        """Put *text* in place of what was shown."""
        if self._seen:
            with suppress(OSError):
                sys.stderr.write("\r" + text.ljust(self._shown))
                sys.stderr.flush()
            self._shown = len(text)

    def clear(self) -> None:
        """Take the line away."""
        if self._shown:
            self.show("")
            with suppress(OSError):
                sys.stderr.write("\r")
                sys.stderr.flush()
            self._shown = 0
