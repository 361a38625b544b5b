"""Whatever is done to themes in whatever order: a plain model says which quote has which theme.

A long run: ``python -m pytest -m slow tests/store/codebook/test_stateful.py``.
"""

import asyncio
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Agenda, Kind
from focusgroup.core.text import fold
from focusgroup.core.themes.codebook import below, is_within, parent_of
from focusgroup.core.themes.entries import ThemeDetails
from focusgroup.core.themes.paths import last_name, lineage
from focusgroup.store import codebook as store
from focusgroup.store import deletion, open_sqlite, participants, sessions, themes, undo
from focusgroup.store.maintenance.counts import check_counts
from focusgroup.store.participants import PersonChange
from focusgroup.store.quotes import (
    Edit,
    NewQuote,
    add_quote,
    change_quote,
    delete_quote,
    quotes_of_session,
)

NOW = 1_760_000_000_000
NAMES = st.sampled_from(["A", "B", "C", "a", "导出"])
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(" > ".join)
PICK = st.integers(0, 999)

Tags = frozenset[str]
"""The ids of a quote's own themes."""


@dataclass
class Held:
    """Themes that a quote has, or had when undo will bring them back, and what changes did to them.

    A change's number has the theme that it took, the one that it gave, and if that was there too.
    """

    tags: Tags
    moved: dict[int, list[tuple[str, str | None, bool]]] = field(default_factory=dict)

    def copy(self) -> "Held":
        return Held(self.tags, {n: list(each) for n, each in self.moved.items()})

    def move(self, n: int, where: Mapping[str, str | None]) -> None:
        took = self.tags & where.keys()
        self.moved[n] = [(old, where[old], where[old] in self.tags) for old in sorted(took)]
        self.tags = self.tags - took | frozenset(filter(None, (where[old] for old in took)))

    def move_back(self, n: int) -> None:
        back = [m for m in self.moved.pop(n, []) if m[1] is None or m[1] in self.tags]
        came = {new for _, new, had in back if not had}
        self.tags = self.tags - came | {old for old, _, _ in back}


@dataclass
class Step:
    """A step that undo takes back: the quote, what it was before (None if new), and when."""

    quote: str
    before: Held | None
    mark: int


class CodebookMachine(RuleBasedStateMachine):
    """A codebook that is changed while quotes are captured, beside what it ought to hold."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.run(self._open())
        self.quotes: dict[str, Held] = {}
        self.words: dict[str, str] = {}
        self.corrected = 0
        self.of_anna: set[str] = set()
        self.agrees = self.there = True
        self.steps: list[Step] = []
        self.waiting: dict[tuple[int, str], Held] = {}
        self.splits: dict[int, str] = {}
        self.into: dict[str, str | None] = {}
        self.former: list[tuple[int, str, str]] = []
        self.undone: set[int] = set()
        self.gone: dict[int, list[str]] = {}
        self.known: dict[str, str] = {}
        self.mark = 0
        self.at: dict[int, dict[str, str]] = {0: {}}

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    async def _open(self) -> None:
        self.db = await open_sqlite(Path(self.folder.name) / "groups.db")
        made = await sessions.create(
            self.db, title="Planners", agenda=Agenda(title="x"), agenda_name="x", now_ms=NOW
        )
        self.session = made.id
        seat = await participants.add(self.db, made.id, name="Anna", account="Acme", now_ms=NOW)
        self.anna = seat.id

    def teardown(self) -> None:
        self.run(self.db.close())
        self.loop.close()
        self.folder.cleanup()

    # -- the model -------------------------------------------------------------------------------

    @property
    def tags(self) -> dict[str, Tags]:
        """The themes of the quotes that are neither deleted nor withheld."""
        shown = (quote for quote in self.quotes if self.agrees or quote not in self.of_anna)
        return {quote: self.quotes[quote].tags for quote in shown if self.there}

    def held(self) -> list[Held]:
        """All themes that a quote has, may get back, or is waiting to be stored with."""
        kept = [step.before for step in self.steps if step.before]
        return [*self.quotes.values(), *kept, *self.waiting.values()]

    def now(self, theme: str | None) -> str | None:
        """The theme that has the quotes of *theme*."""
        while theme is not None and theme not in self.known.values():
            theme = self.into.get(theme)
        return theme

    def named(self, path: str) -> str | None:
        """The theme that a path means when it is typed now, None for none."""
        keys = {fold(each): theme for each, theme in self.known.items()}
        if fold(path) in keys:
            return keys[fold(path)]
        for n, old, theme in reversed(self.former):
            if n not in self.undone and fold(old) == fold(path) and (now := self.now(theme)):
                return now
        return None

    def typed(self, path: str) -> str | Callable[[], str]:
        """The theme of a typed path: its id, or where the new one is, once it was made."""
        for prefix in reversed(lineage(path)):
            if theme := self.named(prefix):
                there = next(each for each, id_ in self.known.items() if id_ == theme)
                whole = there + path[len(prefix) :]
                if prefix != path and fold(whole) != fold(path):
                    return self.typed(whole)
                return lambda: self.id_at(whole)
        return lambda: self.id_at(path)

    def id_at(self, path: str) -> str:
        return next(theme for each, theme in self.known.items() if fold(each) == fold(path))

    def refresh(self) -> None:
        """Read the tree that the store has now."""
        self.known = {t.path: t.id for t in self.run(themes.all_themes(self.db))}
        self.at.setdefault(self.mark, {}).update(self.known)
        for path, theme in self.known.items():
            self.waiting.setdefault((self.mark, path), Held(frozenset([theme])))

    def pick(self, n: int) -> str:
        return sorted(self.known)[n % len(self.known)]

    def changed(self, make: Any) -> store.CodebookChange | None:
        """Make a change of the codebook; None if it is refused, and then nothing changed."""
        before = dict(self.known)
        try:
            done: store.CodebookChange = self.run(make)
        except FocusgroupError:
            self.refresh()
            assert self.known == before
            return None
        self.mark = done.n
        self.refresh()
        now = {theme: path for path, theme in self.known.items()}
        for path, theme in before.items():
            if fold(now.get(theme, "")) != fold(path):
                self.former.append((done.n, path, theme))
        self.gone[done.n] = [theme for theme in before.values() if theme not in now]
        return done

    # -- quotes ----------------------------------------------------------------------------------

    @precondition(lambda self: self.there)
    @rule(paths=st.lists(PATHS, max_size=3), anna=st.booleans())
    def capture(self, paths: list[str], anna: bool) -> None:
        if anna and not self.agrees:
            return  # its themes are made when it is shown
        meant = [self.typed(path) for path in paths]
        quote = self._add(tuple(paths), None, anna)
        tags = frozenset(each if isinstance(each, str) else each() for each in meant)
        self.quotes[quote] = Held(tags)

    def _add(self, paths: tuple[str, ...], mark: int | None, anna: bool = False) -> str:
        quote = f"q{len(self.words):03d}"
        new = NewQuote(
            id=quote,
            session_id=self.session,
            text=f"words of {quote}",
            kind=Kind.PROBLEM,
            at_ms=NOW,
            themes=paths,
            codebook=mark,
            participant_id=self.anna if anna else None,
        )
        self.run(add_quote(self.db, new, NOW))
        self.words[quote] = new.text
        self.of_anna |= {quote} if anna else set()
        self.steps.append(Step(quote, None, self.mark))
        self.refresh()
        return quote

    @precondition(lambda self: self.there and any(self.at.values()))
    @rule(which=PICK, other=PICK)
    def capture_what_waited(self, which: int, other: int) -> None:
        """A quote by the names that another program knew some changes ago."""
        marks = [mark for mark, there in self.at.items() if there]
        mark = marks[which % len(marks)]
        path = sorted(self.at[mark])[other % len(self.at[mark])]
        self.quotes[self._add((path,), mark)] = self.waiting[mark, path].copy()

    @precondition(lambda self: self.tags and self.known)
    @rule(which=PICK, theme=PICK)
    def retag(self, which: int, theme: int) -> None:
        quote, path = sorted(self.tags)[which % len(self.tags)], self.pick(theme)
        if self.tags[quote] != {self.known[path]}:
            self.run(change_quote(self.db, [quote], Edit(themes=(path,)), NOW))
            self._step(quote)
            self.quotes[quote].tags = frozenset([self.known[path]])

    def _step(self, quote: str) -> None:
        self.steps.append(Step(quote, self.quotes[quote].copy(), self.mark))

    @precondition(lambda self: self.tags)
    @rule(which=PICK)
    def correct(self, which: int) -> None:
        """Other words: undo brings the old ones back, and no theme that was moved since."""
        quote = sorted(self.tags)[which % len(self.tags)]
        self.corrected += 1
        self.run(
            change_quote(
                self.db, [quote], Edit(text=f"{self.words[quote]}, corrected {self.corrected}"), NOW
            )
        )
        self._step(quote)

    @precondition(lambda self: self.tags)
    @rule(which=PICK)
    def delete_a_quote(self, which: int) -> None:
        quote = sorted(self.tags)[which % len(self.tags)]
        self.run(delete_quote(self.db, [quote], NOW))
        self._step(quote)
        del self.quotes[quote]

    @precondition(lambda self: self.steps and self.there)
    @rule()
    def undo_a_step(self) -> None:
        step = self.steps.pop()
        assert self.run(undo.undo(self.db, self.session, NOW))
        now = self.quotes.pop(step.quote, Held(frozenset()))
        if step.before:
            # Whatever it was split off since, by its themes of now.
            split = {n: each for n, each in now.moved.items() if n in self.splits and n > step.mark}
            self.quotes[step.quote] = Held(step.before.tags, split | step.before.moved)
        self.refresh()

    @rule()
    def agree_or_not(self) -> None:
        """Anna's quotes are withheld, or come back."""
        self.agrees = not self.agrees
        agrees = PersonChange(consent_notes=self.agrees)
        self.run(participants.change(self.db, self.anna, agrees, NOW))

    @rule()
    def delete_or_restore_the_session(self) -> None:
        self.there = not self.there
        change = deletion.restore_session if self.there else deletion.delete_session
        self.run(change(self.db, self.session, NOW))

    # -- themes ----------------------------------------------------------------------------------

    @precondition(lambda self: self.known)
    @rule(which=PICK, path=PATHS)
    def rename_or_move(self, which: int, path: str) -> None:
        old = self.pick(which)
        theme = self.known[old]
        if self.changed(store.repath(self.db, theme, path, "anna", NOW)):
            assert last_name(next(p for p, t in self.known.items() if t == theme)) == (
                last_name(path)
            )

    @precondition(lambda self: len(self.known) > 1)
    @rule(which=PICK, other=PICK)
    def merge(self, which: int, other: int) -> None:
        old, new = self.pick(which), self.pick(other)
        before = dict(self.known)
        wrong = is_within(new, old)
        done = self.changed(store.merge(self.db, before[old], before[new], "anna", NOW))
        assert (done is None) == wrong
        if done:
            where = {
                theme: self.target(before, new + path[len(old) :])
                for path, theme in before.items()
                if is_within(path, old)
            }
            self._joined(done.n, {t: where[t] for t in self.gone[done.n]})

    def target(self, before: dict[str, str], path: str) -> str:
        """The theme that was at a path, "" for none."""
        return next((t for p, t in before.items() if fold(p) == fold(path)), "")

    def _joined(self, n: int, where: dict[str, str | None]) -> None:
        self.into |= where
        for held in self.held():
            held.move(n, where)

    @precondition(lambda self: self.known)
    @rule(which=PICK)
    def delete(self, which: int) -> None:
        path = self.pick(which)
        before = dict(self.known)
        done = self.changed(store.delete(self.db, before[path], "anna", NOW))
        assert done is not None
        self._joined(done.n, {t: None for p, t in before.items() if is_within(p, path)})

    @precondition(lambda self: self.known and self.tags)
    @rule(which=PICK, name=NAMES, some=st.sets(PICK, max_size=4))
    def split(self, which: int, name: str, some: set[int]) -> None:
        path = self.pick(which)
        theme = self.known[path]
        have = sorted(quote for quote, tags in self.tags.items() if theme in tags)
        chosen = sorted({have[n % len(have)] for n in some}) if have else []
        done = self.changed(store.split(self.db, theme, name, chosen, "anna", NOW))
        assert (done is None) == (not chosen or fold(name) == fold(last_name(path)))
        if done:
            to = self.id_at(below(parent_of(path), name))
            self.splits[done.n] = theme
            kept = [step.before for step in self.steps if step.before and step.quote in chosen]
            for held in [*kept, *(self.quotes[quote] for quote in chosen)]:
                held.move(done.n, {theme: to})

    @precondition(lambda self: self.known)
    @rule(which=PICK)
    def retire(self, which: int) -> None:
        theme = self.known[self.pick(which)]
        retired = ThemeDetails(retired=True)
        self.changed(store.edit(self.db, theme, retired, "retire", "anna", NOW))

    @precondition(lambda self: self.mark)
    @rule(which=st.one_of(st.just(0), PICK))
    def undo_a_change(self, which: int) -> None:
        n = which % self.mark + 1 if which else 0
        try:
            change = self.run(store.change_to_undo(self.db, n))
        except FocusgroupError:
            return
        before = dict(self.known)
        done = self.changed(store.undo(self.db, change, "anna", NOW))
        if done is None:
            return
        self.undone.add(change.n)
        for held in self.held():
            held.move_back(change.n)
        for theme in self.gone[change.n]:
            self.into.pop(theme, None)
        for theme in self.gone[done.n]:
            assert theme in before.values()
            self.into[theme] = self.splits.get(change.n)
            for held in self.held():
                held.move(done.n, {theme: self.into[theme]})

    # -- what has to be so -----------------------------------------------------------------------

    @invariant()
    def every_quote_has_its_words_and_its_themes(self) -> None:
        there = self.run(quotes_of_session(self.db, self.session)) if self.there else ()
        assert {quote.id: self.words[quote.id] for quote in there} == {
            quote.id: quote.text.partition(",")[0] for quote in there
        }
        stored = {q.id: frozenset(self.known[path] for path in q.themes) for q in there}
        assert stored == self.tags

    @invariant()
    def counters_and_parents_are_right(self) -> None:
        async def work(tx: Any) -> Any:
            return check_counts(tx._connection)

        assert self.run(self.db.read(work)) == ()


def test_what_waited_keeps_a_theme_whose_name_another_had_meanwhile() -> None:
    machine = CodebookMachine()
    try:
        machine.capture(["a"], anna=False)
        machine.rename_or_move(0, "b")
        machine.delete(0)
        machine.capture(["B"], anna=False)
        machine.delete(0)
        machine.undo_a_change(1)
        machine.capture_what_waited(1, 0)
        assert machine.tags["q002"]
        machine.every_quote_has_its_words_and_its_themes()
    finally:
        machine.teardown()


BACK_WITH_ITS_THEME = {
    "deleted after, restored after the undo": "merge delete undo back",
    "deleted before, restored between": "delete merge back undo",
    "deleted before, restored after the undo": "delete merge undo back",
    "corrected between": "merge correct undo back",
    "retagged between": "merge retag undo back",
    "withheld before, shown between": "agree merge agree undo",
    "withheld between, shown after the undo": "merge agree undo agree",
    "its session deleted between": "merge session undo session",
    "its session deleted before, restored between": "session merge session undo",
    "withheld and deleted with its session": "agree merge session agree session undo",
}


@pytest.mark.parametrize("steps", BACK_WITH_ITS_THEME.values(), ids=BACK_WITH_ITS_THEME.keys())
def test_a_quote_comes_back_with_its_theme_whatever_was_done_between(steps: str) -> None:
    machine = CodebookMachine()
    do: dict[str, Callable[[], object]] = {
        "merge": lambda: machine.merge(0, 1),
        "undo": lambda: machine.undo_a_change(0),
        "delete": lambda: machine.delete_a_quote(0),
        "correct": lambda: machine.correct(0),
        "retag": lambda: machine.retag(0, 1),
        "back": machine.undo_a_step,
        "agree": machine.agree_or_not,
        "session": machine.delete_or_restore_the_session,
    }
    try:
        machine.capture(["A"], anna=True)
        machine.capture(["B"], anna=False)
        machine.capture(["C"], anna=False)
        for step in steps.split():
            do[step]()
            machine.every_quote_has_its_words_and_its_themes()
            machine.counters_and_parents_are_right()
        assert machine.tags["q000"] == {machine.known["A"]}
    finally:
        machine.teardown()


CHECKS = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]


class TestAFewChanges(CodebookMachine.TestCase):  # type: ignore[misc, name-defined]
    settings = settings(
        max_examples=5, stateful_step_count=12, deadline=None, suppress_health_check=CHECKS
    )


@pytest.mark.slow
class TestManyChanges(CodebookMachine.TestCase):  # type: ignore[misc, name-defined]
    settings = settings(
        max_examples=60, stateful_step_count=30, deadline=None, suppress_health_check=CHECKS
    )
