"""The debrief after a session: a 15-minute checklist that can be left and resumed."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

from textual import events, on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, TextArea

from focusgroup.core.agenda_run.debrief import WRITTEN, DebriefPart
from focusgroup.core.errors import StoreError
from focusgroup.core.search.selection import Selection
from focusgroup.services.debrief import Debriefing
from focusgroup.services.documents.jobs import documents_of
from focusgroup.tui.commands import DEBRIEF, bindings
from focusgroup.tui.debrief.caret_places import caret_at, location_of
from focusgroup.tui.debrief.lines import ACTS, FIELDS, item_lines, key_hint, part_lines
from focusgroup.tui.documents.screen import DocumentsScreen
from focusgroup.tui.messages import KeysWanted
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.completion import Completion, among
from focusgroup.tui.widgets.fields import Field, ManyLines
from focusgroup.tui.widgets.notifications import tell, told
from focusgroup.tui.widgets.panel import LinesPanel, Panel

KEEP_DELAY_S = 0.05  # after a key, before unfinished text is saved
LAST = "That was the last one. F9 marks the session as debriefed and writes the summary."
ROOM_BELOW = 11
"""Lines needed by the bars and the tallest field."""


class DebriefScreen(Screen[None]):
    """One item at a time; everything is saved as it is typed."""

    COMMAND_TABLE = DEBRIEF
    BINDINGS = bindings(DEBRIEF)
    HELP_TEXT = (
        "Enter saves what is in the field and goes to the next item; F2 skips it, F5 the rest of"
        " the part, F4 goes back. Ctrl+Z undoes typing, then the last step. Leave at any time:"
        " unfinished text is there when you return. F9 marks the session as debriefed and writes"
        " its summary anew; a summary that you changed is kept beside it."
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

    def __init__(self, debrief: Debriefing) -> None:
        super().__init__()
        self.debrief = debrief
        self.takes_keys = False
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

    def on_mount(self) -> None:
        """Open the item at which it was left."""
        self._text.soft_wrap = True
        self._field = self._theme.field
        for field in (self._line, self._field):
            field.select_on_focus = False  # restored text is continued, not typed over
        self.watch(self._field, "value", self._changed, init=False)
        self.run_worker(self._learn(), group="suggesting")
        self._open_item()

    async def _learn(self) -> None:
        with suppress(StoreError):
            await self.debrief.suggesting.build()
            self._show()

    async def on_unmount(self) -> None:
        """Save unfinished text before the screen is gone."""
        if self.takes_keys:  # else no field was ever filled
            self.debrief.typed(*self._typed())
        await self.debrief.close()

    # -- showing -----------------------------------------------------------------------------

    def on_resize(self) -> None:
        """Break the lines for the new width."""
        self.call_after_refresh(self._show)

    def _open_item(self) -> None:
        """Show another item and its field, with what was written there before."""
        debrief = self.debrief
        part = debrief.item.part
        written = debrief.written()
        caret = len(written) if debrief.caret is None else min(debrief.caret, len(written))
        self._filling = True
        self.set_class(part in FIELDS, "-line")
        self.set_class(part is DebriefPart.UNTAGGED, "-theme")
        self.set_class(part in WRITTEN, "-text")
        if part in FIELDS or part is DebriefPart.UNTAGGED:
            field = self._line if part in FIELDS else self._field
            self._theme.offer(among([theme.path for theme in debrief.themes]))
            field.fill(written, again=debrief.again)
            field.cursor_position = caret
            field.focus()
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
        if not self.takes_keys:
            self.takes_keys = True
            self.post_message(KeysWanted())

    def _show(self) -> None:
        debrief = self.debrief
        if not self.is_mounted:
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
        self._below.show(key_hint(debrief))
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer only what applies to the item."""
        debrief = self.debrief
        if action == "act":
            return debrief.item.part in ACTS or bool(debrief.suggested())
        if action == "keep":
            return debrief.item.part in ACTS and debrief.item.part not in FIELDS
        if action == "undo":
            return bool(debrief.steps)
        if action == "back":
            return debrief.at > 0
        return True

    # -- what is typed -----------------------------------------------------------------------

    def _typed(self) -> tuple[str, int]:
        """Return the text in the field and the caret's position, in characters."""
        if self.has_class("-text"):
            text = self._text.text
            return text, caret_at(text, self._text.cursor_location)
        if self.has_class("-line") or self.has_class("-theme"):
            field = self._line if self.has_class("-line") else self._field
            return field.value, field.cursor_position
        return "", 0

    @on(Input.Changed, "#debrief-line")
    @on(TextArea.Changed, "#debrief-text")
    def _changed(self) -> None:
        if not self._filling and not self._keep_due:
            self._keep_due = True
            self.set_timer(KEEP_DELAY_S, self._keep_typed)

    def _keep_typed(self) -> None:
        self._keep_due = False
        if not self._filling:
            self.debrief.typed(*self._typed())

    @on(Input.Submitted, "#debrief-line")
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self._once(partial(self._keep, event.value))

    @on(Completion.Picked)
    def _picked(self, event: Completion.Picked) -> None:
        event.stop()
        if event.name:
            self._once(partial(self._keep, event.name))
        else:
            self.action_next()

    @work(group="debrief", exit_on_error=False)
    async def _once(self, step: Callable[[], Awaitable[None]]) -> None:
        """Do one step; a second Enter meanwhile must not write the same into the next item."""
        if self._busy:
            return
        self._busy = True
        with told(self):
            await step()
        self._busy = False

    async def _keep(self, text: str) -> None:
        await self.debrief.keep(text)
        self._open_next(await self.debrief.onward())

    def _open_next(self, there: bool) -> None:
        if not there:
            tell(self, LAST)
        self._open_item()

    async def on_key(self, event: events.Key) -> None:
        """Tag an untagged quote with one key: its kind, its speaker or a theme."""
        if event.character and self.focused is None and not self._busy:
            self._busy = True
            with told(self):
                if await self.debrief.tag(event.character):
                    event.stop()
                    self._open_item()
            self._busy = False

    # -- commands ----------------------------------------------------------------------------

    def _picked_part(self, target: object) -> None:
        if isinstance(target, DebriefPart):
            self._move(lambda: self.debrief.go(self.debrief.first_of(target)))

    def _move(self, step: Callable[[], bool]) -> None:
        self.debrief.typed(*self._typed())
        self._open_next(step())

    def action_next(self) -> None:
        """Go to the next item, leaving this one as it is."""
        self._move(lambda: self.debrief.go(self.debrief.at + 1))

    def action_back(self) -> None:
        """Go to the previous item."""
        if self.debrief.at > 0:
            self._move(lambda: self.debrief.go(self.debrief.at - 1))

    def action_skip_part(self) -> None:
        """Go to the next part, leaving the rest of this one."""
        self._move(self.debrief.skip_part)

    def action_undo(self) -> None:
        """Undo the last step, and go to where it was made."""
        self._once(self._undo)

    async def _undo(self) -> None:
        tell(self, f"Undone: {await self.debrief.undo()}")
        self._open_item()

    def action_keep(self) -> None:
        """Go on: Enter in a part without a field."""
        self.action_next()

    def action_act(self) -> None:
        """Do what the part offers: mark as covered, settled or top moment, or use the theme."""
        self._once(self._act)

    async def _act(self) -> None:
        part = self.debrief.item.part
        await self.debrief.act(self._typed()[0])
        if part is DebriefPart.MOMENTS:
            self._show()
        else:
            self._open_next(await self.debrief.onward())

    @work(group="debrief", exit_on_error=False)
    async def action_finish(self) -> None:
        """Keep what is written, mark the session as debriefed, and write its summary anew."""
        with told(self):
            self.debrief.typed(*self._typed())
            await self.debrief.finish()
            tell(self, "Debriefed. The summary is written anew, with what you wrote here.")
            chosen = Selection(sessions=(self.debrief.session_id,))
            offers = documents_of(self.debrief.db, chosen)
            title = self.debrief.session.title
            await self.app.push_screen_wait(DocumentsScreen(title, offers, at_once=True))
            self.action_leave()

    def action_leave(self) -> None:
        """Leave the debrief; it continues at the same place."""
        if self.is_current:
            self.dismiss(None)
