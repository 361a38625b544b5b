"""What the commands of a plain session work with, and the questions that it asks back."""

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from focusgroup.core.patterns import lazy_pattern
from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.capture.names.unknown_names import Unknown
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_commands import back_room
from focusgroup.services.live_commands.leading import Leading
from focusgroup.services.live_session import LiveSession
from focusgroup.services.live_steps import free_seat

if TYPE_CHECKING:
    from focusgroup.cli.plain.debrief import PlainDebrief

SEAT = lazy_pattern(r"\s*[@＠]?(\d{1,3})\s*")

_WORDS = {"person": "who", "export": "word"}


def called(name: str) -> str:
    """Return how a command of the live screen is called here."""
    return f"/{_WORDS.get(name, name)}"


class PlainSession:
    """A session that is held in lines; *tell* says lines with the next answer."""

    def __init__(
        self, live: LiveSession, control: CaptureControl, tell: Callable[..., None]
    ) -> None:
        self.live = live
        self.control = control
        self.tell = tell
        self.leading = Leading(live, called)
        self.left = False
        self.ending = False
        """Whether /end was typed just before, which is then meant."""
        self.debrief: PlainDebrief | None = None
        self._asked: Unknown | None = None
        self._reason = ""

    def answers(self, line: str) -> bool:
        """Return whether *line* says which of several people was meant, and take it."""
        asked = self.control.names.asked
        seat = SEAT.fullmatch(line)
        if seat is None or asked is None or asked.sigil != "@" or not asked.carried:
            return False
        self.control.speaker_at(int(seat[1]))
        return True

    def ask(self) -> None:
        """Ask about a name that nobody knows, and say why a line was set aside; each once."""
        reason = self.control.set_aside.reason
        if reason and reason != self._reason:
            self.tell(
                f"Set aside: {reason.rstrip('. ')}. /aside shows it, /aside again enters it again."
            )
        self._reason = reason
        asked = self.control.names.asked
        if asked is not None and asked is not self._asked and self.control.names.quote_of(asked):
            self.tell(self._question(asked))
        self._asked = asked

    def _question(self, asked: Unknown) -> str:
        yes = f"/yes takes {asked.nearest[0]}, " if asked.nearest else ""
        if asked.misused:
            return f"Kept as a note, since {asked.written} can't use these words. /no leaves it."
        if asked.sigil == "/":
            return f"Kept as a note, there is no {asked.written}: {yes}/no leaves it."
        if asked.sigil == "+":
            do = "Do" if len(asked.carried) > 1 else "Does"
            return f"{do} {asked.written} agree? /yes counts it, /no leaves it."
        if asked.sigil == "@" and asked.carried:
            people = [p for p in self.live.participants if p.name in asked.carried]
            who = " or ".join(f"{person.seat} {person.name}" for person in people)
            return f"Who is {asked.written}: {who}? Type the seat, or /no."
        if asked.sigil == "@":
            if seat := self.seat_asked(asked):
                add = f"Nobody has seat {seat}, so no speaker: /who NAME adds somebody there"
            else:
                add = f"Nobody is called {asked.written}, so no speaker: {yes}/who {asked.name}"
                add += " adds them"
            return f"{add}, /no leaves it."
        return f"No theme {asked.written}: {yes}/newtheme makes it a theme, /no leaves it."

    def seat_asked(self, asked: Unknown | None = None) -> int | None:
        """Return the free seat that the name asked about last stands for, None for another name."""
        asked = asked or self._asked
        is_one = asked is not None and asked.sigil == "@" and not asked.carried
        return free_seat(self.live.participants, asked.name) if asked and is_one else None

    def waiting(self) -> str:
        """Return how many lines are set aside and how many names are open."""
        aside, names = len(self.control.set_aside.lines), len(self.control.names.there)
        parts = [f"{aside} set aside, /aside shows them"] if aside else []
        parts += [f"{count(names, 'open name')}, /newtheme asks"] if names else []
        asked = back_room.waiting(self.live)
        parts += [f"{asked}, /questions reads them out"] if asked else []
        return "; ".join(parts)


Do = Callable[[PlainSession, str], Awaitable[None]]
"""Carries out a command with the text typed after it."""
