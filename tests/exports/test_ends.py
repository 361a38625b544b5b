"""An export that is killed, or has no room: the old files or the new ones, never a mixture."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports.atomic import replace_file
from tests.exports import exporting
from tests.exports.exporting import KINDS, NOW, OLD, digests
from tests.exports.reports import large, planners
from tests.exports.writing import write_summary
from tests.slow import some

ROOT = Path(__file__).resolve().parents[2]
OURS = {
    "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "src")]),
    "PYTHONDONTWRITEBYTECODE": "1",
}
ONE_CALL = ("-f", "--seccomp-bpf", "-o", "/dev/null", "-e")
"""How strace stops at some calls only, which takes half the CPU of stopping at all."""
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks Linux")


def exported(
    *args: object, before: tuple[str, ...] = (), **surroundings: str
) -> "subprocess.CompletedProcess[str]":
    """Run `tests.exports.exporting`, below *before*, in other *surroundings*."""
    return subprocess.run(
        [*before, sys.executable, "-m", "tests.exports.exporting", *map(str, args)],
        env=os.environ | OURS | surroundings,
        check=False,
        capture_output=True,
        text=True,
        timeout=600,
    )


def there(tmp_path: Path) -> Path:
    """A folder with nothing in it."""
    folder = tmp_path / "there"
    folder.mkdir()
    return folder


def result(*args: object, **surroundings: str) -> Any:
    done = exported(*args, **surroundings)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


# -- killed ----------------------------------------------------------------------------------


@linux
@pytest.mark.parametrize(
    ("rounds", "seed"),
    [(12, 1), *(pytest.param(60, seed, marks=pytest.mark.slow) for seed in range(2, 7))],
)
def test_killed_at_any_moment_the_old_file_or_the_new_one_stands(tmp_path, rounds, seed):
    said = result("kill", there(tmp_path), rounds, seed)
    assert said["old"] + said["new"] == rounds
    assert said["old"] > 0 < said["new"]
    # What a killed export leaves is gone with the next one: never more than one lies there.
    assert said["litter"] == 1


@linux
def test_what_another_export_is_filling_is_not_tidied_away(tmp_path):
    def write(file):
        replace_file(tmp_path / "other.docx", lambda other: other.write(b"other"))
        file.write(b"one")

    replace_file(tmp_path / "one.docx", write)
    assert (tmp_path / "one.docx").read_bytes() == b"one"
    assert (tmp_path / "other.docx").read_bytes() == b"other"
    assert len(list(tmp_path.glob("*.*"))) == 2


def test_nothing_but_what_an_export_left_is_tidied_away(tmp_path):
    kept = [".focusgroup-notes.md", "a.part", "focusgroup-1.part"]
    for name in [*kept, ".focusgroup-0123.part"]:
        (tmp_path / name).write_bytes(OLD)
    replace_file(tmp_path / "new.docx", lambda file: file.write(b"new"))
    left = {path.name for path in tmp_path.iterdir() if path.is_file()}
    assert left == {*kept, "new.docx"}


# -- no room ---------------------------------------------------------------------------------


@linux
@pytest.mark.parametrize("kind", ["session", pytest.param("log-beside", marks=pytest.mark.slow)])
def test_with_room_for_any_number_of_bytes_too_few_the_old_file_stands(tmp_path, kind):
    assert result("starve", there(tmp_path), kind)["refused"] > 10


@pytest.mark.needs("strace")
@pytest.mark.parametrize("call", ["fsync", "rename"])
def test_a_system_that_fails_at_the_end_leaves_the_old_file(tmp_path, program, call):
    folder = tmp_path / "session"
    folder.mkdir()
    (folder / "document.docx").write_bytes(OLD)
    old = digests(folder)
    inject = f"inject={call}:error=EIO:when=1"
    strace = (program("strace"), *ONE_CALL, f"trace={call}", "-e", inject)
    done = exported("once", tmp_path, "session", before=strace)
    assert "FocusgroupError" in done.stderr
    assert digests(folder) == old


@pytest.mark.needs("strace")
@pytest.mark.parametrize("error", some(["EPERM", "EBUSY"], ["EPERM"]))
def test_a_name_that_the_system_holds_gets_a_neighbour(tmp_path, program, error):
    folder = tmp_path / "session"
    folder.mkdir()
    (folder / "document.docx").write_bytes(OLD)
    calls = "rename,renameat,renameat2"
    inject = f"inject={calls}:error={error}:when=1"
    strace = (program("strace"), *ONE_CALL, f"trace={calls}", "-e", inject)
    done = exported("once", tmp_path, "session", before=strace)
    assert done.returncode == 0, done.stderr
    assert sorted(digests(folder)) == ["document (2).docx", "document.docx"]
    assert (folder / "document.docx").read_bytes() == OLD


@pytest.mark.slow
@linux
def test_on_a_small_disk_that_fills_up_the_old_file_stands(tmp_path):
    """A real file system of 1 MB; needs the right to mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=True)
    try:
        path = disk / "summary.docx"
        write_summary(planners(), path, now_ms=NOW)
        old = digests(disk)
        with pytest.raises(FocusgroupError, match="disk is full"):
            write_summary(large(30_000), path, now_ms=NOW, full_log=True)
        assert digests(disk) == old
        with pytest.raises(FocusgroupError, match="disk is full"):
            write_summary(large(30_000), path, now_ms=NOW)
        assert digests(disk) == old
    finally:
        subprocess.run(["umount", disk], check=True)


# -- the same bytes --------------------------------------------------------------------------


def test_every_kind_is_the_same_bytes_whatever_the_zone_locale_and_hash_seed(tmp_path):
    folder = there(tmp_path)
    here = {kind: exporting.written(kind, folder / kind) for kind in KINDS}
    elsewhere = result(
        "once", tmp_path, TZ="Pacific/Kiritimati", PYTHONHASHSEED="1", LC_ALL="C", LANG="C"
    )
    assert elsewhere == here
    assert len(here["log-beside"]) == 2
