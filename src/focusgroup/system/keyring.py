"""Keys in the system's keyring: Keychain, GNOME Keyring, KWallet, Windows' Credential Manager.

A keyring may prompt the user, be broken, or never answer, so each call has a time limit.
"""

import queue
import threading
from collections.abc import Callable
from typing import TypeVar

from focusgroup.core.errors import FocusgroupError

T = TypeVar("T")

SERVICE = "focusgroup"
PATIENCE_S = 8.0
SAFE = 1
"""The library recommends keyrings from this priority on; plain files and the like are below."""


class KeyringTrouble(FocusgroupError):
    """The system's keyring can't be used; the message says why."""


def get(salt: bytes) -> str | None:
    """Return the key saved for *salt*, in hexadecimal; None if there is no key or no keyring."""
    import keyring.errors

    def call() -> str | None:
        try:
            return keyring.get_password(SERVICE, _name(salt))
        except keyring.errors.NoKeyringError:
            return None

    return _within(call)


def put(salt: bytes, key: str) -> str:
    """Save *key*; return the keyring's name. Raises KeyringTrouble, also if it is not secure."""
    import keyring

    def call() -> str:
        backend = keyring.get_keyring()
        if backend.priority < SAFE:
            raise KeyringTrouble(
                f"this system has no secure keyring ({backend.name});"
                " you will be asked for the passphrase at each start"
            )
        keyring.set_password(SERVICE, _name(salt), key)
        if keyring.get_password(SERVICE, _name(salt)) != key:
            raise KeyringTrouble(f"the keyring {backend.name} did not save the key")
        return str(backend.name)

    return _within(call)


def remove(salt: bytes) -> bool:
    """Remove the key for *salt*; return whether there was one."""
    import keyring.errors

    def call() -> bool:
        try:
            if keyring.get_password(SERVICE, _name(salt)) is None:
                return False
            keyring.delete_password(SERVICE, _name(salt))
        except keyring.errors.NoKeyringError:
            return False
        return True

    return _within(call)


def _name(salt: bytes) -> str:
    """Return the key's name in the keyring: made from the file's salt, so the file may move."""
    return f"database {salt.hex()}"


def _within(call: Callable[[], T]) -> T:
    """Return the result of *call* within PATIENCE_S. Raises KeyringTrouble, with no key in it."""
    answers: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((call(), None))
        except Exception as error:  # backends raise all kinds of errors
            answers.put((None, error))

    # A daemon thread: a keyring that never answers must not stop the program from ending.
    threading.Thread(target=run, name="keyring", daemon=True).start()
    try:
        answer, error = answers.get(timeout=PATIENCE_S)
    except queue.Empty:
        raise KeyringTrouble(f"the system's keyring did not answer in {PATIENCE_S:.0f} s") from None
    if isinstance(error, KeyringTrouble):
        raise error
    if error is not None:
        kind = type(error).__name__
        raise KeyringTrouble(f"the system's keyring can't be used ({kind})") from None
    return answer  # type: ignore[return-value]
