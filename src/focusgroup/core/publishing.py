"""Bring two copies of a row together: which fields were changed on which side since it was sent.

A state is a row's fields by name. A mark is a sum of each field, kept when the row was sent; what
differs from it was changed since. No words can be read from a mark.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any
from zlib import crc32

State = Mapping[str, Any]
LENGTH = 8
"""Characters of a mark for each field."""


class Side(StrEnum):
    """Whose change counts where both sides changed the same field."""

    MINE = "mine"
    THEIRS = "theirs"


@dataclass(frozen=True, slots=True)
class BothChanged:
    """A field that was changed on both sides, with both values as people read them."""

    name: str
    mine: str
    theirs: str


@dataclass(frozen=True, slots=True)
class PublishConflict:
    """What was changed on both sides: a quote, a participant, …; *what* says which one."""

    entity: str
    id: str
    what: str
    fields: tuple[BothChanged, ...]


@dataclass(frozen=True, slots=True)
class MergedRow:
    """A row as it is there afterwards, and the fields that both sides changed (still theirs)."""

    after: dict[str, Any]
    clashes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What came of publishing: how much was sent, or what has to be decided first."""

    place: str
    quotes: int = 0
    changes: int = 0
    withheld: int = 0
    conflicts: tuple[PublishConflict, ...] = ()
    joined: tuple[str, ...] = field(default=())

    @property
    def nothing(self) -> bool:
        """Whether there was nothing to send."""
        return not (self.quotes or self.changes or self.conflicts)


def mark_of(state: State) -> str:
    """Return the mark of a row: a sum of each of its fields, in their order."""
    return "".join(
        [
            _sum(tuple(value) if type(value) is list else value)
            if type(value) is not str
            else f"{crc32(value.encode()):08x}"
            for value in state.values()
        ]
    )


@lru_cache(maxsize=4_096, typed=True)
def _sum(value: object) -> str:
    return f"{crc32(repr(value).encode()):08x}"


def changed_since(state: State, mark: str | None) -> frozenset[str]:
    """Return the fields that differ from a mark: all of them where there is none that fits."""
    if mark is None or len(mark) != LENGTH * len(state):
        return frozenset(state)
    now = mark_of(state)
    if now == mark:
        return frozenset()
    starts = range(0, len(mark), LENGTH)
    return frozenset(
        name
        for name, at in zip(state, starts, strict=True)
        if now[at : at + LENGTH] != mark[at : at + LENGTH]
    )


def merged(mine: State, theirs: State, here: Iterable[str], there: Iterable[str]) -> MergedRow:
    """Return a row of both: of each field the side that changed it; theirs where both did.

    *here* and *there* are the fields changed since on either side.
    """
    after, clashes = dict(theirs), []
    here, there = frozenset(here), frozenset(there)
    for name, value in mine.items():
        if value == theirs[name] or name not in here:
            continue
        if name in there:
            clashes.append(name)
        else:
            after[name] = value
    return MergedRow(after, tuple(clashes))


def filled(row: MergedRow, mine: State) -> MergedRow:
    """Return *row* with what is empty there and not here: details of things made on both sides."""
    empty = [n for n in row.clashes if row.after[n] in ("", None) or mine[n] in ("", None)]
    after = row.after | {name: mine[name] for name in empty if mine[name] not in ("", None)}
    return MergedRow(after, tuple(name for name in row.clashes if name not in empty))


def decided(row: MergedRow, mine: State, side: Side) -> dict[str, Any]:
    """Return the row after *side* was chosen for what both changed."""
    if side is Side.THEIRS:
        return row.after
    return row.after | {name: mine[name] for name in row.clashes}


CONSENT: Sequence[str] = ("consent_notes", "consent_name")


def narrower(row: MergedRow, mine: State) -> MergedRow:
    """Return a participant's row with the narrower consent of both where both changed it."""
    rest = tuple(name for name in row.clashes if name not in (*CONSENT, "asked"))
    least = {name: min(mine[name], row.after[name]) for name in CONSENT if name in row.clashes}
    if "asked" in row.clashes:
        least["asked"] = max(mine["asked"], row.after["asked"])
    return MergedRow(row.after | least, rest)
