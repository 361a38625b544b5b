"""The codebook: the tree of product themes, and the quotes under each theme."""

from collections.abc import Iterable
from dataclasses import replace
from typing import NamedTuple

from focusgroup.core.errors import NotFound
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Theme
from focusgroup.core.search.nearest import did_you_mean
from focusgroup.core.text import fold
from focusgroup.core.themes.codebook import Codebook, FormerName, sorted_themes
from focusgroup.core.themes.paths import last_name, lineage, normal_path
from focusgroup.store.counters import Speaker, file_quote, refile_quote
from focusgroup.store.engine.protocol import EVERYBODY, Db, Row, Tx


class ThemeCount(NamedTuple):
    """A theme and all below it: the number of quotes of each kind, and of different people.

    *people* counts those with a quote of a ranked kind.
    """

    theme: Theme
    problem: int = 0
    strength: int = 0
    missing_feature: int = 0
    context: int = 0
    untagged: int = 0
    people: int = 0

    @property
    def mentions(self) -> int:
        """The number of quotes of the ranked kinds together."""
        return self.problem + self.strength + self.missing_feature

    @property
    def counted(self) -> int:
        """The number of quotes that its figures are of: its mentions, else those of other kinds."""
        return self.mentions or self.context + self.untagged


FIND_BY_KEY = "SELECT id, path FROM theme WHERE path_key = :key"
INSERT_THEME = """
    INSERT INTO theme (id, path, path_key, description, created_ms)
    VALUES (:id, :path, :key, :description, :now) ON CONFLICT (path_key) DO NOTHING
"""
DESCRIBE = "UPDATE theme SET description = :description WHERE id = :id AND description = ''"
ALL = """
    SELECT id, path, description, excludes, keywords, owner, retired_ms FROM theme ORDER BY path_key
"""
FORMER = """
    SELECT f.path, f.theme_id, f.into_id, f.change, c.undone FROM theme_name f
    JOIN theme_change c ON c.n = f.change ORDER BY f.change
"""
MARK = "SELECT coalesce(max(n), 0) AS n FROM theme_change"
MARK_UNTIL = "SELECT coalesce(max(n), 0) AS n FROM theme_change WHERE at_ms <= :ms"
LATEST_MS = 2**62
MARK_AT = "SELECT coalesce(max(n), 0) AS n FROM theme_change WHERE change_n < :n"


async def ensured(tx: Tx, path: str, now_ms: int, description: str = "") -> list[str]:
    """Return the ids of a theme's ancestors, top first, and its own last; make missing ones.

    A former name is the theme that has it no more, or that it was merged into.
    """
    path = normal_path(path)
    if path and not await tx.one(FIND_BY_KEY, {"key": fold(path)}):
        path = (await read_codebook(tx)).now_called(path)
    ids = []
    for name in lineage(path):
        key = fold(name)
        rows = await tx.all(FIND_BY_KEY, {"key": key})
        if not rows:
            params = {"id": new_id(), "path": name, "key": key, "description": "", "now": now_ms}
            await tx.run(INSERT_THEME, params)
            tx.concerns(EVERYBODY)
            rows = await tx.all(FIND_BY_KEY, {"key": key})
        ids.append(rows[0]["id"])
    if description and ids:
        await tx.run(DESCRIBE, {"id": ids[-1], "description": description})
    return ids


def _theme(row: Row) -> Theme:
    return Theme(
        id=row["id"],
        path=row["path"],
        description=row["description"],
        excludes=row["excludes"],
        keywords=tuple(row["keywords"].splitlines()),
        owner=row["owner"],
        retired=row["retired_ms"] is not None,
    )


def codebook_of(themes: Iterable[Row], former: Iterable[Row], mark: int) -> Codebook:
    """Return the codebook of rows of ALL and FORMER, its themes without their other names."""
    names = [(FormerName(*(row[i] for i in range(4))), bool(row[4])) for row in former]
    valid, undone = (tuple(name for name, was in names if was is each) for each in (False, True))
    return Codebook(tuple(map(_theme, themes)), valid, mark, undone)


async def read_codebook(tx: Tx) -> Codebook:
    """Return the codebook, its themes without their other names."""
    mark: int = (await tx.all(MARK))[0]["n"]
    return codebook_of(await tx.all(ALL), await tx.all(FORMER), mark)


async def codebook(db: Db) -> Codebook:
    """Return the codebook, parents before their children, each theme with its other names."""
    book = await db.read(read_codebook)
    return replace(book, themes=tuple(sorted_themes(book.with_other_names())))


async def all_themes(db: Db) -> tuple[Theme, ...]:
    """Return every theme, parents before their children."""
    return (await codebook(db)).themes


async def codebook_mark(db: Db, *, until_ms: int = LATEST_MS) -> int:
    """Return the number of the codebook's last change, or of the last one *until_ms* (Unix ms)."""

    async def work(tx: Tx) -> int:
        mark: int = (await tx.all(MARK_UNTIL, {"ms": until_ms}))[0]["n"]
        return mark

    return await db.read(work)


async def now_called(
    tx: Tx, paths: Iterable[str], *, mark: int | None = None, change: int | None = None
) -> tuple[str, ...]:
    """Return today's paths of themes, without those that were deleted since.

    *mark* is the codebook's change after which the paths were written, *change* the row of the
    history that has them; without either, they were written now.
    """
    if change is not None:
        mark = (await tx.all(MARK_AT, {"n": change}))[0]["n"]
    newest = (await tx.all(MARK))[0]["n"]
    paths = tuple(paths)
    if mark in (None, newest) and all([await tx.one(FIND_BY_KEY, {"key": fold(p)}) for p in paths]):
        return paths
    return (await read_codebook(tx)).all_now_called(paths, mark)


async def find(db: Db, ref: str) -> Theme:
    """Return the theme with a path, or with a last part that only one theme has.

    Raises NotFound with the nearest names.
    """
    themes = await all_themes(db)
    key = fold(normal_path(ref))
    exact = [theme for theme in themes if fold(theme.path) == key]
    named = exact or [theme for theme in themes if fold(theme.name) == key]
    named = named or [theme for theme in themes if key in map(fold, theme.other_names)]
    named = named or [
        theme for theme in themes if key in (fold(last_name(p)) for p in theme.other_names)
    ]
    if len(named) == 1:
        return named[0]
    if named:
        raise NotFound(
            f"several themes are called “{ref}”: {', '.join(t.path for t in named)};"
            " give the whole path"
        )
    paths = {fold(theme.path): theme.path for theme in themes}
    paths |= {fold(theme.name): theme.path for theme in themes}
    hint = did_you_mean(key, paths, "see: `focusgroup themes`")
    raise NotFound(f"there is no theme “{ref}”; {hint}")


async def tag(
    tx: Tx,
    quote_id: str,
    paths: Iterable[str],
    kind: Kind,
    speaker: Speaker,
    at_ms: int,
    now_ms: int,
    *,
    new: bool,
) -> None:
    """File a quote under its themes and, once each, their ancestors; without any, under none.

    A *new* one is filed nowhere yet.
    """
    file = file_quote if new else refile_quote
    await file(tx, quote_id, kind, speaker, at_ms, await places_of(tx, paths, now_ms))


async def places_of(
    tx: Tx, paths: Iterable[str], now_ms: int, known: dict[str, list[str]] | None = None
) -> dict[str, int]:
    """Return the place of a quote with these themes in each of them, 0 for their ancestors.

    *known* keeps the ids of paths for further quotes of the same transaction.
    """
    direct: dict[str, int] = {}
    inherited: set[str] = set()
    known = {} if known is None else known
    for path in paths:
        if path not in known:
            known[path] = await ensured(tx, path, now_ms)
        ids = known[path]
        if ids:
            direct.setdefault(ids[-1], len(direct) + 1)
            inherited.update(ids[:-1])
    return dict.fromkeys(inherited, 0) | direct
