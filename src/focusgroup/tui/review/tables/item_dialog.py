"""The title, owner and note of an item."""

from collections.abc import Awaitable, Callable
from dataclasses import replace

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import Label

from focusgroup.core.model.items import Item
from focusgroup.core.text import clean_line
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import ITEM_DIALOG
from focusgroup.tui.review.saving_dialog import SavingDialog, WhyNotSaved
from focusgroup.tui.terminal.footer import KeyFooter
from focusgroup.tui.widgets.fields import Field


class ItemScreen(SavingDialog[Item, Item]):
    """The title, owner and note of *item*; *save* stores the item that they make."""

    KEEPS_TEXT = True

    COMMAND_TABLE = ITEM_DIALOG
    BINDINGS = bindings(ITEM_DIALOG, at_once=True)
    DEFAULT_CSS = """
    ItemScreen {
        align: center middle;
        #item-box {
            width: 76; max-width: 96%; height: auto; background: $panel; border: round $primary;
            padding: 1 2 0 2; border-title-color: $text-primary;
        }
        Label { color: $text-muted; margin-top: 1; }
        KeyFooter { margin-top: 1; background: $panel; dock: none; }
    }
    """

    def __init__(self, item: Item, save: Callable[[Item], Awaitable[Item]]) -> None:
        super().__init__(save)
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
            yield WhyNotSaved()
            yield KeyFooter()

    def on_mount(self) -> None:
        """Fill in what is known."""
        for name in ("title", "owner", "note"):
            self.fill(self.query_one(f"#item-{name}", Field), getattr(self._item, name))

    def action_keep(self) -> None:
        """Save what was typed; a title is needed."""
        title, owner, note = (
            clean_line(self.query_one(f"#item-{name}", Field).value)
            for name in ("title", "owner", "note")
        )
        wanted = replace(self._item, title=title, owner=owner, note=note)
        if not title:
            self.query_one(WhyNotSaved).say("An item needs a title.")
        elif wanted == self._item:
            self.leave()
        else:
            self.keep(wanted)
