"""The theme that stands faint behind the line: learned from what was tagged, never taken alone."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import pytest

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Quote, Session
from focusgroup.services.capture.suggesting import suggestion as suggesting
from focusgroup.services.capture.suggesting.suggestion import Suggesting
from focusgroup.store import participants, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import Edit, NewQuote
from focusgroup.store.quotes.tagged import tagged_quotes
from focusgroup.tui.app import FocusgroupApp
from tests.tui.conftest import NOW
from tests.tui.living import AGENDA, Live, live_screen
from tests.tui.seeing import on_screen, until

Run = Callable[..., AbstractAsyncContextManager[Any]]
EXPORTS = "Reporting > Exports"
TOLD = (
    (EXPORTS, "the spreadsheet loses the umlauts when we export it"),
    ("Mobile", "the phone app logs me out in the warehouse"),
    (EXPORTS, "we export to a spreadsheet every week by hand"),
    ("Mobile", "in the warehouse the phone has no signal"),
    (EXPORTS, "a spreadsheet nobody can open, exported again and again"),
)


@pytest.fixture
async def session(db: SqliteDb) -> Session:
    """A session to come; an earlier one was tagged."""
    agenda = parse_agenda(AGENDA).agenda
    earlier = await sessions.create(db, title="Earlier", agenda=agenda, now_ms=NOW)
    for n, (theme, text) in enumerate(TOLD):
        told = NewQuote(
            text, Kind.PROBLEM, NOW + n, session_id=earlier.id, id=new_id(), themes=(theme,)
        )
        await quotes.add_quote(db, told, NOW + n)
    made = await sessions.create(db, title="Planners", agenda=agenda, now_ms=NOW + 1_000)
    await participants.add(db, made.id, name="Anna Novak", account="Northwind", now_ms=NOW)
    return made


@pytest.fixture
async def live(db: SqliteDb, session: Session, run_app: Run) -> AsyncIterator[Live]:
    app = FocusgroupApp(db)
    async with run_app(app) as pilot:
        await app.push_screen(await live_screen(db, session.id))
        await pilot.pause()
        live = Live(pilot, db, session)
        for worker in list(app.workers):
            if worker.group == "suggesting":
                await worker.wait()
        yield live


async def suggested(live: Live, line: str) -> str:
    """What stands behind *line* a moment after it was typed."""
    live.type(line)
    await until(live.pilot, lambda: not live.screen._suggestion_due)
    return live.screen.control.suggested.text


async def test_the_theme_that_the_words_speak_for_stands_behind_the_line(live: Live) -> None:
    assert await suggested(live, "our spreadsheet is cut when we export") == "#Exports"
    await live.pilot.pause()
    assert "when we export #Exports" in on_screen(live.pilot.app)
    assert "takes #Exports" in live.shows("#hint")
    assert live.screen.line.text == "our spreadsheet is cut when we export"


async def test_one_key_takes_it_and_the_quote_is_filed_there(live: Live) -> None:
    await suggested(live, "our spreadsheet is cut when we export")
    live.key("left", "right")  # inside the line it only moves the caret
    assert live.screen.line.text == "our spreadsheet is cut when we export"
    live.key("right")
    assert live.screen.line.text == "our spreadsheet is cut when we export #Exports "
    live.key("enter")
    (quote,) = await live.saved()
    assert quote.themes == (EXPORTS,)


async def test_it_is_never_taken_by_itself(live: Live) -> None:
    await suggested(live, "our spreadsheet is cut when we export")
    live.key("enter")
    (quote,) = await live.saved()
    assert quote.themes == ()
    assert quote.text == "our spreadsheet is cut when we export"
    await live.pilot.pause()
    assert "#Exports" not in on_screen(live.pilot.app)


async def test_nothing_is_suggested_that_is_there_already_or_was_typed(live: Live) -> None:
    assert await suggested(live, "the spreadsheet we export #mob") == ""
    live.key("ctrl+u")
    live.type("#exp⏎")
    assert await suggested(live, "our spreadsheet is cut when we export") == ""


async def test_nothing_is_suggested_without_evidence_or_a_quote(live: Live) -> None:
    for line in ("lunch was late", "/park the spreadsheet export", ". the spreadsheet export"):
        assert await suggested(live, line) == "", line
        live.key("ctrl+u")


async def test_a_correction_is_learned(live: Live, db: SqliteDb) -> None:
    control = live.screen.control
    for text in ("the invoice is wrong", "an invoice twice", "whose invoice is that"):
        live.type(f"{text}⏎")
    assert await suggested(live, "this invoice again") == ""
    live.key("ctrl+u")
    for quote in await live.saved():
        (changed,) = await quotes.change_quote(db, [quote.id], Edit(themes=("Mobile",)), NOW)
        control.suggested.learned.saw(changed)
    assert await suggested(live, "the invoice is late") == "#Mobile"


async def test_pages_of_any_size_hold_every_quote_once(db: SqliteDb, session: Session) -> None:
    whole = await tagged_quotes(db)
    assert [(quote.themes, quote.text) for quote in whole] == [
        ((theme,), text) for theme, text in reversed(TOLD)
    ]
    paged: list[Quote] = []
    while page := await tagged_quotes(db, limit=2, before=paged[-1] if paged else None):
        paged += page
    assert paged == whole


async def test_what_is_learned_does_not_hang_on_the_size_of_the_pages(
    db: SqliteDb, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def by_two(db: SqliteDb, *, before: Quote | None) -> list[Quote]:
        return await tagged_quotes(db, limit=2, before=before)

    whole, paged = Suggesting(db, session.id), Suggesting(db, session.id)
    await whole.build()
    monkeypatch.setattr(suggesting, "tagged_quotes", by_two)
    await paged.build()
    for _, text in TOLD:
        assert paged._model.suggest(text) == whole._model.suggest(text)
    assert whole._model.suggest("umlauts")[0][0] == EXPORTS


async def test_the_themes_used_last_are_typed_by_their_number(live: Live) -> None:
    live.type("one #exp⏎two #mob⏎")
    live.type("three")
    await live.pilot.pause()
    assert "1e Exports  2m Mobile" in live.shows("#hint")
    live.type(" #1 #2")
    assert live.screen.line.text == "three #1 #2"
    live.type("⏎our #1 problem⏎")
    saved = await live.saved()
    assert [(quote.text, quote.themes) for quote in saved[-2:]] == [
        ("three", (EXPORTS, "Mobile")),
        ("our #1 problem", (EXPORTS, "Mobile")),
    ]


async def test_a_number_without_a_theme_and_one_in_a_sentence_stay_text(live: Live) -> None:
    live.type("one #exp⏎")
    await live.saved()
    live.type("#2")
    assert live.screen.line.text == "#2"
    live.key("ctrl+u")
    live.type("our #1 problem C#1")
    assert live.screen.line.text == "our #1 problem C#1"


async def test_the_menu_stands_in_the_order_of_use(live: Live) -> None:
    control = live.screen.control
    live.type("one #mob⏎two #onb⏎three #mob⏎")
    await live.saved()
    live.type("#")
    assert [choice.label for choice in control.menu.choices][:3] == [
        "1m Mobile", "2o Onboarding", "e Reporting > Exports",
    ]  # fmt: skip
