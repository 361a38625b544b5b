"""Laptops with sessions, and the repository that they are published to, on both engines."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from focusgroup.core.publishing import Published, Side
from focusgroup.services.sharing import publishing
from focusgroup.store import open_either
from focusgroup.store.engine.location import database_at
from focusgroup.store.engine.protocol import Db
from focusgroup.store.sessions import find


class Team:
    """A laptop and the repository: publishes, takes back, and opens more laptops."""

    def __init__(self, folder: Path, named: str) -> None:
        self.folder = folder
        self.named = named
        self.opened: list[Db] = []

    async def laptop(self, name: str) -> Db:
        """Return the database of one more laptop."""
        db = await open_either(self.folder / f"{name}.db")
        self.opened.append(db)
        return db

    async def repository(self) -> Db:
        """Return the repository."""
        db = await open_either(database_at(self.named))
        self.opened.append(db)
        return db

    async def publish(self, db: Db, session: str, side: Side | None = None) -> Published:
        """Publish a session of a laptop."""
        to = publishing.read_destination(self.named)
        choices = publishing.Choices(side)
        return await publishing.publish(db, await find(db, session), to, choices)

    async def take_back(self, db: Db, session: str) -> str:
        """Take a session back on a laptop."""
        return await publishing.unpublish(db, await find(db, session))


@pytest.fixture
async def team(tmp_path: Path, db_path: Path, engine: str) -> AsyncIterator[Team]:
    """The repository is the database of the test's engine."""
    import os

    if engine == "sqlite":
        await (await open_either(db_path)).close()
    made = Team(tmp_path, os.environ["FOCUSGROUP_DB"])
    yield made
    for db in made.opened:
        await db.close()
