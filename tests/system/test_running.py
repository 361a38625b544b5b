"""A program is known to run until it ends or is killed, and by no number that comes again."""

import subprocess
import sys
from pathlib import Path

from focusgroup.system.running import RunningPrograms, who

HOLDING = """
import sys
from pathlib import Path
from focusgroup.system.running import RunningPrograms
print(RunningPrograms(Path(sys.argv[1])).begin(), flush=True)
sys.stdin.read()
"""


def files(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if each.is_file()]


def test_a_program_runs_until_it_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "gro[u]ps.db"
    other = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    program = other.stdout.readline().strip()
    programs = RunningPrograms(path)
    assert programs.runs(program)
    other.kill()
    other.communicate()
    assert files(tmp_path)
    assert not programs.runs(program)
    assert not files(tmp_path)


def test_one_that_ends_leaves_nothing_and_clears_what_others_left(tmp_path: Path) -> None:
    path = tmp_path / "gro[u]ps.db"
    (tmp_path / "gro[u]ps.db.running-0123").touch()
    programs, others = RunningPrograms(path), RunningPrograms(path)
    own = programs.begin()
    assert files(tmp_path) == [f"gro[u]ps.db.running-{own}"]
    assert (tmp_path / f"gro[u]ps.db.running-{own}").stat().st_mode & 0o777 == 0o600
    assert programs.begin() == own
    assert programs.runs(own)
    assert others.runs(own)
    programs.end()
    assert not others.runs(own)
    assert not files(tmp_path)


def test_nobody_is_no_program() -> None:
    assert not RunningPrograms(Path("groups.db")).runs("")
    assert who()
