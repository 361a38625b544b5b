"""The open live screen shows what other programs do, and says it."""

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.model import JobFunction, QuestionState
from focusgroup.core.people.people import NewParticipant
from focusgroup.services import seating
from focusgroup.services.live_session import LiveSession
from focusgroup.store import open_db, sessions
from focusgroup.store.backroom import observers, questions
from focusgroup.store.participants import PersonChange
from focusgroup.system.clock import unix_ms
from focusgroup.system.running import who
from tests.tui.living import NOW, Live
from tests.tui.seeing import on_screen, until

KEYS = (
    "enter",
    "space",
    "tab",
    "f2",
    "f3",
    "f4",
    "f6",
    "f12",
    "shift+f2",
    "shift+f6",
    "up",
    "down",
)
"""Keys that a hand finds while it still leads; those that open a window are left out."""


async def test_the_open_screen_stops_when_a_command_withdraws_consent(live: Live) -> None:
    live.type("- it is slow @1⏎")
    await live.saved()
    async with open_db(live.db.path) as elsewhere:
        (anna, *_) = live.session.participants
        await seating.put_right(elsewhere, anna, PersonChange(consent_notes=False), unix_ms())
        await until(live.pilot, lambda: "no longer agrees to notes" in live.screen.view.said)
        await seating.seat(elsewhere, live.stored, NewParticipant("Cem Kaya"), unix_ms())
    await until(live.pilot, lambda: "@4 is Cem Kaya" in live.screen.view.said)
    assert "no longer agrees to notes" in live.screen.view.said, "what is newer hides it"
    assert not live.log.rows
    live.type("- and worse⏎")
    assert "has not consented" in live.screen.control.set_aside.reason
    live.key("down")
    live.type(" @4⏎")
    assert [quote.speaker for quote in await live.saved()] == ["Cem Kaya"]


async def test_a_session_that_another_program_has_open_says_so(live: Live) -> None:
    async with open_db(live.db.path) as elsewhere:
        other = await LiveSession.load(elsewhere, live.stored.id)
        words = f"Also open in another program: {who()} since"
        await until(live.pilot, lambda: words in live.screen.view.said)
        other.lead.start()
        await other.latest.drained()
        await until(live.pilot, lambda: "Another program started the clock" in live.shows("#hint"))
        await live.again()
        assert words in live.shows("#hint")
        other.lead.end()
        await other.latest.close()
        await until(live.pilot, lambda: "ended this session" in live.screen.view.said)
        live.key("f2")
        assert "This session has ended" in live.screen.view.said


async def test_no_key_alone_makes_a_session_live_that_another_program_ended(live: Live) -> None:
    live.session.lead.start()
    await live.saved()
    async with open_db(live.db.path) as elsewhere:
        other = await LiveSession.load(elsewhere, live.stored.id)
        other.lead.end()
        await other.latest.close()
        await until(live.pilot, lambda: "ended this session" in live.screen.view.said)
        for key in KEYS:
            await live.pilot.press(key)
            await live.pilot.press("escape")
            await live.saved()
            found = await sessions.find(elsewhere, live.stored.id)
            assert found.status.value == "ended", key
        await live.pilot.press("f6")
        assert live.session.clock.running
        await live.saved()
        assert (await sessions.find(elsewhere, live.stored.id)).status.value == "live"


async def asked(live: Live) -> None:
    """Three questions of an observer, in the window that shows them."""
    session_id = live.stored.id
    async with open_db(live.db.path) as room:
        await observers.secret_of(room, session_id)
        eva = await observers.sign_in(room, session_id, "Eva", JobFunction.ENGINEER, NOW)
        for number, text in enumerate(("[red]Who[/] reads it?", "哪个报告" * 60, "x" * 400)):
            await questions.ask(room, session_id, eva.id, text, NOW + number)
    app = live.pilot.app
    await until(live.pilot, lambda: "?3" in on_screen(app) or "3 questions" in on_screen(app))
    live.key("shift+f8")
    await until(live.pilot, lambda: "3 open" in on_screen(app))


@pytest.mark.parametrize("sentence", ["all of it is slow", "no, only the hall", "he lost a day"])
async def test_a_sentence_marks_no_question_and_is_whole(
    live: Live, monkeypatch: pytest.MonkeyPatch, sentence: str
) -> None:
    # On a busy machine the keys of a test come more than a second apart.
    monkeypatch.setattr("focusgroup.tui.typed_ahead.WORD_S", 60.0)
    await asked(live)
    await live.pilot.press(*("space" if each == " " else each for each in sentence))
    await until(live.pilot, lambda: live.screen.line.text == sentence)
    await until(live.pilot, lambda: not live.session.back_room.hushed)
    await until(live.pilot, lambda: len(live.session.back_room.open) == 3)


async def test_a_key_of_the_questions_is_no_letter_of_a_later_sentence(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.tui.typed_ahead.WORD_S", 0.0)
    await asked(live)
    await live.pilot.press("a")
    await until(live.pilot, lambda: "2 open" in on_screen(live.pilot.app))
    await live.pilot.press("s", "o")
    await until(live.pilot, lambda: live.screen.line.text == "so")
    assert len(live.session.back_room.open) == 2


async def test_questions_are_counted_marked_and_held_back(live: Live) -> None:
    session_id = live.stored.id
    await asked(live)
    app = live.pilot.app
    assert "[red]Who[/] reads it?" in on_screen(app)
    assert "Eva" not in on_screen(app)
    await live.pilot.press("a")
    await until(live.pilot, lambda: "2 open" in on_screen(app))
    await live.pilot.press("l")
    await until(live.pilot, lambda: "1 open" in on_screen(app))
    await live.pilot.press("n", "h")
    await until(live.pilot, lambda: "held back" in on_screen(app))
    await live.pilot.press("escape")
    states = [each.state for each in await questions.questions_of(live.db, session_id)]
    assert states == [QuestionState.ASKED, QuestionState.LATER, QuestionState.NO]
    assert "?3" not in on_screen(app)
    live.type("/questions hush⏎")
    await until(live.pilot, lambda: not live.session.back_room.hushed)
    live.type("/questions 9 later⏎")
    await until(live.pilot, lambda: "There is no question 9" in live.shows("#hint"))


async def test_a_database_that_does_not_answer_is_told_to_who_types_nothing(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse() -> int:
        raise StoreError("the database postgresql://anna@db.example.org/x: it can't be reached")

    monkeypatch.setattr("focusgroup.tui.live.actions.elsewhere.DEAF_MS", 300)
    view = live.screen.view
    with monkeypatch.context() as away:
        away.setattr(live.db, "version", refuse)
        await until(live.pilot, lambda: view.said.startswith("It can't be reached. What others"))
    await until(live.pilot, lambda: view.said == "What others write comes again.")
