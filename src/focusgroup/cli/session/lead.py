"""`focusgroup session start | pause | resume | next | goto | end`: run it without the screen."""

from collections.abc import Callable

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.filters import session_named, the_session
from focusgroup.cli.output import say
from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.agenda_run.place_names import place_named
from focusgroup.core.errors import FocusgroupError
from focusgroup.services.lead import SessionLead
from focusgroup.store import Db
from focusgroup.store.outbox import WriteInOrder

READY, RUNNING, PAUSED, ENDED = (
    ClockState.READY,
    ClockState.RUNNING,
    ClockState.PAUSED,
    ClockState.ENDED,
)
WAYS = {
    "scheduled": ("has not started", "`session start` starts it"),
    "live": ("is running", "`session pause` and `session end` stop it"),
    "paused": ("is paused", "`session resume` continues it"),
    "ended": ("has ended", "`session resume` reopens it"),
    "debriefed": ("has ended", "`session show` shows it"),
}
"""By a session's status: what to say about it, and what to do next."""


def _lead(
    settings: Settings,
    ref: str,
    step: Callable[[SessionLead], None],
    otherwise: str,
    *states: ClockState,
) -> None:
    """Load the session, take the step and print where the session is then.

    Raises FocusgroupError with *otherwise* and what can be done unless the clock is in one of
    *states*.
    """

    async def work(db: Db) -> SessionLead:
        writer = WriteInOrder()
        session = await session_named(db, ref)
        lead = await SessionLead.load(db, session.id, writer, unattended=True)
        if lead.clock.state not in states:
            now, way = WAYS[lead.session.status.value]
            raise FocusgroupError(f"“{lead.session.title}” {now}, so {otherwise}; {way}")
        step(lead)
        await writer.written()
        return lead

    lead = with_db(settings, work)
    say(f"{lead.session.status.value}: {lead.where()}")


@click.command()
@the_session
@click.pass_obj
def start(settings: Settings, ref: str) -> None:
    """Start the session and its clock."""
    _lead(settings, ref, SessionLead.start, "it can't be started", READY)


@click.command()
@the_session
@click.pass_obj
def pause(settings: Settings, ref: str) -> None:
    """Pause the clock for a break."""
    _lead(settings, ref, SessionLead.pause, "it can't be paused", RUNNING)


@click.command()
@the_session
@click.pass_obj
def resume(settings: Settings, ref: str) -> None:
    """Resume the clock after a pause, or after ending too early."""
    _lead(settings, ref, SessionLead.start, "it can't be resumed", PAUSED, ENDED)


@click.command("next")
@the_session
@click.option("--section", "whole_section", is_flag=True, help="Skip to the next section.")
@click.pass_obj
def next_place(settings: Settings, ref: str, whole_section: bool) -> None:
    """Open the next question; after a section's last one, the next section.

    Script between two questions is a step of its own and is printed to be read aloud.
    """

    def step(lead: SessionLead) -> None:
        if not (whole_section and lead.step_section(1)) and not lead.next_question():
            raise FocusgroupError("this is the end of the agenda; `session end` ends the session")

    _lead(settings, ref, step, "it can't move on", RUNNING, PAUSED)


@click.command()
@the_session
@click.argument("place", metavar="SECTION[.QUESTION]")
@click.pass_obj
def goto(settings: Settings, ref: str, place: str) -> None:
    """Open a section by its number or title, or one of its questions, as in `2.3`."""

    def step(lead: SessionLead) -> None:
        lead.go(place_named(lead.agenda, place))

    _lead(settings, ref, step, "it can't move on", RUNNING, PAUSED)


@click.command()
@the_session
@click.pass_obj
def end(settings: Settings, ref: str) -> None:
    """End the session; quotes can still be added and corrected."""
    _lead(settings, ref, SessionLead.end, "it can't be ended again", READY, RUNNING, PAUSED)
