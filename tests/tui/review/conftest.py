"""Two sessions to review, and the review opened over them."""

from collections.abc import AsyncIterator

import pytest

from focusgroup.core.model import Session
from focusgroup.store import participants, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.system import clock
from tests.tui.conftest import DAY, NOW
from tests.tui.review.reviewing import (
    AGENDA,
    PEOPLE,
    SAID,
    ReviewApp,
    Reviewing,
    RunApp,
    ready,
    take_down,
)


@pytest.fixture
async def groups(db: SqliteDb) -> list[Session]:
    """Two sessions ten days apart, in which `SAID` was said."""
    made = [
        await sessions.create(db, title=title, agenda=AGENDA, now_ms=NOW + i * 10 * DAY)
        for i, title in enumerate(("Planners", "Fleet owners"))
    ]
    seated: dict[tuple[int, str], str] = {}
    for n, (place, name, kind, tagged, text) in enumerate(SAID):
        if name and (place, name) not in seated:
            role, account = PEOPLE[name]
            person = await participants.add(
                db, made[place].id, name=name, role=role, account=account, now_ms=NOW
            )
            seated[place, name] = person.id
        speaker = seated.get((place, name))
        await take_down(db, made[place], text, n, kind=kind, themes=tagged, participant_id=speaker)
    return made


@pytest.fixture
async def reviewing(
    db: SqliteDb, groups: list[Session], run_app: RunApp
) -> AsyncIterator[Reviewing]:
    """The review of both sessions, everything read and counted: its pilot and its app."""
    async with run_app(ReviewApp(db)) as pilot:
        yield pilot, await ready(pilot)


@pytest.fixture
def asked_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is twelve days after the first session."""
    monkeypatch.setattr(clock, "unix_ms", lambda: NOW + 12 * DAY)
