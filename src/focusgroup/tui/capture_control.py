"""What happens with the line that is typed: begun, completed, entered, corrected.

Plain calls in the order of the keys, no messages and no waiting: Enter hands the quote to
the outbox and clears the line before the next key is looked at.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from focusgroup.core.capture import (
    COMMANDS,
)
from focusgroup.core.due import today_in
from focusgroup.core.line import Line
from focusgroup.core.model import Kind, Note, NoteKind, Participant, Quote
from focusgroup.core.promises import in_words
from focusgroup.core.recorder import (
    CaptureProblem,
    Command,
    Outcome,
    Sticky,
    record,
)
from focusgroup.store.drafts import Draft
from focusgroup.tui.capture_menu import CaptureMenu
from focusgroup.tui.live_session import Begun, LiveSession
from focusgroup.tui.provisional import as_typed, edit_of
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
NEW_NAME_KEY = "ctrl+n"


@dataclass(frozen=True, slots=True)
class Stash:
    """A line that was put aside while another quote is corrected."""

    line: Line
    begun: Begun | None


class CaptureControl:
    """The logic of the capture line of one live session.

    *on_quote* is told of a quote that was handed over, *on_command* runs one of the screen's
    own commands (*slash*: word and help), *on_say* shows a message beside the line, *on_note*
    tells of a note that was taken down.
    """

    def __init__(
        self,
        live: LiveSession,
        *,
        get_line: Callable[[], Line],
        set_line: Callable[[Line], None],
        on_quote: Callable[[Quote], None],
        on_command: Callable[[str, str], None],
        on_say: Callable[[str], None],
        on_note: Callable[[str], None],
        slash: Mapping[str, str],
    ) -> None:
        self.live = live
        self._slash = {**COMMANDS, **slash}
        self._get_line = get_line
        self._set_line = set_line
        self._on_quote = on_quote
        self._on_command = on_command
        self._on_say = on_say
        self._on_note = on_note
        self.begun: Begun | None = None
        self.editing: Quote | None = None
        self.stash: Stash | None = None
        self.menu = CaptureMenu(live, self._slash)
        self.unknown: Unknown | None = None
        self.suggesting = Suggesting(live.db, live.session.id)
        self.suggestion = ""

    # -- the line as it changes --------------------------------------------------------------

    def changed(self) -> None:
        """Text or caret changed: begin the quote's time, complete, and let the draft follow."""
        text = self._get_line().text
        if not text:
            self.begun = None if not self.editing else self.begun
        elif self.begun is None and not self.editing:
            self.begun = self.live.begin()
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
            self._set_line(_at_end(f"{text}{blank}{self.suggestion} "))
            self.changed()
            self.menu.close()

    def draft(self) -> tuple[Draft, dict[str, object]]:
        """The line as it is kept for a resume, with what else belongs to it."""
        line, begun = self._get_line(), self.begun
        state: dict[str, object] = {}
        if self.editing:
            state["editing"] = self.editing.id
        if begun:
            state["offset_ms"], state["place"] = begun.offset_ms, list(begun.place)
        if self.stash and self.stash.line.text:
            state["stash"] = self.stash.line.text
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
        if draft.first_key_ms is not None and isinstance(place, list) and isinstance(offset, int):
            self.begun = Begun(draft.quote_id, draft.first_key_ms, offset, (place[0], place[1]))
        editing = self.live.quotes.get(str(state.get("editing", "")))
        if editing:
            self.editing = editing
            self.stash = Stash(_at_end(str(state.get("stash", ""))), None)
        self._set_line(Line(draft.text, min(draft.caret, len(draft.text))))

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
        elif key == NEW_NAME_KEY:
            self.resolve_unknown(nearest=False)
        elif key in ("up", "down") and self.menu.choices:
            self.menu.choose(-1 if key == "up" else 1)
        elif key.startswith("alt+") and key[4:].isdigit():
            self._speaker_at(int(key[4:]))
        elif key == "ctrl+o" and "\n" in self._get_line().text:
            self.join()
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
        person = next((p for p in self.live.participants if p.seat == seat), None)
        if person:
            self.speaker(person)
            self.changed()

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
        self._set_line(_at_end(f"{line.text}{blank}@{person.seat} "))

    # -- Enter -------------------------------------------------------------------------------

    def enter(self) -> None:
        """Hand over what stands in the line; several lines are several quotes."""
        text = self._get_line().text
        if not text.strip():
            if self.editing:
                self.cancel_edit()
            else:
                self._clear()
            return
        if self.editing:
            self._enter_edit(text)
            return
        kept: list[str] = []
        for row in text.split("\n"):
            if row.strip() and not self._enter_row(row):
                kept.append(row)
        if kept:
            self._set_line(_at_end("\n".join(kept)))
        else:
            self._clear()

    def _clear(self) -> None:
        self._set_line(Line())
        self.begun = None
        self.suggestion = ""
        self.menu.close()

    def _enter_row(self, text: str) -> bool:
        """One line of what was typed; false when it has to stay in the line."""
        begun = self.begun or self.live.begin()
        word, _, rest = text.strip().partition(" ")
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
            self._on_quote(self.live.take_down(outcome.entry, begun))
        self.begun = None
        return True

    def _with_problem(self, text: str, problem: CaptureProblem, begun: Begun) -> bool:
        """Words first: store the sentence with the unknown names in it, and ask beside it."""
        outcome = with_names_as_text(
            text, problem, lambda line: self._record(line, self.live.sticky)
        )
        if outcome.entry is None:
            self._on_say((outcome.problem or problem).message)
            return False
        self.live.sticky = outcome.sticky
        quote = self.live.take_down(outcome.entry, begun)
        self._on_quote(quote)
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

    def join(self) -> None:
        """Make one quote of a paste of several lines."""
        line = self._get_line()
        self._set_line(_at_end(" ".join(part.strip() for part in line.text.split("\n") if part)))
        self.changed()

    # -- corrections -------------------------------------------------------------------------

    def edit(self, quote: Quote) -> None:
        """Put a stored quote into the line; what was being typed waits behind it."""
        if self.editing is None:
            self.stash = Stash(self._get_line(), self.begun)
        self.editing, self.unknown = quote, None
        self.begun = None
        self._set_line(_at_end(as_typed(quote)))
        self.changed()
        self.menu.close()

    def edit_step(self, by: int) -> None:
        """The quote before (-1) or after (+1) the one that is being corrected."""
        quotes = self.live.ordered()
        if not quotes:
            self._on_say("Nothing has been taken down yet.")
            return
        ids = [quote.id for quote in quotes]
        at = ids.index(self.editing.id) + by if self.editing else len(quotes) - 1
        if at >= len(quotes):
            self.cancel_edit()
        elif at >= 0:
            self.edit(quotes[at])

    def cancel_edit(self) -> None:
        """Leave the quote as it was; the line that waited comes back."""
        if self.editing is None:
            return
        self.editing = None
        stash, self.stash = self.stash or Stash(Line(), None), None
        self.begun = stash.begun
        self._set_line(stash.line)
        self.changed()

    def _enter_edit(self, text: str) -> None:
        quote = self.editing
        assert quote is not None
        outcome = self._record(text.replace("\n", " "), self._sticky())
        entry = outcome.entry
        if entry is None:
            self._on_say(outcome.problem.message if outcome.problem else "A quote needs words.")
            return
        edit = edit_of(entry)
        self._on_quote(self.live.correct(quote, edit))
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


def _at_end(text: str) -> Line:
    return Line(text, len(text))
