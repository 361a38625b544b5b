"""Turn an entered row into a quote, a note or a command, or leave it in the line and say why.

The words come first: a sentence with an unknown name is stored at once, and a question about
the name is shown beside the line.
"""

from collections.abc import Callable, Mapping

from focusgroup.core.capture import COMMANDS, CaptureProblem, Outcome, Sticky
from focusgroup.core.model import Note, NoteKind, Quote
from focusgroup.services.capture.listener import Listener
from focusgroup.services.capture.take_down import NOTE_COMMANDS, Begun
from focusgroup.services.capture.unknown_names import (
    Unknown,
    answered,
    unknown_name,
    with_names_as_text,
)
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


class EnteredRows:
    """Captures the rows that are entered in one live session.

    *read* reads a row; *listener* is told the result.
    """

    def __init__(
        self,
        live: LiveSession,
        read: Callable[[str, Sticky], Outcome],
        listener: Listener,
        *,
        slash: Mapping[str, str],
    ) -> None:
        self._live = live
        self._read = read
        self._listener = listener
        self._slash = slash
        self._last: tuple[str, int] = ("", 0)
        self.unknown: Unknown | None = None

    def repeated(self, text: str) -> bool:
        """Return whether this line was entered just before, and say so if it was."""
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
        """Capture one row, *begun* at its first key; return False if it has to stay in the line."""
        word, _, rest = text.strip().partition(" ")
        if self._live.off_record and (not word.startswith("/") or word[1:] in NOTE_COMMANDS):
            self._listener.say("Off the record: this line was not kept. F10 lifts it.")
            return True
        if word.startswith("/") and word[1:] in self._slash and word[1:] not in COMMANDS:
            self._listener.run_command(word[1:], rest)
            return True
        outcome = self._read(text, self._live.sticky)
        if outcome.problem:
            return self._with_problem(text, outcome.problem, begun)
        self._store(outcome, begun)
        return True

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

    def _with_problem(self, text: str, problem: CaptureProblem, begun: Begun) -> bool:
        """Store the sentence with the unknown names in it, and ask about them beside the line."""
        outcome = with_names_as_text(
            text, problem, lambda line: self._read(line, self._live.sticky)
        )
        quote = self._store(outcome, begun) if outcome.entry else None
        if quote is None:
            self._listener.say((outcome.problem or problem).message)
            return False
        self.unknown = unknown_name(quote, text, problem)
        return True

    def _understood(self, note: Note) -> str:
        """Return a note in words as it was stored, a promise with the person it was made to."""
        said = self._live.take_down.understood(note)
        promised_to = note.kind is NoteKind.COMMITMENT and note.speaker
        return f"{said} · to {note.speaker}" if promised_to else said

    def resolve_unknown(self, *, nearest: bool) -> str | None:
        """Accept the unknown theme as new, or as the nearest one; return its path, None if none.

        The word is removed from the quote's text when it is added to its themes.
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
