"""Text that a file can hold: characters that XML can't hold are replaced and counted."""

import re
from dataclasses import dataclass
from functools import cache

REPLACEMENT = "\ufffd"


@cache
def _illegal() -> re.Pattern[str]:
    """Return a pattern of what XML 1.0 can't hold: C0 controls, surrogates, U+FFFE, U+FFFF.

    Compiled on first use: compiling takes longer than importing the module.
    """
    return re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(slots=True)
class LegalText:
    """Makes text safe for a file, and counts the characters it replaced."""

    replaced: int = 0

    def legal(self, text: str) -> str:
        """Return *text* with every character that XML can't hold replaced, and count them."""
        if text.isprintable():
            return text
        legal, count = _illegal().subn(REPLACEMENT, text)
        self.replaced += count
        return legal
