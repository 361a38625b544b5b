"""Find the session that a command names, and say which one `last` or `next` took."""

from dataclasses import replace

from focusgroup.cli.output import warn
from focusgroup.core.model import Session
from focusgroup.core.search.selection import Selection
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.store import Db, sessions


async def session_named(db: Db, ref: str) -> Session:
    """Return the session called *ref*; name it on standard error if *ref* is `last` or `next`.

    Raises NotFound.
    """
    found = await sessions.find(db, ref)
    key = ref.strip().lower()
    if key in sessions.RELATIVE:
        at = moment(found.started_ms or found.scheduled_ms or found.created_ms, found.zone)
        warn(f"{key}: “{found.title}”, {full_date(at.date())}, {found.status.value}")
    return found


async def sessions_named(db: Db, selection: Selection) -> Selection:
    """Return *selection* with the ids of its sessions; see `session_named`."""
    found = [(await session_named(db, ref)).id for ref in selection.sessions]
    return replace(selection, sessions=tuple(dict.fromkeys(found)))
