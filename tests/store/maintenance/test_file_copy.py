"""A backup as a copy of the file: whole, of one state, beside programs that write."""

import asyncio
import resource
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.store.engine.verified_copy import remove_parts
from focusgroup.store.maintenance import check_and_backup, file_copy
from focusgroup.store.maintenance.check_and_backup import back_up, reading
from focusgroup.store.maintenance.file_copy import frozen
from tests.store.maintenance.test_check_and_backup import fill

WRITING = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=30)
connection.execute("PRAGMA wal_autocheckpoint = 5")
slowest, n = 0.0, 0
while True:
    begun = time.monotonic()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("UPDATE session SET place = ?", (str(n),))
    connection.execute("UPDATE note SET text = ? || hex(zeroblob(9000))", (str(n) + " ",))
    connection.execute("COMMIT")
    n, slowest = n + 1, max(slowest, time.monotonic() - begun)
    print(n - 1, f"{slowest:.3f}", flush=True)
    time.sleep(0.001)
"""
"""Another program: it writes to two tables at once, and its log back to the file all the time."""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("sound") / "groups.db"
    asyncio.run(fill(path))
    return path.read_bytes()


@pytest.fixture
def filled(sound: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "groups.db"
    path.write_bytes(sound)
    path.chmod(0o600)
    return path


@pytest.fixture
def writer(filled: Path) -> Iterator[Callable[[], tuple[int, float]]]:
    """Returns what the other program last stored, and how long its slowest commit took."""
    with subprocess.Popen(
        [sys.executable, "-c", WRITING, filled], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        lines = program.stdout

        def last() -> tuple[int, float]:
            number, slowest = lines.readline().split()
            return int(number), float(slowest)

        yield last
        program.kill()


def state_of(path: Path) -> tuple[int, int]:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        (place,) = connection.execute("SELECT place FROM session").fetchone()
        (text,) = connection.execute("SELECT text FROM note").fetchone()
    return int(place), int(text.split()[0])


def test_a_copy_beside_a_program_that_writes_is_of_one_state(
    filled: Path, tmp_path: Path, writer: Callable[[], tuple[int, float]]
) -> None:
    slowest = 0.0
    for each in range(6):
        before, slowest = writer()
        place, text = state_of(back_up(filled, tmp_path / f"{each}.db", alone=True))
        assert place == text >= before
    assert slowest < 2  # it waits for nobody's copy
    assert not list(tmp_path.glob(".*"))


def test_a_frozen_file_is_what_is_read_and_nothing_changes_it(filled: Path) -> None:
    with (
        closing(sqlite3.connect(filled, isolation_level=None)) as writing,
        closing(reading(filled)) as source,
        closing(reading(filled)) as second,
    ):
        writing.execute("UPDATE session SET place = 'in the log'")
        assert frozen(source, second)
        before = filled.read_bytes()
        assert b"in the log" in before
        writing.execute("UPDATE session SET place = 'meanwhile'")
        for kind in ("PASSIVE", "TRUNCATE"):
            writing.execute("PRAGMA busy_timeout = 1")
            writing.execute(f"PRAGMA wal_checkpoint({kind})").fetchall()
        assert filled.read_bytes() == before
        source.execute("COMMIT")
        assert writing.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone() == (0, 0, 0)
        assert b"meanwhile" in filled.read_bytes()


def test_where_an_older_state_is_read_the_copy_is_made_page_by_page(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_copy, "PAUSE_S", 0)
    monkeypatch.delattr(check_and_backup, "copy_frozen")
    with (
        closing(sqlite3.connect(filled, isolation_level=None)) as older,
        closing(sqlite3.connect(filled, isolation_level=None)) as writing,
    ):
        older.execute("BEGIN")
        older.execute("SELECT * FROM session").fetchall()
        writing.execute("UPDATE session SET place = 'newer'")
        copy = back_up(filled, tmp_path / "copy.db", alone=True)
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT place FROM session").fetchone() == ("newer",)


BACKING_UP = """
import sys
from pathlib import Path
from focusgroup.store.maintenance import check_and_backup, file_copy
if len(sys.argv) > 3:
    file_copy.sync_file = lambda part: print("copied", flush=True) or sys.stdin.read()
check_and_backup.back_up(Path(sys.argv[1]), Path(sys.argv[2]), alone=True)
"""


def test_what_a_killed_backup_left_is_removed_by_the_next_of_any_name(
    filled: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    command = [sys.executable, "-c", BACKING_UP, filled, folder / "monday.db", "and wait"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"copied\n"
        (part,) = folder.iterdir()
        remove_parts(folder, filled)
        assert part.exists()  # by a program that runs
        program.kill()
    strangers = [folder / f".film.mp4.{program.pid}.part", folder / f".empty.{program.pid}.part"]
    strangers[0].write_bytes(b"\x1a" * 200)
    strangers[1].touch()
    back_up(filled, folder / "tuesday.db", alone=True)
    assert sorted(folder.iterdir()) == sorted([*strangers, folder / "tuesday.db"])


BUSY = """
from focusgroup.store.engine import verified_copy
file_copy.frozen = check_and_backup.frozen = lambda *_: False
verified_copy.sync_file = file_copy.sync_file
"""
"""Where another program writes all the time, SQLite copies its pages."""


@pytest.mark.parametrize("busy", ["", BUSY], ids=["file", "pages"])
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_a_signal_leaves_nothing_of_a_backup(
    filled: Path, tmp_path: Path, name: str, busy: str
) -> None:
    number = getattr(signal, name, None)
    if number is None or sys.platform == "win32":
        pytest.skip("no such signal there")
    folder = tmp_path / "stick"
    folder.mkdir()
    script = BACKING_UP.replace("check_and_backup.back_up", busy + "check_and_backup.back_up")
    command = [sys.executable, "-c", script, filled, folder / "monday.db", "and wait"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as program:
        assert program.stdout is not None
        assert program.stdout.readline() == b"copied\n"
        assert len(list(folder.iterdir())) == 1
        program.send_signal(number)
        assert program.wait(30) not in (0, None)
    assert list(folder.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit there")
def test_without_room_for_it_there_is_no_copy_and_no_part(filled: Path, tmp_path: Path) -> None:
    def limited() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (50_000, 50_000))

    command = [sys.executable, "-c", BACKING_UP, filled, tmp_path / "copy.db"]
    done = subprocess.run(command, capture_output=True, text=True, preexec_fn=limited)
    assert "copy.db can't be written: File too large" in done.stderr
    assert sorted(each.name for each in tmp_path.glob("*copy*")) == []
    assert not list(tmp_path.glob(".*"))


def test_a_copy_that_is_cut_short_is_none(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_copy, "_copy", lambda file, part: part.write_bytes(b"SQLite"))
    with pytest.raises(StoreError, match="not as long"):
        back_up(filled, tmp_path / "copy.db", alone=True)
    assert not list(tmp_path.glob("*copy*"))
