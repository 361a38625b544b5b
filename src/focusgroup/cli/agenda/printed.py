"""What the agenda commands print: problems with a table, an outline, and values for JSON."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from focusgroup.cli.output import plural, print_table, say, wrap
from focusgroup.core.agenda import Problem, Reading
from focusgroup.core.dates.durations import in_words
from focusgroup.core.model import (
    KIND_LABELS,
    Agenda,
    GuideNote,
    GuideStep,
    Question,
    ScriptText,
    Section,
    SidePart,
    Subheading,
    Task,
)
from focusgroup.imports.agenda_file import OpenedGuide
from focusgroup.services.guides.read_row import ReadRow
from focusgroup.services.guides.reading_table import reading_table
from focusgroup.services.guides.side_parts import side_parts_in_words

_MARKS: dict[type[GuideStep], str] = {
    Subheading: "## ",
    GuideNote: "Note: ",
    ScriptText: "> ",
    Task: "[ ] ",
    Question: "- ",
}
_STEP_NAMES: dict[type[GuideStep], str] = {
    Subheading: "heading",
    GuideNote: "note",
    ScriptText: "script",
    Task: "task",
    Question: "question",
}
NARROWEST = 20
"""Cells to which text is wrapped on the narrowest terminal."""


LONGEST_TEXT = 100
"""Characters shown of a line, or of a part beside the session; `--json` has it whole."""


def print_check(path: str, opened: OpenedGuide) -> None:
    """Print the problems of one agenda by line, how each line was read, and the sections."""
    reading, read = opened.reading, opened.reading.agenda
    say(f"{path}: {read.title}")
    if opened.guide.converted:
        article = "an" if opened.guide.format.startswith("Open") else "a"
        say(
            f"read from {article} {opened.guide.format};"
            " the lines are those of the Markdown it becomes"
        )
    for problem in reading.problems:
        say(f"{path}:{problem.line}: {problem.severity.value}: {problem.message}")
        say(f"    fix: {problem.fix}")
    _print_reading(opened)
    if read.sections:
        rows = [_row(number, section) for number, section in enumerate(read.sections, 1)]
        columns = ("", "section", "minutes", "kind", "questions", "must", "listens for", "themes")
        say("")
        print_table(rows, columns)
    say(_sum(read))
    if beside := side_parts_in_words(read):
        say(beside)
    say(counted(reading))


def _print_reading(opened: OpenedGuide) -> None:
    """Print each line of the guide with what it was read as."""
    rows = reading_table(opened)
    if not rows:
        return
    unit = opened.guide.unit if opened.guide.converted else ""
    columns = ("line", *([f"{unit} of the file"] if unit else []), "read as", "text")
    say("")
    print_table([_read_row(row, with_place=bool(unit)) for row in rows], columns)


def _read_row(row: ReadRow, *, with_place: bool) -> Sequence[object]:
    text = row.text if len(row.text) <= LONGEST_TEXT else f"{row.text[: LONGEST_TEXT - 1]}…"
    if row.why:
        text = f"{text} ({row.why})" if text else row.why
    places = [row.place or None] if with_place else []
    return (row.line or None, *places, row.kind, text)


def _row(number: int, section: Section) -> Sequence[object]:
    return (
        number,
        section.title,
        minutes_of(section.minutes) if section.minutes else None,
        section.kind.value if section.kind else None,
        len(section.questions),
        sum(question.must for question in section.questions),
        KIND_LABELS[section.listens] if section.listens else None,
        ", ".join(section.themes),
    )


def _sum(read: Agenda) -> str:
    questions = sum(len(section.questions) for section in read.sections)
    planned = minutes_of(read.planned_minutes)
    total = f" of {minutes_of(read.minutes)}" if read.minutes else ""
    return (
        f"total: {planned}{total} minutes, {plural(len(read.sections), 'section')},"
        f" {plural(questions, 'question')}, {plural(len(read.theme_paths), 'theme')}"
    )


def counted(reading: Reading) -> str:
    if not reading.problems:
        return "no problems"
    errors, warnings = len(reading.errors), len(reading.warnings)
    said = [plural(errors, "error")] if errors else []
    said += [plural(warnings, "warning")] if warnings else []
    return ", ".join(said)


def outline(read: Agenda) -> Iterator[str]:
    facts = [read.product] if read.product else []
    facts += [f"{minutes_of(read.minutes or read.planned_minutes)} minutes"]
    facts += [read.language] if read.language else []
    yield read.title
    yield ", ".join(facts)
    if read.themes:
        yield ""
        yield "Themes"
        for theme in read.themes:
            meaning = f": {theme.description}" if theme.description else ""
            yield from _wrapped(theme.path + meaning, "  ")
    yield from _beside_lines("Before the session", read.before)
    for number, section in enumerate(read.sections, 1):
        yield ""
        yield from _section_lines(number, section)
    yield from _beside_lines("After the session", read.after)


def _beside_lines(heading: str, parts: Sequence[SidePart]) -> Iterator[str]:
    """Yield a line per part that is not of the session; `--markdown` has them whole."""
    if not parts:
        return
    yield ""
    yield f"{heading}: notes for you"
    for part in parts:
        text = " · ".join(part.text.splitlines())
        begins = text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"
        yield from _wrapped(part.title + (f": {begins}" if begins else ""), "  ", "+ ")


def _section_lines(number: int, section: Section) -> Iterator[str]:
    said = [in_words(section.minutes)] if section.minutes else []
    said += [section.kind.value] if section.kind else []
    yield f"{number}. {section.title}" + (f" ({', '.join(said)})" if said else "")
    if section.listens:
        yield from _wrapped(f"Listen for: {KIND_LABELS[section.listens]}", "   ")
    if section.themes:
        yield from _wrapped(f"Themes: {', '.join(section.themes)}", "   ")
    for step in section.steps:
        yield from _wrapped(step.text, "   ", _mark(step))
        if isinstance(step, Question):
            for probe in step.probes:
                yield from _wrapped(probe.text, "       ", "- ")


def _mark(step: GuideStep) -> str:
    if isinstance(step, Question) and step.must:
        return "* "
    return _MARKS[type(step)]


def _wrapped(text: str, indent: str, mark: str = "") -> Iterator[str]:
    """Yield *text* after *mark*, further lines aligned below; wrap only on a terminal."""
    lines = text.split("\n")
    if sys.stdout.isatty():
        room = max(shutil.get_terminal_size().columns - len(indent) - len(mark), NARROWEST)
        lines = [part for line in lines for part in wrap(line, room)]
    yield f"{indent}{mark}{lines[0]}"
    for line in lines[1:]:
        yield f"{indent}{' ' * len(mark)}{line}"


def as_object(path: str, reading: Reading, *, whole: bool = False) -> dict[str, object]:
    """Return an agenda for JSON; with *whole* all its text."""
    read = reading.agenda
    return {
        "path": path,
        "ok": not reading.errors,
        "title": read.title,
        "product": read.product,
        "language": read.language,
        "minutes": read.minutes,
        "planned_minutes": read.planned_minutes,
        "themes": [{"path": each.path, "description": each.description} for each in read.themes],
        "before": [_part_object(part) for part in read.before],
        "sections": [_section_object(section, whole=whole) for section in read.sections],
        "after": [_part_object(part) for part in read.after],
        "problems": [_problem_object(each) for each in reading.problems],
    }


def checked_object(path: str, opened: OpenedGuide) -> dict[str, object]:
    """Return for JSON how a guide was read: its counts, and every line of it."""
    rows = [asdict(row) for row in reading_table(opened)]
    about = {"format": opened.guide.format, "places": opened.guide.unit, "reading": rows}
    return as_object(path, opened.reading) | about


def _part_object(part: SidePart) -> dict[str, object]:
    return {"title": part.title, "text": part.text, "line": part.line}


def _section_object(section: Section, *, whole: bool) -> dict[str, object]:
    """Return one section and its steps; with *whole* each kind apart too, otherwise counted."""
    about: dict[str, object] = {
        "title": section.title,
        "line": section.line,
        "minutes": section.minutes,
        "kind": section.kind.value if section.kind else None,
        "listen_for": section.listens.value if section.listens else None,
        "themes": list(section.themes),
        "steps": [_step_object(step) for step in section.steps],
    }
    if not whole:
        must = sum(question.must for question in section.questions)
        return about | {"questions": len(section.questions), "must": must}
    return about | {
        "script": list(section.script),
        "notes": list(section.notes),
        "tasks": [task.text for task in section.tasks],
        "questions": [_question_object(question) for question in section.questions],
    }


def _step_object(step: GuideStep) -> dict[str, object]:
    """Return one step, in its place in the section; ``step`` says what it is."""
    what = {"step": _STEP_NAMES[type(step)]}
    if isinstance(step, Question):
        return what | _question_object(step)
    return what | {"text": step.text, "line": step.line}


def _question_object(question: Question) -> dict[str, object]:
    return {
        "text": question.text,
        "must": question.must,
        "line": question.line,
        "probes": [probe.text for probe in question.probes],
    }


def _problem_object(problem: Problem) -> dict[str, object]:
    return {
        "line": problem.line,
        "severity": problem.severity.value,
        "message": problem.message,
        "fix": problem.fix,
    }


def minutes_of(minutes: float) -> int | float:
    return int(minutes) if minutes == int(minutes) else round(minutes, 2)
