"""The schema on a server: which one a database has, and bringing it to this program's.

A server's database is upgraded only when somebody asks for it, under a lock; an older program goes
on working while the new schema's ``min_client`` allows it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources

import asyncpg

from focusgroup.core.errors import StoreError
from focusgroup.store.engine.migrate import tell
from focusgroup.store.engine.postgres.connecting import Connection, connect
from focusgroup.store.engine.postgres.errors import worded
from focusgroup.store.engine.postgres.transactions import CLASS
from focusgroup.store.engine.servers import DbServer
from focusgroup.system.clock import unix_ms

VERSION = "SELECT version, min_client FROM focusgroup_schema ORDER BY version DESC LIMIT 1"
RECORD = """
    INSERT INTO focusgroup_schema (version, min_client, upgraded_ms) VALUES ($1, $2, $3)
"""
TABLES = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()"
LOCK = f"SELECT pg_advisory_lock({CLASS}, 1)"
_MIN_CLIENT = re.compile(r"^-- min_client: (\d+)$", re.M)


@dataclass(frozen=True, slots=True)
class ServerStep:
    """One schema version, the SQL that leads to it, and the oldest program that works on it."""

    version: int
    sql: str
    min_client: int


@dataclass(frozen=True, slots=True)
class Upgraded:
    """The schema before and after; 0 is none."""

    before: int
    after: int


def server_steps() -> tuple[ServerStep, ...]:
    """Return the schemas for PostgreSQL that come with the program: the first whole, then steps."""
    folder = resources.files("focusgroup.store") / "schema" / "postgres"
    files = [entry for entry in folder.iterdir() if re.fullmatch(r"\d{4}\.sql", entry.name)]
    files.sort(key=lambda entry: entry.name)
    return tuple(_step(int(entry.name[:4]), entry.read_text("utf-8")) for entry in files)


def _step(version: int, sql: str) -> ServerStep:
    oldest = _MIN_CLIENT.search(sql)
    return ServerStep(version, sql, int(oldest[1]) if oldest else version)


async def check_version(
    connection: Connection, server: DbServer, steps: Sequence[ServerStep] | None = None
) -> None:
    """Raise StoreError unless this program can work on the database's schema."""
    newest = (steps or server_steps())[-1].version
    version, min_client = await _version(connection)
    if not version:
        other = await connection.fetchval(TABLES)
        what = "is another program's" if other else "is empty"
        make = "choose another with --db" if other else "`focusgroup db upgrade` makes its tables"
        raise StoreError(f"the database {server} {what}; {make}")
    if version < newest:
        raise StoreError(
            f"the database {server} has schema {version}, and this Focusgroup needs {newest};"
            " its owner runs `focusgroup db upgrade` once everybody has this version"
        )
    if min_client > newest:
        raise StoreError(
            f"the database {server} was upgraded for a newer Focusgroup (schema {version}, this"
            f" one knows {newest}); install the newer version"
        )


async def _version(connection: Connection) -> tuple[int, int]:
    try:
        row = await connection.fetchrow(VERSION)
    except asyncpg.UndefinedTableError:
        return 0, 0
    return (row[0], row[1]) if row else (0, 0)


async def upgrade(server: DbServer, steps: Sequence[ServerStep] | None = None) -> Upgraded:
    """Bring the database to this program's schema, one transaction for each step.

    Safe when several programs do it at once. Raises StoreError for another program's database, a
    newer one, or without the right to it; nothing is changed then.
    """
    steps = steps or server_steps()
    with worded(server):
        connection = await connect(server)
        try:
            await connection.execute("SET statement_timeout = 0; SET lock_timeout = 0")
            await connection.execute(LOCK)
            before, _ = await _version(connection)
            if not before and await connection.fetchval(TABLES):
                raise StoreError(
                    f"the database {server} is another program's and was left as it is; choose"
                    " another with --db"
                )
            if before > steps[-1].version:
                await check_version(connection, server, steps)
            for step in steps:
                if step.version > before:
                    if before:
                        tell(f"upgrading {server} to schema {step.version} of {steps[-1].version}")
                    async with connection.transaction():
                        await connection.execute(step.sql)
                        await connection.execute(RECORD, step.version, step.min_client, unix_ms())
            return Upgraded(before, max(before, steps[-1].version))
        finally:
            tell("")
            await connection.close()
