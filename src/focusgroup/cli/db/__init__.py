"""`focusgroup db`: check, back up, restore, recover and encrypt the database."""

import time
from contextlib import suppress
from pathlib import Path

import click

from focusgroup.cli.context import FAILED, Settings
from focusgroup.cli.db import encryption
from focusgroup.cli.output import plural, say, warn
from focusgroup.core.errors import StoreError
from focusgroup.store.encryption import (
    first_page,
    is_encrypted,
    key_of,
    looks_encrypted,
    unlock,
)
from focusgroup.store.engine import location
from focusgroup.store.erasure import files_with_words
from focusgroup.store.maintenance import check_and_backup, recovery
from focusgroup.store.maintenance import repair as repairing
from focusgroup.store.maintenance.convert import rewrite_journals

A_PATH = click.Path(path_type=Path)


@click.group()
def db() -> None:
    """Check, back up, restore, recover and encrypt the database."""


for command in (encryption.encrypt, encryption.decrypt, encryption.key):
    db.add_command(command)


@db.command()
@click.option("--repair", is_flag=True, help="Rebuild what is wrong, after a backup.")
@click.pass_context
def check(ctx: click.Context, repair: bool) -> None:
    """Check for damage, wrong counts and entries not yet stored.

    The exit code is 1 if something is wrong. --repair makes a verified backup, then rebuilds
    counts, copied fields and the search index from the quotes, all or nothing.
    """
    path = _path(ctx)
    if repair:
        done = repairing.repair(path)
        if done.copy:
            say(f"backed up first: {done.copy}")
        for each in done.mended:
            say(each.mended)
    problems = check_and_backup.check(path)
    for problem in problems:
        say(problem)
    if problems:
        ctx.exit(FAILED)
    say(f"{path} is in order")


@db.command()
@click.argument("target", type=A_PATH, required=False)
@click.pass_context
def backup(ctx: click.Context, target: Path | None) -> None:
    """Write a verified copy to TARGET, or to the folder `backups` beside the database.

    Safe while a session is live.
    """
    path = _path(ctx)
    if target is None:
        folder = location.backups_of(path)
        if path.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
        target = folder / f"{path.stem}-{time.strftime('%Y%m%d-%H%M%S')}.db"
    say(str(check_and_backup.back_up(path, target.expanduser().absolute())))


@db.command()
@click.argument("source", type=A_PATH)
@click.pass_context
def restore(ctx: click.Context, source: Path) -> None:
    """Replace the database with the copy SOURCE; the present one is kept beside it.

    An encrypted copy keeps its passphrase.
    """
    settings: Settings = ctx.find_object(Settings) or ctx.obj
    path, source = settings.db, source.expanduser().absolute()
    unlock(source)
    was = looks_encrypted(first_page(path))
    if was and files_with_words(path).journals:
        with suppress(StoreError):  # the journals are sealed with its key, not with the copy's
            unlock(path)
    aside = check_and_backup.restore(path, source)
    rewrite_journals(path, key_of(path))
    say(f"{path} was restored from {source}")
    if was and not is_encrypted(path):
        warn("the copy is not encrypted, but the database was; `focusgroup db encrypt` encrypts it")
    if aside is not None:
        say(f"the previous database is kept as {aside}")


@db.command()
@click.argument("damaged", type=A_PATH)
@click.option(
    "-o", "--output", type=A_PATH, help="The new database (default: DAMAGED.recovered.db)."
)
def recover(damaged: Path, output: Path | None) -> None:
    """Recover what is readable in DAMAGED into a new database; DAMAGED is not changed."""
    damaged = damaged.expanduser().absolute()
    target = output or damaged.with_name(f"{damaged.name}.recovered.db")
    for each in recovery.recover(damaged, target.expanduser().absolute()):
        lost = "; some could not be read" if each.damaged else ""
        say(f"{each.table.replace('_', ' ')}: {plural(each.rows, 'row')}{lost}")
    say(f"open it with: focusgroup --db {target}")


def _path(ctx: click.Context) -> Path:
    """Return the path of the chosen database, unlocked if it is encrypted."""
    settings: Settings = ctx.find_object(Settings) or ctx.obj
    unlock(settings.db)
    return settings.db
