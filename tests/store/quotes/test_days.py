"""A day is the day of the session's own zone: what is shown as 20 Nov is found by 20 Nov."""

import random
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Session
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import Days, day_words, read_span
from focusgroup.services.dates_in_words import moment
from focusgroup.store import clocks, reports, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import quotes
from focusgroup.store.quotes.jumps import older_quotes
from focusgroup.store.quotes.pages import count_quotes, quote_page
from focusgroup.store.quotes.tallies import tally_quotes
from focusgroup.store.quotes.tree import theme_tree
from tests.store.conftest import AGENDA, NOW

pytestmark = pytest.mark.both_engines

ZONES = (
    "Pacific/Kiritimati",
    "Asia/Tokyo",
    "Europe/Berlin",
    "UTC",
    "America/Los_Angeles",
    "America/St_Johns",
    "Australia/Lord_Howe",
    "Pacific/Pago_Pago",
)
HOUR = 3_600_000
WAYS = {
    "all": Selection(),
    "a theme": Selection(themes=("Reporting",)),
    "a search": Selection(search="export"),
}
STARTS = {
    "any day": NOW,
    "clocks go forward": round(datetime(2026, 3, 6, 12, tzinfo=UTC).timestamp() * 1000),
    "clocks go back": round(datetime(2026, 10, 23, 12, tzinfo=UTC).timestamp() * 1000),
}


@pytest.fixture
async def placed(db: SqliteDb, request: pytest.FixtureRequest) -> dict[str, tuple[Session, int]]:
    """Return the session and the time of each quote: four days of them in eight zones."""
    start = STARTS[request.param]
    rng, placed = random.Random(3), {}
    for zone in ZONES:
        held = await sessions.create(
            db, title=zone, agenda=AGENDA, agenda_name="customer-visit", now_ms=NOW, zone=zone
        )
        for _ in range(6):
            at_ms = start + rng.randrange(96 * HOUR)
            new = quotes.NewQuote(
                session_id=held.id, text="the export is late", kind=Kind.PROBLEM, at_ms=at_ms,
                id=new_id(at_ms), themes=("Reporting",),
            )  # fmt: skip
            await quotes.add_quote(db, new, NOW)
            placed[new.id] = held, at_ms
    return placed


@pytest.mark.parametrize(
    ("way", "placed"),
    [(way, "any day") for way in WAYS] + [("all", start) for start in STARTS if start != "any day"],
    indirect=["placed"],
)
async def test_a_day_finds_what_is_shown_under_it_wherever_it_was_said(
    db: SqliteDb, placed: dict[str, tuple[Session, int]], way: str
) -> None:
    start = min(at_ms for _, at_ms in placed.values())
    first = datetime.fromtimestamp(start / 1000, UTC).date() - timedelta(days=1)
    found_in_all = 0
    for step in range(7):
        day = first + timedelta(days=step)
        span = read_span(day.isoformat(), date(2030, 1, 1), ZoneInfo("America/New_York"))
        wanted = replace(WAYS[way], since=span, until=span)
        shown = {
            key for key, (held, at_ms) in placed.items() if moment(at_ms, held.zone).date() == day
        }
        page = await quote_page(db, wanted, limit=500)
        assert {quote.id for quote in page.quotes} == shown
        assert await count_quotes(db, wanted) == len(shown)
        assert (await tally_quotes(db, wanted)).mentions == len(shown)
        assert {quote.id for quote in await older_quotes(db, wanted, limit=500)} == shown
        if not wanted.search:
            (reporting,) = [r for r in await theme_tree(db, wanted) if r.theme.path == "Reporting"]
            assert reporting.problem == len(shown)
        found_in_all += len(shown)
    assert found_in_all == len(placed)


async def test_a_report_asks_the_sessions_that_began_on_their_own_day(db: SqliteDb) -> None:
    began = round(datetime(2026, 11, 19, 23, 30, tzinfo=UTC).timestamp() * 1000)
    for zone in ("Asia/Tokyo", "America/New_York"):
        held = await sessions.create(
            db, title=zone, agenda=AGENDA, agenda_name="customer-visit", now_ms=NOW, zone=zone
        )
        clock = (await clocks.load(db, held.id, 0)).started(0)
        await clocks.save(db, held.id, clock, clock_now_ms=0, now_ms=began)
    span = read_span("20 Nov 2026", date(2026, 11, 29), UTC)
    (only,) = await reports.held(db, Selection(since=span, until=span))
    assert (await sessions.find(db, only)).zone == "Asia/Tokyo"
    assert span.days == Days(date(2026, 11, 20), date(2026, 11, 20), day_words(date(2026, 11, 20)))
