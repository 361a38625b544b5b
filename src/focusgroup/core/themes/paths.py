"""The path of a theme, ``Parent > Child``, and its parts."""

from focusgroup.core.model import PATH_SEPARATOR


def last_name(path: str) -> str:
    """Return the last part of a theme's path."""
    return path.rsplit(PATH_SEPARATOR, 1)[-1]
