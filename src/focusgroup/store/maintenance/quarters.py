"""Check what is counted of each quarter: count it again and compare."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from focusgroup.store.counters.expected import EVERYTHING, NAMES, THEME_QUARTER
from focusgroup.store.maintenance.faults import CountFault
from focusgroup.store.maintenance.voices import has_table

KEPT = f"""
    SELECT {NAMES["theme_quarter"]} FROM theme_quarter
    WHERE quotes <> 0 OR strong <> 0 OR agreement <> 0 OR dissent <> 0
"""
OF_ALL = THEME_QUARTER.format(theme=f"'{EVERYTHING}'", source="quote q", where="TRUE")
DAY_MS = 86_400_000


class QuotesByQuarter:
    """The quotes with the same tags by quarter and kind, and how strongly they are felt."""

    def __init__(self) -> None:
        self._quotes: Counter[tuple[str, int, str]] = Counter()
        self._felt: dict[tuple[str, int, str], list[int]] = defaultdict(lambda: [0, 0, 0])
        self._quarters: dict[int, int] = {}

    def add(self, tags: str, kind: str, at_ms: int, felt: Sequence[int]) -> None:
        """Count a quote with *tags*, as ``counts.TAGS`` gives them; *felt* as it is stored."""
        day = at_ms // DAY_MS
        quarter = self._quarters.get(day)
        if quarter is None:
            quarter = self._quarters[day] = _quarter(day)
        key = (tags, quarter, kind)
        self._quotes[key] += 1
        if any(felt):
            so_far = self._felt[key]
            for place, many in enumerate((int(felt[0] > 0), *felt[1:])):
                so_far[place] += many

    def faults(self, connection: sqlite3.Connection) -> Iterator[tuple[CountFault, str]]:
        """Yield a fault for each count of a theme that is wrong, missing or too many."""
        if not has_table(connection, "theme_quarter"):
            return
        counted: dict[tuple[str, int, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for (tags, quarter, kind), many in self._quotes.items():
            felt = self._felt.get((tags, quarter, kind), [0, 0, 0])
            for tag in tags.split(","):
                row = counted[tag[:-1], quarter, kind]
                for place, more in enumerate((many, *felt)):
                    row[place] += more
        wanted: set[tuple[object, ...]] = {(*key, *row) for key, row in counted.items()}
        wanted |= {tuple(row) for row in connection.execute(OF_ALL)}
        wrong = wanted ^ {tuple(row) for row in connection.execute(KEPT)}
        places = {(str(row[0]), str(row[1]), str(row[2])) for row in wrong}
        yield from ((CountFault.THEME_COUNT, theme) for theme, _, _ in sorted(places))


def _quarter(day: int) -> int:
    """Return the number of a day's quarter as the counters have it; 0 for one of no calendar."""
    try:
        date = datetime.fromtimestamp(day * DAY_MS // 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return 0
    return date.year * 4 + (date.month + 2) // 3
