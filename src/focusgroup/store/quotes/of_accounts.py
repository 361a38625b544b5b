"""What each account has told us and was promised, and when it was last heard."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from focusgroup.core.model import RANKED_KINDS, Account
from focusgroup.core.search.selection import Selection
from focusgroup.core.text import fold
from focusgroup.store.accounts import account_of
from focusgroup.store.counters import BEHIND, BETWEEN
from focusgroup.store.engine.protocol import Db
from focusgroup.store.quotes.selecting import nothing_to_search, query_for
from focusgroup.store.row_mapping import placeholders

FACTS = """
    SELECT a.id, a.name, a.segment, a.revenue_share, a.owner,
        (SELECT coalesce(sum(problem), 0) FROM quote_tally
            WHERE role = 'account' AND who = a.id) AS problem,
        (SELECT coalesce(sum(strength), 0) FROM quote_tally
            WHERE role = 'account' AND who = a.id) AS strength,
        (SELECT coalesce(sum(missing_feature), 0) FROM quote_tally
            WHERE role = 'account' AND who = a.id) AS missing,
        (SELECT count(DISTINCT who) FROM quote_tally WHERE role = 'there'
            AND who >= a.id || :between AND who < a.id || :behind
            AND problem + strength + missing_feature > 0) AS sessions,
        (SELECT max(at_ms) FROM quote WHERE deleted = 0 AND account_id = a.id) AS heard_ms,
        (SELECT s.zone FROM quote q JOIN session s ON s.id = q.session_id
            WHERE q.deleted = 0 AND q.account_id = a.id
            ORDER BY q.at_ms DESC LIMIT 1) AS heard_zone
    FROM account a ORDER BY a.name_key
"""
PEOPLE = """
    SELECT p.account_id, count(DISTINCT t.who) AS n FROM quote_tally t JOIN person p ON p.id = t.who
    WHERE t.role = 'person' AND t.problem + t.strength + t.missing_feature > 0
        AND p.account_id IS NOT NULL GROUP BY 1
"""
COUNTED = """
    SELECT {t}.account_id, sum({t}.kind = 'problem') AS problem,
        sum({t}.kind = 'strength') AS strength, sum({t}.kind = 'missing_feature') AS missing,
        count(DISTINCT {t}.person_id) AS people, count(DISTINCT {t}.session_id) AS sessions
    FROM {source} WHERE {where} AND +{t}.kind IN ({kinds}) AND {t}.account_id IS NOT NULL
    GROUP BY 1
"""
"""Of quotes that were chosen by more than their accounts, which counters know of."""
PROMISES = """
    SELECT p.account_id, sum(n.done = 0) AS open, sum(n.done = 1) AS kept,
        sum(n.done = 0 AND n.due_on > '' AND n.due_on < :today) AS overdue
    FROM note n JOIN participant p ON p.id = n.participant_id
    WHERE n.kind = 'commitment' AND n.deleted = 0 AND p.account_id IS NOT NULL GROUP BY 1
"""


@dataclass(frozen=True, slots=True)
class AccountFacts:
    """An account with its quotes, people and sessions, its commitments and when it was last heard.

    *heard_ms* is Unix ms, None if it never said anything; *heard_zone* is that session's time zone.
    """

    account: Account
    problem: int = 0
    strength: int = 0
    missing: int = 0
    people: int = 0
    sessions: int = 0
    open: int = 0
    kept: int = 0
    overdue: int = 0
    heard_ms: int | None = None
    heard_zone: str = "UTC"

    @property
    def mentions(self) -> int:
        """The number of its quotes of the ranked kinds."""
        return self.problem + self.strength + self.missing


COUNTS = ("problem", "strength", "missing", "people", "sessions")


async def account_facts(
    db: Db, today: str, wanted: Selection | None = None
) -> tuple[AccountFacts, ...]:
    """Return the accounts that are *wanted*, by name; *today* (ISO 8601) decides what is overdue.

    Its quotes, people and sessions are those of the selection; its commitments, and when it was
    last heard, are of everything.
    """
    wanted = wanted or Selection()
    counted = None
    if replace(wanted, accounts=(), segments=(), owner="") != Selection():
        counted = await _counted(db, wanted)
    ends = {"between": BETWEEN, "behind": BEHIND}
    rows = await db.read(lambda tx: tx.all(FACTS, ends))
    people = {row["account_id"]: row["n"] for row in await db.read(lambda tx: tx.all(PEOPLE))}
    promised = {
        row["account_id"]: row
        for row in await db.read(lambda tx: tx.all(PROMISES, {"today": today}))
    }
    found = []
    for row in rows:
        account = account_of(row)
        if not _passes(account, wanted):
            continue
        counts = {name: row[name] for name in COUNTS if name != "people"}
        counts["people"] = people.get(row["id"], 0)
        if counted is not None:
            counts = {name: counted.get(row["id"], {}).get(name, 0) for name in COUNTS}
        if row["id"] in promised:
            kept = promised[row["id"]]
            counts |= {name: kept[name] for name in ("open", "kept", "overdue")}
        heard = {"heard_ms": row["heard_ms"], "heard_zone": row["heard_zone"] or "UTC"}
        found.append(AccountFacts(account, **heard, **counts))
    return tuple(found)


async def _counted(db: Db, wanted: Selection) -> Mapping[str, Mapping[str, Any]]:
    """Return the counts of each account that said something of a selection, by its id."""
    if nothing_to_search(wanted):
        return {}
    query = await query_for(db, wanted)
    source, t = query.counted
    names, bound = placeholders("ranked", [kind.value for kind in RANKED_KINDS])
    where = " AND ".join(query.where)
    sql = COUNTED.format(source=source, t=t, where=where, kinds=names)
    rows = await db.read(lambda tx: tx.all(sql, {**query.params, **bound}))
    return {row["account_id"]: dict(row) for row in rows}


def _passes(account: Account, wanted: Selection) -> bool:
    names, segments, owner = wanted.accounts, wanted.segments, wanted.owner
    return (
        (not names or fold(account.name) in map(fold, names))
        and (not segments or account.segment in segments)
        and (not owner or account.owner == owner)
    )
