"""Compare how guides are read with the outlines that a person gave them.

    python -m tests.guides [-v] [FOLDER…]

Beside a guide ``name.md`` lies its outline ``name.md.gold``, one line for each part in its order:
``section 10: Welcome`` (``-`` for no minutes), ``question:``, ``probe:``, ``option:``, ``script:``,
``note:``, ``task:``, ``heading:``, and ``left out:`` for what is not of the session. ``total: 60``
is the length of the whole. Without a folder, the guides in ``tests/agendas/corpus`` are compared.
"""

import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from focusgroup.core.model import Agenda, GuideNote, Question, ScriptText, Section, Subheading, Task
from focusgroup.imports.agenda_file import open_guide

CORPUS = Path(__file__).resolve().parent / "agendas" / "corpus"
ASKED = ("question", "probe")
KINDS = {
    Subheading: "heading",
    GuideNote: "note",
    ScriptText: "script",
    Task: "task",
    Question: "question",
}

Step = tuple[str, str]
"""What a part is, and its text."""


@dataclass(slots=True)
class GoldSection:
    """A section as a person outlined it; *minutes* is None if the guide gives none."""

    title: str
    minutes: float | None
    steps: list[Step] = field(default_factory=list)


@dataclass(slots=True)
class Gold:
    """The outline of a guide that a person wrote."""

    total: float | None = None
    sections: list[GoldSection] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Figures:
    """What was found of what there is, and what was read that is not there."""

    guides: int = 0
    sections: list[bool] = field(default_factory=list)
    minutes: list[bool] = field(default_factory=list)
    questions: list[bool] = field(default_factory=list)
    in_order: list[bool] = field(default_factory=list)
    false_sections: int = 0
    false_questions: int = 0
    said: list[str] = field(default_factory=list)

    def add(self, other: "Figures") -> None:
        """Add the figures of another guide."""
        self.guides += other.guides
        self.sections += other.sections
        self.minutes += other.minutes
        self.questions += other.questions
        self.in_order += other.in_order
        self.false_sections += other.false_sections
        self.false_questions += other.false_questions

    def lines(self) -> list[str]:
        """Return the table of the figures."""
        many = max(self.guides, 1)
        return [
            f"guides                      {self.guides}",
            f"sections found              {_share(self.sections)}",
            f"minutes and totals right    {_share(self.minutes)}",
            f"questions and probes found  {_share(self.questions)}",
            f"false questions a guide     {self.false_questions / many:.2f}",
            f"false sections a guide      {self.false_sections / many:.2f}",
            f"sections in order           {_share(self.in_order)}",
        ]


def share(found: Sequence[bool]) -> float:
    """Return the share that is true, 1 of nothing."""
    return sum(found) / len(found) if found else 1.0


def _share(found: Sequence[bool]) -> str:
    return f"{100 * share(found):.1f} %  ({sum(found)} of {len(found)})"


def read_gold(path: Path) -> Gold:
    """Return the outline in a file; see the module's text for its form."""
    gold = Gold()
    for line in path.read_text("utf-8").splitlines():
        label, _, text = line.strip().partition(": ")
        word, _, number = label.partition(" ")
        if word == "total":
            gold.total = float(text)
        elif word == "section":
            gold.sections.append(GoldSection(text, None if number == "-" else float(number)))
        elif label == "left out":
            gold.left_out.append(text)
        elif label:
            gold.sections[-1].steps.append((label, text))
    return gold


def steps_of(section: Section) -> list[Step]:
    """Return the steps of a section as they were read."""
    steps: list[Step] = []
    for step in section.steps:
        steps.append((KINDS[type(step)], step.text))
        if isinstance(step, Question):
            steps += [("probe", probe.text) for probe in step.probes]
    return steps


def compare(gold: Gold, agenda: Agenda) -> Figures:
    """Return how much of *gold* is in *agenda*."""
    figures = Figures(guides=1)
    pairs = _pairs([each.title for each in gold.sections], [s.title for s in agenda.sections])
    read = {wanted: agenda.sections[found] for wanted, found in pairs.items()}
    for n, wanted in enumerate(gold.sections):
        found = read.get(n)
        figures.sections.append(found is not None)
        if found is None:
            figures.said.append(f"section missing: {wanted.title}")
        if wanted.minutes is not None:
            right = found is not None and abs(found.minutes - wanted.minutes) < 0.01
            figures.minutes.append(right)
            if found is not None and not right:
                figures.said.append(f"{found.title}: {found.minutes:g} not {wanted.minutes:g} min")
        _compare_steps(wanted, steps_of(found) if found else [], figures)
    if gold.total is not None:
        figures.minutes.append(agenda.minutes == gold.total)
        if agenda.minutes != gold.total:
            figures.said.append(f"total: {agenda.minutes:g} not {gold.total:g}")
    for n, section in enumerate(agenda.sections):
        if n not in pairs.values():
            figures.false_sections += 1
            figures.said.append(f"false section: {section.title}")
            for kind, text in steps_of(section):
                if kind in ASKED:
                    figures.false_questions += 1
                    figures.said.append(f"false {kind}: {text}")
    return figures


def _compare_steps(wanted: GoldSection, steps: list[Step], figures: Figures) -> None:
    gold = [text for _, text in wanted.steps]
    pairs = _pairs(gold, [text for _, text in steps])
    for n, (kind, text) in enumerate(wanted.steps):
        found = steps[pairs[n]][0] if n in pairs else None
        if kind in ASKED:
            figures.questions.append(found in ASKED)
        same = found == kind
        if not same and kind != "option":
            figures.said.append(f"{wanted.title}: {kind} read as {found}: {text}")
    neutral = {pairs[n] for n, (kind, _) in enumerate(wanted.steps) if n in pairs and kind in ASKED}
    neutral |= {
        pairs[n] for n, (kind, _) in enumerate(wanted.steps) if n in pairs and kind == "option"
    }
    for n, (kind, text) in enumerate(steps):
        if kind in ASKED and n not in neutral:
            figures.false_questions += 1
            figures.said.append(f"{wanted.title}: false {kind}: {text}")
    if wanted.steps:
        # Answers to choose from follow the question's probes, wherever they stand under it.
        steps_in_order = [n for n, (kind, _) in enumerate(wanted.steps) if kind != "option"]
        places = [pairs[n] for n in steps_in_order if n in pairs]
        kinds = all(
            kind == "option" or (n in pairs and steps[pairs[n]][0] == kind)
            for n, (kind, _) in enumerate(wanted.steps)
        )
        if places != sorted(places):
            figures.said.append(f"{wanted.title}: steps in another order")
        figures.in_order.append(places == sorted(places) and kinds)


def _pairs(wanted: Sequence[str], found: Sequence[str]) -> dict[int, int]:
    """Return which text of *found* each of *wanted* is: the same letters, or some more of them."""
    pairs: dict[int, int] = {}
    there = [letters(text) for text in found]
    for same in (True, False):
        for n, text in enumerate(map(letters, wanted)):
            # What a guide says twice is paired in its order.
            after = max((at for m, at in pairs.items() if m < n), default=-1)
            for at, other in sorted(enumerate(there), key=lambda each: each[0] < after):
                if n in pairs or at in pairs.values():
                    continue
                if text == other or (not same and _is_within(text, other)):
                    pairs[n] = at
    return pairs


def _is_within(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return bool(short) and short in long and 3 * len(short) >= len(long)


def letters(text: str) -> str:
    """Return the letters and digits of *text*, in small letters."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(char for char in plain if char.isalnum())


def guides_in(folder: Path) -> list[Path]:
    """Return the guides in *folder* that have an outline beside them."""
    return [path.with_suffix("") for path in sorted(folder.glob("*.gold"))]


@cache
def agenda_of(guide: Path) -> Agenda:
    """Return the agenda that is read from a guide in any format."""
    return open_guide(guide).reading.agenda


def figures_of(guide: Path) -> Figures:
    """Return how a guide is read, compared with its outline."""
    gold = read_gold(guide.with_name(guide.name + ".gold"))
    return compare(gold, agenda_of(guide))


def main(words: Sequence[str]) -> None:
    """Print the figures over the guides in the folders named."""
    folders = [Path(word) for word in words if word != "-v"] or [CORPUS]
    whole = Figures()
    for guide in (guide for folder in folders for guide in guides_in(folder)):
        figures = figures_of(guide)
        whole.add(figures)
        if "-v" in words and figures.said:
            print(f"{guide.name}", *figures.said, sep="\n    ")
    print(*whole.lines(), sep="\n")


if __name__ == "__main__":
    main(sys.argv[1:])
