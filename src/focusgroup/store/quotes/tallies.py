"""Count a selection's quotes and the people in it, and find out if one voice dominates.

SQLite counts, and no quotes are read, so a theme with a million quotes costs one pass over an
index. The rule for one voice is in ``core.evidence``.
"""

from dataclasses import dataclass, replace

from focusgroup.core.evidence.evidence import ONE_VOICE_PERCENT, ONE_VOICE_QUOTES, OneVoice
from focusgroup.core.model import QUOTE_KINDS, RANKED_KINDS
from focusgroup.core.search.selection import Selection
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.quotes.pages import count_withheld
from focusgroup.store.quotes.selecting import nothing_to_search, query_for
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


KINDS = "SELECT {t}.kind, count(*) AS n FROM {source} WHERE {where} GROUP BY {t}.kind"
DIFFERENT = """
    SELECT count(DISTINCT {t}.person_id) AS people, count(DISTINCT {t}.account_id) AS accounts,
        count(DISTINCT {t}.session_id) AS sessions,
        count(DISTINCT coalesce({t}.account_id, {t}.person_id)) AS voices
    FROM {source} WHERE {where}
"""
LOUDEST = """
    SELECT v.account_id, v.n,
        CASE WHEN v.account_id IS NULL THEN (SELECT name FROM person WHERE id = v.person_id)
             ELSE (SELECT name FROM account WHERE id = v.account_id) END AS name
    FROM (
        SELECT {t}.account_id AS account_id,
            CASE WHEN {t}.account_id IS NULL THEN {t}.person_id END AS person_id, count(*) AS n
        FROM {source} WHERE {where} AND coalesce({t}.account_id, {t}.person_id) IS NOT NULL
        GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 1
    ) v
"""


async def tally_quotes(db: Db, wanted: Selection) -> QuoteTally:
    """Count the quotes of a selection. Raises NotFound for an unknown theme.

    People, accounts, sessions and the one voice are those of the ranked kinds, unless the selection
    names only other kinds. There are three short reads, so a list that is being scrolled gets its
    pages in between.
    """
    if nothing_to_search(wanted):
        return QuoteTally()
    query = await query_for(db, wanted)
    source, t, where = query.source, "q", list(query.where)
    if query.by_theme:
        t = "t"
        if not any("q." in condition for condition in where):
            source = "quote_theme t"  # has all that is counted; saves a look-up per row
    params = dict(query.params)
    kinds = await _rows(db, KINDS, t, source, where, params)
    counts: dict[str, int] = {row["kind"]: row["n"] for row in kinds}
    held = 0
    all_kinds = wanted.kinds in ((), QUOTE_KINDS)
    if all_kinds and replace(wanted, sessions=(), kinds=()) == Selection():
        # Only this much is known of withheld quotes: they are in no theme and no search.
        held = sum([await count_withheld(db, each) for each in wanted.sessions or ("",)])
    if not counts:
        return QuoteTally(withheld=held)
    ranked = [kind.value for kind in RANKED_KINDS]
    if not wanted.kinds or set(RANKED_KINDS) & set(wanted.kinds):
        names, bound = placeholders("ranked", ranked)
        where.append(f"{t}.kind IN ({names})")
        params |= bound
    if t == "q" and wanted.by_theme_only:
        # All quotes: reading the table costs half as much as going through an index too.
        where = ["q.deleted + 0 = 0" if each == "q.deleted = 0" else each for each in where]
    (different,) = await _rows(db, DIFFERENT, t, source, where, params)
    mentions = sum(counts.get(kind, 0) for kind in ranked)
    voice = None
    if mentions >= ONE_VOICE_QUOTES:
        loudest = await _rows(db, LOUDEST, t, source, where, params)
        voice = _one_voice(loudest, mentions, different["voices"])
    return QuoteTally(
        **counts,
        people=different["people"],
        accounts=different["accounts"],
        sessions=different["sessions"],
        voice=voice,
        withheld=held,
    )


async def _rows(
    db: Db, sql: str, t: str, source: str, where: list[str], params: dict[str, object]
) -> list[Row]:
    statement = sql.format(t=t, source=source, where=" AND ".join(where))

    async def work(tx: Tx) -> list[Row]:
        return await tx.all(statement, params)

    return await db.read(work)


def _one_voice(loudest: list[Row], mentions: int, voices: int) -> OneVoice | None:
    """Apply the rule of ``core.evidence`` to counts; return None without one voice."""
    if not loudest or loudest[0]["n"] * 100 < mentions * ONE_VOICE_PERCENT:
        return None
    most = loudest[0]
    is_account = most["account_id"] is not None
    return OneVoice(most["name"] or "", most["n"], mentions, voices - 1, is_account=is_account)
