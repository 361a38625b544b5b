"""When the rows of a timetable begin and how long they take, as its columns of times say."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from focusgroup.core.agenda.outlines.spans import counted_from_zero, in_a_row
from focusgroup.core.agenda.tables.cell_times import (
    is_clock,
    length_of,
    time_said,
)
from focusgroup.core.agenda.tables.columns import (
    GuideColumns,
)
from focusgroup.core.agenda.tables.pieces import Row, said
from focusgroup.core.agenda.words.column_words import ColumnRole
from focusgroup.core.dates.durations import in_words, leading_clock, parse_minutes


@dataclass(frozen=True, slots=True)
class RowTime:
    """The time of a row in the guide's words, "" without one; *clock* if it is a time of day."""

    text: str = ""
    clock: bool = False

    def over(self, title: str) -> str:
        """Return *title* with the time as headings have it."""
        if not self.text:
            return title
        return f"{self.text} {title}".strip() if self.clock else f"{title} ({self.text})".strip()


def row_times(body: Sequence[Row], columns: GuideColumns) -> list[RowTime]:
    """Return the time of each row."""
    lengths = columns.of(ColumnRole.TIME)
    cells = [next((time_said(said(row[n])) for n in lengths if said(row[n])), "") for row in body]
    given = [text for text in cells if text]
    counted = in_a_row(given) or counted_from_zero(given)
    name = columns.names[lengths[0]] if lengths else ""
    if counted is not None:
        minutes = iter(counted)
        return [RowTime(in_words(next(minutes))) if text else RowTime() for text in cells]
    if lengths and (offsets := _offsets(given)):
        after = iter(offsets)
        return [
            RowTime(f"{n // 60}:{n % 60:02}", True)
            if (n := next(after) if text else -1) >= 0
            else RowTime()
            for text in cells
        ]
    times = [_one(row, text, name, columns) for row, text in zip(body, cells, strict=True)]
    if not lengths and not columns.of(ColumnRole.START):
        return _of_running(body, columns)
    return _until_next(times)


def _offsets(given: Sequence[str]) -> list[int]:
    """Return bare numbers that go up from 0: the minutes after which each row begins."""
    plain = [text.strip(" '’′*_").lstrip("+") for text in given]
    if len(plain) < 3 or not all(text.isdecimal() and len(text) < 4 for text in plain):
        return []
    numbers = [*map(int, plain)]
    return numbers if numbers[0] == 0 and all(a < b for a, b in pairwise(numbers)) else []


def _one(row: Row, length: str, name: str, columns: GuideColumns) -> RowTime:
    if length and not is_clock(length):
        minutes = length_of(length, name)
        bare = parse_minutes(length) is None and leading_clock(f"{length} x") is None
        return RowTime(in_words(minutes) if bare and minutes is not None else length)
    if length and parse_minutes(length) is not None:
        return RowTime(length)
    starts, ends = (
        next((said(row[n]) for n in columns.of(role) if said(row[n])), "")
        for role in (ColumnRole.START, ColumnRole.END)
    )
    if starts and ends and parse_minutes(f"{starts} – {ends}") is not None:
        return RowTime(f"{starts} – {ends}")
    return RowTime(starts or length, bool(starts or length))


def _until_next(times: list[RowTime]) -> list[RowTime]:
    """Return *times* with a length for a row that only begins, where most others have one."""
    if all(each.clock for each in times if each.text):
        return times
    whole: list[RowTime] = []
    for n, each in enumerate(times):
        after = times[n + 1].text if n + 1 < len(times) else ""
        span = f"{each.text} – {after.split('–')[0].strip()}"
        if each.clock and after and parse_minutes(span) is not None:
            whole.append(RowTime(span))
        else:
            whole.append(each)
    return whole


def _of_running(body: Sequence[Row], columns: GuideColumns) -> list[RowTime]:
    """Return the lengths between running totals, for a table that only has these."""
    at = columns.of(ColumnRole.RUNNING)
    totals = [length_of(said(row[at[0]]), columns.names[at[0]]) if at else None for row in body]
    times: list[RowTime] = []
    before = 0.0
    for total in totals:
        grows = total is not None and total > before
        times.append(
            RowTime(in_words(total - before)) if total is not None and grows else RowTime()
        )
        before = total if total is not None and grows else before
    return times
