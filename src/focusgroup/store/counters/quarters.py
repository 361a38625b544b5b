"""Count the quotes of each theme by kind and quarter, and how strongly they are felt."""

from collections.abc import Sequence

from focusgroup.store.counters.expected import EVERYTHING, NAMES, THEME_QUARTER
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.row_mapping import LOOKUP_BATCH, placeholders

SUMMED = ("quotes", "strong", "agreement", "dissent")
_THEMES, _ALL = (
    THEME_QUARTER.format(theme=theme, source=source, where="q.id IN ({quotes})")
    for theme, source in (
        ("t.theme_id", "quote q CROSS JOIN quote_theme t ON t.quote_id = q.id"),
        (f"'{EVERYTHING}'", "quote q"),
    )
)
MOVE = f"""
    INSERT INTO theme_quarter ({NAMES["theme_quarter"]})
    SELECT theme_id, quarter, kind, {", ".join(f":by * {name}" for name in SUMMED)}
    FROM ({{counted}}) moved WHERE TRUE
    ON CONFLICT (theme_id, quarter, kind) DO UPDATE SET
        {", ".join(f"{name} = theme_quarter.{name} + excluded.{name}" for name in SUMMED)}
"""


async def count_in_quarters(
    tx: Tx, quote_ids: Sequence[str], by: int, *, themes_alone: bool = False
) -> None:
    """Count quotes as they are stored and tagged at this moment; with -1, take them away again.

    What changes a quote takes it away first and counts it afterwards; of *themes_alone*, if nothing
    but these changes.
    """
    counted = _THEMES if themes_alone else f"{_THEMES} UNION ALL {_ALL}"
    for start in range(0, len(quote_ids), LOOKUP_BATCH):
        names, params = placeholders("q", list(quote_ids[start : start + LOOKUP_BATCH]))
        await tx.run(MOVE.format(counted=counted.format(quotes=names)), {**params, "by": by})
