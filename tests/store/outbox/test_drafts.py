"""The draft holds what was entered until it is stored, and the next start stores it once."""

import asyncio
import json

import pytest

from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Session
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox import Draft, Outbox, QuoteEdit, load_draft, replay_waiting, save_draft
from focusgroup.store.quotes import Edit, NewQuote, delete_quote, quotes_of_session
from tests.store.conftest import NOW

STATE = json.dumps({"sticky": {}, "off_record": False})


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


async def test_what_can_not_be_read_stays_in_its_draft(db: SqliteDb, session: Session) -> None:
    odd = [{"type": "NewQuote", "text": 7}, {"type": "Nothing"}, "no entry", None]
    state = json.dumps({"entered": [*odd]})
    await save_draft(db, session.id, Draft("text", 4, state=state), NOW)
    await replay_waiting(db, NOW)
    kept = await load_draft(db, session.id)
    assert kept.text == "text"
    assert json.loads(kept.state) == {"entered": odd}


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


async def test_a_draft_that_can_not_be_saved_does_not_hold_up_the_quotes(
    db: SqliteDb, session: Session
) -> None:
    box = Outbox(
        db,
        on_saved=lambda *_: None,
        on_state=lambda _: None,
        now_ms=lambda: NOW,
        draft_saved=asyncio.Event().wait,  # type: ignore[arg-type]
    )
    for n in range(2):
        box.put(said(session, f"line {n}"))
    await box.drained()
    await box.close()
    assert await texts(db, session) == ["line 0", "line 1"]
