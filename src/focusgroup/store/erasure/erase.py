"""Erase a person for good, from the database, its copies and its journals, and prove it.

The copies come first and the database last, each file in one transaction, so an interrupted
erasure finds the person again when it is repeated; an empty file beside the database marks
that one was interrupted.
"""

import sqlite3
from pathlib import Path
from typing import NamedTuple

from focusgroup.core.errors import StoreError
from focusgroup.core.search.tokens import index_tokens
from focusgroup.store.engine.alone import alone, transaction
from focusgroup.store.engine.sqlite import seal_of
from focusgroup.store.erasure import proof as erase_proof
from focusgroup.store.erasure.files import clear_journal, files_with_words, marker_of, remove_file
from focusgroup.store.erasure.mentions import Masks, Mentions
from focusgroup.store.erasure.people import Someone
from focusgroup.store.erasure.proof import Proof
from focusgroup.store.erasure.rows import ErasedRows, Eraser


class Erased(NamedTuple):
    """The result: *gone* from the database, what happened to the copies, and the proof."""

    gone: ErasedRows
    rewritten: tuple[Path, ...]
    removed: tuple[tuple[Path, str], ...]
    journal_lines: int
    proof: Proof


def preview_erasure(path: Path, someone: Someone | None, masks: Masks, *, mask: bool) -> ErasedRows:
    """Return what `erase_person` would remove from the database at *path*; change nothing.

    Raises StoreError when another program has the database open.
    """
    with alone(path) as connection:
        connection.execute("BEGIN IMMEDIATE")
        try:
            return erase_rows(connection, someone, masks, mask=mask)
        finally:
            connection.execute("ROLLBACK")


def erase_person(
    path: Path, name: str, someone: Someone | None, masks: Masks, *, mask: bool
) -> Erased:
    """Remove *someone*, and everything of theirs, from the database at *path*.

    Raises StoreError when a program has the database open; nothing is changed then.
    """
    files, seal = files_with_words(path), seal_of(path)
    with alone(path) as connection:
        marker_of(path).touch(mode=0o600)
        copies = [_copy(copy, someone, masks, mask=mask) for copy in files.copies]
        for leftover in files.leftovers:
            remove_file(leftover)
        known = [each for each in copies if isinstance(each, ErasedRows)]
        with transaction(connection):
            gone = erase_rows(connection, someone, masks, mask=mask)
            ids = gone.ids.union(*(each.ids for each in known))
            sessions = gone.sessions.union(*(each.sessions for each in known))
            lines = sum(clear_journal(each, ids, sessions, seal) for each in files.journals)
        _shrink(connection)
    marker_of(path).unlink()
    texts = gone.texts.union(*(each.texts for each in known))
    names = {name, *(someone.names if someone else ())}
    left = files_with_words(path)
    tokens = {token for text in (*texts, *names) for token in index_tokens(text).split()}
    proof = erase_proof.search(left.to_search(), erase_proof.needles(names, texts - names), tokens)
    done = zip(files.copies, copies, strict=True)
    removed = [(copy, why) for copy, why in done if isinstance(why, str)]
    return Erased(gone, left.copies, tuple(removed), lines, proof)


def erasure_cut_off(path: Path) -> bool:
    """Return whether an erasure was begun and not finished."""
    return marker_of(path).exists()


def find_remains(path: Path, name: str) -> Proof:
    """Return where the name is found: remains of an erasure, or a mention by others."""
    return erase_proof.search(
        files_with_words(path).to_search(),
        erase_proof.needles([name], ()),
        index_tokens(name).split(),
    )


def erase_rows(
    connection: sqlite3.Connection, someone: Someone | None, masks: Masks, *, mask: bool
) -> ErasedRows:
    """Erase *someone* within the open transaction; with *mask*, also the name in other texts.

    Without *someone* only other texts are searched, to finish an interrupted erasure.
    """
    eraser = Eraser(connection)
    if someone is not None:
        eraser.take_out(someone)
    Mentions(eraser, masks, mask=mask).look()
    eraser.finish()
    return eraser.gone


def _shrink(connection: sqlite3.Connection) -> None:
    """Rebuild index and file, so nothing deleted is left in either, nor in the log."""
    # FTS5 keeps deleted words in its pages until they happen to be merged. Its secure-delete
    # option (SQLite 3.42) makes the file unreadable for older versions.
    connection.execute("INSERT INTO quote_fts (quote_fts) VALUES ('rebuild')")
    connection.execute("INSERT INTO quote_fts (quote_fts) VALUES ('optimize')")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("VACUUM")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy(path: Path, someone: Someone | None, masks: Masks, *, mask: bool) -> ErasedRows | str:
    """Erase the person from a copy, or remove a copy that can't be rewritten; return the reason."""
    try:
        with alone(path) as connection:
            with transaction(connection):
                gone = erase_rows(connection, someone, masks, mask=mask)
            _shrink(connection)
            verdict = connection.execute("PRAGMA integrity_check").fetchone()[0]
        if verdict == "ok":
            return gone
        reason = "it is damaged"
    except StoreError as error:
        if "open; close it first" in str(error):
            raise
        reason = str(error)
    remove_file(path)
    return reason
