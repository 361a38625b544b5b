"""What the commands of a running session do and say, for the live screen and for plain lines.

Each returns what became of it; a front shows that in its own way. How a command is called there,
such as ``F6`` or ``/pause``, is asked of the front.
"""

from dataclasses import dataclass

from focusgroup.core.model import Quote

MOST_DIGITS = 4


@dataclass(frozen=True, slots=True)
class Did:
    """What a command did: a sentence to say, and what has to be shown anew.

    *moved* says that clock, plan or people changed, *new_place* that another place is open,
    *quote* is one that was changed, *gone* one that is no more.
    """

    said: str = ""
    moved: bool = False
    new_place: bool = False
    quote: Quote | None = None
    gone: Quote | None = None


def number_in(text: str, otherwise: int) -> int:
    """Return the whole number in a typed text, or *otherwise* if there isn't one."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else otherwise
