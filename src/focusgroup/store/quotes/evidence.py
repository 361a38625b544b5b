"""What the quotes of each theme and kind are worth, and in which session a theme came up first."""

from dataclasses import dataclass

from focusgroup.core.model import RANKED_KINDS, Kind
from focusgroup.core.search.selection import Selection
from focusgroup.store.engine.protocol import Db, Row
from focusgroup.store.quotes.selecting import LEAST_BYTES, nothing_to_search, query_for
from focusgroup.store.quotes.tree import tags_of
from focusgroup.store.row_mapping import placeholders

PICKED = """
    WITH p AS NOT MATERIALIZED (
        SELECT q.id, q.session_id, q.person_id, q.account_id, q.intensity, q.agreement, q.dissent,
            q.verbatim = 1 AND q.stub = 0 AS own, length(CAST(q.text AS BLOB)) AS size
        FROM {source} WHERE {where}
    )
"""
OF_KINDS = (
    PICKED
    + """
    SELECT r.theme_id, r.kind, count(*) AS mentions, count(DISTINCT p.person_id) AS people,
        count(DISTINCT p.account_id) AS accounts,
        count(DISTINCT coalesce(p.account_id, p.person_id)) AS voices,
        count(DISTINCT p.session_id) AS sessions,
        count(DISTINCT CASE WHEN p.own THEN p.person_id END) AS own_words,
        sum(p.intensity > 0) AS strong, sum(p.own AND p.size >= :size) AS specific,
        sum(p.agreement) AS agreement, sum(p.dissent) AS dissent
    FROM p JOIN quote_theme r ON r.quote_id = p.id WHERE r.kind IN ({kinds}) GROUP BY 1, 2
"""
)
LOUDEST = (
    PICKED
    + """
    SELECT theme_id, kind, max(n) AS n FROM (
        SELECT r.theme_id, r.kind, coalesce(p.account_id, p.person_id) AS who, count(*) AS n
        FROM p JOIN quote_theme r ON r.quote_id = p.id
        WHERE r.kind IN ({kinds}) AND coalesce(p.account_id, p.person_id) IS NOT NULL
        GROUP BY 1, 2, 3
    ) voices GROUP BY 1, 2
"""
)
WHOLE = (
    PICKED
    + """
    SELECT r.theme_id, count(DISTINCT p.person_id) AS people,
        count(DISTINCT p.account_id) AS accounts, count(DISTINCT p.session_id) AS sessions
    FROM p JOIN quote_theme r ON r.quote_id = p.id WHERE r.kind IN ({kinds}) GROUP BY 1
"""
)
AT_MS = "coalesce(s.started_ms, s.scheduled_ms, s.created_ms)"
# The time with as many digits in each, so that the least text is the first session.
FIRST = f"""
    SELECT met.theme_id, substr(min(
        substr(CAST({10**17} + {AT_MS} AS text), 2) || s.id), 18) AS session_id
    FROM (
        SELECT DISTINCT {{theme}} AS theme_id, {{t}}.session_id FROM {{source}} WHERE {{where}}
    ) met
    JOIN session s ON s.id = met.session_id GROUP BY 1
"""
"""Where each theme came up first: read with all its sessions, 10,000 took 40 MB."""
HELD = (
    PICKED
    + f"""
    SELECT s.id, s.title, s.zone, {AT_MS} AS at_ms
    FROM session s WHERE s.id IN (SELECT session_id FROM p) ORDER BY at_ms, s.id
"""
)


@dataclass(frozen=True, slots=True)
class KindEvidence:
    """The counts of a theme's quotes of one kind.

    *loudest* are those of the account, or the person without one, with most of them; *strong* ones
    were felt strongly, *specific* ones say something in their own words.
    """

    kind: Kind
    mentions: int
    people: int
    accounts: int
    voices: int
    sessions: int
    own_words: int
    strong: int
    specific: int
    agreement: int
    dissent: int
    loudest: int = 0


@dataclass(frozen=True, slots=True)
class ThemeEvidence:
    """A theme's people, accounts and sessions, each once, and the counts of each kind."""

    people: int
    accounts: int
    sessions: int
    kinds: tuple[KindEvidence, ...]


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A session with quotes, and the ids of the themes that no earlier one had."""

    id: str
    title: str
    zone: str
    at_ms: int
    new: tuple[str, ...] = ()


async def theme_evidence(db: Db, wanted: Selection) -> dict[str, ThemeEvidence]:
    """Return the evidence of each theme that the quotes are of, by the theme's id."""
    if nothing_to_search(wanted):
        return {}
    counts = await _rows(db, wanted, OF_KINDS)
    loudest = {(row["theme_id"], row["kind"]): row["n"] for row in await _rows(db, wanted, LOUDEST)}
    whole = {row["theme_id"]: row for row in await _rows(db, wanted, WHOLE)}
    kinds: dict[str, list[KindEvidence]] = {}
    for row in counts:
        told = {name: row[name] for name in row.keys() if name not in ("theme_id", "kind")}  # noqa: SIM118
        most = loudest.get((row["theme_id"], row["kind"]), 0)
        found = KindEvidence(kind=Kind(row["kind"]), loudest=most, **told)
        kinds.setdefault(row["theme_id"], []).append(found)
    return {
        theme: ThemeEvidence(
            whole[theme]["people"],
            whole[theme]["accounts"],
            whole[theme]["sessions"],
            tuple(sorted(found, key=lambda each: list(Kind).index(each.kind))),
        )
        for theme, found in kinds.items()
    }


async def sessions_with_new_themes(db: Db, wanted: Selection) -> tuple[HeldSession, ...]:
    """Return the sessions of the quotes by time, each with the themes that it was first to have."""
    if nothing_to_search(wanted):
        return ()
    named: dict[str, list[str]] = {}
    for row in await _first(db, wanted):
        named.setdefault(row["session_id"], []).append(row["theme_id"])
    return tuple(
        HeldSession(
            *(row["id"], row["title"], row["zone"], row["at_ms"]),
            tuple(sorted(named.get(row["id"], ()))),
        )
        for row in await _rows(db, wanted, HELD)
    )


async def _first(db: Db, wanted: Selection) -> list[Row]:
    if wanted.themes or wanted.untagged:
        query = await query_for(db, wanted)
        where, params = list(query.where), query.params
        source, theme, t, direct = query.source, "first.theme_id", "first", "first.direct"
        source += " JOIN quote_theme first ON first.quote_id = q.id"
    else:
        source, theme, t, where, params = await tags_of(db, wanted)
        direct = "t.direct"
    kinds = [kind for kind in RANKED_KINDS if not wanted.kinds or kind in wanted.kinds]
    names, bound = placeholders("ranked", [kind.value for kind in kinds])
    where += [f"{direct} > 0", f"{t}.kind IN ({names})"]
    sql = FIRST.format(t=t, theme=theme, source=source, where=" AND ".join(where))
    return await db.read(lambda tx: tx.all(sql, {**params, **bound}))


async def _rows(db: Db, wanted: Selection, sql: str) -> list[Row]:
    query = await query_for(db, wanted)
    kinds = [kind for kind in RANKED_KINDS if not wanted.kinds or kind in wanted.kinds]
    names, bound = placeholders("ranked", [kind.value for kind in kinds])
    where = " AND ".join([*query.where, f"q.kind IN ({names})"])
    sql = sql.format(source=query.source, where=where, kinds=names)
    return await db.read(lambda tx: tx.all(sql, {**query.params, **bound, "size": LEAST_BYTES}))
