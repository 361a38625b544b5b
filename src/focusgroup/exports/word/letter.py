"""A letter or form in Markdown as a Word document: headings, paragraphs, lists and tables."""

import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from markdown_it import MarkdownIt
from markdown_it.token import Token

from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.atomic import replace_file
from focusgroup.exports.destination import Target
from focusgroup.exports.making import Paper
from focusgroup.exports.text.scripts import is_rtl
from focusgroup.exports.word.frame import OwnTemplate, Template
from focusgroup.exports.word.ooxml.markup import (
    TABLE_END,
    Markup,
    cell,
    para,
    row,
    shares,
    table_start,
)
from focusgroup.exports.word.ooxml.package import stream_part, write_parts
from focusgroup.exports.word.running import Running
from focusgroup.exports.wording.words import LANGUAGES, SOURCE, Words

_STYLES = "word/styles.xml"
PAGE = "Page {page} of {pages}"
PAGES = {
    "de": "Seite {page} von {pages}",
    "es": "Página {page} de {pages}",
    "fr": "Page {page} sur {pages}",
}
TAGS = {"de": "de-DE", "es": "es-ES", "fr": "fr-FR"}
BOX, SPACE = "☐ ", "     "
STYLES = {"strong": "FG Strong", "em": "FG Said"}
BLANK = "[ ] "
BLANKS = lazy_pattern(r"(?: +- )?\[ \] ")
"""A box to tick, also one of several on a line."""
FIRST_COLUMN = 6
"""How many times as wide as the others the first column of a form is."""


class LetterWords(Words):
    """The few words around a letter, also in languages without a catalogue for documents."""

    def __init__(self, code: str) -> None:
        super().__init__(code if code in LANGUAGES else SOURCE)
        self._language = code

    @property
    def tag(self) -> str:
        """Return the language tag for Word: ``de-DE``."""
        return TAGS.get(self._language, super().tag)

    def __call__(self, message: str, /, **values: object) -> str:
        if message == PAGE and self._language in PAGES:
            return PAGES[self._language].format(**values)
        return super().__call__(message, **values)


def write_letter(
    text: str,
    path: Target,
    *,
    now_ms: int,
    language: str,
    paper: Paper = "a4",
    template: Template | None = None,
) -> Path:
    """Write the Markdown *text* as a Word document at *path*; return where it is.

    A company *template* replaces *paper*. Raises ``FocusgroupError`` when it can't be written.
    """
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    base = template or OwnTemplate(paper)
    markup = base.markup()
    title = next((_plain(each) for each in tokens if each.type == "inline"), "")
    running = Running(
        title=title,
        mark="",
        footer="",
        author="Focusgroup",
        subject=title,
        now_ms=now_ms,
        words=LetterWords(language),
    )
    made = base.frame(running, markup)
    styles = made.parts[_STYLES].replace(b'w:val="en-GB"', f'w:val="{running.words.tag}"'.encode())

    def body() -> Iterator[str]:
        yield made.before
        yield from _Letter(tokens, markup, base.sheet.width, title).blocks()
        yield made.plain

    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w") as package:
            write_parts(package, {**made.parts, _STYLES: styles})
            stream_part(package, "word/document.xml", body())

    return replace_file(path, write)


def _plain(inline: Token) -> str:
    return "".join(each.content for each in inline.children or ())


class _Letter:
    """Writes the blocks of one letter; *width* is that of its text in twips."""

    def __init__(self, tokens: Sequence[Token], markup: Markup, width: int, title: str) -> None:
        self._tokens, self._markup, self._width, self._title = tokens, markup, width, title

    def blocks(self) -> Iterator[str]:
        """Yield every block: a heading, a paragraph, an entry of a list, a part of a table."""
        style, marks, numbers = "Normal", "", [0]
        cells: list[str] = []
        head = False
        for token in self._tokens:
            match token.type:
                case "heading_open":
                    style = "Title" if token.tag == "h1" else f"heading {token.tag[1]}"
                case "heading_close":
                    style = "Normal"
                case "bullet_list_open" | "ordered_list_open":
                    numbers.append(int(token.attrs.get("start", 1)) - 1)
                case "bullet_list_close" | "ordered_list_close":
                    numbers.pop()
                case "list_item_open":
                    numbers[-1] += 1
                    marks = f"{numbers[-1]}. " if token.info else ""
                    style = "Normal" if token.info else "List Bullet"
                case "list_item_close":
                    style = "Normal"
                case "table_open":
                    yield self._table_start(token)
                case "table_close":
                    yield TABLE_END
                    yield para("Normal")  # room to sign in
                case "thead_open" | "thead_close":
                    head = token.type == "thead_open"
                case "tr_open":
                    cells = []
                case "tr_close":
                    yield self._row(cells, header=head)
                case "inline" if token.level and self._tokens_in_row(token):
                    cells.append(self._paragraph(token, "FG Cell Head" if head else "FG Cell"))
                case "inline":
                    yield self._paragraph(token, style, marks)
                    marks = ""

    def _tokens_in_row(self, token: Token) -> bool:
        before = self._tokens[self._tokens.index(token) - 1].type
        return before in ("td_open", "th_open")

    def _table_start(self, table: Token) -> str:
        at = self._tokens.index(table)
        end = next(n for n, each in enumerate(self._tokens[at:], at) if each.type == "tr_close")
        columns = sum(each.type == "th_open" for each in self._tokens[at:end])
        self._widths = shares(self._width, FIRST_COLUMN, *(1 for _ in range(columns - 1)))
        return table_start("FG Table", self._widths, self._title)

    def _row(self, cells: Sequence[str], *, header: bool) -> str:
        pairs = zip(self._widths, cells, strict=True)
        return row((cell(width, each) for width, each in pairs), header=header)

    def _paragraph(self, inline: Token, style: str, mark: str = "") -> str:
        text = _plain(inline)
        if text.startswith(BLANK):
            style = "Normal"
        rtl = is_rtl(text)
        runs = [self._markup.run(mark)] if mark else []
        of: list[str] = []
        for child in inline.children or ():
            if child.type.endswith("_open"):
                of.append(STYLES.get(child.tag, ""))
            elif child.type.endswith("_close"):
                of.pop()
            elif child.type in ("softbreak", "hardbreak"):
                runs.append(self._markup.run("\n" if child.type == "hardbreak" else " ", rtl=rtl))
            else:
                words = BLANKS.sub(lambda box: f"{SPACE * bool(box.start())}{BOX}", child.content)
                runs.append(self._markup.run(words, next(reversed(of), ""), rtl=rtl))
        return para(style, *runs, rtl=rtl)
