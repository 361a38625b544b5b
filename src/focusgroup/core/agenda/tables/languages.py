"""Columns of a guide's table that say the same in two languages, or ask without a name."""

from collections.abc import Sequence
from dataclasses import replace

from focusgroup.core.agenda.tables.columns import GuideColumns
from focusgroup.core.agenda.tables.pieces import Cell, Row, said
from focusgroup.core.agenda.vocabulary import asks_at_end
from focusgroup.core.agenda.words.column_words import ColumnRole
from focusgroup.core.agenda.words.languages import is_translation
from focusgroup.core.agenda.words.leading_words import TO_YOU


def in_one_language(rows: Sequence[Row]) -> list[Row]:
    """Return *rows* with a column joined to the next one, if that says the same: "Wer? / Who?"."""
    made = list(rows)
    at = 0
    while made and at + 1 < len(made[0]):
        pairs = [(said(row[at]), said(row[at + 1])) for row in made[1:]]
        both = [(a, b) for a, b in pairs if asks_at_end(a) and asks_at_end(b)]
        twice = sum(is_translation(a, b) for a, b in both)
        if twice > 1 and 3 * twice >= 2 * len(pairs):
            made = [(*row[:at], _joined(row[at], row[at + 1]), *row[at + 2 :]) for row in made]
        at += 1
    return made


def _joined(one: Cell, other: Cell) -> Cell:
    if len(one) != 1 or len(other) != 1:
        return (*one, *other)
    return (replace(one[0], text=f"{one[0].text} / {other[0].text}"),)


def with_asking_column(columns: GuideColumns, rows: Sequence[Row]) -> GuideColumns | None:
    """Return *columns* with the one that asks the room in each row as questions; None without."""
    if len(rows) < 2 or any(role is not ColumnRole.CONTENT for role in _worded(columns)):
        return None
    asking = [
        n
        for n in range(len(columns.roles))
        if all(asks_at_end(said(row[n])) for row in rows)
        and 2 * sum(bool(TO_YOU.search(said(row[n]))) for row in rows) >= len(rows)
    ]
    if len(asking) != 1:
        return None
    return replace(
        columns,
        roles=tuple(
            ColumnRole.QUESTIONS if n == asking[0] else role for n, role in enumerate(columns.roles)
        ),
    )


def _worded(columns: GuideColumns) -> list[ColumnRole]:
    """Return the roles of the columns that are no numbers or titles."""
    return [x for x in columns.roles if x not in (ColumnRole.NUMBER, ColumnRole.TITLE)]
