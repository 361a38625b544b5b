"""The table of how participants were read uses its width, and shows what was guessed."""

import pytest
from rich.cells import cell_len

from focusgroup.services.roster import read
from focusgroup.tui.setup.people_table import summary, table

LONG = "Bo Li, Deputy head of outbound dispatch and customs, Alpha"


@pytest.mark.parametrize("width", [20, 40, 60, 72, 100, 120])
def test_a_field_is_cut_only_where_the_line_is_full(width: int) -> None:
    roster = read(f"{LONG}\nMaria-Theresia von Habsburg, Lead, 北风物流有限公司, no notes")
    shown = table(roster, width).plain.split("\n")
    assert all(cell_len(line) <= max(width, 37) for line in shown)
    longest = max(cell_len(line) for line in shown)
    assert longest >= width - 1 if width < 111 else "…" not in "".join(shown)


def test_what_was_guessed_is_shown_with_its_line() -> None:
    roster = read("Guest list\n\nName,Phone,Consent\nAnna,123,\nBo,,nein")
    shown = table(roster, 80).plain
    assert "? line 1: Left out as a title: “Guest list”." in shown
    assert "? line 3: Not read: “Phone”." in shown
    assert "not asked" in shown
    assert summary(roster).plain == "2 people, 1 not asked for consent"
    assert "market segment" in table(read("Anna, Lead, Alpha, quiet"), 80).plain


@pytest.mark.parametrize("width", [43, 50, 57, 80])
def test_a_name_has_up_to_half_of_the_row_before_roles_and_accounts(width: int) -> None:
    names = ("Ada Smith", "Ben Ito", "Cleo Diaz", "李娜")
    lines = [f"{name}, engineering lead, Northwind Traders, by role only" for name in names]
    shown = table(read("\n".join(lines)), width).plain
    assert all(name in shown for name in names)
    assert max(map(cell_len, shown.split("\n"))) <= width
