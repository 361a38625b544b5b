"""The list of participants as it was read: who will sit where, and which lines are odd."""

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from focusgroup.tui.look import MUTED, column, said
from focusgroup.tui.roster import Oddity, Roster, Seated
from focusgroup.tui.when import count

EMPTY = (
    "Nobody yet. Type or paste one person a line, or a table from a spreadsheet."
    " You can also start without, and seat people as they come in."
)


class PeopleTable(VerticalScroll, can_focus=False):
    """Shows a `Roster` beside the lines that it was read from."""

    DEFAULT_CSS = """
    PeopleTable { padding: 0 1; scrollbar-size-vertical: 1; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(Static(), id=id)
        self.roster = Roster()

    def show(self, roster: Roster) -> None:
        """Show this reading."""
        self.roster = roster
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        """The columns share the new width."""
        self._draw()

    def _draw(self) -> None:
        self.query_one(Static).update(table(self.roster, max(self.size.width - 3, 20)))


def table(roster: Roster, width: int) -> Content:
    """A line a person in *width* cells, in the order of the list, odd lines among them."""
    if not roster.seats and not roster.oddities:
        return Content.styled(EMPTY, MUTED)
    room = width - 10
    name = max(room * 2 // 5, 8)
    role = max((room - name) // 2, 5)
    widths = (name, role, max(room - name - role, 5))
    heads = zip(("name", "role", "account"), widths, strict=True)
    lines = [
        Content.styled("   #      " + "".join(f"{head:<{size}}" for head, size in heads), MUTED)
    ]
    rows = [(seated.person.line, _person(seated, widths)) for seated in roster.seats]
    rows += [(oddity.line, _odd(oddity)) for oddity in roster.oddities]
    lines += [line for _, line in sorted(rows, key=lambda row: row[0])]
    return Content("\n").join(lines)


def _person(seated: Seated, widths: tuple[int, int, int]) -> Content:
    person = seated.person
    name, role, account = (max(width - 1, 1) for width in widths)
    return Content.assemble(
        (f"{seated.seat:>4} ", "bold"),
        column(seated.initials, 4),
        " ",
        column(person.name, name),
        " ",
        (column(person.role, role).plain, MUTED),
        " ",
        column(person.account, account),
    )


def _odd(oddity: Oddity) -> Content:
    return Content.styled(f"! line {oddity.line}: {said(oddity.message[:200])}", "$text-warning")


def summary(roster: Roster) -> Content:
    """How many people from how many accounts, and how many lines can't be read."""
    if roster.oddities:
        first = roster.oddities[0]
        more = len(roster.oddities) - 1
        behind = f" (and {count(more, 'more line')})" if more else ""
        text = f"line {first.line} can't be used: {said(first.message[:200])}{behind}"
        return Content.styled(text, "$text-warning")
    if not roster.seats:
        return Content.styled("one a line: Name, role, account", MUTED)
    text = count(len(roster.seats), "person", "people")
    if roster.accounts:
        text += f" from {count(roster.accounts, 'account')}"
    return Content.styled(text, MUTED)
