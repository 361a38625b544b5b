"""Check what the database computes from its own rows: count each kind again and compare.

Raw rows are what people said, did and are called. Computed from them are counts, the search
index, a theme's parents, and the copies in tags and quotes that let a query use one index alone.
``repair`` corrects what `check_counts` finds.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable

from focusgroup.core.agenda_run.clock import Clock, ClockState, Mark
from focusgroup.core.model import SessionStatus
from focusgroup.core.search.tokens import index_tokens
from focusgroup.core.text import fold
from focusgroup.core.themes.paths import lineage
from focusgroup.store.engine.verified_copy import is_of_index
from focusgroup.store.maintenance.counter_rows import Found, rows
from focusgroup.store.maintenance.faults import CountFault, CountProblem
from focusgroup.store.maintenance.tags import tags_and_counters
from focusgroup.store.row_mapping import damaged

Look = Callable[[sqlite3.Connection], Found]


def check_counts(
    connection: sqlite3.Connection, looks: Iterable[Look] = ()
) -> tuple[CountProblem, ...]:
    """Compare all computed rows with their sources, or what *looks* do; return the problems.

    Reads only. Run it in a transaction if another program may write meanwhile. Raises
    StoreError for a value of a type that no program wrote.
    """
    found: dict[CountFault, list[str]] = defaultdict(list)
    try:
        for look in looks or (*SHORT, *LONG):
            for fault, where in look(connection):
                found[fault].append(where)
    except UnicodeDecodeError:
        raise
    except (TypeError, ValueError, AttributeError) as error:
        raise damaged("a value of another type than was written") from error
    return tuple(CountProblem(fault, tuple(found[fault])) for fault in CountFault if found[fault])


# -- names and the tree of themes ------------------------------------------------------------

NAMED = (("theme", "path", "path_key"), ("account", "name", "name_key"))


def _names(connection: sqlite3.Connection) -> Found:
    """Yield keys that don't match their names, unless another row has the right key."""
    for table, name, key in NAMED:
        rows = connection.execute(f"SELECT id, {name}, {key} FROM {table}").fetchall()
        taken = {row[2] for row in rows}
        for id_, spelt, kept in rows:
            if (wanted := fold(spelt)) != kept and wanted not in taken:
                yield CountFault.NAME_KEY, f"{table}:{id_}"
    rows = connection.execute("SELECT id, name, name_key, account_id FROM person").fetchall()
    people = {(row[3], row[2]) for row in rows if row[3]}
    for id_, spelt, kept, account in rows:
        if (wanted := fold(spelt)) != kept and (account, wanted) not in people:
            yield CountFault.NAME_KEY, f"person:{id_}"
    themes = connection.execute("SELECT path FROM theme").fetchall()
    keys = {fold(row[0]) for row in themes}
    missing = {fold(name): name for row in themes for name in lineage(row[0])}
    yield from (
        (CountFault.THEME_PARENT, missing[key]) for key in sorted(missing.keys() - keys, key=len)
    )


# -- a quote's copies of its speaker's details -----------------------------------------------

# A quote without a speaker keeps its copies: a recovered database may have lost the participant,
# and the account on the quote is all that is known. Deleted quotes are updated when they are
# undeleted.
SPEAKERS = """
    SELECT q.id, (q.deleted = 0) <> (p.consent_notes <> 0) AS consent,
        q.person_id IS NOT p.person_id OR q.account_id IS NOT p.account_id AS speaker
    FROM quote q JOIN participant p ON p.id = q.participant_id
    WHERE q.deleted <> 1 AND (consent OR speaker)
"""


def _speakers(connection: sqlite3.Connection) -> Found:
    for quote, consent, speaker in connection.execute(SPEAKERS):
        if consent:
            yield CountFault.CONSENT, quote
        if speaker:
            yield CountFault.SPEAKER, quote


# -- sessions --------------------------------------------------------------------------------

SESSION_COUNTS = """
    SELECT s.id FROM session s WHERE s.quotes <>
        (SELECT count(*) FROM quote q WHERE q.session_id = s.id AND q.deleted = 0)
"""
_STAMPED = (
    "quote", "note", "participant", "agenda_item", "headline", "debrief", "observer_question",
)  # fmt: skip
"""Tables whose rows store the session's revision of their last change."""
CLOCKS = "SELECT id, status, clock FROM session WHERE clock <> ''"
ITEMS = "SELECT section, question, spent_ms, state FROM agenda_item WHERE session_id = :session"
OVER = (SessionStatus.ENDED.value, SessionStatus.DEBRIEFED.value)


def stamped(connection: sqlite3.Connection) -> list[str]:
    """Return the tables whose rows have a revision; an older schema lacks some."""
    there = {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
    return [table for table in _STAMPED if table in there]


def _sessions(connection: sqlite3.Connection) -> Found:
    for row in connection.execute(SESSION_COUNTS):
        yield CountFault.SESSION_COUNT, row[0]
    newest = " UNION ALL ".join(
        f"SELECT max(rev) AS rev FROM {table} WHERE session_id = s.id"
        for table in stamped(connection)
    )
    for row in connection.execute(
        f"SELECT s.id FROM session s WHERE s.rev < (SELECT max(rev) FROM ({newest}))"
    ):
        yield CountFault.REVISION, row[0]


def _clocks(connection: sqlite3.Connection) -> Found:
    """Check ended sessions: in a running one, the clock is newer than the agenda's times."""
    for session, status, kept in connection.execute(CLOCKS).fetchall():
        clock = ended_clock(kept)
        if clock is None:
            continue
        items = {
            (row[0], row[1]): (row[2], row[3])
            for row in connection.execute(ITEMS, {"session": session})
        }
        if status not in OVER or items != {place: agenda_facts(clock, *place) for place in items}:
            yield CountFault.AGENDA_TIME, session


def ended_clock(kept: str) -> Clock | None:
    """Return the clock of an ended session; None if it is running or can't be read."""
    try:
        clock = Clock.from_json(kept, 0)
    except (ValueError, KeyError, TypeError):
        return None
    whole = all(isinstance(ms, int) for ms in clock.spent.values())
    return clock if whole and clock.state is ClockState.ENDED else None


def agenda_facts(clock: Clock, section: int, question: int) -> tuple[int, str]:
    """Return the ms spent on a section (question -1) or a question, and its state."""
    if question >= 0:
        mark = clock.marks.get((section, question))
        return clock.spent.get((section, question), 0), mark.value if mark else ""
    spent = sum(ms for (each, _), ms in clock.spent.items() if each == section)
    return spent, Mark.SKIPPED.value if section in clock.cut else ""


# -- search ----------------------------------------------------------------------------------

CHECK_INDEX = "PRAGMA integrity_check(quote_fts)"
INDEXED = """
    SELECT q.id, q.text, f.c0 FROM quote q NOT INDEXED LEFT JOIN quote_fts_content f ON f.id = q.n
    WHERE q.deleted = 0
"""
STRAY_INDEXED = """
    SELECT f.id FROM quote_fts_content f LEFT JOIN quote q ON q.n = f.id AND q.deleted = 0
    WHERE q.n IS NULL
"""


def _search(connection: sqlite3.Connection) -> Found:
    # SQLite 3.44 and newer compare the index with its words here; older ones say "ok".
    if any(map(is_of_index, (row[0] for row in connection.execute(CHECK_INDEX)))):
        yield CountFault.SEARCH, "quote_fts"
    # Before schema 8, words and numbers with signs inside were not indexed as a whole.
    whole = connection.execute("PRAGMA user_version").fetchone()[0] >= 8
    for quote, text, tokens in rows(connection, INDEXED):
        wanted = index_tokens(text)
        if tokens != wanted and (whole or not tokens or not _within(tokens, wanted)):
            yield CountFault.SEARCH, quote
    for row in connection.execute(STRAY_INDEXED):
        yield CountFault.SEARCH, str(row[0])


def _within(tokens: str, wanted: str) -> bool:
    return set(tokens.split()) <= set(wanted.split())


SHORT: tuple[Look, ...] = (_names, _speakers, _sessions, _clocks)
LONG: tuple[Look, ...] = (tags_and_counters, _search)
