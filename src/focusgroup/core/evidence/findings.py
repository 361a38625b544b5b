"""A report's findings: its themes ranked by how many different people raised them.

``running`` counts the quotes, ``evidence`` grades a finding, ``rollup`` decides which themes get a
row; wording and layout are up to the exports.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from focusgroup.core.evidence.evidence import Loudest, OneVoice, grade
from focusgroup.core.evidence.grade import Evidence
from focusgroup.core.evidence.group import NEVER, First, HeardGroup, merged
from focusgroup.core.evidence.rollup import NO_THEME
from focusgroup.core.evidence.running import RunningCount, counted
from focusgroup.core.evidence.tally import Share, Tally
from focusgroup.core.model import APART_KINDS, PATH_SEPARATOR, RANKED_KINDS, Kind, Quote, Report

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
    the one voice in them. *themes* counts the rows with a theme. *observations* counts
    the note-taker's own notes, which count nowhere else; nor do the quotes of other kinds: *apart*
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
    observations: int = 0
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
    return findings_of(counted(report))


def findings_of(count: RunningCount) -> Findings:
    """Return what was counted, ranked: the end of counting."""
    count.end()
    rows, present = rows_of(count), count.present()
    people, accounts = count.in_all()
    context = (_finding(theme, Kind.CONTEXT, of, count) for theme, of in count.context.items())
    return Findings(
        quotes=sum(map(count.of_kind, RANKED_KINDS)),
        people=people,
        accounts=accounts,
        asked=count.asked,
        themes=sum(row.theme != NO_THEME for row in rows),
        revenue=count.room.revenue({voice.account for voice in present} - {""}),
        heard=count.tally(count.heard),
        loudest=_loudest(count),
        rows=rows,
        observations=count.of_kind(Kind.OBSERVATION),
        context=tuple(
            sorted(context, key=lambda each: (each.theme == NO_THEME, each.theme.casefold()))
        ),
        apart={kind: many for kind in APART_KINDS if (many := count.of_kind(kind))},
        without_speaker=count.without_speaker,
        alone=count.room.alone(present),
    )


def rows_of(count: RunningCount) -> tuple[ThemeFindings, ...]:
    """Return the rows of the theme map, by rank."""
    return tuple(sorted((_row(theme, count) for theme in count.rows), key=by_rank))


def _loudest(count: RunningCount) -> Loudest | None:
    """Return the one voice in all quotes, and the person in it who said most."""
    voice = count.one_voice(count.heard)
    if voice is None or not voice.is_account:
        return Loudest(voice) if voice else None
    spoken = count.heard.spoken
    theirs = [who for who in count.speakers if who.key >= 0 and spoken[who.key] == voice.quotes]
    people: Counter[str] = Counter()
    for who in theirs:
        people[who.voice.person] += who.quotes
    (person, most), *others = people.most_common()
    if not (person and others and most * 2 >= voice.quotes):
        return Loudest(voice)
    name = next(who.name for who in theirs if who.voice.person == person)
    return Loudest(voice, name, most)


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


def _row(theme: str, count: RunningCount) -> ThemeFindings:
    kinds, parts = count.rows[theme], count.parts.get(theme, {})
    whole = merged(kinds.values())
    findings = []
    for kind in RANKED_KINDS:
        if kind in kinds:
            below = {path: of[kind] for path, of in parts.items() if kind in of}
            findings.append(_finding(theme, kind, kinds[kind], count, below))
    named = []
    for path, of in parts.items():
        part = merged(of.values())
        named.append(ThemeFindings(path, count.tally(part), (), (), part.first))
    named.sort(key=_rank)
    told = tuple((part.theme, part.tally) for part in named)
    return ThemeFindings(theme, count.tally(whole), tuple(findings), told, whole.first)


def _finding(
    theme: str,
    kind: Kind,
    group: HeardGroup,
    count: RunningCount,
    parts: Mapping[str, HeardGroup] = MappingProxyType({}),
) -> Finding:
    tally, voice = count.tally(group), count.one_voice(group)
    return Finding(
        theme,
        kind,
        tally,
        grade(tally.people, tally.voices, tally.own_words, one_voice=voice is not None),
        voice,
        count.shown(group),
        count.room.headlines.get((theme, kind), ""),
        group.first,
        _mostly(parts, tally.people, count),
    )


def _mostly(parts: Mapping[str, HeardGroup], people: int, count: RunningCount) -> str:
    """Return the theme that more than half of *people* named, "" if there is none."""
    raised = {path: count.tally(of).people for path, of in parts.items()}
    most = max(raised, key=raised.__getitem__, default="")
    return most if most and raised[most] * 2 > people else ""
