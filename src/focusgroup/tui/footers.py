"""Textual's footer keeps every key that it has ever shown: here it lets go of those that went.

Each key watches the footer's ``compact``; who watches is looked through only when that changes,
which it never does, so that hours of new footers hold tens of megabytes.
"""

from typing import Any

from textual.screen import Screen
from textual.widgets import Footer


def let_go_of_old_keys(screen: Screen[Any]) -> None:
    """Drop what the footers of *screen* hold of keys that are no longer there."""
    for footer in screen.query(Footer):
        for watching in getattr(footer, "__watchers", {}).values():
            watching[:] = [(node, call) for node, call in watching if not node._closing]
