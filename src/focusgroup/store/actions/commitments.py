"""The commitments of all sessions, by owner and due day; a short id finds one."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass

from focusgroup.core.errors import NotFound
from focusgroup.core.ids import SHORTEST_PREFIX, named, too_short
from focusgroup.core.model import Note
from focusgroup.core.text import clean_line, fold
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.notes import AGREED, note_of

PAGE = 500
SHORT = 6
"""Length of a short id in characters: the last of the id, since the first are the time."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """A note of a promise with its session and the account it was made to."""

    note: Note
    account: str = ""
    session_title: str = ""
    session_zone: str = "UTC"

    @property
    def short_id(self) -> str:
        """The id by which people refer to it."""
        return self.note.id[-SHORT:]

    def overdue_days(self, today: str) -> int:
        """Return how many days it is overdue on *today* (ISO 8601); 0 if it is done or in time."""
        return self.note.overdue_days(today)


@dataclass(frozen=True, slots=True)
class Promised:
    """The commitments that are wanted: the open ones, with *done* the completed ones too.

    *owner* is a name or the start of one, in upper or lower case. *before* (ISO 8601) asks for
    open ones that were due before that day.
    """

    owner: str = ""
    session: str = ""
    before: str = ""
    done: bool = False


BASE = """
    FROM note n JOIN session s ON s.id = n.session_id
    LEFT JOIN participant p ON p.id = n.participant_id
    LEFT JOIN account a ON a.id = p.account_id
    WHERE n.kind = 'commitment' AND n.deleted = 0
"""
WITHHELD = f"SELECT n.owner, n.done, n.due_on {BASE} AND NOT {AGREED}"
COLUMNS = """
    n.*, coalesce(p.name, '') AS speaker, coalesce(a.name, '') AS account,
    s.title AS session_title, s.zone AS session_zone
"""
OWNERS = """
    SELECT DISTINCT owner FROM note WHERE kind = 'commitment' AND deleted = 0 AND done = :done
"""
KEY = "n.due_on, n.at_ms, n.id"
BY_OWNER = f"""
    SELECT {COLUMNS} {BASE} AND {AGREED} AND n.done = :done AND n.owner = :owner
        AND {{dated}} {{where}} AND ({KEY}) > (:due, :at, :id)
    ORDER BY {KEY} LIMIT :limit
"""
DATED, UNDATED = "n.due_on > ''", "n.due_on = ''"
BY_ID = (
    f"SELECT {COLUMNS} {BASE} AND (n.id = :ref OR n.id LIKE :start OR n.id LIKE :ending) LIMIT 100"
)


def commitment_of(row: Row) -> Commitment:
    """Return the commitment of a row of COLUMNS."""
    return Commitment(note_of(row), row["account"], row["session_title"], row["session_zone"])


async def each(db: Db, wanted: Promised) -> AsyncIterator[Commitment]:
    """Yield commitments by owner, those without an owner first.

    Each owner's open ones come by due day, then the open ones without a date, then the completed
    ones. They are read page by page, however many there are.
    """
    for owner in await _owners(db, wanted):
        for done in (0, 1) if wanted.done and not wanted.before else (0,):
            for dated in (DATED,) if wanted.before else (DATED, UNDATED):
                async for found in _of_owner(db, wanted, owner, done, dated):
                    yield found


async def count_withheld(db: Db, wanted: Promised) -> int:
    """Return how many of the *wanted* ones were made to people without consent to notes."""
    where = " AND n.session_id = :session" if wanted.session else ""
    params = {"session": wanted.session} if wanted.session else {}
    rows = await db.read(lambda tx: tx.all(WITHHELD + where, params))
    key = fold(wanted.owner)
    return sum(
        fold(row["owner"]).startswith(key)
        and (not row["done"] or (wanted.done and not wanted.before))
        and (not wanted.before or "" < row["due_on"] < wanted.before)
        for row in rows
    )


async def _owners(db: Db, wanted: Promised) -> list[str]:
    """Return every spelling of every owner, with spellings of the same name side by side."""
    key = fold(wanted.owner)

    async def work(tx: Tx) -> list[str]:
        names: set[str] = set()
        for done in (0, 1) if wanted.done else (0,):
            names |= {row["owner"] for row in await tx.all(OWNERS, {"done": done})}
        return sorted(names, key=lambda name: (fold(name), name))

    return [name for name in await db.read(work) if not key or fold(name).startswith(key)]


async def _of_owner(
    db: Db, wanted: Promised, owner: str, done: int, dated: str
) -> AsyncIterator[Commitment]:
    where = "AND n.session_id = :session" if wanted.session else ""
    where += " AND n.due_on < :before" if wanted.before else ""
    sql = BY_OWNER.format(dated=dated, where=where)
    params = {"done": done, "owner": owner, "limit": PAGE}
    params |= {"session": wanted.session} if wanted.session else {}
    params |= {"before": wanted.before} if wanted.before else {}
    params |= {"due": "", "at": -(1 << 62), "id": ""}

    async def work(tx: Tx) -> list[Row]:
        return await tx.all(sql, params)

    while True:
        rows = await db.read(work)
        for row in rows:
            yield commitment_of(row)
        if len(rows) < PAGE:
            return
        params |= {"due": rows[-1]["due_on"], "at": rows[-1]["at_ms"], "id": rows[-1]["id"]}


async def find(db: Db, ref: str) -> Commitment:
    """Return the commitment with an id, the start of one, or its end as it is shown.

    Raises NotFound with advice on what to do.
    """
    ref = clean_line(ref).lower().lstrip("…")
    usable = len(ref) >= SHORTEST_PREFIX and re.fullmatch(r"[0-9a-z-]+", ref) is not None

    async def work(tx: Tx) -> list[Row]:
        params = {"ref": ref, "start": f"{ref}%", "ending": f"%{ref}"}
        return await tx.all(BY_ID, params) if usable else []

    rows = await db.read(work)
    if len(rows) > 1:
        there = named([(row["id"], row["text"]) for row in rows], ends=True)
        raise NotFound(f"several commitments are called “{ref}”: {there}; give more of the id")
    if not rows:
        why = f"`focusgroup commitments` shows their ids{too_short(ref)}"
        raise NotFound(f"there is no commitment “{ref}”; {why}")
    return commitment_of(rows[0])


BEFORE_MS = 5 * 60_000
"""How long before a commitment to nobody in particular what it answers was said, at most."""
BEHIND = """
    SELECT id FROM quote WHERE session_id = :session AND deleted = 0 AND kind <> 'observation'
        AND at_ms <= :at AND CASE WHEN :who IS NULL THEN at_ms >= :since
            ELSE participant_id = :who END
    ORDER BY at_ms DESC, id DESC LIMIT 2
"""


async def quotes_before(db: Db, note: Note) -> tuple[str, ...]:
    """Return the ids of the quotes behind a commitment: the last two that its customer said before.

    Without a customer, they are those of anybody in the five minutes before.
    """
    params = {
        "session": note.session_id,
        "who": note.participant_id,
        "at": note.at_ms,
        "since": note.at_ms - BEFORE_MS,
    }
    rows = await db.read(lambda tx: tx.all(BEHIND, params))
    return tuple(row["id"] for row in reversed(rows))
