"""What happens to a file beside the one that is written: while it is, and around its record."""

import errno
import os
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports import destination
from focusgroup.exports.atomic import free_name, replace_file, replace_pair
from focusgroup.exports.destination import Destination

NEW, MINE = b"the new one", b"somebody's"
LOG = " - Quote log.xlsx"


def summary(folder: Path) -> Destination:
    """The document of one owner, in a folder for those without a name of their own."""
    return Destination(folder / "x.docx", named=False, owner="one", records=folder / "records")


def write_new(file) -> None:
    file.write(NEW)


def test_a_file_that_appears_while_it_is_written_is_kept(tmp_path):
    there = summary(tmp_path)

    def write(file):
        write_new(file)
        there.path.write_bytes(MINE)

    assert replace_file(there, write).name == "x (2).docx"
    assert there.path.read_bytes() == MINE
    assert there.remark == "x.docx is another document, so this file was saved as x (2).docx."


def test_a_file_that_appears_at_the_last_moment_is_kept(tmp_path, monkeypatch):
    link = os.link

    def late(path, name):
        if name.name == "x.docx":
            name.write_bytes(MINE)
        link(path, name)

    monkeypatch.setattr(os, "link", late)
    assert replace_file(summary(tmp_path), write_new).name == "x (2).docx"
    assert (tmp_path / "x.docx").read_bytes() == MINE


def test_a_file_that_is_changed_while_it_is_written_anew_is_kept(tmp_path):
    there = summary(tmp_path)
    replace_file(there, write_new)

    def write(file):
        write_new(file)
        there.path.write_bytes(MINE)

    assert replace_file(there, write).name == "x (2).docx"
    assert there.path.read_bytes() == MINE


@pytest.mark.parametrize("changed", ["x.docx", f"x{LOG}"])
@pytest.mark.parametrize("early", [False, True])
def test_of_two_that_belong_together_none_is_written_where_one_was_changed_meanwhile(
    tmp_path, changed, early
):
    there = summary(tmp_path)
    name = free_name(there, LOG) if early else None
    replace_pair(there, LOG, lambda file, _: write_new(file), write_new, name=name)

    def write(file, log):
        assert log == f"x{LOG}"
        (tmp_path / changed).write_bytes(MINE)

    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(FocusgroupError, match=r"was changed while .* Try again"):
        replace_pair(there, LOG, write, write_new, name=name)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    kept = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    assert kept == {"x.docx": NEW, f"x{LOG}": NEW, changed: MINE}


def test_a_file_system_without_links_takes_it_all_the_same(tmp_path, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EPERM, "no links")

    monkeypatch.setattr(os, "link", refuse)
    assert replace_file(summary(tmp_path), write_new).read_bytes() == NEW
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["x.docx"]


def test_a_record_that_was_cut_off_anywhere_lets_nothing_be_replaced(tmp_path):
    there = summary(tmp_path)
    replace_file(there, write_new)
    (record,) = (tmp_path / "records").iterdir()
    whole = record.read_text()
    there.path.write_bytes(MINE)
    for length in range(len(whole) + 1):
        record.write_text(whole[:length])
        assert free_name(there).name == "x (2).docx", length
    there.path.write_bytes(NEW)
    assert free_name(there).name == "x.docx"
    record.write_bytes(b"\xff\x00 \xfe")
    assert free_name(there).name == "x (2).docx"


def test_where_all_names_are_taken_a_sentence_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(destination, "_NUMBERED", 3)
    for name in ("x.docx", "x (2).docx"):
        (tmp_path / name).write_bytes(MINE)
    with pytest.raises(FocusgroupError, match="1 names like it are taken"):
        replace_file(summary(tmp_path), write_new)
