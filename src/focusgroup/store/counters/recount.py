"""Count themes again after many of their rows were changed at once."""

from collections.abc import Sequence

from focusgroup.core.model import Kind
from focusgroup.store.counters.expected import (
    BETWEEN,
    KINDS,
    NAMES,
    PEOPLE,
    SHARED,
    THEME_COUNT,
    THEME_GROUP,
    THEME_PAIR,
    THEME_QUARTER,
    THEME_VOICES,
    TOGETHER,
    WITHOUT_THEME,
    fill,
)
from focusgroup.store.counters.filing import (
    SPOKEN,
    CountedAccount,
    Speaker,
    count_quote,
    counted_account,
)
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.row_mapping import LOOKUP_BATCH, member, placeholders

GROUPS = " UNION ALL ".join(
    [
        *(f"SELECT id FROM {table}" for table in ("account", "person", "session")),
        *(f"SELECT '{name}:' || {name} FROM account WHERE {name} <> ''" for name in SHARED),
    ]
)
"""By theme alone, the groups would be looked through all."""
FORGET = (
    "DELETE FROM theme_count WHERE theme_id IN ({themes})",
    "DELETE FROM theme_voices WHERE theme_id IN ({themes})",
    f"DELETE FROM theme_group WHERE theme_id IN ({{themes}}) AND group_id IN ({GROUPS})",
    "DELETE FROM theme_pair WHERE theme_id IN ({themes}) OR with_id IN ({themes})",
    "DELETE FROM theme_quarter WHERE theme_id IN ({themes})",
)
BEHIND = chr(ord(BETWEEN) + 1)
_OF_THEM = "t.theme_id IN ({themes})"
OF_THEMES = (
    ("theme_count", THEME_COUNT.format(where=_OF_THEM)),
    ("theme_voices", THEME_VOICES.format(where=_OF_THEM)),
    ("theme_group", THEME_GROUP.format(where=_OF_THEM)),
    (
        "theme_quarter",
        THEME_QUARTER.format(
            theme="t.theme_id",
            source="quote_theme t CROSS JOIN quote q ON q.id = t.quote_id",
            where=_OF_THEM,
        ),
    ),
    ("theme_pair", THEME_PAIR.format(together=TOGETHER, where=_OF_THEM)),
    (
        "theme_pair",  # those with a theme of a lower id, from this side
        THEME_PAIR.format(
            together="quote_theme o CROSS JOIN quote_theme t ON t.quote_id = o.quote_id",
            where="o.theme_id IN ({themes}) AND t.theme_id NOT IN ({themes})",
        ),
    ),
)


async def recount_themes(tx: Tx, theme_ids: Sequence[str], quote_ids: Sequence[str] = ()) -> None:
    """Count again what is under these themes, after their rows were changed many at once.

    *quote_ids* are the quotes that may have got their first theme by it, or lost their last one.
    """
    for start in range(0, len(theme_ids), LOOKUP_BATCH):
        names, params = placeholders("t", list(theme_ids[start : start + LOOKUP_BATCH]))
        for sql in FORGET:
            await tx.run(sql.format(themes=names), params)
        for table, select in OF_THEMES:
            await tx.run(fill(table, select.format(themes=names)), params)
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


_SUMS = ", ".join(f"sum({kind})" for kind in KINDS)
_SUMS_OF_PEOPLE = ", ".join(f"sum({name})" for name in PEOPLE)
REGROUP = tuple(
    sql
    for name in SHARED
    for sql in (
        f"DELETE FROM theme_group WHERE group_id = '{name}:' || :{name}",
        f"""INSERT INTO theme_group ({NAMES["theme_group"]})
            SELECT '{name}:' || :{name}, theme_id, {_SUMS}, {_SUMS_OF_PEOPLE}
            FROM account a CROSS JOIN theme_group g ON g.group_id = a.id
            WHERE a.{name} = :{name} AND :{name} <> '' GROUP BY theme_id""",
        f"""DELETE FROM quote_tally WHERE role = 'there'
            AND who >= '{name}:' || :{name} || :between AND who < '{name}:' || :{name} || :behind
        """,
        f"""INSERT INTO quote_tally ({NAMES["quote_tally"]})
            SELECT 'there', '{name}:' || :{name} || substr(who, length(a.id) + 1), themed, {_SUMS}
            FROM account a CROSS JOIN quote_tally q
                ON q.role = 'there' AND q.who >= a.id || :between AND q.who < a.id || :behind
            WHERE a.{name} = :{name} AND :{name} <> '' GROUP BY 2, 3""",
    )
)
"""Counts a segment and an owner again from their accounts."""


REVALUE = f"""
    INSERT INTO theme_voices ({NAMES["theme_voices"]})
    SELECT theme_id, {SPOKEN}, 0, 0, 0, 0, :revenue, :known FROM theme_group
    WHERE group_id = :account AND {SPOKEN} > 0
    ON CONFLICT (theme_id, kinds) DO UPDATE SET
        revenue = theme_voices.revenue + excluded.revenue,
        known = theme_voices.known + excluded.known
"""


async def regroup(tx: Tx, account: str, before: CountedAccount) -> None:
    """Count again what a change of an account concerns: segments and owners, revenue of themes."""
    after = await counted_account(tx, account)
    for groups in (before.groups, after.groups):
        # One that stays is left alone: no account has that name.
        moved = {
            name: groups.get(name, "").removeprefix(f"{name}:")
            if before.groups.get(name) != after.groups.get(name)
            else ""
            for name in SHARED
        }
        if any(moved.values()):
            for sql in REGROUP:
                await tx.run(sql, {**moved, "between": BETWEEN, "behind": BEHIND})
    revenue = {name: after.revenue[name] - before.revenue[name] for name in after.revenue}
    if any(revenue.values()):
        await tx.run(REVALUE, {"account": account, **revenue})
