"""Changes made while reviewing, and taking them back in all the sessions that they touched."""

from collections.abc import Sequence
from dataclasses import dataclass

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Quote
from focusgroup.store import Db, quotes
from focusgroup.store.history import Undone, redo, undo
from focusgroup.store.quotes import Edit
from focusgroup.tui.when import count


@dataclass(frozen=True, slots=True)
class Made:
    """One change: the quotes that it really changed, by session."""

    changed: dict[str, frozenset[str]]

    @property
    def quotes(self) -> int:
        """How many quotes it changed."""
        return sum(len(ids) for ids in self.changed.values())


class Edits:
    """Makes changes and remembers them, the last one on top."""

    def __init__(self, db: Db) -> None:
        self._db = db
        self._made: list[Made] = []
        self.done = 0
        """How often something was changed or taken back, to see whether it was meanwhile."""

    @property
    def can_undo(self) -> bool:
        """Whether anything was changed here that can be taken back."""
        return bool(self._made)

    async def change(self, quote_ids: Sequence[str], edit: Edit, now_ms: int) -> int:
        """Change these quotes, all or none; how many of them are different now.

        Raises NotFound or StoreError, and then nothing is changed.
        """
        before = [await quotes.get(self._db, quote_id) for quote_id in quote_ids]
        after = await quotes.change(self._db, quote_ids, edit, now_ms)
        changed: dict[str, set[str]] = {}
        for old, new in zip(before, after, strict=True):
            if _state(old) != _state(new):
                changed.setdefault(new.session_id, set()).add(new.id)
        if changed:
            self.done += 1
            self._made.append(Made({key: frozenset(ids) for key, ids in changed.items()}))
        return sum(len(ids) for ids in changed.values())

    async def undo(self, now_ms: int) -> str:
        """Take the last change back; what was done, in words, "" when there was nothing.

        Raises FocusgroupError when a session was changed by somebody else since: there the
        change stays, since undo would take back theirs.
        """
        if not self._made:
            return ""
        made = self._made.pop()
        self.done += 1
        back, newer = 0, 0
        for session_id, ids in made.changed.items():
            undone = await undo(self._db, session_id, now_ms)
            if undone and not _is_ours(undone, ids):
                await redo(self._db, session_id, now_ms)
                undone = None
            back += len(ids) if undone else 0
            newer += undone is None
        if newer:
            raise FocusgroupError(
                f"{count(back, 'quote')} of {made.quotes} changed back; "
                f"{count(newer, 'session')} changed since, so what was said there stays as it is"
            )
        return f"{count(back, 'quote')} as before"


def _state(quote: Quote) -> tuple[object, ...]:
    return quote.text, quote.kind, quote.themes, quote.participant_id


def _is_ours(undone: Undone, ids: frozenset[str]) -> bool:
    return undone.verb == "change" and frozenset(undone.quote_ids) == ids
