"""The theme tree's own commands: rename, merge, retire, delete and define, each undone with u."""

from typing import Any

import pytest

from focusgroup.core.model import Kind
from focusgroup.store import themes
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.review.codebook.dialogs import (
    DefineScreen,
    MergeScreen,
    RemoveScreen,
    RenameScreen,
)
from focusgroup.tui.review.screen import ReviewScreen
from focusgroup.tui.review.themes.theme_outline import path_of, theme_choice
from focusgroup.tui.widgets.completion import Completion
from focusgroup.tui.widgets.fields import Field
from tests.tui.review.reviewing import ReviewApp, Reviewing, settled
from tests.tui.seeing import on_screen, opened, told, until


async def ask(pilot: Any, key: str, dialog: type) -> Any:
    """Press a key on the chosen theme and return the dialog."""
    await pilot.press(key)
    return await opened(pilot, dialog)


async def answered(pilot: Any, app: ReviewApp) -> None:
    """Until the change is made and everything is counted again."""
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen))
    await until(pilot, lambda: app.workers is not None and not _writes(app))
    await settled(pilot)


def _writes(app: ReviewApp) -> bool:
    return any(worker.group == "writes" and not worker.is_finished for worker in app.workers)


def paths(app: ReviewApp) -> list[str]:
    """The themes of the tree, by name."""
    return sorted(filter(None, (path_of(row.choice) for row in app.tree.rows)))


BEFORE = ["Mobile", "Pricing", "Reporting", "Reporting > Exports"]


async def test_a_theme_is_renamed_merged_and_deleted_from_the_tree_and_each_undone(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    pilot, app = reviewing
    await pilot.press("r")  # on all quotes there is nothing to rename
    app.tree.choose(theme_choice("Reporting"))
    dialog = await ask(pilot, "r", RenameScreen)
    says = "5 quotes in 2 sessions and 1 theme below it"
    await until(pilot, lambda: says in on_screen(app))
    dialog.query_one(Field).value = "Mobile > Reports"
    await pilot.press("enter")
    await answered(pilot, app)
    assert path_of(app.tree.choice) == "Mobile > Reports"
    assert paths(app) == [
        *("Mobile", "Mobile > Reports", "Mobile > Reports > Exports", "Pricing"),
    ]
    assert "the export is not the dashboard" in app.texts
    dialog = await ask(pilot, "m", MergeScreen)
    dialog.query_one(Completion).field.value = "pric"
    await pilot.press("enter")
    await answered(pilot, app)
    assert paths(app) == ["Mobile", "Pricing", "Pricing > Exports"]
    assert path_of(app.tree.choice) == "Pricing"
    await ask(pilot, "x", RemoveScreen)
    await pilot.press("d")
    await answered(pilot, app)
    assert paths(app) == ["Mobile"]
    assert "deleting “Pricing” (5 quotes in 2 sessions)" in told(app)
    for left in (["Mobile", "Pricing", "Pricing > Exports"], None, BEFORE):
        await pilot.press("u")
        await answered(pilot, app)
        assert left is None or paths(app) == left
    assert app.counts(theme_choice("Reporting > Exports")) == (2, 0, 1, 1)


async def test_a_theme_is_retired_and_defined(reviewing: Reviewing, db: SqliteDb) -> None:
    pilot, app = reviewing
    app.tree.choose(theme_choice("Reporting"))
    await ask(pilot, "x", RemoveScreen)
    await pilot.press("r")
    await answered(pilot, app)
    await until(pilot, lambda: "Reporting (reti" in on_screen(app))
    assert app.tree.description == "Retired. numbers that leave the house"
    dialog = await ask(pilot, "d", DefineScreen)
    fields = list(dialog.query(Field))
    assert fields[0].value == "numbers that leave the house"
    for field, text in zip(fields, ("numbers", "prices", "csv, pdf", "Mia"), strict=True):
        field.value = text
    await pilot.press("ctrl+s")
    await answered(pilot, app)
    found = await themes.find(db, "Reporting")
    assert (found.description, found.excludes, found.keywords, found.owner, found.retired) == (
        *("numbers", "prices", ("csv", "pdf"), "Mia", True),
    )
    for _ in range(2):
        await pilot.press("u")
        await answered(pilot, app)
    found = await themes.find(db, "Reporting")
    assert (found.description, found.retired) == ("numbers that leave the house", False)


async def test_undo_takes_back_a_retag_made_before_a_rename(
    reviewing: Reviewing, db: SqliteDb
) -> None:
    from focusgroup.core.quote_changes import Edit
    from focusgroup.services import codebook
    from focusgroup.store.quotes import get_quote
    from tests.tui.conftest import NOW

    _, app = reviewing
    edits = app.review.edits
    quote = app.listed.rows.row(0)
    assert quote is not None
    await edits.change([quote.id], Edit(kind=Kind.STRENGTH, add_themes=("Pricing",)), NOW)
    await edits.recode(lambda: codebook.rename(db, "Pricing", "Prices"))
    assert await edits.undo(NOW) == "Undone: renaming “Pricing” to “Prices” (1 quote in 1 session)"
    assert "1 quote restored" in await edits.undo(NOW)
    assert (await get_quote(db, quote.id)).themes == quote.themes


LETTERS = {
    "lower": "exports",
    "upper": "EXPORTS",
    "accent": "Éxports",
    "wide": "Ｅxports",
    "blanks": " exports ",
    "other": "Downloads",
}


@pytest.mark.parametrize("name", LETTERS.values(), ids=LETTERS)
async def test_a_theme_that_is_renamed_stays_chosen_also_in_other_letters(
    reviewing: Reviewing, name: str
) -> None:
    pilot, app = reviewing
    for above in ("Reporting", "reporting"):
        app.tree.choose(next(r.choice for r in app.tree.rows if "> " in path_of(r.choice)))
        dialog = await ask(pilot, "r", RenameScreen)
        dialog.query_one(Field).value = f"{above} > {name}"
        await pilot.press("enter")
        await until(pilot, lambda: "renaming" in told(app) or "already" in told(app))
        if isinstance(app.screen, RenameScreen):
            await pilot.press("escape")
        await answered(pilot, app)
        assert path_of(app.tree.choice) == f"Reporting > {name.strip()}"
    await pilot.press("u")
    await until(pilot, lambda: path_of(app.tree.choice) == "Reporting > Exports")
