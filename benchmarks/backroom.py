"""What the back room costs for 150 viewers: memory, CPU, from commit to page, and its end.

Run it as `python benchmarks/backroom.py` (Linux). The server is the real command in a process of
its own; the viewers are connections of this one, which answer beats as the page does. Some of them
never read. Quotes are committed by a third connection, as by a live session.
"""

import argparse
import asyncio
import json
import os
import signal
import statistics
import sys
import tempfile
import time
from pathlib import Path

from aiohttp import ClientSession, ClientTimeout, CookieJar, TCPConnector

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind
from focusgroup.store import open_db, participants, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import NewQuote, add_quote
from focusgroup.system.clock import unix_ms

AGENDA = "## Welcome (10 min)\n\n1. Who are you?\n\n## In your way (20 min)\n\n1. What stops you?\n"
TICKS = os.sysconf("SC_CLK_TCK")


class Viewer:
    """One observer's page; *arrived* holds when each quote came, by its id."""

    def __init__(self, base: str, http: ClientSession, cookie: str) -> None:
        self.base, self.http = base, http
        self.headers = {"Cookie": cookie}
        self.arrived: dict[str, float] = {}
        self.ended = asyncio.Event()

    async def read(self) -> None:
        """Read the feed to its end and answer its beats."""
        me = ""
        async with self.http.get(self.base + "/events", headers=self.headers) as stream:
            kind = ""
            async for line in stream.content:
                if line.startswith(b"event: "):
                    kind = line[7:-1].decode()
                elif line.startswith(b"data: ") and kind == "you":
                    me = json.loads(line[6:])
                elif line.startswith(b"data: ") and kind == "change":
                    now = time.perf_counter()
                    for quote in json.loads(line[6:])["quotes"]:
                        self.arrived[quote["id"]] = now
                elif line.startswith(b"data: ") and kind == "beat":
                    await self._post("/here", {"viewer": me})
        self.ended.set()

    async def _post(self, path: str, data: object) -> None:
        headers = self.headers | {"Origin": self.base, "Content-Type": "application/json"}
        async with self.http.post(self.base + path, data=json.dumps(data), headers=headers):
            pass


def memory_mb(pid: int) -> float:
    """Return how much memory a process has now, in MB."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(each.split()[1]) for each in lines if each.startswith("VmRSS")) / 1024


def cpu_s(pid: int) -> float:
    """Return the CPU that a process has used, in seconds."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


async def signed_in(http: ClientSession, link: str, name: str) -> str:
    """Sign an observer in; return the cookie."""
    base = link.partition("/join/")[0]
    async with http.get(link, allow_redirects=False) as answer:
        cookie = answer.headers["Set-Cookie"].partition(";")[0]
    headers = {"Cookie": cookie, "Origin": base, "Content-Type": "application/json"}
    body = json.dumps({"name": name, "function": "engineer"})
    async with http.post(base + "/sign-in", data=body, headers=headers) as answer:
        return answer.headers["Set-Cookie"].partition(";")[0]


async def measure(db: SqliteDb, session: str, person: str, options: argparse.Namespace) -> None:
    """Serve, listen, capture, and print what it took."""
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "focusgroup", "--db", str(db.path), "backroom", session,
        "--port", "0",
        stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert server.stdout
    await server.stdout.readline()
    link = (await server.stdout.readline()).decode().strip()
    base = link.partition("/join/")[0]
    await asyncio.sleep(1)
    before = memory_mb(server.pid)
    unlimited = {"connector": TCPConnector(limit=0), "timeout": ClientTimeout(total=None)}
    async with ClientSession(cookie_jar=CookieJar(), **unlimited) as http:
        viewers = []
        for n in range(options.viewers):
            viewers.append(Viewer(base, http, await signed_in(http, link, f"Observer {n}")))
        print(f"{options.viewers} signed in; without viewers {before:.1f} MB")
        hearing = viewers[: options.viewers - options.deaf]
        reading = [asyncio.create_task(each.read()) for each in hearing]
        deaf = [await _deaf(base, each.headers["Cookie"]) for each in viewers[len(hearing) :]]
        dropping = asyncio.create_task(_dropped(deaf))
        await asyncio.sleep(3)
        waited, used, begun = [], cpu_s(server.pid), time.perf_counter()
        ids: dict[str, float] = {}
        while time.perf_counter() - begun < options.seconds:
            new = NewQuote(
                text="the figure on the dashboard is not the one in the export", kind=Kind.PROBLEM,
                at_ms=unix_ms(), participant_id=person, themes=("Reporting > Exports",),
                id=new_id(), session_id=session, section=1, question=0,
            )  # fmt: skip
            await add_quote(db, new, unix_ms())
            ids[new.id] = time.perf_counter()
            await asyncio.sleep(options.every)
        share = (cpu_s(server.pid) - used) / (time.perf_counter() - begun)
        after = memory_mb(server.pid)
        await asyncio.sleep(1)
        for each in hearing:
            waited += [each.arrived[id] - at for id, at in ids.items() if id in each.arrived]
        missed = len(ids) * len(hearing) - len(waited)
        waited.sort()
        p99 = waited[int(len(waited) * 0.99)] * 1000
        print(f"{len(ids)} quotes in {options.seconds:.0f} s, missed by somebody: {missed}")
        print(f"commit to page: median {statistics.median(waited) * 1000:.0f} ms, p99 {p99:.0f} ms")
        print(f"memory for the viewers: {after - before:.1f} MB; CPU {share:.1%} of a core")
        if deaf:
            print(f"{len(deaf)} that never read were dropped after {await dropping:.0f} s")
        begun = time.perf_counter()
        server.send_signal(signal.SIGINT)
        await asyncio.gather(*reading, return_exceptions=True)
        let_go = time.perf_counter() - begun
        await server.wait()
        print(
            f"stopped: {len(hearing)} listeners let go after {let_go:.2f} s, the process ended"
            f" after {time.perf_counter() - begun:.2f} s"
        )


async def _deaf(base: str, cookie: str) -> asyncio.StreamWriter:
    """Return a connection that asks for the feed and never reads it."""
    host = base.removeprefix("http://")
    reader, writer = await asyncio.open_connection(*host.split(":"), limit=1_000)
    writer.write(f"GET /events HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\n\r\n".encode())
    reader._transport.pause_reading()  # type: ignore[attr-defined]
    return writer


async def _dropped(deaf: list[asyncio.StreamWriter]) -> float:
    """Return after how many seconds the last of them was dropped."""
    begun = time.perf_counter()
    while True:
        await asyncio.sleep(0.25)
        for each in deaf:
            if not each.is_closing():
                each.write(b"\n")  # whose connection was reset is told so
        if all(each.is_closing() for each in deaf):
            return time.perf_counter() - begun


async def main(options: argparse.Namespace) -> None:
    """Measure on a database of its own."""
    with tempfile.TemporaryDirectory(prefix="focusgroup back room ") as folder:
        async with open_db(Path(folder) / "groups.db") as db:
            agenda = parse_agenda(AGENDA).agenda
            made = await sessions.create(db, title="Planners", agenda=agenda, now_ms=unix_ms())
            person = await participants.add(
                db, made.id, name="Anna Novak", account="Northwind", now_ms=unix_ms(),
                consent_name=not options.masked,
            )  # fmt: skip
            await measure(db, made.id, person.id, options)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--viewers", type=int, default=150)
    parser.add_argument("--deaf", type=int, default=20, help="so many of them never read")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--every", type=float, default=4, help="seconds between quotes")
    parser.add_argument("--masked", action="store_true", help="the speaker may not be named")
    asyncio.run(main(parser.parse_args()))
