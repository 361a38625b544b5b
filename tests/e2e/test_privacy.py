"""Nobody else reads along: rights of files from their first byte, no network, no words elsewhere.

A whole session of the real program is watched by strace: made, led, captured, exported.
"""

import os
import re
import stat
import subprocess
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest

from tests.power.trace import CUT, LINE, RESUMED
from tests.terminal import PROGRAM, Pty

pytestmark = pytest.mark.needs("strace", "module:termios")

AGENDA = "---\ntitle: Behind closed doors\n---\n## All (60 min)\n\n1. What?\n"
WORDS = "they hid the invoice from the auditors"
NAME = "Ottokar Zwiebelfisch"
CALLS = "openat,open,creat,mkdir,mkdirat,socket,connect,sendto,sendmsg,bind,chmod,fchmod,fchmodat"
MADE = re.compile(r"(?:openat|open|creat)\(.*?\"(?P<path>[^\"]*)\", (?P<how>\S+), 0(?P<mode>\d+)\)")
FOLDER = re.compile(r"mkdir(?:at)?\(.*?\"(?P<path>[^\"]*)\", 0(?P<mode>\d+)\) = 0")
NETWORK = re.compile(r"\b(?:socket|connect|bind)\(.*(?:AF|PF)_INET")
TITLE = re.compile(rb"\x1b\][012];([^\x07\x1b]*)")
LEAVES_SCREEN = b"\x1b[?1049l"


class Watched:
    """Runs commands under strace, with a umask that forbids nothing; what the calls were."""

    def __init__(self, folder: Path) -> None:
        self._log = folder / "calls"
        self.before = (
            *("strace", "-D", "-f", "--seccomp-bpf", "-qq", "-s", "300", "-o", str(self._log)),
            *("-A", "-e", f"trace={CALLS}"),
        )

    def run(self, *args: str, stdin: str = "") -> str:
        done = subprocess.run(
            [*self.before, *PROGRAM, *args],
            input=stdin,
            capture_output=True,
            text=True,
            timeout=100,
            umask=0,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def calls(self) -> list[str]:
        return whole_calls(self._log.read_text("utf-8", "replace").splitlines())


def whole_calls(lines: Iterable[str]) -> list[str]:
    """The calls in the order in which they began; strace cuts one in two when threads overlap."""
    calls: list[str] = []
    begun: dict[str, int] = {}
    for line in lines:
        match = LINE.match(line)
        thread, call = match.groups() if match else ("", line)
        if cut := CUT.match(call):
            begun[thread] = len(calls)
            call = cut.group(1)
        elif (resumed := RESUMED.match(call)) and thread in begun:
            calls[begun.pop(thread)] += resumed.group(1)
            continue
        calls.append(call)
    return calls


@pytest.fixture
def session(
    tmp_path: Path, db_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Watched, Pty, dict[str, str]]]:
    """A session that was made, led on the screen, ended there and exported; all of it watched."""
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    (tmp_path / "agenda.md").write_text(AGENDA, "utf-8")
    watched = Watched(tmp_path)
    watched.run("session", "add", str(tmp_path / "agenda.md"), "--participant", f"{NAME}, , Acme")
    line = 'umask 0 && exec "$@"'
    with Pty(("sh", "-c", line, "sh", *watched.before, *PROGRAM), 120, 36) as pty:
        pty.wait_for("Behind closed doors")
        pty.send("\r")
        pty.wait_for("F2 starts")
        pty.send("\x1bOQ")
        pty.wait_for("●")
        pty.send(f"-{WORDS} @1\r")
        pty.wait_until(lambda screen: bool(re.search(f"{WORDS[:20]}.*✓", screen)), "a tick")
        pty.send(f"half of {WORDS}")
        pty.wait_for(f"half of {WORDS[:20]}")
        seen = processes(pty.pid)
        pty.send("\x11")
        pty.wait_for("Half a line is here")
        pty.send("\x11")
        assert pty.wait_exit() == 0
        watched.run("export", "word", "last")
        yield watched, pty, seen


def processes(pid: int) -> dict[str, str]:
    """What other users of the machine see of a process: its command line and its name."""
    proc = Path(f"/proc/{pid}")
    return {each: (proc / each).read_text("utf-8", "replace") for each in ("cmdline", "comm")}


def ours(path: str, tmp_path: Path) -> bool:
    inside = Path(path).is_relative_to(tmp_path) if path.startswith("/") else False
    return inside and Path(path).name not in ("calls", "agenda.md")


def made_first(calls: Iterable[str], inside: Path) -> dict[str, int]:
    """The files below *inside* that were made, with the rights that the first call asked for."""
    made: dict[str, int] = {}
    for call in calls:
        if (found := MADE.search(call)) and "O_CREAT" in call and ours(found["path"], inside):
            # SQLite asks for 0644 for a database that is there already.
            made.setdefault(found["path"], int(found["mode"], 8))
    return made


def test_a_call_that_strace_cut_in_two_is_still_the_first(tmp_path: Path) -> None:
    path = tmp_path / "backups" / ".a.db.7.part"
    ours_first = f'7 openat(AT_FDCWD, "{path}", O_RDWR|O_CREAT|O_EXCL|O_CLOEXEC, 0600'
    lines = [
        f"{ours_first} <unfinished ...>",
        f'8 mkdir("{tmp_path}", 0755 <unfinished ...>',
        "7 <... openat resumed>) = 11",
        f'7 openat(AT_FDCWD, "{path}", O_RDWR|O_CREAT|O_NOFOLLOW|O_CLOEXEC, 0644) = 11',
        "8 <... mkdir resumed>) = 0",
    ]
    calls = whole_calls(lines)
    assert made_first(calls, tmp_path) == {str(path): 0o600}
    assert [FOLDER.search(call) is not None for call in calls] == [False, True, False]


def test_files_are_private_from_their_first_byte_and_no_network_is_asked_for(
    session: tuple[Watched, Pty, dict[str, str]], tmp_path: Path, db_path: Path
) -> None:
    watched, pty, seen = session
    calls = watched.calls()
    assert not [call for call in calls if NETWORK.search(call)]
    made = made_first(calls, tmp_path)
    folders = {
        found["path"]: int(found["mode"], 8)
        for call in calls
        if (found := FOLDER.search(call)) and ours(found["path"], tmp_path)
    }
    names = {Path(path).name for path in made}
    assert {"focusgroup.db", "focusgroup.db-wal"} <= names
    assert "exports" in {Path(path).parent.name for path in made}
    assert {path: oct(mode) for path, mode in made.items() if mode & 0o077} == {}
    assert {path: oct(mode) for path, mode in folders.items() if mode & 0o077} == {}
    for each in (db_path.parent, tmp_path / "exports"):
        for path in (each, *each.rglob("*")):
            assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
    for text in seen.values():
        assert WORDS not in text
        assert NAME not in text
    for title in TITLE.findall(pty.output):
        assert WORDS.encode() not in title
        assert b"Behind closed doors" not in title
    assert LEAVES_SCREEN in pty.output
    after = pty.output.rpartition(LEAVES_SCREEN)[2]
    assert WORDS.encode() not in after
    assert NAME.encode() not in after
    elsewhere = [
        path
        for path in (tmp_path / "home").rglob("*")
        if path.is_file() and WORDS.encode() in path.read_bytes()
    ]
    assert elsewhere == []


def test_nothing_is_left_among_the_temporary_files(
    tmp_path: Path,
    focusgroup: Callable[..., object],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr("tempfile.tempdir", None)
    (tmp_path / "agenda.md").write_text(AGENDA, "utf-8")
    focusgroup("session", "add", tmp_path / "agenda.md")
    focusgroup("session", "capture", "last", stdin=f"- {WORDS}\n")
    for kind in ("word", "markdown", "xlsx", "csv"):
        focusgroup("export", kind, "last")
    assert list(temporary.rglob("*")) == []
    assert os.environ["TMPDIR"] == str(temporary)
