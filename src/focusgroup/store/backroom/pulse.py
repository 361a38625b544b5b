"""One short query that tells whether anything has changed that a back room shows."""

from dataclasses import dataclass

from focusgroup.core.errors import NotFound
from focusgroup.store.engine.protocol import Db, Tx

PULSE = """
    SELECT s.rev, s.clock, s.status, coalesce(b.hushed, 0) AS hushed,
        (SELECT coalesce(max(n) + sum(undone), 0) FROM theme_change) AS codebook
    FROM session s LEFT JOIN backroom b ON b.session_id = s.id
    WHERE s.id = :session AND s.deletion = ''
"""


@dataclass(frozen=True, slots=True)
class Pulse:
    """The revision of a session, its saved clock, and whether questions are held back.

    *codebook* is another number after themes were renamed or merged.
    """

    rev: int
    clock: str
    status: str
    hushed: bool
    codebook: int


async def pulse(db: Db, session_id: str) -> Pulse:
    """Return the pulse of a session. Raises NotFound if it is not there, or was deleted."""

    async def work(tx: Tx) -> Pulse:
        row = await tx.one(PULSE, {"session": session_id})
        if row is None:
            raise NotFound("the session was deleted")
        hushed = bool(row["hushed"])
        return Pulse(row["rev"], row["clock"], row["status"], hushed, row["codebook"])

    return await db.read(work)
