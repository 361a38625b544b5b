"""Bring what was typed to the disk: queue, journal, half-typed lines, background writes."""

from typing import TYPE_CHECKING

from focusgroup.core.doors import lazy_door
from focusgroup.store.outbox.drafts import (
    ENTERED,
    Draft,
    OpenElsewhere,
    draft_state,
    half_line,
    leave_draft,
    load_draft,
    open_draft,
    open_elsewhere,
    opened_elsewhere,
    save_draft,
)
from focusgroup.store.outbox.entries import (
    DebriefText,
    NoteEdit,
    OutboxEntry,
    QuoteDelete,
    QuoteEdit,
    QuoteMerge,
    QuoteSplit,
    RescuedSession,
)
from focusgroup.store.outbox.journal import Journal, journals_of, reseal
from focusgroup.store.outbox.leading import hand_over, open_programs, session_pulse, take_over
from focusgroup.store.outbox.outbox import Outbox, OutboxState, journal_everything
from focusgroup.store.outbox.recover import (
    REST,
    RecoveredJournal,
    recover_journal,
    write_rescue_file,
)
from focusgroup.store.outbox.replay import UNREAD, replay_drafts, replay_waiting
from focusgroup.store.outbox.write_behind import StepWriter, WriteBehind, WriteInOrder

if TYPE_CHECKING:
    from focusgroup.store.outbox.dialog_drafts import (
        DialogDraft,
        DialogPlace,
        forget_dialog,
        load_dialog,
        save_dialog,
    )

__getattr__ = lazy_door(
    __name__,
    {"dialog_drafts": "DialogDraft DialogPlace forget_dialog load_dialog save_dialog"},
)

__all__ = [
    "ENTERED",
    "REST",
    "UNREAD",
    "DebriefText",
    "DialogDraft",
    "DialogPlace",
    "Draft",
    "Journal",
    "NoteEdit",
    "OpenElsewhere",
    "Outbox",
    "OutboxEntry",
    "OutboxState",
    "QuoteDelete",
    "QuoteEdit",
    "QuoteMerge",
    "QuoteSplit",
    "RecoveredJournal",
    "RescuedSession",
    "StepWriter",
    "WriteBehind",
    "WriteInOrder",
    "draft_state",
    "forget_dialog",
    "half_line",
    "hand_over",
    "journal_everything",
    "journals_of",
    "leave_draft",
    "load_dialog",
    "load_draft",
    "open_draft",
    "open_elsewhere",
    "open_programs",
    "opened_elsewhere",
    "recover_journal",
    "replay_drafts",
    "replay_waiting",
    "reseal",
    "save_dialog",
    "save_draft",
    "session_pulse",
    "take_over",
    "write_rescue_file",
]
