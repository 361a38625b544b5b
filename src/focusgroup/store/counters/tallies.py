"""Count many quotes by whom and where at once: each row of a tally moved once."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from focusgroup.core.model import Kind
from focusgroup.store.counters.expected import (
    BETWEEN,
    BITS,
    EVERYTHING,
    KINDS,
    NAMES,
    NO_THEME,
)
from focusgroup.store.counters.filing import COLUMNS, VOICES, Speaker, counted_account
from focusgroup.store.engine.protocol import Tx
from focusgroup.store.row_mapping import LOOKUP_BATCH, placeholders

TALLIED = f"""
    SELECT role, who, themed, {", ".join(KINDS)} FROM quote_tally
    WHERE role = :role AND who IN ({{who}})
"""
TALLY = f"""
    INSERT INTO quote_tally ({NAMES["quote_tally"]})
    VALUES (:role, :who, :themed, {", ".join(f":{kind}" for kind in KINDS)})
    ON CONFLICT (role, who, themed) DO UPDATE SET
        {", ".join(f"{kind} = quote_tally.{kind} + excluded.{kind}" for kind in KINDS)}
"""
COUNTED_AS = {
    "session": ("sessions",),
    "person": ("people",),
    "account": ("accounts", "voices"),
    "alone": ("voices",),
}
"""The columns of ``theme_voices`` in which one of each role counts."""


class CountedQuote(NamedTuple):
    """A quote that comes (1) or goes (-1), with or without a theme."""

    kind: Kind
    speaker: Speaker
    themed: bool
    by: int


Place = tuple[str, str, int]
"""Role, who, and whether under a theme."""


async def count_quotes_at_once(tx: Tx, counted: Sequence[CountedQuote]) -> None:
    """Add these quotes to those of their speakers and sessions, as `count_quote` does with one."""
    moved: dict[Place, Counter[str]] = defaultdict(Counter)
    groups: dict[str | None, Mapping[str, str]] = {}
    for quote in counted:
        by = quote.speaker
        if by.account not in groups:
            groups[by.account] = (await counted_account(tx, by.account)).groups
        for role, who in _places(by, groups[by.account]):
            moved[role, who, int(quote.themed)][quote.kind.value] += quote.by
    before = await _before(tx, moved)
    none = dict.fromkeys(KINDS, 0)
    await tx.many(
        TALLY,
        (
            {"role": role, "who": who, "themed": themed, **none, **change}
            for (role, who, themed), change in moved.items()
            if any(change.values())
        ),
    )
    await tx.many(VOICES, _voices(before, moved))


def _places(by: Speaker, groups: Mapping[str, str]) -> list[tuple[str, str]]:
    places = [("all", ""), ("session", by.session)]
    if by.person:
        places += [("person", by.person), ("seat", f"{by.session}{BETWEEN}{by.person}")]
    places += [("account" if by.account else "alone", by.voice)] if by.voice else []
    return places + [("there", f"{group}{BETWEEN}{by.session}") for group in groups.values()]


async def _before(tx: Tx, moved: Mapping[Place, Counter[str]]) -> dict[Place, Counter[str]]:
    found: dict[Place, Counter[str]] = defaultdict(Counter)
    for role in COUNTED_AS:
        everybody = sorted({who for each, who, _ in moved if each == role})
        for start in range(0, len(everybody), LOOKUP_BATCH):
            names, params = placeholders("w", everybody[start : start + LOOKUP_BATCH])
            for row in await tx.all(TALLIED.format(who=names), {"role": role, **params}):
                place = (row["role"], row["who"], row["themed"])
                found[place] = Counter({kind: row[kind] for kind in KINDS})
    return found


def _voices(
    before: Mapping[Place, Counter[str]], moved: Mapping[Place, Counter[str]]
) -> list[dict[str, object]]:
    """Return what changes in ``theme_voices``: who speaks in just which kinds, before and after."""
    found: dict[tuple[str, int], Counter[str]] = defaultdict(Counter)
    for role, who in {(role, who) for role, who, _ in moved if role in COUNTED_AS}:
        for scope, themed in ((EVERYTHING, (0, 1)), (NO_THEME, (0,))):
            was, now = Counter[str](), Counter[str]()
            for each in themed:
                was.update(before.get((role, who, each), {}))
                now.update(before.get((role, who, each), {}))
                now.update(moved.get((role, who, each), {}))
            if (old := _mask(was)) != (new := _mask(now)):
                found[scope, old].subtract(COUNTED_AS[role])
                found[scope, new].update(COUNTED_AS[role])
    none = dict.fromkeys(COLUMNS, 0)
    return [
        {"theme": scope, "kinds": mask, **none, **columns}
        for (scope, mask), columns in found.items()
        if mask and any(columns.values())
    ]


def _mask(kinds: Mapping[str, int]) -> int:
    return sum(bit for kind, bit in BITS.items() if kinds.get(kind.value, 0) > 0)
