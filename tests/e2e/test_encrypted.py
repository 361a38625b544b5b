"""A whole session on an encrypted database, in a real terminal: nobody's words on any disk.

A long run of ends: ``FOCUSGROUP_ENDS=100 python -m pytest -m slow -s tests/e2e/test_encrypted.py``.
"""

import asyncio
import os
import re
import shutil
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.store import open_db, participants, sessions
from focusgroup.store.encryption import keys
from focusgroup.store.encryption.keys import Key
from focusgroup.store.encryption.sealed_lines import Seal
from focusgroup.store.engine.sqlite import bare
from focusgroup.store.outbox.journal import journals_of, read_journal
from tests.e2e.ends import Figures, Run, in_turns, plan
from tests.terminal import PROGRAM, Pty

pytestmark = pytest.mark.needs("module:termios", "module:sqlcipher3")

AGENDA = "---\ntitle: Ends\nthemes: [Reporting]\n---\n## All (60 min)\n\n1. What?\n"
NAME = "Ottokar Zwiebelfisch"
PASSPHRASE = "correct horse battery"
SAID = ["they hid the invoice from the auditors", "nobody told the second shift about it"]
HALF = "and half a line about bribery"
ENDS = int(os.environ.get("FOCUSGROUP_ENDS", "60"))
NOW = 1_760_000_000_000
TERMINALS = 4


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    keys.begin_keys(None)
    yield
    keys.begin_keys(None)


@pytest.fixture
def db(tmp_path: Path, db_path: Path) -> Path:
    """An encrypted database, made from nothing, with a session of one customer."""
    told(db_path, PASSPHRASE, PASSPHRASE, args=("db", "encrypt"))
    key = Key.of_passphrase(PASSPHRASE, keys.first_page(db_path)[: keys.SALT])
    asyncio.run(make(db_path, key))
    return db_path


def told(db: Path, *answers: str, args: tuple[str, ...] = ()) -> None:
    """Run a command to its end, typing behind each prompt."""
    with Pty((*PROGRAM, "--db", str(db), *args), 250, 30) as pty:
        for number, text in enumerate(answers, 1):
            pty.wait_until(
                lambda screen, n=number: (
                    sum(line.endswith(":") for line in screen.splitlines()) == n
                ),
                f"prompt {number}",
            )
            pty.send(f"{text}\r")
        assert pty.wait_exit() == 0, pty.screen()


def unlocked(db: Path) -> Pty:
    pty = Pty((*PROGRAM, "--db", str(db)), 120, 36)
    pty.wait_for("Passphrase of")
    pty.send(f"{PASSPHRASE}\r")
    pty.wait_for("Ends")
    return pty


def held(folder: Path) -> list[str]:
    wanted = [each.encode() for each in (*SAID, HALF, "bribery", NAME, "zwiebelfisch", PASSPHRASE)]
    return [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(each in path.read_bytes() for each in wanted)
    ]


def ticked(pty: Pty, text: str) -> None:
    pty.wait_until(
        lambda screen: any(text[:20] in row and row.endswith("✓") for row in screen.splitlines()),
        f"the tick of {text!r}",
    )


def test_a_session_killed_with_entries_waiting_leaves_nobodys_words_on_the_disk_and_loses_none(
    db: Path, tmp_path: Path
) -> None:
    with unlocked(db) as pty:
        pty.send("\r")
        pty.wait_for("F2 starts")
        pty.send("\x1bOQ")
        pty.wait_for("●")
        pty.send(f"-{SAID[0]} @1\r")
        ticked(pty, SAID[0])
        process = Path(f"/proc/{pty.pid}")
        if process.exists():
            seen = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            assert PASSPHRASE.encode() not in seen
            limits = (process / "limits").read_text()
            assert re.search(r"^Max core file size +0 ", limits, re.MULTILINE)
        with closing(bare(db)) as other:
            other.execute("BEGIN IMMEDIATE")  # as if another program held it
            pty.send(f"-{SAID[1]} @1\r")
            journal = journals_of(Path(f"{db}.journal"))[0]
            seal = Seal(keys.key_of(db) or Key.random())
            pty.wait_until(
                lambda _: journal.exists() and len(read_journal(journal, seal)[0]) == 1, "a line"
            )
            pty.send(HALF)
            pty.wait_for(HALF)
            pty.signal(signal.SIGKILL)
            pty.wait_exit()
            assert held(tmp_path) == []
    with unlocked(db) as pty:
        pty.wait_until(lambda _: not journal.exists(), "that the journal is stored")
        pty.send("\r")
        ticked(pty, SAID[1])
        pty.send("\x11")
        assert pty.wait_exit() == 0
        assert SAID[1].encode() in pty.output
    with closing(bare(db)) as connection:
        texts = [row[0] for row in connection.execute("SELECT text FROM quote ORDER BY n")]
    assert texts == SAID
    assert len(list((db.parent / "backups").glob("*.db"))) <= 1
    assert held(tmp_path) == []


async def make(path: Path, key: Key) -> None:
    keys.assign_key(path, key)
    async with open_db(path) as db:
        made = await sessions.create(
            db, title="Ends", agenda=parse_agenda(AGENDA).agenda, now_ms=NOW
        )
        await participants.add(db, made.id, name=NAME, now_ms=NOW)


def ended(folder: Path, ends: list[tuple[str, bool, bool]], seed: int) -> Figures:
    """The figures of *ends*, dealt out to copies of one encrypted database."""
    runs = []
    asyncio.run(make(db := folder / "groups.db", Key.of_passphrase(PASSPHRASE)))
    for n in range(min(TERMINALS, len(ends))):
        (folder / f"{n}").mkdir()
        runs.append(Run(Path(shutil.copy(db, folder / f"{n}")), seed * 1000 + n, PASSPHRASE))
    in_turns(run.ends(ends[n::TERMINALS]) for n, run in enumerate(runs))
    figures = Figures()
    for run in runs:
        figures.add(run.figures)
    print(f"\nseed {seed}: {figures}")
    return figures


@pytest.mark.slow
@pytest.mark.needs("strace")
@pytest.mark.parametrize("batch", range(-(-ENDS // 20)))
def test_nothing_acknowledged_is_lost_whatever_ends_it(tmp_path: Path, batch: int) -> None:
    many = min(20, ENDS - batch * 20)
    figures = ended(tmp_path, plan(many, 2 + batch), 2 + batch)
    assert not figures.wrong
    assert figures.acknowledged > many
