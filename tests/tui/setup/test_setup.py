"""Setting up: from the agenda to the first second of a session, or to a prepared one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.widgets import Input, OptionList

from focusgroup.core.errors import StoreError
from focusgroup.core.model import SessionStatus
from focusgroup.store import participants, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.home.screen import HomeScreen
from focusgroup.tui.messages import OpenSetup
from focusgroup.tui.setup.agenda_picker import AgendaPicker
from focusgroup.tui.setup.people_table import PeopleTable
from focusgroup.tui.setup.screen import SetupScreen
from focusgroup.tui.widgets.confirm import ConfirmScreen
from focusgroup.tui.widgets.fields import ManyLines
from tests.hostile import SHORT, few_or_all
from tests.imports.guides.made import as_docx
from tests.tui.conftest import Add
from tests.tui.seeing import Opened, on_screen, told, until

RunApp = Callable[..., Any]
pytestmark = pytest.mark.usefixtures("others")


def field(app: FocusgroupApp, name: str) -> Input:
    return app.screen.query_one(f"#setup-{name}", Input)


def lines(app: FocusgroupApp) -> ManyLines:
    return app.screen.query_one(ManyLines)


async def filled(app: FocusgroupApp, pilot: Any) -> None:
    """Until the set-up screen shows its agenda."""
    await until(pilot, lambda: isinstance(app.screen, SetupScreen))
    await until(pilot, lambda: app.screen._untouched)  # type: ignore[attr-defined]


async def set_up(app: FocusgroupApp, pilot: Any, agenda: str = "customer-focus-group") -> None:
    """The set-up screen, filled and with the focus in the title."""
    app.screen.post_message(OpenSetup(agenda))
    await filled(app, pilot)


async def picker(app: FocusgroupApp, pilot: Any) -> None:
    """The list of agendas, filled."""
    await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    await pilot.press("n")
    await until(pilot, lambda: isinstance(app.screen, AgendaPicker))
    await until(pilot, lambda: app.screen.query_one(OptionList).option_count)
    await until(pilot, lambda: "minutes in" in on_screen(app))


async def newest(db: SqliteDb) -> Any:
    return (await sessions.recent(db, limit=1))[0]


async def test_a_session_is_set_up_and_started_from_home_by_keys_alone(
    db: SqliteDb, run_app: RunApp
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app, (80, 24)) as pilot:
        await picker(app, pilot)
        await pilot.press("enter")
        await filled(app, pilot)
        assert field(app, "title").value == "Customer focus group"
        await pilot.press(*"Planners", "tab", *"Hamburg", "tab", *"Ines", "tab", *"Tom", "tab")
        await pilot.press(*"Anna Novak, planner, Acme", "enter", *"Bo Li")
        await until(pilot, lambda: "AN Anna Novak" in on_screen(app))
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, Opened))
        session = await newest(db)
        assert app.screen.session_id == session.id  # type: ignore[attr-defined]
        assert (session.title, session.place) == ("Planners", "Hamburg")
        assert (session.facilitator, session.note_taker) == ("Ines", "Tom")
        assert session.agenda_name == "customer-focus-group"
        assert session.planned_minutes == 30
        assert "## Welcome" in session.agenda_source
        seated = await participants.of_session(db, session.id)
        assert [(p.seat, p.initials, p.name, p.role, p.account) for p in seated] == [
            (1, "AN", "Anna Novak", "planner", "Acme"),
            (2, "BL", "Bo Li", "", ""),
        ]
        app.pop_screen()
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_keys_typed_ahead_land_where_they_were_meant(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        for key in [*"Plan", "enter", *"Bern", "tab", *"Ina", "shift+tab", "tab", "tab", "tab"]:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        for key in [*"Bo", "enter", *"Al"]:
            app.post_message(events.Key(key, key if len(key) == 1 else "\r"))
        await until(pilot, lambda: lines(app).text == "Bo\nAl")
        shown = [field(app, name).value for name in ("title", "place", "facilitator")]
        assert shown == ["Plan", "Bern", "Ina"]


async def test_keys_typed_ahead_of_the_set_up_screen_never_reach_home(
    db: SqliteDb, run_app: RunApp
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await picker(app, pilot)
        for key in ["enter", *"quiet new room"]:
            app.post_message(events.Key(key, key if len(key) == 1 else None))
        await filled(app, pilot)
        assert app.is_running
        assert [type(screen).__name__ for screen in app.screen_stack[1:]] == [
            "HomeScreen", "SetupScreen",
        ]  # fmt: skip


async def test_what_is_typed_while_the_program_closes_its_last_screen_is_let_go(
    db: SqliteDb,
) -> None:
    app = FocusgroupApp(db)
    assert not app.screen_stack
    with app._context():
        for event in [events.Key("q", "q"), events.Key("ctrl+q", None), events.Paste("words")]:
            assert app.ahead.hold(event)
            assert app.ahead.next() is None
            assert not app.ahead.at_work


async def test_a_session_can_be_saved_for_later(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        field(app, "title").value = "Next week"
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: "Next week" in on_screen(app))
        session = await newest(db)
        assert session.status is SessionStatus.SCHEDULED
        assert session.zone == "UTC"
        assert await participants.of_session(db, session.id) == ()


async def test_an_emptied_title_becomes_that_of_the_agenda(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        field(app, "title").value = "  "
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, Opened))
        assert (await newest(db)).title == "Customer focus group"


async def test_facilitator_and_note_taker_are_those_of_the_last_session(
    db: SqliteDb, run_app: RunApp, add_session: Add
) -> None:
    await add_session(facilitator="Inês Ferreira", note_taker="Tom Okafor", place="Hamburg")
    await add_session("Sample", sample=True, facilitator="Nobody", now_ms=2_000_000_000_000)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        assert field(app, "facilitator").value == "Inês Ferreira"
        assert field(app, "note_taker").value == "Tom Okafor"
        assert field(app, "place").value == ""


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_agenda_and_reading_are_in_sight(
    db: SqliteDb, run_app: RunApp, size: tuple[int, int]
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app, size) as pilot:
        await set_up(app, pilot)
        lines(app).text = "Anna Novak, planner, Acme\n\n, nobody\n王小明, 调度员, 北风"
        await until(pilot, lambda: app.screen.query_one(PeopleTable).roster.problems)
        await pilot.pause()
        seen = on_screen(app)
        assert "What gets in your way?" in seen
        assert "30" in seen
        assert "line 3" in seen
        for part in (
            "Title",
            "Place",
            "Facilitator",
            "Note-taker",
            "王小明",
            "北风",
            "Start session",
        ):
            assert part in seen
        assert "AN" in seen.split("Read as")[1]


async def test_a_line_that_names_nobody_is_gone_to_instead_of_starting(
    db: SqliteDb, run_app: RunApp
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        lines(app).text = "Anna\nBo\n; planner\nCleo"
        await pilot.pause()
        await pilot.press("f2")
        await until(pilot, lambda: "line 3" in told(app))
        assert app.focused is lines(app)
        assert lines(app).cursor_location == (2, 0), "where the name is missing"
        assert await sessions.recent(db) == []


async def test_backspace_in_a_line_that_cant_be_used_leaves_the_line_above(
    db: SqliteDb, run_app: RunApp
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        lines(app).text = "Name;Consent\nAnna;no notes\nBo;maybe\nCleo;yes"
        await pilot.pause()
        await pilot.press("f2")
        await until(pilot, lambda: "line 3" in told(app))
        await pilot.press(*["backspace"] * 5)
        assert lines(app).text == "Name;Consent\nAnna;no notes\nBo;\nCleo;yes"


async def test_a_pasted_table_is_read_by_its_headings(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        lines(app).insert(
            'Company,Seat,Name,Role\n"Acme, Inc.",4,Anna Novak,planner\nBeta,2,Bo Li,\n'
        )
        await pilot.pause()
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, Opened))
        seated = await participants.of_session(db, (await newest(db)).id)
        assert [(p.seat, p.name, p.account) for p in seated] == [
            (2, "Bo Li", "Beta"),
            (4, "Anna Novak", "Acme, Inc."),
        ]


async def test_who_was_not_asked_for_consent_is_asked_about(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        people = lines(app)
        people.insert("Name,Consent\nAnna Novak,\nBo Li,yes\n")
        was = people.text
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        assert "Anna Novak" in on_screen(app)
        # What is typed on is no answer: it goes where it is seen once the question is left.
        await pilot.press("y", "n", "enter", "x")
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("escape")
        await until(pilot, lambda: app.focused is people)
        await until(pilot, lambda: people.text == f"{was}yn\nx")
        people.text = was
        await pilot.pause(0.2)
        assert "not asked" in on_screen(app)
        assert await sessions.recent(db) == []
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, Opened))
        assert "saved as Anna Novak “no notes”" in told(app)
        seated = await participants.of_session(db, (await newest(db)).id)
        assert [(p.name, p.consent_notes, p.asked) for p in seated] == [
            ("Anna Novak", False, False),
            ("Bo Li", True, True),
        ]


async def test_escape_leaves_at_once_when_nothing_was_typed(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert await sessions.recent(db) == []


async def test_escape_asks_when_something_was_typed(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        lines(app).text = "Anna"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
        assert lines(app).text == "Anna"
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, ConfirmScreen))
        await pilot.press("y")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        assert await sessions.recent(db) == []


async def test_starting_twice_in_a_hurry_makes_one_session(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        await pilot.press("f2", "f2", "ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, Opened))
        await pilot.pause()
        assert len(await sessions.recent(db)) == 1
        assert isinstance(app.screen, Opened)


async def test_after_an_error_the_next_try_goes_on_where_it_stopped(
    db: SqliteDb, run_app: RunApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, failures = participants.add, ["Bo"]

    async def add(db: SqliteDb, session_id: str, *, name: str, **facts: Any) -> Any:
        if name in failures:
            failures.clear()
            raise StoreError("the disk is full; make room")
        return await real(db, session_id, name=name, **facts)

    monkeypatch.setattr(participants, "add", add)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        lines(app).text = "Anna\nBo\nCleo"
        await pilot.pause()
        await pilot.press("f2")
        await until(pilot, lambda: "the disk is full" in told(app))
        assert isinstance(app.screen, SetupScreen)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, Opened))
        (session,) = await sessions.recent(db)
        seated = await participants.of_session(db, session.id)
        assert [p.name for p in seated] == ["Anna", "Bo", "Cleo"]


async def test_a_prepared_session_is_set_up_anew(
    db: SqliteDb, run_app: RunApp, add_session: Add
) -> None:
    session = await add_session("Prepared", place="Hamburg")
    for name, account in (("Anna Novak", "Acme, Inc."), ("Bo Li", "")):
        await participants.add(db, session.id, name=name, account=account, now_ms=1)
    anna, _ = await participants.of_session(db, session.id)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await until(pilot, lambda: "Prepared" in on_screen(app))
        await pilot.press("e")
        await filled(app, pilot)
        assert field(app, "place").value == "Hamburg"
        assert lines(app).text == 'Name,Role,Account\nAnna Novak,,"Acme, Inc."\nBo Li,,'
        field(app, "place").value = "Bremen"
        lines(app).text = 'Name,Account\nCleo Weber,\nAnna Novak,"Acme, Inc."'
        await pilot.pause()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        (kept,) = await sessions.recent(db)
        assert (kept.id, kept.place, kept.title) == (session.id, "Bremen", "Prepared")
        seated = await participants.of_session(db, session.id)
        assert [(p.seat, p.name) for p in seated] == [(1, "Anna Novak"), (2, "Cleo Weber")]
        assert seated[0].id == anna.id


async def test_setting_up_anew_loses_no_consent_share_or_identity(
    db: SqliteDb, run_app: RunApp, add_session: Add
) -> None:
    session = await add_session("Prepared")
    anna = await participants.add(
        db, session.id, name="Anna Novak", role="planner", account="Acme", segment="SMB",
        revenue_share=0.2, consent_name=False, now_ms=1,
    )  # fmt: skip
    bo = await participants.add(db, session.id, name="Bo Li", consent_notes=False, now_ms=1)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await until(pilot, lambda: "Prepared" in on_screen(app))
        await pilot.press("e")
        await filled(app, pilot)
        assert lines(app).text == "Anna Novak, planner, Acme, by role only\nBo Li, , , no notes"
        lines(app).text = "Anna Novak, head of planning, Acme\nBo Li, buyer, Contoso, no notes\nCy"
        await until(pilot, lambda: "no notes" in on_screen(app))
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
    seated = await participants.of_session(db, session.id)
    assert [(p.id, p.role, p.consent_notes, p.consent_name) for p in seated[:2]] == [
        (anna.id, "head of planning", True, False),
        (bo.id, "buyer", False, False),
    ]
    assert [p.name for p in seated] == ["Anna Novak", "Bo Li", "Cy"]
    (acme, _) = await participants.accounts(db)
    assert (acme.segment, acme.revenue_share) == ("SMB", 0.2)


ACTIVE = {"\x1b", "\x9b", "\x07", "\u202e", "\x00"}


@few_or_all
async def test_hostile_text_in_every_field_is_shown_and_nothing_acts(
    db: SqliteDb, run_app: RunApp, texts: dict[str, str]
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app, (80, 24)) as pilot:
        await set_up(app, pilot)
        for text in texts.values():
            field(app, "title").value = f"a{text}"
            field(app, "place").clear()
            field(app, "place").insert_text_at_cursor(text)
            lines(app).text = ""
            lines(app).insert(f"a{text}, {text}, {text}")
            await pilot.pause()
            assert not set(on_screen(app)) & ACTIVE
        assert told(app) == ""
        assert app.is_running


async def test_hostile_names_are_kept_clean(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app, (80, 24)) as pilot:
        await set_up(app, pilot)
        for text in SHORT.values():
            name = " ".join(text.split())[:100]
            lines(app).insert(f"{len(lines(app).text)} {name}\n")
        field(app, "title").value = "[/] [@click=app.quit]press[/] \x1b]0;owned\x07"
        await until(pilot, lambda: app.screen.query_one(PeopleTable).roster.problems)
        taken_out = {problem.line for problem in app.screen.query_one(PeopleTable).roster.problems}
        kept = lines(app).text.split("\n")
        lines(app).text = "\n".join(line for n, line in enumerate(kept, 1) if n not in taken_out)
        await pilot.pause()
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, Opened))
        session = await newest(db)
        assert session.title == "[/] [@click=app.quit]press[/] ]0;owned"
        people = await participants.of_session(db, session.id)
        assert len(people) > len(SHORT) // 2
        assert not set("".join(person.name for person in people)) & (ACTIVE - {"\u202e"})


async def test_a_title_of_10_000_characters_is_kept_whole(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        field(app, "title").value = "长" * 10_000
        await pilot.pause()
        await pilot.press("ctrl+s")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await until(pilot, lambda: "长长" in on_screen(app))
        assert (await newest(db)).title == "长" * 10_000


async def test_a_paste_too_long_for_a_list_of_people_is_cut_and_said_so(
    db: SqliteDb, run_app: RunApp
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await set_up(app, pilot)
        lines(app).insert("".join(f"Person {n}, planner, Acme\n" for n in range(5_000)))
        await until(pilot, lambda: "too long" in told(app))
        assert len(lines(app).text) <= 20_000
        await until(pilot, lambda: len(app.screen.query_one(PeopleTable).roster.seats) == 500)


# -- choosing the agenda -----------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 50)])
async def test_the_chosen_agenda_shows_its_sections_and_minutes(
    db: SqliteDb, run_app: RunApp, size: tuple[int, int]
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app, size) as pilot:
        await picker(app, pilot)
        seen = on_screen(app)
        assert "Customer visit" in seen
        assert "10  Welcome" in seen
        assert "20  What gets in your way?" in seen
        await pilot.press("down")
        await until(pilot, lambda: "45  At their desk" in on_screen(app))


async def test_a_file_is_completed_previewed_and_used(db: SqliteDb, run_app: RunApp) -> None:
    Path("guides").mkdir()
    Path("guides/mine.md").write_text("# Mine\n\n## All (30 min)\n\n1. What?\n", "utf-8")
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await picker(app, pilot)
        await pilot.press("slash", *"gui")
        await until(pilot, lambda: app.focused._suggestion == "guides/")  # type: ignore[union-attr]
        await pilot.press("right")
        await until(pilot, lambda: app.focused._suggestion == "guides/mine.md")  # type: ignore[union-attr]
        await pilot.press("right")
        await until(pilot, lambda: "30  All" in on_screen(app))
        await pilot.press("enter")
        await filled(app, pilot)
        assert field(app, "title").value == "Mine"


async def test_a_word_file_is_used_as_the_markdown_that_it_becomes(
    db: SqliteDb, run_app: RunApp
) -> None:
    lines = [("title", "Theirs"), ("h1", "Start (15 min)"), ("1", "What broke?")]
    Path("guide.docx").write_bytes(as_docx(lines))
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await picker(app, pilot)
        await pilot.press("slash", *"gui")
        await until(pilot, lambda: app.focused._suggestion == "guide.docx")  # type: ignore[union-attr]
        await pilot.press("right")
        await until(pilot, lambda: "15  Start" in on_screen(app))
        await pilot.press("enter")
        await filled(app, pilot)
        await pilot.press("f2")
        await until(pilot, lambda: isinstance(app.screen, Opened))
        session = await newest(db)
        assert (session.title, session.agenda_name) == ("Theirs", "guide")
        assert session.agenda_source == "# Theirs\n\n## Start (15 min)\n\n1. What broke?\n"


async def test_a_foreign_guide_shows_what_is_odd_with_its_line_before_it_is_used(
    db: SqliteDb, run_app: RunApp
) -> None:
    beside = "## Goals\n\nDecide [/].\n\n## Materials\n\n- Pens\n\n"
    guide = f"# Theirs\n\n{beside}## Start\n\n1. Why?\n\n## End (5 min)\n\n## Analysis\n\nNone.\n"
    Path("guide.md").write_text(guide, "utf-8")
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await picker(app, pilot)
        await pilot.press("slash")
        app.focused.value = "guide.md"  # type: ignore[union-attr]
        await until(pilot, lambda: "! line 11" in on_screen(app))
        assert "may be read wrongly" in on_screen(app)
        beside = "2 parts before the session, 1 after: Goals, Materials, Analysis"
        assert beside in " ".join(on_screen(app).replace("▏", "").split())
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))


@pytest.mark.parametrize(
    ("name", "content"),
    [("empty.md", b""), ("guide.rtf", b"{\\rtf1 Welcome}"),
     ("prose.md", b"nothing of an agenda"), ("gone.md", None)],
)  # fmt: skip
async def test_what_is_no_agenda_is_not_used_and_the_reason_is_shown(
    db: SqliteDb, run_app: RunApp, name: str, content: bytes | None
) -> None:
    if content is not None:
        Path(name).write_bytes(content)
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await picker(app, pilot)
        await pilot.press("slash")
        app.focused.value = name  # type: ignore[union-attr]
        await pilot.press("enter")
        await until(pilot, lambda: told(app))
        assert isinstance(app.screen, AgendaPicker)
        assert name in on_screen(app) or "✗ line" in on_screen(app)


async def test_escape_chooses_no_agenda(db: SqliteDb, run_app: RunApp) -> None:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await picker(app, pilot)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_one_key_calls_a_line_of_a_guide_something_else(
    db: SqliteDb, run_app: RunApp, tmp_path: Path
) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text("# Visit\n\n## Talk (9 min)\n\nHand out the cards\n\n- Why?\n", "utf-8")
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await picker(app, pilot)
        await pilot.press("slash")
        app.screen.query_one("#picker-path", Input).value = str(guide)
        await until(pilot, lambda: "Talk" in on_screen(app))
        await pilot.press("f4")
        await until(pilot, lambda: "How it was read: guide.md" in on_screen(app))
        await pilot.press("down", "down", "r")
        await until(pilot, lambda: "→ script" in on_screen(app))
        await pilot.press("n", "down", "q")
        await until(pilot, lambda: "→" not in on_screen(app))
        await pilot.press("up", "r")
        await until(pilot, lambda: "→ script" in on_screen(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, AgendaPicker))
        written = tmp_path / "guide-read.md"
        assert app.screen.query_one("#picker-path", Input).value == str(written)
    assert "> Hand out the cards" in written.read_text("utf-8")
    assert ">" not in guide.read_text("utf-8")


async def test_a_guide_whose_lines_cannot_be_shown_is_said(
    db: SqliteDb, run_app: RunApp, tmp_path: Path
) -> None:
    cases = {
        "": "this agenda comes with the program",
        f"{tmp_path}/guide.docx": f"There is no file “guide.docx” in {tmp_path}.",
        f"{tmp_path}/none/guide.md": f"there is no folder {tmp_path}/none.",
        f"{tmp_path}": "is a folder; name the file in it",
    }
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await picker(app, pilot)
        await until(pilot, lambda: "Customer visit" in on_screen(app))
        for typed, told in cases.items():
            app.screen.query_one("#picker-path", Input).value = typed
            await pilot.pause()
            await pilot.press("f4")
            await until(
                pilot, lambda told=told: any(told in each.message for each in app._notifications)
            )


async def test_a_guide_with_several_days_asks_which_one_is_led(
    db: SqliteDb, run_app: RunApp, tmp_path: Path
) -> None:
    guide = tmp_path / "guide.md"
    days = (
        "## Saturday\n\n### Come (9 min)\n\n1. Who?\n\n## Sunday\n\n### Go (5 min)\n\n1. Where?\n"
    )
    guide.write_text(f"# Visit\n\n{days}", "utf-8")
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await picker(app, pilot)
        await pilot.press("slash")
        app.screen.query_one("#picker-path", Input).value = str(guide)
        await until(pilot, lambda: "Come" in on_screen(app))
        await pilot.press("enter")
        await until(pilot, lambda: "has 2 days" in on_screen(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, AgendaPicker))
        await pilot.press("enter")
        await until(pilot, lambda: "has 2 days" in on_screen(app))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, SetupScreen))
    written = (tmp_path / "guide-day-2.md").read_text("utf-8")
    assert "Go (5 min)" in written
    assert "Come" not in written
