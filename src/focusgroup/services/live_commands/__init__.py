"""What the commands of a running session do and say, for the live screen and for plain lines.

Each returns what became of it; a front shows that in its own way. How a command is called there,
such as ``F6`` or ``/pause``, is asked of the front.
"""

from dataclasses import dataclass

from focusgroup.core.model import Quote
from focusgroup.system.clock import mono_ms

MOST_DIGITS = 4
ASKED_FOR_MS = 60_000
"""How long a question stands that the same command answers."""


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


class AskedTwice:
    """A question that is answered by calling the same command again within a minute."""

    def __init__(self) -> None:
        self._at_ms: int | None = None

    def again(self) -> bool:
        """Return whether it was asked already; if not, it is now."""
        before, now = self._at_ms, mono_ms()
        stands = before is not None and now - before <= ASKED_FOR_MS
        self._at_ms = None if stands else now
        return stands


def number_in(text: str, otherwise: int) -> int:
    """Return the whole number in a typed text, or *otherwise* if there isn't one."""
    text = text.strip()
    return int(text) if text.isdecimal() and len(text) <= MOST_DIGITS else otherwise
