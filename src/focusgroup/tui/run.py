"""Run the full-screen program over a database, from opening it to the exit code."""

import asyncio
from pathlib import Path

from textual.message import Message

from focusgroup.store import open_db
from focusgroup.store.encryption import stop_asking, unlock
from focusgroup.store.engine.location import config_file, configured_keys
from focusgroup.store.outbox import replay_journals
from focusgroup.system.clock import unix_ms
from focusgroup.system.signals import EndingWatch
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.home.daily_backup import DailyBackup
from focusgroup.tui.keymap import read_keymap

THREAD_READY_S = 1.0
"""Seconds after the start before a spare thread is made, so it doesn't delay the first frame."""


def run(db: Path, first: Message | None = None) -> int:
    """Open the database, run the program on it, and return its exit code.

    *first* is handled at once by the app, for example a request to rehearse. Entries that an
    earlier run left in the journal are merged first. Raises StoreError when the database
    can't be used, and FocusgroupError when the configuration can't, before the screen changes.
    """

    keymap = read_keymap(configured_keys(), config_file())
    unlock(db)
    stop_asking()

    async def main() -> int:
        async with open_db(db) as opened:
            merged = await replay_journals(opened, unix_ms())
            app = FocusgroupApp(opened, merged=merged, keymap=keymap, first=first)
            loop = asyncio.get_running_loop()
            # Starting a thread when memory has run out can block its caller for good
            # (python/cpython#140746), so an export uses one that already exists.
            loop.call_later(THREAD_READY_S, lambda: loop.run_in_executor(None, int))
            with EndingWatch(app), DailyBackup(app, db):
                await app.run_async()
            return app.return_code or 0

    return asyncio.run(main())
