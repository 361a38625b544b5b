"""The session in brief: for a latecomer, and to read out to the group at the end."""

from focusgroup.core.evidence.brief import Brief, brief
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.live.brief_lines import brief_lines, readback_lines
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.widgets.reading_window import ReadingScreen


def brief_of(live: LiveSession) -> Brief:
    """Return the brief of the running session so far."""
    return brief(live.session, live.agenda, live.participants, live.ordered(), live.notes)


class BriefScreen(ReadingScreen):
    """What was said so far, on one screen."""

    HEADING = "The session so far"

    def __init__(self, live: LiveSession) -> None:
        super().__init__()
        self._live = live

    def lines(self, width: int) -> Lines:
        """Return the place in the agenda, counts, top themes with a quote each, and open points."""
        return brief_lines(self._live, brief_of(self._live), width)


class ReadbackScreen(ReadingScreen):
    """The oral summary, to read out and check with the group."""

    HEADING = "To read out, and to check with the group"

    def __init__(self, live: LiveSession) -> None:
        super().__init__()
        self._live = live

    def lines(self, width: int) -> Lines:
        """Return a paragraph for each theme, with the customers' own words."""
        return readback_lines(brief_of(self._live), width)
