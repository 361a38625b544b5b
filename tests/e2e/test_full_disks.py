"""A disk that is really full, and a file system that turns read-only under the program."""

import base64
import os
import re
import shlex
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from focusgroup.store.outbox.journal import journals_of, read_journal
from tests.conftest import NOT_RUN
from tests.e2e.test_replay import stored
from tests.e2e.test_trouble import SAID, new_session, saved, say
from tests.terminal import PROGRAM, Pty

pytestmark = pytest.mark.needs("module:resource")

IN_ITS_OWN = (
    *("unshare", "--user", "--map-root-user", "--mount", "sh", "-c"),
    'mount -t tmpfs -o size="$1" tmpfs "$2" && shift 2 && exec "$@"',
    "sh",
)
"""Mounts a small file system that only the program sees: no rights are needed for that."""
COPIED = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)")


class Small:
    """The program on a file system of its own of 2 MB, which is filled and emptied from outside."""

    def __init__(self, folder: Path, tmpdir: Path) -> None:
        self.inside = folder / "small"
        self.inside.mkdir()
        agenda = folder / "Trouble.md"
        agenda.write_text("---\ntitle: Trouble\n---\n## All (60 min)\n\n1. What?\n", "utf-8")
        self.db = self.inside / "groups.db"
        ours = shlex.join(PROGRAM)
        both = (
            f'{ours} --db "{self.db}" session add "{agenda}" >/dev/null'
            f' && exec {ours} --db "{self.db}"'
        )
        command = [*IN_ITS_OWN, "2m", str(self.inside), "sh", "-c", both]
        self.pty = Pty(command, width=112, height=30, env={"TMPDIR": str(tmpdir)})

    @property
    def seen(self) -> Path:
        """The file system as the program sees it."""
        return Path(f"/proc/{self.pty.pid}/root{self.inside}")

    def fill(self) -> None:
        """Leave no byte free."""
        with (self.seen / "filler").open("wb", buffering=0) as file:
            for size in (4096, 1):
                try:
                    while file.write(bytes(size)):
                        pass
                except OSError:
                    continue

    def empty(self) -> None:
        """Make room again."""
        (self.seen / "filler").unlink()

    def texts(self, copy: Path) -> list[object]:
        """What is stored, read from a copy."""
        for end in ("", "-wal"):
            source = self.seen / f"{self.db.name}{end}"
            copy.with_name(copy.name + end).write_bytes(source.read_bytes())
        return [quote["text"] for quote in stored(copy)]


@pytest.fixture
def may_mount(tmp_path: Path) -> None:
    probe = [*IN_ITS_OWN, "1m", str(tmp_path), "true"]
    try:
        allowed = subprocess.run(probe, capture_output=True, check=False).returncode == 0
    except OSError:
        allowed = False
    if not allowed:
        pytest.skip(NOT_RUN + "the right to mount")


def full(small: Small) -> None:
    """Open the session, save a quote, fill the disk, and go on typing."""
    pty = small.pty
    pty.wait_for("Trouble")
    pty.send("\r")
    pty.wait_for("F2 starts")
    say(pty, "before")
    saved(pty, "before")
    small.fill()
    say(pty, *SAID)


@pytest.mark.usefixtures("may_mount")
def test_a_disk_without_a_byte_left_loses_nothing(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    small = Small(tmp_path, elsewhere)
    with small.pty as pty:
        full(small)
        pty.wait_for(f"{len(SAID)} not saved yet, kept in the journal")
        (journal,) = elsewhere.glob("*.journal")
        assert [entry.text for entry in read_journal(journal)[0]] == SAID  # type: ignore[union-attr]
        small.empty()
        saved(pty, SAID[-1])
        assert small.texts(tmp_path / "copy.db") == ["before", *SAID]
        pty.wait_until(lambda _: not journal.exists(), "no journal")


@pytest.mark.usefixtures("may_mount")
def test_what_no_disk_takes_is_copied_with_a_key_and_stored_later(tmp_path: Path) -> None:
    small = Small(tmp_path, tmp_path / "small")
    with small.pty as pty:
        full(small)
        pty.wait_for(f"{len(SAID)} only in memory")
        pty.send("\x18")
        pty.wait_for("copied, if your terminal")
        copied = base64.b64decode(COPIED.findall(pty.output)[-1]).decode()
        assert [line.split(" - ")[1] for line in copied.splitlines()] == SAID
        small.empty()
        saved(pty, SAID[-1])
        assert small.texts(tmp_path / "copy.db") == ["before", *SAID]


@pytest.fixture
def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Pty]]:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    db = tmp_path / "data" / "groups.db"
    new_session(db, "Trouble")
    with Pty((*PROGRAM, "--db", str(db)), width=112, height=30) as pty:
        pty.wait_for("Trouble")
        pty.send("\r")
        pty.wait_for("F2 starts")
        say(pty, "before")
        saved(pty, "before")
        yield db, pty


def attached(strace: list[str], pty: Pty) -> "subprocess.Popen[bytes]":
    """strace, once it holds the program."""
    tracer = subprocess.Popen([*strace, "-p", str(pty.pid)], stderr=subprocess.DEVNULL)
    status = Path(f"/proc/{pty.pid}/status")
    end = time.monotonic() + 20
    while "TracerPid:\t0\n" in status.read_text("ascii"):
        assert time.monotonic() < end, "strace does not attach"
        time.sleep(0.01)
    return tracer


@pytest.mark.needs("strace")
def test_a_disk_that_never_answers_does_not_keep_the_terminal(live: tuple[Path, Pty]) -> None:
    db, pty = live
    sync = "fsync,fdatasync"
    strace = ["strace", "-f", "-qq", "-o", os.devnull, "-e", f"trace={sync}"]
    tracer = attached([*strace, "-e", f"inject={sync}:delay_enter=60000000"], pty)
    try:
        say(pty, *SAID)
        pty.wait_for(f"{len(SAID)} not saved yet")
        pty.signal(signal.SIGTERM)
        pty.wait_until(lambda _: b"\x1b[?1049l" in pty.output, "the usual screen", 5)
    finally:
        tracer.kill()
        tracer.wait(20)
    assert pty.wait_exit() == 128 + signal.SIGTERM
    with Pty((*PROGRAM, "--db", str(db)), width=112, height=30) as again:
        again.wait_for("Trouble")
    assert [quote["text"] for quote in stored(db)] == ["before", *SAID]


@pytest.mark.needs("strace")
def test_a_file_system_that_turns_read_only_loses_nothing(live: tuple[Path, Pty]) -> None:
    db, pty = live
    # As after an error of the disk: what is open stays open, and every write is refused.
    paths = [part for end in ("", "-wal", ".journal") for part in ("-P", f"{db}{end}")]
    calls = "pwrite64,write,ftruncate,fsync,fdatasync,openat"
    strace = ["strace", "-f", "-qq", "-o", os.devnull, *paths, "-e", f"trace={calls}"]
    strace += ["-e", f"inject={calls}:error=EROFS"]
    tracer = attached(strace, pty)
    say(pty, *SAID)
    pty.wait_for(f"{len(SAID)} not saved yet, kept in the journal")
    beside = journals_of(Path(f"{db}.journal"))[1]
    assert {entry.text for entry in read_journal(beside)[0]} == set(SAID)  # type: ignore[union-attr]
    tracer.terminate()
    tracer.wait(20)
    saved(pty, SAID[-1])
    assert [quote["text"] for quote in stored(db)] == ["before", *SAID]
    pty.wait_until(lambda _: not beside.exists(), "no journal")
