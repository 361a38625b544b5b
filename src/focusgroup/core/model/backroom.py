"""The back room: colleagues who listen to a session, and what they ask the moderator."""

from dataclasses import dataclass
from enum import StrEnum


class JobFunction(StrEnum):
    """What an observer does in the company, in the order in which it is always shown."""

    ENGINEER = "engineer"
    DESIGNER = "designer"
    PRODUCT = "product"
    MANAGER = "manager"
    MARKETING = "marketing"
    SALES = "sales"
    SUPPORT = "support"
    FINANCE = "finance"
    OTHER = "other"


class QuestionState(StrEnum):
    """What became of an observer's question to the moderator."""

    OPEN = "open"
    ASKED = "asked"
    LATER = "later"
    NO = "no"


@dataclass(frozen=True, slots=True)
class Observer:
    """A colleague who listened to a session, from *first_ms* to *last_ms* (Unix ms)."""

    id: str
    session_id: str
    name: str
    function: JobFunction
    first_ms: int = 0
    last_ms: int = 0


@dataclass(frozen=True, slots=True)
class ObserverQuestion:
    """What an observer asks the moderator to ask. *at_ms* is when it was sent (Unix ms)."""

    id: str
    session_id: str
    observer_id: str
    text: str
    at_ms: int
    state: QuestionState = QuestionState.OPEN
    name: str = ""
    function: JobFunction = JobFunction.OTHER
