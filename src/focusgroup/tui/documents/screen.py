"""Choose a document to write, follow its progress, see where it was saved, and open it."""

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input

from focusgroup.core.errors import FocusgroupError
from focusgroup.services.documents import DocumentOptions, folder_named, takes_documents, zone_named
from focusgroup.services.documents.jobs import DocumentOffer, Job
from focusgroup.store.engine.location import exports_dir
from focusgroup.system import open_document
from focusgroup.tui.commands import DOCUMENTS, bindings
from focusgroup.tui.documents.lines import (
    PLACE,
    ROLES,
    ZONE,
    choice_lines,
    offer_lines,
    progress_lines,
    result_lines,
    trouble_lines,
)
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.typed_ahead import Window
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.notifications import tell, told
from focusgroup.tui.widgets.panel import LinesPanel, Panel

if TYPE_CHECKING:
    from focusgroup.exports.export_result import Written

LOOK_S = 0.1
"""Seconds between two checks of the progress."""
CHOOSING, ASKING, WRITING, DONE = "choosing", "asking", "writing", "done"
ACTIONS = {
    CHOOSING: ("move", "write", "zone", "roles", "place", "back"),
    ASKING: ("as_before",),
    WRITING: ("leave", "stop"),
    DONE: ("open", "folder", "close"),
}
"""The commands available in each state."""
TITLES = {CHOOSING: "Write", ASKING: "Write", WRITING: "Being written", DONE: "Written"}


class DocumentsScreen(Window[None]):
    """Offers documents about *title*, writes the chosen one, and says where it was saved.

    With *at_once*, the first one is written without asking.
    """

    COMMAND_TABLE = DOCUMENTS
    BINDINGS = bindings(DOCUMENTS)
    AUTO_FOCUS = ""
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]
    HELP_TEXT = (
        "A document is written beside the screen, which stays usable: Enter leaves it to itself,"
        " and a message says where it is. The old file is kept until the new one is complete, and"
        " for good if you changed it: the new one then has another name."
        " Times are those of each session's own time zone unless you name another one (z)."
    )
    DEFAULT_CSS = """
    DocumentsScreen {
        align: center middle;
        #documents-box {
            width: 72; max-width: 95%; height: auto; max-height: 95%; padding: 1 2 0 2;
            background: $panel; border: round $primary;
        }
        #documents-title { margin-bottom: 1; }
        #documents-field { display: none; }
        &.-asking #documents-field { display: block; }
        KeyFooter { margin-top: 1; background: $panel; dock: none; }
        &.-low {
            #documents-box { padding: 0 2; max-height: 100%; }
            #documents-title, KeyFooter { margin: 0; }
        }
    }
    """

    def __init__(
        self, title: str, offers: Sequence[DocumentOffer], *, at_once: bool = False
    ) -> None:
        super().__init__()
        self._heading = title
        self._offers = offers
        self._at = 0
        self._at_once = at_once
        self._state = CHOOSING
        self._job = Job()
        self._options = DocumentOptions()
        self._written: Written | None = None
        self._left = False
        self._trouble = ""
        self._asked = ZONE
        """The setting that the field is for."""

    def compose(self) -> ComposeResult:
        with Vertical(id="documents-box"):
            yield Panel(id="documents-title")
            yield LinesPanel(self._picked, id="documents-lines")
            yield Field(id="documents-field")
            yield KeyFooter(show_command_palette=False)

    def on_mount(self) -> None:
        """Show the documents."""
        self.set_interval(LOOK_S, self._show)
        self.call_after_refresh(self._show)
        if self._at_once:
            self._begin()

    def on_resize(self) -> None:
        """Cut long paths to the new width."""
        self.call_after_refresh(self._show)

    # -- keys --------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Return whether the command is available in the current state."""
        if action in (ZONE, ROLES) and not self._has_choices:
            return False
        known = any(action in actions for actions in ACTIONS.values())
        return action in ACTIONS[self._state] if known else True

    def action_move(self, by: int) -> None:
        self._at = (self._at + by) % len(self._offers)
        self._show()

    def _picked(self, target: object) -> None:
        """Choose what was clicked; write the document if it was chosen already."""
        if self._state != CHOOSING:
            return
        if target == ZONE:
            self.action_zone()
        elif target == ROLES:
            self.action_roles()
        elif target == PLACE:
            self.action_place()
        if not isinstance(target, int):
            return
        if target == self._at:
            self._begin()
        self._at = target
        self._show()

    def action_write(self) -> None:
        self._begin()

    # -- settings ----------------------------------------------------------------------------

    @property
    def _has_choices(self) -> bool:
        """Return whether there are settings: an agenda's guide alone has no times and no names."""
        return len(self._offers) > 1

    def action_roles(self) -> None:
        """Switch the roles on or off for readers outside."""
        self._options = self._options._replace(roles=not self._options.roles)
        self._show()

    def action_zone(self) -> None:
        """Ask for the time zone in which times are shown."""
        self._ask(ZONE, self._options.zone or "", "Europe/Berlin; empty: each session's own")

    def action_place(self) -> None:
        """Ask for the folder that documents go into."""
        here = str(self._options.folder or "")
        self._ask(PLACE, here, "~/Desktop; empty: as in the configuration")

    def _ask(self, setting: str, value: str, example: str) -> None:
        self._asked = setting
        field = self.query_one(Field)
        field.placeholder = example
        field.fill(value)
        field.focus()
        self._turn(ASKING)

    @on(Input.Submitted)
    def _given(self, event: Input.Submitted) -> None:
        event.stop()
        try:
            if self._asked == ZONE:
                self._options = self._options._replace(zone=zone_named(event.value))
            else:
                folder = folder_named(event.value) if event.value.strip() else None
                self._options = self._options._replace(folder=folder)
        except FocusgroupError as error:
            tell(self, str(error))
            return
        self._turn(CHOOSING)

    def action_as_before(self) -> None:
        """Leave the setting unchanged."""
        self._turn(CHOOSING)

    def _turn(self, state: str) -> None:
        self._state = state
        self.set_class(state == ASKING, "-asking")
        if state != ASKING:
            self.set_focus(None)
        self.refresh_bindings()
        self._show()

    # -- leaving -----------------------------------------------------------------------------

    def type_on(self) -> None:
        """Leave, and let a document that has been begun be written in the background."""
        self._leave()

    def action_stop(self) -> None:
        """Stop writing; a message says when it has stopped, a moment later."""
        self._job.stop()
        self._leave()

    def action_leave(self) -> None:
        """Leave the screen and let the document be written in the background."""
        self._leave()

    def action_back(self) -> None:
        """Leave without writing anything."""
        self._leave()

    def action_close(self) -> None:
        self._leave()

    def _leave(self) -> None:
        self._left = True
        if self.is_current:
            self.dismiss()

    @work(group="opening", exit_on_error=False)
    async def action_open(self) -> None:
        await self._hand_over(open_document.open_document)

    @work(group="opening", exit_on_error=False)
    async def action_folder(self) -> None:
        """Show the document in its folder."""
        await self._hand_over(open_document.show_folder)

    async def _hand_over(self, hand_over: Callable[[Path], None]) -> None:
        if self._written is not None:
            with told(self):
                await asyncio.to_thread(hand_over, self._written.path.absolute())

    # -- writing -----------------------------------------------------------------------------

    def _begin(self) -> None:
        self._trouble = ""
        self._turn(WRITING)
        # The app's worker, so it continues when this screen is left.
        self.app.run_worker(self._write(self._offers[self._at]), exit_on_error=False)

    async def _write(self, offer: DocumentOffer) -> None:
        from focusgroup.exports.atomic import Cancelled

        with told(self.app):
            try:
                self._finish(await offer.make(self._job, self._options))
            except Cancelled as stopped:
                tell(self.app, str(stopped))
                self._leave()
            except FocusgroupError as error:
                if self._left or not self.is_current:
                    raise
                self._refused(str(error))
            except BaseException:
                self._job.stop()
                self._leave()
                raise

    def _refused(self, why: str) -> None:
        """Say why nothing was written, and ask for another folder if that one takes nothing."""
        self._job, self._trouble = Job(), why
        self._turn(CHOOSING)
        if not takes_documents(self._options.folder or exports_dir()):
            self.action_place()

    def _finish(self, written: "Written") -> None:
        self._written = written
        self._state = DONE
        if self._left or not self.is_current:
            lines = ("Saved:", str(written.path), *self._remarks(written))
            tell(self.app, "\n".join(lines), seconds=15)
        if not self._left:
            self.refresh_bindings()
            self._show()

    def _remarks(self, written: "Written") -> list[str]:
        return [*written.remarks(), *self._job.notes]

    # -- showing -----------------------------------------------------------------------------

    def _show(self) -> None:
        if not self.is_mounted:
            return
        lines = self.query_one(LinesPanel)
        width = max(10, lines.size.width)
        shown: list[tuple[Content, object]] = []
        if self._state in (CHOOSING, ASKING):
            # A low window has no room for the list beside a field and the reason for it.
            asking = self._state == ASKING and self.has_class("-low")
            shown = (
                offer_lines(self._offers[self._at : self._at + 1], 0, width)
                if asking
                else offer_lines(self._offers, self._at, width)
            )
            shown += choice_lines(self._options) if self._has_choices else []
            shown += trouble_lines(self._trouble, width)
        elif self._state == WRITING:
            label = self._offers[self._at].label
            shown = [(line, None) for line in progress_lines(label, self._job)]
        elif self._written is not None:
            remarks = self._remarks(self._written)
            shown = [(line, None) for line in result_lines(self._written.path, remarks, width)]
        lines.set_height(len(shown))
        lines.show_lines(shown)
        title = TITLES[self._state]
        about = style.cut(self._heading, max(10, width - len(title) - 2))
        self.query_one("#documents-title", Panel).show(
            Content.assemble((f"{title}  ", "bold"), about.stylize(style.MUTED))
        )
