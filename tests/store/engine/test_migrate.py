"""Upgrades of real databases: killed anywhere, by eight programs at once, backed up first.

More of the random ones: ``python -m pytest -m slow tests/store/engine/test_migrate.py``.
"""

import random
import shutil
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.model import Kind
from focusgroup.core.search.selection import Selection
from focusgroup.store import accounts, open_db, participants, sessions, undo
from focusgroup.store.engine import migrate as migrating
from focusgroup.store.engine.migrate import migrate, shipped_steps
from focusgroup.store.engine.sqlite import connect
from focusgroup.store.maintenance.counts import check_counts
from focusgroup.store.outbox import Draft, open_draft
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import Edit

SCHEMA_1 = Path(__file__).parent / "schema1.sql"
"""What the program wrote when 1 was its schema, as SQL."""
PROGRAM = Path(__file__).parent / "upgrading.py"
NEWEST = shipped_steps()[-1].version
SAID = [
    "took us three weeks to see a first report",
    "support answers within the hour",
    "导出到表格",
    "everybody nods",
    'the app gets lost in "tunnels"; it\'s slow',
]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "groups.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.executescript(f"BEGIN;\n{SCHEMA_1.read_text('utf-8')}\nCOMMIT;")
    return path


def start(path: Path, *args: str) -> subprocess.Popen[str]:
    command = [sys.executable, str(PROGRAM), str(path), *args]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def ended(program: subprocess.Popen[str]) -> int:
    program.communicate(timeout=60)
    return program.returncode


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def backups(path: Path) -> Iterator[Path]:
    return path.parent.glob(f"{path.name}.schema1-*.backup")


def sound(path: Path, texts: list[str]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert [row[0] for row in connection.execute("SELECT text FROM quote ORDER BY n")] == texts


async def upgraded(path: Path) -> None:
    """It opens, has the newest schema, and everything that was said can be read and changed."""
    async with open_db(path) as db:
        (session,) = await sessions.recent(db)
        said = await quote_pages.quotes_of_session(db, session.id)
        assert [quote.text for quote in said] == SAID
        await quotes.change_quote(db, [said[0].id], Edit(text="changed"), 1)
        assert await undo.undo(db, session.id, 2) is not None
    assert version(path) == NEWEST
    sound(path, SAID)


async def test_a_database_of_the_first_schema_is_upgraded_behind_a_verified_backup(
    old: Path,
) -> None:
    await upgraded(old)
    (backup,) = old.parent.glob(f"{old.name}.schema*.backup")  # one for the whole way
    assert version(backup) == 1
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    sound(backup, SAID)


async def test_who_was_seated_before_schema_7_counts_as_asked(old: Path) -> None:
    with closing(connect(old, reading=False)) as connection:
        migrate(connection, old, shipped_steps()[:6])
    assert version(old) == 6
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute("UPDATE participant SET consent_name = 0, consent_notes = 0")
    async with open_db(old) as db:
        (session,) = await sessions.recent(db)
        seated = await participants.of_session(db, session.id)
        assert seated
        assert all(each.asked and not each.consent_notes for each in seated)


async def test_a_half_typed_line_of_an_older_program_is_nobodys_and_comes_back(old: Path) -> None:
    with closing(sqlite3.connect(old)) as connection, connection:
        connection.execute(
            "INSERT INTO draft SELECT id, 'half a li', 3, 5, 'q1', '{}', 7 FROM session"
        )
    async with open_db(old) as db:
        (session,) = await sessions.recent(db)
        draft = await open_draft(db, session.id, "anna", 8)
        assert draft == Draft("half a li", 3, 5, "q1", "{}")


async def test_an_upgrade_that_is_killed_at_any_statement_is_done_at_the_next_start(
    old: Path, tmp_path: Path
) -> None:
    counted = start(old, "0").communicate(timeout=60)[0].split()
    statements = int(counted[-1])
    assert statements > 10
    shutil.copy(next(backups(old)), tmp_path / "first.db")
    middle = range(1, statements + 1, 4)
    for n in middle:
        (tmp_path / f"{n}").mkdir()
        path = Path(shutil.copy(tmp_path / "first.db", tmp_path / f"{n}" / "groups.db"))
        assert ended(start(path, str(n))) == -9
        assert version(path) in range(1, NEWEST + 1)
        sound(path, SAID)
        await upgraded(path)


async def killed_at_random(path: Path, chance: random.Random) -> None:
    program = start(path)
    assert program.stdout is not None
    assert program.stdin is not None
    program.stdout.readline()
    program.stdin.write("\n")
    program.stdin.flush()
    time.sleep(chance.uniform(0, 0.03))
    program.kill()
    ended(program)
    sound(path, SAID)
    await upgraded(path)


@pytest.mark.parametrize("seed", range(3))
async def test_an_upgrade_that_is_killed_at_any_moment_is_done_at_the_next_start(
    old: Path, seed: int
) -> None:
    await killed_at_random(old, random.Random(seed))


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3, 103))
async def test_a_hundred_upgrades_that_are_killed_lose_nothing(old: Path, seed: int) -> None:
    await killed_at_random(old, random.Random(seed))


async def test_eight_programs_at_once_upgrade_it_once(old: Path) -> None:
    programs = [start(old) for _ in range(8)]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "go\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    assert [ended(program) for program in programs] == [0] * 8
    assert len(list(backups(old))) == 1
    assert not list(old.parent.glob(".*.part*"))
    await upgraded(old)


async def test_eight_programs_at_once_make_one_new_database(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    path.touch()
    programs = [start(path) for _ in range(8)]
    for program in programs:
        assert program.stdout is not None
        program.stdout.readline()
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("\n")
        program.stdin.flush()
    assert [ended(program) for program in programs] == [0] * 8
    assert version(path) == NEWEST
    sound(path, [])
    assert not list(backups(path))


async def test_a_schema_that_is_newer_is_refused_and_left_as_it_is(old: Path) -> None:
    with closing(sqlite3.connect(old, isolation_level=None)) as connection:
        connection.execute(f"PRAGMA user_version = {NEWEST + 1}")
    before = old.read_bytes()
    with pytest.raises(StoreError, match="newer Focusgroup"):
        async with open_db(old):
            pass
    assert old.read_bytes() == before
    assert not list(backups(old))


async def test_without_a_backup_nothing_is_upgraded(
    old: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **_told: object) -> None:
        raise StoreError("no copy was made: the disk is full")

    monkeypatch.setattr("focusgroup.store.engine.migrate.copy_verified", full)
    with pytest.raises(StoreError, match="no copy was made"):
        async with open_db(old):
            pass
    assert version(old) == 1
    sound(old, SAID)


async def test_an_upgrade_tells_how_far_it_is(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(migrating, "QUICK_S", 0)
    monkeypatch.setattr(migrating, "OFTEN_S", 0)
    monkeypatch.setattr(migrating, "OPS_A_LOOK", 1)
    monkeypatch.setattr(migrating, "_told", heard.append)
    async with open_db(old):
        pass
    begins = f"upgrading the database to schema {NEWEST}: "
    assert all(each.startswith(begins) for each in heard[:-1])
    told = [each.removeprefix(begins) for each in heard]
    assert told[0].startswith("copying it first, 100 %")
    steps = [each for each in told if each.startswith("step ")]
    assert steps[0].startswith("step 1 of ")
    last = steps[-1].split()
    assert last[:6] == ["step", last[3], "of", last[3], "to", str(NEWEST)]
    assert heard.index("") == len(heard) - 1
    many = len(heard)
    async with open_db(old):
        assert len(heard) == many


async def test_a_quick_upgrade_tells_nothing(old: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(migrating, "QUICK_S", 600)
    monkeypatch.setattr(migrating, "_told", heard.append)
    async with open_db(old):
        assert heard == []


COUNTERS = ("theme_quarter", "theme_group", "theme_voices")


def counters(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return the rows of the counters that a program of schema 13 does not keep."""
    with closing(connect(path, reading=True)) as connection:
        return {
            name: sorted(map(tuple, connection.execute(f"SELECT * FROM {name}")), key=repr)
            for name in COUNTERS
        }


async def test_what_an_older_program_left_out_after_the_upgrade_is_counted_at_the_next_start(
    old: Path,
) -> None:
    async with open_db(old) as db:
        (quote, *_) = (await quote_pages.quote_page(db, Selection(kinds=(Kind.PROBLEM,)))).quotes
        zoe = await participants.add(
            db, quote.session_id, name="Zoe", account="Northwind", now_ms=1
        )
        await accounts.change(db, "Northwind", revenue_share=0.25)
        own = Edit(participant_id=zoe.id, themes=("Reporting > Exports",))
        await quotes.change_quote(db, [quote.id], own, 1)
    before = counters(old)
    async with open_db(old) as db:
        await quotes.change_quote(db, [quote.id], Edit(kind=Kind.STRENGTH, intensity=2), 1)
    right = counters(old)
    assert right != before
    with closing(connect(old, reading=False)) as connection:
        connection.execute("DELETE FROM theme_quarter")
        for row in before["theme_quarter"]:
            connection.execute("INSERT INTO theme_quarter VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        connection.execute("UPDATE theme_group SET people_1 = people, people_2 = 0")
        connection.execute("UPDATE theme_voices SET revenue = 1, known = 1 WHERE kinds = 2")
        assert check_counts(connection)
    async with open_db(old):
        with closing(connect(old, reading=True)) as connection:
            assert check_counts(connection) == ()
    assert counters(old)["theme_quarter"] == [row for row in right["theme_quarter"] if any(row[3:])]


async def test_counters_that_are_wrong_in_another_way_are_left_to_the_check(old: Path) -> None:
    async with open_db(old):
        pass
    with closing(connect(old, reading=False)) as connection:
        connection.execute("UPDATE quote_tally SET problem = problem + 1 WHERE role = 'all'")
    before = counters(old)
    async with open_db(old):
        assert counters(old) == before
