"""Databases on a PostgreSQL server, and somebody on it with fewer rights."""

from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import pytest

from focusgroup.store.engine.servers import place_of

OpenIt = Callable[..., Coroutine[Any, Any, Any]]


@pytest.fixture
async def opened(pg_url: str) -> AsyncIterator[OpenIt]:
    """``await opened()``: this test's database in one more program; ``opened(url)``, another."""
    from focusgroup.store import open_either

    made = []

    async def another(url: str = "") -> Any:
        db = await open_either(place_of(url or pg_url))
        made.append(db)
        return db

    yield another
    for db in made:
        await db.close()
