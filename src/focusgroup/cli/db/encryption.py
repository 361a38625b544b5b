"""`focusgroup db encrypt`, `decrypt` and `key`: a database that needs a passphrase."""

from pathlib import Path

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.context import FAILED, Settings
from focusgroup.cli.output import plural, say, warn
from focusgroup.cli.terminal.unlocking import new_passphrase
from focusgroup.core.errors import StoreError, UsageError
from focusgroup.store.encryption import Key, key_of, need_encryption_extra
from focusgroup.store.engine.servers import refuse_server
from focusgroup.store.maintenance import convert
from focusgroup.store.maintenance.convert import RewrittenFiles
from focusgroup.store.outbox import replay_waiting
from focusgroup.system import keyring as system_keyring
from focusgroup.system.clock import unix_ms
from focusgroup.system.invocation import typed

LOST = """Without the passphrase nobody can read the database, and if you forget it, nobody can help
you. Keep it somewhere safe, such as a password manager."""


@click.command()
@click.option("--remember", is_flag=True, help="Save the key in the system's keyring.")
@click.pass_context
def encrypt(ctx: click.Context, remember: bool) -> None:
    """Encrypt the database with a passphrase.

    Its backups and journals are encrypted too. You type the passphrase twice now, and once
    at every start unless the system's keyring has the key. Exported documents are not
    encrypted.
    """
    path = _settled(ctx)
    key = key_of(path)
    if key is None:
        warn(LOST)
        key = Key.of_passphrase(new_passphrase())
        convert.rewrite_database(path, key)
        say(f"{path} is encrypted now")
    else:
        say(f"{path} is already encrypted; `{typed('db key --change')}` changes the passphrase")
    left = _tell(convert.rewrite_beside(path, key), "with encryption")
    if remember:
        _remember(key)
    if left:
        ctx.exit(FAILED)


@click.command()
@click.pass_context
def decrypt(ctx: click.Context) -> None:
    """Decrypt the database and its backups.

    Anyone with the files can then read them.
    """
    path = _settled(ctx)
    key = key_of(path)
    if key is None:
        say(f"{path} is not encrypted")
    else:
        convert.rewrite_journals(path, None)
        convert.rewrite_database(path, None)
        say(f"{path} is no longer encrypted")
    left = _tell(convert.rewrite_beside(path, None), "without encryption")
    if key is not None:
        _forget(key)
    if left:
        ctx.exit(FAILED)


@click.command()
@click.option("--change", is_flag=True, help="Choose a new passphrase.")
@click.option("--remember", is_flag=True, help="Save the key in the system's keyring.")
@click.option("--forget", is_flag=True, help="Remove the key from the system's keyring.")
@click.pass_context
def key(ctx: click.Context, change: bool, remember: bool, forget: bool) -> None:
    """Change the passphrase, or remember it.

    Without an option, shows whether the system's keyring has the key. With the key in the
    keyring, the database opens for anyone logged in to your account; without it, you type
    the passphrase at every start.
    """
    if remember and forget:
        raise UsageError("--remember and --forget are opposites; use one of them")
    path = _settled(ctx)
    now = key_of(path)
    if now is None:
        raise StoreError(f"{path} is not encrypted; `focusgroup db encrypt` encrypts it")
    left = False
    if change:
        now, left = _change(path, now)
    if remember:
        _remember(now)
    elif forget:
        if not _forget(now):
            say("the system's keyring has no key of this database")
    elif not change:
        kept = system_keyring.get(now.salt) is not None
        say(f"{path} is encrypted; its key is {'' if kept else 'not '}in the system's keyring")
    if left:
        ctx.exit(FAILED)


def _change(path: Path, old: Key) -> "tuple[Key, bool]":
    """Change the passphrase; return the new key, and whether a file was not changed."""
    warn(LOST)
    new = Key.of_passphrase(new_passphrase())
    kept = system_keyring.get(old.salt) is not None
    convert.rewrite_database(path, new)
    say(f"{path} has the new passphrase; copies kept elsewhere still have the old one")
    left = _tell(convert.rewrite_beside(path, new), "with the new passphrase")
    if kept:
        _remember(new)
        system_keyring.remove(old.salt)
    return new, left


def _settled(ctx: click.Context) -> Path:
    """Update the database, store what waited in its journals, and return its path."""
    settings: Settings = ctx.find_object(Settings) or ctx.obj
    told = "its administrator decides how its disk is encrypted"
    refuse_server(settings.db, "a passphrase", told)
    need_encryption_extra()
    with_db(
        settings,
        lambda db: replay_waiting(db, unix_ms()),
        create=ctx.info_name == "encrypt",
    )
    return settings.db


def _remember(key: Key) -> None:
    say(f"the key is in the system's keyring ({system_keyring.put(key.salt, key.hex())})")


def _forget(key: Key) -> bool:
    gone = system_keyring.remove(key.salt)
    if gone:
        say("the key was removed from the system's keyring")
    return gone


def _tell(rest: RewrittenFiles, how: str) -> bool:
    """Say what became of backups and journals; return whether one was not changed."""
    if rest.rewritten:
        say(f"{plural(len(rest.rewritten), 'backup')} beside it rewritten {how}")
    if rest.journals:
        say(f"{plural(len(rest.journals), 'journal')} rewritten {how}")
    for path, why in rest.left:
        warn(f"not changed: {path} ({why})")
    return bool(rest.left)
