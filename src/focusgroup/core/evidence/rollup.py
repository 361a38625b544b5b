"""Which themes get a row of the theme map, and in which rows a quote counts.

Themes form a tree, and a head of product thinks in product areas: ranking "Reporting" beside
"Reporting > Exports" would split one area's people over two lines or show them twice. So the rows
are the top of the tree and include everything below, each quote once. If all quotes are under a
single top theme (a report on one theme, or a codebook that starts with the product's name), the
rows are the first level with more than one theme.
"""

from collections.abc import Iterable

from focusgroup.core.model import PATH_SEPARATOR

NO_THEME = ""
"""The row of the quotes without a theme; it comes last and is never ranked."""

_DEEPEST = 8
"""Levels of themes that are kept apart; the levels below count as one name."""

Tags = tuple[str, ...]
"""The theme paths of a quote."""

Places = tuple[tuple[str, tuple[str, ...]], ...]
"""The rows in which a quote counts, each with the themes directly below it that it names."""


def places(tags: set[Tags], under: str = "") -> dict[Tags, Places]:
    """Return, for each set of theme paths found on a quote, the rows in which such a quote counts.

    If *under* is given, only that theme and the themes below it make rows.
    """
    rollup = Rollup((path for paths in tags for path in paths), under)
    return {paths: rollup.of(paths) for paths in tags}


class Rollup:
    """Which rows the quotes with these theme *paths* count in; see `places`."""

    def __init__(self, paths: Iterable[str], under: str = "") -> None:
        self._under = under
        named: set[tuple[str, ...]] = set()
        tops: set[str] = set()
        for path in paths:
            if self._makes_rows(path):
                named.add(_split(path))
                tops.add(path.partition(PATH_SEPARATOR)[0])
                if len(tops) > 1:
                    break  # the rows are these tops, whatever follows
        self._level = _level(named)

    def _makes_rows(self, path: str) -> bool:
        under = self._under
        return bool(path) and (
            not under or path == under or path.startswith(f"{under}{PATH_SEPARATOR}")
        )

    def of(self, paths: Tags) -> Places:
        """Return the rows of a quote with these themes.

        A theme above another theme of the same quote adds nothing and is left out.
        """
        level = self._level
        named = {_split(path) for path in paths if self._makes_rows(path)}
        above = {path[:depth] for path in named for depth in range(1, len(path))}
        below: dict[str, list[str]] = {}
        for path in sorted(named - above):
            parts = below.setdefault(PATH_SEPARATOR.join(path[:level]), [])
            if len(path) > level:
                parts.append(PATH_SEPARATOR.join(path[: level + 1]))
        rows = tuple((row, tuple(dict.fromkeys(parts))) for row, parts in below.items())
        return rows or ((NO_THEME, ()),)


def _split(path: str) -> tuple[str, ...]:
    return tuple(path.split(PATH_SEPARATOR, _DEEPEST))


def _level(paths: set[tuple[str, ...]]) -> int:
    """Return how many parts of a path name its row: the first level with more than one theme."""
    level = 1
    deepest = max(map(len, paths), default=1)
    while level < deepest and len({path[:level] for path in paths}) == 1:
        level += 1
    return level
