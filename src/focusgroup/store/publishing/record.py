"""What is kept here of a session that was published: where it lives, and the marks of its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from zlib import crc32

from focusgroup.core.errors import FocusgroupError
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.outbox import opened_elsewhere
from focusgroup.store.publishing.plan import ACCOUNT, ITEM, THEME, Marks, PlannedRow

READ = "SELECT place, url, at_ms, rev, their_rev, refs FROM publication WHERE session_id = :session"
MARKS = """
    SELECT entity, entity_id, mine, theirs FROM publication_mark WHERE session_id = :session
"""
SAVE = """
    INSERT INTO publication (session_id, place, url, at_ms, rev, their_rev, refs)
    VALUES (:session, :place, :url, :now, :rev, :their_rev, :refs)
    ON CONFLICT (session_id) DO UPDATE SET place = excluded.place, url = excluded.url,
        at_ms = excluded.at_ms, rev = excluded.rev, their_rev = excluded.their_rev,
        refs = excluded.refs
"""
SAVE_MARK = """
    INSERT INTO publication_mark (session_id, entity, entity_id, mine, theirs)
    VALUES (:session, :entity, :id, :mine, :theirs)
    ON CONFLICT (session_id, entity, entity_id) DO UPDATE
        SET mine = excluded.mine, theirs = excluded.theirs
"""
FORGET = "DELETE FROM publication_mark WHERE session_id = :session"
SET_PLACE = "UPDATE session SET published = :place WHERE id = :session"
REV = "SELECT rev FROM session WHERE id = :session"
REFS = (
    f"""SELECT DISTINCT a.id, {", ".join(f"a.{name}" for name in ACCOUNT)} FROM participant p
        JOIN account a ON a.id = p.account_id WHERE p.session_id = :session ORDER BY a.id""",
    f"SELECT id, path, {', '.join(THEME)} FROM theme ORDER BY id",
    f"""SELECT DISTINCT i.id, {", ".join(f"i.{name}" for name in ITEM)} FROM quote q
        JOIN item_quote s ON s.quote_id = q.id JOIN item i ON i.id = s.item_id
        WHERE q.session_id = :session ORDER BY i.id""",
    "SELECT id, last_ms FROM observer WHERE session_id = :session ORDER BY id",
)


@dataclass(frozen=True, slots=True)
class Publication:
    """Where a session was sent to and when (Unix ms), and the revisions of both sides then.

    *place* is told to people; *url* opens it again, with its options and without a password.
    *refs* is a sum of what it refers to, which no revision covers.
    """

    place: str
    url: str
    at_ms: int
    rev: int
    their_rev: int
    refs: str


async def read_publication(tx: Tx, session_id: str) -> Publication | None:
    """Return what was sent last, None if it never was."""
    row = await tx.one(READ, {"session": session_id})
    return Publication(*(row[i] for i in range(6))) if row else None


async def read_marks(tx: Tx, session_id: str) -> Marks:
    """Return the marks of all rows that were sent."""
    rows = await tx.all(MARKS, {"session": session_id})
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


async def sum_of_references(tx: Tx, session_id: str) -> str:
    """Return a sum of the accounts, themes and items that a session may refer to."""
    total = 0
    for sql in REFS:
        for row in await tx.all(sql, {"session": session_id} if ":session" in sql else {}):
            total = crc32(repr(tuple(dict(row).values())).encode(), total)
    return f"{total:08x}"


async def record_publication(
    db: Db,
    session_id: str,
    sent: Publication,
    marks: Iterable[tuple[PlannedRow, str]],
    *,
    anew: bool,
) -> None:
    """Keep what was sent; from now on the session is read-only here.

    *anew* forgets what was sent to another place. Raises FocusgroupError if the session was opened
    or changed meanwhile: it then stays as it is, and is sent again.
    """
    rows = [
        {
            "session": session_id,
            "entity": row.entity,
            "id": row.id,
            "mine": row.mine,
            "theirs": theirs,
        }
        for row, theirs in marks
    ]

    async def work(tx: Tx) -> bool:
        of_it = {"session": session_id}
        if anew:
            await tx.run(FORGET, of_it)
        await tx.many(SAVE_MARK, rows)
        values = {"place": sent.place, "url": sent.url, "now": sent.at_ms, "refs": sent.refs}
        await tx.run(SAVE, {**of_it, **values, "rev": sent.rev, "their_rev": sent.their_rev})
        row = await tx.one(REV, of_it)
        if row is None or row["rev"] != sent.rev or await opened_elsewhere(tx, session_id):
            return False
        await tx.run(SET_PLACE, {**of_it, "place": sent.place})
        return True

    if not await db.write(work):
        raise FocusgroupError(
            "it was opened or changed here while it was being published, so it is not read-only"
            " yet; leave it there, then publish it again"
        )


async def take_back(db: Db, session_id: str) -> str:
    """Let a published session be changed here again; return where it was published, "" if not."""

    async def work(tx: Tx) -> str:
        row = await tx.one(
            "SELECT published FROM session WHERE id = :session", {"session": session_id}
        )
        await tx.run(SET_PLACE, {"session": session_id, "place": ""})
        return str(row["published"]) if row else ""

    return await db.write(work)
