"""The title, owner and note of an item."""

from dataclasses import replace

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label

from focusgroup.core.model.items import Item
from focusgroup.core.text import clean_line
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import ITEM_DIALOG
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.notifications import tell


class ItemScreen(ModalScreen[Item | None]):
    """A dialog that returns the item as it is wanted, or None."""

    COMMAND_TABLE = ITEM_DIALOG
    BINDINGS = bindings(ITEM_DIALOG)
    DEFAULT_CSS = """
    ItemScreen {
        align: center middle;
        #item-box {
            width: 76; max-width: 96%; height: auto; background: $panel; border: round $primary;
            padding: 1 2 0 2; border-title-color: $text-primary;
        }
        Label { color: $text-muted; margin-top: 1; }
        Footer { margin-top: 1; background: $panel; dock: none; }
    }
    """

    def __init__(self, item: Item) -> None:
        super().__init__()
        self._item = item

    def compose(self) -> ComposeResult:
        box = Vertical(id="item-box")
        box.border_title = "Item" if self._item.id else "Make an item of this finding"
        with box:
            yield Label("What is to be done")
            yield Field(hint="faster exports", id="item-title")
            yield Label("Owner")
            yield Field(hint="who looks after it", id="item-owner")
            yield Label("Note")
            yield Field(hint="more about it", id="item-note")
            yield KeyFooter()

    def on_mount(self) -> None:
        """Fill in what is known."""
        for name in ("title", "owner", "note"):
            self.query_one(f"#item-{name}", Field).fill(getattr(self._item, name))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_keep()

    def action_keep(self) -> None:
        """Save what was typed; a title is needed."""
        title, owner, note = (
            clean_line(self.query_one(f"#item-{name}", Field).value)
            for name in ("title", "owner", "note")
        )
        if not title:
            tell(self, "An item needs a title")
        elif self.is_current:
            self.dismiss(replace(self._item, title=title, owner=owner, note=note))

    def action_back(self) -> None:
        if self.is_current:
            self.dismiss(None)
