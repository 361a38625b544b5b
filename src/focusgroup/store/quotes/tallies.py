"""Count a selection's quotes and the people in it, and find out if one voice dominates.

SQLite counts, and no quotes are read, so a theme with a million quotes costs one pass over an
index. The rule for one voice is in ``core.evidence``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Self

from focusgroup.core.evidence.evidence import ONE_VOICE_PERCENT, ONE_VOICE_QUOTES, OneVoice
from focusgroup.core.model import QUOTE_KINDS, RANKED_KINDS, Kind, Theme
from focusgroup.core.search.selection import Selection
from focusgroup.store.counters import BEHIND, BETWEEN, EVERYTHING, NO_THEME
from focusgroup.store.engine.protocol import Db, Row
from focusgroup.store.quotes.counted import (
    Narrowed,
    Statement,
    kinds_query,
    mask_of,
    narrowed,
    whose,
    with_phrases,
)
from focusgroup.store.quotes.pages import count_withheld
from focusgroup.store.quotes.selecting import Query, nothing_to_search, query_for, themes_of
from focusgroup.store.row_mapping import placeholders


@dataclass(frozen=True, slots=True)
class QuoteTally:
    """Quotes by kind, and the different people, accounts and sessions that they come from.

    *people*, *accounts* and *sessions* are those of the ranked kinds, if there are any among the
    selection's. *withheld* quotes are not counted there: their speakers don't consent to notes
    (any more).
    """

    problem: int = 0
    strength: int = 0
    missing_feature: int = 0
    context: int = 0
    untagged: int = 0
    observation: int = 0
    people: int = 0
    accounts: int = 0
    sessions: int = 0
    voice: OneVoice | None = None
    withheld: int = 0

    @property
    def mentions(self) -> int:
        """The number of quotes of the ranked kinds together."""
        return self.problem + self.strength + self.missing_feature


KIND = "SELECT count(*) FROM {source} WHERE {where} AND {t}.kind = '{kind}'"
"""Of times alone: each kind is found by its own index."""
KINDS = """
    SELECT {sums}, count(DISTINCT CASE WHEN {t}.kind IN ({heard}) THEN {t}.session_id END) AS met
    FROM {source} WHERE {where}
"""
SESSIONS = "SELECT count(DISTINCT {t}.session_id) AS met FROM {source} WHERE {where}"
NAME = """
    CASE WHEN v.account_id IS NULL THEN (SELECT name FROM person WHERE id = v.person_id)
        ELSE (SELECT name FROM account WHERE id = v.account_id) END AS name
"""
SPOKE_IN_QUOTES = """
    WITH spoke AS MATERIALIZED (
        SELECT {t}.person_id AS person_id, {t}.account_id AS account_id, count(*) AS n
        FROM {source} WHERE {where} GROUP BY 1, 2
    )
"""
# Of times alone there are few: their sessions are counted along.
SPOKE_IN_FEW = SPOKE_IN_QUOTES.replace(
    "count(*) AS n", "count(*) AS n, {t}.session_id AS met"
).replace("GROUP BY 1, 2", "GROUP BY 1, 2, 4")
# Of times alone: of sessions that are wholly within, the counters have who spoke in them.
TOUCHED = """
    WITH touched AS MATERIALIZED (SELECT DISTINCT q.session_id AS id FROM quote q WHERE {times}),
    whole AS MATERIALIZED (SELECT id FROM touched s WHERE {within}),
    partly AS MATERIALIZED (SELECT id FROM touched EXCEPT SELECT id FROM whole)
"""
SPOKE_IN_SESSIONS = f"""
    {TOUCHED}, spoke AS MATERIALIZED (
        SELECT p.id AS person_id, p.account_id AS account_id, seat.n AS n FROM (
            SELECT substr(who, length(w.id) + 2) AS person_id, sum({{sum}}) AS n
            FROM whole w CROSS JOIN quote_tally
                ON role = 'seat' AND who >= w.id || :between AND who < w.id || :behind
            GROUP BY w.id, who HAVING sum({{sum}}) > 0
        ) seat JOIN person p ON p.id = seat.person_id
        UNION ALL SELECT NULL, +q.account_id, count(*) FROM quote q
        WHERE q.person_id IS NULL AND +q.account_id IS NOT NULL AND {{where}}
            AND +q.session_id IN (SELECT id FROM whole) GROUP BY 2
        UNION ALL SELECT q.person_id, q.account_id, count(*)
        FROM partly s CROSS JOIN quote q ON q.session_id = s.id WHERE {{there}} GROUP BY 1, 2
    )
"""
SESSIONS_TOUCHED = """
    (SELECT count(*) FROM whole w WHERE (
        SELECT sum({sum}) FROM quote_tally WHERE role = 'session' AND who = w.id) > 0)
    + (SELECT count(*) FROM partly s WHERE EXISTS (
        SELECT 1 FROM quote q WHERE q.session_id = s.id AND {there}))
"""
WITHIN = """
    (SELECT {end}(q.at_ms) FROM quote q WHERE q.session_id = s.id AND q.deleted = 0) {compared}
"""
SPOKE = f"""
    SELECT c.people, c.accounts, c.voices, {{met}} AS sessions, v.account_id, v.n, {NAME} FROM (
        SELECT count(DISTINCT person_id) AS people, count(DISTINCT account_id) AS accounts,
            count(DISTINCT account_id)
                + count(DISTINCT CASE WHEN account_id IS NULL THEN person_id END) AS voices
        FROM spoke
    ) c LEFT JOIN (
        SELECT account_id, CASE WHEN account_id IS NULL THEN person_id END AS person_id,
            CAST(sum(n) AS INTEGER) AS n
        FROM spoke WHERE coalesce(account_id, person_id) IS NOT NULL
        GROUP BY 1, 2 ORDER BY 3 DESC, 1 NULLS FIRST, 2 NULLS FIRST LIMIT 1
    ) v ON TRUE
"""
# Of accounts that were chosen: the other figures are in the counters.
DIFFERENT_IN_ACCOUNTS = """
    SELECT count(DISTINCT {t}.person_id) AS people, count(DISTINCT {t}.session_id) AS sessions
    FROM {source} WHERE {where}
"""
# The same of all their quotes, or of those without a theme, from stored counters.
PEOPLE_OF_ACCOUNTS = """
    SELECT count(*) AS n FROM (SELECT id FROM account WHERE {accounts}) a
    CROSS JOIN person p ON p.account_id = a.id WHERE EXISTS (
        SELECT 1 FROM quote_tally WHERE role = 'person' AND who = p.id AND {where} AND {sum} > 0)
"""
SESSIONS_OF_ACCOUNTS = """
    SELECT count({of}) AS n FROM (
        SELECT substr(who, length(g.id) + 2) AS session FROM ({groups}) g CROSS JOIN quote_tally
            ON role = 'there' AND who >= g.id || :between AND who < g.id || :behind
        WHERE {where} GROUP BY who HAVING sum({sum}) > 0) heard
"""

# The same from stored counters; {sum} adds up the kinds that are counted.
VOICES = """
    SELECT coalesce(sum(people), 0) AS people, coalesce(sum(accounts), 0) AS accounts,
        coalesce(sum(sessions), 0) AS sessions, coalesce(sum(voices), 0) AS voices
    FROM theme_voices WHERE theme_id = :theme AND kinds & :mask <> 0
"""
LOUDEST_OF_THEME = f"""
    SELECT v.account_id, v.n, v.accounts, {NAME} FROM (
        SELECT account_id, person_id, n, {{accounts}} AS accounts FROM (
            SELECT CASE WHEN role = 'account' THEN who END AS account_id,
                CASE WHEN role = 'alone' THEN who END AS person_id, (SELECT {{sum}} FROM theme_group
                    WHERE group_id = who AND theme_id = :theme) AS n
            FROM quote_tally WHERE {{where}} GROUP BY role, who
        ) spoke WHERE n > 0 ORDER BY 3 DESC, 1 NULLS FIRST, 2 NULLS FIRST LIMIT 1
    ) v
"""
LOUDEST_OF_ALL = f"""
    SELECT v.account_id, v.n, v.accounts, {NAME} FROM (
        SELECT account_id, person_id, n, {{accounts}} AS accounts FROM (
            SELECT CASE WHEN role = 'account' THEN who END AS account_id,
                CASE WHEN role = 'alone' THEN who END AS person_id, sum({{sum}}) AS n
            FROM quote_tally WHERE {{where}} GROUP BY role, who
        ) spoke WHERE n > 0 ORDER BY 3 DESC, 1 NULLS FIRST, 2 NULLS FIRST LIMIT 1
    ) v
"""


async def tally_quotes(db: Db, wanted: Selection) -> QuoteTally:
    """Count the quotes of a selection. Raises NotFound for an unknown theme.

    People, accounts, sessions and the one voice are those of the ranked kinds, unless the selection
    names only other kinds. There are several short reads, so that none holds up a page for long;
    stored counters answer for themes and kinds.
    """
    if nothing_to_search(wanted):
        return QuoteTally()
    themes = await themes_of(db, wanted)
    counted = await _Counted.of(db, wanted, themes)
    counts = await counted.kinds()
    held = 0
    all_kinds = wanted.kinds in ((), QUOTE_KINDS)
    if all_kinds and replace(wanted, sessions=(), kinds=()) == Selection():
        # Only this much is known of withheld quotes: they are in no theme and no search.
        held = sum([await count_withheld(db, each) for each in wanted.sessions or ("",)])
    if not counts:
        return QuoteTally(withheld=held)
    different = await counted.different()
    mentions = sum(counts.get(kind.value, 0) for kind in RANKED_KINDS)
    voice = None
    if mentions >= ONE_VOICE_QUOTES:
        voice = _one_voice(await counted.loudest(), mentions, different["voices"])
    return QuoteTally(
        **counts,
        people=different["people"],
        accounts=different["accounts"],
        sessions=different["sessions"],
        voice=voice,
        withheld=held,
    )


@dataclass(frozen=True, slots=True)
class _Counted:
    """How to count one selection: from counters where they know, else from the quotes."""

    db: Db
    wanted: Selection
    theme: str
    """The theme that counters tell of, EVERYTHING or NO_THEME; "" if they can't tell."""
    by: Narrowed
    by_kind: Statement | None
    query: Query
    """Of all kinds; they are added where they are asked for."""
    known: list[list[Row]] = field(default_factory=list)
    """The answer of `loudest` or `_spoke`, once it was asked."""
    met: list[int] = field(default_factory=list)
    """The number of sessions, once it was counted."""

    @classmethod
    async def of(cls, db: Db, wanted: Selection, themes: Sequence[Theme]) -> Self:
        by, theme = narrowed(wanted), ""
        by_kind = kinds_query(wanted, themes)
        if by and by.role in ("", "account") and by_kind:
            theme = NO_THEME if wanted.untagged else EVERYTHING
            theme = themes[0].id if themes else theme
        all_kinds = replace(wanted, kinds=())
        once = None if themes else await with_phrases(db, all_kinds)
        query = once or await query_for(db, all_kinds, themes)
        return cls(db, wanted, theme, by or Narrowed("", "", {}), by_kind, query)

    async def kinds(self) -> dict[str, int]:
        """Return the number of quotes of each kind that has any."""
        kinds = [kind.value for kind in self.wanted.kinds or Kind]
        if self.by_kind:
            (row,) = await self._rows(*self.by_kind)
            return {kind: row[kind] for kind in kinds if row[kind]}
        if self._of_times:
            each = ", ".join(f"({KIND.replace('{kind}', kind)}) AS {kind}" for kind in kinds)
            (row,) = await self._counted(f"SELECT {each}", ())
        else:
            sums = ", ".join(f"sum({{t}}.kind = '{kind}') AS {kind}" for kind in kinds)
            heard = ", ".join(f"'{kind}'" for kind in whose(self.wanted))
            sql = KINDS.replace("{sums}", sums).replace("{heard}", heard)
            (row,) = await self._counted(sql, self.wanted.kinds)
            self.met.append(row["met"])
        return {kind: row[kind] for kind in kinds if row[kind]}

    async def different(self) -> dict[str, int]:
        """Return how many people, accounts, sessions and voices there are."""
        if self.theme and not self.by.role:
            mask = {"theme": self.theme, "mask": mask_of(whose(self.wanted))}
            (row,) = await self._rows(VOICES, mask)
        elif self.theme:
            accounts = sum(each["accounts"] for each in await self.loudest())
            return await self._in_accounts() | {"accounts": accounts, "voices": accounts}
        else:
            (row,) = await self._spoke()
            if row["sessions"] is None:
                row = {**dict(row), "sessions": await self._met()}
        return {name: row[name] for name in ("people", "accounts", "sessions", "voices")}

    async def _met(self) -> int:
        """Return how many sessions there are, which were counted with the kinds if these were."""
        if not self.met:
            (row,) = await self._counted(SESSIONS, whose(self.wanted))
            return int(row["met"])
        return self.met[0]

    async def _in_accounts(self) -> dict[str, int]:
        """Return how many people and sessions the chosen accounts have."""
        if self.theme not in (EVERYTHING, NO_THEME):
            (row,) = await self._counted(DIFFERENT_IN_ACCOUNTS, whose(self.wanted))
            return {"people": row["people"], "sessions": row["sessions"]}
        accounts = self.by.where.replace("{}", "id")
        of = {"where": "themed = 0" if self.theme == NO_THEME else "TRUE", "sum": f"({self._sum})"}
        (row,) = await self._rows(
            PEOPLE_OF_ACCOUNTS.format(accounts=accounts, **of), self.by.params
        )
        groups, params = f"SELECT id FROM account WHERE {accounts}", {**self.by.params}
        if self.by.groups:
            names, params = placeholders("group", self.by.groups)
            groups = " UNION ALL ".join(f"SELECT {name} AS id" for name in names.split(", "))
        # Of one group, every row is another session: counted without looking for equal ones.
        alone = len(self.by.groups) == 1 or len(self.wanted.accounts) == 1
        counted = "*" if alone else "DISTINCT session"
        sessions = SESSIONS_OF_ACCOUNTS.format(groups=groups, of=counted, **of)
        (met,) = await self._rows(sessions, {**params, "between": BETWEEN, "behind": BEHIND})
        return {"people": row["n"], "sessions": met["n"]}

    async def loudest(self) -> list[Row]:
        """Return the account, or the person without one, that has most of the quotes."""
        if not self.theme:
            return [row for row in await self._spoke() if row["n"]]
        if not self.known:
            self.known.append(await self._loudest())
        return self.known[0]

    async def _spoke(self) -> list[Row]:
        """Return how many people, accounts and voices there are, and who has most of the quotes."""
        if not self.known:
            kinds = whose(self.wanted)
            if self._of_times and kinds == RANKED_KINDS:  # of fewer, the quotes are quicker
                sql = self._within(SPOKE_IN_SESSIONS + SPOKE.replace("{met}", SESSIONS_TOUCHED))
            else:
                few, met = SPOKE_IN_FEW, "(SELECT count(DISTINCT met) FROM spoke)"
                if not self._of_times:
                    few, met = SPOKE_IN_QUOTES, "NULL"
                sql = few + SPOKE.replace("{met}", met)
            self.known.append(await self._counted(sql, kinds))
        return self.known[0]

    @property
    def _of_times(self) -> bool:
        """Whether it narrows to times alone, which begin and end at once in all sessions."""
        rest = replace(self.wanted, since=None, until=None, kinds=())
        return rest == Selection() and self.wanted != rest and not self.query.needs_zones

    def _within(self, sql: str) -> str:
        """Return *sql* with what is true of sessions within the times."""
        times = [each for each in self.query.where if "at_ms" in each]
        within = " AND ".join(
            WITHIN.format(
                end="min" if ">=" in each else "max", compared=each.removeprefix("q.at_ms ")
            )
            for each in times
        )
        told = " AND ".join(self.query.where)
        parts = {"{times}": told, "{within}": within or "TRUE", "{sum}": self._sum}
        for name, text in parts.items():
            sql = sql.replace(name, text)
        return sql

    async def _loudest(self) -> list[Row]:
        where = ["role IN ('account', 'alone')"]
        if self.by.role:
            where = ["role = 'account'", self.by.where.replace("{}", "who")]
        of_all = self.theme in (EVERYTHING, NO_THEME)
        if self.theme == NO_THEME:
            where.append("themed = 0")
        sql = LOUDEST_OF_ALL if of_all else LOUDEST_OF_THEME
        accounts = "count(account_id) OVER ()" if self.by.role else "0"
        sql = sql.format(sum=self._sum, where=" AND ".join(where), accounts=accounts)
        return await self._rows(sql, {"theme": self.theme, **self.by.params})

    @property
    def _sum(self) -> str:
        return " + ".join(kind.value for kind in whose(self.wanted))

    async def _counted(self, sql: str, kinds: Sequence[Kind]) -> list[Row]:
        source, t = self.query.counted
        where, bound = list(self.query.where), dict[str, object]()
        if kinds:
            names, bound = placeholders("counted", [kind.value for kind in kinds])
            where.append(f"{t}.kind IN ({names})")
        told = " AND ".join(where)
        # With the +, by the session's own index: by time, all of it was looked through for each.
        there = told.replace("q.deleted = 0", "+q.deleted = 0")
        sql = sql.format(t=t, source=source, where=told, there=there)
        between = {"between": BETWEEN, "behind": BEHIND} if ":between" in sql else {}
        return await self._rows(sql, {**self.query.params, **bound, **between})

    async def _rows(self, sql: str, params: Mapping[str, object] = {}) -> list[Row]:
        return await self.db.read(lambda tx: tx.all(sql, params))


def _one_voice(loudest: list[Row], mentions: int, voices: int) -> OneVoice | None:
    """Apply the rule of ``core.evidence`` to counts; return None without one voice."""
    if not loudest or loudest[0]["n"] * 100 < mentions * ONE_VOICE_PERCENT:
        return None
    most = loudest[0]
    is_account = most["account_id"] is not None
    return OneVoice(most["name"] or "", most["n"], mentions, voices - 1, is_account=is_account)
