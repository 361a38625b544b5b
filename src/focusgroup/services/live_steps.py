"""Steps of the live session that wait for the store: its end, another plan, participants, undo.

What waits in the outbox is written first, so that undo goes back through them in their order.
"""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace

from focusgroup.core.agenda_run.clock import Plan
from focusgroup.core.capture import parse_line, resolve_speaker
from focusgroup.core.model import Account, Note, Participant, SessionStatus
from focusgroup.core.people.people import check_name, consent_in_words, parse_participant
from focusgroup.services import seating
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_session import LiveSession
from focusgroup.services.seating import seated_words
from focusgroup.store import history, notes, participants
from focusgroup.store.participants import PersonChange
from focusgroup.store.undo import Undone
from focusgroup.system.clock import unix_ms

MOST_NAMES = 4
"""Names of one person in small letters; more words are a sentence."""


async def seat(live: LiveSession, typed: str, seat: int | None = None) -> str:
    """Add the participant of a typed line, on the *seat*; return what to say about it.

    What waits for the disk is written first, so that undo goes back in the order of the keys.
    Raises FocusgroupError if the line names nobody or can't be stored.
    """
    assert live.outbox is not None
    described = replace(check_name(parse_participant(typed)), seat=seat)
    await live.outbox.drained()
    person = await seating.seat(live.db, live.session, described, live.lead.time.unix_ms())
    await live.refresh_people()
    return seated_words(person)


def seated(there: Sequence[Participant], typed: str) -> Participant | None:
    """Return the participant meant by ``@3`` or ``3``; None for a line that names a new person."""
    who = typed.strip()
    if not who.startswith(("@", "＠")) and not who.isdecimal():
        return None
    match = resolve_speaker(who.lstrip("@＠"), there)
    return None if match.ambiguous else match.best


def free_seat(there: Sequence[Participant], name: str) -> int | None:
    """Return the seat that a name of digits stands for, None if it is taken or another name."""
    seat = int(name) if name.isascii() and name.isdecimal() and len(name) < 4 else 0
    return seat if seat and seat not in {each.seat for each in there} else None


def reads_as_said(typed: str) -> bool:
    """Return whether what was typed as a person's line is rather something that was said.

    It has a sign, a command or a speaker of the capture line, or its name has five words or more
    that begin with small letters.
    """
    line, name = parse_line(typed), typed.split(",")[0].split()
    signed = line.kind or line.command or line.speaker or not line.verbatim
    if line.command or (line.text and (signed or (line.themes and len(name) > MOST_NAMES))):
        return True
    return len(name) > MOST_NAMES and sum(not word[0].islower() for word in name) < 2


async def facts_of(live: LiveSession, person: Participant) -> tuple[Account | None, int]:
    """Return a participant's account, and how many of their quotes are on record."""
    said = await participants.said(live.db, person)
    accounts = {account.id: account for account in await participants.accounts(live.db)}
    return accounts.get(person.account_id or ""), said.quotes + said.withheld


async def put_right(live: LiveSession, person: Participant, change: PersonChange) -> str:
    """Change details of a participant; return what to say about it.

    Raises FocusgroupError if the change isn't possible.
    """
    await _drained(live)
    (changed,) = await seating.put_right(live.db, person, change, unix_ms())
    await live.refresh_people()
    await live.refresh_quotes()
    live.notes = list(await notes.of_session(live.db, live.session.id))
    held = (await participants.said(live.db, changed)).withheld
    said = [seated_words(changed)]
    if change.consent_notes is not None or change.consent_name is not None:
        said.append(consent_in_words(changed))
    said += [f"{count(held, 'quote')} withheld"] if held else []
    if change.left_ms is not None:
        said.append("has left" if change.left_ms else "is back")
    return ", ".join(said)


async def walk_history(live: LiveSession, *, back: bool) -> str:
    """Undo or redo the last change; return what to say about it. Raises StoreError."""
    await _drained(live)
    done = await live.lead.walk_history(back=back)
    await live.refresh_quotes()
    await live.refresh_people()
    live.notes = list(await notes.of_session(live.db, live.session.id))
    return _told(done, back=back)


async def replan(live: LiveSession, plan: Plan) -> None:
    """Run the rest by another plan, which can be undone."""
    plans = json.dumps(live.clock.plan.to_data()), json.dumps(plan.to_data())
    live.lead.replan(plan)
    await _drained(live)
    await history.keep_plan(live.db, live.session.id, *plans, unix_ms())


async def end(live: LiveSession) -> None:
    """End the session, which can be undone."""
    await _keep_clock(live, "end", live.lead.end)


async def resume(live: LiveSession) -> None:
    """Go on with a session that has ended, which can be undone too."""
    await _keep_clock(live, "resume", live.lead.start)


async def _keep_clock(live: LiveSession, verb: str, step: Callable[[], None]) -> None:
    debriefed = live.session.status is SessionStatus.DEBRIEFED
    before = SessionStatus.DEBRIEFED if debriefed else live.clock.state
    step()
    states = json.dumps(before), json.dumps(live.clock.state)
    await _drained(live)
    await history.keep_lead(live.db, live.session.id, "clock", verb, *states, unix_ms())


async def take_up(live: LiveSession, note: Note) -> None:
    """Mark a callback as covered."""
    await _drained(live)
    await notes.set_done(live.db, note, done=True, now_ms=unix_ms())
    live.notes = [replace(n, done=True) if n.id == note.id else n for n in live.notes]


async def _drained(live: LiveSession) -> None:
    """Wait until the outbox has written what waits in it."""
    assert live.outbox is not None
    await live.outbox.drained()


def _told(done: Undone | None, *, back: bool) -> str:
    if done is None:
        return "Nothing of yours left to undo." if back else "Nothing to do again."
    if done.left:
        return f"Not undone, because another program has changed it since: {done.what}"
    return f"{'Undone' if back else 'Redone'}: {done.what}"
