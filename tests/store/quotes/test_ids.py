"""Quotes by id, and the clock that single commands leave behind."""

import pytest

from focusgroup.core.errors import NotFound
from focusgroup.core.model import Kind, Note, NoteKind, Session
from focusgroup.store import clocks, notes
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.ids import find_quote
from focusgroup.store.quotes.quotes import NewQuote
from focusgroup.store.wall_clock import away_ms, newest_ms, note_moment
from focusgroup.system.clock import Moment
from tests.store.conftest import NOW

pytestmark = pytest.mark.both_engines


async def test_a_quote_is_found_by_the_start_of_its_id(db: SqliteDb, session: Session) -> None:
    for name in ("abcd-1111", "abcd-2222"):
        await quotes.add_quote(
            db, NewQuote(name, Kind.PROBLEM, NOW, session_id=session.id, id=name), NOW
        )
    assert (await find_quote(db, " ABCD-1 ")).text == "abcd-1111"
    with pytest.raises(NotFound, match="abcd-111 “abcd-1111”, abcd-222 “abcd-2222”; type more"):
        await find_quote(db, "abcd")
    for ref in ("abc", "zzzz", "", "%", "abcd-1111x", "'--"):
        with pytest.raises(NotFound, match="focusgroup quotes"):
            await find_quote(db, ref)
    await quotes.delete_quote(db, ["abcd-1111"], NOW)
    with pytest.raises(NotFound, match="deleted"):
        await find_quote(db, "abcd-1")


async def test_a_clock_is_away_since_a_command_kept_it(db: SqliteDb, session: Session) -> None:
    clock = (await clocks.load(db, session.id, 0)).started(0)
    await note_moment(db, session.id, Moment(NOW))
    assert await away_ms(db, session.id, Moment(NOW + 500)) == 0, "nothing was kept yet"
    await clocks.save(db, session.id, clock, clock_now_ms=0, now_ms=NOW)
    assert await away_ms(db, session.id, Moment(NOW + 500)) == 0
    await note_moment(db, session.id, Moment(NOW))
    assert await away_ms(db, session.id, Moment(NOW + 500)) == 500
    assert await away_ms(db, session.id, Moment(NOW - 500)) == 0, "a clock set back moves nothing"
    assert (await clocks.load(db, session.id, 9_000)).elapsed(9_000) == 0
    await clocks.tick(db, session.id, clock, 1_000)
    assert await away_ms(db, session.id, Moment(NOW + 500)) == 0, "a screen runs it now"


async def test_since_one_start_of_the_machine_it_is_away_by_monotonic_time(
    db: SqliteDb, session: Session
) -> None:
    clock = (await clocks.load(db, session.id, 0)).started(0)
    await clocks.save(db, session.id, clock, clock_now_ms=0, now_ms=NOW)
    await note_moment(db, session.id, Moment(NOW, 50_000, "this"))
    back = Moment(NOW - 7_200_000, 53_000, "this")
    assert await away_ms(db, session.id, back) == 3_000, "set back by two hours"
    asleep = Moment(NOW + 7_200_000, 53_000, "this")
    assert await away_ms(db, session.id, asleep) == 3_000, "asleep for two hours"
    rebooted = Moment(NOW + 60_000, 200, "another")
    assert await away_ms(db, session.id, rebooted) == 60_000
    assert await away_ms(db, session.id, Moment(NOW + 500)) == 500, "no start is known"


async def test_the_newest_moment_of_a_session_is_of_a_quote_a_note_or_its_start(
    db: SqliteDb, session: Session
) -> None:
    assert await newest_ms(db, session.id) == 0
    assert await newest_ms(db, "nonesuch") == 0
    clock = (await clocks.load(db, session.id, 0)).started(0)
    await clocks.save(db, session.id, clock, clock_now_ms=0, now_ms=NOW)
    assert await newest_ms(db, session.id) == NOW
    await quotes.add_quote(
        db, NewQuote("one", Kind.PROBLEM, NOW + 5, session_id=session.id, id="q-1"), NOW
    )
    assert await newest_ms(db, session.id) == NOW + 5
    await notes.add(db, Note("n-1", session.id, NoteKind.PARKED, "vans", NOW + 9))
    assert await newest_ms(db, session.id) == NOW + 9
