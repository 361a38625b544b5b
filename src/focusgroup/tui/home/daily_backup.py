"""Today's backup of the database, made in the background after the first screen appears."""

import asyncio
import threading
from datetime import datetime
from pathlib import Path

from focusgroup.core.errors import FocusgroupError
from focusgroup.store.engine.servers import server_of
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.widgets.notifications import tell

DELAY_S = 1.0
LAST_WAIT_S = 1.0
"""Seconds that quitting waits for a backup to be finished or, stopped, to take its file away."""


class DailyBackup:
    """Makes the backup in a thread while the program runs: ``with DailyBackup(app, path):``."""

    def __init__(self, app: FocusgroupApp, path: Path) -> None:
        self._app = app
        self._path = path
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._make, name="backup", daemon=True)

    def __enter__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._timer = self._loop.call_later(DELAY_S, self._begin)

    def _begin(self) -> None:
        if server_of(self._path) is None:  # whoever runs a server backs it up
            self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        if self._thread.is_alive():
            self._thread.join(LAST_WAIT_S)
            self._stop.set()
            self._thread.join(LAST_WAIT_S)

    def _make(self) -> None:
        from focusgroup.store.engine.verified_copy import Stopped
        from focusgroup.store.maintenance.check_and_backup import daily_backup

        try:
            daily_backup(self._path, datetime.now().astimezone().date(), self._stop.is_set)
        except Stopped:
            pass
        except FocusgroupError as error:
            text = f"Today's backup was not made: {error}"
            self._loop.call_soon_threadsafe(self._say, text)

    def _say(self, text: str) -> None:
        self._app.call_later(lambda: tell(self._app, text, severity="warning", seconds=15))
