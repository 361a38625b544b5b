"""Tables in plain text: columns apart by tabs, or drawn with lines, as rows between bars.

Each line stays a line. What goes on in the next line of a drawn cell comes into its first line.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from focusgroup.core.agenda.blocks import PipeTable
from focusgroup.core.agenda.vocabulary import ROLES, asks_at_end, field_of, is_quoted
from focusgroup.core.dates.durations import parse_minutes
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_DRAWN_RULE = lazy_pattern(r"^\s*[+|├┌└╔╚╠┬┼┴─═╦╬╩┐┘┤╗╝╣:=-]{5,}\s*$")
_CORNER = lazy_pattern(r"[+├┌└╔╚╠]")
_DRAWN_ROW = lazy_pattern(r"^\s*[|│║].*[|│║]\s*$")
_BAR = lazy_pattern(r"[|│║]")
_DELIMITER = lazy_pattern(r"^\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*$")
_GAP = lazy_pattern(r"\S {2,}\S")
_WORDS = lazy_pattern(r"\S+(?: \S+)*")
_DRAWN = "+|│║├┌└╔╚╠┬┼┴─═╦╬╩┐┘┤╗╝╣:=-"
_FULL_STOP = (".", "?", "!", ":", ";", "。", "？", "！", "：")
_LEAST_ROWS = 3
_LEAST_TABS = 2
_LEAST_BOXES = 2
_WIDEST = 200
_LISTED = lazy_pattern(r"^(\s*)(?:[-*+•–o]|\d{1,2}[.)])\s")
_BOX_TITLE = lazy_pattern(
    r"^(?:(?:[A-Z]|\d{1,2})(?:[.)]\s*|\s+))?(?P<title>\S.*?)(?:\s{2,}|\s[–-]\s)[(（]?(?P<time>\S.{0,15}?)[)）]?$"
)
"""The first row of a box that is a section: ``2  TWO ROASTERS   30 min``."""


_TURN = lazy_pattern(r"^(?P<name>[^\W\d_][\w. ]{0,24}?)\s?[:：]\t+(?P<said>\S.*)$")
"""What a person who leads says or does, in a second column: ``Ann:<tab>Who came?``."""


def _with_turns(lines: Sequence[str]) -> list[str]:
    """Return *lines* with what those who lead say and do, by tabs behind their names, as items."""
    found = {n: turn for n, line in enumerate(lines) if (turn := _TURN.match(line))}
    many = Counter(turn["name"] for turn in found.values())
    names = {
        name
        for name, times in many.items()
        if times > 1 and fold(name) not in ROLES and field_of(fold(name)) is None
    }
    turns = [n for n, turn in found.items() if turn["name"] in names]
    out = list(lines)
    for n in turns if len(turns) >= _LEAST_ROWS else ():
        said, end = found[n]["said"], n + 1
        while end < len(lines) and lines[end].startswith("\t") and lines[end].strip():
            out[end] = f"  {lines[end].strip()}"
            if _LISTED.match(lines[end]) is None and out[end - 1][2:4] != "- ":
                said += out[end][1:]
            end += 1
        mark = "[!SCRIPT] " if is_quoted(said) else ""
        if said[0].islower() and not asks_at_end(said):
            mark = "[!NOTE] "
        out[n] = f"- {mark}{found[n]['said']}"
    return out


def with_typed_tables(lines: Sequence[str]) -> list[str]:
    """Return *lines* with the rows of typed tables as Markdown writes them, without its rule."""
    whole = _with_turns(_without_boxes(lines))
    lines = list(whole)
    for start, end in _runs_of(lines, _has_tabs):
        rows = lines[start:end]
        if (
            end - start >= _LEAST_ROWS
            and len({line.rstrip("\r").count("\t") for line in rows}) == 1
        ):
            whole[start:end] = [_row(line.rstrip("\r").split("\t")) for line in rows]
    for start, end in _runs_of(lines, _has_gaps):
        if end - start >= _LEAST_ROWS and (cells := _in_columns(lines[start:end])):
            whole[start:end] = [_row(row) for row in cells]
    for start, end in _runs_of(lines, _is_drawn):
        rows = lines[start:end]
        if _CORNER.search(rows[0]) and len(rows) > _LEAST_ROWS:
            whole[start:end] = _from_drawn(rows)
    return whole


def _has_tabs(line: str) -> bool:
    return line.count("\t") >= _LEAST_TABS and not line.startswith("\t\t")


def _has_gaps(line: str) -> bool:
    if "  " not in line or line[:1].isspace() or line[:1] == "|" or "\t" in line:
        return False
    return bool(_GAP.search(line))


def _in_columns(lines: Sequence[str]) -> list[list[str]]:
    """Return the cells of lines whose words begin where those of the first line do; or none."""
    starts = [found.start() for found in _WORDS.finditer(lines[0])]
    rows: list[list[str]] = []
    for line in lines if len(starts) > _LEAST_TABS else ():
        row = [""] * len(starts)
        for found in _WORDS.finditer(line):
            at = next((n for n, each in enumerate(starts) if abs(each - found.start()) < 2), None)
            if at is None:
                return []
            row[at] = found.group()
        rows.append(row)
    return rows


def _is_drawn(line: str) -> bool:
    begins = line.lstrip()[:1]
    if not begins or begins not in _DRAWN:
        return False
    return bool(_DRAWN_RULE.match(line) or _DRAWN_ROW.match(line))


def _runs_of(lines: Sequence[str], fits: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Yield where lines that fit begin and end."""
    edges = [False, *map(fits, lines), False]
    starts = [n for n, (before, now) in enumerate(pairwise(edges)) if now and not before]
    ends = [n for n, (before, now) in enumerate(pairwise(edges)) if before and not now]
    yield from zip(starts, ends, strict=True)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.strip().replace('|', '/') for cell in cells)} |"


def _from_drawn(rows: Sequence[str]) -> list[str]:
    """Return the rows of a drawn table; lines between two rules are one row if there are many."""
    rules = [n for n, row in enumerate(rows) if _DRAWN_RULE.match(row)]
    joined = len(rules) > _LEAST_ROWS
    out = ["|  |"] * len(rows)
    for start, end in pairwise([*rules, len(rows)]):
        inside = [
            [cell.strip() for cell in _BAR.split(row.strip())[1:-1]]
            for row in rows[start + 1 : end]
        ]
        if not joined or len({len(cells) for cells in inside}) > 1:
            for n, cells in enumerate(inside, start + 1):
                out[n] = _row(cells)
        elif inside:
            out[start + 1] = _row([_gone_on(cell) for cell in zip(*inside, strict=True)])
    return out


def _without_boxes(lines: Sequence[str]) -> list[str]:
    """Return *lines* without the frames of boxes that are a section each, their titles as headings.

    Such a box has one column, and first its title with a time, between two rules.
    """
    out = list(lines)
    boxes: list[tuple[int, int]] = []
    titles: dict[int, str] = {}
    for start, end in _runs_of(lines, _is_drawn):
        rules = [n for n in range(start, end) if _DRAWN_RULE.match(lines[n])]
        inside = [n for n in range(start, end) if n not in rules]
        if len(rules) < 2 or any(len(_BAR.split(lines[n].strip())) != 3 for n in inside):
            continue
        for at, (over, under) in enumerate(pairwise(rules)):
            found = _BOX_TITLE.match(_in_box(lines[over + 1])[:_WIDEST].strip())
            if under - over == 2 and found and parse_minutes(found["time"]) is not None:
                titles[over + 1] = f"## {found['title']} ({found['time']})"
            elif not at:
                break  # the box has no title
        else:
            boxes.append((start, end))
    if len(boxes) < _LEAST_BOXES:
        return out
    for n in (n for box in boxes for n in range(*box)):
        said = _in_box(lines[n]).rstrip()
        listed = _LISTED.match(_in_box("".join(lines[n + 1 : n + 2]))) if said.isupper() else None
        label = f"{listed[1]}- [!NOTE] {said}" if listed else said
        out[n] = titles.get(n, label)
        if _DRAWN_RULE.match(lines[n]):
            out[n] = ""
    return out


def _in_box(row: str) -> str:
    """Return what a row of one column holds, as far in as it is."""
    text = row.strip()[1:-1]
    return text.removeprefix(" ")


def _gone_on(lines: Sequence[str]) -> str:
    """Return the lines of a cell as one: a sentence goes on, a new one begins a line."""
    text = ""
    for line in filter(None, lines):
        apart = "<br>" if text.endswith(_FULL_STOP) or line.startswith(("- ", "• ")) else " "
        text = f"{text}{apart}{line}" if text else line
    return text


def _cells_of(row: str) -> list[str]:
    """Return the cells of a row between bars."""
    return row.strip().removeprefix("|").removesuffix("|").split("|")


def _rows_without_rule(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield where rows between bars begin and end that Markdown would take for text."""
    fenced = any(line.lstrip().startswith(("```", "~~~")) for line in lines)
    for start, end in () if fenced else _runs_of(lines, lambda line: line.startswith("|")):
        second = lines[start + 1] if end - start > 1 else ""
        if end - start > 1 and not _DELIMITER.match(second):
            yield start, end


def typed_rows(
    lines: Sequence[str], first_line: int
) -> Iterator[tuple[int, int, PipeTable | None]]:
    """Yield the parts of *lines* between rows without Markdown's rule, and these as a table."""
    at = 0
    for start, end in _rows_without_rule(lines):
        rows = tuple(
            (tuple(cell.strip().replace("<br>", "\n") for cell in cells), n)
            for n, cells in enumerate(map(_cells_of, lines[start:end]), start + first_line)
        )
        header = ("",) * max(len(cells) for cells, _ in rows)
        yield at, start, PipeTable(header, rows, start + first_line)
        at = end
    yield at, len(lines), None
