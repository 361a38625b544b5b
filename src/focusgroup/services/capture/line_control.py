"""Control the line being typed: begin it, complete it, enter it, correct it.

It uses plain calls in the order of the keys, without messages and without waiting: Enter
hands the quote to the outbox and clears the line before the next key is handled.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from focusgroup.core.capture import (
    COMMANDS,
    Line,
    Sticky,
    Trouble,
)
from focusgroup.core.model import Kind, Quote
from focusgroup.services.capture.completion import CaptureMenu
from focusgroup.services.capture.correction import Fixing
from focusgroup.services.capture.entered_rows import EnteredRows
from focusgroup.services.capture.line_draft import LineDraft
from focusgroup.services.capture.listener import CalledBy, LineField, Listener
from focusgroup.services.capture.names.open_names import OpenNames
from focusgroup.services.capture.parked_line import Aside, SetAside, Stash
from focusgroup.services.capture.row_reader import RowReader
from focusgroup.services.capture.suggesting.suggested_theme import SuggestedTheme
from focusgroup.services.capture.take_down import Begun
from focusgroup.services.capture.typed_line import TypedLine
from focusgroup.services.live_session import LiveSession
from focusgroup.store.outbox import Draft


class CaptureControl:
    """The logic of the capture line of one live session.

    *field* holds the line; *listener* is told what happens to it. *slash* holds the words of the
    screen's own commands, each with its help; *taken* holds the letters that are commands when
    pressed with Alt. *called* names the screen's commands as they are called there.
    """

    def __init__(
        self,
        live: LiveSession,
        field: LineField,
        listener: Listener,
        *,
        slash: Mapping[str, str],
        taken: Iterable[str] = (),
        called: CalledBy,
    ) -> None:
        self.live = live
        self._called = called
        self._slash = {**COMMANDS, **slash}
        self._listener = listener
        self.aside: Stash | None = None
        self.menu = CaptureMenu(live, self._slash, taken)
        self._reader = RowReader(live, self.menu)
        self.names = OpenNames(live, listener)
        self.fixing = Fixing(live, self._reader, listener, self.names)
        self.entered = EnteredRows(
            live, self._reader, listener, self.names, slash=self._slash, called=called
        )
        self.set_aside = SetAside()
        self.suggested = SuggestedTheme(live, field, self.menu, self.fixing)
        self.typed = TypedLine(live, field, self.menu, self.fixing, self.suggested)
        self._kept = LineDraft(live, self._reader, self.fixing, self.set_aside, self.names)

    @property
    def editing(self) -> Quote | None:
        """The quote that is being corrected."""
        return self.fixing.quote

    def changed(self) -> None:
        """Follow a change of the line's text or caret."""
        self.typed.changed()

    # -- what is kept for a resume -----------------------------------------------------------

    def draft(self) -> tuple[Draft, dict[str, object]]:
        """Return the line as it is kept for a resume, with what else belongs to it."""
        return self._kept.draft(self.typed.stash(), self.aside or Stash())

    def restore(self, draft: Draft, state: dict[str, object]) -> None:
        """Restore a kept line with its caret and the time of its first key."""
        stash = Stash.of_draft(draft, state)
        self.set_aside.restore(state)
        self.names.restore(state)
        if self.live.off_record:
            self.aside = stash
            return
        behind = self.fixing.restore(state)
        self.typed.bring(stash.with_rows(behind.line.text), undoable=True)

    def give_back(self, text: str) -> None:
        """Add words to the line as rows of their own; to the one that waits, where one does."""
        if self.live.off_record:
            self.aside = (self.aside or Stash()).with_rows(text)
        elif self.editing:
            self.fixing.give_back(text)
        else:
            self.typed.bring(self.typed.stash().with_rows(text))
            self.typed.changed()

    def preview(self) -> tuple[Sticky, Kind]:
        """Return what the line would be stored as, were Enter pressed now."""
        first = self.typed.text.split("\n", 1)[0]
        row, sticky = self.fixing.anew(first), self.fixing.sticky
        return self._reader.preview(row, sticky, labels=self.editing is None)

    # -- what keys mean ---------------------------------------------------------------------

    def complete(self) -> None:
        """Insert the chosen completion into the line; without one, the nearest known name.

        After a name that is being typed and matches nothing, it changes no quote before.
        """
        line = self.typed.line
        if self.menu.choices:
            self.typed.put(self.menu.taken(line))
        elif not line.text[: line.caret].rpartition(" ")[2].startswith(("#", "@", "/")):
            self.take_nearest()

    def escape(self) -> None:
        """Close the menu, else cancel the correction, else leave the name that is asked about."""
        if self.menu.choices:
            self.menu.close()
        elif self.editing:
            self.leave_edit()
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
            who = self._called("person")
            self._listener.say(f"No one is in seat {seat}; {who} adds a participant.")
            return
        line = self.typed.line
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
        self.typed.speaker(person)
        self.typed.changed()
        if done:
            self.enter()

    # -- off the record ----------------------------------------------------------------------

    def put_aside(self) -> None:
        """Go off the record: the line being typed waits."""
        self.leave_edit()
        self.aside = self.typed.stash()
        self.typed.clear()

    def bring_back(self) -> None:
        """Go on the record again: drop what was typed meanwhile, restore the line that waited."""
        aside, self.aside = self.aside or Stash(), None
        self.typed.bring(aside)
        self.menu.close()

    # -- Enter -------------------------------------------------------------------------------

    def enter(self) -> None:
        """Enter the text of the line; each row becomes its own quote.

        The line is empty afterwards, or holds the line that waited for a correction. What can't
        be stored is set aside.
        """
        text = self.typed.text
        if not text.strip():
            self._enter_nothing()
        elif self.fixing.gone:
            self.cancel_edit()
            self.give_back(text)
            self._listener.say(
                "This quote was deleted in another program. Your words are in the line: Enter"
                " makes them a quote of their own."
            )
        elif self.editing and (command := self.entered.command_in(text)):
            self.typed.bring(Stash(self.fixing.line))
            self._listener.run_command(*command)
        elif self.editing:
            self._keep_correction(self.editing)
        elif self.entered.repeated(text):
            self.typed.clear()
        else:
            self._enter_rows(self.typed.line.rows, self.typed.begun)

    def _enter_rows(self, rows: Sequence[str], begun: Begun | None) -> None:
        """Capture the rows. The line is empty before a command puts something into it."""
        self.typed.clear()
        before = len(self.set_aside.lines)
        for row in rows:
            self._enter_row(row, begun or self.live.begin())
            begun = None
        if len(self.set_aside.lines) == before:
            self.set_aside.reason = ""

    def _enter_nothing(self) -> None:
        if self.editing and not self.fixing.asked_to_delete:
            self.fixing.ask_to_delete()
        elif self.editing:
            quote = self.editing
            self.cancel_edit()
            self._listener.quote_to_delete(quote)
        else:
            self.typed.clear()

    def _enter_row(self, row: str, begun: Begun) -> None:
        """Capture a row, begun at its first key, or set it aside."""
        if refusal := self.entered.row(row, begun):
            stash = Stash(Line.at_end(row), begun)
            self._put_aside(Aside(stash, private=refusal.private), refusal.reason)

    def _keep_correction(self, quote: Quote) -> None:
        """Correct the quote; what can't be stored is set aside, and the quote stays as it was."""
        stash = self.typed.stash()
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
            self.live.half_typed.clear_log()

    def bring_back_newest(self) -> None:
        """Bring the newest line that was set aside back; what is being typed waits instead."""
        if self.live.off_record or self.editing or not self.set_aside.lines:
            return
        stash = self.typed.stash()
        private = self._kept.public(stash) != stash
        newest = self.set_aside.swap(Aside(stash, private=private))
        if quote := self.live.quotes.get(newest.quote_id):
            self.fixing.begin(quote, Stash())
        self.typed.bring(newest.stash, undoable=True)
        self.typed.changed()
        self.menu.close()

    # -- corrections -------------------------------------------------------------------------

    def edit(self, quote: Quote) -> None:
        """Load a stored quote into the line; what was being typed waits until it is corrected."""
        if self.live.off_record:
            self._listener.say("Off the record: quotes can be corrected when it is lifted.")
            return
        self._keep_new_words()
        self.typed.bring(Stash(self.fixing.begin(quote, self.typed.stash())))
        self.typed.changed()
        self.menu.close()

    def edit_step(self, by: int) -> None:
        """Go to the quote before (-1) or after (+1) the one being corrected."""
        quotes = self.live.ordered()
        ids = [quote.id for quote in quotes]
        there = self.editing is not None and self.editing.id in ids  # not if it was deleted since
        at = ids.index(self.editing.id) + by if self.editing and there else len(quotes) - 1
        if not quotes:
            self._listener.say("There is no quote yet.")
        elif at >= len(quotes):
            self.leave_edit()
        elif at >= 0:
            self.edit(quotes[at])

    def leave_edit(self) -> None:
        """Leave the quote as it was, and set aside what was typed into it."""
        self._keep_new_words()
        self.cancel_edit()

    def _keep_new_words(self) -> None:
        stash, quote = self.typed.stash(), self.editing
        if quote and self.fixing.has_new_words(stash.line.rows):
            private = self._kept.public(stash) != stash
            self._put_aside(
                Aside(stash, quote.id, private), "what you typed into a quote, which is as it was."
            )

    def cancel_edit(self) -> None:
        """Leave the quote as it was and restore the line that waited."""
        if self.editing is None:
            return
        self.typed.bring(self.fixing.end())
        self.typed.changed()
