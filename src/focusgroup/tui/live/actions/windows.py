"""Commands that open something: the guide, earlier quotes, documents, the home screen."""

from typing import TYPE_CHECKING

from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.search.selection import Selection
from focusgroup.services.capture.unsaved import as_lines
from focusgroup.services.live_commands import back_room, room
from focusgroup.store import notes
from focusgroup.tui.live.actions.stage import Stage

if TYPE_CHECKING:
    from focusgroup.tui.documents.screen import DocumentsScreen


class Windows:
    """Commands that open other views."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._view = stage.view
        self._asked_at = ""

    def guide(self, text: str = "") -> None:
        """Show the whole guide in place of the quotes, or the quotes again."""
        self._stage.screen.toggle_class("-guide")
        self._stage.screen.call_after_refresh(self._view.all)

    def scroll_up(self, text: str = "") -> None:
        """Show earlier quotes, or what is above in the guide."""
        self._view.page(-1)

    def scroll_down(self, text: str = "") -> None:
        """Show later quotes, or what is below in the guide."""
        self._view.page(1)

    def copy_unsaved(self, text: str = "") -> None:
        """Copy what isn't on disk to the clipboard, in case it can't be written anywhere."""
        waiting = self._stage.outbox.waiting
        if not waiting:
            self._view.say("Everything is saved; there is nothing to copy.")
            return
        self._stage.screen.app.copy_to_clipboard(as_lines(waiting, self._stage.live.quotes))
        self._view.say(
            f"{len(waiting)} not saved yet: copied, if your terminal lets programs copy."
        )

    def help(self, text: str = "") -> None:
        """Show the help, of what has all words of *text*."""
        self._stage.beside(self._help(text))

    async def _help(self, text: str) -> None:
        await self._stage.screen.app.run_action(f"app.help({text!r})")

    def saved(self, text: str = "") -> None:
        """Say what is saved, and do nothing: all of it is, as it is typed."""
        self._view.say(room.saved(self._stage.live, self._stage.key).said)

    def coverage(self, text: str = "") -> None:
        """Show the agenda's themes that nobody, or only one voice, has spoken of."""
        from focusgroup.tui.live.dialogs.coverage import CoverageScreen

        def picked(section: object) -> None:
            if isinstance(section, int):
                self._stage.live.lead.go_section(section)
                self._view.moved()

        self._stage.screen.app.push_screen(CoverageScreen(self._stage.live), picked)

    def brief(self, text: str = "") -> None:
        """Show what was said so far, for a latecomer."""
        from focusgroup.tui.live.dialogs.brief import BriefScreen

        self._stage.screen.app.push_screen(BriefScreen(self._stage.live))

    def readback(self, text: str = "") -> None:
        """Show the summary to read out to the group."""
        from focusgroup.tui.live.dialogs.brief import ReadbackScreen

        self._stage.screen.app.push_screen(ReadbackScreen(self._stage.live))

    def questions(self, text: str = "") -> None:
        """Show what the back room asks, or do what *text* says about it: ``2 asked``."""
        from focusgroup.tui.live.dialogs.questions import QuestionsScreen

        if text.strip():
            self._stage.beside(self._decide(text))
        else:
            self._stage.screen.app.push_screen(QuestionsScreen(self._stage.live))

    async def _decide(self, text: str) -> None:
        did = await back_room.decide(self._stage.live, text)
        self._view.moved()
        self._view.say(did.said)

    def debrief(self, text: str = "") -> None:
        """Open the debrief: finish what was left open, and sum up."""
        if self._stage.live.clock.state is not ClockState.ENDED:
            self._view.say("The debrief comes after the end of the session.")
        else:
            self._stage.beside(self._debrief())

    @property
    def _typed(self) -> str:
        return self._stage.control.typed.text

    async def _debrief(self, before: str | None = None) -> None:
        """Open the debrief, unless something was typed since the line said *before*."""
        from focusgroup.services.debrief import Debriefing
        from focusgroup.tui.debrief.screen import DebriefScreen

        live = self._stage.live
        before = self._typed if before is None else before
        with self._stage.opening:
            await self._stage.outbox.drained()
            await live.latest.drained()
            debrief = await Debriefing.load(live.db, live.session.id)
            if self._typed != before:
                await debrief.close()
                self._view.say("What you type comes first; /debrief opens the debrief.")
                return
            closed = self._stage.open(DebriefScreen(debrief))
        await closed
        await live.refresh_people()
        await live.refresh_quotes()
        live.notes = list(await notes.of_session(live.db, live.session.id))
        self._view.log.load(live.ordered())
        self._view.moved()

    def export(self, text: str = "") -> None:
        """Write a document of the session so far."""
        self._write()

    def summary(self, text: str = "") -> None:
        """Write the Word summary without asking again, then go on to the debrief."""
        self._stage.beside(self._summary())

    async def _summary(self) -> None:
        before = self._typed
        if screen := self._documents(at_once=True):
            await self._stage.open(screen)
        if self._stage.screen.is_current and self._stage.live.clock.state is ClockState.ENDED:
            await self._debrief(before)

    def _write(self) -> None:
        if screen := self._documents(at_once=False):
            self._stage.screen.app.push_screen(screen)

    def _documents(self, *, at_once: bool) -> "DocumentsScreen | None":
        from focusgroup.services.documents.jobs import documents_of
        from focusgroup.tui.documents.screen import DocumentsScreen

        live = self._stage.live
        if live.rehearsal:
            self._view.say("A rehearsal writes no documents.")
            return None
        chosen = Selection(sessions=(live.session.id,))
        offers = documents_of(live.db, chosen, ready=self._stage.outbox.drained)
        return DocumentsScreen(live.session.title, offers, at_once=at_once)

    def home(self, text: str = "") -> None:
        """Go back to the home screen; the session can be resumed."""
        if self.sure("live.home"):
            self.leave()

    def leave(self) -> None:
        """Go back to the home screen, whatever is typed."""
        self._stage.screen.app.pop_screen()

    def sure(self, command: str) -> bool:
        """Return whether leaving is meant; where half a line is typed, ask for the key again.

        What is typed after a key that was hit by mistake would otherwise be lost.
        """
        before, self._asked_at = self._asked_at, self._typed
        meant = not self._typed.strip() or self._typed.lstrip().startswith(("/", "／"))
        if meant or self._typed == before:
            return True
        key = self._view.keys.shown(command)
        kept = "is in no file and goes" if self._stage.live.off_record else "is kept"
        self._view.say(f"Half a line is here: {key} again leaves, and the line {kept}.")
        return False
