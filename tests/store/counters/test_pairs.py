"""What two themes have in common, whichever way quotes come to themes and leave them."""

from contextlib import closing

from focusgroup.core.model import Kind, Session
from focusgroup.store import participants
from focusgroup.store.engine.sqlite import SqliteDb, connect
from focusgroup.store.quotes import Edit, NewQuote, add_quote, change_quote, delete_quote
from tests.store.conftest import NOW, problems_of


def pairs(db: SqliteDb) -> dict[tuple[str, str], tuple[int, int]]:
    """Return the problems and the people of every two themes that share quotes, by their paths."""
    sql = """
        SELECT a.path, b.path, p.problem, p.people FROM theme_pair p
        JOIN theme a ON a.id = p.theme_id JOIN theme b ON b.id = p.with_id
        WHERE p.problem <> 0 OR p.people <> 0
    """
    with closing(connect(db.path, reading=True)) as connection:
        rows = connection.execute(sql).fetchall()
    return {(min(row[:2]), max(row[:2])): (row[2], row[3]) for row in rows}


async def test_a_person_counts_once_for_two_themes_and_leaves_with_the_last_quote(
    db: SqliteDb, session: Session
) -> None:
    people = [
        await participants.add(db, session.id, name=name, account="Acme", now_ms=NOW)
        for name in ("Anna", "Ben")
    ]
    ids = []
    for n, who in enumerate((0, 0, 1)):
        new = NewQuote(
            f"quote {n}", Kind.PROBLEM, NOW + n, session_id=session.id, id=f"id-{n}",
            participant_id=people[who].id, themes=("Speed", "Exports"),
        )  # fmt: skip
        await add_quote(db, new, NOW)
        ids.append(new.id)
    both = ("Exports", "Speed")
    assert pairs(db) == {both: (3, 2)}
    await delete_quote(db, ids[:1], NOW)
    assert pairs(db) == {both: (2, 2)}
    # One of each person leaves, and comes back with a third theme, many at once.
    await change_quote(db, ids[1:], Edit(themes=("Exports",)), NOW)
    assert pairs(db) == {}
    await change_quote(db, ids[1:], Edit(themes=("Speed", "Exports", "Setup")), NOW)
    assert pairs(db) == {
        both: (2, 2),
        ("Exports", "Setup"): (2, 2),
        ("Setup", "Speed"): (2, 2),
    }
    await change_quote(db, ids[2:], Edit(kind=Kind.CONTEXT), NOW)
    assert pairs(db)[both] == (1, 1)
    assert await problems_of(db) == ()
