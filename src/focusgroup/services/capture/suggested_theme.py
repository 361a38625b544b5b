"""The theme that is shown faint after the caret, to be taken by one key."""

from focusgroup.services.capture.completion import CaptureMenu
from focusgroup.services.capture.correction import Fixing
from focusgroup.services.capture.listener import LineField
from focusgroup.services.capture.suggestion import Suggesting
from focusgroup.services.live_session import LiveSession


class SuggestedTheme:
    """What is suggested for the line being typed: *text* as it would be written, "" for nothing."""

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
        """Whether it can be taken: the caret is at the end of the line."""
        line = self._field.line
        return bool(self.text) and line.caret == len(line.text)

    def clear(self) -> None:
        """Suggest nothing until the words are looked at again."""
        self.text = ""

    def follow(self) -> bool:
        """Look what theme the words speak for, a little behind the keys; return whether it changed.

        A quote that is being corrected has its themes and gets none suggested.
        """
        before, self.text = self.text, ""
        if self._fixing.quote is None:
            self.text = self.learned.behind(self._field.line, self._live, self._menu.preferred())
        return self.text != before
