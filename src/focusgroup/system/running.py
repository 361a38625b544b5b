"""Know which programs run beside a file: each locks a file of its own, and a kill frees the lock.

A process number alone can't tell: it is given to another process later.
"""

import getpass
import os
import secrets
import sys
from contextlib import suppress
from glob import escape
from pathlib import Path

FLAGS = os.O_CREAT | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0)


class RunningPrograms:
    """The programs that work on the file at *path*; `begin` makes this one known to the others.

    *own* is the id of this one, "" until it begins: a single command never does.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None
        self.own = ""

    def begin(self) -> str:
        """Make this program known, once, and return its id; clear away files of ended ones."""
        if not self.own:
            for left in self._path.parent.glob(f"{escape(self._path.name)}.running-*"):
                self.runs(left.name.rpartition("-")[2])
            self.own = secrets.token_hex(8)
            # On a full disk it goes on unknown: another program may then take over its lines.
            with suppress(OSError):
                self._hold(self._file(self.own))
        return self.own

    def runs(self, program: str) -> bool:
        """Return whether the program with this id still runs; remove its file if it doesn't."""
        if not program:
            return False
        if program == self.own:
            return True
        path = self._file(program)
        try:
            descriptor = os.open(path, FLAGS & ~os.O_CREAT)
        except FileNotFoundError:
            return False
        except OSError:
            return True
        try:
            return not (_locked(descriptor) and _removed(path))
        finally:
            os.close(descriptor)

    def end(self) -> None:
        """Let the others know that this program ends."""
        if self._descriptor is not None:
            _removed(self._file(self.own))
            os.close(self._descriptor)
            self._descriptor = None

    def _file(self, program: str) -> Path:
        return self._path.with_name(f"{self._path.name}.running-{program}")

    def _hold(self, path: Path) -> None:
        """Make and lock this program's file, again if another program removed it meanwhile."""
        while self._descriptor is None:
            descriptor = os.open(path, FLAGS, 0o600)
            if _locked(descriptor) and path.exists():
                self._descriptor = descriptor
            else:
                os.close(descriptor)


def is_running(number: int) -> bool:
    """Return whether a process with this number runs, by now perhaps another; true if unknown."""
    if sys.platform != "win32":  # there, asking would end it
        try:
            os.kill(number, 0)
        except (ProcessLookupError, OverflowError):
            return False
        except OSError:
            pass
    return True


def _locked(descriptor: int) -> bool:
    """Lock an open file; return False if another program has locked it."""
    if sys.platform != "win32":  # it removes no file that is open, which tells as much
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
    return True


def _removed(path: Path) -> bool:
    with suppress(OSError):
        path.unlink()
    return not path.exists()


def account() -> str:
    """Return the name of the account that this program runs under."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user in a bare container
        return "somebody"


def who() -> str:
    """Return whose program this is, and on which terminal: ``anna at pts/3``."""
    user = account()
    if sys.platform != "win32":
        for stream in (2, 1, 0):
            with suppress(OSError):
                return f"{user} at {os.ttyname(stream).removeprefix('/dev/')}"
    return user
