"""Accounts: what each has told us, was promised, and when it was last heard."""

from dataclasses import replace

from textual import work
from textual.content import Content

from focusgroup.core.dates.due_dates import today_in
from focusgroup.core.search.selection import Selection
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.services.reviewing.promises import PromiseMade, is_unheard, promises
from focusgroup.store.quotes import AccountFacts, account_facts
from focusgroup.system.clock import local_zone, unix_ms
from focusgroup.tui.commands import QUITS, bindings
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.review.commands import ACCOUNTS
from focusgroup.tui.review.tables.screen import TableScreen
from focusgroup.tui.review.tables.table import RankedCell, TableData, TableRow
from focusgroup.tui.widgets.notifications import told
from focusgroup.tui.widgets.reading_window import ReadingScreen
from focusgroup.tui.widgets.style import MUTED, said

PROMISED = {"open": ("open", "overdue"), "overdue": ("overdue",), "kept": ("kept",)}
"""The columns that count promises, and the states of those."""


class AccountsScreen(TableScreen):
    """An account a row, by name; those that nobody has heard for a year are set off."""

    COMMAND_TABLE = ACCOUNTS
    BINDINGS = bindings(ACCOUNTS)
    OF_A_ROW = ("promised",)
    NAME = "Accounts"
    HELP_TEXT = (
        "Promises, and when an account was last heard, are of all sessions, whatever the filters."
        " An account is marked if nobody has heard from it for a year, or ever."
    )
    HEADS = (
        "mentions", "people", "sessions", "open", "overdue", "kept", "last heard", "owner",
        "segment",
    )  # fmt: skip

    async def read(self, chosen: Selection) -> TableData:
        """Read the accounts that pass the filters, with what they said of the rest."""
        now = unix_ms()
        today = today_in(local_zone(), now).isoformat()
        found = await account_facts(self.facts.db, today, chosen)
        rows = [
            TableRow(
                said(each.account.name),
                (
                    each.mentions,
                    each.people,
                    each.sessions,
                    each.open,
                    each.overdue,
                    each.kept,
                    _heard(each),
                    said(each.account.owner),
                    said(each.account.segment),
                ),
                each,
                warned=is_unheard(each, now),
            )
            for each in found
        ]
        return TableData("ACCOUNT", self.HEADS, tuple(rows))

    def told(self) -> str:
        """Return the chosen cell in words, and whether the account was not heard for long."""
        row = self.table.row
        unheard = " · not heard for a year" if row and row.warned else ""
        return super().told() + unheard

    def behind(self) -> Selection | None:
        """Return the quotes of the account: those that its number counts, else all it said."""
        account = Selection(accounts=(self._chosen().account.name,))
        if self.HEADS[self.table.at] not in ("mentions", "people", "sessions"):
            return account
        if not self._chosen().mentions:
            return None
        found = self.selection.under(account)
        return replace(found, themes=self.selection.themes).mentions_only()

    def open_cell(self) -> None:
        """Show the quotes behind the chosen cell, or the promises."""
        head = self.HEADS[self.table.at]
        if head in PROMISED:
            self._show_promises(head)
        else:
            super().open_cell()

    def _chosen(self) -> AccountFacts:
        row = self.table.row
        assert row is not None
        assert isinstance(row.what, AccountFacts)
        return row.what

    def action_promised(self) -> None:
        """Show what we promised the account, and what we did."""
        if self.table.row:
            self._show_promises("")

    @work(group="promises", exit_on_error=False)
    async def _show_promises(self, state: str) -> None:
        """Show the promises to the chosen account that are *state*; "" for all."""
        name, today = self._chosen().account.name, today_in(local_zone(), unix_ms()).isoformat()
        with told(self):
            made = await promises(self.facts.db, account=name)
            asked = PROMISED.get(state, ())
            chosen = [each for each in made if not asked or each.state(today) in asked]
            self.app.push_screen(PromisesScreen(tuple(chosen)))


def _heard(each: AccountFacts) -> RankedCell:
    day = full_date(moment(each.heard_ms, each.heard_zone).date()) if each.heard_ms else "never"
    return RankedCell(day, -(each.heard_ms or 0))


class PromisesScreen(ReadingScreen):
    """We promised, we did: commitments by owner, with the quotes behind them."""

    BINDINGS = QUITS
    HEADING = "We promised, we did"

    def __init__(self, made: tuple[PromiseMade, ...]) -> None:
        super().__init__()
        self._made = made

    def lines(self, width: int) -> Lines:
        """Return each commitment with its state, and below it the quotes."""
        today = today_in(local_zone(), unix_ms()).isoformat()
        found: Lines = []
        owner: str | None = None
        for each in self._made:
            note = each.commitment.note
            if note.owner != owner:
                found.append((Content.styled(said(note.owner) or "no owner yet", "bold"), None))
                owner = note.owner
            state = each.state(today)
            style = {"kept": "$text-success", "overdue": "bold $text-warning"}.get(state, "")
            due = f", due {note.due_on}" if note.due_on else ""
            for line in Content(f"{state}{due}: {said(note.text)}").wrap(width - 2):
                found.append((Content.assemble("  ", line.stylize(style)), None))
            for quote in each.quotes:
                words = Content(f"“{said(quote.text)}” {said(quote.speaker)}")
                for line in words.wrap(width - 6):
                    found.append((Content.assemble("      ", line.stylize(MUTED)), None))
        return found or [(Content.styled("Nothing was promised.", MUTED), None)]
