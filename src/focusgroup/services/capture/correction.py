"""Correct a stored quote in the line, split it at its rows, or delete it."""

from collections.abc import Sequence
from dataclasses import replace

from focusgroup.core.capture import (
    CaptureProblem,
    Line,
    Sticky,
    Trouble,
    corrected,
    parse_line,
    with_speaker,
)
from focusgroup.core.ids import new_id
from focusgroup.core.model import Quote
from focusgroup.services.capture.listener import Listener
from focusgroup.services.capture.names.open_names import OpenNames
from focusgroup.services.capture.names.unknown_names import of_quote
from focusgroup.services.capture.parked_line import Stash
from focusgroup.services.capture.provisional_quote import as_typed, edit_of
from focusgroup.services.capture.row_reader import RowReader
from focusgroup.services.live_session import LiveSession

NO_WORDS = CaptureProblem(Trouble.NO_WORDS, "A quote needs words.")


class Fixing:
    """The one quote being corrected, and the line that waits until that is finished."""

    def __init__(
        self, live: LiveSession, reader: RowReader, listener: Listener, names: OpenNames
    ) -> None:
        self._live = live
        self._reader = reader
        self._names = names
        self._listener = listener
        self._stash: Stash | None = None
        self.quote: Quote | None = None
        self._base = ""
        self._entry_id = ""
        """The id that the correction will have once it is entered."""
        self.asked_to_delete = False

    def begin(self, quote: Quote, behind: Stash) -> Line:
        """Start to correct *quote* and return its line. A line already waiting keeps waiting."""
        if self.quote is None:
            self._stash = behind
        self._start(quote)
        self.asked_to_delete = False
        return self.line

    @property
    def line(self) -> Line:
        """The corrected quote as it is typed, before anything is changed."""
        return Line.at_end(self._base)

    def _start(self, quote: Quote) -> None:
        self.quote, self._base, self._entry_id = quote, as_typed(quote), new_id()

    def end(self) -> Stash:
        """Stop correcting and return the line that waited."""
        self.quote = None
        stash, self._stash = self._stash or Stash(), None
        return stash

    def ask_to_delete(self) -> None:
        """Ask for a second Enter on the emptied line before the quote is deleted."""
        self.asked_to_delete = True
        self._listener.say("Enter again deletes this quote; Esc leaves it as it was.")

    @property
    def sticky(self) -> Sticky:
        """What the row may leave out: the corrected quote's own values, else what carries over."""
        quote = self.quote
        if quote is None:
            return self._live.sticky
        return Sticky(kind=quote.kind, participant_id=quote.participant_id, themes=quote.themes)

    @property
    def gone(self) -> bool:
        """Whether the quote being corrected was deleted elsewhere."""
        return self.quote is not None and self.quote.id not in self._live.quotes

    def anew(self, row: str) -> str:
        """Return a row whose new speaker or kind replaces the corrected quote's own."""
        return corrected(row, self._base) if self.quote else row

    def has_new_words(self, rows: Sequence[str]) -> bool:
        """Return whether the rows hold words that the corrected quote has not."""
        said = {word for row in rows for word in parse_line(self.anew(row)).text.split()}
        return bool(self.quote and said.difference(self.quote.text.split()))

    def speaker_chosen(self, seat: int) -> None:
        """Let what is typed from now on replace the speaker chosen by a key or a click."""
        if self.quote:
            self._base = with_speaker(self._base, str(seat)).rstrip()

    def clashes(self, quote: Quote, rows: Sequence[str]) -> bool:
        """Return whether another program changed what the first row changes too; if so, say it.

        The correction then starts from what the quote is now, so that the next Enter replaces it.
        """
        outcome, _ = self._reader.words_of(self.anew(rows[0]), self.sticky, labels=False)
        now = self._live.quotes[quote.id]
        if not outcome.entry or not edit_of(outcome.entry).starting_from(quote).clashes(now):
            return False
        self._start(now)
        self._listener.say(
            f"Changed in another program to: {now.text[:60]}  Enter again replaces it with"
            " yours; Esc leaves theirs."
        )
        return True

    def keep(self, quote: Quote, rows: Sequence[str]) -> CaptureProblem | None:
        """Change *quote* to what the first row says, and make new quotes from the other rows.

        Return the problem, and change nothing, if a row isn't a quote. Unknown names stay in the
        words, and are asked about.
        """
        read = [self._reader.words_of(self.anew(row), self.sticky, labels=False) for row in rows]
        entries = [outcome.entry for outcome, _ in read if outcome.entry]
        if len(entries) < len(rows):
            problems = (outcome.problem for outcome, _ in read)
            return next(filter(None, problems), NO_WORDS)
        quotes = self._live.split(quote, edit_of(entries[0]), entries[1:], entry_id=self._entry_id)
        for each in quotes:
            self._listener.quote_taken(each)
        self._names.ask(
            [
                of_quote(name, each, row)
                for each, row, (_, names) in zip(quotes, rows, read, strict=True)
                for name in names
            ]
        )
        return None

    def or_last(self) -> Quote | None:
        """Return the quote that others agree with: the one being corrected, else the last one."""
        if self.quote:
            return self._live.quotes.get(self.quote.id)
        quotes = [quote for quote in self._live.ordered() if not quote.is_observation]
        return quotes[-1] if quotes else None

    # -- kept for a resume -------------------------------------------------------------------

    def state(self) -> dict[str, object]:
        """Return what has to be kept with the draft."""
        if self.quote is None:
            return {}
        state: dict[str, object] = {
            "editing": self.quote.id,
            "before": self.quote.text,
            "edit": self._entry_id,
        }
        if self._base != as_typed(self.quote):
            state["base"] = self._base
        waits = self.waiting()
        if waits.line.text:
            state["stash"] = waits.state()
        return state

    def waiting(self) -> Stash:
        """Return the line that waits, without what must not be written to disk."""
        waits = self._stash or Stash()
        return waits.without(lambda row: self._reader.refused(row, self._live.sticky))

    def restore(self, state: dict[str, object]) -> Stash:
        """Continue the correction that was kept; without its quote, return the line after it."""
        self.quote = self._live.quotes.get(str(state.get("editing", "")))
        behind = Stash.of_state(state.get("stash"))
        if self.quote is None:
            return behind
        edit, before = state.get("edit"), state.get("before")
        self._entry_id = edit if isinstance(edit, str) and edit else new_id()
        if isinstance(before, str):
            self.quote = replace(self.quote, text=before)
        base = state.get("base")
        self._base = base if isinstance(base, str) else as_typed(self.quote)
        self._stash = behind
        return Stash()

    def give_back(self, text: str) -> None:
        """Add rows to the line that waits."""
        self._stash = (self._stash or Stash()).with_rows(text)
