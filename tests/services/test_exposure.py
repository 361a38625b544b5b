"""Who has listened to customers, which accounts were heard, and what documents say of it."""

from pathlib import Path

from focusgroup.core.model import Agenda, JobFunction, Section
from focusgroup.exports.making import INTERNAL, Audience, Making
from focusgroup.exports.markdown import write_markdown
from focusgroup.services.backroom.exposure import exposure
from focusgroup.store import participants, sessions
from focusgroup.store.backroom.observers import sign_in
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.reports import session_report

DAY = 86_400_000
NOW = 1_760_000_000_000
AGENDA = Agenda("Planners", sections=(Section("Welcome"),), source="## Welcome\n")


async def _session(db: SqliteDb, *accounts: str, sample: bool = False) -> str:
    made = await sessions.create(db, title="Planners", agenda=AGENDA, now_ms=NOW, sample=sample)
    for account in accounts:
        noted = account != "Silent"
        await participants.add(
            db, made.id, name=f"Anna of {account}", account=account, now_ms=NOW, consent_notes=noted
        )
    return made.id


async def test_colleagues_are_counted_once_and_accounts_that_were_silent_not_at_all(
    db: SqliteDb,
) -> None:
    first, second = await _session(db, "Northwind", "Silent"), await _session(db, "Contoso")
    invented = await _session(db, "Fabrikam", sample=True)
    for session, name, function, at in (
        (first, "Eva Berg", JobFunction.ENGINEER, NOW),
        (second, "eva  berg", JobFunction.ENGINEER, NOW + DAY),
        (second, "Eva Berg", JobFunction.MANAGER, NOW),
        (first, "Max", JobFunction.OTHER, NOW - 400 * DAY),
        (invented, "Ida", JobFunction.SALES, NOW),
    ):
        await sign_in(db, session, name, function, at)
    found = await exposure(db, NOW - DAY, NOW + 2 * DAY)
    assert [(e.name, e.function, e.sessions, e.last_ms) for e in found.colleagues] == [
        ("Eva Berg", "engineer", 2, NOW + DAY),
        ("Eva Berg", "manager", 1, NOW),
    ]
    assert [(e.name, e.sessions, e.functions) for e in found.accounts] == [
        ("Contoso", 1, ("engineer", "manager")),
        ("Northwind", 1, ("engineer",)),
    ]
    assert found.by_function == "1 engineer, 1 manager"
    assert (await exposure(db, NOW + 5 * DAY, NOW + 9 * DAY)).colleagues == ()


async def test_only_the_sample_counts_where_there_is_nothing_else(db: SqliteDb) -> None:
    await sign_in(db, await _session(db, "A", sample=True), "Ida", JobFunction.SALES, NOW)
    assert [each.name for each in (await exposure(db, 0, NOW + 1)).colleagues] == ["Ida"]


async def test_a_document_says_who_heard_the_session_but_not_to_readers_outside(
    db: SqliteDb, tmp_path: Path
) -> None:
    first, second = await _session(db, "Northwind"), await _session(db, "Contoso")
    for session, name, function in (
        (first, "Eva", JobFunction.ENGINEER),
        (first, "Max", JobFunction.OTHER),
        (first, "Ida", JobFunction.ENGINEER),
        (second, "Ida", JobFunction.ENGINEER),
        (second, "Olu", JobFunction.FINANCE),
    ):
        await sign_in(db, session, name, function, NOW)

    async def said(*ids: str, audience: Audience = INTERNAL, language: str = "en") -> str:
        report = await session_report(db, ids)
        path = tmp_path / "summary.md"
        write_markdown(report, path, Making(NOW, audience=audience, language=language))
        return path.read_text("utf-8")

    assert "Heard by 2 engineers, 1 other" in await said(first)
    assert "Heard by 2 engineers, 1 from finance, 1 other" in await said(first, second)
    assert "旁听：2名工程师，1名其他同事" in await said(first, language="zh")
    assert "Heard by" not in await said(first, audience=Audience(external=True))
