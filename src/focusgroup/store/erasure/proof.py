"""Prove an erasure: search the bytes of files for the person's name and words.

SQLite keeps texts whole and in UTF-8, with the rest of a long one on pages of its own, so
the search is for pieces. In the search index's pages a word lacks the beginning that it shares
with the word before it, so the search there is for ends of words. Encrypted files are searched
decrypted: their raw bytes prove nothing.
"""

import json
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from focusgroup.core.search.tokens import index_tokens
from focusgroup.core.text import fold
from focusgroup.store.encryption import (
    MAGIC,
    Locked,
    first_page,
    is_encrypted,
    key_of,
    plain_blocks,
)
from focusgroup.store.engine.sqlite import bare

PIECE = 48
"""Characters of a text that are searched for as one piece."""
SHORTEST_TEXT, SHORTEST_NAME, SHORTEST_WORD = 12, 4, 8
"""Bytes; anything shorter is found by chance."""
WORD_END = 6
STRIDE, GRAM = 16, 8
"""A form of STRIDE + GRAM - 1 bytes or more covers one whole GRAM at a multiple of STRIDE."""
UNSEEN = "something encrypted, whose key was not given,"
INDEX = "words of theirs in the search index"
INDEX_PAGES = ("quote_fts_data", "quote_fts_idx", "quote_fts_docsize", "quote_fts_config")


class Needle(NamedTuple):
    """Something that must not be found: *what* it is in words, and the *forms* of its bytes."""

    what: str
    forms: tuple[bytes, ...]


class Proof(NamedTuple):
    """The result of a search: *left* must be empty, *others* may stay as it belongs to others."""

    files: tuple[Path, ...]
    left: tuple[tuple[Path, str], ...]
    others: tuple[tuple[Path, str], ...]


def needles(names: Iterable[str], texts: Iterable[str]) -> tuple[Needle, ...]:
    """Return what to search for: names and words in every form that our files may hold."""
    found = []
    for name in sorted(set(names)):
        spellings = {name, fold(name), name.lower(), name.upper(), index_tokens(name)}
        forms = {form for each in spellings for form in _forms(each)}
        found.append(Needle("the name", _long_enough(forms, SHORTEST_NAME)))
    for text in sorted(set(texts)):
        pieces = [text[at : at + PIECE] for at in range(0, len(text), PIECE)]
        forms = {*_forms(pieces[0]), *(piece.encode() for piece in pieces)}
        found.append(Needle("words of theirs", _long_enough(forms, SHORTEST_TEXT)))
    return tuple(each for each in found if each.forms)


def _long_enough(forms: Iterable[bytes], least: int) -> tuple[bytes, ...]:
    return tuple(sorted(form for form in forms if len(form) >= least))


def _forms(text: str) -> Iterator[bytes]:
    for form in ("NFC", "NFD"):
        normal = unicodedata.normalize(form, text)
        yield normal.encode()
        yield normal.encode("utf-16-le")
        yield normal.encode("utf-16-be")
        escaped = json.dumps(normal)[1:-1]
        yield escaped.encode()
        yield re.sub(r"\\u[0-9a-f]{4}", lambda code: f"\\u{code[0][2:].upper()}", escaped).encode()


def search(files: Collection[Path], wanted: Collection[Needle], tokens: Collection[str]) -> Proof:
    """Search the bytes of *files* for *wanted*, and their search indexes for *tokens*."""
    left: list[tuple[Path, str]] = []
    others: list[tuple[Path, str]] = []
    for path in files:
        try:
            key_of(path)
        except Locked:
            left.append((path, UNSEEN))
            continue
        database = _is_database(path)
        ends = Needle(INDEX, tuple(_ends_of_lost(path, tokens))) if database else Needle(INDEX, ())
        for needle, form in _hits(path, [*wanted, ends]):
            rightly = database and _in_a_row(path, form)
            if not rightly:
                left.append((path, needle.what))
            elif needle is not ends:
                others.append((path, needle.what))
    return Proof(tuple(files), tuple(dict.fromkeys(left)), tuple(dict.fromkeys(others)))


def _is_database(path: Path) -> bool:
    return first_page(path).startswith(MAGIC) or is_encrypted(path)


def _hits(path: Path, wanted: Collection[Needle]) -> Iterator[tuple[Needle, bytes]]:
    """Yield each form of a needle that is found, once; reads in overlapping blocks."""
    forms = {form: needle for needle in wanted for form in needle.forms}
    longest = max(map(len, forms), default=0)
    short = [form for form in forms if len(form) < STRIDE + GRAM - 1]
    grams: dict[bytes, list[tuple[bytes, int]]] = {}
    for form in forms.keys() - set(short):
        for at in range(STRIDE):
            grams.setdefault(form[at : at + GRAM], []).append((form, at))
    found: dict[bytes, Needle] = {}
    tail = b""
    for block in plain_blocks(path):
        window = tail + block
        there = [form for form in short if form in window]
        for form in (*there, *_long_forms(window, grams)):
            found[form] = forms[form]
        tail = window[-longest:]
    yield from ((needle, form) for form, needle in found.items())


def _long_forms(window: bytes, grams: dict[bytes, list[tuple[bytes, int]]]) -> Iterator[bytes]:
    """Yield the forms found in *window*: one lookup per stride, however many are searched for."""
    for place in range(0, len(window), STRIDE):
        for form, at in grams.get(window[place : place + GRAM], ()):
            if window.startswith(form, place - at) and place >= at:
                yield form


def _in_a_row(path: Path, form: bytes) -> bool:
    """Return whether a row holds these bytes: somebody else's words or name, or the schema."""
    with closing(bare(path)) as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        ).fetchall()
        for table in ("sqlite_master", *(row[0] for row in tables)):
            if table in INDEX_PAGES:
                continue
            columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
            where = " OR ".join(f"instr(CAST({each} AS BLOB), :form)" for each in columns)
            held = f"SELECT 1 FROM {table} WHERE {where} LIMIT 1"
            if connection.execute(held, {"form": form}).fetchall():
                return True
    return False


def _ends_of_lost(path: Path, tokens: Collection[str]) -> Iterator[bytes]:
    """Yield the ends of those *tokens* that no quote contains any more."""
    with closing(bare(path)) as connection:
        there = "SELECT 1 FROM quote_fts WHERE quote_fts MATCH :quoted LIMIT 1"
        for token in tokens:
            if len(token) < SHORTEST_WORD:
                continue
            if not connection.execute(there, {"quoted": f'"{token}"'}).fetchall():
                yield token[-WORD_END:].encode()
