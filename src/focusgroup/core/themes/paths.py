"""The path of a theme: ``Parent > Child``."""

from focusgroup.core.model import PATH_SEPARATOR
from focusgroup.core.text import clean_line


def normal_path(path: str) -> str:
    """A theme's path as it is kept: parts cleaned, joined by `` > ``, empty ones left out."""
    parts = (clean_line(part) for part in path.split(">"))
    return PATH_SEPARATOR.join(part for part in parts if part)


def lineage(path: str) -> list[str]:
    """The path's ancestors from the top down, then the path itself."""
    parts = path.split(PATH_SEPARATOR)
    return [PATH_SEPARATOR.join(parts[: i + 1]) for i in range(len(parts))]
