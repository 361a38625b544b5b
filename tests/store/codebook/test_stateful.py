"""Whatever is done to themes in whatever order: a plain model says which quote has which theme.

A long run: ``python -m pytest -m slow tests/store/codebook/test_stateful.py``.
"""

import asyncio
import tempfile
from collections.abc import Callable
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
from focusgroup.store import open_sqlite, sessions, themes, undo
from focusgroup.store.maintenance.counts import check_counts
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
Moved = tuple[str, str, str | None, bool]
"""A quote that a change retagged: its id, the theme it had, the one it has, if it had that too."""


class CodebookMachine(RuleBasedStateMachine):
    """A codebook that is changed while quotes are captured, beside what it ought to hold."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.folder = tempfile.TemporaryDirectory()
        self.run(self._open())
        self.tags: dict[str, Tags] = {}
        self.words: dict[str, str] = {}
        self.steps: list[tuple[str, Tags | None]] = []
        self.into: dict[str, str | None] = {}
        self.former: list[tuple[int, str, str]] = []
        self.undone: set[int] = set()
        self.moved: dict[int, list[Moved]] = {}
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

    def teardown(self) -> None:
        self.run(self.db.close())
        self.loop.close()
        self.folder.cleanup()

    # -- the model -------------------------------------------------------------------------------

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

    def retagged(self, n: int, moved: list[Moved]) -> None:
        self.moved[n] = moved
        for quote, old, new, _ in moved:
            self.tags[quote] = self.tags[quote] - {old} | ({new} if new else set())

    # -- quotes ----------------------------------------------------------------------------------

    @rule(paths=st.lists(PATHS, max_size=3))
    def capture(self, paths: list[str]) -> None:
        meant = [self.typed(path) for path in paths]
        quote = self._add(tuple(paths), None)
        self.tags[quote] = frozenset(each if isinstance(each, str) else each() for each in meant)

    def _add(self, paths: tuple[str, ...], mark: int | None) -> str:
        quote = f"q{len(self.words):03d}"
        new = NewQuote(
            id=quote,
            session_id=self.session,
            text=f"words of {quote}",
            kind=Kind.PROBLEM,
            at_ms=NOW,
            themes=paths,
            codebook=mark,
        )
        self.run(add_quote(self.db, new, NOW))
        self.words[quote] = new.text
        self.steps.append((quote, None))
        self.refresh()
        return quote

    @precondition(lambda self: any(self.at.values()))
    @rule(which=PICK, other=PICK)
    def capture_what_waited(self, which: int, other: int) -> None:
        """A quote by the names that another program knew some changes ago."""
        marks = [mark for mark, there in self.at.items() if there]
        mark = marks[which % len(marks)]
        path = sorted(self.at[mark])[other % len(self.at[mark])]
        theme = self.now(self.at[mark][path])
        quote = self._add((path,), mark)
        self.tags[quote] = frozenset([theme] if theme else [])

    @precondition(lambda self: self.tags and self.known)
    @rule(which=PICK, theme=PICK)
    def retag(self, which: int, theme: int) -> None:
        quote, path = sorted(self.tags)[which % len(self.tags)], self.pick(theme)
        if self.tags[quote] != {self.known[path]}:
            self.run(change_quote(self.db, [quote], Edit(themes=(path,)), NOW))
            self.steps.append((quote, self.tags[quote]))
            self.tags[quote] = frozenset([self.known[path]])

    @precondition(lambda self: self.tags)
    @rule(which=PICK)
    def delete_a_quote(self, which: int) -> None:
        quote = sorted(self.tags)[which % len(self.tags)]
        self.run(delete_quote(self.db, [quote], NOW))
        self.steps.append((quote, self.tags.pop(quote)))

    @precondition(lambda self: self.steps)
    @rule()
    def undo_a_step(self) -> None:
        quote, before = self.steps.pop()
        assert self.run(undo.undo(self.db, self.session, NOW))
        if before is None:
            del self.tags[quote]
        else:
            self.tags[quote] = frozenset(filter(None, map(self.now, before)))
        self.refresh()

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
        self.retagged(
            n,
            [
                (quote, theme, where[theme], where[theme] in tags)
                for quote, tags in self.tags.items()
                for theme in tags & where.keys()
            ],
        )

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
            self.retagged(done.n, [(q, theme, to, to in self.tags[q]) for q in chosen])

    @precondition(lambda self: self.known)
    @rule(which=PICK)
    def retire(self, which: int) -> None:
        theme = self.known[self.pick(which)]
        retired = ThemeDetails(retired=True)
        if done := self.changed(store.edit(self.db, theme, retired, "retire", "anna", NOW)):
            self.moved[done.n] = []

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
        moved = self.moved.get(change.n, [])
        back = [m for m in moved if m[0] in self.tags and (not m[2] or m[2] in self.tags[m[0]])]
        for quote, old, new, had in back:
            taken = {new} if new and not had else set()
            self.tags[quote] = self.tags[quote] - taken | {old}
        for theme in self.gone[change.n]:
            self.into.pop(theme, None)
        for theme in self.gone[done.n]:
            assert theme in before.values()
            sources = {old for _, old, new, _ in moved if new == theme}
            self.into[theme] = next(iter(sources), None)

    # -- what has to be so -----------------------------------------------------------------------

    @invariant()
    def every_quote_has_its_words_and_its_themes(self) -> None:
        there = self.run(quotes_of_session(self.db, self.session))
        assert {quote.id: self.words[quote.id] for quote in there} == {
            quote.id: quote.text for quote in there
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
        machine.capture(["a"])
        machine.rename_or_move(0, "b")
        machine.delete(0)
        machine.capture(["B"])
        machine.delete(0)
        machine.undo_a_change(1)
        machine.capture_what_waited(1, 0)
        assert machine.tags["q002"]
        machine.every_quote_has_its_words_and_its_themes()
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
