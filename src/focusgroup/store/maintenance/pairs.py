"""Check what themes have in common: count it again and compare."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import combinations

from focusgroup.store.counters.expected import KINDS
from focusgroup.store.maintenance.faults import CountFault
from focusgroup.store.maintenance.voices import RANKED, has_table

KEPT = f"""
    SELECT theme_id, with_id, {", ".join(KINDS)}, people FROM theme_pair
    WHERE {" OR ".join(f"{name} <> 0" for name in (*KINDS, "people"))}
"""


class SharedQuotes:
    """The quotes of every two themes, by kind, and who said them.

    Quotes with the same tags are counted together, and people are bits: a million quotes have a
    few ten thousand different tags.
    """

    def __init__(self) -> None:
        self._quotes: Counter[tuple[str, str]] = Counter()
        self._people: dict[str, bytearray] = defaultdict(bytearray)
        self._places: dict[str, int] = {}

    def add(self, tags: str, kind: str, person: str | None) -> None:
        """Count a quote with *tags*, as ``counts.TAGS`` gives them."""
        self._quotes[tags, kind] += 1
        if person is None or kind not in RANKED:
            return
        byte, bit = divmod(self._places.setdefault(person, len(self._places)), 8)
        seen = self._people[tags]
        if len(seen) <= byte:
            seen.extend(bytes(byte + 1 - len(seen)))
        seen[byte] |= 1 << bit

    def faults(self, connection: sqlite3.Connection) -> Iterator[tuple[CountFault, str]]:
        """Yield a fault for each two themes whose counts are wrong, missing or too many."""
        if not has_table(connection, "theme_pair"):
            return
        kinds: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
        tagged: dict[tuple[str, str], set[str]] = defaultdict(set)
        for (tags, kind), many in self._quotes.items():
            for pair in combinations(sorted(tag[:-1] for tag in tags.split(",")), 2):
                kinds[pair][kind] += many
                tagged[pair].add(tags)
        wanted: set[tuple[object, ...]] = {
            (*pair, *(counted[kind] for kind in KINDS), self._together(tagged[pair]))
            for pair, counted in kinds.items()
        }
        kept: set[tuple[object, ...]] = {tuple(row) for row in connection.execute(KEPT)}
        wrong = {(str(row[0]), str(row[1])) for row in kept ^ wanted}
        yield from ((CountFault.THEME_COUNT, theme) for theme, _ in sorted(wrong))

    def _together(self, tagged: set[str]) -> int:
        people = 0
        for tags in tagged:
            people |= int.from_bytes(self._people.get(tags, b""), "little")
        return people.bit_count()
