"""What a review adds up to on the screen: columns, tables, and the quotes behind their numbers."""

from typing import Any

import pytest

from focusgroup.core.model import KIND_SIGNS, RANKED_KINDS, Kind
from focusgroup.core.search.selection import Selection
from focusgroup.services.reviewing.theme_table import ThemeColumn
from focusgroup.store.actions.items import all_items
from focusgroup.store.debriefs import all_moments
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.review.quotes.behind import BehindScreen
from focusgroup.tui.review.quotes.quote_history import QuoteHistoryScreen
from focusgroup.tui.review.tables.accounts import AccountsScreen
from focusgroup.tui.review.tables.consensus import ConsensusScreen
from focusgroup.tui.review.tables.findings import FindingsScreen, SaturationScreen
from focusgroup.tui.review.tables.item_dialog import ItemScreen
from focusgroup.tui.review.tables.items import ItemsScreen
from focusgroup.tui.review.tables.matrix import MatrixScreen
from focusgroup.tui.review.tables.screen import TableScreen
from focusgroup.tui.review.tables.table import Table, TableData, TableRow
from focusgroup.tui.review.themes.theme_columns import columns_for
from focusgroup.tui.review.themes.theme_outline import theme_choice
from tests.tui.review.reviewing import Reviewing, settled
from tests.tui.seeing import on_screen, until

FOUR = ("who", "mentions", "accounts", "sessions")


@pytest.mark.parametrize(
    ("width", "heads"),
    [
        (40, ["who"]),
        (60, ["who", "mentions"]),
        (80, [*FOUR, "trend"]),
        (115, [*FOUR, "trend", "top account", "8 quarters"]),
        (120, [*FOUR, "trend", "top account", "8 quarters", "intense"]),
        (140, [*FOUR, "trend", "top account", "8 quarters", "intense", "agreed", "revenue"]),
    ],
)
def test_columns_join_in_their_order_as_the_room_grows(width: int, heads: list[str]) -> None:
    found = columns_for(width, RANKED_KINDS, 4)
    assert [each.head for each in found] == [*(KIND_SIGNS[kind] for kind in RANKED_KINDS), *heads]


async def shown(pilot: Any, screen: type[TableScreen]) -> Table:
    """The table of a screen, once it was read."""
    await until(pilot, lambda: isinstance(pilot.app.screen, screen))
    await until(pilot, lambda: bool(pilot.app.screen.table.data.heads))
    await pilot.pause()
    table: Table = pilot.app.screen.table
    return table


def cells(table: Table) -> dict[str, tuple[object, ...]]:
    return {row.name: row.cells for row in table.data.rows}


async def test_every_number_of_the_tables_opens_its_quotes(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    pilot, app = reviewing
    await pilot.press("2")
    matrix = await shown(pilot, MatrixScreen)
    assert cells(matrix)["Reporting"] == (2, 1, 1, 4)
    matrix.cursor = list(cells(matrix)).index("Reporting")
    await pilot.press("right", "enter")
    await until(pilot, lambda: isinstance(app.screen, BehindScreen))
    await until(pilot, lambda: app.screen._list.loaded)
    assert app.screen._list.rows.row(0).text == "the board saves me an hour"
    await pilot.press("escape", "a", "a")
    await until(pilot, lambda: "Northwind" in matrix.data.heads)
    assert cells(matrix)["Reporting"][matrix.data.heads.index("Northwind")] == 3
    await pilot.press("escape", "3")
    findings = await shown(pilot, FindingsScreen)
    assert cells(findings)["Reporting"][:3] == ("thin", 4, 2)
    findings.cursor = list(cells(findings)).index("Reporting")
    await pilot.press("i")
    await until(pilot, lambda: isinstance(app.screen, ItemScreen))
    await pilot.press(*"faster", "enter")
    await until(pilot, lambda: isinstance(app.screen, FindingsScreen))
    await pilot.press("escape", "4")
    assert list(cells(await shown(pilot, SaturationScreen)).values()) == [(2, 2, 67), (1, 3, 100)]
    await pilot.press("escape", "5")
    accounts = cells(await shown(pilot, AccountsScreen))
    assert accounts["Northwind"][:3] == (3, 1, 2)
    await pilot.press("escape", "6")
    items = await shown(pilot, ItemsScreen)
    assert cells(items)["faster"][:3] == ("open", "", 4)
    await pilot.press("t")
    await until(pilot, lambda: cells(items)["faster"][0] == "planned")
    assert [item.theme for item in await all_items(db)] == ["Reporting"]
    await pilot.press("escape", "7")
    voices = cells(await shown(pilot, ConsensusScreen))
    assert voices["When did it let you down?"][:2] == ("+1", "▼2")


async def test_a_number_of_a_theme_opens_its_quotes_and_all_columns_have_room(
    reviewing: Reviewing,
) -> None:
    pilot, app = reviewing
    app.tree.choose(theme_choice("Reporting"))
    app.tree.sort(ThemeColumn.STRENGTH)
    await pilot.press("v")
    await settled(pilot)
    assert "mentions" in on_screen(app).splitlines()[1]
    await pilot.press("enter")
    await settled(pilot)
    assert app.texts == ["the board saves me an hour"]
    assert app.review.seen == Selection(themes=("Reporting",), kinds=(Kind.STRENGTH,))
    await pilot.press("tab", "v")
    app.tree.see(ThemeColumn.TOP)
    await settled(pilot)
    assert app.review.seen.accounts == ("Northwind",)
    assert len(app.texts) == 3


async def test_a_quote_is_starred_and_tells_its_history(reviewing: Reviewing, db: SqliteDb) -> None:
    pilot, app = reviewing
    await pilot.press("tab", "asterisk")
    await until(pilot, lambda: len(app.listed.starred) == 1)
    assert await all_moments(db) == app.listed.starred
    assert "★" in on_screen(app)
    await pilot.press("asterisk")
    await until(pilot, lambda: not app.listed.starred)
    await pilot.press("e")
    await pilot.pause()
    await pilot.press("end", *" again", "enter")
    await until(pilot, lambda: any(text.endswith("again") for text in app.texts))
    await pilot.press("h")
    await until(pilot, lambda: isinstance(app.screen, QuoteHistoryScreen))
    await pilot.pause()
    assert "words: nobody told us → nobody told us again" in on_screen(app)


def test_a_table_sorts_numbers_from_the_most_and_what_is_missing_last() -> None:
    table = Table()
    rows = (TableRow("a", (1, "b")), TableRow("b", (None, "")), TableRow("c", (3, "a")))
    table._given = rows
    table.data = TableData("NAME", ("n", "word"), rows)
    for column, order in ((0, "cab"), (1, "cab")):
        table.sorted_by = column
        table._lay_out()
        assert "".join(row.name for row in table.data.rows) == order
