"""An export for which there is not enough memory: a sentence, the old document, the next quote.

The system itself refuses the memory (`RLIMIT_AS`); nothing is replaced or raised by hand.
"""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.e2e.test_replay import focusgroup, stored
from tests.terminal import PROGRAM, Pty

pytestmark = [
    pytest.mark.needs("module:resource", "module:termios"),
    pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="reads Linux's figures"),
]

QUOTES = 400
LIMITED = """\
import os, resource, sys
import focusgroup.cli.export, focusgroup.exports.markdown, focusgroup.exports.word
import focusgroup.exports.csv_file, focusgroup.exports.xlsx, focusgroup.store.reports
from focusgroup.cli import asyncrun
from focusgroup.cli.main import main

more, begin = int(sys.argv.pop(1)), sys.argv.pop(1)

def no_more():
    with open("/proc/self/statm") as file:
        now = int(file.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (now + more, now + more))

def no_room():
    no_more()
    for size in (1 << 16, 1 << 12, 512, 200, 64):
        try:
            while True:
                taken.append(bytes(size))
        except MemoryError:
            pass
    for _ in range(more >> 16):
        taken.pop(0)  # one by one: a slice takes memory to be deleted

taken = []
read = asyncrun.with_db

def read_and_limit(*args, **options):
    found = read(*args, **options)
    no_room()
    return found

if begin == "reading":
    no_more()
else:
    focusgroup.cli.export.with_db = read_and_limit
sys.exit(main())
"""
"""The program, which has so many bytes left when it begins to read, or to write.

What reading has given back is taken first before the writing, which would need no more.
"""
MB = 1 << 20
KINDS = ("word", "xlsx", "markdown", "csv")
SUFFIX = {"word": ".docx", "xlsx": ".xlsx", "markdown": ".md", "csv": ".csv"}
OLD = b"the document of yesterday"


@pytest.fixture
def db(tmp_path: Path) -> Path:
    (tmp_path / "agenda.md").write_text(
        "---\ntitle: Large\n---\n## All (60 min)\n\n1. What?\n", "utf-8"
    )
    path = tmp_path / "groups.db"
    focusgroup(path, "session", "add", str(tmp_path / "agenda.md"))
    return path


@pytest.fixture
def large(db: Path) -> Path:
    said = "".join(f"- customer {n} waits for the report every week\n" for n in range(QUOTES))
    focusgroup(db, "session", "capture", "last", stdin=said)
    return db


def exported(
    db: Path, kind: str, begin: str, more: int, env: dict[str, str] | None = None
) -> tuple[int, str, bytes]:
    """Export with *more* bytes from where it *begins* on: the code, the errors, the file."""
    folder = db.parent / kind
    folder.mkdir(exist_ok=True)
    path = folder / f"large{SUFFIX[kind]}"
    path.write_bytes(OLD)
    command = ("export", kind, "last", "-o", str(path))
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(more), begin, "--db", str(db), *command],
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, **(env or {})},
        check=False,
    )
    assert [each.name for each in folder.iterdir()] == [path.name], "something is left beside it"
    return done.returncode, done.stderr, path.read_bytes()


def refused(db: Path, kind: str, begin: str, more: int) -> bool:
    """Whether there was not enough memory; what must be so either way is checked."""
    code, said, document = exported(db, kind, begin, more)
    if code == 0:
        assert document != OLD
        return False
    assert code == 1
    assert "not enough memory" in said
    assert len([line for line in said.splitlines() if not line.startswith("last: ")]) == 1, said
    assert document == OLD
    return True


def test_an_export_without_memory_is_a_sentence_and_leaves_the_old_document(
    large: Path,
) -> None:
    assert refused(large, "word", "reading", 20 * MB)
    assert refused(large, "word", "writing", 1 * MB)
    assert not refused(large, "word", "reading", 1024 * MB)


@pytest.mark.slow
@pytest.mark.parametrize("begin", ["reading", "writing"])
@pytest.mark.parametrize("kind", KINDS)
def test_whatever_memory_there_is_it_is_a_sentence_or_the_document(
    large: Path, kind: str, begin: str
) -> None:
    failed = []
    for more in range(0, 64 * MB, MB // 2):
        if refused(large, kind, begin, more):
            failed.append(more)
        elif failed and more > failed[-1] + 4 * MB:
            break
    assert failed
    print(f"\n{kind}, {begin}: too little up to {failed[-1] / MB:g} MB, {len(failed)} times")


KEY_WRITE = "\x1b[19~"
LEFT = MB // 2
"""What the program may still take: an export needs ten times as much, a sentence a part of it.

With nothing at all, about one run of ten said nothing or left its window open.
"""
THREADS = 9
"""The app's, the terminal's two, the database's two, its watch's and its log's, the one for
signals, the one kept ready."""


def rests(pid: int) -> bool:
    """Whether all threads wait for something, for a while."""
    for _ in range(10):
        for stat in Path(f"/proc/{pid}/task").glob("*/stat"):
            if stat.read_text("ascii").rpartition(")")[2].split()[0] != "S":
                return False
        time.sleep(0.02)
    return True


def ticked(words: str, screen: str) -> bool:
    return re.search(f"{words} .*✓", screen) is not None


def test_the_screen_says_that_an_export_had_no_memory_and_stores_the_next_quote(db: Path) -> None:
    import resource

    with Pty((*PROGRAM, "--db", str(db)), width=110, height=40) as pty:
        pty.wait_for("Large")
        pty.send("\r")
        pty.wait_for("F2 starts")
        pty.send("before\r")
        pty.wait_until(lambda screen: ticked("before", screen), "its tick")
        # Python may wait for good for a thread that is begun without memory: one is kept ready.
        pty.wait_until(lambda _: threads(pty.pid) >= THREADS, "all threads")
        pty.send(KEY_WRITE)
        pty.wait_for("Word summary")
        # It imports what the document needs: what is asked of it meanwhile takes another thread.
        pty.wait_until(lambda _: rests(pty.pid), "all threads at rest")
        pages = int(Path(f"/proc/{pty.pid}/statm").read_text("ascii").split()[0])
        most = pages * os.sysconf("SC_PAGE_SIZE") + LEFT
        resource.prlimit(pty.pid, resource.RLIMIT_AS, (most, most))
        pty.send("\r")
        pty.wait_for("There was not enough memory")
        pty.wait_until(lambda screen: "Being written" not in screen, "the live screen")
        pty.send("behind\r")
        pty.wait_until(lambda _: "behind" in texts(db), "the quote on disk")
        pty.send("\x11")
        assert pty.wait_exit() == 0
    assert texts(db)[-2:] == ["before", "behind"]


def threads(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/task").iterdir()))


def texts(db: Path) -> list[object]:
    return [quote["text"] for quote in stored(db)]
