"""A back room full of people: 150 of them for an hour, and its end."""

import asyncio
import gc
import re
import time
import tracemalloc
from pathlib import Path

import pytest

from focusgroup.backroom import server as servers
from focusgroup.backroom.feed import Feed
from focusgroup.services.backroom.room import BackRoom
from focusgroup.store import open_db
from tests.backroom.conftest import Held, Opening
from tests.terminal import unhurried

VIEWERS, DEAF = 150, 20
HOUR_S, EVERY_S = 3_600, 4
MOST_MB = 10
STARTS = re.compile(r"getUserMedia|MediaRecorder|RTCPeer|WebSocket|sendBeacon|XMLHttpRequest")


@pytest.mark.parametrize("seconds", [300, pytest.param(HOUR_S, marks=pytest.mark.slow)])
async def test_an_hour_with_150_viewers_of_whom_20_read_nothing_takes_little_memory(
    session: Held, tmp_path: Path, seconds: int
) -> None:
    async with open_db(tmp_path / "groups.db") as db:
        room = await BackRoom.open(db, session.stored.id, names=True, new_link=False)
        await listened(session, room, seconds)


async def listened(session: Held, room: BackRoom, seconds: int) -> None:
    """A quote every four seconds; those who read nothing are dropped and come back at the end."""
    feed = Feed(room)
    people = [await room.sign_in(f"Observer {n}", "engineer") for n in range(VIEWERS)]
    viewers = [feed.join(each.id, "", 0.0) for each in people]
    deaf, reading = viewers[:DEAF], viewers[DEAF:]
    for viewer in viewers:
        assert list(feed.news_for(viewer))
    lasts = [f"{feed._boot}.{viewer.place}" for viewer in deaf]
    gc.collect()
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        sent = 0
        for n in range(seconds // EVERY_S):
            await session.say(f"sentence {n} of somebody who tells what happens every week " * 2)
            if change := await room.look():
                feed._publish_change(change)
            feed._publish_listening()
            sent += sum(len(list(feed.news_for(viewer))) for viewer in reading)
            if n == 7:
                for viewer in deaf:  # dropped, as the server does with who takes nothing
                    feed.leave(viewer)
        gc.collect()
        grown = (tracemalloc.get_traced_memory()[0] - before) / 1e6
    finally:
        tracemalloc.stop()
    assert sent > len(reading) * seconds // EVERY_S
    assert grown < MOST_MB, f"{grown:.1f} MB"
    for viewer, last in zip(deaf, lasts, strict=True):
        back = feed.join(viewer.observer, last, 0.0)
        told = b"".join(feed.news_for(back)).decode()
        shown = {m[1] for m in re.finditer(r'"text":"sentence (\d+) ', told)}
        newest = {quote["text"].split()[1] for quote in room.view.quotes()}
        assert newest <= shown


async def test_the_end_is_told_to_150_within_a_second(session: Held, opened: Opening) -> None:
    async with opened() as room:
        server, cookies = room.server, room.server.cookies
        host = room.link.partition("/join/")[0].removeprefix("http://")
        readers = []
        for n in range(VIEWERS):
            observer = await server.room.sign_in(f"Observer {n}", "engineer")
            cookie = f"{cookies.name}={cookies.value(observer.id)}"
            reader, writer = await asyncio.open_connection(*host.split(":"))
            writer.write(
                f"GET /events HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n".encode()
            )
            readers.append((reader, writer))
        async with asyncio.timeout(60):
            while len(server.feed.viewers) < VIEWERS:
                await asyncio.sleep(0.02)
        reading = [asyncio.create_task(reader.read()) for reader, _ in readers]
        await asyncio.sleep(0.2)
        begun = time.monotonic()
        closing = asyncio.create_task(room.close())
        told = await asyncio.gather(*reading)
        await closing
        took = time.monotonic() - begun
        assert took < unhurried(1.0)
        assert all(b"event: closed" in each for each in told)
        for _, writer in readers:
            writer.close()


async def test_an_observer_can_t_be_heard(opened: Opening, observers: Opening) -> None:
    """The page may use no microphone or camera, has nothing that would, and nothing takes sound."""
    assert STARTS.findall(servers.page()) == []
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        async with eva.http.get(eva.base + "/") as page:
            allowed = page.headers["Permissions-Policy"]
            policy = page.headers["Content-Security-Policy"]
        assert "microphone=()" in allowed
        assert "camera=()" in allowed
        assert "media-src" not in policy  # so default-src 'none' counts
        taken = {
            route.resource.canonical
            for route in room.server.app().router.routes()
            if route.method == "POST"
        }
        assert taken == {"/sign-in", "/ask", "/here"}
        answer = await eva.http.post(
            eva.base + "/ask", data=b"RIFF\x00\x00\x00\x00WAVE" * 4_000,
            headers={"Content-Type": "audio/wav", "Origin": eva.base},
        )  # fmt: skip
        assert answer.status in (400, 413, 415)
