"""Read a guide with lines called something else, and say which of them can't be that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from focusgroup.core.agenda import Problem, ReadAs, lines_read_as, parse_agenda
from focusgroup.core.model import Agenda, GuideNote, Question, ScriptText
from focusgroup.imports.agenda_file import OpenedGuide
from focusgroup.imports.guides import Guide
from focusgroup.services.guides.reading_table import reading_table
from focusgroup.services.guides.unused_lines import plain

_STEPS = {ReadAs.NOTE: GuideNote, ReadAs.SCRIPT: ScriptText, ReadAs.QUESTION: Question}


@dataclass(frozen=True, slots=True)
class ChangedReading:
    """A guide read with changes; *refused* are the lines that are not read as they were called.

    *spans* are the lines of the new Markdown that each line of the old one became.
    """

    opened: OpenedGuide
    refused: tuple[int, ...]
    spans: Sequence[range]

    def kinds(self) -> dict[int, str]:
        """Return what each line of the old Markdown with a part in the new one is read as."""
        read = {row.line: row.kind for row in reversed(reading_table(self.opened)) if row.line}
        return dict(self._kinds(read))

    def _kinds(self, read: Mapping[int, str]) -> Iterator[tuple[int, str]]:
        for number, span in enumerate(self.spans, 1):
            kinds = [read[line] for line in span if line in read]
            if kinds:
                yield number, kinds[-1]


def cannot_be(line: int, kind: ReadAs) -> Problem:
    """Return what a person is told who called a line what it can't be."""
    return Problem(
        line,
        f"the line can't be read as a {kind}",
        "call it something else, or write it into the Markdown where it belongs",
    )


def read_with(opened: OpenedGuide, kinds: Mapping[int, ReadAs]) -> ChangedReading:
    """Return the guide with the lines in *kinds* read as what they are called there."""
    before = opened.reading.agenda
    written = lines_read_as(before.source, kinds, before)
    spans: list[range] = []
    at = 1
    for _, text in written:
        end = at + text.count("\n") + 1
        spans.append(range(at, end))
        at = end
    text = "\n".join(text for _, text in written)
    reading = parse_agenda(text, before.title)
    refused = [
        line
        for line, kind in kinds.items()
        if not _is_read(reading.agenda, text, spans[line - 1], kind)
    ]
    changed = replace(opened, reading=reading, guide=Guide(text))
    return ChangedReading(changed, tuple(refused), spans)


def _is_read(agenda: Agenda, text: str, span: range, kind: ReadAs) -> bool:
    """Return whether the lines in *span* are read as *kind*."""
    led = any(section.line in span for section in agenda.sections)
    lines = text.split("\n")[span.start - 1 : span.stop - 1]
    if kind is ReadAs.SECTION or led:
        return led is (kind is ReadAs.SECTION)
    steps = [step for section in agenda.sections for step in section.steps]
    if any(isinstance(step, _STEPS[kind]) and step.line in span for step in steps):
        return True
    parts = (*agenda.before, *agenda.after) if kind is ReadAs.NOTE else ()
    said = plain(" ".join(lines).removesuffix("(notes)"))
    return bool(said) and any(
        part.line in span or any(said in plain(note) for note in part.notes) for part in parts
    )
