"""Whether a database is encrypted, and its key: asked for once, and kept only here.

A key is derived by PBKDF2 from a passphrase and the first 16 bytes of the file, with SQLCipher's
own figures, so its tools open the file with the same passphrase. Copies have the salt of their
database and need no question of their own. This module asks nobody itself: whoever starts the
program passes in an `Asker`.
"""

import hashlib
import hmac
import importlib.util
import os
import secrets
import sqlite3
import sys
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from focusgroup.core.errors import StoreError
from focusgroup.system.invocation import install_line
from focusgroup.system.special_files import refuse_special

MAGIC = b"SQLite format 3\0"
"""How a database that is not encrypted begins."""
SALT, PAGE, MAC = 16, 4096, 64
"""Bytes: SQLCipher 4's salt, its page, and the end of a page that authenticates it."""
ROUNDS, KEY = 256_000, 32
TRIES = 3
DISTINCT = 200
"""The fewest different byte values in an encrypted first page; text and numbers have fewer."""
MODULES = ("sqlcipher3", "cryptography", "keyring")


class Locked(StoreError):
    """The file is encrypted, and its key was not given."""


class Key:
    """The key for one salt. It never reveals itself: not in repr, not in a message."""

    __slots__ = ("_raw", "salt")

    def __init__(self, raw: bytes, salt: bytes) -> None:
        if len(raw) != KEY or len(salt) != SALT:
            raise ValueError("a key has 32 bytes, its salt 16")
        self._raw = raw
        self.salt = salt

    @classmethod
    def of_passphrase(cls, passphrase: str, salt: bytes | None = None) -> "Key":
        """Derive the key from a passphrase, with a new salt when none is given."""
        salt = secrets.token_bytes(SALT) if salt is None else salt
        # Another machine may type the same letters as other code points.
        text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogateescape")
        return cls(hashlib.pbkdf2_hmac("sha512", text, salt, ROUNDS, KEY), salt)

    @classmethod
    def random(cls) -> "Key":
        """Return a random key, for files that are thrown away."""
        return cls(secrets.token_bytes(KEY), secrets.token_bytes(SALT))

    def hex(self) -> str:
        """Return the key as it is stored in the system's keyring."""
        return self._raw.hex()

    def for_pages(self) -> bytes:
        """Return the key for AES, with which SQLCipher encrypts pages."""
        return self._raw

    def for_engine(self) -> str:
        """Return the key in SQLCipher's form for a key that is already derived."""
        return f"x'{self._raw.hex()}{self.salt.hex()}'"

    def derived(self, purpose: bytes) -> bytes:
        """Return 32 bytes for another use, which don't reveal the key (HKDF expand)."""
        return hmac.digest(self._raw, purpose + b"\x01", "sha256")

    def opens(self, page: bytes, number: int = 1) -> bool:
        """Return whether *page*, with that number, was written with this key and is unchanged."""
        if len(page) != PAGE:
            return False
        said = page[SALT if number == 1 else 0 : PAGE - MAC]
        return hmac.compare_digest(self.proof(said, number), page[PAGE - MAC :])

    def proof(self, said: bytes, number: int) -> bytes:
        """Return the end of a page with that number, which authenticates *said* before it."""
        salt = bytes(byte ^ 0x3A for byte in self.salt)
        key = hashlib.pbkdf2_hmac("sha512", self._raw, salt, 2, KEY)
        return hmac.digest(key, said + number.to_bytes(4, "little"), "sha512")

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Key) and (self._raw, self.salt) == (other._raw, other.salt)

    def __hash__(self) -> int:
        return hash(self.salt)

    def __repr__(self) -> str:
        return "Key(…)"


class Asker(Protocol):
    """Where keys come from: the system's keyring and a person."""

    def kept(self, salt: bytes) -> str | None:
        """Return the system keyring's entry for this salt, or None."""
        ...

    def passphrase(self, path: Path, attempt: int) -> str:
        """Return what a person types for *path*; *attempt* starts at 0.

        Raises StoreError when nobody can be asked.
        """
        ...


class _Ring:
    """The keys of this run: *of* a path (None: not encrypted), *by_salt* all of them."""

    def __init__(self, asker: Asker | None = None) -> None:
        self.asker = asker
        self.of: dict[str, Key | None] = {}
        self.by_salt: dict[bytes, Key] = {}


_ring = _Ring()


def begin_keys(asker: Asker | None) -> None:
    """Forget every key; from now on ask *asker*."""
    global _ring
    _ring = _Ring(asker)


def stop_asking() -> None:
    """Stop asking for keys, because a screen has the terminal."""
    _ring.asker = None


def known_keys() -> tuple[Key, ...]:
    """Return every key of this run."""
    return tuple(_ring.by_salt.values())


def assign_key(path: Path, key: Key | None) -> None:
    """Set the key for a file that is about to be created at *path*; None: not encrypted."""
    _ring.of[os.path.realpath(path)] = key
    if key is not None:
        _ring.by_salt[key.salt] = key
        _no_core_dumps()


def assign_temporary_key(path: Path) -> None:
    """Set a random key for a temporary file at *path*, if anything here is encrypted."""
    if _ring.by_salt:
        assign_key(path, Key.random())


def forget_key(path: Path) -> None:
    """Forget the key of *path*, where there is now another file or none."""
    _ring.of.pop(os.path.realpath(path), None)


def key_of(path: Path) -> Key | None:
    """Return the key of the file at *path*, None if it is not encrypted. Asks nobody.

    A file is opened for this only once: closing it while this process has it open as a
    database would release SQLite's locks on it (the POSIX lock trap). Raises Locked.
    """
    name = os.path.realpath(path)
    if name not in _ring.of:
        page = first_page(path)
        if not page:
            return None  # no file yet, so its encryption is unknown
        if not looks_encrypted(page):
            _ring.of[name] = None
        elif page[:SALT] in _ring.by_salt:
            _ring.of[name] = _ring.by_salt[page[:SALT]]
        else:
            raise Locked(f"{encrypted_or_foreign(path)}; its passphrase was not given")
    return _ring.of[name]


def is_encrypted(path: Path) -> bool:
    """Return whether the file at *path* is encrypted and its key is known."""
    return _ring.of.get(os.path.realpath(path)) is not None


def unlock(path: Path) -> Key | None:
    """Return the key of the file at *path*: a known one, the keyring's, or a person's.

    None for a file that is not encrypted. Raises StoreError when nobody gives the key, also
    for a file that isn't a database: the two can't be told apart.
    """
    page = first_page(path)
    if page:
        forget_key(path)
    if not looks_encrypted(page) or page[:SALT] in _ring.by_salt:
        return key_of(path)
    need_encryption_extra(f"{path} is encrypted, or not a database. ")
    key = _given(path, page)
    assign_key(path, key)
    return key


def _given(path: Path, page: bytes) -> Key:
    salt, asker = page[:SALT], _ring.asker
    if asker is None:
        raise Locked(f"{encrypted_or_foreign(path)}; its passphrase was not given")
    with suppress(ValueError):  # something else may be stored under our name
        key = Key(bytes.fromhex(asker.kept(salt) or ""), salt)
        if _opens(key, path, page):
            return key
    for attempt in range(TRIES):
        key = Key.of_passphrase(asker.passphrase(path, attempt), salt)
        if _opens(key, path, page):
            return key
    raise Locked(
        f"none of {TRIES} passphrases opens {path}, which was left as it is; it has"
        " another passphrase, its first page is damaged, or it is not a database"
    )


def _opens(key: Key, path: Path, page: bytes) -> bool:
    # Another program may have been writing this page while it was read.
    return key.opens(page) or key.opens(first_page(path))


def connect_encrypted(path: Path, key: Key | None, timeout_s: float) -> sqlite3.Connection:
    """Return a SQLCipher connection; SQLCipher is imported here, and only when needed."""
    from focusgroup.store.encryption.sqlcipher import connect

    return connect(path, key, timeout_s)


def first_page(path: Path) -> bytes:
    """Return the beginning of a file; empty when it doesn't exist or can't be read.

    Raises StoreError for a pipe, a device or a socket: opening it could wait for ever.
    """
    refuse_special(path)
    try:
        with path.open("rb") as file:
            return file.read(PAGE)
    except OSError:
        return b""


def looks_encrypted(page: bytes) -> bool:
    """Return whether a file that begins like this may be encrypted: it looks like noise."""
    return len(page) == PAGE and not page.startswith(MAGIC) and len(set(page)) >= DISTINCT


def encrypted_or_foreign(path: Path) -> str:
    """Return a description of a file that is encrypted or not ours."""
    return f"{path} is encrypted, or not a Focusgroup database"


def need_encryption_extra(why: str = "") -> None:
    """Raise StoreError when the packages for encrypted databases are not installed."""
    if any(importlib.util.find_spec(each) is None for each in MODULES):
        raise StoreError(
            f"{why}To use encrypted databases, run: {install_line('encrypted', MODULES)}"
        )


def _no_core_dumps() -> None:
    """Keep the key out of core dumps: turn them off."""
    if sys.platform != "win32":  # it writes none unless it is told to
        import resource

        _, hard = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
