"""The agenda, the room and quotes in plain lines."""

from collections.abc import Iterator

from focusgroup.core.agenda_run.clock import MINUTE_MS, Clock, Plan
from focusgroup.core.dates.durations import clock_time
from focusgroup.core.model import (
    KIND_LABELS,
    GuideStep,
    NoteKind,
    Question,
    Quote,
    ScriptText,
    Subheading,
    Task,
)
from focusgroup.core.people.people import consent_in_words
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_session import LiveSession
from focusgroup.system.clock import mono_ms


def place_lines(live: LiveSession, *, whole: bool) -> Iterator[str]:
    """Yield the open place as it is to be led; with *whole* all that its section begins with."""
    yield live.lead.where()
    section, clock = live.section, live.clock
    if section is None:
        return
    runs = section.runs
    if clock.reading:
        yield from _steps(live, runs[clock.question + 1])
        return
    if whole:
        if section.themes:
            yield f"Themes: {', '.join(section.themes)}"
        yield from _steps(live, runs[0])
    if live.question:
        yield from (f"Probe: {probe.text}" for probe in live.question.probes)
        after = runs[clock.question + 1]
        yield from _steps(live, tuple(step for step in after if not isinstance(step, ScriptText)))
    for note in live.due_callbacks():
        yield f"Come back now to: {note.text}. /takenup marks it as covered."


def _steps(live: LiveSession, steps: tuple[GuideStep, ...]) -> Iterator[str]:
    for step in steps:
        if isinstance(step, ScriptText):
            yield f"Read aloud: {step.text}"
        elif isinstance(step, Task):
            done = "done" if step.text in live.ticked else "to do"
            yield f"Task, {done}: {step.text}"
        elif isinstance(step, Subheading):
            yield f"{step.text}:"
        elif not isinstance(step, Question):
            yield f"Note: {step.text}"


def agenda_lines(live: LiveSession) -> Iterator[str]:
    """Yield the sections in the order of the plan, with their minutes and where we are."""
    clock = live.clock
    for place in clock.led:
        section = live.agenda.sections[place]
        minutes = clock.planned[place] // MINUTE_MS
        here = " (open)" if place == clock.section else ""
        done = " (done)" if not here and clock.reached(place) else ""
        yield f"{place + 1} {section.title}, {minutes} min{here}{done}"


def plan_lines(live: LiveSession, plan: Plan) -> Iterator[str]:
    """Yield the minutes that each coming section would get by another plan."""
    clock = live.clock
    late = clock.late(mono_ms()) // MINUTE_MS
    yield f"{late} min late." if late > 0 else "On time."
    for place in plan.order or range(len(plan.planned)):
        if place not in (*clock.coming, clock.section):
            continue
        was, will = _minutes(clock, place), plan.planned[place] // MINUTE_MS
        title = live.agenda.sections[place].title
        if place in plan.cut:
            yield f"{place + 1} {title}: left out"
        else:
            yield f"{place + 1} {title}: {will} min" + (f", was {was}" if was != will else "")


def _minutes(clock: Clock, place: int) -> int:
    return clock.planned[place] // MINUTE_MS


def room_lines(live: LiveSession) -> Iterator[str]:
    """Yield who sits where, with account, consent and how often they spoke."""
    if not live.participants:
        yield "No participants yet: /who Anna Novák, buyer, Northwind adds one."
    answered = live.talk.answered(live.clock.place)
    for person in live.participants:
        about = [f"{person.seat} {person.name}", person.role, person.account]
        about += [consent_in_words(person), count(live.talk.spoken[person.id], "quote")]
        if live.question and person.id not in answered:
            about.append("has not answered")
        yield ", ".join(part for part in about if part)


def theme_lines(live: LiveSession) -> Iterator[str]:
    """Yield every theme of the agenda and of the quotes so far, with how often it came up."""
    paths = dict.fromkeys((*live.agenda.theme_paths, *sorted(live.talk.raised)))
    for path in paths:
        yield f"{path}: {count(live.talk.raised[path], 'quote')}"


def quote_line(quote: Quote, *, saved: bool = True) -> str:
    """Return ``✓ 12:04, problem, Anna Novák: slow #Exports``; without ✓ if not on disk yet."""
    who = " of ".join(part for part in (quote.speaker, quote.account) if part) or "nobody named"
    themes = "".join(f" #{theme}" for theme in quote.themes)
    felt = ", felt strongly" if quote.intensity > 1 else ""
    kind = f"{KIND_LABELS[quote.kind]}{felt}"
    text = " ".join(quote.text.split())
    sign = "✓" if saved else "…"
    return f"{sign} {clock_time(quote.offset_ms)}, {kind}, {who}: {text}{themes}"


def open_lines(live: LiveSession) -> Iterator[str]:
    """Yield what is parked, promised and to come back to."""
    for kind, word in (
        (NoteKind.PARKED, "Parked"),
        (NoteKind.CALLBACK, "To come back to"),
        (NoteKind.COMMITMENT, "Promised"),
    ):
        for note in live.notes:
            if note.kind is kind and not note.done:
                yield f"{word}: {note.text}"
