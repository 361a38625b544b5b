"""Find the tables of a PDF: lines whose words begin at the same places, far apart."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from focusgroup.core.patterns import lazy_pattern
from focusgroup.imports.guides.inline import Run, marked_up, plain_text
from focusgroup.imports.guides.pieces import Cell, GuidePart, GuidePiece

_HYPHEN = lazy_pattern(r"[^\W\d_]-$")
_GOES_ON = lazy_pattern(r"(?!(?:und|oder|bzw|and|or|et|ou|y|o|e|en|of)\b)[^\W\d_]", re.IGNORECASE)
"""What comes after a hyphen at the end of a line, but "Ton- und Bildaufnahme" is two words."""

MARK = lazy_pattern(r"^(?:[-–—•◦▪▫●○■‣·►➢\uf0b7\uf0a7o☐☑□]|\(?\d{1,2}[.)]|[a-z]\))(?:\s|$)")
"""A bullet or a number at the start of a line."""

_NEAR = 14
"""How far two lines of a column may begin from each other."""

_ENDS = (".", "?", "!", ":", "。", "？", "！", "：", "…")


@dataclass(slots=True)
class PdfLine:
    """One printed line: where it is, how large, and its text; *parts* are what it was made of."""

    page: int
    top: float
    left: float
    right: float
    height: float
    size: float
    runs: list[Run] = field(default_factory=list)
    width: float = 0
    parts: list["PdfLine"] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return what the line says."""
        return plain_text(self.runs)

    @property
    def ends_bold(self) -> bool:
        """Return whether its last word is bold."""
        return next((run.bold for run in reversed(self.runs) if run.text.strip()), False)

    @property
    def starts_bold(self) -> bool:
        """Return whether its first word is bold."""
        return next((run.bold for run in self.runs if run.text.strip()), False)


def join(line: PdfLine, part: PdfLine) -> None:
    """Add a part of the same printed line, on its own side."""
    gap = Run(" ")
    if not line.parts:
        line.parts = [
            PdfLine(line.page, line.top, line.left, line.right, line.height, line.size, line.runs)
        ]
    line.parts = sorted([*line.parts, part], key=lambda each: each.left)
    if part.left >= line.left:
        line.runs = [*line.runs, gap, *part.runs]
    else:
        line.runs = [*part.runs, gap, *line.runs]
    line.left, line.right = min(line.left, part.left), max(line.right, part.right)
    line.size = max(line.size, part.size)


def runs_of(lines: Sequence[PdfLine]) -> list[Run]:
    """Return the runs of lines that go on; a word over the end of a line is whole again."""
    runs: list[Run] = []
    for line in lines:
        if runs and runs[-1].text.rstrip().endswith("\u00ad"):
            runs[-1] = Run(runs[-1].text.rstrip()[:-1], runs[-1].bold, runs[-1].italic)
        elif runs and not (_HYPHEN.search(runs[-1].text) and _GOES_ON.match(line.text)):
            runs.append(Run(" ", line.starts_bold, False))
        runs += line.runs
    return runs


def parted(lines: Sequence[PdfLine]) -> Iterator[Sequence[PdfLine] | GuidePiece]:
    """Yield runs of lines that are text, and tables between them; places are for the caller."""
    at = start = 0
    while at < len(lines):
        end = _table_end(lines, at)
        if not end:
            at += 1
            continue
        if start < at:
            yield lines[start:at]
        yield _table(lines[at:end])
        at = start = end
    if start < len(lines):
        yield lines[start:]


def _cells(line: PdfLine) -> list[PdfLine]:
    """Return the parts of a line that stand apart from each other."""
    cells: list[PdfLine] = []
    for part in line.parts or [line]:
        last = cells[-1] if cells else None
        marked = last is not None and bool(MARK.match(f"{last.text} ")) and len(last.text) < 4
        if last is not None and (marked or part.left - last.right < line.height / 2):
            last.runs = [*last.runs, Run(" "), *part.runs]
            last.right = max(last.right, part.right)
        else:
            cells.append(
                PdfLine(
                    part.page, part.top, part.left, part.right, part.height, part.size, part.runs
                )
            )
    return cells


def _table_end(lines: Sequence[PdfLine], start: int) -> int:
    """Return where the table that begins at *start* ends; 0 if none begins there."""
    first = _cells(lines[start])
    if len(first) < 2:
        return 0
    columns = [cell.left for cell in first]
    rows, end = 1, start + 1
    for at in range(start + 1, len(lines)):
        cells = _cells(lines[at])
        fit = [_column(cell.left, columns) for cell in cells]
        wrapped = len(cells) == 1 and fit[0] is not None and _wraps(lines, at, fit[0])
        if (len(cells) > 1 and fit[0] is not None and None not in fit) or wrapped:
            rows += len(cells) > 1
            end = at + 1
        elif len(cells) > 1 and sum(each is not None for each in fit) > 1:
            columns = sorted(
                {*columns, *(cell.left for cell in cells if _column(cell.left, columns) is None)}
            )
            rows, end = rows + 1, at + 1
        else:
            break
    return end if rows > 1 else 0


def _wraps(lines: Sequence[PdfLine], at: int, column: int) -> bool:
    """Return whether a line with one cell belongs to the row above: it is close below it."""
    line, above = lines[at], lines[at - 1]
    if line.page != above.page:
        return column > 0
    close = line.top - above.top < line.height * 1.6
    row = _more_rows(lines, at) or line.text.endswith(("?", "？"))
    return line.size == above.size and (column > 0 or (close and row))


def _more_rows(lines: Sequence[PdfLine], at: int) -> bool:
    return any(len(_cells(line)) > 1 for line in lines[at + 1 : at + 4])


def _column(left: float, columns: Sequence[float]) -> int | None:
    return next((n for n, each in enumerate(columns) if abs(each - left) <= _NEAR), None)


def _table(lines: Sequence[PdfLine]) -> GuidePiece:
    columns: list[float] = []
    for line in lines:
        for cell in _cells(line):
            if _column(cell.left, columns) is None:
                columns = sorted([*columns, cell.left])
    rows: list[list[list[PdfLine]]] = []
    for line in lines:
        cells = _cells(line)
        at = [_column(cell.left, columns) or 0 for cell in cells]
        ended = bool(rows) and bool(rows[-1][0]) and rows[-1][0][-1].text.endswith(_ENDS)
        alone = len(cells) == 1 and not ended
        goes_on = bool(rows) and (at[0] > 0 or alone or cells[0].text[:1].islower())
        if not goes_on:
            rows.append([[] for _ in columns])
        for n, cell in zip(at, cells, strict=True):
            rows[-1][n].append(cell)
    made = tuple(tuple(_cell(cell) for cell in row) for row in rows)
    return GuidePiece(GuidePart.TABLE, "", 0, rows=made)


def _cell(lines: Sequence[PdfLine]) -> Cell:
    """Return the paragraphs of a cell: one goes on until a sentence ends or a mark comes."""
    groups: list[list[PdfLine]] = []
    for line in lines:
        ended = bool(groups) and groups[-1][-1].text.endswith(_ENDS)
        if (
            not groups
            or MARK.match(line.text)
            or ended
            or line.starts_bold != groups[-1][-1].ends_bold
        ):
            groups.append([])
        groups[-1].append(line)
    return tuple(map(_piece, groups))


def _piece(lines: Sequence[PdfLine]) -> GuidePiece:
    text = marked_up(runs_of(lines))
    found = MARK.match(text)
    if found is None or text.startswith("**"):
        return GuidePiece(GuidePart.TEXT, text, 0)
    said = found.group().strip().strip("().")
    number = int(said) if said.isdecimal() else None
    return GuidePiece(GuidePart.ITEM, text[found.end() :], 0, 1, number)
