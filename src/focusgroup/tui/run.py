"""The door to the full-screen program: run it over a database, rehearse, list its keys.

The command line imports this module of ``tui`` and no other.
"""

import asyncio
import sys
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

from textual.message import Message

from focusgroup.store import open_db
from focusgroup.store.encryption import stop_asking, unlock
from focusgroup.store.engine.file_watch import Loss
from focusgroup.store.engine.location import config_file, configured_keys, sample_db
from focusgroup.store.engine.watching import watched
from focusgroup.store.outbox import replay_waiting
from focusgroup.system.clock import unix_ms
from focusgroup.system.quick_imports import quick_imports
from focusgroup.system.signals import EndingWatch
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.home.daily_backup import DailyBackup
from focusgroup.tui.keymap import COMMANDS, read_keymap
from focusgroup.tui.messages import OPEN_SAMPLE, OpenLive, OpenRehearsal
from focusgroup.tui.widgets.notifications import tell

THREAD_READY_S = 1.0
"""Seconds after the start before `_get_ready`, which would delay the first frame."""


def run(db: Path, first: Message | None = None) -> int:
    """Run the program on a database, then on the sample if that was asked for; its exit code.

    *first* is handled at once by the app, for example a request to rehearse. Raises StoreError
    when the database can't be used, and FocusgroupError when the configuration can't, before the
    screen changes.
    """
    code, wanted = _run_on(db, first)
    if wanted != OPEN_SAMPLE:
        return code
    # Imported at use, as the first frame waits for all that is imported above.
    from focusgroup.services.sample import ready_sample

    if not sample_db().exists():  # seconds on a busy machine, and the screen is gone
        sys.stderr.write("Creating the sample …\n")
        sys.stderr.flush()
    return _run_on(ready_sample(), None)[0]


def _run_on(db: Path, first: Message | None) -> tuple[int, str | None]:
    """Run the program on *db* until it ends: its exit code, and what was asked for at its end.

    Entries that an earlier run left in the journal are merged first.
    """
    keymap = read_keymap(configured_keys(), config_file())
    unlock(db)
    stop_asking()

    async def main() -> tuple[int, str | None]:
        async with open_db(db) as opened:
            opened.programs.begin()
            merged = await replay_waiting(opened, unix_ms())
            app = FocusgroupApp(opened, merged=merged, keymap=keymap, first=first)
            loop = asyncio.get_running_loop()
            # Starting a thread when memory has run out can block its caller for good
            # (python/cpython#140746), so an export uses one that already exists.
            loop.call_later(THREAD_READY_S, lambda: loop.run_in_executor(None, _get_ready))
            async with watched(opened, partial(_tell_loss, app)):
                with EndingWatch(app), DailyBackup(app, db):
                    await app.run_async()
            return app.return_code or 0, app.return_value

    return asyncio.run(main())


FROM_HOME = (
    *("focusgroup.tui.live.opening", "focusgroup.tui.review.screen"),
    *("focusgroup.tui.setup.agenda_picker", "focusgroup.tui.setup.screen"),
    *("yaml", "markdown_it"),
)
"""What the screens need that are opened from home, and what reads an agenda."""


def _get_ready() -> None:
    """Import what is needed next, in a spare thread: else the first key takes 50 ms longer.

    What can't be imported says so where it is needed.
    """
    with suppress(Exception), quick_imports():
        for module in FROM_HOME:
            import_module(module)


def open_live(db: Path, session_id: str, *, initials: str = "", leads: bool = True) -> int:
    """Open a session on the live screen at once, and return the exit code; see `OpenLive`."""
    return run(db, OpenLive(session_id, initials=initials, leads=leads))


def _tell_loss(app: FocusgroupApp, loss: Loss, copy: Path | None) -> None:
    """Say that another program removed or ruined the database, and what to do."""
    from focusgroup.tui.debrief.screen import DebriefScreen
    from focusgroup.tui.live.screen import LiveScreen

    if not app.screen_stack or isinstance(app.screen, LiveScreen):
        return  # live, its own lines say so and nothing may cover them; without a screen, it ends
    written = [each.debrief for each in app.screen_stack if isinstance(each, DebriefScreen)]
    for debrief in written:
        app.run_worker(debrief.journal(), group="rescue", exit_on_error=False)
    text = f"{loss.why}."
    if copy:
        text += f" All that was in it is in {copy}; quit, then restore it: `focusgroup db restore`."
    elif loss.ruined:
        text += " Nothing is written to it any more; quit, then restore a backup of it."
    if written:
        text += " What you write in the debrief is kept in the journal."
    app.call_later(lambda: tell(app, text, severity="error", seconds=15))


def rehearse(db: Path, agenda: str, speed: int) -> int:
    """Rehearse *agenda*, *speed* times as fast as real time, and return the exit code."""
    return run(db, OpenRehearsal(agenda, speed))


@dataclass(frozen=True, slots=True)
class CommandKeys:
    """A command of a screen: its name in the configuration, its keys, and what it does.

    *typed* is the slash command that does the same, empty where there is none.
    """

    name: str
    keys: str
    typed: str
    does: str


def command_keys() -> tuple[CommandKeys, ...]:
    """Return every command of every screen, with the keys of the configuration.

    Raises FocusgroupError where the configuration names a command or key that does not exist.
    """
    keymap = read_keymap(configured_keys(), config_file())
    return tuple(
        CommandKeys(
            name,
            keymap.keys(name).replace(",", " "),
            f"/{command.slash}" if command.slash else "",
            command.help,
        )
        for name, command in COMMANDS.items()
    )
