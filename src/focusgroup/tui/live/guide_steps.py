"""The steps of the open section as lines, in the order of the guide, and what folds first.

Stops are counted along the section: 0 is the script before the first question, 1 that question, 2
the script after it, and so on.
"""

from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import takewhile

from textual.content import Content

from focusgroup.core.agenda_run import route
from focusgroup.core.agenda_run.clock import Clock, Mark, Place, Stop
from focusgroup.core.model import (
    Agenda,
    GuideNote,
    GuideStep,
    Question,
    ScriptText,
    Section,
    Subheading,
    Task,
)
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.style import MUTED

PASSED_SIGNS = {Mark.SKIPPED: "× ", Mark.PARKED: "⤓ "}
NEEDED, SCRIPT, NOTE, LATER_CALLBACK, BESIDE, COMING, GONE, AT_LAST = range(1, 9)
"""The ranks by which lines fold, the last first; 0 is the open question. Up to NOTE a marker says
that something is folded."""


MOST_BESIDE = 2_000
"""Characters of a part beside the session; the longest of 91 real ones has 282."""
MOST_LINES_BESIDE = 200

BRIEF = 2
"""A note before the open question that has more lines than this is cut to one."""


@dataclass(slots=True)
class Part:
    """Lines that stay together: of the highest *rank* folds first, and what is farthest away."""

    lines: Lines
    rank: int
    far: int = 0
    keeps_end: bool = False

    def cut(self, most: int) -> Lines:
        """Return at most so many of the lines, the first of them or the last."""
        return self.lines[len(self.lines) - most :] if self.keeps_end else self.lines[:most]


def reads_aloud(clock: Clock) -> bool:
    """Return whether script is read now: at a section's opening, or after a question."""
    return clock.reading or clock.question < 0


def step_parts(live: LiveSession, section: Section, width: int, keys: Keymap) -> list[Part]:
    """Return the steps of the open section as parts."""
    parts: list[Part] = []
    shown: Keymap | None = keys
    here = _here(live.clock)
    for at, step in _along(section):
        if isinstance(step, Question):
            parts.append(_question_part(live, (live.clock.section, at // 2), step, width))
            continue
        rank, whole = _rank(live, section, at, step)
        if isinstance(step, Task) and rank == NEEDED:
            lines = task_lines(step, width, live.ticked, shown)
            shown = None
        else:
            # Only what is shown in full is wrapped: the screen is painted anew at every move.
            lines = step_lines(live, section, at, step, width) if whole else []
            if rank and (not whole or (at < here and len(lines) > BRIEF)):
                lines = _preview(_stop(live.clock.section, at), step, width)
        if lines:
            parts.append(Part(lines, rank, abs(at - here)))
    return parts


def whole_steps(live: LiveSession, section: Section, width: int) -> Lines:
    """Return every step of the open section in full, with its probes."""
    lines: Lines = []
    for at, step in _along(section):
        if isinstance(step, Question):
            place = (live.clock.section, at // 2)
            lines += question_lines(live, place, step, width, probes=True)
        else:
            lines += step_lines(live, section, at, step, width)
    return lines


def _along(section: Section) -> Iterator[tuple[int, GuideStep]]:
    """Yield each step with the number of its stop."""
    at = 0
    for step in section.steps:
        asks = isinstance(step, Question)
        at += asks
        yield at, step
        at += asks


def _here(clock: Clock) -> int:
    """Return the number of the stop where the session is."""
    return 2 * clock.question + (2 if reads_aloud(clock) else 1)


def _stop(section: int, at: int) -> Stop:
    """Return the stop with a number."""
    return Stop(section, at // 2 - 1, reading=at > 0)


def _question_part(live: LiveSession, place: Place, question: Question, width: int) -> Part:
    here, at = _here(live.clock), 2 * place[1] + 1
    reading = reads_aloud(live.clock)
    if at == here or (reading and at == here + 1):
        rank = 0
    elif reading and at == here - 1:
        rank = NEEDED
    elif at > here:
        rank = COMING
    else:
        rank = BESIDE if at == here - 2 else GONE
    lines = question_lines(live, place, question, width, probes=at == here)
    return Part(lines, rank, abs(at - here), keeps_end=at < here)


def _rank(live: LiveSession, section: Section, at: int, step: GuideStep) -> tuple[int, bool]:
    """Return the rank of a step that isn't a question, and whether it is shown in full."""
    here = _here(live.clock)
    beside = abs(at - here) == 1
    match step:
        case Task():
            if step.text not in live.ticked:
                return NEEDED, True
            return (BESIDE, True) if at == here else (0, False)  # done, and not to be shown
        case Subheading():
            if at == here:
                return SCRIPT, True
            return (BESIDE if beside and at < here else COMING if at > here else GONE), True
        case ScriptText():
            if at == here:
                return SCRIPT, True
            # The script that follows the open question is in sight, if only its first line.
            comes = at == here + 1 and step is _first_script(section, at)
            # So is that which was read before it: the question is asked about it.
            led = at == here - 1 and step is _last_script(section, at)
            return (SCRIPT if comes else BESIDE if led else COMING if at > here else AT_LAST), False
        case _:
            # A note right after a question is about that question.
            about = at == here + 1 and _follows_question(section, at, step)
            if at == here or about:
                return NOTE, True
            halts = beside and (at // 2 - 1, at > 0) in route.stops(section)
            return (NOTE, True) if beside and not halts else (AT_LAST, False)


def _first_script(section: Section, at: int) -> GuideStep | None:
    return next((step for step in section.runs[at // 2] if isinstance(step, ScriptText)), None)


def _last_script(section: Section, at: int) -> GuideStep | None:
    script = [step for step in section.runs[at // 2] if isinstance(step, ScriptText)]
    return script[-1] if script else None


def _follows_question(section: Section, at: int, note: GuideStep) -> bool:
    """Return whether nothing but notes and tasks is between a note and the question before it."""
    run = section.runs[at // 2]
    close = takewhile(lambda step: isinstance(step, GuideNote | Task), run)
    return any(step is note for step in close)


def step_lines(live: LiveSession, section: Section, at: int, step: GuideStep, width: int) -> Lines:
    """Return a step that isn't a question, in full; *at* is the number of its stop."""
    match step:
        case Task():
            return task_lines(step, width, live.ticked)
        case Subheading():
            return _wrapped("", step.text, width, "bold")
        case ScriptText():
            now = at == _here(live.clock) and step is _first_script(section, at)
            mark = "▸ ❝ " if now else "  ❝ "
            rows = _wrapped(mark, step.text, width, "")
            return [(line, _stop(live.clock.section, at)) for line, _ in rows]
        case GuideNote():
            return _wrapped("  ", step.text, width, f"italic {MUTED}")
        case _:
            return []


def beside_lines(agenda: Agenda, width: int) -> Lines:
    """Return the parts of the guide that are not of the session, as notes with their titles."""
    lines: Lines = []
    for heading, parts in (("Before", agenda.before), ("After", agenda.after)):
        for part in parts:
            lines += _wrapped("", f"{heading} the session: {part.title}", width, f"bold {MUTED}")
            text = " · ".join(part.text.splitlines())
            text = text if len(text) <= MOST_BESIDE else f"{text[:MOST_BESIDE]}…"
            lines += _wrapped("  ", text, width, f"italic {MUTED}")
            if len(lines) > MOST_LINES_BESIDE:
                return [*lines, *_wrapped("", "… The rest is in the guide's file.", width, MUTED)]
    return lines


def _preview(stop: Stop, step: GuideStep, width: int) -> Lines:
    """Return one line of script or a note that is read before or after what is open now."""
    sign = "  ❝ " if isinstance(step, ScriptText) else "  "
    words = style.cut(" ".join(step.text[: 2 * width].split()), width - len(sign) - 2)
    return [(Content.assemble(" ", sign, words).stylize(MUTED), stop)]


def task_lines(task: Task, width: int, ticked: Set[str], keys: Keymap | None = None) -> Lines:
    """Return a task with its box, and with its key of *keys*. A click ticks it."""
    done = task.text in ticked
    rows = _wrapped("☑ " if done else "☐ ", task.text, width, MUTED if done else "")
    lines: Lines = [(line, None if done else task) for line, _ in rows]
    if keys and lines:
        key = Content.styled(f"  {keys.shown('live.task')} ticks", MUTED)
        first, target = lines[0]
        if first.cell_length + key.cell_length < width:
            lines[0] = first.append(key), target
    return lines


def question_lines(
    live: LiveSession, place: Place, question: Question, width: int, *, probes: bool
) -> Lines:
    """Return the lines of one question, with its *probes* or without."""
    current = place == live.clock.place and not live.clock.reading
    asked = place in live.clock.spent and not current
    passed = live.clock.marks.get(place)
    sign = PASSED_SIGNS[passed] if passed else "✓ " if asked else "• " if question.must else "  "
    mark = "▸ " if current else sign
    look = "bold $text-accent" if current else MUTED if asked or passed else ""
    lines = [(line, place) for line, _ in _wrapped(mark, question.text, width, look)]
    if probes and question.probes:
        words = "   ".join(f"· {style.said(probe.text)}" for probe in question.probes)
        lines += [(line, place) for line, _ in _wrapped("    ", words, width, "")]
    return list(lines)


def _wrapped(mark: str, text: str, width: int, look: str) -> Lines:
    room = max(width - len(mark) - 2, 10)
    rows = Content(style.said(text)).wrap(room)
    return [
        (
            Content.assemble(" ", mark if i == 0 else " " * len(mark), row.rstrip()).stylize(look),
            None,
        )
        for i, row in enumerate(rows)
    ]
