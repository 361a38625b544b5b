"""Text that a file can hold: no character that XML can't hold, none that reorders a line."""

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


_DIRECTIONS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Embeddings, overrides and isolates: left open, they turn round whatever follows."""


@dataclass(slots=True)
class LegalText:
    """Makes text safe for a file, and counts the characters it replaced."""

    replaced: int = 0

    def legal(self, text: str) -> str:
        """Return *text* with every character that XML can't hold replaced, and count them.

        Characters that set the direction of what follows are left out; the marks that only place
        their neighbours (U+200E, U+200F, U+061C) stay.
        """
        if text.isprintable():
            return text
        kept = text.translate(_DIRECTIONS)
        legal, count = _illegal().subn(REPLACEMENT, kept) if kept else (REPLACEMENT, 1)
        self.replaced += count
        return legal
