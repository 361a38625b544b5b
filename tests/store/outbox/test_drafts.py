"""The draft holds what was entered until it is stored, and the next start stores it once."""

import asyncio
import json
from collections.abc import Sequence
from typing import TypeVar

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Session
from focusgroup.services.live_session import LiveSession
from focusgroup.store.engine.around import AroundDb
from focusgroup.store.engine.protocol import Work
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox import (
    Draft,
    Outbox,
    OutboxEntry,
    QuoteEdit,
    load_draft,
    open_draft,
    replay_waiting,
    save_draft,
)
from focusgroup.store.outbox.drafts import add_nobodys_line, merged
from focusgroup.store.outbox.entries import store_entry
from focusgroup.store.outbox.journal import Journal
from focusgroup.store.quotes import (
    Edit,
    NewQuote,
    delete_quote,
    quotes_of_session,
    store_quote,
)
from tests.store.conftest import NOW

T = TypeVar("T")
STATE = json.dumps({"sticky": {}, "off_record": False})


class Refusing(AroundDb):
    """A database that takes nothing."""

    async def write(self, work: Work[T], *, durable: bool = True) -> T:
        raise StoreError("the disk is full")

    async def read(self, work: Work[T]) -> T:
        raise StoreError("the disk is full")


def said(session: Session, text: str) -> NewQuote:
    return NewQuote(text, Kind.PROBLEM, NOW, session_id=session.id, id=new_id())


async def texts(db: SqliteDb, session: Session) -> list[str]:
    return [quote.text for quote in await quotes_of_session(db, session.id)]


async def test_what_was_entered_is_stored_at_the_next_start_once(
    db: SqliteDb, session: Session
) -> None:
    first, second = said(session, "one"), said(session, "two")
    better = QuoteEdit(new_id(), first.id, Edit(text="one, and better"))
    draft = Draft("half a li", 9, NOW, new_id(), STATE, entered=(first, second, better))
    await save_draft(db, session.id, draft, NOW)
    for _ in range(2):
        await replay_waiting(db, NOW)
        assert await texts(db, session) == ["one, and better", "two"]
    kept = await load_draft(db, session.id)
    assert (kept.text, kept.caret, json.loads(kept.state)) == ("half a li", 9, json.loads(STATE))


async def test_a_quote_deleted_since_does_not_come_back(db: SqliteDb, session: Session) -> None:
    quote = said(session, "a slip")
    draft = Draft(state=STATE, entered=(quote,))
    await save_draft(db, session.id, draft, NOW)
    await replay_waiting(db, NOW)
    await delete_quote(db, [quote.id], NOW)
    await save_draft(db, session.id, draft, NOW)
    await replay_waiting(db, NOW)
    assert await texts(db, session) == []


async def test_what_can_not_be_stored_is_kept_beside_the_database(
    db: SqliteDb, session: Session
) -> None:
    gone = NewQuote("whose session is gone", Kind.PROBLEM, NOW, session_id=new_id(), id=new_id())
    draft = Draft(state=STATE, entered=(gone, said(session, "one")))
    await save_draft(db, session.id, draft, NOW)
    await replay_waiting(db, NOW)
    assert await texts(db, session) == ["one"]
    (left,) = db.path.parent.glob("*.unread")
    assert b"whose session is gone" in left.read_bytes()
    assert json.loads((await load_draft(db, session.id)).state) == json.loads(STATE)


async def test_what_can_not_be_read_stays_in_its_draft_when_the_session_is_opened(
    db: SqliteDb, session: Session
) -> None:
    odd = [{"type": "NewQuote", "text": 7}, {"type": "Nothing"}, {"type": []}, "no entry", None]
    await save_draft(db, session.id, Draft("text", 4, state=json.dumps({"entered": odd})), NOW)
    await replay_waiting(db, NOW)
    live = await LiveSession.load(db, session.id)
    assert live.draft.text == "text"
    live.keep_draft(Draft("text, and more", 5))
    await live.latest.close()
    kept = await load_draft(db, session.id)
    assert (kept.text, json.loads(kept.state)["entered"]) == ("text, and more", odd)


@pytest.mark.parametrize(
    "state",
    ['{"entered": 5}', '["entered"]', '"entered"', '{"entered": ', "[" * 100_000 + '"entered"'],
)
async def test_a_damaged_state_does_not_keep_the_program_from_starting(
    db: SqliteDb, session: Session, state: str
) -> None:
    await save_draft(db, session.id, Draft("text", 4, state=state), NOW)
    await replay_waiting(db, NOW)
    live = await LiveSession.load(db, session.id)
    assert live.draft.text == "text"
    await live.latest.close()


@pytest.mark.parametrize("many", [1, 3])
async def test_several_are_written_only_when_the_draft_has_them(
    db: SqliteDb, session: Session, many: int
) -> None:
    done: list[str] = []
    stored = asyncio.Event()

    async def draft_saved() -> None:
        done.append("draft")

    def on_saved(*_: object) -> None:
        done.append("quote")
        if done.count("quote") == many:
            stored.set()

    box = Outbox(
        db,
        on_saved=on_saved,
        on_state=lambda _: None,
        now_ms=lambda: NOW,
        draft_saved=draft_saved,
    )
    for n in range(many):
        box.put(said(session, f"line {n}"))
    await stored.wait()
    await box.close()
    assert done[0] == ("draft" if many > 1 else "quote")


async def never() -> None:
    await asyncio.Event().wait()


async def test_where_the_draft_takes_long_the_journal_has_the_others_first(
    db: SqliteDb, session: Session
) -> None:
    journaled: list[int] = []

    def on_saved(*_: object) -> None:
        journaled.append(db.journal.read_text().count("line ") if db.journal.exists() else 0)

    box = Outbox(
        db, on_saved=on_saved, on_state=lambda _: None, now_ms=lambda: NOW, draft_saved=never
    )
    for n in range(3):
        box.put(said(session, f"line {n}"))
    await box.drained()
    await box.close()
    assert await texts(db, session) == ["line 0", "line 1", "line 2"]
    assert journaled[0] == 3
    assert not db.journal.exists()


async def test_a_paste_is_journaled_as_one_where_the_database_refuses(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    appended: list[int] = []
    append = Journal.append

    def counted(journal: Journal, entries: Sequence[OutboxEntry]) -> bool:
        appended.append(len(entries))
        return append(journal, entries)

    monkeypatch.setattr(Journal, "append", counted)
    refused = asyncio.Event()
    box = Outbox(
        Refusing(db), on_saved=lambda *_: None, on_state=lambda _: refused.set(), now_ms=lambda: NOW
    )
    box.put(said(session, "first"))
    await refused.wait()
    for n in range(50):
        box.put(said(session, f"line {n}"))
    state = await box.close(0.1)
    assert (state.kept, appended) == (51, [1, 50])


async def test_a_correction_that_was_corrected_again_is_not_given_back_at_the_next_start(
    db: SqliteDb, session: Session
) -> None:
    """As when the program ends before it has settled its draft, with both of them stored."""
    quote = said(session, "one")
    await store_quote(db, quote, NOW)
    (stored,) = await quotes_of_session(db, session.id)
    once = QuoteEdit(new_id(), quote.id, Edit(text="one, two").starting_from(stored))
    for edit in (once, QuoteEdit(new_id(), quote.id, Edit(text="one, two, three"))):
        await store_entry(db, edit, NOW)
    state = json.dumps({"sticky": {}, "off_record": True, "names": [1]})
    await save_draft(db, session.id, Draft(state=state, entered=(once,)), NOW)
    await replay_waiting(db, NOW)
    assert await texts(db, session) == ["one, two, three"]
    kept = await load_draft(db, session.id)
    assert (kept.text, json.loads(kept.state)) == ("", json.loads(state))


async def test_a_line_that_is_given_back_leaves_all_else_in_the_draft(
    db: SqliteDb, session: Session
) -> None:
    state = {"sticky": {"kind": "context"}, "off_record": True, "aside": [{"text": "/park"}]}
    await save_draft(db, session.id, Draft(state=json.dumps(state)), NOW)
    await add_nobodys_line(db, session.id, "- late words @1", NOW)
    for load in (load_draft(db, session.id), open_draft(db, session.id, "anna", NOW)):
        kept = await load
        assert kept.text == "- late words @1"
        assert json.loads(kept.state) == state


def test_what_waits_in_drafts_of_several_programs_waits_in_one() -> None:
    newest = {"sticky": {"a": 1}, "off_record": True, "aside": [{"text": "c"}], "names": ["y"]}
    older = {"sticky": {}, "off_record": False, "aside": [{"text": "a"}, {"text": "b"}],
             "names": ["x"], "editing": "q", "before": "words", "place": [0, 1]}  # fmt: skip
    one = merged([Draft(state=json.dumps(newest)), Draft("half", 4, state=json.dumps(older))])
    assert one.text == "half"
    assert json.loads(one.state) == {
        "sticky": {"a": 1}, "off_record": True, "names": ["x", "y"],
        "aside": [{"text": "a"}, {"text": "b"}, {"text": "c"}],
        "editing": "q", "before": "words", "place": [0, 1],
    }  # fmt: skip
