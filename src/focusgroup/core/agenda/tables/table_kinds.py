"""What the rows of a guide's table are: facts, a form, a timetable, topics, questions.

A table is a frame around text, a list of facts, a form with a label in each row, a timetable, a
list of topics with what is asked about each, a list of questions, or none of these. Rows that reach
over all columns head those below them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from focusgroup.core.agenda.tables import languages
from focusgroup.core.agenda.tables.cell_times import (
    LONGEST_TITLE,
    is_day,
    is_time,
    tells_time,
)
from focusgroup.core.agenda.tables.columns import (
    LED,
    TIMES,
    GuideColumns,
    columns_of,
    is_list,
    name_role,
)
from focusgroup.core.agenda.tables.pieces import COVERED, GuidePiece, Row, filled, is_called, said
from focusgroup.core.agenda.vocabulary import (
    ROLES,
    SectionField,
    asks,
    bids,
    named_by,
    without_part,
)
from focusgroup.core.agenda.words.column_words import ColumnRole
from focusgroup.core.agenda.words.leading_words import REQUEST
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import fold

_WEEK = lazy_pattern(
    r"第\s?\d{1,3}\s?周|(?:week|woche|semaine|semana|settimana)\s?\d{1,3}\b|(?:kw)\s?\d",
    re.IGNORECASE,
)
"""A row of a calendar."""

_SPAN = lazy_pattern(r"(?P<start>\d{1,2}[:.h時]\d\d)\D{1,9}(?P<end>\d{1,2}[:.h時]\d\d)\b")
_GROUP = lazy_pattern(
    r"(?:(?:group|gruppe|groupe|grupo|gruppo|groep|session|sesión|sessie|グループ|第)\s?)?[a-z]{0,2}\d{0,2}"
    r"\s?(?:组|場|场|回|グループ)?$",
    re.IGNORECASE,
)
"""The name of a group of a study: "G1", "Gruppe 2"."""

_ENDS = (".", "。", "!", "！", ":", "：", ";", ",")


_OF_STUDY = lazy_pattern(
    r"(?:weeks?|wochen?|kw|semaines?|semanas?|settiman[ae]|weken|days?|tage?|jours?|días?|giorn[oi]"
    r"|dias?|dag(?:en)?|months?|monate?|mois|mes(?:es)?|mes[ei]|mês|maand(?:en)?|第?[周週天]|日|月)$",
    re.IGNORECASE,
)
"""The name of a column of when something of a study is done."""


class TableKind(StrEnum):
    """What the rows of a table are."""

    FRAME = "frame"
    FACTS = "facts"
    FORM = "form"
    TIMETABLE = "timetable"
    TOPICS = "topics"
    QUESTIONS = "questions"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class GuideTable:
    """A table that was looked at: its kind, its columns, and its rows without the header."""

    kind: TableKind
    rows: tuple[Row, ...]
    columns: GuideColumns
    header: tuple[Row, ...] = ()
    bands: tuple[int, ...] = ()

    @property
    def is_rich(self) -> bool:
        """Return whether a cell says more than a table of Markdown can."""
        return any(len(cell) > 1 or is_list(cell) for row in self.rows for cell in row)


@lru_cache(4)
def looked_at(table: GuidePiece) -> GuideTable | None:
    """Return what *table* is, None if it is empty."""
    rows = languages.in_one_language(filled(table.rows))
    if not rows:
        return None
    width = len(rows[0])
    none = GuideColumns((ColumnRole.CONTENT,) * width, ("",) * width, has_header=False)
    if len(rows[0]) == 1:
        return GuideTable(TableKind.FRAME, tuple(rows), none)
    if _is_form(rows):
        return GuideTable(TableKind.FORM, tuple(rows), none)
    if _holds_facts(rows):
        return GuideTable(TableKind.FACTS, tuple(rows), none)
    rows = _with_times_in_bands(rows)
    bands = [n for n, row in enumerate(rows) if is_band(row)]
    return (_with_bands(table, rows, bands) if bands else None) or _with_bands(table, rows, ())


def _with_bands(table: GuidePiece, rows: Sequence[Row], bands: Sequence[int]) -> GuideTable | None:
    """Return the table if *bands* are rows that head others; None if they are rows like them."""
    plain = [row for n, row in enumerate(rows) if n not in bands]
    if not plain:
        return None
    columns = columns_of(plain, marked=table.header and 0 not in bands)
    header = plain[:1] if columns.has_header and not is_called(plain[0]) else []
    names = [*map(said, header[0])] if header else []
    body = [row for row in rows if not header or [*map(said, row)] != names]
    at = [n for n, row in enumerate(body) if bands and is_band(row)]
    kind = _kind(columns, [row for n, row in enumerate(body) if n not in at], banded=bool(at))
    if bands and not _are_bands(at, body, columns, kind):
        return None
    return GuideTable(kind, tuple(body), columns, tuple(header), tuple(at))


def _kind(columns: GuideColumns, body: Sequence[Row], *, banded: bool) -> TableKind:
    if body and all(map(_is_blank, body)):
        return TableKind.OTHER
    roles = columns.roles
    timed_questions = (
        columns.title is None
        and ColumnRole.QUESTIONS in roles
        and ColumnRole.START not in roles
        and (banded or ColumnRole.NUMBER in roles or _all_ask(columns, body))
    )
    if timed_questions:
        return TableKind.QUESTIONS
    if _is_calendar(columns, body):
        return TableKind.OTHER
    if any(role in roles for role in (*TIMES, ColumnRole.RUNNING)):
        return TableKind.TIMETABLE
    at = columns.title
    if at is not None and body and all(_WEEK.match(said(row[at])) for row in body):
        return TableKind.OTHER
    titles = [row[at][0].text.strip("* ") for row in body if row[at]] if at is not None else []
    if 2 * sum(map(tells_time, titles)) > len(body):
        return TableKind.TIMETABLE
    asking = sum(any(asks(said(cell)) for cell in row) for row in body)
    asked = ColumnRole.QUESTIONS in roles or 2 * asking >= len(body) > 1
    if asked and columns.title is not None and _has_topics(columns.title, body):
        return TableKind.TOPICS
    if any(role in LED for role in roles):
        return TableKind.QUESTIONS
    return TableKind.OTHER


def _is_calendar(columns: GuideColumns, body: Sequence[Row]) -> bool:
    """Return whether the rows are the groups of a study with their days, not parts of one."""
    if len(body) < 2:
        return False
    for at in range(len(columns.roles)):
        days = {said(row[at]) for row in body}
        if (at == columns.title or len(days) == len(body)) and all(map(is_day, days)):
            return True
    spans = [found for row in body for cell in row if (found := _SPAN.match(said(cell)))]
    groups = all(_GROUP.match(said(row[0])) for row in body)
    apart = [a["end"] != b["start"] for a, b in pairwise(spans)]
    return groups and len(spans) == len(body) and all(apart)


def _is_blank(row: Row) -> bool:
    """Return whether a row of several columns has only its number: it is to be filled in."""
    filled_in = any(any(map(str.isalnum, said(cell))) for cell in row[1:])
    first = said(row[0])
    return len(row) > 2 and not filled_in and (first == "" or first[-1].isdecimal())


def _all_ask(columns: GuideColumns, body: Sequence[Row]) -> bool:
    """Return whether each row begins with its question, beside how long that takes."""
    first = columns.of(ColumnRole.QUESTIONS)[0]
    apart = (*TIMES, ColumnRole.RUNNING, ColumnRole.NUMBER)
    if any(role not in apart for role in columns.roles[:first]):
        return False
    texts = [row[first][0].text.strip("*_ ") for row in body if row[first]]
    asked = [asks(text) or bids(text) or bool(REQUEST.match(text)) for text in texts]
    lead = all(len(row[first]) < 2 for row in body)
    return len(texts) > 1 and lead and 4 * sum(asked) >= 3 * len(texts)


def _has_topics(at: int, body: Sequence[Row]) -> bool:
    """Return whether the titles are short, and of more than one section."""
    titles = [said(row[at]) for row in body]
    short = all(len(title) <= LONGEST_TITLE and not asks(title) for title in titles)
    return short and len({*titles} - {""}) > 1


def _is_form(rows: Sequence[Row]) -> bool:
    """Return whether each row of two columns says what it holds: "Say | …", "Ask | …"."""
    pairs = [row for row in rows if not is_band(row)]
    if len(rows[0]) != 2 or len(pairs) < 1:
        return False
    lengths = [said(row[1]).strip("* ") for row in pairs[1:]]
    if len(lengths) > 1 and all(text.isdecimal() or is_time(text) for text in lengths):
        return False  # "Part | Minutes"
    headed = is_title(said(rows[0][0])) and is_length(said(rows[0][1]))
    labels = pairs[headed:]
    roles = [label_role(said(row[0])) for row in labels]
    known = sum(role is not None for role in roles)
    led = any(role in LED for role in roles) or (headed and known > 0)
    banded = len(pairs) < len(rows)
    both = name_role(said(pairs[0][0])) in LED and label_role(said(pairs[0][1])) is not None
    alone = len(labels) == 1 and fold(said(labels[0][0]).strip(" :*")) in ROLES
    several = banded or headed or known > 1 or alone
    return led and 2 * known > len(labels) and several and not (both and not banded)


def label_role(text: str) -> ColumnRole | None:
    """Return what a label at the start of a row names, None if it is none."""
    return name_role(text) if text and len(text) <= 40 and not asks(text) else None


def _holds_facts(rows: Sequence[Row]) -> bool:
    """Return whether a table of two columns has facts: "Duration | 90 minutes", "Place | …"."""
    if len(rows[0]) != 2:
        return False
    times = [is_time(said(row[1])) for row in rows]
    named = [named_by(said(row[0])) is SectionField.MINUTES for row in rows]
    told = any(name and time for name, time in zip(named, times, strict=True))
    return told and 2 * sum(times) <= len(rows)


def asked_in(found: GuideTable) -> GuideTable:
    """Return a table of no other kind as one of questions, if a column asks in each row."""
    columns = languages.with_asking_column(found.columns, found.rows)
    return found if columns is None else replace(found, kind=TableKind.QUESTIONS, columns=columns)


# -- rows over all columns ---------------------------------------------------------------------


def is_band(row: Row) -> bool:
    """Return whether a row has only its first cell: it reaches over all, or is a title."""
    alone = bool(said(row[0])) and not any(map(said, row[1:]))
    return alone and (_reaches_over(row) or is_title(said(row[0])))


def _with_times_in_bands(rows: list[Row]) -> list[Row]:
    """Return *rows* with "Warm-up | 10 min" as one cell over all, if only some rows are such."""
    found = [
        n
        for n, row in enumerate(rows)
        if is_title(said(row[0]))
        and not is_time(said(row[0]))
        and [is_length(text) for text in map(said, row[1:]) if text] == [True]
    ]
    if any(_OF_STUDY.match(said(cell).strip("* ")) for cell in rows[0]):
        return rows  # the numbers are weeks
    times = sum(any(is_length(said(cell)) for cell in row[1:]) for row in rows)
    if len(found) < 2 or times > len(found) or 3 * len(found) > 2 * len(rows):
        return rows
    made = list(rows)
    for n in found:
        time = next(text for text in map(said, rows[n][1:]) if text)
        time = f"{time} min" if time.isdecimal() else time
        head = replace(rows[n][0][0], text=f"{said(rows[n][0])} ({time})")
        made[n] = ((head,), *(COVERED for _ in rows[n][1:]))
    return made


def is_length(text: str) -> bool:
    """Return whether *text* is a time, or a bare number of minutes."""
    return is_time(text) or (text.isdecimal() and len(text) < 4)


def _reaches_over(row: Row) -> bool:
    return all(cell == COVERED for cell in row[1:])


def is_title(text: str) -> bool:
    """Return whether *text* is short and neither asks nor tells something."""
    return len(text) <= LONGEST_TITLE and not (asks(text) or bids(text) or text.endswith(_ENDS))


def _are_bands(
    at: Sequence[int], body: Sequence[Row], columns: GuideColumns, kind: TableKind
) -> bool:
    """Return whether the rows with one cell head the others, and are no rows like them."""
    if not at or len(at) == len(body):
        return False
    over = all(_reaches_over(body[n]) for n in at)
    heads = [said(body[n][0]) for n in at if is_title(said(body[n][0]))]
    timed = all(map(tells_time, heads)) and bool(heads)
    if over and (kind is not TableKind.OTHER or (timed and len(at) > 1)):
        return True
    full = sum(any(map(said, row[1:])) for n, row in enumerate(body) if n not in at)
    if 2 * full <= len(body) - len(at):
        return False
    if timed:
        return len(at) > 1
    titled = all(without_part(text) != text for text in (said(body[n][0]) for n in at))
    first = columns.roles[0] in (ColumnRole.QUESTIONS, ColumnRole.CONTENT, ColumnRole.NUMBER)
    return first and len(at) > 1 and titled and kind is not TableKind.TIMETABLE
