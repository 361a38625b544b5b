"""How the themes develop from session to session and from account to account.

Takes the counts of a report on several sessions and returns plain rows; people are counted before
mentions, and only quotes of the ranked kinds count.
"Saturation" is how few new themes each further session brings (Guest, Bunce & Johnson 2006).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from focusgroup.core.evidence.rollup import NO_THEME
from focusgroup.core.evidence.running import RunningCount, account_key
from focusgroup.core.model import RANKED_KINDS, Kind


@dataclass(frozen=True, slots=True)
class SessionTrend:
    """One session, in order of time. *room* people were there; *people* of them said something.

    *new* are the themes that no earlier session named. *themes* counts different people by row of
    the theme map; it is known of the newest sessions.
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
    """What an account's people said over all sessions; *last* is when (Unix ms), in which one."""

    account_id: str | None
    name: str
    sessions: int
    people: int
    kinds: Mapping[Kind, int]
    last: tuple[int, str]

    @property
    def mentions(self) -> int:
        """Return the number of quotes of all kinds."""
        return sum(self.kinds.values())


def by_session(count: RunningCount) -> tuple[SessionTrend, ...]:
    """Return every session of a report in its order, including those without a quote."""
    report = count.report
    room = Counter(person.session_id for person in report.room)
    found = []
    for session_id in dict.fromkeys([*(each.id for each in report.sessions), *count.kinds]):
        kinds = {kind: count.of_session(session_id, kind) for kind in RANKED_KINDS}
        ranked = {kind: many for kind, many in kinds.items() if many}
        raised = count.raised.get(session_id, {})
        found.append(
            SessionTrend(
                session_id,
                room[session_id],
                count.people[session_id],
                sum(ranked.values()),
                ranked,
                tuple(count.new.get(session_id, ())),
                {row: len(those) for row, those in raised.items() if row != NO_THEME},
            )
        )
    return tuple(found)


def by_account(count: RunningCount) -> tuple[AccountTrend, ...]:
    """Return every account that said something, the one with most people first."""
    people: defaultdict[str, set[str]] = defaultdict(set)
    for who in count.speakers:
        if who.ranked and who.voice.person:
            people[account_key(who)].add(who.voice.person)
    found = (
        AccountTrend(of.account_id, of.name, of.sessions, len(people[key]), of.kinds, of.last)
        for key, of in count.accounts.items()
    )
    return tuple(sorted(found, key=lambda a: (-a.people, -a.mentions, a.name.casefold(), a.name)))


def without_new(sessions: Iterable[SessionTrend]) -> int:
    """Return how many of the last sessions with quotes brought no new theme."""
    found = 0
    for trend in sessions:
        if trend.mentions:
            found = 0 if trend.new else found + 1
    return found
