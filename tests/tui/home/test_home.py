"""Home: what is running, prepared and past; what each key does with it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events

from focusgroup.core.model import Kind, SessionStatus
from focusgroup.services.session_feed import PAGE
from focusgroup.store import participants, sessions
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import NewQuote
from focusgroup.tui import run
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.home.screen import HomeScreen
from focusgroup.tui.home.session_list import SessionList
from focusgroup.tui.live import opening
from focusgroup.tui.messages import OPEN_SAMPLE
from focusgroup.tui.setup.agenda_picker import AgendaPicker
from tests.hostile import few_or_all
from tests.tui.conftest import DAY, NOW, Add
from tests.tui.seeing import Opened, on_screen, told, until

LIVE, PAUSED = SessionStatus.LIVE, SessionStatus.PAUSED
SCHEDULED, ENDED = SessionStatus.SCHEDULED, SessionStatus.ENDED
RunApp = Callable[..., Any]


def listed(app: FocusgroupApp) -> SessionList:
    return app.screen.query_one(SessionList)


def offered(app: FocusgroupApp) -> set[str]:
    """The actions that the footer offers."""
    return {
        active.binding.action
        for active in app.screen.active_bindings.values()
        if active.binding.show and active.enabled
    }


@pytest.fixture
def every_status(add_session: Add) -> Callable[[], Any]:
    async def add() -> None:
        await add_session("Past one", ENDED, now_ms=NOW)
        await add_session("Prepared one", SCHEDULED, now_ms=NOW + DAY)
        await add_session("Newer past one", ENDED, now_ms=NOW + 2 * DAY)
        await add_session("Paused one", PAUSED, now_ms=NOW - DAY)
        await add_session("Running one", LIVE, now_ms=NOW + DAY, place="Hamburg")

    return add


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_an_empty_home_says_how_to_begin_and_opens_the_sample(
    db: SqliteDb, run_app: RunApp, size: tuple[int, int]
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app, size) as pilot:
        await until(pilot, lambda: app.screen.has_class("-empty"))
        await pilot.pause()
        seen = on_screen(app)
        assert "Choose an agenda" in seen
        assert "Press s for sample sessions" in seen
        assert offered(app) >= {"new", "sample", "app.quit", "help"}
        assert not offered(app) & {"open", "export", "review", "edit"}
        await pilot.press("s")
    assert app.return_value == OPEN_SAMPLE


def test_the_sample_is_opened_after_the_own_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    opened: list[Path] = []

    def run_on(db: Path, _first: object) -> tuple[int, str | None]:
        opened.append(db)
        return 0, OPEN_SAMPLE

    monkeypatch.setattr(run, "_run_on", run_on)
    monkeypatch.setattr("focusgroup.services.sample.ready_sample", lambda: tmp_path / "sample.db")
    assert run.run(tmp_path / "own.db") == 0
    assert opened == [tmp_path / "own.db", tmp_path / "sample.db"]
    assert capsys.readouterr().err == "Creating the sample …\n"


async def test_a_session_is_deleted_after_asking_and_brought_back_by_undo(
    db: SqliteDb, run_app: RunApp, add_session: Add
) -> None:
    for title in ("Planners", "Welders"):
        await add_session(title)
    app = FocusgroupApp(db)
    async with run_app(app, (80, 24)) as pilot:
        await until(pilot, lambda: len(listed(app).sessions) == 2)
        chosen = listed(app).selected
        assert chosen is not None
        await pilot.press("x", "enter")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert "undo" not in offered(app)
        await pilot.press("x")
        await until(
            pilot, lambda: chosen.title in on_screen(app) and "Delete (y)" in on_screen(app)
        )
        await pilot.press("y")
        await until(pilot, lambda: len(listed(app).sessions) == 1)
        assert f"Deleted: “{chosen.title}”" in told(app)
        assert "undo" in offered(app)
        await pilot.press("ctrl+z")
        await until(pilot, lambda: len(listed(app).sessions) == 2)
        assert f"Restored: “{chosen.title}”" in told(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_running_sessions_stand_above_prepared_and_past_ones(
    db: SqliteDb, run_app: RunApp, every_status: Any, size: tuple[int, int]
) -> None:
    await every_status()
    app = FocusgroupApp(db)
    async with run_app(app, size) as pilot:
        await until(pilot, lambda: listed(app).sessions)
        await pilot.pause()
        titles = [session.title for session in listed(app).sessions]
        assert titles == [
            "Running one", "Paused one", "Prepared one", "Newer past one", "Past one",
        ]  # fmt: skip
        seen = on_screen(app)
        assert [seen.index(title) for title in titles] == sorted(map(seen.index, titles))
        running = next(line for line in seen.splitlines() if "● Running one" in line)
        assert "0 quotes" in running
        assert "resume" in running
        assert "live · began 9 Oct 2025" in seen or "live · began 10 Oct 2025" in seen
        assert "Hamburg" in seen


@pytest.mark.usefixtures("others")
@pytest.mark.parametrize(
    ("downs", "title"), [(0, "Running one"), (2, "Prepared one"), (4, "Past one")]
)
async def test_enter_opens_the_chosen_session(
    db: SqliteDb, run_app: RunApp, every_status: Any, downs: int, title: str
) -> None:
    await every_status()
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await until(pilot, lambda: listed(app).sessions)
        await pilot.press(*["down"] * downs, "enter")
        await until(pilot, lambda: isinstance(app.screen, Opened))
        assert isinstance(app.screen, Opened)
        assert (await sessions.find(db, app.screen.session_id)).title == title


async def test_home_takes_keys_again_when_nothing_was_opened(
    db: SqliteDb, run_app: RunApp, add_session: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    await add_session()
    monkeypatch.setattr(opening, "is_open", lambda *_: True)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        for key in ("enter", "n"):
            app.post_message(events.Key(key, None))
        await until(pilot, lambda: isinstance(app.screen, AgendaPicker))


@pytest.mark.usefixtures("others")
async def test_a_double_click_opens_what_is_under_it(
    db: SqliteDb, run_app: RunApp, every_status: Any
) -> None:
    await every_status()
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await until(pilot, lambda: listed(app).sessions)
        await pilot.pause()
        row = next(i for i, line in enumerate(on_screen(app).splitlines()) if "Newer past" in line)
        y = row - listed(app).region.y
        await pilot.click(SessionList, offset=(5, y))
        assert listed(app).selected.title == "Newer past one"  # type: ignore[union-attr]
        await pilot.click(SessionList, offset=(5, y), times=2)
        await until(pilot, lambda: isinstance(app.screen, Opened))


@pytest.mark.usefixtures("others")
async def test_coming_back_shows_what_was_done_meanwhile_and_keeps_the_choice(
    db: SqliteDb, run_app: RunApp, every_status: Any, add_session: Add
) -> None:
    await every_status()
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await until(pilot, lambda: listed(app).sessions)
        await pilot.press("down", "down", "r")
        await until(pilot, lambda: isinstance(app.screen, Opened))
        await add_session("Just now", LIVE, now_ms=NOW + 9 * DAY)
        app.pop_screen()
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: len(listed(app).sessions) == 6)
        assert listed(app).sessions[0].title == "Just now"
        assert listed(app).selected.title == "Prepared one"  # type: ignore[union-attr]


async def test_the_footer_offers_what_can_be_done_with_the_chosen_session(
    db: SqliteDb, run_app: RunApp, every_status: Any
) -> None:
    await every_status()
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await until(pilot, lambda: listed(app).sessions)
        assert "edit" not in offered(app)
        assert {"open", "export", "review"} <= offered(app)
        await pilot.press("down", "down")
        await pilot.pause()
        assert "edit" in offered(app)


async def test_the_card_beside_the_list_follows_the_choice_where_there_is_room(
    db: SqliteDb, run_app: RunApp, every_status: Any
) -> None:
    await every_status()
    (running,) = await sessions.recent(db, statuses=[LIVE])
    anna = await participants.add(db, running.id, name="Anna Novak", account="Acme", now_ms=NOW)
    said = NewQuote(
        "slow",
        Kind.PROBLEM,
        NOW,
        session_id=anna.session_id,
        id="q1",
        participant_id=anna.id,
        themes=("Reporting > Exports",),
    )
    await quotes.add_quote(db, said, NOW)
    app = FocusgroupApp(db)
    async with run_app(app, (80, 24)) as pilot:
        await until(pilot, lambda: listed(app).sessions)
        await pilot.resize_terminal(130, 36)
        await until(pilot, lambda: "Reporting > Exports" in on_screen(app))
        assert "Anna Novak, Acme" in on_screen(app)
        assert "▼ problem             1" in on_screen(app)
        await pilot.press("down")
        await until(pilot, lambda: "Anna Novak" not in on_screen(app))


async def test_sample_sessions_are_marked_among_real_ones(
    db: SqliteDb, run_app: RunApp, add_session: Add
) -> None:
    await add_session("Invented", ENDED, sample=True)
    await add_session("Real", ENDED)
    app = FocusgroupApp(db)
    async with run_app(app, (80, 24)) as pilot:
        await until(pilot, lambda: "   Invented" in on_screen(app))
        lines = on_screen(app).splitlines()
        assert "sample" in next(line for line in lines if "   Invented" in line)
        assert "sample" not in next(line for line in lines if "   Real" in line)
        assert "SAMPLE" not in on_screen(app)


async def test_a_database_of_samples_says_so(
    db: SqliteDb, run_app: RunApp, add_session: Add
) -> None:
    await add_session("Invented", ENDED, sample=True)
    app = FocusgroupApp(db)
    async with run_app(app, (80, 24)) as pilot:
        await until(pilot, lambda: "SAMPLE" in on_screen(app))


async def many(db: SqliteDb, n: int) -> None:
    """*n* past sessions in one transaction."""

    async def work(tx: Tx) -> None:
        for i in range(n):
            await tx.run(
                sessions.INSERT.partition("RETURNING")[0],
                {
                    "id": f"{i:08}", "title": f"Session {i}", "status": "ended", "product": "",
                    "place": "", "facilitator": "", "note_taker": "", "zone": "UTC",
                    "agenda_name": "", "agenda_source": "", "planned_minutes": 90,
                    "created_ms": NOW + i, "scheduled_ms": None, "sample": 0,
                },
            )  # fmt: skip

    await db.write(work)


async def test_thousands_of_sessions_are_read_as_they_come_into_sight(
    db: SqliteDb, run_app: RunApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    await many(db, 3_000)
    drawn: list[int] = []
    original = SessionList.render_line
    monkeypatch.setattr(
        SessionList, "render_line", lambda self, y: drawn.append(y) or original(self, y)
    )
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await until(pilot, lambda: listed(app).sessions)
        await pilot.pause()
        assert len(listed(app).sessions) <= 2 * PAGE
        assert listed(app).selected.title == "Session 2999"  # type: ignore[union-attr]
        await pilot.press("end")
        await until(pilot, lambda: listed(app).complete)
        await until(pilot, lambda: listed(app).selected.title == "Session 0")  # type: ignore[union-attr]
        await pilot.pause()
        assert len(listed(app).sessions) == 3_000
        assert "Session 0 " in on_screen(app)
        drawn.clear()
        await pilot.press("up")
        await pilot.pause()
        assert 0 < len(drawn) <= 3 * listed(app).size.height


async def test_scrolling_through_pages_leaves_none_out(db: SqliteDb, run_app: RunApp) -> None:
    await many(db, 450)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await until(pilot, lambda: listed(app).sessions)
        while not listed(app).complete:
            listed(app).cursor = len(listed(app).sessions) - 1
            known = len(listed(app).sessions)
            await until(
                pilot, lambda k=known: len(listed(app).sessions) > k or listed(app).complete
            )
        assert [s.title for s in listed(app).sessions] == [
            f"Session {i}" for i in range(449, -1, -1)
        ]


@few_or_all
@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_hostile_titles_are_shown_as_they_are_and_nothing_acts(
    db: SqliteDb, run_app: RunApp, add_session: Add, size: tuple[int, int], texts: dict[str, str]
) -> None:
    for i, text in enumerate(texts.values()):
        await add_session(
            f"a{text}", ENDED, now_ms=NOW + i, place=text, facilitator=text, product=text
        )
    await add_session(
        "[/] [@click=app.quit]press[/]", LIVE, place="[bold", facilitator="x" * 10_000
    )
    app = FocusgroupApp(db)
    async with run_app(app, size) as pilot:
        await until(pilot, lambda: listed(app).sessions)
        await pilot.pause()
        assert "[/] [@click=app.quit]press[/]" in on_screen(app)
        for place in range(0, len(listed(app).sessions), 9):
            listed(app).cursor = place
            await pilot.pause()
            assert not set(on_screen(app)) & {"\x1b", "\x9b", "\x07", "\u202e", "\x00"}
        assert app.is_running


async def test_the_chosen_theme_comes_back_at_the_next_start(db: SqliteDb, run_app: RunApp) -> None:
    first = FocusgroupApp(db)
    async with run_app(first) as pilot:
        dark = first.current_theme.dark
        await pilot.press("ctrl+t")
        await until(pilot, lambda: first.current_theme.dark is not dark)
        await pilot.pause()
    second = FocusgroupApp(db)
    async with run_app(second) as pilot:
        await pilot.pause()
        assert second.theme == first.theme


async def test_a_damaged_note_of_the_theme_does_not_keep_the_program_from_starting(
    db: SqliteDb, run_app: RunApp, home: Path
) -> None:
    state = home / ".local" / "state" / "focusgroup"
    state.mkdir(parents=True)
    as_at_first = FocusgroupApp(db).theme
    for damaged in (b"\xff\xfe{", b"[]", b'{"theme": 7}', b'{"theme": "gone"}'):
        (state / "screens.json").write_bytes(damaged)
        app = FocusgroupApp(db)
        async with run_app(app) as pilot:
            await pilot.pause()
            assert app.theme == as_at_first
            assert type(app.screen).__name__ == "HomeScreen"


async def test_the_palette_finds_the_commands_of_the_screen_and_runs_them(
    db: SqliteDb, run_app: RunApp, every_status: Any
) -> None:
    await every_status()
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await until(pilot, lambda: listed(app).sessions)
        found = {command.title: command for command in app.get_system_commands(app.screen)}
        assert {"New session", "Open", "Review by theme", "Help", "Theme"} <= set(found)
        assert "Edit" not in found
        await found["Help"].callback()  # type: ignore[misc]
        await until(pilot, lambda: type(app.screen).__name__ == "HelpScreen")
        await pilot.press("escape")
        await found["New session"].callback()  # type: ignore[misc]
        await until(pilot, lambda: type(app.screen).__name__ == "AgendaPicker")
