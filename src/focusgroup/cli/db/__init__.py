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
@click.option("--repair", is_flag=True, help="Mend what is counted wrong, after a backup.")
@click.pass_context
def check(ctx: click.Context, repair: bool) -> None:
    """Look for damage, wrong counts and entries that wait; changes nothing.

    Ends with 1 when something is wrong. With --repair, counts, copies and the search index
    are made anew from what was said, all or nothing, after a verified copy of the database.
    """
    path = _path(ctx)
    if repair:
        done = repairing.repair(path)
        if done.copy:
            say(f"a copy of the database as it was: {done.copy}")
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
    """Write a verified copy to TARGET, or into the folder `backups` beside the database.

    May run while a session is live.
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
    """Put the copy SOURCE in the place of the database; the present one is kept beside.

    A copy that is encrypted keeps its passphrase.
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
    say(f"{path} is {source} now")
    if was and not is_encrypted(path):
        warn("it is not encrypted, as what was there before is; `focusgroup db encrypt` does that")
    if aside is not None:
        say(f"what was there before is {aside}")


@db.command()
@click.argument("damaged", type=A_PATH)
@click.option("-o", "--output", type=A_PATH, help="The new database [DAMAGED.recovered.db].")
def recover(damaged: Path, output: Path | None) -> None:
    """Read what can be read of a DAMAGED file into a new database; the file itself stays."""
    damaged = damaged.expanduser().absolute()
    target = output or damaged.with_name(f"{damaged.name}.recovered.db")
    for each in recovery.recover(damaged, target.expanduser().absolute()):
        lost = "; some could not be read" if each.damaged else ""
        say(f"{each.table.replace('_', ' ')}: {plural(each.rows, 'row')}{lost}")
    say(f"look at it with: focusgroup --db {target}")


def _path(ctx: click.Context) -> Path:
    """Return the path of the chosen database, unlocked if it is encrypted."""
    settings: Settings = ctx.find_object(Settings) or ctx.obj
    unlock(settings.db)
    return settings.db
