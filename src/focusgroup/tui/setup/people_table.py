"""The list of participants as it was read: seats, details, and lines with problems."""

from collections.abc import Sequence

from rich.cells import cell_len
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
    PeopleTable { padding: 0 1; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(Static(), id=id)
        self.roster = Roster()

    def show(self, roster: Roster) -> None:
        """Show this reading."""
        self.roster = roster
        self._draw()

    def on_resize(self, event: events.Resize) -> None:
        self._draw()

    def _draw(self) -> None:
        self.query_one(Static).update(
            table(self.roster, max(self.scrollable_content_region.width, 20))
        )


def table(roster: Roster, width: int) -> Content:
    """Return the problems, then a line per person in *width* cells, in the order of the list.

    What was guessed, or is not read, comes between them.
    """
    if not roster.seats and not roster.problems:
        return Content.styled(EMPTY, MUTED)
    agreed = max((len(_unusual(seated)) for seated in roster.seats), default=0)
    people = [seated.person for seated in roster.seats]
    texts = [("name", "role", "account"), *((p.name, p.role, p.account) for p in people)]
    needed = [max(map(cell_len, column)) + 1 for column in zip(*texts, strict=True)]
    initials = max(2, *(cell_len(seated.initials) for seated in roster.seats), 0)
    room = width - len("  1  ") - initials - agreed
    name = min(needed[0], max(room // 2, 5))
    widths = [name, *_shared(needed[1:], room - name)]
    heads = zip(texts[0], widths, strict=True)
    lines = []
    for sign, all_told in (("!", roster.problems), ("?", roster.remarks)):
        lines += [_told(sign, each) for each in all_told[:PROBLEMS]]
        if len(all_told) > PROBLEMS:
            lines.append(Content.styled(f"and {len(all_told) - PROBLEMS} more", MUTED))
    if roster.seats:
        row = "".join(f"{head:<{size}}" for head, size in heads)
        lines.append(Content.styled(f"  # {'':{initials}} {row}", MUTED))
    lines += [_person(seated, initials, widths) for seated in roster.seats]
    return Content("\n").join(lines)


def _shared(needed: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns: what each needs, and an equal share where that is too much."""
    widths = list(needed)
    by_need = sorted(range(len(needed)), key=needed.__getitem__)
    for done, place in enumerate(by_need):
        widths[place] = min(needed[place], max(room // (len(needed) - done), 5))
        room -= widths[place]
    return widths


def _person(seated: Seated, initials: int, widths: Sequence[int]) -> Content:
    person = seated.person
    name, role, account = (max(width - 1, 1) for width in widths)
    return Content.assemble(
        (f"{seated.seat:>3} ", "bold"),
        column(seated.initials, initials),
        " ",
        column(person.name, name),
        " ",
        (column(person.role, role).plain, MUTED),
        " ",
        column(person.account, account),
        " ",
        (_unusual(seated), "bold $text-warning"),
    )


def _unusual(seated: Seated) -> str:
    """Return what somebody did not agree to, in words; empty for full consent."""
    words = consent_in_words(seated.person)
    return "" if words == "by name" else words


def _told(sign: str, problem: RowProblem) -> Content:
    return Content.styled(f"{sign} {in_words(problem)}", "$text-warning")


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
    if unasked := len(roster.not_asked):
        return Content.styled(f"{text}, {unasked} not asked for consent", "$text-warning")
    return Content.styled(text, MUTED)
