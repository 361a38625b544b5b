"""Check the tags of quotes, and with them the counters of what is tagged."""

import json
import sqlite3
from itertools import repeat
from operator import attrgetter
from sys import intern

from focusgroup.core.text import fold
from focusgroup.core.themes.paths import lineage
from focusgroup.store.maintenance.counter_rows import MOST_KEPT, Found, chunks, rows
from focusgroup.store.maintenance.counters import QuoteSums, TagSet
from focusgroup.store.maintenance.faults import CountFault
from focusgroup.store.themes import ALL, FORMER, MARK, codebook_of

# A quote's tags in one text: an id and 1 for a theme that it is tagged with, 0 for a parent.
TAGS = """
    SELECT q.id, q.kind, q.person_id, coalesce(q.account_id, q.person_id), q.session_id,
        group_concat(t.theme_id || (t.direct > 0)),
        sum((t.kind, t.at_ms, t.session_id, t.person_id, t.account_id)
            IS NOT (q.kind, q.at_ms, q.session_id, q.person_id, q.account_id))
    FROM quote q CROSS JOIN quote_theme t ON t.quote_id = q.id WHERE +q.deleted = 0 GROUP BY q.n
"""
MANY_TAGS = "SELECT count(*) FROM quote_theme"
TAGS_OF_NONE = """
    SELECT t.quote_id FROM quote_theme t LEFT JOIN quote q ON q.id = t.quote_id AND q.deleted = 0
    WHERE q.n IS NULL
"""
THEME_COUNTS = "SELECT theme_id, kind, quotes FROM theme_count WHERE quotes <> 0"
COUNTED_THEMES = """
    SELECT theme_id, kind, count(*) AS quotes FROM quote_theme GROUP BY theme_id, kind
"""
LACKING = """
    SELECT id FROM quote q WHERE kind = :kind AND deleted = 0
        AND NOT EXISTS (SELECT 1 FROM quote_theme t WHERE t.theme_id = :theme AND t.quote_id = q.id)
"""
OWN = "SELECT theme_id FROM quote_theme WHERE quote_id = :quote AND direct > 0"
LAST_KEPT = """
    SELECT after, (SELECT coalesce(max(c.n), 0) FROM theme_change c WHERE c.change_n < change.n)
    FROM change WHERE entity_id = :quote AND entity = 'quote' AND state = 'done'
    ORDER BY n DESC LIMIT 1
"""


def tags_and_counters(connection: sqlite3.Connection) -> Found:
    """Yield a fault for each tag, quote and counter that is wrong, by one pass over the quotes."""
    sums, lost = QuoteSums(connection), LostThemes(connection)
    sets, joined = _Sets(lost.parents), 0
    for quotes, kinds, people, voices, sessions, tags, others in chunks(connection, TAGS):
        found = [*map(sets.__getitem__, tags)]
        sums.add(kinds, people, voices, sessions, found)
        joined += sum(map(MANY, found))
        if any(others):
            for quote, other in zip(quotes, others, strict=True):
                yield from repeat((CountFault.TAG_COPY, quote), other)
        if sets.faulty:
            for quote, each in zip(quotes, found, strict=True):
                if each.missed is not None:
                    yield CountFault.PARENT_TAG, quote
                    yield from lost.of_quote(quote, each.missed)
        if len(sets) >= MOST_KEPT:
            sums.fold(sets.values())
            sets.clear()
    sums.fold(sets.values())
    if joined != connection.execute(MANY_TAGS).fetchone()[0]:
        found_stray = rows(connection, TAGS_OF_NONE)
        yield from ((CountFault.STRAY_TAG, quote) for (quote,) in found_stray)
    yield from _wrong_counts(connection, lost)
    yield from sums.faults()


def _wrong_counts(connection: sqlite3.Connection, lost: "LostThemes") -> Found:
    kept = {(row[0], row[1]): row[2] for row in rows(connection, THEME_COUNTS)}
    real = {(row[0], row[1]): row[2] for row in rows(connection, COUNTED_THEMES)}
    for theme, _ in sorted({key for key, _ in kept.items() ^ real.items()}):
        yield CountFault.THEME_COUNT, theme
    for theme, kind in (each for each, many in kept.items() if many > real.get(each, 0)):
        for (quote,) in connection.execute(LACKING, {"theme": theme, "kind": kind}):
            yield from lost.of_quote(quote, {theme})


MANY = attrgetter("many")


class _Sets(dict[str, TagSet]):
    """The sets of themes by how they are written in TAGS; *faulty* if parents of one are wrong."""

    def __init__(self, parents: dict[str, tuple[str, ...]]) -> None:
        self._parents = parents
        self.faulty = False

    def __missing__(self, tags: str) -> TagSet:
        self[tags] = found = read_tags(tags, self._parents)
        self.faulty |= found.missed is not None
        return found


def read_tags(tags: str, parents: dict[str, tuple[str, ...]]) -> TagSet:
    """Read *tags* (see TAGS)."""
    themes = {intern(tag[:-1]): tag[-1] for tag in tags.split(",")}
    own = {theme for theme, direct in themes.items() if direct == "1"}
    right = {parent for theme in own for parent in parents.get(theme, ())} - own
    above = themes.keys() - own
    return TagSet(tuple(themes), None if above == right else above - right)


class LostThemes:
    """Finds quotes that lost a theme of their last change, though it is still counted somewhere."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.parents = theme_parents(connection)
        self._connection = connection
        self._ids = theme_ids(connection)
        self._found: set[str] = set()

    def of_quote(self, quote: str, pointed: set[str]) -> Found:
        """Yield a fault if the quote lost one of the themes that a count or a tag points to."""
        if not pointed or quote in self._found:
            return
        paths = map(fold, last_themes(self._connection, quote))
        last = {self._ids[path] for path in paths if path in self._ids}
        above = {parent for theme in last for parent in self.parents[theme]}
        if pointed & (last | above):
            own = {row[0] for row in self._connection.execute(OWN, {"quote": quote})}
            if last > own:
                self._found.add(quote)
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
