"""Ask what to do with people who were not asked for their consent, without taking typed keys."""

from collections.abc import Sequence

from textual.binding import Binding

from focusgroup.core.people.people import NewParticipant
from focusgroup.tui.widgets.confirm import ConfirmScreen

NAMED = 5


def assumed(people: Sequence[NewParticipant]) -> str:
    """Return what is stored of those who were not asked: ``Anna “no notes”``."""
    words = [
        f"{person.name[:60]} “{'by role only' if person.consent_notes else 'no notes'}”"
        for person in people[:NAMED]
    ]
    return ", ".join(words) + (f" and {len(people) - NAMED} more" if people[NAMED:] else "")


class ConsentQuestion(ConfirmScreen):
    """The question; the key that asked for it is the answer yes, Esc is no.

    Whoever types on means the line of the live screen, not this question: every other key waits
    for the screen that comes next.
    """

    takes_keys = False
    takes_only = frozenset(("f2", "ctrl+s", "escape"))
    KEYS = ("F2", "Esc")
    BINDINGS = [Binding("f2,ctrl+s", "yes", "Save", show=False)]

    def __init__(self, people: Sequence[NewParticipant]) -> None:
        question = (
            f"Not asked for consent yet. Save them as {assumed(people)}? F7 changes it in the"
            " session. Or go back and add “by name”, “by role only” or “no notes” to their lines."
        )
        super().__init__(question, yes="Save", no="Go back")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer no arrows: they wait too."""
        return action != "other"
