"""Somebody who was erased, in the repository or here, does not come back by publishing."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from focusgroup.core.ids import new_id
from focusgroup.core.model import Agenda, Note, NoteKind, Session
from focusgroup.core.publishing import Side
from focusgroup.exports.privacy.erasing import masks_of
from focusgroup.store import Db, notes, participants, sessions
from focusgroup.store.erasure import Masks, erase_person, find_people
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import Edit, change_quote, delete_quote, quotes_of_session
from tests.store.conftest import NOW, problems_of
from tests.store.publishing.conftest import Team
from tests.store.publishing.test_publish import captured, said

WORDS = (
    "took three weeks",
    "no theme at all",
    "Novák",
    "promised her",
    "four weeks",
    "never again",
)
"""What Anna Novák said, and her name."""


async def with_all(db: Db) -> Session:
    """A session in which she said something, was promised something, and was corrected."""
    session = await captured(db)
    (anna, bo, _) = await participants.of_session(db, session.id)
    note = Note(
        id=new_id(NOW), session_id=session.id, kind=NoteKind.COMMITMENT, at_ms=NOW,
        text="promised her a call", participant_id=anna.id,
    )  # fmt: skip
    await notes.add(db, note)
    (first, second, *_) = await quotes_of_session(db, session.id)
    await change_quote(db, [first.id], Edit(text="took three weeks or more"), NOW)
    await change_quote(db, [second.id], Edit(participant_id=anna.id), NOW)
    await change_quote(db, [second.id], Edit(participant_id=bo.id), NOW)
    return session


def erase(path: Path) -> None:
    """Erase her from a database in a file, as `focusgroup erase` does."""
    (someone,), _ = find_people([path], "Anna Novák")
    erase_person(
        path, "Anna Novák", someone, Masks(*masks_of(someone.names, "[erased]")), mask=False
    )


async def remains(db: Db) -> list[str]:
    """What of hers is in any row of a database."""
    tables = ("quote", "participant", "person", "note", "change", "draft", "headline", "debrief")
    found = []
    for table in tables:
        rows = await db.read(lambda tx, table=table: tx.all(f"SELECT * FROM {table}"))
        told = repr([dict(row) for row in rows])
        found += [f"{table}: {word}" for word in WORDS if word in told]
    return found


async def nothing(db: Db, session: Session) -> None: ...


async def other_quote(db: Db, session: Session) -> None:
    quotes = await quotes_of_session(db, session.id)
    (id,) = [quote.id for quote in quotes if quote.text == "导出报表很慢"]
    await change_quote(db, [id], Edit(text="导出报表非常慢"), NOW)


async def her_quote(db: Db, session: Session) -> None:
    (first, *_) = await quotes_of_session(db, session.id)
    await change_quote(db, [first.id], Edit(text="took four weeks", intensity=2), NOW)


async def her_quote_deleted(db: Db, session: Session) -> None:
    (first, *_) = await quotes_of_session(db, session.id)
    await delete_quote(db, [first.id], NOW)


async def her_role(db: Db, session: Session) -> None:
    (anna, *_) = await participants.of_session(db, session.id)
    await participants.change(db, anna.id, PersonChange(role="boss", name="Anna B. Novák"), NOW)


async def one_more(db: Db, session: Session) -> None:
    await said(db, session, "never again", seat=0, n=9)


async def given_to_bo(db: Db, session: Session) -> None:
    (first, *_) = await quotes_of_session(db, session.id)
    (_, bo, _) = await participants.of_session(db, session.id)
    await change_quote(db, [first.id], Edit(participant_id=bo.id), NOW)


CHANGES = (nothing, other_quote, her_quote, her_quote_deleted, her_role, one_more, given_to_bo)


@pytest.mark.parametrize("side", [Side.MINE, Side.THEIRS])
@pytest.mark.parametrize("change", CHANGES, ids=lambda each: each.__name__)
async def test_who_was_erased_in_the_repository_does_not_come_back(
    team: Team, db_path: Path, change: Callable[[Db, Session], Awaitable[None]], side: Side
) -> None:
    here = await team.laptop("anna")
    session = await with_all(here)
    assert (await team.publish(here, session.id)).quotes == 4
    erase(db_path)
    await team.take_back(here, session.id)
    await change(here, session)
    await team.publish(here, session.id, side)
    there = await team.repository()
    assert await remains(there) == []
    assert await problems_of(there) == ()
    texts = [quote.text for quote in await quotes_of_session(there, session.id)]
    assert "so slow, so often" in texts
    assert ("导出报表非常慢" in texts) == (change is other_quote)


async def test_nor_with_another_session_of_hers(team: Team, db_path: Path) -> None:
    here = await team.laptop("anna")
    session = await with_all(here)
    await team.publish(here, session.id)
    erase(db_path)
    later = await sessions.create(here, title="Later", agenda=Agenda("Later"), now_ms=NOW)
    for name, account in (("Anna Novák", "Acme"), ("Bo Li", "Contoso")):
        await participants.add(here, later.id, name=name, account=account, now_ms=NOW)
    await said(here, later, "never again", seat=0)
    await said(here, later, "works for me", seat=1)
    done = await team.publish(here, later.id)
    assert (done.quotes, done.withheld) == (1, 1)
    there = await team.repository()
    assert await remains(there) == []
    assert [quote.text for quote in await quotes_of_session(there, later.id)] == ["works for me"]
    assert await problems_of(there) == ()


@pytest.mark.both_engines
@pytest.mark.parametrize("changed", [False, True])
async def test_who_is_erased_here_is_gone_there_once_it_is_published_again(
    team: Team, changed: bool
) -> None:
    here = await team.laptop("anna")
    session = await with_all(here)
    await team.publish(here, session.id)
    there = await team.repository()
    assert len(await remains(there)) > 5
    if changed:
        await her_quote(there, session)
        await her_role(there, session)
    await here.close()
    erase(team.folder / "anna.db")
    here = await team.laptop("anna")
    await team.publish(here, session.id)
    assert await remains(there) == []
    assert await problems_of(there) == ()
    assert len(await quotes_of_session(there, session.id)) == 2
    assert (await team.publish(here, session.id)).nothing
    assert await remains(here) == []
