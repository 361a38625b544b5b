"""`focusgroup agenda`: list, show, check and start agendas."""

import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from focusgroup.core.agenda import Problem, Reading
    from focusgroup.core.model import Agenda, Section

NARROWEST = 20
"""Cells to which text is wrapped on the narrowest terminal."""


def _complete(
    _ctx: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The names of the shipped agendas, and files."""
    from focusgroup.imports.agenda_file import shipped

    names = [
        CompletionItem(each.name, help=each.title)
        for each in shipped()
        if each.name.startswith(incomplete)
    ]
    return names or [CompletionItem(incomplete, type="file")]


@click.group()
def agenda() -> None:
    """List, show, check and start agendas.

    An agenda is a Markdown file, or the name of one that comes with the program.
    """


@agenda.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
def list_agendas(as_json: bool) -> None:
    """The agendas that come with the program."""
    from focusgroup.cli.output import print_json, print_table
    from focusgroup.imports.agenda_file import shipped

    found = shipped()
    if as_json:
        rows = [
            {
                "name": each.name,
                "title": each.title,
                "minutes": each.minutes,
                "language": each.language,
                "path": str(each.path),
            }
            for each in found
        ]
        print_json(rows)
    else:
        table = [(e.name, _number(e.minutes), e.language, e.title) for e in found]
        print_table(table, ("name", "minutes", "language", "title"))


@agenda.command()
@click.argument("name_or_path", metavar="NAME_OR_PATH", shell_complete=_complete)
@click.option("--markdown", is_flag=True, help="Print the file as it is.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_context
def show(ctx: click.Context, name_or_path: str, markdown: bool, as_json: bool) -> None:
    """An agenda as it will be led: script, questions, probes, minutes."""
    from focusgroup.cli.output import print_json, say, warn
    from focusgroup.imports.agenda_file import load

    reading = load(name_or_path)
    if markdown:
        say(reading.agenda.source.rstrip("\n"))
    elif as_json:
        print_json(_as_object(name_or_path, reading, whole=True))
    else:
        say("\n".join(_outline(reading.agenda)))
    if reading.problems:
        warn(f"{_counted(reading)}; `focusgroup agenda check` names them")
    ctx.exit(1 if reading.errors else 0)


@agenda.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True, shell_complete=_complete)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array, an agenda an object.")
@click.pass_context
def check(ctx: click.Context, paths: tuple[str, ...], as_json: bool) -> None:
    """Say what is wrong with agendas, by line, and how they are read.

    Ends with 1 when one of them can't be led as it is; warnings alone end with 0.
    """
    from focusgroup.cli.output import print_json, say, warn
    from focusgroup.core.errors import FocusgroupError
    from focusgroup.imports.agenda_file import load

    objects: list[dict[str, object]] = []
    failed = False
    for number, path in enumerate(paths):
        try:
            reading = load(path)
        except FocusgroupError as error:
            failed = True
            objects.append({"path": path, "ok": False, "error": str(error)})
            if not as_json:
                warn(f"focusgroup: {error}")
            continue
        failed = failed or bool(reading.errors)
        objects.append(_as_object(path, reading))
        if not as_json:
            if number:
                say("")
            _print_check(path, reading)
    if as_json:
        print_json(objects)
    ctx.exit(1 if failed else 0)


@agenda.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "--from",
    "source",
    metavar="NAME_OR_PATH",
    shell_complete=_complete,
    help="Start from this agenda instead of a short one.",
)
@click.option("--title", metavar="TEXT", help="The title of the new agenda.")
@click.option("--force", is_flag=True, help="Replace the file when it is there already.")
def new(path: Path, source: str | None, title: str | None, force: bool) -> None:
    """Write a new agenda to PATH, to be changed in any editor."""
    from focusgroup.cli.output import say
    from focusgroup.core.agenda_format import format_agenda
    from focusgroup.core.agenda_starter import retitled, starter
    from focusgroup.core.text import clean_line
    from focusgroup.imports.agenda_file import load, write_new

    name = clean_line(title or "")
    if source is None:
        text = format_agenda(starter(name or "Customer focus group"))
    else:
        text = load(source).agenda.source
        text = retitled(text, name) if name else text
    written = write_new(path, text, replace=force)
    say(str(written))


# -- what is printed ------------------------------------------------------------------------


def _print_check(path: str, reading: "Reading") -> None:
    """The problems of one agenda by line, then the reading back as a table."""
    from focusgroup.cli.output import print_table, say

    read = reading.agenda
    say(f"{path}: {read.title}")
    for problem in reading.problems:
        say(f"{path}:{problem.line}: {problem.severity.value}: {problem.message}")
        say(f"    fix: {problem.fix}")
    if read.sections:
        rows = [_row(number, section) for number, section in enumerate(read.sections, 1)]
        columns = ("", "section", "minutes", "kind", "questions", "must", "listens for", "themes")
        say("")
        print_table(rows, columns)
    say(_sum(read))
    say(_counted(reading))


def _row(number: int, section: "Section") -> Sequence[object]:
    from focusgroup.core.model import KIND_LABELS

    return (
        number,
        section.title,
        _number(section.minutes) if section.minutes else None,
        section.kind.value if section.kind else None,
        len(section.questions),
        sum(question.must for question in section.questions),
        KIND_LABELS[section.listen_for] if section.listen_for else None,
        ", ".join(section.themes),
    )


def _sum(read: "Agenda") -> str:
    from focusgroup.cli.output import plural

    questions = sum(len(section.questions) for section in read.sections)
    planned = _number(read.planned_minutes)
    total = f" of {_number(read.minutes)}" if read.minutes else ""
    return (
        f"sum: {planned}{total} minutes, {plural(len(read.sections), 'section')},"
        f" {plural(questions, 'question')}, {plural(len(read.theme_paths), 'theme')}"
    )


def _counted(reading: "Reading") -> str:
    from focusgroup.cli.output import plural

    if not reading.problems:
        return "no problems"
    errors, warnings = len(reading.errors), len(reading.warnings)
    said = [plural(errors, "error")] if errors else []
    said += [plural(warnings, "warning")] if warnings else []
    return ", ".join(said)


def _outline(read: "Agenda") -> Iterator[str]:
    facts = [read.product] if read.product else []
    facts += [f"{_number(read.minutes or read.planned_minutes)} minutes"]
    facts += [read.language] if read.language else []
    yield read.title
    yield ", ".join(facts)
    if read.themes:
        yield ""
        yield "Themes"
        for theme in read.themes:
            meaning = f": {theme.description}" if theme.description else ""
            yield from _wrapped(theme.path + meaning, "  ")
    for number, section in enumerate(read.sections, 1):
        yield ""
        yield from _section_lines(number, section)


def _section_lines(number: int, section: "Section") -> Iterator[str]:
    from focusgroup.core.minutes import in_words
    from focusgroup.core.model import KIND_LABELS

    said = [in_words(section.minutes)] if section.minutes else []
    said += [section.kind.value] if section.kind else []
    yield f"{number}. {section.title}" + (f" ({', '.join(said)})" if said else "")
    if section.listen_for:
        yield from _wrapped(f"Listen for: {KIND_LABELS[section.listen_for]}", "   ")
    if section.themes:
        yield from _wrapped(f"Themes: {', '.join(section.themes)}", "   ")
    for note in section.notes:
        yield from _wrapped(note, "   ", "Note: ")
    for task in section.tasks:
        yield from _wrapped(task.text, "   ", "[ ] ")
    for text in section.script:
        yield from _wrapped(text, "   ", "> ")
    for question in section.questions:
        yield from _wrapped(question.text, "   ", "* " if question.must else "- ")
        for probe in question.probes:
            yield from _wrapped(probe.text, "       ", "- ")


def _wrapped(text: str, indent: str, mark: str = "") -> Iterator[str]:
    """*text* behind *mark*, its further lines under its first; broken only on a terminal."""
    from focusgroup.cli.output import wrap

    lines = text.split("\n")
    if sys.stdout.isatty():
        room = max(shutil.get_terminal_size().columns - len(indent) - len(mark), NARROWEST)
        lines = [part for line in lines for part in wrap(line, room)]
    yield f"{indent}{mark}{lines[0]}"
    for line in lines[1:]:
        yield f"{indent}{' ' * len(mark)}{line}"


def _as_object(path: str, reading: "Reading", *, whole: bool = False) -> dict[str, object]:
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
        "sections": [_section_object(section, whole=whole) for section in read.sections],
        "problems": [_problem_object(each) for each in reading.problems],
    }


def _section_object(section: "Section", *, whole: bool) -> dict[str, object]:
    """One section; *whole* with all its text, else with counts."""
    about: dict[str, object] = {
        "title": section.title,
        "line": section.line,
        "minutes": section.minutes,
        "kind": section.kind.value if section.kind else None,
        "listen_for": section.listen_for.value if section.listen_for else None,
        "themes": list(section.themes),
    }
    if not whole:
        must = sum(question.must for question in section.questions)
        return about | {"questions": len(section.questions), "must": must}
    questions = [
        {
            "text": question.text,
            "must": question.must,
            "line": question.line,
            "probes": [probe.text for probe in question.probes],
        }
        for question in section.questions
    ]
    return about | {
        "script": list(section.script),
        "notes": list(section.notes),
        "tasks": [task.text for task in section.tasks],
        "questions": questions,
    }


def _problem_object(problem: "Problem") -> dict[str, object]:
    return {
        "line": problem.line,
        "severity": problem.severity.value,
        "message": problem.message,
        "fix": problem.fix,
    }


def _number(minutes: float) -> int | float:
    return int(minutes) if minutes == int(minutes) else round(minutes, 2)
