"""Change the codebook from the theme tree of the review, and report it."""

from collections.abc import Awaitable, Callable

from textual.screen import Screen

from focusgroup.core.model import Theme
from focusgroup.core.themes.codebook import parent_of
from focusgroup.services import codebook
from focusgroup.services.codebook import CodebookChange, Concerned, ThemeDetails
from focusgroup.services.edits import Edits
from focusgroup.services.reviewing.typed_texts import TypedTexts
from focusgroup.store import Db
from focusgroup.store.themes import all_themes
from focusgroup.tui.review.codebook.dialogs import (
    DefineScreen,
    MergeScreen,
    RemoveScreen,
    RenameScreen,
)
from focusgroup.tui.widgets.notifications import tell


async def change_theme(
    screen: Screen[None], db: Db, edits: Edits, what: str, path: str
) -> str | None:
    """Ask on top of *screen* about *what* to do with a theme; return where its quotes are now.

    Returns None if nothing was changed, the theme above for a deleted one. Call it in a worker of
    *screen*. Raises FocusgroupError where the theme is gone; the dialog shows any later one.
    """
    found = await codebook.concerned(db, path)
    change = await ASK[what](screen, db, edits, found)
    if change is None:
        return None
    tell(screen, f"Done: {codebook.change_in_words(change)}; u undoes it")
    return await _now(db, found.theme)


async def _now(db: Db, theme: Theme) -> str:
    book = await codebook.codebook(db)
    now = book.by_id(theme.id)
    return now.path if now else parent_of(theme.path)


async def _rename(
    screen: Screen[None], db: Db, edits: Edits, found: Concerned
) -> CodebookChange | None:
    path_now = found.theme.path

    async def rename(path: str) -> CodebookChange:
        led = await codebook.takes_name(db, found.theme, path, whole=True)
        change = await edits.recode(lambda: codebook.rename(db, path_now, path, whole=True))
        if led:
            tell(screen, led)
        return change

    return await screen.app.push_screen_wait(
        RenameScreen(found, rename).kept_in(TypedTexts(db, "rename", found.theme.id))
    )


async def _merge(
    screen: Screen[None], db: Db, edits: Edits, found: Concerned
) -> CodebookChange | None:
    async def merge(into: str) -> CodebookChange:
        return await edits.recode(lambda: codebook.merge(db, found.theme.path, into))

    return await screen.app.push_screen_wait(MergeScreen(found, merge, await all_themes(db)))


async def _remove(
    screen: Screen[None], db: Db, edits: Edits, found: Concerned
) -> CodebookChange | None:
    path = found.theme.path

    async def remove(answer: str) -> CodebookChange:
        if answer == "delete":
            return await edits.recode(lambda: codebook.delete(db, path))
        return await edits.recode(lambda: codebook.retire(db, path, retired=answer == "retire"))

    return await screen.app.push_screen_wait(RemoveScreen(found, remove))


async def _define(
    screen: Screen[None], db: Db, edits: Edits, found: Concerned
) -> CodebookChange | None:
    async def define(details: ThemeDetails) -> CodebookChange:
        return await edits.recode(lambda: codebook.define(db, found.theme.path, details))

    return await screen.app.push_screen_wait(
        DefineScreen(found, define).kept_in(TypedTexts(db, "define", found.theme.id))
    )


ASK: dict[str, Callable[[Screen[None], Db, Edits, Concerned], Awaitable[CodebookChange | None]]] = {
    "rename": _rename,
    "merge": _merge,
    "remove": _remove,
    "define": _define,
}
"""The question for each command of the theme tree."""
