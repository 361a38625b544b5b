"""How many agree after `/nod`: one more, a number, or the seats."""

import pytest

from focusgroup.services.live_commands.quoting import counted


@pytest.mark.parametrize(
    ("text", "many"),
    [
        ("", 3),
        ("3", 3),
        ("5 ", 5),
        ("3 5", 4),
        ("3, 5, 7", 5),
        ("3+5", 4),
        ("@3", 3),
        ("@3 @5", 4),
        ("@3 5", 4),
        ("@an,@bert", 4),
        ("3 3", 3),
        ("all of them", 3),
        ("@3 too", 3),
    ],
)
def test_seats_and_numbers_are_counted(text: str, many: int) -> None:
    assert counted(text, 2) == many
