"""Choose the agenda of a new session: one that comes with the program, or a file."""

import asyncio
from collections.abc import Callable
from pathlib import Path

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, OptionList, Static

from focusgroup.core.agenda import Reading
from focusgroup.core.errors import FocusgroupError
from focusgroup.imports import agenda_file
from focusgroup.imports.agenda_file import ShippedAgenda
from focusgroup.services.dates_in_words import minutes
from focusgroup.services.guides.importing import GuideChanges, days_in, import_guide
from focusgroup.tui.commands import PICKER, bindings
from focusgroup.tui.messages import OpenRehearsal, OpenSetup
from focusgroup.tui.setup.agenda_outline import AgendaOutline
from focusgroup.tui.setup.day_choice import DayChoice
from focusgroup.tui.setup.guide_lines import GuideLines
from focusgroup.tui.setup.path_suggester import PathSuggester
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.notifications import tell, told
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.style import said

WIDE = 100
"""From this width in cells, the preview is beside the list."""


MOST_USED = "customer-focus-group"


class AgendaList(OptionList):
    """The agendas that come with the program; its enter key is in the footer."""

    BINDINGS = [Binding("enter", "select", "Use it", tooltip="Set up a session with this agenda")]


class AgendaPicker(Screen[None]):
    """Opens the set-up screen with a usable agenda.

    *usual* is the name of the agenda to offer first.
    """

    COMMAND_TABLE = PICKER
    BINDINGS = bindings(PICKER)
    HELP_TEXT = (
        "Any discussion guide works: Word, OpenDocument, a web page, PDF, Markdown or plain text."
        " Headings become sections, “(20 min)” after a heading its minutes, list items its"
        " questions. Lines that were read in a way the author may not have meant are listed; an"
        " error stops. In the field for a file, → accepts the completion."
    )
    AUTO_FOCUS = "#picker-list"
    DEFAULT_CSS = """
    AgendaPicker {
        #picker-top { background: $panel; color: $text-primary; text-style: bold; padding: 0 1; }
        #picker-body { height: 1fr; layout: vertical; margin-top: 1; }
        #picker-left { height: auto; max-height: 60%; }
        #picker-list {
            height: auto; max-height: 12; border: none; padding: 0 1; background: transparent;
        }
        #picker-file { height: 1; margin-top: 1; padding: 0 1; }
        #picker-label { width: 12; color: $text-muted; }
        #picker-path { width: 1fr; }
        AgendaOutline { height: 1fr; margin-top: 1; border-top: hkey $foreground 20%; }
        &.-wide #picker-body, &.-very-wide #picker-body { layout: horizontal; }
        &.-wide #picker-left, &.-very-wide #picker-left {
            width: 1fr; height: 1fr; max-height: 100%;
        }
        &.-wide #picker-list, &.-very-wide #picker-list { max-height: 100%; }
        &.-wide AgendaOutline, &.-very-wide AgendaOutline {
            width: 1fr; margin-top: 0; border-top: none; border-left: vkey $foreground 20%;
        }
    }
    """

    def __init__(self, usual: str = "") -> None:
        super().__init__()
        self._usual = usual
        self._shipped: tuple[ShippedAgenda, ...] = ()
        self._reading: Reading | None = None
        self._seen = ""
        """The name or path of the agenda in the preview."""

    def compose(self) -> ComposeResult:
        top = Panel(id="picker-top")
        top.show(Content("New session: choose an agenda"))
        yield top
        with Vertical(id="picker-body"):
            with Vertical(id="picker-left"):
                yield AgendaList(id="picker-list")
                with Horizontal(id="picker-file"):
                    yield Static(Content("Other file"), id="picker-label")
                    yield Field(
                        id="picker-path",
                        hint="path of your own guide: Word, Markdown …",
                        suggester=PathSuggester(),
                    )
            yield AgendaOutline(id="picker-preview")
        yield KeyFooter()

    @work(exit_on_error=False, group="shipped")
    async def on_mount(self) -> None:
        """Read the agendas that come with the program, in a thread."""
        self.on_resize()
        with told(self):
            self._shipped = tuple(await asyncio.to_thread(agenda_file.shipped))
            options = self.query_one("#picker-list", OptionList)
            options.add_options([_prompt(agenda) for agenda in self._shipped])
            if self._shipped:
                names = [agenda.name for agenda in self._shipped]
                first = next((n for n in (self._usual, MOST_USED) if n in names), names[0])
                options.highlighted = names.index(first)
            else:
                self.query_one("#picker-path").focus()

    # -- preview -----------------------------------------------------------------------------

    @on(OptionList.OptionHighlighted)
    def _highlighted(self, event: OptionList.OptionHighlighted) -> None:
        self._preview(self._shipped[event.option_index].name)

    @on(Input.Changed, "#picker-path")
    def _typed(self, event: Input.Changed) -> None:
        path = _path(event.value)
        if path and _is_file(path):
            self._preview(path)
        elif path:
            self._reading, self._seen = None, ""
            self.query_one(AgendaOutline).complain("")

    @work(exclusive=True, group="preview", exit_on_error=False)
    async def _preview(self, name: str) -> None:
        await self._load(name)

    async def _load(self, name: str) -> None:
        """Show the agenda of that name or path, or why it can't be read."""
        outline = self.query_one(AgendaOutline)
        with told(self):
            try:
                reading = await asyncio.to_thread(agenda_file.load, name)
            except FocusgroupError as error:
                self._reading, self._seen = None, name
                outline.complain(str(error))
                return
            self._reading, self._seen = reading, name
            outline.show(reading)

    # -- commands ----------------------------------------------------------------------------

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self._choose(self._shipped[event.option_index].name)

    @on(Input.Submitted, "#picker-path")
    def _submitted(self, event: Input.Submitted) -> None:
        if path := _path(event.value):
            self._choose(path)

    def on_resize(self) -> None:
        """Show questions when the preview has a column of its own."""
        self.query(AgendaOutline).set_class(self.size.width >= WIDE, "-full")

    def action_pick(self) -> None:
        """Use the agenda in the preview."""
        if self._seen:
            self._choose(self._seen)

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def _choose(self, name: str) -> None:
        """Set up with that agenda, once its problems have been shown."""
        in_sight = self._seen == name
        await self._load(name)
        if self._reading is None or self._reading.errors:
            tell(self, "This can't be used as an agenda; the preview says why.",
                 severity="error")  # fmt: skip
        elif self._reading.problems and not in_sight:
            tell(self, "Check how it was read; press enter again to use it.", severity="warning")
        elif self.is_current and (led := await self._of_one_day(name)):
            self.post_message(OpenSetup(led, replace=True))

    async def _of_one_day(self, name: str) -> str:
        """Return the agenda to be led: of several days the one chosen, written beside; or ""."""
        days = days_in(self._reading.agenda.source) if self._reading else ()
        if not days:
            return name
        day = await self.app.push_screen_wait(DayChoice(days))
        if not day:
            return "" if day is None else name
        with told(self):
            made = await asyncio.to_thread(import_guide, name, None, GuideChanges(day))
            return str(made.written)
        return ""

    @work(exclusive=True, group="choose", exit_on_error=False)
    async def action_rehearse(self) -> None:
        """Rehearse the agenda in the preview."""
        if not (self._seen and self._reading) or self._reading.errors:
            return
        if led := await self._of_one_day(self._seen):
            self.post_message(OpenRehearsal(led))

    @work(exclusive=True, group="lines", exit_on_error=False)
    async def action_lines(self) -> None:
        """Show how the lines of the file in the preview were read; use what is written of it."""
        name = self._seen or _path(self.query_one("#picker-path", Input).value)
        if not name or any(name == agenda.name for agenda in self._shipped):
            tell(self, "Name your own guide first: this agenda comes with the program.")
            return
        if not _is_file(name):
            tell(self, _what_is_missing(Path(name).absolute()), severity="error")
            return
        with told(self):
            opened = await asyncio.to_thread(agenda_file.open_guide, name)
            written = await self.app.push_screen_wait(GuideLines(opened))
            if written is not None:
                self.query_one("#picker-path", Input).value = str(written)

    def action_path(self) -> None:
        """Go to the field for a file."""
        self.query_one("#picker-path").focus()

    def action_back(self) -> None:
        self.dismiss()


def _path(typed: str) -> str:
    """Return the typed path with ``~`` replaced by the home folder."""
    typed = typed.strip()
    try:
        return str(Path(typed).expanduser()) if typed.startswith("~") else typed
    except RuntimeError:
        return typed


def _what_is_missing(path: Path) -> str:
    """Return why there is no file at *path*, and where it was looked for."""
    if _is(Path.is_dir, path):
        return f"{path} is a folder; name the file in it."
    if _is(Path.is_dir, path.parent):
        return f"There is no file “{path.name}” in {path.parent}."
    return f"There is no file “{path.name}”: there is no folder {path.parent}."


def _prompt(agenda: ShippedAgenda) -> Content:
    facts = [f"{minutes(agenda.minutes)} min"] if agenda.minutes else []
    if agenda.language and agenda.language != "en":
        facts.append(agenda.language)
    return Content.assemble(
        said(agenda.title[:200]), (f"  {' · '.join(facts)}" if facts else "", "dim")
    )


def _is_file(path: str) -> bool:
    """Return whether there is such a file."""
    return _is(Path.is_file, Path(path))


def _is(kind: Callable[[Path], bool], path: Path) -> bool:
    """Return whether *path* is of that kind; False for a name that is too long."""
    try:
        return kind(path)
    except OSError:
        return False
