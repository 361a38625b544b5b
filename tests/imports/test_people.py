"""Lists of participants from files."""

import os
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.people.people import NewParticipant
from focusgroup.imports.people import LARGEST, MOST_PEOPLE, check_seats, read_file


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_the_encodings_that_tables_are_saved_in(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("姓名,公司\n张三,示例公司\n".encode(encoding))
    found = read_file(path)
    assert [(p.name, p.account) for p in found.people] == [("张三", "示例公司")]
    assert found.warnings == ()


def test_every_wrong_row_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,seat\nAnna,one\nBo,2\nCy,2\n")
    with pytest.raises(FocusgroupError) as raised:
        read_file(path)
    assert "csv, line 2" in str(raised.value)
    assert "csv, line 4" in str(raised.value)
    assert "csv, line 3" not in str(raised.value)


def test_what_is_no_list_of_people_is_refused(tmp_path: Path) -> None:
    huge, many = tmp_path / "huge.csv", tmp_path / "many.csv"
    huge.write_bytes(b"x" * (LARGEST + 1))
    many.write_text("\n".join(f"Anna {n}" for n in range(MOST_PEOPLE + 1)))
    os.mkfifo(tmp_path / "pipe")
    for path, message in (
        (huge, "1 MB"),
        (many, "501"),
        (tmp_path, "no file"),
        (tmp_path / "pipe", "a named pipe, not a file"),
        (tmp_path / "none.csv", "no file"),
        (Path("a\0b"), "file"),
    ):
        with pytest.raises(FocusgroupError, match=message):
            read_file(path)


def test_two_people_on_one_seat_are_named() -> None:
    check_seats([NewParticipant("A"), NewParticipant("B"), NewParticipant("C", seat=1)])
    with pytest.raises(FocusgroupError, match="seat 2 is given to both B and C"):
        check_seats([NewParticipant("B", seat=2), NewParticipant("C", seat=2)])
