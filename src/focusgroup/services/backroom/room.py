"""One session's back room: its observers, their questions, and what is new to show."""

from collections.abc import Iterable

from focusgroup.core.errors import UsageError
from focusgroup.core.model import JobFunction, Observer, ObserverQuestion, QuestionState, Session
from focusgroup.exports.wording.listeners import counted, listeners
from focusgroup.exports.wording.words import SOURCE, Words
from focusgroup.services.backroom.shown import RoomChange, RoomView, Shown
from focusgroup.store import Db, sessions
from focusgroup.store.backroom import observers, questions
from focusgroup.system.clock import unix_ms


class BackRoom:
    """The back room of one session; `open` makes it."""

    def __init__(self, db: Db, session: Session, secret: str, *, names: bool) -> None:
        self._db = db
        self._id = session.id
        self._words = Words(SOURCE)
        self.session = session
        self.secret = secret
        """Whoever knows it may listen; it stays the same when the room is opened again."""
        self.view = RoomView(db, session.id, names=names)
        self.observers: dict[str, Observer] = {}
        self.questions: dict[str, tuple[Shown, ...]] = {}
        """What each observer asked, by the observer's id."""

    @classmethod
    async def open(cls, db: Db, ref: str, *, names: bool, new_link: bool) -> "BackRoom":
        """Return the back room of a session, with everybody who signed in before."""
        session = await sessions.find(db, ref)
        sessions.refuse_published(session)
        secret = await observers.secret_of(db, session.id, anew=new_link)
        room = cls(db, session, secret, names=names)
        room.observers = {each.id: each for each in await observers.observers_of(db, session.id)}
        await room.look()
        return room

    async def look(self) -> RoomChange | None:
        """Return what has changed since the last look, None if nothing did."""
        change = await self.view.look()
        if change:
            asked = await questions.questions_of(self._db, self._id)
            own: dict[str, list[ObserverQuestion]] = {}
            for question in asked:
                own.setdefault(question.observer_id, []).append(question)
            self.questions = {who: tuple(map(_own, each)) for who, each in own.items()}
        return change

    async def sign_in(self, name: str, function: str) -> Observer:
        """Return the observer who signs in. Raises UsageError, in words for that person."""
        if function not in tuple(JobFunction):
            raise UsageError("Choose what you do.")
        job = JobFunction(function)
        observer = await observers.sign_in(self._db, self._id, name, job, unix_ms())
        self.observers[observer.id] = observer
        return observer

    async def ask(self, observer_id: str, text: str) -> None:
        """Pass a question to the moderator. Raises UsageError, in words for the observer."""
        await questions.ask(self._db, self._id, observer_id, text, unix_ms())
        self.view.look_again()

    async def seen(self, observer_ids: Iterable[str]) -> None:
        """Record that these observers listen until now."""
        await observers.seen(self._db, observer_ids, unix_ms())

    def listening(self, observer_ids: Iterable[str]) -> str:
        """Return how many listen: "12 listening: 5 engineers, 4 managers, 3 others"."""
        functions = [self.observers[each].function for each in set(observer_ids)]
        by_function = listeners(self._words, counted(functions))
        return f"{len(functions)} listening" + (f": {by_function}" if by_function else "")


def _own(question: ObserverQuestion) -> Shown:
    state = "" if question.state is QuestionState.OPEN else question.state.value
    return {"id": question.id, "text": question.text, "state": state, "at_ms": question.at_ms}
