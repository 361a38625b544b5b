"""What the last eight quarters say of a theme: a sparkline, and whether it is new or growing."""

from collections.abc import Sequence
from datetime import date
from enum import StrEnum

QUARTERS = 8
RECENT = 2
"""The quarters that are compared with those before them."""
LEAST = 3
"""Mentions from which a change is more than chance."""
BARS = "▁▂▃▄▅▆▇█"


class Trend(StrEnum):
    """How often a theme comes up now, compared with before."""

    NEW = "new"
    GROWING = "growing"
    FADING = "fading"
    STEADY = ""


RULE = (
    "A theme is new if it came up in the last two quarters only, while others came up before."
    " It is growing if its share of all mentions in the last two quarters is at least one and a"
    " half times its share in the six before, with three mentions or more; fading if it is at most"
    " two thirds, with three mentions or more before. Shares are compared, so more sessions make"
    " nothing grow."
)
"""The rule of `trend_of`, as the help prints it."""


def quarter_starts(today: date) -> tuple[date, ...]:
    """Return the first days of the last eight quarters, oldest first, and of the next one."""
    quarter = today.year * 4 + (today.month - 1) // 3
    return tuple(
        date(number // 4, number % 4 * 3 + 1, 1)
        for number in range(quarter - QUARTERS + 1, quarter + 2)
    )


def trend_of(quarters: Sequence[int], of_all: Sequence[int]) -> Trend:
    """Return the trend by `RULE`: a theme's mentions in the quarters, and all mentions in them."""
    before, now = sum(quarters[:-RECENT]), sum(quarters[-RECENT:])
    all_before, all_now = sum(of_all[:-RECENT]), sum(of_all[-RECENT:])
    if not all_before or not all_now:
        return Trend.STEADY
    if not before:
        return Trend.NEW if now else Trend.STEADY
    if now >= LEAST and now * all_before * 2 >= before * all_now * 3:
        return Trend.GROWING
    if before >= LEAST and now * all_before * 3 <= before * all_now * 2:
        return Trend.FADING
    return Trend.STEADY


def sparkline(numbers: Sequence[int]) -> str:
    """Return a bar for each number, the tallest for the largest; a blank for none."""
    most = max(numbers, default=0)
    return "".join(BARS[(n * len(BARS) - 1) // most] if n > 0 else " " for n in numbers)
