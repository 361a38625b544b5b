"""Sessions of an older version are opened at the place where they were left."""

import json
from pathlib import Path
from typing import Any

import pytest

from focusgroup.core.model import Agenda, Question, Section, SectionKind
from focusgroup.services import setup
from focusgroup.services.lead import SessionLead
from focusgroup.store import open_sqlite, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox import WriteInOrder

BEFORE = Path(__file__).resolve().parents[1] / "data" / "sessions_before_steps.json"
SESSIONS: list[dict[str, Any]] = json.loads(BEFORE.read_text("utf-8"))
STARTED = "UPDATE session SET clock = :clock, started_ms = 0, status = 'paused' WHERE id = :id"


def as_it_was(session: dict[str, Any]) -> Agenda:
    """The agenda whose rows the older version stored."""
    sections: list[Section] = []
    for _, question, title, kind, planned in session["items"]:
        if question < 0:
            kind = SectionKind(kind) if kind else None
            sections.append(Section(title, planned / 60_000, kind))
        else:
            last = sections.pop()
            asked = (*last.steps, Question(title))
            sections.append(Section(last.title, last.minutes, last.kind, asked))
    return Agenda(session["title"], tuple(sections), source=session["source"])


async def stored(db: SqliteDb, session: dict[str, Any], *, begun: bool) -> str:
    made = await sessions.create(
        db, title=session["title"], agenda=as_it_was(session), now_ms=1_760_000_000_000
    )
    if begun:
        values = {"clock": session["clock"], "id": made.id}
        await db.write(lambda tx: tx.run(STARTED, values))
    return made.id


@pytest.mark.parametrize("name", ["minutes_in_items", "three_tasks", "interviewleitfaden"])
async def test_a_session_is_where_it_was_left(tmp_path: Path, name: str) -> None:
    session = next(each for each in SESSIONS if each["title"] == name)
    db = await open_sqlite(tmp_path / "a.db")
    try:
        writer = WriteInOrder()
        lead = await SessionLead.load(db, await stored(db, session, begun=True), writer)
        clock = json.loads(session["clock"])
        place = [clock["section"], clock["question"]]
        assert lead.clock.stop == (*place, False)
        assert len(lead.clock.planned) == len(lead.agenda.sections)
        (title,) = [item[2] for item in session["items"] if item[:2] == place]
        assert lead.question is not None
        assert lead.question.text == title
        lead.start()
        while lead.next_question():
            assert lead.section is not None
        await writer.written()
        coming = await setup.load(
            db, setup.SessionSetup(session_id=await stored(db, session, begun=False))
        )
        asked = [section.title for section in coming.reading.agenda.sections]
        assert asked == [item[2] for item in session["items"] if item[1] < 0]
    finally:
        await db.close()
