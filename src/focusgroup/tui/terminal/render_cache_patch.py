"""Work around textual#6665: don't keep the drawn lines of closed widgets in memory.

Textual 8.2.8 caches the two styles around a widget's content in a table of 1,024 entries whose
keys hold the widget's drawn lines. Those of the last thousand widgets, closed ones too, stay in
memory: 25 MB after some hours. Here the same table is keyed by the colours alone.
"""

from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache

PLACES = 1024


def install() -> None:
    """Replace Textual's table, once; do nothing if Textual has none."""
    found: Any = StylesCache.__dict__.get("get_inner_outer")
    styles = getattr(found, "__wrapped__", None)
    if styles is None or isinstance(found, staticmethod):
        return

    @lru_cache(PLACES)
    def by_colours(base_background: Any, background: Any) -> Any:
        return styles(StylesCache, base_background, background)

    StylesCache.get_inner_outer = staticmethod(by_colours)  # type: ignore[assignment]
