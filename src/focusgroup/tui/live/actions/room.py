"""Commands for the people in the room: seats, turns, callbacks, tasks, off the record."""

from functools import partial

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Note, Participant, Task
from focusgroup.services import live_steps
from focusgroup.services.dates_in_words import count
from focusgroup.services.live_commands import Did, room
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
        if text.strip():
            self._stage.beside(self._person(text))
        else:
            name, there = self._stage.control.names.speaker, self._live.participants
            seat = live_steps.free_seat(there, name)
            dialog = PersonScreen(name, seat=seat, there=there)
            self._stage.ask(dialog, partial(self._person, seat=seat))

    async def _person(self, typed: str, seat: int | None = None) -> None:
        person = live_steps.seated(self._live.participants, typed)
        if person is None:
            await self._seat(typed, seat)
        else:
            await self._facts(person)

    async def _facts(self, person: Participant) -> None:
        from focusgroup.tui.live.dialogs.person_facts import PersonFactsScreen

        live = self._live
        try:
            with self._stage.opening:
                account, quotes = await live_steps.facts_of(live, person)
                screen = PersonFactsScreen(
                    person, account, quotes=quotes, now_ms=unix_ms(), zone=live.session.zone
                )
                closed = self._stage.open(screen)
            change = await closed
            said = await live_steps.put_right(live, person, change) if change else ""
        except FocusgroupError as error:
            said = str(error)
        self._view.log.load(live.ordered())
        self._view.moved()
        self._view.say(said)

    async def _seat(self, typed: str, seat: int | None) -> None:
        try:
            said = await live_steps.seat(self._live, typed, seat)
        except FocusgroupError as error:
            said = str(error)
        else:
            settled = self._stage.control.names.settle_speakers()
            said += f", with {count(settled, 'quote')} that named them" if settled else ""
        self._view.moved()
        self._view.say(said)

    def seats(self, text: str = "") -> None:
        """Open the seat map; the participant chosen there speaks next."""
        from focusgroup.tui.live.dialogs.seats import SeatsScreen

        self._stage.ask(SeatsScreen(self._live), self._speaks_next)

    async def _speaks_next(self, person: Participant) -> None:
        self._stage.control.typed.speaker(person)
        self._stage.control.changed()
        self._view.moved()

    def round(self, text: str = "") -> None:
        """Start going round the table, where after each quote the next seat speaks; or stop."""
        self._show(room.turn_round(self._live, self._stage.key))

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

        async def covered() -> None:
            self._show(await room.take_up(self._live, note))

        self._stage.beside(covered())

    def task(self, text: str = "", task: Task | None = None) -> None:
        """Tick *task*, else the section's next open one, and record the time."""
        self._show(room.tick(self._live, task.text if task else ""))

    def _show(self, did: Did) -> None:
        if did.moved:
            self._view.moved()
        if did.said:
            self._view.say(did.said)
