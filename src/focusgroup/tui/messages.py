"""What screens ask of the app: to open another screen."""

from dataclasses import dataclass

from textual.message import Message


@dataclass
class OpenSetup(Message):
    """Set up a new session from an agenda: a path or the name of a shipped one.

    With *replace* the set-up screen takes the place of the one that asks, so that no key
    typed ahead reaches what lies below.
    """

    agenda: str
    replace: bool = False


@dataclass
class OpenLive(Message):
    """Open a session on the live screen: start it, resume it, or look at it when ended.

    With *replace* the live screen takes the place of the one that asks, as above.
    """

    session_id: str
    replace: bool = False


@dataclass
class OpenRehearsal(Message):
    """Rehearse an agenda, a path or the name of a shipped one; nothing of it is kept."""

    agenda: str
    speed: int = 1


@dataclass
class EditSetup(Message):
    """Set up a session anew that has not begun."""

    session_id: str


@dataclass
class OpenReview(Message):
    """Review quotes by theme: all sessions, or the one that is named."""

    session_id: str = ""
