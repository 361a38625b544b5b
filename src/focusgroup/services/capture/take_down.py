"""What an entered row becomes: a quote, a note, a command; or it stays in the line, with why.

Words first: a sentence with a name that nobody has is stored at once, and the name is asked
about beside the line.
"""

from collections.abc import Callable, Mapping

from focusgroup.core.capture import COMMANDS, CaptureProblem, Entry, Outcome, SlashCommand, Sticky
from focusgroup.core.dates.commitments import in_words
from focusgroup.core.dates.due_dates import today_in
from focusgroup.core.model import Note, NoteKind, Quote
from focusgroup.services.capture.listener import Listener
from focusgroup.services.capture.unknown_names import (
    Unknown,
    answered,
    unknown_name,
    with_names_as_text,
)
from focusgroup.services.live_session import Begun, LiveSession
from focusgroup.system.clock import mono_ms

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
REPEAT_MS = 2_000
"""The same line within this time is a key that bounced or a second press."""


class TakingDown:
    """Takes down the rows of one live session. *record* reads a row; *listener* is told what became
    of it.
    """

    def __init__(
        self,
        live: LiveSession,
        record: Callable[[str, Sticky], Outcome],
        listener: Listener,
        *,
        slash: Mapping[str, str],
    ) -> None:
        self._live = live
        self._record = record
        self._listener = listener
        self._slash = slash
        self._last: tuple[str, int] = ("", 0)
        self.unknown: Unknown | None = None

    def repeated(self, text: str) -> bool:
        """Whether this is the line that was just entered; it is said."""
        now = mono_ms()
        last, self._last = self._last, (text, now)
        if text != last[0] or now - last[1] > REPEAT_MS or "\n" in text:
            return False
        if text.lstrip().startswith("/") or self._live.off_record:
            return False
        self._last = ("", 0)
        self._listener.say(
            "The same line twice within two seconds is kept once. Enter it again to have two."
        )
        return True

    def row(self, text: str, begun: Begun) -> bool:
        """Take down one row whose first key was typed then; false when it has to stay."""
        word, _, rest = text.strip().partition(" ")
        if self._live.off_record and (not word.startswith("/") or word[1:] in NOTE_COMMANDS):
            self._listener.say("Off the record: this line was not kept. F10 lifts it.")
            return True
        if word.startswith("/") and word[1:] in self._slash and word[1:] not in COMMANDS:
            self._listener.run_command(word[1:], rest)
            return True
        outcome = self._record(text, self._live.sticky)
        if outcome.command:
            self._run(outcome.command, begun)
            return True
        if outcome.problem:
            return self._with_problem(text, outcome.problem, begun)
        self._live.sticky = outcome.sticky
        if outcome.entry:
            self._quote(outcome.entry, begun)
        return True

    def _quote(self, entry: Entry, begun: Begun) -> Quote:
        quote = self._live.take_down(entry, begun)
        self._listener.quote_taken(quote)
        if not quote.is_observation:
            self._live.take_turn()
        return quote

    def _with_problem(self, text: str, problem: CaptureProblem, begun: Begun) -> bool:
        """Store the sentence with the unknown names in it, and ask beside it."""
        outcome = with_names_as_text(
            text, problem, lambda line: self._record(line, self._live.sticky)
        )
        if outcome.entry is None:
            self._listener.say((outcome.problem or problem).message)
            return False
        self._live.sticky = outcome.sticky
        self.unknown = unknown_name(self._quote(outcome.entry, begun), text, problem)
        return True

    def _run(self, command: SlashCommand, begun: Begun) -> None:
        if command.name in NOTE_COMMANDS:
            kind = NOTE_COMMANDS[command.name]
            note = self._live.note_down(kind, command.text, begun, command.participant_id)
            self._listener.note_taken(f"{NOTE_WORDS[kind]}: {self._understood(note, begun)}")
        else:
            self._listener.run_command(command.name, command.text)

    def _understood(self, note: Note, begun: Begun) -> str:
        """A note as it was stored, a promise with the day that its date means."""
        if note.kind is not NoteKind.COMMITMENT:
            return note.text
        said = in_words(note, today_in(self._live.session.zone, begun.at_ms))
        return f"{said} · to {note.speaker}" if note.speaker else said

    def resolve_unknown(self, *, nearest: bool) -> str | None:
        """Take the unknown theme as a new one, or as the nearest; its path, None if none.

        The written word leaves the quote's text as it enters its themes.
        """
        unknown, self.unknown = self.unknown, None
        quote = self._live.quotes.get(unknown.quote_id) if unknown else None
        if unknown is None or quote is None:
            return None
        edit = answered(unknown, quote, nearest=nearest)
        if edit is None:
            return None
        self._listener.quote_taken(self._live.correct(quote, edit))
        return edit.add_themes[0]
