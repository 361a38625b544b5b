"""Keys in the system's keyring: Keychain, GNOME Keyring, KWallet, Windows' Credential Manager.

A keyring may ask somebody something, be broken, or never answer; each call is waited for
only so long.
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
"""The priority from which the library recommends a keyring; below are plain files and the like."""


class KeyringTrouble(FocusgroupError):
    """The system's keyring can't be used, for this reason."""


def get(salt: bytes) -> str | None:
    """The key that is kept for *salt*, in hexadecimal; None when there is none, or no keyring."""
    import keyring.errors

    def call() -> str | None:
        try:
            return keyring.get_password(SERVICE, _name(salt))
        except keyring.errors.NoKeyringError:
            return None

    return _within(call)


def put(salt: bytes, key: str) -> str:
    """Keep *key*; the keyring's own name. Raises KeyringTrouble, also for one that is not safe."""
    import keyring

    def call() -> str:
        backend = keyring.get_keyring()
        if backend.priority < SAFE:
            raise KeyringTrouble(
                f"there is no keyring on this system that keeps keys safe ({backend.name});"
                " the passphrase is asked for at each start"
            )
        keyring.set_password(SERVICE, _name(salt), key)
        if keyring.get_password(SERVICE, _name(salt)) != key:
            raise KeyringTrouble(f"the keyring {backend.name} did not keep the key")
        return str(backend.name)

    return _within(call)


def remove(salt: bytes) -> bool:
    """Take the key for *salt* out; whether there was one."""
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
    """What it is called there: by the file's salt, so that a file may move."""
    return f"database {salt.hex()}"


def _within(call: Callable[[], T]) -> T:
    """What *call* gives within PATIENCE_S. Raises KeyringTrouble with a reason and no key."""
    answers: queue.SimpleQueue[tuple[T | None, Exception | None]] = queue.SimpleQueue()

    def run() -> None:
        try:
            answers.put((call(), None))
        except Exception as error:  # backends raise whatever they like
            answers.put((None, error))

    # A daemon: a keyring that never answers must not keep the program from ending.
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
