"""Dialogs of the review keep what was typed where it can't be saved, or Escape came by mistake."""

import sqlite3
from typing import Any

import pytest
from textual.screen import Screen

from focusgroup.core.model import Session
from focusgroup.core.model.items import ItemEdit
from focusgroup.services import codebook
from focusgroup.services.reviewing.items import edit_item
from focusgroup.store import themes
from focusgroup.store.actions.items import all_items
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.review.codebook.dialogs import DefineScreen, MergeScreen, RenameScreen
from focusgroup.tui.review.quotes.quote_list import QuoteList
from focusgroup.tui.review.quotes.retag import RetagScreen
from focusgroup.tui.review.quotes.rewrite import RewriteScreen
from focusgroup.tui.review.saving_dialog import WhyNotSaved
from focusgroup.tui.review.screen import ReviewScreen
from focusgroup.tui.review.tables.findings import FindingsScreen
from focusgroup.tui.review.tables.item_dialog import ItemScreen
from focusgroup.tui.review.tables.items import ItemsScreen
from focusgroup.tui.review.themes.theme_outline import theme_choice
from focusgroup.tui.review.themes.theme_tree import ThemeTree
from focusgroup.tui.widgets.completion import Completion
from focusgroup.tui.widgets.fields import Field
from tests.tui.review.reviewing import Reviewing, RunApp
from tests.tui.seeing import opened, told, until

FULL = "the disk is full"


def refuse(db: SqliteDb, table: str) -> None:
    """Let nothing be written to a table any more."""
    with sqlite3.connect(db.path) as other:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            other.execute(
                f"CREATE TRIGGER no_{table}_{verb} BEFORE {verb} ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{FULL}'); END"
            )


def allow(db: SqliteDb, table: str) -> None:
    """Let the table be written to again."""
    with sqlite3.connect(db.path) as other:
        for verb in ("INSERT", "UPDATE", "DELETE"):
            other.execute(f"DROP TRIGGER no_{table}_{verb}")


async def said_in(pilot: Any, dialog: Screen[Any], words: str) -> None:
    """Until the dialog, which is still open, says *words*."""
    refusal = dialog.query_one(WhyNotSaved)
    await until(pilot, lambda: words in refusal.content.plain)
    assert pilot.app.screen is dialog
    assert refusal.display


async def test_a_name_that_is_taken_stays_in_the_field_with_the_reason(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    pilot, app = reviewing
    app.tree.choose(theme_choice("Reporting"))
    await pilot.press("r")
    dialog = await opened(pilot, RenameScreen)
    field = dialog.query_one(Field)
    field.value = "pricing"
    await pilot.press("enter")
    await said_in(pilot, dialog, "there is a theme “Pricing” already")
    assert field.value == "pricing"
    field.value = "Reports"
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
    assert (await themes.find(db, "Reports")).path == "Reports"


async def test_a_definition_outlasts_a_full_disk_and_escape(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    pilot, app = reviewing
    app.tree.choose(theme_choice("Reporting"))
    await pilot.press("d")
    dialog = await opened(pilot, DefineScreen)
    fields = list(dialog.query(Field))
    fields[1].value = "what customers build themselves"
    refuse(db, "theme")
    await pilot.press("ctrl+s")
    await said_in(pilot, dialog, FULL)
    await pilot.press("escape")
    await said_in(pilot, dialog, "Esc once more drops what you changed")
    assert fields[1].value == "what customers build themselves"
    allow(db, "theme")
    # Meanwhile a colleague gave it another owner, which stays.
    await codebook.define(db, "Reporting", codebook.details_of(None, None, None, "Cy"))
    await pilot.press("ctrl+s")
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
    found = await themes.find(db, "Reporting")
    assert (found.excludes, found.owner) == ("what customers build themselves", "Cy")


async def test_escape_twice_leaves_a_definition_as_it_was(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    pilot, app = reviewing
    was = await themes.find(db, "Reporting")
    app.tree.choose(theme_choice("Reporting"))
    for escapes in (1, 2):
        await pilot.press("d")
        dialog = await opened(pilot, DefineScreen)
        if escapes == 2:
            await pilot.press("x", "escape")
            await said_in(pilot, dialog, "Esc once more")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
    assert await themes.find(db, "Reporting") == was


async def test_a_merge_with_a_theme_that_is_gone_says_so_and_can_take_another(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    pilot, app = reviewing
    app.tree.choose(theme_choice("Reporting > Exports"))
    await pilot.press("m")
    dialog = await opened(pilot, MergeScreen)
    field = dialog.query_one(Completion).field
    await codebook.delete(db, "Pricing")
    field.value = "pric"
    await pilot.press("enter")
    await said_in(pilot, dialog, "Pricing")
    field.value = "mob"
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
    assert "merging “Reporting > Exports” into “Mobile”" in told(app)


async def test_a_retag_and_a_correction_outlast_a_full_disk(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    pilot, app = reviewing
    app.listed.focus()
    await pilot.press("t")
    retag = await opened(pilot, RetagScreen)
    await pilot.press("s")
    refuse(db, "quote")
    await pilot.press("enter")
    await said_in(pilot, retag, FULL)
    allow(db, "quote")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
    assert "1 quote changed" in told(app)
    await pilot.press("e")
    line = await opened(pilot, RewriteScreen)
    line.query_one(Field).value = "+ what she really said"
    refuse(db, "quote")
    await pilot.press("enter")
    await said_in(pilot, line, FULL)
    await pilot.press("escape")
    await said_in(pilot, line, "Esc once more")
    assert line.query_one(Field).value == "+ what she really said"
    allow(db, "quote")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
    assert "Corrected" in told(app)


async def test_an_item_outlasts_a_full_disk_and_keeps_what_a_colleague_wrote(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    pilot, app = reviewing
    await pilot.press("3")
    await until(pilot, lambda: isinstance(app.screen, FindingsScreen))
    await until(pilot, lambda: bool(app.screen.table.data.heads))
    refuse(db, "item")
    await pilot.press("i")
    dialog = await opened(pilot, ItemScreen)
    await pilot.press("enter")
    await said_in(pilot, dialog, "An item needs a title")
    await pilot.press(*"faster", "enter")
    await said_in(pilot, dialog, FULL)
    assert dialog.query_one("#item-title", Field).value == "faster"
    allow(db, "item")
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, FindingsScreen))
    await pilot.press("escape", "6")
    await until(pilot, lambda: isinstance(app.screen, ItemsScreen))
    await until(pilot, lambda: bool(app.screen.table.data.rows))
    await pilot.press("e")
    dialog = await opened(pilot, ItemScreen)
    (item,) = await all_items(db)
    await edit_item(db, item.id, ItemEdit(note="asked for by three accounts"))
    dialog.query_one("#item-owner", Field).value = "Cy"
    await pilot.press("enter")
    await until(pilot, lambda: isinstance(app.screen, ItemsScreen))
    (item,) = await all_items(db)
    assert (item.title, item.owner, item.note) == ("faster", "Cy", "asked for by three accounts")


WINDOWS = {
    "r": "theme", "m": "theme", "x": "theme", "d": "theme", "e": "quote", "t": "quote",
    "h": "quote", "f": "quote",
}  # fmt: skip
"""The keys of the review that open a window, and what is chosen for them."""
TYPED = {"r": "s", "m": "a", "d": "more", "e": "more", "t": "anew"}
"""What is typed in those that take text; "a" goes to the new theme of a retag."""


@pytest.mark.parametrize("key", WINDOWS)
async def test_the_key_that_quits_quits_in_every_window_and_asks_where_text_was_changed(
    key: str, db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await app.push_screen(ReviewScreen(db))
        review = await opened(pilot, ReviewScreen)
        await until(pilot, lambda: review.query_one(QuoteList).loaded)
        await until(pilot, lambda: len(review.query_one(ThemeTree).rows) > 2)
        review.query_one(ThemeTree).choose(theme_choice("Reporting"))
        if WINDOWS[key] == "quote":
            review.query_one(QuoteList).focus()
        await until(pilot, lambda: bool(review.query_one(QuoteList).selected))
        await pilot.press(key)
        await until(pilot, lambda: app.screen is not review)
        window = app.screen
        await pilot.press(*TYPED.get(key, ""))
        await pilot.press("ctrl+q")
        if key in TYPED:
            # A name to merge into is chosen from a list, and not kept.
            then = "drops what you changed" if key == "m" else "ends the program"
            await said_in(pilot, window, f"^Q once more {then}")
            assert not app._exit
            await pilot.press("ctrl+q")
        await until(pilot, lambda: app._exit)
