"""The draft holds what was entered until it is stored, and the next start stores it once."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from typing import TypeVar

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Session
from focusgroup.services.live_session import LiveSession
from focusgroup.store import open_sqlite
from focusgroup.store.engine.around import AroundDb
from focusgroup.store.engine.protocol import Work
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox import (
    Draft,
    OpenElsewhere,
    Outbox,
    OutboxEntry,
    QuoteEdit,
    leave_draft,
    load_draft,
    open_draft,
    open_elsewhere,
    replay_waiting,
    save_draft,
)
from focusgroup.store.outbox.drafts import add_nobodys_line, half_line, merged
from focusgroup.store.outbox.entries import HalfLine, store_entry
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
    assert left.name == f"{db.journal.name}.{NOW}.unread"
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
        with suppress(FileNotFoundError):  # its thread removes it meanwhile
            journaled.append(db.journal.read_text().count("line "))

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


async def test_who_else_has_the_session_open_is_known_until_they_leave_or_end(
    db: SqliteDb, session: Session
) -> None:
    theirs = await open_sqlite(db.path)
    await open_draft(db, session.id, "anna", NOW)
    await save_draft(db, session.id, Draft("of Anna", 3, NOW), NOW)
    assert await open_elsewhere(db, session.id) == ()
    await save_draft(theirs, session.id, Draft("not opened yet"), NOW)
    assert await open_elsewhere(db, session.id) == ()
    await open_draft(theirs, session.id, "bert", NOW + 1)
    own, other = db.programs.own, theirs.programs.own
    assert await open_elsewhere(theirs, session.id) == (OpenElsewhere(own, "anna", NOW),)
    assert await open_elsewhere(db, session.id) == (OpenElsewhere(other, "bert", NOW + 1),)
    third = await open_sqlite(db.path)
    await open_draft(third, session.id, "cleo", NOW + 2)
    there = await open_elsewhere(db, session.id)
    assert [each.who for each in there] == ["bert", "cleo"]
    await third.close()
    assert [each.who for each in await open_elsewhere(db, session.id)] == ["bert"]
    await leave_draft(db, session.id)
    assert await open_elsewhere(theirs, session.id) == ()
    # Each keeps its own line while it runs; what is nobody's is whoever's opens next.
    await save_draft(theirs, session.id, Draft("of Bert", 7, NOW + 2), NOW + 2)
    assert (await load_draft(db, session.id)).text == "of Anna"
    assert (await load_draft(theirs, session.id)).text == "of Bert"
    await add_nobodys_line(db, session.id, "late", NOW + 3)
    await add_nobodys_line(db, session.id, "later", NOW + 3)
    assert (await open_draft(db, session.id, "anna", NOW + 4)).text == "of Anna\nlate\nlater"
    assert (await load_draft(theirs, session.id)).text == "of Bert"
    await theirs.close()
    both = await open_draft(db, session.id, "anna", NOW + 5)
    assert (both.text, both.caret, both.first_key_ms) == ("of Anna\nlate\nlater\nof Bert", 3, NOW)
    assert await load_draft(db, session.id) == both


class Watched(AroundDb):
    """A database that notes what was to be on disk before anybody goes on."""

    def __init__(self, db: SqliteDb) -> None:
        super().__init__(db)
        self.durable: list[bool] = []

    async def write(self, work: Work[T], *, durable: bool = True) -> T:
        self.durable.append(durable)
        return await super().write(work, durable=durable)


async def test_a_half_typed_line_waits_for_no_disk_and_a_row_that_is_nobodys_does(
    db: SqliteDb, session: Session
) -> None:
    watched = Watched(db)
    await open_draft(watched, session.id, "anna", NOW)
    await save_draft(watched, session.id, Draft("half"), NOW)
    await leave_draft(watched, session.id)
    assert watched.durable == [False] * 3
    await add_nobodys_line(watched, session.id, "late", NOW)
    assert watched.durable[-1]


async def test_a_line_whose_quote_was_stored_is_not_shown_again(
    db: SqliteDb, session: Session
) -> None:
    quote = said(session, "one")
    await store_quote(db, quote, NOW)
    await save_draft(db, session.id, Draft("one", 3, NOW, quote.id, STATE), NOW)
    assert await load_draft(db, session.id) == Draft(state=STATE)


@pytest.mark.parametrize(
    ("newest", "older", "text", "state"),
    [
        (Draft("a"), Draft("b"), "a\nb", {}),
        (Draft(" "), Draft("b"), "b", {}),
        (Draft(), Draft(" "), "", {}),
        # A correction keeps its words, and the half-typed lines wait behind it.
        (
            Draft("fixed", state='{"editing": "q"}'),
            Draft("b"),
            "fixed",
            {"editing": "q", "stash": {"text": "b", "caret": 0}},
        ),
        (
            Draft("fixed", state='{"editing": "q", "stash": {"text": "a", "caret": 1}}'),
            Draft("b"),
            "fixed",
            {"editing": "q", "stash": {"text": "a\nb", "caret": 1}},
        ),
        (
            Draft("fixed", state='{"editing": "q", "stash": "a"}'),
            Draft("b"),
            "fixed",
            {"editing": "q", "stash": {"text": "a\nb", "caret": 0}},
        ),
        # A correction adds no quote, though another line is newer.
        (
            Draft("a"),
            Draft("was", state='{"editing": "q", "stash": {"text": "b", "caret": 0}}'),
            "was",
            {"editing": "q", "stash": {"text": "b\na", "caret": 0}},
        ),
        # What waited behind the older one's correction is a row of its own.
        (
            Draft("is", state='{"editing": "p"}'),
            Draft("was", state='{"editing": "q", "stash": {"text": "b", "caret": 0}}'),
            "is",
            {"editing": "p", "stash": {"text": "was\nb", "caret": 0}},
        ),
        (Draft("a", state='{"entered": [1]}'), Draft("b", state='{"entered": [2]}'), "a\nb",
         {"entered": [1, 2]}),
        (Draft("", state='{"offset_ms": 5}'), Draft("b", state='{"offset_ms": 7}'), "b",
         {"offset_ms": 7}),
        (Draft("a", state='{"base": 1}'), Draft("b", state='{"base": 2, "names": 3}'), "a\nb",
         {"base": 1}),
    ],
)  # fmt: skip
def test_two_half_typed_lines_become_one(
    newest: Draft, older: Draft, text: str, state: dict[str, object]
) -> None:
    one = merged([newest, older])
    assert one.text == text
    assert json.loads(one.state or "{}") == state
    assert merged([]) == Draft("", 0, None, "", "", ())
    assert merged([older]) is older


def test_a_draft_of_an_older_program_keeps_all_that_is_of_its_line() -> None:
    of_line = ("offset_ms", "place", "editing", "before", "base", "stash")
    theirs = {name: {"text": name} for name in of_line}
    one = merged([Draft(state='{"sticky": 1}'), Draft("words", state=json.dumps(theirs))])
    assert json.loads(one.state) == {**theirs, "sticky": 1}
    one = merged([Draft(state=json.dumps(theirs)), Draft("words", state='{"sticky": 1}')])
    assert "editing" not in one.state


async def test_a_listener_that_breaks_holds_up_no_entry(db: SqliteDb, session: Session) -> None:
    broke: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, context: broke.append(context))

    def on_saved(entry_id: str, _: object) -> None:
        raise RuntimeError(entry_id)

    box = Outbox(db, on_saved=on_saved, on_state=lambda _: None, now_ms=lambda: NOW)
    for n in range(3):
        box.put(said(session, f"line {n}"))
    async with asyncio.timeout(30):
        await box.drained()
    assert await texts(db, session) == ["line 0", "line 1", "line 2"]
    assert len(broke) == 3
    await box.close()


@pytest.mark.parametrize("stash", [None, "the line behind", {"text": "the line behind"}])
@pytest.mark.parametrize("refused", [False, True])
async def test_a_correction_that_was_stored_before_its_draft_could_be_cleared_is_over(
    db: SqliteDb, session: Session, stash: object, refused: bool
) -> None:
    quote = said(session, "one")
    await store_quote(db, quote, NOW)
    (before,) = await quotes_of_session(db, session.id)
    edit = Edit(text="one, and better").starting_from(before)
    entry = QuoteEdit(new_id(), quote.id, edit)
    state = {**json.loads(STATE), "editing": quote.id, "before": "one", "edit": entry.id}
    draft = Draft("one, and better", 3, None, "", json.dumps({**state, "stash": stash}))
    await save_draft(db, session.id, draft, NOW)
    assert (await load_draft(db, session.id)).text == "one, and better"
    if refused:
        await store_entry(db, QuoteEdit(new_id(), quote.id, Edit(text="theirs")), NOW)
    await store_entry(db, entry, NOW)
    kept = await load_draft(db, session.id)
    assert await texts(db, session) == ["theirs" if refused else "one, and better"]
    if refused:
        assert kept.text == "one, and better"
        return
    assert kept.text == ("the line behind" if stash else "")
    assert json.loads(kept.state) == json.loads(STATE)


async def test_a_draft_with_words_or_with_what_waits_has_a_line_in_the_journal(
    db: SqliteDb, session: Session
) -> None:
    own = db.programs.own
    full = Draft("wo\x07rds", 3, 5, "q", '{"sticky": 1}')
    line = HalfLine("e", session.id, own, "words", 3, 5, "q", '{"sticky": 1}')
    assert half_line(db, session.id, full, "e") == line
    for name in ("aside", "names", "stash"):
        state = json.dumps({name: ["x"]})
        kept = half_line(db, session.id, Draft(" ", state=state), "e")
        assert kept is not None
        assert kept.state == state
    for state in ("", '{"sticky": {"a": 1}, "aside": []}'):
        assert half_line(db, session.id, Draft(" ", state=state), "e") is None


async def test_who_types_off_the_record_is_told_to_the_others(
    db: SqliteDb, session: Session
) -> None:
    theirs = await open_sqlite(db.path)
    await open_draft(theirs, session.id, "bert", NOW, initials="BE", leads=False)
    for off in (True, False):
        await save_draft(theirs, session.id, Draft(state=json.dumps({"off_record": off})), NOW)
        (other,) = await open_elsewhere(db, session.id)
        assert (other.off_record, other.initials, other.leads) == (off, "BE", False)
    await theirs.close()


def test_of_drafts_without_words_the_newest_counts() -> None:
    assert merged([Draft("", 1, quote_id="a"), Draft(" ", 2, quote_id="b")]).quote_id == "a"
