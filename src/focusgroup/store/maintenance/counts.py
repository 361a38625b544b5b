"""Check what the database computes from its own rows: count each kind again and compare.

Raw rows are what people said, did and are called. Computed from them are counts, the search
index, a theme's parents, and the copies in tags and quotes that let a query use one index alone.
``repair`` corrects what `check_counts` finds.
"""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator

from focusgroup.core.agenda_run.clock import Clock, ClockState, Mark
from focusgroup.core.model import SessionStatus
from focusgroup.core.search.tokens import index_tokens
from focusgroup.core.text import fold
from focusgroup.core.themes.paths import lineage
from focusgroup.store.engine.verified_copy import is_of_index
from focusgroup.store.maintenance.faults import CountFault, CountProblem
from focusgroup.store.maintenance.pairs import SharedQuotes
from focusgroup.store.maintenance.quarters import QuotesByQuarter
from focusgroup.store.maintenance.voices import tallies, theme_voices, without_theme
from focusgroup.store.row_mapping import damaged
from focusgroup.store.themes import ALL, FORMER, MARK, codebook_of

Found = Iterator[tuple[CountFault, str]]


def check_counts(connection: sqlite3.Connection) -> tuple[CountProblem, ...]:
    """Compare all computed rows with their sources; return the problems, if any.

    Reads only. Run it in a transaction if another program may write meanwhile. Raises
    StoreError for a value of a type that no program wrote.
    """
    found: dict[CountFault, list[str]] = defaultdict(list)
    try:
        for look in LOOKS:
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


def theme_ids(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the id of each theme by its folded path."""
    return {fold(row[1]): row[0] for row in connection.execute("SELECT id, path FROM theme")}


def theme_parents(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the ids of each theme's parents, top first, by its own id."""
    ids = theme_ids(connection)
    return {
        id_: tuple(ids[key] for key in map(fold, lineage(path)[:-1]) if key in ids)
        for id_, path in connection.execute("SELECT id, path FROM theme")
    }


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


# -- tags ------------------------------------------------------------------------------------

# A quote's tags in one text: an id and 1 for a theme that it is tagged with, 0 for a parent.
TAGS = """
    SELECT t.quote_id, t.kind, t.person_id, group_concat(t.theme_id || (t.direct > 0)),
        max(q.deleted IS NOT 0),
        sum(t.kind IS NOT q.kind OR t.at_ms IS NOT q.at_ms OR t.session_id IS NOT q.session_id
            OR t.person_id IS NOT q.person_id OR t.account_id IS NOT q.account_id),
        q.at_ms, q.intensity, q.agreement, q.dissent
    FROM quote_theme t LEFT JOIN quote q ON q.id = t.quote_id GROUP BY t.quote_id
"""
THEME_COUNTS = "SELECT theme_id, kind, quotes FROM theme_count WHERE quotes <> 0"
COUNTED_THEMES = """
    SELECT theme_id, kind, count(*) AS quotes FROM quote_theme GROUP BY theme_id, kind
"""
OF_KIND = "SELECT id FROM quote WHERE kind = :kind AND deleted = 0"
LAST_KEPT = """
    SELECT after, (SELECT coalesce(max(c.n), 0) FROM theme_change c WHERE c.change_n < change.n)
    FROM change WHERE entity_id = :quote AND entity = 'quote' AND state = 'done'
    ORDER BY n DESC LIMIT 1
"""


def _tags(connection: sqlite3.Connection) -> Found:
    tagged: dict[str, str] = {}
    shared, by_quarter = SharedQuotes(), QuotesByQuarter()
    for quote, kind, person, tags, gone, different, at_ms, *felt in connection.execute(TAGS):
        tagged[quote] = tags
        shared.add(tags, kind, person)
        if not gone:
            by_quarter.add(tags, kind, at_ms, felt)
        fault = CountFault.STRAY_TAG if gone else CountFault.TAG_COPY
        for _ in range(tags.count(",") + 1 if gone else different):
            yield fault, quote
        if gone:
            del tagged[quote]
    yield from shared.faults(connection)
    yield from by_quarter.faults(connection)
    parents = theme_parents(connection)
    missed: dict[str, set[str]] = defaultdict(set)
    sets = {tags: _sets(tags, parents) for tags in set(tagged.values())}
    for quote, tags in tagged.items():
        _, inherited, right = sets[tags]
        if inherited != right:
            missed[quote] = inherited - right
            yield CountFault.PARENT_TAG, quote
    kept = {(row[0], row[1]): row[2] for row in connection.execute(THEME_COUNTS)}
    real = {(row[0], row[1]): row[2] for row in connection.execute(COUNTED_THEMES)}
    for theme in sorted({key for key, _ in kept.items() ^ real.items()}):
        yield CountFault.THEME_COUNT, theme[0]
    for theme, kind in (each for each, many in kept.items() if many > real.get(each, 0)):
        for row in connection.execute(OF_KIND, {"kind": kind}):
            if theme not in tagged.get(row[0], ""):
                missed[row[0]].add(theme)
    direct = {quote: sets[tagged[quote]][0] for quote in missed if quote in tagged}
    yield from _lost(connection, direct, missed, parents)


def _sets(tags: str, parents: dict[str, tuple[str, ...]]) -> tuple[set[str], set[str], set[str]]:
    """Split *tags* (see TAGS): the quote's own themes, their parents, and the expected parents."""
    own = {each[:-1] for each in tags.split(",") if each[-1] == "1"}
    above = {each[:-1] for each in tags.split(",") if each[-1] == "0"}
    return own, above, {parent for theme in own for parent in parents.get(theme, ())} - own


def _lost(
    connection: sqlite3.Connection,
    direct: dict[str, set[str]],
    missed: dict[str, set[str]],
    parents: dict[str, tuple[str, ...]],
) -> Found:
    """Yield quotes that lost a theme of their last change, though it is still counted somewhere.

    *missed* holds the themes of each quote that a count or a parent's tag points to.
    """
    ids = theme_ids(connection)
    for quote, themes in missed.items():
        if not themes:
            continue
        last = {ids[fold(path)] for path in last_themes(connection, quote) if fold(path) in ids}
        above = {parent for theme in last for parent in parents[theme]}
        if themes & (last | above) and last > direct.get(quote, set()):
            yield CountFault.LOST_THEME, quote


def last_themes(connection: sqlite3.Connection, quote_id: str) -> list[str]:
    """Return the paths of a quote's themes after its last change, as they are called today.

    None without a change. A quote that was retagged with its whole theme since may have others.
    """
    row = connection.execute(LAST_KEPT, {"quote": quote_id}).fetchone()
    themes = list(json.loads(row[0]).get("themes", ())) if row else []
    if not themes or row[1] == connection.execute(MARK).fetchone()[0]:
        return themes
    book = codebook_of(connection.execute(ALL), connection.execute(FORMER), 0)
    return list(book.all_now_called(themes, row[1]))


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
    SELECT q.id, q.text, f.c0 FROM quote q LEFT JOIN quote_fts_content f ON f.id = q.n
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
    for quote, text, tokens in connection.execute(INDEXED):
        wanted = index_tokens(text)
        if tokens != wanted and (whole or not tokens or not _within(tokens, wanted)):
            yield CountFault.SEARCH, quote
    for row in connection.execute(STRAY_INDEXED):
        yield CountFault.SEARCH, str(row[0])


def _within(tokens: str, wanted: str) -> bool:
    return set(tokens.split()) <= set(wanted.split())


LOOKS: tuple[Callable[[sqlite3.Connection], Found], ...] = (
    _names,
    _speakers,
    _tags,
    without_theme,
    theme_voices,
    tallies,
    _sessions,
    _clocks,
    _search,
)
