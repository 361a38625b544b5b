"""Turn an entered row into a quote, a note or a command, or say why it has to be set aside.

The words come first: a sentence with an unknown name is stored at once, and a question about
the name is shown beside the line.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from focusgroup.core.capture import COMMANDS, Outcome, Trouble, command_at_start, nearest_name
from focusgroup.core.ids import new_id
from focusgroup.core.model import Note, NoteKind, Quote
from focusgroup.services.capture.listener import CalledBy, Listener
from focusgroup.services.capture.names.open_names import OpenNames
from focusgroup.services.capture.names.unknown_names import Unknown, of_quote
from focusgroup.services.capture.row_reader import RowReader
from focusgroup.services.capture.take_down import NOTE_COMMANDS, Begun
from focusgroup.services.live_commands.words import takes
from focusgroup.services.live_session import LiveSession
from focusgroup.store.quotes import NewQuote
from focusgroup.system.clock import mono_ms

NOTE_WORDS = {
    NoteKind.PARKED: "In the parking lot",
    NoteKind.CALLBACK: "To come back to",
    NoteKind.COMMITMENT: "Promised",
}
REPEAT_MS = 2_000
"""The same line again within this time (ms) is a key that bounced or was pressed twice."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a row can't be stored as it is; a *private* one is never written to disk."""

    reason: str
    private: bool = False


class EnteredRows:
    """Captures the rows that are entered in one live session; *listener* is told the result."""

    def __init__(
        self,
        live: LiveSession,
        reader: RowReader,
        listener: Listener,
        names: OpenNames,
        *,
        slash: Mapping[str, str],
        called: CalledBy,
    ) -> None:
        self._live = live
        self._called = called
        self._reader = reader
        self._listener = listener
        self._names = names
        self._slash = slash
        self._last: tuple[str, int] = ("", 0)

    def repeated(self, text: str) -> bool:
        """Return whether this line was entered just before, and say so if it was."""
        now = mono_ms()
        last, self._last = self._last, (text, now)
        if text != last[0] or now - last[1] > REPEAT_MS or "\n" in text:
            return False
        if command_at_start(text) or self._live.off_record:
            return False
        self._last = ("", 0)
        self._listener.say(
            "The same line twice within two seconds is kept once. Enter it again to have two."
        )
        return True

    def command_in(self, text: str) -> tuple[str, str] | None:
        """Return the word of the command that *text* is, and what is typed after it.

        None for a sentence, for words that the command can't use, and for those that keep notes.
        """
        named = command_at_start(text)
        word = named["name"].lower() if named else ""
        behind = text[named.end() :].strip() if named else ""
        ours = word in self._slash and word not in NOTE_COMMANDS
        return (word, behind) if ours and takes(word, behind) else None

    def row(self, text: str, begun: Begun) -> Refusal | None:
        """Capture one row, *begun* at its first key; return why not if it has to be set aside."""
        named = command_at_start(text)
        word = named["name"].lower() if named else ""
        command = self.command_in(text)
        if self._live.off_record and command is None:
            lifts = self._called("off")
            reason = f"Off the record: nothing is kept. {lifts} lifts it."
            return self._refused(Refusal(reason, True))
        if command and (word not in COMMANDS or not command[1]):
            self._listener.run_command(*command)
            return None
        outcome, names = self._reader.words_of(text, self._live.sticky)
        if problem := outcome.problem:
            return self._refused(Refusal(problem.message, problem.trouble is Trouble.NO_CONSENT))
        quote = self._store(outcome, begun)
        if quote and named:
            misused = (word,) if word in self._slash else ()
            fit = [] if misused else self._usable(text[named.end() :])
            offered = tuple(f"/{name}" for name in nearest_name(word, fit))
            names = [Unknown("", "/", named["whole"], offered, misused), *names]
        if quote and outcome.entry and outcome.entry.also:
            also = outcome.entry.also
            people = filter(None, map(self._live.participant, also))
            names.append(Unknown("", "+", " and ".join(p.name for p in people), carried=also))
        if quote or outcome.command:
            self._names.ask([of_quote(name, quote, text) for name in names] if quote else [])
        return None

    def _usable(self, behind: str) -> list[str]:
        """Return the commands that can use the words *behind* them."""
        return [name for name in self._slash if name in NOTE_COMMANDS or takes(name, behind)]

    def take_command(self, quote: Quote, asked: Unknown) -> None:
        """Enter a note that began with a mistyped command again, with the nearest command."""
        place = (quote.section, quote.question)
        begun = Begun(new_id(quote.at_ms), quote.at_ms, quote.offset_ms, place)
        text = asked.nearest[0] + quote.text.removeprefix(asked.written)
        if command := self.command_in(text):  # it may be about the last quote: not about the note
            self._listener.quote_to_delete(quote)
            self._listener.run_command(*command)
        elif refusal := self.row(text, begun):
            self._listener.say(refusal.reason)
        else:
            self._listener.quote_to_delete(quote)

    def _refused(self, refusal: Refusal) -> Refusal:
        """Return *refusal*; the same row entered again soon is no slip of a key then."""
        self._last = ("", 0)
        return refusal

    def _store(self, outcome: Outcome, begun: Begun) -> Quote | None:
        """Store a row's outcome and tell the listener; return the quote, None for anything else."""
        stored = self._live.take_down.store(outcome, begun)
        if isinstance(stored, Note):
            self._listener.note_taken(f"{NOTE_WORDS[stored.kind]}: {self._understood(stored)}")
        elif outcome.command:
            self._listener.run_command(outcome.command.name, outcome.command.text)
        if not isinstance(stored, NewQuote):
            return None
        quote = self._live.quotes[stored.id]
        self._listener.quote_taken(quote)
        if not quote.is_observation:
            self._live.take_turn()
        return quote

    def _understood(self, note: Note) -> str:
        """Return a note in words as it was stored, a promise with the person it was made to."""
        said = self._live.take_down.understood(note)
        promised_to = note.kind is NoteKind.COMMITMENT and note.speaker
        return f"{said} · to {note.speaker}" if promised_to else said
