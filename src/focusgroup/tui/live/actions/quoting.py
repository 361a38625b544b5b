"""Commands that correct quotes, count agreement, move quotes in time, and undo."""

import re

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Quote
from focusgroup.services import live_steps
from focusgroup.store.quotes import Edit
from focusgroup.tui.live.actions.stage import Stage, number_in

NUDGE_S = 5
MOST_BACK_S = 3600
BETWEEN_SEATS = re.compile(r"[\s,;，、+&]+")


def counted(text: str, so_far: int) -> int:
    """Return how many agree once *text* is counted: a number, or seats like `@2` or `3 5`.

    One number is how many there are in all, several are seats. Without either it is one more.
    """
    named = {word for word in BETWEEN_SEATS.split(text) if word}
    seats = {word.lstrip("@＠") for word in named}
    if all(word[0] in "@＠" or word.isdecimal() for word in named) and named != seats:
        return so_far + len(seats)
    if len(seats) > 1 and all(map(str.isdecimal, seats)):
        return so_far + len(seats)
    return number_in(text, so_far + 1)


class Quoting:
    """Commands about the quotes of the session."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._live = stage.live
        self._control = stage.control
        self._view = stage.view

    def _key(self, name: str) -> str:
        return self._view.keys.shown(f"live.{name}")

    def edit(self, text: str = "") -> None:
        """Correct the last quote, or the one before the one being corrected."""
        self._control.edit_step(-1)
        self._view.line()

    def stub(self, text: str = "") -> None:
        """Open the next unfinished quote in the line, to finish it."""
        stubs = self._live.stubs()
        if not stubs:
            self._view.say("There is no unfinished quote; a line that ends in … makes one.")
            return
        ids = [quote.id for quote in stubs]
        editing = self._control.editing
        at = ids.index(editing.id) + 1 if editing and editing.id in ids else 0
        self._control.edit(stubs[at % len(stubs)])
        self._view.line()

    def join(self, text: str = "") -> None:
        """Merge the rows into one quote, or the quote being corrected with the one before."""
        if self._control.typed.join():
            return
        editing = self._control.editing
        quotes = self._live.ordered()
        at = next((i for i, quote in enumerate(quotes) if editing and quote.id == editing.id), 0)
        if editing is None or at == 0:
            self._view.say(
                f"Choose a quote with {self._key('edit')} first; then this merges it with the"
                " previous quote."
            )
            return
        first, second = quotes[at - 1], quotes[at]
        if first.is_observation != second.is_observation:
            self._view.say("An observation and a quote can't be merged.")
            return
        self._control.cancel_edit()
        self._view.dropped(second)
        self._view.taken_down(self._live.merge(first, second))
        self._view.say(f"One quote now: {first.text[:30]} … {second.text[:30]}")

    def delete(self, text: str = "") -> None:
        """Delete the quote being corrected, or the last one."""
        quote = self._control.editing or self._control.fixing.or_last()
        if quote is None:
            self._view.say("There is nothing to delete yet.")
            return
        self._control.cancel_edit()
        self.gone(quote)

    def gone(self, quote: Quote) -> None:
        """Delete a quote; undo restores it."""
        self._live.delete(quote)
        self._view.dropped(quote)
        self._view.say(f"Deleted: {quote.text[:60]}  {self._key('undo')} brings it back.")

    def new_theme(self, text: str = "") -> None:
        """Create a theme with the name asked about; without one, ask about the next open name."""
        names = self._control.names
        if names.settle_theme(nearest=False) is None and names.ask_next() is None:
            self._view.say("No name is asked about; #name tags a quote.")
        self._view.line()

    def bring_back(self, text: str = "") -> None:
        """Bring back the newest line that was set aside; what is being typed waits instead."""
        if not self._control.set_aside.lines:
            self._view.say("No line is set aside.")
        elif self._live.off_record:
            key = self._key("off")
            self._view.say(f"Off the record: {key} first, then the line can be brought back.")
        elif self._control.editing:
            self._view.say("Finish the correction first: Enter keeps it, Esc leaves it.")
        else:
            self._control.bring_back_newest()
        self._view.line()

    def suggestion(self, text: str = "") -> None:
        """Write the suggested theme into the line."""
        self._control.typed.take_suggestion()
        self._view.line()

    # -- agreement ---------------------------------------------------------------------------

    def nod(self, text: str = "") -> None:
        """Count one more who agrees with the last quote; *text* may give a number or seats."""
        self._tally(text, agree=True)

    def objection(self, text: str = "") -> None:
        """Count one more who disagrees with the last quote; *text* may give a number or seats."""
        self._tally(text, agree=False)

    def _tally(self, text: str, *, agree: bool) -> None:
        quote = self._control.fixing.or_last()
        if quote is None:
            self._view.say("There is no quote to agree with yet.")
            return
        many = counted(text, quote.agreement if agree else quote.dissent)
        edit = Edit(agreement=many) if agree else Edit(dissent=many)
        self._view.taken_down(self._live.correct(quote, edit))
        self._view.say(f"{many} {'agree' if agree else 'disagree'}: {quote.text[:60]}")

    # -- time --------------------------------------------------------------------------------

    def earlier(self, text: str = "") -> None:
        """Move the line being typed, or the last quote, five seconds back, or *text* seconds."""
        back_ms = min(number_in(text, NUDGE_S), MOST_BACK_S) * 1000
        quote = self._control.fixing.or_last()
        if not self._control.typed.earlier(back_ms) and quote:
            back = min(back_ms, quote.offset_ms)
            edit = Edit(at_ms=quote.at_ms - back, offset_ms=quote.offset_ms - back)
            self._view.taken_down(self._live.correct(quote, edit))
        self._view.line()

    # -- taking back -------------------------------------------------------------------------

    def undo(self, text: str = "") -> None:
        """Undo what was typed into the line; in an empty line, the last change."""
        if self._control.typed.walk(back=True):
            self._view.line_soon()
            return
        self._stage.beside(self._walk_history(back=True))

    def redo(self, text: str = "") -> None:
        """Redo what was undone, in the line or elsewhere."""
        if self._control.typed.walk(back=False):
            self._view.line_soon()
            return
        self._stage.beside(self._walk_history(back=False))

    async def _walk_history(self, *, back: bool) -> None:
        try:
            said = await live_steps.walk_history(self._live, back=back)
        except FocusgroupError as error:
            said = str(error)
        self._view.log.load(self._live.ordered())
        self._stage.screen.refresh_bindings()  # the end of the session may be undone
        self._view.moved()
        self._view.say(said)
