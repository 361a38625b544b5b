"""The session's clock: a pure value that is given the time and never asks for it.

All moments passed in are *monotonic* milliseconds (``time.monotonic_ns() // 10**6``), all
lengths milliseconds, so that a suspended laptop or a clock set back moves nothing. What is
kept between two runs is a snapshot of lengths, anchored anew when the session is resumed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

Place = tuple[int, int]
MINUTE_MS = 60_000

AMBER_SHARE = 0.20
RED_SHARE = 0.05
"""A section is calm until a fifth of it is left, and over time from a twentieth on."""


class ClockState(StrEnum):
    """Where the clock stands; only ``RUNNING`` counts."""

    READY = "ready"
    RUNNING = "running"
    PAUSED = "paused"
    ENDED = "ended"


class Urgency(StrEnum):
    """How much the time that is left should show."""

    CALM = "calm"
    SOON = "soon"
    OVER = "over"


def urgency(left_ms: int, planned_ms: int) -> Urgency:
    """Calm, soon or over, from what is left of what was planned (both in ms)."""
    if planned_ms <= 0:
        return Urgency.CALM
    share = left_ms / planned_ms
    if share <= RED_SHARE:
        return Urgency.OVER
    return Urgency.SOON if share <= AMBER_SHARE else Urgency.CALM


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one session and its place in the agenda.

    *planned* is the length of each section in ms. *section* and *question* are the open
    place, question -1 when the section has none open. *spent* holds what each place took
    up to the anchor, and has a key for every place that was ever open. *furthest* is the
    last section that was reached. *target_ms* is the length that was promised to the
    customers; it stays when sections are planned anew, 0 stands for the sum of them.
    """

    planned: tuple[int, ...] = ()
    state: ClockState = ClockState.READY
    section: int = 0
    question: int = -1
    furthest: int = 0
    elapsed_ms: int = 0
    anchor_ms: int | None = None
    spent: Mapping[Place, int] = field(default_factory=dict)
    target_ms: int = 0

    @property
    def place(self) -> Place:
        """The open section and question, both 0-based, question -1 for none."""
        return self.section, self.question

    @property
    def running(self) -> bool:
        """Whether time counts."""
        return self.state is ClockState.RUNNING

    @property
    def total_ms(self) -> int:
        """The promised length of the whole session."""
        return self.target_ms or sum(self.planned)

    def _since_anchor(self, now_ms: int) -> int:
        return max(0, now_ms - self.anchor_ms) if self.anchor_ms is not None else 0

    def settled(self, now_ms: int) -> "Clock":
        """The same clock with everything counted up to *now_ms* and anchored there."""
        passed = self._since_anchor(now_ms)
        spent = {**self.spent, self.place: self.spent.get(self.place, 0) + passed}
        return replace(
            self,
            elapsed_ms=self.elapsed_ms + passed,
            anchor_ms=now_ms if self.running else None,
            spent=spent if self.state is not ClockState.READY else self.spent,
        )

    def started(self, now_ms: int) -> "Clock":
        """Running from *now_ms*: the first start, or on after a pause or an early end."""
        if self.running:
            return self
        begun = replace(self, state=ClockState.RUNNING, anchor_ms=now_ms)
        return begun.settled(now_ms)

    def paused(self, now_ms: int) -> "Clock":
        """Standing still from *now_ms*; only a running clock can be paused."""
        if not self.running:
            return self
        return replace(self.settled(now_ms), state=ClockState.PAUSED, anchor_ms=None)

    def ended(self, now_ms: int) -> "Clock":
        """Over at *now_ms*."""
        return replace(self.settled(now_ms), state=ClockState.ENDED, anchor_ms=None)

    def moved(self, section: int, question: int, now_ms: int) -> "Clock":
        """With another place open from *now_ms*; the section is kept within the agenda."""
        section = min(max(section, 0), max(len(self.planned) - 1, 0))
        there = replace(
            self.settled(now_ms),
            section=section,
            question=question,
            furthest=max(self.furthest, section),
        )
        if self.state is ClockState.READY:
            return there
        return replace(there, spent={**there.spent, there.place: there.spent.get(there.place, 0)})

    def replanned(self, planned: tuple[int, ...]) -> "Clock":
        """With other lengths of the sections; the promised length of the session stays.

        Raises ValueError unless there is a length for each section, none below zero.
        """
        if len(planned) != len(self.planned) or any(ms < 0 for ms in planned):
            raise ValueError("a plan has a length for each section, none below zero")
        return replace(self, planned=planned, target_ms=self.total_ms)

    def elapsed(self, now_ms: int) -> int:
        """How long the session has run, pauses left out."""
        return self.elapsed_ms + self._since_anchor(now_ms)

    def left(self, now_ms: int) -> int:
        """What is left of the planned session; negative once it is over."""
        return self.total_ms - self.elapsed(now_ms)

    def section_spent(self, section: int, now_ms: int) -> int:
        """What a section took so far, all its questions together."""
        spent = sum(ms for place, ms in self.spent.items() if place[0] == section)
        return spent + (self._since_anchor(now_ms) if section == self.section else 0)

    def section_left(self, now_ms: int) -> int:
        """What is left of the open section; negative once it is over."""
        if not self.planned:
            return 0
        return self.planned[self.section] - self.section_spent(self.section, now_ms)

    def reached(self, section: int) -> bool:
        """Whether a section was ever open."""
        return any(place[0] == section for place in self.spent)

    def projected(self, now_ms: int) -> int:
        """How long the session will have run at its end if the rest goes as planned.

        Sections behind the furthest one count what they took, the furthest at least its
        plan, those to come their plan. A session that is over took what it took.
        """
        if self.state is ClockState.ENDED:
            return self.elapsed_ms
        total = 0
        for section, planned in enumerate(self.planned):
            spent = self.section_spent(section, now_ms)
            if section < self.furthest:
                total += spent
            elif section == self.furthest:
                total += max(planned, spent)
            else:
                total += planned
        return total

    def late(self, now_ms: int) -> int:
        """By how much the session runs behind its plan; negative when it is ahead."""
        return self.projected(now_ms) - self.total_ms

    def to_json(self, now_ms: int) -> str:
        """A snapshot that holds lengths only, no moments."""
        clock = self.settled(now_ms)
        return json.dumps(
            {
                "state": clock.state.value,
                "planned": clock.planned,
                "target_ms": clock.target_ms,
                "section": clock.section,
                "question": clock.question,
                "furthest": clock.furthest,
                "elapsed_ms": clock.elapsed_ms,
                "spent": [[s, q, ms] for (s, q), ms in sorted(clock.spent.items())],
            }
        )

    @classmethod
    def from_json(cls, text: str, now_ms: int) -> "Clock":
        """The clock of a snapshot; one that was running runs on from *now_ms*."""
        data = json.loads(text)
        state = ClockState(data["state"])
        return cls(
            planned=tuple(data["planned"]),
            state=state,
            section=data["section"],
            question=data["question"],
            furthest=data["furthest"],
            elapsed_ms=data["elapsed_ms"],
            anchor_ms=now_ms if state is ClockState.RUNNING else None,
            spent={(s, q): ms for s, q, ms in data["spent"]},
            target_ms=data.get("target_ms", 0),
        )
