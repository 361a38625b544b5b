"""Changes made while reviewing, and taking them back in all the sessions that they touched."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Quote
from focusgroup.services.dates_in_words import count
from focusgroup.store import Db
from focusgroup.store.quotes import Edit, change_quote, get_quote
from focusgroup.store.undo import redo, undo

NOBODYS = 0
"""In place of a revision: none has it."""


@dataclass(frozen=True, slots=True)
class Made:
    """One change: by session, the quotes that it really changed, with their new revisions."""

    changed: dict[str, dict[str, int]]

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
        before = [await get_quote(self._db, quote_id) for quote_id in quote_ids]
        self._distrust(before)
        after = await change_quote(self._db, quote_ids, edit, now_ms)
        changed: dict[str, dict[str, int]] = {}
        for old, new in zip(before, after, strict=True):
            if _state(old) != _state(new):
                changed.setdefault(new.session_id, {})[new.id] = new.rev
        if changed:
            self.done += 1
            self._made.append(Made(changed))
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
        for session_id, revs in made.changed.items():
            if await self._take_back(session_id, revs, now_ms):
                back += len(revs)
            else:
                newer += 1
        if newer:
            raise FocusgroupError(
                f"{back} of {count(made.quotes, 'quote')} as before; in "
                f"{count(newer, 'session')} something was changed since, and stays as it is"
            )
        return f"{count(back, 'quote')} as before"

    async def _take_back(self, session_id: str, revs: dict[str, int], now_ms: int) -> bool:
        """Undo in one session, if the last change there is the one that gave these revisions."""
        for quote_id, rev in revs.items():
            if (await get_quote(self._db, quote_id)).rev != rev:
                return False
        undone = await undo(self._db, session_id, now_ms)
        if undone and (undone.verb != "change" or set(undone.quote_ids) != set(revs)):
            await redo(self._db, session_id, now_ms)
            return False
        if undone:
            await self._follow(session_id, revs)
        return undone is not None

    async def _follow(self, session_id: str, quote_ids: Iterable[str]) -> None:
        """Undo gave these quotes new revisions; what was made before it counts on them."""
        for quote_id in quote_ids:
            rev = (await get_quote(self._db, quote_id)).rev
            for made in self._made:
                revs = made.changed.get(session_id, {})
                if revs.get(quote_id):
                    revs[quote_id] = rev

    def _distrust(self, found: Iterable[Quote]) -> None:
        """What somebody else changed after us can't be undone past their change."""
        for quote in found:
            for made in self._made:
                revs = made.changed.get(quote.session_id, {})
                if revs.get(quote.id, quote.rev) < quote.rev and made is self._last_of(quote):
                    revs[quote.id] = NOBODYS

    def _last_of(self, quote: Quote) -> Made | None:
        ours = (m for m in reversed(self._made) if quote.id in m.changed.get(quote.session_id, {}))
        return next(ours, None)


def _state(quote: Quote) -> tuple[object, ...]:
    return quote.text, quote.kind, quote.themes, quote.participant_id
