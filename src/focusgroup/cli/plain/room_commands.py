"""Commands of a plain session for the room, and for what the session adds up to."""

from focusgroup.cli.plain.context import PlainSession, called
from focusgroup.cli.plain.places import open_lines, room_lines, theme_lines
from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.evidence.coverage import gaps
from focusgroup.core.model import KIND_LABELS
from focusgroup.core.search.selection import Selection
from focusgroup.services import live_steps
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_commands import back_room, room
from focusgroup.services.live_commands.brief_words import brief_of, in_quotes, readback


async def who(session: PlainSession, text: str) -> None:
    live = session.live
    if not text.strip():
        session.tell(*room_lines(live))
        return
    person = live_steps.seated(live.participants, text)
    if person is None:
        said = await live_steps.seat(live, text, session.seat_asked())
        settled = session.control.names.settle_speakers()
        session.tell(
            said + (f", with {count(settled, 'quote')} that named them" if settled else "")
        )
    else:
        session.tell(
            next(line for line in room_lines(live) if line.startswith(f"{person.seat} ")),
            f"`focusgroup people edit last {person.seat} --help` says how to change these details;"
            " this session follows at once.",
        )


async def go_round(session: PlainSession, text: str) -> None:
    did = room.turn_round(session.live, called)
    speaker = session.live.participant(session.live.sticky.participant_id)
    next_one = speaker.name if speaker and session.live.round_robin else ""
    session.tell(did.said, f"Round the table: {next_one} speaks." if next_one else "")


async def off_record(session: PlainSession, text: str) -> None:
    live = session.live
    live.off_record = not live.off_record
    session.tell(
        "Off the record: nothing that you type is kept until /off again."
        if live.off_record
        else "On the record again. Nothing of what was typed meanwhile was written."
    )


async def taken_up(session: PlainSession, text: str) -> None:
    session.tell((await room.take_up(session.live)).said)


async def tick_task(session: PlainSession, text: str) -> None:
    task = session.live.next_task()
    did = room.tick(session.live)
    session.tell(did.said or f"Ticked: {task.text if task else ''}")


async def say_themes(session: PlainSession, text: str) -> None:
    session.tell(*theme_lines(session.live))


async def say_open(session: PlainSession, text: str) -> None:
    found = list(open_lines(session.live))
    session.tell(*found or ["Nothing is parked, promised or to come back to."])


async def say_coverage(session: PlainSession, text: str) -> None:
    live = session.live
    wanted = len(live.agenda.theme_paths)
    missing = gaps(live.agenda, live.quotes.values(), live.participants, section=live.clock.section)
    session.tell(f"{wanted - len(missing)} of {wanted} themes were raised by several voices.")
    for gap in missing:
        heard = f"only {gap.voice or 'one voice'}" if gap.quotes else "nobody yet"
        session.tell(f"{gap.theme}: {heard}." + (f" Ask: {gap.ask}" if gap.ask else ""))


async def say_brief(session: PlainSession, text: str) -> None:
    live, brief = session.live, brief_of(session.live)
    session.tell(live.lead.where())
    session.tell(
        f"{count(brief.quotes, 'quote')} by {brief.people} of {len(live.participants)}"
        f" participants, {count(brief.accounts, 'company', 'companies')}."
    )
    for told in brief.told:
        people = count(told.people, "person", "people")
        session.tell(f"{told.theme}, {KIND_LABELS[told.kind]}: {people}.")
        session.tell(*(in_quotes(quote) for quote in told.quotes[:1]))
    session.tell(*open_lines(live))


async def say_readback(session: PlainSession, text: str) -> None:
    session.tell(*(row.text for row in readback(brief_of(session.live))))


async def say_questions(session: PlainSession, text: str) -> None:
    if text.strip():
        session.tell((await back_room.decide(session.live, text)).said)
    else:
        session.tell(*back_room.question_lines(session.live))


async def say_saved(session: PlainSession, text: str) -> None:
    session.tell(room.saved(session.live, called).said)


async def write_word(session: PlainSession, text: str) -> None:
    from focusgroup.services.documents import DocumentOptions
    from focusgroup.services.documents.jobs import Job, documents_of

    live = session.live
    if live.outbox is None:
        return
    chosen = Selection(sessions=(live.session.id,))
    offer = documents_of(live.db, chosen, ready=live.outbox.drained)[0]
    written = await offer.make(Job(), DocumentOptions())
    session.tell(f"Written: {written.path}", *written.remarks())


async def open_debrief(session: PlainSession, text: str) -> None:
    from focusgroup.cli.plain.debrief import PlainDebrief

    live = session.live
    if live.clock.state is not ClockState.ENDED or live.outbox is None:
        session.tell("The debrief comes after the end of the session.")
        return
    await live.outbox.drained()
    await live.latest.drained()
    session.debrief = await PlainDebrief.begin(session)


async def leave(session: PlainSession, text: str) -> None:
    session.left = True
