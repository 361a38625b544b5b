"""A database that is checked, backed up and restored, and one that is damaged and read again."""

import asyncio
import os
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError, NotFound, StoreError
from focusgroup.core.model import Kind, Note, NoteKind, Session
from focusgroup.store import notes, open_db, open_sqlite, participants, sessions
from focusgroup.store.engine import location
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.engine.verified_copy import Stopped
from focusgroup.store.erasure import files_with_words
from focusgroup.store.maintenance import check_and_backup
from focusgroup.store.maintenance.recovery import recover
from focusgroup.store.outbox.entries import HalfLine
from focusgroup.store.outbox.journal import Journal
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import NewQuote
from tests.slow import some
from tests.special_files import SPECIAL
from tests.store.conftest import AGENDA, NOW

MANY = 160


async def fill(path: Path) -> None:
    """Make a database with long quotes, so that it has many pages."""
    async with open_db(path) as db:
        session = await sessions.create(
            db, title="Planners", agenda=AGENDA, agenda_name="customer-focus-group", now_ms=NOW
        )
        person = await participants.add(
            db, session.id, name="Anna Novak", account="Northwind", now_ms=NOW
        )
        for n in range(MANY):
            new = NewQuote(
                f"quote {n:03} " + "such a long story " * 80,
                Kind.PROBLEM,
                NOW + n,
                session_id=session.id,
                id=f"id-{n:03}",
                participant_id=person.id,
                themes=("Reporting > Exports",),
            )
            await quotes.add_quote(db, new, NOW)
        await notes.add(db, Note("note-1", session.id, NoteKind.PARKED, "vans", NOW))


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of that database, which takes a third of a second to make."""
    path = tmp_path_factory.mktemp("sound") / "groups.db"
    asyncio.run(fill(path))
    return path.read_bytes()


@pytest.fixture
def filled(sound: bytes, tmp_path: Path) -> Path:
    """That database, closed."""
    path = tmp_path / "groups.db"
    path.write_bytes(sound)
    path.chmod(0o600)
    return path


async def texts(path: Path) -> list[str]:
    async with open_db(path, create=False) as db:
        (session,) = await sessions.recent(db)
        return [quote.text[:9] for quote in await quote_pages.quotes_of_session(db, session.id)]


ALL = [f"quote {n:03}" for n in range(MANY)]


async def test_a_sound_database_has_no_problems(filled: Path) -> None:
    before = filled.read_bytes()
    assert check_and_backup.check(filled) == ()
    assert filled.read_bytes() == before


async def test_a_row_without_its_parent_is_found(filled: Path) -> None:
    connection = sqlite3.connect(filled)
    connection.execute("DELETE FROM participant")
    connection.commit()
    connection.close()
    assert "refers to a row of participant" in " ".join(check_and_backup.check(filled))


async def test_a_waiting_journal_is_named(filled: Path) -> None:
    filled.with_name(filled.name + ".journal").write_text("")
    assert "entries wait in" in check_and_backup.check(filled)[0]


@pytest.mark.parametrize("kind", SPECIAL)
async def test_what_is_no_journal_in_the_place_of_one_is_said_and_holds_nothing_up(
    filled: Path, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.chdir(filled.parent)
    place = Path(f"{filled.name}.journal")
    SPECIAL[kind](place)
    (problem,) = check_and_backup.check(filled)
    assert "move it away" in problem
    assert "next start" not in problem
    journal = Journal(place.absolute())
    assert journal.append([HalfLine("e1", "s1", "w", "x" * 200_000)])  # more than a pipe takes
    assert journal.path is not None
    assert journal.path.parent != filled.parent
    journal.drop({"e1"})


async def test_a_journal_that_no_start_could_save_names_the_command_that_can(filled: Path) -> None:
    for end in (".journal.1.unread", ".journal.2.unread.rest"):
        filled.with_name(filled.name + end).write_text("")
    (problem,) = check_and_backup.check(filled)
    assert f"`focusgroup db recover --journal {filled}.journal.1.unread`" in problem
    assert "next start" not in problem


async def test_foreign_and_missing_files_are_refused_with_a_sentence(tmp_path: Path) -> None:
    foreign = tmp_path / "mail.db"
    connection = sqlite3.connect(foreign)
    connection.execute("CREATE TABLE mail (id)")
    connection.commit()
    connection.close()
    with pytest.raises(StoreError, match="not a Focusgroup database"):
        check_and_backup.check(foreign)
    with pytest.raises(StoreError, match="not a Focusgroup database"):
        check_and_backup.back_up(foreign, tmp_path / "copy.db")
    with pytest.raises(NotFound, match="no database at"):
        check_and_backup.check(tmp_path / "none.db")
    assert sorted(each.name for each in tmp_path.glob("*.db*")) == ["mail.db"]


@pytest.mark.parametrize("alone", [False, True])
async def test_a_backup_beside_a_running_session_is_private_complete_and_verified(
    db: SqliteDb, session: Session, tmp_path: Path, alone: bool
) -> None:
    await quotes.add_quote(
        db, NewQuote("just said", Kind.PROBLEM, NOW, session_id=session.id, id="id-1"), NOW
    )
    target = check_and_backup.back_up(db.path, tmp_path / "copy.db", alone=alone)
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert check_and_backup.check(target) == ()
    assert await texts(target) == ["just said"]
    with pytest.raises(StoreError, match="already exists"):
        check_and_backup.back_up(db.path, target)
    assert not list(tmp_path.glob("*.part*"))


def write_to(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE session SET place = place || '.'")
        connection.commit()


async def test_daily_backups_are_made_once_a_day_and_the_last_seven_kept(filled: Path) -> None:
    first = date(2026, 3, 1)
    other = location.backups_of(filled) / "groups-20260101-090000.db"
    for day in range(10):
        assert check_and_backup.daily_backup(filled, first + timedelta(days=day)) is not None
        write_to(filled)
        assert check_and_backup.daily_backup(filled, first + timedelta(days=day)) is None
        other.touch()  # made by hand, with its time: it stays
    folder = location.backups_of(filled)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    days = [f"groups-202603{day:02}.db" for day in range(4, 11)]
    assert sorted(each.name for each in folder.iterdir()) == sorted([*days, other.name])


async def test_a_day_on_which_nothing_was_written_has_no_backup(filled: Path) -> None:
    assert check_and_backup.daily_backup(filled, date(2026, 3, 1)) is not None
    async with open_db(filled) as db:
        await sessions.recent(db)
    assert check_and_backup.daily_backup(filled, date(2026, 3, 2)) is None
    write_to(filled)
    assert check_and_backup.daily_backup(filled, date(2026, 3, 3)) is not None


def test_what_a_killed_backup_left_is_removed_and_what_another_makes_is_not(filled: Path) -> None:
    folder = location.backups_of(filled)
    folder.mkdir()
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    names = [
        f".groups-20260228.db.{number}.part{end}"
        for number in (killed.pid, os.getpid())
        for end in ("", "-wal")
    ]
    for name in names:
        (folder / name).touch()
    check_and_backup.daily_backup(filled, date(2026, 3, 1))
    assert sorted(each.name for each in folder.iterdir()) == sorted(
        [*names[2:], "groups-20260301.db"]
    )


def test_what_a_killed_copy_left_is_removed_by_the_next(filled: Path, tmp_path: Path) -> None:
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    target, others = tmp_path / "copy.db", tmp_path / f".else.db.{killed.pid}.part"
    repair = filled.with_name(f".{filled.name}.repair-20260301-093000.backup.{killed.pid}.part")
    left = [target.with_name(f".copy.db.{killed.pid}.part{end}") for end in ("", "-journal")]
    for each in (*left, repair, others):
        each.touch()
    check_and_backup.back_up(filled, target)
    assert not any(each.exists() for each in left)
    check_and_backup.daily_backup(filled, date(2026, 3, 1))
    assert (repair.exists(), others.exists()) == (False, True)


@pytest.mark.parametrize("alone", [False, True])
@pytest.mark.parametrize("page", range(2, 12))
def test_a_database_with_a_page_of_nonsense_is_not_backed_up(
    filled: Path, tmp_path: Path, page: int, alone: bool
) -> None:
    data = bytearray(filled.read_bytes())
    data[4096 * (page - 1) : 4096 * page] = b"\xa5" * 4096
    filled.write_bytes(data)
    with pytest.raises(StoreError, match="is damaged") as said:
        check_and_backup.back_up(filled, tmp_path / "copy.db", alone=alone)
    assert "\n" not in str(said.value)
    assert list(tmp_path.glob("*copy.db*")) == []


def test_a_backup_that_is_stopped_leaves_nothing(filled: Path) -> None:
    with pytest.raises(Stopped):
        check_and_backup.daily_backup(filled, date(2026, 3, 1), lambda: True)
    assert list(location.backups_of(filled).iterdir()) == []
    assert check_and_backup.daily_backup(filled, date(2026, 3, 1), lambda: False) is not None


@pytest.mark.parametrize(
    ("written", "sizes", "kept"),
    [
        ("", [1] * 9, 7),
        ("", [900] * 9, 3),
        ("", [300] * 9, 6),
        ("1 GB", [300] * 9, 3),
        ("0.2GB", [300] * 9, 1),
        ("10 gb", [300] * 9, 7),
        ("5 copies", [900] * 9, 5),
        ("1 copy", [1] * 9, 1),
    ],
)
def test_the_configuration_bounds_the_backups(
    written: str, sizes: list[int], kept: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(location, "_configured", lambda key: written)
    monkeypatch.setattr(check_and_backup, "_size", lambda path: int(path.suffix[1:]) * 1_000_000)
    backups = [tmp_path / f"{n}.{size}" for n, size in enumerate(sizes)]
    bound = location.configured_backups()
    assert check_and_backup.too_many(backups, bound) == backups[: len(backups) - kept]


@pytest.mark.parametrize("written", ["lots", "0 GB", "2", "-1 GB", "1e9 GB"])
def test_a_bound_that_is_none_is_refused(written: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(location, "_configured", lambda key: written)
    with pytest.raises(FocusgroupError, match="must be a size or a number"):
        location.configured_backups()


async def test_a_restored_copy_takes_the_place_and_what_was_there_is_kept(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = check_and_backup.back_up(filled, tmp_path / "copy.db")
    db = await open_sqlite(filled)
    (session,) = await sessions.recent(db)
    await quotes.add_quote(
        db, NewQuote("later one", Kind.PROBLEM, NOW + 999, session_id=session.id, id="x"), NOW
    )
    with pytest.raises(StoreError, match="a program has"):
        check_and_backup.restore(filled, copy)
    await db.close()
    monkeypatch.setattr(check_and_backup.time, "strftime", lambda _: "20260301-093000")
    aside = check_and_backup.restore(filled, copy)
    again = check_and_backup.restore(filled, copy)  # in the same second
    assert aside is not None
    assert again is not None
    assert again.name == "groups.db.20260301-093000-2.aside"
    assert await texts(again) == ALL
    assert await texts(filled) == ALL
    assert await texts(aside) == [*ALL, "later one"]
    assert stat.S_IMODE(filled.stat().st_mode) == 0o600
    assert check_and_backup.check(filled) == ()


async def test_a_damaged_copy_is_not_restored(filled: Path, tmp_path: Path) -> None:
    copy = check_and_backup.back_up(filled, tmp_path / "copy.db")
    spoil(copy, pages=range(20, 30))
    with pytest.raises(StoreError):
        check_and_backup.restore(filled, copy)
    assert await texts(filled) == ALL
    assert not list(tmp_path.glob("*.aside"))


def spoil(path: Path, pages: range) -> None:
    data = bytearray(path.read_bytes())
    for page in pages:
        data[page * 4096 : (page + 1) * 4096] = b"\xa5" * 4096
    path.write_bytes(data)


LEAF_OF_TABLE = 0x0D
"""The first byte of a page with rows of a table, rather than of an index."""


def a_page_of_rows(path: Path) -> int:
    """A page in the middle of the file that holds rows."""
    data = path.read_bytes()
    pages = range(len(data) // 4096)
    leaves = [page for page in pages if data[page * 4096] == LEAF_OF_TABLE]
    return leaves[len(leaves) // 2]


async def test_what_can_be_read_of_a_damaged_file_is_recovered(
    filled: Path, tmp_path: Path
) -> None:
    page = a_page_of_rows(filled)
    spoil(filled, range(page, page + 4))
    before = filled.read_bytes()
    assert check_and_backup.check(filled) != ()
    with pytest.raises(StoreError):
        check_and_backup.daily_backup(filled, date(2026, 3, 1))
    target = tmp_path / "recovered.db"
    tables = {each.table: each for each in recover(filled, target)}
    assert any(each.damaged for each in tables.values())
    kept = await texts(target)
    assert len(kept) >= MANY - 12
    assert set(kept) <= set(ALL)
    assert check_and_backup.check(target) == ()
    assert filled.read_bytes() == before
    assert stat.S_IMODE(target.stat().st_mode) == 0o600


@pytest.mark.parametrize("at", some([2, 37, 51, 65, 79, 93], [2, 65]))
async def test_wherever_it_is_damaged_nothing_is_made_up(
    filled: Path, tmp_path: Path, at: int
) -> None:
    spoil(filled, range(at, at + 2))
    target = tmp_path / "recovered.db"
    recover(filled, target)
    connection = sqlite3.connect(target)
    kept = [row[0][:9] for row in connection.execute("SELECT text FROM quote ORDER BY n")]
    connection.close()
    assert set(kept) <= set(ALL)
    assert len(kept) == len(set(kept))
    assert check_and_backup.check(target) == ()


@pytest.mark.parametrize("keep", [0, 100, 5_000, 100_000])
async def test_a_truncated_file_of_which_nothing_is_left_stays_and_is_named(
    filled: Path, tmp_path: Path, keep: int
) -> None:
    filled.write_bytes(filled.read_bytes()[:keep])
    with pytest.raises(StoreError, match=r"groups\.db"):
        recover(filled, tmp_path / "recovered.db")
    assert not list(tmp_path.glob("recovered*"))
    assert len(filled.read_bytes()) == keep


async def test_a_file_cut_in_half_gives_back_its_first_half(filled: Path, tmp_path: Path) -> None:
    data = filled.read_bytes()
    filled.write_bytes(data[: len(data) // 2])
    target = tmp_path / "recovered.db"
    recover(filled, target)
    assert len(await texts(target)) > MANY // 4
    assert check_and_backup.check(target) == ()


async def test_a_restored_copy_is_not_mixed_with_the_log_of_a_deleted_database(
    db: SqliteDb, session: Session, tmp_path: Path
) -> None:
    def said(n: int) -> NewQuote:
        words = "such a long story " * 200
        return NewQuote(
            f"quote {n:03} {words}", Kind.PROBLEM, NOW + n, session_id=session.id, id=f"id-{n}"
        )

    await quotes.add_quote(db, said(1), NOW)
    copy = check_and_backup.back_up(db.path, tmp_path / "copy.db")
    for n in range(2, 20):
        await quotes.add_quote(db, said(n), NOW)
    db.path.unlink()
    await db.close()
    log = db.path.with_name("groups.db-wal")
    assert log.stat().st_size
    assert check_and_backup.restore(db.path, copy) is None
    assert await texts(db.path) == ["quote 001"]
    assert check_and_backup.check(db.path) == ()
    (kept,) = tmp_path.glob("groups.db.*.aside-wal")
    assert kept in files_with_words(db.path).leftovers
