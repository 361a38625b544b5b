"""Eight programs that capture a thousand quotes each, and one that follows: no gap, no loss."""

import asyncio
import json
import sys
from pathlib import Path

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind
from focusgroup.services.live_session import LiveSession
from focusgroup.services.sharing import elsewhere
from focusgroup.store import open_db, participants
from focusgroup.store.engine.location import database_at
from focusgroup.store.engine.protocol import Db, Row, Tx
from focusgroup.store.quotes import NewQuote, quotes_of_session, store_quote
from tests.conftest import ROOT
from tests.store.conftest import NOW, problems_of
from tests.tui.living import make_session

WRITERS, EACH = 8, 1_000


async def write(named: str, session: str, speaker: str, writer: int, each: int) -> None:
    """Be one program: store quotes one after the other."""
    async with open_db(database_at(named)) as db:
        db.programs.begin()
        for n in range(each):
            new = NewQuote(
                f"{writer}: {n}", Kind.PROBLEM, NOW + (writer + n * WRITERS) * 60_000,
                participant_id=speaker,
                themes=(f"Theme {n % 3}",), id=new_id(NOW + n), session_id=session,
                taken_by=f"W{writer}",
            )  # fmt: skip
            while not await _stored(db, new, NOW + n):
                await asyncio.sleep(0.05)  # as the outbox does where others hold the database


async def _stored(db: Db, new: NewQuote, now_ms: int) -> bool:
    try:
        await store_quote(db, new, now_ms)
    except StoreError:
        return False
    return True


async def _written(named: str, session: str, speaker: str, writers: int, each: int) -> None:
    programs = [
        await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.services.test_many_writers",
            json.dumps([named, session, speaker, writer, each]), cwd=ROOT,
        )
        for writer in range(writers)
    ]  # fmt: skip
    assert [await program.wait() for program in programs] == [0] * writers


@pytest.mark.both_engines
@pytest.mark.parametrize(
    ("writers", "each"), [(2, 5), pytest.param(WRITERS, EACH, marks=pytest.mark.slow)]
)
async def test_eight_programs_write_without_error_gap_or_loss(
    db_path: Path, writers: int, each: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    import os

    named = os.environ["FOCUSGROUP_DB"]
    async with open_db(db_path) as db:
        session = await make_session(db)
        speaker = (await participants.of_session(db, session.id))[0].id
        before = (await db.read(_revs))[0]["rev"]
        follower = await LiveSession.load(db, session.id, leads=False)
        writing = asyncio.create_task(_written(named, session.id, speaker, writers, each))
        seen: list[str] = []
        while not writing.done():
            await asyncio.sleep(0.02)
            if found := await elsewhere.look(follower):
                assert not found.gone
                seen += [quote.id for quote in found.quotes]
        await writing
        if found := await elsewhere.look(follower):
            seen += [quote.id for quote in found.quotes]
        await follower.latest.close()
        quotes = await quotes_of_session(db, session.id)
        wanted = {f"{writer}: {n}" for writer in range(writers) for n in range(each)}
        assert len(quotes) == writers * each
        assert {quote.text for quote in quotes} == wanted
        assert sorted(seen) == sorted(quote.id for quote in quotes)  # each once
        assert sorted(quote.rev - before for quote in quotes) == list(range(1, writers * each + 1))
        assert await problems_of(db) == ()


async def _revs(tx: Tx) -> list[Row]:
    return await tx.all("SELECT rev FROM session")


if __name__ == "__main__":
    asyncio.run(write(*json.loads(sys.argv[1])))
