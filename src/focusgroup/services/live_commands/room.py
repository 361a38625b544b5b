"""Commands for the people in the room: turns, callbacks, tasks, what is open."""

from focusgroup.core.model import Note, NoteKind
from focusgroup.services import live_steps
from focusgroup.services.capture.listener import CalledBy
from focusgroup.services.live_commands import Did
from focusgroup.services.live_session import LiveSession


def turn_round(live: LiveSession, called: CalledBy) -> Did:
    """Start going round the table, where after each quote the next seat speaks; or stop."""
    if not live.participants:
        return Did(f"No participants yet: {called('person')} adds one.")
    live.round_robin = not live.round_robin
    if live.round_robin:
        live.take_turn(first=True)
        return Did(moved=True)
    return Did("The round is over; the speaker stays until you name another.", moved=True)


async def take_up(live: LiveSession, note: Note | None = None) -> Did:
    """Mark a callback as covered: *note*, else one that is due, else the oldest."""
    found = note or next(iter([*live.due_callbacks(), *live.callbacks]), None)
    if found is None:
        return Did("There is no callback; /call @3 exports adds one.")
    await live_steps.take_up(live, found)
    return Did(f"Covered: {found.text[:60]}", moved=True)


def tick(live: LiveSession, text: str = "") -> Did:
    """Tick the task *text*, else the section's next open one, and record the time."""
    task = text or (found.text if (found := live.next_task()) else "")
    if not task:
        return Did("Nothing is left to tick in this section.")
    live.take_down.note(NoteKind.TASK, task, live.begin())
    return Did(moved=True)


def saved(live: LiveSession, called: CalledBy) -> Did:
    """Say what is saved: all of it is, as it is typed."""
    waiting = len(live.outbox.waiting) if live.outbox else 0
    if live.off_record:
        return Did(
            f"Off the record: nothing that you type is saved. {called('off')} goes back on it."
        )
    if waiting:
        return Did(f"{waiting} not saved yet; each gets its ✓ when it is. Keep typing.")
    return Did("Saved already: every quote, and the line as you type it.")
