"""Set up a session on one screen: its details, its participants, and its agenda."""

import asyncio

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static, TextArea

from focusgroup.core.agenda import Reading
from focusgroup.services import setup
from focusgroup.services.roster import Roster, as_text, read
from focusgroup.services.setup import SessionSetup
from focusgroup.store import Db
from focusgroup.tui.commands import SETUP, bindings
from focusgroup.tui.messages import KeysWanted, OpenLive
from focusgroup.tui.setup.agenda_outline import AgendaOutline, in_one_line
from focusgroup.tui.setup.consent_question import ConsentQuestion, assumed
from focusgroup.tui.setup.people_table import PeopleTable, in_words, summary
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.confirm import ConfirmScreen
from focusgroup.tui.widgets.fields import Field, ManyLines
from focusgroup.tui.widgets.notifications import tell, told
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import cut, said

FIELDS = (
    ("title", "Title", ""),
    ("place", "Place", "room, town or link"),
    ("facilitator", "Facilitator", "who runs the session"),
    ("note_taker", "Note-taker", "who takes notes, if not you"),
)
"""Details of a session: name, label, and hint in the empty field."""


READ_AFTER_S = 0.1
"""Seconds after the last key before the list is read: 30 ms for 100 people, 330 for 500."""


class SetupScreen(Screen[None]):
    """A new session from *agenda* (a path or a shipped name), or one that has not begun."""

    COMMAND_TABLE = SETUP
    # Handled before the focused field: a key that bubbles up through a field is overtaken by the
    # letters typed after it (textual#6605), which then land in that field.
    BINDINGS = [
        *bindings(SETUP, at_once=True),
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
        Binding("enter", "next_field", show=False, priority=True),
    ]
    HELP_TEXT = (
        "List the participants one per line: name, role, account; role and account may be left out."
        " Add `by role only` or `no notes` at the end of a line if they did not consent to more,"
        " `not asked` if you have yet to ask."
        " You can paste lines, a table from a spreadsheet or a CSV file, with headings such as"
        " Name, Role, Account, Seat. The table on the right shows how each line was read. Tab moves"
        " to the next field. You can also add people during the session."
    )
    AUTO_FOCUS = "#setup-title"
    DEFAULT_CSS = """
    SetupScreen {
        #setup-top { background: $panel; color: $text-primary; text-style: bold; padding: 0 1; }
        #setup-upper { height: auto; margin: 1 0; layout: vertical; }
        #setup-fields { height: auto; padding: 0 1; }
        .setup-row { height: 1; }
        .setup-label { width: 13; color: $text-muted; }
        #setup-brief { height: auto; max-height: 3; margin: 1 1 0 1; color: $text-muted; }
        #setup-outline { display: none; }
        #setup-heads { height: 1; }
        #setup-heads Static { width: 3fr; text-style: bold; padding: 0 1; }
        #setup-heads .setup-read { width: 4fr; }
        #setup-people { height: 1fr; min-height: 4; }
        #setup-lines { width: 3fr; height: 1fr; }
        #setup-table { width: 4fr; height: 1fr; }
        #setup-summary { padding: 0 1; }
        &.-wide, &.-very-wide {
            #setup-upper { layout: horizontal; max-height: 50%; }
            #setup-fields { width: 1fr; }
            #setup-outline { display: block; width: 1fr; height: auto; max-height: 100%; }
            #setup-brief { display: none; }
            #setup-table, #setup-heads .setup-read { width: 3fr; }
        }
        &.-high .setup-row { margin-bottom: 1; }
    }
    """

    def __init__(self, db: Db, agenda: str = "", *, session_id: str = "") -> None:
        super().__init__()
        self.db = db
        self._plan = SessionSetup(agenda_name=agenda, session_id=session_id)
        self._roster = Roster()
        self._untouched: tuple[str, ...] = ()
        self._keeping = asyncio.Lock()
        self._soon: Timer | None = None
        self.takes_keys = True

    def compose(self) -> ComposeResult:
        yield Panel(id="setup-top")
        with Vertical(id="setup-upper"):
            with Vertical(id="setup-fields"):
                for name, label, hint in FIELDS:
                    with Horizontal(classes="setup-row"):
                        yield Static(Content(label), classes="setup-label")
                        yield Field(id=f"setup-{name}", hint=hint)
            yield Static(id="setup-brief")
            yield AgendaOutline(id="setup-outline", beside_fields=True)
        with Horizontal(id="setup-heads"):
            yield Static(Content("Participants"))
            yield Static(Content("Read as"), classes="setup-read")
        with Horizontal(id="setup-people"):
            yield ManyLines(id="setup-lines", hint="Anna Novak, planner, Northwind")
            yield PeopleTable(id="setup-table")
        yield Panel(id="setup-summary")
        yield KeyFooter()

    # -- filling -----------------------------------------------------------------------------

    @work(exit_on_error=False, group="fill")
    async def on_mount(self) -> None:
        """Fill in what is known from the agenda, the last session, or this one."""
        with told(self):
            self._plan = await setup.load(self.db, self._plan)
            plan = self._plan
            for name, _, _ in FIELDS:
                # What was typed meanwhile is kept.
                if not self._field(name).value:
                    self._field(name).fill(plan.facts.get(name, ""))
                    self._field(name).select_all()
            self.query_one(ManyLines).text = as_text(plan.there)
            self._show_agenda(plan.reading)
            self._untouched = self._typed()
            return
        self.dismiss()

    def _show_agenda(self, reading: Reading) -> None:
        verb = "Edit" if self._plan.session_id else "New session"
        title = Content.assemble(f"{verb}: ", cut(reading.agenda.title, self.size.width - 18))
        self.query_one("#setup-top", Panel).show(title)
        self.query_one(AgendaOutline).show(reading)
        self.query_one("#setup-brief", Static).update(in_one_line(reading.agenda))
        self._field("title").placeholder = said(reading.agenda.title[:200])

    def _field(self, name: str) -> Field:
        return self.query_one(f"#setup-{name}", Field)

    def _typed(self) -> tuple[str, ...]:
        """Return everything a person can have typed here."""
        return (*(self._field(name).value for name, _, _ in FIELDS), self._lines)

    @property
    def _lines(self) -> str:
        return self.query_one(ManyLines).text

    # -- reading back ------------------------------------------------------------------------

    @on(TextArea.Changed, "#setup-lines")
    def _read_back_soon(self) -> None:
        if self._soon is not None:
            self._soon.stop()
        self._soon = self.set_timer(READ_AFTER_S, self._read_back)

    def _read_back(self) -> None:
        with told(self):
            self._roster = read(self._lines, self._plan.there)
            self.query_one(PeopleTable).show(self._roster)
            self.query_one("#setup-summary", Panel).show(summary(self._roster))

    @on(ManyLines.Cut)
    def _said_cut(self) -> None:
        tell(self, "That was too long for a list of people; the end was cut off.",
             severity="warning")  # fmt: skip

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Let Enter move on from single-line fields only."""
        return action != "next_field" or isinstance(self.focused, Field)

    def action_next_field(self) -> None:
        """Go from a single-line field to the next one."""
        self.focus_next()

    # -- keeping -----------------------------------------------------------------------------

    def action_start(self) -> None:
        """Save it and start it on the live screen in place of this one, for which keys wait."""
        self.takes_keys = False
        self._start()

    @work(exit_on_error=False, group="keep")
    async def _start(self) -> None:
        if await self._keep():
            self.post_message(OpenLive(self._plan.session_id, replace=True, start=True))
        else:
            self.takes_keys = True
            self.post_message(KeysWanted())

    def action_save(self) -> None:
        """Save it for later."""
        self._save()

    @work(exit_on_error=False, group="keep")
    async def _save(self) -> None:
        if not await self._keep() or not self.is_current:
            return
        tell(self, f"Saved for later: {self._field('title').value[:100]}")
        if self._typed() == self._untouched:  # else something was typed while it was saved
            self.dismiss()

    async def _keep(self) -> bool:
        """Save the session and its participants; return whether all is saved."""
        if not self._untouched or self._keeping.locked() or not self._is_right():
            return False
        async with self._keeping:
            if not await self._is_agreed():
                return False
            with told(self):
                typed = self._typed()
                facts = {name: self._field(name).value for name, _, _ in FIELDS}
                # Remembered step by step: after an error the next try continues from there.
                self._plan = await setup.keep_facts(self.db, self._plan, facts)
                self._plan = await setup.keep_people(self.db, self._plan, self._roster.seats)
                self._untouched = typed
                return True
        return False

    def _is_right(self) -> bool:
        """Return whether every line can be used; else go to the first that can't."""
        self._read_back()
        if not self._roster.problems:
            return True
        first = self._roster.problems[0]
        lines = self.query_one(ManyLines)
        lines.focus()
        if first.line:
            row = first.line - 1
            line = lines.document.get_line(row)
            # A missing name is written first; else Backspace there would take the line above.
            lines.move_cursor((row, len(line) if line[:1].isalnum() else 0))
        tell(self, in_words(first), severity="warning")
        return False

    async def _is_agreed(self) -> bool:
        """Ask what to do with people who were not asked for consent; return whether to save."""
        unasked = self._roster.not_asked
        if not unasked:
            return True
        if await self.app.push_screen_wait(ConsentQuestion(unasked)):
            tell(self, f"Not asked for consent, so saved as {assumed(unasked)}. F7 changes it.")
            return True
        self.query_one(ManyLines).focus()
        return False

    @work
    async def action_back(self) -> None:
        if self._typed() != self._untouched and self._untouched:
            question = "Leave without saving what you typed?"
            if not await self.app.push_screen_wait(ConfirmScreen(question, yes="Leave", no="Stay")):
                return
        if self.is_current:
            self.dismiss()
