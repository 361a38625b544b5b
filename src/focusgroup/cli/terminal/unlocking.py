"""Get keys of encrypted databases from the system's keyring, or ask for the passphrase.

A passphrase is typed at the terminal, unseen. It is never an argument, an environment
variable or a line of standard input, where other people or a log could see it.
"""

import sys
import warnings
from pathlib import Path

import click

from focusgroup.core.errors import StoreError
from focusgroup.store.encryption import TRIES, encrypted_or_foreign

SHORTEST = 8
"""Least number of characters in a new passphrase."""


class Asking:
    """Asks the keyring, then the person at the terminal; see `keys.Asker`."""

    def kept(self, salt: bytes) -> str | None:
        """Return the key in the keyring, or None.

        A broken, locked or slow keyring also gives None, and a warning.
        """
        from focusgroup.cli.output import warn
        from focusgroup.system import keyring as system_keyring

        try:
            return system_keyring.get(salt)
        except system_keyring.KeyringTrouble as error:
            warn(f"focusgroup: {error}")
            return None

    def passphrase(self, path: Path, attempt: int) -> str:
        """Return the typed passphrase. Raises StoreError where there is no terminal."""
        from focusgroup.cli.output import warn

        if attempt:
            warn("That is not the passphrase.")
        need_terminal(
            f"{encrypted_or_foreign(path)}. Run this in a terminal to type the passphrase, or save"
            " the key in the system's keyring (`focusgroup db key --remember`)"
        )
        return hidden(f"Passphrase of {path}: ")


def new_passphrase() -> str:
    """Return a new passphrase, typed twice. Raises StoreError where there is no terminal."""
    from focusgroup.cli.output import warn

    need_terminal(
        "a passphrase must be typed: run this in a terminal and without --no-input; nothing was"
        " changed"
    )
    for _ in range(TRIES):
        first = hidden(f"New passphrase (at least {SHORTEST} characters): ")
        if len(first) < SHORTEST:
            warn("That is too short.")
        elif hidden("Once more: ") == first:
            return first
        else:
            warn("The two are different.")
    raise StoreError("no passphrase was chosen; nothing was changed")


def need_terminal(otherwise: str) -> None:
    """Raise StoreError with the text *otherwise* if nobody can type anything unseen."""
    from focusgroup.cli.terminal.asking import is_forbidden

    there = any(stream and stream.isatty() for stream in (sys.stdin, sys.stderr))
    if is_forbidden() or not there:
        raise StoreError(otherwise)


def hidden(prompt: str) -> str:
    """Show *prompt* and return what is typed after it, unseen."""
    import getpass

    from focusgroup.core.text import for_terminal

    with warnings.catch_warnings():
        # Don't ask for a passphrase where typing can't be hidden.
        warnings.simplefilter("error", getpass.GetPassWarning)
        try:
            return getpass.getpass(for_terminal(prompt))
        except (EOFError, KeyboardInterrupt) as error:
            raise click.Abort from error
        except (getpass.GetPassWarning, OSError) as error:
            raise StoreError(
                "this terminal can't hide what is typed, so it did not ask for the passphrase"
            ) from error
