"""The rows of a table that was typed, pasted or read from a file, whatever separates its fields."""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.people.columns import heads_in
from focusgroup.core.text import clean_line

_MAX_ROW = 20_000
_MAX_ROW_LINES = 20
_SEPARATORS = ",;\t|，；、،؛"
_LOOKED_AT = 60
"""The separator is chosen by this many rows; headings are always in the first ones."""

_NO_MARKS = " \"'’.()_-"

_FORMULA = lazy_pattern(r'(?:^|(?<=[,;\t|]))="(?=[^"]*"(?:[,;\t|]|$))')
_CURLY = lazy_pattern(r"(?:^|(?<=[,;\t|]))\s*[“„«「]|[”“»」]\s*(?=[,;\t|]|$)")
_IN_CURLY = lazy_pattern(r"\s*[“„«「].*[”“»」]\s*")

_CELL = lazy_pattern(r"\S+(?: \S+)*")
"""What is between several blanks."""
_SINGLE = lazy_pattern(r"\s*'[^']*'\s*")
_EXCEL = lazy_pattern(r'"?sep ?= ?(?P<mark>[^\w\s"]|\t|\\t)"?[,;|\t]*', re.IGNORECASE)
"""The first line by which Excel knows the separator."""


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row of a list, or was guessed about it; *line* is 1-based."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """A row that is not empty: its line, its cells and its text.

    *quoted* is whether only the cells say what belongs together.
    """

    line: int
    cells: tuple[str, ...]
    record: str
    quoted: bool

    @property
    def filled(self) -> list[str]:
        """Return the cells that are not empty."""
        return [cell for cell in self.cells if cell]


def rows_of(lines: Sequence[str], problems: list[RowProblem]) -> list[ListRow]:
    """Return the rows of *lines* that are not empty, and add what is wrong to *problems*."""
    first = next((at for at, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return []
    lines = _straight(lines, lines[first])
    if told := _EXCEL.fullmatch(lines[first].strip(" ")):
        mark = "\t" if told["mark"] == "\\t" else told["mark"]
        rest = [*lines[:first], "", *lines[first + 1 :]]
        if any(mark in line for line in rest):
            return _split(rest, mark, problems, told=True)
        lines = rest
    there = [mark for mark in _SEPARATORS if any(mark in line for line in lines[:_LOOKED_AT])]
    best = max(there or ",", key=lambda mark: _fit(lines, mark))
    if _fit(lines, best)[0] < 2:
        best = _other_mark(lines) or best
    if (spaced := _by_blanks(lines)) and _fit(spaced, "\t")[0] > max(_fit(lines, best)[0], 1):
        return _split(spaced, "\t", problems)
    return _split(lines, best, problems)


def _straight(lines: Sequence[str], first: str) -> list[str]:
    """Return the lines with ``"`` for ``="`` and, if *first* has them, curly quotation marks."""
    mended = [_FORMULA.sub('"', line) for line in lines]
    return [_CURLY.sub('"', line) for line in mended] if _IN_CURLY.fullmatch(first) else mended


def _other_mark(lines: Sequence[str]) -> str:
    """Return a mark such as ``^`` that shows nothing but headings in a line, "" if none does.

    It is in most of the lines: `Name & company` may head a list of names.
    """
    written = [line for line in lines[:_LOOKED_AT] if line.strip()]
    marks = {char for line in written for char in line if not char.isalnum()} - {*_NO_MARKS}
    often = (mark for mark in marks if sum(mark in line for line in written) * 2 > len(written))
    shown = {mark: _heads_shown(written, mark) for mark in often}
    best = max(shown, key=lambda mark: shown[mark], default="")
    return best if shown.get(best, 0) > 1 else ""


def _heads_shown(lines: Sequence[str], mark: str) -> int:
    rows = (tuple(map(clean_line, line.split(mark))) for line in lines if mark in line)
    heads = (heads_in(cells, first=True) for cells in rows)
    return max((each.known for each in heads if each and each.known == each.filled), default=0)


def _by_blanks(lines: Sequence[str]) -> list[str]:
    """Return the lines with a tab for several blanks, as between columns set with them.

    A cell belongs to the heading that it begins under; without one, cells come as written.
    """
    first = next(line for line in lines if line.strip())
    starts = [match.start() for match in _CELL.finditer(first)]
    if len(starts) < 2 or any("\t" in line for line in lines):
        return []
    spaced = []
    for line in lines:
        cells = list(_CELL.finditer(line))
        placed = {match.start(): match[0] for match in cells}
        aligned = len(cells) < len(starts) and placed.keys() <= {*starts}
        texts = [placed.get(at, "") for at in starts] if aligned else [m[0] for m in cells]
        spaced.append("\t".join(texts))
    return spaced


def _fit(lines: list[str], mark: str) -> tuple[int, float, int]:
    """Return how well a separator fits: headings that it shows, rows of equal length, how often."""
    rows = _split(lines[:_LOOKED_AT], mark, [])
    heads = [heads_in(row.cells, first=not place) for place, row in enumerate(rows)]
    known = max((each.known for each in heads if each and len(each.cells) > 1), default=0)
    lengths = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    equal = lengths.most_common(1)[0][1] / len(rows) if lengths else 0.0
    return known, equal, sum(map(len, (row.cells for row in rows)))


def _split(
    lines: Sequence[str], mark: str, problems: list[RowProblem], *, told: bool = False
) -> list[ListRow]:
    """Return the rows. A quoted cell may span lines; *told* is whether the file named *mark*."""
    rows: list[ListRow] = []
    at = 0
    while at < len(lines):
        start, record = at, lines[at]
        at += 1
        while record.count('"') % 2 and at < min(len(lines), start + _MAX_ROW_LINES):
            record += "\n" + lines[at]
            at += 1
        if record.count('"') % 2:
            problems.append(RowProblem(start + 1, "A quotation mark is opened but never closed."))
            at = start + 1
        elif len(record) > _MAX_ROW:
            problems.append(RowProblem(start + 1, f"The row is {len(record)} characters long."))
        elif record.strip(f' {mark}\n"' + ("-:" if mark == "|" else "")):
            try:
                cells = next(csv.reader([record], delimiter=mark, skipinitialspace=True))
            except csv.Error:
                # The lines joined here do not belong together: `5" disk` and `6" disk`.
                problems.append(RowProblem(start + 1, "There is a quotation mark inside a field."))
                at = start + 1
                continue
            quoted = told or '"' in record
            if all(_SINGLE.fullmatch(cell) for cell in cells):
                cells, quoted = [cell.strip()[1:-1] for cell in cells], True
            rows.append(ListRow(start + 1, tuple(map(clean_line, cells)), record, quoted))
    return rows
