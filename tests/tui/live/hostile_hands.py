"""The hostile facilitator's hands on the live screen: each step is keys, pastes and clicks."""

from pathlib import Path

from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.capture import Line
from focusgroup.core.model import Participant, Quote
from focusgroup.services.seating import put_right
from focusgroup.store import participants
from focusgroup.store.participants import PersonChange
from focusgroup.system.clock import unix_ms
from focusgroup.tui.live.quote_log import QuoteLog
from focusgroup.tui.widgets.panel import LinesPanel
from tests.services.capture.hostile import Facilitator, same, spoken
from tests.services.capture.said_model import Model, Person
from tests.tui.living import Live


class ScreenLine:
    """The line of the screen, for what the facilitator does with `Typed`; typed into by keys."""

    def __init__(self, live: Live) -> None:
        self._on, self.live, self.db = live, live.session, live.db

    @property
    def line(self) -> Line:
        return self._on.screen.line.line

    @line.setter
    def line(self, wanted: Line) -> None:
        """Bring the line there by keys: emptied, its caret moved, or something typed at it."""
        there = self.line
        if not wanted.text:
            while self.line.text:
                self._on.key("end", "ctrl+u", "backspace", "delete")
        elif wanted.text == there.text:
            self._on.key("end" if wanted.caret else "home")
        else:
            more = wanted.text[there.caret : wanted.caret]
            assert there.insert(more) == wanted
            if "\n" in more:
                self._on.screen.line.take_paste(more)
            else:
                self._on.type(more)

    def keep_draft(self) -> None:
        self._on.screen._keep_draft()

    async def saved(self) -> tuple[Quote, ...]:
        saved = await self._on.saved()
        await self.live.latest.drained()
        return saved


class ScreenTyping:
    """What is clicked or pressed for a speaker, a theme, and back through what was typed."""

    def __init__(self, live: Live) -> None:
        self._on = live

    def speaker(self, person: Participant) -> None:
        self._on.screen.query_one("#room", LinesPanel)._on_pick(person)

    def theme(self, path: str, *, add: bool = False) -> None:
        letter = self._on.screen.control.menu.keys.letter(path)
        assert letter
        self._on.key(f"ctrl+alt+{letter}" if add else f"alt+{letter}")

    def walk(self, *, back: bool) -> bool:
        """Undo or redo typing, only where there is something of that."""
        history = self._on.screen.control.typed._history
        if not (history._before if back else history._after):
            return False
        self._on.key("ctrl+z" if back else "ctrl+y")
        return True


class ScreenControl:
    """Keys and clicks where the facilitator calls the line's control; else that control."""

    def __init__(self, live: Live) -> None:
        self._on = live
        self.typed = ScreenTyping(live)

    def __getattr__(self, name: str) -> object:
        return getattr(self._on.screen.control, name)

    def changed(self) -> None: ...

    def enter(self) -> None:
        self._on.key("enter")

    def escape(self) -> None:
        self._on.key("escape")

    def complete(self) -> None:
        self._on.key("tab")

    def speaker_at(self, seat: int) -> None:
        self._on.key(f"alt+{seat}")

    def edit_step(self, by: int) -> None:
        assert by == -1
        if self._on.screen.control.menu.choices:
            self._on.key("escape")
        self._on.key("up")

    def edit(self, quote: Quote) -> None:
        self._on.screen._edit_picked(QuoteLog.Picked(quote.id))

    def bring_back_newest(self) -> None:
        self._on.screen.action_do("bring_back")

    def put_aside(self) -> None:
        self._on.key("f10")

    def bring_back(self) -> None:
        self._on.key("f10")


class OnScreen(Facilitator):
    """A hostile facilitator at a live screen."""

    def __init__(self, live: Live, folder: Path, seed: int) -> None:
        super().__init__(folder, seed)
        self.on = live
        for step in (self.join, self.seat, self.consent, self.agree):
            self.weights[self.steps.index(step)] = 0

    async def open(self, *, first: bool = False) -> None:
        live = self.on
        self.session = live.stored.id
        if first:
            bert = (await participants.of_session(live.db, self.session))[1]
            await put_right(live.db, bert, PersonChange(consent_notes=False), unix_ms())
        await live.again()
        self.typed, self.live, self.control = ScreenLine(live), live.session, ScreenControl(live)
        if first:
            live.key("f2")
            await live.settled()
            there = self.live.participants
            self.model = Model({p.seat: Person(p.name, p.consent_notes) for p in there})
            self.model.kind = self.live.sticky.kind.value

    async def _close(self, *, hard: bool) -> None:
        """The fixture closes the screen, and `open` leaves the one that is there."""

    async def rest(self) -> None:
        """Let the screen handle what came of a step."""
        await self.on.pilot.pause()

    async def look_at_store(self) -> None:
        """What the list shows is what is stored."""
        await super().look_at_store()
        await self.on.settled()
        same({row.quote.id: spoken(row.quote) for row in self.on.log._rows}, self.model.shown())

    def go_off(self) -> None:
        self.model.off = not self.model.off
        self.log.append(f"  off: {self.model.off}")
        self.on.key("f10")
        assert self.live.off_record is self.model.off

    async def walk(self) -> None:
        self.clear()
        await self.on.settled()
        back = self.any.random() < 0.65
        self.log.append(f"  back {back}")
        self.model.walk(back=back)
        self.on.key("enter", "ctrl+z" if back else "ctrl+y")  # Enter leaves no typing to undo
        await self.on.settled()

    async def end(self) -> None:
        ended = self.live.clock.state is ClockState.ENDED
        if not self.live.quotes and not ended:
            return
        if ended:
            self.on.key("f6")
        else:
            self.on.key("f9")
            await self.on.pilot.pause()
            await self.on.pilot.press("down", "down", "enter")
        await self.on.settled()
        self.model.keep(ended=not ended)
