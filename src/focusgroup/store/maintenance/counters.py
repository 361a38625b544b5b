"""Check the counters of themes, people, accounts and sessions against the quotes.

Each cell of a counter stands for a large number that is another in every run. The sum of these
numbers over the quotes has to be their sum over the counter: that two different counters have the
same sum happens once in 2**36 runs. So nothing is held in memory that grows with the quotes. Only
where the sums differ, SQLite counts that table again to tell which of its rows are wrong.

SQLite adds up the cells of a row, and whole columns of rows go through functions written in C: to
look at each row in Python took twice as long.
"""

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, combinations, compress
from operator import add, attrgetter, itemgetter, mul

from focusgroup.store.counters.expected import BETWEEN, SHARED, VOICES_OF_ALL
from focusgroup.store.maintenance.counter_rows import (
    FILED,
    FILED_WRONG,
    LIVE,
    MOST_KEPT,
    PERSON,
    RANKED,
    UNFILED,
    WEIGHT,
    Found,
    chunks,
    has,
    kept_in,
    kinds_in,
    revenue_of,
    rows,
    shared_groups,
    version_of,
    weight_of_row,
    wrong,
)
from focusgroup.store.maintenance.faults import CountFault
from focusgroup.store.maintenance.heard import HeardSums
from focusgroup.store.maintenance.quarters import are_quarters_wrong


class TagSet:
    """A set of themes that quotes have, and who said those: numbers of people.

    *missed* are the parents that are too many, None if the parents are right.
    """

    __slots__ = ("many", "missed", "people", "sum", "sum_of_pairs", "themes")

    def __init__(self, themes: tuple[str, ...], missed: set[str] | None = None) -> None:
        self.themes = themes
        self.many = len(themes)
        self.missed = missed
        self.sum = sum(map(hash, themes))
        self.sum_of_pairs = sum(map(hash, self.pairs()))
        self.people = array("I")

    def pairs(self) -> Iterator[tuple[str, str]]:
        return combinations(sorted(self.themes), 2)


class _Voices(dict[str | None, int]):
    """The sum of the groups of each account, and of a person without one."""

    def __missing__(self, voice: str | None) -> int:
        return 0 if voice is None else hash(voice)


class _Numbers(dict[str, int]):
    """A number for each person, in the order in which they are asked for."""

    def __missing__(self, person: str) -> int:
        self[person] = number = len(self)
        return number


Speaking = tuple[str, str | None, str | None, str]
"""A session, a person, their account or themselves, and a kind of quote."""


class QuoteSums:
    """What the counters must add up to."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._shared = shared_groups(connection)
        self._version = version_of(connection)
        self._voices = _Voices(
            (account, sum(map(hash, (account, *groups))))
            for account, groups in self._shared.items()
        )
        self._numbers = _Numbers()
        self._heard: dict[tuple[str, str], array[int]] = defaultdict(lambda: array("I"))
        self._spoken = Counter[Speaking]()
        self._groups = self._together = self._tallies = self._quotes = 0

    def add(
        self,
        kinds: Sequence[str],
        people: Sequence[str | None],
        voices: Sequence[str | None],
        sessions: Sequence[str],
        found: Sequence[TagSet],
    ) -> None:
        """Add quotes that have themes."""
        self._quotes += len(found)
        weights = [*map(WEIGHT.__getitem__, kinds)]
        self._tally(zip(sessions, people, voices, kinds, strict=True), themed=1)
        groups = map(add, map(hash, sessions), map(self._voices.__getitem__, voices))
        self._groups += sum(map(mul, map(mul, weights, groups), map(SUM, found)))
        self._together += sum(map(mul, weights, map(SUM_OF_PAIRS, found)))
        for person, tags in compress(
            zip(people, found, strict=True), map(RANKED.__contains__, kinds)
        ):
            if person is not None and tags.sum_of_pairs:
                tags.people.append(self._numbers[person])

    def fold(self, sets: Iterable[TagSet]) -> None:
        """Remember who said quotes with these sets of themes, which are forgotten then."""
        for tags in sets:
            for pair in tags.pairs():
                self._heard[pair] += tags.people
        for pair, people in self._heard.items():
            self._heard[pair] = array("I", {*people})

    def faults(self) -> Found:
        """Yield a fault for each row of a counter that is wrong, missing or too many."""
        if has(self._connection, "table", "quote_without_theme"):
            yield from self._unfiled()
            yield from self._wrong_themes()
            yield from self._wrong_tallies()
        if has(self._connection, "table", "theme_pair"):
            yield from self._wrong_pairs()
        if has(self._connection, "table", "theme_quarter") and are_quarters_wrong(self._connection):
            yield from wrong(self._connection, CountFault.THEME_COUNT, "theme_quarter")

    def _unfiled(self) -> Found:
        """Yield quotes that are missing in, or wrongly in the list of those without a theme.

        If all in the list are right, and with the quotes that have themes as many as there are,
        none is missing.
        """
        one = self._connection.execute
        bare = one(LIVE).fetchone()[0] - self._quotes
        if one(FILED).fetchone()[0] != bare or one(FILED_WRONG).fetchone():
            found = rows(self._connection, UNFILED)
            yield from ((CountFault.UNFILED, quote) for (quote,) in found)

    def _wrong_pairs(self) -> Found:
        heard = (hash(pair) * len(people) for pair, people in self._heard.items())
        wanted = self._together + PERSON * sum(heard)
        sql = f"SELECT theme_id, with_id, {weight_of_row('theme_pair', self._version)}"
        kept = chunks(self._connection, f"{sql} FROM theme_pair")
        if wanted != sum(
            sum(map(mul, map(hash, zip(one, other, strict=True)), weights))
            for one, other, weights in kept
        ):
            yield from wrong(self._connection, CountFault.THEME_COUNT, "theme_pair")

    # -- groups of people ------------------------------------------------------------------

    def _wrong_themes(self) -> Found:
        spoke = HeardSums(self._connection, self._shared, self._voices, self._version)
        known = "" if self._version >= 8 else NOT_SHARED
        kept, roles, revenue = 0, self._roles(), revenue_of(self._connection)
        worth: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
        seen = Counter[tuple[str, int, tuple[int, ...]]]()
        weight, kinds = weight_of_row("theme_group", self._version), kinds_in()
        sql = f"SELECT group_id, theme_id, {weight}, {kinds} FROM theme_group WHERE TRUE{known}"
        for groups, themes, weights, speaks in chunks(self._connection, sql):
            both = map(mul, map(hash, groups), map(hash, themes))
            kept += sum(map(mul, both, weights))
            seen.update(zip(themes, speaks, map(roles.__getitem__, groups), strict=True))
            if revenue:
                accounts = map(revenue.__contains__, groups)
                cells = zip(groups, themes, speaks, strict=True)
                for group, *cell in compress(cells, accounts):
                    for place, many in enumerate(revenue[group]):
                        worth[cell[0], cell[1]][place] += many
        right = kept == self._groups + spoke.people
        if not right:
            yield from wrong(self._connection, CountFault.THEME_COUNT, "theme_group", known)
        voices: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for (theme, spoken), many in spoke.heard.items():
            voices[theme, spoken][0] += many
        for (theme, spoken, places), many in seen.items():
            for place in places:
                voices[theme, spoken][place] += many
        none = [0, 0] if self._version >= 14 else []
        wanted = {(*key, *many, *worth.get(key, none)) for key, many in voices.items() if key[1]}
        found = rows(self._connection, kept_in("theme_voices", self._version, OF_THEME))
        if not right or wanted != {*found}:
            yield from wrong(self._connection, CountFault.THEME_COUNT, "theme_voices", OF_THEME)

    def _roles(self) -> "_RolesOfGroups":
        """Return what each group counts as."""
        found = _RolesOfGroups()
        found.update(dict.fromkeys(map(itemgetter(0), rows(self._connection, SESSIONS)), SESSION))
        found.update(dict.fromkeys(map(itemgetter(0), rows(self._connection, ACCOUNTS)), ACCOUNT))
        found.update(dict.fromkeys(chain.from_iterable(self._shared.values()), ()))
        return found

    # -- tallies ---------------------------------------------------------------------------

    def _wrong_tallies(self) -> Found:
        self._add_tallies(themed=1)
        for spoken in chunks(self._connection, BARE):
            self._tally(zip(*spoken, strict=True), themed=0)
        self._add_tallies(themed=0)
        unknown = [role for role, since in (("there", 8), ("seat", 13)) if self._version < since]
        known = "".join(f" AND role <> '{role}'" for role in unknown)
        weight = weight_of_row("quote_tally", self._version)
        sql = f"SELECT role, who, themed, {weight} FROM quote_tally WHERE TRUE{known}"
        kept = chunks(self._connection, sql)
        if self._tallies != sum(
            sum(map(mul, map(hash, zip(*cells, strict=True)), weights)) for *cells, weights in kept
        ):
            yield from wrong(self._connection, CountFault.TALLY, "quote_tally", known)
        found = wrong(self._connection, CountFault.TALLY, "theme_voices", OF_ALL, VOICES_OF_ALL)
        yield from found

    def _tally(self, spoken: Iterable[Speaking], *, themed: int) -> None:
        self._spoken.update(spoken)
        if len(self._spoken) >= MOST_KEPT:
            self._add_tallies(themed=themed)

    def _add_tallies(self, *, themed: int) -> None:
        """Add up what was spoken with themes or without, and forget it."""
        weights: dict[tuple[str, str | None, str | None], int] = defaultdict(int)
        for (session, person, voice, kind), many in self._spoken.items():
            weights[session, person, voice] += WEIGHT[kind] * many
        self._spoken.clear()
        for speaker, weight in weights.items():
            cells = self._cells(*speaker)
            self._tallies += weight * sum([hash((role, who, themed)) for role, who in cells])

    def _cells(self, session: str, person: str | None, voice: str | None) -> list[tuple[str, str]]:
        """Return the rows of ``quote_tally`` that count a quote: role and who."""
        account = None if voice == person else voice
        found = [("all", ""), ("session", session)]
        if person is not None:
            found.append(("person", person))
            if self._version >= 13:
                found.append(("seat", f"{session}{BETWEEN}{person}"))
            if account is None:
                found.append(("alone", person))
        if account is not None:
            found.append(("account", account))
            if self._version >= 8:
                there = (account, *self._shared.get(account, ()))
                found += [("there", f"{group}{BETWEEN}{session}") for group in there]
        return found


class _RolesOfGroups(dict[str, tuple[int, ...]]):
    """What each group counts as; those that are missing are people."""

    def __missing__(self, _: str) -> tuple[int, ...]:
        return ALONE


SESSION, ACCOUNT, ALONE = (3,), (1, 2), (2,)
"""Which of people, accounts, voices and sessions a group counts as in ``theme_voices``."""
SESSIONS, ACCOUNTS = "SELECT id FROM session", "SELECT id FROM account"
OF_THEME, OF_ALL = " AND theme_id NOT IN ('*', '-')", " AND theme_id IN ('*', '-')"
NOT_SHARED = "".join(f" AND group_id NOT LIKE '{name}:%'" for name in SHARED)
SUM, SUM_OF_PAIRS = attrgetter("sum"), attrgetter("sum_of_pairs")
BARE = """
    SELECT session_id, person_id, coalesce(account_id, person_id), kind FROM quote_without_theme
"""
