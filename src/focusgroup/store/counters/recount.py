"""Count themes again after many of their rows were changed at once."""

from collections.abc import Sequence

from focusgroup.core.model import Kind
from focusgroup.store.counters.expected import (
    THEME_COUNT,
    THEME_GROUP,
    THEME_VOICES,
    WITHOUT_THEME,
    fill,
)
from focusgroup.store.counters.filing import Speaker, count_quote
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.row_mapping import LOOKUP_BATCH, member, placeholders

GROUPS = "SELECT id FROM account UNION ALL SELECT id FROM person UNION ALL SELECT id FROM session"
"""By theme alone, the groups would be looked through all."""
FORGET = (
    "DELETE FROM theme_count WHERE theme_id IN ({themes})",
    "DELETE FROM theme_voices WHERE theme_id IN ({themes})",
    f"DELETE FROM theme_group WHERE theme_id IN ({{themes}}) AND group_id IN ({GROUPS})",
)
OF_THEMES = {"theme_count": THEME_COUNT, "theme_voices": THEME_VOICES, "theme_group": THEME_GROUP}


async def recount_themes(tx: Tx, theme_ids: Sequence[str], quote_ids: Sequence[str] = ()) -> None:
    """Count again what stands under these themes, after their rows were changed many at once.

    *quote_ids* are the quotes that may have got their first theme by it, or lost their last one.
    """
    for start in range(0, len(theme_ids), LOOKUP_BATCH):
        names, params = placeholders("t", list(theme_ids[start : start + LOOKUP_BATCH]))
        for sql in FORGET:
            await tx.run(sql.format(themes=names), params)
        for table, select in OF_THEMES.items():
            await tx.run(fill(table, select.format(where=f"t.theme_id IN ({names})")), params)
    for start in range(0, len(quote_ids), LOOKUP_BATCH):
        names, params = placeholders("q", list(quote_ids[start : start + LOOKUP_BATCH]))
        await _refile(tx, names, params)


THEMED_NOW = """
    DELETE FROM quote_without_theme WHERE quote_id IN ({quotes})
        AND EXISTS (SELECT 1 FROM quote_theme t WHERE t.quote_id = quote_without_theme.quote_id)
    RETURNING kind, account_id, person_id, session_id
"""
UNTHEMED_NOW = """
    INSERT INTO quote_without_theme (quote_id, kind, account_id, person_id, session_id, at_ms)
    {select} ON CONFLICT (quote_id) DO NOTHING RETURNING kind, account_id, person_id, session_id
"""


async def _refile(tx: Tx, names: str, params: dict[str, object]) -> None:
    unthemed = UNTHEMED_NOW.format(select=WITHOUT_THEME.format(where=f"q.id IN ({names})"))
    for sql, themed in ((THEMED_NOW.format(quotes=names), True), (unthemed, False)):
        for row in await tx.all(sql, params):
            kind, by = member(Kind, row["kind"]), Speaker.of(row)
            await count_quote(tx, kind, by, themed=not themed, change=-1)
            await count_quote(tx, kind, by, themed=themed, change=1)
