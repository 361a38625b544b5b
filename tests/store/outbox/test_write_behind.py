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
