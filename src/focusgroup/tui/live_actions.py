"""What the commands of the live screen do. A method here is what a `live.` command names.

Steps of the clock and the place act at once; what waits for people or for the store goes on
beside the line, which keeps the keys.
"""

from collections.abc import Coroutine
from typing import Any

from textual.screen import Screen

from focusgroup.core.clock import ClockState
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Note, NoteKind
from focusgroup.store.quotes import Edit
from focusgroup.tui import live_steps
from focusgroup.tui.capture_control import CaptureControl
from focusgroup.tui.live_session import LiveSession
from focusgroup.tui.live_view import LiveView
from focusgroup.tui.screens.end import EndScreen
from focusgroup.tui.screens.person import PersonScreen
from focusgroup.tui.screens.plan import PlanScreen
from focusgroup.tui.telling import told
from focusgroup.tui.unsaved import as_lines

NUDGE_MS = 5_000


class LiveActions:
    """The commands of one live screen, by the names that `commands.LIVE` gives them."""

    def __init__(
        self, screen: Screen[None], live: LiveSession, control: CaptureControl, view: LiveView
    ) -> None:
        self._screen = screen
        self._live = live
        self._control = control
        self._view = view

    def run(self, name: str, text: str = "") -> None:
        """Run a command; *text* is what was typed behind its word."""
        if text and name in ("nod", "objection"):
            self._tally(agree=name == "nod", number=text)
        elif text and name == "person":
            self._beside(self._seat(text))
        else:
            getattr(self, name)()

    def _beside(self, work: Coroutine[Any, Any, None]) -> None:
        """Go on with *work* while the line keeps the keys; what goes wrong in it is told."""

        async def explained() -> None:
            with told(self._screen):
                await work

        self._screen.run_worker(explained())

    def _movable(self) -> bool:
        """Whether clock and place can still move; says why not otherwise."""
        if self._live.clock.state is ClockState.ENDED:
            self._view.say("This session has ended; quotes can still be added and corrected.")
            return False
        return True

    # -- the clock and the place -------------------------------------------------------------

    def next(self) -> None:
        """Start the session, or go to the next question."""
        if self._movable():
            if self._live.clock.state is ClockState.READY:
                self._live.start()
            else:
                self._live.next_question()
            self._view.moved()

    def section(self) -> None:
        """The next section."""
        if self._movable():
            self._live.step_section(1)
            self._view.moved()

    def back(self) -> None:
        """The question before."""
        if self._movable():
            self._live.previous_question()
            self._view.moved()

    def section_back(self) -> None:
        """The section before."""
        if self._movable():
            self._live.step_section(-1)
            self._view.moved()

    def pause(self) -> None:
        """Stop the clock, or let it run."""
        if self._movable():
            if self._live.clock.running:
                self._live.pause()
            else:
                self._live.start()
            self._view.moved()

    def plan(self) -> None:
        """Plan the rest of the session anew."""
        if self._movable() and self._live.agenda.sections:
            self._beside(self._plan())

    async def _plan(self) -> None:
        live = self._live
        screen = PlanScreen(live.clock, live.agenda.sections, live.session.zone)
        plan = await self._screen.app.push_screen_wait(screen)
        if plan is not None:
            live.replan(plan)
            self._view.moved()
            self._view.say("The rest is planned anew; F5, o brings the agenda's own times back.")

    def end(self) -> None:
        """Ask, end the session, and offer the summary."""
        self._beside(self._end())

    async def _end(self) -> None:
        wish = await self._screen.app.push_screen_wait(EndScreen(self._live))
        if wish is None:
            return
        self._live.end()
        self._view.moved()
        if wish == "word":
            await self._export()

    # -- quotes ------------------------------------------------------------------------------

    def edit(self) -> None:
        """Correct the last quote, or the one before the one being corrected."""
        self._control.edit_step(-1)
        self._view.line()

    def suggestion(self) -> None:
        """Write the theme that is suggested into the line."""
        self._control.take_suggestion()
        self._view.line()

    def nod(self) -> None:
        """One more agrees with the last quote."""
        self._tally(agree=True)

    def objection(self) -> None:
        """One more objects to the last quote."""
        self._tally(agree=False)

    def _tally(self, *, agree: bool, number: str = "") -> None:
        """One more on the last quote, or the one being corrected; or as many as *number* says."""
        quote = self._control.last()
        if quote is None:
            self._view.say("There is no quote to agree with yet.")
            return
        many = (quote.agreement if agree else quote.dissent) + 1
        if number.isdecimal() and len(number) < 4:
            many = int(number)
        edit = Edit(agreement=many) if agree else Edit(dissent=many)
        self._view.taken_down(self._live.correct(quote, edit))
        self._view.say(f"{many} {'agree' if agree else 'object'}: {quote.text[:60]}")

    def earlier(self) -> None:
        """The line being typed, or the last quote, was said five seconds before."""
        quote = self._control.last()
        if not self._control.earlier(NUDGE_MS) and quote:
            back = min(NUDGE_MS, quote.offset_ms)
            edit = Edit(at_ms=quote.at_ms - back, offset_ms=quote.offset_ms - back)
            self._view.taken_down(self._live.correct(quote, edit))
        self._view.line()

    def undo(self) -> None:
        """Take back the last change."""
        self._beside(self._walk_history(back=True))

    def redo(self) -> None:
        """Do again what was undone."""
        self._beside(self._walk_history(back=False))

    async def _walk_history(self, *, back: bool) -> None:
        try:
            said = await live_steps.walk_history(self._live, back=back)
        except FocusgroupError as error:
            said = str(error)
        self._view.log.load(self._live.ordered())
        self._view.moved()
        self._view.say(said)

    def task(self) -> None:
        """Tick the next open task of the section, with its time."""
        if task := self._live.next_task():
            self._live.note_down(NoteKind.TASK, task.text, self._live.begin(), None)
            self._view.moved()

    def taken_up(self, note: Note | None = None) -> None:
        """A callback, the oldest unless one is named, was come back to."""
        found = note or next(iter(self._live.callbacks), None)
        if found is None:
            self._view.say("There is no callback: /call @3 exports makes one.")
        else:
            self._beside(self._take_up(found))

    async def _take_up(self, note: Note) -> None:
        await self._live.take_up(note)
        self._view.moved()
        self._view.say(f"Taken up: {note.text[:60]}")

    # -- people and looks --------------------------------------------------------------------

    def person(self) -> None:
        """Ask for a participant: name, role, account."""
        self._beside(self._ask_for_person())

    async def _ask_for_person(self) -> None:
        if typed := await self._screen.app.push_screen_wait(PersonScreen()):
            await self._seat(typed)

    async def _seat(self, typed: str) -> None:
        try:
            said = await live_steps.seat(self._live, typed)
        except FocusgroupError as error:
            said = str(error)
        self._view.moved()
        self._view.say(said)

    def guide(self) -> None:
        """Give the guide all the room, or give it back to the quotes."""
        self._screen.toggle_class("-guide")
        self._screen.call_after_refresh(self._view.all)

    def scroll_up(self) -> None:
        """Earlier quotes."""
        self._view.log.page(-1)
        self._view.line()

    def scroll_down(self) -> None:
        """Later quotes."""
        self._view.log.page(1)
        self._view.line()

    def copy_unsaved(self) -> None:
        """Offer what is not on disk to the clipboard, for the day when no disk takes it."""
        waiting = self._live.outbox.waiting if self._live.outbox else ()
        if not waiting:
            self._view.say("Everything is saved; there is nothing to copy.")
            return
        self._screen.app.copy_to_clipboard(as_lines(waiting, self._live.quotes))
        self._view.say(
            f"{len(waiting)} not saved yet: copied, if your terminal lets programs copy."
        )

    def export(self) -> None:
        """Write the Word summary as it stands."""
        self._beside(self._export())

    async def _export(self) -> None:
        from focusgroup.tui.export import export_sessions

        assert self._live.outbox is not None
        await self._live.outbox.drained()
        await export_sessions(self._screen, self._live.db, [self._live.session.id])

    def home(self) -> None:
        """Back to the home screen; the session can be resumed."""
        self._screen.app.pop_screen()
