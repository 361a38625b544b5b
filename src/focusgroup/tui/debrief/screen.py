"""The debrief after a session: a 15-minute checklist that can be left and resumed."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, TextArea

from focusgroup.core.agenda_run.debrief import WRITTEN, DebriefPart
from focusgroup.core.errors import FocusgroupError, StoreError
from focusgroup.services.debrief import Debriefing, caret_at, location_of
from focusgroup.store import Db
from focusgroup.tui.commands import DEBRIEF, bindings
from focusgroup.tui.debrief.lines import ACTS, item_lines, part_lines
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.completion import Completion, among
from focusgroup.tui.widgets.fields import Field, ManyLines
from focusgroup.tui.widgets.notifications import tell, told
from focusgroup.tui.widgets.panel import LinesPanel, Panel
from focusgroup.tui.widgets.style import MUTED

KEEP_DELAY_S = 0.05
"""Seconds after a key before unfinished text is saved."""
ROOM_BELOW = 11
"""Lines needed by the bars and the tallest field."""
FIELDS = (
    DebriefPart.STUBS,
    DebriefPart.COMMITMENTS,
    DebriefPart.HEADLINES,
    DebriefPart.BOTTOM_LINE,
)
"""The parts with a single-line field."""


class DebriefScreen(Screen[None]):
    """One item at a time; everything is saved as it is typed."""

    COMMAND_TABLE = DEBRIEF
    BINDINGS = bindings(DEBRIEF)
    HELP_TEXT = (
        "Enter saves what is in the field and goes to the next item; F2 skips, F4 goes back. Leave"
        " at any time: unfinished text is there when you return. F9 marks the session as debriefed."
    )
    DEFAULT_CSS = """
    DebriefScreen {
        #debrief-top { background: $panel; text-style: bold; }
        #debrief-body { height: 1fr; }
        #debrief-parts { width: 28; height: 100%; border-right: solid $panel-lighten-1; }
        #debrief-main { padding: 0 1; }
        #debrief-item { height: 1fr; }
        #debrief-line, Completion, #debrief-text { display: none; }
        #debrief-line { margin: 1 0; }
        #debrief-text { height: 8; }
        &.-line #debrief-line, &.-theme Completion, &.-text #debrief-text { display: block; }
        #debrief-hint { background: $surface; }
    }
    """

    def __init__(self, db: Db, session_id: str) -> None:
        super().__init__()
        self.db = db
        self.session_id = session_id
        self.debrief: Debriefing | None = None
        self._keep_due = False
        self._filling = False
        self._busy = False
        # Kept as attributes: they are read for unfinished text, and updated by work that finishes
        # late, when the screen has already been taken apart.
        self._top = Panel(id="debrief-top")
        self._parts = LinesPanel(self._picked_part, id="debrief-parts")
        self._item = LinesPanel(lambda target: None, id="debrief-item")
        self._below = Panel(id="debrief-hint")
        self._line = Field(id="debrief-line")
        self._text = ManyLines(id="debrief-text")
        self._line.select_on_focus = False  # restored text is continued, not typed over
        self._theme = Completion(among([]), hint="any part of a theme's name", new="new theme")

    def compose(self) -> ComposeResult:
        """Yield the list of parts beside the current item, with its field below."""
        yield self._top
        with Horizontal(id="debrief-body"):
            yield self._parts
            with Vertical(id="debrief-main"):
                yield self._item
                yield self._line
                yield self._theme
                yield self._text
        yield self._below
        yield KeyFooter(compact=True, show_command_palette=False)

    async def on_mount(self) -> None:
        """Load it, at the place where it was left."""
        debrief = Debriefing(self.db, self.session_id)
        try:
            await debrief.load()
        except FocusgroupError as error:
            await debrief.close()
            tell(self, str(error), severity="error", seconds=10)
            self.app.pop_screen()
            return
        self.debrief = debrief
        self._text.soft_wrap = True
        self._field = self._theme.field
        self._field.select_on_focus = False
        self.watch(self._field, "value", self._changed, init=False)
        self.run_worker(self._learn(), group="suggesting")
        self._open_item()

    async def _learn(self) -> None:
        try:
            if self.debrief:
                await self.debrief.suggesting.build()
        except StoreError:
            return
        self._show()

    async def on_unmount(self) -> None:
        """Save unfinished text before the screen is gone."""
        if self.debrief:
            self.debrief.typed(*self._typed())
            await self.debrief.close()

    # -- showing -----------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Break the lines for the new width."""
        self.call_after_refresh(self._show)

    def _open_item(self) -> None:
        """Show another item and its field, with what was written there before."""
        debrief = self.debrief
        if debrief is None:
            return
        part = debrief.item.part
        written = debrief.written()
        caret = len(written) if debrief.caret is None else min(debrief.caret, len(written))
        self._filling = True
        self.set_class(part in FIELDS, "-line")
        self.set_class(part is DebriefPart.UNTAGGED, "-theme")
        self.set_class(part in WRITTEN, "-text")
        if part in FIELDS:
            self._line.value = written
            self._line.cursor_position = caret
            self._line.focus()
        elif part is DebriefPart.UNTAGGED:
            self._theme.offer(among([theme.path for theme in debrief.themes]))
            self._field.value = written
            self._field.cursor_position = caret
            self._field.focus()
        elif part in WRITTEN:
            self._text.text = written
            self._text.move_cursor(location_of(written, caret))
            self._text.focus()
        else:
            self.set_focus(None)
        self.call_after_refresh(self._filled)
        self._show()

    def _filled(self) -> None:
        self._filling = False
        self._show()

    def _show(self) -> None:
        debrief = self.debrief
        if debrief is None or not self.is_mounted:
            return
        done, of = debrief.progress
        amount = f"{done} of {of} "
        title = style.column(
            f" Debrief · {debrief.session.title}", max(self.size.width - len(amount) - 1, 8)
        )
        self._top.show(Content.assemble(title, amount))
        self._parts.show_lines(part_lines(debrief, max(self._parts.size.width, 20)))
        lines = item_lines(debrief, max(self._item.size.width - 1, 20))
        self._item.set_height(min(len(lines) + 1, max(self.size.height - ROOM_BELOW, 3)))
        self._item.show_lines(lines)
        self._below.show(self._hint())
        self.refresh_bindings()

    def _hint(self) -> Content:
        debrief = self.debrief
        assert debrief is not None
        part = debrief.item.part
        keys: list[tuple[str, str]] = []
        if part not in WRITTEN:
            word = "saves and continues" if part in (*FIELDS, DebriefPart.UNTAGGED) else "goes on"
            keys += [(" Enter ", "bold $text-accent"), (f"{word}  ", MUTED)]
        act = ACTS.get(part) or (f"use #{style.said(debrief.suggested())}"
                                 if debrief.suggested() else "")  # fmt: skip
        if act:
            keys += [(" F3 ", "bold $text-accent"), (act, MUTED)]
        if part in WRITTEN:
            keys += [(" Saved as you type.", MUTED), ("  F2 ", "bold $text-accent"),
                     ("goes on", MUTED)]  # fmt: skip
        return Content.assemble(*keys)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what applies to the item."""
        debrief = self.debrief
        if debrief is None:
            return action in ("leave",)
        if action == "act":
            return debrief.item.part in ACTS or bool(debrief.suggested())
        if action == "keep":
            return debrief.item.part in ACTS
        if action == "back":
            return debrief.at > 0
        return True

    # -- what is typed -----------------------------------------------------------------------

    def _typed(self) -> tuple[str, int]:
        """Return the text in the field and the caret's position, in characters."""
        if self.has_class("-text"):
            text = self._text.text
            return text, caret_at(text, self._text.cursor_location)
        if self.has_class("-line"):
            return self._line.value, self._line.cursor_position
        if self.has_class("-theme"):
            return self._field.value, self._field.cursor_position
        return "", 0

    @on(Input.Changed, "#debrief-line")
    @on(TextArea.Changed, "#debrief-text")
    def _changed(self) -> None:
        if self.debrief and not self._filling and not self._keep_due:
            self._keep_due = True
            self.set_timer(KEEP_DELAY_S, self._keep_typed)

    def _keep_typed(self) -> None:
        self._keep_due = False
        if self.debrief and not self._filling:
            self.debrief.typed(*self._typed())

    @on(Input.Submitted, "#debrief-line")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._decide(event.value)

    @on(Completion.Picked)
    def _picked(self, event: Completion.Picked) -> None:
        event.stop()
        if event.name:
            self._decide(event.name)
        else:
            self.action_next()

    @work(group="debrief", exit_on_error=False)
    async def _decide(self, text: str) -> None:
        debrief = self.debrief
        if debrief is None or self._busy:
            return
        self._busy = True  # a second Enter must not write the same text into the next item
        with told(self):
            await debrief.keep(text)
            await self._go_on()
        self._busy = False

    async def _go_on(self) -> None:
        if self.debrief and not await self.debrief.onward():
            tell(self, "That was the last one. F9 marks the session as debriefed.")
        self._open_item()

    # -- commands ----------------------------------------------------------------------------

    def _picked_part(self, target: object) -> None:
        if isinstance(target, DebriefPart) and self.debrief:
            self._move(self.debrief.first_of(target))

    def _move(self, place: int) -> None:
        if self.debrief is None:
            return
        self.debrief.typed(*self._typed())
        if not self.debrief.go(place):
            tell(self, "That was the last one. F9 marks the session as debriefed.")
        self._open_item()

    def action_next(self) -> None:
        """Go to the next item, leaving this one as it is."""
        if self.debrief:
            self._move(self.debrief.at + 1)

    def action_back(self) -> None:
        """Go to the previous item."""
        if self.debrief and self.debrief.at > 0:
            self._move(self.debrief.at - 1)

    def action_keep(self) -> None:
        """Go on: Enter in a part without a field."""
        self.action_next()

    @work(group="debrief", exit_on_error=False)
    async def action_act(self) -> None:
        """Do what the part offers: mark as covered, settled or top moment, or use the theme."""
        debrief = self.debrief
        if debrief is None or self._busy:
            return
        self._busy = True
        with told(self):
            part = debrief.item.part
            await debrief.act()
            if part is DebriefPart.MOMENTS:
                self._show()
            else:
                await self._go_on()
        self._busy = False

    @work(group="debrief", exit_on_error=False)
    async def action_finish(self) -> None:
        """Mark the session as debriefed."""
        debrief = self.debrief
        if debrief is None:
            return
        with told(self):
            debrief.typed(*self._typed())
            await debrief.finish()
            tell(self, "Debriefed. The Word summary has your headlines and the bottom line.")
            self.action_leave()

    def action_leave(self) -> None:
        """Leave the debrief; it continues at the same place."""
        if self.is_current:
            self.dismiss(None)
