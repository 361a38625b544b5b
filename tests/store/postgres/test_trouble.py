"""A server in trouble while a session is live: capture goes on, says why, and all arrives once."""

import asyncio
import os
import pwd
import subprocess
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.services.sharing.team import NOBODY
from focusgroup.store import open_db
from focusgroup.store.engine.postgres import presence
from focusgroup.store.engine.servers import place_of
from focusgroup.store.outbox import OutboxState
from focusgroup.store.quotes import quotes_of_session
from tests.conftest import NOT_RUN
from tests.postgres import ASKED, TestServer
from tests.services.programs import Program
from tests.store.conftest import problems_of
from tests.tui.living import make_session

pytestmark = [pytest.mark.needs("postgres")]
KILL = """
    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = '{name}' AND pid <> pg_backend_pid()
"""
SAID = ("it is slow", "and it fails", "support is kind", "nobody had told us")


class Server:
    """The server of a test, its database, and the role that the program comes as."""

    def __init__(self, server: TestServer, url: str) -> None:
        self.server, self.owner = server, url
        self.name = urlsplit(url).path[1:]
        self.role = f"note_taker_{self.name}"
        self.url = url

    def run(self, sql: str) -> None:
        self.server.run(sql, self.owner)

    def cut(self) -> None:
        """End all connections, as a setting counts for new ones only."""
        self.server.run(KILL.format(name=self.name))

    def as_role(self, password: str) -> None:
        """Have the program come as a role of its own, which is asked for its password."""
        self.run(f"CREATE ROLE {ASKED}")
        self.run(f"CREATE ROLE {self.role} LOGIN PASSWORD '{password}' IN ROLE {ASKED}")
        self.run(f"GRANT ALL ON ALL TABLES IN SCHEMA public TO {self.role}")
        self.run(f"GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO {self.role}")
        parts = urlsplit(self.owner)
        where = parts.netloc.rpartition("@")[2]
        self.url = urlunsplit(parts._replace(netloc=f"{self.role}:{password}@{where}"))


@pytest.fixture
def server(pg_server: TestServer) -> Iterator[Server]:
    if not pg_server.asks_passwords:
        pytest.skip("not run: needs a server that the tests start")
    made = Server(pg_server, pg_server.new())
    made.as_role("right-c4nary")
    yield made
    pg_server.drop(made.owner)
    pg_server.run(f"DROP ROLE {made.role}")
    pg_server.run(f"DROP ROLE {ASKED}")


@pytest.fixture
async def program(server: Server) -> AsyncIterator[Program]:
    async with open_db(place_of(server.owner)) as db:
        session_id = (await make_session(db)).id
    program = await Program.start(place_of(server.url), session_id)
    yield program
    await program.close()


@contextmanager
def stopped(of: Server) -> Iterator[None]:
    of.server.halt()
    yield
    of.server.go_on()


@contextmanager
def read_only(of: Server) -> Iterator[None]:
    setting = f"ALTER DATABASE {of.name} SET default_transaction_read_only"
    of.server.run(f"{setting} = on")
    of.cut()
    yield
    of.server.run(f"{setting} = off")
    of.cut()


@contextmanager
def without_rights(of: Server) -> Iterator[None]:
    of.run(f"REVOKE INSERT ON quote FROM {of.role}")
    yield
    of.run(f"GRANT INSERT ON quote TO {of.role}")


@contextmanager
def shut_out(of: Server) -> Iterator[None]:
    of.run(f"ALTER ROLE {of.role} NOLOGIN")
    of.cut()
    yield
    of.run(f"ALTER ROLE {of.role} LOGIN")


@contextmanager
def another_password(of: Server) -> Iterator[None]:
    of.run(f"ALTER ROLE {of.role} PASSWORD 'another'")
    of.cut()
    yield
    of.run(f"ALTER ROLE {of.role} PASSWORD 'right-c4nary'")


@contextmanager
def without_a_table(of: Server) -> Iterator[None]:
    of.run("ALTER TABLE quote_theme RENAME TO was_quote_theme")
    yield
    of.run("ALTER TABLE was_quote_theme RENAME TO quote_theme")


@contextmanager
def without_a_column(of: Server) -> Iterator[None]:
    of.run("ALTER TABLE quote RENAME COLUMN intensity TO was_intensity")
    yield
    of.run("ALTER TABLE quote RENAME COLUMN was_intensity TO intensity")


@contextmanager
def without_the_database(of: Server) -> Iterator[None]:
    of.cut()
    of.server.run(f"ALTER DATABASE {of.name} RENAME TO {of.name}_elsewhere")
    yield
    of.server.run(f"ALTER DATABASE {of.name}_elsewhere RENAME TO {of.name}")


@contextmanager
def full_of_connections(of: Server) -> Iterator[None]:
    of.server.run(f"ALTER DATABASE {of.name} CONNECTION LIMIT 0")
    of.cut()
    yield
    of.server.run(f"ALTER DATABASE {of.name} CONNECTION LIMIT -1")


Trouble = Callable[[Server], "contextmanager[None]"]
TROUBLES = {
    stopped: "the server",
    read_only: "the server takes no writes now (read-only)",
    without_rights: "this user has no right to that",
    shut_out: "the server does not let this user in",
    another_password: "the password of this user was not accepted",
    without_a_table: "a table is missing",
    without_a_column: "a column is missing",
    without_the_database: "there is no such database",
    full_of_connections: "the server has no connection left",
}


async def lasts(program: Program, words: str, waiting: int) -> OutboxState:
    """The outbox's state once so much waits in the journal here, for that reason."""
    assert program.live.outbox is not None
    state = program.live.outbox.state
    try:
        async with asyncio.timeout(60):
            while state.kept < waiting or words not in state.reason:
                await asyncio.sleep(0.02)
                state = program.live.outbox.state
    except TimeoutError:
        raise AssertionError(f"{state}") from None
    return state


async def arrives_once(program: Program, owner: str) -> None:
    """Everything said is stored, once and in its order, and the counts are right."""
    assert program.live.outbox is not None
    async with asyncio.timeout(90):
        await program.live.outbox.drained()
    await program.look()
    assert program.texts() == list(SAID)
    async with open_db(place_of(owner)) as db:
        found = await quotes_of_session(db, program.live.session.id)
        assert [each.text for each in found] == list(SAID)
        assert await problems_of(db) == ()
    assert not program.db.journal.exists() or not program.db.journal.read_bytes()


@pytest.mark.parametrize("trouble", TROUBLES, ids=lambda each: each.__name__)
async def test_a_session_goes_on_here_and_all_of_it_arrives_once(
    server: Server, program: Program, trouble: Trouble
) -> None:
    program.enter(f"- {SAID[0]} @1")
    await program.idle()
    with trouble(server):
        program.enter(f"- {SAID[1]} @1")
        program.enter(f"+ {SAID[2]} @1")
        state = await lasts(program, TROUBLES[trouble], 2)
        assert program.texts() == list(SAID[:3])
        assert state.journal == program.db.journal
        assert "c4nary" not in state.reason + program.db.journal.read_text("utf-8")
        assert "\n" not in state.reason
        assert "Traceback" not in state.reason
    program.enter(f"- {SAID[3]} @1")
    await arrives_once(program, server.owner)


async def looks(program: Program) -> None:
    """Look as the screen does; a server that refuses is the outbox's to tell of."""
    with suppress(StoreError):
        await program.look()


async def test_who_leads_is_not_missed_only_because_the_server_was_away(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presence, "AGAIN_S", 1.5)
    async with open_db(place_of(server.owner)) as db:
        session_id = (await make_session(db)).id
    place = place_of(server.url)
    anna = await Program.start(place, session_id, initials="AN")
    bo = await Program.start(place, session_id, initials="BO", leads=False)
    await looks(bo)
    server.cut()
    for _ in range(10):  # hers has not looked yet
        await looks(bo)
        await asyncio.sleep(0.05)
    assert NOBODY not in bo.said
    await bo.leading.team.change()
    await bo.leading.team.change()
    assert not bo.live.leads
    await looks(anna)
    await asyncio.sleep(1.6)
    await looks(bo)
    assert NOBODY not in bo.said
    server.cut()
    await anna.kill()
    async with asyncio.timeout(20):
        while NOBODY not in bo.said:
            await looks(bo)
            await asyncio.sleep(0.05)
    dee = await Program.start(place, session_id, initials="DE")
    async with asyncio.timeout(20):
        while not any(each.startswith("DE (") for each in bo.said):
            await looks(bo)
            await asyncio.sleep(0.05)
    assert bo.said[-1].endswith(") leads this session now.")
    await bo.close()
    await dee.close()


# -- a full disk -----------------------------------------------------------------------------------


@contextmanager
def small_disk(folder: Path, owner: int) -> Iterator[None]:
    """A file system of its own of so many bytes, which the server may write to."""
    how = ["mount", "-t", "tmpfs", "-o", f"size=48m,uid={owner},mode=0700", "tmpfs", str(folder)]
    try:
        mounted = subprocess.run(how, capture_output=True, check=False).returncode == 0
    except OSError:
        mounted = False
    if not mounted:
        pytest.skip(NOT_RUN + "the right to mount")
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Leave no byte free; return the file that takes all of it."""
    path = folder / "filler"
    with path.open("wb", buffering=0) as file:
        for size in (1 << 20, 4096, 1):
            try:
                while file.write(bytes(size)):
                    pass
            except OSError:
                continue
    return path


async def test_a_full_disk_of_the_server(pg_server: TestServer, tmp_path: Path) -> None:
    if not pg_server.folder or os.geteuid():
        pytest.skip(NOT_RUN + "the right to mount")
    place = pg_server.folder / "small"
    place.mkdir()
    who = next(u for u in pwd.getpwall() if u.pw_name in ("postgres", "nobody"))
    with small_disk(place, who.pw_uid):
        url = pg_server.new()
        name = urlsplit(url).path[1:]
        pg_server.run(f"CREATE TABLESPACE small LOCATION '{place}'")
        pg_server.run(f"ALTER DATABASE {name} SET TABLESPACE small")
        try:
            async with open_db(place_of(url)) as db:
                session_id = (await make_session(db)).id
            program = await Program.start(place_of(url), session_id)
            program.enter(f"- {SAID[0]} @1")
            await program.idle()
            filler = fill(place)
            long = [f"{n} " + "so it goes on and on " * 400 for n in range(12)]
            for words in long:
                program.enter(f"- {words}@1")
            state = await lasts(program, "the server's disk is full", 3)
            assert state.journal == program.db.journal
            filler.unlink()
            assert program.live.outbox is not None
            async with asyncio.timeout(90):
                await program.live.outbox.drained()
            found = [each.text for each in await quotes_of_session(program.db, session_id)]
            assert found == [SAID[0], *(words.strip() for words in long)]
            assert await problems_of(program.db) == ()
            await program.close()
        finally:
            pg_server.drop(url)
            pg_server.run("DROP TABLESPACE small")
