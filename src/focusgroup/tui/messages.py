"""Requests from screens to the app: to open another screen, or for the keys that it holds."""

from dataclasses import dataclass

from textual.message import Message

OPEN_SAMPLE = "sample"
"""What the app returns when the sample is wanted next: a database of its own."""


class KeysWanted(Message):
    """A screen that was opening can take keys now: the app hands over those it has held."""


@dataclass
class OpenSetup(Message):
    """Set up a new session from an agenda: a path or the name of a shipped one.

    With *replace* the set-up screen replaces the one that asks, so no key typed ahead
    reaches the screen below.
    """

    agenda: str
    replace: bool = False


@dataclass
class OpenLive(Message):
    """Open a session on the live screen: start it, resume it, or view it when ended.

    With *replace* the live screen replaces the one that asks, as above. With *start* its clock
    starts as well, unless it has been started before. *initials* are those of who types, if they
    are not the configured ones; who does not lead only takes notes.
    """

    session_id: str
    replace: bool = False
    start: bool = False
    initials: str = ""
    leads: bool = True


@dataclass
class OpenRehearsal(Message):
    """Rehearse an agenda, a path or the name of a shipped one; nothing is kept."""

    agenda: str
    speed: int = 1


@dataclass
class EditSetup(Message):
    """Edit the set-up of a session that has not begun."""

    session_id: str


@dataclass
class OpenReview(Message):
    """Review quotes by theme, of all sessions or of one."""

    session_id: str = ""
