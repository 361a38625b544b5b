"""The list of participants as it was read: seats, details, and lines with problems."""

from textual import events
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from focusgroup.core.people.people import consent_in_words
from focusgroup.core.people.rows import RowProblem
from focusgroup.services.dates_in_words import count
from focusgroup.services.roster import Roster, Seated
from focusgroup.tui.widgets.style import MUTED, column, said

PROBLEMS = 20
"""This many are shown; the rest are counted."""

EMPTY = (
    "No participants yet. Type or paste one person per line, or a table from a spreadsheet."
    " You can also start now and add people as they arrive."
)


class PeopleTable(VerticalScroll, can_focus=False):
    """Shows a `Roster` beside the lines it was read from."""

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
        """Redraw the columns for the new width."""
        self._draw()

    def _draw(self) -> None:
        self.query_one(Static).update(table(self.roster, max(self.size.width - 3, 20)))


def table(roster: Roster, width: int) -> Content:
    """Return the problems, then a line per person in *width* cells, in the order of the list."""
    if not roster.seats and not roster.problems:
        return Content.styled(EMPTY, MUTED)
    agreed = 13 if any(_unusual(seated) for seated in roster.seats) else 0
    room = width - 9 - agreed
    name = max(room * 2 // 5, 8)
    role = max((room - name) // 2, 5)
    widths = (name, role, max(room - name - role, 5))
    heads = zip(("name", "role", "account"), widths, strict=True)
    lines = [_problem(problem) for problem in roster.problems[:PROBLEMS]]
    if len(roster.problems) > PROBLEMS:
        lines.append(Content.styled(f"and {len(roster.problems) - PROBLEMS} more", MUTED))
    if roster.seats:
        row = "".join(f"{head:<{size}}" for head, size in heads)
        lines.append(Content.styled(f"  #      {row}", MUTED))
    lines += [_person(seated, widths) for seated in roster.seats]
    return Content("\n").join(lines)


def _person(seated: Seated, widths: tuple[int, int, int]) -> Content:
    person = seated.person
    name, role, account = (max(width - 1, 1) for width in widths)
    return Content.assemble(
        (f"{seated.seat:>3} ", "bold"),
        column(seated.initials, 4),
        " ",
        column(person.name, name),
        " ",
        (column(person.role, role).plain, MUTED),
        " ",
        column(person.account, account),
        (f" {_unusual(seated)}", "bold $text-warning"),
    )


def _unusual(seated: Seated) -> str:
    """Return what somebody did not agree to, in words; empty for full consent."""
    words = consent_in_words(seated.person)
    return "" if words == "by name" else words


def _problem(problem: RowProblem) -> Content:
    return Content.styled(f"! {in_words(problem)}", "$text-warning")


def in_words(problem: RowProblem) -> str:
    """Return where the problem is and what it is."""
    where = f"line {problem.line}: " if problem.line else ""
    return said(f"{where}{problem.message[:300]}")


def summary(roster: Roster) -> Content:
    """Return how many people from how many accounts, or how many lines can't be used."""
    if roster.problems:
        lines = count(len(roster.problems), "line")
        return Content.styled(f"{lines} can't be used; see above", "$text-warning")
    if not roster.seats:
        return Content.styled("one per line: Name, role, account", MUTED)
    text = count(len(roster.seats), "person", "people")
    if roster.accounts:
        text += f" from {count(roster.accounts, 'account')}"
    return Content.styled(text, MUTED)
