"""A short account of a session so far, for a latecomer or to read out at the end.

Only counts, and quotes as they were captured; the caller writes the sentences around them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from focusgroup.core.evidence.coverage import Heard, gaps
from focusgroup.core.evidence.findings import Findings, find
from focusgroup.core.model import (
    RANKED_KINDS,
    Agenda,
    Kind,
    Note,
    NoteKind,
    Participant,
    Quote,
    Report,
    Session,
)

MOST_THEMES = 6
MOST_QUOTES = 2


@dataclass(frozen=True, slots=True)
class Told:
    """One theme and kind: how many people raised it and how they put it.

    *people* and *accounts* count different ones. *quotes* are the strongest, from several accounts
    if there are several.
    """

    theme: str
    kind: Kind
    people: int
    accounts: int
    mentions: int
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class Brief:
    """A session so far. *unheard* are themes of the agenda that nobody has raised."""

    quotes: int
    people: int
    accounts: int
    told: tuple[Told, ...] = ()
    unheard: tuple[str, ...] = ()
    callbacks: tuple[Note, ...] = ()
    parked: tuple[Note, ...] = ()
    commitments: tuple[Note, ...] = ()


def brief(
    session: Session,
    agenda: Agenda,
    participants: Sequence[Participant],
    quotes: Sequence[Quote],
    notes: Sequence[Note],
) -> Brief:
    """Return the brief of *quotes*: the themes that most people raised, kind by kind."""
    report = Report(
        title=session.title,
        sessions=(session,),
        participants=tuple(participants),
        quotes=tuple(quotes),
        notes=tuple(notes),
    )
    found = find(report)
    spoke = {q.participant_id for q in quotes if q.participant_id and not q.is_observation}
    missing = gaps(agenda, quotes, participants)
    open_notes = [note for note in notes if not note.done]
    return Brief(
        quotes=found.quotes,
        people=len(spoke),
        accounts=len({p.account for p in participants if p.id in spoke and p.account}),
        told=told(found),
        unheard=tuple(gap.theme for gap in missing if gap.heard is Heard.NOBODY),
        callbacks=_of(open_notes, NoteKind.CALLBACK),
        parked=_of(open_notes, NoteKind.PARKED),
        commitments=_of(open_notes, NoteKind.COMMITMENT),
    )


def told(found: Findings, most: int = MOST_THEMES) -> tuple[Told, ...]:
    """Return at most *most* findings, taking the top one of each kind in turn."""
    tops = [found.top(kind, most) for kind in RANKED_KINDS]
    chosen = [top[turn] for turn in range(most) for top in tops if turn < len(top)][:most]
    return tuple(
        Told(
            theme=each.theme,
            kind=each.kind,
            people=each.tally.people,
            accounts=each.tally.accounts,
            mentions=each.tally.mentions,
            quotes=each.telling[:MOST_QUOTES],
        )
        for kind in RANKED_KINDS
        for each in chosen
        if each.kind is kind
    )


def _of(notes: Sequence[Note], kind: NoteKind) -> tuple[Note, ...]:
    return tuple(note for note in notes if note.kind is kind)
