"""Coverage: the themes of the agenda that nobody, or only one voice, has spoken of."""

from focusgroup.services.live_session import LiveSession
from focusgroup.tui.live.coverage_panel import coverage_lines
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.widgets.reading_window import ReadingScreen

ALL = 100_000


class CoverageScreen(ReadingScreen):
    """A window that returns the index of the section whose line was clicked."""

    HEADING = "What is still to be heard"

    def __init__(self, live: LiveSession) -> None:
        super().__init__()
        self._live = live

    def lines(self, width: int) -> Lines:
        """Return every gap, with what to ask."""
        return coverage_lines(self._live, width, ALL)
