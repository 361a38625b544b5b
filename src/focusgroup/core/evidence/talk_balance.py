"""Who spoke how often and about what, updated with each quote, so reading it costs nothing."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from focusgroup.core.model import Participant, Quote


class Talk:
    """Who spoke and when in one session; observations and quotes without a speaker don't count.

    Times are ms on the session's clock.
    """

    def __init__(self, quotes: Iterable[Quote] = ()) -> None:
        self.spoken: Counter[str] = Counter()
        self.raised: Counter[str] = Counter()
        """How many quotes each theme has, from all speakers."""
        self.unfinished: set[str] = set()
        """The ids of the unfinished quotes, observations too: each Enter asks if there are any."""
        self._heard: dict[str, int] = {}
        self._answers: defaultdict[tuple[int, int], Counter[str]] = defaultdict(Counter)
        for quote in quotes:
            self.put(None, quote)

    def put(self, before: Quote | None, after: Quote | None) -> None:
        """Count a new quote (no *before*), a changed one, or a deleted one (no *after*)."""
        for quote, by in ((before, -1), (after, 1)):
            if quote and quote.stub:
                (self.unfinished.add if by > 0 else self.unfinished.discard)(quote.id)
            if quote is None or quote.is_observation:
                continue
            for theme in quote.themes:
                self.raised[theme] += by
            if not quote.participant_id:
                continue
            person = quote.participant_id
            self.spoken[person] += by
            self._answers[quote.section, quote.question][person] += by
            if by > 0:
                self._heard[person] = max(quote.offset_ms, self._heard.get(person, 0))

    def heard(self, participant_id: str) -> int:
        """Return when a participant was last heard, 0 if never."""
        return self._heard.get(participant_id, 0)

    def answered(self, place: tuple[int, int]) -> set[str]:
        """Return the ids of those who spoke while *place* (section, question) was open."""
        return {person for person, said in self._answers[place].items() if said > 0}

    def next_speaker(
        self, people: Sequence[Participant], place: tuple[int, int], after: str | None
    ) -> Participant:
        """Return whose turn it is after a participant's (by id; None at the first turn).

        That is the next seat of those who have not answered at *place*, of all once they have.
        """
        answered = self.answered(place)
        waiting = [person for person in people if person.id not in answered] or people
        seat = next((person.seat for person in people if person.id == after), 0)
        return next((person for person in waiting if person.seat > seat), waiting[0])
