"""The words of guides in nine languages: English, German, French, Spanish, Italian, Portuguese,
Dutch, Chinese and Japanese. Only tables; the rules that use them are elsewhere.
"""

import re
from typing import TypeVar

from focusgroup.core.patterns import lazy_pattern
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


def folded_pattern(pattern: str) -> re.Pattern[str]:
    """Return the regular expression that finds *pattern* in a folded text."""
    letters = (fold(char) if char.isalpha() and not char.isascii() else char for char in pattern)
    return lazy_pattern("".join(letters), re.IGNORECASE)
