"""Lines that Enter could not store as they are: they leave the line empty and wait in sight."""

from dataclasses import dataclass

from focusgroup.services.capture.parked_line import Stash


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
        """Return the newest line; *current* waits instead, behind all others, if it has text."""
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
