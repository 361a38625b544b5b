"""The facilitator's debrief of a session: thoughts, headlines, and how far it has come."""

from focusgroup.core.model import Headline, Kind, Session, SessionStatus
from focusgroup.core.text import clean, clean_line, fold
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.row_mapping import SESSION_COLUMNS, bump
from focusgroup.store.row_mapping import session as session_of
from focusgroup.store.themes import ensured, now_called

MOMENTS = "moments"
STATE = "state"
"""The screen's own JSON: its place and half-typed text; saving it makes no session revision."""

PARTS = "SELECT part, text FROM debrief WHERE session_id = :session"
SAVE_PART = """
    INSERT INTO debrief (session_id, part, text, rev) VALUES (:session, :part, :text, :rev)
    ON CONFLICT (session_id, part) DO UPDATE SET text = excluded.text, rev = excluded.rev
"""
ALL_MOMENTS = "SELECT text FROM debrief WHERE part = :part"
HEADLINES = """
    SELECT h.kind, h.text, t.path FROM headline h JOIN theme t ON t.id = h.theme_id
    WHERE h.session_id = :session ORDER BY t.path, h.kind
"""
SAVE_HEADLINE = """
    INSERT INTO headline (session_id, theme_id, kind, text, rev)
    VALUES (:session, :theme, :kind, :text, :rev)
    ON CONFLICT (session_id, theme_id, kind) DO UPDATE SET text = excluded.text, rev = excluded.rev
"""
DROP_HEADLINE = """
    DELETE FROM headline WHERE session_id = :session AND kind = :kind
      AND theme_id = (SELECT id FROM theme WHERE path_key = :key)
"""
FINISH = f"""
    UPDATE session SET status = :debriefed, debriefed_ms = coalesce(debriefed_ms, :now)
    WHERE id = :session AND status IN (:ended, :debriefed) RETURNING {SESSION_COLUMNS}
"""


async def load(db: Db, session_id: str) -> dict[str, str]:
    """Return the texts of a debrief by their parts; empty before there is one."""

    async def work(tx: Tx) -> dict[str, str]:
        return {row["part"]: row["text"] for row in await tx.all(PARTS, {"session": session_id})}

    return await db.read(work)


async def save(db: Db, session_id: str, part: str, text: str, *, durable: bool = True) -> None:
    """Save one part, replacing its old text; *durable* is that of `Db.write`."""

    async def work(tx: Tx) -> None:
        rev = 0 if part == STATE else await bump(tx, session_id)
        cleaned = clean(text).text
        await tx.run(SAVE_PART, {"session": session_id, "part": part, "text": cleaned, "rev": rev})

    await db.write(work, durable=durable)


async def toggle_moment(db: Db, session_id: str, quote_id: str) -> bool:
    """Add a quote to the session's top moments, or take it out; return whether it is one now."""

    async def work(tx: Tx) -> bool:
        of_it = {"session": session_id, "part": MOMENTS}
        rows = await tx.all(f"{PARTS} AND part = :part", of_it)
        marked = rows[0]["text"].split() if rows else []
        now = [each for each in marked if each != quote_id]
        if now == marked:
            now.append(quote_id)
        await tx.run(
            SAVE_PART, {**of_it, "text": "\n".join(now), "rev": await bump(tx, session_id)}
        )
        return quote_id in now

    return await db.write(work)


async def all_moments(db: Db) -> frozenset[str]:
    """Return the ids of the quotes that are top moments of any session."""
    rows = await db.read(lambda tx: tx.all(ALL_MOMENTS, {"part": MOMENTS}))
    return frozenset(id for row in rows for id in row["text"].split())


async def save_headline(
    db: Db, session_id: str, theme: str, kind: Kind, text: str, now_ms: int
) -> None:
    """Save the facilitator's sentence for a theme (a path) and a kind; delete an empty one."""
    line = clean_line(text)

    async def work(tx: Tx) -> None:
        rev = await bump(tx, session_id)
        of_it: dict[str, object] = {"session": session_id, "kind": kind.value}
        if not line:
            path = "".join(await now_called(tx, [theme]))
            await tx.run(DROP_HEADLINE, {**of_it, "key": fold(path)})
            return
        ids = await ensured(tx, theme, now_ms)
        await tx.run(SAVE_HEADLINE, {**of_it, "theme": ids[-1], "text": line, "rev": rev})

    await db.write(work)


def headlines_of(rows: list[Row]) -> tuple[Headline, ...]:
    """Return the headlines of rows of HEADLINES."""
    return tuple(Headline(row["path"], Kind(row["kind"]), row["text"]) for row in rows)


async def finish(db: Db, session_id: str, now_ms: int) -> Session | None:
    """Mark an ended session as debriefed and return it; None if it has not ended."""

    async def work(tx: Tx) -> Session | None:
        await bump(tx, session_id)
        row = await tx.one(
            FINISH,
            {
                "session": session_id,
                "now": now_ms,
                "ended": SessionStatus.ENDED.value,
                "debriefed": SessionStatus.DEBRIEFED.value,
            },
        )
        return session_of(row) if row else None

    return await db.write(work)
