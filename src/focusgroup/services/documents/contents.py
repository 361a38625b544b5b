"""Take a written document apart: every text in it that a reader, or a curious one, can find."""

import csv
import html
import io
import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree as ET

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.patterns import lazy_pattern
from focusgroup.imports.named_file import file_bytes
from focusgroup.services.documents.pdf_contents import pdf_texts

LARGEST = 200_000_000
"""Bytes that are taken apart, so that a small archive can't fill the memory."""

_ARCHIVES = frozenset((".docx", ".dotx", ".xlsx", ".pptx", ".zip", ".qdpx"))
_BLOCKS = frozenset(("p", "si", "is"))
"""What holds a text in pieces: a paragraph of Word, of a drawing, of HTML; a cell's text."""

_GAPS = frozenset(("br", "tab", "cr"))
_FORMATS = frozenset(
    "rFonts latin ea cs sym font fonts family lsdException lang themeFontLang".split()
)
"""What names fonts, languages and Word's own styles, which may be called as somebody is."""

_FREE = frozenset(
    "descr title name alt author initials tooltip display Target target href src content".split()
)
"""Attributes that hold words, also in small letters."""

_SETTING = lazy_pattern(r"[a-z0-9]+|[\w.+-]+/[\w.+-]+|\S*(?:schemas|purl|w3)\.\w+\S*")
"""An attribute's value that the format defines: a word in small letters, a type, an address."""

_INLINE = frozenset("a abbr b bdi bdo code em i mark s small span strong sub sup u wbr".split())
_ESCAPED = lazy_pattern(r"\\([^\w\s])")
_CELLS = lazy_pattern(r"(?<!\\)\|")
_PRINTED = lazy_pattern(r"[^\x00-\x1f\x7f-\x9f]{6,}")


_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(EOFError, OSError, ValueError, RuntimeError, NotImplementedError),
)
"""What `zipfile` raises for an archive with bytes changed, as 6,000 such archives showed."""


class _Unreadable(Exception):
    """A part of the document can't be read; the message says which and why."""


class Piece(NamedTuple):
    """A *text* in a document and where it is; *opaque* if it isn't text but may hold some."""

    where: str
    text: str
    opaque: bool = False


def pieces_of(path: Path) -> Iterator[Piece]:
    """Yield every text of the document at *path*, its name first.

    Raises FocusgroupError if it can't be read or is too large.
    """
    data = file_bytes(path, wanted="the written file", what="a check", most=LARGEST)
    yield Piece("the file's name", path.name)
    if data.startswith(b"%PDF"):
        try:
            yield from (Piece(*found) for found in pdf_texts(data))
        except FocusgroupError as error:
            raise FocusgroupError(f"{path}: {error}") from error
        return
    try:
        yield from _contents(data, path.suffix.lower(), "", [LARGEST])
    except _Unreadable as error:
        raise FocusgroupError(f"{path}: {error}") from error


def _contents(data: bytes, suffix: str, inside: str, left: list[int]) -> Iterator[Piece]:
    left[0] -= len(data)
    if left[0] < 0:
        raise _Unreadable(f"{inside or 'it'} is too large to be checked")
    if data.startswith(b"PK") or suffix in _ARCHIVES:
        yield from _archive(data, inside, left)
        return
    text = _decoded(data)
    if text is None:
        for encoding in ("utf-8", "latin-1", "utf-16-le", "utf-16-be"):
            for found in _PRINTED.findall(data.decode(encoding, "ignore")):
                yield Piece(inside or "its bytes", found, opaque=True)
        return
    read = {
        **dict.fromkeys((".html", ".htm", ".xhtml"), _html),
        **dict.fromkeys((".csv", ".tsv"), _csv),
        **dict.fromkeys((".json", ".jsonl"), _json),
        ".md": _markdown,
    }.get(suffix)
    if read is None:
        read = _xml if text.lstrip().startswith("<") else _lines
    for where, found in read(text):
        yield Piece(f"{inside}: {where}" if inside else where, found)


def _archive(data: bytes, inside: str, left: list[int]) -> Iterator[Piece]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            yield Piece(inside or "the archive's comment", package.comment.decode(errors="replace"))
            for each in package.infolist():
                name = f"{inside}/{each.filename}" if inside else each.filename
                yield Piece("the name of a part", name)
                yield Piece(name, (each.comment + b"\n" + each.extra).decode(errors="replace"))
                if each.file_size > left[0]:
                    raise _Unreadable(f"{name} is too large to be checked")
                yield from _contents(
                    package.read(each), Path(each.filename).suffix.lower(), name, left
                )
    except _DAMAGED as error:
        part = f"its part {inside}" if inside else "it"
        raise _Unreadable(f"{part} can't be read: {error}") from error


def _decoded(data: bytes) -> str | None:
    """Return *data* as text, None if it is none."""
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
    return None if "\0" in text else text


# -- one kind of file each -----------------------------------------------------------------------


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        yield f"line {number}", line


def _markdown(text: str) -> Iterator[tuple[str, str]]:
    for where, line in _lines(text):
        for cell in _CELLS.split(line) if line.lstrip().startswith("|") else [line]:
            yield where, html.unescape(_ESCAPED.sub(r"\1", cell))


def _csv(text: str) -> Iterator[tuple[str, str]]:
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    usual = csv.field_size_limit(LARGEST)  # of the whole program
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    finally:
        csv.field_size_limit(usual)
    for number, row in enumerate(rows, 1):
        for column, cell in enumerate(row, 1):
            yield f"row {number}, column {column}", cell


def _json(text: str) -> Iterator[tuple[str, str]]:
    for number, each in enumerate([text] if _is_json(text) else text.splitlines(), 1):
        if _is_json(each):
            yield from _values(json.loads(each), "")
        else:
            yield f"line {number}", each


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _values(value: object, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, each in value.items():
            yield f"a key in {at or 'the file'}", key
            yield from _values(each, f"{at}.{key}".lstrip("."))
    elif isinstance(value, list):
        for number, each in enumerate(value, 1):
            yield from _values(each, f"{at}[{number}]")
    elif isinstance(value, str):
        yield at or "the file", value


class _Html(HTMLParser):
    """Collects what an HTML page shows and holds, with its line."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self._text: list[str] = []
        self._line = 1

    def flush(self) -> None:
        """End the text that was gathered."""
        if text := "".join(self._text).strip():
            self.found.append((f"line {self._line}", text))
        self._text.clear()
        self._line = self.getpos()[0]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.flush()
        for name, value in attrs:
            self.found.append((f"{name} of <{tag}>, line {self.getpos()[0]}", value or ""))

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.flush()

    def handle_data(self, data: str) -> None:
        self._text.append(data)

    def handle_comment(self, data: str) -> None:
        self.found.append((f"a comment, line {self.getpos()[0]}", data))

    def handle_decl(self, decl: str) -> None:
        self.handle_comment(decl)

    def unknown_decl(self, data: str) -> None:
        self.handle_comment(data)

    def handle_pi(self, data: str) -> None:
        self.handle_comment(data)


def _html(text: str) -> Iterator[tuple[str, str]]:
    page = _Html()
    page.feed(text)
    page.close()
    page.flush()
    yield from page.found


def _xml(text: str) -> Iterator[tuple[str, str]]:
    maker = ET.TreeBuilder(insert_comments=True, insert_pis=True)
    try:
        root = ET.fromstring(text, ET.XMLParser(target=maker))
    except ET.ParseError:
        yield from _html(text)
        return
    in_blocks: set[ET.Element] = set()
    for element in root.iter():
        kind = _kind(element)
        if kind in _BLOCKS:
            yield kind, "".join(_joined(element))
            in_blocks.update(element.iter())
        elif element not in in_blocks:
            yield kind, element.text or ""
        if element not in in_blocks or kind in _BLOCKS:
            yield kind, element.tail or ""
        for name, value in element.attrib.items() if kind not in _FORMATS else ():
            if _local(name) in _FREE or not _SETTING.fullmatch(value):
                yield f"{_local(name)} of {kind}", value


def _joined(block: ET.Element) -> Iterator[str]:
    for element in block.iter():
        if _kind(element) in _GAPS:
            yield "\n"
        yield element.text or ""
        if element is not block:
            yield element.tail or ""


def _kind(element: ET.Element) -> str:
    # The tag of a comment is a function, whatever the types say.
    tag: object = element.tag
    return _local(tag) if isinstance(tag, str) else "a comment"


def _local(name: str) -> str:
    return name.rpartition("}")[2]
