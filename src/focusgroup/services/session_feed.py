"""Sessions in the order in which the home screen lists them, read page by page."""

from dataclasses import dataclass

from focusgroup.core.model import Session, SessionStatus
from focusgroup.store import Db, sessions

PAGE = 100

GROUPS = (
    (SessionStatus.LIVE, SessionStatus.PAUSED),
    (SessionStatus.SCHEDULED,),
    (SessionStatus.ENDED, SessionStatus.DEBRIEFED),
)
"""The groups, most urgent first: running sessions, then prepared ones, then past ones."""


def group_of(session: Session) -> int:
    """Return the session's place in GROUPS."""
    return next(i for i, statuses in enumerate(GROUPS) if session.status in statuses)


@dataclass(slots=True)
class SessionFeed:
    """Reads on from its current place; newest first within each group."""

    db: Db
    group: int = 0
    last: Session | None = None

    @property
    def finished(self) -> bool:
        """Whether there is nothing more to read."""
        return self.group >= len(GROUPS)

    async def more(self, wanted: int = PAGE) -> list[Session]:
        """Return at least *wanted* more sessions, fewer only at the end. Raises StoreError."""
        found: list[Session] = []
        while not self.finished and len(found) < wanted:
            page = await sessions.recent(
                self.db, limit=PAGE, before=self.last, statuses=GROUPS[self.group]
            )
            found += page
            self.last = page[-1] if len(page) == PAGE else None
            if self.last is None:
                self.group += 1
        return found
