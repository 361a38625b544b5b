"""The history of a session: everything is undone and done again, in order, once."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from focusgroup.core.agenda_run.clock import Clock
from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Note, NoteKind, Participant, Quote, Session
from focusgroup.core.search.selection import Selection
from focusgroup.store import clocks, history, notes, open_sqlite, participants, sessions
from focusgroup.store.counters import anew
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.notes import NoteChange
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import NewQuote
from focusgroup.store.undo import redo, undo
from tests.store.conftest import NOW, problems_of

BEFORE_SAID = Path(__file__).parent / "data" / "before-said.json"


@pytest.fixture
async def running(db: SqliteDb, session: Session) -> Session:
    """The session, begun: from here on undo walks the room as well."""
    clock = Clock(planned=(600_000, 1_200_000)).started(0)
    return await clocks.save(db, session.id, clock, clock_now_ms=0, now_ms=NOW)


def said(session: Session, text: str, **more: object) -> NewQuote:
    base = NewQuote(text, Kind.PROBLEM, NOW, session_id=session.id, id=new_id())
    return replace(base, **more)  # type: ignore[arg-type]


def promise(session: Session, text: str = "Send the list") -> Note:
    return Note(new_id(), session.id, NoteKind.COMMITMENT, text, NOW, owner="Paula", due="fri")


async def state(db: SqliteDb, session: Session) -> tuple[object, ...]:
    """All of a session that undo can change, revisions left out."""
    return (
        [replace(quote, rev=0) for quote in await quote_pages.quotes_of_session(db, session.id)],
        await notes.of_session(db, session.id),
        await participants.of_session(db, session.id),
    )


async def test_undo_walks_back_through_all_kinds_of_change_and_redo_forth(
    db: SqliteDb, running: Session
) -> None:
    states = [await state(db, running)]

    async def did() -> None:
        states.append(await state(db, running))

    anna = await participants.add(db, running.id, name="Anna", account="Northwind", now_ms=NOW)
    await did()
    bo = await participants.add(db, running.id, name="Bo", now_ms=NOW)
    await did()
    first = said(running, "slow imports and no exports", participant_id=anna.id, themes=("A > B",))
    await quotes.add_quote(db, first, NOW)
    await did()
    await quotes.split_quote(db, first.id, "slow imports", said(running, "no exports"), NOW)
    await did()
    two = await quote_pages.quotes_of_session(db, running.id)
    await quotes.merge_quotes(db, two[0].id, two[1].id, NOW)
    await did()
    note = promise(running)
    await notes.add(db, note)
    await did()
    await notes.change(db, [note.id], NoteChange(owner="Bo", due_on="2026-11-27"), NOW)
    await did()
    await notes.set_done(db, note, done=True, now_ms=NOW + 5)
    await did()
    await notes.delete(db, [note.id], NOW)
    await did()
    await participants.change(db, anna.id, PersonChange(role="planner", account="Acme"), NOW)
    await did()
    await participants.change(db, anna.id, PersonChange(seat=bo.seat), NOW)
    await did()
    await participants.change(db, anna.id, PersonChange(left_ms=NOW), NOW)
    await did()
    await participants.change(db, anna.id, PersonChange(consent_notes=False), NOW)
    await did()
    await participants.remove(db, bo, NOW)
    await did()

    for expected in reversed(states[:-1]):
        assert await undo(db, running.id, NOW)
        assert await state(db, running) == expected
        assert await problems_of(db) == ()
    assert await undo(db, running.id, NOW) is None
    for expected in states[1:]:
        assert await redo(db, running.id, NOW)
        assert await state(db, running) == expected
        assert await problems_of(db) == ()
    assert await redo(db, running.id, NOW) is None


async def test_every_step_of_undo_takes_a_revision_of_its_own(
    db: SqliteDb, running: Session
) -> None:
    note = promise(running)
    await notes.add(db, note)
    await participants.add(db, running.id, name="Anna", now_ms=NOW)
    before = (await sessions.find(db, running.id)).rev
    await undo(db, running.id, NOW)
    await undo(db, running.id, NOW)
    assert (await sessions.find(db, running.id)).rev == before + 2


async def test_undo_goes_on_after_the_database_was_closed(db: SqliteDb, running: Session) -> None:
    note = promise(running)
    await notes.add(db, note)
    await notes.set_done(db, note, done=True, now_ms=NOW)
    await db.close()
    again = await open_sqlite(db.path)
    try:
        done = await undo(again, running.id, NOW)
        assert done is not None
        assert done.what == "ticking the commitment “Send the list”"
        assert [n.done for n in await notes.of_session(again, running.id)] == [False]
        done = await undo(again, running.id, NOW)
        assert done is not None
        assert done.what == "the commitment “Send the list”"
        assert await notes.of_session(again, running.id) == ()
    finally:
        await again.close()


async def test_what_was_prepared_before_the_start_is_not_undone(
    db: SqliteDb, session: Session
) -> None:
    anna = await participants.add(db, session.id, name="Anna", now_ms=NOW)
    await participants.change(db, anna.id, PersonChange(role="planner"), NOW)
    clock = Clock(planned=(600_000,)).started(0)
    await clocks.save(db, session.id, clock, clock_now_ms=0, now_ms=NOW)
    assert await undo(db, session.id, NOW) is None
    assert [p.role for p in await participants.of_session(db, session.id)] == ["planner"]


async def test_a_plan_is_handed_back_by_undo_and_redo(db: SqliteDb, running: Session) -> None:
    await history.keep_plan(db, running.id, "[10, 20]", '{"planned": [5, 25]}', NOW)
    undone = await undo(db, running.id, NOW)
    assert undone is not None
    assert (undone.entity, undone.what, json.loads(undone.state)) == (
        "plan",
        "the new plan",
        [10, 20],
    )
    again = await redo(db, running.id, NOW)
    assert again is not None
    assert json.loads(again.state) == {"planned": [5, 25]}


async def test_a_text_with_braces_is_told_as_it_is(db: SqliteDb, running: Session) -> None:
    await notes.add(db, promise(running, "give {what} to {noun}"))
    done = await undo(db, running.id, NOW)
    assert done is not None
    assert done.what == "the commitment “give {what} to {noun}”"


async def test_undo_refuses_to_unseat_somebody_whose_words_are_on_record(
    db: SqliteDb, running: Session
) -> None:
    anna = await participants.add(db, running.id, name="Anna", now_ms=NOW)
    quote = await quotes.add_quote(db, said(running, "slow", participant_id=anna.id), NOW)

    async def forget(tx: Tx) -> None:
        await tx.run("DELETE FROM change WHERE entity_id = :id", {"id": quote.id})

    await db.write(forget)  # as after a recovery that could not read all of the history
    with pytest.raises(FocusgroupError, match="Anna has said something"):
        await undo(db, running.id, NOW)
    assert [p.name for p in await participants.of_session(db, running.id)] == ["Anna"]


# -- two of one, one of two ------------------------------------------------------------------


async def pair(db: SqliteDb, session: Session) -> tuple[Participant, Quote, Quote]:
    anna = await participants.add(db, session.id, name="Anna", now_ms=NOW)
    late = said(
        session,
        "three weeks",
        at_ms=NOW + 9,
        offset_ms=9,
        section=1,
        themes=("A",),
        agreement=2,
        verbatim=False,
    )
    early = said(
        session,
        "to a report",
        at_ms=NOW + 4,
        offset_ms=4,
        section=0,
        themes=("B", "A"),
        intensity=2,
        participant_id=anna.id,
    )
    return anna, await quotes.add_quote(db, late, NOW), await quotes.add_quote(db, early, NOW)


async def test_two_quotes_become_one_with_all_that_both_have(
    db: SqliteDb, running: Session
) -> None:
    anna, late, early = await pair(db, running)
    made = await quotes.merge_quotes(db, late.id, early.id, NOW)
    assert (made.id, made.text) == (late.id, "three weeks to a report")
    assert (made.themes, made.intensity, made.agreement) == (("A", "B"), 2, 2)
    assert (made.at_ms, made.offset_ms, made.section) == (NOW + 4, 4, 0)
    assert (made.participant_id, made.verbatim) == (anna.id, False)
    assert (await sessions.find(db, running.id)).quotes == 1
    await undo(db, running.id, NOW)
    assert {q.text for q in await quote_pages.quotes_of_session(db, running.id)} == {
        "three weeks",
        "to a report",
    }


async def test_a_quote_that_is_split_keeps_its_first_words_and_is_whole_after_undo(
    db: SqliteDb, running: Session
) -> None:
    quote = await quotes.add_quote(db, said(running, "slow and ugly", themes=("A",)), NOW)
    rest = said(running, "ugly", kind=Kind.MISSING_FEATURE, themes=("B",))
    first, second = await quotes.split_quote(db, quote.id, "slow", rest, NOW)
    assert (first.text, first.themes, second.text, second.themes) == (
        "slow",
        ("A",),
        "ugly",
        ("B",),
    )
    undone = await undo(db, running.id, NOW)
    assert undone is not None
    assert undone.what == "splitting “slow”"
    assert [q.text for q in await quote_pages.quotes_of_session(db, running.id)] == [
        "slow and ugly"
    ]


async def test_what_can_not_be_split_or_joined_is_refused_and_left(
    db: SqliteDb, running: Session
) -> None:
    _, late, early = await pair(db, running)
    with pytest.raises(FocusgroupError, match="both halves"):
        await quotes.split_quote(db, late.id, " ", said(running, "x"), NOW)
    with pytest.raises(FocusgroupError, match="with itself"):
        await quotes.merge_quotes(db, late.id, late.id, NOW)
    await quotes.delete_quote(db, [early.id], NOW)
    with pytest.raises(NotFound):
        await quotes.merge_quotes(db, late.id, early.id, NOW)
    with pytest.raises(NotFound):
        await quotes.split_quote(db, early.id, "to", said(running, "a report"), NOW)
    assert [q.text for q in await quote_pages.quotes_of_session(db, running.id)] == ["three weeks"]


# -- withheld --------------------------------------------------------------------------------


async def test_words_of_who_withdraws_are_in_no_list_search_or_count(
    db: SqliteDb, running: Session
) -> None:
    anna = await participants.add(db, running.id, name="Anna", account="Acme", now_ms=NOW)
    quote = await quotes.add_quote(
        db, said(running, "slow imports", participant_id=anna.id, themes=("A > B",)), NOW
    )
    await quotes.add_quote(db, said(running, "other imports", themes=("A > B",)), NOW)
    await participants.change(db, anna.id, PersonChange(consent_notes=False), NOW)
    for wanted in (Selection(), Selection(search="imports"), Selection(themes=("B",))):
        found = await quote_pages.quote_page(db, wanted)
        assert [each.text for each in found.quotes] == ["other imports"]
    assert (await sessions.find(db, running.id)).quotes == 1
    assert await participants.said(db, anna) == (0, 0, 1)
    assert await problems_of(db) == ()
    await participants.change(db, anna.id, PersonChange(consent_notes=True), NOW)
    (there,) = (await quote_pages.quote_page(db, Selection(search="slow"))).quotes
    assert (there.id, there.themes, there.account) == (quote.id, ("A > B",), "Acme")
    assert await participants.said(db, anna) == (1, 0, 0)


async def test_undoing_a_deletion_brings_nothing_back_that_is_withheld(
    db: SqliteDb, running: Session
) -> None:
    anna = await participants.add(db, running.id, name="Anna", now_ms=NOW)
    quote = await quotes.add_quote(
        db, said(running, "slow", participant_id=anna.id, themes=("A",)), NOW
    )
    await participants.change(db, anna.id, PersonChange(consent_notes=False), NOW)
    await quotes.delete_quote(db, [quote.id], NOW)
    await undo(db, running.id, NOW)
    assert await quote_pages.quotes_of_session(db, running.id) == ()
    await undo(db, running.id, NOW)
    assert [q.themes for q in await quote_pages.quotes_of_session(db, running.id)] == [("A",)]


async def test_a_quote_of_who_does_not_agree_to_notes_is_kept_but_withheld(
    db: SqliteDb, running: Session
) -> None:
    anna = await participants.add(db, running.id, name="Anna", consent_notes=False, now_ms=NOW)
    await quotes.add_quote(db, said(running, "slow", participant_id=anna.id, themes=("A",)), NOW)
    assert await quote_pages.quotes_of_session(db, running.id) == ()
    assert (await sessions.find(db, running.id)).quotes == 0
    await participants.change(db, anna.id, PersonChange(consent_notes=True), NOW)
    assert [q.themes for q in await quote_pages.quotes_of_session(db, running.id)] == [("A",)]


# -- participants ----------------------------------------------------------------------------


async def test_what_was_said_goes_with_the_account_of_its_speaker(
    db: SqliteDb, running: Session
) -> None:
    anna = await participants.add(db, running.id, name="Anna", account="Acme", now_ms=NOW)
    await quotes.add_quote(db, said(running, "slow", participant_id=anna.id), NOW)
    await participants.change(db, anna.id, PersonChange(account="Contoso", name="Ana"), NOW)
    (found,) = (await quote_pages.quote_page(db, Selection(accounts=("contoso",)))).quotes
    assert (found.speaker, found.account) == ("Ana", "Contoso")
    assert (await quote_pages.quote_page(db, Selection(accounts=("Acme",)))).quotes == ()
    assert [
        q.text for q in (await quote_pages.quote_page(db, Selection(speakers=("ana",)))).quotes
    ] == ["slow"]


async def test_facts_that_can_not_be_are_refused(db: SqliteDb, running: Session) -> None:
    anna = await participants.add(db, running.id, name="Anna Novak", now_ms=NOW)
    await participants.add(db, running.id, name="Bo Lind", now_ms=NOW)
    for wanted, why in (
        (PersonChange(name=" "), "needs a name"),
        (PersonChange(initials="bl"), "Bo Lind has the initials"),
        (PersonChange(seat=0), "seats count from 1"),
        (PersonChange(revenue_share=3), "between 0 and 1"),
        (PersonChange(segment="SMB"), "no account"),
        (PersonChange(consent_notes=False, consent_name=True), "not agreed that notes"),
    ):
        with pytest.raises(FocusgroupError, match=why):
            await participants.change(db, anna.id, wanted, NOW)
    assert await participants.get(db, anna.id) == anna


@pytest.mark.parametrize(
    "answer",
    [
        PersonChange(consent_notes=False),
        PersonChange(consent_notes=True),
        PersonChange(consent_name=False),
        PersonChange(consent_notes=True, consent_name=True),
    ],
)
@pytest.mark.parametrize("notes", [False, True])
async def test_any_answer_is_one_and_undo_leaves_them_not_asked_again(
    db: SqliteDb, running: Session, answer: PersonChange, notes: bool
) -> None:
    added = await participants.add(
        db, running.id, name="Mia", now_ms=NOW, consent_notes=notes, asked=False
    )
    assert (added.asked, added.consent_notes, added.consent_name) == (False, notes, False)
    moved = await participants.change(db, added.id, PersonChange(role="Lead"), NOW)
    assert not moved.asked
    answered = await participants.change(db, added.id, answer, NOW)
    assert answered.asked
    undone = await undo(db, running.id, NOW)
    assert undone is not None
    assert undone.verb == "consent"
    assert await participants.get(db, added.id) == moved
    await redo(db, running.id, NOW)
    assert await participants.get(db, added.id) == answered


async def test_initials_follow_a_new_name_unless_they_were_chosen(
    db: SqliteDb, running: Session
) -> None:
    anna = await participants.add(db, running.id, name="Anna Novak", now_ms=NOW)
    renamed = await participants.change(db, anna.id, PersonChange(name="Berta Lind"), NOW)
    assert renamed.initials == "BL"
    await participants.change(db, anna.id, PersonChange(initials="XX"), NOW)
    renamed = await participants.change(db, anna.id, PersonChange(name="Cora Munk"), NOW)
    assert renamed.initials == "XX"


async def test_a_taken_seat_is_exchanged_and_given_back_by_one_undo(
    db: SqliteDb, running: Session
) -> None:
    anna = await participants.add(db, running.id, name="Anna", now_ms=NOW)
    await participants.add(db, running.id, name="Bo", now_ms=NOW)
    await participants.change(db, anna.id, PersonChange(seat=2), NOW)
    people = await participants.of_session(db, running.id)
    assert [(p.seat, p.name) for p in people] == [(1, "Bo"), (2, "Anna")]
    undone = await undo(db, running.id, NOW)
    assert undone is not None
    assert undone.what == "moving Anna to another seat"
    people = await participants.of_session(db, running.id)
    assert [(p.seat, p.name) for p in people] == [(1, "Anna"), (2, "Bo")]


async def restored(db: SqliteDb, data: dict[str, list[dict[str, object]]]) -> Session:
    """The rows of a database, by table, in an empty one; its session."""

    async def work(tx: Tx) -> None:
        for table, rows in data.items():
            for row in rows:
                names = ", ".join(f":{name}" for name in row)
                await tx.run(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({names})", row)
        for statement in anew():  # counters that are younger than the rows
            await tx.run(statement)

    await db.write(work)
    return await sessions.find(db, "last")


async def test_a_history_from_before_said_is_walked_to_its_start_and_its_end(
    db: SqliteDb,
) -> None:
    """Kept when the states had their own list of fields; two changes are undone in it."""
    old = await restored(db, json.loads(BEFORE_SAID.read_text("utf-8")))
    there = await state(db, old)
    second, first = await quote_pages.quotes_of_session(db, old.id)
    assert {second.text, first.text} == {"slow", "and 很慢 really ugly"}
    steps = 0
    while await undo(db, old.id, NOW):
        steps += 1
        now = {quote.id: quote for quote in await quote_pages.quotes_of_session(db, old.id)}
        if steps == 3:
            quote = now["q1"]
            assert (quote.text, quote.kind, quote.speaker) == ("slow, ugly", Kind.PROBLEM, "Anna")
            assert quote.themes == ("Reporting > Exports", "Mobile")
            assert (quote.at_ms, quote.offset_ms) == (NOW + 1, 61_000)
            assert (quote.section, quote.question, quote.intensity) == (0, 0, 2)
            assert (quote.verbatim, quote.stub, quote.agreement, quote.dissent) == (
                False, True, 3, 1,
            )  # fmt: skip
    assert steps == 5
    assert await quote_pages.quotes_of_session(db, old.id) == ()
    for _ in range(steps):
        assert await redo(db, old.id, NOW)
    assert await state(db, old) == there
    assert await redo(db, old.id, NOW)
    assert await redo(db, old.id, NOW)
    assert await redo(db, old.id, NOW) is None
    (left,) = await quote_pages.quotes_of_session(db, old.id)
    assert left.kind is Kind.MISSING_FEATURE
    assert await problems_of(db) == ()
