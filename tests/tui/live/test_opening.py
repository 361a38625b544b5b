"""A session is opened behind a frame: what is typed meanwhile is the line's, errors are told."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from textual import events
from textual.command import CommandList, CommandPalette

from focusgroup.core.errors import StoreError
from focusgroup.core.model import Session, SessionStatus
from focusgroup.services.live_session import LiveSession
from focusgroup.services.session_feed import SessionFeed
from focusgroup.store import sessions
from focusgroup.store.engine.location import crash_dir
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox import drafts
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.home.screen import HomeScreen
from focusgroup.tui.live.opening import OpeningScreen
from focusgroup.tui.live.screen import LiveScreen
from focusgroup.tui.messages import EditSetup, OpenLive, OpenRehearsal
from focusgroup.tui.setup.screen import SetupScreen
from focusgroup.tui.widgets.fields import Field, ManyLines
from focusgroup.tui.widgets.help import HelpScreen
from focusgroup.tui.widgets.palette import Palette
from tests.slow import some
from tests.tui.conftest import Add, Run
from tests.tui.living import Live
from tests.tui.seeing import told, until

Load = Callable[..., Awaitable[LiveSession]]
LINES = ["it took us three weeks to see a first report", "quick once it was there", "and dear"]
HALF = "half a li"


@pytest.fixture
def loading(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """A session is loaded only once this is set."""
    go_on, load = asyncio.Event(), LiveSession.load

    async def slowly(*args: Any, **options: Any) -> LiveSession:
        await go_on.wait()
        return await load(*args, **options)

    monkeypatch.setattr(LiveSession, "load", slowly)
    return go_on


def key(char: str) -> events.Key:
    """The key that a terminal tells of for *char*; ⏎ is Enter."""
    return events.Key("enter", "\r") if char == "⏎" else events.Key(char, char)


async def open_app(app: FocusgroupApp, pilot: Any, session: Session) -> None:
    await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    await pilot.pause()
    app.post_message(OpenLive(session.id))


async def test_a_session_that_is_set_up_starts_its_clock_and_a_paused_one_stays_paused(
    db: SqliteDb, session: Session, run_app: Run
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        for running in (True, False):
            app.post_message(OpenLive(session.id, start=True))
            await until(pilot, lambda: isinstance(app.screen, LiveScreen))
            live = Live(pilot, db, session)
            assert live.session.clock.running is running
            live.key(*(["f6"] if running else []), "ctrl+l")
            await until(pilot, lambda: isinstance(app.screen, HomeScreen))


@pytest.mark.parametrize("seed", some(range(12), [0, 1, 2]))
async def test_what_is_typed_at_once_is_taken_down_in_its_order(
    db: SqliteDb, session: Session, run_app: Run, seed: int
) -> None:
    """However the keys fall among the frame, the screen that comes, and the focus of its line."""
    pauses = random.Random(seed)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await open_app(app, pilot, session)
        for char in "".join(f"{line}⏎" for line in LINES) + HALF:
            app.post_message(key(char))
            for _ in range(pauses.choice((0, 0, 0, 1, 2, 5)) if seed else 0):
                await asyncio.sleep(0)
        await until(pilot, lambda: isinstance(app.screen, LiveScreen))
        live = Live(pilot, db, session)
        await until(pilot, lambda: live.screen.line.text == HALF)
        assert [quote.text for quote in await live.saved()] == LINES


@pytest.fixture
def reading(monkeypatch: pytest.MonkeyPatch) -> asyncio.Event:
    """Home has read its sessions only once this is set."""
    go_on, more = asyncio.Event(), SessionFeed.more

    async def slowly(feed: SessionFeed, wanted: int) -> list[Session]:
        await go_on.wait()
        return await more(feed, wanted)

    monkeypatch.setattr(SessionFeed, "more", slowly)
    return go_on


async def test_keys_typed_before_home_has_read_its_sessions_act_on_them_then(
    db: SqliteDb, session: Session, add_session: Add, run_app: Run, reading: asyncio.Event
) -> None:
    older = await add_session("Older", now_ms=session.created_ms - 1_000)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        for name in ("down", "enter"):
            app.post_message(events.Key(name, None))
        app.post_message(events.Paste("- slow "))
        for char in "today⏎edit":
            app.post_message(key(char))
        app.post_message(events.Key("backspace", None))
        await pilot.pause()
        assert isinstance(app.screen, HomeScreen)
        reading.set()
        await until(pilot, lambda: isinstance(app.screen, LiveScreen))
        live = Live(pilot, db, older)
        await until(pilot, lambda: live.screen.line.text == "edi")
        assert live.screen.session_id == older.id
        assert [quote.text for quote in await live.saved()] == ["slow today"]


@pytest.mark.usefixtures("reading")
async def test_home_can_be_left_before_it_has_read_its_sessions(
    db: SqliteDb, session: Session, run_app: Run
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        for name in ("enter", "ctrl+q"):
            app.post_message(events.Key(name, None))
        await until(pilot, lambda: not app.is_running)


async def test_keys_typed_after_the_one_that_starts_from_the_set_up_screen_are_the_lines(
    db: SqliteDb, session: Session, run_app: Run
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        app.post_message(EditSetup(session.id))
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        await until(pilot, lambda: app.screen.query_one("#setup-title", Field).value)
        people = app.screen.query_one(ManyLines)
        people.text = "Anna Novak\n, planner"
        app.post_message(events.Key("f2", None))
        for char in "Bo":
            app.post_message(key(char))
        await until(pilot, lambda: people.text == "Anna Novak\nBo, planner")
        app.post_message(events.Key("f2", None))
        for char in "said⏎half":
            app.post_message(key(char))
        await until(pilot, lambda: isinstance(app.screen, LiveScreen))
        live = Live(pilot, db, session)
        await until(pilot, lambda: live.screen.line.text == "half")
        assert [quote.text for quote in await live.saved()] == ["said"]
        assert live.session.session.title == session.title


async def test_keys_of_every_kind_wait_for_a_session_that_is_long_in_coming(
    db: SqliteDb, session: Session, run_app: Run, loading: asyncio.Event
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await open_app(app, pilot, session)
        await until(pilot, lambda: isinstance(app.screen, OpeningScreen))
        app.post_message(events.Key("f2", None))
        for char in "one":
            app.post_message(key(char))
        app.post_message(events.Paste(" and pasted"))
        for char in "⏎two":
            app.post_message(key(char))
        app.post_message(events.Key("f1", None))
        await pilot.pause()
        loading.set()
        await until(pilot, lambda: isinstance(app.screen, HelpScreen))
        await pilot.press("escape")
        live = Live(pilot, db, session)
        assert live.session.clock.running
        assert live.screen.line.text == "two"
        assert [quote.text for quote in await live.saved()] == ["one and pasted"]


async def test_a_half_line_is_back_before_what_is_typed_after_it(
    live: Live, loading: asyncio.Event
) -> None:
    app, pilot = live.pilot.app, live.pilot
    live.type("half a ")
    await app.pop_screen()
    app.post_message(OpenLive(live.stored.id))
    for char in "line":
        app.post_message(key(char))
    await pilot.pause()
    loading.set()
    await until(pilot, lambda: isinstance(app.screen, LiveScreen))
    await until(pilot, lambda: live.screen.line.text == "half a line")


async def test_a_session_that_is_being_opened_is_opened_once(
    db: SqliteDb, session: Session, run_app: Run, loading: asyncio.Event
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await open_app(app, pilot, session)
        for _ in range(3):
            app.post_message(OpenLive(session.id))
            await pilot.pause()
        loading.set()
        await until(pilot, lambda: isinstance(app.screen, LiveScreen))
        assert len(app.screen_stack) == 3  # Textual's own, home, the session


async def test_a_session_opens_below_the_palette_once_that_is_closed(
    db: SqliteDb, session: Session, run_app: Run, loading: asyncio.Event
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await open_app(app, pilot, session)
        await until(pilot, lambda: isinstance(app.screen, OpeningScreen))
        app.action_command_palette()
        await until(pilot, lambda: isinstance(app.screen, CommandPalette))
        loading.set()
        await pilot.pause(0.1)
        assert isinstance(app.screen, CommandPalette)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LiveScreen))


async def test_the_program_can_be_left_while_a_session_does_not_come(
    db: SqliteDb, session: Session, run_app: Run, loading: asyncio.Event
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await open_app(app, pilot, session)
        await until(pilot, lambda: isinstance(app.screen, OpeningScreen))
        await pilot.press("ctrl+q")
        await until(pilot, lambda: not app.is_running)
    assert not loading.is_set()


async def test_a_session_that_is_missing_is_told_of(db: SqliteDb, run_app: Run) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        app.post_message(OpenLive("0198c0de-0000-7000-8000-000000000000"))
        await until(pilot, lambda: told(app))
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert "session" in told(app)
        assert "bug" not in told(app)


@pytest.mark.parametrize(
    ("error", "words"),
    [(StoreError("The database is locked by another program."), "locked"),
     (ZeroDivisionError("x"), "which is a bug")],
)  # fmt: skip
async def test_what_goes_wrong_while_loading_is_a_sentence_and_leads_home(
    db: SqliteDb,
    session: Session,
    run_app: Run,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    words: str,
) -> None:
    async def broken(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(LiveSession, "load", broken)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await open_app(app, pilot, session)
        await until(pilot, lambda: words in told(app))
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        monkeypatch.undo()
        await open_app(app, pilot, session)
        await until(pilot, lambda: isinstance(app.screen, LiveScreen))
        live = Live(pilot, db, session)
        await pilot.press("a", "enter")
        assert [quote.text for quote in await live.saved()] == ["a"]


async def test_an_ended_session_is_opened_at_once_and_stays_ended(
    db: SqliteDb, add_session: Add, run_app: Run
) -> None:
    made = await add_session(status=SessionStatus.ENDED)
    app = FocusgroupApp(db, first=OpenLive(made.id))
    async with run_app(app) as pilot:
        await until(pilot, lambda: isinstance(app.screen, LiveScreen))
        live = Live(pilot, db, made)
        await pilot.press("a", "enter")
        assert [quote.text for quote in await live.saved()] == ["a"]
        await pilot.press("ctrl+l")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert (await sessions.find(db, made.id)).status is SessionStatus.ENDED


async def test_a_rehearsal_of_an_agenda_that_is_gone_is_told_and_leads_home(
    db: SqliteDb, run_app: Run
) -> None:
    app = FocusgroupApp(db, first=OpenRehearsal("nonesuch"))
    async with run_app(app) as pilot:
        await until(pilot, lambda: "nonesuch" in told(app))
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert await quote_pages.quotes_of_session(db, "") == ()


@pytest.mark.parametrize("key", ["ctrl+l", "ctrl+q"])
async def test_half_a_line_is_left_by_the_key_pressed_again_and_typing_goes_on(
    db: SqliteDb, session: Session, run_app: Run, key: str
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await open_app(app, pilot, session)
        await until(pilot, lambda: isinstance(app.screen, LiveScreen) and app.screen.takes_keys)
        live = Live(pilot, db, session)
        live.type("the gate is")
        await pilot.press(key)
        assert "again leaves, and the line is kept" in live.shows("#hint")
        live.type(" slow⏎half")
        assert [quote.text for quote in await live.saved()] == ["the gate is slow"]
        await pilot.press(key)
        await pilot.press(key)
        await until(pilot, lambda: not app.is_running or isinstance(app.screen, HomeScreen))
    assert (await drafts.load_draft(db, session.id)).text == "half"


async def test_a_search_for_a_command_may_begin_after_the_palette_was_closed(
    db: SqliteDb, run_app: Run
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        app.action_command_palette()
        await until(pilot, lambda: isinstance(app.screen, Palette) and bool(app.focused))
        palette = app.screen
        assert isinstance(palette, Palette)
        await palette.query_one(CommandList).remove()  # as closing it does
        await palette._gather_commands("theme").wait()
        assert not [*crash_dir().glob("*")]
