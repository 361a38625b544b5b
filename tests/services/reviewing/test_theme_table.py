"""What the rows of the theme table say of strength, agreement and revenue, and how they sort."""

import pytest

from focusgroup.core.evidence.tally import Share, share_of
from focusgroup.core.model import Theme
from focusgroup.services.reviewing.theme_table import (
    ThemeColumn,
    ThemeFigures,
    ThemeRow,
    agreed,
    in_order,
    share_in_words,
)
from focusgroup.store.quotes import ThemeWeight
from focusgroup.store.themes import ThemeCount


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        (ThemeWeight(), ""),
        (ThemeWeight(agreement=12), "+12"),
        (ThemeWeight(dissent=3), "−3"),
        (ThemeWeight(agreement=12, dissent=3), "+12 −3"),
    ],
)
def test_who_agreed_is_said_with_signs(weight: ThemeWeight, said: str) -> None:
    assert agreed(weight) == said


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (share_of(0.5, 1, 3), ""),
        (share_of(0.5, 2, 3), "≥ 50 %"),
        (share_of(0.5, 3, 3), "50 %"),
        (share_of(0.004, 1, 1), "0.4 %"),
        (share_of(0.004, 1, 2), "≥ 0.4 %"),
        (share_of(0.0, 1, 1), "0 %"),
        (Share(1.0), "100 %"),
    ],
    ids=lambda each: None if isinstance(each, str) else repr(each),
)
def test_a_share_of_revenue_is_said_only_where_most_are_known(
    share: Share | None, said: str
) -> None:
    assert share_in_words(share) == said


def row(name: str, mentions: int, weight: ThemeWeight | None) -> ThemeRow:
    count = ThemeCount(Theme(name, name), problem=mentions)
    return ThemeRow(count, ThemeFigures(weight=weight))


@pytest.mark.parametrize(
    ("column", "order"),
    [
        (ThemeColumn.INTENSE, ["B", "A", "C", "D"]),
        (ThemeColumn.AGREED, ["C", "B", "A", "D"]),
        (ThemeColumn.REVENUE, ["A", "B", "C", "D"]),
    ],
)
def test_themes_are_sorted_by_their_weight(column: ThemeColumn, order: list[str]) -> None:
    rows = [
        row("A", 10, ThemeWeight(strong=1, agreement=1, dissent=1, revenue=Share(0.6))),
        row("B", 2, ThemeWeight(strong=1, agreement=2, revenue=Share(0.3))),
        row("C", 9, ThemeWeight(agreement=9, dissent=1)),
        row("D", 0, None),
    ]
    assert [each.count.theme.path for each in in_order(rows, column)] == order
    assert [each.intensity for each in rows] == [10, 50, 0, None]
