"""Bring what was typed to the disk: queue, journal, half-typed lines, background writes."""

from focusgroup.store.outbox.drafts import (
    ENTERED,
    Draft,
    OpenElsewhere,
    draft_state,
    leave_draft,
    load_draft,
    open_draft,
    open_elsewhere,
    save_draft,
)
from focusgroup.store.outbox.entries import (
    OutboxEntry,
    QuoteDelete,
    QuoteEdit,
    QuoteMerge,
    QuoteSplit,
)
from focusgroup.store.outbox.journal import journals_of, reseal
from focusgroup.store.outbox.outbox import Outbox, OutboxState, journal_everything
from focusgroup.store.outbox.replay import replay_drafts, replay_waiting
from focusgroup.store.outbox.write_behind import WriteBehind

__all__ = [
    "ENTERED",
    "Draft",
    "OpenElsewhere",
    "Outbox",
    "OutboxEntry",
    "OutboxState",
    "QuoteDelete",
    "QuoteEdit",
    "QuoteMerge",
    "QuoteSplit",
    "WriteBehind",
    "draft_state",
    "journal_everything",
    "journals_of",
    "leave_draft",
    "load_draft",
    "open_draft",
    "open_elsewhere",
    "replay_drafts",
    "replay_waiting",
    "reseal",
    "save_draft",
]
