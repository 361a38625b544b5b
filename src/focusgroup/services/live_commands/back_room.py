"""Commands for the back room's questions: mark them asked, later or no; hold them back."""

from focusgroup.core.model import ObserverQuestion, QuestionState
from focusgroup.core.patterns import lazy_pattern
from focusgroup.services.backroom.moderator import from_back_room
from focusgroup.services.dates_in_words import count, time_of_day
from focusgroup.services.live_commands import Did
from focusgroup.services.live_session import LiveSession
from focusgroup.store.backroom import observers, questions

HOW = "/questions 1 asked, /questions 1 later, /questions 1 no, or /questions hush."
WORDS = {
    QuestionState.OPEN: "open",
    QuestionState.ASKED: "asked",
    QuestionState.LATER: "later",
    QuestionState.NO: "no",
}
HUSH = "hush"
_TYPED = lazy_pattern(r"\s*(\d{1,3})\s+(\w+)\s*")


async def mark(live: LiveSession, question: ObserverQuestion, state: QuestionState) -> Did:
    """Record what becomes of a question; its observer sees it."""
    await questions.mark(live.db, question.id, state)
    live.back_room = await from_back_room(live.db, live.session.id)
    return Did(f"{WORDS[state].capitalize()}: {question.text[:60]}", moved=True)


async def hush(live: LiveSession) -> Did:
    """Hold the back room's questions back for now, or take them again."""
    hushed = not live.back_room.hushed
    if not await observers.hush(live.db, live.session.id, hushed=hushed):
        return Did("This session has no back room; `focusgroup backroom last` opens it.")
    live.back_room = await from_back_room(live.db, live.session.id)
    return Did(
        "The back room can send no questions until you let it again."
        if hushed
        else "The back room can send questions again.",
        moved=True,
    )


async def decide(live: LiveSession, text: str) -> Did:
    """Do what is typed after ``/questions``: ``2 asked``, ``2 later``, ``2 no`` or ``hush``."""
    if text.strip().lower() == HUSH:
        return await hush(live)
    typed = _TYPED.fullmatch(text.lower())
    states = {word: state for state, word in WORDS.items()}
    listed = live.back_room.listed
    if typed is None or typed[2] not in states:
        return Did(f"Say the number of a question and what became of it: {HOW}")
    if not 1 <= int(typed[1]) <= len(listed):
        return Did(f"There is no question {typed[1]}; /questions lists them.")
    return await mark(live, listed[int(typed[1]) - 1], states[typed[2]])


def question_lines(live: LiveSession) -> list[str]:
    """Return the questions with their numbers, for a session that is held in lines."""
    room = live.back_room
    if not room.questions:
        return ["The back room has not asked anything.", *_hushed(live)]
    lines = [
        f"{number} {WORDS[each.state]}, {time_of_day(each.at_ms, live.session.zone)}: {each.text}"
        for number, each in enumerate(room.listed, 1)
    ]
    return [*lines, HOW, *_hushed(live)]


def _hushed(live: LiveSession) -> list[str]:
    return ["Questions are held back; /questions hush lets them come again."] * (
        live.back_room.hushed
    )


def waiting(live: LiveSession) -> str:
    """Return how many questions are open, "" for none."""
    there = len(live.back_room.open)
    return f"{count(there, 'question')} from the back room" if there else ""
