"""The way through an agenda, stop by stop, forwards and back."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.agenda_run import route
from focusgroup.core.agenda_run.clock import Clock, Mark, Stop
from focusgroup.core.model import (
    Agenda,
    GuideNote,
    Question,
    ScriptText,
    Section,
    Subheading,
    Task,
)

SCRIPTED = """## Three tasks (20 min, key)

### Task 1

> Find the invoice.

1. What did you expect?

### Task 2

> Now send it on.

2. What was in the way?

### Task 3

Hand out the card.

3. And this one?

> Thank you.

## Close (5 min)

1. What did we forget?

- [ ] Read back
"""


def way(agenda: Agenda) -> list[Stop]:
    """Every stop from the first to the last."""
    stops = [route.entered(agenda, 0)]
    while (after := route.following(agenda, stops[-1])) != stops[-1]:
        stops.append(after)
    return stops


def test_script_between_questions_is_a_stop_of_its_own() -> None:
    agenda = parse_agenda(SCRIPTED).agenda
    assert [tuple(stop) for stop in way(agenda)] == [
        (0, -1, False), (0, 0, False), (0, 0, True), (0, 1, False), (0, 2, False), (0, 2, True),
        (1, 0, False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        ((), [-1]),
        ((ScriptText("a"),), [-1]),
        ((Question("a"), Question("b")), [0, 1]),
        ((GuideNote("a"), Question("b")), [0]),
        ((GuideNote("a"), ScriptText("b"), Question("c"), Question("d")), [-1, 0, 1]),
        ((Task("a"), Question("b"), GuideNote("c"), Task("d"), Question("e")), [-1, 0, 1]),
        ((Question("b"), Subheading("c"), Question("d"), Task("e")), [0, 1]),
    ],
)
def test_without_script_between_them_only_the_opening_and_questions_are_stops(
    steps: tuple[ScriptText, ...], expected: list[int]
) -> None:
    assert [tuple(at) for at in route.stops(Section("A", steps=steps))] == [
        (at, False) for at in expected
    ]


_STEPS = st.lists(
    st.sampled_from([Question("a"), ScriptText("b"), GuideNote("c"), Task("d"), Subheading("e")]),
    max_size=7,
).map(tuple)


@settings(max_examples=100)
@given(st.lists(_STEPS, max_size=4), st.integers(0, 9), st.booleans())
def test_the_way_back_is_the_way_forward(
    sections: list[tuple[Question, ...]], question: int, reading: bool
) -> None:
    agenda = Agenda("A", tuple(Section(str(n), 5, steps=each) for n, each in enumerate(sections)))
    stops = way(agenda)
    asked = [(s, q) for s, each in enumerate(agenda.sections) for q in range(len(each.questions))]
    assert [stop[:2] for stop in stops if stop.question >= 0 and not stop.reading] == asked
    read = [s for run in (each.runs for each in agenda.sections) for s in run[1:]]
    assert sum(stop.reading for stop in stops) == sum(
        any(isinstance(step, ScriptText) for step in run) for run in read
    )
    for before, after in pairwise(stops):
        assert route.preceding(agenda, after) == before
        assert before < after
    assert route.preceding(agenda, stops[0]) == stops[0]
    # A stop that another program or version left, and that is none here, leads on as well.
    left = Stop(0, question, reading)
    assert route.following(agenda, left) >= left or not sections
    assert route.preceding(agenda, left) <= left or not sections


def test_the_question_stays_open_while_the_script_after_it_is_read() -> None:
    clock = Clock(planned=(60_000,)).started(0).moved(0, 1, 10).marked(Mark.SKIPPED)
    reading = clock.moved(0, 1, 20, reading=True)
    assert reading.place == clock.place
    assert reading.stop == (0, 1, True)
    assert reading.marks == {(0, 1): Mark.SKIPPED}
    again = Clock.from_json(reading.to_json(30), 40)
    assert again.stop == reading.stop
    assert again.settled(50).spent[0, 1] == 30
    assert reading.moved(0, 2, 50).stop == (0, 2, False)
    assert reading.moved(0, 1, 50).marks == {}
