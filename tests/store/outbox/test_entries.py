"""Entries of the outbox: every kind survives the journal and is stored once."""

from pathlib import Path

import pytest

from focusgroup.core.model import Kind, Note, NoteKind, Participant, Session
from focusgroup.store import notes, participants
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.notes import NoteChange
from focusgroup.store.outbox.entries import (
    WRITERS,
    DebriefText,
    HalfLine,
    NoteDelete,
    NoteEdit,
    OutboxEntry,
    PersonEdit,
    QuoteDelete,
    QuoteEdit,
    QuoteMerge,
    QuoteSplit,
    RescuedSession,
    decode,
    encode,
    store_entry,
)
from focusgroup.store.outbox.journal import read_journal
from focusgroup.store.outbox.replay import replay_journals
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes.quotes import Edit, NewQuote
from focusgroup.store.undo import undo
from tests.store.conftest import NOW

BEFORE_SAID = Path(__file__).parent / "data" / "before-said.journal"


def quote(session: Session, n: int, text: str) -> NewQuote:
    return NewQuote(
        text, Kind.PROBLEM, NOW + n, session_id=session.id, id=f"q{n}", themes=("A > B", "C")
    )


async def entries(db: SqliteDb, session: Session) -> list[OutboxEntry]:
    """One of every kind, as they might follow each other in a session."""
    anna = await participants.add(db, session.id, name="Anna", now_ms=NOW)
    return [
        quote(session, 1, "slow, ugly"),
        quote(session, 2, "and dear"),
        QuoteEdit("e1", "q1", Edit(kind=Kind.STRENGTH, themes=("D",), verbatim=False)),
        QuoteSplit("e2", "q1", "slow", quote(session, 3, "ugly")),
        QuoteMerge("e3", "q3", "q2"),
        QuoteDelete("e4", ("q3",)),
        Note("n1", session.id, NoteKind.COMMITMENT, "send it", NOW, owner="Paula"),
        Note("n2", session.id, NoteKind.PARKED, "vans", NOW),
        NoteEdit("e5", "n1", NoteChange(done=True, due_on="2026-11-27")),
        NoteDelete("e6", ("n2",)),
        PersonEdit("e7", anna.id, PersonChange(consent_name=False, left_ms=NOW)),
        RescuedSession("e8", session, (anna,), "{}"),
        DebriefText("e10", session.id, "surprises", "that nobody asked"),
        HalfLine("e9", session.id, "1-a", "- half a", 3, NOW, "q9", '{"aside": []}'),
    ]


async def test_every_kind_of_entry_comes_back_from_a_journals_line(
    db: SqliteDb, session: Session
) -> None:
    made = await entries(db, session)
    assert {type(entry) for entry in made} == set(WRITERS)
    for entry in made:
        assert decode(encode(entry)) == entry
        assert type(decode(encode(entry))) is type(entry)


async def test_all_entries_stored_twice_leave_what_they_leave_stored_once(
    db: SqliteDb, session: Session
) -> None:
    made = await entries(db, session)
    for entry in made:
        await store_entry(db, entry, NOW)
    (promised,) = await notes.of_session(db, session.id)
    assert (promised.id, promised.done, promised.due_on) == ("n1", True, "2026-11-27")
    (anna,) = await participants.of_session(db, session.id)
    assert (anna.consent_name, anna.left_ms) == (False, NOW)

    async def record() -> tuple[object, ...]:
        return (
            await quote_pages.quotes_of_session(db, session.id),
            await notes.of_session(db, session.id),
            await participants.of_session(db, session.id),
        )

    once = await record()
    assert [q.text for q in await quote_pages.quotes_of_session(db, session.id)] == ["slow"]
    for entry in made:
        await store_entry(db, entry, NOW)
    assert await record() == once


async def test_what_was_deleted_elsewhere_takes_no_new_words_with_it(
    db: SqliteDb, session: Session
) -> None:
    for n, text in enumerate(("slow and ugly", "dear", "late"), 1):
        await store_entry(db, quote(session, n, text), NOW)
    kept = await store_entry(db, QuoteSplit("e1", "q1", "slow", quote(session, 4, "ugly")), NOW)
    assert kept is not None
    assert (kept.id, kept.text) == ("q1", "slow")
    await store_entry(db, QuoteDelete("e2", ("q1", "q2")), NOW)
    merged = await store_entry(db, QuoteMerge("e3", "q3", "q2"), NOW)
    assert merged is None
    rest = await store_entry(db, QuoteSplit("e4", "q1", "sl", quote(session, 5, "ow")), NOW)
    assert rest is not None
    assert (rest.id, rest.text) == ("q5", "ow")
    said = [each.text for each in await quote_pages.quotes_of_session(db, session.id)]
    assert said == ["late", "ugly", "ow"]
    await store_entry(db, QuoteMerge("e5", "q4", "q5"), NOW)
    said = [each.text for each in await quote_pages.quotes_of_session(db, session.id)]
    assert said == ["late", "ugly ow"]


async def test_a_replay_does_not_do_again_what_was_undone(db: SqliteDb, session: Session) -> None:
    await store_entry(db, quote(session, 1, "slow"), NOW)
    gone = QuoteDelete("e1", ("q1",))
    await store_entry(db, gone, NOW)
    await undo(db, session.id, NOW)
    await store_entry(db, gone, NOW)
    assert [q.text for q in await quote_pages.quotes_of_session(db, session.id)] == ["slow"]


@pytest.mark.parametrize(
    "line",
    [
        '{"type": "Nothing"}',
        '{"type": "QuoteDelete", "id": "1", "more": 1}',
        '{"type": "QuoteDelete", "id": "1", "quote_ids": ["q"], "more": 1}',
        '{"type": "QuoteDelete", "id": "1", "quote_ids": "q"}',
        '{"type": "QuoteDelete", "id": "1", "quote_ids": [1]}',
        '{"type": "QuoteDelete", "id": 1, "quote_ids": ["q"]}',
        '{"type": "QuoteEdit", "id": "1", "quote_id": "q", "edit": 7}',
        '{"type": "QuoteEdit", "id": "1", "quote_id": "q", "edit": {"kind": "praise"}}',
        "[]",
        "[" * 100_000,
        '{"id": 1}',
    ],
)
def test_a_line_that_holds_no_entry_is_told_apart(line: str) -> None:
    with pytest.raises((ValueError, KeyError, TypeError)):
        decode(line)


async def test_a_journal_from_before_said_is_read_and_stored(
    db: SqliteDb, session: Session
) -> None:
    """Written when `NewQuote` and `Edit` had their fields each for itself."""
    old = BEFORE_SAID.read_text("utf-8")
    db.journal.write_text(old.replace("0199c000-0000-7000-8000-000000000001", session.id), "utf-8")
    entries, torn = read_journal(db.journal)
    assert torn == 0
    assert {type(entry) for entry in entries} == set(WRITERS) - {
        RescuedSession,
        HalfLine,
        DebriefText,
    }
    assert entries[0] == NewQuote(
        "slow, “ugly”\nand 很慢", Kind.PROBLEM, NOW + 1, 61_000, None,
        ("Reporting > Exports", "Mobile"), 1, 0, 2, False, True, 3, 1,
        id="q1", session_id=session.id,
    )  # fmt: skip
    assert entries[2:4] == [
        QuoteEdit("e1", "q1", Edit(
            text="slow and ugly", kind=Kind.STRENGTH, participant_id="", themes=("D",),
            add_themes=("E > F",), remove_themes=("D",), intensity=1, verbatim=True, stub=False,
            at_ms=NOW, offset_ms=60_000, agreement=4, dissent=0,
        )),
        QuoteEdit("e2", "q2", Edit(kind=Kind.OBSERVATION)),
    ]  # fmt: skip
    # Its correction of a person is of one who is not in this session: that one stays.
    assert await replay_journals(db, NOW) == len(entries)
    (kept,) = await quote_pages.quotes_of_session(db, session.id)
    assert (kept.text, kept.kind, kept.themes) == ("slow", Kind.STRENGTH, ("E > F",))
    assert (kept.intensity, kept.verbatim, kept.stub, kept.agreement) == (1, True, False, 4)


async def test_who_was_not_asked_is_not_asked_either_where_a_session_is_rescued(
    db: SqliteDb, session: Session
) -> None:
    mia = Participant("m", session.id, 1, "Mia", "MI", consent_name=False, asked=False)
    line = encode(RescuedSession("e1", session, (mia,), "{}"))
    await store_entry(db, decode(line), NOW)
    assert not (await participants.get(db, "m")).asked
    # A line that was written before it was stored says nothing of it.
    older = line.replace(', "asked": false', "").replace('"id": "m"', '"id": "o"')
    assert "asked" not in older
    await store_entry(db, decode(older), NOW)
    assert (await participants.get(db, "o")).asked
