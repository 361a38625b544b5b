"""Who said what to each question of a session: a row a question, a column a participant."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from focusgroup.core.model import RANKED_KINDS, Kind, Participant, Quote
from focusgroup.store import Db, participants
from focusgroup.store.quotes import quotes_of_session


@dataclass(frozen=True, slots=True)
class QuestionVoices:
    """One question: what each participant said to it, by id, and how many others were counted.

    *absent* are the participants who came after it or left before it. Who agreed is not recorded,
    only how many did.
    """

    question: str
    place: tuple[int, int]
    """Its section and its number in it, from 0; -1 for none."""
    said: dict[str, Counter[Kind]]
    absent: frozenset[str]
    agreed: int
    dissented: int

    def silent(self, people: Sequence[Participant]) -> list[Participant]:
        """Return who was there and said nothing to it."""
        return [each for each in people if each.id not in self.said and each.id not in self.absent]


@dataclass(frozen=True, slots=True)
class Consensus:
    """The questions that somebody answered, in the order in which they came up."""

    people: tuple[Participant, ...]
    questions: tuple[QuestionVoices, ...]


async def consensus(db: Db, session_id: str) -> Consensus:
    """Return the consensus of a session; observations and quotes without a speaker count nowhere.

    Questions without a quote are left out: nobody was asked, or nothing was noted.
    """
    people = await participants.of_session(db, session_id)
    asked: dict[tuple[int, int], list[Quote]] = {}
    for quote in await quotes_of_session(db, session_id):
        if not quote.is_observation:
            asked.setdefault((quote.section, quote.question), []).append(quote)
    return Consensus(people, tuple(_voices(quotes, people) for quotes in asked.values()))


def _voices(quotes: Sequence[Quote], people: Sequence[Participant]) -> QuestionVoices:
    said: dict[str, Counter[Kind]] = {}
    for quote in quotes:
        if quote.participant_id:
            said.setdefault(quote.participant_id, Counter())[quote.kind] += 1
    first, last = min(q.at_ms for q in quotes), max(q.at_ms for q in quotes)
    away = (
        each.id
        for each in people
        if each.id not in said
        and ((each.arrived_ms or first) > last or (each.left_ms or last) < first)
    )
    ranked = [quote for quote in quotes if quote.kind in RANKED_KINDS]
    return QuestionVoices(
        quotes[0].question_text or quotes[0].section_title or "(no question)",
        (quotes[0].section, quotes[0].question),
        said,
        frozenset(away),
        sum(quote.agreement for quote in ranked),
        sum(quote.dissent for quote in ranked),
    )
