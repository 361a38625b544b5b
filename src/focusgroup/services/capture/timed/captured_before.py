"""Which lines of notes a session has already from an earlier capture, so that none is doubled."""

from collections.abc import Iterable, Sequence

from focusgroup.core.model import NoteKind
from focusgroup.services.capture.take_down import NOTE_COMMANDS, TakeDown
from focusgroup.services.capture.timed.line_times import has_time
from focusgroup.services.lead import SessionLead


class CapturedBefore:
    """The words that a session had before a capture, each with its time (ms of the session)."""

    def __init__(
        self, there: Iterable[tuple[int, str]], take_down: TakeDown, lead: SessionLead
    ) -> None:
        self._timed = frozenset(there)
        self._words = frozenset(words for _, words in self._timed)
        self._take_down = take_down
        self._lead = lead

    def has(self, line: str, offset_ms: int | None) -> bool:
        """Return whether the session had the words of a line, at that time if it is given."""
        if not self._timed:
            return False
        outcome = self._take_down.read(line)
        words = outcome.entry.text if outcome.entry else ""
        if outcome.command and outcome.command.name in NOTE_COMMANDS:
            words = outcome.command.text
            if NOTE_COMMANDS[outcome.command.name] is NoteKind.COMMITMENT:
                words = self._take_down.promise(words, self._lead.wall_ms(offset_ms or 0)).text
        return words in self._words if offset_ms is None else (offset_ms, words) in self._timed

    def twice(self, lines: Sequence[str]) -> frozenset[str]:
        """Return the lines without a time that came before, of those that arrive together.

        A single one may have been said again; several are notes that are captured twice.
        """
        known = [line for line in lines if not has_time(line) and self.has(line, None)]
        return frozenset(known if len(known) > 1 else ())
