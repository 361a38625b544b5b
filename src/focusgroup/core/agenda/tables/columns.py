"""Guess what each column of a table holds, from its heading in any language and from its cells.

The heading says what its author meant; the cells can overrule it: a column "Notes" in which half of
the cells ask has questions, one called "Time" without a number has no times.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from focusgroup.core.agenda.outlines.spans import in_a_row
from focusgroup.core.agenda.tables.cell_times import (
    LONGEST_TIME,
    LONGEST_TITLE,
    is_clock,
    is_time,
    length_of,
    tells_time,
)
from focusgroup.core.agenda.tables.pieces import Cell, GuidePart, Row, said
from focusgroup.core.agenda.vocabulary import (
    ROLES,
    Role,
    SectionField,
    asks,
    bids,
    is_quoted,
    named_by,
)
from focusgroup.core.agenda.words.column_words import (
    ASKING,
    COLUMNS,
    DOING,
    PROBING,
    SPEAKING,
    WEIGHTY,
    ColumnRole,
)
from focusgroup.core.agenda.words.label_words import SPEAKERS
from focusgroup.core.agenda.words.leading_words import SPOKEN
from focusgroup.core.agenda.words.section_words import CLOCK_COLUMNS, TOPIC_COLUMNS
from focusgroup.core.dates.durations import leading_clock, parse_minutes
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_MOST_LOOKED_AT = 60
_NUMBER = lazy_pattern(r"(?:\d{1,2}(?:\.\d)?|[A-Z]\d{0,2}|[ivx]{1,4}|[IVX]{1,4})[.)]?$")
_BRACKETS = lazy_pattern(r"[(（\[]([^()（）\[\]]*)[)）\]]")
_APART = lazy_pattern(r"\s*(?:[/,;&+、・]|\b(?:and|und|et|y|e|en|ed)\b)\s*")
_OF_ROLE = {
    Role.SCRIPT: ColumnRole.SCRIPT,
    Role.NOTES: ColumnRole.NOTES,
    Role.QUESTIONS: ColumnRole.QUESTIONS,
    Role.PROBES: ColumnRole.PROBES,
    Role.TASKS: ColumnRole.TASKS,
}
_DEEPER = (ColumnRole.PROBES, ColumnRole.NOTES)
_BY_WORD = (*_OF_ROLE.values(), ColumnRole.ASIDE)
LED = (ColumnRole.QUESTIONS, ColumnRole.PROBES, ColumnRole.SCRIPT, ColumnRole.TASKS)
TIMES = (ColumnRole.TIME, ColumnRole.START, ColumnRole.END)
_NO_TITLE = (*LED, *TIMES, ColumnRole.NUMBER, ColumnRole.RUNNING)


@dataclass(frozen=True, slots=True)
class GuideColumns:
    """What the columns of a table hold, what they are called, and whether a row says so."""

    roles: tuple[ColumnRole, ...]
    names: tuple[str, ...]
    has_header: bool

    def of(self, *roles: ColumnRole) -> tuple[int, ...]:
        """Return the columns that hold one of *roles*."""
        return tuple(n for n, role in enumerate(self.roles) if role in roles)

    @property
    def title(self) -> int | None:
        """Return the column with the titles, None without one."""
        return next(iter(self.of(ColumnRole.TITLE)), None)


def columns_of(rows: Sequence[Row], *, marked: bool) -> GuideColumns:
    """Return the columns of a table; *marked*: its file says that the first row heads them."""
    first, *body = rows[:_MOST_LOOKED_AT]
    names = tuple(map(said, first))
    has_header = bool(body) and _heads(first, names, body, marked=marked)
    looked_at = body if has_header else [first, *body]
    cells = [[said(row[n]) for row in looked_at] for n in range(len(first))]
    roles = [
        ColumnRole.TITLE
        if _begin_with_time(row[at] for row in looked_at)
        else _role(name if has_header else "", [text for text in column if text], at)
        for at, (name, column) in enumerate(zip(names, cells, strict=True))
    ]
    asking = [3 * sum(map(asks, column)) >= len([*filter(None, column)]) > 0 for column in cells]
    for n, role in enumerate(roles):
        # "Question area", beside a column that asks.
        beside = any(a for a, other in zip(asking, roles, strict=True) if other not in _DEEPER)
        if role is ColumnRole.QUESTIONS and beside and not any(map(asks, cells[n])):
            short = all(len(text) <= LONGEST_TITLE for text in cells[n])
            bid = any(bids(text) for text in cells[n])
            roles[n] = ColumnRole.TITLE if short and not bid else role
    _settle_times(roles, names if has_header else ("",) * len(names), cells)
    _settle_titles(roles, names if has_header else ("",) * len(names), cells)
    asked = [n for n, role in enumerate(roles) if role is ColumnRole.QUESTIONS]
    for n, role in enumerate(roles):
        noted = has_header and name_role(names[n]) is ColumnRole.NOTES
        if asked and noted and role is ColumnRole.CONTENT:
            roles[n] = ColumnRole.NOTES  # "Watch for: do they use the search?"
    probing = [n for n in asked if has_header and PROBING.search(fold(names[n]))]
    for n in probing if len(probing) < len(asked) else ():
        # "Questions" and "Prompts" beside them, which alone would be the questions.
        roles[n] = ColumnRole.PROBES
    if not asked:
        # Each row is a task to be read out, and what is asked after it.
        roles = [ColumnRole.QUESTIONS if each is ColumnRole.PROBES else each for each in roles]
    return GuideColumns(tuple(roles), names if has_header else ("",) * len(names), has_header)


def _begin_with_time(cells: Iterable[Cell]) -> bool:
    """Return whether most cells begin with a bold line that is a title with its length."""
    given = [cell for cell in cells if cell]
    bold = [
        cell[0].text.startswith("**") and tells_time(cell[0].text.strip("* ")) for cell in given
    ]
    longer = any(len(cell) > 1 for cell in given)
    return longer and len(given) > 1 and 2 * sum(bold) > len(given)


def _heads(first: Row, names: Sequence[str], body: Sequence[Row], *, marked: bool) -> bool:
    """Return whether the first row names the columns: it says so, or its words do."""
    if any(
        is_time(name) and any(is_time(said(row[n])) for row in body) for n, name in enumerate(names)
    ):
        return False
    bold = all(_is_bold(cell) for cell, name in zip(first, names, strict=True) if name)
    named = sum(name_role(name) is not None for name in names if len(name) <= LONGEST_TIME)
    filled = sum(map(bool, names))
    times = any(
        sum(is_time(said(row[n])) for row in body) * 2 > len(body) for n in range(len(names))
    )
    return filled > 0 and (marked or bold or named > 1 or 2 * named >= filled or times)


def _is_bold(cell: Cell) -> bool:
    return all(piece.text.strip().startswith("**") for piece in cell if piece.text.strip())


def name_role(name: str) -> ColumnRole | None:
    """Return what a column is by its heading: all of it, its parts, or a word in it."""
    plain = name.strip(" *_:：.~≈")
    bare = _BRACKETS.sub("", plain).strip()
    inner = _BRACKETS.search(plain)
    parts = [plain, bare, *_APART.split(bare), inner[1] if inner else ""]
    for part in filter(None, parts):
        word = fold(part)
        if word in TOPIC_COLUMNS:
            return ColumnRole.TITLE
        if word in COLUMNS:
            return COLUMNS[word]
        named = named_by(part)
        if named is SectionField.MINUTES:
            return ColumnRole.TIME
        if isinstance(named, Role):
            return _OF_ROLE[named]
        if named is SectionField.THEMES:
            return ColumnRole.TITLE
    word = fold(plain)
    if not plain or len(plain) > LONGEST_TIME:
        return None
    for pattern, role in (
        (PROBING, ColumnRole.PROBES),
        (ASKING, ColumnRole.QUESTIONS),
        (SPEAKING, ColumnRole.SCRIPT),
        (DOING, ColumnRole.NOTES),
        (WEIGHTY, ColumnRole.TITLE),
    ):
        if pattern.search(word):
            return role
    words = [each for each in word.split() if len(each) > 3]
    known = (_OF_ROLE[ROLES[each]] if each in ROLES else COLUMNS.get(each) for each in words)
    return next((each for each in known if each in _BY_WORD), None)


def _role(name: str, cells: Sequence[str], at: int) -> ColumnRole:
    """Return what one column holds, by its heading and by its cells that say something."""
    named = name_role(name)
    if not cells:  # a column to be filled in gives no times
        return named if named and named not in TIMES else ColumnRole.CONTENT
    digits = sum(
        any(char.isdecimal() or char in "½一二三四五六七八九十" for char in x) for x in cells
    )
    numbered = all(_NUMBER.match(text) for text in cells)
    counts = named is ColumnRole.NUMBER or named not in (ColumnRole.ASIDE, *_NO_TITLE)
    if numbered and counts and (named or at == 0):
        return ColumnRole.NUMBER
    if named in TIMES or named is ColumnRole.RUNNING:
        if 2 * sum(tells_time(text) and not is_time(text) for text in cells) >= len(cells):
            return ColumnRole.TITLE  # "Phase / time"
        return named if digits else ColumnRole.CONTENT
    if named in (None, ColumnRole.TITLE) and _are_times(cells):
        return ColumnRole.TIME
    asking = sum(map(asks, cells))
    if named is None and fold(name.strip(" *_")) in SPEAKERS:
        speaks = any(SPOKEN.match(text) or is_quoted(text) for text in cells)
        return ColumnRole.SCRIPT if speaks or 3 * asking >= len(cells) else ColumnRole.NOTES
    if named in (ColumnRole.NOTES, ColumnRole.ASIDE, ColumnRole.SCRIPT) and 3 * asking >= len(
        cells
    ):
        return ColumnRole.SCRIPT if named is ColumnRole.SCRIPT else ColumnRole.CONTENT
    if named in (ColumnRole.QUESTIONS, ColumnRole.PROBES) and numbered:
        return ColumnRole.NUMBER
    if named is ColumnRole.TITLE and 2 * asking > len(cells):
        return ColumnRole.CONTENT
    return named or ColumnRole.CONTENT


def _are_times(cells: Sequence[str]) -> bool:
    if in_a_row(cells) is not None:
        return True
    given = sum(map(is_time, cells))
    return given > 0 and 4 * given >= 3 * len(cells)


def _settle_times(
    roles: list[ColumnRole], names: Sequence[str], cells: Sequence[Sequence[str]]
) -> None:
    """Tell the start, the end, a length and a running total apart."""
    at = [n for n, role in enumerate(roles) if role in TIMES]
    for n in at:
        given = [text for text in cells[n] if text]
        clocks = all(map(is_clock, given)) and _is_clock_column(names[n], given)
        if roles[n] is not ColumnRole.END or not clocks:
            roles[n] = ColumnRole.START if clocks else ColumnRole.TIME
    starts = [n for n in at if roles[n] is ColumnRole.START]
    if len(starts) > 1 and ColumnRole.END not in roles:
        roles[starts[1]] = ColumnRole.END
    lengths = [n for n in at if roles[n] is ColumnRole.TIME]
    for one in lengths:
        for other in lengths:
            if one != other and _adds_up(cells[one], cells[other]):
                roles[other] = ColumnRole.RUNNING


def _adds_up(one: Sequence[str], other: Sequence[str]) -> bool:
    """Return whether the numbers of *other* are those of *one* added up."""
    pairs = [
        (length_of(a, ""), length_of(b, "")) for a, b in zip(one, other, strict=True) if a and b
    ]
    if len(pairs) < 2 or any(None in pair for pair in pairs):
        return False
    return [*accumulate(a or 0 for a, _ in pairs)] == [b for _, b in pairs]


def _is_clock_column(name: str, cells: Sequence[str]) -> bool:
    bare = fold(_BRACKETS.sub("", name).strip(" *_"))
    if bare in CLOCK_COLUMNS or COLUMNS.get(bare) in (ColumnRole.START, ColumnRole.END):
        return True
    if all(parse_minutes(cell) is None for cell in cells):
        return True
    found = [leading_clock(f"{cell} x") for cell in cells]
    times = [each[0] for each in found if each is not None]
    return times[0] >= 360 and all(a < b for a, b in pairwise(times)) if times else False


def _settle_titles(
    roles: list[ColumnRole], names: Sequence[str], cells: Sequence[Sequence[str]]
) -> None:
    """Leave one column with titles: the one that its heading or its short cells make one."""
    titles = [n for n, role in enumerate(roles) if role is ColumnRole.TITLE]
    for n in titles[1:]:
        roles[n] = ColumnRole.CONTENT
    if titles:
        return
    for n, role in enumerate(roles):
        texts = [text for text in cells[n] if text]
        if role is ColumnRole.CONTENT and texts and _are_titles(texts):
            roles[n] = ColumnRole.TITLE
            return


def _are_titles(texts: Sequence[str]) -> bool:
    worded = sum(any(char.isalpha() for char in text) for text in texts)
    asking = sum(asks(text) or bids(text) for text in texts)
    apart = len(texts) < 3 or 2 * len({*texts}) > len(texts)
    return apart and 2 * worded > len(texts) and 2 * asking < len(texts)


def is_list(cell: Cell) -> bool:
    """Return whether a cell has a list in it."""
    return any(piece.kind is GuidePart.ITEM for piece in cell)
