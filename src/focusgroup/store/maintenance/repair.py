"""Correct what the database computes from its own rows where `counts` finds it wrong.

What people said and did, and their names, are never changed. A damaged file is never repaired:
``recovery`` reads it into a new one.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from focusgroup.core.errors import StoreError
from focusgroup.core.ids import new_id
from focusgroup.core.search.tokens import index_tokens
from focusgroup.core.text import fold
from focusgroup.store.counters import anew
from focusgroup.store.engine.alone import alone, transaction
from focusgroup.store.engine.location import unused
from focusgroup.store.engine.migrate import migrate, shipped_steps
from focusgroup.store.engine.sqlite import UNREADABLE, connect, explain
from focusgroup.store.engine.verified_copy import copy_verified
from focusgroup.store.maintenance.check_and_backup import damage, known, reading
from focusgroup.store.maintenance.counts import agenda_facts, check_counts, ended_clock, stamped
from focusgroup.store.maintenance.faults import CountFault, CountProblem
from focusgroup.store.maintenance.tags import last_themes, theme_ids, theme_parents
from focusgroup.store.row_mapping import BUMP_REV, THEMES_OF_QUOTES
from focusgroup.system.clock import unix_ms

MOST_ROUNDS = 4
"""How often to check again: one repair can lead to the next, as a restored quote isn't indexed."""


@dataclass(frozen=True, slots=True)
class Repaired:
    """What was repaired, and a copy of the database from before the repair.

    Without problems there is no copy.
    """

    mended: tuple[CountProblem, ...]
    copy: Path | None


def repair(path: Path) -> Repaired:
    """Correct the computed rows of the database at *path*, all in one transaction.

    A verified copy is made beside it first. Raises NotFound when there is no database, and
    StoreError, having changed nothing, when it is damaged, can't be written, or a program
    has it open.
    """
    try:
        with closing(reading(path)) as connection:
            known(connection, path)
            if damage(connection, path):
                raise StoreError(
                    f"{path} is damaged, which recounting can't fix; nothing was"
                    " changed. `focusgroup db recover` reads what can be read into a new file"
                )
        with closing(connect(path, reading=False)) as connection:
            migrate(connection, path, shipped_steps())
            with transaction(connection):
                if not check_counts(connection) and _index_fits(connection):
                    return Repaired((), None)
    except UNREADABLE as error:
        raise StoreError(explain(path, error)) from error
    with alone(path) as connection:
        stamp = time.strftime("%Y%m%d-%H%M%S")
        copy = unused(path.with_name(f"{path.name}.repair-{stamp}.backup"))
        copy_verified(connection, path, copy)
        with transaction(connection):
            mended, left = put_right(connection)
            if left:
                raise StoreError(
                    "recounting can't fix everything, so nothing was changed: "
                    + "; ".join(problem.wrong for problem in left)
                    + ". `focusgroup db recover` reads what can be read into a new file"
                )
    return Repaired(mended, copy)


def _index_fits(connection: sqlite3.Connection) -> bool:
    """Return whether the search index is sound; SQLite before 3.44 doesn't check that itself."""
    try:
        connection.execute("INSERT INTO quote_fts (quote_fts) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if not getattr(error, "sqlite_errorname", "").startswith("SQLITE_CORRUPT"):
            raise
        return False
    return True


def put_right(
    connection: sqlite3.Connection,
) -> tuple[tuple[CountProblem, ...], tuple[CountProblem, ...]]:
    """Correct, within the open transaction, what `check_counts` finds.

    Return what was wrong, and what still is. Sessions whose quotes changed get a new
    revision, which is stored in those quotes.
    """
    mended: dict[CountFault, CountProblem] = {}
    if not _index_fits(connection):
        mended[CountFault.SEARCH] = CountProblem(CountFault.SEARCH, ("quote_fts",))
        index_anew(connection)
    left = check_counts(connection)
    for _ in range(MOST_ROUNDS):
        quotes: dict[str, None] = {}
        for problem in left:
            mended.setdefault(problem.fault, problem)
            where = tuple(dict.fromkeys(problem.where))
            MENDING[problem.fault](connection, where)
            if problem.fault in OF_QUOTES:
                quotes.update(dict.fromkeys(where))
        _stamp(connection, quotes)
        left = check_counts(connection) if left else ()
    return tuple(mended.values()), left


OF_QUOTES = (
    CountFault.CONSENT,
    CountFault.SPEAKER,
    CountFault.LOST_THEME,
    CountFault.TAG_COPY,
    CountFault.PARENT_TAG,
)


def _stamp(connection: sqlite3.Connection, quotes: Iterable[str]) -> None:
    """Give each session of the quotes a new revision, and store it in the changed quotes."""
    revs: dict[str, int] = {}
    for quote in quotes:
        (session,) = connection.execute(SESSION_OF, {"quote": quote}).fetchone()
        if session not in revs:
            revs[session] = connection.execute(BUMP_REV, {"session": session}).fetchone()[0]
        connection.execute(SET_REV, {"rev": revs[session], "quote": quote})


SESSION_OF = "SELECT session_id FROM quote WHERE id = :quote"
SET_REV = "UPDATE quote SET rev = :rev WHERE id = :quote"


# -- names, themes ---------------------------------------------------------------------------


def _set_keys(connection: sqlite3.Connection, where: Iterable[str]) -> None:
    for each in where:
        table, _, id_ = each.partition(":")
        name = "path" if table == "theme" else "name"
        (spelt,) = connection.execute(f"SELECT {name} FROM {table} WHERE id = ?", (id_,)).fetchone()
        connection.execute(
            f"UPDATE {table} SET {name}_key = :key WHERE id = :id", {"key": fold(spelt), "id": id_}
        )


def _add_parents(connection: sqlite3.Connection, where: Iterable[str]) -> None:
    for path in where:
        connection.execute(
            "INSERT INTO theme (id, path, path_key, created_ms) VALUES (?, ?, ?, ?)",
            (new_id(), path, fold(path), unix_ms()),
        )


# -- quotes and their tags -------------------------------------------------------------------

OBEY = """
    UPDATE quote SET deleted = CASE
        WHEN (SELECT consent_notes FROM participant p WHERE p.id = participant_id) THEN 0 ELSE 2 END
    WHERE id = :quote
"""
FOLLOW = """
    UPDATE quote SET (person_id, account_id) =
        (SELECT p.person_id, p.account_id FROM participant p WHERE p.id = participant_id)
    WHERE id = :quote
"""
FORGET_TAGS = "DELETE FROM quote_theme WHERE quote_id = :quote"
TAG = """
    INSERT INTO quote_theme
        (theme_id, quote_id, direct, kind, account_id, person_id, session_id, at_ms)
    SELECT :theme, id, :direct, kind, account_id, person_id, session_id, at_ms FROM quote
    WHERE id = :quote AND deleted = 0
"""


def _obey_consent(connection: sqlite3.Connection, where: Iterable[str]) -> None:
    """Withhold a quote, or restore it under the themes of its last change."""
    for quote in where:
        connection.execute(OBEY, {"quote": quote})
    _tag_as_last(connection, where)


def _follow_speaker(connection: sqlite3.Connection, where: Iterable[str]) -> None:
    for quote in where:
        connection.execute(FOLLOW, {"quote": quote})
    _tag_again(connection, where)


def _tag_as_last(connection: sqlite3.Connection, where: Iterable[str]) -> None:
    _tag(connection, {quote: last_themes(connection, quote) for quote in where})


def _tag_again(connection: sqlite3.Connection, where: Iterable[str]) -> None:
    """Rewrite the tags of quotes: their own themes and the parents of those."""
    sql = THEMES_OF_QUOTES.format(ids=":quote")
    rows = {quote: connection.execute(sql, {"quote": quote}).fetchall() for quote in where}
    _tag(connection, {quote: [row["path"] for row in found] for quote, found in rows.items()})


def _tag(connection: sqlite3.Connection, tagged: Mapping[str, Sequence[str]]) -> None:
    """Tag each quote with themes, by their paths; skip themes that don't exist."""
    parents, ids = theme_parents(connection), theme_ids(connection)
    for quote, paths in tagged.items():
        own = dict.fromkeys(ids[key] for key in map(fold, paths) if key in ids)
        places = {parent: 0 for theme in own for parent in parents[theme]}
        places |= {theme: place for place, theme in enumerate(own, 1)}
        connection.execute(FORGET_TAGS, {"quote": quote})
        for theme, place in places.items():
            connection.execute(TAG, {"theme": theme, "direct": place, "quote": quote})


# -- counts, sessions, search ----------------------------------------------------------------

END = """
    UPDATE session SET status = CASE WHEN debriefed_ms IS NULL THEN 'ended' ELSE 'debriefed' END
    WHERE id = :session AND status NOT IN ('ended', 'debriefed')
"""
RECOUNT = """
    UPDATE session SET quotes =
        (SELECT count(*) FROM quote q WHERE q.session_id = session.id AND q.deleted = 0),
        rev = rev + 1
    WHERE id = :session
"""


def _recount_themes(connection: sqlite3.Connection, _: Iterable[str]) -> None:
    for sql in anew("theme_count", "theme_group", "theme_voices", "theme_pair", "theme_quarter"):
        connection.execute(sql)


def _recount_tallies(connection: sqlite3.Connection, _: Iterable[str]) -> None:
    for sql in anew("quote_without_theme", "quote_tally", "theme_voices"):
        connection.execute(sql)


def _recount_sessions(connection: sqlite3.Connection, where: Iterable[str]) -> None:
    connection.executemany(RECOUNT, [{"session": session} for session in where])


def _renew_revisions(connection: sqlite3.Connection, where: Iterable[str]) -> None:
    newest = " UNION ALL ".join(
        f"SELECT max(rev) AS rev FROM {table} WHERE session_id = :session"
        for table in stamped(connection)
    )
    sql = f"UPDATE session SET rev = (SELECT max(rev) FROM ({newest})) WHERE id = :session"
    connection.executemany(sql, [{"session": session} for session in where])


def _follow_clock(connection: sqlite3.Connection, where: Iterable[str]) -> None:
    for session in where:
        (rev,) = connection.execute(BUMP_REV, {"session": session}).fetchone()
        row = connection.execute("SELECT clock FROM session WHERE id = ?", (session,)).fetchone()
        connection.execute(END, {"session": session})
        clock = ended_clock(row[0])
        assert clock is not None
        items = "SELECT section, question FROM agenda_item WHERE session_id = ?"
        for section, question in connection.execute(items, (session,)).fetchall():
            spent, state = agenda_facts(clock, section, question)
            connection.execute(
                "UPDATE agenda_item SET spent_ms = ?, state = ?, rev = ?"
                " WHERE session_id = ? AND section = ? AND question = ?"
                " AND (spent_ms, state) <> (?, ?)",
                (spent, state, rev, session, section, question, spent, state),
            )


def index_anew(connection: sqlite3.Connection, _: Iterable[str] = ()) -> None:
    """Rebuild the search index from scratch: a broken one can't be emptied."""
    made = "SELECT sql FROM sqlite_master WHERE name = 'quote_fts'"
    (table,) = connection.execute(made).fetchone()
    connection.execute("DROP TABLE quote_fts")
    connection.execute(table)
    for n, text in connection.execute("SELECT n, text FROM quote WHERE deleted = 0").fetchall():
        connection.execute(
            "INSERT INTO quote_fts (rowid, tokens) VALUES (?, ?)", (n, index_tokens(text))
        )


MENDING: Mapping[CountFault, Callable[[sqlite3.Connection, Sequence[str]], None]] = {
    CountFault.NAME_KEY: _set_keys,
    CountFault.THEME_PARENT: _add_parents,
    CountFault.CONSENT: _obey_consent,
    CountFault.SPEAKER: _follow_speaker,
    CountFault.LOST_THEME: _tag_as_last,
    CountFault.STRAY_TAG: _tag_again,
    CountFault.TAG_COPY: _tag_again,
    CountFault.PARENT_TAG: _tag_again,
    CountFault.THEME_COUNT: _recount_themes,
    CountFault.UNFILED: _recount_tallies,
    CountFault.TALLY: _recount_tallies,
    CountFault.SESSION_COUNT: _recount_sessions,
    CountFault.SEARCH: index_anew,
    CountFault.AGENDA_TIME: _follow_clock,
    CountFault.REVISION: _renew_revisions,
}
