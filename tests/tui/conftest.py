"""Screens on a real database, with agendas to choose from and sessions to open."""

import os
import sys
import types
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.agenda_run.clock import Clock
from focusgroup.core.model import Session, SessionStatus
from focusgroup.imports import agenda_file
from focusgroup.store import Db, clocks, open_either, sessions
from focusgroup.store.encryption import keys
from focusgroup.store.engine.servers import place_of
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.live import opening
from tests.tui.living import NOW, Live, live_screen, make_session
from tests.tui.seeing import Opened

Run = Callable[..., AbstractAsyncContextManager[Any]]
DAY = 86_400_000
ENCRYPTED = os.environ.get("FOCUSGROUP_ENCRYPTED") == "1"
"""Whether the screens are tried on encrypted databases."""
GUIDE = """---
title: Customer focus group
product: Atlas
minutes: 30
themes:
  - Onboarding: from signature to first value
  - Reporting
---

## Welcome (10 min)

> Thank you for coming.

## What gets in your way? (20 min, key)
Themes: Reporting
Listen for: problems

1. When did it last let you down?
   - What did it cost you?
"""
VISIT = """---
title: Customer visit
minutes: 45
---

## At their desk (45 min)

1. Show us a normal morning?
"""


@pytest.fixture
async def db(tmp_path: Path, request: pytest.FixtureRequest, engine: str) -> AsyncIterator[Db]:
    """An empty database."""
    path = tmp_path / "groups.db"
    if engine == "postgresql":
        path = place_of(request.getfixturevalue("pg_url"))
    elif ENCRYPTED:
        keys.assign_key(path, keys.Key.random())
    database = await open_either(path)
    try:
        yield database
    finally:
        await database.close()


@pytest.fixture(autouse=True)
def agendas(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two agendas that come with the program, whatever else it may bring."""
    folder = tmp_path / "agendas"
    folder.mkdir()
    (folder / "customer-focus-group.md").write_text(GUIDE, "utf-8")
    (folder / "customer-visit.md").write_text(VISIT, "utf-8")
    monkeypatch.setattr(
        agenda_file, "_shipped_paths", lambda: {p.stem: p for p in sorted(folder.glob("*.md"))}
    )
    return folder


@pytest.fixture
def others(monkeypatch: pytest.MonkeyPatch) -> None:
    """The live and the review screen are `Opened` instead."""
    monkeypatch.setattr(
        opening, "stored_session", lambda db, session_id, *_, **__: Opened(db, session_id)
    )
    module = types.ModuleType("focusgroup.tui.review.screen")
    module.ReviewScreen = Opened  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, module.__name__, module)


Add = Callable[..., Awaitable[Session]]


@pytest.fixture
def add_session(db: SqliteDb) -> Add:
    """``await add_session("Planners", status, now_ms=…)``: a session that is so far."""

    async def add(
        title: str = "Planners",
        status: SessionStatus = SessionStatus.SCHEDULED,
        *,
        now_ms: int = NOW,
        **facts: object,
    ) -> Session:
        agenda = parse_agenda(GUIDE).agenda
        session = await sessions.create(
            db,
            title=title,
            agenda=agenda,
            now_ms=now_ms,
            **facts,  # type: ignore[arg-type]
        )
        clock = Clock(planned=(600_000, 1_200_000)).started(0)
        after = {
            SessionStatus.LIVE: clock,
            SessionStatus.PAUSED: clock.paused(1_000),
            SessionStatus.ENDED: clock.ended(1_800_000),
        }.get(status)
        if after is None:
            return session
        return await clocks.save(db, session.id, after, clock_now_ms=1_800_000, now_ms=now_ms)

    return add


@pytest.fixture
async def session(db: SqliteDb) -> Session:
    """A stored session with three participants, not begun."""
    return await make_session(db)


@pytest.fixture
async def live(
    db: SqliteDb, session: Session, run_app: Run, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Live]:
    """That session on the live screen, over an empty one: the start page is a third of the work."""
    monkeypatch.setattr("focusgroup.tui.app.HomeScreen", Opened)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await app.push_screen(await live_screen(db, session.id))
        await pilot.pause()
        yield Live(pilot, db, session)
