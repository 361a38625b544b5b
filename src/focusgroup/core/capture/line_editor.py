"""The text being typed and its caret as a value; each editing key is a method."""

import unicodedata
from dataclasses import dataclass

_JOINER = "\u200d"
_REGIONAL = range(0x1F1E6, 0x1F200)
_SKIN_TONES = range(0x1F3FB, 0x1F400)


def _extends(char: str) -> bool:
    """Return whether *char* belongs to the character before it: marks, selectors, skin tones."""
    return (
        unicodedata.combining(char) > 0
        or unicodedata.category(char) in ("Mn", "Me", "Mc")
        or char == _JOINER
        or ord(char) in _SKIN_TONES
    )


def _before(text: str, at: int) -> int:
    """Return the start of the visible character that ends at *at* (UAX #29, simplified)."""
    at = max(0, at - 1)
    while at > 0 and (_extends(text[at]) or text[at - 1] == _JOINER):
        at -= 1
    if at > 0 and ord(text[at]) in _REGIONAL and ord(text[at - 1]) in _REGIONAL:
        flags = 0
        while flags < at and ord(text[at - 1 - flags]) in _REGIONAL:
            flags += 1
        at -= flags % 2
    return at


def _after(text: str, at: int) -> int:
    """Return the end of the visible character that starts at *at*."""
    end = min(len(text), at + 1)
    while end < len(text) and _before(text, end + 1) <= at:
        end += 1
    return end


@dataclass(frozen=True, slots=True)
class Line:
    """Text and caret; the caret is a position between characters, 0 to ``len(text)``."""

    text: str = ""
    caret: int = 0

    @classmethod
    def at_end(cls, text: str) -> "Line":
        """Return *text* with the caret at its end."""
        return cls(text, len(text))

    @property
    def rows(self) -> list[str]:
        """Return the rows that are not blank; there are several after a paste."""
        return [row for row in self.text.split("\n") if row.strip()]

    @property
    def row(self) -> str:
        """Return the row that the caret is in."""
        start = self.text.rfind("\n", 0, self.caret) + 1
        return self.text[start:].split("\n", 1)[0]

    def with_row(self, row: str) -> "Line":
        """Replace the row that the caret is in, and move the caret to its end."""
        start = self.text.rfind("\n", 0, self.caret) + 1
        return self.replace(start, start + len(self.row), row)

    def with_word(self, word: str) -> "Line":
        """Add a word at the end, with spaces around it, and move the caret there."""
        blank = "" if not self.text or self.text.endswith(" ") else " "
        return Line.at_end(f"{self.text}{blank}{word} ")

    def insert(self, more: str) -> "Line":
        """Return the line with *more* inserted at the caret and the caret after it."""
        text = self.text[: self.caret] + more + self.text[self.caret :]
        return Line(text, self.caret + len(more))

    def as_pasted(self, text: str, *, apart: bool = False) -> str:
        """Return what to insert at the caret for a pasted *text*, so that its rows stay apart.

        A line break at its beginning or end counts only if there is text. With *apart* the
        paste begins a row of its own, because the part before it ended with a line break.
        """
        before, after = self.text[: self.caret], self.text[self.caret :]
        begins = apart or text.startswith("\n")
        head = "\n" if begins and before and not before.endswith("\n") else ""
        tail = "\n" if text.endswith("\n") and after and not after.startswith("\n") else ""
        inside = text.strip("\n")
        return head + inside + tail if inside else head or tail

    def replace(self, start: int, end: int, more: str) -> "Line":
        """Return the line with *start* to *end* replaced by *more* and the caret after it."""
        return Line(self.text[:start] + more + self.text[end:], start + len(more))

    def left(self) -> "Line":
        """Move the caret one visible character to the left."""
        return Line(self.text, _before(self.text, self.caret))

    def right(self) -> "Line":
        """Move the caret one visible character to the right."""
        return Line(self.text, _after(self.text, self.caret))

    def home(self) -> "Line":
        """Move the caret to the start."""
        return Line(self.text, 0)

    def end(self) -> "Line":
        """Move the caret to the end."""
        return Line(self.text, len(self.text))

    def word_left(self) -> "Line":
        """Move the caret to the start of the word before it."""
        at = self.caret
        while at > 0 and self.text[at - 1].isspace():
            at -= 1
        while at > 0 and not self.text[at - 1].isspace():
            at -= 1
        return Line(self.text, at)

    def word_right(self) -> "Line":
        """Move the caret to the end of the word after it."""
        at = self.caret
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        while at < len(self.text) and not self.text[at].isspace():
            at += 1
        return Line(self.text, at)

    def _cut(self, other: "Line") -> "Line":
        start, end = sorted((self.caret, other.caret))
        return Line(self.text[:start] + self.text[end:], start)

    def backspace(self) -> "Line":
        """Delete the visible character before the caret."""
        return self._cut(self.left())

    def delete(self) -> "Line":
        """Delete the visible character after the caret."""
        return self._cut(self.right())

    def delete_word_left(self) -> "Line":
        """Delete the word before the caret."""
        return self._cut(self.word_left())

    def delete_word_right(self) -> "Line":
        """Delete the word after the caret."""
        return self._cut(self.word_right())

    def delete_to_start(self) -> "Line":
        """Delete everything before the caret."""
        return self._cut(self.home())

    def delete_to_end(self) -> "Line":
        """Delete the rest of the caret's row; at its end, the line break."""
        end = self.text.find("\n", self.caret)
        end = len(self.text) if end < 0 else max(end, self.caret + 1)
        return self._cut(Line(self.text, end))
