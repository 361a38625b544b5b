"""The hostile facilitator's hands on the live screen: each step is keys, pastes and clicks."""

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any
from unittest.mock import AsyncMock, MagicMock

from textual import events

from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.capture import Line
from focusgroup.core.model import Participant, Quote
from focusgroup.services.seating import put_right
from focusgroup.store import open_sqlite, participants
from focusgroup.store.outbox import replay_waiting
from focusgroup.store.participants import PersonChange
from focusgroup.system.clock import unix_ms
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.live.dialogs.person import PersonScreen
from focusgroup.tui.live.quote_log import QuoteLog
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.panel import LinesPanel
from tests.services.capture.hostile import Facilitator, same, spoken
from tests.services.capture.said_model import Model, Person, Said
from tests.services.programs import Program
from tests.tui.living import Live, live_screen, make_session

Run = Callable[..., AbstractAsyncContextManager[Any]]


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
        self._on.screen._edit_picked(QuoteLog.QuotePicked(quote.id))

    def bring_back_newest(self) -> None:
        if self._on.screen.line.text:
            self._on.screen.action_do("bring_back")
        else:
            self._on.type("/aside⏎")

    def put_aside(self) -> None:
        self._on.key("f10")

    def bring_back(self) -> None:
        self._on.key("f10")


class OnScreen(Facilitator):
    """A hostile facilitator at a live screen, which is left, killed and started again."""

    def __init__(self, run_app: Run, folder: Path, seed: int) -> None:
        super().__init__(folder, seed)
        self._run_app = run_app
        self._others: list[Program] = []
        for step in (self.join, self.consent, self.agree):
            self.weights[self.steps.index(step)] = 0
        self.steps.append(self.elsewhere)
        self.weights.append(2)

    async def open(self, *, first: bool = False) -> None:
        db = await open_sqlite(self.path)
        await replay_waiting(db, unix_ms())
        if first:
            self.stored = await make_session(db)
            self.session = self.stored.id
            bert = (await participants.of_session(db, self.session))[1]
            await put_right(db, bert, PersonChange(consent_notes=False), unix_ms())
        app = FocusgroupApp(db)
        self._running = self._run_app(app)
        live = self.on = Live(await self._running.__aenter__(), db, self.stored)
        await app.push_screen(await live_screen(db, self.session))
        await live.pilot.pause()
        self.typed, self.live, self.control = ScreenLine(live), live.session, ScreenControl(live)
        if first:
            live.key("f2")
            await live.settled()
            there = self.live.participants
            self.model = Model({p.seat: Person(p.name, p.consent_notes) for p in there})
            self.model.kind = self.live.sticky.kind.value

    async def _close(self, *, hard: bool) -> None:
        """Quit, or be gone with what is on its way kept by the last moment's journal."""
        if hard:
            screen, db = self.on.screen, self.on.db
            # What only reads finds no database afterwards.
            screen.actions.elsewhere.look = MagicMock()  # type: ignore[method-assign]
            await self.on.settled()
            await super()._close(hard=True)
            screen.live, screen.actions = MagicMock(), MagicMock()  # nothing is written any more
            screen.live.close = AsyncMock()
            screen.actions.stage.outbox.close = AsyncMock()
            screen.actions.rescue = AsyncMock()
            screen._keep_draft = MagicMock()  # type: ignore[method-assign]
            assert db is self.typed.db
        await self._running.__aexit__(None, None, None)
        if not hard:
            await self.typed.db.close()

    async def sit(self, name: str) -> None:
        """Press F7, type the name and press Enter."""
        app = self.on.pilot.app
        self.on.key("f7")
        await self.on.until(lambda: isinstance(app.screen, PersonScreen) and app.screen.takes_keys)
        app.screen.query_one(Field).value = name  # in place of the open name that stands there
        app.post_message(events.Key("enter", "\r"))
        await self.on.until(lambda: any(name == each.name for each in self.live.participants))
        await self.on.settled()

    async def run(self, steps: int, *, looked_at: int = 10) -> None:
        """So many steps; programs that have joined stay until the end."""
        try:
            await super().run(steps, looked_at=looked_at)
        finally:
            for program in self._others:
                await program.close()

    async def elsewhere(self) -> None:
        """Another program joins and takes a quote down, which no undo here may reach."""
        program = await Program.start(self.path, self.session)
        self._others.append(program)
        seat = self.any.choice([s for s, each in self.model.now.people.items() if each.consent])
        self.number += 1
        text = f"from elsewhere z{self.number}z"
        program.enter(f"- {text} @{seat} #mob")
        await program.idle()
        (key,) = [quote.id for quote in program.live.ordered() if quote.text == text]
        self.model.elsewhere(
            key, Said(text, self.model.now.people[seat].name, "problem", ("Mobile",))
        )
        self.on.screen.actions.elsewhere.look()
        await self.on.until(lambda: key in self.live.quotes)

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
        if self.any.random() < 0.5:
            self.on.type("/undo⏎" if back else "/redo⏎")
        else:
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
