"""The last eight quarters of a theme, and what they say."""

from datetime import date

import pytest

from focusgroup.core.evidence.quarters import Trend, quarter_starts, sparkline, trend_of


def test_the_last_eight_quarters_end_with_the_one_of_today() -> None:
    starts = quarter_starts(date(2026, 2, 28))
    assert len(starts) == 9
    assert (starts[0], starts[7], starts[8]) == (
        date(2024, 4, 1),
        date(2026, 1, 1),
        date(2026, 4, 1),
    )
    assert quarter_starts(date(2026, 12, 31))[7] == date(2026, 10, 1)


@pytest.mark.parametrize(
    ("quarters", "of_all", "trend"),
    [
        ((0, 0, 0, 0, 0, 0, 1, 0), (4, 4, 4, 4, 4, 4, 4, 4), Trend.NEW),
        ((0, 0, 0, 0, 0, 0, 3, 2), (0, 0, 0, 0, 0, 0, 9, 9), Trend.STEADY),  # all began then
        ((1, 0, 0, 0, 0, 0, 1, 2), (4, 4, 4, 4, 4, 4, 4, 4), Trend.GROWING),
        ((1, 0, 0, 0, 0, 0, 1, 1), (4, 4, 4, 4, 4, 4, 4, 4), Trend.STEADY),  # two are chance
        ((1, 1, 1, 1, 1, 1, 9, 9), (4, 4, 4, 4, 4, 4, 40, 40), Trend.STEADY),  # more sessions
        ((1, 1, 1, 0, 0, 0, 0, 0), (4, 4, 4, 4, 4, 4, 4, 4), Trend.FADING),
        ((1, 1, 1, 1, 1, 1, 0, 0), (4, 4, 4, 4, 4, 4, 0, 0), Trend.STEADY),  # nobody was asked
        ((0,) * 8, (4,) * 8, Trend.STEADY),
    ],
)
def test_a_theme_is_new_growing_or_fading_by_its_share(
    quarters: tuple[int, ...], of_all: tuple[int, ...], trend: Trend
) -> None:
    assert trend_of(quarters, of_all) is trend


def test_a_sparkline_is_as_long_as_its_numbers_and_highest_for_the_most() -> None:
    assert sparkline((0, 1, 4, 8, 2)) == " ▁▄█▂"
    assert sparkline((0, 0)) == "  "
    assert sparkline((1, 1_000_000)) == "▁█"
