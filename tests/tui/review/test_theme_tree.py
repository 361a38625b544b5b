"""The codebook as a tree: who stands under whom, in columns that stand in line."""

from collections.abc import Callable
from typing import Any

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult

from focusgroup.core.model import Kind, Theme
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan
from focusgroup.services.reviewing.theme_table import ThemeColumn
from focusgroup.store.quotes.tallies import QuoteTally
from focusgroup.store.themes import ThemeCount
from focusgroup.tui.review.filter_line import chips
from focusgroup.tui.review.themes.theme_outline import (
    ALL,
    NO_THEME,
    outline,
    path_of,
    short,
    theme_choice,
)
from focusgroup.tui.review.themes.theme_rows import FOLDED_FROM
from focusgroup.tui.review.themes.theme_tree import ThemeTree
from tests.hostile import SHORT
from tests.tui.seeing import on_screen

RunApp = Callable[..., Any]


def counted(path: str, *numbers: int, people: int = 0) -> ThemeCount:
    return ThemeCount(Theme(path, path), *numbers, people=people)


COUNTS = (
    counted("Mobile", 1, people=1),
    counted("Reporting", 9, 2, 1, people=3),
    counted("Reporting > Dashboards", 1, people=1),
    counted("Reporting > Exports", 8, 2, 1, people=3),
    counted("Pricing", 3, people=1),
)


class TreeApp(App[None]):
    """Nothing but the tree."""

    def compose(self) -> ComposeResult:
        yield ThemeTree()

    @property
    def tree(self) -> ThemeTree:
        return self.query_one(ThemeTree)


def paths(by_name: bool = False, folded: tuple[str, ...] = ()) -> list[str]:
    column = ThemeColumn.NAME if by_name else ThemeColumn.PEOPLE
    rows = outline(COUNTS, {}, folded=folded, column=column)
    return [path_of(row.choice) for row in rows[1:-1]]


def test_themes_stand_by_people_then_mentions_under_their_parents() -> None:
    assert paths() == [
        "Reporting", "Reporting > Exports", "Reporting > Dashboards", "Pricing", "Mobile",
    ]  # fmt: skip
    assert paths(by_name=True) == [
        "Mobile", "Pricing", "Reporting", "Reporting > Dashboards", "Reporting > Exports",
    ]  # fmt: skip
    assert paths(folded=("Reporting",)) == ["Reporting", "Pricing", "Mobile"]


def test_all_quotes_come_first_and_those_without_a_theme_last() -> None:
    rows = outline(COUNTS, {ALL: QuoteTally(5)})
    assert (rows[0].choice, rows[0].tally) == (ALL, QuoteTally(5))
    assert (rows[-1].choice, rows[-1].tally) == (NO_THEME, None)


def test_a_theme_without_its_parent_or_without_a_name_breaks_nothing() -> None:
    odd = (
        counted("", 1),
        counted("Lost > Child", 1),
        counted("Lost > Child", 1),
        counted(" > ", 1),
    )
    rows = outline(odd, {})
    assert [(path_of(row.choice), row.depth) for row in rows[1:-1]] == [
        (" > ", 0), ("Lost > Child", 0),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("number", "shown"),
    [(0, "–"), (7, "7"), (9_999, "9999"), (10_000, "10k"), (999_999, "999k"),
     (1_250_000, "1.2M"), (12_500_000, "12M")],
)  # fmt: skip
def test_a_count_has_at_most_four_cells(number: int, shown: str) -> None:
    assert short(number) == shown


async def test_numbers_stand_under_their_signs(run_app: RunApp) -> None:
    async with run_app(TreeApp(), (44, 12)) as pilot:
        pilot.app.tree.show((*COUNTS, counted("报表与导出 > x", 4321, 22, people=8)))
        await pilot.pause()
        lines = on_screen(pilot.app).splitlines()
        ends = {}
        for sign in "▼▲+":
            ends[sign] = cell_len(lines[0][: lines[0].index(sign) + 1])
        for line in lines[2:8]:
            numbers = [part for part in line.split() if part.isdigit() or part == "–"]
            assert len(numbers) == 4, line
            at = 0
            for number, end in zip(numbers, ends.values(), strict=False):
                at = line.index(f" {number}", at) + 1
                assert cell_len(line[: at + len(number)]) == end, line


async def test_a_great_codebook_opens_with_its_top_level_only(run_app: RunApp) -> None:
    many = [counted("Top"), *(counted(f"Top > {n:03}") for n in range(FOLDED_FROM))]
    async with run_app(TreeApp(), (44, 12)) as pilot:
        tree = pilot.app.tree
        tree.show(many)
        assert len(tree.rows) == 3
        tree.choose(theme_choice("Top > 007"))
        await pilot.pause()
        assert tree.choice == theme_choice("Top > 007")
        assert "007" in on_screen(pilot.app)
        assert "THEME" in on_screen(pilot.app).splitlines()[0]


async def test_the_heading_stays_and_a_click_on_it_sorts(run_app: RunApp) -> None:
    many = [counted(f"Theme {n:02}", n, people=n) for n in range(40)]
    async with run_app(TreeApp(), (44, 12)) as pilot:
        tree = pilot.app.tree
        tree.show(many)
        tree.focus()
        await pilot.press("end")
        assert tree.choice == NO_THEME
        lines = on_screen(pilot.app).splitlines()
        assert "THEME" in lines[0]
        assert "No theme yet" in lines[-1]
        await pilot.press("home")
        assert "All quotes" in on_screen(pilot.app).splitlines()[1]
        await pilot.click(ThemeTree, offset=(5, 0))
        assert "A–Z" in on_screen(pilot.app).splitlines()[0]
        assert [row.label for row in tree.rows[1:3]] == ["Theme 00", "Theme 01"]


async def test_a_chosen_theme_that_goes_away_gives_way_to_the_one_above(run_app: RunApp) -> None:
    async with run_app(TreeApp(), (44, 12)) as pilot:
        tree = pilot.app.tree
        tree.show(COUNTS)
        tree.choose(theme_choice("Reporting > Exports"))
        tree.show(COUNTS[:2])
        assert tree.choice == theme_choice("Reporting")
        tree.show(())
        assert tree.choice == ALL


@pytest.mark.parametrize("width", [20, 46, 120])
def test_every_filter_keeps_a_place_in_the_line(width: int) -> None:
    span = TimeSpan(0, 1, "last 90 days")
    full = Selection(
        kinds=(Kind.MISSING_FEATURE,),
        accounts=("Hallberg Foods International",),
        speakers=("Ana",),
        since=span,
        until=span,
        search="exp",
    )
    line = chips(full.filters(), width).plain
    assert line.count("✕") == 6
    assert line.endswith("c clears")
    if width >= 120:
        assert "Hallberg" in line
        assert len(line) <= width


@pytest.mark.parametrize("text", SHORT.values(), ids=SHORT.keys())
def test_what_a_filter_says_is_never_an_action(text: str) -> None:
    shown = chips(Selection(accounts=(text or "x",), search=text).filters(), 80)
    actions = [span.style.meta["@click"] for span in shown.spans if hasattr(span.style, "meta")]
    assert set(actions) <= {"screen.drop('accounts')", "screen.drop('search')"}
    assert not set(shown.plain) & set("\x1b\x07\x9b\u202e\u2066\r\n")


def test_folding_is_offered_only_for_a_theme_with_others_below_it() -> None:
    tree = ThemeTree()
    tree.rows = outline(COUNTS, {})
    offered = []
    for place, row in enumerate(tree.rows):
        tree.set_reactive(ThemeTree.cursor, place)
        if tree.check_action("fold_or_not", ()):
            offered.append(path_of(row.choice))
        assert tree.check_action("sort", ())
    assert offered == ["Reporting"]
