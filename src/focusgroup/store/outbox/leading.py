"""Which of the programs that have a session open leads it: read, handed over, taken over."""

from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.outbox.drafts import OpenElsewhere, opened_elsewhere

LEADS = """
    SELECT leads FROM draft
    WHERE session_id = :session AND writer = :writer AND opened_ms IS NOT NULL
"""
SET = "UPDATE draft SET leads = :leads WHERE session_id = :session AND writer = :writer"
WITH_THE_LEAD = """
    UPDATE change SET writer = :to
    WHERE session_id = :session AND writer = :writer AND entity IN ('plan', 'clock')
"""
"""Whoever leads may undo a plan and the end."""


async def open_programs(db: Db, session_id: str) -> tuple[tuple[OpenElsewhere, ...], bool | None]:
    """Return the other running programs that have the session open, and whether this one leads.

    The latter is None if this one doesn't have it open.
    """
    own = {"session": session_id, "writer": db.programs.own}

    async def work(tx: Tx) -> tuple[tuple[OpenElsewhere, ...], bool | None]:
        row = await tx.one(LEADS, own)
        return await opened_elsewhere(tx, session_id), bool(row["leads"]) if row else None

    return await db.read(work)


async def hand_over(db: Db, session_id: str, to: str) -> bool:
    """Give the lead to the program *to*; return False if it doesn't have the session open."""
    own = {"session": session_id, "writer": db.programs.own}

    async def work(tx: Tx) -> bool:
        tx.concerns(session_id)
        there = {other.program for other in await opened_elsewhere(tx, session_id)}
        if to not in there:
            return False
        await tx.run(SET, {**own, "leads": 0})
        await tx.run(SET, {**own, "writer": to, "leads": 1})
        await tx.run(WITH_THE_LEAD, {**own, "to": to})
        return True

    return await db.write(work)


async def take_over(db: Db, session_id: str) -> bool:
    """Take the lead; return False if another program that runs has it."""
    own = {"session": session_id, "writer": db.programs.own}

    async def work(tx: Tx) -> bool:
        tx.concerns(session_id)
        if any(other.leads for other in await opened_elsewhere(tx, session_id)):
            return False
        await tx.run(SET, {**own, "leads": 1})
        return True

    return await db.write(work)


PULSE = """
    SELECT s.rev, (SELECT count(*) FROM theme) AS themes,
        (SELECT coalesce(max(n) + sum(undone), 0) FROM theme_change) AS codebook,
        d.writer, d.opened_ms, d.initials, d.leads, d.state LIKE '%"off_record": true%' AS off
    FROM session s LEFT JOIN draft d ON d.session_id = s.id
    WHERE s.id = :session AND s.deletion = '' ORDER BY d.writer
"""


async def session_pulse(db: Db, session_id: str) -> tuple[object, ...]:
    """Return values that are the same until somebody changes this session or the codebook.

    Whoever has the session open, leads it or runs no more is a change too; another session's
    quotes are none. Empty where the session is gone.
    """

    async def work(tx: Tx) -> tuple[object, ...]:
        rows = await tx.all(PULSE, {"session": session_id})
        return tuple(
            (*(row[n] for n in range(8)), tx.programs.runs(row["writer"] or "")) for row in rows
        )

    return await db.read(work)
