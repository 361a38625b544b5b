"""Write what a live session or a capture holds in memory to a file, as its database is lost."""

import asyncio
from pathlib import Path

from focusgroup.core.ids import new_id
from focusgroup.core.model import Said
from focusgroup.core.quote_changes import shared_fields
from focusgroup.services.capture.timed.timed_capture import TimedCapture
from focusgroup.services.live_session import LiveSession
from focusgroup.store.notes import NoteChange
from focusgroup.store.outbox import (
    NoteEdit,
    OutboxEntry,
    QuoteEdit,
    RescuedSession,
    write_rescue_file,
)
from focusgroup.store.quotes import Edit, NewQuote


async def rescue(live: LiveSession) -> Path | None:
    """Write a rescue file of the session beside the database; return where it is.

    The half-typed line goes into the journal, which a start reads before it is recovered.

    None if no folder can be written. `store.outbox.recover_journal` reads it.
    """
    await live.half_typed.journal()
    entries = rescued_entries(live)
    return await asyncio.to_thread(write_rescue_file, live.db.journal, live.db.seal, entries)


async def rescue_capture(capture: TimedCapture) -> Path | None:
    """Write a rescue file of the lines that one run of `session capture` has stored."""
    lead = capture.lead
    clock = lead.clock.to_json(lead.time.mono_ms())
    session = RescuedSession(new_id(), lead.session, capture.participants, clock)
    entries = [session, *capture.stored]
    return await asyncio.to_thread(write_rescue_file, capture.db.journal, capture.db.seal, entries)


def rescued_entries(live: LiveSession) -> list[OutboxEntry]:
    """Return the session, its participants, its quotes and its notes as entries for a journal.

    The edits are for a backup that has an older state of a quote or note.
    """
    clock = live.clock.to_json(live.lead.time.mono_ms())
    entries: list[OutboxEntry] = [
        RescuedSession(new_id(), live.session, live.participants, clock),
    ]
    for quote in live.ordered():
        said = shared_fields(quote, Said)
        entries.append(NewQuote(**said, id=quote.id, session_id=quote.session_id))
        edit = Edit(**{**said, "participant_id": quote.participant_id or ""})
        entries.append(QuoteEdit(new_id(), quote.id, edit))
    for note in live.notes:
        entries.append(note)
        entries.append(NoteEdit(new_id(), note.id, NoteChange(done=note.done)))
    return entries
