"""Move the quotes of whole themes at once: their tags, parents' tags, revisions and headlines.

The rows of ``theme_link`` say which quotes, so that a theme of any size is a few statements.
"""

from collections.abc import Iterable, Iterator

from focusgroup.core.text import fold
from focusgroup.core.themes.paths import lineage
from focusgroup.store.codebook.recorded import Changed
from focusgroup.store.engine.protocol import Row, Tx
from focusgroup.store.row_mapping import LOOKUP_BATCH, placeholders

OF_CHANGE = "SELECT quote_id FROM theme_link WHERE change = :change"
OF_THEME = "SELECT quote_id FROM quote_theme WHERE theme_id = :theme"

HOLD = """
    INSERT INTO theme_link (change, quote_id, theme_id, direct)
    SELECT :change, quote_id, theme_id, 0 FROM quote_theme WHERE theme_id = :theme
    ON CONFLICT DO NOTHING
"""
LINK = """
    INSERT INTO theme_link (change, quote_id, theme_id, into_id, direct)
    SELECT :change, quote_id, theme_id, :into, direct FROM quote_theme
    WHERE theme_id = :theme AND direct > 0
    ON CONFLICT (change, quote_id, theme_id)
    DO UPDATE SET into_id = excluded.into_id, direct = excluded.direct
"""
LINK_ONE = LINK.replace("direct > 0", "direct > 0 AND quote_id IN ({ids})")
HAD = """
    UPDATE theme_link SET had = 1 WHERE change = :change AND direct > 0 AND EXISTS (
        SELECT 1 FROM quote_theme t WHERE t.theme_id = theme_link.into_id
        AND t.quote_id = theme_link.quote_id AND t.direct > 0)
"""
DIRECT = """
    INSERT INTO quote_theme
        (theme_id, quote_id, direct, kind, account_id, person_id, session_id, at_ms)
    SELECT l.into_id, l.quote_id, l.direct, t.kind, t.account_id, t.person_id, t.session_id, t.at_ms
    FROM theme_link l JOIN quote_theme t ON t.theme_id = l.theme_id AND t.quote_id = l.quote_id
    WHERE l.change = :change AND l.direct > 0 AND l.into_id IS NOT NULL
    ON CONFLICT (theme_id, quote_id) DO UPDATE SET direct = excluded.direct
    WHERE quote_theme.direct = 0
"""
UNLINK = """
    DELETE FROM quote_theme WHERE (theme_id, quote_id) IN
        (SELECT theme_id, quote_id FROM theme_link WHERE change = :change AND direct > 0)
"""
UNDONE_LINK = """
    l.change = :change AND l.direct > 0 AND (l.into_id IS NULL OR EXISTS (
        SELECT 1 FROM quote_theme t
        WHERE t.theme_id = l.into_id AND t.quote_id = l.quote_id AND t.direct > 0))
"""
RELINK = f"""
    INSERT INTO quote_theme
        (theme_id, quote_id, direct, kind, account_id, person_id, session_id, at_ms)
    SELECT l.theme_id, q.id, l.direct, q.kind, q.account_id, q.person_id, q.session_id, q.at_ms
    FROM theme_link l JOIN quote q ON q.id = l.quote_id AND q.deleted = 0 WHERE {UNDONE_LINK}
    ON CONFLICT (theme_id, quote_id) DO UPDATE SET direct = excluded.direct
    WHERE quote_theme.direct = 0
"""
TAKE_BACK = """
    DELETE FROM quote_theme WHERE direct > 0 AND (theme_id, quote_id) IN
        (SELECT into_id, quote_id FROM theme_link
         WHERE change = :change AND direct > 0 AND had = 0 AND into_id IS NOT NULL)
"""

DROP_PARENTS = "DELETE FROM quote_theme WHERE direct = 0 AND quote_id IN ({quotes})"
TAGGED_WITH = """
    SELECT DISTINCT t.theme_id, th.path FROM quote_theme t JOIN theme th ON th.id = t.theme_id
    WHERE t.direct > 0 AND t.quote_id IN ({quotes})
"""
ADD_PARENTS = """
    INSERT INTO quote_theme
        (theme_id, quote_id, direct, kind, account_id, person_id, session_id, at_ms)
    SELECT DISTINCT pair.parent, t.quote_id, 0, t.kind, t.account_id, t.person_id, t.session_id,
        t.at_ms
    FROM (SELECT DISTINCT quote_id FROM theme_link WHERE change = :change) q
    JOIN quote_theme t ON t.quote_id = q.quote_id AND t.direct > 0
    JOIN (SELECT '' AS theme, '' AS parent UNION ALL VALUES {pairs}) pair
        ON pair.theme = t.theme_id
    WHERE true
    ON CONFLICT (theme_id, quote_id) DO NOTHING
"""
IDS = "SELECT id, path_key FROM theme"

STAMP_SESSIONS = """
    UPDATE session SET rev = rev + 1 WHERE id IN
        (SELECT DISTINCT session_id FROM quote WHERE id IN ({quotes}))
"""
STAMP_QUOTES = """
    UPDATE quote SET rev = (SELECT rev FROM session s WHERE s.id = quote.session_id)
    WHERE id IN ({quotes})
"""
COUNTED = """
    SELECT count(*) AS quotes, count(DISTINCT session_id) AS sessions FROM quote
    WHERE id IN ({quotes}) AND deleted = 0
"""

HEADLINES = "SELECT session_id, theme_id, kind, text, rev FROM headline WHERE theme_id = :theme"
PUT_HEADLINE = """
    INSERT INTO headline (session_id, theme_id, kind, text, rev)
    VALUES (:session, :theme, :kind, :text, :rev)
    ON CONFLICT (session_id, theme_id, kind) DO NOTHING RETURNING 1
"""
DROP_HEADLINES = "DELETE FROM headline WHERE theme_id = :theme"
DROP_HEADLINE = """
    DELETE FROM headline WHERE session_id = :session AND theme_id = :theme AND kind = :kind
        AND text = :text
"""
SESSION_REV = "SELECT rev FROM session WHERE id = :session"


async def hold(tx: Tx, changed: Changed, theme_id: str) -> None:
    """Remember the quotes of a theme and of all below it: their parents' tags will change."""
    await tx.run(HOLD, {"change": changed.n, "theme": theme_id})


async def link(
    tx: Tx, changed: Changed, theme_id: str, into: str | None, quote_ids: Iterable[str] = ()
) -> None:
    """Remember that a theme's quotes, or those of some ids, go *into* another theme or none."""
    values = {"change": changed.n, "theme": theme_id, "into": into}
    ids = tuple(quote_ids)
    if not ids:
        await tx.run(LINK, values)
    for some in _batches(ids):
        names, bound = placeholders("q", some)
        await tx.run(LINK_ONE.format(ids=names), {**values, **bound})


def _batches(ids: tuple[str, ...], size: int = LOOKUP_BATCH) -> Iterator[tuple[str, ...]]:
    for start in range(0, len(ids), size):
        yield ids[start : start + size]


async def move_links(tx: Tx, changed: Changed) -> None:
    """Retag the remembered quotes."""
    change = {"change": changed.n}
    for statement in (HAD, DIRECT, UNLINK):
        await tx.run(statement, change)


async def take_back_links(tx: Tx, change: int) -> None:
    """Retag the quotes of a change as before it; leave those that were retagged since."""
    for statement in (RELINK, TAKE_BACK):
        await tx.run(statement, {"change": change})


async def set_parents(tx: Tx, change: int) -> None:
    """Write the parents' tags of the remembered quotes again, from today's tree."""
    quotes = {"change": change}
    await tx.run(DROP_PARENTS.format(quotes=OF_CHANGE), quotes)
    ids = {row["path_key"]: row["id"] for row in await tx.all(IDS)}
    pairs = tuple(
        (row["theme_id"], ids[key])
        for row in await tx.all(TAGGED_WITH.format(quotes=OF_CHANGE), quotes)
        for key in map(fold, lineage(row["path"])[:-1])
    )
    for start in range(0, len(pairs), LOOKUP_BATCH // 2):
        bound: dict[str, object] = {}
        for place, (theme, parent) in enumerate(pairs[start : start + LOOKUP_BATCH // 2]):
            bound |= {f"t{place}": theme, f"p{place}": parent}
        values = ", ".join(f"(:t{place}, :p{place})" for place in range(len(bound) // 2))
        await tx.run(ADD_PARENTS.format(pairs=values), {**quotes, **bound})


async def stamp(tx: Tx, changed: Changed) -> tuple[int, int]:
    """Give the quotes of a change, and their sessions, a new revision; return how many of each."""
    quotes = OF_THEME if changed.root else OF_CHANGE
    values: dict[str, object] = {"theme": changed.root, "change": changed.n}
    await tx.run(STAMP_SESSIONS.format(quotes=quotes), values)
    await tx.run(STAMP_QUOTES.format(quotes=quotes), values)
    row: Row = (await tx.all(COUNTED.format(quotes=quotes), values))[0]
    return row["quotes"], row["sessions"]


async def move_headlines(tx: Tx, changed: Changed, theme_id: str, into: str | None) -> None:
    """Move the headlines of a theme to another that has none there, or remove them."""
    for row in await tx.all(HEADLINES, {"theme": theme_id}):
        session, _, kind, text, rev = (row[i] for i in range(5))
        values = {"session": session, "theme": into, "kind": kind, "text": text, "rev": rev}
        moved = bool(into and await tx.one(PUT_HEADLINE, values))
        changed.headlines.append((session, theme_id, kind, text, into, moved))
    await tx.run(DROP_HEADLINES, {"theme": theme_id})


async def take_back_headlines(tx: Tx, changed: Changed) -> None:
    """Put headlines back where they were, unless they were rewritten since."""
    for session, theme, kind, text, into, moved in changed.headlines:
        rev = (await tx.all(SESSION_REV, {"session": session}))[0]["rev"]
        values = {"session": session, "kind": kind, "text": text}
        if moved:
            await tx.run(DROP_HEADLINE, {**values, "theme": into})
        await tx.run(PUT_HEADLINE, {**values, "theme": theme, "rev": rev})
