"""A network that goes away in a live session: no sentence is lost, and none arrives twice."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit, urlunsplit

import pytest

from focusgroup.store import open_db
from focusgroup.store.engine.servers import place_of
from focusgroup.store.outbox import Outbox, OutboxState, replay_waiting
from focusgroup.store.quotes import quotes_of_session
from focusgroup.system.clock import unix_ms
from tests.services.programs import Program
from tests.tui.living import make_session

pytestmark = [pytest.mark.needs("postgres")]


class Network:
    """A way to the server that can be cut and mended, and may swallow what the server answers."""

    def __init__(self, url: str) -> None:
        self._target = urlsplit(url)
        self._open: list[asyncio.StreamWriter] = []
        self._server: asyncio.Server | None = None
        self._port = 0
        self.answers = True

    @property
    def url(self) -> str:
        where = f"postgres@127.0.0.1:{self._port}"
        return urlunsplit(self._target._replace(netloc=where))

    async def mend(self) -> None:
        self._server = await asyncio.start_server(self._through, "127.0.0.1", self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        if self._server:
            self._server.close()
        for writer in self._open:
            writer.transport.abort()
        self._open.clear()
        await asyncio.sleep(0)

    async def _through(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, port = self._target.hostname, self._target.port
        far_reader, far_writer = await asyncio.open_connection(host, port)
        self._open += [writer, far_writer]
        await asyncio.gather(
            self._pass(reader, far_writer, back=False), self._pass(far_reader, writer, back=True)
        )

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, back: bool
    ) -> None:
        try:
            while data := await reader.read(65_536):
                if back and not self.answers:
                    continue
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        finally:
            writer.close()


@pytest.fixture
async def network(pg_url: str) -> AsyncIterator[Network]:
    found = Network(pg_url)
    await found.mend()
    yield found
    await found.cut()


@pytest.fixture
async def program(network: Network) -> AsyncIterator[Program]:
    path = place_of(network.url)
    async with open_db(path) as db:
        session_id = (await make_session(db)).id
    program = await Program.start(path, session_id)
    yield program
    if not program.killed:
        await program.close()


def outbox_of(program: Program) -> Outbox:
    assert program.live.outbox is not None
    return program.live.outbox


async def until_kept(outbox: Outbox, n: int) -> OutboxState:
    """The outbox's state once *n* entries are in the journal on this machine."""
    async with asyncio.timeout(60):
        while outbox.state.kept < n:
            await asyncio.sleep(0.02)
    return outbox.state


async def stored(url: str, program: Program) -> list[str]:
    async with open_db(place_of(url)) as db:
        return [each.text for each in await quotes_of_session(db, program.live.session.id)]


async def test_what_is_said_while_the_server_is_away_waits_here_and_arrives_once(
    network: Network, program: Program, pg_url: str
) -> None:
    program.enter("- it is slow @1")
    await program.idle()
    await network.cut()
    program.enter("- and it fails @1")
    program.enter("+ support is kind @1")
    state = await until_kept(outbox_of(program), 2)
    assert "the server can't be reached" in state.reason
    assert state.journal == program.db.journal
    assert program.texts() == ["it is slow", "and it fails", "support is kind"]
    await network.mend()
    async with asyncio.timeout(60):
        await outbox_of(program).drained()
    assert await stored(pg_url, program) == ["it is slow", "and it fails", "support is kind"]
    await program.look()
    assert program.texts() == ["it is slow", "and it fails", "support is kind"]


async def test_a_commit_whose_answer_was_lost_is_made_once(
    network: Network, program: Program, pg_url: str
) -> None:
    program.enter("- first @1")
    await program.idle()
    network.answers = False  # the server commits, and nobody here hears of it
    program.enter("- second @1")
    await asyncio.sleep(0.3)
    await network.cut()
    await until_kept(outbox_of(program), 1)
    network.answers = True
    await network.mend()
    async with asyncio.timeout(60):
        await outbox_of(program).drained()
    assert await stored(pg_url, program) == ["first", "second"]


async def test_a_program_killed_while_the_server_is_away_delivers_at_its_next_start(
    network: Network, program: Program, pg_url: str
) -> None:
    await network.cut()
    program.enter("- only here @1")
    await until_kept(outbox_of(program), 1)
    await program.kill()
    assert await stored(pg_url, program) == []
    await network.mend()
    for _ in range(2):
        async with open_db(place_of(network.url)) as db:
            await replay_waiting(db, unix_ms())
    assert await stored(pg_url, program) == ["only here"]
