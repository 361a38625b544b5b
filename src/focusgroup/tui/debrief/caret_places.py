"""Places in a text: as a row and a column of a field, and as characters from its start."""


def caret_at(text: str, location: tuple[int, int]) -> int:
    """Return the place of a row and a column in *text*, in characters."""
    row, column = location
    return sum(len(line) + 1 for line in text.split("\n")[:row]) + column


def location_of(text: str, caret: int) -> tuple[int, int]:
    """Return the row and the column of a place in *text*."""
    before = text[:caret].split("\n")
    return len(before) - 1, len(before[-1])
