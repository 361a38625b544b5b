"""The session's clock: an immutable value that is given the time and never asks for it.

All moments passed in are *monotonic* milliseconds (``time.monotonic_ns() // 10**6``) and all
lengths are milliseconds, so suspending the laptop or setting its clock back changes nothing.
Between two runs only lengths are saved; a resumed session is anchored to the new time.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any, NamedTuple

Place = tuple[int, int]
MINUTE_MS = 60_000

AMBER_SHARE = 0.20
RED_SHARE = 0.05
"""Share of a section's time that is left: "soon" from a fifth on, "over" from a twentieth on."""


class ClockState(StrEnum):
    """The state of the clock; time counts only in ``RUNNING``."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class Urgency(StrEnum):
    """How urgent the remaining time should look."""

    CALM = "calm"
    SOON = "soon"
    OVER = "over"


class Stop(NamedTuple):
    """A stop on the way through the agenda: a place, or the script that is read after it.

    While the script after a question is read, quotes still belong to that question.
    """

    section: int
    question: int
    reading: bool = False


def urgency(left_ms: int, planned_ms: int) -> Urgency:
    """Return calm, soon or over, from the time left and the time planned (both in ms)."""
    if planned_ms <= 0:
        return Urgency.CALM
    share = left_ms / planned_ms
    if share <= RED_SHARE:
        return Urgency.OVER
    return Urgency.SOON if share <= AMBER_SHARE else Urgency.CALM


class Mark(StrEnum):
    """The decision not to ask a question now."""

    SKIPPED = "skipped"
    PARKED = "parked"


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of a session.

    It has the length of each section in ms, by position in the agenda; the order, as positions in
    the agenda; and the sections that are left out.
    """

    planned: tuple[int, ...]
    order: tuple[int, ...]
    cut: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        if any(ms < 0 for ms in self.planned) or sorted(self.order) != [*range(len(self.planned))]:
            raise ValueError("a plan has a length of zero or more, and a place, for each section")

    def to_data(self) -> dict[str, object]:
        """Return the plan as plain values, for JSON."""
        return {"planned": self.planned, "order": self.order, "cut": sorted(self.cut)}

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Plan":
        """Return the plan from `to_data`; an old one without an order gets the agenda's."""
        planned = tuple(data["planned"])
        order = tuple(data.get("order", range(len(planned))))
        return cls(planned, order, frozenset(data.get("cut", ())))


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one session and its position in the agenda.

    *planned* is the length of each section in ms. *order* lists the sections in the order in which
    they are run (empty: as in the agenda) and *cut* those left out. *section* and *question* are
    the open position; question is -1 if only the section is open. *reading* means that the script
    after the open question is read now. *spent* is the time used by each
    position up to the anchor, and has a key for every position that was ever open. *marks* are the
    questions that were skipped or parked. *furthest* is the position in *order* that was reached.
    *target_ms* is the length promised to the customers; re-planning does not change it, and 0 means
    the sum of the sections. *automatic* means that a section whose time is up gives way to the next
    by itself.
    """

    planned: tuple[int, ...] = ()
    state: ClockState = ClockState.READY
    section: int = 0
    question: int = -1
    reading: bool = False
    furthest: int = 0
    elapsed_ms: int = 0
    anchor_ms: int | None = None
    spent: Mapping[Place, int] = field(default_factory=dict)
    target_ms: int = 0
    order: tuple[int, ...] = ()
    cut: frozenset[int] = frozenset()
    marks: Mapping[Place, Mark] = field(default_factory=dict)
    automatic: bool = False

    @property
    def place(self) -> Place:
        """Return the open section and question, both 0-based; question is -1 for none."""
        return self.section, self.question

    @property
    def stop(self) -> Stop:
        """Return the open place, and whether the script after it is read."""
        return Stop(self.section, self.question, self.reading)

    @property
    def running(self) -> bool:
        """Return whether time is counting."""
        return self.state is ClockState.RUNNING

    @property
    def total_ms(self) -> int:
        """Return the promised length of the whole session, in ms."""
        return self.target_ms or sum(self.planned)

    @property
    def plan(self) -> Plan:
        """Return the current plan."""
        return Plan(self.planned, self.order or tuple(range(len(self.planned))), self.cut)

    @property
    def led(self) -> tuple[int, ...]:
        """Return the sections in the order in which they are run, without those left out."""
        return tuple(section for section in self.plan.order if section not in self.cut)

    @property
    def coming(self) -> tuple[int, ...]:
        """Return the sections planned after the furthest one, including those left out."""
        return self.plan.order[self.furthest + 1 :]

    def _since_anchor(self, now_ms: int) -> int:
        return max(0, now_ms - self.anchor_ms) if self.anchor_ms is not None else 0

    def settled(self, now_ms: int) -> "Clock":
        """Return the clock with the time up to *now_ms* counted, anchored there."""
        passed = self._since_anchor(now_ms)
        spent = {**self.spent, self.place: self.spent.get(self.place, 0) + passed}
        return replace(
            self,
            elapsed_ms=self.elapsed_ms + passed,
            anchor_ms=now_ms if self.running else None,
            spent=spent if self.state is not ClockState.READY else self.spent,
        )

    def started(self, now_ms: int) -> "Clock":
        """Return the clock running from *now_ms*; one that was paused or ended goes on."""
        if self.running:
            return self
        begun = replace(self, state=ClockState.RUNNING, anchor_ms=now_ms)
        return begun.settled(now_ms)

    def paused(self, now_ms: int) -> "Clock":
        """Return the clock paused at *now_ms*; only a running clock can be paused."""
        if not self.running:
            return self
        return replace(self.settled(now_ms), state=ClockState.PAUSED, anchor_ms=None)

    def ended(self, now_ms: int) -> "Clock":
        """Return the clock ended at *now_ms*."""
        return replace(self.settled(now_ms), state=ClockState.ENDED, anchor_ms=None)

    def moved(self, section: int, question: int, now_ms: int, *, reading: bool = False) -> "Clock":
        """Return the clock with another position open from *now_ms* on.

        *section* is limited to the agenda. The section or question that is opened is no longer cut,
        skipped or parked; the script after a question (*reading*) opens nothing.
        """
        section = min(max(section, 0), max(len(self.planned) - 1, 0))
        at = self.plan.order.index(section) if self.planned else 0
        there = replace(
            self.settled(now_ms),
            section=section,
            question=question,
            reading=reading,
            furthest=max(self.furthest, at),
            cut=self.cut - {section},
            marks={
                place: mark
                for place, mark in self.marks.items()
                if reading or place != (section, question)
            },
        )
        if self.state is ClockState.READY:
            return there
        return replace(there, spent={**there.spent, there.place: there.spent.get(there.place, 0)})

    def replanned(self, plan: Plan) -> "Clock":
        """Return the clock with another plan; the promised length of the session stays.

        The open section is never cut. *furthest* becomes the last position in the new order that
        was ever open. Raises ValueError unless the plan is for as many sections.
        """
        if len(plan.planned) != len(self.planned):
            raise ValueError(f"a plan for {len(plan.planned)} of {len(self.planned)} sections")
        reached = [at for at, section in enumerate(plan.order) if self.reached(section)]
        return replace(
            self,
            planned=plan.planned,
            order=plan.order,
            cut=plan.cut - {self.section},
            furthest=max([*reached, plan.order.index(self.section) if plan.order else 0]),
            target_ms=self.total_ms,
        )

    def marked(self, mark: Mark | None) -> "Clock":
        """Return the clock with the open question skipped or parked; None removes the mark."""
        others = {place: each for place, each in self.marks.items() if place != self.place}
        return replace(self, marks={**others, self.place: mark} if mark else others)

    def elapsed(self, now_ms: int) -> int:
        """Return how long the session has run without pauses, in ms."""
        return self.elapsed_ms + self._since_anchor(now_ms)

    def left(self, now_ms: int) -> int:
        """Return what is left of the promised length, in ms; negative once it is over."""
        return self.total_ms - self.elapsed(now_ms)

    def section_spent(self, section: int, now_ms: int) -> int:
        """Return the time that a section has used so far, with all its questions, in ms."""
        spent = sum(ms for place, ms in self.spent.items() if place[0] == section)
        return spent + (self._since_anchor(now_ms) if section == self.section else 0)

    def section_left(self, now_ms: int) -> int:
        """Return what is left of the open section, in ms; negative once it is over."""
        if not self.planned:
            return 0
        return self.planned[self.section] - self.section_spent(self.section, now_ms)

    def reached(self, section: int) -> bool:
        """Return whether a section was ever open."""
        return any(place[0] == section for place in self.spent)

    def projected(self, now_ms: int) -> int:
        """Return how long the session will have run at its end if the rest goes as planned, in ms.

        Sections before the furthest one count the time they used; the furthest and those still to
        come count at least their planned time; those left out add nothing more. An ended session
        counts the time it took.
        """
        if self.state is ClockState.ENDED:
            return self.elapsed_ms
        total = 0
        for at, section in enumerate(self.plan.order):
            spent = self.section_spent(section, now_ms)
            planned = 0 if section in self.cut else self.planned[section]
            if at < self.furthest:
                total += spent
            else:
                total += max(planned, spent)
        return total

    def late(self, now_ms: int) -> int:
        """Return how far the session is behind its plan, in ms; negative if it is ahead."""
        return self.projected(now_ms) - self.total_ms

    def to_json(self, now_ms: int) -> str:
        """Return a snapshot that holds only lengths, no moments."""
        clock = self.settled(now_ms)
        return json.dumps(
            {
                "state": clock.state.value,
                **clock.plan.to_data(),
                "target_ms": clock.target_ms,
                "section": clock.section,
                "question": clock.question,
                **({"reading": True} if clock.reading else {}),
                "furthest": clock.furthest,
                "elapsed_ms": clock.elapsed_ms,
                "spent": [[s, q, ms] for (s, q), ms in sorted(clock.spent.items())],
                "marks": [[s, q, mark.value] for (s, q), mark in sorted(clock.marks.items())],
                "automatic": clock.automatic,
            }
        )

    @classmethod
    def from_json(cls, text: str, now_ms: int) -> "Clock":
        """Return the clock from a snapshot; one that was running continues from *now_ms*."""
        data = json.loads(text)
        state = ClockState(data["state"])
        plan = Plan.from_data(data)
        return cls(
            planned=plan.planned,
            order=plan.order,
            cut=plan.cut,
            state=state,
            section=data["section"],
            question=data["question"],
            reading=data.get("reading", False),
            furthest=data["furthest"],
            elapsed_ms=data["elapsed_ms"],
            anchor_ms=now_ms if state is ClockState.RUNNING else None,
            spent={(s, q): ms for s, q, ms in data["spent"]},
            target_ms=data.get("target_ms", 0),
            marks={(s, q): Mark(mark) for s, q, mark in data.get("marks", ())},
            automatic=data.get("automatic", False),
        )
