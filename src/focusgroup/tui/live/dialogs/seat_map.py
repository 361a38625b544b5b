"""The table as the facilitator sees it: the person in seat 3 is @3 and alt+3."""

from collections.abc import Sequence

from textual.content import Content

from focusgroup.core.model import Participant
from focusgroup.services.live_session import LiveSession
from focusgroup.tui.widgets import style
from focusgroup.tui.widgets.style import FAINT, MUTED

WIDEST = 18
NARROWEST = 13
LINES_OF_A_SEAT = 3

SeatRow = list[tuple[Content, Participant]]
"""One line of seats, from left to right: each cell with its participant."""


def seat_rows(live: LiveSession, width: int) -> tuple[list[SeatRow], list[SeatRow]]:
    """Return the two sides of the table, each as lines of cells of equal width.

    Seats run clockwise from the upper left, as around a real table. On a narrow screen,
    more than five seats a side continue on the lines below. *width* is in cells.
    """
    people = [person for person in live.participants if person.left_ms is None]
    half = (len(people) + 1) // 2
    most = max(width // NARROWEST, 1)
    cell = min(max(width // max(min(half, most), 1), NARROWEST), WIDEST)
    upper, lower = people[:half], list(reversed(people[half:]))
    return _lines(live, upper, cell, most), _lines(live, lower, cell, most)


def _lines(live: LiveSession, people: Sequence[Participant], cell: int, most: int) -> list[SeatRow]:
    lines: list[SeatRow] = []
    for start in range(0, len(people), most):
        row = people[start : start + most]
        for part in range(LINES_OF_A_SEAT):
            lines.append([(_cell(live, person, part, cell), person) for person in row])
    return lines


def _cell(live: LiveSession, person: Participant, part: int, cell: int) -> Content:
    """Return one of a seat's lines: its number and initials, the name, or the account."""
    if part == 0:
        said = live.talk.spoken[person.id]
        answered = person.id in live.talk.answered(live.clock.place)
        chosen = person.id == live.sticky.participant_id
        head = Content.assemble(
            (f" {person.seat} ", "bold reverse $text-accent" if chosen else "bold reverse"),
            f" {person.initials} ",
            (f"{said or '·'}", "" if said else FAINT),
            (" ●" if answered else "", "$text-accent"),
        )
        return head.stylize("bold").truncate(cell, ellipsis=True, pad=True)
    if part == 1:
        return style.column(f" {person.name}", cell)
    return style.column(f" {person.account or person.role}", cell).stylize(MUTED)
