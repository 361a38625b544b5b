"""A report's findings: its themes ranked by how many different people raised them.

Takes a ``Report`` and returns ``Findings``, in time linear in the quotes. ``evidence`` grades a
finding, ``rollup`` decides which themes get a row; wording and layout are up to the exports.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

from focusgroup.core.evidence.evidence import (
    Loudest,
    OneVoice,
    grade,
    loudest,
    most_telling,
    one_voice,
)
from focusgroup.core.evidence.grade import Evidence
from focusgroup.core.evidence.rollup import NO_THEME, places
from focusgroup.core.evidence.tally import Room, Share, Tally
from focusgroup.core.model import APART_KINDS, PATH_SEPARATOR, RANKED_KINDS, Kind, Quote, Report

First = tuple[int, str, int]
"""When something came up first (Unix ms), in which quote, and at which place of its themes."""

NEVER: First = (0, "", 0)
_GRADES = tuple(Evidence)


@dataclass(frozen=True, slots=True)
class Finding:
    """One theme and kind. *telling* are the quotes to show, strongest first.

    *headline* is the facilitator's own sentence, or empty. *first* is its place by the time of its
    first quote. *mostly* is the theme below it that most of its people named, if any.
    """

    theme: str
    kind: Kind
    tally: Tally
    evidence: Evidence
    voice: OneVoice | None = None
    telling: tuple[Quote, ...] = ()
    headline: str = ""
    first: First = NEVER
    mostly: str = ""

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
    first: First = NEVER

    @property
    def evidence(self) -> Evidence:
        """Return the best grade of its findings."""
        grades = [found.evidence for found in self.findings]
        return min(grades, key=_GRADES.index, default=Evidence.THIN)

    @property
    def voice(self) -> OneVoice | None:
        """Return a voice on which all its findings rest; None if there are others."""
        voices = [found.voice for found in self.findings]
        return voices[0] if voices and all(voices) else None

    def of(self, kind: Kind) -> Finding | None:
        """Return the finding of *kind*, None if there is none."""
        return next((found for found in self.findings if found.kind is kind), None)


@dataclass(frozen=True, slots=True)
class Findings:
    """The key figures, the theme map and the rows beside it.

    *people* and *accounts* count everyone in the room and everyone quoted, *asked* all
    their quotes, chosen or not; *heard* counts the chosen quotes of every kind, and *loudest* is
    the one voice in them. *themes* counts the rows with a theme. *observations* are the
    note-taker's own notes, which count nowhere else; nor do the quotes of other kinds: *apart*
    counts them, and *context* has what customers said about how they work, a theme each, by name.
    *alone* names the account (or the person without one) if everything comes from only one.
    """

    quotes: int = 0
    people: int = 0
    accounts: int = 0
    asked: int = 0
    themes: int = 0
    revenue: Share | None = None
    heard: Tally = field(default_factory=Tally)
    loudest: Loudest | None = None
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
    def parents(self) -> frozenset[str]:
        """Return the themes of which a theme below is a row too: their own rows are the rest."""
        return parents_of(self.rows)

    @property
    def logged(self) -> int:
        """Return how many quotes the log holds: those of the findings and those counted apart."""
        return self.quotes + sum(self.apart.values())

    @property
    def one_voices(self) -> tuple[Finding, ...]:
        """Return the findings that rest on one voice, in the order of the rows."""
        return tuple(found for row in self.rows for found in row.findings if found.voice)


def parents_of(rows: Iterable[ThemeFindings]) -> frozenset[str]:
    """Return the themes of which a theme below has a row."""
    return frozenset(row.theme.rpartition(PATH_SEPARATOR)[0] for row in rows)


def find(report: Report) -> Findings:
    """Count and rank everything in *report*."""
    quotes = [quote for quote in report.quotes if quote.kind in RANKED_KINDS]
    room = Room(report)
    groups, parts = _grouped(quotes, report.theme)
    rows = [_row(theme, group, parts.get(theme, {}), room) for theme, group in groups.items()]
    rows.sort(key=by_rank)
    said = [quote for quote in report.quotes if not quote.is_observation]
    voices = [room.voice(quote) for quote in quotes]
    present = room.voices.union(map(room.voice, said))
    people = {voice.person for voice in present if voice.person}
    accounts = {voice.account for voice in present if voice.account}
    return Findings(
        quotes=len(quotes),
        people=len(people),
        accounts=len(accounts),
        asked=max(report.asked, len(said)),
        themes=sum(row.theme != NO_THEME for row in rows),
        revenue=room.revenue(accounts),
        heard=room.tally(said),
        loudest=loudest(said, room.voice),
        rows=tuple(rows),
        observations=tuple(quote for quote in report.quotes if quote.is_observation),
        context=_context(report, room),
        apart=Counter(quote.kind for quote in report.quotes if quote.kind in APART_KINDS),
        without_speaker=sum(not voice.person for voice in voices),
        alone=room.alone(present),
    )


def _context(report: Report, room: Room) -> tuple[Finding, ...]:
    """Return what customers said about how they work, theme by theme, those without one last."""
    said = [quote for quote in report.quotes if quote.kind is Kind.CONTEXT]
    groups, _ = _grouped(said, report.theme)
    found = (_finding(theme, Kind.CONTEXT, each.quotes, room) for theme, each in groups.items())
    return tuple(sorted(found, key=lambda each: (each.theme == NO_THEME, each.theme.casefold())))


def by_rank(row: ThemeFindings) -> tuple[object, ...]:
    """Return a sort key of rows: by the printed rule, what has no theme last."""
    return (row.theme == NO_THEME, *_rank(row))


def _rank(found: Finding | ThemeFindings) -> tuple[object, ...]:
    """Return a sort key by the printed rule; between equals, what came up first comes first."""
    tally = found.tally
    return (
        -tally.people,
        -tally.voices,
        _GRADES.index(found.evidence),
        found.voice is not None,
        -tally.own_words,
        -tally.agreement,
        -tally.mentions,
        found.first,
    )


def _first(quotes: Sequence[Quote], theme: str) -> First:
    """Return the place of *theme* by its first quote, and by its place among that one's themes."""
    quote = min(quotes, key=lambda quote: (quote.at_ms, quote.id))
    return named_at(quote, theme)


def named_at(quote: Quote, theme: str) -> First:
    """Return when *quote* was said and at which place of its themes it has *theme*."""
    places = (n for n, path in enumerate(quote.themes) if path.startswith(theme))
    return quote.at_ms, quote.id, next(places, 0)


@dataclass(slots=True)
class _FindingGroup:
    """The quotes of one row, in the order in which they were said."""

    quotes: list[Quote] = field(default_factory=list)
    kinds: dict[Kind, list[Quote]] = field(default_factory=dict)


def _row(
    theme: str, group: _FindingGroup, parts: Mapping[str, Sequence[Quote]], room: Room
) -> ThemeFindings:
    kinds = (kind for kind in RANKED_KINDS if kind in group.kinds)
    found = []
    for kind in kinds:
        below = {path: [q for q in said if q.kind is kind] for path, said in parts.items()}
        found.append(_finding(theme, kind, group.kinds[kind], room, below))
    named = [
        ThemeFindings(path, room.tally(said), (), (), _first(said, path))
        for path, said in parts.items()
    ]
    named.sort(key=_rank)
    return ThemeFindings(
        theme,
        room.tally(group.quotes),
        tuple(found),
        tuple((part.theme, part.tally) for part in named),
        _first(group.quotes, theme),
    )


def _finding(
    theme: str,
    kind: Kind,
    quotes: Sequence[Quote],
    room: Room,
    parts: Mapping[str, Sequence[Quote]] = MappingProxyType({}),
) -> Finding:
    tally = room.tally(quotes)
    voice = one_voice(quotes, room.voice)
    return Finding(
        theme,
        kind,
        tally,
        grade(tally.people, tally.voices, tally.own_words, one_voice=voice is not None),
        voice,
        most_telling(quotes, room.voice),
        room.headlines.get((theme, kind), ""),
        _first(quotes, theme),
        _mostly(parts, tally.people, room),
    )


def _mostly(parts: Mapping[str, Sequence[Quote]], people: int, room: Room) -> str:
    """Return the theme that more than half of *people* named, "" if there is none."""
    raised = {path: room.tally(said).people for path, said in parts.items()}
    most = max(raised, key=raised.__getitem__, default="")
    return most if most and raised[most] * 2 > people else ""


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
