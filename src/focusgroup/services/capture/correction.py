"""A stored quote in the line: corrected, split at its rows, or asked to go."""

from collections.abc import Sequence

from focusgroup.core.capture import Entry, Line
from focusgroup.core.model import Quote
from focusgroup.services.capture.listener import Listener
from focusgroup.services.capture.parked_line import Stash
from focusgroup.services.capture.provisional_quote import as_typed, edit_of
from focusgroup.services.live_session import LiveSession


class Fixing:
    """The one quote that is being corrected, and the line that waits behind it."""

    def __init__(self, live: LiveSession, listener: Listener) -> None:
        self._live = live
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

    def keep(self, entries: Sequence[Entry]) -> None:
        """Make the quote what the first row says, and new quotes of the others."""
        quote = self.quote
        assert quote is not None
        for each in self._live.split(quote, edit_of(entries[0]), entries[1:]):
            self._listener.quote_taken(each)

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
