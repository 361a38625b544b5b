"""Count the quotes, and the people, that two themes have in common: a row of ``theme_pair``."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from itertools import combinations
from typing import NamedTuple

from focusgroup.core.model import RANKED_KINDS, Kind
from focusgroup.store.counters.expected import KINDS, NAMES, RANKED
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.row_mapping import LOOKUP_BATCH, placeholders

Pair = tuple[str, str]
"""Two themes, the lower id first."""
PAIR = f"""
    INSERT INTO theme_pair ({NAMES["theme_pair"]})
    VALUES (:theme, :with, {", ".join(f":{kind}" for kind in KINDS)}, 0)
    ON CONFLICT (theme_id, with_id) DO UPDATE SET
        {", ".join(f"{kind} = theme_pair.{kind} + excluded.{kind}" for kind in KINDS)}
"""
PEOPLE = f"""
    UPDATE theme_pair SET people = people + :by WHERE theme_id = :theme AND with_id = :with
        AND NOT EXISTS (
            SELECT 1 FROM quote_theme t CROSS JOIN quote_theme o
                ON o.theme_id = :common AND o.quote_id = t.quote_id
            WHERE t.theme_id = :rare AND t.person_id = :person AND t.kind IN ({RANKED}))
"""
SIZES = """
    SELECT theme_id, sum(quotes) FROM theme_count WHERE theme_id IN ({names}) GROUP BY theme_id
"""


class PairedQuote(NamedTuple):
    """A quote that comes to pairs of themes, or leaves them: its kind, and who said it."""

    kind: Kind
    person: str | None
    pairs: Iterable[Pair]


def pairs_of(themes: Iterable[str]) -> set[Pair]:
    """Return every two of some themes."""
    return set(combinations(sorted(themes), 2))


async def count_pairs(tx: Tx, quotes: Sequence[PairedQuote], by: int) -> None:
    """Count quotes that come to pairs of themes (1), or leave them (-1).

    To be called while none of them has both themes of such a pair: before they are tagged, and
    after their tags are gone.
    """
    moved: dict[Pair, Counter[str]] = defaultdict(Counter)
    people: set[tuple[Pair, str]] = set()
    for kind, person, pairs in quotes:
        for pair in pairs:
            moved[pair][kind.value] += by
            if person and kind in RANKED_KINDS:
                people.add((pair, person))
    if not moved:
        return
    none = dict.fromkeys(KINDS, 0)
    rows = ({"theme": a, "with": b, **none, **kinds} for (a, b), kinds in moved.items())
    await tx.many(PAIR, rows)
    if not people:
        return
    sizes = await _sizes(tx, {theme for pair, _ in people for theme in pair})
    heard = []
    for pair, who in sorted(people):
        rare, common = sorted(pair, key=lambda theme: sizes.get(theme, 0))
        of = {"theme": pair[0], "with": pair[1], "rare": rare, "common": common}
        heard.append({**of, "person": who, "by": by})
    await tx.many(PEOPLE, heard)


async def _sizes(tx: Tx, themes: Collection[str]) -> dict[str, int]:
    """Return how many quotes themes have: who spoke of two is looked for among the fewer ones."""
    found: dict[str, int] = {}
    ids = sorted(themes)
    for start in range(0, len(ids), LOOKUP_BATCH):
        names, params = placeholders("theme", ids[start : start + LOOKUP_BATCH])
        for row in await tx.all(SIZES.format(names=names), params):
            found[row[0]] = row[1]
    return found
