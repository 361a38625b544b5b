"""Themes of a kept state by today's names: what was done to the codebook since is done to them."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from focusgroup.core.themes.codebook import Codebook
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.row_mapping import LOOKUP_BATCH, placeholders
from focusgroup.store.themes import MARK, MARK_AT, now_called, read_codebook

if TYPE_CHECKING:
    from focusgroup.core.themes.replay import Happened, ThemeMove

HAPPENED = """
    SELECT n, CASE verb WHEN 'undo' THEN state ELSE '' END AS state FROM theme_change
    WHERE n > :mark ORDER BY n
"""
LINKS = """
    SELECT quote_id, change, theme_id, into_id, direct, had FROM theme_link
    WHERE direct > 0 AND quote_id IN ({ids}) ORDER BY change, direct
"""
OUTDATED = """
    DELETE FROM theme_link WHERE quote_id = :quote AND direct > 0 AND change IN
        (SELECT n FROM theme_change WHERE n > :mark AND undone = 0 AND verb <> 'split')
"""
LINK = """
    INSERT INTO theme_link (change, quote_id, theme_id, into_id, direct, had)
    VALUES (:change, :quote, :theme, :into, :direct, :had)
    ON CONFLICT (change, quote_id, theme_id)
    DO UPDATE SET into_id = excluded.into_id, direct = excluded.direct, had = excluded.had
"""


class KeptThemes(NamedTuple):
    """A quote's themes, and the codebook's change *mark* after which they were written down.

    Until `themes_of_today` they are the paths of then. *moved* is what was done to them since.
    """

    quote_id: str
    paths: tuple[str, ...]
    mark: int
    moved: "tuple[ThemeMove, ...]" = ()


async def mark_at(tx: Tx, change: int) -> int:
    """Return the number of the codebook's last change before a row of the history."""
    mark: int = (await tx.all(MARK_AT, {"n": change}))[0]["n"]
    return mark


async def themes_of_today(tx: Tx, kept: Sequence[KeptThemes]) -> list[KeptThemes]:
    """Return the themes as they are called today, without those that were deleted since."""
    newest: int = (await tx.all(MARK))[0]["n"]
    if all(each.mark == newest for each in kept):
        asked = dict.fromkeys(each.paths for each in kept)
        called = {paths: await now_called(tx, paths, mark=newest) for paths in asked}
        return [each._replace(paths=called[each.paths]) for each in kept]
    book = await read_codebook(tx)
    happened = await _happened(tx, book, min(each.mark for each in kept))
    links = await _links(tx, dict.fromkeys(each.quote_id for each in kept))
    return [_of_today(each, book, happened, links.get(each.quote_id, ())) for each in kept]


def _of_today(
    kept: KeptThemes, book: Codebook, happened: "Sequence[Happened]", links: "Iterable[ThemeMove]"
) -> KeptThemes:
    from focusgroup.core.themes.replay import replayed

    ids = [book.id_after(path, kept.mark) or path for path in kept.paths]
    since = [change for change in happened if change.n > kept.mark]
    now, moved = replayed(ids, kept.mark, since, links)
    paths = []
    for each in now:
        theme = book.by_id(each)
        # A name that was no theme is taken as it is read now.
        paths.append(theme.path if theme else book.now_called(each, kept.mark))
    return kept._replace(paths=tuple(dict.fromkeys(filter(None, paths))), moved=moved)


async def _happened(tx: Tx, book: Codebook, since: int) -> "list[Happened]":
    from focusgroup.core.themes.replay import Happened

    gone: dict[int, dict[str, str | None]] = {}
    for name in (*book.former, *book.undone):
        if name.into != name.theme_id:
            gone.setdefault(name.mark, {})[name.theme_id] = name.into
    found = []
    for row in await tx.all(HAPPENED, {"mark": since}):
        n, of = row["n"], json.loads(row["state"] or "{}").get("of", 0)
        found.append(Happened(n, of, gone.get(n, {})))
    return found


async def _links(tx: Tx, quote_ids: Iterable[str]) -> "dict[str, list[ThemeMove]]":
    from focusgroup.core.themes.replay import ThemeMove

    ids = tuple(quote_ids)
    found: dict[str, list[ThemeMove]] = {}
    for start in range(0, len(ids), LOOKUP_BATCH):
        names, bound = placeholders("q", ids[start : start + LOOKUP_BATCH])
        for row in await tx.all(LINKS.format(ids=names), bound):
            quote, change, theme, into, direct, had = (row[i] for i in range(6))
            found.setdefault(quote, []).append(ThemeMove(change, theme, into, direct, bool(had)))
    return found


async def keep_moved(tx: Tx, restored: Iterable[KeptThemes]) -> None:
    """Record for quotes that get these themes what changes did to them, so that undo finds them."""
    newest: int = (await tx.all(MARK))[0]["n"]
    older = [each for each in restored if each.mark < newest]
    if not older:
        return
    await tx.many(OUTDATED, ({"quote": each.quote_id, "mark": each.mark} for each in older))
    await tx.many(
        LINK,
        (
            {
                "change": move.change,
                "quote": each.quote_id,
                "theme": move.theme,
                "into": move.into,
                "direct": move.place,
                "had": int(move.had),
            }
            for each in older
            for move in each.moved
        ),
    )
