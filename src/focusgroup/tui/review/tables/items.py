"""Items: what is done about findings, with the quotes that support each."""

from textual import work
from textual.content import Content

from focusgroup.core.model import Kind
from focusgroup.core.model.items import Item, ItemEdit, ItemStatus
from focusgroup.core.search.selection import Selection
from focusgroup.services.reviewing.items import edit_item, supporting
from focusgroup.services.reviewing.typed_texts import TypedTexts
from focusgroup.store.actions.items import all_items
from focusgroup.tui.commands import QUITS, bindings
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.review.commands import ITEMS
from focusgroup.tui.review.tables.item_dialog import ItemScreen
from focusgroup.tui.review.tables.screen import TableScreen
from focusgroup.tui.review.tables.table import RankedCell, TableData, TableRow
from focusgroup.tui.widgets.notifications import told
from focusgroup.tui.widgets.reading_window import ReadingScreen
from focusgroup.tui.widgets.style import MUTED, said

STATUSES = tuple(ItemStatus)


class ItemsScreen(TableScreen):
    """An item a row, the newest first; those that lost quotes are set off."""

    COMMAND_TABLE = ITEMS
    BINDINGS = bindings(ITEMS)
    OF_A_ROW = ("status", "edit")
    NAME = "Items"
    UNFILTERED = "whatever the filters"
    NOTHING = "none yet: i on a finding makes one"
    HELP_TEXT = "Items are shown whatever the filters."
    HEADS = ("status", "owner", "quotes", "gone", "finding")

    async def read(self, chosen: Selection) -> TableData:
        """Read the items."""
        rows = [
            TableRow(
                said(each.title),
                (
                    RankedCell(each.status.words, STATUSES.index(each.status)),
                    *(said(each.owner), each.quotes, each.gone, said(each.theme)),
                ),
                each,
                warned=bool(each.gone),
            )
            for each in await all_items(self.facts.db)
        ]
        return TableData("ITEM", self.HEADS, tuple(rows))

    def told(self) -> str:
        """Return the chosen cell in words, and how many quotes the item lost."""
        row = self.table.row
        lost = " · quotes that supported it are gone" if row and row.warned else ""
        return super().told() + lost

    def open_cell(self) -> None:
        """Show the item with its quotes, or those quotes alone, or the finding's."""
        if self.table.row and self.behind():
            super().open_cell()
        elif self.table.row:
            self._show_item()

    @work(group="items", exit_on_error=False)
    async def _show_item(self) -> None:
        with told(self):
            item = self._chosen()
            quotes = await supporting(self.facts.db, item)
            texts = [f"“{said(quote.text)}” {said(quote.speaker)}" for quote in quotes]
            self.app.push_screen(ItemPage(item, texts))

    def behind(self) -> Selection | None:
        """Return the quotes behind a number or a finding; else an item has its own page."""
        item, head = self._chosen(), self.HEADS[self.table.at]
        if head == "quotes" and item.quotes:
            return Selection(kinds=tuple(Kind)).that(f"item:{item.id}")
        if head == "finding" and item.theme:
            return Selection(themes=(item.theme,))
        return None

    def _chosen(self) -> Item:
        row = self.table.row
        assert row is not None
        assert isinstance(row.what, Item)
        return row.what

    @work(group="writes", exit_on_error=False)
    async def action_status(self) -> None:
        """Give the chosen item the next status."""
        if self.table.row:
            item = self._chosen()
            following = STATUSES[(STATUSES.index(item.status) + 1) % len(STATUSES)]
            await self._change(item, ItemEdit(status=following))

    @work(group="writes", exit_on_error=False)
    async def action_edit(self) -> None:
        """Change the chosen item's title, owner and note."""
        if self.table.row:
            item = self._chosen()

            async def save(wanted: Item) -> Item:
                # Only what was changed here: somebody else may have changed the rest.
                edit = ItemEdit(
                    title=None if wanted.title == item.title else wanted.title,
                    owner=None if wanted.owner == item.owner else wanted.owner,
                    note=None if wanted.note == item.note else wanted.note,
                )
                return await edit_item(self.facts.db, item.id, edit)

            with told(self):
                texts = TypedTexts(self.facts.db, "item", item.id)
                if await self.app.push_screen_wait(ItemScreen(item, save).kept_in(texts)):
                    self.reading.ask()

    async def _change(self, item: Item, edit: ItemEdit) -> None:
        with told(self):
            await edit_item(self.facts.db, item.id, edit)
            self.reading.ask()


class ItemPage(ReadingScreen):
    """One item in full."""

    BINDINGS = QUITS
    HEADING = "Item"

    def __init__(self, item: Item, quotes: list[str]) -> None:
        super().__init__()
        self._item = item
        self._quotes = quotes

    def lines(self, width: int) -> Lines:
        """Return title, facts and quotes."""
        item = self._item
        gone = f"{item.gone} that supported it: deleted, erased or withheld since"
        texts = [
            (said(item.title), "bold"),
            (f"{item.status.words}, {said(item.owner) or 'no owner'}", ""),
            (said(item.note), ""),
            (gone if item.gone else "", "$text-warning"),
            *((text, MUTED) for text in self._quotes),
        ]
        return [
            (line.stylize(style), None)
            for text, style in texts
            if text
            for line in Content(text).wrap(width)
        ]
