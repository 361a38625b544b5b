"""What observers are sent of a running session, when, and what never."""

import asyncio
import json
from typing import Any

import pytest

from focusgroup.backroom import feed as feeds
from focusgroup.backroom.server import Timing
from focusgroup.core.model import Kind, QuestionState
from focusgroup.store import participants
from focusgroup.store.backroom import observers as observer_rows
from focusgroup.store.backroom import questions
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import Edit, change_quote, delete_quote
from focusgroup.system.clock import mono_ms, unix_ms
from tests.backroom.conftest import Held, Opening

HOSTILE = (
    "<script>alert(1)</script>",
    "\u202eright to left override\u202c",
    "x" * 5_000,
    "نحن نكتب كل شيء على الورق",
    "没有网络的时候我们只能记在纸上",
    "data: a\n\nevent: closed\ndata: true\n\nid: 9",
)


async def test_quotes_clock_and_themes_come_as_they_are_stored(
    session: Held, opened: Opening, observers: Opening
) -> None:
    await session.say("before anybody listens")
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        async with eva.listening() as events:
            await events.until(lambda e: e.texts and e.state)
            assert events.state["status"] == "running"
            assert events.state["section"] == "Welcome"
            assert events.state["zone"] == "Asia/Tokyo"
            for text in HOSTILE:
                await session.say(text, "Anna Novak", kind=Kind.STRENGTH)
            await events.until(lambda e: len(e.quotes) == 1 + len(HOSTILE))
            assert set(HOSTILE) <= set(events.texts)
            await session.clock(lambda clock: clock.moved(1, 0, mono_ms()))
            await events.until(lambda e: e.state["section"] == "In your way")
            assert events.state["question"] == "When did it last let you down?"
            assert events.state["themes"] == [
                {"name": "Reporting", "all": 7, "problem": 1, "strength": 6, "missing_feature": 0}
            ]
            await events.until(lambda e: e.listening == "1 listening: 1 engineer")
            await session.clock(lambda clock: clock.paused(mono_ms()))
            await events.until(lambda e: e.state["status"] == "paused")


async def test_corrections_and_deletions_come_too(
    session: Held, opened: Opening, observers: Opening
) -> None:
    wrong, gone = await session.say("wrong"), await session.say("to be deleted")
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        async with eva.listening() as events:
            await events.until(lambda e: len(e.quotes) == 2)
            await change_quote(session.db, [wrong], Edit(text="right"), unix_ms())
            await delete_quote(session.db, [gone], unix_ms())
            await events.until(lambda e: e.texts == ["right"])


async def test_consent_is_obeyed_from_the_moment_it_is_given(
    session: Held, opened: Opening, observers: Opening
) -> None:
    await session.say("Bert Ilić and Anna Novak said so", "Cleo Ray")
    await session.say("by role", "Bert Ilić")
    await session.say("by name", "Anna Novak")
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        async with eva.listening() as events:
            await events.until(lambda e: len(e.quotes) == 3)
            who = {each["text"]: each["who"] for each in events.quotes.values()}
            assert who == {
                "[a participant] and Anna Novak said so": "Participant 3",
                "by role": "Finance",
                "by name": "Anna Novak, planner",
            }
            anna = session.people["Anna Novak"].id
            await participants.change(session.db, anna, PersonChange(consent_name=False), unix_ms())
            await events.until(lambda e: "Anna Novak" not in json.dumps(list(e.quotes.values())))
            await participants.change(
                session.db, anna, PersonChange(consent_notes=False), unix_ms()
            )
            await events.until(lambda e: "by name" not in e.texts)
            await events.until(lambda e: e.state["kinds"] == {"problem": 2})


@pytest.mark.parametrize("withdrawn", [True, False])
async def test_who_comes_back_is_not_sent_what_was_withdrawn_or_deleted_meanwhile(
    session: Held, opened: Opening, observers: Opening, withdrawn: bool
) -> None:
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        async with eva.listening() as events:
            await events.until(lambda e: e.state)
        gone = await session.say("to be taken back", "Cleo Ray")
        while "to be taken back" not in str(room.server.room.view.quotes()):
            await asyncio.sleep(0.01)
        if withdrawn:
            change = PersonChange(consent_notes=False)
            await participants.change(session.db, session.people["Cleo Ray"].id, change, unix_ms())
        else:
            await delete_quote(session.db, [gone], unix_ms())
        while room.server.room.view.quotes():
            await asyncio.sleep(0.01)
        await session.say("said after")
        seen: list[str] = []
        async with eva.listening(events.last) as again:
            while "said after" not in again.texts:
                await again.next()
                seen += again.texts
        assert "to be taken back" not in seen


async def test_names_off_hides_everybody(
    session: Held, opened: Opening, observers: Opening
) -> None:
    await session.say("Anna Novak asked me", "Cleo Ray")
    async with opened(show_names=False) as room, observers(room) as eva:
        await eva.come_in()
        async with eva.listening() as events:
            await events.until(lambda e: e.quotes)
            await session.say("said later by Novak", "Anna Novak")
            await events.until(lambda e: len(e.quotes) == 2)
            sent = json.dumps(list(events.quotes.values()), ensure_ascii=False)
            assert "Novak" not in sent
            assert "Planner" in sent


async def test_observations_and_half_typed_lines_are_not_sent(
    session: Held, opened: Opening, observers: Opening
) -> None:
    await session.say("they look at each other", "", kind=Kind.OBSERVATION)
    await session.say("heard")
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        async with eva.listening() as events:
            await events.until(lambda e: e.quotes)
            assert events.texts == ["heard"]


async def test_who_comes_back_goes_on_after_the_last_event(
    session: Held, opened: Opening, observers: Opening
) -> None:
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        async with eva.listening() as events:
            await session.say("one")
            await events.until(lambda e: e.quotes and e.state["kinds"])
        await session.say("two")
        await session.say("three")
        while room.server.feed.viewers:
            await asyncio.sleep(0.01)
        async with eva.listening(events.last) as again:
            await again.until(lambda e: len(e.quotes) == 2)
            assert again.texts == ["two", "three"]
            assert "whole" not in again.seen


@pytest.mark.parametrize("last", ["0.1", "x", "00000000.5", "9" * 400, "é.1"])
async def test_an_unknown_last_event_gets_everything(
    session: Held, opened: Opening, observers: Opening, last: str
) -> None:
    await session.say("one")
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        async with eva.http.get(eva.base + "/events", params={"last": last}) as stream:
            start = await stream.content.readuntil(b'"one"')
        assert b"event: whole" in start


async def test_who_missed_more_than_is_kept_gets_everything(
    session: Held, opened: Opening, observers: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(feeds, "MOST_KEPT", 3)
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        async with eva.listening() as events:
            await session.say("0")
            await events.until(lambda e: e.quotes)
        for n in range(1, 5):
            await session.say(str(n))
            await asyncio.sleep(2 * feeds.POLL_S)
        async with eva.listening(events.last) as again:
            await again.until(lambda e: len(e.quotes) == 5)
            assert again.seen[:2] == ["you", "whole"]


async def test_a_question_is_passed_and_its_state_comes_back_to_its_observer_only(
    session: Held, opened: Opening, observers: Opening
) -> None:
    async with opened() as room, observers(room) as eva, observers(room) as max_:
        await eva.come_in()
        await max_.come_in("Max", "manager")
        async with eva.listening() as events, max_.listening() as others:
            await eva.post("/ask", {"text": "  Who reads\nthe export? "})
            await events.until(lambda e: e.asked)
            (asked,) = await questions.questions_of(session.db, session.stored.id)
            assert (asked.text, asked.name, asked.function) == (
                "Who reads the export?", "Eva", "engineer",
            )  # fmt: skip
            await questions.mark(session.db, asked.id, QuestionState.LATER)
            await events.until(lambda e: e.asked[0]["state"] == "later")
            await others.until(lambda e: e.listening.startswith("2 "))
            assert others.asked == []
            assert others.listening == "2 listening: 1 engineer, 1 manager"


async def test_hushed_questions_are_refused_in_words(
    session: Held, opened: Opening, observers: Opening
) -> None:
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        async with eva.listening() as events:
            await observer_rows.hush(session.db, session.stored.id, hushed=True)
            await events.until(lambda e: e.state and e.state["hushed"])
            answer = await eva.post("/ask", {"text": "now?"})
            assert answer.status == 400
            assert await answer.text() == (
                "The moderator takes no questions just now; keep yours for later."
            )


async def test_after_the_end_the_feed_says_so_and_can_still_be_read(
    session: Held, opened: Opening, observers: Opening
) -> None:
    await session.say("said")
    async with opened() as room, observers(room) as eva:
        await eva.come_in()
        async with eva.listening() as events:
            await session.end()
            await events.until(lambda e: e.state.get("status") == "ended")
        async with eva.listening() as again:
            await again.until(lambda e: e.texts and e.state.get("status") == "ended")


async def test_who_reads_nothing_is_dropped_and_who_answers_stays(
    session: Held, opened: Opening, observers: Opening
) -> None:
    """20 of 150 that never read; the page answers beats, another reader empties its buffers."""
    async with opened() as room, observers(room) as eva:
        room.server.timing = Timing(beat=0.2, silent=5.0, stuck=0.4, padding=0.05)
        await eva.come_in()
        cookie = room.server.cookies
        value = cookie.value(next(iter(room.server.room.observers)))
        host = eva.base.removeprefix("http://")
        request = f"GET /events HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie.name}={value}\r\n\r\n"
        deaf = []
        for _ in range(4):
            reader, writer = await asyncio.open_connection(*host.split(":"), limit=1_000)
            writer.write(request.encode())
            deaf.append((reader, writer))
        feed = room.server.feed
        async with asyncio.timeout(30):
            while len(feed.viewers) < 4:
                await asyncio.sleep(0.01)
        async with eva.listening() as events:
            async with asyncio.timeout(30):
                while len(feed.viewers) > 1:
                    await events.next()
            await events.until(lambda e: e.beats >= 2)
            assert list(feed.viewers) == [events.viewer]
        for _, writer in deaf:
            writer.close()


async def test_a_laptop_that_sleeps_is_dropped(
    session: Held, opened: Opening, observers: Opening
) -> None:
    async with opened() as room, observers(room) as eva:
        room.server.timing = Timing(beat=0.1, silent=0.5, stuck=30, padding=30)
        await eva.come_in()
        async with eva.listening() as events:
            for _ in range(3):
                beats = events.beats
                await events.until(lambda e, beats=beats: e.beats > beats)
                answer = await eva.post("/here", {"viewer": events.viewer})
                assert answer.status == 200
            async with asyncio.timeout(30):
                while room.server.feed.viewers:
                    await asyncio.sleep(0.05)


async def test_who_watched_is_kept(session: Held, opened: Opening, observers: Opening) -> None:
    async with opened() as room, observers(room) as eva, observers(room) as again:
        await eva.come_in("Eva  Berg", "engineer")
        await again.come_in("eva berg", "engineer")
        async with eva.listening() as events:
            await events.until(lambda e: e.state)
    (kept,) = await observer_rows.observers_of(session.db, session.stored.id)
    assert (kept.name, kept.function) == ("Eva Berg", "engineer")
    assert kept.last_ms >= kept.first_ms


async def test_a_restart_takes_the_same_link_and_cookies(
    session: Held, opened: Opening, observers: Opening
) -> None:
    async with opened() as first, observers(first) as eva:
        await eva.come_in()
        async with eva.listening() as events:
            await session.say("before")
            await events.until(lambda e: e.quotes)
        port = int(eva.base.rpartition(":")[2])
        link = first.link
        await first.close()
        async with opened(port=port) as second:
            assert second.link == link
            async with eva.listening(events.last) as again:
                await session.say("after")
                await again.until(lambda e: set(e.texts) == {"before", "after"})


async def test_a_new_link_shuts_the_old_one_out(
    session: Held, opened: Opening, observers: Opening
) -> None:
    async with opened() as first, observers(first) as eva:
        await eva.come_in()
    async with opened(new_link=True) as second:
        assert second.link.rpartition("/")[2] != first.link.rpartition("/")[2]
        async with observers(second) as eva:
            old: Any = await eva.http.get(
                f"{eva.base}/join/{first.link.rpartition('/')[2]}", allow_redirects=False
            )
            assert old.status == 404
