"""`focusgroup session`: set up, run, show and correct sessions without the screens."""

import re
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.lazy import LazyCommand, LazyGroup
from focusgroup.cli.output import print_json, print_table, say, warn
from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.core.model import Agenda, Session, SessionStatus
from focusgroup.core.people.people import NewParticipant, parse_participant, with_consent
from focusgroup.core.search.spans import read_span
from focusgroup.core.text import for_terminal
from focusgroup.services.dates_in_words import full_date, moment, zone_of
from focusgroup.services.setup import create
from focusgroup.store import Db, sessions
from focusgroup.system.clock import local_zone, unix_ms

ELSEWHERE = {
    name: LazyCommand(f"focusgroup.cli.session.{target}", text)
    for name, target, text in (
        ("show", "show:show", "Show a session: details, people, agenda, counts."),
        ("capture", "capture:capture", "Capture quotes from standard input, one per line."),
        ("start", "lead:start", "Start the session and its clock."),
        ("pause", "lead:pause", "Pause the clock for a break."),
        ("resume", "lead:resume", "Resume a paused or ended session."),
        ("next", "lead:next_place", "Open the next question or section."),
        ("goto", "lead:goto", "Open a section or question."),
        ("end", "lead:end", "End the session."),
        ("person", "fix:person", "Add a participant."),
        ("people", "people:people", "List participants, or edit one."),
        ("fix", "fix:fix", "Correct quotes: words, kind, speaker, themes."),
        ("delete", "fix:delete", "Delete quotes; `undo` restores them."),
        ("undo", "fix:undo", "Undo the last change in a session."),
        ("redo", "fix:redo", "Redo what was last undone."),
    )
}
"""Commands of this group defined in other files, in the order in which a session needs them."""


@click.group(cls=LazyGroup, table=ELSEWHERE)
def session() -> None:
    """Set up, run, show and correct sessions.

    ID is a session's id, a unique start of it, or `last` for the newest.
    """


@session.command("list")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["scheduled", "live", "paused", "ended", "debriefed"]),
    help="Only this status; may be repeated.",
)
@click.option("--limit", type=click.IntRange(min=1), help="At most this many, newest first.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def list_(settings: Settings, statuses: tuple[str, ...], limit: int | None, as_json: bool) -> None:
    """List sessions, newest first."""
    found: list[Session] = []
    if not nothing_yet(settings):
        found = with_db(settings, lambda db: _listed(db, statuses, limit))
    if as_json:
        print_json([as_json_row(one) for one in found])
    elif found:
        print_table(_table(found), ("id", "when", "status", "quotes", "title"))
    else:
        warn("no sessions yet; `focusgroup session new customer-focus-group` sets one up")


async def _listed(db: Db, statuses: tuple[str, ...], limit: int | None) -> "list[Session]":
    wanted = tuple(SessionStatus(status) for status in statuses)
    found: list[Session] = []
    while limit is None or len(found) < limit:
        size = 200 if limit is None else min(200, limit - len(found))
        before = found[-1] if found else None
        page = await sessions.recent(db, limit=size, before=before, statuses=wanted)
        found += page
        if len(page) < size:
            break
    return found


def as_json_row(one: Session) -> dict[str, object]:
    """Return a session for machines; `*_ms` is Unix time."""
    return {
        "id": one.id,
        "title": one.title,
        "status": one.status.value,
        "product": one.product,
        "place": one.place,
        "facilitator": one.facilitator,
        "note_taker": one.note_taker,
        "zone": one.zone,
        "agenda": one.agenda_name,
        "planned_minutes": one.planned_minutes,
        "created_ms": one.created_ms,
        "scheduled_ms": one.scheduled_ms,
        "started_ms": one.started_ms,
        "ended_ms": one.ended_ms,
        "quotes": one.quotes,
        "sample": one.sample,
    }


def _table(found: "Sequence[Session]") -> list[tuple[object, ...]]:
    length = shortest_prefix([one.id for one in found])
    rows: list[tuple[object, ...]] = []
    for one in found:
        at = moment(one.started_ms or one.scheduled_ms or one.created_ms, one.zone)
        when = f"{full_date(at.date())} {at:%H:%M}"
        rows.append((one.id[:length], when, one.status.value, one.quotes, one.title))
    return rows


def shortest_prefix(ids: "Sequence[str]") -> int:
    """Return how many characters tell all *ids* apart; at least 8, which a person can copy."""
    length = 8
    while length < 36 and len({each[:length] for each in ids}) < len(set(ids)):
        length += 1
    return length


@session.command("new")
@click.argument("agenda")
@click.option("--title", default="", metavar="TEXT", help="Title of the session.")
@click.option(
    "--participants",
    "files",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Participants from a CSV file or an Excel workbook (.xlsx): name, role, account, consent.",
)
@click.option(
    "--participant",
    "lines",
    multiple=True,
    metavar='"Name, role, account"',
    help="A participant; may be repeated.",
)
@click.option("--place", default="", metavar="TEXT", help="Room or link.")
@click.option("--facilitator", default="", metavar="NAME", help="Who runs the session.")
@click.option("--note-taker", default="", metavar="NAME", help="Who takes notes.")
@click.option(
    "--zone", metavar="ZONE", help="Time zone, such as Europe/Berlin (default: this machine's)."
)
@click.option("--product", default="", metavar="NAME", help="The product you ask about.")
@click.option("--at", "when", default="", metavar='"DAY HH:MM"', help="When it will take place.")
@click.pass_obj
def new(
    settings: Settings,
    /,
    agenda: str,
    files: tuple[Path, ...],
    lines: tuple[str, ...],
    zone: str | None,
    when: str,
    **facts: str,
) -> None:
    """Set up a session from AGENDA and print its id.

    AGENDA is a file, or the name of a shipped agenda. Warnings go to standard error, so a
    script can keep the id: ID=$(focusgroup session new customer-focus-group).
    """
    from focusgroup.imports import people

    name, ready = _agenda(agenda)
    persons = [parse_participant(line) for line in lines]
    for remark in filter(None, (person.remark for person in persons)):
        warn(remark)
    for file in files:
        found = people.read_file(file)
        persons += found.people
        for text in found.warnings:
            warn(text)
    people.check_seats(persons)
    persons = [_with_consent(person) if person.not_asked else person for person in persons]
    at_ms = moment_in(when, zone or local_zone()) if when else None
    made = with_db(
        settings,
        lambda db: create(
            db,
            ready,
            {"agenda_name": name, "scheduled_ms": at_ms, **facts},
            persons,
            zone=zone or "",
        ),
        create=True,
    )
    say(made.id)


def _with_consent(person: NewParticipant) -> NewParticipant:
    """Ask for the consent of somebody who was not asked; without a terminal they keep the least."""
    least = "by role only" if person.consent_notes else "no notes"
    if sys.stdin.isatty():
        answers = click.Choice(["by name", "by role only", "no notes"])
        question = f"{for_terminal(person.name)} was not asked for consent"
        least = click.prompt(question, type=answers, default=least, err=True)
    else:
        warn(
            f"{person.name} was not asked for consent: set up as “{least}”; change it with"
            " `focusgroup session people`"
        )
    return with_consent(person, least)


def _agenda(name_or_path: str) -> "tuple[str, Agenda]":
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


def moment_in(text: str, zone: str) -> int:
    """Return `2026-03-12 14:00` as Unix ms, 09:00 without a time. Raises UsageError."""
    found = re.fullmatch(r"(.*?)(?:[T ]+(\d{1,2})[:.](\d\d))?", text.strip())
    day, hour, minute = found.groups() if found else (text, None, None)
    if int(hour or 9) > 23 or int(minute or 0) > 59:
        raise UsageError(f"“{text}” is not a time; write it as 2026-03-12 14:00")
    span = read_span(day, moment(unix_ms(), zone).date(), zone_of(zone))
    start = datetime.fromtimestamp(span.start_ms / 1000, zone_of(zone))
    at = start.replace(hour=int(hour or 9), minute=int(minute or 0))
    return round(at.timestamp() * 1000)
