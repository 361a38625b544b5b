"""Encrypting, decrypting and changing the key: a verified copy in the place of what was there."""

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.model import Kind, Session
from focusgroup.store import open_db, participants, sessions
from focusgroup.store.encryption import keys
from focusgroup.store.encryption.keys import Key
from focusgroup.store.encryption.sealed_lines import Seal
from focusgroup.store.engine import location
from focusgroup.store.engine.sqlite import SqliteDb, bare, connect
from focusgroup.store.erasure.files import files_with_words, remove_file
from focusgroup.store.maintenance import check_and_backup, convert
from focusgroup.store.maintenance.convert import rewrite_beside, rewrite_database
from focusgroup.store.outbox import replay
from focusgroup.store.outbox.journal import Journal, locked, read_journal
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import NewQuote
from tests.store.conftest import NOW

NAME = "Ottokar Zwiebelfisch"
WORDS = "they hid the invoice from the auditors"


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    keys.begin_keys(None)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(folder))
    return folder


@pytest.fixture
async def plain(db: SqliteDb, session: Session) -> Path:
    """A closed database with quotes, a daily backup, one of an upgrade and one set aside."""
    anna = await participants.add(db, session.id, name=NAME, account="Acme", now_ms=NOW)
    for n in range(30):
        await quotes.add_quote(db, said(session.id, f"{n:02} {WORDS}", n, anna.id), NOW)
    await db.close()
    backups = location.backups_of(db.path)
    backups.mkdir(mode=0o700)
    check_and_backup.back_up(db.path, backups / "groups-20260301.db")
    for name in ("groups.db.schema1-20260101-000000.backup", "groups.db.20260102-000000.aside"):
        check_and_backup.back_up(db.path, db.path.with_name(name))
    return db.path


def said(session: str, text: str, n: int, who: str | None = None) -> NewQuote:
    return NewQuote(
        text, Kind.PROBLEM, NOW + n, session_id=session, id=f"id-{n:03}", participant_id=who
    )


async def texts(path: Path) -> list[str]:
    async with open_db(path, create=False) as db:
        (session,) = await sessions.recent(db)
        return [quote.text for quote in await quote_pages.quotes_of_session(db, session.id)]


def dump(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with closing(bare(path)) as connection:
        names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            row[0]: [tuple(each) for each in connection.execute(f"SELECT * FROM {row[0]}")]
            for row in names.fetchall()
        }


def held(folder: Path) -> set[str]:
    """The files in *folder* in whose bytes a name or words of somebody are."""
    wanted = (WORDS.encode(), NAME.encode(), b"zwiebelfisch", b"Planners", b"auditors")
    return {
        path.name
        for path in folder.rglob("*")
        if path.is_file() and any(each in path.read_bytes() for each in wanted)
    }


ALL = [f"{n:02} {WORDS}" for n in range(30)]


async def test_an_encrypted_database_is_the_same_and_nothing_of_it_can_be_read(
    plain: Path, tmp_path: Path
) -> None:
    before = dump(plain)
    assert len(held(tmp_path)) == 4
    key = Key.random()
    rewrite_database(plain, key)
    assert held(tmp_path) == {path.name for path in files_with_words(plain).copies}
    problems = check_and_backup.check(plain)
    assert len(problems) == 3
    assert all("can be read without the passphrase" in each for each in problems)
    rest = rewrite_beside(plain, key)
    assert len(rest.rewritten) == 3
    assert rest.left == ()
    assert held(tmp_path) == set()
    assert dump(plain) == before
    assert check_and_backup.check(plain) == ()
    for path in (plain, *files_with_words(plain).copies):
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert check_and_backup.check(path) == ()
    with closing(connect(plain, reading=True)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert await texts(plain) == ALL
    assert rewrite_beside(plain, key) == convert.RewrittenFiles((), (), ())


async def test_the_way_back_brings_the_same_database(plain: Path, tmp_path: Path) -> None:
    before = dump(plain)
    rewrite_database(plain, Key.random())
    rewrite_beside(plain, keys.key_of(plain))
    rewrite_database(plain, None)
    rest = rewrite_beside(plain, None)
    assert len(rest.rewritten) == 3
    keys.begin_keys(None)
    assert dump(plain) == before
    with closing(sqlite3.connect(plain)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert len(held(tmp_path)) == 4
    assert await texts(plain) == ALL


async def test_under_a_new_key_the_old_one_opens_neither_database_nor_backups(
    plain: Path, tmp_path: Path
) -> None:
    old, new = Key.random(), Key.random()
    rewrite_database(plain, old)
    rewrite_beside(plain, old)
    rewrite_database(plain, new)
    assert len(rewrite_beside(plain, new).rewritten) == 3
    for path in (plain, *files_with_words(plain).copies):
        page = keys.first_page(path)
        assert new.opens(page)
        assert not old.opens(page)
        assert old.salt not in path.read_bytes()
    assert await texts(plain) == ALL
    assert held(tmp_path) == set()


async def test_journals_are_sealed_opened_and_sealed_anew_and_lose_no_line(
    plain: Path, temporary: Path, tmp_path: Path
) -> None:
    async with open_db(plain, create=False) as db:
        (session,) = await sessions.recent(db)
        assert Journal(db.journal).append([said(session.id, WORDS, 100)])
        with db.journal.open("ab") as file:
            file.write(f'{{"id": "torn {WORDS}'.encode())
        substitute = temporary / "other"
        assert Journal(substitute).append([said(session.id, WORDS, 101)])
        unread = db.journal.with_name(f"{db.journal.name}.1.unread")
        substitute.replace(unread)
    key, new = Key.random(), Key.random()
    rewrite_database(plain, key)
    assert set(rewrite_beside(plain, key).journals) == {db.journal, unread}
    assert held(tmp_path) == set()
    assert [each.id for each in read_journal(db.journal, Seal(key))[0]] == ["id-100"]
    rewrite_database(plain, new)
    rewrite_beside(plain, new)
    entries, torn = read_journal(db.journal, Seal(new))
    assert [each.id for each in entries] == ["id-100"]
    assert torn == 1
    assert [each.id for each in read_journal(unread, Seal(new))[0]] == ["id-101"]
    assert read_journal(unread, Seal(key)) == ([], 1)
    convert.rewrite_journals(plain, None)
    assert f"torn {WORDS}".encode() in db.journal.read_bytes()
    rewrite_database(plain, None)
    async with open_db(plain, create=False) as db:
        assert await replay.replay_journals(db, NOW) == 1
    assert await texts(plain) == [*ALL, WORDS]


async def test_a_journal_that_another_program_holds_is_left_and_named(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.store.outbox.journal.LOCK_S", 0.01)
    journal = location.journal_of(plain)
    assert Journal(journal).append([said("session", WORDS, 1)])
    key = Key.random()
    rewrite_database(plain, key)
    with locked(journal):
        assert [path for path, _ in rewrite_beside(plain, key).left] == [journal]
    assert rewrite_beside(plain, key).left == ()


async def test_a_line_of_a_key_that_nobody_gave_is_kept_as_it_is(plain: Path) -> None:
    journal = Journal(location.journal_of(plain), Seal(Key.random()))
    assert journal.append([said("session", WORDS, 1)])
    before = location.journal_of(plain).read_bytes().strip()
    key = Key.random()
    rewrite_database(plain, key)
    rewrite_beside(plain, key)
    assert location.journal_of(plain).read_bytes().strip() == before


HOLDS = """
import sys
from pathlib import Path
from focusgroup.store.engine.sqlite import connect
connection = connect(Path(sys.argv[1]), reading=True)
connection.execute("SELECT count(*) FROM quote").fetchone()
print("open", flush=True)
sys.stdin.read()
"""


async def test_while_a_program_has_it_open_nothing_is_changed(plain: Path) -> None:
    before = dump(plain)
    command = [sys.executable, "-c", HOLDS, str(plain)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == b"open\n"
        with pytest.raises(StoreError, match="close it first, nothing was changed"):
            rewrite_database(plain, Key.random())
        holder.communicate()
    assert keys.first_page(plain).startswith(keys.MAGIC)
    assert not list(plain.parent.glob(".*"))
    assert dump(plain) == before
    with closing(connect(plain, reading=True)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal"


async def test_a_damaged_database_is_left_as_it_was(plain: Path) -> None:
    data = bytearray(plain.read_bytes())
    half = len(data) // 2 // 4096 * 4096
    data[half : half + 4096] = b"\xa5" * 4096
    plain.write_bytes(data)
    with pytest.raises(StoreError):
        rewrite_database(plain, Key.random())
    assert keys.first_page(plain).startswith(keys.MAGIC)
    assert plain.stat().st_size == len(data)
    assert not list(plain.parent.glob(".*"))


async def test_copies_that_can_not_be_written_anew_are_left_and_named(plain: Path) -> None:
    damaged, mine, _ = files_with_words(plain).copies
    damaged.write_bytes(damaged.read_bytes()[:20_000])
    keys.assign_key(mine, None)
    rewrite_database(mine, Key.random())  # on another machine, say
    keys.begin_keys(None)
    key = Key.random()
    rewrite_database(plain, key)
    rest = rewrite_beside(plain, key)
    assert [path for path, _ in rest.left] == [damaged, mine]
    assert "damaged" in rest.left[0][1]
    assert "passphrase was not given" in rest.left[1][1]
    assert damaged.stat().st_size == 20_000


def test_a_copy_in_which_anything_differs_is_not_taken(tmp_path: Path) -> None:
    for name in ("one", "two"):
        with closing(sqlite3.connect(tmp_path / name)) as connection:
            connection.execute("CREATE TABLE t (a)")
            connection.executemany("INSERT INTO t VALUES (?)", [("x",), ("y",)])
            connection.commit()
    with closing(sqlite3.connect(tmp_path / "one", isolation_level=None)) as both:
        both.execute("ATTACH ? AS new", (str(tmp_path / "two"),))
        convert._compare(both, tmp_path)
        for change in (
            "UPDATE new.t SET a = 'z' WHERE a = 'y'",
            "DELETE FROM new.t WHERE a = 'y'",
            "INSERT INTO new.t VALUES ('y')",
            "CREATE INDEX new.i ON t (a)",
        ):
            both.execute("BEGIN")
            both.execute(change)
            with pytest.raises(StoreError, match="differs from it"):
                convert._compare(both, tmp_path)
            both.execute("ROLLBACK")


async def test_a_copy_that_is_not_right_does_not_take_the_place(
    plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dump(plain)

    def differs(both: sqlite3.Connection, path: Path) -> None:
        both.execute("DELETE FROM new.quote WHERE n = 7")
        compare(both, path)

    compare = convert._compare
    monkeypatch.setattr(convert, "_compare", differs)
    with pytest.raises(StoreError, match="differs from it"):
        rewrite_database(plain, Key.random())
    assert keys.first_page(plain).startswith(keys.MAGIC)
    assert dump(plain) == before
    assert not list(plain.parent.glob(".*"))


async def test_a_database_opened_while_another_takes_its_place_is_not_written_to(
    plain: Path,
) -> None:
    async with open_db(plain, create=False) as db:
        (session,) = await sessions.recent(db)
        plain.replace(plain.with_name("old.db"))
        shutil.copy(plain.with_name("old.db"), plain)
        with pytest.raises(StoreError, match="no longer there"):
            await quotes.add_quote(db, said(session.id, "lost", 99), NOW)


# -- cut off -----------------------------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from focusgroup.store.encryption import keys, sealed_lines as seal, sqlcipher as cipher
from focusgroup.store.maintenance import convert as encryption

folder, mode, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
EVENTS = {"os.rename", "os.link", "os.remove", "os.truncate", "sqlite3.connect", "open"}

def run(path, end):
    count = 0
    def watch(event, args):
        nonlocal count
        if event in EVENTS and str(folder) in str(args[0]):
            count += 1
            if count == end:
                os.kill(os.getpid(), signal.SIGKILL)
    sys.addaudithook(watch)
    old = keys.Key(b"o" * 32, b"s" * 16)
    new = None if mode == "decrypt" else keys.Key(b"n" * 32, b"t" * 16)
    keys.assign_key(Path("/nowhere"), old)
    if mode == "decrypt":
        encryption.rewrite_journals(path, new)
    encryption.rewrite_database(path, new)
    encryption.rewrite_beside(path, new)

for end in range(1, most, int(sys.argv[4])):
    path = folder / str(end) / "groups.db"
    child = os.fork()
    if not child:
        run(path, end)
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    print(end, code, flush=True)
    if code != -signal.SIGKILL:
        break
"""
"""Encrypts copies of one database, each time killed one step on in what is done to files."""
OLD, NEW = Key(b"o" * 32, b"s" * 16), Key(b"n" * 32, b"t" * 16)
MOST = 90


async def killed_everywhere(plain: Path, tmp_path: Path, mode: str, every: int) -> None:
    """Kill *mode* at each *every*-th step, and look at what stands and what is made of it."""
    async with open_db(plain, create=False) as db:
        (session,) = await sessions.recent(db)
    unread = location.journal_of(plain).with_name("groups.db.journal.1.unread")
    assert Journal(unread).append([said(session.id, WORDS, 100)])
    if mode != "encrypt":
        rewrite_database(plain, OLD)
        rewrite_beside(plain, OLD)
    for copy in files_with_words(plain).copies:
        if copy.parent == plain.parent:
            copy.unlink()
    wanted = dump(plain)
    trials = tmp_path / "trials"
    for n in range(1, MOST, every):
        trial = trials / str(n)
        trial.mkdir(parents=True)
        shutil.copytree(plain.parent / "backups", trial / "backups")
        shutil.copy(plain, trial)
        shutil.copy(unread, trial)
    command = [sys.executable, "-c", KILLED, str(trials), mode, str(MOST), str(every)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    assert done.returncode == 0, done.stderr
    kills = [line.split() for line in done.stdout.splitlines()]
    assert kills[-1][1] == "0"  # the last one went through
    assert len(kills) * every > 15
    stood = set()
    key = None if mode == "decrypt" else NEW
    for n, _ in kills:
        path = trials / n / "groups.db"
        keys.begin_keys(None)
        for each in (OLD, NEW):
            keys.assign_key(Path("/nowhere"), each)
        stood.add(keys.key_of(path))
        assert dump(path) == wanted, n
        async with open_db(path, create=False):
            pass  # it is started as ever, and goes on with a log
        with closing(bare(path)) as connection:
            assert connection.execute("PRAGMA journal_mode").fetchone()[0] == "wal", n
        if keys.key_of(path) != key:
            rewrite_database(path, key)
        rest = rewrite_beside(path, key)
        assert rest.left == ()
        assert await texts(path) == ALL, n
        left = {each.name for each in path.parent.rglob("*") if each.is_file()}
        assert left == {"groups.db", "groups-20260301.db", unread.name}, n
        entries, torn = read_journal(path.with_name(unread.name), Seal(key) if key else None)
        assert ([each.id for each in entries], torn) == (["id-100"], 0), n
        assert (held(path.parent) == set()) is (mode != "decrypt")
    assert len(stood) == 2  # some were cut off before the new one stood, some behind it


async def test_wherever_it_is_killed_the_old_or_the_new_database_stands(
    plain: Path, tmp_path: Path
) -> None:
    await killed_everywhere(plain, tmp_path, "encrypt", 4)


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["encrypt", "change", "decrypt"])
async def test_killed_at_every_step_of_each_way(plain: Path, tmp_path: Path, mode: str) -> None:
    await killed_everywhere(plain, tmp_path, mode, 1)


def test_a_file_with_a_second_name_is_removed_and_not_overwritten(tmp_path: Path) -> None:
    """Killed between the two, the database itself has a second name that looks left over."""
    path = tmp_path / "groups.db"
    path.write_bytes(b"all that was said")
    os.link(path, tmp_path / ".groups.db.17.old.part")
    remove_file(tmp_path / ".groups.db.17.old.part")
    assert path.read_bytes() == b"all that was said"
