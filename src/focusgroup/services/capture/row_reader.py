"""Read a row as it would be stored now, by the participants, the themes and what carries over."""

from dataclasses import replace

from focusgroup.core.capture import Outcome, Sticky
from focusgroup.core.model import Kind
from focusgroup.services.capture.completion import CaptureMenu
from focusgroup.services.live_session import LiveSession


class RowReader:
    """Reads the rows of one live session; *menu* says which theme a short name likeliest means."""

    def __init__(self, live: LiveSession, menu: CaptureMenu) -> None:
        self._live = live
        self._menu = menu

    def read(self, text: str, sticky: Sticky) -> Outcome:
        """Return the outcome of a row; *sticky* is what it may leave out."""
        preferred = self._menu.preferred() if "#" in text or "＃" in text else ()
        return self._live.take_down.read(text, sticky, preferred)

    def preview(self, text: str, sticky: Sticky) -> tuple[Sticky, Kind]:
        """Return how the first row of *text* would be stored if Enter were pressed now."""
        if not text or text.lstrip().startswith("/"):
            return sticky, sticky.kind
        outcome = self.read(text.split("\n", 1)[0], sticky)
        entry = outcome.entry
        if entry is None:
            return outcome.sticky, outcome.sticky.kind
        shown = replace(sticky, participant_id=entry.participant_id, themes=entry.themes)
        return shown, entry.kind
