"""Write-behind: the newest of each key gets there, whatever failed before."""

import asyncio

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.store.outbox.write_behind import LONG_S, RETRY_S, WriteBehind, WriteInOrder


async def test_only_the_newest_of_a_key_is_written() -> None:
    written: list[str] = []
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        written.append("first")

    async def write(what: str) -> None:
        written.append(what)

    latest = WriteBehind()
    latest.put("draft", slow)
    await asyncio.sleep(0)
    latest.put("draft", lambda: write("old"))
    latest.put("draft", lambda: write("new"))
    latest.put("clock", lambda: write("clock"))
    gate.set()
    assert await latest.close()
    assert written == ["first", "new", "clock"]


async def test_a_job_that_fails_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("focusgroup.store.outbox.write_behind.RETRY_S", 0.001)
    tries = 0

    async def fail_twice() -> None:
        nonlocal tries
        tries += 1
        if tries < 3:
            raise StoreError("locked")

    latest = WriteBehind()
    latest.put("clock", fail_twice)
    assert await latest.close()
    assert tries == 3


async def test_a_job_that_breaks_holds_up_no_other_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("focusgroup.store.outbox.write_behind.RETRY_S", 0.001)
    reported: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, what: reported.append(what))
    written: list[str] = []
    mended = False

    async def broken() -> None:
        if not mended:
            raise RuntimeError("a bug")
        written.append("clock")

    async def write(what: str) -> None:
        written.append(what)

    latest = WriteBehind()
    latest.put("clock", broken)
    for n in range(3):
        latest.put("draft", lambda n=n: write(f"draft {n}"))
        async with asyncio.timeout(30):
            while f"draft {n}" not in written:
                await asyncio.sleep(0.002)
    assert latest.waiting
    assert [(each["message"], str(each["exception"])) for each in reported] == [
        ("saving the clock broke", "a bug")
    ]
    mended = True
    assert await latest.close()
    assert written == ["draft 0", "draft 1", "draft 2", "clock"]


async def test_a_newer_job_replaces_one_that_broke() -> None:
    reported: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, what: reported.append(what))
    written: list[str] = []

    async def broken() -> None:
        raise RuntimeError("a bug")

    async def new() -> None:
        written.append("new")

    latest = WriteBehind()
    latest.put("draft", broken)
    async with asyncio.timeout(30):
        while not reported:
            await asyncio.sleep(0)
    latest.put("draft", new)
    assert await latest.close()
    assert written == ["new"]


async def test_what_never_stops_breaking_is_said_to_be_unwritten() -> None:
    asyncio.get_running_loop().set_exception_handler(lambda *_: None)

    async def broken() -> None:
        raise RuntimeError("a bug")

    latest = WriteBehind()
    latest.put("draft", broken)
    assert not await latest.close(0.05)


async def test_a_job_that_the_disk_holds_up_holds_up_no_other_key() -> None:
    written: list[str] = []
    gate = asyncio.Event()

    async def slow() -> None:
        await gate.wait()
        written.append("clock")

    async def write(what: str) -> None:
        written.append(what)

    latest = WriteBehind()
    latest.put("clock", slow)
    await asyncio.sleep(0)
    for n in range(2):
        latest.put("draft", lambda n=n: write(f"draft {n}"))
        async with asyncio.timeout(30):
            while f"draft {n}" not in written:
                await asyncio.sleep(0.002)
    latest.put("clock", lambda: write("newer clock"))
    await asyncio.sleep(0.1)
    assert latest.waiting
    gate.set()
    assert await latest.close()
    assert written == ["draft 0", "draft 1", "clock", "newer clock"]


async def test_closing_leaves_no_job_behind() -> None:
    latest = WriteBehind()
    latest.put("clock", asyncio.Event().wait)
    latest.put("draft", asyncio.Event().wait)
    await asyncio.sleep(0.2)
    assert not await latest.close(0.01)
    others = asyncio.all_tasks() - {asyncio.current_task()}
    assert not others


async def test_nothing_waits_at_first_and_drained_returns_when_all_is_written() -> None:
    latest = WriteBehind()
    assert not latest.waiting
    written: list[str] = []

    async def write(what: str) -> None:
        await asyncio.sleep(0)
        written.append(what)

    latest.put("clock", lambda: write("clock"))
    latest.put("draft", lambda: write("draft"))
    await latest.drained()
    assert written == ["clock", "draft"]
    assert await latest.close()


async def test_quick_jobs_run_one_after_the_other() -> None:
    happened: list[str] = []

    async def write(what: str) -> None:
        happened.append(f"{what} begins")
        await asyncio.sleep(0)
        happened.append(f"{what} ends")

    latest = WriteBehind()
    latest.put("clock", lambda: write("clock"))
    latest.put("draft", lambda: write("draft"))
    assert await latest.close()
    assert happened == ["clock begins", "clock ends", "draft begins", "draft ends"]


async def test_what_broke_again_after_it_was_written_is_reported_again() -> None:
    reported: list[dict[str, object]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _, what: reported.append(what))

    async def broken() -> None:
        raise RuntimeError("a bug")

    async def fine() -> None:
        pass

    latest = WriteBehind()
    for so_far in (1, 2):
        latest.put("draft", broken)
        async with asyncio.timeout(30):
            while len(reported) < so_far:
                await asyncio.sleep(0)
        latest.put("draft", fine)
        await latest.drained()
    assert await latest.close()


async def test_a_locked_database_is_not_asked_again_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("focusgroup.store.outbox.write_behind.RETRY_S", 60)
    tries = 0

    async def locked() -> None:
        nonlocal tries
        tries += 1
        raise StoreError("locked")

    latest = WriteBehind()
    latest.put("clock", locked)
    assert not await latest.close(0.05)
    assert tries == 1


async def test_nobody_waits_long(monkeypatch: pytest.MonkeyPatch) -> None:
    assert RETRY_S <= 1
    assert LONG_S <= 0.1
    asked: list[float] = []
    real = asyncio.timeout

    def at_once(seconds: float) -> asyncio.Timeout:
        asked.append(seconds)
        return real(0)

    latest = WriteBehind()
    latest.put("clock", asyncio.Event().wait)
    monkeypatch.setattr(asyncio, "timeout", at_once)
    assert not await latest.close()
    assert asked == [2]


async def test_what_is_written_in_order_replaces_nothing_and_is_written_once() -> None:
    async def told(what: str) -> str:
        return what

    writer = WriteInOrder()
    writer.put("clock", lambda: told("first"))
    writer.put("clock", lambda: told("second"))
    assert await writer.written() == ["first", "second"]
    assert await writer.written() == []
