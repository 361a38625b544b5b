"""Turn Markdown into a flat list of plain-text blocks, each with its line number.

The only module that uses markdown-it-py. Nothing here knows what an agenda is.
"""

import re
from collections.abc import MutableMapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from focusgroup.core.agenda.blocks import (
    Block,
    BlockQuote,
    Code,
    Heading,
    Listing,
    ListItem,
    Paragraph,
    PipeTable,
    TextLine,
    texts_of,
)
from focusgroup.core.agenda.plain.html_tags import without_tags
from focusgroup.core.agenda.plain.normalize import as_markdown
from focusgroup.core.agenda.plain.plain_parts import plain_and_marked
from focusgroup.core.agenda.plain.typed_tables import typed_rows
from focusgroup.core.agenda.problems import Problems
from focusgroup.core.agenda.vocabulary import is_quoted
from focusgroup.core.patterns import lazy_pattern

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

DEEPEST = 40
"""The most levels of quotes and lists that are read (a list item is two); people use up to six."""

_LONGEST_MARKED_UP = 4_000
"""A paragraph longer than this, in characters, is read as plain text, without bold or links; so is
what is marked as a heading."""

_MARKS = lazy_pattern(r"[*_`\[\]<>\\&!~]")
"""What Markdown marks text with; without any of them, a line is its text."""

_TASK = lazy_pattern(r"^\[[ xX]\]\s+")

_CALLED = lazy_pattern(r"\[!(note|script|question)\]\s*", re.IGNORECASE)
_CALLOUT = lazy_pattern(r"\[![A-Za-z]{1,20}\][-+]?\s*")
_Run = tuple[str, bool, bool]
"""A piece of one line, whether it is bold, and whether it is italic."""


def read_blocks(text: str, problems: Problems, first_line: int = 1) -> tuple[Block, ...]:
    """Return the blocks of *text*, whose first line has the number *first_line* in the file.

    Comments are left out; other HTML is read for its text. Anything nested deeper than ``DEEPEST``
    is left out with a warning.
    """
    lines = as_markdown(text, problems, first_line).split("\n")
    links: dict[str, Any] = {}
    parsed: list[tuple[int, tuple[str, ...] | list[Token] | PipeTable]] = []
    for start, end, table in typed_rows(lines, first_line):
        parsed += [
            (start + at, tuple(chunk) if is_plain else _markdown().parse("\n".join(chunk), links))
            for at, chunk, is_plain in plain_and_marked(lines[start:end])
        ]
        parsed += [(end, table)] if table else []
    blocks: list[Block] = []
    for start, part in parsed:
        line = start + first_line
        if isinstance(part, PipeTable):
            blocks.append(part)
        elif isinstance(part, tuple):
            plain = flatten("\n".join(part), line, links)
            blocks += [Paragraph(plain)] if plain else []
        else:
            blocks.extend(_Reader(part, line, problems, links).until(""))
    return tuple(blocks)


@cache
def _markdown() -> "MarkdownIt":
    # Imported at use: 20 ms that commands without an agenda need not pay.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"maxNesting": DEEPEST}).enable("table")
    # Inline text is parsed block by block below, where its length can be limited.
    parser.core.ruler.disable("inline")
    return parser


def flatten(
    content: str, first_line: int = 1, links: "MutableMapping[str, Any] | None" = None
) -> tuple[TextLine, ...]:
    """Return the lines of a paragraph as plain text: links become their text, marks are dropped.

    *links* holds the link targets that the whole text defines (``[name]: address``).
    """
    if len(content) > _LONGEST_MARKED_UP or not _MARKS.search(content):
        return tuple(
            TextLine(" ".join(line.split()), n)
            for n, line in enumerate(content.split("\n"), first_line)
            if line.strip()
        )
    tokens: list[Token] = []
    _markdown().inline.parse(content, _markdown(), {} if links is None else links, tokens)
    rows: list[tuple[int, list[_Run]]] = [(first_line, [])]
    last_line = first_line + content.count("\n")
    strong = slanted = 0
    for token in tokens:
        number, row = rows[-1]
        match token.type:
            case "strong_open":
                strong += 1
            case "strong_close":
                strong -= 1
            case "em_open":
                slanted += 1
            case "em_close":
                slanted -= 1
            case "softbreak" | "hardbreak":
                rows.append((min(number + 1, last_line), []))
            case "html_inline" if token.content.lower().startswith("<br"):
                rows.append((number, []))
            case "text" | "text_special" | "code_inline" | "image":
                row.append((token.content, strong > 0, slanted > 0))
    lines = (_line(row, number) for number, row in rows)
    return tuple(line for line in lines if line.text)


def _line(row: Sequence[_Run], number: int) -> TextLine:
    text = " ".join("".join(part for part, _, _ in row).split())
    italic = all(slanted for part, _, slanted in row if part.strip())
    return TextLine(text, number, _leading_bold(row), italic)


def _leading_bold(row: Sequence[_Run]) -> str:
    """Return the bold text at the start of a line; signs and emoji may come before it."""
    bold: list[str] = []
    for text, strong, _ in row:
        if strong:
            bold.append(text)
        elif bold and text.strip():
            break
        elif not bold and any(char.isalnum() for char in text):
            return ""
    return " ".join("".join(bold).split())


class _Reader:
    """Walks through the tokens of one text; every method moves *at* past what it has read."""

    def __init__(
        self,
        tokens: "Sequence[Token]",
        first_line: int,
        problems: Problems,
        links: "MutableMapping[str, Any]",
    ) -> None:
        self.tokens = tokens
        self.first_line = first_line
        self.problems = problems
        self.links = links
        self.at = 0
        self.last_line = first_line

    def until(self, closing: str) -> tuple[Block, ...]:
        """Return the blocks up to the token *closing*, or all of them."""
        blocks: list[Block] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == closing:
                break
            block = self._block(token)
            above = blocks[-1] if blocks else None
            goes_on = isinstance(above, Paragraph) and token.type in ("inline", "code_block")
            if goes_on and isinstance(block, Paragraph) and isinstance(above, Paragraph):
                # Below a line that a comment set apart from the list above it.
                goes_on = block.line == above.lines[-1].number + 1
            if goes_on and isinstance(block, Paragraph) and isinstance(above, Paragraph):
                blocks[-1] = Paragraph(above.lines + block.lines)
            elif block is not None:
                blocks.append(block)
        return tuple(blocks)

    def _line(self, token: "Token") -> int:
        if token.map:
            self.last_line = token.map[0] + self.first_line
        return self.last_line

    def _block(self, token: "Token") -> Block | None:
        line = self._line(token)
        self._look_at_depth(token, line)
        match token.type:
            case "heading_open":
                return self._heading(token, line)
            case "inline":
                return self._paragraph(token.content, line)
            case "bullet_list_open" | "ordered_list_open":
                return self._listing(token, line)
            case "blockquote_open":
                return self._quote(line)
            case "fence":
                return self._code(token, line)
            case "code_block":
                # Nobody writes code into a guide: it is text under a line of the timetable.
                return self._paragraph(token.content, line)
            case "html_block":
                return self._paragraph(without_tags(token.content), line)
            case "table_open":
                return self._table(line)
        return None

    def _look_at_depth(self, token: "Token", line: int) -> None:
        # The parser drops deeper levels silently.
        if token.level >= DEEPEST - 2 and token.nesting == 1 and token.type != "paragraph_open":
            self.problems.warn(
                line,
                "lists or quotes are nested too deep here; the deepest levels were ignored",
                "use fewer levels",
            )

    def _heading(self, token: "Token", line: int) -> Heading | Paragraph | None:
        content = self.tokens[self.at].content
        self.at += 2
        if len(content) > _LONGEST_MARKED_UP:
            return self._paragraph(content, line)
        text = " ".join(each.text for each in flatten(content, line, self.links))
        return Heading(int(token.tag[1:]), text, line)

    def _paragraph(self, content: str, line: int) -> Paragraph | None:
        lines = flatten(content, line, self.links)
        return Paragraph(lines) if lines else None

    def _listing(self, token: "Token", line: int) -> Listing:
        numbered = token.type == "ordered_list_open"
        closing = token.type.replace("open", "close")
        items: list[ListItem] = []
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            if token.type == closing:
                break
            self._look_at_depth(token, self._line(token))
            items.append(self._item(self._line(token), numbered))
        return Listing(tuple(items), line)

    def _item(self, line: int, numbered: bool) -> ListItem:
        # Searched in the Markdown, because an escaped bracket is not a checkbox.
        is_task = any(_TASK.match(token.content) for token in self.tokens[self.at : self.at + 2])
        inner = self.until("list_item_close")
        first = inner[0] if inner else None
        others = inner[1:]
        if isinstance(first, Heading):
            return ListItem(first.text, first.line, first.text, False, numbered, others)
        if not isinstance(first, Paragraph):
            return ListItem("", line, "", False, numbered, inner)
        text = _TASK.sub("", first.text, count=1) if is_task else first.text
        if (called := _CALLED.match(text)) is not None and not is_task:
            said = text[called.end() :]
            return ListItem(said, first.line, "", False, numbered, others, called[1].lower())
        bold = first.lines[0].bold if len(first.lines) == 1 else _bold_of(first)
        italic = all(line.italic for line in first.lines)
        return ListItem(text, first.line, bold, is_task, numbered, others, italic=italic)

    def _quote(self, line: int) -> BlockQuote:
        texts = [each for block in self.until("blockquote_close") for each in _said(block)]
        callout = bool(texts) and _CALLOUT.match(texts[0][0]) is not None
        called = _CALLED.match(texts[0][0]) if texts else None
        if callout:
            texts[0] = (_CALLOUT.sub("", texts[0][0]), texts[0][1])
        said = tuple(each for each in texts if each[0])
        if called is not None and called[1].lower() != "note":
            return BlockQuote(said, line, called=called[1].lower())
        return BlockQuote(said, line, callout)

    def _code(self, token: "Token", line: int) -> Code | None:
        text = token.content.strip("\n").rstrip()
        return Code(text, line) if text.strip() else None

    def _table(self, line: int) -> PipeTable:
        rows: list[tuple[tuple[str, ...], int]] = []
        cells: list[str] = []
        row_line = line
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            self.at += 1
            match token.type:
                case "table_close":
                    break
                case "tr_open":
                    cells, row_line = [], self._line(token)
                case "inline":
                    lines = flatten(token.content, row_line, self.links)
                    cells.append("\n".join(map(_in_cell, lines)))
                case "tr_close":
                    rows.append((tuple(cells), row_line))
        header = rows[0][0] if rows else ()
        return PipeTable(header, tuple(rows[1:]), line)


def _said(block: Block) -> tuple[tuple[str, int], ...]:
    """Return the texts of a block in a quote, lines in quotation marks apart."""
    if isinstance(block, Paragraph) and all(is_quoted(line.text) for line in block.lines):
        return tuple((line.text, line.number) for line in block.lines)
    return texts_of(block)


def _in_cell(line: TextLine) -> str:
    """Return a line of a cell with the marks of a bold beginning: its title, perhaps."""
    if not line.bold or line.all_bold or not line.text.startswith(line.bold):
        return line.text
    return f"**{line.bold}**{line.text[len(line.bold) :]}"


def _bold_of(paragraph: Paragraph) -> str:
    """Return the bold start of a paragraph, even if it runs over several lines."""
    bold: list[str] = []
    for line in paragraph.lines:
        if line.bold:
            bold.append(line.bold)
        if not line.all_bold:
            break
    return " ".join(bold)
