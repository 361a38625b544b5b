"""A report's findings: its themes ranked by how many different people raised them.

Takes a ``Report`` and returns ``Findings``, in time linear in the quotes. ``evidence`` grades a
finding, ``rollup`` decides which themes get a row; wording and layout are up to the exports.
"""

from collections import Counter
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
    APART_KINDS,
    RANKED_KINDS,
    Account,
    Kind,
    Participant,
    Quote,
    Report,
)


@dataclass(frozen=True, slots=True)
class Share:
    """A share of our revenue, 0 to 1; *at_least* if some account's share is unknown."""

    value: float
    at_least: bool = False


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of a group of quotes; people and accounts count different ones."""

    mentions: int = 0
    people: int = 0
    accounts: int = 0
    sessions: int = 0
    agreement: int = 0
    dissent: int = 0
    revenue: Share | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One theme and kind. *telling* are the quotes to show, strongest first.

    *headline* is the facilitator's own sentence, or empty.
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
        """Return how many mentions are only in the quote log."""
        return self.tally.mentions - len(self.telling)


@dataclass(frozen=True, slots=True)
class ThemeFindings:
    """One row of the theme map. *findings* has the kinds that were mentioned, in order.

    *parts* are the themes directly below this one, with the findings of each.
    """

    theme: str
    tally: Tally
    findings: tuple[Finding, ...]
    parts: tuple[tuple[str, Tally], ...] = ()

    def of(self, kind: Kind) -> Finding | None:
        """Return the finding of *kind*, None if there is none."""
        return next((found for found in self.findings if found.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Findings:
    """The key figures, the theme map and the rows beside it.

    *people* and *accounts* count everyone in the room and everyone quoted. *themes* counts the rows
    with a theme. *observations* are the note-taker's own notes, which count nowhere else; nor do
    the quotes of other kinds: *apart* counts them, and *context* has what customers said about how
    they work, a theme each, by name.
    *alone* names the account (or the person without one) if everything comes from only one.
    """

    quotes: int = 0
    people: int = 0
    accounts: int = 0
    themes: int = 0
    revenue: Share | None = None
    rows: tuple[ThemeFindings, ...] = ()
    observations: tuple[Quote, ...] = ()
    context: tuple[Finding, ...] = ()
    apart: Mapping[Kind, int] = field(default_factory=dict)
    without_speaker: int = 0
    alone: str = ""

    def top(self, kind: Kind, limit: int = 3) -> tuple[Finding, ...]:
        """Return the *limit* findings of *kind* that most people raised."""
        named = (row.of(kind) for row in self.rows if row.theme != NO_THEME)
        return tuple(sorted((found for found in named if found), key=_rank))[:limit]

    @property
    def logged(self) -> int:
        """Return how many quotes the log holds: those of the findings and those counted apart."""
        return self.quotes + sum(self.apart.values())

    @property
    def one_voices(self) -> tuple[Finding, ...]:
        """Return the findings that rest on one voice, in the order of the rows."""
        return tuple(found for row in self.rows for found in row.findings if found.voice)


def find(report: Report) -> Findings:
    """Count and rank everything in *report*."""
    quotes = [quote for quote in report.quotes if quote.kind in RANKED_KINDS]
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
        observations=tuple(quote for quote in report.quotes if quote.is_observation),
        context=_context(report, room),
        apart=Counter(quote.kind for quote in report.quotes if quote.kind in APART_KINDS),
        without_speaker=sum(not voice.person for voice in voices),
        alone=room.alone(present),
    )


def _context(report: Report, room: "_Room") -> tuple[Finding, ...]:
    """Return what customers said about how they work, theme by theme, those without one last."""
    said = [quote for quote in report.quotes if quote.kind is Kind.CONTEXT]
    groups, _ = _grouped(said, report.theme)
    found = (_finding(theme, Kind.CONTEXT, each.quotes, room) for theme, each in groups.items())
    return tuple(sorted(found, key=lambda each: (each.theme == NO_THEME, each.theme.casefold())))


def _rank(found: Finding | ThemeFindings) -> tuple[int, int, int, int, str, str]:
    """Return a sort key: people, accounts, agreement, mentions; then names, for a stable order."""
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
    """The participants, and which person and account each quote counts for."""

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
        """Return the account's id, or else a key made of its name; "" if it has neither."""
        folded = name.casefold()
        key = account_id or (self._ids.get(folded) or f"name {folded}" if folded else "")
        if key:
            self._names.setdefault(key, name)
            if folded:
                self._ids.setdefault(folded, key)
        return key

    def alone(self, voices: Iterable[Voice]) -> str:
        """Return the one account or person that all *voices* belong to, "" if there are several."""
        keys = {voice.key for voice in voices} - {""}
        return self._names.get(keys.pop(), "") if len(keys) == 1 else ""

    def voice(self, quote: Quote) -> Voice:
        """Return who *quote* counts for; nobody if it was captured without a speaker."""
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
        """Return the accounts' total share of revenue, None if no share is known."""
        shares = [self._shares.get(account) for account in sorted(accounts)]
        known = [share for share in shares if share is not None]
        # Added exactly, because Python 3.11 and 3.12 sum floats differently.
        return Share(fsum(known), len(known) < len(shares)) if known else None

    def tally(self, quotes: Sequence[Quote]) -> Tally:
        """Return the counts of *quotes*."""
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
    kinds = (kind for kind in RANKED_KINDS if kind in group.kinds)
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
    """Group the quotes by row and kind, and by row and theme below it."""
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
