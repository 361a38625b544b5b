"""The list of quotes: any number of rows, a bounded number in memory, texts of any kind."""

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.app import App, ComposeResult

from focusgroup.core.errors import StoreError
from focusgroup.core.model import Kind, Quote
from focusgroup.store.quotes import Cursor, Looked
from focusgroup.tui.review.quotes.quote_list import MOST_DRAWN, QuoteList
from focusgroup.tui.review.quotes.quote_row import RowLook, row_lines, what
from focusgroup.tui.review.quotes.quote_rows import (
    MOST_EDGES,
    MOST_PAGES,
    PAGE_ROWS,
    PagedRows,
    SessionRows,
)
from tests.hostile import CORPUS, SHORT
from tests.tui.conftest import NOW
from tests.tui.seeing import on_screen, told, until

RunApp = Callable[..., Any]


def quote(n: int, text: str = "", **facts: Any) -> Quote:
    """The n-th quote of a list that is newest first."""
    return Quote(
        id=f"q{n:09}",
        session_id="s",
        text=text or f"quote {n}",
        kind=facts.pop("kind", Kind.PROBLEM),
        at_ms=NOW - n,
        n=10**9 - n,
        session_title=facts.pop("session_title", "Planners"),
        **facts,
    )


class Store:
    """So many quotes to page over, and how they were asked for."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.asked: list[tuple[str, int, int]] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def older(self, limit: int, before: Cursor | None, skip: int) -> Sequence[Quote]:
        await self.gate.wait()
        first = (NOW - before.at_ms + 1 if before else 0) + skip
        self.asked.append(("older", first, skip))
        return [quote(n) for n in range(first, min(first + limit, self.total))]

    async def look(self, limit: int, before: Cursor | None, times: int) -> Looked:
        return Looked(tuple(await self.older(limit, before, 0)), None)

    async def newer(self, limit: int, after: Cursor | None, skip: int) -> Sequence[Quote]:
        await self.gate.wait()
        end = (NOW - after.at_ms if after else self.total) - skip
        self.asked.append(("newer", end, skip))
        return [quote(n) for n in range(max(end - limit, 0), max(end, 0))]

    async def count(self) -> int:
        return self.total

    @property
    def rows(self) -> PagedRows:
        return PagedRows(self)

    @property
    def skipped(self) -> int:
        """How many rows were skipped in the last read."""
        return self.asked[-1][2]


def texts(rows: PagedRows, first: int, last: int) -> list[str]:
    """What stands at these places, as far as it is there."""
    found = (rows.row(n) for n in range(first, last))
    return [each.text for each in found if each]


def numbered(first: int, last: int) -> list[str]:
    return [f"quote {n}" for n in range(first, last)]


class RareStore(Store):
    """Each look finds one quote, and the fourth waits for the gate if it is *held*."""

    def __init__(self, total: int, *, held: bool = False) -> None:
        super().__init__(total)
        self.looks: list[int] = []
        self.held = held

    async def look(self, limit: int, before: Cursor | None, times: int) -> Looked:
        if times == 3 and self.held:
            self.gate.clear()
        await self.gate.wait()
        self.looks.append(times)
        first = NOW - before.at_ms + 1 if before else 0
        found = tuple(quote(n) for n in range(first, min(first + 1, self.total)))
        there = first + 1 < self.total and limit > 1
        return Looked(found, Cursor(NOW - first, "", 0) if there else None)


class ListApp(App[None]):
    """Nothing but the list."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[str] = []

    def compose(self) -> ComposeResult:
        yield QuoteList()

    def on_quote_list_opened(self, event: QuoteList.Opened) -> None:
        self.opened.append(event.quote.id)

    @property
    def list(self) -> QuoteList:
        return self.query_one(QuoteList)


async def shown(
    pilot: Any, store: Store | Sequence[Quote], look: RowLook | None = None
) -> QuoteList:
    quotes: QuoteList = pilot.app.list
    rows = store.rows if isinstance(store, Store) else SessionRows(store)
    quotes.show(rows, look or RowLook())
    await until(pilot, lambda: quotes.rows is rows and quotes.selected)
    quotes.focus()
    return quotes


async def test_what_is_rare_is_shown_as_it_is_found() -> None:
    store = RareStore(130)
    rows = store.rows
    for n in range(1, 100):
        await rows.load(0)
        assert (rows.total, rows.looking, rows.settled) == (n, True, False)
        assert texts(rows, 0, 200) == numbered(0, n)
        assert rows.missing(0, 120) == 0
        assert rows.missing(n + 1, 120) is None, "nobody waits for it"
    await rows.load(0)
    assert (rows.total, rows.looking) == (100, True)
    await rows.load(0)
    assert (rows.total, rows.looking) == (101, False)
    assert store.looks == [*range(101)]
    while rows.missing(80, 129) is not None or rows.looking:
        await rows.load(100)
    assert texts(rows, 0, 200) == numbered(0, 130)
    assert rows.settled
    assert rows.total == 130


async def test_a_list_says_that_it_searches_and_takes_keys_meanwhile(run_app: RunApp) -> None:
    store, other = RareStore(30), Store(5)
    async with run_app(ListApp()) as pilot:
        quotes = await shown(pilot, store)
        await until(pilot, lambda: quotes.rows.settled)
        assert "searching" not in on_screen(pilot.app)
        store = RareStore(30, held=True)
        quotes.show(store.rows, RowLook())
        await until(pilot, lambda: not store.gate.is_set())
        await pilot.pause()
        assert quotes.rows.total == 3
        assert "searching older quotes…" in on_screen(pilot.app)
        await pilot.press("down")
        assert quotes.selected == quote(1)
        quotes.show(other.rows, RowLook())
        await until(pilot, lambda: quotes.rows.total == 5)
        assert "searching" not in on_screen(pilot.app)


# -- pages ---------------------------------------------------------------------------------


async def test_going_on_from_page_to_page_skips_nothing() -> None:
    store = Store(1_000)
    rows = store.rows
    for place in range(0, 1_000, PAGE_ROWS):
        await rows.load(place)
    assert store.asked == [("older", place, 0) for place in range(0, 1_000, PAGE_ROWS)]
    assert rows.total == 1_000
    assert texts(rows, 0, 1_000) == numbered(0, 1_000)


async def test_the_end_is_as_near_as_the_start_and_so_is_what_stands_before_it() -> None:
    store = Store(100_050)
    rows = store.rows
    await rows.load(0)
    assert not rows.settled
    known = rows.total
    await rows.settle()
    assert rows.settled
    assert rows.total > known
    await rows.load(100_049)
    assert store.skipped == 0
    assert texts(rows, 100_000, 100_050) == numbered(100_000, 100_050)
    for place in range(99_900, 95_000, -PAGE_ROWS):
        await rows.load(place)
        assert store.skipped <= PAGE_ROWS
        assert texts(rows, place, place + PAGE_ROWS) == numbered(place, place + PAGE_ROWS)


async def test_a_far_jump_skips_from_the_nearest_place_and_brings_its_neighbours() -> None:
    store = Store(100_000)
    rows = store.rows
    await rows.load(0)
    await rows.settle()
    await rows.load(70_000)
    assert store.skipped == 100_000 - 70_200
    assert texts(rows, 69_900, 70_200) == numbered(69_900, 70_200)
    await rows.load(69_000)
    assert store.skipped < 900
    assert texts(rows, 69_000, 69_100) == numbered(69_000, 69_100)
    await rows.load(30_000)
    assert store.skipped < 30_000
    assert texts(rows, 29_900, 30_200) == numbered(29_900, 30_200)


async def test_pages_and_places_in_memory_are_bounded() -> None:
    store = Store(300_000)
    rows = store.rows
    for place in range(0, 300_000, PAGE_ROWS):
        await rows.load(place)
        assert rows.kept <= MOST_PAGES * PAGE_ROWS
    assert len(rows._edges) <= MOST_EDGES
    # A place that was given up is reached from the nearest one that is known.
    await rows.load(50_000)
    assert texts(rows, 50_000, 50_100) == numbered(50_000, 50_100)


@pytest.mark.parametrize("total", [0, 1, 99, 100, 101, 200, 399, 400, 401])
async def test_every_length_is_read_to_its_end(total: int) -> None:
    rows = Store(total).rows
    await rows.load(0)
    await rows.settle()
    while (place := rows.missing(0, rows.total + PAGE_ROWS)) is not None:
        await rows.load(place)
    assert rows.total == total
    assert texts(rows, 0, total) == numbered(0, total)
    assert rows.row(total) is None


@given(st.integers(0, 2_500), st.lists(st.integers(0, 2_499), max_size=30))
async def test_every_way_through_a_list_shows_every_quote_in_its_place(
    total: int, places: list[int]
) -> None:
    rows = Store(total).rows
    await rows.load(0)
    await rows.settle()
    for place in (place for place in places if place < total):
        if rows.row(place) is None:
            await rows.load(place)
        assert texts(rows, place, place + 1) == numbered(place, place + 1)
    assert rows.total == total


@pytest.mark.parametrize("at", [400, 899])
async def test_quotes_that_went_away_meanwhile_shorten_the_list(at: int) -> None:
    store = Store(1_000)
    rows = store.rows
    await rows.load(0)
    await rows.settle()
    store.total = 450
    await rows.load(at)
    while (place := rows.missing(0, 1_000)) is not None:
        await rows.load(place)
    await rows.settle()
    assert rows.total == 450
    assert texts(rows, 0, 450) == numbered(0, 450)


# -- the widget ------------------------------------------------------------------------------


async def test_ten_thousand_rows_scroll_with_a_bounded_number_in_memory(run_app: RunApp) -> None:
    store = Store(10_000)
    async with run_app(ListApp(), (80, 24)) as pilot:
        quotes = await shown(pilot, store)
        await until(pilot, lambda: quotes.rows.total == 10_000)
        assert quotes.virtual_size.height == 20_000
        rows: Any = quotes.rows
        for _ in range(10_000 // 80):
            quotes.cursor += 80
            await until(pilot, lambda: quotes.selected)
            assert rows.kept <= MOST_PAGES * PAGE_ROWS
            assert len(quotes._cache) <= MOST_DRAWN
        assert quotes.cursor == 9_999
        assert "quote 9999" in on_screen(pilot.app)


async def test_the_keys_go_to_every_end(run_app: RunApp) -> None:
    async with run_app(ListApp(), (80, 24)) as pilot:
        quotes = await shown(pilot, Store(5_000))
        await until(pilot, lambda: quotes.rows.total == 5_000)
        await pilot.press("down", "down", "up")
        assert quotes.cursor == 1
        await pilot.press("pagedown")
        assert quotes.cursor == 12
        await pilot.press("end")
        await until(pilot, lambda: quotes.selected and quotes.selected.text == "quote 4999")
        await pilot.press("down")
        assert quotes.cursor == 4_999
        await pilot.press("home", "up")
        assert quotes.cursor == 0
        assert quotes.scroll_offset.y == 0


async def test_rows_that_are_not_there_yet_say_so_and_hold_up_nothing(run_app: RunApp) -> None:
    store = Store(5_000)
    async with run_app(ListApp(), (80, 24)) as pilot:
        quotes = await shown(pilot, store)
        await until(pilot, lambda: quotes.rows.total == 5_000)
        await until(pilot, lambda: not quotes._reading.running)
        store.gate.clear()
        await pilot.press("end")
        assert quotes.cursor == 4_999
        assert quotes.selected is None
        assert "…" in on_screen(pilot.app)
        await pilot.press("home")
        assert "quote 0" in on_screen(pilot.app)
        await pilot.press("end")
        store.gate.set()
        await until(pilot, lambda: "quote 4999" in on_screen(pilot.app))


async def test_the_old_rows_stay_until_the_new_ones_are_there_and_the_newest_wins(
    run_app: RunApp,
) -> None:
    async with run_app(ListApp(), (80, 24)) as pilot:
        quotes = await shown(pilot, Store(50))
        slow, last = Store(60), Store(7)
        slow.gate.clear()
        quotes.show(slow.rows, RowLook())
        await pilot.pause()
        assert quotes.rows.total == 50
        quotes.show(last.rows, RowLook())
        slow.gate.set()
        await until(pilot, lambda: quotes.rows.total == 7)
        await until(pilot, lambda: not quotes._reading.running)
        assert quotes.rows.total == 7


async def test_a_mark_stays_with_its_quote(run_app: RunApp) -> None:
    async with run_app(ListApp(), (80, 24)) as pilot:
        quotes = await shown(pilot, Store(1_000))
        quotes.toggle_mark(0)
        quotes.toggle_mark(3)
        assert set(quotes.marked) == {"q000000000", "q000000003"}
        assert on_screen(pilot.app).count("◆") == 2
        await pilot.press("end", "home")
        await until(pilot, lambda: on_screen(pilot.app).count("◆") == 2)
        quotes.toggle_mark(0)
        assert set(quotes.marked) == {"q000000003"}
        quotes.unmark_all()
        assert not quotes.marked


async def test_the_mouse_chooses_marks_and_opens(run_app: RunApp) -> None:
    app = ListApp()
    async with run_app(app, (80, 24)) as pilot:
        quotes = await shown(pilot, Store(1_000))
        await pilot.click(QuoteList, offset=(20, 7))
        assert quotes.cursor == 3
        await pilot.click(QuoteList, offset=(1, 4))
        assert set(quotes.marked) == {"q000000002"}
        await pilot.click(QuoteList, offset=(20, 9), times=2)
        assert app.opened == ["q000000004"]
        quotes.scroll_to(y=400, animate=False)
        await until(pilot, lambda: "quote 205" in on_screen(app))
        await pilot.click(QuoteList, offset=(20, 10))
        assert quotes.cursor == 205


async def test_a_click_below_the_last_row_chooses_nothing(run_app: RunApp) -> None:
    async with run_app(ListApp(), (80, 24)) as pilot:
        quotes = await shown(pilot, Store(2))
        await pilot.click(QuoteList, offset=(20, 12))
        assert quotes.cursor == 0


async def test_what_can_not_be_read_is_told(run_app: RunApp) -> None:
    class Broken(Store):
        async def older(self, limit: int, before: Cursor | None, skip: int) -> Sequence[Quote]:
            raise StoreError("the database went away [/]")

    async with run_app(ListApp(), (80, 24)) as pilot:
        pilot.app.list.show(Broken(5).rows, RowLook())
        await until(pilot, lambda: "went away [/]" in told(pilot.app))


# -- the rows --------------------------------------------------------------------------------


def plain(one: Quote, width: int = 80, **look: Any) -> tuple[str, str]:
    first, second = row_lines(one, width, RowLook(**look), marked=False, cursor=False)
    return first.plain, second.plain


def test_a_row_says_what_who_where_and_when() -> None:
    one = quote(
        0,
        "let me schedule it",
        kind=Kind.MISSING_FEATURE,
        speaker="Dana Ruiz",
        role="finance",
        account="Northwind",
        offset_ms=2_515_000,
        section_title="What is missing?",
        themes=("Reporting > Exports",),
        intensity=2,
        agreement=3,
        verbatim=False,
        stub=True,
    )
    first, second = plain(one, 110)
    assert first.startswith("   + let me schedule it")
    assert first.rstrip().endswith("!! ✋3 ~ … unfinished")
    assert second.strip() == (
        "Dana Ruiz, finance · Northwind · 9 Oct 2025 · Planners 41:55 · #Exports · What is missing?"
    )
    assert "#" not in plain(one, 110, theme="Reporting > Exports")[1]
    assert "Planners" not in plain(one, 110, in_session=True)[1]
    assert "9 Oct ·" in plain(one, 110, year=2025)[1]


def test_without_room_who_and_when_stay() -> None:
    one = quote(
        0,
        speaker="Ana Novak",
        role="head of everything that moves",
        account="Hallberg Foods International Holding",
        session_title="Planners' group of the north and the south",
        section_title="What gets in your way?",
        themes=("Reporting > Exports",),
    )
    second = plain(one, 60)[1]
    assert cell_len(second) == 60
    assert "Ana Novak" in second
    assert "9 Oct 2025" in second
    assert "Hallberg" in second
    assert "What gets" not in second


def test_an_observation_reads_as_the_note_takers() -> None:
    first, second = plain(quote(0, "nods all round", kind=Kind.OBSERVATION))
    assert "· (nods all round)" in first
    assert "note-taker" in second


def test_a_row_starts_at_the_word_that_was_searched_when_it_would_be_cut_off() -> None:
    text = "and then he told us at great length about " * 4 + "the exports of March"
    shown = what(quote(0, text), 40, "export").plain
    assert "exports" in shown
    assert shown.startswith("…")
    assert what(quote(0, "the exports"), 40, "export").plain == "the exports"


@pytest.mark.parametrize("width", [30, 80, 200])
@pytest.mark.parametrize("text", CORPUS.values(), ids=CORPUS.keys())
def test_a_row_of_any_text_has_the_width_that_it_should(text: str, width: int) -> None:
    one = quote(0, text, speaker=text, role=text, account=text, session_title=text,
                section_title=text, themes=(text,))  # fmt: skip
    for look in (RowLook(), RowLook(search="report 报表"), RowLook(in_session=True)):
        for line in row_lines(one, width, look, marked=True, cursor=True):
            assert cell_len(line.plain) == width
            assert not set(line.plain) & set("\x1b\x07\n\r\x9b\u202e\u2066")


async def test_hostile_texts_are_shown_and_nothing_in_them_acts(run_app: RunApp) -> None:
    quotes = [
        quote(n, text, speaker=text, account=text, session_title=text, themes=(text,))
        for n, text in enumerate(SHORT.values())
    ]
    app = ListApp()
    async with run_app(app, (40, 24)) as pilot:
        listed = await shown(pilot, quotes, RowLook(search="report"))
        for _ in range(0, len(quotes), 10):
            seen = on_screen(app)
            assert "\x1b" not in seen
            assert "\u202e" not in seen
            listed.action_page_down()
            await pilot.pause()
        await pilot.click(QuoteList, offset=(8, 1), times=2)
        assert app.is_running
        assert app.opened
