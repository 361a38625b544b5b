"""`focusgroup session add`: set up a session; `focusgroup live --new` does it the same way."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.completing import complete_agenda
from focusgroup.cli.context import Settings
from focusgroup.cli.output import print_json, say, warn
from focusgroup.cli.people.add import confirmed
from focusgroup.cli.session import as_json_row, moment_in
from focusgroup.cli.terminal.asking import may_ask
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Agenda, Session
from focusgroup.core.people.people import (
    NewParticipant,
    consent_in_words,
    parse_participant,
    with_consent,
)
from focusgroup.core.text import for_terminal
from focusgroup.services.setup import create
from focusgroup.system.clock import local_zone

F = TypeVar("F", bound=Callable[..., object])

TITLE = ("--title", "TEXT", "Title of the session.")
FACTS = (
    ("--place", "TEXT", "Room or link."),
    ("--facilitator", "NAME", "The person who runs the session."),
    ("--note-taker", "NAME", "The person who takes notes."),
    ("--product", "NAME", "The product you ask about."),
)
AT = ("--at", '"DAY HH:MM"', "When it will take place.")
PEOPLE = (
    click.option(
        "--participants",
        "files",
        multiple=True,
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="A CSV file or an Excel workbook (.xlsx): name, role, account, consent.",
    ),
    click.option(
        "--participant",
        "lines",
        multiple=True,
        metavar='"Name, role, account"',
        help="A participant; may be repeated.",
    ),
)
ZONE = ("--zone", "ZONE", "Time zone, such as Europe/Berlin (default: this machine's).")


def _option(told: tuple[str, str, str], default: str | None = "") -> Callable[[F], F]:
    name, metavar, help_text = told
    return click.option(name, default=default, metavar=metavar, help=help_text)


def details(command: F) -> F:
    """Give *command* the options that describe a new session."""
    return _given(command, (_option(TITLE), *PEOPLE, *map(_option, FACTS), _option(ZONE)))


def details_to_edit(command: F) -> F:
    """Give *command* the options for what can be edited; None where nothing is said."""
    return _given(command, [_option(told, None) for told in (TITLE, *FACTS, AT)])


def _given(command: F, options: Sequence[Callable[[F], F]]) -> F:
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@click.argument("agenda", shell_complete=complete_agenda)
@details
@_option(AT)
@click.option("--json", "as_json", is_flag=True, help="Print a JSON object.")
@click.pass_obj
def add(settings: Settings, /, agenda: str, as_json: bool, **options: Any) -> None:
    """Set up a session from AGENDA and print its id.

    AGENDA is a file, or the name of a shipped agenda. Warnings go to standard error, so a
    script can keep the id: ID=$(focusgroup session add customer-focus-group).
    """
    made = set_up(settings, agenda, **options)
    if as_json:
        print_json(as_json_row(made))
    else:
        say(made.id)


def set_up(
    settings: Settings,
    agenda: str,
    /,
    *,
    files: tuple[Path, ...],
    lines: tuple[str, ...],
    zone: str,
    at: str = "",
    **facts: str,
) -> Session:
    """Set up a session from the options and return it; warnings are printed.

    Raises FocusgroupError before anything is stored.
    """
    from focusgroup.imports import people

    name, ready = _agenda(agenda)
    persons = [confirmed(parse_participant(line)) for line in lines]
    for file in files:
        found = people.read_file(file)
        persons += found.people
        for text in found.warnings:
            warn(text)
    people.check_seats(persons)
    persons = [_with_consent(person) if person.not_asked else person for person in persons]
    at_ms = moment_in(at, zone or local_zone()) if at else None
    known = {"agenda_name": name, "scheduled_ms": at_ms, **facts}
    return with_db(settings, lambda db: create(db, ready, known, persons, zone=zone), create=True)


def _with_consent(person: NewParticipant) -> NewParticipant:
    """Ask for the consent of somebody who was not asked; without an answer they keep the least."""
    open_yet = consent_in_words(person)
    if may_ask():
        answers = click.Choice(["by name", "by role only", "no notes", open_yet])
        question = f"{for_terminal(person.name)} was not asked for consent"
        answer = click.prompt(question, type=answers, default=open_yet, err=True)
        return person if answer == open_yet else with_consent(person, answer)
    least = "by role only" if person.consent_notes else "no notes"
    warn(
        f"{person.name} was not asked for consent: set up as “{least}”; change it with"
        " `focusgroup people edit`"
    )
    return person


def _agenda(name_or_path: str) -> tuple[str, Agenda]:
    """Return the name of the agenda and the agenda itself, printing its warnings.

    Raises FocusgroupError when a session can't be run with it.
    """
    from focusgroup.imports.agenda_file import locate, read

    path = locate(name_or_path)
    reading = read(path)
    told = [f"{name_or_path}, line {p.line}: {p.message}; {p.fix}" for p in reading.problems]
    if reading.errors:
        more = len(told) - 5
        raise FocusgroupError("\n".join(told[:5] + ([f"and {more} more"] if more > 0 else [])))
    for text in told:
        warn(text)
    return path.stem, reading.agenda
