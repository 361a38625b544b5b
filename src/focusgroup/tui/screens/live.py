"""The live screen: agenda, clock, room, quotes, and the capture line under them all.

It puts the pieces together and runs the commands; what a line does is in
`capture_control`, what is known of the session in `live_session`, what the bars and panels
say in `live_bars` and `live_panels`.
"""

import json

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Footer

from focusgroup.core.clock import MINUTE_MS, ClockState
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import NoteKind, Participant, Quote
from focusgroup.core.people import parse_participant
from focusgroup.store import Db, participants
from focusgroup.store.history import Undone, redo, undo
from focusgroup.store.outbox import Outbox, OutboxState
from focusgroup.tui import live_bars, live_panels, look
from focusgroup.tui.capture_control import CaptureControl
from focusgroup.tui.commands import LIVE, bindings
from focusgroup.tui.hints import hint
from focusgroup.tui.live_bars import Saving
from focusgroup.tui.live_session import LiveSession
from focusgroup.tui.now import mono_ms, unix_ms
from focusgroup.tui.screens.end import EndScreen
from focusgroup.tui.screens.person import PersonScreen
from focusgroup.tui.screens.plan import PlanScreen
from focusgroup.tui.widgets.capture_line import CaptureLine
from focusgroup.tui.widgets.panel import LinesPanel, Panel
from focusgroup.tui.widgets.quote_log import QuoteLog

DRAFT_DELAY_S = 0.2
TICK_S = 0.5
HEARTBEAT_TICKS = 4
SIGNALS = (15, 5)
NUDGE_MS = 5_000
HIGH = 34
GUIDE_LINES_HIGH = 11
GUIDE_LINES_LOW = 6
"""The guide is as high as it needs to be and leaves the rest to the quotes."""


class LiveScreen(Screen[None]):
    """One session, live, paused, or ended and looked at again."""

    COMMAND_TABLE = LIVE
    BINDINGS = bindings(LIVE)
    AUTO_FOCUS = "CaptureLine"
    HELP_TEXT = "capture-line"
    DEFAULT_CSS = """
    LiveScreen {
        #clock { background: $panel; text-style: none; }
        #body { height: 1fr; }
        #side { width: 38; border-right: solid $panel-lighten-1; display: none; }
        #agenda { height: 1fr; max-height: 60%; }
        #room { height: 1fr; }
        #guide { height: 1; background: $surface; }
        #section { background: $boost; }
        #sticky { background: $panel; }
        #hint { background: $surface; }
        &.-wide #side, &.-very-wide #side { display: block; }
        &.-very-wide #side { width: 52; }
        &.-narrow FooterKey.-command-palette { display: none; }
        &.-wide #strip, &.-very-wide #strip { display: none; }
        &.-guide #log { display: none; }
    }
    """

    def __init__(self, db: Db, session_id: str) -> None:
        super().__init__()
        self.db = db
        self.session_id = session_id
        self.live: LiveSession | None = None
        self.control: CaptureControl | None = None
        self.saving = Saving()
        self.said = ""
        # Kept by name: it is asked for the draft when the screen is already taken apart.
        self.line = CaptureLine(
            on_enter=self._enter, on_change=self._changed, on_key_first=self._key_first, id="line"
        )
        self._draft_due = False
        self._line_due = False
        self._ticks = 0
        self._unsaved: set[str] = set()
        self._signalled: set[int] = set()

    def compose(self) -> ComposeResult:
        """Top to bottom as the eye needs it: time, guide, quotes, room, line."""
        yield Panel(id="clock")
        with Horizontal(id="body"):
            with Vertical(id="side"):
                yield LinesPanel(self._pick, id="agenda")
                yield LinesPanel(self._pick, id="room")
            with Vertical(id="main"):
                yield Panel(id="section")
                yield LinesPanel(self._pick, id="guide")
                yield QuoteLog(id="log")
        yield Panel(id="strip")
        yield Panel(id="sticky")
        yield self.line
        yield Panel(id="hint")
        yield Footer(compact=True)

    # -- opening and leaving -----------------------------------------------------------------

    async def on_mount(self) -> None:
        """Load the session and bring back what was being typed."""
        try:
            live = await LiveSession.load(self.db, self.session_id)
        except FocusgroupError as error:
            self.app.notify(str(error), severity="error", markup=False, timeout=10)
            self.app.pop_screen()
            return
        live.outbox = Outbox(
            self.db,
            on_saved=self._saved,
            on_state=self._trouble,
            now_ms=unix_ms,
        )
        self.live = live
        self.control = CaptureControl(
            live,
            get_line=lambda: self.line.line,
            set_line=self.line.set_line,
            on_quote=self._taken_down,
            on_command=self._slash,
            on_say=self._say,
            slash={c.slash: c.help for c in LIVE if c.slash},
        )
        self.control.restore(live.draft, json.loads(live.draft.state or "{}"))
        self.log_view.load(live.ordered())
        self.log_view.say_when_empty(hint_when_empty())
        self.set_interval(TICK_S, self._tick)
        self.call_after_refresh(self._refresh_all)

    async def on_unmount(self) -> None:
        """Everything that waits is written before the screen is gone."""
        await self.close_session()

    async def close_session(self) -> None:
        """Keep clock and draft, and write what waits; nothing of it waits on the screen."""
        live, self.live = self.live, None
        if live is None or live.outbox is None or self.control is None:
            return
        draft, state = self.control.draft()
        live.keep_draft(draft, **state)
        live.tick()
        await live.outbox.close()
        await live.latest.close()

    @property
    def log_view(self) -> QuoteLog:
        """The list of quotes."""
        return self.query_one("#log", QuoteLog)

    # -- keys --------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A key that reached the screen because nothing has the focus belongs to the line."""
        self.line.focus()
        if self.line.take_key(event.key, event.character if event.is_printable else None):
            event.stop()
            event.prevent_default()

    def on_click(self) -> None:
        """Wherever somebody clicks, the line keeps the keys."""
        self.line.focus()

    def _key_first(self, key: str) -> bool:
        """Keys that are commands; acted on here, in the order in which they were typed."""
        control = self.control
        if control is None or self.live is None:
            return True
        if control.take_key(key):
            self._show_line_soon()
            return True
        active = self.active_bindings.get(key)
        if active and active.binding.id and active.binding.id.startswith("live."):
            getattr(self, f"action_{active.binding.action}")()
            return True
        return False

    def _enter(self) -> None:
        if self.control is None:
            return
        self.said = ""
        self.control.enter()
        self._keep_draft()
        self._show_line_soon()

    def _changed(self) -> None:
        if self.control is None:
            return
        self.said = ""
        self.control.changed()
        if not self._draft_due:
            self._draft_due = True
            self.set_timer(DRAFT_DELAY_S, self._keep_draft)
        self._show_line_soon()

    def _keep_draft(self) -> None:
        self._draft_due = False
        if self.live and self.control:
            draft, state = self.control.draft()
            self.live.keep_draft(draft, **state)

    # -- quotes on their way -----------------------------------------------------------------

    def _taken_down(self, quote: Quote) -> None:
        if self.live and self.live.clock.state is ClockState.READY:
            self.live.start()
        self._unsaved.add(quote.id)
        self.saving = Saving(len(self._unsaved), self.saving.trouble)
        self.log_view.put(quote, saved=False)
        self._show_clock()
        self._show_room()

    def _saved(self, entry_id: str, quote: Quote | None) -> None:
        """An entry is on disk: now, and not before, it gets its tick."""
        if quote is not None and self.live is not None:
            self._unsaved.discard(quote.id)
            self.live.quotes[quote.id] = quote
            self.log_view.put(quote, saved=True)
        self.saving = Saving(len(self._unsaved), self.saving.trouble)
        self._show_clock()

    def _trouble(self, state: OutboxState) -> None:
        self.saving = Saving(len(self._unsaved), state)
        if state.waiting:
            self._say(f"{state.reason}. Go on: what you type is kept and tried again.")
        self._show_clock()

    # -- what it shows -----------------------------------------------------------------------

    def _tick(self) -> None:
        self._ticks += 1
        if self.live and self._ticks % HEARTBEAT_TICKS == 0:
            self.live.tick()
        self._show_clock()
        if self._ticks % 10 == 0:
            self._show_side()
            self._show_room()
        self._signal_the_end()

    def _signal_the_end(self) -> None:
        """A quiet word to the facilitator a quarter of an hour and five minutes before the end."""
        if self.live is None or not self.live.clock.running:
            return
        left = self.live.clock.left(mono_ms())
        passed = {minutes for minutes in SIGNALS if left <= minutes * MINUTE_MS}
        new, self._signalled = passed - self._signalled, passed
        if new and self._ticks > 1 and left > 0:
            self._say(f"{min(new)} minutes are left of the session.")

    def on_resize(self) -> None:
        """Every panel is built for its width."""
        self.call_after_refresh(self._refresh_all)

    def _refresh_all(self) -> None:
        if not self.query_one("#clock", Panel).size.width:
            return  # not laid out yet; the first resize comes back here
        self._show_clock()
        self._show_side()
        self._show_room()
        self._show_line()

    def _show_clock(self) -> None:
        if self.live is None:
            return
        clock, section = self.query_one("#clock", Panel), self.query_one("#section", Panel)
        mono = mono_ms()
        clock.show(live_bars.clock_bar(self.live, self.saving, clock.size.width, mono, unix_ms()))
        section.show(live_bars.section_line(self.live, section.size.width, mono))

    def _show_side(self) -> None:
        if self.live is None:
            return
        agenda, guide = self.query_one("#agenda", LinesPanel), self.query_one("#guide", LinesPanel)
        agenda.show_lines(live_panels.agenda_lines(self.live, *agenda.size, mono_ms()))
        room = GUIDE_LINES_HIGH if self.size.height >= HIGH else GUIDE_LINES_LOW
        full = self.has_class("-guide")
        if full:
            room = max(self.query_one("#main").size.height - 1, 1)
        lines = live_panels.guide_lines(self.live, guide.size.width, room, full=full)
        if full and not self.query_one("#side").display:
            below = max(room - len(lines) - 1, 0)
            lines += live_panels.agenda_lines(self.live, guide.size.width, below, mono_ms())
        guide.set_height(room if full else max(len(lines), 1))
        guide.show_lines(lines)

    def _show_room(self) -> None:
        if self.live is None:
            return
        room, strip = self.query_one("#room", LinesPanel), self.query_one("#strip", Panel)
        room.show_lines(live_panels.room_lines(self.live, *room.size, mono_ms()))
        strip.show(live_bars.room_strip(self.live, strip.size.width))

    def _show_line_soon(self) -> None:
        """Once for all the keys that are waiting already."""
        if not self._line_due:
            self._line_due = True
            self.line.call_later(self._show_line)

    def _show_line(self) -> None:
        """The bar over the line and the hint under it."""
        self._line_due = False
        live, control = self.live, self.control
        if live is None or control is None:
            return
        bar, below = self.query_one("#sticky", Panel), self.query_one("#hint", Panel)
        sticky, kind = control.preview()
        began = control.begun.offset_ms if control.begun else live.clock.elapsed(mono_ms())
        editing = look.clock_time(control.editing.offset_ms) if control.editing else ""
        bar.show(
            live_bars.sticky_bar(
                live,
                sticky,
                kind=kind,
                editing=editing,
                width=bar.size.width,
                time=control.editing.offset_ms if control.editing else began,
            )
        )
        below.show(
            hint(live, control, self.said, newer=self.log_view.newer_below, width=below.size.width)
        )
        self.log_view.choose(control.editing.id if control.editing else "")

    def _say(self, text: str) -> None:
        self.said = text
        self._show_line()

    def _moved(self) -> None:
        self.said = ""
        self._refresh_all()

    # -- commands ----------------------------------------------------------------------------

    def _pick(self, target: object) -> None:
        """A click on a section, a question or a participant."""
        if self.live is None or self.control is None:
            return
        if isinstance(target, Participant):
            self.control.speaker(target)
            self._changed()
        elif isinstance(target, int):
            self.live.step_section(target - self.live.clock.section)
        elif isinstance(target, tuple):
            self.live.go((target[0], target[1]))
        self._moved()

    def _movable(self) -> LiveSession | None:
        """The session, if it can still move on; says why not otherwise."""
        live = self.live
        if live and live.clock.state is ClockState.ENDED:
            self._say("This session has ended; quotes can still be added and corrected.")
            return None
        return live

    def action_next_question(self) -> None:
        """Start the session, or go to the next question."""
        if live := self._movable():
            if live.clock.state is ClockState.READY:
                live.start()
            else:
                live.next_question()
            self._moved()

    def action_next_section(self) -> None:
        """The next section."""
        if live := self._movable():
            live.step_section(1)
            self._moved()

    def action_previous_question(self) -> None:
        """The question before."""
        if live := self._movable():
            live.previous_question()
            self._moved()

    def action_previous_section(self) -> None:
        """The section before."""
        if live := self._movable():
            live.step_section(-1)
            self._moved()

    def action_pause(self) -> None:
        """Stop the clock, or let it run."""
        if live := self._movable():
            live.pause() if live.clock.running else live.start()
            self._moved()

    def action_plan(self) -> None:
        """Plan the rest of the session anew."""
        self._plan()

    @work(group="plan")
    async def _plan(self) -> None:
        live = self._movable()
        if live is None or not live.agenda.sections:
            return
        screen = PlanScreen(live.clock, live.agenda.sections, live.session.zone)
        plan = await self.app.push_screen_wait(screen)
        if plan is not None and self.live is live:
            live.replan(plan)
            self._moved()
            self._say("The rest is planned anew; F5, o brings the agenda's own times back.")

    def action_nod(self, number: str = "") -> None:
        """One more agrees with the last quote."""
        if self.control:
            self.control.tally(agree=True, number=number)

    def action_objection(self, number: str = "") -> None:
        """One more objects to the last quote."""
        if self.control:
            self.control.tally(agree=False, number=number)

    def action_earlier(self) -> None:
        """It was said five seconds before."""
        if self.control:
            self.control.earlier(NUDGE_MS)
            self._show_line()

    def action_edit_last(self) -> None:
        """Correct the last quote, or the one before the one being corrected."""
        if self.control:
            self.control.edit_step(-1)
            self._show_line()

    def action_toggle_guide(self) -> None:
        """Give the guide all the room, or give it back to the quotes."""
        self.toggle_class("-guide")
        self.call_after_refresh(self._refresh_all)

    def action_quotes_up(self) -> None:
        """Earlier quotes."""
        self.log_view.page(-1)
        self._show_line()

    def action_quotes_down(self) -> None:
        """Later quotes."""
        self.log_view.page(1)
        self._show_line()

    def action_tick_task(self) -> None:
        """Tick the next open task of the section, with its time."""
        if self.live and (task := self.live.next_task()):
            self.live.note_down(NoteKind.TASK, task.text, self.live.begin(), None)
            self._moved()

    @on(QuoteLog.Picked)
    def _edit_picked(self, message: QuoteLog.Picked) -> None:
        if self.live and self.control and message.quote_id in self.live.quotes:
            self.control.edit(self.live.quotes[message.quote_id])
            self._show_line()

    def action_undo(self) -> None:
        """Take back the last change."""
        self._walk_history(back=True)

    def action_redo(self) -> None:
        """Do again what was undone."""
        self._walk_history(back=False)

    @work(group="history")
    async def _walk_history(self, *, back: bool) -> None:
        live = self.live
        if live is None or live.outbox is None:
            return
        await live.outbox.drained()
        try:
            step = undo if back else redo
            done = await step(self.db, live.session.id, unix_ms())
            await live.refresh_quotes()
        except FocusgroupError as error:
            self._say(str(error))
            return
        self.log_view.load(live.ordered())
        self._refresh_all()
        self._say(told(done, back=back))

    def action_add_person(self) -> None:
        """Ask for a participant: name, role, account."""
        self._ask_for_person("")

    @work(group="person")
    async def _ask_for_person(self, start: str) -> None:
        typed = await self.app.push_screen_wait(PersonScreen(start))
        if typed:
            await self._seat(typed)

    async def _seat(self, typed: str) -> None:
        live = self.live
        if live is None:
            return
        try:
            new = parse_participant(typed)
            person = await participants.add(
                self.db,
                live.session.id,
                name=new.name,
                role=new.role,
                account=new.account,
                now_ms=unix_ms(),
            )
        except FocusgroupError as error:
            self._say(str(error))
            return
        await live.refresh_people()
        self._refresh_all()
        self._say(f"@{person.seat} is {person.name} ({person.initials})")

    @work(group="person")
    async def _seat_typed(self, typed: str) -> None:
        await self._seat(typed)

    def action_end(self) -> None:
        """Ask, end the session, and offer the summary."""
        self._end()

    @work(group="end")
    async def _end(self) -> None:
        live = self.live
        if live is None:
            return
        wish = await self.app.push_screen_wait(EndScreen(live))
        if wish is None or self.live is None:
            return
        live.end()
        self._moved()
        if wish == "word":
            self.action_export()

    def action_export(self) -> None:
        """Write the Word summary as it stands."""
        self._export()

    @work(group="export")
    async def _export(self) -> None:
        from focusgroup.tui.export import export_sessions

        if self.live and self.live.outbox:
            await self.live.outbox.drained()
            await export_sessions(self, self.db, [self.live.session.id])

    def action_leave(self) -> None:
        """Back to the home screen; the session can be resumed."""
        self.app.pop_screen()

    def _slash(self, name: str, text: str) -> None:
        """Run a command that was typed instead of its key."""
        if name == "who":
            self._seat_typed(text) if text else self._ask_for_person("")
            return
        command = next((c for c in LIVE if c.slash == name), None)
        if command is None:
            self._say(f"There is no command /{name}; F1 lists them all.")
            return
        run = getattr(self, f"action_{command.action}")
        run(text) if command.action in ("nod", "objection") else run()


def told(done: Undone | None, *, back: bool) -> str:
    """What undo or redo did, in words."""
    if done is None:
        return "Nothing left to undo." if back else "Nothing to do again."
    verb = {"add": "the quote", "change": "the change of", "delete": "the deletion of"}[done.verb]
    many = f" and {done.quotes - 1} more" if done.quotes > 1 else ""
    return f"{'Undone' if back else 'Done again'}: {verb} “{done.text[:60]}”{many}"


def hint_when_empty() -> Content:
    """What stands in the list before the first quote."""
    return Content.assemble(
        "\n",
        ("   Nothing has been said yet. Type what you hear and press Enter.\n\n", "$text-muted"),
        ("   -", "bold $text-error"), ("  a problem      ", "$text-muted"),
        ("+", "bold $text-success"), ("  a strength      ", "$text-muted"),
        ("?", "bold $text-primary"), ("  a missing feature\n", "$text-muted"),
        ("   @3", "bold"), (" who said it   ", "$text-muted"),
        ("#rep", "bold"), (" the theme      ", "$text-muted"),
        ("!", "bold"), ("  felt strongly   ", "$text-muted"),
        ("↑", "bold"), ("  fix the last one\n", "$text-muted"),
    )  # fmt: skip
