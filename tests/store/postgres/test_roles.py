"""The roles of `sql/roles.sql`: what an observer and a facilitator can do on the server."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from focusgroup.core.errors import StoreError
from focusgroup.core.model import Kind
from focusgroup.core.search.selection import Selection
from focusgroup.store import open_db, participants, sessions
from focusgroup.store.engine.servers import place_of
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import NewQuote, add_quote, quote_page
from tests.conftest import ROOT
from tests.postgres import TestServer
from tests.store.conftest import AGENDA, NOW

pytestmark = [pytest.mark.needs("postgres")]
ROLES = ROOT / "sql" / "roles.sql"
ROLE_NAMES = ("focusgroup_facilitator", "focusgroup_observer")


@pytest.fixture
def url(pg_server: TestServer) -> Iterator[str]:
    """A database of our tables with roles, a facilitator ``anna`` and an observer ``olga``."""
    url = pg_server.new()
    for _ in range(2):  # it may be run again
        pg_server.script(ROLES.read_text("utf-8"), url)
    pg_server.run("CREATE ROLE anna LOGIN IN ROLE focusgroup_facilitator")
    pg_server.run("CREATE ROLE olga LOGIN IN ROLE focusgroup_observer")
    yield url
    pg_server.drop(url)
    for role in ("anna", "olga", *ROLE_NAMES):
        pg_server.run(f"DROP ROLE {role}")


def by(url: str, user: str) -> Path:
    """The place of the database for a user."""
    parts = urlsplit(url)
    netloc = f"{user}@{parts.netloc.rpartition('@')[2]}"
    return place_of(urlunsplit(parts._replace(netloc=netloc)))


async def test_a_facilitator_does_everything_and_an_observer_reads_by_consent(url: str) -> None:
    async with open_db(by(url, "anna")) as db:
        session = await sessions.create(
            db, title="Planners", agenda=AGENDA, agenda_name="a", now_ms=NOW
        )
        for n, name in enumerate(("Anna Novak", "Bo Li", "Cem Oz")):
            person = await participants.add(db, session.id, name=name, now_ms=NOW)
            await add_quote(
                db,
                NewQuote(
                    id=f"q{n}", session_id=session.id, text=f"said {n}", kind=Kind.PROBLEM,
                    at_ms=NOW + n, participant_id=person.id,
                ),
                NOW,
            )  # fmt: skip
            if n == 1:
                await participants.change(db, person.id, PersonChange(consent_name=False), NOW)
            if n == 2:
                await participants.change(db, person.id, PersonChange(consent_notes=False), NOW)
    async with open_db(by(url, "olga")) as db:
        found = (await quote_page(db, Selection())).quotes
        assert [(each.text, each.speaker) for each in found] == [
            ("said 1", ""),
            ("said 0", "Anna Novak"),
        ]
        searched = (await quote_page(db, Selection(search="said"))).quotes
        assert {each.text for each in searched} == {"said 0", "said 1"}
        people = await db.read(lambda tx: tx.all("SELECT name FROM person"))
        assert [row["name"] for row in people] == ["Anna Novak"]
        for table in ("change", "draft", "note", "debrief", "backroom", "observer"):
            with pytest.raises(StoreError, match="no right to that"):
                await db.read(lambda tx, table=table: tx.all(f"SELECT 1 FROM {table}"))  # type: ignore[misc]
        with pytest.raises(StoreError, match="no right to that"):
            await db.write(lambda tx: tx.run("UPDATE session SET title = 'x'"))
    async with open_db(by(url, "anna")) as db:
        with pytest.raises(StoreError, match="no right to that"):
            await db.write(lambda tx: tx.run("DROP TABLE quote"))
        with pytest.raises(StoreError, match="no right to that"):
            await db.write(lambda tx: tx.run("UPDATE focusgroup_schema SET version = 1"))
