"""`focusgroup session`: set up, run, show and correct sessions without the screens."""

import re
from collections.abc import Sequence
from datetime import datetime

import click

from focusgroup.cli.asyncrun import nothing_yet, with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.lazy import LazyCommand, LazyGroup
from focusgroup.cli.output import hint, print_json, print_table
from focusgroup.cli.terminal.pager import paged
from focusgroup.core.dates.zones import zone_of
from focusgroup.core.errors import UsageError
from focusgroup.core.model import Session, SessionStatus
from focusgroup.core.search.spans import read_span
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.store import Db, sessions
from focusgroup.system.clock import unix_ms

ELSEWHERE = {
    name: LazyCommand(f"focusgroup.cli.session.{target}", text)
    for name, target, text in (
        ("add", "add:add", "Set up a session from AGENDA and print its id."),
        ("show", "show:show", "Show a session: details, people, agenda, counts."),
        ("edit", "edit:edit", "Edit title, place, day and who runs it."),
        ("delete", "edit:delete", "Delete a session."),
        ("restore", "edit:restore", "Bring a deleted session back."),
        ("capture", "capture:capture", "Capture quotes from standard input, one per line."),
        ("start", "lead:start", "Start the session and its clock."),
        ("pause", "lead:pause", "Pause the clock for a break."),
        ("resume", "lead:resume", "Resume a paused or ended session."),
        ("next", "lead:next_place", "Open the next question or section."),
        ("goto", "lead:goto", "Open a section or question."),
        ("end", "lead:end", "End the session."),
        ("bottom-line", "edit:bottom_line", "Write the one sentence a reader should remember."),
        ("headline", "edit:headline", "Write the headline of a theme's problems, strengths, …"),
        ("consensus", "consensus:consensus", "Show who said what to each question."),
        ("publish", "publish:publish", "Send a session to the team's repository."),
        ("unpublish", "publish:unpublish", "Let a published session be changed here again."),
        ("undo", "edit:undo", "Undo the last change in a session."),
        ("redo", "edit:redo", "Redo what was last undone."),
    )
}
"""Commands of this group defined in other files, in the order in which a session needs them."""


@click.group(cls=LazyGroup, table=ELSEWHERE)
def session() -> None:
    """Set up, run, show and edit sessions.

    SESSION is a session's id, a unique start of it, its title, `last` (the one that
    runs, or was held last) or `next` (the one to come).
    """


@session.command("list")
@click.option(
    "--status",
    "statuses",
    multiple=True,
    type=click.Choice(["scheduled", "live", "paused", "ended", "debriefed"]),
    help="Only this status; may be repeated.",
)
@click.option("--deleted", is_flag=True, help="Deleted ones, which `session restore` brings back.")
@click.option("--limit", type=click.IntRange(min=1), help="At most this many, newest first.")
@click.option("--json", "as_json", is_flag=True, help="Print a JSON array.")
@click.pass_obj
def list_(
    settings: Settings,
    statuses: tuple[str, ...],
    deleted: bool,
    limit: int | None,
    as_json: bool,
) -> None:
    """List sessions, newest first."""
    found: list[Session] = []
    ids: dict[str, str] = {}
    if not nothing_yet(settings):
        found = with_db(settings, lambda db: _listed(db, statuses, limit, deleted))
        ids = with_db(settings, sessions.short_ids)
    if as_json:
        print_json([as_json_row(one) for one in found])
    elif deleted and not found:
        hint("no session was deleted")
    elif found:
        with paged():
            print_sessions(found, ids)
    elif ids and statuses:
        hint(f"no session is {' or '.join(statuses)}; `focusgroup session list` shows all")
    else:
        hint("no sessions yet; `focusgroup session add customer-focus-group` sets one up")


async def _listed(
    db: Db, statuses: tuple[str, ...], limit: int | None, deleted: bool
) -> "list[Session]":
    wanted = tuple(SessionStatus(status) for status in statuses)
    found: list[Session] = []
    while limit is None or len(found) < limit:
        size = 200 if limit is None else min(200, limit - len(found))
        before = found[-1] if found else None
        page = await sessions.recent(
            db, limit=size, before=before, statuses=wanted, deleted=deleted
        )
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
        "observations": one.observations,
        "sample": one.sample,
        "published": one.published,
    }


def print_sessions(found: "Sequence[Session]", ids: dict[str, str]) -> None:
    """Print a line for each of the sessions, whose *ids* can be typed."""
    elsewhere = any(one.published for one in found)
    rows: list[tuple[object, ...]] = []
    for one in found:
        at = moment(one.started_ms or one.scheduled_ms or one.created_ms, one.zone)
        when = f"{full_date(at.date())} {at:%H:%M}"
        row = (ids[one.id], when, one.status.value, one.quotes, one.title)
        rows.append((*row[:-1], one.published or "here", row[-1]) if elsewhere else row)
    lives = ("lives in",) if elsewhere else ()
    print_table(rows, ("id", "when", "status", "quotes", *lives, "title"))


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
