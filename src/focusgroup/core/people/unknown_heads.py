"""Headings in a language that is not read, told from a person by the rows below them."""

from collections.abc import Sequence

from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.people.consent import consent_of, unclear
from focusgroup.core.people.people import short
from focusgroup.core.people.rows import ListRow, RowProblem
from focusgroup.core.text import fold

_DATA = lazy_pattern(r"\S+@\S+|[+(]?\d[\d\s./:()-]*%?")
_PARTICLES = frozenset("al bin da de del della den der di dos du el la le ten van von y zu".split())
_MOST_ANSWERS = 3
"""A column of consent has hardly more different answers."""
_MANY = 4
"""Fields of a line that may end with consent: name, role, account and one more."""


def refused_heads(rows: Sequence[ListRow]) -> RowProblem | None:
    """Return why the first row can't be read if it is surely headings, None if it is a person."""
    return (
        _problem(
            rows,
            "looks like headings, but not like known ones. Call them Name, Role, "
            "Company and Consent, or take this row out.",
        )
        if _is_sure(rows)
        else None
    )


def doubtful_heads(rows: Sequence[ListRow]) -> RowProblem | None:
    """Return a remark if the first row is read as a person but could be headings."""
    if len(rows) < 3 or not (_may_be_heads(rows) and _names_begin_below(rows)):
        return None
    return _problem(rows, "is read as a person. If these are headings, take them out.")


def _problem(rows: Sequence[ListRow], what: str) -> RowProblem:
    return RowProblem(rows[0].line, f"“{short(', '.join(rows[0].filled))}” {what}")


def _is_sure(rows: Sequence[ListRow]) -> bool:
    """Return whether a column's cells, or the names and answers, begin below the first row.

    Consent may be lost in such a list: nobody knows which column it is.
    """
    if len(rows) < 3 or not _may_be_heads(rows):
        return False
    columns = [
        (head, [row.cells[at] for row in rows[1:] if len(row.cells) > at and row.cells[at]])
        for at, head in enumerate(rows[0].cells)
    ]
    if any(head and len(cells) > 1 and all(map(_DATA.fullmatch, cells)) for head, cells in columns):
        return True
    answers = any(_are_answers(head, cells) for head, cells in columns[1:])
    return _names_begin_below(rows) and (answers or len(rows[0].filled) >= _MANY)


def _may_be_heads(rows: Sequence[ListRow]) -> bool:
    """Return whether nothing in the first row is a person's: no answer, number, mail or mark."""
    head, below = rows[0], rows[1:]
    words = [fold(cell) for cell in head.filled]
    said = {fold(cell) for row in below for cell in row.cells}
    return (
        len(words) > 1
        and len(set(words)) == len(words)
        and not said & set(words)
        and not any(_DATA.fullmatch(cell) or consent_of(cell) or unclear(cell) for cell in words)
    )


def _names_begin_below(rows: Sequence[ListRow]) -> bool:
    """Return whether the first row alone begins with no whole name."""
    return not _is_name(rows[0].cells[0]) and all(_is_name(row.cells[0]) for row in rows[1:])


def _is_name(cell: str) -> bool:
    """Return whether a cell has first and last name, as ``Anna Novak``, or a mail address."""
    words = cell.split()
    big = [word for word in words if not word[:1].islower()]
    small = [word for word in words if word[:1].islower()]
    return "@" in cell or (len(big) > 1 and all(fold(word) in _PARTICLES for word in small))


def _are_answers(head: str, column: Sequence[str]) -> bool:
    """Return whether a column has few short answers, and one of them more than once."""
    said = {fold(cell) for cell in column}
    short_ones = all(len(cell) <= 12 for cell in said)
    return bool(head) and len(said) < len(column) and len(said) <= _MOST_ANSWERS and short_ones
