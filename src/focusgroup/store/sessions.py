"""Sessions: their details and their copy of the agenda. The clock is in ``clocks``."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from focusgroup.core.agenda_run.clock import MINUTE_MS
from focusgroup.core.errors import FocusgroupError, LivesElsewhere, NotFound
from focusgroup.core.ids import SHORTEST_PREFIX, named, new_id, shortest_prefix, too_short
from focusgroup.core.model import (
    Agenda,
    Session,
    SessionStatus,
)
from focusgroup.core.search.nearest import did_you_mean
from focusgroup.core.text import clean_line, fold
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.row_mapping import SESSION_COLUMNS, bump, placeholders
from focusgroup.store.row_mapping import session as session_of
from focusgroup.store.themes import ensured

INSERT = f"""
    INSERT INTO session (id, title, status, product, place, facilitator, note_taker, zone,
        agenda_name, agenda_source, planned_minutes, created_ms, scheduled_ms, sample)
    VALUES (:id, :title, :status, :product, :place, :facilitator, :note_taker, :zone,
        :agenda_name, :agenda_source, :planned_minutes, :created_ms, :scheduled_ms, :sample)
    RETURNING {SESSION_COLUMNS}
"""
INSERT_ITEM = """
    INSERT INTO agenda_item (session_id, section, question, title, kind, planned_ms, rev)
    VALUES (:session, :section, :question, :title, :kind, :planned, 0)
"""


async def agenda_items(tx: Tx, session_id: str, agenda: Agenda) -> None:
    """Insert the rows of a session's agenda as planned: each section, then its questions."""
    for i, section in enumerate(agenda.sections):
        item = {
            "session": session_id,
            "section": i,
            "question": -1,
            "title": section.title,
            "kind": section.kind.value if section.kind else None,
            "planned": round(section.minutes * MINUTE_MS),
        }
        await tx.run(INSERT_ITEM, item)
        for j, question in enumerate(section.questions):
            asked = {"question": j, "title": question.text, "kind": None, "planned": 0}
            await tx.run(INSERT_ITEM, item | asked)


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
    """Make a scheduled session with its own copy of *agenda* and that agenda's themes.

    *zone* is an IANA name. Raises FocusgroupError for an unknown zone.
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

    async def work(tx: Tx) -> Session:
        (row,) = await tx.all(INSERT, params)
        await agenda_items(tx, str(params["id"]), agenda)
        described = {spec.path: spec.description for spec in agenda.themes}
        for path in agenda.theme_paths:
            await ensured(tx, path, now_ms, described.get(path, ""))
        return session_of(row)

    return await db.write(work)


BY_ID = f"SELECT {SESSION_COLUMNS} FROM session WHERE id = :id"
IS = "(deletion <> '') = (:deleted = 1)"
GIVEN = f"{BY_ID} AND {IS}"
BY_PREFIX = f"""
    SELECT {SESSION_COLUMNS} FROM session WHERE id >= :ref AND id < :after AND {IS} ORDER BY id
"""
TITLES = f"SELECT id, title FROM session WHERE {IS} ORDER BY created_ms DESC, id DESC"
LAST = f"""
    SELECT {SESSION_COLUMNS} FROM session WHERE {IS} ORDER BY
        status IN ('live', 'paused')
            AND started_ms > (SELECT MAX(started_ms) - 86400000 FROM session WHERE {IS}) DESC,
        started_ms IS NULL, started_ms DESC, created_ms DESC, id DESC
    LIMIT 1
"""
"""The session that runs, else the one held last, else the newest. One that was left running more
than a day before the one held last does not count as running."""
NEXT = f"""
    SELECT {SESSION_COLUMNS} FROM session WHERE status = 'scheduled' AND {IS}
    ORDER BY scheduled_ms IS NULL, scheduled_ms, created_ms DESC, id DESC LIMIT 1
"""
"""The session to come: the one planned soonest, else the newest that has not begun."""
RELATIVE = {"last": LAST, "next": NEXT}
"""What names a session by when it is held, and how it is found."""
IDS = "SELECT id FROM session"


FACILITATORS = "SELECT DISTINCT facilitator FROM session WHERE facilitator > '' ORDER BY 1"


async def facilitators(db: Db) -> tuple[str, ...]:
    """Return who ever led a session."""
    return tuple([row[0] for row in await db.read(lambda tx: tx.all(FACILITATORS))])


async def find(db: Db, ref: str, *, deleted: bool = False) -> Session:
    """Return the session of this id, start of an id or title, or ``last`` or ``next``.

    ``last`` is the one that runs, else the one held last; ``next`` the one to come. A title is
    matched whole, in upper or lower case. With *deleted* it is one that was deleted. Raises
    NotFound with advice on what to do.
    """
    ref = clean_line(ref)
    key = ref.lower()
    which = {"deleted": int(deleted)}

    async def work(tx: Tx) -> list[Row]:
        if key in RELATIVE:
            return await tx.all(RELATIVE[key], which)
        rows = await tx.all(GIVEN, {"id": key, **which})
        if not rows and len(key) >= SHORTEST_PREFIX:
            rows = await tx.all(BY_PREFIX, {"ref": key, "after": key + "\x7f", **which})
        if not rows and (title := fold(ref)):
            titles = await tx.all(TITLES, which)
            called = [row["id"] for row in titles if fold(row["title"]) == title]
            rows = [row for id in called for row in await tx.all(BY_ID, {"id": id})]
        return rows

    found = [session_of(row) for row in await db.read(work)]
    if len(found) == 1:
        return found[0]
    if found:
        there = named([(each.id, each.title) for each in found], among=await short_ids(db))
        raise NotFound(f"several sessions match “{ref}”: {there}; give an id")
    what, option = ("deleted session", " --deleted") if deleted else ("session", "")
    if key in RELATIVE and not deleted:
        what = "session yet" if key == "last" else "session to come"
        raise NotFound(f"there is no {what}; `focusgroup session add` sets one up")
    listed = f"`focusgroup session list{option}` shows their ids"
    listed += too_short(key)
    near = did_you_mean(ref, await _known(db, key, which), listed)
    raise NotFound(f"there is no {what} “{ref}”; {near}")


async def _known(db: Db, key: str, which: dict[str, int]) -> dict[str, str]:
    """Return what names a session, as it is spelled, folded or by the start *key* of that."""
    rows = await db.read(lambda tx: tx.all(TITLES, which))
    known = {} if which["deleted"] else {each: f"“{each}”" for each in RELATIVE}
    for title in (row["title"] for row in reversed(rows)):
        whole = fold(title)
        known[fold(key) if fold(key) and whole.startswith(fold(key)) else whole] = f"“{title}”"
    return known


async def short_ids(db: Db) -> dict[str, str]:
    """Return for each session's id the start of it that no other session has, deleted or not."""
    rows = await db.read(lambda tx: tx.all(IDS))
    length = shortest_prefix(row["id"] for row in rows)
    return {row["id"]: row["id"][:length] for row in rows}


def refuse_published(session: Session) -> None:
    """Raise LivesElsewhere for a session that was published: it is read-only here."""
    if session.published:
        raise LivesElsewhere(session.title, session.published)


async def recent(
    db: Db,
    *,
    limit: int = 50,
    before: Session | None = None,
    statuses: Sequence[SessionStatus] = (),
    deleted: bool = False,
) -> list[Session]:
    """Return sessions, newest first, after *before* in that order; of any status if none named.

    With *deleted* they are those that were deleted, and only those.
    """
    where, params = [IS], {"limit": limit, "deleted": int(deleted)}
    values: dict[str, object] = dict(params)
    if before:
        where.append("(created_ms, id) < (:created, :id)")
        values |= {"created": before.created_ms, "id": before.id}
    if statuses:
        names, bound = placeholders("s", [status.value for status in statuses])
        where.append(f"status IN ({names})")
        values |= bound
    sql = (
        f"SELECT {SESSION_COLUMNS} FROM session WHERE {' AND '.join(where)}"
        " ORDER BY created_ms DESC, id DESC LIMIT :limit"
    )

    async def work(tx: Tx) -> list[Session]:
        return [session_of(row) for row in await tx.all(sql, values)]

    return await db.read(work)


EDITABLE = ("title", "product", "place", "facilitator", "note_taker", "bottom_line", "scheduled_ms")


async def update(db: Db, session_id: str, **facts: str | int | None) -> Session:
    """Change some of EDITABLE; return the changed session."""
    unknown = set(facts) - set(EDITABLE)
    if unknown:
        raise ValueError(f"not a fact of a session: {', '.join(sorted(unknown))}")
    sets = ", ".join(f"{name} = :{name}" for name in facts)
    sql = f"UPDATE session SET {sets} WHERE id = :id RETURNING {SESSION_COLUMNS}"

    async def work(tx: Tx) -> Session:
        await bump(tx, session_id)
        cleaned = {
            name: clean_line(value) if isinstance(value, str) else value
            for name, value in facts.items()
        }
        (row,) = await tx.all(sql, {**cleaned, "id": session_id})
        return session_of(row)

    return await db.write(work)
