"""File many quotes under other themes at once: rows by row sets, and each counter moved once."""

from collections import Counter, defaultdict
from collections.abc import (
    AsyncIterator,
    Collection,
    Hashable,
    Iterable,
    Iterator,
    Mapping,
    Sequence,
)
from typing import NamedTuple, Self, TypeVar

from focusgroup.core.model import RANKED_KINDS, Kind
from focusgroup.store.counters.expected import BITS, KINDS, NAMES, PEOPLE
from focusgroup.store.counters.filing import (
    COLUMNS,
    COUNT,
    MOVE,
    NO_PEOPLE,
    NOT_WITHOUT,
    UNTAG_ONE,
    VOICES,
    CountedAccount,
    Speaker,
    counted_account,
    people_moved,
)
from focusgroup.store.counters.pairs import PairedQuote, count_pairs, pairs_of
from focusgroup.store.counters.tallies import CountedQuote, count_quotes_at_once
from focusgroup.store.engine.protocol import Row, Tx
from focusgroup.store.row_mapping import LOOKUP_BATCH, placeholders

RANKED = {kind.value: BITS[kind] for kind in RANKED_KINDS}
NONE = dict.fromkeys(KINDS, 0)
BIT = {kind.value: bit for kind, bit in BITS.items()}
Key = tuple[str, str]
"""A theme, and a person or a group."""
Spoken = Mapping[tuple[str, str, str], int]
"""How many quotes somebody has under a theme, by kind, voice and session."""
PAIRS_AT_ONCE = LOOKUP_BATCH // 2
TAGS = "SELECT quote_id, theme_id, direct FROM quote_theme WHERE quote_id IN ({names})"
# Added up here: to group these rows takes SQLite longer than to read them.
SPOKE = """
    WITH asked (place, theme, who) AS (VALUES {pairs})
    SELECT place, kind, coalesce(account_id, person_id), session_id
    FROM asked CROSS JOIN quote_theme ON theme_id = theme AND person_id = who
"""
OF_GROUPS = f"""
    WITH asked (place, theme, who) AS (VALUES {{pairs}}) SELECT place, {", ".join(KINDS)}
    FROM asked CROSS JOIN theme_group ON group_id = who AND theme_id = theme
"""
ADD = ", ".join(f"{name} = theme_group.{name} + excluded.{name}" for name in (*KINDS, *PEOPLE))
GROUP = f"""
    INSERT INTO theme_group ({NAMES["theme_group"]})
    VALUES (:group_id, :theme_id, {", ".join(f":{name}" for name in (*KINDS, *PEOPLE))})
    ON CONFLICT (group_id, theme_id) DO UPDATE SET {ADD}
"""


class Filed(NamedTuple):
    """A quote that is there, and its place in each of its themes (ids) after the change."""

    id: str
    kind: Kind
    speaker: Speaker
    at_ms: int
    themes: Mapping[str, int]


class _Tag(NamedTuple):
    theme: str
    quote: Filed
    by: int
    """1 if the quote comes under the theme, -1 if it leaves it."""


async def refile_quotes_by_theme(tx: Tx, quotes: Sequence[Filed]) -> None:
    """File quotes under other themes; nothing else of them changes, and all counters follow."""
    places: dict[str, dict[str, int]] = defaultdict(dict)
    for row in await _each(tx, TAGS, [quote.id for quote in quotes]):
        places[row[0]][row[1]] = row[2]
    first = [quote for quote in quotes if quote.themes and not places[quote.id]]
    last = [quote for quote in quotes if places[quote.id] and not quote.themes]
    await _retag(tx, quotes, places)
    for quote in first:
        await tx.all(NOT_WITHOUT, {"quote": quote.id})
    await tx.insert("quote_without_theme", [_unfiled(quote) for quote in last])
    moved = [(quote, False, True) for quote in first] + [(quote, True, False) for quote in last]
    await count_quotes_at_once(
        tx,
        [
            CountedQuote(quote.kind, quote.speaker, themed, by)
            for quote, was, now in moved
            for themed, by in ((was, -1), (now, 1))
        ],
    )


async def file_quotes(tx: Tx, quotes: Sequence[Filed]) -> None:
    """File quotes that are filed nowhere yet under their themes, and count them."""
    await _retag(tx, quotes, {})
    await tx.insert("quote_without_theme", [_unfiled(q) for q in quotes if not q.themes])
    await count_quotes_at_once(
        tx, [CountedQuote(q.kind, q.speaker, bool(q.themes), 1) for q in quotes]
    )


async def _retag(tx: Tx, quotes: Sequence[Filed], places: Mapping[str, Mapping[str, int]]) -> None:
    """Tag quotes with their themes instead of those in *places*, and move the themes' counters."""
    tags: list[_Tag] = []
    moved = []
    for quote in quotes:
        before = places.get(quote.id, {})
        tags += [_Tag(theme, quote, -1) for theme in before if theme not in quote.themes]
        tags += [_Tag(theme, quote, 1) for theme in quote.themes if theme not in before]
        moved += [
            {"quote": quote.id, "theme": theme, "direct": place}
            for theme, place in quote.themes.items()
            if before.get(theme, place) != place
        ]
    counts = await _Counts.before(tx, tags)
    gone = ({"quote": tag.quote.id, "theme": tag.theme} for tag in tags if tag.by < 0)
    await tx.many(UNTAG_ONE, gone)
    were = [(quote, pairs_of(places.get(quote.id, ()))) for quote in quotes]
    are = [(quote, pairs_of(quote.themes)) for quote in quotes]
    for these, those, by in ((were, are, -1), (are, were, 1)):
        paired = [
            PairedQuote(quote.kind, quote.speaker.person, pairs - others)
            for (quote, pairs), (_, others) in zip(these, those, strict=True)
        ]
        await count_pairs(tx, paired, by)
    await tx.insert("quote_theme", [_row(tag) for tag in tags if tag.by > 0])
    await tx.many(MOVE, moved)
    await counts.move(tx)


async def _each(tx: Tx, sql: str, ids: Sequence[str], **params: object) -> list[Row]:
    """Return the rows of all these ids, read many at a time."""
    found: list[Row] = []
    for start in range(0, len(ids), LOOKUP_BATCH):
        names, bound = placeholders("each", list(ids[start : start + LOOKUP_BATCH]))
        found += await tx.all(sql.format(names=names), {**params, **bound})
    return found


async def _of_pairs(tx: Tx, sql: str, pairs: Collection[Key]) -> AsyncIterator[tuple[Key, Row]]:
    """Yield the rows of all these pairs of a theme and somebody, read many at a time."""
    asked = sorted(pairs)
    for start in range(0, len(asked), PAIRS_AT_ONCE):
        some = asked[start : start + PAIRS_AT_ONCE]
        bound: dict[str, object] = {}
        for place, (theme, who) in enumerate(some):
            bound[f"t{place}"], bound[f"w{place}"] = theme, who
        values = ", ".join(f"({place}, :t{place}, :w{place})" for place in range(len(some)))
        for row in await tx.all(sql.format(pairs=values), bound):
            yield some[row[0]], row


def _unfiled(quote: Filed) -> dict[str, object]:
    """Return the row of a quote without a theme."""
    return {
        "quote_id": quote.id,
        "kind": quote.kind.value,
        "account_id": quote.speaker.account,
        "person_id": quote.speaker.person,
        "session_id": quote.speaker.session,
        "at_ms": quote.at_ms,
    }


def _row(tag: _Tag) -> dict[str, object]:
    quote = tag.quote
    return {**_unfiled(quote), "theme_id": tag.theme, "direct": quote.themes[tag.theme]}


class _Counts(NamedTuple):
    """What the tags change, and how it was before, for whoever speaks in them.

    *spoke* is a person's quotes under a theme by kind, voice and session; *groups* the quotes of a
    voice or a session by kind; *accounts* what each account counts for.
    """

    tags: Sequence[_Tag]
    spoke: Mapping[Key, Spoken]
    groups: Mapping[Key, Mapping[str, int]]
    accounts: Mapping[str, CountedAccount]

    @classmethod
    async def before(cls, tx: Tx, tags: Sequence[_Tag]) -> Self:
        spoke: dict[Key, dict[tuple[str, str, str], int]] = defaultdict(dict)
        accounts: dict[str, CountedAccount] = {}
        people: set[Key] = set()
        heard: set[Key] = set()
        for tag in tags:
            by = tag.quote.speaker
            people.update((tag.theme, who) for who in (by.person,) if who)
            heard.update((tag.theme, who) for who in (by.voice, by.session) if who)
            if by.account and by.account not in accounts:
                accounts[by.account] = await counted_account(tx, by.account)
        async for pair, row in _of_pairs(tx, SPOKE, people):
            said, key = spoke[pair], (row[1], row[2], row[3])
            said[key] = said.get(key, 0) + 1
        groups: dict[Key, Mapping[str, int]] = dict.fromkeys(heard, NONE)
        async for pair, row in _of_pairs(tx, OF_GROUPS, heard):
            groups[pair] = {kind: row[kind] for kind in KINDS}
        return cls(tags, spoke, groups, accounts)

    def _all_of(self, group: str | None) -> Iterable[str]:
        """Return all groups that count what a voice or a session says, itself among them."""
        known = self.accounts.get(group or "")
        return known.groups.values() if known else (group,) if group else ()

    async def move(self, tx: Tx) -> None:
        """Move every counter of the themes by the tags, each row once."""
        themes: Counter[tuple[str, Kind]] = Counter()
        said: dict[Key, dict[tuple[str, str, str], int]] = defaultdict(dict)
        groups: dict[Key, dict[str, int]] = {}
        for tag in self.tags:
            kind, by, theme = tag.quote.kind, tag.quote.speaker, tag.theme
            themes[theme, kind] += tag.by
            for group in (*self._all_of(by.voice), by.session):
                row = groups.get((theme, group))
                if row is None:
                    row = groups[theme, group] = {**NONE, **NO_PEOPLE}
                row[kind] += tag.by
            if by.person:
                those, key = said[theme, by.person], (kind, by.voice or "", by.session)
                those[key] = those.get(key, 0) + tag.by
        for (theme, person), change in said.items():
            for group, moved in self._people(self.spoke.get((theme, person), {}), change):
                row = groups[theme, group]
                for name, by_how_many in moved.items():
                    row[name] += by_how_many
        counted = (
            {"theme": t, "kind": kind.value, "by": n} for (t, kind), n in themes.items() if n
        )
        await tx.many(COUNT, counted)
        await tx.many(
            GROUP,
            (
                {"group_id": group, "theme_id": theme, **change}
                for (theme, group), change in groups.items()
                if any(change.values())
            ),
        )
        await tx.many(VOICES, self._voices(said, groups))

    def _people(self, before: Spoken, change: Spoken) -> Iterator[tuple[str, Mapping[str, int]]]:
        """Yield each group in which one person now speaks in other ranked kinds; what changes."""
        heard = {group for _, *groups in change for group in groups if group}
        was, now = _ranked_groups(before, heard), _ranked_groups(_sum(before, change), heard)
        for group in was.keys() | now.keys():
            if (old := was.get(group, 0)) != (new := now.get(group, 0)):
                yield from ((each, people_moved(old, new)) for each in self._all_of(group))

    def _voices(
        self,
        said: Mapping[Key, Spoken],
        groups: Mapping[Key, Mapping[str, int]],
    ) -> Iterator[dict[str, object]]:
        """Yield the rows of ``theme_voices``: who speaks in just which kinds, before and after."""
        accounts = {tag.quote.speaker.account for tag in self.tags}
        sessions = {tag.quote.speaker.session for tag in self.tags}
        moved: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)

        def move(theme: str, columns: Mapping[str, int], before: int, after: int) -> None:
            if before != after:
                moved[theme, before].subtract(columns)
                moved[theme, after].update(columns)

        for (theme, person), change in said.items():
            spoke = self.spoke.get((theme, person), {})
            was, now = _by_kind(spoke), _by_kind(_sum(spoke, change))
            move(theme, {"people": 1}, _mask(was), _mask(now))
        for (theme, group), before in self.groups.items():
            columns = {"sessions" if group in sessions else "voices": 1}
            if group in accounts:
                columns |= {"accounts": 1, **self.accounts[group].revenue}
            after = _sum(before, groups[theme, group])
            move(theme, columns, _mask(before), _mask(after))
        none = dict.fromkeys(COLUMNS, 0)
        for (theme, mask), columns_moved in moved.items():
            if mask and any(columns_moved.values()):
                yield {"theme": theme, "kinds": mask, **none, **columns_moved}


T = TypeVar("T", bound=Hashable)


def _sum(before: Mapping[T, int], change: Mapping[T, int]) -> dict[T, int]:
    """Return both together."""
    found = dict(before)
    for key, n in change.items():
        found[key] = found.get(key, 0) + n
    return found


def _by_kind(said: Spoken) -> dict[str, int]:
    found = dict(NONE)
    for (kind, _, _), n in said.items():
        found[kind] += n
    return found


def _mask(kinds: Mapping[str, int]) -> int:
    mask = 0
    for kind, n in kinds.items():
        if n > 0:
            mask |= BIT.get(kind, 0)
    return mask


def _ranked_groups(said: Spoken, among: Collection[str]) -> dict[str, int]:
    """Return in which ranked kinds somebody has quotes in each of these voices and sessions."""
    found: dict[str, int] = {}
    for (kind, voice, session), n in said.items():
        if n > 0 and (bit := RANKED.get(kind)):
            for group in (voice, session):
                if group in among:
                    found[group] = found.get(group, 0) | bit
    return found
