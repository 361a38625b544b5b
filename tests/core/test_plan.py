"""Planning anew: the end is kept, the key sections are protected, the ending is not touched."""

from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.clock import MINUTE_MS, Clock
from focusgroup.core.model import SectionKind
from focusgroup.core.plan import KEY_SHARE, SHORTEST_MS, proposal

KEY, ENDING, OPENING = SectionKind.KEY, SectionKind.ENDING, SectionKind.OPENING
M = MINUTE_MS


def led(minutes: list[int], spent: int) -> Clock:
    return Clock(planned=tuple(m * M for m in minutes)).started(0).settled(spent * M)


def test_a_session_in_time_keeps_its_plan() -> None:
    clock = led([10, 20, 10], 5)
    assert proposal(clock, [OPENING, KEY, ENDING], 5 * M) == clock.planned


def test_sections_that_are_not_key_give_way_first() -> None:
    clock = led([10, 10, 20, 10, 5], 18)
    plan = proposal(clock, [OPENING, None, KEY, None, ENDING], 18 * M)
    assert [ms // M for ms in plan] == [10, 6, 20, 6, 5]
    assert clock.replanned(plan).late(18 * M) == 0


def test_a_section_that_would_be_too_short_is_cut() -> None:
    clock = led([10, 5, 20, 5], 14)
    plan = proposal(clock, [OPENING, None, KEY, ENDING], 14 * M)
    assert [ms // M for ms in plan] == [10, 0, 20, 5]


def test_key_sections_give_at_most_half() -> None:
    clock = led([10, 20, 5], 60)
    plan = proposal(clock, [OPENING, KEY, ENDING], 60 * M)
    assert [ms // M for ms in plan] == [10, 10, 5]


def test_the_promised_length_stays_with_a_new_plan_also_after_a_resume() -> None:
    clock = led([10, 20, 10], 15)
    later = clock.replanned((10 * M, 15 * M, 10 * M))
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
    for i, (old, new) in enumerate(zip(clock.planned, plan, strict=True)):
        assert 0 <= new <= old
        assert new % M == 0
        assert new == 0 or new >= min(SHORTEST_MS, old) or kinds[i] is KEY
        if i <= clock.furthest or kinds[i] is ENDING:
            assert new == old
        if kinds[i] is KEY:
            assert new >= old * KEY_SHARE or new == old
    assert clock.replanned(plan).late(spent * M) <= max(clock.late(spent * M), 0)
