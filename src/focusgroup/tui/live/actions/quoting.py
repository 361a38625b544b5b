"""Commands that correct quotes, count agreement, move quotes in time, and undo."""

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Quote
from focusgroup.services import live_steps
from focusgroup.services.live_commands import Did, quoting
from focusgroup.tui.live.actions.stage import Stage


class Quoting:
    """Commands about the quotes of the session."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._live = stage.live
        self._control = stage.control
        self._view = stage.view

    def _show(self, did: Did) -> None:
        if did.gone:
            self._view.dropped(did.gone)
        if did.quote:
            self._view.taken_down(did.quote)
        if did.said:
            self._view.say(did.said)

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
        second = self._control.editing
        did = quoting.merge_double(self._live, second)
        if did and did.gone:
            if second:
                self._control.leave_edit()
            self._show(did)
            return
        if second is None or self._live.ordered()[:1] == [second]:
            self._view.say(
                f"Choose a quote with {self._stage.key('edit')} first; then this merges it with the"
                " previous quote."
            )
            return
        if did := quoting.merge(self._live, second):
            if did.gone:
                self._control.leave_edit()
            self._show(did)

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
        self._show(quoting.delete(self._live, quote, self._stage.key("undo")))

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
            key = self._stage.key("off")
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
        self._show(quoting.tally(self._live, quote, text, agree=agree))

    # -- time --------------------------------------------------------------------------------

    def earlier(self, text: str = "") -> None:
        """Move the line being typed, or the last quote, five seconds back, or *text* seconds."""
        if not self._control.typed.earlier(quoting.seconds_back(text)):
            self._show(quoting.earlier(self._live, self._control.fixing.or_last(), text))
        self._view.line()

    # -- taking back -------------------------------------------------------------------------

    def undo(self, text: str = "") -> None:
        """Undo what was typed into the line; in an empty line, the last change."""
        self._walk(back=True)

    def redo(self, text: str = "") -> None:
        """Redo what was undone, in the line or elsewhere."""
        self._walk(back=False)

    def _walk(self, *, back: bool) -> None:
        """Undo or redo typing; where nothing was typed, what is stored."""
        if self._control.typed.walk(back=back):
            self._view.line_soon()
        else:
            self._stage.beside(self._walk_history(back=back))

    async def _walk_history(self, *, back: bool) -> None:
        try:
            said = await live_steps.walk_history(self._live, back=back)
        except FocusgroupError as error:
            said = str(error)
        self._view.log.load(self._live.ordered())
        self._stage.screen.refresh_bindings()  # the end of the session may be undone
        self._view.moved()
        self._view.say(said)
