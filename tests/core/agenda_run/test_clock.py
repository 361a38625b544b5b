"""The clock: nothing it shows depends on how often it is asked, stopped or kept."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.agenda_run.clock import (
    MINUTE_MS,
    Clock,
    ClockState,
    Mark,
    Plan,
    Stop,
    Urgency,
    urgency,
)

PLAN = (10 * MINUTE_MS, 20 * MINUTE_MS, 5 * MINUTE_MS)


def test_a_clock_that_was_not_started_stands_still() -> None:
    clock = Clock(planned=PLAN)
    assert clock.elapsed(10**9) == 0
    assert clock.left(10**9) == 35 * MINUTE_MS
    assert not clock.moved(1, 0, 5).reached(1)


def test_pauses_do_not_count() -> None:
    clock = Clock(planned=PLAN).started(0).paused(1_000).started(9_000)
    assert clock.elapsed(9_500) == 1_500
    assert clock.section_left(9_500) == 10 * MINUTE_MS - 1_500


def test_a_section_that_runs_over_makes_the_end_late() -> None:
    clock = Clock(planned=PLAN).started(0)
    assert clock.late(4 * MINUTE_MS) == 0
    assert clock.late(12 * MINUTE_MS) == 2 * MINUTE_MS
    clock = clock.moved(1, -1, 12 * MINUTE_MS)
    assert clock.late(20 * MINUTE_MS) == 2 * MINUTE_MS
    assert clock.section_left(20 * MINUTE_MS) == 12 * MINUTE_MS


def test_a_section_that_was_left_early_makes_it_ahead_also_after_a_return() -> None:
    clock = Clock(planned=PLAN).started(0).moved(1, -1, 7 * MINUTE_MS)
    assert clock.late(8 * MINUTE_MS) == -3 * MINUTE_MS
    clock = clock.moved(0, -1, 10 * MINUTE_MS)
    assert clock.late(12 * MINUTE_MS) == -1 * MINUTE_MS


def test_a_session_that_ended_early_is_early() -> None:
    clock = Clock(planned=PLAN).started(0).ended(30 * MINUTE_MS)
    assert clock.late(99 * MINUTE_MS) == -5 * MINUTE_MS


def test_urgency_turns_at_a_fifth_and_at_a_twentieth() -> None:
    assert urgency(201, 1000) is Urgency.CALM
    assert urgency(200, 1000) is Urgency.SOON
    assert urgency(50, 1000) is Urgency.OVER
    assert urgency(-5, 1000) is Urgency.OVER
    assert urgency(-5, 0) is Urgency.CALM
    assert urgency(0, 1) is Urgency.OVER


steps = st.lists(
    st.tuples(
        st.sampled_from(["start", "pause", "move", "keep", "look", "end"]),
        st.integers(0, 10**7),
        st.integers(-1, 4),
        st.integers(-1, 3),
    ),
    max_size=30,
)


@given(steps)
def test_elapsed_is_the_sum_of_what_the_places_took_and_never_falls(
    script: list[tuple[str, int, int, int]],
) -> None:
    now, clock, last = 0, Clock(planned=PLAN), 0
    for verb, passed, section, question in script:
        now += passed
        if verb == "start":
            clock = clock.started(now)
        elif verb == "pause":
            clock = clock.paused(now)
        elif verb == "end":
            clock = clock.ended(now)
        elif verb == "move":
            clock = clock.moved(section, question, now)
        elif verb == "keep":
            kept = Clock.from_json(clock.to_json(now), now)
            assert kept.elapsed(now) == clock.elapsed(now)
            assert kept.late(now) == clock.late(now)
            clock = kept
        assert clock.elapsed(now) >= last
        last = clock.elapsed(now)
        in_places = sum(clock.section_spent(i, now) for i in range(len(PLAN)))
        assert in_places == clock.elapsed(now)
        assert 0 <= clock.section <= clock.furthest < len(PLAN)
        assert clock.running is (clock.state is ClockState.RUNNING)


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_clock_set_back_moves_nothing(first: int, second: int) -> None:
    clock = Clock(planned=PLAN).started(10**9)
    assert clock.elapsed(first) == 0
    assert clock.started(second).elapsed(10**9 + 5) == 5


# -- what is stored, and each rule by itself ---------------------------------------------------

M = MINUTE_MS
SNAPSHOT = {
    "state": "paused",
    "planned": [10 * M, 20 * M, 5 * M],
    "order": [0, 2, 1],
    "cut": [1],
    "target_ms": 35 * M,
    "section": 2,
    "question": 3,
    "furthest": 1,
    "elapsed_ms": 4 * M,
    "spent": [[0, -1, 3 * M], [2, 3, M]],
    "marks": [[0, 1, "skipped"], [2, 0, "parked"]],
    "automatic": True,
}


def test_the_words_that_are_stored_never_change() -> None:
    assert [each.value for each in ClockState] == ["ready", "running", "paused", "ended"]
    assert [each.value for each in Mark] == ["skipped", "parked"]
    assert [each.value for each in Urgency] == ["calm", "soon", "over"]
    assert MINUTE_MS == 60_000
    assert not Stop(0, 0).reading
    assert not Clock().automatic


def test_a_stored_clock_is_read_and_stored_again_as_it_was() -> None:
    clock = Clock.from_json(json.dumps(SNAPSHOT), 99)
    assert clock == Clock(
        planned=PLAN,
        state=ClockState.PAUSED,
        section=2,
        question=3,
        furthest=1,
        elapsed_ms=4 * M,
        spent={(0, -1): 3 * M, (2, 3): M},
        target_ms=35 * M,
        order=(0, 2, 1),
        cut=frozenset((1,)),
        marks={(0, 1): Mark.SKIPPED, (2, 0): Mark.PARKED},
        automatic=True,
    )
    assert json.loads(clock.to_json(10**9)) == SNAPSHOT
    reading = json.dumps({**SNAPSHOT, "reading": True})
    assert Clock.from_json(reading, 99).stop == Stop(2, 3, True)
    assert json.loads(Clock.from_json(reading, 99).to_json(0)) == json.loads(reading)
    running = json.dumps({**SNAPSHOT, "state": "running"})
    assert Clock.from_json(running, 99).anchor_ms == 99
    assert Clock.from_json(running, 99).elapsed(199) == 4 * M + 100


def test_a_clock_stored_by_an_earlier_version_has_the_agendas_order() -> None:
    newer = ("order", "cut", "target_ms", "marks", "automatic")
    old = json.dumps({key: each for key, each in SNAPSHOT.items() if key not in newer})
    clock = Clock.from_json(old, 0)
    assert (clock.order, clock.cut, clock.marks) == ((0, 1, 2), frozenset(), {})
    assert (clock.target_ms, clock.automatic) == (0, False)
    assert clock.total_ms == 35 * M


def test_only_a_running_clock_is_paused() -> None:
    ready = Clock(planned=PLAN)
    running = ready.started(0)
    ended = running.ended(5)
    assert ready.paused(9) is ready
    assert ended.paused(9) is ended
    paused = running.paused(9)
    assert (paused.state, paused.anchor_ms) == (ClockState.PAUSED, None)
    assert paused.paused(20) is paused
    assert running.started(9) is running
    assert ended.started(9).elapsed(10) == 6
    assert (ended.anchor_ms, ended.spent) == (None, {(0, -1): 5})


def test_a_clock_that_is_set_up_counts_nothing_until_it_starts() -> None:
    ready = Clock(planned=PLAN).moved(2, 1, 50)
    assert (ready.place, ready.furthest, ready.spent) == ((2, 1), 2, {})
    assert ready.settled(80).spent == {}
    assert ready.started(100).spent == {(2, 1): 0}
    assert Clock(planned=PLAN, spent={(0, -1): 7}).settled(9).spent == {(0, -1): 7}


def test_a_move_stays_within_the_agenda_and_takes_up_what_was_left_out() -> None:
    clock = Clock(planned=PLAN, cut=frozenset((1, 2))).started(0)
    assert clock.moved(9, -1, 0).section == 2
    assert clock.moved(-4, -1, 0).section == 0
    assert Clock().moved(3, 1, 0).stop == Stop(0, 1)
    assert Clock().moved(3, 1, 0).furthest == 0
    assert Clock().section_left(9) == 0
    assert clock.moved(1, -1, 0).cut == {2}
    marked = clock.moved(1, 0, 0).marked(Mark.SKIPPED).moved(1, 1, 0).marked(Mark.PARKED)
    assert marked.marks == {(1, 0): Mark.SKIPPED, (1, 1): Mark.PARKED}
    assert marked.moved(1, 0, 0).marks == {(1, 1): Mark.PARKED}
    assert marked.marked(None).marks == {(1, 0): Mark.SKIPPED}
    back = clock.moved(2, -1, 5).moved(0, -1, 8)
    assert (back.furthest, back.section) == (2, 0)
    assert back.spent == {(0, -1): 5, (2, -1): 3}
    assert [back.reached(section) for section in range(3)] == [True, False, True]


def test_a_new_plan_keeps_the_promised_length_and_the_open_section() -> None:
    clock = Clock(planned=PLAN).started(0).moved(1, -1, 10 * M)
    new = clock.replanned(Plan((10 * M, 15 * M, 2 * M), (2, 1, 0), frozenset((1, 2))))
    assert (new.cut, new.target_ms, new.total_ms) == ({2}, 35 * M, 35 * M)
    assert (new.furthest, new.led, new.coming) == (2, (1, 0), ())
    assert clock.coming == (2,)
    assert new.plan == Plan((10 * M, 15 * M, 2 * M), (2, 1, 0), frozenset((2,)))
    assert new.projected(10 * M) == 10 * M
    assert Clock(planned=PLAN).replanned(Plan(PLAN, (1, 0, 2))).furthest == 1
    assert Clock().replanned(Plan((), ())).furthest == 0
    with pytest.raises(ValueError, match="a plan for 2 of 3 sections"):
        clock.replanned(Plan((1, 2), (0, 1)))
    for planned, order in (((1, -1), (0, 1)), ((1, 1), (0, 0)), ((1, 1), (0,))):
        with pytest.raises(ValueError, match="zero or more"):
            Plan(planned, order)
    assert Plan((0, 5), (1, 0)).to_data() == {"planned": (0, 5), "order": (1, 0), "cut": []}


def test_what_is_left_out_adds_only_what_it_took() -> None:
    clock = Clock(planned=PLAN, cut=frozenset((2,))).started(0)
    assert clock.projected(12 * M) == 32 * M
    assert clock.late(12 * M) == -3 * M
    taken = clock.moved(2, -1, 12 * M).moved(1, -1, 13 * M)
    assert taken.section_spent(2, 13 * M) == M
    assert taken.section_spent(0, 20 * M) == 12 * M
    assert taken.section_left(20 * M) == 13 * M
    assert taken.left(20 * M) == 15 * M
    assert Clock(planned=PLAN, target_ms=M).total_ms == M
