"""Check the counters of themes, people, accounts and sessions against the quotes.

Each cell of a counter stands for a large number that is another in every run. The sum of these
numbers over the quotes has to be their sum over the counter: that two different counters have the
same sum happens once in 2**60 runs. So nothing is held in memory that grows with the quotes. Only
where the sums differ, SQLite counts that table again to tell which of its rows are wrong.
"""

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import chain, combinations, groupby, starmap
from operator import itemgetter

from focusgroup.store.counters.expected import BETWEEN, EVERYTHING, SHARED, VOICES_OF_ALL
from focusgroup.store.maintenance.counter_rows import (
    BIT,
    FELT,
    FILED,
    JUST_IN,
    MOST_KEPT,
    PERSON,
    RANKED,
    UNFILED,
    WEIGHT,
    Found,
    groups_of,
    has_table,
    kept_in,
    revenue_of,
    rows,
    shared_groups,
    version_of,
    weighed,
    weighed_pair,
    weighed_quarter,
    weighed_tally,
    wrong,
)
from focusgroup.store.maintenance.faults import CountFault


class TagSet:
    """A set of themes that quotes have, and who said those: numbers of people."""

    __slots__ = ("people", "sum", "sum_of_pairs", "themes")

    def __init__(self, themes: tuple[str, ...]) -> None:
        self.themes = themes
        self.sum = sum(map(hash, themes))
        self.sum_of_pairs = sum(map(hash, self.pairs()))
        self.people = array("I")

    def pairs(self) -> Iterator[tuple[str, str]]:
        return combinations(sorted(self.themes), 2)


class QuoteSums:
    """What the counters must add up to, quote by quote."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._shared = shared_groups(connection)
        self._version = version_of(connection)
        self._speakers: dict[tuple[str, str | None, str | None], tuple[int, int, int]] = {}
        self._places: dict[str, int] = {}
        self._heard: dict[tuple[str, str], array[int]] = defaultdict(lambda: array("I"))
        self._quarters: dict[int, int] = {}
        self._bare = self._tallies = self._groups = self._together = self._felt = 0

    def add_bare(
        self, quote: str, kind: str, person: str | None, account: str | None, session: str, at: int
    ) -> None:
        """Add a quote without a theme."""
        self._bare += hash((quote, kind, person, account, session, at))
        self._tallies += WEIGHT.get(kind, 0) * self._speaker(session, person, account)[0]

    def add(
        self, kind: str, person: str | None, account: str | None, session: str, tags: TagSet
    ) -> None:
        """Add a quote with themes."""
        weight = WEIGHT.get(kind, 0)
        _, tallied, groups = self._speaker(session, person, account)
        self._tallies += weight * tallied
        self._groups += weight * groups * tags.sum
        if tags.sum_of_pairs:
            self._together += weight * tags.sum_of_pairs
            if person is not None and kind in RANKED:
                tags.people.append(self._places.setdefault(person, len(self._places)))

    def add_felt(self, kind: str, at_ms: int, felt: Sequence[int], tags: TagSet | None) -> None:
        """Add a quote to its quarter, of all quotes and of its themes.

        *felt* is whether it is felt strongly, and how many agreed and disagreed.
        """
        day = at_ms // DAY_MS
        if (quarter := self._quarters.get(day)) is None:
            quarter = self._quarters[day] = quarter_of(day)
        themes = hash(EVERYTHING) + (tags.sum if tags else 0)
        weight = FELT[0]
        if any(felt):
            weight += sum(many * each for many, each in zip(felt, FELT[1:], strict=True))
        self._felt += themes * hash((quarter, kind)) * weight

    def _speaker(
        self, session: str, person: str | None, account: str | None
    ) -> tuple[int, int, int]:
        """Return the sums of a quote without and with themes, and that of its groups."""
        key = session, person, account
        if found := self._speakers.get(key):
            return found
        if len(self._speakers) >= MOST_KEPT:
            self._speakers.clear()
        cells = self._cells(session, person, account)
        bare, tallied = (sum(hash((role, who, themed)) for role, who in cells) for themed in (0, 1))
        groups = sum(map(hash, groups_of(session, person, account, self._shared)))
        self._speakers[key] = found = bare, tallied, groups
        return found

    def _cells(
        self, session: str, person: str | None, account: str | None
    ) -> list[tuple[str, str]]:
        """Return the rows of ``quote_tally`` that count a quote: role and who."""
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

    def fold(self, sets: Iterable[TagSet]) -> None:
        """Remember who said quotes with these sets of themes, which are forgotten then."""
        for tags in sets:
            for pair in tags.pairs():
                self._heard[pair] += tags.people
        for pair, people in self._heard.items():
            self._heard[pair] = array("I", {*people})

    def faults(self) -> Found:
        """Yield a fault for each row of a counter that is wrong, missing or too many."""
        yield from self._unfiled()
        yield from self._wrong_pairs()
        if has_table(self._connection, "theme_group"):
            yield from self._wrong_themes()
        if has_table(self._connection, "quote_tally"):
            yield from self._wrong_tallies()
        if has_table(self._connection, "theme_quarter"):
            kept = rows(self._connection, kept_in("theme_quarter", self._version))
            if sum(starmap(weighed_quarter, kept)) != self._felt:
                yield from wrong(self._connection, CountFault.THEME_COUNT, "theme_quarter")

    def _unfiled(self) -> Found:
        if has_table(self._connection, "quote_without_theme"):
            kept = rows(self._connection, FILED)
            if sum(map(hash, kept)) != self._bare:
                found = rows(self._connection, UNFILED)
                yield from ((CountFault.UNFILED, quote) for (quote,) in found)

    def _wrong_pairs(self) -> Found:
        if not has_table(self._connection, "theme_pair"):
            return
        heard = (hash(pair) * len(people) for pair, people in self._heard.items())
        wanted = self._together + PERSON * sum(heard)
        kept = starmap(weighed_pair, rows(self._connection, kept_in("theme_pair", self._version)))
        if sum(kept) != wanted:
            yield from wrong(self._connection, CountFault.THEME_COUNT, "theme_pair")

    def _wrong_themes(self) -> Found:
        people, heard = self._heard_of_themes()
        known = "" if self._version >= 8 else NOT_SHARED
        kept, roles, revenue = 0, self._roles(), revenue_of(self._connection)
        worth: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0])
        seen = {places: Counter[tuple[str, int]]() for places in {*roles.values(), ALONE}}
        found = rows(self._connection, kept_in("theme_group", self._version, known))
        for group, cells in groupby(found, key=itemgetter(0)):
            here, counted = 0, seen[roles.get(group, ALONE)]
            for cell in cells:
                weight, kinds = weighed(cell[2:])
                here += hash(cell[1]) * weight
                counted[cell[1], kinds] += 1
                if group in revenue:
                    for place, many in enumerate(revenue[group]):
                        worth[cell[1], kinds][place] += many
            kept += hash(group) * here
        right = kept == self._groups + people
        if not right:
            yield from wrong(self._connection, CountFault.THEME_COUNT, "theme_group", known)
        voices: dict[tuple[str, int], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
        for places, counted in ({(0,): heard} | seen).items():
            for key, many in counted.items():
                for place in places:
                    voices[key][place] += many
        none = [0, 0] if self._version >= 14 else []
        wanted = {(*key, *many, *worth.get(key, none)) for key, many in voices.items() if key[1]}
        found = rows(self._connection, kept_in("theme_voices", self._version, OF_THEME))
        if not right or wanted != {*found}:
            yield from wrong(self._connection, CountFault.THEME_COUNT, "theme_voices", OF_THEME)

    def _roles(self) -> dict[str, tuple[int, ...]]:
        """Return what each group counts as; those that are missing are people."""
        found = dict.fromkeys(map(itemgetter(0), rows(self._connection, SESSIONS)), SESSION)
        found |= dict.fromkeys(map(itemgetter(0), rows(self._connection, ACCOUNTS)), ACCOUNT)
        return found | {group: () for groups in self._shared.values() for group in groups}

    def _heard_of_themes(self) -> tuple[int, Counter[tuple[str, int]]]:
        """Return the sum of the people of all groups, and how many people spoke in which kinds."""
        total, heard = 0, Counter[tuple[str, int]]()
        just = JUST_IN if self._version >= 14 else {}
        weights = [PERSON + just.get(kinds, 0) for kinds in range(1 << len(RANKED))]
        said = rows(self._connection, SAID)
        for theme, tags in groupby(said, key=itemgetter(0)):
            before, kinds, here = None, 0, 0
            spoke: dict[str, int] = {}
            for _, person, kind, session, account in chain(tags, LAST):
                if person != before:
                    here += sum(hash(group) * weights[ranked] for group, ranked in spoke.items())
                    heard[theme, kinds] += 1
                    before, kinds, spoke = person, 0, {}
                bit = BIT.get(kind, 0)
                kinds |= bit
                if kind in RANKED:
                    for group in groups_of(session, person, account, self._shared):
                        spoke[group] = spoke.get(group, 0) | bit
            total += hash(theme) * here
        return total, heard

    def _wrong_tallies(self) -> Found:
        unknown = [role for role, since in (("there", 8), ("seat", 13)) if self._version < since]
        known = "".join(f" AND role <> '{role}'" for role in unknown)
        kept = starmap(
            weighed_tally, rows(self._connection, kept_in("quote_tally", self._version, known))
        )
        if sum(kept) != self._tallies:
            yield from wrong(self._connection, CountFault.TALLY, "quote_tally", known)
        found = wrong(self._connection, CountFault.TALLY, "theme_voices", OF_ALL, VOICES_OF_ALL)
        yield from found


SESSION, ACCOUNT, ALONE = (3,), (1, 2), (2,)
"""Which of people, accounts, voices and sessions a group counts as in ``theme_voices``."""
DAY_MS = 86_400_000
LAST = [("", "", "", "", None)]
SESSIONS, ACCOUNTS = "SELECT id FROM session", "SELECT id FROM account"
OF_THEME, OF_ALL = " AND theme_id NOT IN ('*', '-')", " AND theme_id IN ('*', '-')"
NOT_SHARED = "".join(f" AND group_id NOT LIKE '{name}:%'" for name in SHARED)
SAID = """
    SELECT theme_id, person_id, kind, session_id, account_id FROM quote_theme
    WHERE person_id IS NOT NULL ORDER BY theme_id, person_id
"""


def quarter_of(day: int) -> int:
    """Return the number of a day's quarter as the counters have it; 0 for one of no calendar."""
    try:
        date = datetime.fromtimestamp(day * DAY_MS // 1000, UTC)
    except (ValueError, OverflowError, OSError):
        return 0
    return date.year * 4 + (date.month + 2) // 3
