"""The path of a theme, ``Parent > Child``, and its parts."""

from functools import lru_cache

from focusgroup.core.model import PATH_SEPARATOR
from focusgroup.core.text import clean_line


def last_name(path: str) -> str:
    """Return the last part of a theme's path."""
    return path.rsplit(PATH_SEPARATOR, 1)[-1]


@lru_cache(maxsize=1_024)
def normal_path(path: str) -> str:
    """Return the path as it is stored: parts cleaned, joined by `` > ``, empty ones left out."""
    parts = (clean_line(part) for part in path.split(">"))
    return PATH_SEPARATOR.join(part for part in parts if part)


def lineage(path: str) -> list[str]:
    """Return the path's ancestors from the top down, then the path itself."""
    parts = path.split(PATH_SEPARATOR)
    return [PATH_SEPARATOR.join(parts[: i + 1]) for i in range(len(parts))]
