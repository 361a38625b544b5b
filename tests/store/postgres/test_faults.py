"""A server that can't be used says so in a sentence, with what to do and without the password."""

import asyncio
import re
import socket
from collections.abc import AsyncIterator
from urllib.parse import urlsplit, urlunsplit

import asyncpg
import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.model import Session
from focusgroup.store import open_db, sessions
from focusgroup.store.engine.postgres.connecting import connect
from focusgroup.store.engine.postgres.errors import explain
from focusgroup.store.engine.postgres.upgrade import (
    ServerStep,
    check_version,
    server_steps,
    upgrade,
)
from focusgroup.store.engine.protocol import Db
from focusgroup.store.engine.servers import place_of, read_server
from tests.postgres import ASKED, TestServer

pytestmark = [pytest.mark.needs("postgres")]
PASSWORD = "s3cret-words"


@pytest.fixture
def engine() -> str:
    return "postgresql"


@pytest.fixture
async def own(pg_server: TestServer) -> AsyncIterator[str]:
    """The URL of a database that no other test has."""
    url = pg_server.new()
    yield url
    pg_server.drop(url)


def at(url: str, *, user: str = "", host: str = "") -> str:
    parts = urlsplit(url)
    whom, _, where = parts.netloc.rpartition("@")
    return urlunsplit(parts._replace(netloc=f"{user or whom}@{host or where}"))


async def sentence(url: str) -> str:
    """What opening and listing says."""
    with pytest.raises(StoreError) as refused:
        async with open_db(place_of(url)) as db:
            await sessions.recent(db)
    said = str(refused.value)
    assert PASSWORD not in said
    assert "Traceback" not in said
    assert "\n" not in said
    return said


async def test_an_unreachable_server(pg_url: str) -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        url = at(pg_url, user=f"anna:{PASSWORD}", host=f"127.0.0.1:{nobody.getsockname()[1]}")
        assert "can't be reached; check the network" in await sentence(url)


async def test_a_host_that_does_not_exist(pg_url: str) -> None:
    assert "can't be reached" in await sentence(at(pg_url, host="nowhere.invalid"))


async def test_an_unknown_user_and_database(pg_server: TestServer, pg_url: str) -> None:
    assert "let this user in" in await sentence(at(pg_url, user=f"nobody:{PASSWORD}"))
    assert "no such database" in await sentence(pg_server.url("not_there"))


async def test_an_empty_database_and_another_program_s(pg_server: TestServer) -> None:
    url = pg_server.new(empty=True)
    assert "is empty; `focusgroup db upgrade` makes its tables" in await sentence(url)
    pg_server.run("CREATE TABLE invoices (n int)", url)
    assert "is another program's" in await sentence(url)
    with pytest.raises(StoreError, match="left as it is"):
        await upgrade(read_server(url))
    pg_server.drop(url)


async def test_a_read_only_server(pg_server: TestServer, own: str) -> None:
    name = urlsplit(own).path[1:]
    pg_server.run(f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    async with open_db(place_of(own)) as db:
        assert await sessions.recent(db) == []
        with pytest.raises(StoreError, match="takes no writes now"):
            await db.write(lambda tx: tx.run("UPDATE session SET title = 'x'"))


async def test_a_role_without_rights(pg_server: TestServer, own: str) -> None:
    role = f"someone_{urlsplit(own).path[1:]}"
    pg_server.run(f"CREATE ROLE {role} LOGIN")
    try:
        assert "has no right to that" in await sentence(at(own, user=role))
    finally:
        pg_server.drop(own)
        pg_server.run(f"DROP ROLE {role}")


async def test_a_dropped_table_and_column(pg_server: TestServer, own: str) -> None:
    pg_server.run("ALTER TABLE session DROP COLUMN title", own)
    async with open_db(place_of(own)) as db:
        with pytest.raises(StoreError, match="a column is missing"):
            await db.read(lambda tx: tx.all("SELECT title FROM session"))
    pg_server.run("DROP TABLE session CASCADE", own)
    assert "a table is missing" in await sentence(own)


async def test_an_older_and_a_newer_schema(pg_server: TestServer, own: str) -> None:
    newest = server_steps()[-1].version
    pg_server.run(f"DELETE FROM focusgroup_schema WHERE version < {newest}", own)
    pg_server.run(f"UPDATE focusgroup_schema SET version = {newest - 1}", own)
    assert "its owner runs `focusgroup db upgrade`" in await sentence(own)
    later = f"UPDATE focusgroup_schema SET version = {newest + 1}, min_client ="
    pg_server.run(f"{later} {newest}", own)
    async with open_db(place_of(own)) as db:  # an older program goes on
        assert await sessions.recent(db) == []
    pg_server.run(f"{later} {newest + 1}", own)
    assert "install the newer version" in await sentence(own)


async def test_an_upgrade_happens_once_whoever_asks_and_whole(
    pg_server: TestServer, own: str
) -> None:
    newest = server_steps()[-1].version
    more = (*server_steps(), ServerStep(newest + 1, "CREATE TABLE more (n bigint)", newest))
    server = read_server(own)
    done = await asyncio.gather(*(upgrade(server, more) for _ in range(4)))
    assert sorted(each.before for each in done) == [newest, *[newest + 1] * 3]
    broken = (*more, ServerStep(newest + 2, "CREATE TABLE last (n bigint); SELECT 1/0", newest))
    with pytest.raises(StoreError):
        await upgrade(server, broken)
    assert not pg_server.run("SELECT 1 FROM pg_tables WHERE tablename = 'last'", own)
    assert pg_server.run("SELECT max(version) FROM focusgroup_schema", own)[0][0] == newest + 1


async def test_each_step_keeps_what_is_there_and_older_programs_go_on_where_they_may(
    pg_server: TestServer,
) -> None:
    steps = server_steps()
    url = pg_server.new(empty=True)
    server = read_server(url)
    await upgrade(server, steps[:1])
    pg_server.run(
        "INSERT INTO session (id, title, status, zone, created_ms)"
        " VALUES ('s', 'Planners', 'ended', 'UTC', 1)",
        url,
    )
    for step in range(2, len(steps) + 1):
        assert "its owner runs" in await sentence(url)
        assert (await upgrade(server, steps[:step])).after == steps[step - 1].version
        older = steps[: step - 1]
        connection = await connect(server)
        try:
            if steps[step - 1].min_client <= older[-1].version:
                await check_version(connection, server, older)
            else:
                with pytest.raises(StoreError, match="install the newer version"):
                    await check_version(connection, server, older)
        finally:
            await connection.close()
    async with open_db(place_of(url)) as db:
        assert [(s.title, s.published) for s in await sessions.recent(db)] == [("Planners", "")]
    pg_server.drop(url)


async def test_a_wrong_password_is_said_and_never_shown(
    pg_server: TestServer, own: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if not pg_server.asks_passwords:
        pytest.skip("not run: needs a server that the tests start")
    role = f"anna_{urlsplit(own).path[1:]}"
    pg_server.run(f"CREATE ROLE {ASKED}")
    pg_server.run(f"CREATE ROLE {role} LOGIN PASSWORD 'right' IN ROLE {ASKED}")
    try:
        said = await sentence(at(own, user=f"{role}:{PASSWORD}"))
        assert "password of this user was not accepted" in said
    finally:
        pg_server.run(f"DROP ROLE {role}")
        pg_server.run(f"DROP ROLE {ASKED}")
    shown = capsys.readouterr()
    assert PASSWORD not in shown.out + shown.err


async def test_a_lock_that_somebody_holds(db: Db, session: Session, pg_url: str) -> None:
    import asyncpg

    blocking = await asyncpg.connect(pg_url)
    try:
        await blocking.execute("BEGIN; LOCK TABLE session IN ACCESS EXCLUSIVE MODE")
        with pytest.raises(StoreError, match=re.escape("another program holds it; try again")):
            await db.write(lambda tx: tx.run("UPDATE session SET title = 'x'"))
    finally:
        await blocking.close()


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (asyncpg.DuplicatePreparedStatementError, "use `pool_mode = session`"),
        (asyncpg.InvalidSQLStatementNameError, "use `pool_mode = session`"),
        (asyncpg.ProtocolViolationError, "ignore_startup_parameters lets them be"),
    ],
)
def test_a_pooler_that_can_t_be_used_is_named(error: type[Exception], words: str) -> None:
    assert words in explain(read_server("postgresql://anna@h/d"), error("x"))
