"""Change the codebook: each change in one transaction, on record, and taken back by ``undo``."""

from collections.abc import Sequence

from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.core.text import fold
from focusgroup.core.themes.codebook import below, is_within, parent_of
from focusgroup.core.themes.entries import ThemeDetails, ThemeEntry
from focusgroup.core.themes.paths import last_name, normal_path
from focusgroup.store.codebook import links
from focusgroup.store.codebook.parts import (
    COLUMNS,
    at_path,
    columns_of,
    insert_theme,
    move,
    placed,
    put_fields,
    put_path,
    recorded,
    retag,
    row_of,
    within,
)
from focusgroup.store.codebook.recorded import Changed, CodebookChange, named_before
from focusgroup.store.engine.protocol import Db, Row, Tx

FREE_KEY = "UPDATE theme SET path_key = id WHERE id = :id"
CONCERNED = """
    SELECT count(*) AS quotes, count(DISTINCT session_id) AS sessions
    FROM quote_theme WHERE theme_id = :theme
"""


async def concerned(db: Db, theme_id: str) -> tuple[int, int]:
    """Return how many quotes of how many sessions a theme and all below it have."""

    async def work(tx: Tx) -> tuple[int, int]:
        row = (await tx.all(CONCERNED, {"theme": theme_id}))[0]
        return row["quotes"], row["sessions"]

    return await db.read(work)


async def repath(db: Db, theme_id: str, path: str, who: str, now_ms: int) -> CodebookChange:
    """Rename a theme, or move it with all below it; the old paths lead to the new ones.

    Raises FocusgroupError for a path that another theme has or that is below itself.
    """
    wanted = normal_path(path)
    if not wanted:
        raise UsageError("a theme needs a name, such as `Reporting > Exports`")

    async def made(tx: Tx, changed: Changed) -> str:
        row = await row_of(tx, theme_id)
        placed_at = await placed(tx, changed, wanted, now_ms)
        if row["path"] == placed_at:
            raise FocusgroupError(f"the theme is called “{placed_at}” already; nothing was changed")
        await move(tx, changed, row, placed_at, now_ms)
        return f"renaming “{row['path']}” to “{placed_at}”"

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
            changed.made.append(await insert_theme(tx, wanted, ThemeDetails(), now_ms))
        other = there["id"] if there else changed.made[-1]
        await links.link(tx, changed, row["id"], other, quote_ids)
        await retag(tx, changed)
        return f"splitting “{wanted}” off “{row['path']}”"

    if not quote_ids:
        raise FocusgroupError("none of these quotes is tagged with the theme itself")
    return await recorded(db, "split", who, now_ms, made)


async def edit(
    db: Db, theme_id: str, details: ThemeDetails, verb: str, who: str, now_ms: int
) -> CodebookChange:
    """Change what a theme is and is not, its keywords and owner, or retire it."""

    async def made(tx: Tx, changed: Changed) -> str:
        row = await row_of(tx, theme_id)
        await _set(tx, changed, row, details, now_ms)
        if not changed.fields:
            so = "is retired" if details.retired else "is in use" if verb != "edit" else "says so"
            raise FocusgroupError(f"“{row['path']}” {so} already; nothing was changed")
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
                made = await insert_theme(tx, path, entry.details, now_ms, entry.id)
                changed.made.append(made)
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
