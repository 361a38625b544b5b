"""The parts that changes of the codebook, and their undo, are made of."""

from collections.abc import Awaitable, Callable, Iterable

from focusgroup.core.errors import FocusgroupError, NotFound, UsageError
from focusgroup.core.ids import new_id
from focusgroup.core.text import fold
from focusgroup.core.themes.codebook import below, is_within, parent_of
from focusgroup.core.themes.entries import ThemeDetails
from focusgroup.core.themes.paths import last_name, lineage
from focusgroup.store.codebook import links
from focusgroup.store.codebook.recorded import (
    Changed,
    CodebookChange,
    Columns,
    begin,
    finish,
    named_before,
)
from focusgroup.store.counters import recount_themes
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.themes import read_codebook

COLUMNS = (
    *("id", "path", "path_key", "description", "excludes", "keywords", "owner"),
    *("retired_ms", "created_ms"),
)
THEME = f"SELECT {', '.join(COLUMNS)} FROM theme WHERE id = :id"
AT_PATH = f"SELECT {', '.join(COLUMNS)} FROM theme WHERE path_key = :key"
WITHIN = f"""
    SELECT {", ".join(COLUMNS)} FROM theme
    WHERE path_key = :key OR substr(path_key, 1, length(:below)) = :below
    ORDER BY length(path_key), path_key
"""
INSERT = f"""
    INSERT INTO theme ({", ".join(COLUMNS)}) VALUES ({", ".join(f":{c}" for c in COLUMNS)})
"""
ID_TAKEN = """
    SELECT 1 FROM theme WHERE id = :id UNION ALL SELECT 1 FROM theme_name WHERE theme_id = :id
"""
SET_PATH = "UPDATE theme SET path = :path, path_key = :key WHERE id = :id"
DROP_THEME = "DELETE FROM theme WHERE id = :id"
TAGS = "SELECT DISTINCT theme_id FROM quote_theme WHERE quote_id IN ({quotes})"
FIELDS = ("description", "excludes", "keywords", "owner", "retired_ms")
"""The columns of a theme that `edit` changes."""


def columns_of(details: ThemeDetails, now_ms: int) -> Columns:
    """Return the columns that *details* change."""
    told: Columns = {
        "description": details.description,
        "excludes": details.excludes,
        "keywords": None if details.keywords is None else "\n".join(details.keywords),
        "owner": details.owner,
    }
    kept: Columns = {name: value for name, value in told.items() if value is not None}
    if details.retired is not None:
        kept["retired_ms"] = now_ms if details.retired else None
    return kept


Made = Callable[[Tx, Changed], Awaitable[str]]
"""Makes a change and returns its words."""


async def recorded(db: Db, verb: str, who: str, now_ms: int, made: Made) -> CodebookChange:
    """Make a change in one transaction, count and stamp its quotes, and put it on record."""

    async def work(tx: Tx) -> CodebookChange:
        changed = await begin(tx, verb, "", who, now_ms)
        words = await made(tx, changed)
        quotes, sessions = await links.stamp(tx, changed)
        return await finish(tx, changed, words, quotes, sessions)

    return await db.write(work)


async def row_of(tx: Tx, theme_id: str) -> Row:
    """Return a theme's row. Raises NotFound if it is no longer there."""
    row = await tx.one(THEME, {"id": theme_id})
    if row is None:
        raise NotFound("the theme is no longer there; `focusgroup themes` lists those that are")
    return row


async def at_path(tx: Tx, path: str) -> Row | None:
    """Return the row of the theme with a path."""
    return await tx.one(AT_PATH, {"key": fold(path)})


async def within(tx: Tx, path: str) -> list[Row]:
    """Return the rows of a theme and of all below it, parents first."""
    return await tx.all(WITHIN, {"key": fold(path), "below": f"{fold(path)} > "})


async def put_path(tx: Tx, changed: Changed, row: Row, path: str) -> None:
    """Give one theme another path; the old one leads to it from now on."""
    if row["path"] == path:
        return
    changed.paths.append((row["id"], row["path"], path))
    await tx.run(SET_PATH, {"id": row["id"], "path": path, "key": fold(path)})
    if row["path_key"] != fold(path):
        await named_before(tx, changed, row["path"], row["id"], row["id"])


async def move(tx: Tx, changed: Changed, row: Row, path: str, now_ms: int) -> None:
    """Give a theme, and all below it, another path. Raises FocusgroupError if it is taken."""
    old, path = row["path"], await placed(tx, changed, path, now_ms)
    if fold(path) != row["path_key"] and is_within(path, old):
        raise UsageError(f"“{old}” can't be moved below itself")
    taken = await at_path(tx, path)
    if taken is not None and taken["id"] != row["id"]:
        raise FocusgroupError(
            f"there is a theme “{taken['path']}” already; to make one of the two, merge them:"
            " Merge in the review, or `focusgroup themes merge`"
        )
    changed.root = row["id"]
    moved = fold(parent_of(path)) != fold(parent_of(old))
    if moved:
        await links.hold(tx, changed, row["id"])
        await note_counts(tx, changed)
    for each in await within(tx, old):
        await put_path(tx, changed, each, path + each["path"][len(old) :])
    if moved:
        await links.set_parents(tx, changed.n)
        await count_again(tx, changed)


async def placed(tx: Tx, changed: Changed, path: str, now_ms: int) -> str:
    """Return *path* under today's names of its parents; make those that are missing."""
    parent = parent_of(path)
    there = await at_path(tx, parent)
    if not parent or there:
        return below(there["path"] if there else "", last_name(path))
    parent = (await read_codebook(tx)).now_called(parent)
    for name in lineage(parent):
        if not await at_path(tx, name):
            changed.made.append(await insert_theme(tx, name, ThemeDetails(), now_ms))
    return below(parent, last_name(path))


async def note_counts(tx: Tx, changed: Changed) -> None:
    """Remember which themes the quotes of a change have, to count those again."""
    rows = await tx.all(TAGS.format(quotes=links.OF_CHANGE), {"change": changed.n})
    changed.counted.update(row["theme_id"] for row in rows)


async def count_again(tx: Tx, changed: Changed, gone: Iterable[str] = ()) -> None:
    """Count the themes again that the quotes of a change had before it, and have now.

    Every counter that a change of the codebook has to correct is corrected here.
    """
    await note_counts(tx, changed)
    quotes = await tx.all(links.OF_CHANGE, {"change": changed.n})
    ids = list(dict.fromkeys(row["quote_id"] for row in quotes))
    await recount_themes(tx, sorted(changed.counted.difference(gone)), ids)


async def drop_theme(tx: Tx, theme_id: str) -> None:
    """Remove a theme that no quote is tagged with any more."""
    await recount_themes(tx, [theme_id])
    await tx.run(DROP_THEME, {"id": theme_id})


async def retag(tx: Tx, changed: Changed) -> None:
    """Move the quotes that were linked, remove the themes that are gone, and count again."""
    await note_counts(tx, changed)
    await links.move_links(tx, changed)
    await links.set_parents(tx, changed.n)
    gone = {str(row["id"]) for row in changed.gone}
    for theme in gone:
        await drop_theme(tx, theme)
    await count_again(tx, changed, gone)


async def insert_theme(
    tx: Tx, path: str, details: ThemeDetails, now_ms: int, wanted: str = ""
) -> str:
    """Make a theme and return its id: the *wanted* one, unless a theme has it or had it."""
    empty = {"description": "", "excludes": "", "keywords": "", "owner": "", "retired_ms": None}
    free = wanted and not await tx.one(ID_TAKEN, {"id": wanted})
    id = wanted if free else new_id(now_ms)
    made = {"id": id, "path": path, "path_key": fold(path), "created_ms": now_ms}
    await tx.run(INSERT, {**empty, **columns_of(details, now_ms), **made})
    return str(made["id"])


async def put_fields(tx: Tx, theme_id: str, columns: Columns) -> None:
    """Write some columns of a theme."""
    sets = ", ".join(f"{name} = :{name}" for name in columns if name in FIELDS)
    await tx.run(f"UPDATE theme SET {sets} WHERE id = :id", {**columns, "id": theme_id})
