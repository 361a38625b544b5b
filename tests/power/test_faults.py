"""The disk reports an error once, at any write or sync: nothing said is lost, nothing doubled.

Every single one: ``python -m pytest -m slow -s tests/power/test_faults.py`` (needs strace).
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.needs("strace", "module:resource")

CHILD = Path(__file__).parent / "capturing.py"
QUOTES = 20
KINDS = {"write": "pwrite64,write", "sync": "fsync,fdatasync"}
"""What fails, as the system's calls; of a thread, as strace counts."""
SAMPLE = {"write": (1, 2, 7, 40, 150), "sync": (1, 2, 5)}
PART, PARTS = 60, 10
"""Errors a test, and tests until there is no call left that could fail."""


class Faults:
    """Runs the capturing child again and again, each time with an error somewhere else."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._server = subprocess.Popen(
            [sys.executable, str(CHILD), "serve", str(QUOTES)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "TMPDIR": str(folder)},
        )

    def close(self) -> None:
        assert self._server.stdin is not None
        assert self._server.stdout is not None
        self._server.stdin.close()
        self._server.wait(30)
        self._server.stdout.close()

    def fail(self, kind: str, n: int) -> bool:
        """Whether the *n*-th call of a *kind* happened, failed, and was got over."""
        place = self._folder / f"{kind}-{n}"
        place.mkdir()
        db, log = place / "groups.db", place / "trace"
        paths = [
            part for end in ("", "-wal", "-journal", ".journal") for part in ("-P", f"{db}{end}")
        ]
        inject = ["-e", f"trace={KINDS[kind]}", "-e", f"inject={KINDS[kind]}:error=EIO:when={n}"]
        code = self._run(db, ["strace", "-f", "-qq", "-o", str(log), *paths, *inject])
        fired = "(INJECTED)" in log.read_text("utf-8", "replace")
        assert code == 0, f"{kind} {n}: the program ended with {code}"
        assert not list(place.glob("*.journal*")), f"{kind} {n}: a journal was left behind"
        shutil.rmtree(place)
        return fired

    def _run(self, db: Path, strace: list[str]) -> int:
        assert self._server.stdin is not None
        print(db, file=self._server.stdin, flush=True)
        child = int(self._line())
        assert self._line() == "stopped"
        tracer = None
        if strace:
            tracer = subprocess.Popen([*strace, "-p", str(child)], stderr=subprocess.DEVNULL)
            status = Path(f"/proc/{child}/status")
            end = time.monotonic() + 20
            while "TracerPid:\t0\n" in status.read_text("ascii"):
                assert time.monotonic() < end, "strace does not attach"
                time.sleep(0.002)
        os.kill(child, signal.SIGCONT)
        code = int(self._line())
        if tracer is not None:
            tracer.wait(30)
        return code

    def _line(self) -> str:
        assert self._server.stdout is not None
        return self._server.stdout.readline().strip()


@pytest.fixture
def faults(tmp_path: Path) -> Iterator[Faults]:
    made = Faults(tmp_path)
    try:
        yield made
    finally:
        made.close()


@pytest.mark.parametrize("kind", KINDS)
def test_an_error_of_the_disk_loses_nothing(faults: Faults, kind: str) -> None:
    fired = [faults.fail(kind, n) for n in SAMPLE[kind]]
    assert all(fired)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "part"), [("sync", 0), *(("write", part) for part in range(PARTS))]
)
def test_no_single_error_of_the_disk_loses_anything(faults: Faults, kind: str, part: int) -> None:
    begin = part * PART + 1
    fired = [faults.fail(kind, n) for n in range(begin, begin + PART)]
    print(f"\n{kind} {begin} to {begin + PART - 1}: {sum(fired)} errors, nothing lost")
    if part == PARTS - 1 or kind == "sync":
        assert not fired[-1], "there are more calls than were made to fail"
