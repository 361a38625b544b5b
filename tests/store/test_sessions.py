"""Sessions in the store: the facts, the clock and the agenda as it went, the draft."""

from datetime import date

import pytest

from focusgroup.core.agenda_run.clock import MINUTE_MS
from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.core.model import Kind, Note, NoteKind, Session, SessionStatus
from focusgroup.store import clocks, debriefs, notes, reports, sessions, themes
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox import drafts
from focusgroup.store.outbox.drafts import Draft
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import NewQuote
from tests.store.conftest import AGENDA, NOW


async def test_a_session_brings_the_themes_of_its_agenda(db: SqliteDb, session: Session) -> None:
    assert session.planned_minutes == 30
    assert session.product == "Atlas"
    known = {theme.path: theme.description for theme in await themes.all_themes(db)}
    assert list(known) == ["Onboarding", "Reporting", "Reporting > Exports"]
    assert known["Reporting"] == "numbers that leave the house"


async def test_the_clock_writes_status_and_real_times(db: SqliteDb, session: Session) -> None:
    clock = await clocks.load(db, session.id, 0)
    assert clock.planned == (10 * MINUTE_MS, 20 * MINUTE_MS)
    clock = clock.started(0)
    live = await clocks.save(db, session.id, clock, clock_now_ms=0, now_ms=NOW)
    assert (live.status, live.started_ms) == (SessionStatus.LIVE, NOW)
    clock = clock.moved(1, 0, 7 * MINUTE_MS).moved(1, 1, 9 * MINUTE_MS)
    await clocks.save(db, session.id, clock, clock_now_ms=9 * MINUTE_MS, now_ms=NOW + 9)
    clock = clock.ended(12 * MINUTE_MS)
    over = await clocks.save(db, session.id, clock, clock_now_ms=12 * MINUTE_MS, now_ms=NOW + 12)
    assert (over.status, over.started_ms, over.ended_ms) == (SessionStatus.ENDED, NOW, NOW + 12)
    spent = {(i.section, i.question): i.spent_ms for i in await clocks.agenda_items(db, session.id)}
    assert spent == {
        (0, -1): 7 * MINUTE_MS,
        (1, -1): 5 * MINUTE_MS,
        (1, 0): 2 * MINUTE_MS,
        (1, 1): 3 * MINUTE_MS,
    }


async def test_a_running_clock_runs_on_from_where_it_was_kept(
    db: SqliteDb, session: Session
) -> None:
    clock = (await clocks.load(db, session.id, 0)).started(0)
    await clocks.save(db, session.id, clock, clock_now_ms=0, now_ms=NOW)
    await clocks.tick(db, session.id, clock, 65_000)
    again = await clocks.load(db, session.id, 9_000_000)
    assert again.running
    assert again.elapsed(9_000_000) == 65_000
    assert again.elapsed(9_001_000) == 66_000


async def test_last_is_the_one_that_runs_or_was_held_and_next_the_one_to_come(
    db: SqliteDb,
) -> None:
    async def made(title: str, *, at: int, begun: int | None = None, ended: bool = False) -> str:
        planned = None if begun is not None else at
        one = await sessions.create(
            db, agenda=AGENDA, now_ms=NOW + at, title=title, zone="UTC", scheduled_ms=planned
        )
        if begun is not None:
            clock = (await clocks.load(db, one.id, 0)).started(0)
            await clocks.save(db, one.id, clock, clock_now_ms=0, now_ms=NOW + begun)
            if ended:
                await clocks.save(db, one.id, clock.ended(1), clock_now_ms=1, now_ms=NOW + begun)
        return title

    async def found(ref: str) -> str:
        return (await sessions.find(db, ref)).title

    day = 86_400_000
    await made("in a month", at=NOW + 30 * day)
    assert await found("last") == "in a month"  # nothing was held yet
    await made("forgotten, never ended", at=0, begun=0)
    assert await found("last") == "forgotten, never ended"
    await made("held two days later", at=0, begun=2 * day, ended=True)
    assert await found("last") == "held two days later"
    await made("runs since this morning", at=0, begun=3 * day)
    await made("held meanwhile and ended", at=0, begun=3 * day + 1000, ended=True)
    assert await found("Last") == "runs since this morning"
    await made("in a week", at=NOW + 7 * day)
    assert await found("next") == "in a week"


async def test_without_any_session_last_and_next_say_what_to_do(db: SqliteDb) -> None:
    for ref in ("last", "next"):
        with pytest.raises(NotFound, match="session add"):
            await sessions.find(db, ref)


async def test_sessions_are_found_by_id_prefix_and_last(db: SqliteDb, session: Session) -> None:
    second = await sessions.create(db, title="Second", agenda=AGENDA, now_ms=NOW + 100_000_000)
    assert await sessions.find(db, second.id[:9].upper()) == second
    assert (await sessions.find(db, "last")).id == second.id
    first, other = session.id[:8], second.id[:8]
    both = f"several sessions match .*: {first} “Planners”, {other} “Second”; give an id"
    with pytest.raises(NotFound, match=both):
        await sessions.find(db, session.id[:4])
    with pytest.raises(NotFound, match="session list"):
        await sessions.find(db, "zzzz%")
    assert [s.title for s in await sessions.recent(db)] == ["Second", "Planners"]
    assert [s.title for s in await sessions.recent(db, before=second)] == ["Planners"]
    assert await sessions.recent(db, statuses=[SessionStatus.LIVE]) == []


async def test_a_wrong_time_zone_is_refused(db: SqliteDb) -> None:
    for zone in ("Mars/Olympus", "", "../etc/passwd"):
        with pytest.raises(FocusgroupError, match="time zone"):
            await sessions.create(db, title="x", agenda=AGENDA, now_ms=NOW, zone=zone)


async def test_a_draft_comes_back_at_its_caret(db: SqliteDb, session: Session) -> None:
    assert await drafts.load_draft(db, session.id) == Draft()
    draft = Draft("- took us thr", 9, NOW, "q1", '{"kind": "problem"}')
    await drafts.save_draft(db, session.id, Draft("older"), NOW)
    await drafts.save_draft(db, session.id, draft, NOW)
    assert await drafts.load_draft(db, session.id) == draft


async def test_a_draft_whose_quote_was_stored_does_not_come_back(
    db: SqliteDb, session: Session
) -> None:
    await drafts.save_draft(db, session.id, Draft("- slow", 6, NOW, "q1", "{}"), NOW)
    await quotes.add_quote(
        db, NewQuote("slow", Kind.PROBLEM, NOW, session_id=session.id, id="q1"), NOW
    )
    assert await drafts.load_draft(db, session.id) == Draft(state="{}")


async def test_a_draft_whose_note_was_stored_does_not_come_back(
    db: SqliteDb, session: Session
) -> None:
    # Else the next note gets the same id, and is taken for this one.
    await drafts.save_draft(db, session.id, Draft("/park vans", 10, NOW, "n1", "{}"), NOW)
    await notes.add(db, Note("n1", session.id, NoteKind.PARKED, "vans", NOW))
    assert await drafts.load_draft(db, session.id) == Draft(state="{}")


async def test_a_report_holds_the_whole_session(db: SqliteDb, session: Session) -> None:
    await notes.add(db, Note("n1", session.id, NoteKind.PARKED, "electric vans", NOW))
    report = await reports.session_report(db, [session.id, "last"])
    assert [s.id for s in report.sessions] == [session.id]
    assert report.title == "Planners"
    assert [note.text for note in report.notes] == ["electric vans"]
    assert [item.title for item in report.agenda_items[session.id] if item.question < 0] == [
        "Welcome",
        "What gets in your way?",
    ]


async def test_a_report_on_one_session_has_its_debrief_and_the_promises_before_it(
    db: SqliteDb, session: Session
) -> None:
    for n, due in enumerate(("2025-10-20", ""), 1):
        note = Note(
            f"n{n}", session.id, NoteKind.COMMITMENT, "send it", NOW, due_on=due, done=n == 2
        )
        await notes.add(db, note)
    later = await sessions.create(db, title="Later", agenda=AGENDA, agenda_name="x", now_ms=NOW + 9)
    for each, began in ((session, NOW), (later, NOW + 10)):
        clock = (await clocks.load(db, each.id, 0)).started(0)
        await clocks.save(db, each.id, clock, clock_now_ms=0, now_ms=began)
    await debriefs.save(db, later.id, "surprises", "Nobody asked for it.")
    report = await reports.session_report(db, [later.id])
    assert report.surprises == "Nobody asked for it."
    assert report.earlier == ((0, date(2025, 10, 20).toordinal()), (1, 0))
    assert report.changed_ms >= NOW
    assert (await reports.session_report(db, [session.id])).earlier == ()
    both = await reports.session_report(db, [session.id, later.id])
    assert (both.surprises, both.earlier) == ("", ())


async def test_an_id_that_is_shown_fits_no_other_session(db: SqliteDb, session: Session) -> None:
    """Two sessions made within a minute have long starts of their ids in common."""
    made = [
        await sessions.create(db, title="Twins", agenda=AGENDA, now_ms=NOW + 60 * each)
        for each in range(3)
    ]
    ids = await sessions.short_ids(db)
    for each in (session, *made):
        assert (await sessions.find(db, ids[each.id])).id == each.id
    with pytest.raises(NotFound) as told:
        await sessions.find(db, "twins")
    assert [ids[each.id] in str(told.value) for each in made] == [True] * 3


@pytest.mark.parametrize(
    ("typed", "said"),
    [("lst", "last"), ("nxt", "next"), ("plan", "Planners"), ("plannars", "Planners")],
)
async def test_what_was_probably_meant_is_named(
    db: SqliteDb, session: Session, typed: str, said: str
) -> None:
    assert session.title == "Planners"
    with pytest.raises(NotFound, match=f"no session “{typed}”; did you mean “{said}”?"):
        await sessions.find(db, typed)
