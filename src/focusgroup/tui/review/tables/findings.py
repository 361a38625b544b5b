"""Findings: what each theme is worth as evidence; and how many new themes each session brought."""

from dataclasses import replace

from textual import work

from focusgroup.core.evidence.quarters import sparkline
from focusgroup.core.model.items import Item
from focusgroup.core.search.selection import Selection
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.services.reviewing.findings import (
    FIGURES,
    GRADES,
    KRUEGER,
    ThemeFinding,
    findings,
    saturation,
)
from focusgroup.services.reviewing.items import make_item
from focusgroup.services.reviewing.typed_texts import TypedTexts
from focusgroup.store.quotes import HeldSession
from focusgroup.store.themes import all_themes
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import FINDINGS
from focusgroup.tui.review.tables.item_dialog import ItemScreen
from focusgroup.tui.review.tables.screen import TableScreen
from focusgroup.tui.review.tables.table import RankedCell, TableData, TableRow
from focusgroup.tui.widgets.notifications import tell, told
from focusgroup.tui.widgets.style import said


def _graded(each: ThemeFinding) -> RankedCell:
    warning = " ⚠" if each.one_voice else ""
    return RankedCell(
        each.evidence.value + warning, GRADES.index(each.evidence) + each.one_voice / 2
    )


THAT_ARE = {"intense %": "is:strong", "specific %": "is:specific", "agreed %": "is:counted"}
"""The quotes that make up a share, as they are searched for."""


class FindingsScreen(TableScreen):
    """A theme a row, those that most people raised first."""

    COMMAND_TABLE = FINDINGS
    BINDINGS = bindings(FINDINGS)
    OF_A_ROW = ("item",)
    NAME = "Findings"
    HELP_TEXT = KRUEGER
    HEADS = ("evidence", *FIGURES)

    async def read(self, chosen: Selection) -> TableData:
        """Grade the themes."""
        rows = [
            TableRow(
                said(each.theme.path),
                (_graded(each), *each.figures),
                each,
                warned=each.one_voice,
            )
            for each in await findings(self.facts.db, chosen)
        ]
        return TableData("THEME", self.HEADS, tuple(rows))

    def told(self) -> str:
        """Return the chosen cell in words, and whose voice it is."""
        row = self.table.row
        voice = " · ⚠ one voice: most of it comes from one account" if row and row.warned else ""
        return super().told() + voice

    def behind(self) -> Selection | None:
        """Return the quotes of the chosen theme, or those that make up the chosen share."""
        found = self._of_theme()
        more = THAT_ARE.get(self.HEADS[self.table.at])
        return found.that(more) if more else found

    def _of_theme(self) -> Selection:
        theme = Selection(themes=(self._chosen().theme.path,))
        return self.selection.under(theme).mentions_only()

    def _chosen(self) -> ThemeFinding:
        row = self.table.row
        assert row is not None
        assert isinstance(row.what, ThemeFinding)
        return row.what

    @work(group="writes", exit_on_error=False)
    async def action_item(self) -> None:
        """Make an item of the chosen finding, with the quotes in view."""
        if self.table.row is None:
            return
        theme, finding = self._chosen().theme, self._of_theme()

        async def save(wanted: Item) -> Item:
            return await make_item(self.facts.db, wanted, finding=finding)

        with told(self):
            new = ItemScreen(Item("", "", theme=theme.path), save)
            new.kept_in(TypedTexts(self.facts.db, "item of a finding", theme.id))
            if made := await self.app.push_screen_wait(new):
                tell(self, f"Item {made.short_id} made, with {made.quotes:,} quotes; 6 in the"
                     " review shows all items")  # fmt: skip


class SaturationScreen(TableScreen):
    """A session a row, by time, with the themes that no earlier one had."""

    NAME = "Saturation"
    HEADS = ("new themes", "so far", "of all %")

    _reached = ""
    _held: tuple[HeldSession, ...] = ()

    async def read(self, chosen: Selection) -> TableData:
        """Count the new themes."""
        held = await saturation(self.facts.db, chosen)
        curve = sparkline(held.so_far[-60:])
        reached = (f"{percent} % after {count:,} sessions" for percent, count in held.reached)
        self._reached = f"{curve}  {held.themes:,} themes: {', '.join(reached)}"
        rows = [
            TableRow(
                said(f"{full_date(moment(each.at_ms, each.zone).date())} {each.title}"),
                (
                    len(each.new),
                    so_far,
                    round(so_far * 100 / max(held.themes, 1)),
                ),
                place,
            )
            for place, (each, so_far) in enumerate(zip(held.sessions, held.so_far, strict=True))
        ]
        self._held = held.sessions
        self._paths = {theme.id: theme.path for theme in await all_themes(self.facts.db)}
        return TableData("SESSION", self.HEADS, tuple(rows))

    def told(self) -> str:
        """Return how soon everything had come up."""
        return self._reached if self.table.row else ""

    def behind(self) -> Selection | None:
        """Return what a session said of its new themes, or all that was said up to its end."""
        row = self.table.row
        assert row is not None
        assert isinstance(row.what, int)
        chosen = self.selection.mentions_only()
        held = self._held[row.what]
        if self.table.at == 0:
            new = tuple(self._paths[id] for id in held.new if id in self._paths)
            return replace(chosen, sessions=(held.id,), themes=new) if new else None
        return replace(chosen, sessions=tuple(each.id for each in self._held[: row.what + 1]))
