"""The theme shown faintly after the caret, which one key accepts."""

from focusgroup.services.capture.completion import CaptureMenu
from focusgroup.services.capture.correction import Fixing
from focusgroup.services.capture.listener import LineField
from focusgroup.services.capture.suggesting.suggestion import Suggesting
from focusgroup.services.live_session import LiveSession


class SuggestedTheme:
    """The suggestion for the line being typed: *text* as it would be written, "" for none."""

    def __init__(
        self, live: LiveSession, field: LineField, menu: CaptureMenu, fixing: Fixing
    ) -> None:
        self._live = live
        self._field = field
        self._menu = menu
        self._fixing = fixing
        self.learned = Suggesting(live.db, live.session.id)
        self.text = ""

    @property
    def stands(self) -> bool:
        """Whether it can be accepted: the caret is at the end of the line."""
        line = self._field.line
        return bool(self.text) and line.caret == len(line.text)

    def clear(self) -> None:
        """Suggest nothing until the words are checked again."""
        self.text = ""

    def follow(self) -> bool:
        """Check which theme the words suggest, just after the keys; return whether it changed.

        A quote being corrected has its themes already, so none is suggested.
        """
        before, self.text = self.text, ""
        if self._fixing.quote is None:
            self.text = self.learned.behind(self._field.line, self._live, self._menu.preferred())
        return self.text != before
