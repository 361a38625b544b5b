"""How the themes develop from session to session and from account to account.

Takes a ``Report`` of several sessions and returns plain rows; people are counted before mentions,
and only quotes of the ranked kinds count.
"Saturation" is how few new themes each further session brings (Guest, Bunce & Johnson 2006).
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from focusgroup.core.evidence.rollup import NO_THEME, places
from focusgroup.core.model import PATH_SEPARATOR, RANKED_KINDS, Kind, Quote, Report


@dataclass(frozen=True, slots=True)
class SessionTrend:
    """One session, in order of time. *room* people were there; *people* of them said something.

    *new* are the themes that no earlier session named. *themes* counts different people by row of
    the theme map.
    """

    session_id: str
    room: int
    people: int
    mentions: int
    kinds: Mapping[Kind, int] = field(default_factory=dict)
    new: tuple[str, ...] = ()
    themes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AccountTrend:
    """What an account's people said over all sessions, and *last* of all."""

    account_id: str | None
    name: str
    sessions: int
    people: int
    kinds: Mapping[Kind, int]
    last: Quote

    @property
    def mentions(self) -> int:
        """Return the number of quotes of all kinds."""
        return sum(self.kinds.values())


def by_session(report: Report) -> tuple[SessionTrend, ...]:
    """Return every session of *report* in its order, including those without a quote."""
    said: dict[str, list[Quote]] = {session.id: [] for session in report.sessions}
    for quote in _quotes(report):
        said.setdefault(quote.session_id, []).append(quote)
    rows = places({quote.themes for quote in _quotes(report)}, report.theme)
    room = Counter(person.session_id for person in report.room)
    met: set[str] = set()
    found = []
    for session_id, quotes in said.items():
        tagged = dict.fromkeys(quote.themes for quote in quotes)
        named = dict.fromkeys(path for paths in tagged for path in named_under(paths, report.theme))
        raised: dict[str, set[str]] = {}
        people: set[str] = set()
        for quote in quotes:
            who = who_said(quote)
            people.add(who)
            for row, _ in rows[quote.themes]:
                raised.setdefault(row, set()).add(who)
        found.append(
            SessionTrend(
                session_id,
                room[session_id],
                len(people - {""}),
                len(quotes),
                Counter(quote.kind for quote in quotes),
                tuple(path for path in named if path not in met),
                {row: len(those - {""}) for row, those in raised.items() if row != NO_THEME},
            )
        )
        met.update(named)
    return tuple(found)


def by_account(report: Report) -> tuple[AccountTrend, ...]:
    """Return every account that said something, the one with most people first."""
    said: dict[str, list[Quote]] = {}
    for quote in _quotes(report):
        if quote.account:
            said.setdefault(quote.account_id or quote.account.casefold(), []).append(quote)
    found = [
        AccountTrend(
            quotes[0].account_id,
            quotes[0].account,
            len({quote.session_id for quote in quotes}),
            len({who_said(quote) for quote in quotes} - {""}),
            Counter(quote.kind for quote in quotes),
            max(quotes, key=lambda quote: quote.at_ms),
        )
        for quotes in said.values()
    ]
    return tuple(sorted(found, key=lambda a: (-a.people, -a.mentions, a.name.casefold(), a.name)))


def without_new(sessions: Iterable[SessionTrend]) -> int:
    """Return how many of the last sessions with quotes brought no new theme."""
    found = 0
    for trend in sessions:
        if trend.mentions:
            found = 0 if trend.new else found + 1
    return found


def _quotes(report: Report) -> Iterable[Quote]:
    return (quote for quote in report.quotes if quote.kind in RANKED_KINDS)


def who_said(quote: Quote) -> str:
    """Return what tells the speaker of *quote* from others, "" if it is not known."""
    return quote.person_id or quote.participant_id or quote.speaker.casefold()


def named_under(paths: tuple[str, ...], under: str) -> tuple[str, ...]:
    """Return those of *paths* that are *under* a theme, or are it; all if it is ""."""
    below = f"{under}{PATH_SEPARATOR}"
    return tuple(p for p in paths if not under or p == under or p.startswith(below))
