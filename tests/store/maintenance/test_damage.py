"""Damaged and foreign files of every kind: never made worse, never a traceback, recovered in part.

The usual run tries a few damages of each kind; the long one as many as you like:
``FOCUSGROUP_DAMAGES=2000 python -m pytest -m slow tests/store/maintenance/test_damage.py``.
"""

import asyncio
import os
import random
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError, StoreError
from focusgroup.core.model import Kind, Note, NoteKind
from focusgroup.store import clocks, notes, open_db, participants, sessions
from focusgroup.store.engine import location
from focusgroup.store.maintenance import check_and_backup
from focusgroup.store.maintenance.recovery import recover
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import NewQuote
from tests.store.conftest import AGENDA, NOW

MANY = int(os.environ.get("FOCUSGROUP_DAMAGES", "300"))
EACH = 20
PAGE = 4096
SAID = "the report took three weeks"
QUOTES = 40


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of a small database with something in every table."""
    path = tmp_path_factory.mktemp("sound") / "groups.db"
    asyncio.run(fill(path))
    return path.read_bytes()


async def fill(path: Path) -> None:
    async with open_db(path) as db:
        session = await sessions.create(db, title="Planners", agenda=AGENDA, now_ms=NOW)
        person = await participants.add(
            db, session.id, name="Anna Novak", account="Northwind", now_ms=NOW
        )
        clock = (await clocks.load(db, session.id, 0)).started(0)
        await clocks.save(db, session.id, clock, clock_now_ms=9_000, now_ms=NOW)
        for n in range(QUOTES):
            new = NewQuote(
                f"{SAID} ({n})",
                Kind.PROBLEM,
                NOW + n,
                session_id=session.id,
                id=f"id-{n:03}",
                participant_id=person.id,
                themes=("Reporting > Exports",),
            )
            await quotes.add_quote(db, new, NOW)
        await notes.add(db, Note("note-1", session.id, NoteKind.PARKED, "vans", NOW))


def cuts(sound: bytes, rnd: random.Random, many: int) -> Iterator[bytes]:
    """The file cut off: at places where something ends, and anywhere."""
    for at in (1, 15, 99, 100, 512, PAGE - 1, PAGE + 1, len(sound) - 1):
        yield sound[:at]
    for _ in range(many):
        yield sound[: rnd.randrange(1, len(sound))]


def flips(sound: bytes, rnd: random.Random, many: int) -> Iterator[bytes]:
    """Bits turned over: in the header, in the table of contents, anywhere; one or many."""
    for n in range(many):
        data = bytearray(sound)
        reach = (100, 2 * PAGE, len(data))[n % 3]
        for _ in range(rnd.choice((1, 1, 1, 4, 40))):
            data[rnd.randrange(reach)] ^= 1 << rnd.randrange(8)
        yield bytes(data)


def zeros(sound: bytes, rnd: random.Random, many: int) -> Iterator[bytes]:
    """Pages or sectors that the disk lost."""
    yield bytes(len(sound))
    for n in range(many):
        size = PAGE if n % 2 else 512
        data = bytearray(sound)
        at = rnd.randrange(len(data) // size) * size
        data[at : at + size] = bytes(size) if n % 4 < 2 else rnd.randbytes(size)
        yield bytes(data)


KINDS = {"cut": cuts, "flipped": flips, "zeroed": zeros}


async def look(path: Path) -> None:
    """Open the database and read everything, as the screens do."""
    async with open_db(path, create=False) as db:
        for session in await sessions.recent(db):
            await quote_pages.quotes_of_session(db, session.id)
            await participants.of_session(db, session.id)
            await notes.of_session(db, session.id)
            await clocks.load(db, session.id, 0)
            await clocks.agenda_items(db, session.id)


def clear(folder: Path) -> None:
    for each in folder.iterdir():
        each.unlink()


async def bear(damaged: bytes, folder: Path) -> int:
    """Let the program at a damaged file in every way; how many quotes came back.

    Whatever raises anything but an error for people, or changes the file, fails.
    """
    path, new = folder / "groups.db", folder / "new.db"
    folder.mkdir(exist_ok=True)
    path.write_bytes(damaged)
    problems: tuple[str, ...] = ("refused",)
    said: list[str] = []
    try:
        problems = check_and_backup.check(path)
    except FocusgroupError as error:
        said = [str(error)]
    assert path.read_bytes() == damaged, "check changed it"
    kept = 0
    try:
        recover(path, new)
    except StoreError:
        assert not new.exists()
    else:
        assert check_and_backup.check(new) == ()
        await look(new)
        with sqlite3.connect(new) as connection:
            texts = [row[0] for row in connection.execute("SELECT text FROM quote")]
        connection.close()
        assert len(texts) <= QUOTES
        kept = sum(text.startswith(SAID) for text in texts)
    assert path.read_bytes() == damaged, "recover changed it"
    try:
        await look(path)
    except FocusgroupError as error:
        said.append(str(error))
    for sentence in said:
        assert "database" in sentence or str(path) in sentence
        assert SAID not in sentence, "an error quotes nobody"
    # A file that can be opened may get a log beside; its own bytes stay until somebody writes.
    assert path.read_bytes() == damaged, "opening changed it"
    if not problems:
        assert kept == QUOTES
    return kept


@pytest.mark.parametrize("kind", KINDS)
async def test_whatever_is_damaged_is_borne(sound: bytes, tmp_path: Path, kind: str) -> None:
    kept = []
    for damaged in KINDS[kind](sound, random.Random(f"{kind} 1"), 5):
        kept.append(await bear(damaged, tmp_path / "work"))
        clear(tmp_path / "work")
    assert max(kept) > 0


@pytest.mark.parametrize("table", ["session", "agenda_item"])
async def test_a_column_whose_name_is_damaged_is_told(
    sound: bytes, tmp_path: Path, table: str
) -> None:
    column = {"session": b"bottom_line", "agenda_item": b"spent_ms"}[table]
    at = sound.index(column, sound.index(b"CREATE TABLE " + table.encode()))
    damaged = sound[:at] + b"x" + sound[at + 1 :]
    path = tmp_path / "groups.db"
    path.write_bytes(damaged)
    with pytest.raises(StoreError, match="damaged"):
        await look(path)
    await bear(damaged, tmp_path / "work")


@pytest.mark.parametrize("versions", [b"\2\0", b"\0\1", b"\1\0"])
async def test_damaged_versions_in_the_header_stay(
    sound: bytes, tmp_path: Path, versions: bytes
) -> None:
    await bear(sound[:18] + versions + sound[20:], tmp_path / "work")


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(-(-MANY // EACH)))
@pytest.mark.parametrize("kind", KINDS)
async def test_many_damages_are_borne(sound: bytes, tmp_path: Path, kind: str, seed: int) -> None:
    tried = 0
    for damaged in KINDS[kind](sound, random.Random(f"{kind} {seed}"), EACH):
        await bear(damaged, tmp_path / "work")
        clear(tmp_path / "work")
        tried += 1
    assert tried


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "place"
    place.mkdir()
    return place


async def test_a_damaged_log_costs_what_is_in_it_at_most(sound: bytes, folder: Path) -> None:
    path, log = folder / "groups.db", folder / "groups.db-wal"
    rnd = random.Random(3)
    for n in range(12):
        path.write_bytes(sound)
        async with open_db(path) as db:
            (session,) = await sessions.recent(db)
            await quotes.add_quote(
                db, NewQuote("later", Kind.PROBLEM, NOW, session_id=session.id, id="l"), NOW
            )
            main, written = path.read_bytes(), log.read_bytes()
        clear(folder)
        path.write_bytes(main)
        data = bytearray(written)
        if n % 3 == 0:
            data = data[: rnd.randrange(len(data))]
        elif n % 3 == 1:
            data[rnd.randrange(len(data))] ^= 0x10
        if n:
            log.write_bytes(data)  # the first time it is gone
        async with open_db(path) as db:
            (session,) = await sessions.recent(db)
            texts = [quote.text for quote in await quote_pages.quotes_of_session(db, session.id)]
        assert len(texts) in (QUOTES, QUOTES + 1)
        assert check_and_backup.check(path) == ()
        clear(folder)


async def test_an_emptied_file_is_not_taken_for_a_new_one(sound: bytes, folder: Path) -> None:
    path = folder / "groups.db"
    path.write_bytes(sound)
    location.backups_of(path).mkdir()
    backup = check_and_backup.back_up(path, location.backups_of(path) / "groups-20260301.db")
    path.write_bytes(b"")
    with pytest.raises(StoreError, match=r"is empty but was not before.*db restore .*20260301"):
        async with open_db(path):
            pass
    assert path.read_bytes() == b""
    check_and_backup.restore(path, backup)
    await look(path)


async def test_an_empty_file_without_a_past_becomes_a_database(folder: Path) -> None:
    path = folder / "groups.db"
    path.touch(mode=0o600)
    async with open_db(path) as db:
        assert await sessions.recent(db) == []
    path.write_bytes(b"")
    path.with_name("groups.db-wal").write_bytes(b"something")
    with pytest.raises(StoreError, match="Its log is there"):
        async with open_db(path):
            pass


async def test_links_that_lead_nowhere_and_rights_that_are_missing_are_named(
    sound: bytes, folder: Path
) -> None:
    loop = folder / "loop.db"
    loop.symlink_to(loop)
    nowhere = folder / "nowhere.db"
    nowhere.symlink_to(folder / "no folder" / "groups.db")
    for path in (loop, nowhere):
        for act in (check_and_backup.check, lambda each: recover(each, folder / "new.db")):
            with pytest.raises(FocusgroupError):
                act(path)
        with pytest.raises(FocusgroupError, match=r"\.db"):
            async with open_db(path):
                pass
    assert not (folder / "no folder").exists()
    for path in (folder, folder / "pipe"):
        if path != folder:
            os.mkfifo(path)
        for act in (check_and_backup.check, lambda each: recover(each, folder / "new.db")):
            with pytest.raises(FocusgroupError):
                act(path)
    linked = folder / "linked.db"
    (folder / "real.db").write_bytes(sound)
    linked.symlink_to(folder / "real.db")
    await look(linked)
    assert linked.is_symlink()


async def test_a_file_that_may_not_be_written_is_refused_untouched(
    sound: bytes, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = folder / "groups.db"
    path.write_bytes(sound)
    for refused in (path, folder):  # the system refuses root nothing, so it is told so
        monkeypatch.setattr(os, "access", lambda asked, mode, no=refused: Path(asked) != no)
        with pytest.raises(StoreError, match="check its permissions"):
            await look(path)
    assert path.read_bytes() == sound
    assert list(folder.iterdir()) == [path]
