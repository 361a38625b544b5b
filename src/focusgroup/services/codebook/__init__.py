"""Change the codebook: rename, move, merge, split, define, retire and delete themes, and undo.

Themes are named as people write them. Each change says what it did to how many quotes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.core.model import Theme
from focusgroup.core.search.selection import Selection
from focusgroup.core.text import clean_line
from focusgroup.core.themes.codebook import below, is_within, parent_of
from focusgroup.core.themes.entries import ThemeDetails, ThemeEntry
from focusgroup.core.themes.paths import normal_path
from focusgroup.store import Db
from focusgroup.store import codebook as store
from focusgroup.store.codebook import CodebookChange
from focusgroup.store.quotes import quote_page
from focusgroup.store.themes import all_themes, codebook, find
from focusgroup.system.clock import unix_ms
from focusgroup.system.running import who

PAGE = 500


@dataclass(frozen=True, slots=True)
class Concerned:
    """What a change of a theme concerns: the theme, those below it, quotes and sessions."""

    theme: Theme
    below: int
    quotes: int
    sessions: int

    @property
    def words(self) -> str:
        """The numbers in words: ``12 quotes in 3 sessions and 1 theme below``."""
        more = f" and {_number(self.below, 'theme')} below it" if self.below else ""
        return f"{quotes_in_words(self.quotes, self.sessions)}{more}"


def _number(n: int, noun: str) -> str:
    return f"{n:,} {noun}{'' if n == 1 else 's'}"


def quotes_in_words(quotes: int, sessions: int) -> str:
    """Return ``12 quotes in 3 sessions``, or ``no quotes``."""
    if not quotes:
        return "no quotes"
    return f"{_number(quotes, 'quote')} in {_number(sessions, 'session')}"


def change_in_words(change: CodebookChange) -> str:
    """Return what a change did, and to how many quotes."""
    counted = quotes_in_words(change.quotes, change.sessions) if change.quotes else ""
    return f"{change.words} ({counted})" if counted else change.words


async def concerned(db: Db, ref: str) -> Concerned:
    """Return what a change of a theme would concern. Raises NotFound for an unknown theme."""
    theme = await find(db, ref)
    inside = [each for each in await all_themes(db) if is_within(each.path, theme.path)]
    return Concerned(theme, len(inside) - 1, *await store.concerned(db, theme.id))


def _new_path(theme: Theme, name: str, *, whole: bool = False) -> str:
    """Return the path that a new *name* means: beside the theme, unless it is a whole path."""
    path = normal_path(name)
    if not path:
        raise UsageError("a theme needs a name, such as Exports or `Reporting > Exports`")
    return path if whole or ">" in name else below(parent_of(theme.path), path)


async def leads_elsewhere(db: Db, path: str, theme: Theme | None = None) -> Theme | None:
    """Return the theme that *path* leads to as a former name; None if that is *theme* or none."""
    other = (await codebook(db)).leads_to(path)
    there = [each for each in await all_themes(db) if is_within(each.path, path)]
    return None if there or (theme and other and other.id == theme.id) else other


async def takes_name(db: Db, theme: Theme, name: str, *, whole: bool = False) -> str:
    """Return what to say if a new *name* for *theme*, or beside it, led to another until now."""
    path = _new_path(theme, name, whole=whole)
    other = await leads_elsewhere(db, path, theme)
    return f"“{path}” led to “{other.path}” until now; it no longer does" if other else ""


async def rename(db: Db, ref: str, name: str, *, whole: bool = False) -> CodebookChange:
    """Rename a theme within its parent, or give it a whole path such as ``Reports > Exports``."""
    theme = await find(db, ref)
    path = _new_path(theme, name, whole=whole)
    return await store.repath(db, theme.id, path, who(), unix_ms())


async def move(db: Db, ref: str, parent: str) -> CodebookChange:
    """Move a theme, with all below it, under another one; to the top if *parent* is empty."""
    theme = await find(db, ref)
    above = (await find(db, parent)).path if parent.strip() else ""
    return await store.repath(db, theme.id, below(above, theme.name), who(), unix_ms())


async def merge(db: Db, ref: str, into: str) -> CodebookChange:
    """File all quotes of a theme under another one; its name leads there from now on."""
    theme, target = await find(db, ref), await find(db, into)
    return await store.merge(db, theme.id, target.id, who(), unix_ms())


async def chosen(db: Db, ref: str, selection: Selection, refs: Sequence[str] = ()) -> list[str]:
    """Return the ids of a theme's own quotes that a selection chooses, or whose id is in *refs*."""
    theme = await find(db, ref)
    ids: list[str] = []
    cursor = None
    while True:
        page = await quote_page(
            db, selection.under(Selection(themes=(theme.path,))), limit=PAGE, before=cursor
        )
        ids += [
            quote.id
            for quote in page.quotes
            if theme.path in quote.themes and (not refs or quote.id.startswith(tuple(refs)))
        ]
        cursor = page.next
        if cursor is None:
            return ids


async def split(db: Db, ref: str, name: str, quote_ids: Sequence[str]) -> CodebookChange:
    """File some of a theme's quotes under another theme instead, which is made if missing."""
    theme = await find(db, ref)
    path = _new_path(theme, name)
    return await store.split(db, theme.id, path, quote_ids, who(), unix_ms())


async def delete(db: Db, ref: str) -> CodebookChange:
    """Delete a theme and all below it; the quotes stay, without it."""
    return await store.delete(db, (await find(db, ref)).id, who(), unix_ms())


async def retire(db: Db, ref: str, *, retired: bool = True) -> CodebookChange:
    """Offer a theme no longer, or again; it keeps its quotes."""
    theme, details = await find(db, ref), ThemeDetails(retired=retired)
    return await store.edit(db, theme.id, details, "retire", who(), unix_ms())


async def define(db: Db, ref: str, details: ThemeDetails) -> CodebookChange:
    """Say what a theme is and is not, its keywords and its owner."""
    return await store.edit(db, (await find(db, ref)).id, details, "edit", who(), unix_ms())


async def add(db: Db, path: str, details: ThemeDetails, *, anew: bool = False) -> Theme:
    """Add a theme with its parents, or complete the one that is there; return it.

    Raises FocusgroupError for a former name of another theme, unless it is to be made *anew*.
    """
    wanted = normal_path(path)
    if not wanted:
        raise UsageError("a theme needs a name, such as `Reporting > Exports`")
    if not anew and (other := await leads_elsewhere(db, wanted)):
        raise FocusgroupError(
            f"“{wanted}” is a former name of “{other.path}”, and quotes typed with it go there;"
            " --anew makes it a theme of its own"
        )
    entry = ThemeEntry(wanted, details)
    await store.put_themes(db, [entry], "add", f"adding “{wanted}”", who(), unix_ms())
    return await find(db, wanted)


async def undo(db: Db, n: int = 0) -> CodebookChange:
    """Take back the change with a number, 0 for the last one; return the change that this is."""
    return await store.undo(db, await store.change_to_undo(db, n), who(), unix_ms())


def details_of(
    description: str | None,
    excludes: str | None,
    keywords: Sequence[str] | None,
    owner: str | None,
) -> ThemeDetails:
    """Return details as they were written; ``-`` empties one, None leaves it."""

    def line(text: str | None) -> str | None:
        return None if text is None else "" if text.strip() == "-" else clean_line(text)

    words = None
    if keywords is not None:
        each = (clean_line(word) for text in keywords for word in text.split(","))
        words = tuple(dict.fromkeys(word for word in each if word and word != "-"))
    return ThemeDetails(line(description), line(excludes), words, line(owner))


__all__ = [
    "CodebookChange",
    "Concerned",
    "ThemeDetails",
    "add",
    "change_in_words",
    "chosen",
    "codebook",
    "concerned",
    "define",
    "delete",
    "details_of",
    "leads_elsewhere",
    "merge",
    "move",
    "quotes_in_words",
    "rename",
    "retire",
    "split",
    "takes_name",
    "undo",
]
