"""The findings of a report counted all at once, group by group, from lists of its quotes.

What the program counts quote by quote must come to the same.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from itertools import chain, islice

from focusgroup.core.evidence.evidence import (
    SHOWN_QUOTES,
    Loudest,
    OneVoice,
    Telling,
    Voice,
    grade,
    rests_on,
    strength,
    told,
)
from focusgroup.core.evidence.findings import Finding, Findings, ThemeFindings, _rank, by_rank
from focusgroup.core.evidence.group import First, named_at
from focusgroup.core.evidence.rollup import NO_THEME, places
from focusgroup.core.evidence.running import counted
from focusgroup.core.evidence.tally import Room, Tally
from focusgroup.core.model import APART_KINDS, RANKED_KINDS, Kind, Quote, Report

VoiceOf = Callable[[Quote], Voice]


def most_telling(
    quotes: Sequence[Quote], voice_of: VoiceOf, limit: int = SHOWN_QUOTES
) -> tuple[Quote, ...]:
    """The quotes that the program shows of *quotes*."""
    telling = Telling(limit)
    for place, quote in enumerate(quotes):
        if (shown := told(quote, place)) is not None:
            telling.add(voice_of(quote).key, shown)
    return tuple(quote for *_, quote in telling.strongest())


def one_voice(quotes: Sequence[Quote]) -> OneVoice | None:
    """The one voice that the program finds in *quotes*."""
    count = counted(Report(title="", sessions=(), quotes=tuple(quotes)))
    return count.one_voice(count.heard)


# -- all at once -----------------------------------------------------------------------------


def find_plainly(report: Report) -> Findings:
    """The findings of *report*."""
    report = replace(report, quotes=tuple(report.in_order()))
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
        heard=_tally(room, said),
        loudest=_loudest(said, room.voice),
        rows=tuple(rows),
        observations=sum(quote.is_observation for quote in report.quotes),
        context=_context(report, room),
        apart=Counter(quote.kind for quote in report.quotes if quote.kind in APART_KINDS),
        without_speaker=sum(not voice.person for voice in voices),
        alone=room.alone(present),
    )


def _context(report: Report, room: Room) -> tuple[Finding, ...]:
    """Return what customers said about how they work, theme by theme, those without one last."""
    said = [quote for quote in report.quotes if quote.kind is Kind.CONTEXT]
    groups, _ = _grouped(said, report.theme)
    found = (_finding(theme, Kind.CONTEXT, each, room, {}) for theme, each in groups.items())
    return tuple(sorted(found, key=lambda each: (each.theme == NO_THEME, each.theme.casefold())))


def _first(quotes: Sequence[Quote], theme: str) -> First:
    """Return the place of *theme* by its first quote, and by its place among that one's themes."""
    quote = min(quotes, key=lambda quote: (quote.at_ms, quote.id))
    return named_at(quote, theme)


def _row(
    theme: str, group: Sequence[Quote], parts: Mapping[str, Sequence[Quote]], room: Room
) -> ThemeFindings:
    found = []
    for kind in RANKED_KINDS:
        of_it = [quote for quote in group if quote.kind is kind]
        if not of_it:
            continue
        below = {path: [q for q in said if q.kind is kind] for path, said in parts.items()}
        found.append(_finding(theme, kind, of_it, room, below))
    named = [
        ThemeFindings(path, _tally(room, said), (), (), _first(said, path))
        for path, said in parts.items()
    ]
    named.sort(key=_rank)
    return ThemeFindings(
        theme,
        _tally(room, group),
        tuple(found),
        tuple((part.theme, part.tally) for part in named),
        _first(group, theme),
    )


def _finding(
    theme: str,
    kind: Kind,
    quotes: Sequence[Quote],
    room: Room,
    parts: Mapping[str, Sequence[Quote]],
) -> Finding:
    tally = _tally(room, quotes)
    voice = _one_voice(quotes, room.voice)
    return Finding(
        theme,
        kind,
        tally,
        grade(tally.people, tally.voices, tally.own_words, one_voice=voice is not None),
        voice,
        _telling(quotes, room.voice),
        room.headlines.get((theme, kind), ""),
        _first(quotes, theme),
        _mostly(parts, tally.people, room),
    )


def _mostly(parts: Mapping[str, Sequence[Quote]], people: int, room: Room) -> str:
    """Return the theme that more than half of *people* named, "" if there is none."""
    raised = {path: _tally(room, said).people for path, said in parts.items()}
    most = max(raised, key=raised.__getitem__, default="")
    return most if most and raised[most] * 2 > people else ""


def _grouped(
    quotes: Sequence[Quote], under: str
) -> tuple[dict[str, list[Quote]], dict[str, dict[str, list[Quote]]]]:
    rows = places({quote.themes for quote in quotes}, under)
    groups: dict[str, list[Quote]] = {}
    parts: dict[str, dict[str, list[Quote]]] = {}
    for quote in quotes:
        for row, below in rows[quote.themes]:
            groups.setdefault(row, []).append(quote)
            for part in below:
                parts.setdefault(row, {}).setdefault(part, []).append(quote)
    return groups, parts


def _tally(room: Room, quotes: Sequence[Quote]) -> Tally:
    voices = [room.voice(quote) for quote in quotes]
    accounts = {voice.account for voice in voices if voice.account}
    return Tally(
        mentions=len(quotes),
        people=len({voice.person for voice in voices if voice.person}),
        accounts=len(accounts),
        voices=len({voice.key for voice in voices if voice.key}),
        own_words=len(
            {
                voice.person
                for quote, voice in zip(quotes, voices, strict=True)
                if voice.person and quote.verbatim and not quote.stub
            }
        ),
        sessions=len({quote.session_id for quote in quotes}),
        agreement=sum(quote.agreement for quote in quotes),
        dissent=sum(quote.dissent for quote in quotes),
        revenue=room.revenue(accounts),
    )


def _one_voice(quotes: Sequence[Quote], voice_of: VoiceOf) -> OneVoice | None:
    first: dict[str, Quote] = {}
    counts: Counter[str] = Counter()
    for quote in quotes:
        key = voice_of(quote).key
        if key:
            first.setdefault(key, quote)
            counts[key] += 1
    if not counts:
        return None
    key, most = max(counts.items(), key=lambda item: item[1])
    if not rests_on(most, len(quotes)):
        return None
    quote = first[key]
    is_account = bool(voice_of(quote).account)
    name = quote.account if is_account else quote.speaker
    return OneVoice(name, most, len(quotes), len(counts) - 1, is_account)


def _loudest(quotes: Sequence[Quote], voice_of: VoiceOf) -> Loudest | None:
    voice = _one_voice(quotes, voice_of)
    if voice is None or not voice.is_account:
        return Loudest(voice) if voice else None
    keys = Counter(voice_of(quote).key for quote in quotes)
    theirs = [quote for quote in quotes if keys[voice_of(quote).key] == voice.quotes]
    people = Counter(voice_of(quote).person for quote in theirs)
    (person, most), *others = people.most_common()
    if not (person and others and most * 2 >= voice.quotes):
        return Loudest(voice)
    name = next(quote.speaker for quote in theirs if voice_of(quote).person == person)
    return Loudest(voice, name, most)


def _telling(quotes: Sequence[Quote], voice_of: VoiceOf) -> tuple[Quote, ...]:
    best: dict[str, list[Quote]] = {}
    for quote in sorted(quotes, key=lambda quote: (strength(quote), quote.at_ms)):
        if not quote.stub and quote.text.strip():
            best.setdefault(voice_of(quote).key, []).append(quote)
    turns = (
        sorted(
            (each[turn] for each in best.values() if turn < len(each)),
            key=lambda quote: (strength(quote), quote.at_ms, quotes.index(quote)),
        )
        for turn in range(SHOWN_QUOTES)
    )
    return tuple(islice(chain.from_iterable(turns), SHOWN_QUOTES))
