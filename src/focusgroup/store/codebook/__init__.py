"""The changes of the codebook: rename, merge, split, delete and define themes, with undo."""

from focusgroup.store.codebook.change import (
    concerned,
    delete,
    edit,
    merge,
    put_themes,
    repath,
    split,
)
from focusgroup.store.codebook.recorded import CodebookChange, changes
from focusgroup.store.codebook.undo import change_to_undo, undo

__all__ = [
    "CodebookChange",
    "change_to_undo",
    "changes",
    "concerned",
    "delete",
    "edit",
    "merge",
    "put_themes",
    "repath",
    "split",
    "undo",
]
