"""What is typed into a dialog of the review is on disk, and offered after a kill."""

import json
import sqlite3
from collections.abc import Callable
from typing import Any

import pytest

from focusgroup.core.model import Session
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox.dialog_drafts import KEPT_DAYS
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.review.quotes.quote_list import QuoteList
from focusgroup.tui.review.quotes.retag import RetagScreen, RetagTags
from focusgroup.tui.review.saving_dialog import WhyNotSaved
from focusgroup.tui.review.screen import ReviewScreen
from focusgroup.tui.review.tables.findings import FindingsScreen
from focusgroup.tui.review.themes.theme_outline import theme_choice
from focusgroup.tui.review.themes.theme_tree import ThemeTree
from focusgroup.tui.widgets.fields import Field
from tests.tui.review.reviewing import RunApp
from tests.tui.seeing import opened, until

WINDOWS = {"r": "theme", "d": "theme", "e": "quote", "i": "finding"}
"""The keys that open a window with a text, and what is chosen for them."""
WORDS = "neversaved"


def kept(db: SqliteDb) -> list[dict[str, str]]:
    """The texts in the file."""
    with sqlite3.connect(db.path) as other:
        return [json.loads(row[0]) for row in other.execute("SELECT fields FROM dialog_draft")]


def written_by(db: SqliteDb, writer: str, **columns: object) -> None:
    """Let what is kept be another program's."""
    with sqlite3.connect(db.path) as other:
        sets = ", ".join(f"{name} = :{name}" for name in ("writer", *columns))
        other.execute(f"UPDATE dialog_draft SET {sets}", {"writer": writer, **columns})


async def window(pilot: Any, key: str) -> Any:
    """Open the review's window of *key*."""
    app = pilot.app
    await app.push_screen(ReviewScreen(app.db))
    below = review = await opened(pilot, ReviewScreen)
    await until(pilot, lambda: review.query_one(QuoteList).loaded)
    await until(pilot, lambda: len(review.query_one(ThemeTree).rows) > 2)
    if WINDOWS.get(key, "quote") != "quote":
        review.query_one(ThemeTree).choose(theme_choice("Reporting"))
    if WINDOWS.get(key) == "finding":
        await pilot.press("3")
        await until(pilot, lambda: isinstance(app.screen, FindingsScreen))
        below = app.screen
        await until(pilot, lambda: below.table.row is not None)
    elif WINDOWS.get(key) != "theme":
        review.query_one(QuoteList).focus()
        await until(pilot, lambda: bool(review.query_one(QuoteList).selected))
    await pilot.press(key)
    await until(pilot, lambda: app.screen is not below)
    return app.screen


async def killed(db: SqliteDb, run_app: RunApp, key: str, typed: list[str]) -> str:
    """Type into a window and end before it is saved; return what the field held."""
    async with run_app(FocusgroupApp(db)) as pilot:
        dialog = await window(pilot, key)
        await until(pilot, lambda: dialog._offered)
        await pilot.press(*typed)
        text: str = dialog.query(Field).first().value
        await until(pilot, lambda: kept(db) == [dialog.typed()] and dialog.typed())
    written_by(db, "killed")
    return text


def says(dialog: Any, words: str) -> Callable[[], bool]:
    return lambda: words in dialog.query_one(WhyNotSaved).content.plain


@pytest.mark.parametrize("key", WINDOWS)
async def test_what_was_typed_is_offered_and_can_be_taken_out_or_saved(
    key: str, db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    text = await killed(db, run_app, key, [*WORDS] if key != "e" else ["space", *WORDS])
    assert text.endswith(WORDS)
    async with run_app(FocusgroupApp(db)) as pilot:
        dialog = await window(pilot, key)
        field = dialog.query(Field).first()
        await until(pilot, says(dialog, "You typed this today"))
        assert field.value == text
        await pilot.press("ctrl+z")
        assert not dialog.typed()
        await until(pilot, lambda: kept(db) == [])
        await pilot.press("ctrl+y")
        assert field.value == text
        await until(pilot, lambda: bool(kept(db)))
        await pilot.press("ctrl+s" if key == "d" else "enter")
        await until(pilot, lambda: pilot.app.screen is not dialog)
        await until(pilot, lambda: kept(db) == [])


async def test_a_retag_that_was_chosen_is_offered(
    db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    await killed(db, run_app, "t", ["s", "a", *"halfaname"])
    async with run_app(FocusgroupApp(db)) as pilot:
        dialog = await window(pilot, "t")
        assert isinstance(dialog, RetagScreen)
        await until(pilot, says(dialog, "You typed this"))
        assert dialog.typed()["kind"] == "strength"
        assert "halfaname" in dialog.typed().values()
        assert dialog.query_one(RetagTags)


@pytest.mark.parametrize("left_by", ["escape", "ctrl+q"])
async def test_escape_twice_drops_it_and_quitting_keeps_it(
    left_by: str, db: SqliteDb, groups: list[Session], run_app: RunApp
) -> None:
    async with run_app(FocusgroupApp(db)) as pilot:
        dialog = await window(pilot, "d")
        await until(pilot, lambda: dialog._offered)
        await pilot.press("x")
        typed = dialog.typed()
        await pilot.press(left_by, left_by)
        await until(pilot, lambda: pilot.app._exit or pilot.app.screen is not dialog)
    assert kept(db) == ([] if left_by == "escape" else [typed])


async def test_a_running_programs_text_and_one_of_long_ago_are_not_offered(
    db: SqliteDb, groups: list[Session], run_app: RunApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    await killed(db, run_app, "d", [*"theirs"])
    monkeypatch.setattr(type(db.programs), "runs", lambda self, program: bool(program))
    async with run_app(FocusgroupApp(db)) as pilot:
        dialog = await window(pilot, "d")
        await until(pilot, lambda: dialog._offered)
        assert not dialog.typed()
        await pilot.press(*"mine")
        await until(pilot, lambda: len(kept(db)) == 2)
        long_ago = KEPT_DAYS * 86_400_000 + 60_000
        with sqlite3.connect(db.path) as other:
            other.execute(
                "UPDATE dialog_draft SET updated_ms = updated_ms - ? WHERE writer = 'killed'",
                (long_ago,),
            )
        await pilot.press("!")
        await until(pilot, lambda: kept(db) == [dialog.typed()])
