"""The back room's questions: read them, mark them asked, later or no, or hold them back."""

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import ObserverQuestion, QuestionState
from focusgroup.services.dates_in_words import time_of_day
from focusgroup.services.live_commands import Did, back_room
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.commands import bindings
from focusgroup.tui.live.commands import QUESTIONS
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.typed_ahead import Window
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import FAINT, MUTED

LOOK_S = 0.5
Act = Callable[[], Awaitable[Did]]
SIGNS = {
    QuestionState.OPEN: "○",
    QuestionState.LATER: "↓",
    QuestionState.ASKED: "✓",
    QuestionState.NO: "×",
}


class QuestionsScreen(Window[None]):
    """A dialog over the running session; new questions appear in it."""

    COMMAND_TABLE = QUESTIONS
    BINDINGS = bindings(QUESTIONS)
    DEFAULT_CSS = """
    QuestionsScreen {
        align: center middle;
        #box { width: 96; max-width: 98%; height: auto; max-height: 96%; padding: 1 1 0 1;
               background: $panel; }
        #questions-box { height: auto; max-height: 24; margin: 1 0; scrollbar-size-vertical: 1; }
        #questions { height: auto; }
        #questions-said { height: auto; }
        KeyFooter { dock: none; background: $panel; }
    }
    """

    def __init__(self, live: LiveSession) -> None:
        super().__init__()
        self._live = live
        self._shown = live.back_room
        self._chosen = next((each.id for each in live.back_room.listed), "")
        self._said = ""
        self._undo: list[Act] = []
        self._in_order = asyncio.Lock()

    def compose(self) -> ComposeResult:
        """Lay out the title, the questions, what was done, and the keys."""
        with Vertical(id="box"):
            yield Panel(id="questions-title")
            with VerticalScroll(id="questions-box", can_focus=False):
                yield Panel(id="questions")
            yield Panel(id="questions-said")
            yield KeyFooter(compact=True, show_command_palette=False)

    def on_mount(self) -> None:
        """Draw the questions, and again when more come."""
        self.call_after_refresh(self._show)
        self.set_interval(LOOK_S, self._look)

    def on_resize(self) -> None:
        """Draw the questions for the new width."""
        self.call_after_refresh(self._show)

    def _look(self) -> None:
        if self._live.back_room != self._shown:
            self._show()

    @property
    def _question(self) -> ObserverQuestion | None:
        listed = self._live.back_room.listed
        return next((each for each in listed if each.id == self._chosen), None)

    @property
    def _place(self) -> int:
        """Return the place of the chosen question in the list."""
        ids = [each.id for each in self._live.back_room.listed]
        return ids.index(self._chosen) if self._chosen in ids else 0

    def _show(self) -> None:
        room = self._shown = self._live.back_room
        if self._question is None:
            self._chosen = next((each.id for each in room.listed), "")
        panel = self.query_one("#questions", Panel)
        width = panel.size.width
        rows = [self._row(each, width) for each in room.listed]
        lines = [line for row in rows for line in row]
        lines = lines or [Content.styled("Nothing was asked yet.", MUTED)]
        panel.set_height(len(lines))
        panel.show(Content("\n").join(lines))
        top = sum(len(row) for row in rows[: self._place])
        box = self.query_one("#questions-box", VerticalScroll)
        box.scroll_to(y=top - 3, animate=False)
        held = "  held back: observers can send none" if room.hushed else ""
        self.query_one("#questions-title", Panel).show(
            Content.assemble(
                ("Questions from the back room", "bold"),
                (f"  {len(room.open)} open", MUTED),
                (held, "bold $text-warning"),
            )
        )
        said = self.query_one("#questions-said", Panel)
        said.set_height(1)
        said.show(style.cut(self._said, width))

    def _row(self, question: ObserverQuestion, width: int) -> list[Content]:
        """Return the lines of one question, its words broken where they don't fit."""
        chosen = question.id == self._chosen
        is_open = question.state is QuestionState.OPEN
        time = time_of_day(question.at_ms, self._live.session.zone)
        head = f"{'›' if chosen else ' '} {SIGNS[question.state]} "
        state = back_room.WORDS[question.state]
        tail = f"  {state:>5}  {time}"
        room = max(width - len(head) - len(tail), 10)
        words = Content(style.said(question.text)).wrap(room)
        look = "bold" if chosen else "" if is_open else MUTED
        sign = (head, "bold $text-accent" if chosen else FAINT)
        first = Content.assemble(
            sign, words[0].pad_right(room - words[0].cell_length), (tail, MUTED)
        )
        rest = (Content.assemble(" " * len(head), each) for each in words[1:])
        return [each.stylize(look) if look else each for each in (first, *rest)]

    # -- keys ----------------------------------------------------------------------------------

    def action_move(self, by: int) -> None:
        """Choose the question above or below."""
        listed = [each.id for each in self._live.back_room.listed]
        if listed:
            self._chosen = listed[min(max(self._place + by, 0), len(listed) - 1)]
            self._show()

    def action_mark(self, state: str) -> None:
        """Mark the chosen question and choose the next open one."""
        if question := self._question:
            self._act(partial(back_room.mark, self._live, question, QuestionState(state)))
            self._can_undo(partial(back_room.mark, self._live, question, question.state))

    def action_hush(self) -> None:
        """Hold questions back for now, or take them again."""
        hush = partial(back_room.hush, self._live)
        self._act(hush)
        self._can_undo(hush)

    def _can_undo(self, undo: Act) -> None:
        """Keep how to take back what a letter did, as long as it may be the first of a word."""
        if len(self._letters) < 2:
            self._undo.clear()
        if self._letters:
            self._undo.append(undo)

    def undo_letters(self) -> None:
        """Take back what was marked or held back by the first letters of a sentence."""
        while self._undo:
            self._act(self._undo.pop())

    def _act(self, act: Act) -> None:
        # The app runs it: this window may be gone before it is done.
        self.app.run_worker(self._done(act), group="questions")

    async def _done(self, act: Act) -> None:
        async with self._in_order:
            try:
                did = await act()
            except FocusgroupError as error:
                did = Did(str(error))
        if not (self.is_attached and self.query("#questions")):
            return
        still = [each.id for each in self._live.back_room.open]
        if still and self._chosen not in still:
            self._chosen = still[0]
        self._said = did.said
        self._show()

    def action_back(self) -> None:
        """Go back to the session."""
        self.dismiss(None)

    def on_click(self, event: events.Click) -> None:
        """Keep a click inside the window."""
        event.stop()
