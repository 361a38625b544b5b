"""The lines of a guide and what each was read as; one key calls a line something else."""

import asyncio
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widgets import OptionList

from focusgroup.core.agenda import ReadAs
from focusgroup.imports.agenda_file import OpenedGuide
from focusgroup.services.guides.changed_reading import cannot_be, read_with
from focusgroup.services.guides.importing import GuideChanges, import_guide
from focusgroup.services.guides.read_row import ReadRow
from focusgroup.services.guides.reading_table import reading_table
from focusgroup.tui.commands import GUIDE_LINES, bindings
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.notifications import tell, told
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import MUTED, said

MOST_ROWS = 1_000
"""More lines than any guide has that people lead by."""


class LineList(OptionList):
    """The lines; its enter key is in the footer."""

    BINDINGS = [
        Binding("enter", "select", "Write it", tooltip="Write the guide as read here, as Markdown")
    ]


class GuideLines(Screen[Path | None]):
    """Returns the Markdown that was written with the changes, None if there are none."""

    COMMAND_TABLE = GUIDE_LINES
    BINDINGS = bindings(GUIDE_LINES)
    HELP_TEXT = (
        "Each line of the guide and what it was read as. Make it a section, a note, words to be"
        " read aloud or a question; a heading takes along all that is under it. Lines read"
        " otherwise have an arrow; a line that can't be that stays as it was. Enter writes the"
        " guide as read here, as Markdown beside the file, which stays as it is."
    )
    AUTO_FOCUS = "#lines"
    DEFAULT_CSS = """
    GuideLines {
        #lines-top { background: $panel; color: $text-primary; text-style: bold; padding: 0 1; }
        #lines { height: 1fr; border: none; padding: 0 1; background: transparent; }
    }
    """

    def __init__(self, opened: OpenedGuide) -> None:
        super().__init__()
        self._opened = opened
        self._kinds: dict[int, ReadAs] = {}
        self._read: dict[int, str] = {}
        """What the lines are read as with the changes."""
        self._rows: list[ReadRow] = []

    def compose(self) -> ComposeResult:
        """Lay out the title, the lines and the keys."""
        top = Panel(id="lines-top")
        top.show(Content(f"How it was read: {said(self._opened.path.name)}"))
        yield top
        yield LineList(id="lines")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Show the lines."""
        rows = [
            *{row.line: row for row in reversed(reading_table(self._opened)) if row.line}.values()
        ]
        rows.reverse()  # a key calls the whole line something: each stands once
        self._rows = rows[:MOST_ROWS]
        options = self.query_one(OptionList)
        options.add_options([self._prompt(row) for row in self._rows])
        options.highlighted = 0 if self._rows else None

    def _prompt(self, row: ReadRow) -> Content:
        kind = self._kinds.get(row.line)
        now = self._read.get(row.line, row.kind)
        changed = kind or (now if now != row.kind else "")
        what = (f"→ {changed}", "bold $text-accent") if changed else (row.kind, MUTED)
        return Content.assemble(
            (f"{row.line:>4}  ", MUTED), (f"{what[0]:<18} ", what[1]), said(row.text[:300])
        )

    def _call(self, kind: ReadAs) -> None:
        options = self.query_one(OptionList)
        at = options.highlighted
        if at is None:
            return
        row = self._rows[at]
        # The same key again takes it back, and what a line is already needs no mark.
        if kind not in (self._kinds.pop(row.line, None), row.kind):
            self._kinds[row.line] = kind
        options.replace_option_prompt_at_index(at, self._prompt(row))
        self._read_anew()

    @work(exclusive=True, group="read", exit_on_error=False)
    async def _read_anew(self) -> None:
        with told(self):
            await self._look()

    async def _look(self) -> bool:
        """Show what all lines are read as now; take back what a line can't be, and say so."""
        kinds = dict(self._kinds)
        changed = await asyncio.to_thread(read_with, self._opened, kinds)
        refused = {line: kinds[line] for line in changed.refused}
        if refused:
            kinds = {line: kind for line, kind in kinds.items() if line not in refused}
            changed = await asyncio.to_thread(read_with, self._opened, kinds)
        read = await asyncio.to_thread(changed.kinds) if kinds else {}
        for line, kind in refused.items():
            if self._kinds.get(line) == kind:
                del self._kinds[line]
            problem = cannot_be(line, kind)
            tell(self, f"Line {line}: {problem.message}; {problem.fix}.", severity="warning")
        before, self._read = self._read, read
        options = self.query_one(OptionList)
        for at, row in enumerate(self._rows):
            if row.line in refused or before.get(row.line) != read.get(row.line):
                options.replace_option_prompt_at_index(at, self._prompt(row))
        return not refused

    def action_section(self) -> None:
        self._call(ReadAs.SECTION)

    def action_note(self) -> None:
        self._call(ReadAs.NOTE)

    def action_script(self) -> None:
        self._call(ReadAs.SCRIPT)

    def action_question(self) -> None:
        self._call(ReadAs.QUESTION)

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        self.action_keep()

    @work(exclusive=True, group="write", exit_on_error=False)
    async def action_keep(self) -> None:
        """Write the guide with what was changed."""
        if not self._kinds:
            self.dismiss(None)
            return
        with told(self):
            if not await self._look():
                return
            changes = GuideChanges(kinds=self._kinds)
            made = await asyncio.to_thread(import_guide, self._opened.path, None, changes)
            self.dismiss(made.written)

    def action_back(self) -> None:
        self.dismiss(None)
