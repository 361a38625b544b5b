"""Erase a person from the database, its copies and its files, and prove that it worked."""

from focusgroup.store.erasure.erase import (
    Erased,
    erase_person,
    erasure_cut_off,
    find_remains,
    preview_erasure,
)
from focusgroup.store.erasure.files import files_with_words, marker_of, remove_file
from focusgroup.store.erasure.mentions import Masks
from focusgroup.store.erasure.people import Seat, Someone, as_one_person, find_people
from focusgroup.store.erasure.proof import Proof
from focusgroup.store.erasure.rows import ErasedRows

__all__ = [
    "Erased",
    "ErasedRows",
    "Masks",
    "Proof",
    "Seat",
    "Someone",
    "as_one_person",
    "erase_person",
    "erasure_cut_off",
    "files_with_words",
    "find_people",
    "find_remains",
    "marker_of",
    "preview_erasure",
    "remove_file",
]
