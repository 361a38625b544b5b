"""Which programs on a server look when another one has written: those of its session."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import asyncpg
import pytest

from focusgroup.core.agenda_run.clock import Clock
from focusgroup.core.model import Agenda, JobFunction, Kind, Session
from focusgroup.store import clocks, sessions, themes
from focusgroup.store.backroom import observers
from focusgroup.store.codebook.change import repath
from focusgroup.store.engine.postgres import transactions
from focusgroup.store.engine.postgres.transactions import is_told, told_of
from focusgroup.store.engine.protocol import EVERYBODY, Db, Tx, follow, hear
from focusgroup.store.outbox import Draft, hand_over, leave_draft, open_draft, save_draft, take_over
from focusgroup.store.quotes import NewQuote, add_quote, quotes_of_session
from tests.store.conftest import NOW

pytestmark = [pytest.mark.needs("postgres")]


@pytest.fixture
def engine() -> str:
    return "postgresql"


def quote(quote_id: str, session: Session, text: str) -> NewQuote:
    return NewQuote(id=quote_id, session_id=session.id, text=text, kind=Kind.PROBLEM, at_ms=NOW)


async def titled(tx: Tx, title: str) -> None:
    await tx.run("UPDATE session SET title = :title", {"title": title})


async def rename(db: Db, path: str, to: str) -> None:
    (theme,) = [each for each in await themes.all_themes(db) if each.path == path]
    await repath(db, theme.id, to, "AN", NOW)


@pytest.fixture
async def another(db: Db) -> Session:
    """A second session on the same server."""
    return await sessions.create(db, title="Buyers", agenda=Agenda("Talk"), now_ms=NOW)


async def heard(db: Db, before: int) -> bool:
    """Whether there is something to look at; what was committed before is known by then."""
    return await db.version() != before


async def test_a_program_looks_for_its_own_session_only(
    db: Db, session: Session, another: Session, opened: Callable[..., Any]
) -> None:
    theirs, here, back_room = await opened(), await opened(), await opened()
    told: list[str] = []
    for follower, of in ((theirs, another), (here, session), (back_room, session)):
        follow(follower, of.id)
        hear(follower, lambda name=of.title: told.append(name))
        await follower.version()
    other = await opened()
    other.programs.begin()
    here.programs.begin()
    writes: list[Callable[[], Any]] = [
        lambda: add_quote(other, quote("q1", session, "No 1"), NOW),
        lambda: open_draft(other, session.id, "bo", NOW),
        lambda: save_draft(other, session.id, Draft("half a line"), NOW),
        lambda: hand_over(other, session.id, here.programs.own),
        lambda: take_over(other, session.id),
        lambda: leave_draft(other, session.id),
        lambda: clocks.tick(other, session.id, Clock(), 0),
        lambda: observers.sign_in(other, session.id, "Cy", JobFunction.ENGINEER, NOW),
        lambda: sessions.update(other, session.id, title="Planners again"),
    ]
    for n, write in enumerate(writes):
        seen = [await each.version() for each in (theirs, here, back_room)]
        await write()
        found = [await heard(*each) for each in zip((theirs, here, back_room), seen, strict=True)]
        assert (n, found) == (n, [False, True, True])
    assert set(told) == {session.title}
    assert len(told) == 2 * len(writes)


async def test_nobody_looks_because_observers_go_on_listening(
    db: Db, session: Session, opened: Callable[..., Any]
) -> None:
    other = await opened()
    watching = await observers.sign_in(other, session.id, "Cy", JobFunction.ENGINEER, NOW)
    before = await db.version()
    await observers.seen(other, [watching.id], NOW + 1)
    assert not await heard(db, before)


async def test_all_look_for_what_is_of_concern_to_all(
    db: Db, session: Session, another: Session, opened: Callable[..., Any]
) -> None:
    theirs, other = await opened(), await opened()
    follow(theirs, another.id)
    themed = replace(quote("q1", session, "No 1"), themes=("Never heard of",))
    for write in (
        lambda: add_quote(other, themed, NOW),
        lambda: rename(other, "Never heard of", "Start"),
        lambda: other.write(lambda tx: titled(tx, "whatever")),
    ):
        before = await theirs.version()
        await write()
        assert await heard(theirs, before)
    before = await theirs.version()
    await add_quote(other, replace(themed, id="q2", themes=("Start",)), NOW)  # which is there
    assert not await heard(theirs, before)


async def test_whoever_follows_no_session_hears_of_all_and_older_programs_are_heard(
    db: Db, session: Session, another: Session, opened: Callable[..., Any]
) -> None:
    all_of_it, one, other = await opened(), await opened(), await opened()
    follow(one, another.id)
    before = [await all_of_it.version(), await one.version()]
    await add_quote(other, quote("q1", session, "No 1"), NOW)
    assert [await heard(all_of_it, before[0]), await heard(one, before[1])] == [True, False]
    await other.write(lambda tx: tx.run("NOTIFY focusgroup, '0123abcd'"))
    assert await heard(one, before[1])


async def test_a_program_that_was_killed_is_missed_soon_although_nobody_writes(
    db: Db, session: Session, opened: Callable[..., Any]
) -> None:
    other = await opened()
    own = other.programs.begin()
    await other.write(lambda tx: titled(tx, "begun"))
    async with asyncio.timeout(2):
        while not db.programs.runs(own):
            await asyncio.sleep(0.05)
            await db.version()
    await other.close()
    before = await db.version()
    async with asyncio.timeout(2):
        while db.programs.runs(own):
            await asyncio.sleep(0.05)
            await db.version()
    assert await db.version() == before


def test_more_sessions_than_a_notification_holds_concern_all() -> None:
    assert told_of("me", {f"s{n}" for n in range(101)}) == told_of("me", None)
    assert told_of("me", {"s1", EVERYBODY}) == told_of("me", None)
    assert told_of("me", {"it's"}) == told_of("me", None)
    assert told_of("me", set()) == ""
    assert is_told("you a b", "me", {"b"})
    assert not is_told("you a b", "me", {"c"})
    assert not is_told("me b", "me", {"b"})
    assert is_told("you", "me", {"c"})
    assert is_told("you a", "me", set())


async def test_where_no_notifications_are_to_be_had_the_state_is_asked_for(
    session: Session, opened: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object) -> None:
        raise asyncpg.FeatureNotSupportedError("LISTEN is not supported")

    def notify(writer: str, sessions: object) -> str:
        return "DO $$ BEGIN RAISE feature_not_supported; END $$; " if writer else ""

    monkeypatch.setattr(asyncpg.Connection, "add_listener", refused)
    monkeypatch.setattr(transactions, "told_of", notify)
    here, other = await opened(), await opened()
    follow(here, session.id)
    before = await here.version()
    assert await here.version() == before
    added = await add_quote(other, quote("q1", session, "No 1"), NOW)
    assert await heard(here, before)
    before = await here.version()
    for n in range(2):
        await add_quote(other, quote(f"r{n}", session, added.text), NOW)
        assert await heard(here, before)
        before = await here.version()
    assert len(await quotes_of_session(here, session.id)) == 3
