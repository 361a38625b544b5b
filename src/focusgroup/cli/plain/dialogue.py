"""One session as a dialogue: a line in, what became of it out.

The capture line's own logic takes each line, and the outbox saves it, as on the live screen. What
happens meanwhile is said with the next answer.
"""

import asyncio
from contextlib import suppress

from focusgroup.cli.output import plural, prompt, say
from focusgroup.cli.plain.commands import COMMANDS
from focusgroup.cli.plain.context import PlainSession, called
from focusgroup.cli.plain.places import place_lines, quote_line, room_lines
from focusgroup.cli.plain.typed_lines import TypedLines
from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.capture import Line
from focusgroup.core.errors import FocusgroupError, StoreError
from focusgroup.core.model import Quote
from focusgroup.services.capture.line_control import CaptureControl
from focusgroup.services.capture.parked_line import Aside
from focusgroup.services.live_commands import quoting
from focusgroup.services.live_session import LiveSession
from focusgroup.services.rescue import rescue
from focusgroup.services.sharing import elsewhere
from focusgroup.services.sharing.stored import stored
from focusgroup.store.engine.file_watch import Loss
from focusgroup.store.outbox import Outbox, OutboxState
from focusgroup.system.clock import unix_ms
from focusgroup.system.invocation import typed

TICK_S = 0.5
HEARTBEAT_TICKS = 4
WAIT_S = 3.0
"""How long an answer waits for the disk; what takes longer is said with a later one."""


class _Field:
    """The line that is being entered."""

    def __init__(self) -> None:
        self.line = Line()

    def set_line(self, line: Line) -> None:
        self.line = line


class Dialogue:
    """The listener of a session's capture line, which prints in place of a screen."""

    def __init__(self, live: LiveSession) -> None:
        self.live = live
        self._field = _Field()
        self._told: list[str] = []
        self._work: list[tuple[str, str]] = []
        self._loss: Loss | None = None
        self._rescued = False
        outbox = Outbox(
            live.db,
            on_saved=self.quote_saved,
            on_state=self.outbox_changed,
            now_ms=unix_ms,
            draft_saved=live.latest.drained,
        )
        live.outbox = outbox
        self._outbox = outbox
        self.control = CaptureControl(
            live,
            self._field,
            self,
            slash={word: each.help for word, each in COMMANDS.items()},
            called=called,
        )
        self._session = PlainSession(live, self.control, self.tell)

    # -- the listener ------------------------------------------------------------------------

    def tell(self, *lines: str) -> None:
        """Say *lines* with the next answer."""
        self._told += [line for line in lines if line]

    say = tell

    def quote_taken(self, quote: Quote) -> None:
        """Take a quote over that is on its way to the disk."""
        self.control.menu.saw(quote)

    def quote_saved(self, entry_id: str, quote: Quote | None) -> None:
        """Say what is on disk now."""
        found = stored(self.live, entry_id, quote)
        if found.words:
            self.control.give_back(found.words)
        self.live.settle_draft()
        news = self.live.doubles.news(called("join"))
        self.tell(*map(quote_line, found.quotes), found.said, news)

    def quote_to_delete(self, quote: Quote) -> None:
        """Delete a quote; undo brings it back."""
        self.tell(quoting.delete(self.live, quote, called("undo")).said)

    def note_taken(self, said: str) -> None:
        """Say how a note was understood."""
        self.tell(said)

    def run_command(self, name: str, text: str) -> None:
        """Carry out a command once the line that called it is through."""
        self._work.append((name, text))

    def outbox_changed(self, state: OutboxState) -> None:
        """Say that the database refuses to write, or that it does so again."""
        if state.waiting and state.refused:
            self.tell("No disk can be written: what you type is only in memory. Don't leave.")
        elif state.waiting:
            self.tell(f"{state.reason}. Keep typing: everything is kept.")

    # -- the dialogue ------------------------------------------------------------------------

    async def run(self, lines: TypedLines) -> None:
        """Hold the session until the lines end or /leave is typed."""
        self.control.restore(self.live.draft, self.live.half_typed.state)
        self._keep()
        ticking = asyncio.create_task(self._tick())
        try:
            self._greet()
            await self._answer()
            while not self._session.left:
                if lines.by_hand:
                    prompt()
                line = await lines.next()
                if line is None:
                    break
                await self._enter(line)
                await self._answer()
        finally:
            ticking.cancel()
            # Whatever became of it: what waits is written.
            await asyncio.gather(ticking, return_exceptions=True)
            await self._leave()

    def _greet(self) -> None:
        live = self.live
        self.tell(f"{live.session.title}, {live.clock.state.value}.", *room_lines(live))
        if live.clock.state is ClockState.READY:
            starts = ": /next starts the clock, and so does the first quote" if live.leads else ""
            self.tell(f"Not started{starts}.")
        else:
            self.tell(*place_lines(live, whole=True))
        self.tell(
            "Type what you hear; each line is saved. /help lists the commands, /leave leaves."
        )
        self.tell(elsewhere.open_in_words(live.others, live.session.zone))
        if follows := self._session.leading.team.follows():
            self.tell(follows.said)
        self._put_back()

    async def _enter(self, line: str) -> None:
        """Enter one line, and carry out the command that it is."""
        session = self._session
        session.ending = session.ending and line.strip().lower() == "/end"
        if session.debrief:
            await session.debrief.enter(line)
        elif not line.strip() and not self.control.editing:
            self.tell(self.live.lead.where(), session.waiting())
        elif session.answers(line):
            pass
        else:
            self._field.set_line(Line.at_end(line))
            self.control.changed()
            self.control.menu.close()
            if line.strip():
                self.control.enter()
            else:
                self.control.cancel_edit()
                self.tell("Left as it was.")
        for name, text in self._take_work():
            await self._run(name, text)
        self._put_back()
        self._keep()

    def _take_work(self) -> list[tuple[str, str]]:
        work, self._work = self._work, []
        return work

    async def _run(self, name: str, text: str) -> None:
        command = COMMANDS.get(name)
        if command is None:
            self.tell(f"There is no command /{name}; /help lists them all.")
            return
        try:
            await command.do(self._session, text)
        except FocusgroupError as error:
            self.tell(str(error))

    def _put_back(self) -> None:
        """Set aside what is left in the line, since nobody can see it there."""
        if self.control.editing or not self.control.typed.text.strip():
            return
        stash = self.control.typed.stash()
        self.control.set_aside.put(Aside(stash), "it was in the line and not entered")
        self.control.typed.clear()

    async def _answer(self) -> None:
        """Print what is to be said, once what was entered is on disk."""
        with suppress(TimeoutError, StoreError):
            async with asyncio.timeout(WAIT_S):
                await self._outbox.drained()
                await self.live.latest.drained()
        self._session.ask()
        told, self._told = self._told, []
        for line in told:
            say(line)
        if waiting := len(self._outbox.waiting):
            say(
                f"{plural(waiting, 'line')} not saved yet. Keep typing: each is announced once it"
                " is."
            )

    def _keep(self) -> None:
        draft, state = self.control.draft()
        self.live.keep_draft(draft, **state)

    # -- beside it ---------------------------------------------------------------------------

    async def _tick(self) -> None:
        """Keep the clock, and follow what other programs do."""
        ticks = 0
        while True:
            await asyncio.sleep(TICK_S)
            ticks += 1
            if ticks % HEARTBEAT_TICKS == 0:
                self.live.lead.tick()
            if self._session.leading.overrun().moved:
                self.tell(*place_lines(self.live, whole=True))
            with suppress(StoreError):
                await self._look()
            await self._watch()

    async def _look(self) -> None:
        before = self.live.back_room.open
        found = await elsewhere.look(self.live)
        if found is None:
            return
        for question in self.live.back_room.open:
            if question not in before:
                self.tell(f"The back room asks: “{question.text}”. /questions lists all.")
        self.control.menu.rename(found.became)
        for quote in found.quotes:
            self.control.menu.saw(quote)
            self.tell(f"{quote.taken_by or 'Elsewhere'}: {quote_line(quote)}")
        self.tell(found.said, self.live.doubles.news(called("join")))

    async def _watch(self) -> None:
        """Say once that another program removed or ruined the database, and rescue the session."""
        loss, self._loss = self._loss, self.live.db.lost
        if not self._loss or self._loss == loss:
            return
        self.tell(f"{self._loss.why}. Keep typing: everything is kept.")
        if self._rescued or not (self._loss.held or self._loss.ruined):
            return
        self._rescued = True
        if path := await rescue(self.live):
            self.tell(f"All quotes are in {path.name}.")

    async def _leave(self) -> None:
        """Write everything that is still waiting."""
        self._keep()
        self.live.half_typed.leave()
        self.live.lead.tick()
        await self._outbox.close()
        await self.live.close()
        for line in self._told:
            say(line)
        state = self.live.clock.state.value
        how = "has ended" if state == "ended" else f"is {state}"
        say(f"Left. The session {how}; `{typed('live --plain')}` with it goes on.")
