"""The tables of the review by their names."""

from focusgroup.core.search.selection import Selection
from focusgroup.services.edits import Edits
from focusgroup.services.review import ReviewFacts
from focusgroup.tui.review.tables.accounts import AccountsScreen
from focusgroup.tui.review.tables.consensus import ConsensusScreen
from focusgroup.tui.review.tables.findings import FindingsScreen, SaturationScreen
from focusgroup.tui.review.tables.items import ItemsScreen
from focusgroup.tui.review.tables.matrix import MatrixScreen
from focusgroup.tui.review.tables.screen import TableScreen

VIEWS: dict[str, type[TableScreen]] = {
    "matrix": MatrixScreen,
    "findings": FindingsScreen,
    "saturation": SaturationScreen,
    "accounts": AccountsScreen,
    "items": ItemsScreen,
    "consensus": ConsensusScreen,
}


def view(what: str, facts: ReviewFacts, selection: Selection, edits: Edits) -> TableScreen:
    """Return the screen of a table, about the quotes of *selection*."""
    return VIEWS[what](facts, selection, edits)
