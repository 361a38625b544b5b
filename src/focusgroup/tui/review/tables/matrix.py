"""The matrix: themes by kind, session, account, participant, segment or theme, as a heat map."""

from collections import Counter
from dataclasses import replace

from focusgroup.core.model import KIND_LABELS, Kind
from focusgroup.core.search.selection import Selection
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.store.quotes import Axis, Head, count_matrix
from focusgroup.tui.commands import bindings
from focusgroup.tui.review.commands import MATRIX
from focusgroup.tui.review.tables.screen import TableScreen
from focusgroup.tui.review.tables.table import TableData, TableRow
from focusgroup.tui.widgets.style import said

AXES = (Axis.KIND, Axis.SESSION, Axis.ACCOUNT, Axis.PARTICIPANT, Axis.SEGMENT, Axis.THEME)
TOP = 60
"""Rows and columns, those with the most."""
WITHOUT = {
    Axis.THEME: ("(no theme)", ""),
    Axis.ACCOUNT: ("(no account)", "is:no-account"),
    Axis.PARTICIPANT: ("(speaker unknown)", "is:no-speaker"),
    Axis.SEGMENT: ("(no segment)", "is:no-segment"),
}
"""What a row or column of quotes that have none is called, and how they are searched for."""


class MatrixScreen(TableScreen):
    """Quotes or people by two things; a cell opens its quotes."""

    COMMAND_TABLE = MATRIX
    BINDINGS = bindings(MATRIX)
    HELP_TEXT = (
        "Shade and number say how many. A theme has the quotes of its subthemes too; a quote with"
        " two themes is in two rows, and once in the total. Counted are problems, strengths and"
        " missing features, unless a kind is chosen."
    )
    axis = Axis.KIND
    people = False
    _columns: tuple[Head, ...] = ()

    @property
    def called(self) -> str:
        """Return what the table counts, by what."""
        return f"Theme × {self.axis.value}, {'people' if self.people else 'mentions'}"

    async def read(self, chosen: Selection) -> TableData:
        """Count the cells."""
        axes = Axis.THEME, self.axis
        found = await count_matrix(self.facts.db, chosen, *axes, people=self.people, top=TOP)
        self._columns = found.columns
        rows = [
            TableRow(
                label(Axis.THEME, row),
                (*(found.cells.get((row.key, each.key), 0) for each in found.columns), row.total),
                row,
            )
            for row in found.rows
        ]
        names = Counter(each.name for each in found.columns)
        heads = [
            label(self.axis, each)
            + (f" · {said(each.account)}" if names[each.name] > 1 and each.account else "")
            for each in found.columns
        ]
        return TableData("THEME", (*heads, "all"), tuple(rows), heat=True)

    def behind(self) -> Selection | None:
        """Return the quotes of the chosen row and column."""
        row = self.table.row
        assert row is not None
        assert isinstance(row.what, Head)
        chosen = _narrowed(self.selection, Axis.THEME, row.what)
        if self.table.at < len(self._columns):
            chosen = _narrowed(chosen, self.axis, self._columns[self.table.at])
        return chosen.mentions_only()

    def action_axis(self) -> None:
        """Count by the next thing."""
        self.axis = AXES[(AXES.index(self.axis) + 1) % len(AXES)]
        self._narrow(self.selection)

    def action_people(self) -> None:
        """Count people, or mentions."""
        self.people = not self.people
        self._narrow(self.selection)


def label(axis: Axis, head: Head) -> str:
    """Return what a row or a column is called."""
    if not head.key:
        return WITHOUT[axis][0]
    if axis is Axis.KIND:
        return KIND_LABELS[Kind(head.key)]
    if axis is Axis.SESSION:
        return said(f"{full_date(moment(head.at_ms, head.zone).date())} {head.name}")
    return said(head.name)


def _narrowed(chosen: Selection, axis: Axis, head: Head) -> Selection:
    """Return *chosen* with what a row or a column stands for."""
    if not head.key:
        search = WITHOUT[axis][1]
        return chosen.that(search) if search else replace(chosen, untagged=True)
    if axis is Axis.THEME and not chosen.themes:
        return replace(chosen, themes=(head.name,))
    if axis is Axis.THEME:
        return chosen.that(f"theme:{head.key}")
    if axis is Axis.KIND:
        return replace(chosen, kinds=(Kind(head.key),))
    if axis is Axis.SESSION:
        return replace(chosen, sessions=(head.key,))
    if axis is Axis.ACCOUNT:
        return replace(chosen, accounts=(head.name,))
    if axis is Axis.SEGMENT:
        return replace(chosen, segments=(head.name,))
    return chosen.said_by(head.name, head.account, head.key)
