"""The line being typed: its text, the time of its first key, and the undo of what was typed."""

from dataclasses import replace

from focusgroup.core.capture import (
    Line,
    TypingHistory,
    with_speaker,
    with_theme,
    without_label,
)
from focusgroup.core.model import Participant
from focusgroup.services.capture.completion import CaptureMenu
from focusgroup.services.capture.correction import Fixing
from focusgroup.services.capture.listener import LineField
from focusgroup.services.capture.parked_line import Stash
from focusgroup.services.capture.suggesting.suggested_theme import SuggestedTheme
from focusgroup.services.capture.take_down import Begun
from focusgroup.services.live_session import LiveSession
from focusgroup.system.clock import mono_ms

RESTING_MS = 500


class TypedLine:
    """The text in *field*, which the capture line of one live session is typed into."""

    def __init__(
        self,
        live: LiveSession,
        field: LineField,
        menu: CaptureMenu,
        fixing: Fixing,
        suggested: SuggestedTheme,
    ) -> None:
        self._live = live
        self._field = field
        self._menu = menu
        self._fixing = fixing
        self._suggested = suggested
        self._history = TypingHistory()
        self._typed_ms = 0
        self.begun: Begun | None = None

    @property
    def line(self) -> Line:
        """The text and the caret."""
        return self._field.line

    @property
    def text(self) -> str:
        """The text, all rows of it."""
        return self._field.line.text

    @property
    def rows(self) -> int:
        """How many rows the line has: more than one after a paste."""
        return len(self.line.rows)

    @property
    def untagged(self) -> bool:
        """Whether a quote without a theme is being typed."""
        words = self.text.strip()
        return bool(words) and not words.startswith("/") and "#" not in words

    def resting(self) -> bool:
        """Whether nobody has typed for a moment."""
        return mono_ms() - self._typed_ms > RESTING_MS

    def changed(self) -> None:
        """Follow a change of text or caret: start the quote's time and complete."""
        self._typed_ms = mono_ms()
        self._history.follow(self.line)
        if self._fixing.quote is None:
            self.begun = (self.begun or self._live.begin()) if self.text else None
        self._menu.follow(self.line)
        if "#" in self.text or not self.text:
            self._suggested.clear()

    # -- another line in its place -----------------------------------------------------------

    def put(self, line: Line) -> None:
        """Set another line, and offer no completions for it."""
        self._field.set_line(line)
        self.changed()
        self._menu.close()

    def stash(self) -> Stash:
        """Return the line with the time of its first key."""
        return Stash(self.line, self.begun)

    def bring(self, stash: Stash, *, undoable: bool = False) -> None:
        """Put a line that waited there; if *undoable*, undoing leaves an empty line."""
        self.begun = stash.begun
        self._field.set_line(stash.line)
        self._history.begin(Line() if undoable else stash.line)
        self._history.follow(stash.line)

    def clear(self) -> None:
        """Leave an empty line, with nothing to undo in it."""
        self.bring(Stash())
        self._suggested.clear()
        self._menu.close()

    def walk(self, *, back: bool) -> bool:
        """Undo or redo what was typed; return False if nothing was since the line was put there."""
        line = self._history.back() if back else self._history.forward()
        if line is None:
            return False
        self.put(line)
        return True

    # -- what keys write into it -------------------------------------------------------------

    def new_row(self) -> None:
        """Begin another row at the caret: each row becomes its own quote."""
        self._field.set_line(self.line.insert("\n"))
        self.changed()

    def join(self) -> bool:
        """Merge several rows into one; return whether there were several."""
        if "\n" not in self.text:
            return False
        self._field.set_line(Line.at_end(" ".join(row.strip() for row in self.line.rows)))
        self.changed()
        return True

    def take_suggestion(self) -> None:
        """Write the suggested theme into the line."""
        if self._suggested.stands:
            self.put(self.line.with_word(self._suggested.text))

    def speaker(self, person: Participant) -> None:
        """Write a participant into the line as its speaker, in place of another."""
        row = self._fixing.anew(self.line.row)
        if self._fixing.quote is None:
            row = without_label(row, self._live.participants)
        self._field.set_line(self.line.with_row(with_speaker(row, str(person.seat))))
        self._fixing.speaker_chosen(person.seat)

    def theme(self, path: str, *, add: bool = False) -> None:
        """Write a theme into the line in place of those that it has, or beside them with *add*."""
        if name := self._menu.short_name(path):
            row = with_theme(self._fixing.anew(self.line.row), name, add=add)
            self.put(self.line.with_row(row))

    def earlier(self, ms: int) -> bool:
        """Move the line's start back by *ms*; return whether a line was being typed."""
        if self.begun is None or self._fixing.quote:
            return False
        back = min(ms, self.begun.offset_ms)
        at, offset = self.begun.at_ms - back, self.begun.offset_ms - back
        self.begun = replace(self.begun, at_ms=at, offset_ms=offset)
        return True
