"""What happens with the line that is typed: begun, completed, entered, corrected.

Plain calls in the order of the keys, no messages and no waiting: Enter hands the quote to
the outbox and clears the line before the next key is looked at.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from focusgroup.core.capture import COMMANDS, Line, Outcome, Sticky
from focusgroup.core.model import Kind, Participant, Quote
from focusgroup.core.themes.shortcut_letters import alt_letter
from focusgroup.services.capture.completion import CaptureMenu
from focusgroup.services.capture.correction import Fixing
from focusgroup.services.capture.entered_rows import EnteredRows
from focusgroup.services.capture.listener import LineField, Listener
from focusgroup.services.capture.parked_line import Stash
from focusgroup.services.capture.suggestion import Suggesting
from focusgroup.services.capture.take_down import Begun
from focusgroup.services.live_session import LiveSession
from focusgroup.store.outbox import Draft
from focusgroup.system.clock import mono_ms

NEW_ROW_KEYS = ("ctrl+j", "shift+enter", "alt+enter")
"""Which of them a terminal can send differs; ctrl+j is a line feed everywhere."""

RESTING_MS = 500


class CaptureControl:
    """The logic of the capture line of one live session.

    *field* holds the line; *listener* is told what becomes of it. *slash* are the words of the
    screen's own commands, each with its help; *taken* the letters that Alt makes commands of.
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
        self.fixing = Fixing(live, listener)
        self.aside: Stash | None = None
        self._typed_ms = 0
        self.menu = CaptureMenu(live, self._slash, taken)
        self.entered = EnteredRows(live, self._record, listener, slash=self._slash)
        self.suggesting = Suggesting(live.db, live.session.id)
        self.suggestion = ""
        self._text = ""

    @property
    def editing(self) -> Quote | None:
        """The quote that is being corrected."""
        return self.fixing.quote

    # -- the line as it changes --------------------------------------------------------------

    def resting(self) -> bool:
        """Whether nobody has typed for a moment."""
        return mono_ms() - self._typed_ms > RESTING_MS

    def changed(self) -> None:
        """Text or caret changed: begin the quote's time, complete, and let the draft follow."""
        self._typed_ms = mono_ms()
        text = self._field.line.text
        if not text:
            self.begun = None if not self.editing else self.begun
        elif self.begun is None and not self.editing:
            self.begun = self.live.begin()
        before, self._text = self._text, text
        if text[:-1] == before and (numbered := self.menu.number_written(self._field.line)):
            self._field.set_line(numbered)
            self._text, self.suggestion = numbered.text, ""
            self.menu.close()
            return
        self.menu.follow(self._field.line)
        if "#" in text or not text:
            self.suggestion = ""

    def suggest(self) -> bool:
        """Look what theme the words speak for, a little behind the keys; whether that changed."""
        before, self.suggestion = self.suggestion, ""
        if self.editing is None:
            self.suggestion = self.suggesting.behind(
                self._field.line, self.live, self.menu.preferred()
            )
        return self.suggestion != before

    @property
    def suggests(self) -> bool:
        """Whether a theme stands behind the caret to be taken."""
        line = self._field.line
        return bool(self.suggestion) and line.caret == len(line.text)

    def take_suggestion(self) -> None:
        """Write the suggested theme into the line."""
        if self.suggests:
            self._put(self._field.line.with_word(self.suggestion))

    def _put(self, line: Line) -> None:
        """Have another line, with nothing offered for it."""
        self._field.set_line(line)
        self.changed()
        self.menu.close()

    def draft(self) -> tuple[Draft, dict[str, object]]:
        """The line as it is kept for a resume, with what else belongs to it.

        Off the record it is the line that was put aside, never what is typed meanwhile.
        """
        if self.live.off_record:
            return (self.aside or Stash()).draft()
        draft, state = self._stash().draft()
        return draft, {**state, **self.fixing.state()}

    def restore(self, draft: Draft, state: dict[str, object]) -> None:
        """Bring a kept line back, at its caret, with the time of its first key."""
        stash = Stash.of_draft(draft, state)
        if self.live.off_record:
            self.aside = stash
            return
        self.fixing.restore(state)
        self._bring(stash)

    def _stash(self) -> Stash:
        """The line as it stands."""
        return Stash(self._field.line, self.begun)

    def _bring(self, stash: Stash) -> None:
        """Have a line back that waited."""
        self.begun = stash.begun
        self._field.set_line(stash.line)

    @property
    def typing(self) -> bool:
        """Whether a quote without a theme is being typed."""
        text = self._field.line.text
        return bool(text.strip()) and not text.lstrip().startswith("/") and "#" not in text

    @property
    def rows(self) -> int:
        """How many lines stand in the line: more than one after a paste."""
        return len(self._field.line.rows)

    def preview(self) -> tuple[Sticky, Kind]:
        """What the line would be stored as, were Enter pressed now."""
        text = self._field.line.text
        base = self._sticky()
        if not text or text.lstrip().startswith("/"):
            return base, base.kind
        outcome = self._record(text.split("\n", 1)[0], base)
        entry = outcome.entry
        if entry is None:
            return outcome.sticky, outcome.sticky.kind
        shown = replace(base, participant_id=entry.participant_id, themes=entry.themes)
        return shown, entry.kind

    def _sticky(self) -> Sticky:
        quote = self.editing
        if quote is None:
            return self.live.sticky
        return Sticky(kind=quote.kind, participant_id=quote.participant_id, themes=quote.themes)

    def _record(self, text: str, sticky: Sticky) -> Outcome:
        preferred = self.menu.preferred() if "#" in text or "＃" in text else ()
        return self.live.take_down.read(text, sticky, preferred)

    # -- keys --------------------------------------------------------------------------------

    def take(self) -> None:
        """Put the chosen completion into the line."""
        self._put(self.menu.taken(self._field.line))

    def take_key(self, key: str) -> bool:
        """Keys that belong to the menu, a correction or an unknown name; whether it took it."""
        if key in ("tab", "shift+tab"):
            self.take() if self.menu.choices else self.entered.resolve_unknown(nearest=True)
        elif key in ("up", "down") and self.menu.choices:
            self.menu.choose(-1 if key == "up" else 1)
        elif key.startswith("alt+") and key[4:].isdigit():
            self._speaker_at(int(key[4:]))
        elif path := self.menu.keys.theme(alt_letter(key)):
            self.theme(path)
        elif key in NEW_ROW_KEYS:
            self._field.set_line(self._field.line.insert("\n"))
            self.changed()
        elif key == "escape":
            self._escape()
        elif key == "down" and self.editing:
            self.edit_step(1)
        else:
            return False
        return True

    def _escape(self) -> None:
        if self.menu.choices:
            self.menu.close()
        elif self.editing:
            self.cancel_edit()
        else:
            self.entered.unknown = None

    def _speaker_at(self, seat: int) -> None:
        """Name the speaker; behind a sentence that names none this is its Enter as well."""
        person = next((p for p in self.live.participants if p.seat == seat), None)
        if person is None:
            self._listener.say(f"Nobody sits at {seat}; F7 seats somebody.")
            return
        line = self._field.line
        outcome = self._record(line.text, replace(self.live.sticky, participant_id=None))
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

    def last(self) -> Quote | None:
        """The quote that a nod is for: the one being corrected, else the last one."""
        if self.editing:
            return self.live.quotes.get(self.editing.id)
        quotes = [quote for quote in self.live.ordered() if not quote.is_observation]
        return quotes[-1] if quotes else None

    def earlier(self, ms: int) -> bool:
        """Move the first key of the line being typed back; whether there was one."""
        if self.begun is None or self.editing:
            return False
        back = min(ms, self.begun.offset_ms)
        at, offset = self.begun.at_ms - back, self.begun.offset_ms - back
        self.begun = replace(self.begun, at_ms=at, offset_ms=offset)
        return True

    def speaker(self, person: Participant) -> None:
        """Write a participant into the line as its speaker."""
        self._field.set_line(self._field.line.with_word(f"@{person.seat}"))

    def theme(self, path: str) -> None:
        """Write a theme behind the line."""
        self._put(self.menu.tagged(self._field.line, path))

    # -- off the record ----------------------------------------------------------------------

    def put_aside(self) -> None:
        """Off the record from now on: the line being typed waits."""
        self.cancel_edit()
        self.aside = self._stash()
        self._clear()

    def bring_back(self) -> None:
        """On the record again: what was typed meanwhile goes, the line that waited is back."""
        aside, self.aside = self.aside or Stash(), None
        self._bring(aside)
        self.menu.close()

    # -- Enter -------------------------------------------------------------------------------

    def enter(self) -> None:
        """Hand over what stands in the line; several lines are several quotes."""
        text = self._field.line.text
        if not text.strip():
            self._enter_nothing()
        elif self.editing:
            self._enter_edit()
        elif self.entered.repeated(text):
            self._clear()
        else:
            kept = [row for row in self._field.line.rows if not self._enter_row(row)]
            if kept:
                self._field.set_line(Line.at_end("\n".join(kept)))
            else:
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

    def _enter_row(self, row: str) -> bool:
        """Take down a row with the time of the line's first key; false when it has to stay."""
        begun, self.begun = self.begun or self.live.begin(), None
        if self.entered.row(row, begun):
            return True
        self.begun = begun
        return False

    def _clear(self) -> None:
        self._field.set_line(Line())
        self.begun = None
        self.suggestion = ""
        self.menu.close()

    def join(self) -> bool:
        """Make one row of several; whether there were several."""
        line = self._field.line
        if "\n" not in line.text:
            return False
        self._field.set_line(Line.at_end(" ".join(row.strip() for row in line.rows)))
        self.changed()
        return True

    # -- corrections -------------------------------------------------------------------------

    def edit(self, quote: Quote) -> None:
        """Put a stored quote into the line; what was being typed waits behind it."""
        if self.live.off_record:
            self._listener.say("Off the record: quotes can be corrected when it is lifted.")
            return
        self._field.set_line(self.fixing.begin(quote, self._stash()))
        self.entered.unknown = None
        self.begun = None
        self.changed()
        self.menu.close()

    def edit_step(self, by: int) -> None:
        """The quote before (-1) or after (+1) the one that is being corrected."""
        quotes = self.live.ordered()
        ids = [quote.id for quote in quotes]
        at = ids.index(self.editing.id) + by if self.editing else len(quotes) - 1
        if not quotes:
            self._listener.say("Nothing has been taken down yet.")
        elif at >= len(quotes):
            self.cancel_edit()
        elif at >= 0:
            self.edit(quotes[at])

    def cancel_edit(self) -> None:
        """Leave the quote as it was; the line that waited comes back."""
        if self.editing is None:
            return
        self._bring(self.fixing.end())
        self.changed()

    def _enter_edit(self) -> None:
        outcomes = [self._record(row, self._sticky()) for row in self._field.line.rows]
        entries = [outcome.entry for outcome in outcomes if outcome.entry]
        if len(entries) < len(outcomes):
            problem = next((o.problem for o in outcomes if o.problem), None)
            self._listener.say(problem.message if problem else "A quote needs words.")
            return
        self.fixing.keep(entries)
        self.cancel_edit()
