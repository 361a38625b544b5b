"""`focusgroup live --plain`: a whole session as a dialogue of lines, without the full screen.

For screen readers, braille displays, dumb terminals and pipes: plain text, nothing is redrawn, and
nothing is printed while a line is being typed.
"""

import asyncio
from pathlib import Path

from focusgroup.cli.output import say
from focusgroup.cli.plain.dialogue import Dialogue
from focusgroup.cli.plain.typed_lines import TypedLines
from focusgroup.services.live_session import LiveSession
from focusgroup.store import open_either
from focusgroup.store.encryption import stop_asking, unlock
from focusgroup.store.engine.watching import watch_files
from focusgroup.store.outbox import replay_waiting
from focusgroup.system.clock import unix_ms

__all__ = ["hold_in_lines"]


def hold_in_lines(path: Path, session_id: str, *, initials: str, leads: bool) -> int:
    """Hold a session of the database at *path* in lines of text; return the exit code.

    *initials* are those of who types; who does not lead takes notes beside another program.
    Raises StoreError where the database can't be used.
    """
    unlock(path)
    stop_asking()
    try:
        asyncio.run(_hold(path, session_id, initials, leads))
    except KeyboardInterrupt:
        say("")
    return 0


async def _hold(path: Path, session_id: str, initials: str, leads: bool) -> None:
    db = await open_either(path, create=False)
    try:
        await watch_files(db)
        db.programs.begin()
        if await replay_waiting(db, unix_ms()):
            say("What an earlier run could not store is stored now.")
        live = await LiveSession.load(db, session_id, initials=initials, leads=leads)
        dialogue = Dialogue(live)
        async with TypedLines() as lines:
            await dialogue.run(lines)
    finally:
        await db.close()
