"""Whether a database is encrypted, and its key: asked for once, kept here and nowhere else.

A key is what PBKDF2 makes of a passphrase and the first 16 bytes of the file, with SQLCipher's
own figures: its tools open the file with the passphrase too. Copies have the salt of their
database and need no question of their own. Nobody is asked from here: whoever starts the
program hands down an `Asker`.
"""

import hashlib
import hmac
import importlib.util
import os
import secrets
import sqlite3
import unicodedata
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from focusgroup.core.errors import StoreError

MAGIC = b"SQLite format 3\0"
"""How a database begins that is not encrypted."""
SALT, PAGE, MAC = 16, 4096, 64
"""Bytes: SQLCipher 4's salt, its pages, and the end of a page that proves it unchanged."""
ROUNDS, KEY = 256_000, 32
TRIES = 3
DISTINCT = 200
"""Different bytes in a first page that may be encrypted: text and numbers have fewer."""
INSTALL = 'pip install "focusgroup[encrypted]"'
MODULES = ("sqlcipher3", "cryptography", "keyring")


class Locked(StoreError):
    """The file is encrypted, and nobody has given its key."""


class Key:
    """The key of one salt. It never shows what it is: not in repr, not in a message."""

    __slots__ = ("_raw", "salt")

    def __init__(self, raw: bytes, salt: bytes) -> None:
        if len(raw) != KEY or len(salt) != SALT:
            raise ValueError("a key has 32 bytes, its salt 16")
        self._raw = raw
        self.salt = salt

    @classmethod
    def of_passphrase(cls, passphrase: str, salt: bytes | None = None) -> "Key":
        """The key that a passphrase makes, with a new salt when none is given."""
        salt = secrets.token_bytes(SALT) if salt is None else salt
        # The same letters can be typed as other code points on another machine.
        text = unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogateescape")
        return cls(hashlib.pbkdf2_hmac("sha512", text, salt, ROUNDS, KEY), salt)

    @classmethod
    def random(cls) -> "Key":
        """A key that nobody knows, for what is thrown away."""
        return cls(secrets.token_bytes(KEY), secrets.token_bytes(SALT))

    def hex(self) -> str:
        """The key as the system's keyring keeps it."""
        return self._raw.hex()

    def for_pages(self) -> bytes:
        """The key as AES takes it, which is what SQLCipher encrypts pages with."""
        return self._raw

    def for_engine(self) -> str:
        """The key as SQLCipher takes one that needs no more rounds."""
        return f"x'{self._raw.hex()}{self.salt.hex()}'"

    def derived(self, purpose: bytes) -> bytes:
        """32 bytes for another use, from which the key can't be told (as HKDF expands)."""
        return hmac.digest(self._raw, purpose + b"\x01", "sha256")

    def opens(self, page: bytes, number: int = 1) -> bool:
        """Whether *page*, of that number, is as it was written with this key."""
        if len(page) != PAGE:
            return False
        said = page[SALT if number == 1 else 0 : PAGE - MAC]
        return hmac.compare_digest(self.proof(said, number), page[PAGE - MAC :])

    def proof(self, said: bytes, number: int) -> bytes:
        """The end of a page of that number, which proves what is *said* before it."""
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
        """What the system's keyring has for this salt, None for nothing."""
        ...

    def passphrase(self, path: Path, attempt: int) -> str:
        """What a person types for *path*; *attempt* is 0 at first.

        Raises StoreError where nobody can be asked.
        """
        ...


class _Ring:
    """The keys of this run: *of* a path (None: not encrypted), *by_salt* every one."""

    def __init__(self, asker: Asker | None = None) -> None:
        self.asker = asker
        self.of: dict[str, Key | None] = {}
        self.by_salt: dict[bytes, Key] = {}


_ring = _Ring()


def begin_keys(asker: Asker | None) -> None:
    """Forget every key; from now on *asker* is asked."""
    global _ring
    _ring = _Ring(asker)


def stop_asking() -> None:
    """Nobody can be asked any more: a screen has the terminal."""
    _ring.asker = None


def known_keys() -> tuple[Key, ...]:
    """Every key of this run."""
    return tuple(_ring.by_salt.values())


def assign_key(path: Path, key: Key | None) -> None:
    """Say with what a file is encrypted that is about to be made at *path*."""
    _ring.of[os.path.realpath(path)] = key
    if key is not None:
        _ring.by_salt[key.salt] = key
        _no_core_dumps()


def assign_temporary_key(path: Path) -> None:
    """What is about to be made at *path* is soon removed: as safe as the rest, without a key."""
    if _ring.by_salt:
        assign_key(path, Key.random())


def forget_key(path: Path) -> None:
    """There is another file at *path* now, or none."""
    _ring.of.pop(os.path.realpath(path), None)


def key_of(path: Path) -> Key | None:
    """The key of the file at *path*, None for one that is not encrypted. Nobody is asked.

    A file is looked into only once: closing it, where this process has it open as a database,
    would let go of SQLite's locks on it (the trap of POSIX locks). Raises Locked.
    """
    name = os.path.realpath(path)
    if name not in _ring.of:
        page = first_page(path)
        if not page:
            return None  # what will be there is not known yet
        if not looks_encrypted(page):
            _ring.of[name] = None
        elif page[:SALT] in _ring.by_salt:
            _ring.of[name] = _ring.by_salt[page[:SALT]]
        else:
            raise Locked(f"{encrypted_or_foreign(path)}; its passphrase was not given")
    return _ring.of[name]


def is_encrypted(path: Path) -> bool:
    """Whether the key of the file at *path* was given."""
    return _ring.of.get(os.path.realpath(path)) is not None


def unlock(path: Path) -> Key | None:
    """Have the key of the file at *path*, from what is known, the keyring or a person.

    None for a file that is not encrypted. Raises StoreError when nobody gives the key, also
    for a file that is no database at all: nothing can tell the two apart.
    """
    page = first_page(path)
    if page:
        forget_key(path)
    if not looks_encrypted(page) or page[:SALT] in _ring.by_salt:
        return key_of(path)
    need_encryption_extra(f"{path} is encrypted, or no database. ")
    key = _given(path, page)
    assign_key(path, key)
    return key


def _given(path: Path, page: bytes) -> Key:
    salt, asker = page[:SALT], _ring.asker
    if asker is None:
        raise Locked(f"{encrypted_or_foreign(path)}; its passphrase was not given")
    with suppress(ValueError):  # whatever else may be kept under our name
        key = Key(bytes.fromhex(asker.kept(salt) or ""), salt)
        if _opens(key, path, page):
            return key
    for attempt in range(TRIES):
        key = Key.of_passphrase(asker.passphrase(path, attempt), salt)
        if _opens(key, path, page):
            return key
    raise Locked(
        f"none of {TRIES} passphrases opens {path}, which was left as it is; it is encrypted"
        " with another one, its first page is damaged, or it is no database"
    )


def _opens(key: Key, path: Path, page: bytes) -> bool:
    # Another program may have been writing this page at the moment that it was read.
    return key.opens(page) or key.opens(first_page(path))


def connect_encrypted(path: Path, key: Key | None, timeout_s: float) -> sqlite3.Connection:
    """Return a connection by SQLCipher, which is imported here and nowhere before."""
    from focusgroup.store.encryption.sqlcipher import connect

    return connect(path, key, timeout_s)


def first_page(path: Path) -> bytes:
    """The beginning of a file; empty where there is none or it can't be read."""
    try:
        with path.open("rb") as file:
            return file.read(PAGE)
    except OSError:
        return b""


def looks_encrypted(page: bytes) -> bool:
    """Whether a file may be encrypted that begins so: it then looks like noise."""
    return len(page) == PAGE and not page.startswith(MAGIC) and len(set(page)) >= DISTINCT


def encrypted_or_foreign(path: Path) -> str:
    """What can honestly be said of such a file."""
    return f"{path} is encrypted, or no database of Focusgroup"


def need_encryption_extra(why: str = "") -> None:
    """Raise StoreError where the packages for encrypted databases are not installed."""
    if any(importlib.util.find_spec(each) is None for each in MODULES):
        raise StoreError(f"{why}For encrypted databases run: {INSTALL}")


def _no_core_dumps() -> None:
    """What the system keeps of a program that broke must not have the key in it."""
    try:
        import resource
    except ImportError:  # Windows keeps none unless it is told to
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
