"""The back room's questions on the live screen: a quiet count, a window, a hush switch."""

from focusgroup.core.model import JobFunction, QuestionState
from focusgroup.store import open_db
from focusgroup.store.backroom import observers, questions
from tests.tui.living import NOW, Live
from tests.tui.seeing import on_screen, until


async def test_questions_are_counted_marked_and_held_back(live: Live) -> None:
    session_id = live.stored.id
    async with open_db(live.db.path) as room:
        await observers.secret_of(room, session_id)
        eva = await observers.sign_in(room, session_id, "Eva", JobFunction.ENGINEER, NOW)
        for number, text in enumerate(("[red]Who[/] reads it?", "哪个报告" * 60, "x" * 400)):
            await questions.ask(room, session_id, eva.id, text, NOW + number)
    app = live.pilot.app
    await until(live.pilot, lambda: "?3" in on_screen(app) or "3 questions" in on_screen(app))
    live.key("ctrl+b")
    await until(live.pilot, lambda: "3 open" in on_screen(app))
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
