"""What a report comes to: its themes ranked by how many different people raised them.

From a ``Report`` to ``Findings``, in time linear in the quotes. How much a finding is
worth is decided in ``evidence``, which themes make a row in
``rollup``; words and looks are the exports' business.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import fsum

from focusgroup.core.evidence.evidence import (
    Evidence,
    OneVoice,
    Voice,
    grade,
    most_telling,
    one_voice,
)
from focusgroup.core.evidence.rollup import NO_THEME, places
from focusgroup.core.model import (
    QUOTE_KINDS,
    Account,
    Kind,
    Participant,
    Quote,
    Report,
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of our revenue, 0 to 1; *at_least* when some account's is not known."""

    value: float
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """What was counted of a group of quotes; people and accounts are different ones."""

    mentions: int = 0
    people: int = 0
    accounts: int = 0
    sessions: int = 0
    agreement: int = 0
    dissent: int = 0
    revenue: Share | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One theme in one kind. *telling* are the quotes to show, the strongest first.

    *headline* is the facilitator's own sentence, empty when there is none.
    """

    theme: str
    kind: Kind
    tally: Tally
    evidence: Evidence
    voice: OneVoice | None = None
    telling: tuple[Quote, ...] = ()
    headline: str = ""

    @property
    def more(self) -> int:
        """How many mentions stand in the log only."""
        return self.tally.mentions - len(self.telling)


@dataclass(frozen=True, slots=True)
class ThemeFindings:
    """One row of the theme map. *findings* has the kinds that were mentioned, in order.

    *parts* are the themes right below this one with what was said of each.
    """

    theme: str
    tally: Tally
    findings: tuple[Finding, ...]
    parts: tuple[tuple[str, Tally], ...] = ()

    def of(self, kind: Kind) -> Finding | None:
        """The finding of *kind*, None when nobody said anything of it."""
        return next((found for found in self.findings if found.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Findings:
    """Key figures, the theme map and what stands beside it.

    *people* and *accounts* are those of the room and of every quote; *themes* counts
    the rows with a theme. *observations* are the note-taker's and counted nowhere.
    *alone* names the account (or the person without one) that everything comes from.
    """

    quotes: int = 0
    people: int = 0
    accounts: int = 0
    themes: int = 0
    revenue: Share | None = None
    rows: tuple[ThemeFindings, ...] = ()
    observations: tuple[Quote, ...] = ()
    without_speaker: int = 0
    alone: str = ""

    def top(self, kind: Kind, limit: int = 3) -> tuple[Finding, ...]:
        """The *limit* findings of *kind* that most people raised."""
        named = (row.of(kind) for row in self.rows if row.theme != NO_THEME)
        return tuple(sorted((found for found in named if found), key=_rank))[:limit]

    @property
    def one_voices(self) -> tuple[Finding, ...]:
        """The findings that rest on one voice, in the order of the rows."""
        return tuple(found for row in self.rows for found in row.findings if found.voice)


def find(report: Report) -> Findings:
    """Count and rank everything in *report*."""
    quotes = [quote for quote in report.quotes if not quote.is_observation]
    observations = tuple(quote for quote in report.quotes if quote.is_observation)
    room = _Room(report)
    groups, parts = _grouped(quotes, report.theme)
    rows = [_row(theme, group, parts.get(theme, {}), room) for theme, group in groups.items()]
    rows.sort(key=lambda row: (row.theme == NO_THEME, *_rank(row)))
    voices = [room.voice(quote) for quote in quotes]
    present = room.voices.union(voices)
    people = {voice.person for voice in present if voice.person}
    accounts = {voice.account for voice in present if voice.account}
    return Findings(
        quotes=len(quotes),
        people=len(people),
        accounts=len(accounts),
        themes=sum(row.theme != NO_THEME for row in rows),
        revenue=room.revenue(accounts),
        rows=tuple(rows),
        observations=observations,
        without_speaker=sum(not voice.person for voice in voices),
        alone=room.alone(present),
    )


def _rank(found: Finding | ThemeFindings) -> tuple[int, int, int, int, str, str]:
    """People, then accounts, then agreement, then mentions; names only to be stable."""
    tally, theme = found.tally, found.theme
    return (
        -tally.people,
        -tally.accounts,
        -tally.agreement,
        -tally.mentions,
        theme.casefold(),
        theme,
    )


@dataclass(slots=True)
class _FindingGroup:
    """The quotes of one row, in the order in which they were said."""

    quotes: list[Quote] = field(default_factory=list)
    kinds: dict[Kind, list[Quote]] = field(default_factory=dict)


class _Room:
    """Who was there, and which person and account each quote counts for."""

    def __init__(self, report: Report) -> None:
        self._shares: dict[str, float | None] = {}
        self._names: dict[str, str] = {}
        self._ids: dict[str, str] = {}
        self._people: dict[str, str] = {}
        self._voices: dict[tuple[str | None, str, str, str | None, str], Voice] = {}
        for account in report.accounts:
            self._know(account)
        everyone: list[Participant | Quote] = [*report.participants, *report.quotes]
        for named in everyone:
            if named.account_id and named.account:
                self._ids.setdefault(named.account.casefold(), named.account_id)
        self.headlines = {(line.theme, line.kind): line.text for line in report.headlines}
        self.voices: set[Voice] = set()
        for person in report.participants:
            key = person.person_id or person.id
            self._people[person.id] = key
            self._names.setdefault(key, person.name)
            self.voices.add(Voice(key, self._account(person.account_id, person.account)))

    def _know(self, account: Account) -> None:
        self._shares[account.id] = account.revenue_share
        self._names[account.id] = account.name
        self._ids.setdefault(account.name.casefold(), account.id)

    def _account(self, account_id: str | None, name: str) -> str:
        """The account's id, else a key made of its name; "" when there is neither."""
        folded = name.casefold()
        key = account_id or (self._ids.get(folded) or f"name {folded}" if folded else "")
        if key:
            self._names.setdefault(key, name)
            if folded:
                self._ids.setdefault(folded, key)
        return key

    def alone(self, voices: Iterable[Voice]) -> str:
        """The one account or person behind all *voices*, "" when there are several."""
        keys = {voice.key for voice in voices} - {""}
        return self._names.get(keys.pop(), "") if len(keys) == 1 else ""

    def voice(self, quote: Quote) -> Voice:
        """Who *quote* counts for; nobody when it was taken down without a speaker."""
        known = (
            quote.participant_id,
            quote.person_id,
            quote.speaker,
            quote.account_id,
            quote.account,
        )
        voice = self._voices.get(known)
        if voice is None:
            person = quote.person_id or self._people.get(quote.participant_id or "", "")
            person = person or quote.participant_id or ""
            if not person and quote.speaker:
                person = f"name {quote.speaker.casefold()} {quote.account.casefold()}"
                self._names.setdefault(person, quote.speaker)
            voice = Voice(person, self._account(quote.account_id, quote.account))
            self._voices[known] = voice
        return voice

    def revenue(self, accounts: Iterable[str]) -> Share | None:
        """The accounts' share of revenue together, None when not one is known."""
        shares = [self._shares.get(account) for account in sorted(accounts)]
        known = [share for share in shares if share is not None]
        # Exact, since Python 3.11 and 3.12 sum floats differently.
        return Share(fsum(known), len(known) < len(shares)) if known else None

    def tally(self, quotes: Sequence[Quote]) -> Tally:
        """*quotes* counted."""
        voices = [self.voice(quote) for quote in quotes]
        accounts = {voice.account for voice in voices if voice.account}
        return Tally(
            mentions=len(quotes),
            people=len({voice.person for voice in voices if voice.person}),
            accounts=len(accounts),
            sessions=len({quote.session_id for quote in quotes}),
            agreement=sum(quote.agreement for quote in quotes),
            dissent=sum(quote.dissent for quote in quotes),
            revenue=self.revenue(accounts),
        )


def _row(
    theme: str, group: _FindingGroup, parts: Mapping[str, Sequence[Quote]], room: _Room
) -> ThemeFindings:
    kinds = (kind for kind in QUOTE_KINDS if kind in group.kinds)
    findings = tuple(_finding(theme, kind, group.kinds[kind], room) for kind in kinds)
    below = [ThemeFindings(path, room.tally(said), ()) for path, said in parts.items()]
    below.sort(key=_rank)
    return ThemeFindings(
        theme,
        room.tally(group.quotes),
        findings,
        tuple((part.theme, part.tally) for part in below),
    )


def _finding(theme: str, kind: Kind, quotes: Sequence[Quote], room: _Room) -> Finding:
    tally = room.tally(quotes)
    voice = one_voice(quotes, room.voice)
    own_words = {room.voice(quote).person for quote in quotes if quote.verbatim and not quote.stub}
    evidence = grade(
        tally.people, tally.accounts, len(own_words - {""}), one_voice=voice is not None
    )
    telling = most_telling(quotes, room.voice)
    headline = room.headlines.get((theme, kind), "")
    return Finding(theme, kind, tally, evidence, voice, telling, headline)


def _grouped(
    quotes: Sequence[Quote], under: str
) -> tuple[dict[str, _FindingGroup], dict[str, dict[str, list[Quote]]]]:
    """The quotes by row and kind, and by row and theme below it."""
    rows = places({quote.themes for quote in quotes}, under)
    groups: dict[str, _FindingGroup] = {}
    parts: dict[str, dict[str, list[Quote]]] = {}
    for quote in quotes:
        for row, below in rows[quote.themes]:
            group = groups.setdefault(row, _FindingGroup())
            group.quotes.append(quote)
            group.kinds.setdefault(quote.kind, []).append(quote)
            for part in below:
                parts.setdefault(row, {}).setdefault(part, []).append(quote)
    return groups, parts
