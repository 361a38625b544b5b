"""Look up the names of a capture line among participants and themes, or refuse the line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from focusgroup.core.capture.grammar import Parsed, Span, SpanRole, read_signs, sign_stands
from focusgroup.core.capture.outcome import CaptureProblem, Trouble
from focusgroup.core.capture.resolve import (
    Match,
    Tier,
    people_called,
    resolve_speaker,
    resolve_theme,
    theme_path,
)
from focusgroup.core.capture.tokens import QUOTES, token_word
from focusgroup.core.capture.whole_names import label_behind_at
from focusgroup.core.model import PATH_SEPARATOR, Participant, Theme
from focusgroup.core.patterns import lazy_pattern

_LABEL = lazy_pattern(
    r"(?P<name>[^:：]{1,60}+)(?P<colon>:(?:\s+|\Z|(?=[^\W\d_]{2}|[^\W\d_\x00-\x7f]))|：(?!\d)\s*)"
)
_BEFORE_TAB = lazy_pattern(r"(?P<name>[^\t:：]{1,60}+)\t\s*")
_IN_BRACKETS = lazy_pattern(
    r"[\[(<（【](?!\d+\W)(?P<name>[^\])>）】:：]{1,60}+)[\])>）】](?:\s*：\s*|\s*:\s+|\s+|\Z|(?<=[）】]))"
)
_SAYS = lazy_pattern(
    r"(?i)\s+(?:says?|said|sagte?|meinte?|dit|dice|dijo)\Z|\s*(?:说|說|说道|表示|认为|觉得)\Z"
)
_NO_SEAT = lazy_pattern(r"[\[(]?\d{1,2}(?:\]|\))?\s*(?::\s+|：\s*)(?![\d\s])")


class Refused(Exception):
    """Carries a problem up to ``record``; it never leaves this package."""

    def __init__(self, problem: CaptureProblem) -> None:
        self.problem = problem


@dataclass(frozen=True, slots=True)
class LookupContext:
    """A line, the names it is looked up among, and how certain a match must be."""

    line: str
    participants: Sequence[Participant]
    themes: Sequence[Theme]
    preferred: tuple[str, ...]
    strict: bool
    allow_new_themes: bool


def label_of(text: str, there: Sequence[Participant]) -> tuple[list[Participant], str]:
    """Return whom the label in front of *text*, ``Anna:`` or ``[Anna]``, may name, and the rest."""
    label = _IN_BRACKETS.match(text) or _BEFORE_TAB.match(text) or _LABEL.match(text)
    if label is None:
        return [], text
    name, rest = _SAYS.sub("", label["name"]), text[label.end() :]
    ratio = name.strip().isdecimal() and name[-1:].isspace() and rest[:1].isdecimal()
    found = people_called(name.rstrip(), there) if not ratio else []
    return found, rest if found else text


def with_label_as_speaker(parsed: Parsed, room: LookupContext) -> Parsed:
    """Return a line like ``3: slow``, ``FF: slow`` or ``Anna: slow`` with its speaker.

    The words stay if it is nobody's name. If it is several people's, or a number that is no seat,
    the line has no speaker.
    Raises Refused if one of those has not consented to notes.
    """
    if parsed.command or parsed.speaker or parsed.clear_speaker:
        return parsed
    found, rest = label_of(parsed.text, room.participants)
    for each in found:
        check_consent(each)
    if len(found) == 1 and (rest or parsed.stub):
        named = replace(parsed, text=rest, speaker=str(found[0].seat))
        return _signed_behind(named, room.line)
    nobody = len(found) > 1 or (not found and bool(_NO_SEAT.match(parsed.text)))
    return replace(parsed, clear_speaker=nobody)


def _signed_behind(parsed: Parsed, line: str) -> Parsed:
    """Return a line whose words begin with signs behind a label, as in ``3: - slow``, with them."""
    guarded = f"\\{parsed.text[:1]}" in line
    if parsed.kind or not parsed.verbatim or guarded or not sign_stands(parsed.text, 0):
        return parsed
    at, kind, verbatim, _ = read_signs(parsed.text)
    text = parsed.text[at:]
    return replace(parsed, text=text, kind=kind, verbatim=verbatim) if text else parsed


def check_consent(participant: Participant) -> None:
    """Raise Refused if a participant has not consented to notes."""
    if not participant.consent_notes:
        raise Refused(
            CaptureProblem(
                Trouble.NO_CONSENT,
                f"{participant.name} has not consented to notes, so nothing is saved. "
                "Another speaker: @seat; no speaker: @-",
                participant.name,
            )
        )


def speaker_of(parsed: Parsed, room: LookupContext) -> Participant | None:
    """Return the participant that the line names, None if it names none. Raises Refused."""
    return None if parsed.speaker is None else person_of(parsed.speaker, parsed, room)


def person_of(name: str, parsed: Parsed, room: LookupContext) -> Participant | None:
    """Return the participant that one of the line's names means. Raises Refused."""
    match = resolve_speaker(name, room.participants)
    span = _span(parsed, SpanRole.SPEAKER, name, room)
    whole, end = label_behind_at(room.line)
    labelled = whole.startswith(f"{name} ")
    if labelled:
        for each in filter(None, (match.best, *match.others)):
            check_consent(each)  # "@Bert Well: slow" may be Bert's words after all
        match = Match(nearest=match.nearest)  # @Anna Novak: is not the Anna who is there
        span = replace(span, end=end) if span else None
    if match.best is not None and not match.ambiguous:
        return match.best
    written = f"“@{shortened(whole if labelled else name)}”"
    if match.best is None:
        known = match.nearest or tuple(each.name for each in room.participants)
        who = [f"@{p.seat} {p.name}" for p in room.participants if p.name in known][:8]
        advice = (
            f" Perhaps {_or(who)}?" if match.nearest else f" In this session: {', '.join(who)}."
        )
        raise Refused(
            CaptureProblem(
                Trouble.UNKNOWN_SPEAKER,
                f"No participant matches {written}.{advice if who else ''}",
                name,
                match.nearest,
                span=span,
            )
        )
    for each in (match.best, *match.others):
        check_consent(each)
    names = [f"@{each.seat} {each.name}" for each in (match.best, *match.others)]
    raise Refused(
        CaptureProblem(
            Trouble.AMBIGUOUS_SPEAKER,
            f"{written} could be {_or(names[:8])}. Type the seat number.",
            name,
            tuple(each.name for each in (match.best, *match.others)),
            span=span,
        )
    )


def themes_of(parsed: Parsed, room: LookupContext) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the full paths of the line's themes, and those that are new. Raises Refused."""
    paths: list[str] = []
    unknown: list[tuple[str, str, Match[Theme]]] = []
    for written in parsed.themes:
        match = resolve_theme(written, room.themes, room.preferred)
        if match.best is None or match.tier > _least_sure(parsed, written, room):
            path = _new_path(written, room)
            unknown.append((written, path, match))
            paths.append(path)
            continue
        if match.ambiguous and room.strict:
            raise Refused(_ambiguous(parsed, written, match, room))
        paths.append(match.best.path)
    new = tuple(dict.fromkeys(path for _, path, _ in unknown))
    for written, path, match in unknown:
        if not path or not room.allow_new_themes:
            raise Refused(_unknown_theme(parsed, written, new, match, room))
    return tuple(dict.fromkeys(paths)), new


def _least_sure(parsed: Parsed, written: str, room: LookupContext) -> Tier:
    """Return the loosest match that is accepted.

    A new theme must not silently become an old one. So when nobody is watching, a name in quotes
    matches only a theme of that name, and any other only a theme whose name begins with it.
    """
    if not (room.strict and room.allow_new_themes):
        return Tier.IN_ORDER
    span = _span(parsed, SpanRole.THEME, written, room)
    quoted = span is not None and room.line[span.start + 1] in QUOTES
    return Tier.FORMER if quoted else Tier.PREFIX


def _new_path(written: str, room: LookupContext) -> str:
    """Return the path for a new theme, under the existing theme that its first part names."""
    path = theme_path(written)
    parent, separator, name = path.rpartition(PATH_SEPARATOR)
    if not separator:
        return path
    match = resolve_theme(parent, room.themes, room.preferred)
    above = match.best if not match.ambiguous and match.tier <= Tier.PREFIX else None
    return f"{above.path}{PATH_SEPARATOR}{name}" if above else path


def _unknown_theme(
    parsed: Parsed, written: str, new: tuple[str, ...], match: Match[Theme], room: LookupContext
) -> CaptureProblem:
    advice = f" Perhaps {_or(match.nearest)}?" if match.nearest else ""
    return CaptureProblem(
        Trouble.UNKNOWN_THEME,
        f"There is no theme “#{shortened(written)}” yet.{advice}",
        written,
        match.nearest,
        tuple(path for path in new if path),
        _span(parsed, SpanRole.THEME, written, room),
    )


def _ambiguous(
    parsed: Parsed, written: str, match: Match[Theme], room: LookupContext
) -> CaptureProblem:
    found = tuple(theme.path for theme in (match.best, *match.others) if theme)
    return CaptureProblem(
        Trouble.AMBIGUOUS_THEME,
        f"“#{shortened(written)}” could be {_or(found[:5])}. Type more of the name.",
        written,
        found,
        span=_span(parsed, SpanRole.THEME, written, room),
    )


def _span(parsed: Parsed, role: SpanRole, written: str, room: LookupContext) -> Span | None:
    for span in parsed.spans:
        if span.role is role:
            word = token_word(room.line, span.start)
            if word is not None and word.value == written:
                return replace(span, end=span.start + len(word.raw))
    return None


def _or(names: Sequence[str]) -> str:
    """Return ``a, b or c``."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} or {names[-1]}"


def shortened(text: str) -> str:
    """Return *text* for a message, at most 60 characters long."""
    return text if len(text) <= 60 else f"{text[:59]}…"
