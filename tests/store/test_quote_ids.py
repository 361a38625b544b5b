"""Quotes by id, and the clock that single commands leave behind."""

import pytest

from focusgroup.core.errors import NotFound
from focusgroup.core.model import Kind, Session
from focusgroup.store import quotes, sessions
from focusgroup.store.quote_ids import find_quote
from focusgroup.store.quotes import NewQuote
from focusgroup.store.sqlite import SqliteDb
from focusgroup.store.wall_clock import away_ms, note_wall_time
from tests.store.conftest import NOW


async def test_a_quote_is_found_by_the_start_of_its_id(db: SqliteDb, session: Session) -> None:
    for name in ("abcd-1111", "abcd-2222"):
        await quotes.add(db, NewQuote(session.id, name, Kind.PROBLEM, NOW, name), NOW)
    assert (await find_quote(db, " ABCD-1 ")).text == "abcd-1111"
    with pytest.raises(NotFound, match="several quotes"):
        await find_quote(db, "abcd")
    for ref in ("abc", "zzzz", "", "%", "abcd-1111x", "'--"):
        with pytest.raises(NotFound, match="focusgroup quotes"):
            await find_quote(db, ref)
    await quotes.delete(db, ["abcd-1111"], NOW)
    with pytest.raises(NotFound, match="deleted"):
        await find_quote(db, "abcd-1")


async def test_a_clock_is_away_since_a_command_kept_it(db: SqliteDb, session: Session) -> None:
    clock = (await sessions.load_clock(db, session.id, 0)).started(0)
    await note_wall_time(db, session.id, NOW)
    assert await away_ms(db, session.id, NOW + 500) == 0, "nothing was kept yet"
    await sessions.save_clock(db, session.id, clock, clock_now_ms=0, now_ms=NOW)
    assert await away_ms(db, session.id, NOW + 500) == 0
    await note_wall_time(db, session.id, NOW)
    assert await away_ms(db, session.id, NOW + 500) == 500
    assert await away_ms(db, session.id, NOW - 500) == 0, "a clock set back moves nothing"
    assert (await sessions.load_clock(db, session.id, 9_000)).elapsed(9_000) == 0
    await sessions.tick_clock(db, session.id, clock, 1_000)
    assert await away_ms(db, session.id, NOW + 500) == 0, "a screen runs it now"
