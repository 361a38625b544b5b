"""What a review adds up to on the screen: columns, tables, and the quotes behind their numbers."""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from focusgroup.core.evidence.grade import Evidence
from focusgroup.core.ids import new_id
from focusgroup.core.model import (
    KIND_SIGNS,
    RANKED_KINDS,
    Kind,
    Note,
    NoteKind,
    Quote,
    Session,
)
from focusgroup.core.model.items import Item, ItemStatus
from focusgroup.core.search.selection import Selection
from focusgroup.services.review import ReviewFacts
from focusgroup.services.reviewing.theme_table import ThemeColumn, ThemeRow, behind, theme_rows
from focusgroup.store import accounts, notes, participants
from focusgroup.store.actions.items import add_item, all_items
from focusgroup.store.counters import anew
from focusgroup.store.debriefs import all_moments
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import Axis, older_quotes
from focusgroup.tui.review.quotes.behind import BehindScreen
from focusgroup.tui.review.quotes.quote_history import QuoteHistoryScreen
from focusgroup.tui.review.quotes.quote_list import QuoteList
from focusgroup.tui.review.tables import table
from focusgroup.tui.review.tables.accounts import PROMISED, AccountsScreen, PromisesScreen
from focusgroup.tui.review.tables.consensus import ConsensusScreen
from focusgroup.tui.review.tables.findings import FindingsScreen, SaturationScreen
from focusgroup.tui.review.tables.item_dialog import ItemScreen
from focusgroup.tui.review.tables.items import ItemPage, ItemsScreen
from focusgroup.tui.review.tables.matrix import AXES, MatrixScreen
from focusgroup.tui.review.tables.screen import TableScreen
from focusgroup.tui.review.tables.table import RankedCell, Table, TableData, TableRow
from focusgroup.tui.review.tables.views import VIEWS, view
from focusgroup.tui.review.themes.theme_columns import columns_for
from focusgroup.tui.review.themes.theme_outline import theme_choice
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.panel import Panel
from tests.tui.conftest import DAY, NOW
from tests.tui.review.reviewing import ReviewApp, Reviewing, RunApp, ready, settled, take_down
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


def made_of(head: str, quotes: Sequence[Quote], of: int) -> object:
    """What a cell under *head* says of the *quotes* behind it, *of* so many in its row."""
    hands = sum(q.agreement for q in quotes), sum(q.dissent for q in quotes)
    match head:
        case "people":
            return len({q.person_id for q in quotes if q.person_id})
        case "accounts":
            return len({q.account_id for q in quotes if q.account_id})
        case "sessions":
            return len({q.session_id for q in quotes})
        case "intense %" | "specific %":
            return round(len(quotes) * 100 / of)
        case "agreed %":
            return round(hands[0] * 100 / sum(hands)) if sum(hands) else None
        case "agreed" | "disagreed":
            return hands[head == "disagreed"]
    return len(quotes)


async def add_namesakes(db: SqliteDb, groups: list[Session]) -> None:
    """Add people who are called as others are: of another account, of none, and of none again."""
    for n, (place, name, account) in enumerate(
        ((0, "Ana", "Contoso"), (0, "ana", ""), (1, "Ana", ""), (1, "Anabel", "Contoso"))
    ):
        person = await participants.add(
            db, groups[place].id, name=name, role="", account=account, now_ms=NOW
        )
        said = {"themes": ("Mobile",), "participant_id": person.id}
        await take_down(db, groups[place], f"the export of {n}", 20 + n, **said)


@pytest.mark.parametrize("what", ["matrix", "findings", "accounts", "saturation", "consensus"])
async def test_every_number_opens_exactly_what_it_counts(
    db: SqliteDb, groups: list[Session], run_app: RunApp, what: str
) -> None:
    """For each cell of each table, counted again from the quotes behind it."""
    await accounts.change(db, "Northwind", segment="Enterprise")
    marks = "intensity = n % 3, agreement = n % 4, dissent = n % 2, verbatim = n % 3 > 0"
    marks += ", question = n % 2"
    await add_namesakes(db, groups)
    for sql in (f"UPDATE quote SET {marks}", *anew("theme_quarter")):
        await db.write(lambda tx, sql=sql: tx.run(sql))
    ways = list(itertools.product(AXES, (False, True)))
    async with run_app(ReviewApp(db)) as pilot:
        app = await ready(pilot)
        for axis, people in ways if what == "matrix" else ways[:1]:
            screen = view(what, app.review.facts, Selection(), app.review.edits)
            if isinstance(screen, MatrixScreen):
                screen.axis, screen.people = axis, people
            await app.push_screen(screen)
            table = await shown(pilot, type(screen))
            assert table.data.rows
            for row, at in itertools.product(
                range(len(table.data.rows)), range(len(table.data.heads))
            ):
                table.cursor, table.at = row, at
                await check_cell(screen, db, people=people)
            app.pop_screen()


FILTERED = (
    Selection(kinds=(Kind.PROBLEM,)),
    Selection(kinds=(Kind.CONTEXT,)),
    Selection(accounts=("Northwind",), search="is:strong"),
    Selection(search="the", kinds=(Kind.PROBLEM, Kind.CONTEXT)),
    Selection(themes=("Reporting",), verbatim=True),
    Selection(search="expo"),
    Selection(search='"the expo'),
)


@pytest.mark.parametrize("chosen", FILTERED, ids=Selection.words)
async def test_under_filters_every_number_opens_what_it_counts(
    db: SqliteDb, groups: list[Session], run_app: RunApp, chosen: Selection
) -> None:
    marks = "intensity = n % 3, agreement = n % 4, dissent = n % 2, verbatim = n % 3 > 0"
    for sql in (f"UPDATE quote SET {marks}", *anew("theme_quarter")):
        await db.write(lambda tx, sql=sql: tx.run(sql))
    async with run_app(ReviewApp(db)) as pilot:
        app = await ready(pilot)
        tables = ("matrix", "findings", "accounts")
        for what, session in itertools.product(tables, (None, groups[0])):
            within = replace(chosen, sessions=(session.id,)) if session else chosen
            screen = view(what, app.review.facts, within, app.review.edits)
            await app.push_screen(screen)
            await until(pilot, lambda screen=screen: "…" not in plain(screen, "#table-top"))
            data = screen.table.data
            for row, at in itertools.product(range(len(data.rows)), range(len(data.heads))):
                screen.table.cursor, screen.table.at = row, at
                await check_cell(screen, db, people=False)
            app.pop_screen()


OF_THE_TREE = (
    Selection(),
    *(Selection(kinds=(kind,)) for kind in Kind),
    Selection(kinds=(Kind.PROBLEM, Kind.CONTEXT)),
    Selection(search="expo"),
    Selection(search='"the expo'),
    Selection(search="-the", accounts=("Northwind", "Contoso")),
)


@pytest.mark.parametrize("chosen", OF_THE_TREE, ids=Selection.words)
async def test_every_number_of_the_tree_opens_what_it_counts(
    db: SqliteDb, groups: list[Session], chosen: Selection
) -> None:
    await add_namesakes(db, groups)
    for n, kind in enumerate((Kind.CONTEXT, Kind.UNTAGGED, Kind.OBSERVATION)):
        about = {"kind": kind, "themes": ("Reporting > Exports",)}
        await take_down(db, groups[0], f"the exports are {kind}", 30 + n, **about)
    marks = "intensity = n % 3, agreement = n % 4, dissent = n % 2"
    for sql in (f"UPDATE quote SET {marks}", *anew("theme_quarter")):
        await db.write(lambda tx, sql=sql: tx.run(sql))
    facts = ReviewFacts(db)
    counted = tuple(kind for kind in chosen.kinds if kind is not Kind.OBSERVATION)
    for row in await theme_rows(db, replace(chosen, kinds=counted)):
        for column in set(ThemeColumn) - {ThemeColumn.NAME, ThemeColumn.REVENUE, ThemeColumn.TREND}:
            found = facts.listed(chosen.under(behind(column, row)))
            quotes = await older_quotes(db, found, limit=100)
            was, told = told_of(column, row), column.value
            if column is ThemeColumn.AGREED:
                assert was == tuple(made_of(head, quotes, 1) for head in ("agreed", "disagreed"))
            elif column is ThemeColumn.INTENSE:
                assert was == (made_of("intense %", quotes, row.count.counted or 1))
            elif was or column is not ThemeColumn.MENTIONS:  # of context alone, – stands there
                assert was == made_of(told, quotes, 1), (row.count.theme.path, told)


def told_of(column: ThemeColumn, row: ThemeRow) -> object:
    """What a row of the tree says under a *column*."""
    count, figures = row.count, row.figures
    assert figures.weight is not None
    assert figures.top is not None
    if column is ThemeColumn.TOP and not figures.top.quotes:
        return count.counted  # nothing stands there: all of the theme is shown
    return {
        ThemeColumn.PEOPLE: count.people,
        ThemeColumn.PROBLEM: count.problem,
        ThemeColumn.STRENGTH: count.strength,
        ThemeColumn.MISSING: count.missing_feature,
        ThemeColumn.MENTIONS: count.mentions,
        ThemeColumn.ACCOUNTS: figures.accounts,
        ThemeColumn.SESSIONS: figures.sessions,
        ThemeColumn.TOP: figures.top.quotes,
        ThemeColumn.INTENSE: row.intensity or 0,
        ThemeColumn.AGREED: (figures.weight.agreement, figures.weight.dissent),
    }[column]


async def test_a_table_says_so_if_it_does_not_hold_the_filters(
    db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    chosen = Selection(kinds=(Kind.PROBLEM,))
    async with run_app(ReviewApp(db)) as pilot:
        app = await ready(pilot)
        for what in ("matrix", "findings", "saturation", "accounts", "items", "consensus"):
            screen = view(what, app.review.facts, chosen, app.review.edits)
            await app.push_screen(screen)
            await until(pilot, lambda screen=screen: "…" not in plain(screen, "#table-top"))
            top = plain(screen, "#table-top")
            assert ("whatever the filters: problems" in top) == (what in ("items", "consensus"))
            assert "problems" in top
            app.pop_screen()


def plain(screen: TableScreen, what: str) -> str:
    """The text of a line of the screen."""
    return screen.query_one(what, Panel).content.plain


async def check_cell(screen: TableScreen, db: SqliteDb, *, people: bool) -> None:
    """Check that the chosen cell says what the quotes behind it do."""
    row, head = screen.table.row, screen.table.data.heads[screen.table.at]
    assert row is not None
    cell, found = row.cells[screen.table.at], screen.behind()
    quotes: Sequence[Quote] = ()
    if found:
        quotes = await older_quotes(db, screen.facts.listed(found), limit=100)
    if isinstance(screen, SaturationScreen):
        assert bool(quotes) == bool(cell)
    elif isinstance(screen, ConsensusScreen) and isinstance(cell, str):
        assert len(quotes) == sum(map(int, re.findall(r"\d+", cell)))
    elif isinstance(cell, int) and head not in PROMISED:
        mentions = row.cells[1] if "%" in head else 0
        assert isinstance(mentions, int)
        counted = made_of("people" if people else head, quotes, mentions)
        assert counted == cell, (row.name, head)


async def test_the_numbers_of_promises_open_those(
    reviewing: Reviewing, db: SqliteDb, groups: list[Session]
) -> None:
    pilot, app = reviewing
    ana = (await participants.of_session(db, groups[0].id))[0]
    for text, due, done in (("send it", "2020-01-01", False), ("call", "", True)):
        kind = NoteKind.COMMITMENT
        await notes.add(
            db,
            Note(new_id(NOW), groups[0].id, kind, text, NOW, due_on=due, done=done,
                 participant_id=ana.id),
        )  # fmt: skip
    await pilot.press("5")
    table = await shown(pilot, AccountsScreen)
    table.cursor = list(cells(table)).index(ana.account)
    for head, shows in (("open", "send it"), ("overdue", "send it"), ("kept", "call")):
        table.at = table.data.heads.index(head)
        assert table.row is not None
        assert table.row.cells[table.at] == 1
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PromisesScreen))
        await pilot.pause()
        assert [text for text in ("send it", "call") if text in on_screen(app)] == [shows]
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AccountsScreen))


async def test_the_numbers_of_an_item_open_its_quotes_and_its_finding(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    pilot, app = reviewing
    said = {quote.text: quote.id for quote in await older_quotes(db, Selection(), limit=99)}
    chosen = [said["nobody told us"], said["nods all round"]]
    await add_item(db, Item("", "faster", theme="Mobile"), chosen, "me", NOW)
    await pilot.press("6")
    table = await shown(pilot, ItemsScreen)
    for head, texts in (
        ("quotes", {"nobody told us", "nods all round"}),
        ("finding", {"没有信号就不能用", "schedule the export"}),
    ):
        table.at = table.data.heads.index(head)
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, BehindScreen))
        await until(pilot, lambda: app.screen._list.loaded)
        rows = app.screen._list.rows
        assert {rows.row(place).text for place in range(rows.total)} == texts
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ItemsScreen))
    table.at = table.data.heads.index("status")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, ItemPage))


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


@pytest.mark.parametrize("what", VIEWS)
async def test_every_column_sorts_by_what_it_means(
    db: SqliteDb, groups: list[Session], run_app: RunApp, what: str
) -> None:
    """Not by how it is written: dates by time, grades from the strongest, statuses in order."""
    await add_item(db, Item("", "a", status=ItemStatus.SHIPPED), (), "me", NOW)
    await add_item(db, Item("", "b", status=ItemStatus.OPEN), (), "me", NOW)
    later = NOW + 300 * DAY  # its month comes before the others' in the alphabet
    await db.write(lambda tx: tx.run(f"UPDATE quote SET at_ms = {later} WHERE text LIKE '没%'"))
    async with run_app(ReviewApp(db)) as pilot:
        app = await ready(pilot)
        screen = view(what, app.review.facts, Selection(), app.review.edits)
        await app.push_screen(screen)
        table = await shown(pilot, type(screen))
        for at, head in enumerate(table.data.heads):
            table.at = at
            await pilot.press("s")
            assert table.sorted_by == at
            column = [row.cells[at] for row in table.data.rows]
            numbers = [cell for cell in column if isinstance(cell, int)]
            assert numbers == sorted(numbers, reverse=True), head
            words = [cell for cell in column if isinstance(cell, RankedCell)]
            assert [cell.rank for cell in words] == sorted(cell.rank for cell in words), head
            if head == "evidence":
                assert words == sorted(
                    words, key=lambda cell: list(Evidence).index(cell.split()[0])
                )
            elif head == "last heard":
                days = [datetime.strptime(cell, "%d %b %Y") for cell in words if cell != "never"]
                assert days == sorted(days, reverse=True)
                assert len(set(days)) > 1
            elif head == "status":
                assert words == ["open", "shipped"]
            await pilot.press("s")
            assert table.sorted_by == -1


async def test_a_heat_map_shades_its_cells_and_not_their_sums(reviewing: Reviewing) -> None:
    pilot, _app = reviewing
    await pilot.press("2")
    heat = await shown(pilot, MatrixScreen)
    rows = (TableRow("a", (3, 1, 900)), TableRow("b", (0, 2, 500)))
    heat.show(TableData("THEME", ("x", "y", "all"), rows, heat=True))
    await pilot.pause()
    shades = [
        [
            str(span.style)
            for span in heat.row_line(place, 80).spans
            if "on $primary" in str(span.style)
        ]
        for place in range(2)
    ]
    assert shades == [[table.SHADES[4], table.SHADES[1]], [table.SHADES[3]]]


async def test_people_of_one_name_are_told_apart_by_their_account(
    db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    await add_namesakes(db, groups)
    async with run_app(ReviewApp(db)) as pilot:
        app = await ready(pilot)
        screen = view("matrix", app.review.facts, Selection(), app.review.edits)
        assert isinstance(screen, MatrixScreen)
        screen.axis = Axis.PARTICIPANT
        await app.push_screen(screen)
        heads = (await shown(pilot, MatrixScreen)).data.heads
        assert {"Ana · Northwind", "Ana · Contoso", "Bo", "Anabel"} <= set(heads)


async def test_a_key_in_a_long_table_reads_the_rows_in_sight_only(
    reviewing: Reviewing, monkeypatch: pytest.MonkeyPatch
) -> None:
    pilot, app = reviewing
    await pilot.press("4")
    shown_table = await shown(pilot, SaturationScreen)
    rows = tuple(TableRow(f"Session {n}", (n % 7, n), n) for n in range(2_000))
    shown_table.show(TableData("SESSION", ("new", "so far"), rows))
    await pilot.pause()
    measured = []
    monkeypatch.setattr(table, "cell_len", lambda text: measured.append(text) or len(text))
    await pilot.press("down", "right", "end")
    await pilot.pause()
    assert "Session 1999" in on_screen(app)
    assert len(measured) < 500


NEED_A_ROW = {
    "Sort", "Open", "Status", "Edit", "Make item", "Promised", "Mark", "Retag", "Rename", "Merge",
    "Remove", "Write",
}  # fmt: skip
"""What the footer calls the commands that act on a row, a quote or a theme."""
TABLES = {
    "2": MatrixScreen, "3": FindingsScreen, "4": SaturationScreen, "5": AccountsScreen,
    "6": ItemsScreen, "7": ConsensusScreen,
}  # fmt: skip


def offered(app: Any) -> set[str]:
    """What the footer of the screen on top offers."""
    return {key.label for key in app.screen.query_one(KeyFooter).keys}


@pytest.mark.parametrize("key", ["", *TABLES])
async def test_the_footer_of_an_empty_screen_offers_nothing_that_needs_a_row(
    key: str, db: SqliteDb, run_app: RunApp
) -> None:
    async with run_app(ReviewApp(db)) as pilot:
        app = pilot.app
        await until(pilot, lambda: app.screen.query(QuoteList) and app.screen._list.loaded)
        await pilot.press(*key)
        if key:
            await until(pilot, lambda: isinstance(app.screen, TABLES[key]))
        await settled(pilot)
        await until(pilot, lambda: "Back" in offered(app))
        # The tree of themes has a row for all quotes, which opens.
        assert not offered(app) & (NEED_A_ROW - {"Open"} if not key else NEED_A_ROW)


@pytest.mark.parametrize(
    ("key", "wanted"),
    [("2", {"Sort", "Open"}), ("3", {"Make item"}), ("5", {"Promised"}), ("6", set[str]())],
)
async def test_the_footer_of_a_table_with_rows_offers_what_needs_one(
    key: str, wanted: set[str], reviewing: Reviewing
) -> None:
    pilot, app = reviewing
    await pilot.press(key)
    await shown(pilot, TABLES[key])
    await until(pilot, lambda: wanted <= offered(app) and "Back" in offered(app))
    assert offered(app) & NEED_A_ROW >= wanted


async def test_the_footer_of_quotes_behind_a_number_that_are_gone_offers_no_edit(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    pilot, app = reviewing
    await app.push_screen(
        BehindScreen(app.review.facts, Selection(search="zzz"), "none", app.review.edits)
    )
    await until(pilot, lambda: app.screen._list.loaded)
    await settled(pilot)
    await until(pilot, lambda: "Back" in offered(app))
    assert not offered(app) & NEED_A_ROW
