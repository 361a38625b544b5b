"""Publishing over a network that goes away, to a server that refuses, and by many at once."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlsplit

import pytest

from focusgroup.core.errors import FocusgroupError, StoreError
from focusgroup.core.publishing import Side
from focusgroup.services.sharing import publishing
from focusgroup.store import open_db, open_either, sessions
from focusgroup.store.engine.postgres import transactions
from focusgroup.store.engine.postgres.upgrade import server_steps
from focusgroup.store.engine.servers import place_of
from tests.conftest import ROOT
from tests.postgres import ASKED, TestServer
from tests.store.conftest import problems_of
from tests.store.postgres.test_faults import PASSWORD, at
from tests.store.postgres.test_lost import Network
from tests.store.publishing.conftest import Team
from tests.store.publishing.test_publish import captured, told

pytestmark = [pytest.mark.needs("postgres")]
TABLES = (
    *("account", "person", "theme", "session", "participant", "agenda_item", "change", "quote"),
    *("quote_fts", "quote_theme", "quote_without_theme"),
)


@pytest.fixture
def engine() -> str:
    return "postgresql"


@pytest.fixture
async def network(pg_url: str) -> AsyncIterator[Network]:
    found = Network(pg_url)
    await found.mend()
    yield found
    await found.cut()


@pytest.fixture
async def own(pg_server: TestServer) -> AsyncIterator[str]:
    """The URL of a database that no other test has."""
    url = pg_server.new()
    yield url
    pg_server.drop(url)


@pytest.mark.parametrize("table", TABLES)
async def test_a_connection_that_is_lost_in_the_middle_leaves_nothing_half(
    team: Team, network: Network, table: str, monkeypatch: pytest.MonkeyPatch, pg_url: str
) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    insert = transactions.PostgresTx.insert

    async def cut(tx: Any, into: str, rows: Any) -> None:
        if into == table:
            await network.cut()
        await insert(tx, into, rows)

    team.named = network.url
    with monkeypatch.context() as patched:
        patched.setattr(transactions.PostgresTx, "insert", cut)
        with pytest.raises(StoreError, match=r"was not published: .*can't be reached"):
            await team.publish(here, session.id)
    assert not (await sessions.find(here, session.id)).published
    async with open_db(place_of(pg_url)) as there:
        counters = (
            *("theme_count", "quote_tally", "theme_voices", "theme_group", "theme_pair"),
            "theme_quarter",
        )
        for name in (*TABLES, *counters):
            rows = await there.read(lambda tx, name=name: tx.all(f"SELECT 1 FROM {name}"))
            assert rows == [], name
        await network.mend()
        assert (await team.publish(here, session.id)).quotes == 4
        assert await told(there, session) == await told(here, session)
        assert await problems_of(there) == ()


async def test_a_commit_whose_answer_was_lost_is_not_made_twice(
    team: Team, network: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    there = await team.repository()
    team.named = network.url
    insert = transactions.PostgresTx.many

    async def deaf(tx: Any, sql: str, rows: Any) -> None:
        await insert(tx, sql, rows)
        if "INSERT INTO draft" in sql:  # the last statement
            network.answers = False
            asyncio.get_running_loop().create_task(_cut_soon(network))

    with monkeypatch.context() as patched:
        patched.setattr(transactions.PostgresTx, "many", deaf)
        with pytest.raises(StoreError, match="was not published"):
            await team.publish(here, session.id)
    async with asyncio.timeout(20):
        while not await told_or_none(there, session):
            await asyncio.sleep(0.05)
    network.answers = True
    await network.mend()
    assert (await team.publish(here, session.id)).nothing
    assert await told(there, session) == await told(here, session)
    assert (await sessions.find(here, session.id)).published


async def _cut_soon(network: Network) -> None:
    await asyncio.sleep(0.5)
    await network.cut()


async def told_or_none(db: Any, session: Any) -> list[Any]:
    try:
        await sessions.find(db, session.id)
    except FocusgroupError:
        return []
    return await told(db, session)


async def refusal(team: Team, db: Any, session: Any, url: str) -> str:
    """What publishing to a server says that refuses; nothing is marked as published."""
    team.named = url
    with pytest.raises(StoreError) as refused:
        await publishing.publish(
            db, await sessions.find(db, session.id),
            publishing.Repository(place_of(url), "there", url), publishing.Choices(Side.MINE),
        )  # fmt: skip
    said = str(refused.value)
    assert said.startswith("“Planners” was not published: ")
    assert PASSWORD not in said
    assert "\n" not in said
    assert not (await sessions.find(db, session.id)).published
    return said


async def test_a_server_that_refuses_says_why_and_nothing_is_sent(
    team: Team, pg_server: TestServer, own: str
) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    name, newest = urlsplit(own).path[1:], server_steps()[-1].version

    async def says(words: str, sql: str, back: str = "", url: str = own) -> None:
        pg_server.run(sql, own)
        assert words in await refusal(team, here, session, url)
        if back:
            pg_server.run(back, own)

    read_only = f"ALTER DATABASE {name} SET default_transaction_read_only ="
    pg_server.run(f"{read_only} on")
    assert "takes no writes now" in await refusal(team, here, session, own)
    pg_server.run(f"{read_only} off")
    version = "UPDATE focusgroup_schema SET version = {}, min_client = {}"
    older = f"DELETE FROM focusgroup_schema WHERE version = {newest}"
    pg_server.run(older, own)
    told = await refusal(team, here, session, own)
    assert f"its owner runs `focusgroup --db {own} db upgrade`" in told
    pg_server.run(f"INSERT INTO focusgroup_schema VALUES ({newest}, {newest}, 0)", own)
    await says(
        "install the newer version",
        version.format(newest + 1, newest + 1) + f" WHERE version = {newest}",
        version.format(newest, newest) + f" WHERE version = {newest + 1}",
    )
    full = """
        CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
            RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$
    """
    pg_server.run(full, own)
    await says(
        "the server's disk is full; nothing written so far is lost",
        "CREATE TRIGGER full_disk BEFORE INSERT ON quote EXECUTE FUNCTION full_disk()",
        "DROP TRIGGER full_disk ON quote",
    )
    await says("a table is missing", "ALTER TABLE change RENAME TO gone",
               "ALTER TABLE gone RENAME TO change")  # fmt: skip
    async with open_db(place_of(own)) as there:
        assert await sessions.recent(there) == []
    assert (await team.publish(here, session.id)).quotes == 4


async def test_an_observer_may_not_publish_and_a_facilitator_may(
    team: Team, pg_server: TestServer, own: str
) -> None:
    here = await team.laptop("anna")
    session = await captured(here)
    pg_server.script((ROOT / "sql" / "roles.sql").read_text("utf-8"), own)
    name = urlsplit(own).path[1:]
    pg_server.run(f"CREATE ROLE o_{name} LOGIN IN ROLE focusgroup_observer")
    pg_server.run(f"CREATE ROLE f_{name} LOGIN IN ROLE focusgroup_facilitator")
    try:
        assert "has no right to that" in await refusal(
            team, here, session, at(own, user=f"o_{name}")
        )
        team.named = at(own, user=f"f_{name}")
        assert (await team.publish(here, session.id)).quotes == 4
        await team.take_back(here, session.id)
        await sessions.update(here, session.id, title="Other")
        assert (await team.publish(here, session.id)).changes == 1
    finally:
        pg_server.drop(own)
        for role in "of":
            pg_server.run(f"DROP ROLE {role}_{name}")


async def test_a_wrong_password_is_said_and_never_shown(
    team: Team, pg_server: TestServer, own: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not pg_server.asks_passwords:
        pytest.skip("not run: needs a server that the tests start")
    here = await team.laptop("anna")
    session = await captured(here)
    role = f"p_{urlsplit(own).path[1:]}"
    pg_server.run(f"CREATE ROLE {ASKED}")
    pg_server.run(f"CREATE ROLE {role} LOGIN PASSWORD 'right' IN ROLE {ASKED}")
    try:
        url = at(own, user=f"{role}:{PASSWORD}")
        assert "password of this user was not accepted" in await refusal(team, here, session, url)
    finally:
        pg_server.run(f"DROP ROLE {role}")
        pg_server.run(f"DROP ROLE {ASKED}")
    shown = capsys.readouterr()
    assert PASSWORD not in shown.out + shown.err


@pytest.mark.slow
async def test_a_hundred_sessions_are_published_at_once_beside_somebody_who_captures(
    team: Team, own: str
) -> None:
    from tests.store.publishing.test_publish import said

    team.named = own
    laptops = [await open_either(team.folder / f"{n}.db") for n in range(100)]
    try:
        made = [await captured(db, f"Session {n}") for n, db in enumerate(laptops)]
        there = await team.repository()
        live = await captured(there, "Live")
        waits: list[float] = []
        done = asyncio.Event()

        async def capture() -> None:
            n = 10
            while not done.is_set():
                n += 1
                start = asyncio.get_running_loop().time()
                await said(there, live, f"No {n}", n=n)
                waits.append(asyncio.get_running_loop().time() - start)
                await asyncio.sleep(0.1)

        capturing = asyncio.create_task(capture())
        start = asyncio.get_running_loop().time()
        found = await asyncio.gather(
            *(team.publish(db, s.id, Side.THEIRS) for db, s in zip(laptops, made, strict=True))
        )
        took = asyncio.get_running_loop().time() - start
        done.set()
        await capturing
        assert [each.quotes for each in found] == [4] * 100
        for db, session in zip(laptops, made, strict=True):
            assert await told(there, session) == await told(db, session)
        assert await problems_of(there) == ()
        waits.sort()
        print(f"100 sessions at once in {took:.1f} s; a quote meanwhile {waits[-1]:.2f} s at most")
    finally:
        for db in laptops:
            await db.close()
