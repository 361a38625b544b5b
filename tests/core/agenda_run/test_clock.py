"""The clock: nothing it shows depends on how often it is asked, stopped or kept."""

from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.agenda_run.clock import MINUTE_MS, Clock, ClockState, Urgency, urgency

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
