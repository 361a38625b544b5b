"""The blocks of a Markdown text as plain values: headings, lists, quotes, each with its line.

Nothing here knows Markdown or agendas; ``markdown`` creates them.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from focusgroup.core.patterns import lazy_pattern

# Full-width stops and brackets; kana and Han (Korean does use spaces).
_CJK_STOP = lazy_pattern("[\u3001-\u3003\u3008-\u3011\u3014-\u301f\uff01-\uff0f\uff1a-\uff20]")
_CJK = lazy_pattern("[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")
# Marks that Chinese shares with Latin text.
_SHARED = "“”‘’…—"


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of plain text; *bold* is the bold text at its start, *italic* if all of it is."""

    text: str
    number: int
    bold: str = ""
    italic: bool = False

    @property
    def all_bold(self) -> bool:
        """Return whether everything outside the bold part is spaces and punctuation."""
        return bool(self.bold) and not self.text.replace(self.bold, "", 1).strip(" .:*")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, or a line used as one; *level* is 1 to 6."""

    level: int
    text: str
    line: int

    def as_paragraph(self) -> "Paragraph":
        """Return the heading as text."""
        return Paragraph((TextLine(self.text, self.line),))


@dataclass(frozen=True, slots=True)
class Paragraph:
    """The lines of one paragraph."""

    lines: tuple[TextLine, ...]

    @property
    def line(self) -> int:
        """Return its first line number."""
        return self.lines[0].number

    @property
    def text(self) -> str:
        """Return all its lines as one text."""
        if len(self.lines) == 1:
            return self.lines[0].text
        return joined(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class ListItem:
    """One list item: its first paragraph and the blocks nested under it.

    *called* is what its author says that it is: ``- [!QUESTION] …``, "" for nothing.
    """

    text: str
    line: int
    bold: str = ""
    is_task: bool = False
    numbered: bool = False
    inner: tuple["Block", ...] = ()
    called: str = ""
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A numbered or bulleted list."""

    items: tuple[ListItem, ...]
    line: int


@dataclass(frozen=True, slots=True)
class BlockQuote:
    """A block quote, one text per paragraph. A *callout* (``> [!NOTE]``) is not read aloud.

    *called* is "script" or "question" if its author says so: ``> [!QUESTION]``.
    """

    texts: tuple[tuple[str, int], ...]
    line: int
    callout: bool = False
    called: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A fenced or indented code block; its line breaks are kept."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class PipeTable:
    """A pipe table; each row with its line number."""

    header: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], int], ...]
    line: int


Block = Heading | Paragraph | Listing | BlockQuote | Code | PipeTable


def joined(lines: Iterable[str]) -> str:
    """Return lines as one text, joined by spaces, or by nothing in Chinese and Japanese."""
    lines = tuple(lines)
    if all(map(str.isascii, lines)):
        return " ".join(filter(None, lines))
    text = ""
    for line in lines:
        apart = text and line and not _writes_no_space(text[-1], line[0])
        text += f" {line}" if apart else line
    return text


def _writes_no_space(before: str, after: str) -> bool:
    if _CJK_STOP.match(before) or _CJK_STOP.match(after):
        return True
    if _CJK.match(before):
        return after in _SHARED or _CJK.match(after) is not None
    return before in _SHARED and _CJK.match(after) is not None


def _plain_cell(cell: str) -> str:
    return cell.replace("\n", " ").replace("**", "")


def texts_of(block: Block) -> tuple[tuple[str, int], ...]:
    """Return the plain texts of any block with their line numbers, one per list item or row."""
    match block:
        case Heading():
            return ((block.text, block.line),)
        case Paragraph():
            return ((block.text, block.line),)
        case BlockQuote():
            return block.texts
        case Code():
            return ((block.text, block.line),)
        case PipeTable():
            return tuple(
                (" · ".join(_plain_cell(cell) for cell in cells if cell), line)
                for cells, line in block.rows
            )
        case Listing():
            return tuple(
                each
                for item in block.items
                for each in ((item.text, item.line), *(t for b in item.inner for t in texts_of(b)))
                if each[0]
            )
