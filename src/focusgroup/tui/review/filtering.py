"""Ask for filters on top of any screen of the review."""

from datetime import datetime
from typing import Any

from textual.screen import Screen

from focusgroup.core.dates.zones import zone_of
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan, read_span
from focusgroup.services.review import ReviewFacts
from focusgroup.store import sessions
from focusgroup.store.participants import accounts
from focusgroup.system import clock
from focusgroup.tui.widgets.notifications import told


async def ask_filters(
    screen: Screen[Any], facts: ReviewFacts, selection: Selection
) -> Selection | None:
    """Return the filters that are wanted now, None if nothing was changed; call it in a worker."""
    from focusgroup.tui.review.filters import FiltersScreen

    async def find_session(written: str) -> str:
        session = await sessions.find(facts.db, written)
        facts.titles[session.id] = session.title
        return session.id

    with told(screen):
        known = await accounts(facts.db)
        leading = await sessions.facilitators(facts.db)
        titles = [facts.titles.get(id, "") for id in selection.sessions]
        window = FiltersScreen(selection, known, _read_span, leading, find_session, titles)
        return await screen.app.push_screen_wait(window)
    return None


def _read_span(text: str) -> TimeSpan:
    zone = zone_of(clock.local_zone())
    return read_span(text, datetime.fromtimestamp(clock.unix_ms() / 1000, zone).date(), zone)
