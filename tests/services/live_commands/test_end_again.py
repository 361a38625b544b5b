"""The end of a session, undone and made again at random, leaves it as it was at each step."""

import random

import pytest

from focusgroup.core.model import SessionStatus
from focusgroup.services import live_steps
from focusgroup.services.live_session import LiveSession
from focusgroup.store import debriefs, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.system.clock import unix_ms
from tests.services.capture.typing import Typed
from tests.tui.living import make_session


async def status(live: LiveSession) -> SessionStatus:
    """The session's state on disk, once the clock is saved."""
    assert live.outbox is not None
    await live.outbox.drained()
    await live.latest.drained()
    live.lead.session = found = await sessions.find(live.db, live.session.id)
    return found.status


async def changed(live: LiveSession, now: SessionStatus) -> None:
    """End it, debrief it or go on with it: whatever can be done."""
    if now is SessionStatus.ENDED and random.random() < 0.7:
        await debriefs.finish(live.db, live.session.id, unix_ms())
    elif now in (SessionStatus.ENDED, SessionStatus.DEBRIEFED):
        await live_steps.resume(live)
    else:
        await live_steps.end(live)


@pytest.mark.parametrize("seed", range(6))
async def test_undo_and_redo_of_an_end_go_through_the_states_there_were(
    db: SqliteDb, seed: int
) -> None:
    random.seed(seed)
    typed = await Typed.opened(db, (await make_session(db)).id)
    live = typed.live
    live.lead.start()
    states = [[await status(live)]]  # by change that is undone in one step; a debrief is in its end
    for _ in range(12):
        before = states[-1][-1]
        await changed(live, before)
        now = await status(live)
        if now is SessionStatus.DEBRIEFED:
            states[-1].append(now)
        else:
            states.append([now])
    at = len(states) - 1
    for back in [True] * 4 + [random.random() < 0.5 for _ in range(20)]:
        moved = at - 1 if back else at + 1
        if not 0 <= moved < len(states):
            continue
        await live_steps.walk_history(live, back=back)
        at = moved
        assert await status(live) is states[at][-1], (at, states)
    await typed.left()


async def test_a_debriefed_session_that_is_resumed_and_ended_anew_is_to_be_debriefed_again(
    db: SqliteDb,
) -> None:
    typed = await Typed.opened(db, (await make_session(db)).id)
    live = typed.live
    live.lead.start()
    await live_steps.end(live)
    await debriefs.finish(db, live.session.id, unix_ms())
    assert await status(live) is SessionStatus.DEBRIEFED
    await live_steps.resume(live)
    assert await status(live) is SessionStatus.LIVE
    await live_steps.end(live)
    assert await status(live) is SessionStatus.ENDED
    await typed.left()
