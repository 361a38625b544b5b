"""Which words each command of a running session takes; any others are what somebody said."""

import re

_NUMBER = r"\d{1,4}"
_SEAT = r"(?:[@＠]\w+|\d{1,4})"
_FEW_WORDS = r"\S+(?:\s+\S+)?"
_TAKEN = {
    **dict.fromkeys(("section", "more", "less", "earlier", "speed", "quotes"), _NUMBER),
    **dict.fromkeys(("nod", "object"), rf"{_SEAT}(?:[\s,;，、+&]+{_SEAT})*"),
    **dict.fromkeys(("lead", "help"), _FEW_WORDS),
    "off": r"(?:the\s+)?record",
    "plan": r"\w+|\w+\s+\d+",
    "questions": r"\w+|\d{1,3}\s+\w+",
    "aside": "again",
    "who": r"[\s\S]*",
}
"""By the word of the command; one that is not here takes none."""


def takes(word: str, text: str) -> bool:
    """Return whether the command *word* can use *text*, as it was typed after it."""
    said = text.strip()
    return not said or re.fullmatch(_TAKEN.get(word, ""), said, re.IGNORECASE) is not None
