"""The files beside a database that may hold a person's words, including the journals."""

import json
import os
from collections.abc import Collection, Iterator
from contextlib import suppress
from glob import escape
from pathlib import Path
from typing import NamedTuple

from focusgroup.store.encryption import Seal, open_line
from focusgroup.store.engine.location import RESCUED, backups_of, crash_dir, journal_of
from focusgroup.store.outbox import journals_of
from focusgroup.system.fsync import overwrite

BESIDE = ("-wal", "-shm", "-journal")
"""Suffixes of the files that SQLite works with beside a database."""


class Files(NamedTuple):
    """The files of one database: *copies* are databases too, *leftovers* partial ones."""

    database: Path
    copies: tuple[Path, ...]
    journals: tuple[Path, ...]
    leftovers: tuple[Path, ...]
    reports: tuple[Path, ...]

    def to_search(self) -> tuple[Path, ...]:
        """Return all of them that exist now, with SQLite's own files beside each."""
        found = []
        for each in (self.database, *self.copies):
            found += [each, *(each.with_name(each.name + end) for end in BESIDE)]
        found += [*self.journals, *self.leftovers, *self.reports]
        return tuple(each for each in dict.fromkeys(found) if each.is_file())


def files_with_words(path: Path) -> Files:
    """Return the files of the database at *path*, by the names this program gives them."""
    folder, backups = path.parent, backups_of(path)
    name, stem = escape(path.name), escape(path.stem)
    copies = [
        *folder.glob(f"{name}.*.backup"),
        *folder.glob(f"{name}.*.aside"),
        *folder.glob(f"{name}.*{RESCUED}"),
        *folder.glob(f"{name}.recovered.db"),
        *backups.glob(f"{stem}-[0-9]*.db"),
    ]
    journals = [each for journal in journals_of(journal_of(path)) for each in _variants(journal)]
    leftovers = [
        *folder.glob(f".{name}*"),
        *(each for each in folder.glob(f"{name}.*.aside-wal") if not _whole(each)),
        *folder.glob(f".{stem}-*.part*"),
        *backups.glob(f".{stem}-*.part*"),
    ]
    return Files(
        path,
        tuple(sorted(each for each in copies if _plain(each))),
        tuple(sorted(each for each in journals if _plain(each))),
        tuple(sorted(each for each in leftovers if _plain(each))),
        tuple(sorted(each for each in crash_dir().glob("*") if _plain(each))),
    )


def marker_of(path: Path) -> Path:
    """Return the path of an empty file that exists while an erasure is running."""
    return path.with_name(f"{path.name}.erasing")


def _variants(journal: Path) -> Iterator[Path]:
    yield from journal.parent.glob(f"{escape(journal.name)}*")


def _whole(log: Path) -> bool:
    """Return whether the database of a log is beside it."""
    return log.with_name(log.name.removesuffix("-wal")).exists()


def _plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def remove_file(path: Path) -> None:
    """Overwrite a file with zeros and remove it, with SQLite's own files beside it.

    A file with a second hard link is only removed: it may be the database itself.
    """
    for each in (path, *(path.with_name(path.name + end) for end in BESIDE)):
        with suppress(FileNotFoundError):
            if each.stat().st_nlink == 1:
                _overwrite(each)
            each.unlink()


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        overwrite(file.fileno())


def clear_journal(
    path: Path, ids: Collection[str], sessions: Collection[str], seal: Seal | None
) -> int:
    """Remove the lines that name one of *ids* from a journal; return how many.

    An unreadable line is removed when its session is one of *sessions* or unknown: the
    missing part may be the speaker's id. The rest is written to a new file before the old
    one is overwritten.
    """
    lines = [line for line in path.read_bytes().split(b"\n") if line]
    kept = [line for line in lines if not _theirs(line, ids, sessions, seal)]
    gone = len(lines) - len(kept)
    if not gone:
        return 0
    if kept:
        fresh = path.with_name(f".{path.name}.{os.getpid()}.part")
        descriptor = os.open(fresh, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(b"\n" + b"\n".join(kept) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        old = path.with_name(f".{path.name}.{os.getpid()}.old.part")
        path.replace(old)
        fresh.replace(path)
        remove_file(old)
    else:
        remove_file(path)
    return gone


def _theirs(
    line: bytes, ids: Collection[str], sessions: Collection[str], seal: Seal | None
) -> bool:
    try:
        line = open_line(line, seal)
    except ValueError:
        return True
    text = line.decode("utf-8", "replace")
    if any(each in text for each in ids):
        return True
    try:
        return not isinstance(json.loads(line), dict)
    except ValueError:
        return '"session_id": "' not in text or any(each in text for each in sessions)
