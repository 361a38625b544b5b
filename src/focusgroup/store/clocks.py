"""The clock of a session, and its agenda as planned and as it went."""

from collections.abc import Sequence

from focusgroup.core.agenda_run.clock import Clock, ClockState, Mark
from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.model import AgendaItem, SectionKind, Session, SessionStatus
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.row_mapping import SESSION_COLUMNS, bump, damaged, member
from focusgroup.store.row_mapping import session as session_of

STATUS_OF = {
    ClockState.READY: SessionStatus.SCHEDULED,
    ClockState.RUNNING: SessionStatus.LIVE,
    ClockState.PAUSED: SessionStatus.PAUSED,
    ClockState.ENDED: SessionStatus.ENDED,
}
SAVE_CLOCK = f"""
    UPDATE session SET clock = :clock,
        status = CASE WHEN status = 'debriefed' AND :over = 1 THEN status ELSE :status END,
        started_ms = coalesce(started_ms, CASE WHEN :begun = 1 THEN CAST(:now AS INTEGER) END),
        clock_rev = :rev,
        ended_ms = CASE WHEN :over = 1 THEN coalesce(ended_ms, CAST(:now AS INTEGER)) END
    WHERE id = :session RETURNING {SESSION_COLUMNS}
"""
SPENT = """
    UPDATE agenda_item SET spent_ms = :spent, entered_ms = coalesce(entered_ms, :now), rev = :rev
    WHERE session_id = :session AND section = :section AND question = :question
      AND (spent_ms <> :spent OR entered_ms IS NULL)
"""
STATE = """
    UPDATE agenda_item SET state = :state, rev = :rev
    WHERE session_id = :session AND section = :section AND question = :question
      AND state <> :state
"""
TICK = """
    UPDATE session SET clock = :clock
    WHERE id = :session AND status = 'live' AND clock_rev = coalesce(:known, clock_rev)
"""
CLOCK_REV = "SELECT clock_rev FROM session WHERE id = :session"


class MovedElsewhere(FocusgroupError):
    """Another program has saved the clock since it was read; nothing was changed."""


async def save(
    db: Db,
    session_id: str,
    clock: Clock,
    *,
    clock_now_ms: int,
    now_ms: int,
    known: int | None = None,
    debriefed: bool = False,
) -> Session:
    """Save the clock after it was started, paused, moved or ended; return the session.

    *clock_now_ms* is the monotonic time of the clock, *now_ms* Unix time. The session's status,
    start and end and the real times of its agenda are updated in the same transaction. *known* is
    the session's `clock_rev` when its clock was read; raises MovedElsewhere if it is another one.
    An end that is made again is that of a *debriefed* session.
    """
    settled = clock.settled(clock_now_ms)
    over = settled.state is ClockState.ENDED
    status = SessionStatus.DEBRIEFED if over and debriefed else STATUS_OF[settled.state]

    async def work(tx: Tx) -> Session:
        there = await tx.one(CLOCK_REV, {"session": session_id})
        if there and known is not None and there["clock_rev"] != known:
            raise MovedElsewhere("another program has moved this session just now; try again")
        rev = await bump(tx, session_id)
        (row,) = await tx.all(
            SAVE_CLOCK,
            {
                "clock": settled.to_json(clock_now_ms),
                "status": status.value,
                "begun": int(settled.state is not ClockState.READY),
                "over": int(over),
                "now": now_ms,
                "rev": rev,
                "session": session_id,
            },
        )
        sections: dict[int, int] = {}
        base = {"session": session_id, "now": now_ms, "rev": rev}
        for (section, question), spent in settled.spent.items():
            sections[section] = sections.get(section, 0) + spent
            if question >= 0:
                await tx.run(
                    SPENT, base | {"section": section, "question": question, "spent": spent}
                )
        for section, spent in sections.items():
            await tx.run(SPENT, base | {"section": section, "question": -1, "spent": spent})
        await _states(tx, settled, session_id, rev)
        return session_of(row)

    return await db.write(work)


async def _states(tx: Tx, clock: Clock, session_id: str, rev: int) -> None:
    """Save the decisions about questions and sections that are not asked."""
    base = {"session": session_id, "rev": rev}
    states = {place: mark.value for place, mark in clock.marks.items()}
    states |= {(section, -1): Mark.SKIPPED.value for section in clock.cut}
    kept = await tx.all(
        "SELECT section, question FROM agenda_item WHERE session_id = :session AND state <> ''",
        {"session": session_id},
    )
    gone = {(row["section"], row["question"]): "" for row in kept}
    for (section, question), state in (gone | states).items():
        await tx.run(STATE, base | {"section": section, "question": question, "state": state})


async def tick(
    db: Db, session_id: str, clock: Clock, clock_now_ms: int, known: int | None = None
) -> None:
    """Save how far the clock has run, as a heartbeat: no revision, no agenda times.

    Nothing is saved over a clock that another program has stopped or saved since, see `save`. It
    is not durable by itself, see `Db.write`: a quote never waits for a heartbeat to be synced.
    """

    async def work(tx: Tx) -> None:
        tx.concerns(session_id)
        values = {"clock": clock.to_json(clock_now_ms), "session": session_id, "known": known}
        await tx.run(TICK, values)

    await db.write(work, durable=False)


ITEMS = "SELECT * FROM agenda_item WHERE session_id = :session ORDER BY section, question"


async def load(db: Db, session_id: str, clock_now_ms: int) -> Clock:
    """Return the saved clock, anchored at *clock_now_ms*; a fresh one before the start."""

    async def work(tx: Tx) -> Clock:
        row = await tx.one("SELECT clock FROM session WHERE id = :id", {"id": session_id})
        if row is None:
            raise NotFound(f"there is no session {session_id} in this database")
        if row["clock"]:
            try:
                return Clock.from_json(row["clock"], clock_now_ms)
            except (ValueError, KeyError, TypeError) as error:
                raise damaged("a session's clock that can't be read") from error
        items = await tx.all(ITEMS, {"session": session_id})
        planned = tuple(r["planned_ms"] for r in items if r["question"] == -1)
        first = any(r["section"] == 0 and r["question"] == 0 for r in items)
        return Clock(planned=planned, question=0 if first else -1)

    return await db.read(work)


def items_of(rows: Sequence[Row]) -> tuple[AgendaItem, ...]:
    """Return the agenda items of rows of ITEMS."""
    return tuple(
        AgendaItem(
            section=row["section"],
            question=row["question"],
            title=row["title"],
            kind=member(SectionKind, row["kind"]) if row["kind"] else None,
            planned_ms=row["planned_ms"],
            spent_ms=row["spent_ms"],
            entered_ms=row["entered_ms"],
            state=row["state"],
        )
        for row in rows
    )


async def agenda_items(db: Db, session_id: str) -> tuple[AgendaItem, ...]:
    """Return the agenda as planned and as it went: each section followed by its questions."""

    async def work(tx: Tx) -> tuple[AgendaItem, ...]:
        return items_of(await tx.all(ITEMS, {"session": session_id}))

    return await db.read(work)
