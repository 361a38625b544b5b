"""Where a session was when: the place that was open at a time that has passed."""

from bisect import bisect_right
from collections.abc import Iterable

from focusgroup.core.agenda_run import route
from focusgroup.core.agenda_run.clock import Place, Stop
from focusgroup.services.lead import SessionLead

_ON_PLAN_MS = 1_000


class OpenedPlaces:
    """The places that a session has opened, each with its time in ms.

    *by_plan* tells whether it has kept to the agenda's times, and so goes on by them.
    """

    def __init__(self, lead: SessionLead, entered: Iterable[tuple[int, Place]] = ()) -> None:
        self._lead = lead
        # If a section and its first question were opened together, the question counts.
        self._opened = sorted(entered)
        starts = {place[0]: at for at, place in reversed(self._opened)}
        asked = any(place[1] > 0 for _, place in self._opened)
        plan = lead.planned_starts
        self.by_plan = (
            bool(sum(lead.clock.planned))
            and not asked
            and all(abs(at - plan[section]) < _ON_PLAN_MS for section, at in starts.items())
        )

    def at(self, offset_ms: int) -> Place:
        """Return the place that was opened last before a moment that has passed."""
        at = bisect_right([opened for opened, _ in self._opened], offset_ms)
        return self._opened[max(at - 1, 0)][1] if self._opened else self._lead.clock.place

    def open(self, stop: Stop, offset_ms: int) -> None:
        """Open another place at that time of the session."""
        self._lead.go(stop)
        self._opened.append((offset_ms, self._lead.clock.place))
        self._opened.sort(key=lambda each: each[0])

    def open_due(self, offset_ms: int) -> None:
        """Open the sections that the plan begins by then, each at its time."""
        for section, start in enumerate(self._lead.planned_starts):
            if section > self._lead.clock.section and start <= offset_ms:
                self._lead.move_ahead(start)
                self.open(route.entered(self._lead.agenda, section), start)
