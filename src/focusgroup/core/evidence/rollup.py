"""Which themes get a row of the theme map, and in which rows a quote counts.

Themes form a tree, and a head of product thinks in product areas: ranking "Reporting" beside
"Reporting > Exports" would split one area's people over two lines or show them twice. So the rows
are the top of the tree and include everything below, each quote once. If all quotes are under a
single top theme (a report on one theme, or a codebook that starts with the product's name), the
rows are the first level with more than one theme.
"""

from collections.abc import Collection, Iterable

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
    """Which rows the quotes with these theme *paths* count in; see `places`.

    No more of *paths* are read than it takes; of those *known*, if given, each may come.
    """

    def __init__(
        self, paths: Iterable[str], under: str = "", known: Collection[str] | None = None
    ) -> None:
        self._under = under
        above = len(_split(under)) if under else 0
        left = None if known is None else {path for path in known if self._makes_rows(path)}
        named: set[tuple[str, ...]] = set()
        tops: set[tuple[str, ...]] = set()
        for path in paths:
            if self._makes_rows(path):
                named.add(_split(path))
                tops.add(_split(path)[: above + 1])
                if left is not None:
                    left.discard(path)
                if len(tops) > 1 or not (left is None or left):
                    break  # the rows are these tops, whatever follows, or nothing else can
        self._level = _level(named)

    def _makes_rows(self, path: str) -> bool:
        return bool(path) and is_under(path, self._under)

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


def is_under(path: str, above: str) -> bool:
    """Return whether a theme is *above* or below it; every one is below ""."""
    return not above or path == above or path.startswith(f"{above}{PATH_SEPARATOR}")


def _split(path: str) -> tuple[str, ...]:
    return tuple(path.split(PATH_SEPARATOR, _DEEPEST))


def _level(paths: set[tuple[str, ...]]) -> int:
    """Return how many parts of a path name its row: the first level with more than one theme."""
    level = 1
    deepest = max(map(len, paths), default=1)
    while level < deepest and len({path[:level] for path in paths}) == 1:
        level += 1
    return level
