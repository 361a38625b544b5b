"""Commands of a plain session for the agenda, the clock and the plan."""

from collections.abc import Callable

from focusgroup.cli.plain.context import Do, PlainSession
from focusgroup.cli.plain.places import agenda_lines, place_lines, plan_lines
from focusgroup.core.agenda_run.clock import MINUTE_MS, ClockState, Plan
from focusgroup.core.agenda_run.replanning import lengthened, moved, proposal, switched
from focusgroup.core.errors import UsageError
from focusgroup.core.patterns import lazy_pattern
from focusgroup.services import live_steps
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_commands import Did
from focusgroup.system.clock import mono_ms

_OF_SECTION = lazy_pattern(r"(cut|up|down)\s+(\d+)|(\d+)\s+(\d+)")


def _told(session: PlainSession, did: Did, *, whole: bool = False) -> None:
    session.tell(did.said)
    if did.new_place:
        session.tell(*place_lines(session.live, whole=whole))


def step(step: Callable[[PlainSession, str], Did]) -> Do:
    """Return the command of a step through the agenda."""

    async def do(session: PlainSession, text: str) -> None:
        before = session.live.clock.section
        did = step(session, text)
        started = session.live.clock.stop[1] < 0
        _told(session, did, whole=started or session.live.clock.section != before)

    return do


async def pause(session: PlainSession, text: str) -> None:
    if session.live.clock.state is ClockState.ENDED:
        session.tell((await session.leading.resume()).said)
    else:
        session.tell(session.leading.pause().said)
    session.tell(f"The clock is {session.live.clock.state.value}. {session.live.lead.where()}")


async def more(session: PlainSession, text: str) -> None:
    session.tell((await session.leading.more(text)).said)


async def less(session: PlainSession, text: str) -> None:
    session.tell((await session.leading.less(text)).said)


async def say_agenda(session: PlainSession, text: str) -> None:
    session.tell(*agenda_lines(session.live))


async def say_here(session: PlainSession, text: str) -> None:
    session.tell(*place_lines(session.live, whole=True))


async def plan_rest(session: PlainSession, text: str) -> None:
    """Show the plan that ends in time, take it, or change one section of today's."""
    live, text = session.live, text.strip()
    if (over := session.leading.over()) or not live.agenda.sections:
        session.tell(over.said if over else "This session has no agenda to plan.")
        return
    kinds = [section.kind for section in live.agenda.sections]
    proposed = proposal(live.clock, kinds, mono_ms())
    if not text:
        session.tell(*plan_lines(live, proposed))
        session.tell("/plan accept takes it; /plan cut 4, /plan 4 10, /plan up 4 change today's.")
        return
    plan = proposed if text == "accept" else _changed(session, text)
    await live_steps.replan(live, plan)
    session.tell(*plan_lines(live, plan), "The rest has been re-planned; /undo restores the plan.")


def _changed(session: PlainSession, text: str) -> Plan:
    """Return today's plan with one section cut, moved or given other minutes.

    Raises UsageError for any other text.
    """
    found, clock = _OF_SECTION.fullmatch(text), session.live.clock
    number = int(found[2] or found[3]) - 1 if found else -1
    if found is None or number not in clock.coming:
        raise UsageError(
            "/plan accept, /plan cut 4, /plan up 4, /plan down 4 or /plan 4 10 (minutes), for a"
            " section that is still to come"
        )
    if found[3]:
        by = int(found[4]) * MINUTE_MS - clock.planned[number]
        return lengthened(clock.plan, number, by)
    if found[1] == "cut":
        return switched(clock.plan, number)
    order = clock.plan.order or tuple(range(len(clock.planned)))
    whole = Plan(clock.plan.planned, order, clock.plan.cut)
    first = order.index(clock.coming[0])
    return moved(whole, order.index(number), -1 if found[1] == "up" else 1, first=first)


async def change_lead(session: PlainSession, text: str) -> None:
    session.tell((await session.leading.team.change(text)).said)


async def end_session(session: PlainSession, text: str) -> None:
    if over := session.leading.over():
        session.tell(over.said)
    elif not session.ending:
        session.ending = True
        said = f"{count(len(session.live.quotes), 'quote')} so far."
        session.tell(f"{said} /end again ends the session; anything else goes on with it.")
    else:
        await live_steps.end(session.live)
        session.tell("Ended. /word writes the summary, /debrief sums up, /undo takes it back.")
