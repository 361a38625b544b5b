"""`focusgroup db` for a database on a server: upgrade its schema, check it, copy it to a file."""

import asyncio
from pathlib import Path

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.output import say
from focusgroup.core.errors import StoreError
from focusgroup.store.engine.open import need_postgres_extra
from focusgroup.store.engine.servers import server_of
from focusgroup.store.maintenance import server_copy


@click.command()
@click.pass_context
def upgrade(ctx: click.Context) -> None:
    """Make or upgrade the tables of a database on a server.

    Only this does it: opening such a database never changes its tables. A database in a file is
    upgraded when it is opened, after a backup.
    """
    settings: Settings = ctx.find_object(Settings) or ctx.obj
    server = server_of(settings.db)
    if server is None:
        raise StoreError(
            f"{settings.db} is a file, which is upgraded when it is opened; name a database on a"
            " server with --db postgresql://…"
        )
    need_postgres_extra(server)
    from focusgroup.store.engine import postgres  # an extra

    done = asyncio.run(postgres.upgrade(server))
    if done.before == done.after:
        say(f"{server} has schema {done.after} already")
    elif done.before:
        say(f"{server} was upgraded from schema {done.before} to {done.after}")
    else:
        say(f"{server} has its tables now (schema {done.after})")


def check_on_server(ctx: click.Context, path: Path) -> tuple[str, ...]:
    """Return the problems of the server's database as sentences."""
    settings: Settings = ctx.find_object(Settings) or ctx.obj
    return with_db(settings, lambda db: server_copy.check_on_server(db, path))


def copy_of_server(ctx: click.Context, target: Path) -> Path:
    """Write a checked copy of the server's database to a file, and return its path."""
    settings: Settings = ctx.find_object(Settings) or ctx.obj
    return with_db(settings, lambda db: server_copy.back_up_server(db, target))
