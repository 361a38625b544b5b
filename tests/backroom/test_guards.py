"""Who gets in, from where, and how much: the real server over HTTP."""

import asyncio
import json
import ssl
import subprocess
import time
from pathlib import Path

import pytest
from aiohttp import ClientSession, CookieJar

from focusgroup.backroom import server as servers
from focusgroup.backroom.guards import RateLimit, hosts_of, is_loopback
from focusgroup.backroom.run import Serving
from focusgroup.core.errors import FocusgroupError, UsageError
from focusgroup.store.backroom import observers as observer_rows
from focusgroup.store.backroom import questions
from tests.backroom.conftest import Held, Opening

pytestmark = pytest.mark.usefixtures("session")


async def test_without_the_link_there_is_nothing(opened: Opening, observers: Opening) -> None:
    async with opened() as room, observers(room) as eva:
        for path in ("/", "/events"):
            async with eva.http.get(eva.base + path) as answer:
                assert answer.status == 403
        for path, status in (("/sign-in", 403), ("/ask", 403), ("/here", 404)):
            answer = await eva.post(path, {"name": "Eva"})
            assert (path, answer.status) == (path, status)
        async with eva.http.get(eva.link[:-1] + ("-" if eva.link.endswith("_") else "_")) as answer:
            assert answer.status == 404
            assert "Planners" not in await answer.text()


async def test_the_link_becomes_a_cookie_that_scripts_and_other_sites_do_not_get(
    opened: Opening, observers: Opening
) -> None:
    async with opened() as room, observers(room) as eva:
        async with eva.http.get(eva.link, allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (303, "/")
            cookie = answer.headers["Set-Cookie"]
            assert "HttpOnly" in cookie
            assert "SameSite=Lax" in cookie
            assert room.server.room.secret not in cookie
        async with eva.http.get(eva.base + "/") as page:
            policy, text = page.headers["Content-Security-Policy"], await page.text()
            assert "default-src 'none'" in policy
            assert page.headers["Cache-Control"] == "no-store"
            assert page.headers["Referrer-Policy"] == "no-referrer"
        nonce = policy.partition("script-src 'nonce-")[2].partition("'")[0]
        assert text.count(f'nonce="{nonce}"') == 2
        async with eva.http.get(eva.base + "/") as page:
            assert nonce not in page.headers["Content-Security-Policy"]


def test_the_page_is_small_and_knows_no_other_address() -> None:
    text = servers.page()
    assert len(text.encode()) <= 60_000
    assert "//" not in text.replace("// ", "")
    assert "innerHTML" not in text
    for attribute in (' style="', ' onclick="', "eval(", "document.write", "insertAdjacentHTML"):
        assert attribute not in text


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "", "localhost.evil"])
async def test_foreign_hosts_are_refused(opened: Opening, observers: Opening, host: str) -> None:
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        async with eva.http.get(eva.base + "/", headers={"Host": host}) as answer:
            assert answer.status == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "http://evil.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
async def test_posts_from_other_pages_are_refused(
    session: Held, opened: Opening, observers: Opening, headers: dict[str, str]
) -> None:
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        assert (await eva.post("/ask", {"text": "?"}, **headers)).status == 403
        assert await questions.questions_of(session.db, session.stored.id) == ()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{" + b" " * 9_000 + b"}", "application/json", 413),
        (b"text=a", "application/x-www-form-urlencoded", 415),
        (b"[" * 4_000, "application/json", 400),
        (b"\xff\xfe", "application/json", 400),
        (b"[]", "application/json", 400),
        (b"{}", "application/json", 400),
        (b'{"text": ["a"]}', "application/json", 400),
        (json.dumps({"text": "a" * 501}).encode(), "application/json", 400),
        (b'{"text": " \\u0000 \\ud800 "}', "application/json", 400),
    ],
)
async def test_odd_bodies_are_refused(
    opened: Opening, observers: Opening, body: bytes, kind: str, status: int
) -> None:
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        headers = {"Content-Type": kind, "Origin": eva.base}
        async with eva.http.post(eva.base + "/ask", data=body, headers=headers) as answer:
            assert answer.status == status, await answer.text()


@pytest.mark.parametrize(
    ("name", "function"), [("", "engineer"), (" \t", "sales"), ("a" * 81, "other"), ("Eva", "ceo")]
)
async def test_who_signs_in_says_who_it_is(
    session: Held, opened: Opening, observers: Opening, name: str, function: str
) -> None:
    async with opened() as room, observers(room) as eva:
        async with eva.http.get(eva.link):
            pass
        answer = await eva.post("/sign-in", {"name": name, "function": function})
        assert answer.status == 400
        assert await observer_rows.observers_of(session.db, session.stored.id) == ()


async def test_cookies_are_not_to_be_made_up(opened: Opening, observers: Opening) -> None:
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        name = room.server.cookies.name
        known = next(iter(room.server.room.observers))
        right = room.server.cookies.value("")
        for value in ("", ".", known, f"{known}.", f"{known}.{'0' * 64}", f"{known}{right}", "é.é"):
            cookies = CookieJar(unsafe=True)
            async with ClientSession(cookie_jar=cookies) as other:
                headers = {"Cookie": f"{name}={value}"}
                async with other.get(eva.base + "/events", headers=headers) as answer:
                    assert answer.status == 403, value


async def test_a_room_is_full_at_some_point_and_one_observer_has_few_connections(
    opened: Opening, observers: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "MOST_VIEWERS", 3)
    monkeypatch.setattr(servers, "MOST_OF_ONE", 2)
    async with opened() as room, observers(room) as eva, observers(room) as max_:
        await eva.come_in()
        await max_.come_in("Max", "manager")
        streams = [await each.http.get(each.base + "/events") for each in (eva, eva)]
        async with eva.http.get(eva.base + "/events") as answer:
            assert answer.status == 503
        streams.append(await max_.http.get(max_.base + "/events"))
        async with max_.http.get(max_.base + "/events") as answer:
            assert answer.status == 503
            assert "full" in await answer.text()
        for each in streams:
            each.close()


async def test_questions_and_tries_are_limited(
    session: Held, opened: Opening, observers: Opening
) -> None:
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        asked = [(await eva.post("/ask", {"text": f"question {n}"})).status for n in range(8)]
        assert asked == [200, 200, 200, 200, 200, 400, 429, 429]
        tries = []
        for _ in range(35):
            async with eva.http.get(f"{eva.base}/join/guess") as answer:
                tries.append(answer.status)
        assert tries[0] == 404
        assert tries[-1] == 429


async def test_closing_with_many_listening_is_quick_and_told(
    opened: Opening, observers: Opening
) -> None:
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        async with eva.listening() as events:
            await events.until(lambda e: e.state)
            begun = time.monotonic()
            closing = asyncio.create_task(room.close())
            while await events.next():
                pass
            await closing
            assert events.seen[-1] == "closed"
            assert time.monotonic() - begun < 5


def test_other_addresses_want_a_certificate_or_the_word_that_none_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--certificate"):
        Serving(address="192.168.1.20").tls()
    with pytest.raises(UsageError, match="--without-tls"):
        Serving(address="0.0.0.0").tls()
    assert Serving(address="192.168.1.20", without_tls=True).tls() is None
    wrong = tmp_path / "not a certificate.pem"
    wrong.write_text("nothing")
    with pytest.raises(FocusgroupError, match="can't be used"):
        Serving(certificate=wrong).tls()
    with pytest.raises(FocusgroupError, match="can't be used"):
        Serving(certificate=tmp_path / "missing.pem").tls()


@pytest.mark.needs("openssl")
async def test_with_a_certificate_the_cookie_travels_by_https_only(
    opened: Opening, tmp_path: Path
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    made = (
        "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
        "-nodes", "-subj", "/CN=localhost", "-days", "2", "-keyout", key, "-out", certificate,
    )  # fmt: skip
    await asyncio.to_thread(subprocess.run, made, check=True, capture_output=True)
    async with opened(certificate=certificate, key=key) as room:
        assert room.link.startswith("https://")
        trust = ssl.create_default_context(cafile=str(certificate))
        trust.check_hostname = False
        async with (
            ClientSession() as http,
            http.get(room.link, ssl=trust, allow_redirects=False) as answer,
        ):
            assert answer.status == 303
            assert "Secure" in answer.headers["Set-Cookie"]


async def test_a_taken_port_is_said_in_a_sentence(opened: Opening) -> None:
    async with opened() as room:
        port = int(room.link.split(":")[2].partition("/")[0])
        with pytest.raises(FocusgroupError, match=f"port {port}"):
            async with opened(port=port):
                pass


def test_hosts_and_rates() -> None:
    assert "[::1]:80" in hosts_of("::1", (), 80)
    assert "localhost" in hosts_of("127.0.0.1", (), 443)
    assert "room.example:8474" in hosts_of("192.168.1.2", ("Room.example",), 8474)
    assert is_loopback("127.0.0.5")
    assert not is_loopback("0.0.0.0")
    assert not is_loopback("nowhere.example")
    limit = RateLimit(2, 10)
    assert [limit.allows("a", 0), limit.allows("a", 0), limit.allows("a", 1)] == [True, True, False]
    assert limit.allows("b", 1)
    assert limit.allows("a", 6)
