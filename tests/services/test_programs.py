"""Several programs on one session: what one does, the other knows or is told."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind
from focusgroup.services import live_steps, seating
from focusgroup.services.sharing import elsewhere
from focusgroup.store import clocks, open_db, participants, sessions
from focusgroup.store.outbox import Draft, QuoteEdit, load_draft, save_draft
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import Edit, NewQuote, quotes_of_session
from focusgroup.system.clock import unix_ms
from focusgroup.system.running import who
from tests.services.programs import Program
from tests.tui.living import make_session

pytestmark = pytest.mark.both_engines
Starting = Callable[[], Awaitable[Program]]


@pytest.fixture
async def start(db_path: Path) -> AsyncIterator[Starting]:
    """Start another program on the same session; all are closed at the end."""
    path = db_path
    async with open_db(path) as db:
        session_id = (await make_session(db)).id
    started: list[Program] = []

    async def one() -> Program:
        started.append(await Program.start(path, session_id))
        return started[-1]

    yield one
    for program in started:
        if not program.killed:
            await program.close()


async def withdraw(program: Program, seat: int, *, again: bool = False) -> None:
    """Withdraw the consent to notes of a seat, as `people edit` does."""
    async with open_db(program.db.path) as db:
        people = await participants.of_session(db, program.live.session.id)
        person = next(person for person in people if person.seat == seat)
        await seating.put_right(db, person, PersonChange(consent_notes=again), unix_ms())


async def test_consent_withdrawn_by_a_command_stops_the_next_line(start: Starting) -> None:
    program = await start()
    program.enter("- it is slow @1")
    program.enter("/park @1 who pays")
    program.enter("/park for everybody")
    await program.idle()
    await withdraw(program, 1)
    await program.look()
    assert "Anna Novak (seat 1) no longer agrees to notes" in program.said[-1]
    assert program.texts() == []
    assert [note.text for note in program.live.notes] == ["for everybody"]
    for line in ("- and worse @1", "- and the speaker carries over"):
        program.enter(line)
        assert "has not consented" in program.control.set_aside.reason
        assert program.line.text == ""
    program.enter("- theirs is kept @2")
    await program.idle()
    assert program.texts() == ["theirs is kept"]


async def test_a_line_entered_before_the_look_is_withheld_and_taken_off_the_screen(
    start: Starting,
) -> None:
    program = await start()
    await withdraw(program, 1)
    program.enter("- not heard yet @1")
    await program.idle()
    assert await quotes_of_session(program.db, program.live.session.id) == ()
    await program.look()
    assert program.texts() == []
    assert "no longer agrees to notes" in program.said[-1]


async def test_people_seated_elsewhere_are_known(start: Starting) -> None:
    first, second = await start(), await start()
    await live_steps.seat(first.live, "Cem Kaya, buyer, Contoso")
    await second.look()
    assert second.said == ["Added elsewhere: @4 is Cem Kaya (CK)."]
    second.enter("- too many clicks @4")
    await second.idle()
    (quote,) = await quotes_of_session(second.db, second.live.session.id)
    assert quote.speaker == "Cem Kaya"


async def test_a_note_that_is_stored_during_a_look_stays_in_sight(
    start: Starting, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = await start(), await start()
    theirs.enter("/park from the other program")
    await theirs.idle()
    read = elsewhere.quotes_since

    async def meanwhile(*asked: Any) -> Any:
        ours.enter("/park ours")
        await ours.idle()
        return await read(*asked)

    monkeypatch.setattr(elsewhere, "quotes_since", meanwhile)
    await ours.look()
    assert [note.text for note in ours.live.notes] == ["from the other program", "ours"]


async def test_quotes_and_notes_of_another_program_are_known(start: Starting) -> None:
    first, second = await start(), await start()
    first.enter("- it is slow @1")
    first.enter("/park the vans")
    await first.idle()
    second.enter("- mine waits")
    await second.look()
    await second.idle()
    assert second.texts() == ["it is slow", "mine waits"]
    assert [note.text for note in second.live.notes] == ["the vans"]
    first.live.delete(first.live.ordered()[0])
    await first.idle()
    await second.look()
    assert second.texts() == ["mine waits"]


# -- half-typed lines --------------------------------------------------------------------------


async def test_each_half_typed_line_is_its_own(start: Starting) -> None:
    first, second = await start(), await start()
    first.type("- the first half")
    second.type("+ the second half")
    await first.idle()
    await second.idle()
    third = await start()
    assert third.line.text == ""
    for program, text in ((first, "- the first half"), (second, "+ the second half")):
        kept = await load_draft(program.db, program.live.session.id)
        assert (kept.text, program.line.text) == (text, text)


async def test_lines_of_programs_that_ended_come_back_once(start: Starting) -> None:
    first, second, third = await start(), await start(), await start()
    first.type("- the first half")
    second.type("+ the second half")
    third.type("? and mine")
    for program in (first, second, third):
        await program.idle()
    await first.kill()
    await second.kill()
    fourth, fifth = await start(), await start()
    assert sorted(fourth.line.text.split("\n")) == ["+ the second half", "- the first half"]
    assert fifth.line.text == ""
    assert (await load_draft(third.db, third.live.session.id)).text == "? and mine"
    fourth.control.enter()
    await fourth.idle()
    assert sorted(fourth.texts()) == ["the first half", "the second half"]


@pytest.mark.parametrize("last", ["the correction", "the other line"])
async def test_a_correction_of_a_program_that_ended_keeps_other_lines_behind_it(
    start: Starting, last: str
) -> None:
    first, second = await start(), await start()
    first.enter("- it is slow @1")
    await first.idle()
    first.type("- the line behind")
    first.control.edit_step(-1)
    first.type("- it is very slow @1")
    second.type("+ of the other")
    in_order = (second, first) if last == "the correction" else (first, second)
    for program in in_order:
        await program.idle()
        await asyncio.sleep(0.002)  # times are kept in ms
    for program in in_order:
        await program.kill()
    third = await start()
    assert third.control.editing is not None
    assert third.line.text == "- it is very slow @1"
    third.control.enter()
    await third.idle()
    assert third.texts() == ["it is very slow"]
    assert third.line.text == "- the line behind\n+ of the other"


async def test_what_waits_in_the_draft_of_a_running_program_is_left_to_it(start: Starting) -> None:
    first = await start()
    quote = NewQuote(
        "entered", Kind.PROBLEM, unix_ms(), id=new_id(), session_id=first.live.session.id
    )
    await save_draft(first.db, first.live.session.id, Draft(entered=(quote,)), unix_ms())
    second = await start()
    assert second.texts() == []
    await first.kill()
    third = await start()
    assert third.texts() == ["entered"]


async def test_the_second_program_says_who_has_the_session_and_the_first_is_told(
    start: Starting,
) -> None:
    first = await start()
    assert first.live.others == ()
    second = await start()
    (other,) = second.live.others
    assert other.program == first.db.programs.own
    words = elsewhere.open_in_words(second.live.others, "UTC")
    assert words.startswith(f"Also open in another program: {who()} since ")
    await first.look()
    assert "Also open in another program" in first.said[-1]
    first.said.clear()
    second.live.half_typed.leave()
    await second.live.latest.drained()
    await first.look()
    assert (first.live.others, first.said) == ((), [])


# -- corrections -------------------------------------------------------------------------------


async def two_with_a_quote(start: Starting) -> tuple[Program, Program]:
    first, second = await start(), await start()
    first.enter("- it is slow @1 #Mobile")
    await first.idle()
    await second.look()
    second.said.clear()
    return first, second


def correct(program: Program, text: str) -> None:
    """Correct the last quote in the line."""
    program.control.edit_step(-1)
    program.enter(text)


async def words(program: Program) -> list[str]:
    quotes = await quotes_of_session(program.db, program.live.session.id)
    return [quote.text for quote in quotes]


@pytest.mark.parametrize("looked", [True, False])
async def test_a_correction_of_a_quote_changed_elsewhere_says_so_and_replaces_nothing(
    start: Starting, looked: bool
) -> None:
    first, second = await two_with_a_quote(start)
    second.control.edit_step(-1)
    correct(first, "- it takes three weeks @1")
    await first.idle()
    if looked:
        await second.look()
    second.enter("- it takes 3 weeks @1")
    await second.idle()
    assert await words(second) == ["it takes three weeks"]
    assert second.line.text.startswith("- it takes 3 weeks @1")
    if looked:
        assert "Changed in another program to: it takes three weeks" in second.said[-1]
        second.control.enter()
        await second.idle()
        assert await words(second) == ["it takes 3 weeks"]
    else:
        assert "Changed or deleted in another program just now" in second.said[-1]
        assert second.texts() == ["it takes three weeks"]
        second.control.enter()
        await second.idle()
        assert await words(second) == ["it takes three weeks", "it takes 3 weeks"]


@pytest.mark.parametrize("looked", [True, False])
async def test_a_correction_does_not_bring_back_a_quote_deleted_elsewhere(
    start: Starting, looked: bool
) -> None:
    first, second = await two_with_a_quote(start)
    second.type("- a line behind")
    second.control.edit_step(-1)
    first.live.delete(first.live.ordered()[0])
    await first.idle()
    if looked:
        await second.look()
    second.enter("- it is very slow @1 #Mobile")
    await second.idle()
    await second.look()
    assert await words(second) == []
    assert "deleted in another program" in " ".join(second.said)
    assert second.line.text == "- a line behind\n- it is very slow @1 #Mobile"
    assert second.texts() == []


async def test_corrections_of_different_parts_of_a_quote_both_count(start: Starting) -> None:
    first, second = await two_with_a_quote(start)
    correct(first, "- it is very slow @1 #Mobile")
    second.control.edit_step(-1)
    second.enter("- it is slow @2 #Mobile #Reporting")
    second.live.correct(second.live.ordered()[0], Edit(agreement=2))
    await first.idle()
    await second.idle()
    (quote,) = await quotes_of_session(second.db, second.live.session.id)
    assert (quote.text, quote.seat, quote.agreement) == ("it is very slow", 2, 2)
    assert quote.themes == ("Mobile", "Reporting")
    assert second.said == []


async def test_what_is_split_off_a_quote_changed_or_deleted_elsewhere_is_stored(
    start: Starting,
) -> None:
    first, second = await two_with_a_quote(start)
    second.control.edit_step(-1)
    correct(first, "- it takes weeks @1")
    await first.idle()
    second.enter("- it is slow @1 #Mobile\n- and ugly")
    await second.idle()
    assert await words(second) == ["it takes weeks", "and ugly"]
    await first.look()
    second.control.edit_step(-1)
    first.live.delete(first.live.ordered()[1])
    await first.idle()
    second.enter("- and ugly\n- and loud")
    await second.idle()
    assert await words(second) == ["it takes weeks", "and loud"]


async def test_a_quote_changed_elsewhere_is_not_deleted_or_merged_away(start: Starting) -> None:
    first, second = await two_with_a_quote(start)
    correct(first, "- it takes weeks @1")
    await first.idle()
    second.live.delete(second.live.ordered()[0])
    await second.idle()
    await second.look()
    assert second.texts() == await words(second) == ["it takes weeks"]
    assert "Changed in another program, so not deleted" in second.said[-1]
    second.enter("- and loud")
    await second.idle()
    await first.look()
    first.live.delete(first.live.ordered()[1])
    await first.idle()
    second.live.merge(*second.live.ordered())
    await second.idle()
    await second.look()
    assert second.texts() == await words(second) == ["it takes weeks"]
    assert "nothing is merged" in " ".join(second.said)


async def test_a_correction_resumed_after_a_kill_knows_what_it_started_from(
    start: Starting,
) -> None:
    first, second = await two_with_a_quote(start)
    second.control.edit_step(-1)
    second.type("- it takes 3 weeks @1")
    await second.idle()
    await second.kill()
    correct(first, "- it takes three weeks @1")
    await first.idle()
    third = await start()
    assert third.line.text == "- it takes 3 weeks @1"
    third.control.enter()
    assert "Changed in another program to: it takes three weeks" in third.said[-1]
    await third.idle()
    assert await words(third) == ["it takes three weeks"]


@pytest.mark.parametrize("deleted", [False, True])
async def test_a_correction_that_comes_too_late_after_a_kill_is_given_back_as_a_line(
    start: Starting, deleted: bool
) -> None:
    first, second = await two_with_a_quote(start)
    quote = second.live.ordered()[0]
    edit = Edit(text="it takes 3 weeks", participant_id="").starting_from(quote)
    waiting = Draft("+ half a line", entered=(QuoteEdit(new_id(), quote.id, edit),))
    await save_draft(second.db, second.live.session.id, waiting, unix_ms())
    await second.kill()
    if deleted:
        first.live.delete(quote)
    else:
        correct(first, "- it takes three weeks @1")
    await first.idle()
    third = await start()
    assert third.line.text == "+ half a line\n- it takes 3 weeks @- #Mobile"
    assert await words(third) == ([] if deleted else ["it takes three weeks"])
    fourth = await start()
    assert fourth.line.text == ""


# -- the clock ---------------------------------------------------------------------------------


async def stored_state(program: Program) -> tuple[str, bool]:
    session = await sessions.find(program.db, program.live.session.id)
    clock = await clocks.load(program.db, session.id, 0)
    return session.status.value, clock.running


@pytest.mark.parametrize("stray", ["next_question", "pause", "start", "tick", "quote", "previous"])
@pytest.mark.parametrize("begun", [True, False])
async def test_an_ended_session_is_not_made_live_again_by_a_stray_key(
    start: Starting, stray: str, begun: bool
) -> None:
    first = await start()
    if begun:
        first.live.lead.start()
        await first.idle()
    second = await start()
    first.live.lead.start()
    first.live.lead.end()
    await first.idle()
    if stray == "quote":
        second.enter("- one more word @1")
    elif stray == "previous":
        second.live.lead.go_section(1)
        second.live.lead.previous_question()
    else:
        getattr(second.live.lead, stray)()
    await second.idle()
    assert await stored_state(first) == ("ended", False)
    await second.look()
    assert "Another program ended this session" in second.said[-1]
    assert second.live.clock.state is ClockState.ENDED
    assert second.live.session.status.value == "ended"
    second.live.lead.tick()
    await second.idle()
    assert await stored_state(first) == ("ended", False)


async def test_the_end_of_another_program_is_said_and_its_moves_are_followed(
    start: Starting,
) -> None:
    first, second = await start(), await start()
    first.live.lead.start()
    first.live.lead.go_section(1)
    await first.idle()
    await second.look()
    assert second.live.clock.section == 1
    assert second.live.sticky.themes == ("Onboarding",)
    second.live.lead.next_question()
    await second.idle()
    await first.look()
    assert first.live.clock.place == second.live.clock.place
    first.live.lead.end()
    await first.idle()
    await second.look()
    assert second.said[-1] == "Another program ended this session; quotes can still be added."


async def test_a_heartbeat_does_not_take_back_a_move_of_another_program(start: Starting) -> None:
    first = await start()
    first.live.lead.start()
    await first.idle()
    second = await start()
    first.live.lead.go_section(1)
    await first.idle()
    second.live.lead.tick()
    await second.idle()
    third = await start()
    assert third.live.clock.section == 1


async def test_a_heartbeat_that_waits_is_not_written_over_a_move_taken_over_meanwhile(
    start: Starting, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = await start()
    first.live.lead.start()
    await first.idle()
    second = await start()
    waits: list[Callable[[], Awaitable[object]]] = []
    monkeypatch.setattr(first.live.lead._writer, "put", lambda _, job: waits.append(job))
    first.live.lead.tick()
    second.live.lead.go_section(1)
    await second.idle()
    await first.look()
    for job in waits:
        await job()
    kept = await clocks.load(first.db, first.live.session.id, 0)
    assert (kept.section, first.live.clock.section) == (1, 1)


async def test_a_step_that_comes_just_after_another_programs_is_not_taken_and_said(
    start: Starting,
) -> None:
    first = await start()
    first.live.lead.start()
    await first.idle()
    second = await start()
    first.live.lead.go_section(2)
    await first.idle()
    second.live.lead.go_section(1)
    second.live.lead.pause()
    await second.idle()
    await second.look()
    assert second.live.clock.section == 2
    assert second.live.clock.running
    assert second.said == [elsewhere.NOT_MOVED]
    second.live.lead.pause()
    await second.idle()
    assert await stored_state(second) == ("paused", False)


# -- undo --------------------------------------------------------------------------------------


async def test_undo_takes_back_ones_own_changes_only(start: Starting) -> None:
    first, second = await start(), await start()
    first.enter("- of the first @1")
    await first.idle()
    second.enter("- of the second @1")
    await second.idle()
    await withdraw(first, 2)
    assert await first.undo() == "Undone: the quote “of the first”"
    assert await words(first) == ["of the second"]
    assert await first.undo() == "Nothing of yours left to undo."
    people = await participants.of_session(first.db, first.live.session.id)
    assert [person.consent_notes for person in people] == [True, False, True]
    second.enter("- and more @1")
    await second.idle()
    redone = await live_steps.walk_history(first.live, back=False)
    assert redone == "Redone: the quote “of the first”"
    assert sorted(await words(first)) == ["and more", "of the first", "of the second"]


async def test_undo_leaves_what_somebody_else_has_changed_since(start: Starting) -> None:
    first, second = await two_with_a_quote(start)
    first.enter("- of the first @1")
    await first.idle()
    await second.look()
    correct(second, "- better said @1")
    await second.idle()
    said = await first.undo()
    assert said.startswith("Not undone, because another program has changed it since: the quote")
    assert await words(first) == ["it is slow", "better said"]
    assert await first.undo() == "Undone: the quote “it is slow”"
    assert await words(first) == ["better said"]


async def test_what_a_program_did_that_no_longer_runs_can_be_undone_by_one_of_the_others(
    start: Starting,
) -> None:
    first, second = await start(), await start()
    first.enter("- of the first @1")
    await first.idle()
    assert await second.undo() == "Nothing of yours left to undo."
    await first.kill()
    third = await start()
    assert await third.undo() == "Undone: the quote “of the first”"
    redone = await live_steps.walk_history(second.live, back=False)
    assert redone == "Nothing to do again."
    await live_steps.walk_history(third.live, back=False)
    assert await words(third) == ["of the first"]


async def test_undo_seats_nobody_on_a_seat_that_was_given_away(start: Starting) -> None:
    first, second = await start(), await start()
    first.live.lead.start()
    await first.idle()
    anna = first.live.participants[0]
    await live_steps.put_right(first.live, anna, PersonChange(seat=9))
    await live_steps.seat(second.live, "Cem Kaya, seat 1")
    people = await participants.of_session(second.db, second.live.session.id)
    assert people[0].name == "Cem Kaya"
    with pytest.raises(FocusgroupError, match="seat 1 was given to somebody else"):
        await first.undo()
    assert await participants.of_session(second.db, second.live.session.id) == people
