"""What the moderator has of the back room: its questions, and whether they are held back."""

from dataclasses import dataclass

from focusgroup.core.model import ObserverQuestion, QuestionState
from focusgroup.store import Db
from focusgroup.store.backroom import questions


@dataclass(frozen=True, slots=True)
class FromBackRoom:
    """The questions of a session's observers, oldest first; *hushed* ones are held back."""

    questions: tuple[ObserverQuestion, ...] = ()
    hushed: bool = False

    @property
    def open(self) -> tuple[ObserverQuestion, ...]:
        """Return those about which nothing was decided yet."""
        return tuple(each for each in self.questions if each.state is QuestionState.OPEN)

    @property
    def listed(self) -> tuple[ObserverQuestion, ...]:
        """Return all of them: the open ones first, then those for later, then the others."""
        order = (QuestionState.OPEN, QuestionState.LATER, QuestionState.ASKED, QuestionState.NO)
        return tuple(sorted(self.questions, key=lambda each: order.index(each.state)))


async def from_back_room(db: Db, session_id: str) -> FromBackRoom:
    """Return what the back room of a session asks."""
    asked = await questions.questions_of(db, session_id)
    return FromBackRoom(asked, await questions.is_hushed(db, session_id))
