"""Guides that are written in another way, and outlines in the layouts of others, are read alike.

What nobody wrote a rule for shows here first: a bound that a change breaks names the way.
"""

import pytest

from tests import mutated_guides, written_guides
from tests.guides import CORPUS, Figures, guides_in, share

pytestmark = pytest.mark.slow

WORST = {
    "numbered questions": 0.95,
    "wrapped": 0.97,
    "other labels": 0.95,
    "columns reversed": 0.75,
}
"""The share of sections in order where a way changes what a person would say of a few guides."""


def _look_at(figures: Figures, *, order: float) -> None:
    assert figures.guides
    assert share(figures.sections) >= 0.97
    assert share(figures.minutes) >= 0.97
    assert share(figures.questions) >= 0.97
    assert share(figures.in_order) >= order
    assert figures.false_questions <= 0.3 * figures.guides
    assert figures.false_sections <= 0.1 * figures.guides


@pytest.mark.parametrize(
    "way", [*sorted({*mutated_guides.WAYS} - {"columns reversed", "italic notes"}), "other labels"]
)
def test_a_guide_in_another_way_has_the_same_outline(way: str) -> None:
    figures, _ = mutated_guides.of_way(way, guides_in(CORPUS))
    _look_at(figures, order=WORST.get(way, 0.98))


@pytest.mark.parametrize("layout", written_guides.LAYOUTS)
def test_an_outline_is_read_from_each_layout(layout: str) -> None:
    figures, _ = written_guides.of_layout(layout)
    _look_at(figures, order=0.96)
