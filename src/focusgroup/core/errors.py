"""The one family of errors that a person is meant to read; everything else is a bug."""


class FocusgroupError(Exception):
    """Something a person can act on: what happened, where, and what to do.

    Caught once at the edge (the command line or the app), shown without a
    traceback, exit code 1.
    """


class UsageError(FocusgroupError):
    """The command was called wrongly; exit code 2."""


class StoreError(FocusgroupError):
    """The database can't be opened, read or written."""


class NotFound(FocusgroupError):
    """A session, quote, agenda or theme that was named does not exist."""
