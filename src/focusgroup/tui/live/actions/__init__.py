"""What the commands of the live screen do, by the names that `commands.LIVE` gives them.

Each action takes what was typed behind its slash word, empty for a key. Steps of the clock
and the place act at once; what waits for people or for the store goes on beside the line,
which keeps the keys.
"""

from textual.screen import Screen

from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.live.actions.leading import LeadActions
from focusgroup.tui.live.actions.quoting import Quoting
from focusgroup.tui.live.actions.room import RoomActions
from focusgroup.tui.live.actions.stage import Stage
from focusgroup.tui.live.actions.windows import Windows
from focusgroup.tui.live.view import LiveView


class LiveActions:
    """The commands of one live screen."""

    def __init__(
        self, screen: Screen[None], live: LiveSession, control: CaptureControl, view: LiveView
    ) -> None:
        stage = Stage(screen, live, control, view)
        self.leading = LeadActions(stage)
        self.room = RoomActions(stage)
        self.quoting = Quoting(stage)
        self._groups = (self.leading, self.quoting, self.room, Windows(stage))

    def run(self, name: str, text: str = "") -> None:
        """Run a command; *text* is what was typed behind its word."""
        action = next(getattr(group, name) for group in self._groups if hasattr(group, name))
        action(text)
