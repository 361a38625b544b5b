"""The disk, the database or its folder fails for a while: typing goes on, each quote once."""

import shutil
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from focusgroup.store.outbox.journal import journals_of, read_journal
from tests.e2e.test_replay import focusgroup, stored
from tests.terminal import PROGRAM, Pty

pytestmark = pytest.mark.needs("module:resource")

AGENDA = "---\ntitle: {title}\n---\n## All (60 min)\n\n1. What?\n"
SAID = [f"said number {n}" for n in range(4)]


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tmp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    monkeypatch.setattr("tempfile.tempdir", None)
    path = tmp_path / "data" / "groups.db"
    new_session(path, "Trouble")
    return path


def new_session(db: Path, title: str) -> None:
    agenda = db.parent.parent / f"{title}.md"
    agenda.write_text(AGENDA.format(title=title), "utf-8")
    focusgroup(db, "session", "add", str(agenda))


@pytest.fixture
def live(db: Path) -> Iterator[Pty]:
    with opened(db, "Trouble") as pty:
        say(pty, "before")
        saved(pty, "before")
        yield pty


def opened(db: Path, title: str) -> Pty:
    pty = Pty((*PROGRAM, "--db", str(db)), width=98, height=30)
    pty.wait_for(title)
    pty.send("\r")
    pty.wait_for("F2 starts")
    return pty


def say(pty: Pty, *texts: str) -> None:
    for text in texts:
        pty.send(f"{text}\r")


def saved(pty: Pty, text: str, seconds: float = 30) -> None:
    def ticked(screen: str) -> bool:
        return any(text in row and row.endswith("✓") for row in screen.splitlines())

    pty.wait_until(ticked, f"the tick of {text!r}", seconds)


def kept(journal: Path, pty: Pty) -> None:
    """Until all that was said is in the journal, 0600, and the screen says that it is not saved."""
    pty.wait_for(f"{len(SAID)} not saved")
    pty.wait_until(lambda _: journal.exists() and len(read_journal(journal)[0]) >= len(SAID), "all")
    assert {entry.text for entry in read_journal(journal)[0]} >= set(SAID)  # type: ignore[union-attr]
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600


def texts(db: Path) -> list[object]:
    return [quote["text"] for quote in stored(db)]


def lock(db: Path) -> sqlite3.Connection:
    other = sqlite3.connect(db, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_what_is_typed_while_another_program_holds_the_database_is_stored_once(
    db: Path, live: Pty
) -> None:
    other = lock(db)
    say(live, *SAID)
    kept(journals_of(Path(f"{db}.journal"))[0], live)
    live.send("half a li")
    live.wait_for("half a li")
    other.close()
    saved(live, SAID[-1])
    assert texts(db) == ["before", *SAID]
    live.wait_until(lambda _: not Path(f"{db}.journal").exists(), "no journal")


@pytest.mark.slow
def test_ten_seconds_of_a_lock_lose_nothing(db: Path, live: Pty) -> None:
    other = lock(db)
    say(live, *SAID)
    with pytest.raises(AssertionError, match="did not appear"):
        saved(live, SAID[0], seconds=10)
    other.close()
    saved(live, SAID[-1])
    assert texts(db) == ["before", *SAID]


def test_what_waits_when_the_program_is_killed_is_stored_at_the_next_start(
    db: Path, live: Pty
) -> None:
    other = lock(db)
    say(live, *SAID)
    kept(Path(f"{db}.journal"), live)
    live.kill()
    other.close()
    with Pty((*PROGRAM, "--db", str(db)), width=98, height=30) as again:
        again.wait_for("Trouble")
        assert texts(db) == ["before", *SAID]
        assert not Path(f"{db}.journal").exists()


def test_a_folder_that_is_taken_away_and_put_back_loses_nothing(
    db: Path, live: Pty, tmp_path: Path
) -> None:
    away = tmp_path / "away"
    db.parent.rename(away)
    say(live, *SAID)
    kept(journals_of(Path(f"{db}.journal"))[1], live)
    away.rename(db.parent)
    saved(live, SAID[-1])
    assert texts(db) == ["before", *SAID]


def test_a_folder_that_is_gone_for_good_leaves_everything_in_the_journal(
    db: Path, live: Pty
) -> None:
    shutil.copy(focusgroup_backup(db), db.parent.parent / "copy.db")
    shutil.rmtree(db.parent)
    say(live, *SAID)
    kept(journals_of(Path(f"{db}.journal"))[1], live)
    live.kill()
    focusgroup(db, "db", "restore", str(db.parent.parent / "copy.db"))
    with Pty((*PROGRAM, "--db", str(db)), width=98, height=30) as again:
        again.wait_for("Trouble")
        assert texts(db) == ["before", *SAID]


def focusgroup_backup(db: Path) -> str:
    return focusgroup(db, "db", "backup").strip()


def test_a_full_disk_loses_nothing(db: Path, live: Pty) -> None:
    import resource

    # No file may grow beyond 8 KiB: the database and its log can't, a short journal can.
    limits = resource.prlimit(live.pid, resource.RLIMIT_FSIZE, (8_192, resource.RLIM_INFINITY))
    say(live, *SAID)
    kept(Path(f"{db}.journal"), live)
    resource.prlimit(live.pid, resource.RLIMIT_FSIZE, limits)
    saved(live, SAID[-1])
    assert texts(db) == ["before", *SAID]


def test_two_programs_take_down_into_one_database(db: Path, live: Pty) -> None:
    new_session(db, "Second")
    with Pty((*PROGRAM, "--db", str(db)), width=98, height=30) as other:
        other.wait_for("Second")
        other.send("\x1b[B\r")
        other.wait_for("F2 starts")
        for n, text in enumerate(SAID):
            say(live, text)
            say(other, f"other {n}")
        saved(live, SAID[-1])
        saved(other, "other 3")
    assert sorted(map(str, texts(db))) == sorted(
        ["before", *SAID, *(f"other {n}" for n in range(4))]
    )
    focusgroup(db, "db", "check")
    # Today's backup was made behind the first screen, by one of them.
    folder = db.parent / "backups"
    live.wait_until(lambda _: len(list(folder.glob("groups-*.db"))) == 1, "a backup")
    (backup,) = folder.glob("groups-*.db")
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
