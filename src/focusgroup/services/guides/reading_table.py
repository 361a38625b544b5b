"""The table of a reading: every line of a guide, what it was read as, left out or guessed, and why.

It is made from the guide's text and the agenda that came of it, whatever rules were used: what
is in no part of the agenda and not beside the session was left out.
"""

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass

from focusgroup.core.agenda import Role, SectionField, contents_in, flatten, named_by
from focusgroup.core.dates.durations import in_words
from focusgroup.core.model import (
    Agenda,
    GuideNote,
    Question,
    ScriptText,
    Section,
    Subheading,
    Task,
)
from focusgroup.core.patterns import lazy_pattern
from focusgroup.imports.agenda_file import OpenedGuide
from focusgroup.services.guides.read_row import BESIDE, LEFT_OUT, ReadRow
from focusgroup.services.guides.unused_lines import NO_PART, UnusedLines, plain, with_headings

_MOST_COMPARED = 100_000
"""Characters of a section in which a line is looked for; the longest real ones have 5,000."""

_ONLY_CALLOUT = lazy_pattern(r"[>\s]*\[!([A-Za-z]{1,20})\][-+]?")
_LEAD = lazy_pattern(
    r"^[>\s]*(?:[-*+]\s+|(?:\d{1,2}(?:\.\d{1,2})+[.)]?(?=\s)|\w{1,3}[.)、]|[①-⑳])\s*(?=\S))?"
)
_SPEAKER = lazy_pattern(r"^(?:\W{0,3}\[[^\]]{1,30}\]\W{0,3}|\w{1,12}(?=[「『“«„\"]))\s*")
_RULE = lazy_pattern(r"^[ \t|:=*_>#+├┌└╔╚╠┬┼┴─═╦╬╩┐┘┤╗╝╣│║-]+$")
_FIELD = lazy_pattern(r"^[>*_-]{0,6}\s?([^\s:：][^:：]{0,40})[:：]")
_UNDERLINE = lazy_pattern(r"=+|--+")
_FENCES = ("```", "~~~")
_BOLD_LEVEL = 6
"""The level of a bold line that is read as a heading: below every other."""

_BEFORE_TABLE = lazy_pattern(r"^(?:\|\s*)?:?-{3,}")


def reading_table(opened: OpenedGuide) -> tuple[ReadRow, ...]:
    """Return the rows in the order of the guide, what the file had besides them at the end.

    A row of a timetable that is a section comes first as that, then with what its other cells are.

    A guide without a section has none: its problems say why.
    """
    if not opened.reading.agenda.sections:
        return ()
    source = opened.reading.agenda.source.split("\n")
    told: dict[int, list[str]] = {}
    for problem in opened.reading.problems:
        message = problem.message.removesuffix(opened.guide.where(problem.line))
        told.setdefault(problem.line, []).append(message)
    read = [
        ReadRow(line, opened.guide.place(line), kind, text, _joined(why, *told.pop(line, ())))
        for line, kind, text, why in _read_lines(opened, source)
    ]
    gone = [ReadRow(0, out.place, LEFT_OUT, out.text, out.why) for out in opened.guide.left_out]
    return (*with_headings(read), *gone)


def _joined(*whys: str) -> str:
    return "; ".join(filter(None, whys))


def _read_lines(opened: OpenedGuide, source: list[str]) -> Iterator[tuple[int, str, str, str]]:
    agenda = opened.reading.agenda
    known = _known_lines(agenda.sections)
    body = _body_starts(source)
    heads = {section.line: section for section in agenda.sections}
    contents = contents_in(source)
    beside = _lines_beside(agenda, source)
    # Before the first section: what is written there became notes of one of them.
    parts = whole = everything = _Parts.of(*agenda.sections)
    unused = UnusedLines(agenda, source, everything.have)
    title = plain(agenda.title)
    for number, line in enumerate(source, 1):
        if number in heads:
            parts = _Parts.of(heads[number])
            yield number, "section", _section_text(heads[number]), ""
            yield from _in_row(heads[number], number, line)
            continue
        said = line.strip()
        if not said or _RULE.match(said) or (number < len(source) and _is_head(source[number])):
            continue
        if number < body:
            yield number, "about", said, ""
        elif number - 1 in contents:
            yield number, LEFT_OUT, said, "it is a table of contents"
        elif number in known:
            yield number, known[number], said, ""
        elif number in beside:
            parts = whole
            yield number, BESIDE, said, beside[number]
        elif title and plain(said) in (title, plain(f"{agenda.title} {said}")):
            title = ""
            yield number, "title", said, ""
        elif said.startswith("#") and plain(said) and title.startswith(plain(said)):
            # "Northwind Research" over "Interview": the name of who made it, and the title.
            title = title.removeprefix(plain(said))
            yield number, "title", said, ""
        else:
            above = source[number - 2].strip() if number > 1 else ""
            kind, why = parts.kind_of(said, above)
            if kind == LEFT_OUT:
                # What stands below a timetable became notes of its first section.
                kind, why = everything.kind_of(said, above)
            if kind == LEFT_OUT and _is_over_sections(source, number, heads):
                kind, why = "label", "a heading over sections"
            elif kind == LEFT_OUT:
                kind, why = unused.read_as(said) if why == NO_PART else (kind, why)
            yield number, kind, said, why


def _in_row(section: Section, number: int, row: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield what a section took from the other cells of its row in a timetable."""
    said = plain(row) if row.lstrip().startswith("|") else ""
    for step in section.steps if said else ():
        kind, text = _STEPS[type(step)], plain(step.text)
        named = plain(step.text.partition(": ")[2])  # a cell below the name of its column
        if kind != "label" and (text in said or (named and named in said)):
            yield number, kind, step.text, ""
        for probe in step.probes if isinstance(step, Question) else ():
            if plain(probe.text) in said:
                yield number, "probe", probe.text, ""


def _is_over_sections(source: list[str], number: int, heads: Container[int]) -> bool:
    """Return whether a heading has sections below it, before the next heading of its level."""
    level = _heading_level(source, number)
    for below in range(number + 1, len(source) + 1 if level else 0):
        other = _heading_level(source, below)
        if 0 < other <= level:
            return False
        if other and below in heads:
            return True
    return False


def _is_head(below: str) -> bool:
    """Return whether the line over *below* is the head of a table, whose columns are read."""
    return bool(_BEFORE_TABLE.match(below.lstrip())) and "|" in below


_STEPS = {
    ScriptText: "script",
    GuideNote: "note",
    Question: "question",
    Task: "task",
    Subheading: "label",
}
_CALLED = {"script": "script", "question": "question"}
_KINDS = {"script": "script", "notes": "note", "asked": "question", "tasks": "task"}


@dataclass(frozen=True, slots=True)
class _Parts:
    """The texts of a section, as one text each, without marks."""

    script: str = ""
    notes: str = ""
    asked: str = ""
    tasks: str = ""

    @classmethod
    def of(cls, *sections: Section) -> "_Parts":
        asked = [question for section in sections for question in section.questions]
        probes = [probe.text for question in asked for probe in question.probes]
        return cls(
            _plain_all(text for section in sections for text in section.script),
            _plain_all(text for section in sections for text in section.notes),
            _plain_all([*(question.text for question in asked), *probes]),
            _plain_all(task.text for section in sections for task in section.tasks),
        )

    def have(self, words: str) -> bool:
        """Return whether *words*, without marks, are in one of them."""
        return any(words in getattr(self, name) for name in _KINDS)

    def kind_of(self, said: str, above: str) -> tuple[str, str]:
        """Return what a line without a part of its own was read as, and why it was left out."""
        if callout := _ONLY_CALLOUT.fullmatch(said):
            return _CALLED.get(callout[1].lower(), "note"), ""
        for name, kind in _KINDS.items():
            if any(text in getattr(self, name) for text in _texts_of(said, above)):
                return kind, ""
        if said.startswith("|") and (kinds := [*self._of_cells(said)]) and None not in kinds:
            return next(filter(None, kinds)), ""
        field = _FIELD.match(said)
        match named_by(field[1] if field else said.strip("#>*-_ ")):
            case SectionField():
                return "about", ""
            case Role() if not field or not said.rstrip("*_ ")[field.end() :].strip("*_ "):
                return "label", ""
        if field and len(rest := plain(said[field.end() :])) > 0:
            for name, kind in _KINDS.items():
                if rest in getattr(self, name):
                    return kind, ""
        if said.startswith("<!--"):
            return LEFT_OUT, "it is a remark for the author"
        return LEFT_OUT, NO_PART

    def _of_cells(self, row: str) -> Iterator[str | None]:
        """Yield what each cell with words in it was read as, None for one in no part."""
        for cell in row.replace("<br>", "|").split("|"):
            text = plain(cell)
            if any(map(str.isalpha, text)):
                found = (kind for name, kind in _KINDS.items() if text in getattr(self, name))
                yield next(found, None)


def _lines_beside(agenda: Agenda, source: list[str]) -> dict[int, str]:
    """Return the lines of the parts beside the session, each part's first with why it is one."""
    whys = dict.fromkeys((part.line for part in agenda.before), "notes before the session")
    whys |= dict.fromkeys((part.line for part in agenda.after), "notes after the session")
    ends = {section.line for section in agenda.sections} | whys.keys()
    lines: dict[int, str] = {}
    for first, why in whys.items():
        lines[first] = f"not of the session: {why}"
        level = _heading_level(source, first) or _BOLD_LEVEL
        fenced = remark = False
        for number in range(first + 1, len(source) + 1):
            said = source[number - 1].strip()
            fenced ^= said.startswith(_FENCES)
            if number in ends or (not fenced and 0 < _heading_level(source, number) <= level):
                break
            remark = remark or said.startswith("<!--")
            if not remark:
                lines[number] = ""
            remark = remark and "-->" not in said
    return lines


def _heading_level(source: list[str], number: int) -> int:
    """Return the level of the heading on a line, 0 if there is none by its marks."""
    said = source[number - 1].lstrip()
    below = source[number].strip() if number < len(source) else ""
    if said[:1].isalpha() and _UNDERLINE.fullmatch(below):
        return 1 if below[0] == "=" else 2
    return len(said) - len(said.lstrip("#"))


def _known_lines(sections: tuple[Section, ...]) -> dict[int, str]:
    """Return the kind of each line that the agenda itself knows."""
    known: dict[int, str] = {}
    for section in sections:
        for step in section.steps:
            if isinstance(step, Subheading):
                known[step.line] = "label"
        for task in section.tasks:
            known[task.line] = "task"
        for question in section.questions:
            known[question.line] = "question"
            for probe in question.probes:
                known.setdefault(probe.line, "probe")
    known.pop(0, None)
    return known


def _section_text(section: Section) -> str:
    said = [in_words(section.minutes)] if section.minutes else []
    said += [section.kind.value] if section.kind else []
    return section.title + (f" ({', '.join(said)})" if said else "")


def _body_starts(source: list[str]) -> int:
    """Return the first line after the front matter."""
    if source[0].strip() != "---":
        return 1
    end = (n for n, line in enumerate(source[1:], 2) if line.strip() in ("---", "..."))
    return next(end, 0) + 1


def _texts_of(said: str, above: str) -> Iterator[str]:
    """Yield the words of a line: as written, without its mark in front, and as they are shown.

    What is shown may begin in the line *above*, as a link does that goes over its end.
    """
    yield plain(said)
    bare = _LEAD.sub("", said)
    shown = " ".join(line.text for line in flatten(bare))
    if (called := _SPEAKER.match(bare)) is not None:
        yield from filter(None, [plain(bare[called.end() :])])
    _, *goes_on = flatten(f"{_LEAD.sub('', above)}\n{bare}") or ("",)
    on = " ".join(line.text for line in goes_on)
    yield from filter(None, (plain(bare), plain(shown), plain(on)))


def _plain_all(texts: Iterable[str]) -> str:
    return plain("\n".join(texts))[:_MOST_COMPARED]
