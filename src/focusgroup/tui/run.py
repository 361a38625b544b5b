"""Run the full-screen program over a database, from opening it to its exit code."""

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
"""So long after the start (seconds) a thread is kept ready: behind the first frame."""


def run(db: Path, first: Message | None = None) -> int:
    """Open the database, run the program on it, and give its exit code.

    *first* is what the app is asked for at once: to rehearse, say. What a journal kept of an
    earlier run is merged before. Raises StoreError when the database can't be used, and
    FocusgroupError when the configuration can't, before the screen is touched.
    """

    keymap = read_keymap(configured_keys(), config_file())
    unlock(db)
    stop_asking()

    async def main() -> int:
        async with open_db(db) as opened:
            merged = await replay_journals(opened, unix_ms())
            app = FocusgroupApp(opened, merged=merged, keymap=keymap, first=first)
            loop = asyncio.get_running_loop()
            # A thread that is begun when memory has run out can block for good whoever begins it
            # (python/cpython#140746), so that an export takes one that is there.
            loop.call_later(THREAD_READY_S, lambda: loop.run_in_executor(None, int))
            with EndingWatch(app), DailyBackup(app, db):
                await app.run_async()
            return app.return_code or 0

    return asyncio.run(main())
