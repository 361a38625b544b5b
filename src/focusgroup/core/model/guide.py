"""A discussion guide as plain values: sections in order, each a sequence of steps."""

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from focusgroup.core.model.kinds import Kind


class SectionKind(StrEnum):
    """The kinds of question in a questioning route (Krueger & Casey 2015, ch. 3)."""

    OPENING = "opening"
    INTRODUCTORY = "introductory"
    TRANSITION = "transition"
    KEY = "key"
    ENDING = "ending"


@dataclass(frozen=True, slots=True)
class Probe:
    """A follow-up to a question; *line* is 1-based in the agenda's text."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a section; *must* marks a question that has to be asked."""

    text: str
    probes: tuple[Probe, ...] = ()
    must: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Task:
    """Something the facilitator ticks off during the session, such as consent."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class ScriptText:
    """A paragraph that is read aloud."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class GuideNote:
    """A paragraph for the facilitator, not read aloud."""

    text: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Subheading:
    """A heading inside a section: the steps up to the next one belong together."""

    text: str
    line: int = 0


GuideStep = Subheading | GuideNote | ScriptText | Task | Question
"""One step of a section."""


@dataclass(frozen=True, slots=True)
class ThemeSpec:
    """A product theme that an agenda lists: ``Reporting > Exports`` and what it means."""

    path: str
    description: str = ""
    line: int = 0


@dataclass(frozen=True)
class Section:
    """One section of the agenda: its steps in the order of the guide.

    *minutes* is the planned length, 0 when the author gave none. *themes* are paths. *listen_for*
    is the kind that the author named; see `listens`. Questions are counted from 0 among the
    questions alone, as quotes and the clock name them.
    """

    title: str
    minutes: float = 0
    kind: SectionKind | None = None
    steps: tuple[GuideStep, ...] = ()
    themes: tuple[str, ...] = ()
    listen_for: Kind | None = None
    line: int = 0

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """Return its questions."""
        return tuple(step for step in self.steps if isinstance(step, Question))

    @cached_property
    def script(self) -> tuple[str, ...]:
        """Return all that is read aloud."""
        return tuple(step.text for step in self.steps if isinstance(step, ScriptText))

    @cached_property
    def notes(self) -> tuple[str, ...]:
        """Return the facilitator's notes."""
        return tuple(step.text for step in self.steps if isinstance(step, GuideNote))

    @cached_property
    def tasks(self) -> tuple[Task, ...]:
        """Return what is ticked off."""
        return tuple(step for step in self.steps if isinstance(step, Task))

    @cached_property
    def runs(self) -> tuple[tuple[GuideStep, ...], ...]:
        """Return the steps before the first question, after each question, and after the last.

        There is one more of them than questions.
        """
        runs: list[list[GuideStep]] = [[]]
        for step in self.steps:
            if isinstance(step, Question):
                runs.append([])
            else:
                runs[-1].append(step)
        return tuple(map(tuple, runs))

    @property
    def listens(self) -> Kind | None:
        """Return the kind that quotes of this section get until the note-taker types another.

        People introduce themselves in an opening or introductory section, so that is context.
        """
        introduces = self.kind in (SectionKind.OPENING, SectionKind.INTRODUCTORY)
        return self.listen_for or (Kind.CONTEXT if introduces else None)


@dataclass(frozen=True, slots=True)
class SidePart:
    """A part of a guide that is not of the session: recruitment, materials, analysis."""

    title: str
    notes: tuple[str, ...] = ()
    line: int = 0

    @property
    def text(self) -> str:
        """Return its notes, one a line."""
        return "\n".join(self.notes)


@dataclass(frozen=True, slots=True)
class Agenda:
    """An agenda (the discussion guide). *source* is the Markdown it was read from.

    *before* and *after* are the parts of the guide around the session: notes, never asked.
    """

    title: str
    sections: tuple[Section, ...] = ()
    product: str = ""
    minutes: float = 0
    language: str = ""
    themes: tuple[ThemeSpec, ...] = ()
    source: str = ""
    before: tuple[SidePart, ...] = ()
    after: tuple[SidePart, ...] = ()

    @property
    def planned_minutes(self) -> float:
        """Return the sum of the sections' planned lengths, in minutes."""
        return sum(section.minutes for section in self.sections)

    @property
    def theme_paths(self) -> tuple[str, ...]:
        """Return every theme the agenda names, in order of appearance, each once."""
        named = [spec.path for spec in self.themes]
        named += [path for section in self.sections for path in section.themes]
        return tuple(dict.fromkeys(named))
