"""A real SQLite database with one session in it."""

import pytest

from focusgroup.core.model import Agenda, Kind, Question, Section, SectionKind, Session, ThemeSpec
from focusgroup.store import sessions
from focusgroup.store.engine.sqlite import SqliteDb

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


@pytest.fixture
async def session(db: SqliteDb) -> Session:
    return await sessions.create(
        db, title="Planners", agenda=AGENDA, agenda_name="customer-focus-group", now_ms=NOW
    )
