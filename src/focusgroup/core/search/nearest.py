"""What somebody may have meant by a name that doesn't exist."""

from collections.abc import Mapping
from difflib import get_close_matches

from focusgroup.core.text import fold

MOST = 3
CUTOFF = 0.5
"""How alike two names are at least, as difflib counts it."""


def did_you_mean(name: str, known: Mapping[str, str], otherwise: str) -> str:
    """Return ``did you mean A or B?`` with the nearest of *known*, *otherwise* if none is near.

    *known* has each name as it is spelled by a folded form that it goes by.
    """
    near = [known[key] for key in get_close_matches(fold(name), known, n=MOST, cutoff=CUTOFF)]
    return f"did you mean {' or '.join(dict.fromkeys(near))}?" if near else otherwise
