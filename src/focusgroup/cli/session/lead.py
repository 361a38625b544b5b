"""`focusgroup session start | pause | resume | next | goto | end`: leading without the screen."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

import click

from focusgroup.cli.context import Settings
from focusgroup.core.errors import FocusgroupError

if TYPE_CHECKING:
    from focusgroup.core.agenda_run.clock import Clock
    from focusgroup.services.headless_clock import Led
    from focusgroup.store import Db

ID = click.argument("ref", metavar="ID")


def _lead(settings: Settings, ref: str, step: "Callable[[Db, Led], Awaitable[Led]]") -> None:
    """Load the session, take the step, say where it stands then."""
    from focusgroup.cli.asyncrun import with_db
    from focusgroup.cli.output import say
    from focusgroup.services import headless_clock as led

    async def work(db: "Db") -> "Led":
        return await step(db, await led.load(db, ref))

    now = with_db(settings, work)
    say(f"{now.session.status.value}: {led.where(now)}")


@click.command()
@ID
@click.pass_obj
def start(settings: Settings, ref: str) -> None:
    """Start the session and its clock."""

    async def step(db: "Db", session: "Led") -> "Led":
        from focusgroup.core.agenda_run.clock import ClockState
        from focusgroup.services import headless_clock as led

        if session.clock.state is not ClockState.READY:
            raise FocusgroupError(_already(session, "started"))
        return await led.start(db, session)

    _lead(settings, ref, step)


@click.command()
@ID
@click.pass_obj
def pause(settings: Settings, ref: str) -> None:
    """Stop the clock for a break."""

    async def step(db: "Db", session: "Led") -> "Led":
        from focusgroup.services import headless_clock as led

        if not session.clock.running:
            raise FocusgroupError(_already(session, "paused"))
        return await led.pause(db, session)

    _lead(settings, ref, step)


@click.command()
@ID
@click.pass_obj
def resume(settings: Settings, ref: str) -> None:
    """Let the clock run on after a pause, or after an end that came too early."""

    async def step(db: "Db", session: "Led") -> "Led":
        from focusgroup.core.agenda_run.clock import ClockState
        from focusgroup.services import headless_clock as led

        if session.clock.state not in (ClockState.PAUSED, ClockState.ENDED):
            raise FocusgroupError(_already(session, "resumed"))
        return await led.start(db, session)

    _lead(settings, ref, step)


@click.command("next")
@ID
@click.option("--section", "whole_section", is_flag=True, help="On to the next section.")
@click.pass_obj
def next_place(settings: Settings, ref: str, whole_section: bool) -> None:
    """Open the next question; after a section's last one the next section."""

    async def step(db: "Db", session: "Led") -> "Led":
        from focusgroup.core.agenda_run import route
        from focusgroup.services import headless_clock as led

        clock = _moving(session)
        place = route.following(session.agenda, clock.place, clock.led)
        after = route.stepped(session.agenda, clock.section, 1, clock.led)
        if whole_section and after is not None:
            place = route.entered(session.agenda, after)
        if place == clock.place:
            raise FocusgroupError("this is the end of the agenda; `session end` ends the session")
        return await led.go(db, session, place)

    _lead(settings, ref, step)


@click.command()
@ID
@click.argument("place", metavar="SECTION[.QUESTION]")
@click.pass_obj
def goto(settings: Settings, ref: str, place: str) -> None:
    """Open a section by its number or title, or a question of it, as in `2.3`."""

    async def step(db: "Db", session: "Led") -> "Led":
        from focusgroup.services import headless_clock as led

        _moving(session)
        return await led.go(db, session, led.place_named(session.agenda, place))

    _lead(settings, ref, step)


@click.command()
@ID
@click.pass_obj
def end(settings: Settings, ref: str) -> None:
    """End the session; quotes can still be added and corrected."""

    async def step(db: "Db", session: "Led") -> "Led":
        from focusgroup.core.agenda_run.clock import ClockState
        from focusgroup.services import headless_clock as led

        if session.clock.state is ClockState.ENDED:
            raise FocusgroupError(_already(session, "ended"))
        return await led.finish(db, session)

    _lead(settings, ref, step)


def _moving(session: "Led") -> "Clock":
    """The clock of a session that can move on. Raises FocusgroupError before and after."""
    from focusgroup.core.agenda_run.clock import ClockState

    if session.clock.state in (ClockState.READY, ClockState.ENDED):
        raise FocusgroupError(_already(session, "moved on"))
    return session.clock


def _already(session: "Led", wanted: str) -> str:
    """Why a session that stands as it does can't be *wanted*, and what can be done."""
    status = session.session.status.value
    ways = {
        "scheduled": "`session start` starts it",
        "live": "`session pause` and `session end` stop it",
        "paused": "`session resume` lets it run on",
        "ended": "`session resume` lets it run on",
        "debriefed": "`session show` shows it",
    }
    return f"“{session.session.title}” is {status} and can't be {wanted}; {ways[status]}"
