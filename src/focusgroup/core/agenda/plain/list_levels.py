"""Indent lists as people mean them: whatever is further right than an item is inside it.

Markdown wants exactly as many blanks as the mark above is wide; people type one, two, three, a tab,
or a letter below a number without any.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from focusgroup.core.agenda.outlines.cell_lines import is_boxed
from focusgroup.core.agenda.plain.line_looks import (
    WRAPPED,
    begins_anew,
    is_labelled,
    is_probe,
    marked,
)
from focusgroup.core.agenda.vocabulary import (
    asks_at_end,
    is_quoted,
    without_number,
)
from focusgroup.core.agenda.words.leading_words import (
    IF_ASK,
    REQUEST,
)
from focusgroup.core.patterns import lazy_pattern

_ITEM = lazy_pattern(
    r"^(?P<mark>[-*+]|\d{1,9}[.)]|[a-z][.)]|[ivx]{2,4}[.)])(?:[ \t]+(?P<text>\S.*)|$)"
)
_LETTERED_TITLE = lazy_pattern(r"(?:\*\*)?(?P<letter>[a-h])[.)][ \t]+(?P<text>[^\W\d_].{2,70})$")
_BREAK = lazy_pattern(r"^(?:#{1,6}(?:\s|$)|>|\||(?:[-*_][ \t]*){3,}$)")
_FENCE = lazy_pattern(r"^(?:```|~~~)")
_DEEPEST = 60


@dataclass(frozen=True, slots=True)
class _Level:
    """An open item: where it was typed, its kind of mark, and where its text begins now."""

    indent: int
    kind: str
    text_at: int


def levelled(lines: Sequence[str]) -> list[str]:
    """Return *lines* with every list item as far in as Markdown wants it."""
    return list(_Levels(_with_bullets(lines)).levelled())


def _with_bullets(lines: Sequence[str]) -> list[str]:
    """Return *lines* with a bullet before each that stands further in below a label: "Overall:".

    They are at least two, all as far in, and each begins anew.
    """
    out = list(lines)
    n = 0
    in_fence = False
    while n < len(lines):
        label, n = lines[n], n + 1
        in_fence ^= bool(_FENCE.match(label.strip()))
        if in_fence or not label.rstrip().endswith((":", "：")) or _ITEM.match(label.strip()):
            continue
        run = n
        while run < len(lines) and _indent(lines[run]) > max(_indent(label), 1):
            run += 1
        inside = [line.strip() for line in lines[n:run]]
        if len(inside) > 1 and len({*map(_indent, lines[n:run])}) == 1 and _stand_alone(inside):
            out[n:run] = [f"{' ' * _indent(label)}  - {said}" for said in inside]
        n = run
    return out


def _stand_alone(lines: Sequence[str]) -> bool:
    """Return whether no line goes on from the one above it or has a mark of its own."""
    if any(_ITEM.match(line) or _BREAK.match(line) or line[0].islower() for line in lines):
        return False
    return all(len(line) < WRAPPED or line[-1] in ".?!。？！" for line in lines[:-1])


class _Levels:
    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.next_number = _next_numbers(lines)
        self.titles = _lettered_titles(lines)
        self.open: list[_Level] = []
        self.after_blank = True
        self.in_fence = False
        self.number = 0
        self.letter = ""
        self.owner = False

    def levelled(self) -> Iterator[str]:
        """Yield the lines in their order."""
        for n, line in enumerate(self.lines):
            said = line.strip()
            if _FENCE.match(said):
                self.in_fence = not self.in_fence
            if self.in_fence or _FENCE.match(said) or not said:
                yield line
            else:
                yield self._line(n, line, said)
            self.after_blank = not said

    def _line(self, n: int, line: str, said: str) -> str:
        indent = _indent(line)
        if n in self.titles:
            self.open = []
            title = said if "*" in said else f"**{said}**"
            return title if self.after_blank else f"<!-- -->{title}"
        item = None if _BREAK.match(said) else _ITEM.match(said)
        if item is not None and self._is_item(n, item["mark"], item["text"] or ""):
            return self._item(n, indent, item)
        if self.open and self.open[0].kind == "number" and self.next_number[n]:
            # In brackets or quotation marks between two numbers: the list goes on.
            asked = asks_at_end(said) or is_probe(said) or IF_ASK.match(said)
            if is_boxed(said) and not asked:
                return self._under(f"- [!NOTE] {said}")
            if is_quoted(said) and not asked:
                return self._under(f"> {said}")
        above = "" if self.after_blank else self.lines[n - 1].lstrip()
        if above[:1] == ">" and said[:1] != ">" and without_number(said) != said:
            return f"<!-- -->{said}"  # a quotation ends where the next question begins
        if not self.open or (_BREAK.match(said) and indent <= self.open[0].indent):
            self.open = []
            return line
        if not self.after_blank:
            if self._stands_beside(n, indent, said):
                self.open = []
                return f"<!-- -->{said}"
            if len(self.open) > 1 and indent <= self.open[-1].indent and is_labelled(said):
                while len(self.open) > 1 and self.open[-1].indent >= indent:
                    self.open.pop()  # "**Task:** …" where the bullets above it begin
                return self._under(f"<!-- -->{said}")
            if indent > self.open[0].indent:
                return self._under(marked(said, self.lines[n - 1].strip()))
            if not begins_anew(said, self.lines[n - 1].strip()):
                return line
            # A comment ends the list, where a blank line would change the line numbers.
            self.open = []
            return f"<!-- -->{said}"
        while self.open and self.open[-1].indent >= indent:
            self.open.pop()
        return self._under(said) if self.open else line

    def _stands_beside(self, n: int, indent: int, said: str) -> bool:
        """Return whether a line right under an item begins where the marks do: not a part of it."""
        before = self.lines[n - 1].strip()
        first = next((char for char in said if char.isalnum()), "a")
        wrapped = len(before) > WRAPPED and before[-1] not in ".?!。？！:："
        if not 0 < indent <= self.open[0].indent or first.islower() or wrapped:
            return False
        return not is_probe(said)

    def _under(self, said: str) -> str:
        return " " * self.open[-1].text_at + said

    def _is_item(self, n: int, mark: str, text: str) -> bool:
        """Return whether a letter continues a list; numbers and bullets always do."""
        if not mark[0].isalpha():
            return bool(text) or bool(self.open)
        goes_on = len(mark) == 2 and bool(self.letter) and ord(mark[0]) == ord(self.letter) + 1
        below = self.lines[n + 1].strip() if n + 1 < len(self.lines) else ""
        begins = mark == "a)" or (mark == "a." and below.startswith("b. "))
        return bool(text) and (bool(self.open) or begins or goes_on)

    def _item(self, n: int, indent: int, item: re.Match[str]) -> str:
        kind = _kind(item["mark"])
        self._close(n, indent, kind)
        at = self.open[-1].text_at if self.open else 0
        if kind == "letter":
            self.letter = item["mark"][0]
        mark = "-" if kind == "letter" else item["mark"]
        if kind == "number":
            self.owner = self.owner and int(mark[:-1]) > 1
            # Below text only a list from 1 on begins at once; the numbers are of no use later.
            goes_on = int(mark[:-1]) in (self.number + 1, 1)
            begins = not (self.open or self.after_blank) and goes_on
            self.number, mark = int(mark[:-1]), f"1{mark[-1]}" if begins else mark
        if len(self.open) < _DEEPEST:
            self.open.append(_Level(indent, kind, at + len(mark) + 1))
        return f"{' ' * at}{mark} {item['text'] or ''}".rstrip()

    def _close(self, n: int, indent: int, kind: str) -> None:
        """Close the items that the next one, which starts at *indent*, is not inside of."""
        while self.open and self.open[-1].indent > indent:
            self.open.pop()
        if self.open and kind == "number" == self.open[-1].kind:
            # "9." below "10." is often typed a blank further right, and Word indents the last ones.
            if indent - self.open[-1].indent <= 1 or self._counts_on(n):
                self.open.pop()
            return
        if not self.open or self.open[-1].indent < indent:
            return
        above = self.open[-1].kind
        in_letters = any(item.kind == "letter" and item.indent == indent for item in self.open)
        if above != kind and kind == "letter" and not in_letters:
            return
        counts_on = kind == "number" and any(item.kind == "number" for item in self.open)
        if kind == "bullet" and above == "number":
            # What stands under the others stands under the last one too.
            self.owner = self.owner or (self.after_blank and self._belongs_to(n))
            if self.owner and not self._is_task(n):
                return
        if (
            above != kind
            and above in ("number", "letter")
            and not counts_on
            and self._belongs_to(n)
        ):
            return
        while self.open and self.open[-1].indent == indent and self.open[-1].kind != kind:
            self.open.pop()
        if self.open and self.open[-1].indent == indent:
            self.open.pop()

    def _counts_on(self, n: int) -> bool:
        """Return whether the number of line *n* is the next one after the last, above 1."""
        number = int(self.lines[n].split(".")[0].split(")")[0])
        return number == self.number + 1 > 1

    def _belongs_to(self, n: int) -> bool:
        """Return whether a bullet under a number, no further in, belongs to that number."""
        return not self.after_blank or (self.next_number[n] and not self._is_task(n))

    def _is_task(self, n: int) -> bool:
        return self.lines[n].lstrip(" \t-*+").startswith(("[ ]", "[x]", "[X]"))


def _kind(mark: str) -> str:
    if mark[0].isdecimal():
        return "number"
    return "letter" if mark[0].isalpha() else "bullet"


def _indent(line: str) -> int:
    wide = line.expandtabs(4)
    return len(wide) - len(wide.lstrip())


def _lettered_titles(lines: Sequence[str]) -> set[int]:
    """Return the lines "a. First screen", "b. Search" that are titles: each over a list or quote.

    They neither ask nor request, the first stands apart, and the others go on from it.
    """
    titles: set[int] = set()
    run: list[int] = []
    for n, line in enumerate(lines):
        said = _LETTERED_TITLE.match(line)
        if said is None or asks_at_end(line) or REQUEST.match(said["text"]):
            continue
        below = next((x.strip() for x in lines[n + 1 : n + 3] if x.strip()), "")
        over = below[:1] == ">" or (_ITEM.match(below) and not below[0].isalpha())
        at = ord(said["letter"]) - ord("a")
        apart = n == 0 or not lines[n - 1].strip()
        if not over or (at == 0 and not apart):
            continue
        run = [n] if at == 0 else [*run, n] if at == len(run) else []
        titles |= {*run} if len(run) > 1 else set()
    return titles


def _next_numbers(lines: Sequence[str]) -> list[bool]:
    """Return for each line whether a list goes on after it with a number above 1, or a letter."""
    goes_on = [False] * len(lines)
    later = False
    for n in range(len(lines) - 1, -1, -1):
        said = lines[n].strip()
        if not said:
            goes_on[n] = later
            continue
        item = _ITEM.match(said)
        if item is None:
            later = later and _indent(lines[n]) > 0
        elif item["mark"][0].isdecimal():
            later = int(item["mark"][:-1]) > 1
        elif item["mark"][0].isalpha():
            later = item["mark"] != "a)"
        goes_on[n] = later
    return goes_on
