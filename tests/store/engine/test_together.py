"""Writes put into one transaction: all or none, and a part that is refused undone alone."""

import sqlite3
from contextlib import closing

import pytest

from focusgroup.core.errors import FocusgroupError, NotTaken
from focusgroup.core.model import Session
from focusgroup.store import Together, UndoneAlone
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.engine.sqlite import SqliteDb

TITLES = "SELECT title, place FROM session"


async def titled(tx: Tx, title: str) -> None:
    await tx.run("UPDATE session SET title = :title", {"title": title})


async def placed(tx: Tx) -> None:
    await tx.run("UPDATE session SET place = 'Berlin'")


async def refused(tx: Tx) -> None:
    await titled(tx, "half done")
    raise FocusgroupError("seat 3 is taken")


async def impossible(tx: Tx) -> None:
    await titled(tx, "half done")
    await tx.run("UPDATE session SET status = NULL")


async def stored(db: SqliteDb) -> tuple[str, str]:
    async def read(tx: Tx) -> tuple[str, str]:
        (row,) = await tx.all(TITLES)
        return row["title"], row["place"]

    return await db.read(read)


async def test_writes_together_are_one_transaction(db: SqliteDb, session: Session) -> None:
    together = Together(db)
    parts = UndoneAlone(together)
    seen: list[tuple[str, str]] = []

    async def steps() -> str:
        await parts.write(lambda tx: titled(tx, "first"))
        with pytest.raises(FocusgroupError, match="taken"):
            await parts.write(refused)
        assert (await parts.read(lambda tx: tx.all(TITLES)))[0]["title"] == "first"
        with closing(sqlite3.connect(db.path)) as other:
            seen.extend(other.execute(TITLES).fetchall())
        await parts.write(placed)
        return "done"

    assert await together.as_one(steps) == "done"
    assert seen == [("Planners", "")]
    assert await stored(db) == ("first", "Berlin")
    await parts.write(lambda tx: titled(tx, "alone"))
    assert (await parts.read(lambda tx: tx.all(TITLES)))[0]["title"] == "alone"


async def test_what_the_engine_refuses_leaves_nothing_of_any(
    db: SqliteDb, session: Session
) -> None:
    together = Together(db)

    async def steps() -> None:
        await together.write(placed)
        await together.write(impossible)

    with pytest.raises(NotTaken):
        await together.as_one(steps)
    assert await stored(db) == ("Planners", "")
    await together.write(lambda tx: titled(tx, "again"))
    assert await stored(db) == ("again", "")
