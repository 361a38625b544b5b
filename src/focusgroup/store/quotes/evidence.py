"""What the quotes of each theme and kind are worth, and in which session a theme came up first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from focusgroup.core.model import RANKED_KINDS, Kind
from focusgroup.core.search.selection import Selection
from focusgroup.store.counters import EVERYTHING
from focusgroup.store.engine.protocol import Db, Row
from focusgroup.store.quotes.counted import mask_of, narrowed
from focusgroup.store.quotes.figures import tops_of_all
from focusgroup.store.quotes.selecting import LEAST_BYTES, nothing_to_search, query_for
from focusgroup.store.quotes.tree import BY_QUOTE, tags_by_quote, tags_of
from focusgroup.store.row_mapping import placeholders

OWN = "q.verbatim = 1 AND q.stub = 0"
SPECIFIC = f"{OWN} AND length(CAST(q.text AS BLOB)) >= {LEAST_BYTES}"
VOICE = "coalesce(q.account_id, q.person_id)"
OF_KINDS = f"""
    SELECT r.theme_id, q.kind, count(*) AS mentions, count(DISTINCT q.person_id) AS people,
        count(DISTINCT q.account_id) AS accounts, count(DISTINCT {VOICE}) AS voices,
        count(DISTINCT q.session_id) AS sessions,
        count(DISTINCT CASE WHEN {OWN} THEN q.person_id END) AS own_words,
        sum(q.intensity > 0) AS strong, sum({SPECIFIC}) AS specific,
        sum(q.agreement) AS agreement, sum(q.dissent) AS dissent
    FROM {{tagged}} WHERE {{where}} GROUP BY 1, 2
"""
LOUDEST = f"""
    SELECT theme_id, kind, max(n) AS n FROM (
        SELECT r.theme_id, q.kind, {VOICE} AS who, count(*) AS n
        FROM {{tagged}} WHERE {{where}} AND {VOICE} IS NOT NULL GROUP BY 1, 2, 3
    ) voices GROUP BY 1, 2
"""
WHOLE = """
    SELECT r.theme_id, count(DISTINCT q.person_id) AS people,
        count(DISTINCT q.account_id) AS accounts, count(DISTINCT q.session_id) AS sessions
    FROM {tagged} WHERE {where} GROUP BY 1
"""
# The same of all quotes, from stored counters and from the quotes that are not so: there are few.
STORED_MARKS = """
    SELECT theme_id, kind, sum(quotes) AS mentions, sum(strong) AS strong,
        sum(agreement) AS agreement, sum(dissent) AS dissent
    FROM theme_quarter WHERE kind IN ({kinds}) AND theme_id <> :everything GROUP BY 1, 2
    HAVING sum(quotes) > 0
"""
STORED_VOICES = """
    SELECT theme_id, sum(people) AS people, sum(accounts) AS accounts, sum(voices) AS voices,
        sum(sessions) AS sessions
    FROM theme_voices WHERE kinds & :mask <> 0 GROUP BY 1
"""
NOT_SPECIFIC = f"""
    SELECT r.theme_id, q.kind, count(*) AS n
    FROM {{tagged}} WHERE {{where}} AND NOT ({SPECIFIC}) GROUP BY 1, 2
"""
NO_OWN_WORDS = f"""
    SELECT theme_id, kind, count(*) AS n FROM (
        SELECT r.theme_id, q.kind, q.person_id FROM {{tagged}}
        WHERE {{where}} AND NOT ({OWN}) AND +q.person_id IS NOT NULL GROUP BY 1, 2, 3
    ) others WHERE NOT EXISTS (
        SELECT 1 FROM quote_theme t CROSS JOIN quote q ON q.id = t.quote_id
        WHERE t.theme_id = others.theme_id AND t.person_id = others.person_id
            AND t.kind = others.kind AND {OWN})
    GROUP BY 1, 2
"""
AT_MS = "coalesce(s.started_ms, s.scheduled_ms, s.created_ms)"
FIRST = f"""
    WITH met AS MATERIALIZED (
        SELECT s.id, row_number() OVER (ORDER BY {AT_MS}, s.id) AS n FROM session s
    )
    SELECT f.theme_id, met.id AS session_id FROM (
        SELECT {{theme}} AS theme_id, min(met.n) AS n
        FROM {{source}} JOIN met ON met.id = {{t}}.session_id WHERE {{where}} GROUP BY 1
    ) f JOIN met ON met.n = f.n
"""
"""Where each theme came up first, by the numbers of the sessions in time: with their times and ids
in place of numbers, a million quotes took twice as long.
"""
HELD = f"""
    SELECT s.id, s.title, s.zone, {AT_MS} AS at_ms FROM session s WHERE {{held}}
    ORDER BY at_ms, s.id
"""
COUNTED_HELD = "s.id IN (SELECT q.session_id FROM {source} WHERE {where})"
STORED_HELD = """
    (SELECT sum({sum}) FROM quote_tally WHERE role = 'session' AND who = s.id) > 0
"""


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
    """Return the evidence of each theme that the quotes are of, by the theme's id.

    Stored counters answer for everything and for kinds.
    """
    if nothing_to_search(wanted):
        return {}
    counts, loudest, whole = await (_stored if _is_stored(wanted) else _counted)(db, wanted)
    kinds: dict[str, list[KindEvidence]] = {}
    for row in counts:
        told = {name: n for name, n in row.items() if name not in ("theme_id", "kind")}
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


_Evidence = tuple[
    Sequence[Mapping[str, Any]], Mapping[tuple[str, str], int], Mapping[str, Mapping[str, Any]]
]
"""The counts of each theme and kind, the most quotes of one voice there, and those of themes."""


def _is_stored(wanted: Selection) -> bool:
    by = narrowed(wanted)
    return by is not None and not (by.role or wanted.themes or wanted.untagged)


async def _counted(db: Db, wanted: Selection) -> _Evidence:
    counts = [dict(row) for row in await _rows(db, wanted, OF_KINDS)]
    loudest = {(row["theme_id"], row["kind"]): row["n"] for row in await _rows(db, wanted, LOUDEST)}
    whole = {row["theme_id"]: dict(row) for row in await _rows(db, wanted, WHOLE)}
    return counts, loudest, whole


async def _stored(db: Db, wanted: Selection) -> _Evidence:
    marks = await _rows(db, wanted, STORED_MARKS)
    not_so = [
        {(row["theme_id"], row["kind"]): row["n"] for row in await _rows(db, wanted, sql)}
        for sql in (NOT_SPECIFIC, NO_OWN_WORDS)
    ]
    voices, loudest = {}, {}
    for kind in _ranked(wanted):
        for row in await _rows(db, wanted, STORED_VOICES, mask=mask_of([kind])):
            voices[row["theme_id"], kind.value] = dict(row)
        for row in await tops_of_all(db, kind):
            loudest[row["theme_id"], kind.value] = row["n"]
    whole = await _rows(db, wanted, STORED_VOICES, mask=mask_of(_ranked(wanted)))
    counts = []
    for row in marks:
        key = row["theme_id"], row["kind"]
        found = {**row, **voices[key]}
        found["specific"] = row["mentions"] - not_so[0].get(key, 0)
        found["own_words"] = found["people"] - not_so[1].get(key, 0)
        counts.append(found)
    return counts, loudest, {row["theme_id"]: dict(row) for row in whole}


async def sessions_with_new_themes(db: Db, wanted: Selection) -> tuple[HeldSession, ...]:
    """Return the sessions of the quotes by time, each with the themes that it was first to have."""
    if nothing_to_search(wanted):
        return ()
    named: dict[str, list[str]] = {}
    for row in await _first(db, wanted):
        named.setdefault(row["session_id"], []).append(row["theme_id"])
    held = STORED_HELD if _is_stored(wanted) else COUNTED_HELD
    return tuple(
        HeldSession(
            *(row["id"], row["title"], row["zone"], row["at_ms"]),
            tuple(sorted(named.get(row["id"], ()))),
        )
        for row in await _rows(db, wanted, HELD.replace("{held}", held))
    )


async def _first(db: Db, wanted: Selection) -> list[Row]:
    names, bound = placeholders("ranked", [kind.value for kind in _ranked(wanted)])
    if wanted.themes or wanted.untagged:
        tags = tags_by_quote(db, await query_for(db, wanted))
    else:
        tags = await tags_of(db, wanted)
    direct = "t.direct" if tags.by_theme else "r.direct"
    where = " AND ".join([*tags.where, f"{direct} > 0", tags.of_kinds(names)])
    sql = FIRST.format(t=tags.t, theme=tags.theme, source=tags.source, where=where)
    return await db.read(lambda tx: tx.all(sql, {**tags.params, **bound}))


def _ranked(wanted: Selection) -> list[Kind]:
    return [kind for kind in RANKED_KINDS if not wanted.kinds or kind in wanted.kinds]


async def _rows(db: Db, wanted: Selection, sql: str, **more: object) -> list[Row]:
    names, bound = placeholders("ranked", [kind.value for kind in _ranked(wanted)])
    if _is_stored(wanted):
        # With the +, from the table itself: by the index of times, each row was looked up.
        source, where, params = "quote q", ["+q.deleted = 0"], dict[str, object]()
    else:
        query = await query_for(db, wanted)
        source, where, params = query.source, list(query.where), query.params
    told = " AND ".join([*where, f"+q.kind IN ({names})"])
    tagged = BY_QUOTE[db.engine].format(source=source)
    summed = " + ".join(_ranked(wanted)) or "0"
    sql = sql.format(source=source, tagged=tagged, where=told, kinds=names, sum=summed)
    params = {**params, **bound, **more, "everything": EVERYTHING}
    return await db.read(lambda tx: tx.all(sql, params))
