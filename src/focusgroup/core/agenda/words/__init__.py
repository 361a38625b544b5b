"""The words of guides in nine languages: English, German, French, Spanish, Italian, Portuguese,
Dutch, Chinese and Japanese. Only tables; the rules that use them are elsewhere.
"""

from typing import TypeVar

from focusgroup.core.text import fold

T = TypeVar("T")


def table(words: dict[T, tuple[str, ...]]) -> dict[str, T]:
    """Return each word with its meaning; a line holds several words between ``|``."""
    return {
        fold(word): meaning
        for meaning, lines in words.items()
        for line in lines
        for word in line.split("|")
    }
