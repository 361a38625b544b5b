"""Read lines from standard input as they come, whatever wrote them.

UTF-8, UTF-16, UTF-32 with a mark, and one code page for the rest. Lines end as on the live screen:
at LF, CR, VT, FF, NEL, and the line and paragraph separators of Unicode.
"""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedReader

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold
from focusgroup.imports.text_encoding import (
    CODE_PAGES,
    code_page_of,
    is_utf8,
    wide_by_mark,
    without_mark,
)
from focusgroup.system.named_encoding import is_of_seven_bits, is_wide, named_encoding

LONGEST_LINE = 1_000_000
"""Bytes of one line; a longer one is refused without being read into memory."""
AT_ONCE = 100
"""Lines of one transaction, for which other programs wait: 0.4 s on a busy machine."""
PIECE = 1 << 16
UNKNOWN = (
    "it is in an encoding that isn't known; name it, as in `--encoding cp866`, or save the file in"
    " UTF-8"
)
TOO_LONG = "it is longer than 1 MB; a quote has at most 20,000 characters"

_ENDS = lazy_pattern("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_CAPTIONS = re.compile(
    rb"WEBVTT|(?:\d+\s+)?[\d:]+[.,]\d{3}(?:\s*-->|,[\d:]+\.\d{3})|\[Script Info\]"
    rb"|<\?xml[^>]*>\s*(?:<!--.*?-->\s*)?<tt[\s>]|<tt\s",
    re.DOTALL,
)
_REFUSED = (
    (b"PK\x03\x04", "a Word document, a workbook or a ZIP archive; save it as plain text"),
    (
        b"\xd0\xcf\x11\xe0",
        "a mail (.msg), or an old Word document or workbook; save it as plain text",
    ),
    (b"%PDF", "a PDF; copy its text into a plain text file"),
    (b"{\\rtf", "rich text; save it as plain text"),
    (b"<!doctype html", "a web page; save it as plain text"),
    (b"<html", "a web page; save it as plain text"),
    (b"<table", "a web page; save it as plain text"),
    (b"<body", "a web page; save it as plain text"),
    (b"<div", "a web page; save it as plain text"),
    (b"<?xml", "XML; save it as plain text"),
    (b"BEGIN:VC", "a calendar's or an address book's file; save it as plain text"),
    (b"7z\xbc\xaf", "not text; save it as plain text in UTF-8"),
)
_JSON = re.compile(rb"\[\s*[{\"]|\{\s*\"")
_CONTROLS = lazy_pattern("[\x00-\x08\x0e-\x1f]")
_HEADINGS = frozenset(
    "#|no|time|timestamp|timecode|time code|start|end|start time|end time|from|to|speaker|name|text"
    "|transcript|quote|utterance|sentence|content|words|message|comment|kind|theme|themes"
    "|zeit|sprecher|sprecherin|heure|locuteur|texte|hora|hablante|texto|ora|testo"
    "|时间|说话人|发言人|内容|文本|時間|話者|発言".split("|")
)


@dataclass(frozen=True, slots=True)
class InputLine:
    """A line of the input: its number, and its text or why it can't be read.

    *broken* counts the bytes that weren't text; *assumed* is the encoding that was guessed here.
    """

    number: int
    text: str = ""
    broken: int = 0
    refused: str = ""
    assumed: str = ""


class InputLines:
    """The lines of a stream, in batches of those that have arrived."""

    def __init__(self, stream: BufferedReader) -> None:
        self._stream = stream
        self._number = 0
        self._named = named_encoding()
        self._assumed = ""
        self._code_page: str | None = self._named or None

    def __iter__(self) -> Iterator[list[InputLine]]:
        """Yield the lines that have arrived, AT_ONCE at most; one that is too long is refused.

        Raises FocusgroupError, before anything is yielded, for what isn't text.
        """
        rest, long, first = b"", False, True
        decoder: codecs.IncrementalDecoder | None = None
        while piece := self._stream.read1(PIECE):
            if first:
                decoder = self._decoder(piece)
                piece, first = piece.removeprefix(codecs.BOM_UTF8), False
            if decoder:
                piece = decoder.decode(piece).encode("utf-8", "replace")
            *ended, rest = (rest + piece).split(b"\n")
            lines: list[InputLine] = []
            for data in ended:
                lines += self._lines(data, piece, long=long)
                long = False
            if len(rest) >= LONGEST_LINE:
                rest, long = b"", True
            for start in range(0, len(lines), AT_ONCE):
                yield lines[start : start + AT_ONCE]
        if rest or long:
            lines = self._lines(rest, rest, long=long)
            for start in range(0, len(lines), AT_ONCE):
                yield lines[start : start + AT_ONCE]

    def _decoder(self, piece: bytes) -> codecs.IncrementalDecoder | None:
        """Return what decodes the whole input, which begins with *piece*; None for line by line.

        Raises FocusgroupError if it isn't text.
        """
        name = self._named if self._named and is_wide(self._named) and b"\0" in piece else ""
        if not name:
            refuse_binary(piece)
            if marked := wide_by_mark(piece):
                name = marked
            elif guessed := wide_text(piece):
                name, self._assumed = guessed, "UTF-16"
            elif self._named and is_of_seven_bits(self._named):
                name = self._named
        return codecs.getincrementaldecoder(name)("replace") if name else None

    def _lines(self, data: bytes, around: bytes, *, long: bool) -> list[InputLine]:
        """Return the lines in *data*, which holds no LF; *around* tells its code page."""
        if long or len(data) >= LONGEST_LINE:
            return [self._numbered(refused=TOO_LONG)]
        text, broken, assumed = self._decoded(data, around)
        if not self._code_page and broken > sum(map(str.isalnum, text)):
            return [self._numbered(refused=UNKNOWN)]
        lines = [self._numbered(each) for each in _ENDS.split(text.rstrip("\r"))]
        if broken or assumed:
            lines[0] = InputLine(lines[0].number, lines[0].text, broken, assumed=assumed)
        return lines

    def _decoded(self, data: bytes, around: bytes) -> tuple[str, int, str]:
        """Return the text, how many bytes were none, and the code page if it is new."""
        try:
            assumed, self._assumed = self._assumed, ""
            return data.decode(), 0, assumed
        except UnicodeDecodeError:
            pass
        new = self._code_page is None
        if self._code_page is None:
            others = b"\n".join(line for line in around.split(b"\n") if not is_utf8(line))
            self._code_page = code_page_of(others or data)
        if self._code_page:
            text = data.decode(self._code_page, "replace")
            return text, text.count("\ufffd"), CODE_PAGES[self._code_page] if new else ""
        text = data.decode("utf-8", "replace")
        return text, text.count("\ufffd") - data.count("\ufffd".encode()), ""

    def _numbered(self, text: str = "", *, refused: str = "") -> InputLine:
        self._number += 1
        return InputLine(self._number, text, refused=refused)


def refuse_binary(piece: bytes) -> None:
    """Raise FocusgroupError if the input begins like a document, captions, a table or a binary."""
    wide = wide_by_mark(piece) or wide_text(piece)
    what = other_format(piece)
    text = _begin(piece)
    if what in ("captions", "JSON"):
        what += "; keep one line per sentence, with [MM:SS] in front for its time"
    elif not what and _is_table(text.partition(b"\n")[0].decode("utf-8", "replace")):
        what = "a table; make each row a line such as `[MM:SS] words @name`"
    if not what and piece.count(0) * 20 > len(piece) and not wide:
        what = "not text; save it as plain text in UTF-8"
    if what:
        raise FocusgroupError(f"the input is {what}. Nothing was stored")


def other_format(piece: bytes) -> str:
    """Return what a file is that begins so, and what to do with it; "" for what may be text."""
    text = _begin(piece)
    if _CAPTIONS.match(text):
        return "captions"
    if _JSON.match(text):
        return "JSON"
    return next((what for head, what in _REFUSED if text[: len(head)].lower() == head.lower()), "")


def _begin(piece: bytes) -> bytes:
    wide = wide_by_mark(piece) or wide_text(piece)
    text = piece.decode(wide, "replace").encode("utf-8", "replace") if wide else piece
    return text.removeprefix(codecs.BOM_UTF8).lstrip()


def wide_text(piece: bytes) -> str:
    """Return the byte order of UTF-16 without a mark, "" for what is something else."""
    name = without_mark(piece[: len(piece) // 2 * 2])
    return "" if name and _CONTROLS.search(piece.decode(name, "replace")) else name


def _is_table(line: str) -> bool:
    """Return whether a line is the headings of a transcript in columns: ``Time,Speaker,Text``."""
    cells = [fold(cell).strip(' "') for cell in re.split("[,;\t]", line.strip())]
    return len(cells) > 1 and all(cell in _HEADINGS for cell in cells)
