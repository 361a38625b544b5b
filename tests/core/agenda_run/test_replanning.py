"""Planning anew: the end is kept, the key sections are protected, the ending is not touched."""

from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.agenda_run.clock import MINUTE_MS, Clock, Plan
from focusgroup.core.agenda_run.replanning import (
    KEY_SHARE,
    SHORTEST_MS,
    lengthened,
    moved,
    proposal,
    switched,
)
from focusgroup.core.model import SectionKind

KEY, ENDING, OPENING = SectionKind.KEY, SectionKind.ENDING, SectionKind.OPENING
M = MINUTE_MS


def led(minutes: list[int], spent: int) -> Clock:
    return Clock(planned=tuple(m * M for m in minutes)).started(0).settled(spent * M)


def test_a_session_in_time_keeps_its_plan() -> None:
    clock = led([10, 20, 10], 5)
    assert proposal(clock, [OPENING, KEY, ENDING], 5 * M) == clock.plan


def test_sections_that_are_not_key_give_way_first() -> None:
    clock = led([10, 10, 20, 10, 5], 18)
    plan = proposal(clock, [OPENING, None, KEY, None, ENDING], 18 * M)
    assert [ms // M for ms in plan.planned] == [10, 6, 20, 6, 5]
    assert clock.replanned(plan).late(18 * M) == 0


def test_a_section_that_would_be_too_short_is_cut() -> None:
    clock = led([10, 5, 20, 5], 14)
    plan = proposal(clock, [OPENING, None, KEY, ENDING], 14 * M)
    assert plan == Plan(clock.planned, (0, 1, 2, 3), frozenset({1}))
    assert clock.replanned(plan).late(14 * M) == -1 * M


def test_key_sections_give_at_most_half() -> None:
    clock = led([10, 20, 5], 60)
    plan = proposal(clock, [OPENING, KEY, ENDING], 60 * M)
    assert [ms // M for ms in plan.planned] == [10, 10, 5]


def test_the_promised_length_stays_with_a_new_plan_also_after_a_resume() -> None:
    clock = led([10, 20, 10], 15)
    later = clock.replanned(Plan((10 * M, 15 * M, 10 * M), (0, 1, 2)))
    assert later.total_ms == 40 * M
    assert later.late(15 * M) == 0
    assert Clock.from_json(later.to_json(15 * M), 0).total_ms == 40 * M


@given(
    st.lists(
        st.tuples(st.integers(1, 40), st.sampled_from([None, *SectionKind])), min_size=1, max_size=9
    ),
    st.integers(0, 120),
    st.integers(0, 8),
)
def test_no_plan_lengthens_anything_or_touches_what_is_past(
    sections: list[tuple[int, SectionKind | None]], spent: int, at: int
) -> None:
    clock = led([minutes for minutes, _ in sections], 0)
    clock = clock.moved(min(at, len(sections) - 1), -1, 0).settled(spent * M)
    kinds = [kind for _, kind in sections]
    plan = proposal(clock, kinds, spent * M)
    for i, (old, new) in enumerate(zip(clock.planned, plan.planned, strict=True)):
        assert 0 < new <= old
        assert new % M == 0
        assert new >= min(SHORTEST_MS, old) or kinds[i] is KEY
        if i <= clock.furthest or kinds[i] is ENDING:
            assert new == old
            assert i not in plan.cut
        if kinds[i] is KEY:
            assert new >= old * KEY_SHARE
            assert i not in plan.cut
    assert clock.replanned(plan).late(spent * M) <= max(clock.late(spent * M), 0)


def test_sections_to_come_change_places_and_the_clock_follows_the_new_order() -> None:
    clock = led([10, 20, 10, 5], 4)
    later = clock.replanned(moved(clock.plan, 2, -1, first=1))
    assert later.led == (0, 2, 1, 3)
    assert moved(clock.plan, 2, -9, first=1).order == (0, 2, 1, 3)
    later = later.moved(2, -1, 8 * M)
    assert later.coming == (1, 3)
    assert later.late(8 * M) == -2 * M
    assert Clock.from_json(later.to_json(8 * M), 8 * M).led == (0, 2, 1, 3)


def test_a_section_left_out_costs_nothing_and_is_back_when_it_is_opened() -> None:
    clock = led([10, 20, 10], 4)
    later = clock.replanned(switched(clock.plan, 1))
    assert later.led == (0, 2)
    assert later.late(4 * M) == -20 * M
    back = later.moved(1, -1, 5 * M)
    assert back.led == (0, 1, 2)
    assert switched(switched(clock.plan, 1), 1) == clock.plan
    assert lengthened(later.plan, 1, 5 * M).cut == frozenset()


def test_a_minute_given_back_goes_no_lower_than_none() -> None:
    plan = led([1, 2], 0).plan
    assert lengthened(plan, 0, -5 * M).planned == (0, 2 * M)


@given(st.permutations(range(5)), st.sets(st.integers(0, 4)), st.integers(0, 4))
def test_any_plan_is_kept_and_the_open_section_is_never_left_out(
    order: list[int], cut: set[int], at: int
) -> None:
    clock = led([10, 20, 10, 5, 8], 0).moved(at, -1, 0)
    later = clock.replanned(Plan(clock.planned, tuple(order), frozenset(cut)))
    assert at in later.led
    assert later.plan.order[later.furthest + 1 :] == later.coming
    assert not any(later.reached(section) for section in later.coming)
    assert Clock.from_json(later.to_json(0), 0) == later
