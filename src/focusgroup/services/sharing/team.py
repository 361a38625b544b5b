"""Which program leads a running session: only that one moves its clock and its agenda."""

from focusgroup.services.live_session import LiveSession
from focusgroup.store.outbox import OpenElsewhere, open_programs

NOBODY = "Nobody leads this session now: /lead takes it over."
YOURS = "You lead this session now: its clock and its agenda follow your keys."


def named(other: OpenElsewhere) -> str:
    """Return ``BO (bo at pts/3)``."""
    return f"{other.initials} ({other.who})" if other.initials else other.who


def leader(live: LiveSession) -> OpenElsewhere | None:
    """Return the other program that leads the session, None if none of them does."""
    return next((other for other in live.others if other.leads), None)


def leader_is_gone(live: LiveSession) -> bool:
    """Return whether the program that leads ended since it was seen; a kill writes nothing."""
    return not live.leads and any(
        other.leads and not live.db.programs.runs(other.program) for other in live.others
    )


async def follow_lead(live: LiveSession) -> str:
    """Read who has the session open and who leads it; return what to say about the lead."""
    others, now = await open_programs(live.db, live.session.id)
    led, had = live.leads, leader(live)
    live.lead.leads, live.others = led if now is None else now, others
    if live.leads:
        return "" if led else YOURS
    there = leader(live)
    if there is None:
        return NOBODY if had else ""
    same = led or (had is not None and had.program == there.program)
    leads = "" if same else f"{named(there)} leads this session now."
    was_off = had is not None and had.off_record
    off = ""
    if there.off_record and not was_off:
        off = f"{named(there)} went off the record: /off stops your notes too."
    elif was_off and not there.off_record:
        off = f"{named(there)} is back on the record."
    return " ".join(filter(None, (leads, off)))
