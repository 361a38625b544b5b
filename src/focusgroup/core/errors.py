"""The errors that users are meant to read. Any other exception is a bug."""

from errno import ENOMEM


class FocusgroupError(Exception):
    """An error a person can act on: what happened, where, and what to do.

    Caught once at the edge (the command line or the app) and shown without a traceback; exit code
    1.
    """


class UsageError(FocusgroupError):
    """The command was used wrongly; exit code 2."""


class StoreError(FocusgroupError):
    """The database can't be opened, read or written."""


class NotTaken(StoreError):
    """The database works but refused this write, say because what it names is gone."""


class LivesElsewhere(FocusgroupError):
    """A session was published to a shared repository, so its copy here can't be changed."""

    def __init__(self, title: str, place: str) -> None:
        super().__init__(
            f"“{title}” was published to {place} and is read-only here; change it there, or take it"
            " back with `focusgroup session unpublish`"
        )


class NotFound(FocusgroupError):
    """The session, quote, agenda or theme that was named does not exist."""


NO_MEMORY = (
    "There was not enough memory. Nothing you captured is lost; close other programs and try again."
)
_NO_ROOM = (
    "can't start new thread",
    "failed to map segment",
    "Cannot allocate memory",
    "error return without exception set",
)
"""Messages by which Python and the system's loader report a lack of memory in other errors."""


def lacks_memory(error: BaseException | None) -> bool:
    """Return whether *error*, or one of its causes, means that memory ran out."""
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
