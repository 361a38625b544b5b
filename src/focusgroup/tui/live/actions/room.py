"""Commands for the people in the room: seats, turns, callbacks, tasks, off the record."""

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Note, NoteKind, Participant, Task
from focusgroup.services import live_steps
from focusgroup.services.dates_in_words import count
from focusgroup.system.clock import unix_ms
from focusgroup.tui.live.actions.stage import Stage
from focusgroup.tui.live.dialogs.person import PersonScreen


class RoomActions:
    """Commands about the room."""

    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self._live = stage.live
        self._view = stage.view

    # -- people ------------------------------------------------------------------------------

    def person(self, text: str = "") -> None:
        """Add the participant *text* describes, or open the details of the one named (``@3``)."""
        self._stage.beside(self._person(text) if text.strip() else self._ask_for_person())

    async def _ask_for_person(self) -> None:
        names = self._stage.control.names
        screen = PersonScreen(names.speaker, there=self._live.participants)
        if typed := await self._stage.screen.app.push_screen_wait(screen):
            await self._person(typed)

    async def _person(self, typed: str) -> None:
        person = live_steps.seated(self._live.participants, typed)
        if person is None:
            await self._seat(typed)
        else:
            await self._facts(person)

    async def _facts(self, person: Participant) -> None:
        from focusgroup.tui.live.dialogs.person_facts import PersonFactsScreen

        live = self._live
        try:
            account, quotes = await live_steps.facts_of(live, person)
            screen = PersonFactsScreen(
                person, account, quotes=quotes, now_ms=unix_ms(), zone=live.session.zone
            )
            change = await self._stage.screen.app.push_screen_wait(screen)
            said = await live_steps.put_right(live, person, change) if change else ""
        except FocusgroupError as error:
            said = str(error)
        self._view.log.load(live.ordered())
        self._view.moved()
        self._view.say(said)

    async def _seat(self, typed: str) -> None:
        try:
            said = await live_steps.seat(self._live, typed)
        except FocusgroupError as error:
            said = str(error)
        else:
            settled = self._stage.control.names.settle_speakers()
            said += f", with {count(settled, 'quote')} that named them" if settled else ""
        self._view.moved()
        self._view.say(said)

    def seats(self, text: str = "") -> None:
        """Open the seat map; the participant chosen there speaks next."""
        self._stage.beside(self._seats())

    async def _seats(self) -> None:
        from focusgroup.tui.live.dialogs.seats import SeatsScreen

        person = await self._stage.screen.app.push_screen_wait(SeatsScreen(self._live))
        if person:
            self._stage.control.typed.speaker(person)
            self._stage.control.changed()
            self._view.moved()

    def round(self, text: str = "") -> None:
        """Start going round the table, where after each quote the next seat speaks; or stop."""
        live = self._live
        if not live.participants:
            self._view.say(f"No participants yet: {self._view.keys.shown('live.person')} adds one.")
            return
        live.round_robin = not live.round_robin
        if live.round_robin:
            live.take_turn(first=True)
        self._view.moved()
        if not live.round_robin:
            self._view.say("The round is over; the speaker stays until you name another.")

    # -- what is said beside -----------------------------------------------------------------

    def off(self, text: str = "") -> None:
        """Go off the record, where nothing typed is kept; or back on the record."""
        live = self._live
        if live.off_record:
            live.off_record = False
            self._stage.control.bring_back()
        else:
            self._stage.control.put_aside()
            live.off_record = True
        self._view.moved()
        if not live.off_record:
            self._view.say("On the record again. Nothing of what was typed meanwhile was written.")

    def taken_up(self, text: str = "", note: Note | None = None) -> None:
        """Mark a callback as covered: *note*, else one that is due, else the oldest."""
        waiting = [*self._live.due_callbacks(), *self._live.callbacks]
        found = note or next(iter(waiting), None)
        if found is None:
            self._view.say("There is no callback; /call @3 exports adds one.")
        else:
            self._stage.beside(self._take_up(found))

    async def _take_up(self, note: Note) -> None:
        await live_steps.take_up(self._live, note)
        self._view.moved()
        self._view.say(f"Covered: {note.text[:60]}")

    def task(self, text: str = "", task: Task | None = None) -> None:
        """Tick *task*, else the section's next open one, and record the time."""
        task = task or self._live.next_task()
        if task is None:
            self._view.say("Nothing is left to tick in this section.")
            return
        self._live.take_down.note(NoteKind.TASK, task.text, self._live.begin())
        self._view.moved()
