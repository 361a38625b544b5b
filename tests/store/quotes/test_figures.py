"""Accounts, sessions, top account, quarters and weight of themes, against a count by hand."""

from collections import Counter
from dataclasses import replace
from datetime import UTC, date
from itertools import pairwise, product
from zoneinfo import ZoneInfo

import pytest

from focusgroup.core.evidence.quarters import quarter_starts
from focusgroup.core.model import PATH_SEPARATOR, RANKED_KINDS, Kind, Quote, Session
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan, midnight
from focusgroup.core.themes.paths import lineage
from focusgroup.store import accounts, sessions
from focusgroup.store.counters import anew
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import (
    NewQuote,
    ThemeWeight,
    add_quote,
    figures,
    sessions_with_new_themes,
    theme_quarters,
    theme_reach,
    theme_weights,
    top_voices,
)
from focusgroup.store.quotes.pages import quote_page
from focusgroup.store.themes import all_themes
from tests.store.conftest import AGENDA, NOW
from tests.store.quotes.test_tallies import fill

pytestmark = pytest.mark.both_engines

WANTED = {
    "everything": Selection(),
    "problems": Selection(kinds=(Kind.PROBLEM,)),
    "an account": Selection(accounts=("Northwind",)),
    "two accounts": Selection(accounts=("Northwind", "Contoso"), kinds=(Kind.STRENGTH,)),
    "a speaker": Selection(speakers=("an",)),
    "a search": Selection(search="export"),
    "a time": Selection(since=TimeSpan(NOW + 10, NOW + 11, "")),
    "a session": Selection(sessions=("second",)),
    "a facilitator": Selection(facilitator="Fay"),
    "a facilitator's problems of an account": Selection(
        facilitator="Fay", accounts=("Northwind",), kinds=(Kind.PROBLEM,)
    ),
    "verbatim": Selection(verbatim=True),
    "strongly felt": Selection(search="is:strong"),
    "a phrase": Selection(search='"the export"'),
    "problems without a phrase": Selection(search='-"一个月"', kinds=(Kind.PROBLEM,)),
}


def named(quotes: list[Quote], path: str) -> list[Quote]:
    below = path + PATH_SEPARATOR
    return [q for q in quotes if any(t == path or t.startswith(below) for t in q.themes)]


@pytest.mark.parametrize("wanted", WANTED.values(), ids=WANTED.keys())
async def test_the_figures_are_what_counting_by_hand_gives(
    db: SqliteDb, session: Session, wanted: Selection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(figures, "MOST_TRIED", 2)  # themes are asked for among all, too
    await fill(db, session, 40, 3)
    second = await sessions.create(db, title="Second", agenda=AGENDA, now_ms=NOW, facilitator="Fay")
    await fill(db, second, 40, 4)
    marks = "intensity = n % 3, agreement = n % 4, dissent = n % 2, verbatim = n % 2"
    for sql in (f"UPDATE quote SET {marks}", *anew("theme_quarter")):
        await db.write(lambda tx, sql=sql: tx.run(sql))
    await accounts.change(db, "Northwind", revenue_share=0.25)
    if wanted.sessions:
        wanted = replace(wanted, sessions=(second.id,))
    page = await quote_page(db, wanted, limit=1000)
    kinds = wanted.kinds or RANKED_KINDS
    quotes = [q for q in page.quotes if q.kind in kinds]
    reach = await theme_reach(db, wanted)
    tops = await top_voices(db, wanted)
    days = (date(2000, 1, 1), date(2026, 1, 1), date(2126, 1, 1))
    quarters = await theme_quarters(db, wanted, days, "UTC")
    weights = await theme_weights(db, wanted)
    shares = {each.id: each.revenue_share for each in await accounts.accounts(db)}
    split = NOW >= 1_767_225_600_000
    for theme in await all_themes(db):
        those = named(quotes, theme.path)
        raised = {q.account_id for q in those if q.account_id}
        there = {q.session_id for q in those}
        assert reach.get(theme.id, (0, 0)) == (len(raised), len(there))
        voices = Counter(q.account or q.speaker for q in those if q.person_id)
        top = tops.get(theme.id)
        if not voices:
            assert top is None
        else:
            assert top is not None
            assert top.quotes == max(voices.values()) == voices[top.name]
        weight = weights.get(theme.id, ThemeWeight())
        assert weight.strong == sum(q.intensity > 0 for q in those)
        assert weight.agreement == sum(q.agreement for q in those)
        assert weight.dissent == sum(q.dissent for q in those)
        known = [share for each in raised if (share := shares[each]) is not None]
        if not known or len(known) * 2 < len(raised):
            assert weight.revenue is None
        else:
            assert weight.revenue is not None
            assert weight.revenue.value == pytest.approx(sum(known))
            assert weight.revenue.at_least == (len(known) < len(raised))
        counted = (0, len(those)) if split else (len(those), 0)
        assert quarters.get(theme.id, (0, 0)) == counted
    assert sum(quarters[""]) == len(quotes)


ZONES = ("UTC", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kolkata")


@pytest.mark.parametrize("kinds", [(), (Kind.PROBLEM,), (Kind.STRENGTH, Kind.CONTEXT)])
@pytest.mark.parametrize("zone", ZONES)
async def test_a_quarter_begins_at_midnight_where_its_reader_is(
    db: SqliteDb, session: Session, zone: str, kinds: tuple[Kind, ...]
) -> None:
    days = quarter_starts(date(2026, 11, 30))
    begin = [midnight(day, ZoneInfo(zone)) for day in days]
    hour = 3_600_000
    made = []
    for n, (day, near) in enumerate(product(days, (-15, -12, -7, -3, 0, 3, 7, 12, 15))):
        at = midnight(day, UTC) + near * hour + n % 3 - 1
        kind = tuple(Kind)[n % len(Kind)]
        themes = ((), ("A > B",), ("A", "C"))[n // 2 % 3]
        new = NewQuote(f"q {n}", kind, at, session_id=session.id, id=f"{n:03}", themes=themes)
        await add_quote(db, new, NOW)
        made.append(new)
    found = await theme_quarters(db, Selection(kinds=kinds), days, zone)
    wanted = [each for each in kinds if each in RANKED_KINDS] or kinds or RANKED_KINDS
    none = (0,) * (len(days) - 1)
    paths = {theme.id: theme.path for theme in await all_themes(db)} | {"": ""}
    for id, path in paths.items():
        those = [q for q in made if q.kind in wanted and (not path or under(q.themes, path))]
        counted = tuple(
            sum(start <= q.at_ms < end for q in those) for start, end in pairwise(begin)
        )
        assert found.get(id, none) == counted, path


def under(themes: tuple[str, ...], path: str) -> bool:
    return any(path in lineage(theme) for theme in themes)


@pytest.mark.parametrize(
    "wanted",
    [*WANTED.values(), Selection(themes=("Reporting",)), Selection(untagged=True)],
    ids=[*WANTED, "a theme", "untagged"],
)
async def test_a_theme_is_new_in_the_first_session_that_has_it(
    db: SqliteDb, session: Session, wanted: Selection
) -> None:
    second = await sessions.create(
        db, title="Second", agenda=AGENDA, now_ms=NOW - 5, facilitator="Fay"
    )
    await fill(db, session, 9, 3)
    await fill(db, second, 6, 4)
    if wanted.sessions:
        wanted = replace(wanted, sessions=(second.id,))
    paths = {theme.id: theme.path for theme in await all_themes(db)}
    kinds = wanted.kinds or RANKED_KINDS
    page = await quote_page(db, wanted, limit=1000)
    quotes = [quote for quote in page.quotes if quote.kind in kinds]
    met: set[str] = set()
    found = await sessions_with_new_themes(db, wanted)
    assert {each.id for each in found} == {quote.session_id for quote in quotes}
    for each in found:
        said = {path for q in quotes if q.session_id == each.id for path in q.themes}
        assert {paths[id] for id in each.new} == said - met
        met |= said
