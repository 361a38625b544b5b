"""Say how far the upgrade of a database is: on one line of a terminal, else once."""

import sys
from typing import TYPE_CHECKING

from focusgroup.cli.output import hint

if TYPE_CHECKING:
    from focusgroup.cli.terminal.pager import Progress

_shown: "Progress | None" = None


def tell_upgrade(how_far: str) -> None:
    """Show *how_far* the upgrade is in place of what was shown; "" when it is done."""
    from focusgroup.cli.terminal.pager import Progress

    global _shown
    if _shown is None and how_far:
        _shown = Progress()
        if not (sys.stderr and sys.stderr.isatty()):
            hint(f"{how_far}; this may take a minute")
    if _shown is not None:
        if how_far:
            _shown.show(how_far)
        else:
            _shown.clear()
            _shown = None
