"""Publishing from the home screen: sent, read-only, taken back, and each conflict chosen."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from focusgroup.store import Db, open_db, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.home.publish import BothChangedScreen, PublishScreen
from focusgroup.tui.home.screen import HomeScreen
from focusgroup.tui.home.session_list import SessionList
from focusgroup.tui.review.screen import ReviewScreen
from focusgroup.tui.widgets.fields import Field
from tests.tui.living import make_session
from tests.tui.seeing import on_screen, opened, told, until


@pytest.fixture
async def shared(tmp_path: Path) -> AsyncIterator[Db]:
    """The repository of a team, in a file."""
    async with open_db(tmp_path / "shared.db") as there:
        yield there


async def at_home(pilot: Any) -> None:
    app = pilot.app
    await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    await until(pilot, lambda: app.screen.query_one(SessionList).sessions)


def in_one_line(app: FocusgroupApp) -> str:
    """What is on screen, without the window's frame: a long path breaks the lines elsewhere."""
    return " ".join(on_screen(app).replace("│", " ").split())


async def sent(pilot: Any, to: Path) -> None:
    await at_home(pilot)
    await pilot.press("p")
    screen = await opened(pilot, PublishScreen)
    screen.query_one(Field).value = str(to)
    await pilot.press("enter")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_a_session_is_sent_and_says_where_it_lives_until_it_is_taken_back(
    db: SqliteDb, shared: SqliteDb, run_app: Any, size: tuple[int, int]
) -> None:
    session = await make_session(db)
    app = FocusgroupApp(db)
    async with run_app(app, size) as pilot:
        await sent(pilot, shared.path)
        await until(pilot, lambda: "read-only here." in told(app))
        assert (await sessions.find(shared, session.id)).title == "Planners"
        await until(pilot, lambda: "published" in on_screen(app))
        await until(pilot, lambda: "read-only here; it lives in" in on_screen(app))
        await pilot.press("enter")  # it is read, as it can't be led here
        await opened(pilot, ReviewScreen)
        await pilot.press("escape")
        await at_home(pilot)
        await pilot.press("p")
        await opened(pilot, PublishScreen)
        await until(pilot, lambda: app.screen.query_one(Field).value == str(shared.path))
        assert "Take back" in on_screen(app)
        await pilot.press("f2")
        await until(pilot, lambda: "can be changed here again" in told(app))
        assert (await sessions.find(db, session.id)).published == ""


async def test_what_both_changed_is_chosen_one_by_one(
    db: SqliteDb, shared: SqliteDb, run_app: Any
) -> None:
    session = await make_session(db)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await sent(pilot, shared.path)
        await until(pilot, lambda: "read-only here." in told(app))
        await db.write(lambda tx: tx.run("UPDATE session SET published = ''"))
        from focusgroup.store import participants
        from focusgroup.store.participants import PersonChange

        (first, *_) = await participants.of_session(db, session.id)
        for side, name in ((db, "mine"), (shared, "theirs")):
            await sessions.update(side, session.id, title=f"Title {name}")
            await participants.change(side, first.id, PersonChange(role=f"role {name}"), 1)
        await sent(pilot, shared.path)
        await opened(pilot, BothChangedScreen)
        await until(pilot, lambda: "Title theirs" in on_screen(app))
        await pilot.press("m", "t", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: "published" in on_screen(app))
        assert (await sessions.find(shared, session.id)).title == "Title mine"
        assert (await participants.get(shared, first.id)).role == "role theirs"


async def test_a_place_that_can_t_be_used_is_said_in_the_window_and_nothing_is_sent(
    db: SqliteDb, tmp_path: Path, run_app: Any
) -> None:
    session = await make_session(db)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await sent(pilot, tmp_path / "missing.db")
        await until(pilot, lambda: "choose the right file in the field" in in_one_line(app))
        field = app.screen.query_one(Field)
        for named, words in (
            ("", "say where to: postgresql://"),
            (str(tmp_path), "is a folder"),
            ("postgresql://a:hunter2@h/d", "leave it out of"),
            (str(db.path), "name another one"),
        ):
            field.value = named
            await pilot.press("enter")
            await until(pilot, lambda words=words: words in in_one_line(app))
        field.value = ""
        await pilot.press("escape")
        await at_home(pilot)
        assert "hunter2" not in told(app)
        assert (await sessions.find(db, session.id)).published == ""
