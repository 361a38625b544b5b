"""What a document is about, as plain values: sessions with everything that was said in them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple, Protocol

from focusgroup.core.model.backroom import JobFunction
from focusgroup.core.model.items import Decision
from focusgroup.core.model.kinds import Kind
from focusgroup.core.model.records import (
    Account,
    AgendaItem,
    Note,
    Participant,
    Quote,
    Session,
    Theme,
)


@dataclass(frozen=True, slots=True)
class Headline:
    """The facilitator's own sentence for one theme and one kind of quote."""

    theme: str
    kind: Kind
    text: str


class QuoteSource(Protocol):
    """Quotes that are read one by one, for more of them than memory holds; to be closed.

    *spoken* is how many there are without observations, *sessions* the ids of their sessions.
    """

    @property
    def sessions(self) -> frozenset[str]: ...
    @property
    def spoken(self) -> int: ...

    def of_session(self, session_id: str) -> Iterator[Quote]:
        """Yield the quotes and observations of a session, in the order they were said."""
        ...

    def observed(self, session_id: str) -> Iterator[Quote]:
        """Yield the observations of a session alone, which were read before."""
        ...

    def theme_paths(self, kinds: Iterable[Kind]) -> Iterator[str]:
        """Yield the themes of the quotes of *kinds*, session by session: each may come again."""
        ...

    def close(self) -> None:
        """Close what they are read from."""
        ...


@dataclass(frozen=True, slots=True)
class Raised:
    """A quote of an earlier session: its themes, and which of its voices it was, by number."""

    themes: tuple[str, ...]
    voice: int


@dataclass(frozen=True, slots=True)
class SessionBefore:
    """The session before with the same agenda or some of the same accounts, without its names.

    *room* people were there; *accounts* counts those that are in both, *agenda* is whether it was
    the same. *zone* is the session's.
    """

    started_ms: int
    zone: str
    room: int = 0
    accounts: int = 0
    agenda: bool = False
    raised: tuple[Raised, ...] = ()


class Withheld(NamedTuple):
    """How much is left out because those it is of do not consent to notes, or no longer do."""

    quotes: int = 0
    observations: int = 0
    notes: int = 0


NONE_WITHHELD = Withheld()


@dataclass(frozen=True, slots=True)
class Report:
    """The content of a document about one or several sessions.

    *title* heads the document. *scope* describes the selection ("theme Reporting, problems, since
    January 2026") and is empty for a whole session. Quotes are in the order in which they were
    said. *theme* is the path of the selected theme: other themes of its quotes do not become
    findings. *surprises*, *hypotheses* and *next_time* are what one session's debrief says, and
    *moments* the quotes marked in it, by their `n`.
    *decided* is what is done about findings of its quotes.
    *earlier* are the commitments of the session before it, each by whether it was done and the day
    it is due (as an ordinal, 0 for none); *before* is the session that this one is compared with.
    *kinds* are those chosen, if not all. *asked* counts the
    quotes among which they were chosen, 0 if all were; *counted* are the places of the participants
    who count, in a report on chosen people. *changed_ms* is when any of it was changed last (Unix
    ms, 0 if unknown). *withheld* counts what the database keeps back of the sessions.
    *heard_by* is what each colleague does who listened in the back room.
    """

    title: str
    sessions: tuple[Session, ...]
    participants: tuple[Participant, ...] = ()
    accounts: tuple[Account, ...] = ()
    quotes: tuple[Quote, ...] = ()
    notes: tuple[Note, ...] = ()
    agenda_items: dict[str, tuple[AgendaItem, ...]] = field(default_factory=dict)
    themes: tuple[Theme, ...] = ()
    scope: str = ""
    sample: bool = False
    headlines: tuple[Headline, ...] = ()
    theme: str = ""
    withheld: Withheld = NONE_WITHHELD
    surprises: str = ""
    hypotheses: str = ""
    next_time: str = ""
    moments: tuple[int, ...] = ()
    decided: tuple[Decision, ...] = ()
    earlier: tuple[tuple[int, int], ...] = ()
    before: SessionBefore | None = None
    kinds: tuple[Kind, ...] = ()
    asked: int = 0
    changed_ms: int = 0
    counted: tuple[int, ...] | None = None
    heard_by: tuple[JobFunction, ...] = ()
    stream: "QuoteSource | None" = field(default=None, compare=False)
    """The quotes, if they are read one by one; *quotes* is then one of each speaker who isn't a
    participant."""

    def close(self) -> None:
        """Let go of the database, if quotes are read from it one by one."""
        if self.stream is not None:
            self.stream.close()

    def by_session(self) -> Iterator[tuple[str, Iterable[Quote]]]:
        """Yield each session's id with its quotes and observations, in the order of the log."""
        if self.stream is not None:
            yield from ((each.id, self.stream.of_session(each.id)) for each in self.sessions)
            return
        groups: dict[str, list[Quote]] = {session.id: [] for session in self.sessions}
        for quote in self.quotes:
            groups.setdefault(quote.session_id, []).append(quote)
        yield from groups.items()

    def in_order(self) -> Iterator[Quote]:
        """Yield the quotes and observations session by session."""
        return chain.from_iterable(quotes for _, quotes in self.by_session())

    @property
    def spoken(self) -> int:
        """Return how many quotes there are without observations."""
        if self.stream is not None:
            return self.stream.spoken
        return sum(not quote.is_observation for quote in self.quotes)

    @property
    def spoken_in(self) -> frozenset[str]:
        """Return the ids of the sessions that the quotes are of."""
        return self.stream.sessions if self.stream else frozenset(q.session_id for q in self.quotes)

    @property
    def room(self) -> tuple[Participant, ...]:
        """Return the participants among whom people are counted."""
        if self.counted is None:
            return self.participants
        return tuple(self.participants[place] for place in self.counted)
