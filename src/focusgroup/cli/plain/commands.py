"""The commands of a plain session: the words of the live screen, each with what it does."""

import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from focusgroup.cli.plain.context import PlainSession
from focusgroup.cli.plain.places import (
    agenda_lines,
    open_lines,
    place_lines,
    plan_lines,
    quote_line,
    room_lines,
    theme_lines,
)
from focusgroup.core.agenda_run.clock import MINUTE_MS, ClockState, Plan
from focusgroup.core.agenda_run.replanning import lengthened, moved, proposal, switched
from focusgroup.core.errors import UsageError
from focusgroup.core.evidence.coverage import gaps
from focusgroup.core.model import KIND_LABELS
from focusgroup.core.search.selection import Selection
from focusgroup.services import live_steps
from focusgroup.services.capture.provisional_quote import as_typed
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_commands import Did, number_in, quoting, room
from focusgroup.services.live_commands.brief_words import brief_of, in_quotes, readback
from focusgroup.system.clock import mono_ms

Do = Callable[[PlainSession, str], Awaitable[None]]
SHOWN = 10
_OF_SECTION = re.compile(r"(cut|up|down)\s+(\d+)|(\d+)\s+(\d+)")


@dataclass(frozen=True, slots=True)
class PlainCommand:
    """A command: what it does, in words, and the function; *example* is what may follow."""

    help: str
    do: Do
    example: str = ""


def called(name: str) -> str:
    """Return how a command of the live screen is called here."""
    return f"/{_NAMES.get(name, name)}"


_NAMES = {"person": "who", "export": "word", "off": "off"}


# -- the agenda and the clock ------------------------------------------------------------------


def _told(session: PlainSession, did: Did, *, whole: bool = False) -> None:
    session.tell(did.said)
    if did.new_place:
        session.tell(*place_lines(session.live, whole=whole))


def _step(step: Callable[[PlainSession, str], Did]) -> Do:
    """Return the command of a step through the agenda."""

    async def do(session: PlainSession, text: str) -> None:
        before = session.live.clock.section
        did = step(session, text)
        started = session.live.clock.stop[1] < 0
        _told(session, did, whole=started or session.live.clock.section != before)

    return do


async def _pause(session: PlainSession, text: str) -> None:
    if session.leading.over():
        session.tell((await session.leading.resume()).said)
    else:
        session.leading.pause()
    session.tell(f"The clock is {session.live.clock.state.value}. {session.live.lead.where()}")


async def _more(session: PlainSession, text: str) -> None:
    session.tell((await session.leading.more(text)).said)


async def _less(session: PlainSession, text: str) -> None:
    session.tell((await session.leading.less(text)).said)


async def _agenda(session: PlainSession, text: str) -> None:
    session.tell(*agenda_lines(session.live))


async def _here(session: PlainSession, text: str) -> None:
    session.tell(*place_lines(session.live, whole=True))


async def _plan(session: PlainSession, text: str) -> None:
    """Show the plan that ends in time, take it, or change one section of today's."""
    live, text = session.live, text.strip()
    if (over := session.leading.over()) or not live.agenda.sections:
        session.tell(over.said if over else "This session has no agenda to plan.")
        return
    kinds = [section.kind for section in live.agenda.sections]
    proposed = proposal(live.clock, kinds, mono_ms())
    if not text:
        session.tell(*plan_lines(live, proposed))
        session.tell("/plan accept takes it; /plan cut 4, /plan 4 10, /plan up 4 change today's.")
        return
    plan = proposed if text == "accept" else _changed(session, text)
    await live_steps.replan(live, plan)
    session.tell(*plan_lines(live, plan), "The rest has been re-planned; /undo restores the plan.")


def _changed(session: PlainSession, text: str) -> Plan:
    """Return today's plan with one section cut, moved or given other minutes.

    Raises UsageError for any other text.
    """
    found, clock = _OF_SECTION.fullmatch(text), session.live.clock
    number = int(found[2] or found[3]) - 1 if found else -1
    if found is None or number not in clock.coming:
        raise UsageError(
            "/plan accept, /plan cut 4, /plan up 4, /plan down 4 or /plan 4 10 (minutes), for a"
            " section that is still to come"
        )
    if found[3]:
        by = int(found[4]) * MINUTE_MS - clock.planned[number]
        return lengthened(clock.plan, number, by)
    if found[1] == "cut":
        return switched(clock.plan, number)
    order = clock.plan.order or tuple(range(len(clock.planned)))
    whole = Plan(clock.plan.planned, order, clock.plan.cut)
    first = order.index(clock.coming[0])
    return moved(whole, order.index(number), -1 if found[1] == "up" else 1, first=first)


async def _end(session: PlainSession, text: str) -> None:
    if over := session.leading.over():
        session.tell(over.said)
    elif not session.ending:
        session.ending = True
        said = f"{count(len(session.live.quotes), 'quote')} so far."
        session.tell(f"{said} /end again ends the session; anything else goes on with it.")
    else:
        await live_steps.end(session.live)
        session.tell("Ended. /word writes the summary, /debrief sums up, /undo takes it back.")


# -- quotes ------------------------------------------------------------------------------------


async def _undo(session: PlainSession, text: str) -> None:
    session.tell(await live_steps.walk_history(session.live, back=True))


async def _redo(session: PlainSession, text: str) -> None:
    session.tell(await live_steps.walk_history(session.live, back=False))


async def _fix(session: PlainSession, text: str) -> None:
    session.control.edit_step(-1)
    _editing(session)


async def _stub(session: PlainSession, text: str) -> None:
    stubs = session.live.stubs()
    if stubs:
        session.control.edit(stubs[0])
        _editing(session)
    else:
        session.tell("There is no unfinished quote; a line that ends in … makes one.")


def _editing(session: PlainSession) -> None:
    if quote := session.control.editing:
        session.tell(quote_line(quote), f"To type anew: {as_typed(quote)}")
        session.tell("The next line replaces it; an empty line leaves it, /fix goes further back.")


async def _delete(session: PlainSession, text: str) -> None:
    quote = session.control.editing or session.control.fixing.or_last()
    if quote is None:
        session.tell("There is nothing to delete yet.")
        return
    session.control.cancel_edit()
    session.tell(quoting.delete(session.live, quote, called("undo")).said)


async def _join(session: PlainSession, text: str) -> None:
    quote = session.control.editing or session.control.fixing.or_last()
    did = quoting.merge(session.live, quote) if quote else None
    if did and did.gone:
        session.control.cancel_edit()
    session.tell(did.said if did else "There is no quote before it to merge with.")


def _tally(*, agree: bool) -> Do:
    async def do(session: PlainSession, text: str) -> None:
        quote = session.control.fixing.or_last()
        session.tell(quoting.tally(session.live, quote, text, agree=agree).said)

    return do


async def _earlier(session: PlainSession, text: str) -> None:
    did = quoting.earlier(session.live, session.control.fixing.or_last(), text)
    if did.quote is None:
        session.tell("There is no quote to move yet.")


async def _new_theme(session: PlainSession, text: str) -> None:
    names = session.control.names
    path = names.settle_theme(nearest=False)
    if path is None and names.ask_next() is None:
        session.tell("No name is asked about; #name tags a quote.")
    elif path:
        session.tell(f"A new theme: {path}.")


async def _yes(session: PlainSession, text: str) -> None:
    session.control.take_nearest()


async def _no(session: PlainSession, text: str) -> None:
    session.control.names.leave()
    session.control.set_aside.reason = ""


async def _aside(session: PlainSession, text: str) -> None:
    lines = session.control.set_aside.lines
    if not lines:
        session.tell("No line is set aside.")
    elif text.strip().lower() == "again":
        session.control.bring_back_newest()
        session.control.enter()
    else:
        session.tell(*(each.stash.line.text for each in lines))


async def _quotes(session: PlainSession, text: str) -> None:
    quotes = session.live.ordered()[-max(number_in(text, SHOWN), 1) :]
    waiting = {entry.id for entry in session.live.outbox.waiting} if session.live.outbox else set()
    session.tell(*(quote_line(quote, saved=quote.id not in waiting) for quote in quotes))
    if not quotes:
        session.tell("Nothing has been said yet.")


# -- the room ----------------------------------------------------------------------------------


async def _who(session: PlainSession, text: str) -> None:
    live = session.live
    if not text.strip():
        session.tell(*room_lines(live))
        return
    person = live_steps.seated(live.participants, text)
    if person is None:
        said = await live_steps.seat(live, text)
        settled = session.control.names.settle_speakers()
        session.tell(
            said + (f", with {count(settled, 'quote')} that named them" if settled else "")
        )
    else:
        session.tell(
            next(line for line in room_lines(live) if line.startswith(f"{person.seat} ")),
            f"`focusgroup session people last {person.seat} --help` changes these details; this"
            " session follows at once.",
        )


async def _round(session: PlainSession, text: str) -> None:
    did = room.turn_round(session.live, called)
    speaker = session.live.participant(session.live.sticky.participant_id)
    next_one = speaker.name if speaker and session.live.round_robin else ""
    session.tell(did.said, f"Round the table: {next_one} speaks." if next_one else "")


async def _off(session: PlainSession, text: str) -> None:
    live = session.live
    live.off_record = not live.off_record
    session.tell(
        "Off the record: nothing that you type is kept until /off again."
        if live.off_record
        else "On the record again. Nothing of what was typed meanwhile was written."
    )


async def _taken_up(session: PlainSession, text: str) -> None:
    session.tell((await room.take_up(session.live)).said)


async def _tick(session: PlainSession, text: str) -> None:
    task = session.live.next_task()
    did = room.tick(session.live)
    session.tell(did.said or f"Ticked: {task.text if task else ''}")


async def _themes(session: PlainSession, text: str) -> None:
    session.tell(*theme_lines(session.live))


async def _open(session: PlainSession, text: str) -> None:
    found = list(open_lines(session.live))
    session.tell(*found or ["Nothing is parked, promised or to come back to."])


# -- what it adds up to ------------------------------------------------------------------------


async def _coverage(session: PlainSession, text: str) -> None:
    live = session.live
    wanted = len(live.agenda.theme_paths)
    missing = gaps(live.agenda, live.quotes.values(), live.participants, section=live.clock.section)
    session.tell(f"{wanted - len(missing)} of {wanted} themes were raised by several voices.")
    for gap in missing:
        heard = f"only {gap.voice or 'one voice'}" if gap.quotes else "nobody yet"
        session.tell(f"{gap.theme}: {heard}." + (f" Ask: {gap.ask}" if gap.ask else ""))


async def _brief(session: PlainSession, text: str) -> None:
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


async def _readback(session: PlainSession, text: str) -> None:
    session.tell(*(row.text for row in readback(brief_of(session.live))))


async def _saved(session: PlainSession, text: str) -> None:
    session.tell(room.saved(session.live, called).said)


async def _word(session: PlainSession, text: str) -> None:
    from focusgroup.services.documents import DocumentOptions
    from focusgroup.services.documents.jobs import Job, documents_of

    live = session.live
    if live.outbox is None:
        return
    chosen = Selection(sessions=(live.session.id,))
    offer = documents_of(live.db, chosen, ready=live.outbox.drained)[0]
    written = await offer.make(Job(), DocumentOptions())
    session.tell(f"Written: {written.path}", *written.remarks())


async def _debrief(session: PlainSession, text: str) -> None:
    from focusgroup.cli.plain.debrief import PlainDebrief

    live = session.live
    if live.clock.state is not ClockState.ENDED or live.outbox is None:
        session.tell("The debrief comes after the end of the session.")
        return
    await live.outbox.drained()
    await live.latest.drained()
    session.debrief = await PlainDebrief.begin(session)


async def _leave(session: PlainSession, text: str) -> None:
    session.left = True


async def _help(session: PlainSession, text: str) -> None:
    wanted = text.strip().lstrip("/").lower()
    if not wanted:
        session.tell(
            "First the sign: - problem, + strength, ? missing feature, = context, . note;"
            " then the words, @3 who said it, #theme, ! felt strongly."
            " /park, /call @3 and /promise … , owner, due keep notes."
        )
    for word, command in COMMANDS.items():
        if not wanted or wanted in word or wanted in command.help.lower():
            session.tell(f"/{word}{command.example}: {command.help}")


COMMANDS: dict[str, PlainCommand] = {
    "next": PlainCommand("Start the session; then the next question or script.",
                         _step(lambda s, _: s.leading.next())),
    "section": PlainCommand("The next section, or the one of a number.",
                            _step(lambda s, text: s.leading.section(text)), " 4"),
    "back": PlainCommand("The question or script before.", _step(lambda s, _: s.leading.back())),
    "sectionback": PlainCommand("The section before.",
                                _step(lambda s, _: s.leading.section_back())),
    "skip": PlainCommand("Skip the open question.", _step(lambda s, _: s.leading.skip())),
    "later": PlainCommand("Park the open question and open the next.",
                          _step(lambda s, _: s.leading.later())),
    "here": PlainCommand("Say the open section again, with its script and tasks.", _here),
    "agenda": PlainCommand("List the sections and where we are.", _agenda),
    "plan": PlainCommand("Say a plan that ends in time, take it, or change a section.", _plan,
                         " accept"),
    "more": PlainCommand("Give this section one more minute, or as many as you say.", _more, " 5"),
    "less": PlainCommand("Take a minute from this section, or as many as you say.", _less, " 5"),
    "auto": PlainCommand("Let sections move on when their time is up, or wait for you again.",
                         _step(lambda s, _: s.leading.auto())),
    "pause": PlainCommand("Stop the clock, or start it again, also after the end.", _pause),
    "end": PlainCommand("End the session.", _end),
    "quotes": PlainCommand("Read out the last ten quotes, or as many as you say.", _quotes, " 3"),
    "fix": PlainCommand("Correct the last quote; again: the one before it.", _fix),
    "stub": PlainCommand("Finish the next unfinished quote (…).", _stub),
    "delete": PlainCommand("Delete the last quote, or the one being corrected.", _delete),
    "join": PlainCommand("Merge the last quote, or the one being corrected, with the one before.",
                         _join),
    "nod": PlainCommand("Count who agrees with the last quote: one more, 3, or seats.",
                        _tally(agree=True), " 2 4"),
    "object": PlainCommand("Count who disagrees with the last quote.",
                           _tally(agree=False), " @5"),
    "earlier": PlainCommand("Move the last quote back five seconds.", _earlier, " 15"),
    "undo": PlainCommand("Undo the last change, as often as you like.", _undo),
    "redo": PlainCommand("Redo what was undone.", _redo),
    "newtheme": PlainCommand("Make the name asked about a theme, or go through the open names.",
                             _new_theme),
    "yes": PlainCommand("Take what is offered.", _yes),
    "no": PlainCommand("Leave the name asked about as it is.", _no),
    "aside": PlainCommand("Read out the lines that were set aside; again: enter the newest again.",
                          _aside, " again"),
    "who": PlainCommand("Say who is in the room, or add somebody.", _who,
                        " Anna Novák, buyer, Northwind"),
    "seats": PlainCommand("Say who is in the room.", _who),
    "round": PlainCommand("Go round the table: after each quote the next person speaks.", _round),
    "off": PlainCommand("Off the record: save nothing until the command is typed again.", _off),
    "takenup": PlainCommand("Mark the callback that is due as covered.", _taken_up),
    "tick": PlainCommand("Tick the section's next open task.", _tick),
    "themes": PlainCommand("Say how often each theme came up.", _themes),
    "open": PlainCommand("Say what is parked, promised and to come back to.", _open),
    "coverage": PlainCommand("Say which themes nobody or one person raised, and what to ask.",
                             _coverage),
    "brief": PlainCommand("Say what was said so far, for a latecomer.", _brief),
    "readback": PlainCommand("The summary to read out and check with the group.", _readback),
    "save": PlainCommand("Say what is saved: all of it is, line by line.", _saved),
    "word": PlainCommand("Write the Word summary.", _word),
    "debrief": PlainCommand("After the end: finish quotes, tag them and sum up.", _debrief),
    "leave": PlainCommand("Leave the session as it is.", _leave),
    "help": PlainCommand("List the commands, or those with a word.", _help, " agree"),
}  # fmt: skip
