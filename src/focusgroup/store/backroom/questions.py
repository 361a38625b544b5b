"""What observers ask the moderator, and what became of it."""

from focusgroup.core.errors import NotFound, UsageError
from focusgroup.core.ids import new_id
from focusgroup.core.model import ObserverQuestion, QuestionState
from focusgroup.core.text import clean_line
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.row_mapping import Columns, bump

INSERT = """
    INSERT INTO observer_question (id, session_id, observer_id, text, at_ms, rev)
    VALUES (:id, :session, :observer, :text, :now, :rev)
"""
OF_SESSION = """
    SELECT q.*, o.name, o.function FROM observer_question q
    JOIN observer o ON o.id = q.observer_id
    WHERE q.session_id = :session ORDER BY q.at_ms, q.id
"""
OPEN = """
    SELECT count(*) AS n, sum(observer_id = :observer) AS own FROM observer_question
    WHERE session_id = :session AND state = 'open'
"""
HUSHED = "SELECT hushed FROM backroom WHERE session_id = :session"
SESSION = "SELECT session_id FROM observer_question WHERE id = :id"
MARK = "UPDATE observer_question SET state = :state, rev = :rev WHERE id = :id AND state <> :state"
LONGEST_QUESTION = 500
MOST_OPEN, MOST_OWN = 200, 5
"""Open questions of a session, and of one observer."""

question_of = Columns(ObserverQuestion)
"""Returns the question of a row of OF_SESSION."""


async def ask(db: Db, session_id: str, observer_id: str, text: str, now_ms: int) -> None:
    """Pass a question to the moderator; durable when this returns.

    Raises UsageError, in words for the observer, for one that is not taken.
    """
    asked = clean_line(text)
    if not asked or len(asked) > LONGEST_QUESTION:
        raise UsageError(f"A question has 1 to {LONGEST_QUESTION} characters.")

    async def work(tx: Tx) -> None:
        (there,) = await tx.all(OPEN, {"session": session_id, "observer": observer_id})
        room = await tx.one(HUSHED, {"session": session_id})
        if room and room["hushed"]:
            raise UsageError("The moderator takes no questions just now; keep yours for later.")
        if (there["own"] or 0) >= MOST_OWN:
            raise UsageError(f"{MOST_OWN} of your questions wait already; try again later.")
        if there["n"] >= MOST_OPEN:
            raise UsageError("Too many questions wait already; try again later.")
        rev = await bump(tx, session_id)
        values = {"session": session_id, "observer": observer_id, "now": now_ms}
        await tx.run(INSERT, {"id": new_id(now_ms), "text": asked, "rev": rev, **values})

    await db.write(work)


async def mark(db: Db, question_id: str, state: QuestionState) -> None:
    """Record what became of a question. Raises NotFound."""

    async def work(tx: Tx) -> None:
        row = await tx.one(SESSION, {"id": question_id})
        if row is None:
            raise NotFound("that question is no longer there")
        rev = await bump(tx, row["session_id"])
        await tx.run(MARK, {"id": question_id, "state": state.value, "rev": rev})

    await db.write(work)


async def questions_of(db: Db, session_id: str) -> tuple[ObserverQuestion, ...]:
    """Return the questions of a session's observers, oldest first."""

    async def work(tx: Tx) -> tuple[ObserverQuestion, ...]:
        return tuple(map(question_of, await tx.all(OF_SESSION, {"session": session_id})))

    return await db.read(work)


async def is_hushed(db: Db, session_id: str) -> bool:
    """Return whether questions are held back for now."""

    async def work(tx: Tx) -> bool:
        row = await tx.one(HUSHED, {"session": session_id})
        return bool(row and row["hushed"])

    return await db.read(work)
