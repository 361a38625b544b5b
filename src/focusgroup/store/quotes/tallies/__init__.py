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
    counting,
    kinds_query,
    mask_of,
    narrowed,
    whose,
    with_phrases,
)
from focusgroup.store.quotes.pages import count_withheld
from focusgroup.store.quotes.selecting import (
    LED,
    Query,
    nothing_to_search,
    of_accounts,
    query_for,
    themes_of,
)
from focusgroup.store.quotes.tallies.statements import (
    BY_PERSON,
    DIFFERENT_IN_ACCOUNTS,
    KIND,
    KINDS,
    KINDS_WHERE_LED,
    LOUDEST_OF_ALL,
    LOUDEST_OF_THEME,
    PEOPLE_OF_ACCOUNTS,
    SESSIONS,
    SESSIONS_LED,
    SESSIONS_OF_ACCOUNTS,
    SESSIONS_TOUCHED,
    SPOKE,
    SPOKE_IN_FEW,
    SPOKE_IN_QUOTES,
    SPOKE_IN_SESSIONS,
    SPOKE_WHERE_LED,
    VOICES,
    WITHIN,
)
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
        made = cls(db, wanted, theme, by or Narrowed("", "", {}), by_kind, query)
        known = made.theme or made._led
        return made if known else replace(made, query=await counting(db, wanted, query))

    async def kinds(self) -> dict[str, int]:
        """Return the number of quotes of each kind that has any."""
        kinds = [kind.value for kind in self.wanted.kinds or Kind]
        if self.by_kind:
            (row,) = await self._rows(*self.by_kind)
            return {kind: row[kind] for kind in kinds if row[kind]}
        if self._led:
            (row,) = await self._where_led()
            self.met.append(row["met"])
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
        groups, params = _groups_of(self.by)
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
            if self._led:
                sql = self._in_led(SPOKE_WHERE_LED + SPOKE)
            elif self._of_times and kinds == RANKED_KINDS:  # of fewer, the quotes are quicker
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

    @property
    def _led(self) -> bool:
        """Whether it narrows to a facilitator's sessions, and to accounts in them at most."""
        there = replace(self.wanted, accounts=(), segments=(), owner="")
        return there == Selection(
            facilitator=self.wanted.facilitator or "?",
            kinds=self.wanted.kinds,
            untagged=self.wanted.untagged,
        )

    def _in_led(self, sql: str) -> str:
        """Return *sql* with what is true of the sessions' seats, and where it has the sessions."""
        theirs: list[str] = []
        of_accounts(self.wanted, "p.account_id", theirs, {})
        met = "NULL" if theirs else SESSIONS_LED
        themed = "themed = 0" if self.wanted.untagged else "TRUE"
        parts = {
            "{met}": met,
            "{themed}": themed,
            "{theirs}": " AND ".join(theirs) or "TRUE",
            "{sum}": self._sum,
            "{source}": self.query.counted[0].replace("quote q", BY_PERSON[self.db.engine]),
        }
        for name, text in parts.items():
            sql = sql.replace(name, text)
        return sql

    async def _where_led(self) -> list[Row]:
        """Return the quotes of each kind of accounts in a facilitator's sessions, and how many."""
        by = narrowed(replace(self.wanted, facilitator=""))
        assert by is not None
        groups, params = _groups_of(by)
        sql = self._in_led(KINDS_WHERE_LED).replace("{groups}", groups)
        led = {"facilitator": self.wanted.facilitator, "between": BETWEEN, "behind": BEHIND}
        return await self._rows(sql, {**params, **led})

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
        if self._led:  # to look for their sessions among all takes 10 ms each time
            told = told.replace(LED, "SELECT id FROM whole")
        # With the +, by the session's own index: by time, all of it was looked through for each.
        there = told.replace("q.deleted = 0", "+q.deleted = 0")
        sql = sql.format(t=t, source=source, where=told, there=there)
        between = {"between": BETWEEN, "behind": BEHIND} if ":between" in sql else {}
        return await self._rows(sql, {**self.query.params, **bound, **between})

    async def _rows(self, sql: str, params: Mapping[str, object] = {}) -> list[Row]:
        return await self.db.read(lambda tx: tx.all(sql, params))


def _groups_of(by: Narrowed) -> Statement:
    """Return the query for the groups of accounts that counters have sessions of."""
    if not by.groups:
        return f"SELECT id FROM account WHERE {by.where.replace('{}', 'id')}", by.params
    names, params = placeholders("group", by.groups)
    return " UNION ALL ".join(f"SELECT {name} AS id" for name in names.split(", ")), params


def _one_voice(loudest: list[Row], mentions: int, voices: int) -> OneVoice | None:
    """Apply the rule of ``core.evidence`` to counts; return None without one voice."""
    if not loudest or loudest[0]["n"] * 100 < mentions * ONE_VOICE_PERCENT:
        return None
    most = loudest[0]
    is_account = most["account_id"] is not None
    return OneVoice(most["name"] or "", most["n"], mentions, voices - 1, is_account=is_account)
