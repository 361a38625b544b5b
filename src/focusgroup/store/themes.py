"""The codebook: the tree of product themes, and the quotes under each theme."""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from focusgroup.core.errors import NotFound
from focusgroup.core.ids import new_id
from focusgroup.core.model import PATH_SEPARATOR, Kind, Theme, ThemeSpec
from focusgroup.core.text import fold
from focusgroup.core.themes.paths import lineage, normal_path
from focusgroup.store.counters import Speaker, file_quote, refile_quote
from focusgroup.store.engine.protocol import Db, Tx


@dataclass(frozen=True, slots=True)
class ThemeCount:
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


FIND_BY_KEY = "SELECT id, path, description FROM theme WHERE path_key = :key"
INSERT_THEME = """
    INSERT INTO theme (id, path, path_key, description, created_ms)
    VALUES (:id, :path, :key, :description, :now) ON CONFLICT (path_key) DO NOTHING
"""
DESCRIBE = "UPDATE theme SET description = :description WHERE id = :id AND description = ''"
ALL = "SELECT id, path, description FROM theme ORDER BY path_key"


async def ensured(tx: Tx, path: str, now_ms: int, description: str = "") -> list[str]:
    """Return the ids of a theme's ancestors, top first, and its own last; make missing ones."""
    ids = []
    for name in lineage(normal_path(path)):
        key = fold(name)
        rows = await tx.all(FIND_BY_KEY, {"key": key})
        if not rows:
            params = {"id": new_id(), "path": name, "key": key, "description": "", "now": now_ms}
            await tx.run(INSERT_THEME, params)
            rows = await tx.all(FIND_BY_KEY, {"key": key})
        ids.append(rows[0]["id"])
    if description and ids:
        await tx.run(DESCRIBE, {"id": ids[-1], "description": description})
    return ids


async def ensure(db: Db, specs: Iterable[ThemeSpec], now_ms: int) -> None:
    """Make the themes that are missing; add a description only to a theme that has none."""

    async def work(tx: Tx) -> None:
        for spec in specs:
            await ensured(tx, spec.path, now_ms, spec.description)

    await db.write(work)


async def all_themes(db: Db) -> tuple[Theme, ...]:
    """Return every theme, parents before their children."""

    async def work(tx: Tx) -> tuple[Theme, ...]:
        rows = await tx.all(ALL)
        themes = [Theme(r["id"], r["path"], r["description"]) for r in rows]
        return tuple(sorted(themes, key=lambda t: [fold(p) for p in t.path.split(PATH_SEPARATOR)]))

    return await db.read(work)


async def find(db: Db, ref: str) -> Theme:
    """Return the theme with a path, or with a last part that only one theme has.

    Raises NotFound with the nearest names.
    """
    themes = await all_themes(db)
    key = fold(normal_path(ref))
    exact = [theme for theme in themes if fold(theme.path) == key]
    named = exact or [theme for theme in themes if fold(theme.name) == key]
    if len(named) == 1:
        return named[0]
    if named:
        raise NotFound(
            f"several themes are called “{ref}”: {', '.join(t.path for t in named)};"
            " give the whole path"
        )
    paths = {fold(theme.path): theme.path for theme in themes}
    paths |= {fold(theme.name): theme.path for theme in themes}
    near = [paths[k] for k in difflib.get_close_matches(key, paths, n=3, cutoff=0.5)]
    hint = f"did you mean {' or '.join(dict.fromkeys(near))}?" if near else "see: focusgroup themes"
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
    direct: dict[str, int] = {}
    inherited: set[str] = set()
    for path in paths:
        ids = await ensured(tx, path, now_ms)
        if ids:
            direct.setdefault(ids[-1], len(direct) + 1)
            inherited.update(ids[:-1])
    places = dict.fromkeys(inherited, 0) | direct
    file = file_quote if new else refile_quote
    await file(tx, quote_id, kind, speaker, at_ms, places)
