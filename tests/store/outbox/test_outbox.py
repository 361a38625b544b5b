"""The outbox: whatever the database does, each entry gets there once, in order."""

import asyncio
import json
import stat
import threading
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.model import Kind, Note, NoteKind, Quote, Session
from focusgroup.store import notes
from focusgroup.store.engine.around import AroundDb
from focusgroup.store.engine.protocol import Work
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox.entries import QuoteEdit
from focusgroup.store.outbox.journal import Journal, journals_of, read_journal
from focusgroup.store.outbox.outbox import Outbox, OutboxState, journal_everything
from focusgroup.store.outbox.replay import replay_journals
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes.quotes import Edit, NewQuote
from tests.store.conftest import NOW

T = TypeVar("T")


def said(session: Session, text: str, n: int) -> NewQuote:
    return NewQuote(
        text, Kind.PROBLEM, NOW + n, session_id=session.id, id=f"id-{n}", themes=("Mobile",)
    )


class Stubborn(AroundDb):
    """A database that refuses writes until it is told not to."""

    def __init__(self, db: SqliteDb) -> None:
        super().__init__(db)
        self.broken = True

    async def write(self, work: Work[T], *, durable: bool = True) -> T:
        if self.broken:
            raise StoreError("the disk is full")
        return await self._db.write(work, durable=durable)


async def test_entries_are_stored_in_order_and_told_once(
    db: SqliteDb, session: Session, tmp_path: Path
) -> None:
    saved: list[str] = []

    def on_saved(entry_id: str, quote: Quote | None) -> None:
        saved.append(f"{entry_id}:{quote.text if quote else 'note'}")

    outbox = Outbox(
        db,
        on_saved=on_saved,
        on_state=lambda _: None,
        now_ms=lambda: NOW,
    )
    for n in range(5):
        outbox.put(said(session, f"q{n}", n))
    outbox.put(Note("note-1", session.id, NoteKind.PARKED, "vans", NOW))
    assert await outbox.close() == OutboxState()
    assert saved == [f"id-{n}:q{n}" for n in range(5)] + ["note-1:note"]
    assert not db.journal.exists()
    assert [n.text for n in await notes.of_session(db, session.id)] == ["vans"]


async def test_a_listener_that_breaks_is_reported_and_holds_up_no_entry(
    db: SqliteDb, session: Session
) -> None:
    reported: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, told: reported.append(told))
    bug = ValueError("a bug of the screen")

    def on_saved(*_: object) -> None:
        raise bug

    outbox = Outbox(db, on_saved=on_saved, on_state=lambda _: None, now_ms=lambda: NOW)
    for n in range(2):
        outbox.put(said(session, f"q{n}", n))
    assert await outbox.close() == OutboxState()
    told = {"message": "the listener of the outbox broke", "exception": bug}
    assert reported == [told, told]
    assert [q.text for q in await quote_pages.quotes_of_session(db, session.id)] == ["q0", "q1"]


async def test_what_can_not_be_written_is_journaled_and_merged_once(
    db: SqliteDb, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.store.outbox.outbox.FIRST_RETRY_S", 0.01)
    states: list[OutboxState] = []
    stubborn = Stubborn(db)
    journal = db.journal
    outbox = Outbox(
        stubborn,
        on_saved=lambda *_: None,
        on_state=states.append,
        now_ms=lambda: NOW,
    )
    for n in range(3):
        outbox.put(said(session, f"q{n}", n))
    outbox.put(QuoteEdit("edit-1", "id-2", Edit(text="q2, mended", themes=("Boards",))))
    state = await outbox.close(0.05)
    assert (state.waiting, state.reason) == (4, "the disk is full")
    assert stat.S_IMODE(journal.stat().st_mode) == 0o600
    assert [entry.id for entry in read_journal(journal)[0]] == [
        "id-0",
        "id-1",
        "id-2",
        "edit-1",
    ]
    with journal.open("a") as torn:
        torn.write('{"type": "NewQu')
    stubborn.broken = False
    assert await replay_journals(stubborn, NOW) == 4
    stored = await quote_pages.quotes_of_session(db, session.id)
    assert [q.text for q in stored] == ["q0", "q1", "q2, mended"]
    assert stored[2].themes == ("Boards",)
    assert not journal.exists()
    assert len(list(tmp_path.glob("*.unread"))) == 1
    assert await replay_journals(stubborn, NOW) == 0


async def test_the_journal_goes_when_writing_works_again(
    db: SqliteDb, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.store.outbox.outbox.FIRST_RETRY_S", 0.01)
    stubborn = Stubborn(db)
    states: list[OutboxState] = []

    def mend(state: OutboxState) -> None:
        states.append(state)
        stubborn.broken = False

    outbox = Outbox(
        stubborn,
        on_saved=lambda *_: None,
        on_state=mend,
        now_ms=lambda: NOW,
    )
    outbox.put(said(session, "q", 1))
    assert await outbox.close() == OutboxState()
    assert list(dict.fromkeys(state.waiting for state in states)) == [1, 0]
    assert not db.journal.exists()


class Watched:
    """The event loop's module, which notes how long is waited for what, and doesn't wait."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self.timeouts: list[float] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(asyncio, name)

    async def sleep(self, seconds: float) -> None:
        self.slept += [seconds] if seconds else []
        await asyncio.sleep(0)

    def timeout(self, seconds: float) -> Any:
        self.timeouts.append(seconds)
        return asyncio.timeout(seconds)

    async def wait(self, futures: Any, *, timeout: float | None = None, **more: Any) -> Any:
        self.timeouts += [timeout] if timeout else []
        return await asyncio.wait(futures, timeout=timeout, **more)


def journal_threads() -> list[threading.Thread]:
    return [each for each in threading.enumerate() if each.name == "journal"]


async def test_it_is_tried_again_at_once_then_more_seldom_and_as_at_first_after_that(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    watched = Watched()
    monkeypatch.setattr("focusgroup.store.outbox.outbox.asyncio", watched)
    dropped: list[int] = []
    drop = Journal.drop
    monkeypatch.setattr(Journal, "drop", lambda *args: (dropped.append(1), drop(*args)))
    states: list[OutboxState] = []
    stubborn = Stubborn(db)
    outbox = Outbox(stubborn, on_saved=lambda *_: None, on_state=states.append, now_ms=lambda: NOW)
    for part in range(2):
        stubborn.broken = True
        outbox.put(said(session, f"q{part}", part))
        while len(watched.slept) < 7 * (part + 1):
            await asyncio.sleep(0)
        (thread,) = journal_threads()
        assert thread.daemon  # a disk that never answers keeps no program from ending
        stubborn.broken = False
        await outbox.drained()
        while len(dropped) <= part:
            await asyncio.sleep(0.001)
        tried = watched.slept[7 * part :][:7]
        assert tried == [0.25, 0.5, 1, 2, 4, 5, 5]
        watched.slept = watched.slept[: 7 * part] + tried
    # The journal's own thread may be through with it before that is told, or not.
    assert replace(states[0], journal=None, kept=0) == OutboxState(1, "the disk is full")
    outbox.put(said(session, "q2", 2))
    assert await outbox.close() == OutboxState()
    assert len(dropped) == 2  # what is stored at once has nothing in the journal
    assert watched.timeouts.count(1.0) > 14  # a database that is slow
    assert [each for each in watched.timeouts if each != 1.0] == [
        2.0,
        5.0,
    ]  # how long the end of a session may take
    assert "outbox" not in {each.get_name() for each in asyncio.all_tasks()}
    for each in journal_threads():
        each.join(9)
    assert journal_threads() == []


async def test_a_database_that_does_not_answer_is_told_of_and_what_waits_is_kept(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Silent(AroundDb):
        async def write(self, work: Work[T], *, durable: bool = True) -> T:
            await asyncio.Event().wait()
            return await self._db.write(work)

    def silent() -> Outbox:
        made = Outbox(
            Silent(db), on_saved=lambda *_: None, on_state=states.append, now_ms=lambda: NOW
        )
        made.put(said(session, "q", 1))
        made.put(said(session, "r", 2))
        return made

    states: list[OutboxState] = []
    state = await silent().close(0.01)
    reason = "the database did not answer in time"
    assert state == OutboxState(2, reason, db.journal, 2)
    monkeypatch.setattr("focusgroup.store.outbox.outbox.SLOW_S", 0.01)
    outbox = silent()
    while not (states and states[-1].kept and states[-1].reason != reason):
        await asyncio.sleep(0.005)
    slow = "the database takes long to answer; another program may hold it"
    assert states[-1] == OutboxState(2, slow, db.journal, 2)
    assert await outbox.close(0.01) == states[-1]
    assert OutboxState(5, slow, None, 2).in_memory == 3


async def test_a_folder_that_can_not_be_written_has_a_substitute(
    db: SqliteDb, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "temporary"))
    stubborn = Stubborn(db)
    stubborn.journal = tmp_path / "gone" / "groups.db.journal"
    outbox = Outbox(
        stubborn,
        on_saved=lambda *_: None,
        on_state=lambda _: None,
        now_ms=lambda: NOW,
    )
    outbox.put(said(session, "q", 1))
    state = await outbox.close(0.05)
    assert state.journal is not None
    assert state.journal.parent == tmp_path / "temporary"
    assert json.loads(state.journal.read_text())["text"] == "q"


async def test_what_a_full_disk_tore_off_takes_nothing_with_it(
    db: SqliteDb, session: Session, tmp_path: Path
) -> None:
    journal = Journal(db.journal)
    assert journal.append([said(session, "first", 1)])
    with db.journal.open("a") as file:
        file.write('{"type": "NewQu')
    assert journal.append([said(session, "second", 2), said(session, "third", 3)])
    entries, torn = read_journal(db.journal)
    assert ([entry.id for entry in entries], torn) == (["id-1", "id-2", "id-3"], 1)


async def test_a_journal_that_is_somebody_elses_link_is_not_followed(
    db: SqliteDb, session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr("tempfile.gettempdir", lambda: str(tmp_path / "temporary"))
    substitute = journals_of(db.journal)[1]
    (tmp_path / "theirs").write_text("")
    substitute.symlink_to(tmp_path / "theirs")
    db.journal.mkdir()
    assert not Journal(db.journal).append([said(session, "q", 1)])
    assert (tmp_path / "theirs").read_text() == ""
    assert await replay_journals(db, NOW) == 0


async def test_what_waits_can_be_kept_without_the_event_loop(
    db: SqliteDb, session: Session
) -> None:
    outbox = Outbox(db, on_saved=lambda *_: None, on_state=lambda _: None, now_ms=lambda: NOW)
    outbox.put(said(session, "q", 1))
    thread = threading.Thread(target=journal_everything)
    thread.start()
    thread.join()
    assert [entry.id for entry in read_journal(db.journal)[0]] == ["id-1"]
    await outbox.close()
    # The outbox stored it before it closed, so what the journal has is there already.
    assert [q.text for q in await quote_pages.quotes_of_session(db, session.id)] == ["q"]
    assert await replay_journals(db, NOW) == 0
    assert [q.text for q in await quote_pages.quotes_of_session(db, session.id)] == ["q"]
    assert not db.journal.exists()
