"""Steps of the live session that wait for the store: seating people, undo and redo."""

import json

from focusgroup.core.clock import Plan
from focusgroup.core.people import parse_participant
from focusgroup.store import notes, participants
from focusgroup.store.history import Undone, redo, undo
from focusgroup.tui.live_session import LiveSession
from focusgroup.tui.now import unix_ms


async def seat(live: LiveSession, typed: str) -> str:
    """Seat the participant of a typed line; what to say about it.

    Raises FocusgroupError when the line names nobody or can't be stored.
    """
    new = parse_participant(typed)
    person = await participants.add(
        live.db,
        live.session.id,
        name=new.name,
        role=new.role,
        account=new.account,
        now_ms=unix_ms(),
    )
    await live.refresh_people()
    return f"@{person.seat} is {person.name} ({person.initials})"


async def walk_history(live: LiveSession, *, back: bool) -> str:
    """Take back the last change, or do it again; what to say about it.

    What is still on its way to the disk gets there first. Raises StoreError.
    """
    assert live.outbox is not None
    await live.outbox.drained()
    done = await (undo if back else redo)(live.db, live.session.id, unix_ms())
    await live.refresh_quotes()
    await live.refresh_people()
    live.notes = list(await notes.of_session(live.db, live.session.id))
    if done and done.entity == "plan":
        live.lead.replan(Plan.from_data(json.loads(done.state)))
    return _told(done, back=back)


def _told(done: Undone | None, *, back: bool) -> str:
    if done is None:
        return "Nothing left to undo." if back else "Nothing to do again."
    return f"{'Undone' if back else 'Done again'}: {done.what}"
