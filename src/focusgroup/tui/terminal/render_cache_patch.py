"""What is drawn goes with its widget.

Textual 8.2 looks up the two styles round a widget's content in a table of 1,024 places whose
keys hold the widget's drawn lines (textual#6665): those of the last thousand widgets, closed ones
too, stay in memory, 25 MB after some hours. Here the same table is kept by the colours alone.
"""

from functools import lru_cache
from typing import Any

from textual._styles_cache import StylesCache

PLACES = 1024


def install() -> None:
    """Put the table in the place of Textual's, once; nothing where Textual has none."""
    found: Any = StylesCache.__dict__.get("get_inner_outer")
    styles = getattr(found, "__wrapped__", None)
    if styles is None or isinstance(found, staticmethod):
        return

    @lru_cache(PLACES)
    def by_colours(base_background: Any, background: Any) -> Any:
        return styles(StylesCache, base_background, background)

    StylesCache.get_inner_outer = staticmethod(by_colours)  # type: ignore[assignment]
