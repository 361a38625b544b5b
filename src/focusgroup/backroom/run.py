"""The door to the back room: serve one session's page until it is closed.

The command line imports this module of ``backroom`` and no other.
"""

import asyncio
import os
import signal
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from focusgroup.backroom.guards import LOOPBACK, hosts_of, is_loopback, outward
from focusgroup.backroom.server import Server
from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.core.patterns import lazy_pattern
from focusgroup.services.backroom.room import BackRoom
from focusgroup.store import open_db

HOST = lazy_pattern(r"[A-Za-z0-9._-]{1,253}|[0-9A-Fa-f:.]{2,45}")
LAST_WORDS_S = 0.2
"""How long viewers get to hear that the room is closed, in seconds."""
END_S = 0.3
"""How long their connections may then take to end."""


@dataclass(frozen=True, slots=True)
class Serving:
    """Where and how to serve; *names* are further hosts under which observers reach the page."""

    address: str = LOOPBACK
    port: int = 0
    certificate: Path | None = None
    key: Path | None = None
    without_tls: bool = False
    names: tuple[str, ...] = ()
    show_names: bool = True
    new_link: bool = False

    def tls(self) -> ssl.SSLContext | None:
        """Return the context for HTTPS, None without a certificate.

        Raises UsageError for an address that others reach without either a certificate or the
        word that none is wanted, and FocusgroupError for a certificate that can't be used.
        """
        for name in (self.address, *self.names):
            if not HOST.fullmatch(name):
                raise UsageError(
                    f"“{name[:60]}” is not the name or address of a machine; give one such as"
                    " 192.168.1.20 or room.example.com"
                )
        if self.certificate is None:
            if not is_loopback(self.address) and not self.without_tls:
                raise UsageError(
                    f"others in the network of {self.address} could read what is sent; give a"
                    " certificate with --certificate, or --without-tls if the network is your own"
                )
            return None
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        try:
            # An encrypted key must not ask for its passphrase in the middle of a session.
            context.load_cert_chain(self.certificate, self.key, password=lambda: "")
        except (OSError, ValueError) as error:  # ssl.SSLError is an OSError
            raise FocusgroupError(
                f"the certificate {self.certificate} can't be used"
                f" ({getattr(error, 'strerror', None) or error});"
                " give a PEM file, and its key with --key if that is another file"
            ) from error
        return context


def run(db: Path, session: str, serving: Serving, opened: Callable[[str, str], None]) -> int:
    """Serve the back room of *session* until Ctrl+C; return the exit code.

    *opened* is called with the session's title and the link, once the page can be opened. Raises
    NotFound, UsageError and FocusgroupError for what can't be served.
    """
    return asyncio.run(_serve(db, session, serving, opened))


async def _serve(
    path: Path, session: str, serving: Serving, opened: Callable[[str, str], None]
) -> int:
    async with open_room(path, session, serving) as listening:
        opened(listening.server.room.session.title, listening.link)
        over = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            with suppress(NotImplementedError, AttributeError):  # Windows has Ctrl+C only
                loop.add_signal_handler(getattr(signal, name), over.set)
        closing = asyncio.create_task(over.wait())
        await asyncio.wait((listening.watching, closing), return_when=asyncio.FIRST_COMPLETED)
        closing.cancel()
        if listening.watching.done():
            listening.watching.result()
    return 0


@asynccontextmanager
async def open_room(path: Path, session: str, serving: Serving) -> AsyncIterator["Listening"]:
    """Serve the back room of *session*; raises what `run` does."""
    tls = serving.tls()
    async with open_db(path, create=False) as db:
        room = await BackRoom.open(db, session, names=serving.show_names, new_link=serving.new_link)
        listening = await _listen(room, serving, tls)
        try:
            yield listening
        finally:
            listening.watching.cancel()
            await asyncio.gather(listening.watching, return_exceptions=True)
            await listening.close()


@dataclass(frozen=True, slots=True)
class Listening:
    """A server that listens; *link* is what observers are sent."""

    server: Server
    runner: web.AppRunner
    watching: asyncio.Task[None]
    link: str

    async def close(self) -> None:
        """Tell the viewers, end their connections, and record until when they listened."""
        feed = self.server.feed
        await feed.room.seen(feed.listening())
        feed.close()
        with suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_S):
                await feed.empty.wait()
        await self.runner.cleanup()


async def _listen(room: BackRoom, serving: Serving, tls: ssl.SSLContext | None) -> Listening:
    server = Server(room, frozenset(), secure=tls is not None)
    runner = web.AppRunner(
        server.app(), access_log=None, handler_cancellation=True, shutdown_timeout=END_S
    )
    await runner.setup()
    site = web.TCPSite(runner, serving.address, serving.port, ssl_context=tls, backlog=256)
    try:
        await site.start()
    except (OSError, UnicodeError) as error:  # the latter for a name that no machine can have
        await runner.cleanup()
        why = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else error
        raise FocusgroupError(
            f"the back room can't be opened at {serving.address}, port {serving.port} ({why});"
            " choose another with --port or --address"
        ) from error
    port = runner.addresses[0][1]
    server.hosts = hosts_of(serving.address, serving.names, port)
    host = serving.names[0] if serving.names else outward(serving.address)
    scheme = "https" if tls else "http"
    shown = f"[{host}]" if ":" in host else host
    watching = asyncio.create_task(server.feed.watch())
    return Listening(server, runner, watching, f"{scheme}://{shown}:{port}/join/{room.secret}")
