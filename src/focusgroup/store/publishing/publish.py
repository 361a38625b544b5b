"""Publish a session: read it here, compare and write it there in one transaction, keep its marks.

If the connection is lost in between, there is either all of it or nothing; it is published again,
and nothing is there twice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.publishing import PublishConflict, Published, Side
from focusgroup.store.engine.protocol import Db, SharedDb, Tx
from focusgroup.store.outbox import opened_elsewhere
from focusgroup.store.publishing.new_quotes import indexed
from focusgroup.store.publishing.plan import Comparison, Marks, PublishPlan, make_plan
from focusgroup.store.publishing.record import (
    Publication,
    read_marks,
    read_publication,
    record_publication,
    sum_of_references,
)
from focusgroup.store.publishing.references import map_references
from focusgroup.store.publishing.rows import (
    Captured,
    read_references,
    read_session_rows,
    read_the_rest,
)
from focusgroup.store.publishing.send import Sending, renamed_there, send

THERE = "SELECT rev, deletion, title FROM session WHERE id = :session"
HERE = "SELECT rev, published, title, deletion FROM session WHERE id = :session"


@dataclass(frozen=True, slots=True)
class Repository:
    """Where a session is sent: its path here, what people are told, and what opens it again."""

    path: Path
    place: str
    url: str


@dataclass(frozen=True, slots=True)
class _Here:
    """The session here: its revision, what was sent last, and the sum of what it refers to."""

    rev: int
    last: Publication | None
    refs: str
    title: str


async def publish_session(
    db: Db,
    target: SharedDb,
    session_id: str,
    to: Repository,
    choose: Callable[[PublishConflict], Side | None],
    now_ms: int,
) -> Published:
    """Bring *target*, which is *to*, up to the session as it is in *db*.

    *choose* says whose change counts where both sides changed the same; if it is undecided (None)
    about any, nothing is written and they are returned. Raises FocusgroupError, having written
    nothing there, where the session is open in a program or was deleted there.
    """
    here, place = await db.read(lambda tx: _here(tx, session_id)), to.place
    last = here.last if here.last and here.last.place == place else None
    if last and (last.rev, last.refs) == (here.rev, here.refs):
        rev = await target.read(lambda tx: _rev_there(tx, session_id))
        if rev is not None and rev >= last.their_rev:
            await record_publication(db, session_id, last, (), anew=False)
            return Published(place)
    mine, marks = await db.read(lambda tx: _captured(tx, session_id, last))
    index = {id: indexed(quote.state["text"]) for id, quote in mine.rows.quotes.items()}
    made: list[PublishPlan] = []

    async def work(tx: Tx) -> tuple[Published, int]:
        theirs = await read_session_rows(tx, session_id)
        if theirs.row is not None and theirs.row["deletion"]:
            raise FocusgroupError(
                f"“{here.title}” was deleted in {place}; `focusgroup session restore` brings it"
                " back there"
            )
        known = await map_references(tx, mine, theirs)
        plan = await make_plan(tx, Comparison(mine, theirs, known, marks, choose))
        made[:] = [plan]
        rev: int = theirs.row["rev"] if theirs.row is not None else 0
        if plan.conflicts:
            return Published(place, conflicts=tuple(plan.conflicts), withheld=plan.withheld), rev
        quotes = sum(row.before is None for row in plan.of("quote"))
        changes = sum(row.is_changed or row.refused is not None for row in plan.rows) - quotes
        if quotes or changes:
            rev = await send(
                tx,
                Sending(
                    session_id, mine, theirs, known, plan, index, now_ms, renamed_there(mine, known)
                ),
            )
        joined = tuple(known.joined)
        return Published(place, quotes, changes, plan.withheld, joined=joined), rev

    done, their_rev = await target.write_long(work)
    if not done.conflicts:
        assert mine.rows.row is not None
        sent = Publication(place, to.url, now_ms, mine.rows.row["rev"], their_rev, here.refs)
        await record_publication(db, session_id, sent, made[0].marks, anew=last is None)
    return done


async def _here(tx: Tx, session_id: str) -> _Here:
    row = await tx.one(HERE, {"session": session_id})
    if row is None or row["deletion"]:
        raise FocusgroupError(f"there is no session {session_id}")
    if others := await opened_elsewhere(tx, session_id):
        who = ", ".join(each.who for each in others)
        raise FocusgroupError(
            f"“{row['title']}” is open in another program ({who}); leave it there, then publish it"
        )
    last = await read_publication(tx, session_id)
    return _Here(row["rev"], last, await sum_of_references(tx, session_id), row["title"])


async def _rev_there(tx: Tx, session_id: str) -> int | None:
    row = await tx.one(THERE, {"session": session_id})
    return row["rev"] if row is not None and not row["deletion"] else None


async def _captured(tx: Tx, session_id: str, last: Publication | None) -> tuple[Captured, Marks]:
    rows = await read_session_rows(tx, session_id)
    mine = await read_references(tx, session_id, rows)
    await read_the_rest(tx, session_id, mine)
    return mine, await read_marks(tx, session_id) if last else {}
