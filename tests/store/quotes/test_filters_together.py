"""Every filter alone and every two together: what is counted is what counting by hand gives."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from focusgroup.core.model import QUOTE_KINDS, RANKED_KINDS, Kind, Quote, Session
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan
from focusgroup.store import accounts, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import counted, tree
from focusgroup.store.quotes.pages import quote_page
from focusgroup.store.quotes.tallies import tally_quotes
from focusgroup.store.quotes.tree import theme_tree
from tests.store.conftest import AGENDA, NOW
from tests.store.quotes.test_figures import named
from tests.store.quotes.test_tallies import fill, one_voice

pytestmark = pytest.mark.both_engines

FILTERS: dict[str, dict[str, Any]] = {
    "kind": {"kinds": (Kind.PROBLEM,)},
    "other kinds": {"kinds": (Kind.STRENGTH, Kind.CONTEXT)},
    "account": {"accounts": ("Northwind",)},
    "two accounts": {"accounts": ("Northwind", "Contoso")},
    "segment": {"segments": ("Enterprise",)},
    "owner": {"owner": "Paula"},
    "time": {"since": TimeSpan(NOW + 10, NOW + 11, ""), "until": TimeSpan(0, NOW + 30, "")},
    "session": {"sessions": ("the last",)},
    "two sessions": {"sessions": ("the first", "the last")},
    "facilitator": {"facilitator": "Fay"},
    "verbatim": {"verbatim": True},
    "speaker": {"speakers": ("an",)},
    "word": {"search": "export"},
}
TOGETHER = [
    {}, *FILTERS.values(),
    *(a | b for a, b in itertools.combinations(FILTERS.values(), 2) if not a.keys() & b.keys()),
]  # fmt: skip
UNDER = (Selection(), Selection(untagged=True), Selection(kinds=(Kind.UNTAGGED,)))


@pytest.fixture
async def rooms(db: SqliteDb, session: Session) -> dict[str, str]:
    """Three sessions with quotes, two of them led by Fay, by what they are called above."""
    await fill(db, session, 40, 3)
    made = [session.id]
    for seed in (4, 5):
        room = await sessions.create(
            db, title=f"Number {seed}", agenda=AGENDA, now_ms=NOW, facilitator="Fay"
        )
        await fill(db, room, 20, seed)
        made.append(room.id)
    await accounts.change(db, "Northwind", segment="Enterprise", owner="Paula")
    await accounts.change(db, "Contoso", segment="Enterprise", owner="Quentin")
    await db.write(lambda tx: tx.run("UPDATE quote SET verbatim = n % 2"))
    return {"the first": made[0], "the last": made[-1]}


@pytest.mark.parametrize("few", [False, True])
async def test_any_two_filters_are_counted_as_by_hand(
    db: SqliteDb, rooms: dict[str, str], few: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both ways of reading them: those there are of each are looked up, or all in turn."""
    monkeypatch.setattr(counted, "MANY_LED", 0 if few else 1_000)
    monkeypatch.setattr(counted, "MOST", 0 if few else 1_000)
    monkeypatch.setattr(tree, "MANY", 10_000 if few else 0)
    for filters in TOGETHER:
        asked = Selection(**filters)
        asked = replace(asked, sessions=tuple(rooms[each] for each in asked.sessions))
        for under in UNDER:
            if under.kinds and asked.kinds:
                continue
            await _check_tally(db, replace(asked.under(under), kinds=under.kinds or asked.kinds))
        await _check_tree(db, asked)


async def _check_tally(db: SqliteDb, wanted: Selection) -> None:
    found = (await quote_page(db, wanted, limit=1_000)).quotes
    tally = await tally_quotes(db, wanted)
    for kind in Kind:
        assert getattr(tally, kind) == sum(quote.kind is kind for quote in found), wanted
    those = _counted(found, wanted)
    assert tally.people == len({q.person_id for q in those if q.person_id}), wanted
    assert tally.accounts == len({q.account_id for q in those if q.account_id}), wanted
    assert tally.sessions == len({q.session_id for q in those}), wanted
    ranked = [quote for quote in found if quote.kind in RANKED_KINDS]
    assert tally.voice == one_voice(ranked), wanted


async def _check_tree(db: SqliteDb, wanted: Selection) -> None:
    found = (await quote_page(db, wanted, limit=1_000)).quotes
    for each in await theme_tree(db, wanted):
        there = named(list(found), each.theme.path)
        for kind in QUOTE_KINDS:
            assert getattr(each, kind) == sum(q.kind is kind for q in there), (wanted, each)
        those = _counted(there, wanted)
        assert each.people == len({q.person_id for q in those if q.person_id}), (wanted, each)


def _counted(found: Sequence[Quote], wanted: Selection) -> list[Quote]:
    asked = wanted.kinds or tuple(Kind)
    ranked = [kind for kind in asked if kind in RANKED_KINDS] or asked
    return [quote for quote in found if quote.kind in ranked]
