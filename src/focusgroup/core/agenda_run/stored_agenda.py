"""Keep the sections and questions that a session was made with, however its guide is read today.

Quotes and the clock name a section and a question by number. A later version may find other
sections or questions in the same text; the numbers of a stored session keep their meaning.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from focusgroup.core.model import (
    Agenda,
    AgendaItem,
    GuideNote,
    GuideStep,
    Probe,
    Question,
    Section,
    SectionKind,
    Subheading,
)

_MINUTE_MS = 60_000
_Part = tuple[Section, list[GuideStep]]


def as_stored(agenda: Agenda, items: Sequence[AgendaItem]) -> Agenda:
    """Return *agenda* with exactly the sections and questions of a session's *items*.

    Script, notes, tasks and probes are those of *agenda*. Questions that are not among the items
    become probes of the question before them.
    """
    stored = _by_section(items)
    if not stored or _as_items(agenda) == [list(map(_known, part)) for part in stored]:
        return agenda
    parts = _shared_out(agenda, stored)
    sections = (_section(part, *found) for part, found in zip(stored, parts, strict=True))
    return replace(agenda, sections=tuple(sections))


def _by_section(items: Sequence[AgendaItem]) -> list[list[AgendaItem]]:
    """Return each section's item with those of its questions after it."""
    ordered = sorted(items, key=lambda item: (item.section, item.question))
    stored: list[list[AgendaItem]] = []
    for item in ordered:
        if item.question < 0:
            stored.append([item])
        elif stored:
            stored[-1].append(item)
    return stored


def _as_items(agenda: Agenda) -> list[list[tuple[str, int, SectionKind | None]]]:
    return [
        [
            (section.title, round(section.minutes * _MINUTE_MS), section.kind),
            *((question.text, 0, None) for question in section.questions),
        ]
        for section in agenda.sections
    ]


def _known(item: AgendaItem) -> tuple[str, int, SectionKind | None]:
    return item.title, item.planned_ms, item.kind


def _shared_out(agenda: Agenda, stored: Sequence[Sequence[AgendaItem]]) -> list[_Part]:
    """Return for each stored section the section read today, and the steps from there on.

    A section read today that is not stored goes to the stored one before it, under its title.
    """
    parts: list[_Part] = [(Section(part[0].title), []) for part in stored]
    titles = [part[0].title for part in stored]
    at = -1
    for section in agenda.sections:
        steps = list(section.steps)
        if section.title in titles[at + 1 :]:
            at = titles.index(section.title, at + 1)
            parts[at] = section, parts[at][1]
        else:
            at = max(at, 0)
            if titles[at] != section.title:
                steps.insert(0, Subheading(section.title, section.line))
        parts[at][1].extend(steps)
    return parts


def _section(part: Sequence[AgendaItem], found: Section, steps: Iterable[GuideStep]) -> Section:
    """Return the stored section with the *steps* that were *found* for it."""
    asked = [item.title for item in part[1:]]
    kept: list[GuideStep] = []
    for step in steps:
        if step.text in asked:
            at = asked.index(step.text)
            kept += [Question(text) for text in asked[:at]]
            del asked[: at + 1]
            kept.append(step if isinstance(step, Question) else Question(step.text, line=step.line))
        elif isinstance(step, Question):
            _add_probes(kept, step)
        else:
            kept.append(step)
    kept += [Question(text) for text in asked]
    head = part[0]
    return replace(
        found,
        title=head.title,
        minutes=head.planned_ms / _MINUTE_MS,
        kind=head.kind,
        steps=tuple(kept),
    )


def _add_probes(kept: list[GuideStep], step: Question) -> None:
    """Add what is asked today to the question before it as its probes, or as a note."""
    probes = (Probe(step.text, step.line), *step.probes)
    for at in range(len(kept) - 1, -1, -1):
        if isinstance(before := kept[at], Question):
            kept[at] = replace(before, probes=before.probes + probes)
            return
    kept += [GuideNote(probe.text, probe.line) for probe in probes]
