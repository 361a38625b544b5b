"""Take back a change of the codebook, also later: quotes that came since keep their themes."""

from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.text import fold
from focusgroup.core.themes.codebook import Codebook, below, parent_of
from focusgroup.core.themes.paths import last_name
from focusgroup.store.codebook import links
from focusgroup.store.codebook.parts import (
    INSERT,
    Made,
    at_path,
    count_again,
    drop_theme,
    move,
    note_counts,
    placed,
    put_fields,
    put_path,
    recorded,
    row_of,
    within,
)
from focusgroup.store.codebook.recorded import (
    LAST_TO_UNDO,
    SET_UNDONE,
    STATE,
    Changed,
    CodebookChange,
    named_before,
    of_number,
)
from focusgroup.store.engine.protocol import Db, Tx
from focusgroup.store.themes import read_codebook

HAS_QUOTES = "SELECT 1 FROM quote_theme WHERE theme_id = :id LIMIT 1"
HAS_HEADLINES = "SELECT 1 FROM headline WHERE theme_id = :id LIMIT 1"
HAS_THEMES = "SELECT 1 FROM theme WHERE substr(path_key, 1, length(:below)) = :below LIMIT 1"
SOURCE = "SELECT theme_id FROM theme_link WHERE change = :n AND into_id = :theme LIMIT 1"
HOLD_AGAIN = """
    INSERT INTO theme_link (change, quote_id, theme_id, direct)
    SELECT :change, quote_id, theme_id, 0 FROM theme_link WHERE change = :of
"""


async def change_to_undo(db: Db, n: int) -> CodebookChange:
    """Return change *n*, 0 for the newest that was not taken back. Raises NotFound."""

    async def work(tx: Tx) -> CodebookChange:
        number = n or (await tx.all(LAST_TO_UNDO))[0]["n"]
        if number is None or not await tx.one(STATE, {"n": number}):
            raise NotFound(
                f"the codebook has no change {n}; `focusgroup themes undo --list` shows them"
                if n
                else "there is no change of the codebook to undo"
            )
        return await of_number(tx, number)

    return await db.read(work)


async def undo(db: Db, change: CodebookChange, who: str, now_ms: int) -> CodebookChange:
    """Take a change back, and return the change that this is; its words name what is taken back.

    Raises FocusgroupError, and changes nothing, for one that was taken back already, and for one
    that a later change builds on.
    """
    if change.verb == "undo":
        raise FocusgroupError("an undo can't be undone; make the change again instead")
    return await recorded(db, "undo", who, now_ms, _taking_back(change, now_ms))


def _taking_back(change: CodebookChange, now_ms: int) -> Made:
    async def made(tx: Tx, changed: Changed) -> str:
        if (await of_number(tx, change.n)).undone:
            raise FocusgroupError(f"{change.words} was undone already")
        old = Changed.from_json(change.n, (await tx.all(STATE, {"n": change.n}))[0]["state"])
        await tx.run(SET_UNDONE, {"n": change.n})
        changed.of = old.n
        # What the tree is called now, without the names that the change left behind.
        book = await read_codebook(tx)
        if change.verb == "rename":
            await _rename_back(tx, changed, old, book, now_ms)
        else:
            await _retag_back(tx, changed, old, book, now_ms)
        for columns in old.fields:
            if book.by_id(str(columns["id"])) is not None:
                await put_fields(tx, str(columns["id"]), columns)
        for theme in reversed(old.made):
            await _drop_if_empty(tx, changed, theme, old)
        if change.verb == "add" and await _still_there(tx, old.made[-1]):
            raise FocusgroupError(
                f"{change.words} can't be undone: it has quotes by now; `focusgroup themes delete`"
                " takes it off them"
            )
        return change.words

    return made


async def _rename_back(tx: Tx, changed: Changed, old: Changed, book: Codebook, now_ms: int) -> None:
    if not old.paths:
        return  # to the same name, before that was refused
    theme, before, after = old.paths[0]
    row = await row_of(tx, theme)
    same_parent = fold(parent_of(before)) == fold(parent_of(after))
    if same_parent and last_name(row["path"]) == last_name(after):
        wanted = below(parent_of(row["path"]), last_name(before))
    elif row["path"] == after:
        wanted = below(_parent_back(book, before, old), last_name(before))
    else:
        raise FocusgroupError(
            f"“{after}” is “{row['path']}” since; undo that first, or rename it again"
        )
    await move(tx, changed, row, wanted, now_ms)


def _parent_back(book: Codebook, path: str, old: Changed) -> str:
    """Return the theme above *path* as it was before a change, by its name of today.

    One that was deleted since is made again.
    """
    parent = parent_of(path)
    return book.now_called(parent, old.n - 1) or parent


async def _retag_back(tx: Tx, changed: Changed, old: Changed, book: Codebook, now_ms: int) -> None:
    """Bring back what a merge, a split or a deletion took off themes and quotes."""
    await _refuse_what_was_built_on(tx, old)
    for row in old.gone:
        path = str(row["path"])
        wanted = below(_parent_back(book, path, old), last_name(path))
        wanted = await placed(tx, changed, wanted, now_ms)
        if taken := await at_path(tx, wanted):
            raise FocusgroupError(
                f"there is a theme “{taken['path']}” again; rename that one first, then undo"
            )
        await tx.run(INSERT, {**row, "path": wanted, "path_key": fold(wanted)})
        book = await read_codebook(tx)
    for theme, before, after in old.paths:
        now, where = book.by_id(theme), book.now_called(parent_of(after), old.n)
        if now is None or now.id != theme:
            continue
        back = below(_parent_back(book, before, old), last_name(before))
        if now.path == below(where, last_name(after)) and not await at_path(tx, back):
            for each in await within(tx, now.path):
                await put_path(tx, changed, each, back + each["path"][len(now.path) :])
            book = await read_codebook(tx)
        elif now.path != back:  # renamed since: what it was called still leads to it
            await named_before(tx, changed, before, theme, theme)
    await tx.run(HOLD_AGAIN, {"change": changed.n, "of": old.n})
    for theme, _, _ in old.paths:
        await links.hold(tx, changed, theme)
    await note_counts(tx, changed)
    await links.take_back_links(tx, old.n)
    await links.set_parents(tx, changed.n)
    await count_again(tx, changed)
    await links.take_back_headlines(tx, old)


INTO = """
    SELECT DISTINCT f.path, c.words FROM theme_link l
    JOIN theme_name f ON f.theme_id = l.into_id AND f.into_id IS NOT l.into_id
    JOIN theme_change c ON c.n = f.change AND c.undone = 0
    WHERE l.change = :n AND NOT EXISTS (SELECT 1 FROM theme t WHERE t.id = l.into_id) LIMIT 1
"""


async def _refuse_what_was_built_on(tx: Tx, old: Changed) -> None:
    if later := await tx.one(INTO, {"n": old.n}):
        raise FocusgroupError(f"undo {later['words']} first: the quotes went there")


async def _still_there(tx: Tx, theme: str) -> bool:
    return await tx.one("SELECT 1 FROM theme WHERE id = :id", {"id": theme}) is not None


async def _drop_if_empty(tx: Tx, changed: Changed, theme: str, old: Changed) -> None:
    """Remove a theme that a change made, unless something was put there since."""
    row = await tx.one("SELECT path, path_key FROM theme WHERE id = :id", {"id": theme})
    if row is None or await tx.one(HAS_THEMES, {"below": f"{row['path_key']} > "}):
        return
    if await tx.one(HAS_QUOTES, {"id": theme}) or await tx.one(HAS_HEADLINES, {"id": theme}):
        return
    source = await tx.one(SOURCE, {"n": old.n, "theme": theme})
    await named_before(tx, changed, row["path"], theme, source["theme_id"] if source else None)
    await drop_theme(tx, theme)
