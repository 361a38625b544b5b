"""Several programs on one session: what one does, the other knows or is told."""

from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

from focusgroup.services import live_steps, seating
from focusgroup.store import open_db, participants
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import quotes_of_session
from focusgroup.system.clock import unix_ms
from tests.services.programs import Program
from tests.tui.living import make_session

Starting = Callable[[], Awaitable[Program]]


@pytest.fixture
async def start(tmp_path: Path) -> AsyncIterator[Starting]:
    """Start another program on the same session; all are closed at the end."""
    path = tmp_path / "groups.db"
    async with open_db(path) as db:
        session_id = (await make_session(db)).id
    started: list[Program] = []

    async def one() -> Program:
        started.append(await Program.start(path, session_id))
        return started[-1]

    yield one
    for program in started:
        await program.close()


async def withdraw(program: Program, seat: int, *, again: bool = False) -> None:
    """Withdraw the consent to notes of a seat, as `session people` does."""
    async with open_db(program.db.path) as db:
        people = await participants.of_session(db, program.live.session.id)
        person = next(person for person in people if person.seat == seat)
        await seating.put_right(db, person, PersonChange(consent_notes=again), unix_ms())


async def test_consent_withdrawn_by_a_command_stops_the_next_line(start: Starting) -> None:
    program = await start()
    program.enter("- it is slow @1")
    await program.idle()
    await withdraw(program, 1)
    await program.look()
    assert "Anna Novak (seat 1) no longer agrees to notes" in program.said[-1]
    assert program.texts() == []
    for line in ("- and worse @1", "- and the speaker carries over"):
        program.enter(line)
        assert "has not consented" in program.said[-1]
        assert program.line.text == line
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
