"""What the quotes of each theme and kind are worth, and in which session a theme came up first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from focusgroup.core.model import RANKED_KINDS, Kind
from focusgroup.core.search.selection import Selection
from focusgroup.store.counters import EVERYTHING
from focusgroup.store.engine.protocol import Db, Row
from focusgroup.store.quotes.counted import Narrowed, mask_of, narrowed, people_in
from focusgroup.store.quotes.figures import BY_MARK, theme_reach, tops_of_all
from focusgroup.store.quotes.selecting import LEAST_BYTES, nothing_to_search, query_for
from focusgroup.store.quotes.tree import BY_QUOTE, Tags, are_many, tags_by_quote, tags_of
from focusgroup.store.row_mapping import placeholders

OWN = "q.verbatim = 1 AND q.stub = 0"
SPECIFIC = f"{OWN} AND length(CAST(q.text AS BLOB)) >= {LEAST_BYTES}"
VOICE = "coalesce(q.account_id, q.person_id)"
OF_KINDS = f"""
    SELECT r.theme_id, q.kind, count(*) AS mentions, count(DISTINCT q.person_id) AS people,
        count(DISTINCT q.account_id) AS accounts, count(DISTINCT {VOICE}) AS voices,
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
OF_GROUPS = """
    SELECT theme_id, {each}, sum({people}) AS people FROM theme_group WHERE {accounts}
    GROUP BY theme_id
"""
OF_ONE_KIND = """
    sum({kind}) AS {kind}, sum({kind} > 0) AS {kind}_accounts, sum({kind} > 0) AS {kind}_voices,
    max({kind}) AS {kind}_loudest, sum({people}) AS {kind}_people
"""
MARKED = """
    SELECT r.theme_id, q.kind, sum(q.intensity > 0) AS strong, sum(q.agreement) AS agreement,
        sum(q.dissent) AS dissent
    FROM {marked} WHERE {where} AND q.deleted = 0
        AND (q.intensity > 0 OR q.agreement > 0 OR q.dissent > 0) GROUP BY 1, 2
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
FIRST_SESSIONS = 100
EARLY = f"SELECT s.id FROM session s ORDER BY {AT_MS}, s.id LIMIT :early"
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

    Stored counters answer for everything, for kinds, and for accounts with many quotes.
    """
    if nothing_to_search(wanted) or not _ranked(wanted):
        return {}
    by = await _in_counters(db, wanted)
    counts, loudest, whole = await (_stored(db, wanted, by) if by else _counted(db, wanted))
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
        if theme in whole  # it may be gone since
    }


Counts = Mapping[str, Any]
_Evidence = tuple[Sequence[Counts], Mapping[tuple[str, str], int], Mapping[str, Counts]]
"""The counts of each theme and kind, the most quotes of one voice there, and those of themes."""


def _of_all(wanted: Selection) -> bool:
    by = narrowed(wanted)
    return by is not None and not (by.role or wanted.themes or wanted.untagged)


async def _in_counters(db: Db, wanted: Selection) -> Narrowed | None:
    """Return what narrows the selection if counters know most of it."""
    by = narrowed(wanted)
    if by is None or wanted.themes or wanted.untagged or by.role not in ("", "account"):
        return None
    if wanted.accounts and not await are_many(db, wanted):
        return None
    return by


async def _counted(db: Db, wanted: Selection) -> _Evidence:
    counts = [dict(row) for row in await _rows(db, wanted, OF_KINDS)]
    loudest = {(row["theme_id"], row["kind"]): row["n"] for row in await _rows(db, wanted, LOUDEST)}
    whole = {row["theme_id"]: dict(row) for row in await _rows(db, wanted, WHOLE)}
    return counts, loudest, whole


async def _stored(db: Db, wanted: Selection, by: Narrowed) -> _Evidence:
    counts, loudest, whole = await (_of_accounts if by.role else _of_everything)(db, wanted, by)
    for name, sql in (("specific", NOT_SPECIFIC), ("own_words", NO_OWN_WORDS)):
        rows = await _rows(db, wanted, sql, by)
        others = {(row["theme_id"], row["kind"]): row["n"] for row in rows}
        of = "mentions" if name == "specific" else "people"
        for key, row in counts.items():
            row[name] = max(row[of] - others.get(key, 0), 0)
    return list(counts.values()), loudest, whole


_Known = tuple[
    dict[tuple[str, str], dict[str, Any]], Mapping[tuple[str, str], int], Mapping[str, Counts]
]


async def _of_everything(db: Db, wanted: Selection, by: Narrowed) -> _Known:
    counts: dict[tuple[str, str], dict[str, Any]] = {}
    loudest = {}
    marks = {
        (row["theme_id"], row["kind"]): row for row in await _rows(db, wanted, STORED_MARKS, by)
    }
    for kind in _ranked(wanted):
        for row in await _rows(db, wanted, STORED_VOICES, by, mask=mask_of([kind])):
            key = row["theme_id"], kind.value
            if key in marks:
                voices = {name: row[name] for name in ("people", "accounts", "voices")}
                counts[key] = {**marks[key], **voices}
        for row in await tops_of_all(db, kind):
            loudest[row["theme_id"], kind.value] = row["n"]
    whole = await _rows(db, wanted, STORED_VOICES, by, mask=mask_of(_ranked(wanted)))
    return counts, loudest, {row["theme_id"]: dict(row) for row in whole}


async def _of_accounts(db: Db, wanted: Selection, by: Narrowed) -> _Known:
    counts: dict[tuple[str, str], dict[str, Any]] = {}
    loudest, whole = {}, {}
    each = ", ".join(OF_ONE_KIND.format(kind=k, people=people_in([k])) for k in _ranked(wanted))
    accounts = by.where.replace("{}", "group_id")
    sql = OF_GROUPS.format(each=each, people=people_in(_ranked(wanted)), accounts=accounts)
    reach = await theme_reach(db, wanted)
    marks = {(row["theme_id"], row["kind"]): row for row in await _rows(db, wanted, MARKED, by)}
    for row in await db.read(lambda tx: tx.all(sql, by.params)):
        theme = row["theme_id"]
        heard, sessions = reach.get(theme, (0, 0))
        whole[theme] = {"people": row["people"], "accounts": heard, "sessions": sessions}
        for kind in _ranked(wanted):
            if not row[kind]:
                continue
            found = {"theme_id": theme, "kind": kind.value, "mentions": row[kind]}
            found |= {name: row[f"{kind}_{name}"] for name in ("people", "accounts", "voices")}
            marked = marks.get((theme, kind.value))
            marked_so = ("strong", "agreement", "dissent")
            found |= {name: marked[name] if marked else 0 for name in marked_so}
            counts[theme, kind.value] = found
            loudest[theme, kind.value] = row[f"{kind}_loudest"]
    return counts, loudest, whole


async def sessions_with_new_themes(db: Db, wanted: Selection) -> tuple[HeldSession, ...]:
    """Return the sessions of the quotes by time, each with the themes that it was first to have."""
    if nothing_to_search(wanted):
        return ()
    named: dict[str, list[str]] = {}
    for row in await _first(db, wanted):
        named.setdefault(row["session_id"], []).append(row["theme_id"])
    by = narrowed(wanted) if _of_all(wanted) else None
    held = STORED_HELD if by else COUNTED_HELD
    return tuple(
        HeldSession(
            *(row["id"], row["title"], row["zone"], row["at_ms"]),
            tuple(sorted(named.get(row["id"], ()))),
        )
        for row in await _rows(db, wanted, HELD.replace("{held}", held), by)
    )


async def _first(db: Db, wanted: Selection) -> list[Row]:
    if wanted.themes or wanted.untagged:
        return await _first_of(db, wanted, tags_by_quote(db, await query_for(db, wanted)))
    tags = await tags_of(db, wanted)
    if not _of_all(wanted):
        return await _first_of(db, wanted, tags)
    # Most themes come up early: what is in the first sessions need not be looked for in all.
    early = tags_by_quote(db, await query_for(db, wanted))
    early.where.append(f"q.session_id IN ({EARLY})")
    early.params["early"] = FIRST_SESSIONS
    found = await _first_of(db, wanted, early)
    names, params = placeholders("found", [row["theme_id"] for row in found])
    tags.where.append(f"{tags.theme} NOT IN ({names})")
    tags.params.update(params)
    return found + await _first_of(db, wanted, tags)


async def _first_of(db: Db, wanted: Selection, tags: Tags) -> list[Row]:
    names, bound = placeholders("ranked", [kind.value for kind in _ranked(wanted)])
    direct = "t.direct" if tags.by_theme else "r.direct"
    where = " AND ".join([*tags.where, f"{direct} > 0", tags.of_kinds(names)])
    sql = FIRST.format(t=tags.t, theme=tags.theme, source=tags.source, where=where)
    return await db.read(lambda tx: tx.all(sql, {**tags.params, **bound}))


def _ranked(wanted: Selection) -> list[Kind]:
    return [kind for kind in RANKED_KINDS if not wanted.kinds or kind in wanted.kinds]


async def _rows(
    db: Db, wanted: Selection, sql: str, by: Narrowed | None = None, **more: object
) -> list[Row]:
    """Return the rows of a query: on the selection, or on the whole table, narrowed *by*."""
    names, bound = placeholders("ranked", [kind.value for kind in _ranked(wanted)])
    if by is None:
        query = await query_for(db, wanted)
        source, where, params = query.source, list(query.where), query.params
    else:
        # With the +, from the table itself: by the index of times, each row was looked up.
        source, where, params = "quote q", ["+q.deleted = 0"], dict(by.params)
        where += [by.where.replace("{}", "+q.account_id")] if by.role else []
    told = " AND ".join([*where, f"+q.kind IN ({names})"])
    tagged, marked = (BY_QUOTE[db.engine].format(source=s) for s in (source, BY_MARK[db.engine]))
    summed = " + ".join(_ranked(wanted)) or "0"
    sql = sql.format(
        source=source, tagged=tagged, marked=marked, where=told, kinds=names, sum=summed
    )
    params = {**params, **bound, **more, "everything": EVERYTHING}
    return await db.read(lambda tx: tx.all(sql, params))
