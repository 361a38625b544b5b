"""Write-behind: the newest of each key gets there, whatever failed before."""

import asyncio

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.store.outbox.write_behind import WriteBehind


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
    assert [str(each["exception"]) for each in reported] == ["a bug"]
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
