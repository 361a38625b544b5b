"""Decide what becomes of a capture line: a quote, a change of defaults, a command or a problem.

The live screen and the command line both use it, so both save the same. Nothing is saved here, and
a problem loses nothing: the caller still has the line.
"""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from focusgroup.core.capture.fuzzy_match import nearest_name
from focusgroup.core.capture.grammar import COMMANDS, Parsed, parse_line
from focusgroup.core.capture.lookup import (
    LookupContext,
    Refused,
    check_consent,
    person_of,
    shortened,
    speaker_of,
    themes_of,
    with_label_as_speaker,
)
from focusgroup.core.capture.outcome import (
    CaptureProblem,
    Entry,
    Outcome,
    SlashCommand,
    Sticky,
    Trouble,
)
from focusgroup.core.capture.resolve import theme_path
from focusgroup.core.capture.whole_names import with_whole_names
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import QUOTE_KINDS, Kind, Participant, Section, Theme
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.text import clean

if TYPE_CHECKING:
    from focusgroup.core.people.people import NewParticipant

__all__ = [
    "MAX_QUOTE",
    "CaptureProblem",
    "Entry",
    "Outcome",
    "SlashCommand",
    "Sticky",
    "Trouble",
    "on_section",
    "record",
]

_DASH_BEHIND = lazy_pattern(r"^(\s*[@＠](?:\"[^\"]*+\"|[^\s:：]++)\s+)([-－](?=\s))")
"""In notes, ``@3 - it is slow`` may only set the words apart; on the screen the kind is seen."""

MAX_QUOTE = 20_000
"""The most characters of one quote. A longer one is a paste that should become several quotes."""


def on_section(sticky: Sticky, section: Section, default: Kind = Kind.PROBLEM) -> Sticky:
    """Return what carries over when *section* opens: its themes and its kind, if it names any.

    What the section before had set ends, and leaves the kind at *default*; what a person set stays.
    """
    kind = section.listens if section.listens in QUOTE_KINDS else None
    themes = tuple(filter(None, map(theme_path, section.themes)))
    return replace(
        sticky,
        kind=kind or (default if sticky.kind_of_section else sticky.kind),
        themes=themes or (() if sticky.themes_of_section else sticky.themes),
        kind_of_section=bool(kind),
        themes_of_section=bool(themes),
    )


def record(
    line: str,
    *,
    sticky: Sticky,
    participants: Sequence[Participant],
    themes: Sequence[Theme],
    section: Section | None,
    strict: bool,
    allow_new_themes: bool,
    more_commands: Collection[str] = (),
    preferred: Sequence[str] = (),
    labels: bool = True,
) -> Outcome:
    """Return what becomes of *line*. Looks up names and decides; saves nothing, never raises.

    *strict* is for lines that nobody is watching: an ambiguous theme is a problem then, while the
    screen takes the likeliest and shows it. An unknown theme is a problem unless
    *allow_new_themes*. An observation or a command does not change what carries over.
    *more_commands* are commands that the caller runs itself, with any text after them. Among themes
    that match equally well, paths in *preferred* win, then those that carry over, then the
    section's. With *labels*, ``Anna: slow`` names its speaker.
    """
    cleaned = clean(line)
    # A line too long even with all its names is not parsed: a megabyte takes seconds.
    too_long = len(cleaned.text) > 2 * MAX_QUOTE
    text = cleaned.text if too_long else with_whole_names(cleaned.text, participants, themes)
    if strict:
        text = _DASH_BEHIND.sub(r"\1\\\2", text)
    parsed = Parsed(text=text) if too_long else parse_line(text)
    preferred = (*preferred, *sticky.themes, *(section.themes if section else ()))
    room = LookupContext(
        text,
        participants,
        themes,
        tuple(dict.fromkeys(preferred)),
        strict,
        allow_new_themes,
    )
    try:
        parsed = with_label_as_speaker(parsed, room) if labels else parsed
        _check_length(parsed.text)
        if parsed.command is not None:
            outcome = _command(parsed, sticky, room, more_commands)
        else:
            outcome = _line(parsed, sticky, room)
    except Refused as refused:
        outcome = Outcome(sticky, problem=refused.problem)
    return replace(outcome, removed=cleaned.removed) if cleaned.removed else outcome


def _check_length(text: str) -> None:
    if len(text) > MAX_QUOTE:
        raise Refused(
            CaptureProblem(
                Trouble.TOO_LONG,
                f"This quote has {len(text):,} characters; the limit is "
                f"{MAX_QUOTE:,}. Split it into several quotes.",
            )
        )


def _line(parsed: Parsed, sticky: Sticky, room: LookupContext) -> Outcome:
    speaker = speaker_of(parsed, room)
    others = {found.id for name in parsed.also if (found := person_of(name, parsed, room))}
    paths, new = themes_of(parsed, room)
    changed = sticky
    if parsed.kind in QUOTE_KINDS:
        changed = replace(changed, kind=parsed.kind, kind_of_section=False)
    if speaker is not None or parsed.clear_speaker:
        changed = replace(changed, participant_id=speaker.id if speaker else None)
    if paths or parsed.clear_themes:
        changed = replace(changed, themes=paths, themes_of_section=False)
    if not parsed.has_words:
        return Outcome(changed, new_themes=new)
    observation = parsed.kind is Kind.OBSERVATION
    who = (speaker.id if speaker else None) if observation else changed.participant_id
    present = next((each for each in room.participants if each.id == who), None)
    if present is not None:
        check_consent(present)
    elif not observation:
        changed = replace(changed, participant_id=None)
    entry = Entry(
        text=parsed.text,
        kind=Kind.OBSERVATION if observation else changed.kind,
        participant_id=present.id if present else None,
        themes=changed.themes,
        intensity=parsed.intensity,
        verbatim=parsed.verbatim,
        stub=parsed.stub,
        also=tuple(sorted(others - {who})),
    )
    return Outcome(sticky if observation else changed, entry=entry, new_themes=new)


def _command(
    parsed: Parsed, sticky: Sticky, room: LookupContext, more_commands: Collection[str]
) -> Outcome:
    name = parsed.command or ""
    if name in more_commands:
        return Outcome(sticky, command=SlashCommand(name, parsed.text))
    if name not in COMMANDS:
        known = dict.fromkeys((*COMMANDS, *more_commands))
        close = tuple(f"/{each}" for each in nearest_name(name, known))
        there = ", ".join(f"/{each}" for each in known)
        raise Refused(
            CaptureProblem(
                Trouble.UNKNOWN_COMMAND,
                f"There is no command /{shortened(name)}. The commands are {there}. "
                "To type it as text, put a backslash first.",
                f"/{name}",
                close,
            )
        )
    if not parsed.text:
        raise Refused(
            CaptureProblem(Trouble.NO_WORDS, f"/{name} needs text after it, to {COMMANDS[name]}.")
        )
    if name == "who":
        return Outcome(sticky, command=SlashCommand(name, parsed.text, person=_person(parsed.text)))
    speaker = speaker_of(parsed, room)
    if speaker is None and name == "call" and not parsed.clear_speaker:
        # A callback refers to something somebody said; a parked topic or a commitment need not.
        speaker = next((p for p in room.participants if p.id == sticky.participant_id), None)
    if speaker is not None:
        check_consent(speaker)
    paths, new = themes_of(parsed, room)
    command = SlashCommand(name, parsed.text, speaker.id if speaker else None, paths)
    return Outcome(sticky, command=command, new_themes=new)


def _person(text: str) -> "NewParticipant":
    # Only /who needs it, and the first frame has to wait for everything imported above.
    from focusgroup.core.people.people import parse_participant

    try:
        return parse_participant(text)
    except FocusgroupError as error:
        raise Refused(CaptureProblem(Trouble.NO_WORDS, str(error))) from error
