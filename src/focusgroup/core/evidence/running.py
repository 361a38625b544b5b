"""Count quotes one by one, in memory that does not grow with them: what tables say of a report.

``findings`` and ``trends`` give the same for quotes that are all in memory.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from focusgroup.core.evidence.evidence import OneVoice, grade, rests_on
from focusgroup.core.evidence.findings import (
    NEVER,
    Finding,
    First,
    ThemeFindings,
    by_rank,
    named_at,
)
from focusgroup.core.evidence.rollup import Places, Rollup, Tags
from focusgroup.core.evidence.tally import Room, Tally
from focusgroup.core.evidence.trends import named_under
from focusgroup.core.model import RANKED_KINDS, Kind, Quote, Report

_MOST_TAGS = 20_000
"""How many sets of themes are remembered with their rows."""


class Keys:
    """Numbers for keys, from 0, so that a set of keys is a row of bits."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {}

    def of(self, key: str) -> int:
        return self.places.setdefault(key, len(self.places))

    def among(self, bits: bytearray) -> Iterator[str]:
        """Yield the keys that are in a set."""
        for key, place in self.places.items():
            if place >> 3 < len(bits) and bits[place >> 3] >> (place & 7) & 1:
                yield key


def _put(bits: bytearray, place: int) -> None:
    try:
        bits[place >> 3] |= 1 << (place & 7)
    except IndexError:
        bits.extend(bytes((place >> 3) + 1 - len(bits)))
        bits[place >> 3] |= 1 << (place & 7)


def _many(bits: bytearray) -> int:
    return int.from_bytes(bits, "little").bit_count()


@dataclass(slots=True)
class _Heard:
    """The counts of a group of quotes, as they come.

    *spoken* counts the quotes of each voice; *names* has the first name of those without an
    account, by place.
    """

    mentions: int = 0
    agreement: int = 0
    dissent: int = 0
    first: First = NEVER
    people: bytearray = field(default_factory=bytearray)
    own_words: bytearray = field(default_factory=bytearray)
    accounts: bytearray = field(default_factory=bytearray)
    sessions: bytearray = field(default_factory=bytearray)
    spoken: "array[int]" = field(default_factory=lambda: array("I"))
    names: dict[int, tuple[int, str, str]] = field(default_factory=dict)


class _Who(NamedTuple):
    """The places of a person, an account, and of the one that is counted as a voice."""

    person: int | None
    account: int | None
    voice: int | None


class RunningCount:
    """Counts the quotes of *report*, which come session by session in its order.

    *paths* are the themes of its ranked quotes. *kinds* counts the quotes of each session, *new*
    the themes that no session before it named, and *said* the quotes of each participant.
    """

    def __init__(self, report: Report, paths: Iterable[str]) -> None:
        self.kinds: dict[str, Counter[Kind]] = {}
        self.new: Counter[str] = Counter()
        self.said = {person.id: 0 for person in report.participants}
        self.heard = _Heard()
        self._room = Room(report)
        self._under = report.theme
        self._asked = report.asked
        self._rollup = Rollup(paths, report.theme)
        self._rows: dict[Tags, Places] = {}
        self._met: set[str] = set()
        self._people, self._accounts, self._voices, self._sessions = (Keys() for _ in range(4))
        self._account_names: dict[str, str] = {}
        self._known: dict[int, _Who] = {}
        self._of: dict[str, dict[Kind | None, _Heard]] = {}

    def add(self, quote: Quote) -> None:
        """Count one quote or observation."""
        self.kinds.setdefault(quote.session_id, Counter())[quote.kind] += 1
        if quote.is_observation:
            return
        if quote.participant_id in self.said:
            self.said[quote.participant_id] += 1
        who, session = self._who(quote), self._sessions.of(quote.session_id)
        self._count(self.heard, quote, who, session)
        if quote.kind not in RANKED_KINDS:
            return
        for path in named_under(quote.themes, self._under):
            if path not in self._met:
                self._met.add(path)
                self.new[quote.session_id] += 1
        for row, _ in self._rows_of(quote.themes):
            groups = self._of.setdefault(row, {})
            for kind in (None, quote.kind):
                if kind not in groups:
                    groups[kind] = _Heard()
                self._count(groups[kind], quote, who, session)
                if (quote.at_ms, quote.id) < groups[kind].first or groups[kind].mentions == 1:
                    groups[kind].first = named_at(quote, row)

    def _rows_of(self, themes: Tags) -> Places:
        if themes not in self._rows:
            if len(self._rows) >= _MOST_TAGS:
                self._rows.clear()
            self._rows[themes] = self._rollup.of(themes)
        return self._rows[themes]

    def _who(self, quote: Quote) -> _Who:
        """Return the places of a quote's speaker."""
        voice = self._room.voice(quote)
        found = self._known.get(id(voice))  # of which the room keeps one for each speaker
        if found is None:
            if voice.account:
                self._account_names.setdefault(voice.account, quote.account)
            found = self._known[id(voice)] = _Who(
                self._people.of(voice.person) if voice.person else None,
                self._accounts.of(voice.account) if voice.account else None,
                self._voices.of(voice.key) if voice.key else None,
            )
        return found

    def _count(self, heard: _Heard, quote: Quote, who: _Who, session: int) -> None:
        heard.mentions += 1
        heard.agreement += quote.agreement
        heard.dissent += quote.dissent
        _put(heard.sessions, session)
        if who.person is not None:
            _put(heard.people, who.person)
            if quote.verbatim and not quote.stub:
                _put(heard.own_words, who.person)
        if who.account is not None:
            _put(heard.accounts, who.account)
        if who.voice is not None:
            if who.voice >= len(heard.spoken):
                heard.spoken.extend([0] * (who.voice + 1 - len(heard.spoken)))
            heard.spoken[who.voice] += 1
            if who.account is None:
                named = (quote.at_ms, quote.id, quote.speaker)
                heard.names[who.voice] = min(heard.names.get(who.voice, named), named)

    # -- what it comes to ------------------------------------------------------------------

    @property
    def observations(self) -> int:
        return sum(kinds[Kind.OBSERVATION] for kinds in self.kinds.values())

    @property
    def asked(self) -> int:
        """Return how many quotes were asked for, chosen or not."""
        return max(self._asked, self.heard.mentions)

    def present(self) -> tuple[int, int]:
        """Return the people and the accounts in the room or quoted."""
        people = {voice.person for voice in self._room.voices if voice.person}
        accounts = {voice.account for voice in self._room.voices if voice.account}
        people.update(self._people.among(self.heard.people))
        accounts.update(self._accounts.among(self.heard.accounts))
        return len(people), len(accounts)

    def tally(self, heard: _Heard) -> Tally:
        return Tally(
            mentions=heard.mentions,
            people=_many(heard.people),
            accounts=_many(heard.accounts),
            voices=sum(map(bool, heard.spoken)),
            own_words=_many(heard.own_words),
            sessions=_many(heard.sessions),
            agreement=heard.agreement,
            dissent=heard.dissent,
            revenue=self._room.revenue(self._accounts.among(heard.accounts)),
        )

    def rows(self) -> tuple[ThemeFindings, ...]:
        """Return the rows of the theme map with their findings, but not the quotes to show."""
        found = []
        for theme, groups in self._of.items():
            kinds = (kind for kind in RANKED_KINDS if kind in groups)
            findings = tuple(self._finding(theme, kind, groups[kind]) for kind in kinds)
            whole = groups[None]
            found.append(ThemeFindings(theme, self.tally(whole), findings, (), whole.first))
        return tuple(sorted(found, key=by_rank))

    def _finding(self, theme: str, kind: Kind, heard: _Heard) -> Finding:
        tally, voice = self.tally(heard), self._one_voice(heard)
        graded = grade(tally.people, tally.voices, tally.own_words, one_voice=voice is not None)
        headline = self._room.headlines.get((theme, kind), "")
        return Finding(theme, kind, tally, graded, voice, (), headline, heard.first)

    def _one_voice(self, heard: _Heard) -> OneVoice | None:
        most = max(heard.spoken, default=0)
        if not most or not rests_on(most, heard.mentions):
            return None
        place = heard.spoken.index(most)
        key = next(key for key, at in self._voices.places.items() if at == place)
        others = sum(map(bool, heard.spoken)) - 1
        if place in heard.names:
            return OneVoice(heard.names[place][2], most, heard.mentions, others, is_account=False)
        return OneVoice(self._account_names[key], most, heard.mentions, others)
