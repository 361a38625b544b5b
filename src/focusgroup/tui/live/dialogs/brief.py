"""The session in brief: for a latecomer, and to read out to the group at the end."""

from focusgroup.services.live_commands.brief_words import brief_of
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.live.brief_lines import brief_lines, readback_lines
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.widgets.reading_window import ReadingScreen


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
