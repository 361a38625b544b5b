"""Read the quotes of a document session by session, for more of them than memory holds."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import dropwhile

from focusgroup.core.model import Kind, Quote
from focusgroup.core.search.selection import Selection
from focusgroup.store.engine.protocol import Db, Row, Snapshot, Tx
from focusgroup.store.quotes.pages import OF_SESSION
from focusgroup.store.quotes.selecting import nothing_to_search, query_for
from focusgroup.store.row_mapping import (
    LOOKUP_BATCH,
    QUOTE_COLUMNS,
    QUOTE_JOINS,
    quotes_of,
    with_themes,
)

PLACES = """
    SELECT q.session_id, group_concat(q.n) AS numbers, q.kind = 'observation' AS observed
    FROM {source} WHERE {where} GROUP BY q.session_id, q.kind = 'observation'
"""
COUNTED = """
    SELECT session_id, count(*) AS many, sum(kind = 'observation') AS observed FROM quote
    WHERE deleted = 0 GROUP BY session_id
"""
PATHS = "SELECT id, path FROM theme"
TAGS_OF_SESSION = """
    SELECT t.quote_id, t.theme_id FROM quote q CROSS JOIN quote_theme t ON t.quote_id = q.id
    WHERE q.session_id = :session AND q.deleted = 0 AND t.direct > 0 ORDER BY t.direct
"""
THEMES_IN = """
    SELECT DISTINCT t.theme_id FROM quote q CROSS JOIN quote_theme t ON t.quote_id = q.id
    WHERE {where} AND q.deleted = 0 AND t.direct > 0 AND t.kind IN ({kinds})
"""
# By the index of kinds, all observations would be read for each session.
OBSERVED = OF_SESSION.replace("ORDER BY", "AND q.kind || '' = 'observation' ORDER BY")
NUMBERED = f"SELECT {QUOTE_COLUMNS} FROM quote q {QUOTE_JOINS} WHERE q.n IN ({{names}})"
# A document finds the names of the participants that it knows; this is who else spoke.
STRANGERS = f"""
    SELECT {QUOTE_COLUMNS} FROM quote q {QUOTE_JOINS}
    WHERE q.n IN (SELECT n FROM (
        SELECT q.n, row_number() OVER (
            PARTITION BY q.session_id, q.participant_id, q.person_id, q.account_id
            ORDER BY q.at_ms, q.id) AS place
        FROM {{source}} LEFT JOIN participant known ON known.id = q.participant_id
        WHERE {{where}} AND (known.id IS NULL OR known.deleted <> 0
            OR known.account_id IS NOT q.account_id OR known.session_id <> q.session_id)
    ) speakers WHERE place = 1)
    ORDER BY q.at_ms, q.id
"""


class QuoteStream:
    """The quotes of whole sessions, or of a *selection*, on one state of the database.

    *many* is how many there are, *spoken* without observations, *sessions* the ids of their
    sessions, *strangers* a quote of each speaker who isn't a participant of the session (any
    more), and *order* that in which the sessions will be asked for.
    """

    def __init__(self, snapshot: Snapshot, places: dict[str, "array[int]"] | None) -> None:
        self._snapshot = snapshot
        self.places = places
        self.sessions: frozenset[str] = frozenset()
        self.spoken = self.many = 0
        self.strangers: tuple[Quote, ...] = ()
        self.order: tuple[str, ...] = ()
        self._observed: dict[str, array[int]] = {}
        self._ahead: dict[str, list[Quote]] = {}
        self._paths: dict[str, str] = {}

    async def begin(self, tx: Tx) -> None:
        """Read what the quotes of all sessions refer to."""
        self._paths = {row["id"]: row["path"] for row in await tx.all(PATHS)}

    def place(self, rows: Sequence[Row]) -> None:
        """Note which quotes of which sessions they are, by `PLACES`."""
        places: dict[str, array[int]] = {}
        self.places = places
        for row in rows:
            here = array("q", map(int, row["numbers"].split(",")))
            places.setdefault(row["session_id"], array("q")).extend(here)
            self.many += len(here)
            if row["observed"]:
                self._observed[row["session_id"]] = here
            else:
                self.spoken += len(here)

    def has(self, session_id: str, number: int) -> bool:
        """Return whether the quote of that number in a session is one of them."""
        return self.places is None or number in self.places.get(session_id, ())

    def of_session(self, session_id: str) -> Iterator[Quote]:
        """Yield the quotes and observations of a session, in the order they were said."""
        if self.places is None:
            yield from self._snapshot.read(lambda tx: self._whole(tx, session_id))
            return
        if session_id in self.places and session_id not in self._ahead:
            self._ahead = self._snapshot.read(lambda tx: self._read_ahead(tx, session_id))
        yield from self._ahead.pop(session_id, ())

    async def _read_ahead(self, tx: Tx, session_id: str) -> dict[str, list[Quote]]:
        """Read the quotes of a session, and of some that follow in *order*: few are of each."""
        places = self.places or {}
        after = places if session_id not in self.order else self.order
        numbers: list[int] = []
        for each in dropwhile(lambda each: each != session_id, after):
            if len(numbers) >= LOOKUP_BATCH:
                break
            numbers += places.get(each, ())
        found: dict[str, list[Quote]] = {}
        for quote in await _numbered(tx, numbers):
            found.setdefault(quote.session_id, []).append(quote)
        return found

    def observed(self, session_id: str) -> Iterator[Quote]:
        """Yield the observations of a session, in the order they were noted."""
        if self.places is None:
            yield from self._snapshot.read(lambda tx: _observed(tx, session_id))
        elif session_id in self._observed:
            numbers = self._observed[session_id].tolist()
            yield from self._snapshot.read(lambda tx: _numbered(tx, numbers))

    def theme_paths(self, kinds: Iterable[Kind]) -> Iterator[str]:
        """Yield the themes of the quotes of *kinds*, session by session: each may come again."""
        named = ", ".join(f"'{kind}'" for kind in kinds)
        for session_id in sorted(self.sessions):
            of_it = partial(self._themes_in, session_id=session_id, kinds=named)
            yield from self._snapshot.read(of_it)

    async def _themes_in(self, tx: Tx, session_id: str, kinds: str) -> list[str]:
        where, params = "q.session_id = :session", {"session": session_id}
        if self.places is not None:
            where, params = f"q.n IN ({', '.join(map(str, self.places[session_id]))})", {}
        rows = await tx.all(THEMES_IN.format(where=where, kinds=kinds), params)
        return [self._paths[row[0]] for row in rows]

    async def _whole(self, tx: Tx, session_id: str) -> tuple[Quote, ...]:
        of_it = {"session": session_id}
        rows = await tx.all(OF_SESSION, of_it)
        themes: dict[str, list[str]] = {}
        for row in await tx.all(TAGS_OF_SESSION, of_it):
            themes.setdefault(row[0], []).append(self._paths[row[1]])
        return quotes_of(rows, themes)

    def close(self) -> None:
        """Let go of the database."""
        self._snapshot.close()


async def _observed(tx: Tx, session_id: str) -> tuple[Quote, ...]:
    return await with_themes(tx, await tx.all(OBSERVED, {"session": session_id}))


async def _numbered(tx: Tx, numbers: list[int]) -> list[Quote]:
    quotes: list[Quote] = []
    for start in range(0, len(numbers), LOOKUP_BATCH):
        names = ", ".join(map(str, numbers[start : start + LOOKUP_BATCH]))
        quotes += await with_themes(tx, await tx.all(NUMBERED.format(names=names)))
    return sorted(quotes, key=lambda quote: (quote.at_ms, quote.id))


async def stream_quotes(db: Db, wanted: Selection) -> QuoteStream:
    """Return the quotes of a selection as a stream; it is to be closed.

    Raises NotFound for an unknown theme.
    """
    whole = not wanted.asks
    query = await query_for(db, wanted)
    where = " AND ".join(query.where) if not nothing_to_search(wanted) else "FALSE"
    snapshot = db.snapshot()
    stream = QuoteStream(snapshot, None if whole else {})

    async def work(tx: Tx) -> None:
        await stream.begin(tx)
        if whole:
            asked = set(wanted.sessions)
            rows = [row for row in await tx.all(COUNTED) if not asked or row[0] in asked]
            stream.spoken = sum(row["many"] - row["observed"] for row in rows)
            stream.many = sum(row["many"] for row in rows)
        else:
            rows = await tx.all(PLACES.format(source=query.source, where=where), query.params)
            stream.place(rows)
        stream.sessions = frozenset(row["session_id"] for row in rows)
        strangers = STRANGERS.format(source=query.source, where=where)
        stream.strangers = await with_themes(tx, await tx.all(strangers, query.params))

    try:
        snapshot.read(work)
    except BaseException:
        snapshot.close()
        raise
    return stream
