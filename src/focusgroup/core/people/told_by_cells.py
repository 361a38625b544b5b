"""What the cells below a row of headings tell about it: columns of times, and empty ones."""

from collections.abc import Sequence
from dataclasses import replace

from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.people.columns import Heads
from focusgroup.core.people.rows import ListRow
from focusgroup.core.text import fold

_TIME = lazy_pattern(
    r"(?:\d{1,4}[-/.] ?\d{1,2}[-/.] ?\d{1,4}\.?,? )?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?"
    r"(?: ?[ap]\.? ?m\.?)?(?: ?(?:utc|gmt)?[+-]?[\d:]*)?"
)
_TOTAL = lazy_pattern(
    r"(?:total|sum|summe|gesamt|insgesamt|totale|totaal|totaux|suma|razem|итого|всего|合计|合計|总计|總計"
    r"|共计|共計|합계|총계|المجموع|الإجمالي|toplam)[\W\d]*"
)


def told_by_cells(heads: Heads, rows: Sequence[ListRow]) -> Heads:
    """Return *heads* with what the *rows* below them tell.

    Two unknown columns of times are those of a call, in a language that is not read, unless there
    is more than a call knows: an account, an answer about consent. Of two columns for the name,
    one that is always empty doesn't count.
    """
    below = [[row.cells[at : at + 1] for row in rows] for at in range(len(heads.columns))]
    filled = [[cell for (cell,) in filter(None, column) if cell] for column in below]
    columns = list(heads.columns)
    times = [
        at
        for at, cells in enumerate(filled)
        if cells and not columns[at] and all(_TIME.fullmatch(fold(cell)) for cell in cells)
    ]
    is_call = len(times) > 1 and "account" not in columns and not heads.has_consent
    for at in times if is_call else []:
        columns[at] = "time"
    names = [at for at, column in enumerate(columns) if column == "name"]
    for at in names if any(filled[at] for at in names) else []:
        columns[at] = "name" if filled[at] else "other"
    return replace(heads, columns=tuple(columns))


def is_total(row: ListRow) -> bool:
    """Return whether a row below the people adds up how many they are: ``Total,,12``."""
    first, *others = row.filled
    return bool(_TOTAL.fullmatch(fold(first))) and all(cell.isdecimal() for cell in others)
