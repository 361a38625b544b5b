"""The line of a session of three, on a database of its own."""

from collections.abc import AsyncIterator

import pytest

from focusgroup.store.engine.sqlite import SqliteDb
from tests.services.capture.typing import Typed
from tests.tui.living import make_session


@pytest.fixture
async def typed(db: SqliteDb) -> AsyncIterator[Typed]:
    """The line of a session with Anna Novak, Bert Ilić and 李娜."""
    line = await Typed.opened(db, (await make_session(db)).id)
    try:
        yield line
    finally:
        await line.left()
