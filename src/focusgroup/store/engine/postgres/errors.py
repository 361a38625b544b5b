"""What PostgreSQL's errors mean for a person: where, what, and what to do."""

import ssl
from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from focusgroup.core.errors import NotTaken, StoreError
from focusgroup.store.engine.servers import DbServer

LOST = (asyncpg.PostgresConnectionError, asyncpg.InterfaceError, OSError, TimeoutError)
"""Errors of a connection that is gone; the next write or read opens another."""
REFUSED = (asyncpg.PostgresError, asyncpg.InternalClientError, *LOST)
"""Whatever the driver raises for a server that can't be used."""
ENDED = ("57P01", "57P02", "57P03", "57P05", "25P03")
"""The server ends or has ended this connection: shut down, crashed, starting, or by hand."""
AGAIN = ("40001", "40P01")
"""Two transactions came across each other; the one that was refused may be tried again."""

NOT_SUPPORTED = "0A000"
"""What a compatible engine has none of, such as notifications."""

_POOLED = "a pooler shares connections between programs; use `pool_mode = session` (docs/team.md)"
_REASONS = {
    "28P01": "the password of this user was not accepted; check PGPASSWORD or ~/.pgpass",
    "28000": "the server does not let this user in from here; ask its administrator",
    "3D000": "there is no such database on the server; ask its administrator to create it",
    "25006": "the server takes no writes now (read-only); quotes wait here until it does",
    "42501": "this user has no right to that; ask the database's owner (docs/team.md)",
    "42P05": _POOLED,
    "26000": _POOLED,
    "08P01": "a pooler refuses our settings; ignore_startup_parameters lets them be (docs/team.md)",
    "42P01": "a table is missing; restore a backup with pg_restore (docs/team.md)",
    "42703": "a column is missing; restore a backup with pg_restore (docs/team.md)",
    "42883": "a function is missing; restore a backup with pg_restore (docs/team.md)",
    "53100": "the server's disk is full; nothing written so far is lost",
    "53200": "the server has no memory left; try again",
    "53300": "the server has no connection left; close other programs or try again",
    "55P03": "another program holds it; try again",
    "57014": "the server took too long and stopped; try again",
    "57P03": "the server is starting or ending; try again",
    "58": "the server could not read or write its files; ask its administrator",
    "XX": "the server found its data damaged; ask its administrator",
    "53": "the server lacks something it needs; ask its administrator",
    "57": "the server ended the connection; try again",
    "40": "another program changed the same at this moment; try again",
}


def state_of(error: BaseException) -> str:
    """Return the SQLSTATE of an error, "" if it has none."""
    return str(getattr(error, "sqlstate", None) or "")


def is_lost(error: BaseException) -> bool:
    """Return whether the connection is gone."""
    return isinstance(error, LOST) or state_of(error) in ENDED


def explain(server: DbServer, error: BaseException) -> str:
    """Return what an error means for a person, without the URL, which may hold a password."""
    state = state_of(error)
    reason = _REASONS.get(state) or _REASONS.get(state[:2])
    if reason is None and isinstance(error, ssl.SSLError | ssl.CertificateError):
        reason = f"the encrypted connection failed ({error.reason or 'certificate'}); check sslmode"
    elif isinstance(error, asyncpg.ClientConfigurationError):
        reason = f"its URL or a PG… variable is wrong ({str(error)[:120]})"
    elif reason is None and is_lost(error):
        reason = "the server can't be reached; check the network and the address"
    if reason is None:
        reason = str(error).partition("\n")[0][:200] or type(error).__name__
    return f"the database {server}: {reason}"


@contextmanager
def worded(server: DbServer) -> Iterator[None]:
    """Turn the driver's errors into StoreError, or NotTaken for what can't be stored."""
    try:
        yield
    except (asyncpg.IntegrityConstraintViolationError, asyncpg.DataError) as error:
        why = str(error).partition("\n")[0]
        raise NotTaken(f"the database {server} can't hold this: {why}") from error
    except REFUSED as error:
        raise StoreError(explain(server, error)) from error
