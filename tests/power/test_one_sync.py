"""What quotes cost the disk: one sync for one, few for a paste, and nothing beside them more."""

import re
from pathlib import Path

import pytest

from tests.e2e.test_replay import focusgroup
from tests.terminal import PROGRAM, Pty

pytestmark = pytest.mark.needs("strace", "module:termios")
QUOTES = 12
PASTED, MOST = 60, 3
"""Lines of a paste, and the most syncs that it may cost; one a line would be 60."""


def syncs(log: Path) -> list[str]:
    """The files synced so far, by name, but those of the daily backup, which is made beside."""
    calls = log.read_text("utf-8", "replace")
    names = re.findall(r"(?:fsync|fdatasync)\(\d+<[^>]*?([^/>]+)>", calls)
    return [name for name in names if ".part" not in name and name != "backups"]


def test_an_entered_quote_costs_exactly_one_sync_and_a_paste_few(tmp_path: Path) -> None:
    db, log, agenda = tmp_path / "groups.db", tmp_path / "syncs", tmp_path / "agenda.md"
    agenda.write_text("---\ntitle: Synced\n---\n## All (60 min)\n\n1. What?\n", "utf-8")
    focusgroup(db, "session", "add", str(agenda))
    watched = ("strace", "-D", "-f", "--seccomp-bpf", "-qq", "-y", "-o", str(log))
    command = (*watched, "-e", "trace=fsync,fdatasync", *PROGRAM, "--db", str(db))
    with Pty(command, width=110, height=24) as pty:
        pty.wait_for("Synced", 40)
        pty.send("\r")
        pty.wait_for("F2 starts", 40)
        pty.send("-the first\r")
        pty.wait_until(lambda seen: bool(re.search("the first.*✓", seen)), "a tick")
        before = syncs(log)
        for n in range(QUOTES):
            pty.send(f"sentence {n}, said slowly")
            pty.wait_for(f"sentence {n}, said slowly")
            pty.send("\r")
            pty.wait_until(lambda seen, n=n: bool(re.search(f"sentence {n},.*✓", seen)), "a tick")
        made = syncs(log)[len(before) :]
        said = [f"line {n:02}" for n in range(PASTED)]
        pty.send("\x1b[200~" + "\n".join(said) + "\x1b[201~")
        pty.wait_for(f"Enter saves {PASTED} quotes")
        before = syncs(log)
        pty.send("\r")
        pty.wait_until(lambda seen: bool(re.search(f"{said[-1]}.*✓", seen)), "its ticks")
        pasted = syncs(log)[len(before) :]
    assert made == ["groups.db-wal"] * QUOTES
    assert 1 <= len(pasted) <= MOST
