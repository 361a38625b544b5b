"""Sessions: the meeting's facts, its copy of the agenda, its clock."""

from collections.abc import Generator, Sequence
from zoneinfo import ZoneInfo

from focusgroup.core.clock import MINUTE_MS, Clock, ClockState
from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.ids import new_id
from focusgroup.core.model import (
    Agenda,
    AgendaItem,
    SectionKind,
    Session,
    SessionStatus,
)
from focusgroup.core.text import clean_line
from focusgroup.store.db import Db, Row, Statement
from focusgroup.store.rows import Step, bump, placeholders
from focusgroup.store.rows import session as session_of
from focusgroup.store.themes import ensured

INSERT = """
    INSERT INTO session (id, title, status, product, place, facilitator, note_taker, zone,
        agenda_name, agenda_source, planned_minutes, created_ms, scheduled_ms, sample)
    VALUES (:id, :title, :status, :product, :place, :facilitator, :note_taker, :zone,
        :agenda_name, :agenda_source, :planned_minutes, :created_ms, :scheduled_ms, :sample)
    RETURNING *
"""
INSERT_ITEM = """
    INSERT INTO agenda_item (session_id, section, question, title, kind, planned_ms, rev)
    VALUES (:session, :section, :question, :title, :kind, :planned, 0)
"""


def _agenda_items(session_id: str, agenda: Agenda) -> Step:
    """The rows of a session's agenda as planned: each section, then its questions."""
    for i, section in enumerate(agenda.sections):
        item = {
            "session": session_id,
            "section": i,
            "question": -1,
            "title": section.title,
            "kind": section.kind.value if section.kind else None,
            "planned": round(section.minutes * MINUTE_MS),
        }
        yield INSERT_ITEM, item
        for j, question in enumerate(section.questions):
            asked = {"question": j, "title": question.text, "kind": None, "planned": 0}
            yield INSERT_ITEM, item | asked


async def create(
    db: Db,
    *,
    title: str,
    agenda: Agenda,
    now_ms: int,
    agenda_name: str = "",
    zone: str = "UTC",
    place: str = "",
    facilitator: str = "",
    note_taker: str = "",
    product: str = "",
    scheduled_ms: int | None = None,
    sample: bool = False,
) -> Session:
    """A new scheduled session with its own copy of *agenda* and that agenda's themes.

    *zone* is an IANA name; FocusgroupError when it is none.
    """
    try:
        ZoneInfo(zone)
    except (KeyError, ValueError, OSError) as error:
        raise FocusgroupError(
            f"“{zone}” is not a time zone; use a name such as Europe/Berlin or UTC"
        ) from error
    params = {
        "id": new_id(now_ms),
        "title": clean_line(title) or agenda.title,
        "status": SessionStatus.SCHEDULED.value,
        "product": clean_line(product) or agenda.product,
        "place": clean_line(place),
        "facilitator": clean_line(facilitator),
        "note_taker": clean_line(note_taker),
        "zone": zone,
        "agenda_name": clean_line(agenda_name),
        "agenda_source": agenda.source,
        "planned_minutes": agenda.planned_minutes,
        "created_ms": now_ms,
        "scheduled_ms": scheduled_ms,
        "sample": int(sample),
    }

    def work() -> Generator[Statement, list[Row], Session]:
        rows = yield INSERT, params
        yield from _agenda_items(str(params["id"]), agenda)
        described = {spec.path: spec.description for spec in agenda.themes}
        for path in agenda.theme_paths:
            yield from ensured(path, now_ms, described.get(path, ""))
        return session_of(rows[0])

    return await db.write(work())


BY_ID = "SELECT * FROM session WHERE id = :id"
BY_PREFIX = "SELECT * FROM session WHERE id >= :ref AND id < :after ORDER BY id LIMIT 2"
NEWEST = "SELECT * FROM session ORDER BY created_ms DESC, id DESC LIMIT 1"
SHORTEST_PREFIX = 4


async def find(db: Db, ref: str) -> Session:
    """The session with this id, with an id that starts so, or the newest for ``last``.

    Raises NotFound with what to do.
    """
    ref = clean_line(ref).lower()

    def work() -> Generator[Statement, list[Row], list[Row]]:
        if ref == "last":
            return (yield NEWEST, {})
        rows = yield BY_ID, {"id": ref}
        if not rows and len(ref) >= SHORTEST_PREFIX:
            rows = yield BY_PREFIX, {"ref": ref, "after": ref + "\x7f"}
        return rows

    rows = await db.read(work())
    if len(rows) == 1:
        return session_of(rows[0])
    if rows:
        raise NotFound(f"several sessions start with “{ref}”; give more of the id")
    raise NotFound(f"there is no session “{ref}”; focusgroup session list shows their ids")


async def recent(
    db: Db,
    *,
    limit: int = 50,
    before: Session | None = None,
    statuses: Sequence[SessionStatus] = (),
) -> list[Session]:
    """Sessions newest first, after *before* in that order; all statuses when none is named."""
    where, params = ["1 = 1"], {"limit": limit}
    values: dict[str, object] = dict(params)
    if before:
        where.append("(created_ms, id) < (:created, :id)")
        values |= {"created": before.created_ms, "id": before.id}
    if statuses:
        names, bound = placeholders("s", [status.value for status in statuses])
        where.append(f"status IN ({names})")
        values |= bound
    sql = (
        f"SELECT * FROM session WHERE {' AND '.join(where)}"
        " ORDER BY created_ms DESC, id DESC LIMIT :limit"
    )

    def work() -> Generator[Statement, list[Row], list[Session]]:
        return [session_of(row) for row in (yield sql, values)]

    return await db.read(work())


EDITABLE = ("title", "product", "place", "facilitator", "note_taker", "bottom_line")


async def update(db: Db, session_id: str, **facts: str) -> Session:
    """Change some of EDITABLE; the session as it is afterwards."""
    unknown = set(facts) - set(EDITABLE)
    if unknown:
        raise ValueError(f"not a fact of a session: {', '.join(sorted(unknown))}")
    sets = ", ".join(f"{name} = :{name}" for name in facts)
    sql = f"UPDATE session SET {sets} WHERE id = :id RETURNING *"

    def work() -> Generator[Statement, list[Row], Session]:
        yield from bump(session_id)
        cleaned = {name: clean_line(value) for name, value in facts.items()}
        rows = yield sql, {**cleaned, "id": session_id}
        return session_of(rows[0])

    return await db.write(work())


STATUS_OF = {
    ClockState.READY: SessionStatus.SCHEDULED,
    ClockState.RUNNING: SessionStatus.LIVE,
    ClockState.PAUSED: SessionStatus.PAUSED,
    ClockState.ENDED: SessionStatus.ENDED,
}
SAVE_CLOCK = """
    UPDATE session SET clock = :clock, status = :status,
        started_ms = coalesce(started_ms, CASE WHEN :begun = 1 THEN CAST(:now AS INTEGER) END),
        ended_ms = CASE WHEN :over = 1 THEN coalesce(ended_ms, CAST(:now AS INTEGER)) END
    WHERE id = :session RETURNING *
"""
SPENT = """
    UPDATE agenda_item SET spent_ms = :spent, entered_ms = coalesce(entered_ms, :now), rev = :rev
    WHERE session_id = :session AND section = :section AND question = :question
      AND (spent_ms <> :spent OR entered_ms IS NULL)
"""
TICK = "UPDATE session SET clock = :clock WHERE id = :session"


async def save_clock(
    db: Db, session_id: str, clock: Clock, *, clock_now_ms: int, now_ms: int
) -> Session:
    """Keep the clock after it was started, paused, moved or ended, and what that means.

    *clock_now_ms* is the monotonic moment of the clock, *now_ms* Unix time. The status,
    start and end of the session and the real times of its agenda follow in the same
    transaction.
    """
    settled = clock.settled(clock_now_ms)

    def work() -> Generator[Statement, list[Row], Session]:
        rev = yield from bump(session_id)
        rows = yield (
            SAVE_CLOCK,
            {
                "clock": settled.to_json(clock_now_ms),
                "status": STATUS_OF[settled.state].value,
                "begun": int(settled.state is not ClockState.READY),
                "over": int(settled.state is ClockState.ENDED),
                "now": now_ms,
                "session": session_id,
            },
        )
        sections: dict[int, int] = {}
        base = {"session": session_id, "now": now_ms, "rev": rev}
        for (section, question), spent in settled.spent.items():
            sections[section] = sections.get(section, 0) + spent
            if question >= 0:
                yield SPENT, base | {"section": section, "question": question, "spent": spent}
        for section, spent in sections.items():
            yield SPENT, base | {"section": section, "question": -1, "spent": spent}
        return session_of(rows[0])

    return await db.write(work())


async def tick_clock(db: Db, session_id: str, clock: Clock, clock_now_ms: int) -> None:
    """Keep how far the clock has run, a heartbeat: no revision, no agenda times."""

    def work() -> Step:
        yield TICK, {"clock": clock.to_json(clock_now_ms), "session": session_id}

    await db.write(work())


ITEMS = "SELECT * FROM agenda_item WHERE session_id = :session ORDER BY section, question"


async def load_clock(db: Db, session_id: str, clock_now_ms: int) -> Clock:
    """The clock as it was kept, anchored at *clock_now_ms*; a fresh one before the start."""

    def work() -> Generator[Statement, list[Row], Clock]:
        rows = yield "SELECT clock FROM session WHERE id = :id", {"id": session_id}
        if not rows:
            raise NotFound(f"there is no session {session_id}")
        if rows[0]["clock"]:
            return Clock.from_json(rows[0]["clock"], clock_now_ms)
        items = yield ITEMS, {"session": session_id}
        planned = tuple(r["planned_ms"] for r in items if r["question"] == -1)
        first = any(r["section"] == 0 and r["question"] == 0 for r in items)
        return Clock(planned=planned, question=0 if first else -1)

    return await db.read(work())


def items_of(rows: Sequence[Row]) -> tuple[AgendaItem, ...]:
    """Rows of ITEMS as values."""
    return tuple(
        AgendaItem(
            section=row["section"],
            question=row["question"],
            title=row["title"],
            kind=SectionKind(row["kind"]) if row["kind"] else None,
            planned_ms=row["planned_ms"],
            spent_ms=row["spent_ms"],
            entered_ms=row["entered_ms"],
            state=row["state"],
        )
        for row in rows
    )


async def agenda_items(db: Db, session_id: str) -> tuple[AgendaItem, ...]:
    """The agenda as planned and as it went: each section followed by its questions."""

    def work() -> Generator[Statement, list[Row], tuple[AgendaItem, ...]]:
        return items_of((yield ITEMS, {"session": session_id}))

    return await db.read(work())
