"""A real database with one session in it."""

import pytest

from focusgroup.core.model import Agenda, Kind, Question, Section, SectionKind, Session, ThemeSpec
from focusgroup.store import Db, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.maintenance.check_and_backup import check
from focusgroup.store.maintenance.server_copy import check_on_server

NOW = 1_760_000_000_000

AGENDA = Agenda(
    title="Customer focus group",
    product="Atlas",
    themes=(ThemeSpec("Reporting", "numbers that leave the house"), ThemeSpec("Onboarding")),
    sections=(
        Section("Welcome", minutes=10),
        Section(
            "What gets in your way?",
            minutes=20,
            kind=SectionKind.KEY,
            steps=(Question("When did it last let you down?"), Question("What then?")),
            themes=("Onboarding", "Reporting > Exports"),
            listen_for=Kind.PROBLEM,
        ),
    ),
    source="## Welcome (10 min)\n",
)


async def problems_of(db: Db) -> tuple[str, ...]:
    """What `focusgroup db check` finds wrong, on either engine."""
    if isinstance(db, SqliteDb):
        return check(db.path)
    return await check_on_server(db, db.journal.with_suffix(""))


@pytest.fixture
async def session(db: Db) -> Session:
    return await sessions.create(
        db, title="Planners", agenda=AGENDA, agenda_name="customer-focus-group", now_ms=NOW
    )
