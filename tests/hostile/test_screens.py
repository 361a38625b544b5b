"""Texts that break programs, on every screen: in what it shows and in what can be typed on it.

The screens are those that the program has: a new one fails here until `OPENERS` says how it is
opened. All texts at every size: ``python -m pytest -m slow tests/hostile/test_screens.py``.
"""

import importlib
import inspect
import itertools
import pkgutil
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from focusgroup import tui
from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.ids import new_id
from focusgroup.core.model import JobFunction, Kind, Note, NoteKind, Session
from focusgroup.core.model.items import Item
from focusgroup.core.text import clean_line
from focusgroup.imports.agenda_file import open_guide
from focusgroup.store import notes, open_sqlite, participants, sessions, themes
from focusgroup.store.engine.location import crash_dir
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import NewQuote
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.live.opening import OpeningScreen
from focusgroup.tui.live.screen import LiveScreen
from focusgroup.tui.messages import OpenLive, OpenReview, OpenSetup
from focusgroup.tui.review.quotes.screen import QuotesScreen
from focusgroup.tui.review.saving_dialog import SavingDialog
from focusgroup.tui.review.tables.screen import TableScreen
from focusgroup.tui.setup.guide_lines import GuideLines
from focusgroup.tui.typed_ahead import Window
from focusgroup.tui.widgets.notifications import tell
from focusgroup.tui.widgets.reading_window import ReadingScreen
from tests.conftest import ROOT
from tests.hostile import MARKUP, SHORT
from tests.tui.seeing import on_screen, until

NOW = 1_760_000_000_000
ACTIVE = set("\x1b\x07\x9b\x00\x08\r\u202a\u202b\u202d\u202e\u2066\u2067\u2068")
MARKUP_STARTS = re.compile(r"(?<!\\)\[")
LAUGHS = "[laughs] that is one way to say it [laughter]"
NOTHING_SAID = (ReadingScreen, OpeningScreen, Window, QuotesScreen, TableScreen, SavingDialog)
"""What other windows are made of, and the empty frame of a session that is loaded."""
WORST = ("stray closing tag", "style with a quote in it", "action", "link", "unclosed", "variable")
SIZES = [(80, 24), (120, 36), (200, 50)]

App = FocusgroupApp
Opener = Callable[[Pilot[Any], str], Awaitable[None]]


def every_screen() -> dict[str, type[Screen[Any]]]:
    """Each class of a screen by its name, but for what others are made of."""
    found: dict[str, type[Screen[Any]]] = {}
    for module in pkgutil.walk_packages(tui.__path__, f"{tui.__name__}."):
        loaded = importlib.import_module(module.name)
        for name, thing in vars(loaded).items():
            ours = inspect.isclass(thing) and thing.__module__ == loaded.__name__
            if ours and issubclass(thing, Screen) and thing not in NOTHING_SAID:
                found[name] = thing
    return found


async def hostile_session(db: SqliteDb, texts: list[str]) -> Session:
    """A session with each of *texts* in every field that it has."""
    lines = [clean_line(text) or "x" for text in texts]
    body = "".join(
        f"## {line} (5 min)\n\n{line}\n\n> {line}\n\n- [ ] {line}\n\n1. {line}?\n   - {line}?\n\n"
        for line in lines
    )
    one = lines[0]
    agenda = parse_agenda(body).agenda
    made = await sessions.create(
        db, title=one, agenda=agenda, now_ms=NOW, place=texts[1], agenda_name=one,
        facilitator=texts[2], note_taker=texts[3], product=texts[4],
    )  # fmt: skip
    await sessions.update(db, made.id, bottom_line=texts[5])
    for n, (text, line) in enumerate(zip(texts, lines, strict=True)):
        person = await participants.add(
            db, made.id, name=line, role=text, account=text, segment=text, now_ms=NOW
        )
        for kind in Kind:
            new = NewQuote(
                session_id=made.id, text=text, kind=kind, at_ms=NOW + n, offset_ms=n * 1000,
                id=new_id(NOW + n), participant_id=person.id, themes=(line,), section=0,
            )  # fmt: skip
            await quotes.add_quote(db, new, NOW)
        for note in (NoteKind.PARKED, NoteKind.CALLBACK, NoteKind.COMMITMENT):
            fields = {"speaker": line, "owner": line, "due": line}
            await notes.add(db, Note(new_id(NOW), made.id, note, line, NOW + n, **fields))
    return made


async def _live(pilot: Pilot[Any], session_id: str) -> None:
    app = pilot.app
    if not isinstance(app.screen, LiveScreen):
        app.screen.post_message(OpenLive(session_id))
        await until(pilot, lambda: isinstance(app.screen, LiveScreen) and app.screen.is_mounted)
    await pilot.pause()


def _in_live(action: str) -> Opener:
    async def opened(pilot: Pilot[Any], session_id: str) -> None:
        await _live(pilot, session_id)
        live: Any = pilot.app.screen
        live.action_do("next")
        before = len(pilot.app.screen_stack)
        live.action_do(action)
        await until(pilot, lambda: len(pilot.app.screen_stack) > before)

    return opened


async def _home(pilot: Pilot[Any], session_id: str) -> None:
    await pilot.press("end", "home")


async def _picker(pilot: Pilot[Any], session_id: str) -> None:
    await pilot.press("n")


async def _guide_lines(pilot: Pilot[Any], session_id: str) -> None:
    opened = open_guide(str(ROOT / "agendas" / "customer-visit.md"))
    pilot.app.push_screen(GuideLines(opened))


async def _set_up(pilot: Pilot[Any], session_id: str) -> None:
    pilot.app.screen.post_message(OpenSetup("hostile"))
    await pilot.pause()


async def _help(pilot: Pilot[Any], session_id: str) -> None:
    await _live(pilot, session_id)
    pilot.app.action_help()


async def _palette(pilot: Pilot[Any], session_id: str) -> None:
    await _live(pilot, session_id)
    pilot.app.action_command_palette()


async def _rehearsed(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.tui.live.dialogs.rehearsed import RehearsedScreen

    await _live(pilot, session_id)
    live: Any = pilot.app.screen
    pilot.app.push_screen(RehearsedScreen(live.live))


async def _facts(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.tui.live.dialogs.person_facts import PersonFactsScreen

    people = await participants.of_session(pilot.app.db, session_id)
    pilot.app.push_screen(PersonFactsScreen(people[1], None, quotes=4, now_ms=NOW, zone="UTC"))


async def _debrief(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.services.debrief import Debriefing
    from focusgroup.tui.debrief.screen import DebriefScreen

    screen = DebriefScreen(await Debriefing.load(pilot.app.db, session_id))
    pilot.app.push_screen(screen)
    await until(pilot, lambda: screen.takes_keys)


async def _review(pilot: Pilot[Any], session_id: str) -> None:
    pilot.app.screen.post_message(OpenReview(""))
    await pilot.pause()


async def _filters(pilot: Pilot[Any], session_id: str) -> None:
    await _review(pilot, session_id)
    await until(pilot, lambda: type(pilot.app.screen).__name__ == "ReviewScreen")
    await pilot.press("f")


async def _retag(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.tui.review.quotes.retag import RetagScreen

    db = pilot.app.db
    said = await quote_pages.quotes_of_session(db, session_id)
    pilot.app.push_screen(RetagScreen(said[:50], _refused, await themes.all_themes(db)))


async def _context(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.services.edits import Edits
    from focusgroup.tui.review.quotes.quote_context import QuoteContextScreen

    said = await quote_pages.quotes_of_session(pilot.app.db, session_id)
    pilot.app.push_screen(QuoteContextScreen(pilot.app.db, said[3], Edits(pilot.app.db)))


async def _confirm(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.tui.widgets.confirm import ConfirmScreen

    pilot.app.push_screen(ConfirmScreen("[/] " + LAUGHS, yes="[/]", no='[b="q]'))


async def _publish(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.tui.home.publish import PublishScreen

    session = await sessions.find(pilot.app.db, session_id)
    pilot.app.push_screen(PublishScreen(pilot.app.db, session))


async def _refused(answer: object) -> Any:
    raise FocusgroupError(TITLE)


async def _both_changed(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.core.publishing import BothChanged, PublishConflict
    from focusgroup.tui.home.publish import BothChangedScreen

    fields = (BothChanged("[/]", LAUGHS, TITLE), BothChanged(TITLE, "\x1b[31m", "a\u202eb"))
    conflicts = [PublishConflict("quote", str(n), f"quote “{TITLE}”", fields) for n in range(9)]
    pilot.app.push_screen(BothChangedScreen(TITLE, conflicts))


async def _rewrite(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.tui.review.quotes.rewrite import RewriteScreen

    async def save(line: str) -> bool:
        return True

    said = await quote_pages.quotes_of_session(pilot.app.db, session_id)
    pilot.app.push_screen(RewriteScreen(said[0], save))


async def _consent(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.core.people.people import NewParticipant
    from focusgroup.tui.setup.consent_question import ConsentQuestion

    pilot.app.push_screen(ConsentQuestion([NewParticipant("[/] " + LAUGHS)]))


def _theme(name: str) -> Opener:
    async def opened(pilot: Pilot[Any], session_id: str) -> None:
        from focusgroup.services.codebook import concerned
        from focusgroup.tui.review.codebook import dialogs

        known = await themes.all_themes(pilot.app.db)
        found = await concerned(pilot.app.db, known[0].path)
        more = (known,) if name == "MergeScreen" else ()
        pilot.app.push_screen(getattr(dialogs, name)(found, _refused, *more))

    return opened


def _table(what: str) -> Opener:
    async def opened(pilot: Pilot[Any], session_id: str) -> None:
        from focusgroup.core.search.selection import Selection
        from focusgroup.services.edits import Edits
        from focusgroup.services.review import ReviewFacts
        from focusgroup.services.reviewing.items import make_item
        from focusgroup.tui.review.tables.views import view

        db = pilot.app.db
        await make_item(db, Item("", TITLE, owner=TITLE, note=TITLE))
        shown = view(what, ReviewFacts(db, session_id), Selection(), Edits(db))
        pilot.app.push_screen(shown)
        await until(pilot, lambda: bool(shown.is_mounted and shown.table.data.heads))

    return opened


async def _behind(pilot: Pilot[Any], session_id: str) -> None:
    await _table("matrix")(pilot, session_id)
    await pilot.press("enter")


async def _item(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.tui.review.tables.item_dialog import ItemScreen

    pilot.app.push_screen(ItemScreen(Item("x", TITLE, owner=TITLE, note=TITLE), _refused))


async def _item_page(pilot: Pilot[Any], session_id: str) -> None:
    await _table("items")(pilot, session_id)
    await pilot.press("enter")


async def _promises(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.services.reviewing.promises import promises
    from focusgroup.tui.review.tables.accounts import PromisesScreen

    pilot.app.push_screen(PromisesScreen(await promises(pilot.app.db)))


async def _history(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.tui.review.quotes.quote_history import open_history

    said = await quote_pages.quotes_of_session(pilot.app.db, session_id)
    await open_history(pilot.app.screen, pilot.app.db, said[0])


async def _days(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.tui.setup.day_choice import DayChoice

    pilot.app.push_screen(DayChoice([TITLE, "Tuesday"]))


async def _questions(pilot: Pilot[Any], session_id: str) -> None:
    from focusgroup.store.backroom import observers, questions
    from focusgroup.tui.live.dialogs.questions import QuestionsScreen

    db = pilot.app.db
    await observers.secret_of(db, session_id)
    observer = await observers.sign_in(db, session_id, TITLE, JobFunction.OTHER, NOW)
    await questions.ask(db, session_id, observer.id, TITLE, NOW)
    await _live(pilot, session_id)
    live: Any = pilot.app.screen
    live.action_do("questions")
    await until(pilot, lambda: isinstance(pilot.app.screen, QuestionsScreen))


TITLE = "[/] " + LAUGHS
OPENERS: dict[str, Opener] = {
    "HomeScreen": _home,
    "AgendaPicker": _picker,
    "GuideLines": _guide_lines,
    "DayChoice": _days,
    "SetupScreen": _set_up,
    "LiveScreen": _live,
    "PlanScreen": _in_live("plan"),
    "PersonScreen": _in_live("person"),
    "DocumentsScreen": _in_live("export"),
    "SeatsScreen": _in_live("seats"),
    "EndScreen": _in_live("end"),
    "QuestionsScreen": _questions,
    "CoverageScreen": _in_live("coverage"),
    "BriefScreen": _in_live("brief"),
    "ReadbackScreen": _in_live("readback"),
    "RehearsedScreen": _rehearsed,
    "PersonFactsScreen": _facts,
    "DebriefScreen": _debrief,
    "HelpScreen": _help,
    "ReviewScreen": _review,
    "FiltersScreen": _filters,
    "RetagScreen": _retag,
    "RewriteScreen": _rewrite,
    "RenameScreen": _theme("RenameScreen"),
    "MergeScreen": _theme("MergeScreen"),
    "RemoveScreen": _theme("RemoveScreen"),
    "DefineScreen": _theme("DefineScreen"),
    "QuoteContextScreen": _context,
    "ConfirmScreen": _confirm,
    "PublishScreen": _publish,
    "BothChangedScreen": _both_changed,
    "ConsentQuestion": _consent,
    "MatrixScreen": _table("matrix"),
    "FindingsScreen": _table("findings"),
    "SaturationScreen": _table("saturation"),
    "AccountsScreen": _table("accounts"),
    "ItemsScreen": _table("items"),
    "ConsensusScreen": _table("consensus"),
    "Palette": _palette,
    "BehindScreen": _behind,
    "ItemScreen": _item,
    "ItemPage": _item_page,
    "PromisesScreen": _promises,
    "QuoteHistoryScreen": _history,
}
"""How each screen is opened, from the home screen; the session's id is given."""


def test_every_screen_is_tried() -> None:
    assert set(every_screen()) == set(OPENERS)


def checked(app: App) -> None:
    """Nothing active is on the screen, and nothing in reach reads user text as markup."""
    seen = on_screen(app)
    assert not set(seen) & ACTIVE, seen
    for widget in app.screen.walk_children(Widget):
        for text in (widget.tooltip, widget.border_title, widget.border_subtitle):
            # A Content that is set as a title is given back as markup, with what would act escaped.
            assert not (isinstance(text, str) and MARKUP_STARTS.search(text)), (widget, text)
    assert not list(crash_dir().glob("*"))
    assert app.is_running


async def typed_everywhere(pilot: Pilot[Any], texts: list[str]) -> None:
    """Put texts into each field of the screen, and each into a notification."""
    screen = pilot.app.screen
    fields = [*screen.query(Input), *screen.query(TextArea)]
    for text in texts:
        for field in fields:
            if isinstance(field, Input):
                field.value = text
            else:
                field.text = text
        tell(screen, text)
        await pilot.pause()
        checked(pilot.app)
        pilot.app.clear_notifications()


@pytest.fixture
def agenda(home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """An agenda to choose whose name and words are hostile."""
    from focusgroup.imports import agenda_file

    path = tmp_path / "[red]hostile.md"
    texts = [clean_line(text) or "x" for text in MARKUP.values()]
    body = "".join(f"## {text} (5 min)\n\n1. {text}?\n" for text in texts)
    path.write_text(f"---\ntitle: '{LAUGHS}'\n---\n{body}", "utf-8")
    monkeypatch.setattr(agenda_file, "_shipped_paths", lambda: {"hostile": path, "[/]": path})


async def opened(pilot: Pilot[Any], session: Session, name: str, typed: list[str]) -> str:
    """Open a screen, look, type; what was on it."""
    app = pilot.app
    await OPENERS[name](pilot, session.id)
    await until(pilot, lambda: type(app.screen).__name__ == name)
    await pilot.pause()
    checked(app)
    seen = on_screen(app)
    await typed_everywhere(pilot, typed)
    # The live screen stays: most others are opened on it.
    while len(app.screen_stack) > 2 and not isinstance(app.screen, LiveScreen):
        app.pop_screen()
        await pilot.pause()
    return seen


@pytest.mark.both_engines
@pytest.mark.usefixtures("agenda")
async def test_every_screen_shows_hostile_texts_as_they_are(db: Any, run_app: Any) -> None:
    texts = itertools.cycle(SHORT.values())
    marked = [MARKUP[f"markup: {name}"] for name in WORST]
    stored = [LAUGHS, *marked, "\x1b]0;owned\x07", "a\u202ecod.exe", "\x9b31m"]
    session = await hostile_session(db, stored)
    async with run_app(FocusgroupApp(db), SIZES[0]) as pilot:
        for name in OPENERS:
            seen = await opened(pilot, session, name, list(itertools.islice(texts, 2)))
            if name in ("HomeScreen", "LiveScreen", "ReviewScreen", "ConfirmScreen"):
                assert "[laughs]" in seen, name


@pytest.mark.slow
@pytest.mark.usefixtures("agenda")
@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("name", OPENERS)
async def test_every_screen_takes_all_texts(
    tmp_path: Path, run_app: Any, name: str, size: tuple[int, int]
) -> None:
    db = await open_sqlite(tmp_path / "groups.db")
    try:
        session = await hostile_session(db, list(SHORT.values()))
        async with run_app(FocusgroupApp(db), size) as pilot:
            await opened(pilot, session, name, list(SHORT.values()))
    finally:
        await db.close()


@pytest.mark.usefixtures("agenda")
async def test_the_palette_and_the_guide_take_hostile_texts(tmp_path: Path, run_app: Any) -> None:
    db = await open_sqlite(tmp_path / "groups.db")
    try:
        session = await hostile_session(db, [LAUGHS, *MARKUP.values()])
        app = FocusgroupApp(db)
        async with run_app(app, SIZES[1]) as pilot:
            await _live(pilot, session.id)
            live: Any = app.screen
            live.action_do("guide")
            for _ in range(8):
                live.action_do("section")
                await pilot.pause()
                checked(app)
            app.action_command_palette()
            await until(pilot, lambda: isinstance(app.screen, CommandPalette) and app.focused)
            for text in list(MARKUP.values())[:8]:
                app.screen.query_one(Input).value = text
                await pilot.pause()
                checked(app)
            await pilot.press("escape")
            await until(pilot, lambda: app.screen is live)
    finally:
        await db.close()
