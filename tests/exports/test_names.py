"""File names: safe on every system, and still what people called it."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from focusgroup.exports.names import LONGEST, LONGEST_BYTES, file_name

RESERVED = ["CON", "con", "NUL", "aux", "PRN", "COM1", "lpt9", "COM¹", "CONIN$", "con.txt"]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Planners' focus group", "Planners' focus group.docx"),
        ("客户焦点小组 · 北京", "客户焦点小组 · 北京.docx"),
        ("../../etc/passwd", "etc-passwd.docx"),
        ("..\\..\\boot.ini", "boot.ini.docx"),
        ("a/b: c?", "a-b- c.docx"),
        ("  two\n lines\tand a tab ", "two lines and a tab.docx"),
        ("ends with dots...", "ends with dots.docx"),
        (".hidden", "hidden.docx"),
        ("~$locked", "$locked.docx"),
        ("\u202egnp.exe", "gnp.exe.docx"),
        ("\u200fفريق\u200e", "فريق.docx"),
        ("e\u0301te\u0301", "été.docx"),
        ("", "summary.docx"),
        ("///", "summary.docx"),
        ("\x00\ud800", "summary.docx"),
    ],
)
def test_a_title_becomes_the_name_one_expects(title, name):
    assert file_name(title) == name


@pytest.mark.parametrize("title", RESERVED)
def test_names_of_windows_devices_are_not_used(title):
    assert file_name(title) == f"_{title}.docx"


def test_a_long_title_is_cut_and_keeps_its_suffix():
    name = file_name("long " * 60)
    assert name.endswith(".docx")
    assert len(name) <= LONGEST + len(".docx")
    assert len(file_name("焦" * 300).encode()) <= LONGEST_BYTES + len(".docx")


def test_a_long_title_is_not_cut_between_a_letter_and_its_accent():
    towers = "q" * (LONGEST - 1) + "x" + "\u0323" * 5
    assert file_name(towers) == "q" * (LONGEST - 1) + ".docx"


@given(st.text(st.characters()))
@example("one \x1b\x85two")
@example("e\u200d\u0301")
def test_any_title_at_all_gives_a_name_that_every_system_takes(title):
    name = file_name(title)
    assert len(name.encode()) <= 255
    assert not set(name) & set('<>:"/\\|?*')
    assert name.isprintable()
    assert name[0] not in " .-~"
    assert name == name.strip()
    assert file_name(name.removesuffix(".docx")) == name
