"""Counting themes again after their rows were changed many at once."""

import sqlite3
from contextlib import closing

from focusgroup.core.model import Kind, Session
from focusgroup.store import participants
from focusgroup.store.counters import recount_themes
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes.quotes import NewQuote, add_quote
from tests.store.conftest import NOW, problems_of

THEMES = (("Reporting",), ("Onboarding", "Reporting"), (), ("Reporting > Exports",))


async def fill(db: SqliteDb, session: Session) -> None:
    people = [
        await participants.add(db, session.id, name=name, account=account, now_ms=NOW)
        for name, account in (("Anna", "Acme"), ("Ben", "Acme"), ("Cy", ""))
    ]
    for n in range(12):
        new = NewQuote(
            text=f"quote {n}",
            kind=tuple(Kind)[n % len(Kind)],
            at_ms=NOW + n,
            id=f"id-{n:02}",
            session_id=session.id,
            participant_id=people[n % 3].id,
            themes=(("Reporting",), ("Onboarding", "Reporting"), (), ("Reporting > Exports",))[
                n % 4
            ],
        )
        await add_quote(db, new, NOW)


async def test_a_theme_whose_rows_were_moved_or_removed_is_counted_again(
    db: SqliteDb, session: Session
) -> None:
    await fill(db, session)
    with closing(sqlite3.connect(db.path)) as connection:
        themes = [row[0] for row in connection.execute("SELECT id FROM theme")]
        quotes = [row[0] for row in connection.execute("SELECT id FROM quote")]

    async def moved(tx: Tx) -> None:
        await tx.run("UPDATE quote_theme SET direct = 1 WHERE direct = 0")
        await tx.run(
            "DELETE FROM quote_theme WHERE quote_id IN ('id-00', 'id-03') OR theme_id ="
            " (SELECT id FROM theme WHERE path = 'Onboarding')"
        )
        await tx.run(
            "INSERT INTO quote_theme SELECT (SELECT id FROM theme WHERE path = 'Reporting'), id, 1,"
            " kind, account_id, person_id, session_id, at_ms FROM quote WHERE id = 'id-02'"
        )
        await tx.run("UPDATE change SET after = json_set(after, '$.themes', json('[]'))")
        await recount_themes(tx, themes, quotes)

    await db.write(moved)
    assert await problems_of(db) == ()
