"""The routes of the back room: the link, the page, signing in, the feed, questions."""

import asyncio
import json
import secrets
import socket
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from aiohttp import web

from focusgroup.backroom.feed import Feed, Viewer, event
from focusgroup.backroom.guards import (
    SECURE_HEADERS,
    Cookies,
    RateLimit,
    page_policy,
    same_origin,
)
from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.services.backroom.room import BackRoom

BEAT_S = 11.0
"""Every so often each connection gets a beat, which the page answers."""
SILENT_S = 24.0
"""A connection whose page has answered before, and has not for so long, is dropped."""
STUCK_S = 6.0
"""A connection that takes nothing for so long is dropped."""
PADDING = b": " + b"." * 64_000 + b"\n\n"
PADDING_EVERY_S = 2.0
"""Who never answers a beat may be reading all the same: this fills the buffers of who is not."""
SEND_BUFFER = 32_768
"""Bytes that the system keeps for a slow connection; it would take megabytes."""
MOST_VIEWERS = 180
MOST_OF_ONE = 6
"""Connections of one observer: a laptop, a phone, and those that have not ended yet."""
LARGEST_BODY = 8_192
RETRY_MS = 2_000

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@cache
def page() -> str:
    """Return the page; NONCE stands for the nonce of its script and style."""
    return (files("focusgroup.backroom") / "page.html").read_text("utf-8")


@dataclass(slots=True)
class Timing:
    """How long things may take, in seconds; tests hurry them."""

    beat: float = BEAT_S
    silent: float = SILENT_S
    stuck: float = STUCK_S
    padding: float = PADDING_EVERY_S


@dataclass(slots=True)
class Server:
    """The web server of one back room; *hosts* are the values that a Host header may have."""

    room: BackRoom
    hosts: frozenset[str]
    secure: bool = False
    timing: Timing = field(default_factory=Timing)
    feed: Feed = field(init=False)
    cookies: Cookies = field(init=False)
    _links: RateLimit = field(default_factory=lambda: RateLimit(30, 60))
    _sign_ins: RateLimit = field(default_factory=lambda: RateLimit(20, 60))
    _questions: RateLimit = field(default_factory=lambda: RateLimit(6, 60))
    _answers: RateLimit = field(default_factory=lambda: RateLimit(60, 60))

    def __post_init__(self) -> None:
        self.feed = Feed(self.room)
        self.cookies = Cookies(self.room.secret)

    def app(self) -> web.Application:
        """Return the application with its routes."""
        app = web.Application(client_max_size=LARGEST_BODY, middlewares=[self.guarded])
        app.router.add_get("/", self.show, allow_head=False)
        app.router.add_get("/join/{secret}", self.join, allow_head=False)
        app.router.add_get("/events", self.events, allow_head=False)
        app.router.add_post("/sign-in", self.sign_in)
        app.router.add_post("/ask", self.ask)
        app.router.add_post("/here", self.here)
        return app

    # -- guards --------------------------------------------------------------------------------

    @web.middleware
    async def guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse foreign hosts and origins; send headers that keep the page to itself."""
        try:
            response = await self._guarded(request, handler)
        except web.HTTPException as error:
            response = _said(error.status, error.reason)
        except FocusgroupError:
            response = _said(503, "The session can't be read just now; try again.")
        if not response.prepared:
            for name, value in SECURE_HEADERS.items():
                response.headers.setdefault(name, value)
        return response

    async def _guarded(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        host = request.headers.get("Host", "").lower()
        if host not in self.hosts or len(request.headers.getall("Host", [])) != 1:
            return _said(421, "This is not the address of the back room.")
        if request.method == "POST" and not same_origin(request.headers, host, secure=self.secure):
            return _said(403, "Only the back room's own page may send this.")
        return await handler(request)

    def _observer(self, request: web.Request) -> str | None:
        """Return who asks: an observer's id, "" for one with the link only, None for nobody."""
        observer = self.cookies.observer(request.cookies.get(self.cookies.name))
        return "" if observer and observer not in self.room.observers else observer

    def _set_cookie(self, response: web.StreamResponse, observer: str) -> None:
        response.set_cookie(
            self.cookies.name, self.cookies.value(observer), max_age=86_400,
            httponly=True, samesite="Lax", secure=self.secure,
        )  # fmt: skip

    # -- the page ------------------------------------------------------------------------------

    async def join(self, request: web.Request) -> web.StreamResponse:
        """Take the secret of the link out of the address and into a cookie."""
        if not self.cookies.opens(request.match_info["secret"]):
            if not self._links.allows(request.remote or "", _now()):
                return _said(429, "Too many tries; wait a minute.")
            return _said(404, "This link does not open the back room. Ask for the link again.")
        response = web.Response(status=303, headers={"Location": "/"})
        self._set_cookie(response, self._observer(request) or "")
        return response

    async def show(self, request: web.Request) -> web.StreamResponse:
        """Send the page, to who came by the link."""
        observer = self._observer(request)
        if observer is None:
            return _said(403, "Open the link that the facilitator gave you.")
        nonce = secrets.token_urlsafe(16)
        text = page().replace("NONCE", nonce)
        text = text.replace("<body ", '<body data-in="1" ' if observer else "<body ", 1)
        headers = {"Content-Security-Policy": page_policy(nonce)}
        return web.Response(text=text, content_type="text/html", headers=headers)

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        """Sign an observer in by name and function."""
        if self._observer(request) is None:
            return _said(403, "Open the link that the facilitator gave you.")
        if not self._sign_ins.allows(request.remote or "", _now()) and not self._is_near(request):
            return _said(429, "Too many tries; wait a minute.")
        sent = await _fields(request)
        try:
            observer = await self.room.sign_in(sent.get("name", ""), sent.get("function", ""))
        except UsageError as error:
            return _said(400, str(error))
        response = _said(200, "")
        self._set_cookie(response, observer.id)
        return response

    def _is_near(self, request: web.Request) -> bool:
        """Return whether the request comes through this machine, as all do behind a proxy."""
        return request.remote in ("127.0.0.1", "::1")

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """Take a question to the moderator."""
        observer = self._observer(request)
        if not observer:
            return _said(403, "Sign in first.")
        if not self._questions.allows(observer, _now()):
            return _said(429, "That is many questions at once; wait a little.")
        sent = await _fields(request)
        try:
            await self.room.ask(observer, sent.get("text", ""))
        except UsageError as error:
            return _said(400, str(error))
        return _said(200, "")

    async def here(self, request: web.Request) -> web.StreamResponse:
        """Take the page's answer to a beat."""
        observer = self._observer(request)
        viewer = self.feed.viewers.get((await _fields(request)).get("viewer", ""))
        if not observer or not viewer or viewer.observer != observer:
            return _said(404, "That connection has ended.")
        viewer.heard_s = _now()
        viewer.answers = True
        return _said(200, "")

    # -- the feed ------------------------------------------------------------------------------

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Send what is new until the viewer goes, the room is closed, or nobody takes it."""
        observer = self._observer(request)
        if not observer:
            return _said(403, "Sign in first.")
        full = len(self.feed.viewers) >= MOST_VIEWERS
        if full or self.feed.connections()[observer] >= MOST_OF_ONE:
            response = _said(503, "The back room is full; trying again.")
            response.headers["Retry-After"] = "10"
            return response
        last = request.headers.get("Last-Event-ID") or request.query.get("last", "")
        stream = web.StreamResponse(
            headers={**SECURE_HEADERS, "Content-Type": "text/event-stream; charset=utf-8"}
        )
        _keep_little(request)
        await stream.prepare(request)
        viewer = self.feed.join(observer, last, _now())
        try:
            await self._send(stream, f"retry: {RETRY_MS}\n".encode() + event("you", viewer.id))
            await self._feed(stream, viewer)
        except (TimeoutError, ConnectionError):
            if request.transport:
                request.transport.abort()
        finally:
            self.feed.leave(viewer)
        return stream

    async def _feed(self, stream: web.StreamResponse, viewer: Viewer) -> None:
        timing = self.timing
        # The first beat comes at once: whose page answers it is never sent any padding.
        beaten, padded = -timing.beat, _now() + timing.padding
        while True:
            if news := b"".join(self.feed.news_for(viewer)):
                await self._send(stream, news)
            if self.feed.closed:
                return
            now = _now()
            if now - beaten >= timing.beat:
                beaten = now
                await self._send(stream, event("beat", ""))
            if viewer.answers and now - viewer.heard_s > timing.silent:
                raise TimeoutError
            if not viewer.answers and now - padded >= timing.padding:
                padded = now
                await self._send(stream, PADDING)
            due = beaten + timing.beat
            if not viewer.answers:
                due = min(due, padded + timing.padding)
            await self.feed.wait(max(0.01, due - _now()))

    async def _send(self, stream: web.StreamResponse, data: bytes) -> None:
        async with asyncio.timeout(self.timing.stuck):
            await stream.write(data)


def _keep_little(request: web.Request) -> None:
    """Keep the buffers of this connection small, so that who reads nothing is found soon."""
    if request.transport is None:
        return
    request.transport.set_write_buffer_limits(high=SEND_BUFFER)
    with suppress(OSError, AttributeError):
        connection: socket.socket = request.transport.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SEND_BUFFER)


async def _fields(request: web.Request) -> dict[str, str]:
    """Return the texts of a JSON body, nothing for any other."""
    if request.content_type != "application/json":
        raise web.HTTPUnsupportedMediaType(reason="Send JSON.")
    try:
        sent = json.loads(await request.text())
    except (ValueError, RecursionError, LookupError):
        sent = None
    if not isinstance(sent, dict):
        raise web.HTTPBadRequest(reason="That can't be read.")
    return {key: value for key, value in sent.items() if isinstance(value, str)}


def _said(status: int, words: str) -> web.Response:
    return web.Response(status=status, text=words)


def _now() -> float:
    return asyncio.get_running_loop().time()
