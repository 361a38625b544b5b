"""`focusgroup session start | pause | resume | next | goto | end`: lead without the screen."""

from collections.abc import Callable

import click

from focusgroup.cli.asyncrun import with_db
from focusgroup.cli.context import Settings
from focusgroup.cli.output import say
from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.agenda_run.place_names import place_named
from focusgroup.core.errors import FocusgroupError
from focusgroup.services.lead import SessionLead, WriteInOrder
from focusgroup.store import Db

ID = click.argument("ref", metavar="ID")


def _lead(settings: Settings, ref: str, step: Callable[[SessionLead], None]) -> None:
    """Load the session, take the step and print where the session is then."""

    async def work(db: Db) -> SessionLead:
        writer = WriteInOrder()
        lead = await SessionLead.load(db, ref, writer, unattended=True)
        step(lead)
        await writer.written()
        return lead

    lead = with_db(settings, work)
    say(f"{lead.session.status.value}: {lead.where()}")


@click.command()
@ID
@click.pass_obj
def start(settings: Settings, ref: str) -> None:
    """Start the session and its clock."""

    def step(lead: SessionLead) -> None:
        _check(lead, "started", ClockState.READY)
        lead.start()

    _lead(settings, ref, step)


@click.command()
@ID
@click.pass_obj
def pause(settings: Settings, ref: str) -> None:
    """Stop the clock for a break."""

    def step(lead: SessionLead) -> None:
        _check(lead, "paused", ClockState.RUNNING)
        lead.pause()

    _lead(settings, ref, step)


@click.command()
@ID
@click.pass_obj
def resume(settings: Settings, ref: str) -> None:
    """Let the clock run on after a pause, or after an end that came too early."""

    def step(lead: SessionLead) -> None:
        _check(lead, "resumed", ClockState.PAUSED, ClockState.ENDED)
        lead.start()

    _lead(settings, ref, step)


@click.command("next")
@ID
@click.option("--section", "whole_section", is_flag=True, help="On to the next section.")
@click.pass_obj
def next_place(settings: Settings, ref: str, whole_section: bool) -> None:
    """Open the next question; after a section's last one the next section."""

    def step(lead: SessionLead) -> None:
        _check(lead, "moved on", ClockState.RUNNING, ClockState.PAUSED)
        if not (whole_section and lead.step_section(1)) and not lead.next_question():
            raise FocusgroupError("this is the end of the agenda; `session end` ends the session")

    _lead(settings, ref, step)


@click.command()
@ID
@click.argument("place", metavar="SECTION[.QUESTION]")
@click.pass_obj
def goto(settings: Settings, ref: str, place: str) -> None:
    """Open a section by its number or title, or a question of it, as in `2.3`."""

    def step(lead: SessionLead) -> None:
        _check(lead, "moved on", ClockState.RUNNING, ClockState.PAUSED)
        lead.go(place_named(lead.agenda, place))

    _lead(settings, ref, step)


@click.command()
@ID
@click.pass_obj
def end(settings: Settings, ref: str) -> None:
    """End the session; quotes can still be added and corrected."""

    def step(lead: SessionLead) -> None:
        _check(lead, "ended", ClockState.READY, ClockState.RUNNING, ClockState.PAUSED)
        lead.end()

    _lead(settings, ref, step)


def _check(lead: SessionLead, wanted: str, *states: ClockState) -> None:
    """Raise FocusgroupError, saying what can be done, unless the clock is in one of *states*."""
    if lead.clock.state in states:
        return
    status = lead.session.status.value
    ways = {
        "scheduled": "`session start` starts it",
        "live": "`session pause` and `session end` stop it",
        "paused": "`session resume` lets it run on",
        "ended": "`session resume` lets it run on",
        "debriefed": "`session show` shows it",
    }
    raise FocusgroupError(
        f"“{lead.session.title}” is {status} and can't be {wanted}; {ways[status]}"
    )
