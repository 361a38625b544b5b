"""Count quotes one by one, in memory that does not grow with them: all that documents count.

``findings``, ``trends``, ``segments`` and ``comparison`` say what the counts come to.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TypeVar

from focusgroup.core.evidence.evidence import OneVoice, Told, Voice, rests_on, told
from focusgroup.core.evidence.group import HeardGroup, HeardVoice
from focusgroup.core.evidence.rollup import Places, Rollup, Tags, is_under
from focusgroup.core.evidence.tally import Room, Tally
from focusgroup.core.model import RANKED_KINDS, Kind, Quote, Report

NEWEST = 8
"""The sessions of which the people of each theme are counted: those shown side by side."""

_MOST_TAGS = 4_000
"""How many sets of themes are remembered with their rows."""


@dataclass(slots=True)
class AccountCount:
    """What an account's people said: *last* is when, and in which session."""

    account_id: str | None
    name: str
    last: tuple[int, str]
    kinds: Counter[Kind] = field(default_factory=Counter)
    sessions: int = 0
    session: str = ""


_PLACES = {kind: place for place, kind in enumerate(Kind)}
_NO_KINDS = array("I", bytes(len(Kind) * array("I").itemsize))
K = TypeVar("K")
Kinds = dict[Kind, HeardGroup]


class RunningCount:
    """Counts the quotes of *report*, which come session by session in its order.

    *kinds* has the sessions with quotes, *new* the themes that no session before it named,
    *people* how many different ones said something that is ranked, and *raised* who raised each
    row in the newest sessions. *said* counts the quotes of each participant. *rows* and *parts*
    have what is ranked, by row and by theme directly below it, *context* how customers work.
    *numbers* are the places in the log of the quotes that are shown.
    """

    def __init__(self, report: Report) -> None:
        self.report, self.room = report, Room(report)
        self.kinds: dict[str, array[int]] = {}
        self.new: dict[str, list[str]] = {}
        self.people: Counter[str] = Counter()
        newest = report.sessions[-NEWEST:]
        self.raised: dict[str, dict[str, set[str]]] = {session.id: {} for session in newest}
        self.said = {person.id: 0 for person in report.participants}
        self.speakers: list[HeardVoice] = []
        self.heard = HeardGroup()
        self.rows: dict[str, Kinds] = {}
        self.parts: dict[str, dict[str, Kinds]] = {}
        self.context: dict[str, HeardGroup] = {}
        self.accounts: dict[str, AccountCount] = {}
        self.compared: dict[Tags, set[str]] = {}
        self.codebook: Counter[str] = Counter()
        self.moments: list[Quote] = []
        self.numbers: dict[str, int] = {}
        self.tagged = self.verbatim = self.stubs = self.letters = self.longest_ms = 0
        self.without_speaker = 0
        self._marked = frozenset(report.moments)
        self._ranked = _Rows(report, RANKED_KINDS)
        self._context = _Rows(report, (Kind.CONTEXT,))
        self._met: set[str] = set()
        self._keys: dict[str, int] = {}
        self._known: dict[tuple[str | None, ...], HeardVoice] = {}
        self._session, self._place, self._here = "", -1, set[str]()

    def add(self, quote: Quote) -> None:
        """Count one quote or observation."""
        if quote.session_id != self._session or self._place < 0:
            self._session = quote.session_id
            self._place, self._here = self._place + 1, set()
        kinds = self.kinds.get(quote.session_id)
        if kinds is None:
            kinds = self.kinds[quote.session_id] = array("I", _NO_KINDS)
        kinds[_PLACES[quote.kind]] += 1
        self.letters += len(quote.text)
        self.longest_ms = max(self.longest_ms, quote.offset_ms)
        for path in quote.themes:
            self.codebook[path] += 1
        if quote.is_observation:
            return
        self.tagged += bool(quote.themes)
        self.verbatim += quote.verbatim
        self.stubs += quote.stub
        if quote.participant_id in self.said:
            self.said[quote.participant_id] += 1
        who = self._speaker(quote)
        who.quotes += 1
        self.heard.add(quote, who, self._place)
        self.heard.hear(quote, who, None)
        if quote.n in self._marked:
            self.moments.append(quote)
            self.numbers[quote.id] = self.heard.mentions
        shown = told(quote, self.heard.mentions)
        if quote.kind is Kind.CONTEXT:
            for row, _ in self._context.of(quote.themes):
                self._put(self.context, row, quote, who, row).hear(quote, who, shown)
        elif quote.kind in RANKED_KINDS:
            self._rank(quote, who, shown)

    def _rank(self, quote: Quote, who: HeardVoice, shown: Told | None) -> None:
        person, kind = who.voice.person, quote.kind
        who.ranked = True
        if person and person not in self._here:
            self._here.add(person)
            self.people[quote.session_id] += 1
        self.without_speaker += not person
        for path in quote.themes:
            if path not in self._met and is_under(path, self.report.theme):
                self._met.add(path)
                self.new.setdefault(quote.session_id, []).append(path)
        if self.report.before is not None:
            voices = self.compared.setdefault(quote.themes, set())
            voices.add(person or f" {quote.id}")
        if quote.account:
            self._of_account(quote)
        raised = self.raised.get(quote.session_id)
        for row, below in self._ranked.of(quote.themes):
            groups = self.rows.setdefault(row, {})
            self._put(groups, kind, quote, who, row).hear(quote, who, shown)
            if raised is not None and person:
                raised.setdefault(row, set()).add(person)
            for part in below:
                groups = self.parts.setdefault(row, {}).setdefault(part, {})
                self._put(groups, kind, quote, who, part)

    def _put(
        self,
        groups: dict[K, HeardGroup],
        key: K,
        quote: Quote,
        who: HeardVoice,
        theme: str,
    ) -> HeardGroup:
        """Count a quote in a group, which is returned."""
        group = groups.get(key)
        if group is None:
            group = groups[key] = HeardGroup()
        group.add(quote, who, self._place)
        group.began(quote, theme)
        return group

    def _of_account(self, quote: Quote) -> None:
        key = account_key(quote)
        found = self.accounts.get(key)
        last = (quote.at_ms, quote.session_id)
        if found is None:
            found = AccountCount(quote.account_id, quote.account, last)
            self.accounts[key] = found
        found.kinds[quote.kind] += 1
        if found.session != quote.session_id:
            found.session = quote.session_id
            found.sessions += 1
        if last[0] > found.last[0]:
            found.last = last

    def _speaker(self, quote: Quote) -> HeardVoice:
        # One person in many sessions is one entry.
        spoke = () if quote.person_id else (quote.participant_id, quote.speaker)
        known = (quote.person_id, quote.account_id, quote.account, *spoke)
        found = self._known.get(known)
        if found is None:
            voice = self.room.voice(quote)
            key = self._keys.setdefault(voice.key, len(self._keys)) if voice.key else -1
            place = len(self.speakers)
            found = HeardVoice(voice, place, key, quote.speaker, quote.account_id, quote.account)
            self._known[known] = found
            self.speakers.append(found)
        return found

    def end(self) -> None:
        """Let go of what only counting takes: all has been counted."""
        self._known.clear()
        self._met.clear()
        self._ranked.clear()
        self._context.clear()

    # -- what it comes to ------------------------------------------------------------------

    def observed(self) -> Iterator[Quote]:
        """Yield the observations that were counted, session by session."""
        stream = self.report.stream
        if stream is None:
            yield from (quote for quote in self.report.in_order() if quote.is_observation)
            return
        for session_id in self.kinds:
            if self.of_session(session_id, Kind.OBSERVATION):
                yield from stream.observed(session_id)

    def of_kind(self, kind: Kind) -> int:
        """Return how many quotes are of a kind."""
        return sum(kinds[_PLACES[kind]] for kinds in self.kinds.values())

    def of_session(self, session_id: str, kind: Kind) -> int:
        """Return how many quotes of a session are of a kind."""
        return self.kinds.get(session_id, _NO_KINDS)[_PLACES[kind]]

    @property
    def asked(self) -> int:
        """Return how many quotes were asked for, chosen or not."""
        return max(self.report.asked, self.heard.mentions)

    def among(self, bits: bytearray) -> Iterator[HeardVoice]:
        """Yield the speakers that are in a set."""
        for at, each in enumerate(bits):
            if each:
                yield from (one for one in self.speakers[at << 3 : (at + 1) << 3] if each & one.bit)

    def present(self) -> set[Voice]:
        """Return everybody in the room or quoted."""
        return {*self.room.voices, *(who.voice for who in self.speakers)}

    def in_all(self) -> tuple[int, int]:
        """Return how many people and accounts were in the room or are quoted."""
        present = self.present()
        people = {voice.person for voice in present} - {""}
        return len(people), len({voice.account for voice in present} - {""})

    def tally(self, group: HeardGroup) -> Tally:
        """Return the counts of a group by the different people and accounts in it."""
        voices = [who.voice for who in self.among(group.speakers)]
        accounts = {voice.account for voice in voices if voice.account}
        own_words = {who.voice.person for who in self.among(group.own_words)}
        return Tally(
            mentions=group.mentions,
            people=len({voice.person for voice in voices if voice.person}),
            accounts=len(accounts),
            voices=len({voice.key for voice in voices if voice.key}),
            own_words=len(own_words - {""}),
            sessions=int.from_bytes(group.sessions, "little").bit_count(),
            agreement=group.agreement,
            dissent=group.dissent,
            revenue=self.room.revenue(accounts),
        )

    def one_voice(self, group: HeardGroup) -> OneVoice | None:
        """Return the voice that a group rests on, None if there is none."""
        most = max(group.spoken, default=0)
        if not most or not rests_on(most, group.mentions):
            return None
        place = group.spoken.index(most)
        others = sum(map(bool, group.spoken)) - 1
        if place in group.names:
            name = group.names[place][2]
            return OneVoice(name, most, group.mentions, others, is_account=False)
        name = next(who.account for who in self.among(group.speakers) if who.key == place)
        return OneVoice(name, most, group.mentions, others)

    def shown(self, group: HeardGroup) -> tuple[Quote, ...]:
        """Return the quotes of a group to show, strongest first, and note their numbers."""
        best = group.telling.strongest() if group.telling else ()
        self.numbers.update((quote.id, number) for _, _, number, quote in best)
        return tuple(quote for *_, quote in best)


class _Rows:
    """The rows in which quotes of some kinds count, remembered by their themes."""

    def __init__(self, report: Report, kinds: tuple[Kind, ...]) -> None:
        quotes = (quote.themes for quote in report.quotes if quote.kind in kinds)
        stream = report.stream
        paths = stream.theme_paths(kinds) if stream else chain.from_iterable(quotes)
        known = {theme.path for theme in report.themes} if stream else None
        self._rollup = Rollup(paths, report.theme, known)
        self._rows: dict[Tags, Places] = {}

    def clear(self) -> None:
        """Remember nothing."""
        self._rows.clear()

    def of(self, themes: Tags) -> Places:
        """Return the rows of a quote with these themes."""
        found = self._rows.get(themes)
        if found is None:
            if len(self._rows) >= _MOST_TAGS:
                self._rows.clear()
            found = self._rows[themes] = self._rollup.of(themes)
        return found


def account_key(of: Quote | HeardVoice) -> str:
    """Return what tells the account of a quote or a speaker from others."""
    return of.account_id or of.account.casefold()


def counted(report: Report, look: Callable[[], object] = lambda: None) -> RunningCount:
    """Return the counts of all quotes of *report*; *look* is called before each session."""
    count = RunningCount(report)
    for _, quotes in report.by_session():
        look()
        for quote in quotes:
            count.add(quote)
    return count
