"""Control the line being typed: begin it, complete it, enter it, correct it.

It uses plain calls in the order of the keys, without messages and without waiting: Enter
hands the quote to the outbox and clears the line before the next key is handled.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from focusgroup.core.capture import (
    COMMANDS,
    Line,
    Sticky,
    Trouble,
    TypingHistory,
    with_speaker,
    with_theme,
    without_label,
)
from focusgroup.core.model import Kind, Participant, Quote
from focusgroup.services.capture.completion import CaptureMenu
from focusgroup.services.capture.correction import Fixing
from focusgroup.services.capture.entered_rows import EnteredRows
from focusgroup.services.capture.line_draft import LineDraft
from focusgroup.services.capture.listener import LineField, Listener
from focusgroup.services.capture.names.open_names import OpenNames
from focusgroup.services.capture.parked_line import Aside, SetAside, Stash
from focusgroup.services.capture.row_reader import RowReader
from focusgroup.services.capture.suggesting.suggested_theme import SuggestedTheme
from focusgroup.services.capture.take_down import Begun
from focusgroup.services.live_session import LiveSession
from focusgroup.store.outbox import Draft
from focusgroup.system.clock import mono_ms

RESTING_MS = 500


class CaptureControl:
    """The logic of the capture line of one live session.

    *field* holds the line; *listener* is told what happens to it. *slash* holds the words of the
    screen's own commands, each with its help; *taken* holds the letters that are commands when
    pressed with Alt.
    """

    def __init__(
        self,
        live: LiveSession,
        field: LineField,
        listener: Listener,
        *,
        slash: Mapping[str, str],
        taken: Iterable[str] = (),
    ) -> None:
        self.live = live
        self._slash = {**COMMANDS, **slash}
        self._field = field
        self._listener = listener
        self.begun: Begun | None = None
        self.aside: Stash | None = None
        self._typed_ms = 0
        self.menu = CaptureMenu(live, self._slash, taken)
        self._reader = RowReader(live, self.menu)
        self.names = OpenNames(live, listener)
        self.fixing = Fixing(live, self._reader, listener, self.names)
        self.entered = EnteredRows(live, self._reader, listener, self.names, slash=self._slash)
        self.set_aside = SetAside()
        self.suggested = SuggestedTheme(live, field, self.menu, self.fixing)
        self._kept = LineDraft(live, self._reader, self.fixing, self.set_aside, self.names)
        self._history = TypingHistory()

    @property
    def editing(self) -> Quote | None:
        """The quote that is being corrected."""
        return self.fixing.quote

    # -- the line as it changes --------------------------------------------------------------

    def resting(self) -> bool:
        """Whether nobody has typed for a moment."""
        return mono_ms() - self._typed_ms > RESTING_MS

    def changed(self) -> None:
        """Follow a change of text or caret: start the quote's time, complete, update the draft."""
        self._typed_ms = mono_ms()
        text = self._field.line.text
        self._history.follow(self._field.line)
        if not text:
            self.begun = None if not self.editing else self.begun
        elif self.begun is None and not self.editing:
            self.begun = self.live.begin()
        self.menu.follow(self._field.line)
        if "#" in text or not text:
            self.suggested.clear()

    def walk_typing(self, *, back: bool) -> bool:
        """Undo or redo what was typed; return False if nothing was since the line was put there."""
        line = self._history.back() if back else self._history.forward()
        if line is None:
            return False
        self._field.set_line(line)
        self.changed()
        self.menu.close()
        return True

    def take_suggestion(self) -> None:
        """Write the suggested theme into the line."""
        if self.suggested.stands:
            self._put(self._field.line.with_word(self.suggested.text))

    def _put(self, line: Line) -> None:
        """Set another line, and offer no completions for it."""
        self._field.set_line(line)
        self.changed()
        self.menu.close()

    def draft(self) -> tuple[Draft, dict[str, object]]:
        """Return the line as it is kept for a resume, with what else belongs to it."""
        return self._kept.draft(self._stash(), self.aside or Stash())

    def restore(self, draft: Draft, state: dict[str, object]) -> None:
        """Restore a kept line with its caret and the time of its first key."""
        stash = Stash.of_draft(draft, state)
        self.set_aside.restore(state)
        self.names.restore(state)
        if self.live.off_record:
            self.aside = stash
            return
        behind = self.fixing.restore(state)
        self._bring(stash.with_rows(behind.line.text))
        self._history.begin(Line())
        self._history.follow(self._field.line)

    def give_back(self, text: str) -> None:
        """Add words to the line as rows of their own; to the one that waits, where one does."""
        if self.live.off_record:
            self.aside = (self.aside or Stash()).with_rows(text)
        elif self.editing:
            self.fixing.give_back(text)
        else:
            self._bring(self._stash().with_rows(text))
            self.changed()

    def _stash(self) -> Stash:
        """Return the current line."""
        return Stash(self._field.line, self.begun)

    def _bring(self, stash: Stash) -> None:
        """Restore a line that waited."""
        self.begun = stash.begun
        self._field.set_line(stash.line)
        self._history.begin(stash.line)

    @property
    def typing(self) -> bool:
        """Whether a quote without a theme is being typed."""
        text = self._field.line.text
        return bool(text.strip()) and not text.lstrip().startswith("/") and "#" not in text

    @property
    def rows(self) -> int:
        """How many rows the line has: more than one after a paste."""
        return len(self._field.line.rows)

    def preview(self) -> tuple[Sticky, Kind]:
        """Return what the line would be stored as, were Enter pressed now."""
        first = self._field.line.text.split("\n", 1)[0]
        row, sticky = self.fixing.anew(first), self.fixing.sticky
        return self._reader.preview(row, sticky, labels=self.editing is None)

    # -- what keys mean ---------------------------------------------------------------------

    def complete(self) -> None:
        """Insert the chosen completion into the line; without one, the nearest known name."""
        if self.menu.choices:
            self._put(self.menu.taken(self._field.line))
        else:
            self.take_nearest()

    def new_row(self) -> None:
        """Begin another row at the caret: each row becomes its own quote."""
        self._field.set_line(self._field.line.insert("\n"))
        self.changed()

    def escape(self) -> None:
        """Close the menu, else cancel the correction, else leave the name that is asked about."""
        if self.menu.choices:
            self.menu.close()
        elif self.editing:
            self.cancel_edit()
        else:
            self.names.leave()
            self.set_aside.reason = ""

    def take_nearest(self) -> None:
        """Take what is offered: the nearest known name or command, or others' agreement."""
        asked = self.names.asked
        quote = self.names.quote_of(asked) if asked else None
        if asked is None or quote is None:
            return
        if asked.sigil == "+":
            self.names.count_agreement(asked, quote)
        elif asked.sigil == "#" and asked.nearest:
            self.names.settle_theme(nearest=True)
        elif asked.sigil == "/" and asked.nearest:
            self.names.leave()
            self.entered.take_command(quote, asked)

    def speaker_at(self, seat: int) -> None:
        """Set the speaker; after a sentence that names none, this also enters it.

        In an empty line it answers which of several the last quote named.
        """
        person = next((p for p in self.live.participants if p.seat == seat), None)
        if person is None:
            self._listener.say(f"No one is in seat {seat}; F7 adds a participant.")
            return
        line = self._field.line
        if not line.text and not self.editing and self.names.settle_tie(person):
            return
        outcome = self._reader.read(line.text, replace(self.live.sticky, participant_id=None))
        entry = outcome.entry
        done = bool(
            entry
            and not entry.participant_id
            and entry.kind is not Kind.OBSERVATION
            and line.caret == len(line.text)
            and "\n" not in line.text
            and not self.editing
        )
        self.speaker(person)
        self.changed()
        if done:
            self.enter()

    def earlier(self, ms: int) -> bool:
        """Move the line's start back by *ms*; return whether a line was being typed."""
        if self.begun is None or self.editing:
            return False
        back = min(ms, self.begun.offset_ms)
        at, offset = self.begun.at_ms - back, self.begun.offset_ms - back
        self.begun = replace(self.begun, at_ms=at, offset_ms=offset)
        return True

    def speaker(self, person: Participant) -> None:
        """Write a participant into the line as its speaker, in place of another."""
        line = self._field.line
        row = self.fixing.anew(line.row)
        row = row if self.editing else without_label(row, self.live.participants)
        row = with_speaker(row, str(person.seat))
        self._field.set_line(line.with_row(row))

    def theme(self, path: str, *, add: bool = False) -> None:
        """Write a theme into the line in place of those that it has, or beside them with *add*."""
        line = self._field.line
        if name := self.menu.short_name(path):
            self._put(line.with_row(with_theme(self.fixing.anew(line.row), name, add=add)))

    # -- off the record ----------------------------------------------------------------------

    def put_aside(self) -> None:
        """Go off the record: the line being typed waits."""
        self.cancel_edit()
        self.aside = self._stash()
        self._clear()

    def bring_back(self) -> None:
        """Go on the record again: drop what was typed meanwhile, restore the line that waited."""
        aside, self.aside = self.aside or Stash(), None
        self._bring(aside)
        self.menu.close()

    # -- Enter -------------------------------------------------------------------------------

    def enter(self) -> None:
        """Enter the text of the line; each row becomes its own quote.

        The line is empty afterwards, or holds the line that waited for a correction. What can't
        be stored is set aside.
        """
        text = self._field.line.text
        if not text.strip():
            self._enter_nothing()
        elif self.fixing.gone:
            self.cancel_edit()
            self.give_back(text)
            self._listener.say(
                "This quote was deleted in another program. Your words are in the line: Enter"
                " makes them a quote of their own."
            )
        elif self.editing:
            self._keep_correction(self.editing)
        elif self.entered.repeated(text):
            self._clear()
        else:
            before = len(self.set_aside.lines)
            for row in self._field.line.rows:
                self._enter_row(row)
            if len(self.set_aside.lines) == before:
                self.set_aside.reason = ""
            self._clear()

    def _enter_nothing(self) -> None:
        if self.editing and not self.fixing.asked_to_delete:
            self.fixing.ask_to_delete()
        elif self.editing:
            quote = self.editing
            self.cancel_edit()
            self._listener.quote_to_delete(quote)
        else:
            self._clear()

    def _enter_row(self, row: str) -> None:
        """Capture a row with the time of the line's first key, or set it aside."""
        begun, self.begun = self.begun or self.live.begin(), None
        if refusal := self.entered.row(row, begun):
            stash = Stash(Line.at_end(row), begun)
            self._put_aside(Aside(stash, private=refusal.private), refusal.reason)

    def _keep_correction(self, quote: Quote) -> None:
        """Correct the quote; what can't be stored is set aside, and the quote stays as it was."""
        stash = self._stash()
        if self.fixing.clashes(quote, stash.line.rows):
            return
        if problem := self.fixing.keep(quote, stash.line.rows):
            private = problem.trouble is Trouble.NO_CONSENT
            self._put_aside(Aside(stash, quote.id, private), problem.message)
        else:
            self.set_aside.reason = ""
        self.cancel_edit()

    def _put_aside(self, aside: Aside, reason: str) -> None:
        self.set_aside.put(aside, reason)
        if aside.private and not self.live.off_record:
            self.live.clear_log()

    def bring_back_newest(self) -> None:
        """Bring the newest line that was set aside back; what is being typed waits instead."""
        if self.live.off_record or self.editing or not self.set_aside.lines:
            return
        stash = self._stash()
        private = self._kept.public(stash) != stash
        newest = self.set_aside.swap(Aside(stash, private=private))
        if quote := self.live.quotes.get(newest.quote_id):
            self.fixing.begin(quote, Stash())
        self._bring(newest.stash)
        self._history.begin(Line())
        self.changed()
        self.menu.close()

    def _clear(self) -> None:
        self._field.set_line(Line())
        self._history.begin(Line())
        self.begun = None
        self.suggested.clear()
        self.menu.close()

    def join(self) -> bool:
        """Merge several rows into one; return whether there were several."""
        line = self._field.line
        if "\n" not in line.text:
            return False
        self._field.set_line(Line.at_end(" ".join(row.strip() for row in line.rows)))
        self.changed()
        return True

    # -- corrections -------------------------------------------------------------------------

    def edit(self, quote: Quote) -> None:
        """Load a stored quote into the line; what was being typed waits until it is corrected."""
        if self.live.off_record:
            self._listener.say("Off the record: quotes can be corrected when it is lifted.")
            return
        self._field.set_line(self.fixing.begin(quote, self._stash()))
        self._history.begin(self._field.line)
        self.begun = None
        self.changed()
        self.menu.close()

    def edit_step(self, by: int) -> None:
        """Go to the quote before (-1) or after (+1) the one being corrected."""
        quotes = self.live.ordered()
        ids = [quote.id for quote in quotes]
        at = ids.index(self.editing.id) + by if self.editing else len(quotes) - 1
        if not quotes:
            self._listener.say("There is no quote yet.")
        elif at >= len(quotes):
            self.cancel_edit()
        elif at >= 0:
            self.edit(quotes[at])

    def cancel_edit(self) -> None:
        """Leave the quote as it was and restore the line that waited."""
        if self.editing is None:
            return
        self._bring(self.fixing.end())
        self.changed()
