"""What ought to be in the store when several programs work on one session, as plain values."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

COMMAND = ""


@dataclass(frozen=True)
class Words:
    """A quote: its words, its speaker, how many agree, and whether it is there."""

    text: str
    speaker: str
    agree: int = 0
    there: bool = True


@dataclass(eq=False)
class Change:
    """One change on record: by whom, of what, from what to what."""

    by: str
    of: str
    before: "Words | bool | None"
    after: "Words | bool | None"
    state: str = "done"


class SpokeAlready(Exception):
    """Somebody who has said something can't be taken from the session by undo."""


@dataclass
class Model:
    """The quotes, the consent of each person, None for one who is gone, and the record."""

    runs: Callable[[str], bool]
    quotes: dict[str, Words] = field(default_factory=dict)
    consent: dict[str, bool | None] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def shown(self) -> dict[str, tuple[str, int]]:
        """The words and the agreement of each quote that is in lists, by its id."""
        return {
            quote_id: (words.text, words.agree)
            for quote_id, words in self.quotes.items()
            if words.there and self.consent[words.speaker] is not False
        }

    def put(self, by: str, of: str, after: Words | bool | None) -> None:
        """Record a change and make it."""
        before = self._now(of)
        if before == after:
            return
        for change in self.changes:
            if change.state == "undone" and self._may(by, change):
                change.state = "dropped"
        self.changes.append(Change(by, of, before, after))
        self._set(of, after)

    def walk(self, by: str, *, back: bool) -> None:
        """Undo or redo one's own last change, unless somebody else changed the same thing since."""
        state, after = ("done", "undone") if back else ("undone", "done")
        mine = [c for c in self.changes if c.state == state and self._may(by, c)]
        if not mine:
            return
        change = mine[-1] if back else mine[0]
        later = self.changes[self.changes.index(change) + 1 :]
        if any(c.of == change.of and c.state == "done" and not self._may(by, c) for c in later):
            change.state, change.by = "dropped", by
            return
        value = change.before if back else change.after
        if value is None and self._spoke(change.of):
            raise SpokeAlready
        change.state, change.by = after, by
        self._set(change.of, value)

    def _spoke(self, person: str) -> bool:
        return any(words.speaker == person and words.there for words in self.quotes.values())

    def _may(self, by: str, change: Change) -> bool:
        return change.by == by or (change.by != COMMAND and not self.runs(change.by))

    def _now(self, of: str) -> Words | bool | None:
        return self.consent[of] if of in self.consent else self.quotes.get(of)

    def _set(self, of: str, value: Words | bool | None) -> None:
        if of in self.consent:
            assert not isinstance(value, Words)
            self.consent[of] = value
        elif isinstance(value, Words):
            self.quotes[of] = value
        else:  # an addition that is undone: it stays as a deleted quote
            self.quotes[of] = replace(self.quotes[of], there=False)
