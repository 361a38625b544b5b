"""`focusgroup db`: check, back up, restore, recover, encrypt and upgrade the database."""

import time
from contextlib import suppress
from pathlib import Path

import click

from focusgroup.cli.asyncrun import create_new, with_db
from focusgroup.cli.context import FAILED, Settings
from focusgroup.cli.db import encryption
from focusgroup.cli.db.on_server import check_on_server, copy_of_server, upgrade
from focusgroup.cli.output import plural, print_json, say, warn
from focusgroup.cli.terminal.pager import working
from focusgroup.core.errors import StoreError, UsageError
from focusgroup.store.encryption import (
    first_page,
    is_encrypted,
    key_of,
    looks_encrypted,
    unlock,
)
from focusgroup.store.engine import location
from focusgroup.store.engine.servers import refuse_server, server_of, shown
from focusgroup.store.erasure import files_with_words
from focusgroup.store.maintenance import check_and_backup, recovery
from focusgroup.store.maintenance import repair as repairing
from focusgroup.store.maintenance.convert import rewrite_journals
from focusgroup.store.outbox import recover_journal
from focusgroup.system.clock import unix_ms
from focusgroup.system.invocation import quoted, typed
from focusgroup.system.special_files import refuse_special

A_PATH = click.Path(path_type=Path)


@click.group()
def db() -> None:
    """Check, back up, restore, recover, encrypt and upgrade the database."""


for command in (encryption.encrypt, encryption.decrypt, encryption.key, upgrade):
    db.add_command(command)


@db.command()
@click.option("--repair", is_flag=True, help="Rebuild what is wrong, after a backup.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def check(ctx: click.Context, repair: bool, as_json: bool) -> None:
    """Check for damage, wrong counts and entries not yet stored.

    The exit code is 1 if something is wrong. --repair makes a verified backup, then rebuilds
    counts, copied fields and the search index from the quotes, all or nothing.
    """
    path = _path(ctx)
    if repair:
        refuse_server(path, "--repair", "restore a backup of it with pg_restore (docs/team.md)")
    with working("repairing the database …"):
        done = repairing.repair(path) if repair else None
    copy = str(done.copy) if done and done.copy else None
    mended = [each.mended for each in done.mended] if done else []
    if not as_json:
        for line in [f"backed up first: {copy}"] * bool(copy) + mended:
            say(line)
    with working("checking the database …"):
        problems = check_on_server(ctx, path) if server_of(path) else check_and_backup.check(path)
    if as_json:
        facts = {"path": shown(path), "in_order": not problems, "problems": list(problems)}
        print_json({**facts, "backup": copy, "repaired": mended})
    else:
        for line in problems or (f"{shown(path)} is in order",):
            say(line)
    if problems:
        ctx.exit(FAILED)


@db.command()
@click.pass_context
def new(ctx: click.Context) -> None:
    """Create an empty database, also where backups show that there was one."""
    settings: Settings = ctx.find_object(Settings) or ctx.obj
    refuse_server(settings.db, "this", "`focusgroup db upgrade` makes its tables")
    if settings.db.exists():
        raise StoreError(f"{settings.db} already exists and was not changed")
    create_new(settings.db)
    say(str(settings.db))


@db.command()
@click.argument("target", type=A_PATH, required=False)
@click.pass_context
def backup(ctx: click.Context, target: Path | None) -> None:
    """Write a verified copy to TARGET, or to the folder `backups` beside the database.

    Safe while a session is live. Of a database on a server it writes a file of its own, which any
    Focusgroup opens.
    """
    path = _path(ctx)
    if target is None:
        folder = location.backups_of(path)
        if path.exists():
            folder.mkdir(mode=0o700, exist_ok=True)
        target = folder / f"{path.stem}-{time.strftime('%Y%m%d-%H%M%S')}.db"
    target = target.expanduser().absolute()
    with working("copying the database …"):
        if server_of(path):
            copy = copy_of_server(ctx, target)
        else:
            copy = check_and_backup.back_up(path, target, alone=True)
    say(str(copy))


@db.command()
@click.argument("source", type=A_PATH)
@click.pass_context
def restore(ctx: click.Context, source: Path) -> None:
    """Replace the database with the copy SOURCE; the present one is kept beside it.

    An encrypted copy keeps its passphrase.
    """
    settings: Settings = ctx.find_object(Settings) or ctx.obj
    path, source = settings.db, source.expanduser().absolute()
    refuse_server(path, "restore", "pg_restore brings back a dump of it (docs/team.md)")
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
@click.argument("damaged", type=A_PATH, required=False)
@click.option(
    "-o", "--output", type=A_PATH, help="The new database (default: DAMAGED.recovered.db)."
)
@click.option(
    "--journal", type=A_PATH, metavar="FILE", help="A journal or rescue file to save instead."
)
@click.pass_context
def recover(
    ctx: click.Context, damaged: Path | None, output: Path | None, journal: Path | None
) -> None:
    """Recover what is readable in DAMAGED into a new database; DAMAGED is not changed.

    With --journal, save the entries of a journal or rescue file in your database, each once;
    sessions and participants that it lacks are created.
    """
    if journal:
        if damaged or output:
            raise UsageError("--journal is used alone: its entries go into your database")
        _recover_journal(ctx.find_object(Settings) or ctx.obj, journal.expanduser().absolute())
        return
    if damaged is None:
        raise UsageError("name the damaged database, or a journal with --journal")
    damaged = damaged.expanduser().absolute()
    target = output or damaged.with_name(f"{damaged.name}.recovered.db")
    for each in recovery.recover(damaged, target.expanduser().absolute()):
        lost = "; some could not be read" if each.damaged else ""
        say(f"{each.table.replace('_', ' ')}: {plural(each.rows, 'row')}{lost}")
    say(f"open it with: {typed(f'--db {quoted(target)}')}")


def _recover_journal(settings: Settings, journal: Path) -> None:
    refuse_special(journal)
    done = with_db(settings, lambda db: recover_journal(db, journal, unix_ms()), create=True)
    notes = f" and {plural(done.notes, 'note')}" if done.notes else ""
    say(f"{plural(done.quotes, 'quote')}{notes} of {journal} are in {shown(settings.db)}")
    if done.kept:
        lines = plural(done.left, "line")
        warn(f"{lines} could not be read or saved; they are kept in {done.kept}")


def _path(ctx: click.Context) -> Path:
    """Return the path of the chosen database, unlocked if it is encrypted."""
    settings: Settings = ctx.find_object(Settings) or ctx.obj
    unlock(settings.db)
    return settings.db
