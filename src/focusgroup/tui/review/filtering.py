"""Ask for filters on top of any screen of the review."""

from datetime import datetime
from typing import Any

from textual.screen import Screen

from focusgroup.core.dates.zones import zone_of
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan, read_span
from focusgroup.store import Db
from focusgroup.store.participants import accounts
from focusgroup.system import clock
from focusgroup.tui.widgets.notifications import told


async def ask_filters(screen: Screen[Any], db: Db, selection: Selection) -> Selection | None:
    """Return the filters that are wanted now, None if nothing was changed; call it in a worker."""
    from focusgroup.tui.review.filters import FiltersScreen

    with told(screen):
        known = await accounts(db)
        return await screen.app.push_screen_wait(FiltersScreen(selection, known, _read_span))
    return None


def _read_span(text: str) -> TimeSpan:
    zone = zone_of(clock.local_zone())
    return read_span(text, datetime.fromtimestamp(clock.unix_ms() / 1000, zone).date(), zone)
