"""What is done about a finding: an item with its owner, its status and its quotes."""

from dataclasses import dataclass
from enum import StrEnum


class ItemStatus(StrEnum):
    """How far an item has come."""

    OPEN = "open"
    PLANNED = "planned"
    SHIPPED = "shipped"
    DECLINED = "declined"
    TOLD = "told"

    @property
    def words(self) -> str:
        """Return the status as people read it."""
        return "told the customer" if self is ItemStatus.TOLD else self.value


@dataclass(frozen=True, slots=True)
class Item:
    """One item. *theme* (a path) and *kind* are the finding that it came from, empty for none.

    *quotes* support it; *gone* of those that did are deleted, erased or withheld by now.
    """

    id: str
    title: str
    status: ItemStatus = ItemStatus.OPEN
    owner: str = ""
    note: str = ""
    theme: str = ""
    kind: str = ""
    created_ms: int = 0
    changed_ms: int = 0
    quotes: int = 0
    gone: int = 0

    @property
    def short_id(self) -> str:
        """The id by which people refer to it: its end, since the beginning is the time."""
        return self.id[-6:]


@dataclass(frozen=True, slots=True)
class Decision:
    """What a report says of an item that its quotes support."""

    title: str
    status: ItemStatus = ItemStatus.OPEN
    owner: str = ""


@dataclass(frozen=True, slots=True)
class ItemEdit:
    """What to change of an item; None leaves it as it is."""

    title: str | None = None
    status: ItemStatus | None = None
    owner: str | None = None
    note: str | None = None
    add: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
