"""Change the codebook: each change in one transaction, on record, and taken back by ``undo``."""

from collections.abc import Awaitable, Callable, Sequence

from focusgroup.core.errors import FocusgroupError, NotFound, UsageError
from focusgroup.core.ids import new_id
from focusgroup.core.text import fold
from focusgroup.core.themes.codebook import below, is_within, parent_of
from focusgroup.core.themes.entries import ThemeDetails, ThemeEntry
from focusgroup.core.themes.paths import last_name, lineage, normal_path
from focusgroup.store.codebook import links
from focusgroup.store.codebook.recorded import (
    Changed,
    CodebookChange,
    Columns,
    begin,
    finish,
    named_before,
)
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.themes import read_codebook, recount

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
SET_PATH = "UPDATE theme SET path = :path, path_key = :key WHERE id = :id"
FREE_KEY = "UPDATE theme SET path_key = id WHERE id = :id"
DROP_THEME = "DELETE FROM theme WHERE id = :id"
DROP_COUNTS = "DELETE FROM theme_count WHERE theme_id = :id"
TAGS = "SELECT DISTINCT theme_id FROM quote_theme WHERE quote_id IN ({quotes})"
CONCERNED = """
    SELECT count(*) AS quotes, count(DISTINCT session_id) AS sessions
    FROM quote_theme WHERE theme_id = :theme
"""
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


async def concerned(db: Db, theme_id: str) -> tuple[int, int]:
    """Return how many quotes of how many sessions a theme and all below it have."""

    async def work(tx: Tx) -> tuple[int, int]:
        row = (await tx.all(CONCERNED, {"theme": theme_id}))[0]
        return row["quotes"], row["sessions"]

    return await db.read(work)


# -- parts of changes ------------------------------------------------------------------------


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
            f"there is a theme “{taken['path']}” already; `focusgroup themes merge` joins the two"
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
            changed.made.append(await _insert(tx, name, ThemeDetails(), now_ms))
    return below(parent, last_name(path))


async def note_counts(tx: Tx, changed: Changed) -> None:
    """Remember which themes the quotes of a change have, to count those again."""
    rows = await tx.all(TAGS.format(quotes=links.OF_CHANGE), {"change": changed.n})
    changed.counted.update(row["theme_id"] for row in rows)


async def count_again(tx: Tx, changed: Changed) -> None:
    """Count the themes again that the quotes of a change had before it, and have now."""
    await note_counts(tx, changed)
    await recount(tx, changed.counted)


async def drop_theme(tx: Tx, theme_id: str) -> None:
    """Remove a theme that no quote is tagged with any more."""
    await tx.run(DROP_COUNTS, {"id": theme_id})
    await tx.run(DROP_THEME, {"id": theme_id})


async def retag(tx: Tx, changed: Changed) -> None:
    """Move the quotes that were linked, remove the themes that are gone, and count again."""
    await note_counts(tx, changed)
    await links.move_links(tx, changed)
    await links.set_parents(tx, changed.n)
    gone = {str(row["id"]) for row in changed.gone}
    for theme in gone:
        await drop_theme(tx, theme)
    await note_counts(tx, changed)
    await recount(tx, changed.counted - gone)


# -- changes ---------------------------------------------------------------------------------


async def repath(db: Db, theme_id: str, path: str, who: str, now_ms: int) -> CodebookChange:
    """Rename a theme, or move it with all below it; the old paths lead to the new ones.

    Raises FocusgroupError for a path that another theme has or that lies below itself.
    """
    wanted = normal_path(path)
    if not wanted:
        raise UsageError("a theme needs a name, such as `Reporting > Exports`")

    async def made(tx: Tx, changed: Changed) -> str:
        row = await row_of(tx, theme_id)
        if row["path"] == wanted:
            raise FocusgroupError(f"“{wanted}” is called so already; nothing was changed")
        await move(tx, changed, row, wanted, now_ms)
        return f"renaming “{row['path']}” to “{wanted}”"

    return await recorded(db, "rename", who, now_ms, made)


async def merge(db: Db, theme_id: str, into_id: str, who: str, now_ms: int) -> CodebookChange:
    """File all quotes of a theme under another; the themes below it join those of the same name.

    Raises FocusgroupError when the other one is the same, or below it.
    """

    async def made(tx: Tx, changed: Changed) -> str:
        row, target = await row_of(tx, theme_id), await row_of(tx, into_id)
        old, new = row["path"], target["path"]
        if is_within(new, old):
            raise UsageError(f"“{old}” can't be merged into “{new}”, which is part of it")
        await links.hold(tx, changed, row["id"])
        for each in await within(tx, old):
            path = new + each["path"][len(old) :]
            there = await at_path(tx, path)
            if there is None:
                await put_path(tx, changed, each, path)
            else:
                await _join(tx, changed, each, there["id"])
        await retag(tx, changed)
        return f"merging “{old}” into “{new}”"

    return await recorded(db, "merge", who, now_ms, made)


async def _join(tx: Tx, changed: Changed, row: Row, into: str | None) -> None:
    """Take a theme off the codebook, its quotes and headlines going *into* another or none."""
    await links.link(tx, changed, row["id"], into)
    await links.move_headlines(tx, changed, row["id"], into)
    await named_before(tx, changed, row["path"], row["id"], into)
    changed.gone.append({name: row[name] for name in COLUMNS})
    await tx.run(FREE_KEY, {"id": row["id"]})


async def delete(db: Db, theme_id: str, who: str, now_ms: int) -> CodebookChange:
    """Delete a theme and all below it; their quotes stay, without it."""

    async def made(tx: Tx, changed: Changed) -> str:
        row = await row_of(tx, theme_id)
        await links.hold(tx, changed, row["id"])
        for each in await within(tx, row["path"]):
            await _join(tx, changed, each, None)
        await retag(tx, changed)
        return f"deleting “{row['path']}”"

    return await recorded(db, "delete", who, now_ms, made)


async def split(
    db: Db, theme_id: str, path: str, quote_ids: Sequence[str], who: str, now_ms: int
) -> CodebookChange:
    """File some of a theme's quotes under another theme instead, which is made if missing.

    A *path* without a parent is a name beside the theme. Raises FocusgroupError when none of
    the quotes is tagged with the theme itself.
    """
    name = normal_path(path)

    async def made(tx: Tx, changed: Changed) -> str:
        row = await row_of(tx, theme_id)
        wanted = name if name != last_name(name) else below(parent_of(row["path"]), name)
        if not name or fold(wanted) == row["path_key"]:
            raise UsageError("the other theme needs a name of its own")
        wanted = await placed(tx, changed, wanted, now_ms)
        there = await at_path(tx, wanted)
        if there is None:
            changed.made.append(await _insert(tx, wanted, ThemeDetails(), now_ms))
        other = there["id"] if there else changed.made[-1]
        await links.link(tx, changed, row["id"], other, quote_ids)
        await retag(tx, changed)
        return f"splitting “{wanted}” off “{row['path']}”"

    if not quote_ids:
        raise FocusgroupError("none of these quotes is tagged with the theme itself")
    return await recorded(db, "split", who, now_ms, made)


async def _insert(tx: Tx, path: str, details: ThemeDetails, now_ms: int) -> str:
    empty = {"description": "", "excludes": "", "keywords": "", "owner": "", "retired_ms": None}
    made = {"id": new_id(now_ms), "path": path, "path_key": fold(path), "created_ms": now_ms}
    await tx.run(INSERT, {**empty, **columns_of(details, now_ms), **made})
    return str(made["id"])


async def edit(
    db: Db, theme_id: str, details: ThemeDetails, verb: str, who: str, now_ms: int
) -> CodebookChange:
    """Change what a theme is and is not, its keywords and owner, or retire it."""

    async def made(tx: Tx, changed: Changed) -> str:
        row = await row_of(tx, theme_id)
        await _set(tx, changed, row, details, now_ms)
        if not changed.fields:
            raise FocusgroupError(f"“{row['path']}” says so already; nothing was changed")
        if verb == "edit":
            return f"the new definition of “{row['path']}”"
        return f"retiring “{row['path']}”" if details.retired else f"using “{row['path']}” again"

    return await recorded(db, verb, who, now_ms, made)


async def _set(tx: Tx, changed: Changed, row: Row, details: ThemeDetails, now_ms: int) -> None:
    columns = columns_of(details, now_ms)
    if (columns.get("retired_ms") is None) == (row["retired_ms"] is None):
        columns.pop("retired_ms", None)
    new = {name: value for name, value in columns.items() if row[name] != value}
    if new:
        changed.fields.append({"id": row["id"], **{name: row[name] for name in new}})
        await put_fields(tx, row["id"], new)


async def put_fields(tx: Tx, theme_id: str, columns: Columns) -> None:
    """Write some columns of a theme."""
    sets = ", ".join(f"{name} = :{name}" for name in columns if name in FIELDS)
    await tx.run(f"UPDATE theme SET {sets} WHERE id = :id", {**columns, "id": theme_id})


async def put_themes(
    db: Db, entries: Sequence[ThemeEntry], verb: str, words: str, who: str, now_ms: int
) -> CodebookChange | None:
    """Make the themes that are missing, and give those that are there these details.

    A former name makes a theme of its own. Return None if nothing was to be changed.
    """

    async def made(tx: Tx, changed: Changed) -> str:
        for entry in entries:
            path = await placed(tx, changed, entry.path, now_ms)
            row = await at_path(tx, path)
            if row is None:
                changed.made.append(await _insert(tx, path, entry.details, now_ms))
            else:
                await _set(tx, changed, row, entry.details, now_ms)
        if not changed.made and not changed.fields:
            raise _Nothing
        return words

    try:
        return await recorded(db, verb, who, now_ms, made)
    except _Nothing:
        return None


class _Nothing(Exception):
    """Nothing is to be changed."""
