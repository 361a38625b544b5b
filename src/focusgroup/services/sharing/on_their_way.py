"""Changes handed to the outbox whose outcome is still to be compared with what others did."""

from dataclasses import dataclass, field

from focusgroup.core.model import Quote
from focusgroup.core.quote_changes import Edit


@dataclass(slots=True)
class OnTheirWay:
    """The changes of one session that this program made and has not seen stored."""

    corrections: dict[str, tuple[Quote, Edit]] = field(default_factory=dict)
    """By the id of their entry: of which quote, and what."""
    doubtful: list[tuple[Quote, Edit]] = field(default_factory=list)
    """Stored quotes that don't have the themes of their correction: another program retagged
    them, or renamed a theme."""
    splits: dict[str, str] = field(default_factory=dict)
    """By the id of their entry: the id of the new quote, on disk once the split is."""
    merges: set[str] = field(default_factory=set)
    """The ids of their entries."""
    deleted: dict[str, str] = field(default_factory=dict)
    """By the id of the quote: its words."""

    def arrived(self, entry_id: str) -> tuple[tuple[Quote, Edit] | None, str, bool]:
        """Forget an entry that is on disk now.

        Return the correction that it was, the id of the quote that was split off, and whether it
        was a merge.
        """
        merge = entry_id in self.merges
        self.merges.discard(entry_id)
        return self.corrections.pop(entry_id, None), self.splits.pop(entry_id, ""), merge
