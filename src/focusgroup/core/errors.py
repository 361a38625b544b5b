"""The one family of errors that a person is meant to read; everything else is a bug."""

from errno import ENOMEM


class FocusgroupError(Exception):
    """Something a person can act on: what happened, where, and what to do.

    Caught once at the edge (the command line or the app), shown without a
    traceback, exit code 1.
    """


class UsageError(FocusgroupError):
    """The command was called wrongly; exit code 2."""


class StoreError(FocusgroupError):
    """The database can't be opened, read or written."""


class NotTaken(StoreError):
    """The database can be written, but not with this in it: what it names is gone, say."""


class NotFound(FocusgroupError):
    """A session, quote, agenda or theme that was named does not exist."""


NO_MEMORY = (
    "There was not enough memory for that. Nothing that was taken down is lost; close other"
    " programs and try again."
)
_NO_ROOM = (
    "can't start new thread",
    "failed to map segment",
    "Cannot allocate memory",
    "error return without exception set",
)
"""What Python and the system's loader say for it where there is no error of its own."""


def lacks_memory(error: BaseException | None) -> bool:
    """Whether *error*, or what it came from, is that there is no memory left."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, MemoryError) or (isinstance(error, OSError) and error.errno == ENOMEM):
            return True
        if isinstance(error, RuntimeError | ImportError | SystemError) and any(
            words in str(error) for words in _NO_ROOM
        ):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False
