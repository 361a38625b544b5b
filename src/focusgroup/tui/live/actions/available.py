"""Which commands of the live screen do something now; footer, help and palette offer no others.

A key or word for one of the others says why it does nothing.
"""

from collections.abc import Callable

from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.live_session import LiveSession

Needs = Callable[[LiveSession, CaptureControl], bool]


def _going(live: LiveSession, _: CaptureControl) -> bool:
    return live.clock.state is not ClockState.ENDED


def _led(live: LiveSession, line: CaptureControl) -> bool:
    return live.leads and _going(live, line)


def _asked(live: LiveSession, control: CaptureControl) -> bool:
    return live.question is not None and not live.clock.reading and _led(live, control)


def _quotes(live: LiveSession, _: CaptureControl) -> bool:
    return bool(live.quotes)


def _people(live: LiveSession, _: CaptureControl) -> bool:
    return bool(live.participants)


NEEDS: dict[str, Needs] = {
    **dict.fromkeys(("next", "section", "back", "section_back", "end", "auto"), _led),
    **dict.fromkeys(("plan", "more", "less"), lambda live, line: _led(live, line)
                    and live.section is not None),
    **dict.fromkeys(("skip", "later"), _asked),
    **dict.fromkeys(("edit", "nod", "objection", "delete"), _quotes),
    **dict.fromkeys(("round", "seats"), _people),
    "earlier": lambda live, line: bool(live.quotes or line.typed.begun),
    "join": lambda live, line: line.typed.rows > 1 or line.editing is not None
            or bool(live.doubles.at),
    "lead": lambda live, _: bool(live.others) or not live.leads,
    "pause": lambda live, _: live.leads,
    "stub": lambda live, _: bool(live.talk.unfinished),
    "new_theme": lambda _, line: bool(line.names.asked or line.names.there),
    "taken_up": lambda live, _: bool(live.callbacks),
    "task": lambda live, _: live.next_task() is not None,
    "copy_unsaved": lambda live, _: bool(live.outbox and live.outbox.waiting),
    "debrief": lambda live, line: not _going(live, line),
    "speed": lambda live, _: live.rehearsal,
    "export": lambda live, _: not live.rehearsal,
}  # fmt: skip


def resumes(live: LiveSession) -> bool:
    """Return whether the key that pauses the session goes on with it now."""
    return live.clock.state in (ClockState.PAUSED, ClockState.ENDED)


def available(name: str, live: LiveSession, control: CaptureControl) -> bool:
    """Return whether the command ``live.name`` does something now."""
    needs = NEEDS.get(name)
    return needs is None or needs(live, control)
