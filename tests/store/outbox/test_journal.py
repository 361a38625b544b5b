"""The outbox's journal: on a thread of its own, shared by programs, refused by every disk."""

import asyncio
import json
import os
import threading
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.model import Kind, Session
from focusgroup.store.encryption import Seal
from focusgroup.store.encryption.keys import Key
from focusgroup.store.engine.around import AroundDb
from focusgroup.store.engine.protocol import Work
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox import journal as journals
from focusgroup.store.outbox.entries import QuoteEdit, encode
from focusgroup.store.outbox.journal import Journal, journals_of, locked, read_journal, reseal
from focusgroup.store.outbox.outbox import Outbox, OutboxState, journal_everything
from focusgroup.store.outbox.replay import replay_journals
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import Edit, NewQuote
from tests.store.conftest import NOW

T = TypeVar("T")


class Broken(AroundDb):
    """A database that refuses writes while `broken`."""

    def __init__(self, db: SqliteDb) -> None:
        super().__init__(db)
        self.broken = True

    async def write(self, work: Work[T]) -> T:
        if self.broken:
            raise StoreError("the disk is full")
        return await self._db.write(work)


class Slow:
    """A disk whose fsync of files takes until it is let go; folders are not its business."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.reached = threading.Event()
        self.go = threading.Event()
        self.held_up = False
        self._sync = os.fsync
        monkeypatch.setattr(journals.os, "fsync", self._wait)

    def _wait(self, descriptor: int) -> None:
        self.reached.set()
        if not self.go.wait(5):
            self.held_up = True
        self._sync(descriptor)


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("focusgroup.store.outbox.outbox.FIRST_RETRY_S", 0.01)
    monkeypatch.setattr("focusgroup.store.outbox.outbox.LONGEST_RETRY_S", 0.01)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(folder))
    return folder


def said(session: Session, text: str) -> NewQuote:
    return NewQuote(text, Kind.PROBLEM, NOW, session_id=session.id, id=f"id-{text}")


def outbox_of(db: Broken | SqliteDb, on_state: Callable[[OutboxState], object] = id) -> Outbox:
    return Outbox(db, on_saved=lambda *_: None, on_state=on_state, now_ms=lambda: NOW)


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(60):
        while not true():
            await asyncio.sleep(0.005)


def ids(path: Path) -> list[str]:
    return [entry.id for entry in read_journal(path)[0]] if path.exists() else []


async def texts(db: SqliteDb, session: Session) -> list[str]:
    return [quote.text for quote in await quote_pages.quotes_of_session(db, session.id)]


async def test_a_journal_that_takes_long_to_sync_holds_nothing_up(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow, broken = Slow(monkeypatch), Broken(db)
    outbox = outbox_of(broken)
    outbox.put(said(session, "a"))
    await until(slow.reached.is_set)
    outbox.put(said(session, "b"))
    await asyncio.sleep(0)  # the loop goes on: else the disk would wait for us in vain
    assert (outbox.state.waiting, outbox.state.in_memory) == (2, 2)
    slow.go.set()
    await until(lambda: outbox.state.kept == 2)
    assert not slow.held_up
    assert ids(db.journal) == ["id-a", "id-b"]
    broken.broken = False
    assert await outbox.close() == OutboxState()
    assert not slow.held_up
    assert not db.journal.exists()
    assert await texts(db, session) == ["a", "b"]


async def test_an_end_by_a_signal_does_not_wait_for_a_journal_that_hangs(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(monkeypatch)
    broken = Broken(db)
    outbox = outbox_of(broken)
    outbox.put(said(session, "a"))
    await until(slow.reached.is_set)
    outbox.put(said(session, "b"))
    monkeypatch.setattr(journals.os, "fsync", lambda _: None)
    ending = threading.Thread(target=journal_everything)
    ending.start()
    ending.join(3)
    assert not ending.is_alive()
    beside = journals_of(db.journal)[1]
    assert {*ids(db.journal), *ids(beside)} == {"id-a", "id-b"}
    slow.go.set()
    broken.broken = False
    await outbox.close()
    await replay_journals(db, NOW)
    assert await texts(db, session) == ["a", "b"]


async def test_a_new_journal_is_in_its_folders_list_when_it_counts(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    sync = os.fsync

    def noted(descriptor: int) -> None:
        synced.append(os.fstat(descriptor).st_ino)
        sync(descriptor)

    monkeypatch.setattr(journals.os, "fsync", noted)
    journal = Journal(db.journal)
    assert journal.append([said(session, "a")])
    assert journal.append([said(session, "b")])
    file, folder = db.journal.stat().st_ino, db.journal.parent.stat().st_ino
    assert synced == [file, folder, file]


async def test_a_disk_that_fills_up_while_a_journal_is_written_tears_nothing_off(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "none"))
    journal = Journal(db.journal)
    assert journal.append([said(session, "a")])
    before, write = db.journal.read_bytes(), os.write
    with monkeypatch.context() as patch:
        patch.setattr(journals.os, "write", lambda file, data: write(file, data[:9]))
        assert journal.append([said(session, "b")]) is False
    assert db.journal.read_bytes() == before


async def test_a_journal_that_is_dropped_has_no_place_until_something_is_written(
    db: SqliteDb, session: Session
) -> None:
    journal = Journal(db.journal)
    assert journal.path is None
    one, two = said(session, "a"), said(session, "b")
    journal.append([one, two])
    assert journal.path == db.journal
    journal.drop([one.id])
    assert [entry.id for entry in read_journal(db.journal)[0]] == [two.id]
    assert journal.path is None
    journal.drop([two.id])  # of another program by now
    assert db.journal.exists()
    journal.append([one])
    journal.drop([one.id, two.id])
    assert not db.journal.exists()


async def test_when_no_journal_can_be_written_it_says_so_and_goes_on_trying(
    db: SqliteDb, session: Session, temporary: Path
) -> None:
    db.journal.mkdir()
    beside = journals_of(db.journal)[1]
    beside.mkdir()
    broken = Broken(db)
    outbox = outbox_of(broken)
    outbox.put(said(session, "a"))
    await until(lambda: outbox.state.refused)
    assert (outbox.state.in_memory, outbox.state.journal) == (1, None)
    assert [entry.id for entry in outbox.waiting] == ["id-a"]
    db.journal.rmdir()
    await until(lambda: outbox.state.kept == 1)
    assert not outbox.state.refused
    assert outbox.state.journal == db.journal
    broken.broken = False
    assert await outbox.close() == OutboxState()
    assert await texts(db, session) == ["a"]


async def test_programs_that_share_a_journal_take_out_only_their_own(
    db: SqliteDb, session: Session
) -> None:
    one, other = Broken(db), Broken(db)
    first, second = outbox_of(one), outbox_of(other)
    first.put(said(session, "a"))
    await until(lambda: first.state.kept == 1)
    second.put(said(session, "b"))
    await until(lambda: second.state.kept == 1)
    assert ids(db.journal) == ["id-a", "id-b"]
    one.broken = False
    assert await first.close() == OutboxState()
    assert ids(db.journal) == ["id-b"]
    assert not list(db.journal.parent.glob("*.part"))
    other.broken = False
    assert await second.close() == OutboxState()
    assert not db.journal.exists()
    assert await texts(db, session) == ["a", "b"]


async def test_a_journal_that_another_program_is_at_is_left_to_it(
    db: SqliteDb, session: Session
) -> None:
    assert Journal(db.journal).append([said(session, "theirs")])
    with locked(db.journal):
        assert Journal(db.journal).append([said(session, "ours")])
        assert ids(db.journal) == ["id-theirs"]
        assert ids(journals_of(db.journal)[1]) == ["id-ours"]
        assert await replay_journals(db, NOW) == 1
    assert await replay_journals(db, NOW) == 1
    assert sorted(await texts(db, session)) == ["ours", "theirs"]


async def test_a_correction_that_is_replayed_late_undoes_nothing_newer(
    db: SqliteDb, session: Session
) -> None:
    await quotes.add_quote(db, said(session, "first"), NOW)
    edit = QuoteEdit("edit-1", "id-first", Edit(text="second"))
    outbox = outbox_of(db)
    outbox.put(edit)
    await outbox.drained()
    await quotes.change_quote(db, ["id-first"], Edit(text="third"), NOW)
    assert Journal(db.journal).append([edit])
    assert await replay_journals(db, NOW) == 1
    assert await texts(db, session) == ["third"]
    await outbox.close()


async def test_an_entry_that_can_not_be_stored_does_not_hold_up_the_others(
    db: SqliteDb, session: Session
) -> None:
    states: list[OutboxState] = []
    outbox = outbox_of(db, states.append)
    outbox.put(NewQuote("lost?", Kind.PROBLEM, NOW, session_id="no-such-session", id="id-lost"))
    outbox.put(said(session, "a"))
    outbox.put(said(session, "b"))
    await until(lambda: len(outbox.waiting) == 1)
    assert await texts(db, session) == ["a", "b"]
    assert (await outbox.close(0.05)).waiting == 1
    assert "id-lost" in ids(db.journal)
    assert "no-such-session" in states[-1].reason
    await replay_journals(db, NOW)
    assert await texts(db, session) == ["a", "b"]


@pytest.mark.parametrize(
    "wrong",
    [{"text": 5}, {"at_ms": "noon"}, {"at_ms": 2**70}, {"themes": "Reporting"}, {"themes": [5]},
     {"stub": 1}, {"id": "\ud800"}, {"kind": "praise"}, {"session_id": None},
     {"participant_id": "nobody"}],
    ids=lambda wrong: "-".join(f"{name} {value!a:.12}" for name, value in wrong.items()),
)  # fmt: skip
async def test_a_line_with_values_of_another_kind_is_kept_aside_and_ends_no_start(
    db: SqliteDb, session: Session, wrong: dict[str, object]
) -> None:
    good = encode(NewQuote("said", Kind.PROBLEM, NOW, session_id=session.id, id="a"))
    bad = json.dumps({**json.loads(good), "id": "b", **wrong})
    db.journal.write_text(f"{bad}\n{good}\n", "utf-8")
    await replay_journals(db, NOW)
    assert [quote.text for quote in await quote_pages.quotes_of_session(db, session.id)] == ["said"]
    (kept,) = db.journal.parent.glob("*.unread")
    assert bad in kept.read_text("utf-8")


async def test_a_quote_of_somebody_who_is_gone_does_not_hold_up_the_others(
    db: SqliteDb, session: Session
) -> None:
    told: list[OutboxState] = []
    outbox = Outbox(db, on_saved=lambda *_: None, on_state=told.append, now_ms=lambda: NOW)
    outbox.put(
        NewQuote("theirs", Kind.PROBLEM, NOW, session_id=session.id, id="a", participant_id="gone")
    )
    outbox.put(NewQuote("the next", Kind.PROBLEM, NOW, session_id=session.id, id="b"))
    async with asyncio.timeout(60):
        while not await texts(db, session):
            await asyncio.sleep(0.01)
    assert await texts(db, session) == ["the next"]
    await outbox.close()
    assert "theirs" in db.journal.read_text("utf-8")


ONE, OTHER, LOST = (Seal(Key(each * 32, b"0" * 16)) for each in (b"1", b"2", b"3"))


@pytest.mark.parametrize("new", [None, ONE, OTHER], ids=["unsealed", "same key", "other key"])
def test_a_journal_is_rewritten_for_another_key_and_what_no_key_opens_is_kept(
    tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch, new: Seal | None
) -> None:
    path = tmp_path / "groups.db.journal"
    a, b, c = (said(session, each) for each in "abc")
    assert Journal(path).append([a])
    assert Journal(path, ONE).append([b])
    assert Journal(path, LOST).append([c])
    before = path.read_bytes().replace(b"\n\n", b"\n").split(b"\n")[1:]
    wiped: list[int] = []
    monkeypatch.setattr(journals, "overwrite", lambda file: wiped.append(os.fstat(file).st_ino))
    old = path.stat().st_ino
    assert reseal(path, [OTHER, ONE], new) is True
    after = path.read_bytes().split(b"\n")
    entries, torn = read_journal(path, new)
    assert ([entry.id for entry in entries], torn) == (["id-a", "id-b"], 1)
    assert after[2] == before[2]
    assert (after[0] == before[0]) is (new is None)
    assert (after[1] == before[1]) is (new is ONE)
    assert wiped == [old]
    assert path.stat().st_ino != old
    assert reseal(path, [OTHER, ONE], new) is False
    assert path.read_bytes().split(b"\n") == after
    assert wiped == [old]


def test_what_is_left_of_a_journal_is_durable_private_and_lets_go_of_its_file(
    tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "groups.db.journal"
    path.with_name(f"{path.name}.part").write_text("of a program that was killed")
    journal = Journal(path)
    assert journal.append([said(session, "a")])
    with path.open("a") as file:
        file.write('{"type": "NewQu\n[5]\n')
    assert journal.append([said(session, "b")])
    synced: list[int] = []
    monkeypatch.setattr(journals.os, "fsync", lambda file: synced.append(os.fstat(file).st_ino))
    held = [*Path("/proc/self/fd").iterdir()]
    journal.drop(["id-a"])
    assert len([*Path("/proc/self/fd").iterdir()]) == len(held)
    assert synced == [path.stat().st_ino, tmp_path.stat().st_ino]
    assert path.stat().st_mode & 0o777 == 0o600
    # What can't be read may be somebody's words.
    assert path.read_text("utf-8").splitlines()[:2] == ['{"type": "NewQu', "[5]"]
    assert ids(path) == ["id-b"]


def test_a_full_disk_leaves_the_journal_as_it_was_when_something_is_taken_out(
    tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "groups.db.journal"
    journal = Journal(path)
    assert journal.append([said(session, "a"), said(session, "b")])
    before, write = path.read_bytes(), os.write
    monkeypatch.setattr(journals.os, "write", lambda file, data: write(file, data[:9]))
    journal.drop(["id-a"])
    assert path.read_bytes() == before


def test_a_journal_has_the_same_substitute_at_every_start(temporary: Path) -> None:
    # The name is as stored by earlier versions: another one would leave their lines unread.
    beside = journals_of(Path("/data/groups.db.journal"))[1]
    assert beside == temporary / "focusgroup-2b16a29b0c584181.journal"
    assert journals_of(Path(os.fsdecode(b"/data/\xff.journal")))[1] != beside


def test_a_journal_in_use_is_waited_for_but_not_longer_than_a_signal_allows(
    tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [100.0]
    held = locked(tmp_path / "journal", create=True)
    held.__enter__()

    def sleep(seconds: float) -> None:
        now[0] += seconds
        if now[0] > freed:
            held.__exit__(None, None, None)

    fake = SimpleNamespace(monotonic=lambda: now[0], sleep=sleep)
    monkeypatch.setattr(journals, "time", fake)
    freed = 1e9
    with pytest.raises(BlockingIOError), locked(tmp_path / "journal"):
        pass
    assert 100.4 <= now[0] < 100.45
    now[0], freed = 200.0, 200.3
    with locked(tmp_path / "journal"):
        assert 200.3 < now[0] < 200.35


def test_a_journal_that_belongs_to_another_user_is_not_written(
    tmp_path: Path, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal"
    path.write_bytes(b"")
    monkeypatch.setattr(journals.os, "getuid", lambda: path.stat().st_uid + 1)
    with pytest.raises(PermissionError, match="belongs to another user"), locked(path):
        pass
    assert path.read_bytes() == b""


def test_a_journal_that_went_while_it_was_waited_for_is_another_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "journal"
    with pytest.raises(FileNotFoundError), locked(path):
        pass
    assert not path.exists()
    held = locked(path, create=True)
    held.__enter__()

    def sleep(_: float) -> None:
        path.unlink()
        held.__exit__(None, None, None)

    monkeypatch.setattr(journals, "time", SimpleNamespace(monotonic=lambda: 0.0, sleep=sleep))
    with locked(path, create=True) as descriptor:
        assert os.fstat(descriptor).st_ino == path.stat().st_ino
