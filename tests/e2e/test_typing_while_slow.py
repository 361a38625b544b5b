"""Keys are answered, and what was typed is stored, while the disk takes a second a sync."""

import asyncio
import signal
import time
from contextlib import ExitStack
from pathlib import Path

import pytest

from focusgroup.store import open_db
from focusgroup.store.outbox.journal import read_journal
from focusgroup.store.outbox.replay import replay_journals
from tests.e2e.test_replay import focusgroup, stored
from tests.e2e.test_trouble import lock
from tests.terminal import PROGRAM, Pty, Tmux

pytestmark = pytest.mark.needs("strace", "module:termios")

SECOND_A_SYNC = (
    *("strace", "-D", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null"),
    *("-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:delay_enter=1000000"),
)
AGENDA = "---\ntitle: Slow\n---\n## All (60 min)\n\n1. What?\n"
SYNC_S = 1.0
KEYS = 12
SIGNS = map(chr, range(0x4E00, 0x9FFF))


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    path = tmp_path / "groups.db"
    new_session(path)
    return path


def new_session(db: Path) -> None:
    agenda = db.with_name("agenda.md")
    agenda.write_text(AGENDA, "utf-8")
    focusgroup(db, "session", "add", str(agenda))


def live(db: Path) -> Pty:
    pty = Pty((*SECOND_A_SYNC, *PROGRAM, "--db", str(db)), width=110, height=24)
    pty.wait_for("Slow", 40)
    pty.send("\r")
    pty.wait_for("F2 starts", 40)
    return pty


def echoes(pty: Pty, lines: int) -> list[float]:
    """Seconds from each key to its echo, while lines are typed and entered."""
    times = []
    for _ in range(lines):
        for _ in range(KEYS):
            # A sign that is nowhere on the screen yet, so that its echo can't be anything else.
            times.append(pty.echo(next(SIGNS)))
        pty.send("\r")
    return times


def test_keys_are_answered_while_database_and_journal_are_frozen(db: Path) -> None:
    with live(db) as pty:
        other = lock(db)
        frozen = echoes(pty, 4)
        pty.wait_for("kept")
        frozen += echoes(pty, 4)
        print(f"\nkey to echo: {max(frozen):.3f} s at most")
        # One sync is what no key may wait for; how fast they are is measured in benchmarks/.
        assert max(frozen) < SYNC_S / 2
        pty.wait_for("8 not saved yet, kept in the journal")
        pty.kill()
        other.close()
    assert len(read_journal(Path(f"{db}.journal"))[0]) == 8


# -- bursts ----------------------------------------------------------------------------------

BURST = ("t", "h", "r", "e", "e", "\r", "f", "o", "u", "r", "\r", "f", "i", "v", "e", "\r")


def type_burst(tmux: Tmux, gap_s: float) -> None:
    """Type `BURST`, *gap_s* between two keys; 0 is all of it at once."""
    if not gap_s:
        tmux.type("".join(BURST))
        return
    due = time.monotonic()
    for key in BURST:
        tmux.type(key)
        due += gap_s
        time.sleep(max(due - time.monotonic(), 0))


def bursts(folder: Path, many: int, *, wait: bool) -> None:
    """*many* bursts of each kind, each typed while nothing of it can be synced yet.

    With *wait* until all is saved; else the program is ended and the next start saves it.
    """
    kinds = {0.02: folder / "typed", 0.0: folder / "at once"}
    with ExitStack() as terminals:
        tmuxes = {}
        for gap_s, place in kinds.items():
            place.mkdir()
            new_session(place / "groups.db")
            tmux = tmuxes[gap_s] = terminals.enter_context(Tmux(place))
            command = (*SECOND_A_SYNC, *PROGRAM, "--db", str(place / "groups.db"))
            tmux.start(command, width=110, height=50)
        for tmux in tmuxes.values():
            tmux.wait_for("Slow", 40)
            tmux.keys("Enter")
            tmux.wait_for("F2 starts", 40)
        for n in range(many):
            for gap_s, tmux in tmuxes.items():
                type_burst(tmux, gap_s)
                tmux.wait_until(lambda s, n=n: s.count("five") > n, "the burst", 40)
        for tmux in tmuxes.values():
            if wait:
                tmux.wait_until(lambda s: s.count("✓") > 3 * many, "all ticks", 100)
            tmux.signal(signal.SIGTERM)
        for tmux in tmuxes.values():
            tmux.wait_exit()
    for place in kinds.values():
        asyncio.run(start_again(place / "groups.db"))
        typed = [quote["text"] for quote in stored(place / "groups.db")]
        assert typed == ["three", "four", "five"] * many


async def start_again(path: Path) -> None:
    async with open_db(path) as db:
        await replay_journals(db, 1)


@pytest.mark.needs("tmux")
def test_bursts_of_keys_are_stored_as_they_were_typed(tmp_path: Path) -> None:
    bursts(tmp_path, 2, wait=False)


@pytest.mark.slow
@pytest.mark.needs("tmux")
def test_ten_bursts_of_ten_are_stored_as_typed(tmp_path: Path) -> None:
    bursts(tmp_path, 10, wait=True)
