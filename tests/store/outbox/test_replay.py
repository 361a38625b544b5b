"""The next start stores what is left, gives back what came too late, and leaves others theirs."""

import json
from collections.abc import Sequence
from typing import TypeVar

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Session
from focusgroup.store import open_sqlite, participants
from focusgroup.store.engine.around import AroundDb
from focusgroup.store.engine.protocol import Work
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox import Draft, OutboxEntry, QuoteEdit, load_draft, save_draft
from focusgroup.store.outbox.entries import encode, store_entry
from focusgroup.store.outbox.journal import Journal
from focusgroup.store.outbox.replay import replay_drafts, replay_waiting
from focusgroup.store.quotes import Edit, NewQuote, quotes_of_session
from tests.store.conftest import NOW

T = TypeVar("T")


class Full(AroundDb):
    """A database that can be read and takes nothing."""

    async def write(self, work: Work[T], *, durable: bool = True) -> T:
        raise StoreError("the disk is full")


def said(session: Session, text: str, speaker: str | None = None) -> NewQuote:
    return NewQuote(
        text, Kind.PROBLEM, NOW, participant_id=speaker, session_id=session.id, id=new_id()
    )


async def texts(db: SqliteDb, session: Session) -> list[str]:
    return [quote.text for quote in await quotes_of_session(db, session.id)]


async def left_behind(db: SqliteDb, session: Session, *entries: OutboxEntry) -> None:
    await save_draft(db, session.id, Draft("half", 4, entered=entries), NOW)


@pytest.mark.parametrize("seated", [True, False])
async def test_a_correction_that_came_too_late_is_given_to_whoever_opens_the_session(
    db: SqliteDb, session: Session, seated: bool
) -> None:
    anna = await participants.add(db, session.id, name="Anna", now_ms=NOW)
    quote = said(session, "one", anna.id if seated else None)
    stored = await store_entry(db, quote, NOW)
    assert stored is not None
    late = QuoteEdit(new_id(), quote.id, Edit(text="one, late").starting_from(stored))
    await store_entry(db, QuoteEdit(new_id(), quote.id, Edit(text="newer")), NOW)
    await left_behind(db, session, late)
    await replay_waiting(db, NOW)
    assert await texts(db, session) == ["newer"]
    given = "- one, late @1" if seated else "- one, late @-"
    assert (await load_draft(db, session.id)).text == f"half\n{given}"
    await replay_waiting(db, NOW)
    assert (await load_draft(db, session.id)).text == f"half\n{given}"
    # What was made as it was typed is not given back.
    await left_behind(db, session, QuoteEdit(new_id(), quote.id, Edit(text="newest")))
    await replay_waiting(db, NOW)
    assert await texts(db, session) == ["newest"]
    assert (await load_draft(db, session.id)).text == "half"


async def test_what_a_running_program_still_has_is_left_to_it(
    db: SqliteDb, session: Session
) -> None:
    theirs = await open_sqlite(db.path)
    theirs.programs.begin()
    await left_behind(theirs, session, said(session, "theirs"))
    await left_behind(db, session, said(session, "ours"))
    await db.write(lambda tx: tx.run("UPDATE draft SET writer = 'gone' WHERE writer = :own",
                                     {"own": db.programs.own}))  # fmt: skip
    await replay_drafts(db, NOW)
    assert await texts(db, session) == ["ours"]
    await theirs.close()
    await replay_drafts(db, NOW)
    assert sorted(await texts(db, session)) == ["ours", "theirs"]


async def test_a_database_that_takes_nothing_leaves_all_in_the_draft(
    db: SqliteDb, session: Session
) -> None:
    quote = said(session, "one")
    await left_behind(db, session, quote)
    with pytest.raises(StoreError, match="the disk is full"):
        await replay_waiting(Full(db), NOW)
    assert not db.journal.exists()
    assert json.loads((await load_draft(db, session.id)).state) == {
        "entered": [json.loads(encode(quote))]
    }


async def test_what_neither_database_nor_journal_takes_stays_in_the_draft(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(journal: Journal, entries: Sequence[OutboxEntry]) -> bool:
        return False

    gone = NewQuote("of a session that is gone", Kind.PROBLEM, NOW, session_id="x", id=new_id())
    await save_draft(
        db, session.id, Draft(state='{"entered": ["odd"]}', entered=(gone, said(session, "a"))), NOW
    )
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "append", refuse)
        await replay_drafts(db, NOW)
    assert await texts(db, session) == ["a"]
    kept = json.loads((await load_draft(db, session.id)).state)
    assert kept == {"entered": ["odd", json.loads(encode(gone))]}


async def test_a_start_says_how_many_entries_its_journals_held(
    db: SqliteDb, session: Session
) -> None:
    assert await replay_waiting(db, NOW) == 0
    Journal(db.journal, db.seal).append([said(session, "one"), said(session, "two")])
    assert await replay_waiting(db, NOW) == 2
    assert await texts(db, session) == ["one", "two"]
    assert not db.journal.exists()


async def test_a_correction_of_the_kind_alone_gives_no_words_back(
    db: SqliteDb, session: Session
) -> None:
    quote = said(session, "one")
    stored = await store_entry(db, quote, NOW)
    assert stored is not None
    late = QuoteEdit(new_id(), quote.id, Edit(kind=Kind.STRENGTH).starting_from(stored))
    await store_entry(db, QuoteEdit(new_id(), quote.id, Edit(kind=Kind.CONTEXT)), NOW)
    await left_behind(db, session, late)
    await replay_waiting(db, NOW)
    assert (await load_draft(db, session.id)).text == "half"


async def test_a_journal_with_a_torn_line_and_a_refused_one_is_kept(
    db: SqliteDb, session: Session
) -> None:
    gone = NewQuote("of a session that is gone", Kind.PROBLEM, NOW, session_id="x", id=new_id())
    Journal(db.journal, db.seal).append([gone])
    with db.journal.open("ab") as file:
        file.write(b'{"type": "NewQu\n')
    await replay_waiting(db, NOW)
    (left,) = db.path.parent.glob("*.unread")
    assert b"of a session that is gone" in left.read_bytes()
