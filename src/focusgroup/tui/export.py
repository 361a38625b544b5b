"""The Word summary from the screens: gathered, written in a thread, its path shown."""

import asyncio
from collections.abc import Awaitable, Sequence
from pathlib import Path

from textual.dom import DOMNode

from focusgroup.core.errors import NotFound
from focusgroup.core.model import Report
from focusgroup.store import Db
from focusgroup.store.reports import session_report
from focusgroup.tui.now import unix_ms
from focusgroup.tui.telling import tell, told

PATIENCE_S = 0.4
"""What takes longer than this says meanwhile that it is being written."""


async def export_sessions(node: DOMNode, db: Db, session_ids: Sequence[str]) -> Path | None:
    """Write the Word summary of these sessions, and tell on *node*'s screen where it is.

    Gives the path; None when it failed, which was then told.
    """
    return await _told(node, write_sessions(db, session_ids))


async def export_report(node: DOMNode, report: Report) -> Path | None:
    """As `export_sessions`, for a report that was gathered already."""
    return await _told(node, write_report(report))


async def write_sessions(db: Db, session_ids: Sequence[str]) -> Path:
    """Write the Word summary of these sessions into the folder for documents; its path.

    Raises FocusgroupError when there is nothing to write or it can't be written.
    """
    if not session_ids:
        raise NotFound("no session is chosen, so there is nothing to write")
    return await write_report(await session_report(db, session_ids))


async def write_report(report: Report) -> Path:
    """Write *report* as a Word document into the folder for documents; its path.

    In a thread, so that the screen goes on; not cancelled with its caller, so that the
    file is whole. Raises FocusgroupError when it can't be written.
    """
    return await asyncio.shield(asyncio.to_thread(_write, report, unix_ms()))


def _write(report: Report, now_ms: int) -> Path:
    from focusgroup.exports.word import suggested_name, write_summary
    from focusgroup.store.location import exports_dir

    return write_summary(report, exports_dir() / suggested_name(report), now_ms=now_ms)


async def _told(node: DOMNode, writing: Awaitable[Path]) -> Path | None:
    patience = asyncio.get_running_loop().call_later(
        PATIENCE_S, lambda: tell(node, "Writing the Word summary …", seconds=3)
    )
    try:
        with told(node):
            path = await writing
            tell(node, f"The Word summary is written:\n{path}", seconds=15)
            return path
    finally:
        patience.cancel()
    return None
