"""Ask about a theme of the review, change the codebook, and report it."""

from collections.abc import Awaitable, Callable

from textual.screen import Screen

from focusgroup.core.model import Theme
from focusgroup.core.themes.codebook import parent_of
from focusgroup.services import codebook
from focusgroup.services.codebook import CodebookChange, Concerned
from focusgroup.services.edits import Edits
from focusgroup.store import Db
from focusgroup.store.themes import all_themes
from focusgroup.tui.review.codebook.dialogs import (
    DefineScreen,
    MergeScreen,
    RemoveScreen,
    RenameScreen,
)
from focusgroup.tui.widgets.notifications import tell

Make = Callable[[], Awaitable[CodebookChange]]


async def change_theme(
    screen: Screen[None], db: Db, edits: Edits, what: str, path: str
) -> str | None:
    """Ask on top of *screen* about *what* to do with a theme; return where its quotes are now.

    Returns None if nothing was changed, the theme above for a deleted one. Call it in a worker of
    *screen*. Raises FocusgroupError, and then changes nothing.
    """
    found = await codebook.concerned(db, path)
    make = await ASK[what](screen, db, found)
    if make is None:
        return None
    change = await edits.recode(make)
    tell(screen, f"Done: {codebook.change_in_words(change)}; u undoes it")
    return await _now(db, found.theme)


async def _now(db: Db, theme: Theme) -> str:
    book = await codebook.codebook(db)
    now = book.by_id(theme.id)
    return now.path if now else parent_of(theme.path)


async def _rename(screen: Screen[None], db: Db, found: Concerned) -> Make | None:
    path = await screen.app.push_screen_wait(RenameScreen(found))
    if path is None:
        return None
    if told := await codebook.takes_name(db, found.theme, path, whole=True):
        tell(screen, told)
    return lambda: codebook.rename(db, found.theme.path, path, whole=True)


async def _merge(screen: Screen[None], db: Db, found: Concerned) -> Make | None:
    into = await screen.app.push_screen_wait(MergeScreen(found, await all_themes(db)))
    return (lambda: codebook.merge(db, found.theme.path, into)) if into else None


async def _remove(screen: Screen[None], db: Db, found: Concerned) -> Make | None:
    answer = await screen.app.push_screen_wait(RemoveScreen(found))
    if answer == "delete":
        return lambda: codebook.delete(db, found.theme.path)
    if not answer:
        return None
    return lambda: codebook.retire(db, found.theme.path, retired=answer == "retire")


async def _define(screen: Screen[None], db: Db, found: Concerned) -> Make | None:
    details = await screen.app.push_screen_wait(DefineScreen(found))
    return (lambda: codebook.define(db, found.theme.path, details)) if details else None


ASK: dict[str, Callable[[Screen[None], Db, Concerned], Awaitable[Make | None]]] = {
    "rename": _rename,
    "merge": _merge,
    "remove": _remove,
    "define": _define,
}
"""The question for each command of the theme tree."""
