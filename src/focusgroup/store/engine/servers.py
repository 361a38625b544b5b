"""Databases on a PostgreSQL server: their URL, their name for people, and their place here.

A server's database has a folder on this machine, for the journal that holds what waits while the
server can't be reached. Everything that takes the path of a database takes the path of a file in
that folder, and `server_of` tells which server it stands for. No password is kept or shown.
"""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from focusgroup.core.errors import StoreError, UsageError
from focusgroup.core.passwords import holds_password

SCHEMES = ("postgresql", "postgres")
PORT = 5432
SECRET = re.compile(r"(?!passfile$)\w*(?:pass|pwd|secret|token)\w*", re.I)
"""The names of options of a URL that are never kept or shown."""
EXAMPLE = "postgresql://anna@db.example.org/focusgroup"


@dataclass(frozen=True, slots=True)
class DbServer:
    """A database on a server; *url* may hold a password, and is never shown."""

    url: str
    host: str
    port: int
    user: str
    database: str
    has_password: bool = False

    def __str__(self) -> str:
        """Return the database as people are told of it: without a password."""
        whom = f"{self.user}@" if self.user else ""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = f":{self.port}" if self.port != PORT else ""
        return f"postgresql://{whom}{host}{port}/{self.database}"

    def __repr__(self) -> str:
        return str(self)


def without_password(named: str) -> str:
    """Return a URL as it may be kept: with its options, and without any password."""
    parts = urlsplit(named)
    user, _, _ = parts.netloc.rpartition("@")
    host = parts.netloc[len(user) + 1 :] if user else parts.netloc
    whom = f"{user.partition(':')[0]}@" if user else ""
    kept = [(n, v) for n, v in parse_qsl(parts.query) if not SECRET.fullmatch(n)]
    return urlunsplit(parts._replace(netloc=whom + host, query=urlencode(kept, safe="/")))


_known: dict[Path, DbServer] = {}


def is_server(named: str) -> bool:
    """Return whether a text names a database on a server."""
    return named.partition("://")[0].lower() in SCHEMES and "://" in named


def read_server(named: str) -> DbServer:
    """Return the server's database that a URL names. Raises UsageError for any other text."""
    try:
        if any(ord(char) <= 32 for char in named):
            raise ValueError("a space")
        parts = urlsplit(named)
        if "@" in parts.path:
            raise ValueError("a password with a sign that ends the server's name")
        options = dict(parse_qsl(parts.query, strict_parsing=True)) if parts.query else {}
        host = unquote(parts.hostname or "") or options.get("host", "")
        port = parts.port or int(options.get("port", PORT))
        user = unquote(parts.username or "") or options.get("user", "")
    except ValueError as error:
        raise UsageError(f"the database's URL can't be read; write it as {EXAMPLE}") from error
    database = unquote(parts.path.strip("/")) or options.get("dbname", options.get("database", ""))
    if not host or not database or parts.fragment:
        raise UsageError(
            f"a URL of a database names the server and the database; write it as {EXAMPLE}"
        )
    has_password = bool(parts.password) or any(SECRET.fullmatch(name) for name in options)
    return DbServer(named, host, port, user, database, has_password)


def place_of(named: str) -> Path:
    """Return the path on this machine that stands for the database a URL names.

    Nothing is created. Raises UsageError for any other text.
    """
    from focusgroup.store.engine.location import state_dir

    server = read_server(named)
    told = f"{server.host}:{server.port}/{server.database}"
    mark = hashlib.sha256(told.encode()).hexdigest()[:8]
    name = re.sub(r"[^\w.-]+", "-", f"{server.host}-{server.database}").strip("-.")[:80]
    place = state_dir() / "servers" / f"{name}-{mark}" / "focusgroup"
    _known[place] = server
    return place


def server_of(path: Path) -> DbServer | None:
    """Return the server's database that *path* stands for, None for a file's."""
    return _known.get(path)


def shown(path: Path) -> str:
    """Return a database as people are told of it: its path, or its URL without a password."""
    return str(_known.get(path, path))


PASSWORDS = {"--db": "FOCUSGROUP_DB", "--to": "FOCUSGROUP_SHARED"}
"""Where the URL of an option may have its password instead."""


def refuse_password(named: str, option: str = "--db") -> None:
    """Raise UsageError for a word of a command line that is a URL with a password.

    Every user of the machine can see it, and as a file's name it would stay.
    """
    if holds_password(named) or (is_server(named) and read_server(named).has_password):
        raise UsageError(
            "every user of this machine can see a password on a command line; leave it out of"
            f" {option} and put it into PGPASSWORD, ~/.pgpass or {PASSWORDS[option]}"
        )


def refuse_server(path: Path, what: str, instead: str) -> None:
    """Raise StoreError where *path* stands for a server's database: *what* is for files only."""
    if server := server_of(path):
        raise StoreError(
            f"{what} is for databases in a file, and {server} is on a server; {instead}"
        )
