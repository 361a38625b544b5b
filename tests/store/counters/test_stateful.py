"""Whatever is done in whatever order: every number is what counting the quotes by hand gives.

A long run: ``FOCUSGROUP_STEPS=200 python -m pytest -m slow tests/store/counters``.
"""

import asyncio
import os
import tempfile
from collections.abc import Callable, Coroutine
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import QUOTE_KINDS, RANKED_KINDS, Account, Kind, Quote
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import TimeSpan
from focusgroup.core.themes.paths import lineage
from focusgroup.store import accounts, open_sqlite, participants, sessions, undo
from focusgroup.store.deletion import delete_session, restore_session
from focusgroup.store.engine.sqlite import connect
from focusgroup.store.erasure.erase import erase_person
from focusgroup.store.erasure.people import find_people
from focusgroup.store.maintenance.counts import check_counts
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import (
    Edit,
    NewQuote,
    ThemeWeight,
    add_quote,
    change_quote,
    count_quotes,
    delete_quote,
    merge_quotes,
    quotes_of_session,
    split_quote,
    tally_quotes,
    theme_tree,
    theme_weights,
    tree,
)
from focusgroup.store.themes import all_themes
from tests.store.conftest import AGENDA, NOW
from tests.store.erasure.test_erase import masks

PATHS = ("A", "A > B", "A > B > C", "D")
PEOPLE = (("Anna", "Acme"), ("Ben", "Acme"), ("Cy", "Contoso"), ("Di", ""))
SEGMENTS = {"Acme": "Enterprise", "Contoso": "Small", "": ""}
some_themes = st.lists(st.sampled_from(PATHS), max_size=2, unique=True).map(tuple)
kinds = st.sampled_from(list(Kind))
place = st.integers(0, 99)

WANTED: dict[str, tuple[Selection, Callable[[Quote], bool]]] = {
    "all": (Selection(), lambda q: True),
    "quotes": (Selection(kinds=QUOTE_KINDS), lambda q: q.kind is not Kind.OBSERVATION),
    "a kind": (Selection(kinds=(Kind.PROBLEM,)), lambda q: q.kind is Kind.PROBLEM),
    "two kinds": (
        Selection(kinds=(Kind.STRENGTH, Kind.CONTEXT)),
        lambda q: q.kind in (Kind.STRENGTH, Kind.CONTEXT),
    ),
    "an account": (Selection(accounts=("Acme",)), lambda q: q.account == "Acme"),
    "two accounts": (Selection(accounts=("Acme", "Contoso")), lambda q: q.account != ""),
    "a kind of an account": (
        Selection(accounts=("Acme",), kinds=(Kind.PROBLEM,)),
        lambda q: q.account == "Acme" and q.kind is Kind.PROBLEM,
    ),
    "a speaker": (Selection(speakers=("an", "ben")), lambda q: q.speaker in ("Anna", "Ben")),
    "a time with all of some sessions": (
        Selection(since=TimeSpan(NOW - 9, NOW, ""), until=TimeSpan(NOW, NOW + 12, "")),
        lambda q: q.at_ms < NOW + 12,
    ),
    "until": (Selection(until=TimeSpan(NOW, NOW + 4, "")), lambda q: q.at_ms < NOW + 4),
    "since": (Selection(since=TimeSpan(NOW + 6, NOW + 7, "")), lambda q: q.at_ms >= NOW + 6),
}


class CountedMachine(RuleBasedStateMachine):
    """Two sessions with quotes, and every number that is asked of them."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "groups.db"
        self.made: list[str] = []
        self.seats: list[tuple[str, str]] = []
        self.gone: set[str] = set()
        self.run(self._open())

    async def _open(self) -> None:
        self.db = await open_sqlite(self.path)
        self.rooms = [
            (await sessions.create(
                self.db, title=title, agenda=AGENDA, now_ms=NOW, facilitator=led_by
            )).id
            for title, led_by in (("One", ""), ("Two", "Fay"))
        ]  # fmt: skip
        for room in self.rooms:
            for name, account in PEOPLE:
                person = await participants.add(
                    self.db, room, name=name, account=account, segment=SEGMENTS[account],
                    now_ms=NOW,
                )  # fmt: skip
                self.seats.append((room, person.id))
        await accounts.change(self.db, "Contoso", owner="Paula")

    def run(self, work: Coroutine[Any, Any, Any]) -> Any:
        return self.loop.run_until_complete(work)

    def attempt(self, work: Coroutine[Any, Any, Any]) -> None:
        """Do something that may be refused, as of a quote that was deleted: nothing changes."""
        with suppress(FocusgroupError):
            self.run(work)

    def one(self, at: int) -> str:
        return self.made[at % len(self.made)]

    # -- what people do ----------------------------------------------------------------------

    @rule(at=place, nobody=st.booleans(), kind=kinds, themes=some_themes)
    def capture(self, at: int, nobody: bool, kind: Kind, themes: tuple[str, ...]) -> None:
        room, seat = self.seats[at % len(self.seats)]
        n = len(self.made)
        new = NewQuote(
            f"quote {n} is slow", kind, NOW + n, session_id=room, id=f"id-{n:03}", themes=themes,
            participant_id=None if nobody else seat, intensity=n % 3, agreement=n % 4 // 2,
        )  # fmt: skip
        self.run(add_quote(self.db, new, NOW))
        self.made.append(new.id)

    @precondition(lambda self: self.made)
    @rule(at=place, other=place, themes=some_themes, kind=st.none() | kinds)
    def retag(self, at: int, other: int, themes: tuple[str, ...], kind: Kind | None) -> None:
        both = list(dict.fromkeys([self.one(at), self.one(other)]))
        self.attempt(change_quote(self.db, both, Edit(themes=themes, kind=kind), NOW))

    @precondition(lambda self: self.made)
    @rule(at=place, felt=st.integers(0, 2), agreed=st.integers(0, 3), dissent=st.integers(0, 2))
    def feel(self, at: int, felt: int, agreed: int, dissent: int) -> None:
        edit = Edit(intensity=felt, agreement=agreed, dissent=dissent)
        self.attempt(change_quote(self.db, [self.one(at)], edit, NOW))

    @precondition(lambda self: self.made)
    @rule(at=place, seat=place)
    def hand_over(self, at: int, seat: int) -> None:
        speaker = self.seats[seat % len(self.seats)][1]
        self.attempt(change_quote(self.db, [self.one(at)], Edit(participant_id=speaker), NOW))

    @precondition(lambda self: self.made)
    @rule(at=place, other=place)
    def merge(self, at: int, other: int) -> None:
        self.attempt(merge_quotes(self.db, self.one(at), self.one(other), NOW))

    @precondition(lambda self: self.made)
    @rule(at=place)
    def split(self, at: int) -> None:
        n = len(self.made)
        room = self.rooms[at % 2]
        rest = NewQuote("slow", Kind.PROBLEM, NOW + n, session_id=room, id=f"id-{n:03}")
        self.attempt(split_quote(self.db, self.one(at), "quote", rest, NOW))

    @precondition(lambda self: self.made)
    @rule(at=place)
    def delete(self, at: int) -> None:
        self.attempt(delete_quote(self.db, [self.one(at)], NOW))

    @rule(at=place, agrees=st.booleans(), account=st.sampled_from([None, "Acme", "Contoso", ""]))
    def change_person(self, at: int, agrees: bool, account: str | None) -> None:
        seat = self.seats[at % len(self.seats)][1]
        change = PersonChange(consent_notes=agrees, account=account)
        self.attempt(participants.change(self.db, seat, change, NOW))

    @rule(
        name=st.sampled_from(["Acme", "Contoso"]),
        segment=st.sampled_from([None, "", "Small", "Enterprise"]),
        owner=st.sampled_from([None, "", "Paula", "Quentin"]),
        share=st.sampled_from([None, -1, 0, 0.25, 1 / 3]),
    )
    def change_account(
        self, name: str, segment: str | None, owner: str | None, share: float | None
    ) -> None:
        change = accounts.change
        self.run(change(self.db, name, segment=segment, owner=owner, revenue_share=share))

    @rule(room=st.sampled_from([0, 1]), back=st.booleans())
    def undo_or_redo(self, room: int, back: bool) -> None:
        walk = undo.undo if back else undo.redo
        self.attempt(walk(self.db, self.rooms[room], NOW))

    @rule(room=st.sampled_from([0, 1]))
    def delete_or_restore_session(self, room: int) -> None:
        session = self.rooms[room]
        work = restore_session if session in self.gone else delete_session
        self.attempt(work(self.db, session, NOW))
        self.gone ^= {session}

    def erase(self, name: str) -> None:
        self.run(self.db.close())
        people, _ = find_people([self.path], name)
        if people:
            erase_person(self.path, name, people[0], masks(name), mask=False)
        self.db = self.run(open_sqlite(self.path))

    # -- what must hold ----------------------------------------------------------------------

    @invariant()
    def counters_are_right(self) -> None:
        with closing(connect(self.path, reading=True)) as connection:
            assert check_counts(connection) == ()

    def check_numbers(self) -> None:
        quotes = [q for room in self.rooms for q in self.run(quotes_of_session(self.db, room))]
        one = self.rooms[0]
        known = {each.name: each for each in self.run(accounts.accounts(self.db))}
        of_accounts: dict[str, tuple[Selection, Callable[[Quote], bool]]] = {
            f"{field} {', '.join(values)}": (
                Selection(segments=values) if field == "segment" else Selection(owner=values[0]),
                partial(_is_of, known, field, values),
            )
            for field, values in (
                ("segment", ("Enterprise",)),
                ("segment", ("Enterprise", "Small")),
                ("owner", ("Paula",)),
            )
        }
        wanted = (
            WANTED
            | of_accounts
            | {
                "two kinds of a segment": (
                    Selection(segments=("Enterprise",), kinds=(Kind.PROBLEM, Kind.MISSING_FEATURE)),
                    lambda q: (
                        _is_of(known, "segment", ("Enterprise",), q)
                        and q.kind in (Kind.PROBLEM, Kind.MISSING_FEATURE)
                    ),
                ),
                "a kind of two owners": (
                    Selection(owner="Paula", kinds=(Kind.STRENGTH,)),
                    lambda q: _is_of(known, "owner", ("Paula",), q) and q.kind is Kind.STRENGTH,
                ),
                "a kind of a session": (
                    Selection(sessions=(one,), kinds=(Kind.PROBLEM,)),
                    lambda q: q.session_id == one and q.kind is Kind.PROBLEM,
                ),
                "a session": (Selection(sessions=(one,)), lambda q: q.session_id == one),
                "a facilitator": (Selection(facilitator="Fay"), lambda q: q.session_id != one),
                "kinds of a facilitator": (
                    Selection(facilitator="Fay", kinds=(Kind.STRENGTH, Kind.CONTEXT)),
                    lambda q: q.session_id != one and q.kind in (Kind.STRENGTH, Kind.CONTEXT),
                ),
                "a facilitator's of a segment": (
                    Selection(facilitator="Fay", segments=("Enterprise",)),
                    lambda q: q.session_id != one and _is_of(known, "segment", ("Enterprise",), q),
                ),
                "a facilitator's of an account": (
                    Selection(facilitator="Fay", accounts=("Acme",)),
                    lambda q: q.session_id != one and q.account == "Acme",
                ),
                "both sessions": (Selection(sessions=tuple(self.rooms)), lambda q: True),
            }
        )
        for name, (selection, fits) in wanted.items():
            found = [quote for quote in quotes if fits(quote)]
            self._check_weights(name, found, selection)
            for many in (0, tree.MANY):  # both ways of counting people
                with patch.object(tree, "MANY", many):
                    for each in self.run(theme_tree(self.db, selection)):
                        self._check_theme(name, each, found, selection)
            for under in (Selection(), Selection(untagged=True), Selection(themes=("A",))):
                themes = under.themes
                held = [
                    quote
                    for quote in found
                    if (not under.untagged or not quote.themes)
                    and (not themes or any("A" in lineage(path) for path in quote.themes))
                ]
                asked = replace(selection, themes=themes, untagged=under.untagged)
                self._check_tally(f"{name} under {under.words()}", asked, held)

    def _check_theme(self, name: str, each: Any, found: list[Quote], selection: Selection) -> None:
        path = each.theme.path
        there = [q for q in found if any(path in lineage(own) for own in q.themes)]
        for kind in QUOTE_KINDS:
            shown = sum(quote.kind is kind for quote in there)
            assert getattr(each, kind) == shown, (name, path, kind)
        assert each.people == len({q.person_id for q in counted(there, selection)} - {""}), name

    def _check_weights(self, name: str, found: list[Quote], selection: Selection) -> None:
        """Check how strongly themes are felt, who agreed, and the revenue behind them."""
        weights = self.run(theme_weights(self.db, selection))
        shares = {each.id: each.revenue_share for each in self.run(accounts.accounts(self.db))}
        for theme in self.run(all_themes(self.db)):
            weight = weights.get(theme.id, ThemeWeight())
            there = [q for q in found if any(theme.path in lineage(own) for own in q.themes)]
            those = [q for q in counted(there, selection) if q.kind is not Kind.OBSERVATION]
            assert weight.strong == sum(q.intensity > 0 for q in those), name
            assert weight.agreement == sum(q.agreement for q in those), name
            assert weight.dissent == sum(q.dissent for q in those), name
            heard = {q.account_id for q in those} - {None}
            known = [share for each in heard if (share := shares[str(each)]) is not None]
            if not known or len(known) * 2 < len(heard):
                assert weight.revenue is None, name
            else:
                assert weight.revenue is not None, name
                assert weight.revenue.value == pytest.approx(sum(known)), name
                assert weight.revenue.at_least == (len(known) < len(heard)), name

    def _check_tally(self, name: str, asked: Selection, held: list[Quote]) -> None:
        try:
            tally = self.run(tally_quotes(self.db, asked))
        except FocusgroupError:
            assert not held  # nobody has made the theme A yet
            return
        assert self.run(count_quotes(self.db, asked)) == len(held), name
        for kind in Kind:
            assert getattr(tally, kind) == sum(quote.kind is kind for quote in held), name
        those = counted(held, asked)
        assert tally.people == len({q.person_id for q in those} - {""}), name
        assert tally.accounts == len({q.account_id for q in those} - {None}), name
        assert tally.sessions == len({q.session_id for q in those}), name

    def teardown(self) -> None:
        self.check_numbers()
        self.run(self.db.close())
        self.loop.close()
        self.folder.cleanup()


def _is_of(known: dict[str, Account], field: str, values: tuple[str, ...], quote: Quote) -> bool:
    return quote.account != "" and getattr(known[quote.account], field) in values


def counted(quotes: list[Quote], selection: Selection) -> list[Quote]:
    """Those whose people are counted: of ranked kinds, if any is among the selection's."""
    asked = selection.kinds or tuple(Kind)
    ranked = [kind for kind in asked if kind in RANKED_KINDS] or asked
    return [quote for quote in quotes if quote.kind in ranked]


class ErasingMachine(CountedMachine):
    """The same, with people who want to be forgotten, and every number after every fifth step."""

    steps = 0

    @rule(name=st.sampled_from([name for name, _ in PEOPLE]))
    def forget(self, name: str) -> None:
        self.erase(name)

    @invariant()
    def numbers_are_right(self) -> None:
        self.steps += 1
        if self.steps % 5 == 0:
            self.check_numbers()


quick = settings(
    max_examples=1,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
TestCounters = CountedMachine.TestCase
TestCounters.settings = quick


@pytest.mark.slow
class TestCountersForLong(ErasingMachine.TestCase):  # type: ignore[misc]
    settings = settings(
        max_examples=5,
        stateful_step_count=int(os.environ.get("FOCUSGROUP_STEPS", "30")),
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
