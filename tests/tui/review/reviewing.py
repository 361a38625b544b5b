"""The review over two sessions, opened once everything is read and counted."""

from collections.abc import Callable, Sequence
from typing import Any

from textual.app import App
from textual.filter import LineFilter

from focusgroup.core.ids import new_id
from focusgroup.core.model import (
    Agenda,
    Kind,
    Question,
    Quote,
    Section,
    Session,
    ThemeSpec,
)
from focusgroup.core.search.selection import Selection
from focusgroup.store.engine.protocol import Db
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.quotes import NewQuote
from focusgroup.tui.review.quotes.quote_list import QuoteList
from focusgroup.tui.review.quotes.retag import RetagScreen
from focusgroup.tui.review.screen import ReviewScreen
from focusgroup.tui.review.themes.theme_tree import ThemeTree
from focusgroup.tui.terminal.output_guard import NothingActive
from tests.tui.conftest import NOW
from tests.tui.seeing import opened, until

RunApp = Callable[..., Any]
Reviewing = tuple[Any, "ReviewApp"]
"""The pilot, and the app with the review."""
AGENDA = Agenda(
    title="Customer focus group",
    sections=(
        Section("Welcome", 10),
        Section("What gets in your way?", 20, steps=(Question("When did it let you down?"),)),
    ),
    themes=(ThemeSpec("Reporting", "numbers that leave the house"), ThemeSpec("Pricing")),
)
SAID = (
    # session, speaker, kind, themes, text
    (0, "Ana", Kind.PROBLEM, ("Reporting > Exports",), "the export is not the dashboard"),
    (0, "Ana", Kind.PROBLEM, ("Reporting > Exports",), "the exports come too late"),
    (0, "Bo", Kind.STRENGTH, ("Reporting",), "the board saves me an hour"),
    (0, "", Kind.OBSERVATION, ("Reporting",), "nods all round"),
    (1, "Ana", Kind.MISSING_FEATURE, ("Reporting > Exports", "Mobile"), "schedule the export"),
    (1, "Cy", Kind.PROBLEM, ("Mobile",), "没有信号就不能用"),
    (1, "Cy", Kind.PROBLEM, (), "nobody told us"),
)
PEOPLE = {"Ana": ("planner", "Northwind"), "Bo": ("finance", "Contoso"), "Cy": ("", "星河物流")}


class ReviewApp(App[None]):
    """Nothing but the review, and the program's last look at what goes to the terminal."""

    def __init__(self, db: Db, session_id: str = "") -> None:
        super().__init__()
        self._db = db
        self._session = session_id

        self._guard = NothingActive()

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [self._guard, *super().get_line_filters()]

    def on_mount(self) -> None:
        self.push_screen(ReviewScreen(self._db, self._session))

    @property
    def review(self) -> ReviewScreen:
        return next(s for s in self.screen_stack if isinstance(s, ReviewScreen))

    @property
    def tree(self) -> ThemeTree:
        return self.review.query_one(ThemeTree)

    @property
    def listed(self) -> QuoteList:
        return self.review.query_one(QuoteList)

    @property
    def texts(self) -> list[str]:
        """What is listed, top down."""
        found = (self.listed.rows.row(n) for n in range(self.listed.rows.total))
        return [quote.text for quote in found if quote]

    def counts(self, choice: Selection) -> tuple[int, int, int, int] | None:
        """Problems, strengths, missing features and people of a row of the tree."""
        tally = next(row.tally for row in self.tree.rows if row.choice == choice)
        if tally is None:
            return None
        return tally.problem, tally.strength, tally.missing_feature, tally.people


async def take_down(db: SqliteDb, session: Session, text: str, n: int = 0, **facts: Any) -> Quote:
    new = NewQuote(
        session_id=session.id,
        text=text,
        kind=facts.pop("kind", Kind.PROBLEM),
        at_ms=session.created_ms + n * 60_000,
        offset_ms=n * 60_000,
        id=new_id(NOW + n),
        section=1,
        question=0,
        **facts,
    )
    return await quotes.add_quote(db, new, NOW)


async def ready(pilot: Any) -> ReviewApp:
    """The review with everything read and counted."""
    app: ReviewApp = pilot.app
    await until(pilot, lambda: isinstance(app.screen, ReviewScreen) and app.listed.loaded)
    await until(pilot, lambda: not any(row.tally is None for row in app.tree.rows))
    await settled(pilot)
    return app


async def settled(pilot: Any) -> None:
    """Until nothing is being read any more."""
    await pilot.pause()
    app: ReviewApp = pilot.app
    pane = app.review._pane
    readers = (app.listed._reading, app.review._counting, pane._heading, pane._helping)
    await until(pilot, lambda: not any(reader.running for reader in readers))
    await pilot.pause()


async def open_retag(pilot: Any) -> RetagScreen:
    await pilot.press("t")
    screen: RetagScreen = await opened(pilot, RetagScreen)
    return screen
