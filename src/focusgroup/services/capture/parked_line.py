"""Lines that wait: during a correction, while off the record, for a resume, or set aside.

What Enter can't store as it is leaves the line empty, is set aside in sight and can be brought
back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from focusgroup.core.capture import Line
from focusgroup.core.ids import new_id
from focusgroup.services.capture.take_down import Begun
from focusgroup.store.outbox import Draft


@dataclass(frozen=True, slots=True)
class Stash:
    """Text, caret, and the moment of the line's first key."""

    line: Line = field(default_factory=Line)
    begun: Begun | None = None

    def without(self, left_out: Callable[[str], bool]) -> "Stash":
        """Return this line without the rows that must not be written to disk."""
        rows = self.line.text.split("\n")
        kept = [row for row in rows if not left_out(row)]
        if len(kept) == len(rows):
            return self
        return replace(self, line=Line.at_end("\n".join(kept)))

    def with_rows(self, text: str) -> "Stash":
        """Return the line with more rows below its own; the caret stays in what was there."""
        if not text.strip():
            return self
        if not self.line.text.strip():
            return Stash(Line.at_end(text), self.begun)
        return Stash(Line(f"{self.line.text}\n{text}", self.line.caret), self.begun)

    def draft(self) -> tuple[Draft, dict[str, object]]:
        """Return the line as it is kept for a resume, with what else belongs to it."""
        line, begun = self.line, self.begun
        if begun is None:
            return Draft(line.text, line.caret), {}
        draft = Draft(line.text, line.caret, begun.at_ms, begun.quote_id)
        return draft, {"offset_ms": begun.offset_ms, "place": list(begun.place)}

    @classmethod
    def of_draft(cls, draft: Draft, state: Mapping[str, object]) -> "Stash":
        """Return the line that was kept; begun anew if the time of its first key is unknown."""
        line = Line(draft.text, min(draft.caret, len(draft.text)))
        place, offset = state.get("place"), state.get("offset_ms")
        if draft.first_key_ms is None or not isinstance(place, list) or not isinstance(offset, int):
            return cls(line)
        return cls(line, Begun(draft.quote_id, draft.first_key_ms, offset, (place[0], place[1])))

    def state(self) -> dict[str, object]:
        """Return this line as a part of another line's state, for JSON."""
        draft, state = self.draft()
        return {"text": draft.text, "caret": draft.caret, "at_ms": draft.first_key_ms, **state}

    @classmethod
    def of_state(cls, state: object) -> "Stash":
        """Return the line from `state`. Its quote gets a new id, so none in the store is lost."""
        if not isinstance(state, dict):
            return cls(Line.at_end(state) if isinstance(state, str) else Line())
        text, caret, at_ms = state.get("text"), state.get("caret"), state.get("at_ms")
        if not isinstance(text, str) or not isinstance(caret, int):
            return cls()
        first = at_ms if isinstance(at_ms, int) else None
        return cls.of_draft(Draft(text, caret, first, new_id(first or 0)), state)


@dataclass(frozen=True, slots=True)
class Aside:
    """One line that waits, and the id of the quote that it was to correct.

    A *private* one is never written to disk: it was refused for want of consent, or was said off
    the record.
    """

    stash: Stash
    quote_id: str = ""
    private: bool = False


class SetAside:
    """The lines of one session that wait, the newest last, and why the newest does."""

    def __init__(self) -> None:
        self.lines: list[Aside] = []
        self.reason = ""

    def put(self, aside: Aside, reason: str) -> None:
        """Set a line aside."""
        self.lines.append(aside)
        self.reason = reason

    def swap(self, current: Aside) -> Aside:
        """Return the newest line; *current* waits instead, after all others, if it has text."""
        newest = self.lines.pop()
        if current.stash.line.text.strip():
            self.lines.insert(0, current)
        self.reason = ""
        return newest

    def state(self) -> dict[str, object]:
        """Return what has to be kept with the draft."""
        kept = [{**each.stash.state(), "quote": each.quote_id} for each in self._on_disk]
        return {"aside": kept} if kept else {}

    @property
    def _on_disk(self) -> list[Aside]:
        return [each for each in self.lines if not each.private]

    def restore(self, state: dict[str, object]) -> None:
        """Continue with the lines that were kept."""
        kept = state.get("aside")
        for each in kept if isinstance(kept, list) else []:
            stash, quote = Stash.of_state(each), each.get("quote") if isinstance(each, dict) else ""
            if stash.line.text:
                self.lines.append(Aside(stash, quote if isinstance(quote, str) else ""))
