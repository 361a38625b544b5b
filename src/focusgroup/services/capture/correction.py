"""A stored quote in the line: corrected, split at its rows, or asked to go."""

from collections.abc import Sequence

from focusgroup.core.capture import Line, Sticky
from focusgroup.core.model import Quote
from focusgroup.services.capture.listener import Listener
from focusgroup.services.capture.parked_line import Stash
from focusgroup.services.capture.provisional_quote import as_typed, edit_of
from focusgroup.services.capture.row_reader import RowReader
from focusgroup.services.live_session import LiveSession


class Fixing:
    """The one quote that is being corrected, and the line that waits behind it."""

    def __init__(self, live: LiveSession, reader: RowReader, listener: Listener) -> None:
        self._live = live
        self._reader = reader
        self._listener = listener
        self._stash: Stash | None = None
        self.quote: Quote | None = None
        self.asked_to_delete = False

    def begin(self, quote: Quote, behind: Stash) -> Line:
        """Correct *quote*; its line. A line that waits already goes on waiting."""
        if self.quote is None:
            self._stash = behind
        self.quote = quote
        self.asked_to_delete = False
        return Line.at_end(as_typed(quote))

    def end(self) -> Stash:
        """Correct nothing any more; the line that waited."""
        self.quote = None
        stash, self._stash = self._stash or Stash(), None
        return stash

    def ask_to_delete(self) -> None:
        """The line was emptied and entered: once more, and the quote goes."""
        self.asked_to_delete = True
        self._listener.say("Enter again deletes this quote; Esc leaves it as it was.")

    @property
    def sticky(self) -> Sticky:
        """What the row need not say: what the corrected quote has, else what sticks."""
        quote = self.quote
        if quote is None:
            return self._live.sticky
        return Sticky(kind=quote.kind, participant_id=quote.participant_id, themes=quote.themes)

    def keep(self, quote: Quote, rows: Sequence[str]) -> bool:
        """Make *quote* what the first row says, and new quotes of the others.

        Return False, and say why, where a row is no quote.
        """
        outcomes = [self._reader.read(row, self.sticky) for row in rows]
        entries = [outcome.entry for outcome in outcomes if outcome.entry]
        if len(entries) < len(outcomes):
            problem = next((o.problem for o in outcomes if o.problem), None)
            self._listener.say(problem.message if problem else "A quote needs words.")
            return False
        for each in self._live.split(quote, edit_of(entries[0]), entries[1:]):
            self._listener.quote_taken(each)
        return True

    def or_last(self) -> Quote | None:
        """Return the quote that a nod is for: the one being corrected, else the last one."""
        if self.quote:
            return self._live.quotes.get(self.quote.id)
        quotes = [quote for quote in self._live.ordered() if not quote.is_observation]
        return quotes[-1] if quotes else None

    # -- kept for a resume -------------------------------------------------------------------

    def state(self) -> dict[str, object]:
        """What belongs to the draft."""
        if self.quote is None:
            return {}
        state: dict[str, object] = {"editing": self.quote.id}
        if self._stash and self._stash.line.text:
            state["stash"] = self._stash.state()
        return state

    def restore(self, state: dict[str, object]) -> None:
        """Go on with the correction that was kept."""
        self.quote = self._live.quotes.get(str(state.get("editing", "")))
        if self.quote:
            self._stash = Stash.of_state(state.get("stash"))
