"""Replacing a file: the old one or the new one, and a sentence when neither can be."""

import errno
import os
import stat
import sys
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports import destination
from focusgroup.exports.atomic import replace_file
from tests.special_files import SPECIAL

NEW = b"the new one"
OLD = b"the old one"

posix = pytest.mark.skipif(os.name == "nt", reason="modes and links are those of POSIX")


def write_new(file) -> None:
    file.write(NEW)


def names(folder: Path) -> list[str]:
    """What lies in *folder* beside folders."""
    return sorted(path.name for path in folder.iterdir() if not path.is_dir())


def test_a_new_file_stands_alone_in_a_folder_made_for_it(tmp_path):
    path = tmp_path / "new" / "folder" / "summary.docx"
    assert replace_file(path, write_new) == path
    assert path.read_bytes() == NEW
    assert names(path.parent) == ["summary.docx"]


@posix
def test_a_new_file_is_its_owners_alone_from_the_first_byte(tmp_path):
    path = tmp_path / "new" / "folder" / "summary.docx"
    seen = []

    def write(file):
        seen.append(stat.S_IMODE(os.fstat(file.fileno()).st_mode))

    replace_file(path, write)
    assert seen == [0o600]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    for folder in (path.parent, path.parent.parent):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@posix
def test_the_mode_of_a_file_that_stood_there_is_kept(tmp_path):
    path = tmp_path / "summary.docx"
    path.write_bytes(OLD)
    path.chmod(0o640)
    replace_file(path, write_new)
    assert path.read_bytes() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@posix
def test_a_link_stays_a_link_and_its_target_is_replaced(tmp_path):
    target, link = tmp_path / "real.docx", tmp_path / "link.docx"
    target.write_bytes(OLD)
    link.symlink_to(target)
    assert replace_file(link, write_new) == link
    assert link.is_symlink()
    assert target.read_bytes() == NEW


@pytest.mark.parametrize("failure", [MemoryError(), KeyboardInterrupt(), ValueError("bug")])
def test_whatever_is_raised_while_writing_the_old_file_stands(tmp_path, failure):
    path = tmp_path / "summary.docx"
    path.write_bytes(OLD)

    def write(file):
        file.write(NEW)
        raise failure

    with pytest.raises(type(failure)):
        replace_file(path, write)
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["summary.docx"]


@pytest.mark.parametrize("step", ["fsync", "replace", "chmod"])
def test_a_failure_at_any_step_leaves_the_old_file_and_nothing_else(tmp_path, monkeypatch, step):
    path = tmp_path / "summary.docx"
    path.write_bytes(OLD)

    def fail(*_args, **_options):
        raise OSError(errno.EIO, "Input/output error")

    owner = os if step == "fsync" else Path
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, fail)
        with pytest.raises(FocusgroupError, match="Input/output error"):
            replace_file(path, write_new)
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["summary.docx"]


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.ENOSPC, "disk is full"),
        (errno.EDQUOT, "disk is full"),
        (errno.EROFS, "another folder"),
        (errno.EACCES, "another folder"),
    ],
)
def test_the_sentence_says_what_to_do(tmp_path, number, sentence):
    def write(_file):
        raise OSError(number, os.strerror(number))

    with pytest.raises(FocusgroupError, match=sentence) as caught:
        replace_file(tmp_path / "summary.docx", write)
    assert "summary.docx" in str(caught.value)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_disk_that_is_really_full_is_a_sentence(tmp_path):
    def write(_file):
        with Path("/dev/full").open("wb", buffering=0) as full:
            full.write(NEW)

    with pytest.raises(FocusgroupError, match="disk is full"):
        replace_file(tmp_path / "summary.docx", write)
    assert names(tmp_path) == []


@posix
@pytest.mark.parametrize("sort", SPECIAL)
def test_what_is_not_a_file_is_refused_and_stays(sort):
    path = Path("special")
    SPECIAL[sort](path)
    link = Path("link")
    link.symlink_to(path)
    before = path.lstat()
    for name in (path, link):
        with pytest.raises(FocusgroupError, match=r"is a folder|is a pipe or a device"):
            replace_file(name, write_new)
    assert os.path.samestat(before, path.lstat())
    assert link.is_symlink()


@posix
def test_the_programs_own_pipe_is_refused():
    reading, writing = os.pipe()
    try:
        with pytest.raises(FocusgroupError, match="is a pipe or a device"):
            replace_file(Path(f"/dev/fd/{writing}"), write_new)
    finally:
        os.close(reading)
        os.close(writing)


def test_a_file_in_the_place_of_the_folder_is_refused(tmp_path):
    (tmp_path / "file").write_bytes(OLD)
    with pytest.raises(FocusgroupError, match="Choose another folder"):
        replace_file(tmp_path / "file" / "summary.docx", write_new)


def test_a_name_too_long_is_refused_with_a_sentence(tmp_path):
    with pytest.raises(FocusgroupError, match=r"too long|another folder"):
        replace_file(tmp_path / ("x" * 300 + ".docx"), write_new)


@posix
def test_a_link_to_itself_is_refused(tmp_path):
    link = tmp_path / "loop.docx"
    link.symlink_to(link)
    with pytest.raises(FocusgroupError, match="link that leads back"):
        replace_file(link, write_new)
    assert names(tmp_path) == ["loop.docx"]


@pytest.mark.skipif(
    sys.platform == "win32" or getattr(os, "geteuid", lambda: 0)() == 0,
    reason="rights do not bind root",
)
def test_a_folder_without_rights_is_a_sentence(tmp_path):
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(FocusgroupError, match="another folder"):
            replace_file(tmp_path / "summary.docx", write_new)
    finally:
        tmp_path.chmod(0o700)


# -- a file that is open in Word -------------------------------------------------------------


def test_a_file_that_is_held_gets_a_neighbour(tmp_path, monkeypatch):
    path = tmp_path / "summary.docx"
    path.write_bytes(OLD)
    real = Path.replace

    def held(self, target):
        if Path(target).name == "summary.docx":
            raise PermissionError(errno.EACCES, "held")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", held)
    assert replace_file(path, write_new) == tmp_path / "summary (2).docx"
    assert replace_file(path, write_new) == tmp_path / "summary (3).docx"
    assert path.read_bytes() == OLD
    assert names(tmp_path) == ["summary (2).docx", "summary (3).docx", "summary.docx"]


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        ("planners group.docx", "~$anners group.docx"),
        ("weekly1.docx", "~$eekly1.docx"),
        ("short.docx", "~$short.docx"),
    ],
)
def test_words_own_mark_of_an_open_file_is_respected(tmp_path, name, owner):
    (tmp_path / name).write_bytes(OLD)
    (tmp_path / owner).write_bytes(b"")
    written = replace_file(tmp_path / name, write_new)
    assert written.name == name.replace(".docx", " (2).docx")
    assert (tmp_path / name).read_bytes() == OLD


def test_a_name_that_nobody_lets_go_of_is_a_sentence(tmp_path, monkeypatch):
    def held(*_):
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(destination, "_NUMBERED", 4)
    monkeypatch.setattr(Path, "replace", held)
    monkeypatch.setattr(os, "link", held)
    with pytest.raises(FocusgroupError, match="another folder"):
        replace_file(tmp_path / "summary.docx", write_new)
    assert names(tmp_path) == []
