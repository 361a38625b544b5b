"""A database under a key: everything that a plain one can do, and nobody's words in any byte.

The tests use real SQLCipher. Keys are random, so that no time goes into passphrases.
"""

import json
import os
import sqlite3
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.model import Kind, Session
from focusgroup.store import open_db, open_sqlite, participants, sessions
from focusgroup.store.encryption import keys
from focusgroup.store.encryption.keys import Key
from focusgroup.store.engine.sqlite import SqliteDb, bare, connect
from focusgroup.store.maintenance import check_and_backup, recovery
from focusgroup.store.outbox import drafts, replay
from focusgroup.store.outbox.drafts import Draft
from focusgroup.store.outbox.journal import Journal, read_journal
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import NewQuote
from tests.store.conftest import AGENDA, NOW

NAME = "Ottokar Zwiebelfisch"
WORDS = "they hid the invoice from the auditors"
PASSPHRASE = "correct horse battery staple"


class Typed:
    """Somebody who types these passphrases, one after the other, and a keyring."""

    def __init__(self, *passphrases: str, kept: dict[bytes, str] | None = None) -> None:
        self.passphrases = list(passphrases)
        self.keyring = kept or {}
        self.asked = 0

    def kept(self, salt: bytes) -> str | None:
        return self.keyring.get(salt)

    def passphrase(self, path: Path, attempt: int) -> str:
        assert attempt == self.asked
        self.asked += 1
        return self.passphrases.pop(0)


@pytest.fixture(autouse=True)
def fresh_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys.begin_keys(None)
    monkeypatch.setattr(keys, "ROUNDS", 1000)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(folder))


@pytest.fixture
async def db(tmp_path: Path) -> AsyncIterator[SqliteDb]:
    path = tmp_path / "groups.db"
    keys.assign_key(path, Key.random())
    database = await open_sqlite(path)
    try:
        yield database
    finally:
        await database.close()


@pytest.fixture
async def filled(db: SqliteDb, session: Session) -> Path:
    """A closed database with quotes enough for many pages."""
    anna = await participants.add(db, session.id, name=NAME, account="Acme", now_ms=NOW)
    for n in range(60):
        await quotes.add_quote(db, said(session.id, f"{n:02} {WORDS} " * 30, n, anna.id), NOW)
    await db.close()
    return db.path


def said(session: str, text: str, n: int, who: str | None = None) -> NewQuote:
    return NewQuote(
        text, Kind.PROBLEM, NOW + n, session_id=session, id=f"id-{n:03}", participant_id=who
    )


async def texts(path: Path) -> list[str]:
    async with open_db(path, create=False) as db:
        (session,) = await sessions.recent(db)
        return [quote.text[:2] for quote in await quote_pages.quotes_of_session(db, session.id)]


ALL = [f"{n:02}" for n in range(60)]


def held(folder: Path, *wanted: str) -> list[str]:
    """The files in *folder* in whose bytes one of *wanted* is."""
    return [
        path.name
        for path in sorted(folder.rglob("*"))
        if path.is_file()
        and any(each.encode() in path.read_bytes() for each in (*wanted, wanted[0].lower()))
    ]


async def test_nobodys_words_are_in_the_bytes_of_any_file_while_it_is_used(
    db: SqliteDb, session: Session, tmp_path: Path
) -> None:
    await participants.add(db, session.id, name=NAME, now_ms=NOW)
    await quotes.add_quote(db, said(session.id, WORDS, 1), NOW)
    await drafts.save_draft(db, session.id, Draft(f"half of {WORDS}"), NOW)
    journal = Journal(db.journal, db.seal)
    assert journal.append([said(session.id, WORDS, 2)])
    check_and_backup.back_up(db.path, tmp_path / "copy.db")
    assert db.path.with_name("groups.db-wal").stat().st_size > 0
    assert held(tmp_path, WORDS, NAME, "Planners", "zwiebelfisch") == []
    assert [quote.text for quote in await quote_pages.quotes_of_session(db, session.id)] == [WORDS]


async def test_every_commit_is_synced_and_settings_are_those_of_a_plain_database(
    db: SqliteDb,
) -> None:
    with closing(connect(db.path, reading=False)) as connection:
        assert connection.execute("PRAGMA cipher_version").fetchone()[0]
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert connection.execute("PRAGMA synchronous").fetchone()[0] == 2
        assert connection.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        # Sorting a long list must not spill people's words among the temporary files.
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
        assert options & {"TEMP_STORE=2", "TEMP_STORE=3"}
        assert connection.execute("PRAGMA temp_store").fetchone()[0] == 0


async def test_errors_are_those_of_sqlite3(db: SqliteDb) -> None:
    with closing(connect(db.path, reading=False)) as connection:
        with pytest.raises(sqlite3.OperationalError) as wrong:
            connection.execute("SELECT * FROM nothing")
        assert wrong.value.sqlite_errorname == "SQLITE_ERROR"
        with pytest.raises(sqlite3.IntegrityError) as twice:
            connection.execute("INSERT INTO theme (id, path) VALUES ('a', NULL)")
        assert twice.value.sqlite_errorname.startswith("SQLITE_CONSTRAINT")
        other = connect(db.path, reading=False)
        other.execute("BEGIN IMMEDIATE")
        connection.execute("PRAGMA busy_timeout = 0")
        with pytest.raises(sqlite3.OperationalError) as busy:
            connection.execute("BEGIN IMMEDIATE")
        assert busy.value.sqlite_errorname == "SQLITE_BUSY"
        other.close()


async def test_the_passphrase_opens_it_and_a_wrong_one_does_not(tmp_path: Path) -> None:
    path = tmp_path / "groups.db"
    keys.assign_key(path, Key.of_passphrase(PASSPHRASE))
    async with open_db(path) as db:
        await sessions.create(db, title="Planners", agenda=AGENDA, now_ms=NOW)
    before = path.read_bytes()

    typed = Typed("wrong", "Correct horse battery staple", PASSPHRASE)
    keys.begin_keys(typed)
    async with open_db(path, create=False) as db:
        assert [each.title for each in await sessions.recent(db)] == ["Planners"]
    assert typed.asked == 3

    keys.begin_keys(Typed("one", "two", "three", "four"))
    with pytest.raises(
        StoreError, match=r"none of 3 passphrases opens .*another passphrase.*not a database"
    ):
        await open_sqlite(path)
    keys.begin_keys(None)
    with pytest.raises(StoreError, match="is encrypted, or not a Focusgroup database"):
        await open_sqlite(path)
    assert path.read_bytes() == before


async def test_a_passphrase_typed_in_another_normal_form_is_the_same(tmp_path: Path) -> None:
    path = tmp_path / "groups.db"
    keys.assign_key(path, Key.of_passphrase("Žofie und das Rätsel"))
    await (await open_sqlite(path)).close()
    keys.begin_keys(Typed("Žofie und das Rätsel"))
    assert keys.unlock(path) is not None


async def test_sqlciphers_own_way_of_opening_it_takes_the_passphrase(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlcipher3 import dbapi2

    monkeypatch.setattr(keys, "ROUNDS", 256_000)
    path = tmp_path / "groups.db"
    keys.assign_key(path, Key.of_passphrase(PASSPHRASE))
    await (await open_sqlite(path)).close()
    with closing(dbapi2.connect(str(path))) as connection:
        connection.execute(f"PRAGMA key = '{PASSPHRASE}'")
        assert connection.execute("SELECT count(*) FROM session").fetchone()[0] == 0


async def test_the_keyring_is_asked_before_a_person_and_nonsense_in_it_is_passed_over(
    filled: Path,
) -> None:
    key = keys.key_of(filled)
    assert key is not None
    typed = Typed(kept={key.salt: key.hex()})
    keys.begin_keys(typed)
    assert await texts(filled) == ALL
    assert typed.asked == 0
    for nonsense in ("", "not hexadecimal", "ab" * 32, "ab" * 99):
        typed = Typed("one", "two", "three", kept={key.salt: nonsense})
        keys.begin_keys(typed)
        with pytest.raises(StoreError, match="none of 3"):
            keys.unlock(filled)
        assert typed.asked == 3


def test_a_key_never_shows_what_it_is() -> None:
    key = Key.of_passphrase(PASSPHRASE)
    shown = f"{key} {key!r} {[key]} {(key,)!r}"
    assert key.hex()[:8] not in shown
    assert key.salt.hex()[:8] not in shown
    assert repr(key._raw) not in shown


def test_other_files_are_told_apart_as_honestly_as_can_be(tmp_path: Path) -> None:
    noise, text, nulls = tmp_path / "noise", tmp_path / "text", tmp_path / "nulls"
    noise.write_bytes(os.urandom(9000))
    text.write_text(json.dumps([WORDS] * 999), "utf-8")
    nulls.write_bytes(bytes(9000))
    asked = Typed("a", "b", "c")
    keys.begin_keys(asked)
    assert keys.unlock(text) is None
    assert keys.unlock(nulls) is None
    assert asked.asked == 0
    with pytest.raises(StoreError, match="or it is not a database"):
        keys.unlock(noise)


@pytest.mark.parametrize("alone", [False, True])
async def test_copies_are_encrypted_and_opened_by_the_same_key_without_a_question(
    filled: Path, tmp_path: Path, alone: bool
) -> None:
    copy = check_and_backup.back_up(filled, tmp_path / "copy.db", alone=alone)
    assert (copy.read_bytes() == filled.read_bytes()) == alone
    assert held(tmp_path, WORDS, NAME) == []
    assert check_and_backup.check(copy) == ()
    assert await texts(copy) == ALL
    aside = check_and_backup.restore(filled, copy)
    assert aside is not None
    assert await texts(filled) == ALL
    assert check_and_backup.check(filled) == ()
    assert held(tmp_path, WORDS, NAME) == []


def test_a_part_of_a_killed_copy_is_known_by_the_salt(filled: Path, tmp_path: Path) -> None:
    killed = subprocess.Popen([sys.executable, "-c", ""])
    killed.wait()
    part = tmp_path / f".monday.db.{killed.pid}.part"
    part.write_bytes(filled.read_bytes()[:5_000])
    check_and_backup.back_up(filled, tmp_path / "tuesday.db", alone=True)
    assert not part.exists()


async def test_a_copy_with_a_passphrase_of_its_own_brings_it_along(
    filled: Path, tmp_path: Path
) -> None:
    """A backup that is taken to another machine."""
    elsewhere = tmp_path / "elsewhere" / "groups.db"
    key = keys.key_of(filled)
    keys.begin_keys(Typed(kept={key.salt: key.hex()}) if key else None)
    keys.unlock(filled)
    assert check_and_backup.restore(elsewhere, filled) is None
    assert await texts(elsewhere) == ALL
    assert held(tmp_path, WORDS, NAME) == []


async def test_a_program_that_has_it_open_keeps_it_from_being_replaced(
    db: SqliteDb, session: Session, tmp_path: Path
) -> None:
    copy = check_and_backup.back_up(db.path, tmp_path / "copy.db")
    with pytest.raises(StoreError, match="open; close it first"):
        check_and_backup.restore(db.path, copy)


async def test_a_page_that_was_changed_is_found_and_all_others_are_recovered(
    filled: Path, tmp_path: Path
) -> None:
    data = bytearray(filled.read_bytes())
    pages = len(data) // keys.PAGE
    data[(pages * 2 // 3) * keys.PAGE + 1234] ^= 1  # not one of the schema
    filled.write_bytes(data)
    assert any("HMAC verification failed" in each for each in check_and_backup.check(filled))
    for alone in (False, True):
        with pytest.raises(StoreError, match="damaged"):
            check_and_backup.back_up(filled, tmp_path / "copy.db", alone=alone)
    assert not list(tmp_path.glob("*copy.db*"))
    new = tmp_path / "recovered.db"
    salvaged = {each.table: each for each in recovery.recover(filled, new)}
    assert salvaged["quote"].rows >= 40
    assert len(await texts(new)) == salvaged["quote"].rows
    assert held(tmp_path, WORDS, NAME) == []


async def test_one_that_was_cut_off_is_recovered_as_far_as_it_goes(
    filled: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recovery, "MOST_SINGLE", 500)
    size = filled.stat().st_size
    os.truncate(filled, size - 55 * keys.PAGE + 100)  # two thirds are left
    new = tmp_path / "recovered.db"
    salvaged = {each.table: each for each in recovery.recover(filled, new)}
    assert salvaged["quote"].rows >= 20
    assert salvaged["session"].rows == 1
    assert held(tmp_path, WORDS, NAME) == []


async def test_what_waits_in_the_journal_is_sealed_line_by_line_and_stored_once(
    db: SqliteDb, session: Session, tmp_path: Path
) -> None:
    journal = Journal(db.journal, db.seal)
    assert journal.append([said(session.id, WORDS, 1)])
    assert journal.append([said(session.id, f"again {WORDS}", 2)])
    with db.journal.open("ab") as file:
        file.write(db.journal.read_bytes().split(b"\n")[1][:40])  # a torn end
    assert held(tmp_path, WORDS) == []
    entries, torn = read_journal(db.journal, db.seal)
    assert [entry.id for entry in entries] == ["id-001", "id-002"]
    assert torn == 1
    assert read_journal(db.journal) == ([], 3)
    assert await replay.replay_journals(db, NOW) == 2
    assert await replay.replay_journals(db, NOW) == 0
    assert len(await quote_pages.quotes_of_session(db, session.id)) == 2
    # What could not be read is kept, as ever.
    assert [path.name for path in tmp_path.glob("*.unread")] == [f"groups.db.journal.{NOW}.unread"]


async def test_a_journal_among_the_temporary_files_is_sealed_too(
    db: SqliteDb, session: Session, tmp_path: Path
) -> None:
    """Where the database's folder is full, or gone."""
    journal = Journal(tmp_path / "gone" / db.journal.name, db.seal)
    assert journal.append([said(session.id, WORDS, 1)])
    assert journal.path is not None
    assert journal.path.parent == tmp_path / "temporary"
    assert held(tmp_path, WORDS) == []
    assert [entry.id for entry in read_journal(journal.path, db.seal)[0]] == ["id-001"]


async def test_a_line_of_the_journal_that_was_changed_is_not_taken(
    db: SqliteDb, session: Session
) -> None:
    assert Journal(db.journal, db.seal).append([said(session.id, WORDS, 1)])
    line = bytearray(db.journal.read_bytes())
    line[60] = ord("A") if line[60] != ord("A") else ord("B")
    db.journal.write_bytes(line)
    assert read_journal(db.journal, db.seal) == ([], 1)


async def test_a_plain_journal_that_was_left_is_stored_too(db: SqliteDb, session: Session) -> None:
    assert Journal(db.journal).append([said(session.id, WORDS, 1)])
    assert await replay.replay_journals(db, NOW) == 1


async def test_nothing_is_written_to_standard_error_about_pages_that_can_not_be_read(
    filled: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    data = bytearray(filled.read_bytes())
    data[2000] ^= 1  # of the first page
    filled.write_bytes(data)
    with closing(bare(filled)) as connection, pytest.raises(sqlite3.DatabaseError):
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    assert capfd.readouterr() == ("", "")
