"""What happens with the line that is typed: begun, completed, entered, corrected.

Plain calls in the order of the keys, no messages and no waiting: Enter hands the quote to
the outbox and clears the line before the next key is looked at.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from focusgroup.core.capture import COMMANDS
from focusgroup.core.due import today_in
from focusgroup.core.line import Line
from focusgroup.core.model import Kind, Note, NoteKind, Participant, Quote
from focusgroup.core.promises import in_words
from focusgroup.core.recorder import (
    CaptureProblem,
    Command,
    Entry,
    Outcome,
    Sticky,
    record,
)
from focusgroup.store.drafts import Draft
from focusgroup.tui.capture_menu import CaptureMenu
from focusgroup.tui.fixing import Fixing, Stash, at_end
from focusgroup.tui.keymap import alt_letter
from focusgroup.tui.live_session import Begun, LiveSession
from focusgroup.tui.now import mono_ms
from focusgroup.tui.suggesting import Suggesting
from focusgroup.tui.unknown_names import Unknown, answered, unknown_name, with_names_as_text

NOTE_COMMANDS = {
    "park": NoteKind.PARKED,
    "call": NoteKind.CALLBACK,
    "promise": NoteKind.COMMITMENT,
}
NOTE_WORDS = {
    NoteKind.PARKED: "In the parking lot",
    NoteKind.CALLBACK: "To come back to",
    NoteKind.COMMITMENT: "Promised",
}
NEW_ROW_KEYS = ("ctrl+j", "shift+enter", "alt+enter")
"""Which of them a terminal can send differs; ctrl+j is a line feed everywhere."""

RESTING_MS = 500

REPEAT_MS = 2_000
"""The same line within this time is a key that bounced or a second press."""


class CaptureControl:
    """The logic of the capture line of one live session.

    *on_quote* is told of a quote that was handed over, *on_delete* of one that is to go,
    *on_command* runs one of the screen's own commands (*slash*: word and help), *on_say*
    shows a message beside the line, *on_note* tells of a note that was taken down. *taken* are
    the letters that Alt makes commands of.
    """

    def __init__(
        self,
        live: LiveSession,
        *,
        get_line: Callable[[], Line],
        set_line: Callable[[Line], None],
        on_quote: Callable[[Quote], None],
        on_delete: Callable[[Quote], None],
        on_command: Callable[[str, str], None],
        on_say: Callable[[str], None],
        on_note: Callable[[str], None],
        slash: Mapping[str, str],
        taken: Iterable[str] = (),
    ) -> None:
        self.live = live
        self._slash = {**COMMANDS, **slash}
        self._get_line = get_line
        self._set_line = set_line
        self._on_quote = on_quote
        self._on_delete = on_delete
        self._on_command = on_command
        self._on_say = on_say
        self._on_note = on_note
        self.begun: Begun | None = None
        self.fixing = Fixing(live, on_quote, on_say)
        self.aside: Stash | None = None
        self._typed_ms = 0
        self._last: tuple[str, int] = ("", 0)
        self.menu = CaptureMenu(live, self._slash, taken)
        self.unknown: Unknown | None = None
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
        text = self._get_line().text
        if not text:
            self.begun = None if not self.editing else self.begun
        elif self.begun is None and not self.editing:
            self.begun = self.live.begin()
        before, self._text = self._text, text
        if text[:-1] == before and (numbered := self.menu.number_written(self._get_line())):
            self._set_line(numbered)
            self._text, self.suggestion = numbered.text, ""
            self.menu.close()
            return
        self.menu.follow(self._get_line())
        if "#" in text or not text:
            self.suggestion = ""

    def suggest(self) -> bool:
        """Look what theme the words speak for, a little behind the keys; whether that changed."""
        line, live, before = self._get_line(), self.live, self.suggestion
        self.suggestion = ""
        if self.editing is None and line.caret == len(line.text) and "\n" not in line.text:
            self.suggestion = self.suggesting.for_line(
                line.text, live.sticky.themes, live.themes, self.menu.preferred()
            )
        return self.suggestion != before

    @property
    def suggests(self) -> bool:
        """Whether a theme stands behind the caret to be taken."""
        line = self._get_line()
        return bool(self.suggestion) and line.caret == len(line.text)

    def take_suggestion(self) -> None:
        """Write the suggested theme into the line."""
        if self.suggests:
            text = self._get_line().text
            blank = "" if text.endswith(" ") else " "
            self._set_line(at_end(f"{text}{blank}{self.suggestion} "))
            self.changed()
            self.menu.close()

    def draft(self) -> tuple[Draft, dict[str, object]]:
        """The line as it is kept for a resume, with what else belongs to it.

        Off the record it is the line that was put aside, never what is typed meanwhile.
        """
        line, begun = self._get_line(), self.begun
        if self.live.off_record:
            line, begun = (self.aside.line, self.aside.begun) if self.aside else (Line(), None)
        state: dict[str, object] = {} if self.live.off_record else self.fixing.state()
        if begun:
            state["offset_ms"], state["place"] = begun.offset_ms, list(begun.place)
        draft = Draft(
            line.text,
            line.caret,
            begun.at_ms if begun else None,
            begun.quote_id if begun and not self.editing else "",
        )
        return draft, state

    def restore(self, draft: Draft, state: dict[str, object]) -> None:
        """Bring a kept line back, at its caret, with the time of its first key."""
        place = state.get("place")
        offset = state.get("offset_ms")
        begun = None
        if draft.first_key_ms is not None and isinstance(place, list) and isinstance(offset, int):
            begun = Begun(draft.quote_id, draft.first_key_ms, offset, (place[0], place[1]))
        line = Line(draft.text, min(draft.caret, len(draft.text)))
        if self.live.off_record:
            self.aside = Stash(line, begun)
            return
        self.begun = begun
        self.fixing.restore(state)
        self._set_line(line)

    @property
    def typing(self) -> bool:
        """Whether a quote without a theme is being typed."""
        text = self._get_line().text
        return bool(text.strip()) and not text.lstrip().startswith("/") and "#" not in text

    @property
    def rows(self) -> int:
        """How many lines stand in the line: more than one after a paste."""
        return sum(1 for row in self._get_line().text.split("\n") if row.strip())

    def preview(self) -> tuple[Sticky, Kind]:
        """What the line would be stored as, were Enter pressed now."""
        text = self._get_line().text
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
        return record(
            text,
            sticky=sticky,
            participants=self.live.participants,
            themes=self.live.themes,
            section=self.live.section,
            strict=False,
            allow_new_themes=False,
            preferred=self.menu.preferred() if "#" in text or "＃" in text else (),
        )

    # -- keys --------------------------------------------------------------------------------

    def take(self) -> None:
        """Put the chosen completion into the line."""
        self._set_line(self.menu.taken(self._get_line()))
        self.changed()
        self.menu.close()

    def take_key(self, key: str) -> bool:
        """Keys that belong to the menu, a correction or an unknown name; whether it took it."""
        if key in ("tab", "shift+tab"):
            self.take() if self.menu.choices else self.resolve_unknown(nearest=True)
        elif key in ("up", "down") and self.menu.choices:
            self.menu.choose(-1 if key == "up" else 1)
        elif key.startswith("alt+") and key[4:].isdigit():
            self._speaker_at(int(key[4:]))
        elif path := self.menu.keys.theme(alt_letter(key)):
            self.theme(path)
        elif key in NEW_ROW_KEYS:
            self._set_line(self._get_line().insert("\n"))
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
            self.unknown = None

    def _speaker_at(self, seat: int) -> None:
        """Name the speaker; behind a sentence that names none this is its Enter as well."""
        person = next((p for p in self.live.participants if p.seat == seat), None)
        if person is None:
            self._on_say(f"Nobody sits at {seat}; F7 seats somebody.")
            return
        line = self._get_line()
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
        line = self._get_line()
        blank = "" if not line.text or line.text.endswith(" ") else " "
        self._set_line(at_end(f"{line.text}{blank}@{person.seat} "))

    def theme(self, path: str) -> None:
        """Write a theme behind the line."""
        self._set_line(self.menu.tagged(self._get_line(), path))
        self.changed()
        self.menu.close()

    # -- off the record ----------------------------------------------------------------------

    def put_aside(self) -> None:
        """Off the record from now on: the line being typed waits."""
        self.cancel_edit()
        self.aside = Stash(self._get_line(), self.begun)
        self._clear()

    def bring_back(self) -> None:
        """On the record again: what was typed meanwhile goes, the line that waited is back."""
        aside, self.aside = self.aside or Stash(Line(), None), None
        self.begun = aside.begun
        self._set_line(aside.line)
        self.menu.close()

    # -- Enter -------------------------------------------------------------------------------

    def enter(self) -> None:
        """Hand over what stands in the line; several lines are several quotes."""
        text = self._get_line().text
        if not text.strip():
            self._enter_nothing()
        elif self.editing:
            self._enter_edit(text)
        elif not self._repeated(text):
            kept = [row for row in text.split("\n") if row.strip() and not self._enter_row(row)]
            if kept:
                self._set_line(at_end("\n".join(kept)))
            else:
                self._clear()

    def _enter_nothing(self) -> None:
        if self.editing and not self.fixing.asked_to_delete:
            self.fixing.ask_to_delete()
        elif self.editing:
            quote = self.editing
            self.cancel_edit()
            self._on_delete(quote)
        else:
            self._clear()

    def _repeated(self, text: str) -> bool:
        """Whether this is the line that was just entered; said, and gone from the line."""
        now = mono_ms()
        last, self._last = self._last, (text, now)
        if text != last[0] or now - last[1] > REPEAT_MS or "\n" in text:
            return False
        if text.lstrip().startswith("/") or self.live.off_record:
            return False
        self._clear()
        self._last = ("", 0)
        self._on_say(
            "The same line twice within two seconds is kept once. Enter it again to have two."
        )
        return True

    def _clear(self) -> None:
        self._set_line(Line())
        self.begun = None
        self.suggestion = ""
        self.menu.close()

    def _enter_row(self, text: str) -> bool:
        """One line of what was typed; false when it has to stay in the line."""
        begun = self.begun or self.live.begin()
        word, _, rest = text.strip().partition(" ")
        if self.live.off_record and (not word.startswith("/") or word[1:] in NOTE_COMMANDS):
            self._on_say("Off the record: this line was not kept. F10 lifts it.")
            return True
        if word.startswith("/") and word[1:] in self._slash and word[1:] not in COMMANDS:
            self.begun = None
            self._on_command(word[1:], rest)
            return True
        outcome = self._record(text, self.live.sticky)
        if outcome.command:
            done = self._run(outcome.command, begun)
            self.begun = None
            return done
        if outcome.problem:
            return self._with_problem(text, outcome.problem, begun)
        self.live.sticky = outcome.sticky
        if outcome.entry:
            self._taken(outcome.entry, begun)
        self.begun = None
        return True

    def _taken(self, entry: Entry, begun: Begun) -> Quote:
        quote = self.live.take_down(entry, begun)
        self._on_quote(quote)
        if not quote.is_observation:
            self.live.take_turn()
        return quote

    def _with_problem(self, text: str, problem: CaptureProblem, begun: Begun) -> bool:
        """Words first: store the sentence with the unknown names in it, and ask beside it."""
        outcome = with_names_as_text(
            text, problem, lambda line: self._record(line, self.live.sticky)
        )
        if outcome.entry is None:
            self._on_say((outcome.problem or problem).message)
            return False
        self.live.sticky = outcome.sticky
        quote = self._taken(outcome.entry, begun)
        self.unknown = unknown_name(quote, text, problem)
        self.begun = None
        return True

    def _run(self, command: Command, begun: Begun) -> bool:
        if command.name in NOTE_COMMANDS:
            kind = NOTE_COMMANDS[command.name]
            note = self.live.note_down(kind, command.text, begun, command.participant_id)
            self._on_note(f"{NOTE_WORDS[kind]}: {self._understood(note, begun)}")
        else:
            self._on_command(command.name, command.text)
        return True

    def _understood(self, note: Note, begun: Begun) -> str:
        """A note as it was stored, a promise with the day that its date means."""
        if note.kind is not NoteKind.COMMITMENT:
            return note.text
        said = in_words(note, today_in(self.live.session.zone, begun.at_ms))
        return f"{said} · to {note.speaker}" if note.speaker else said

    def join(self) -> bool:
        """Make one row of several; whether there were several."""
        rows = [row.strip() for row in self._get_line().text.split("\n")]
        if len(rows) > 1:
            self._set_line(at_end(" ".join(filter(None, rows))))
            self.changed()
        return len(rows) > 1

    # -- corrections -------------------------------------------------------------------------

    def edit(self, quote: Quote) -> None:
        """Put a stored quote into the line; what was being typed waits behind it."""
        if self.live.off_record:
            self._on_say("Off the record: quotes can be corrected when it is lifted.")
            return
        self._set_line(self.fixing.begin(quote, Stash(self._get_line(), self.begun)))
        self.unknown = None
        self.begun = None
        self.changed()
        self.menu.close()

    def edit_step(self, by: int) -> None:
        """The quote before (-1) or after (+1) the one that is being corrected."""
        quotes = self.live.ordered()
        ids = [quote.id for quote in quotes]
        at = ids.index(self.editing.id) + by if self.editing else len(quotes) - 1
        if not quotes:
            self._on_say("Nothing has been taken down yet.")
        elif at >= len(quotes):
            self.cancel_edit()
        elif at >= 0:
            self.edit(quotes[at])

    def cancel_edit(self) -> None:
        """Leave the quote as it was; the line that waited comes back."""
        if self.editing is None:
            return
        stash = self.fixing.end()
        self.begun = stash.begun
        self._set_line(stash.line)
        self.changed()

    def _enter_edit(self, text: str) -> None:
        first, *rest = [row for row in text.split("\n") if row.strip()]
        outcomes = [self._record(row, self._sticky()) for row in (first, *rest)]
        entries = [outcome.entry for outcome in outcomes if outcome.entry]
        if len(entries) < len(outcomes):
            problem = next((o.problem for o in outcomes if o.problem), None)
            self._on_say(problem.message if problem else "A quote needs words.")
            return
        self.fixing.keep(entries)
        self.cancel_edit()

    # -- unknown names -----------------------------------------------------------------------

    def resolve_unknown(self, *, nearest: bool) -> str | None:
        """Take the unknown theme as a new one, or as the nearest; its path, None if none.

        The written word leaves the quote's text as it enters its themes.
        """
        unknown, self.unknown = self.unknown, None
        quote = self.live.quotes.get(unknown.quote_id) if unknown else None
        if unknown is None or quote is None:
            return None
        edit = answered(unknown, quote, nearest=nearest)
        if edit is None:
            return None
        self._on_quote(self.live.correct(quote, edit))
        return edit.add_themes[0]
