"""Put every string of a report through a mask, found by walking its fields.

A new field is masked because it is a string. What is not is listed here.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from functools import cache, lru_cache
from typing import Any

from focusgroup.core.model import Report
from focusgroup.exports.privacy.masks import Mask, Unsure, mask_of
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.wording.words import Words

Put = Callable[[str, str], str]
"""Returns the text to show in a field, from the field's name and its text."""

MACHINE = frozenset(
    "id session_id participant_id account_id person_id zone session_zone due_on state".split()
)
"""Fields with ids, time zones, days and states: written by the program, never by a person."""

OURS = frozenset(("facilitator", "note_taker"))
"""Fields with our own colleagues, who may share a first name with a customer: there only a
whole name is masked."""


WORDLESS = (Enum, int, float)
"""Types of values without words in them."""

WORDED = frozenset(
    "theme themes path keywords other_names section_title question_text title session_title"
    " agenda_name product scope role segment".split()
)
"""Fields in which somebody of ours named a subject with care: a theme Price isn't Anna Price, so
a word that may be a name and may be none is kept there."""

_REMEMBERED = 10_000
"""Texts that are kept with their masks: of a million quotes, they took all the memory."""

UNSHOWN = frozenset(("agenda_source", "taken_by"))
"""Fields that no document for readers outside shows: emptied, so there is nothing in them to be
unsure of."""


def each_string(value: Any, put: Put, field: str = "") -> Any:
    """Return *value* with ``put(field, text)`` in place of each string; itself if none changed.

    Raises TypeError for a value whose strings it would not find.
    """
    if value is None or isinstance(value, WORDLESS):
        return value
    if isinstance(value, str):
        return value if (text := put(field, value)) == value else text
    if isinstance(value, tuple):
        each = tuple(each_string(one, put, field) for one in value)
        return each if any(new is not old for new, old in zip(each, value, strict=True)) else value
    if isinstance(value, dict):
        new = {key: each_string(one, put, field) for key, one in value.items()}
        return new if any(new[key] is not value[key] for key in new) else value
    if not is_dataclass(value) or isinstance(value, type):
        raise TypeError(f"{field or 'a report'} holds a {type(value).__name__}")
    changed: dict[str, Any] = {}
    for name in _with_words(type(value)):
        old = getattr(value, name)
        # Most fields are numbers or a text: a call for each took a tenth of the CPU of a CSV.
        if type(old) is str:
            if old and (text := put(name, old)) != old:
                changed[name] = text
        elif (
            old
            and not isinstance(old, WORDLESS)
            and (one := each_string(old, put, name)) is not old
        ):
            changed[name] = one
    return replace(value, **changed) if changed else value


@cache
def _with_words(of: type) -> tuple[str, ...]:
    """Return the names of the fields of a dataclass that may hold a person's words."""
    found = (field for field in fields(of) if field.name not in MACHINE)
    return tuple(
        field.name
        for field in found
        if not (isinstance(field.type, type) and issubclass(field.type, WORDLESS))
    )


def keep_ours(report: Report, spellings: Spellings) -> None:
    """Keep the names of our products, and of our colleagues as a whole, wherever they are."""
    for session in report.sessions:
        spellings.keep(session.product)
        spellings.keep(session.product.partition(" (")[0])
        spellings.keep(session.facilitator, several=True)
        spellings.keep(session.note_taker, several=True)
    for account in report.accounts:
        spellings.keep(account.owner, several=True)


def mask_fields(
    people: Spellings,
    accounts: Spellings,
    words: Words,
    doubts: list[Unsure],
    *,
    addresses: bool = True,
) -> Put:
    """Return what masks the names in a field; a text that comes again soon is searched once.

    What may be a name is added to *doubts*.
    """
    mask = mask_of(people, accounts, words, addresses=addresses, doubts=doubts)
    sure = mask_of(people, accounts, words, addresses=addresses, doubts=doubts, safe=False)
    whole = mask_of(people, accounts, words, addresses=addresses, parts=False)
    nobody = Spellings(words)
    theirs = mask_of(nobody, accounts, words, addresses=addresses, doubts=doubts)
    persons = mask_of(people, nobody, words, addresses=addresses, doubts=doubts, safe=False)

    @lru_cache(_REMEMBERED)
    def put(text: str, how: Mask) -> str:
        return how(text)

    def in_field(field: str, text: str) -> str:
        if field in UNSHOWN:
            return ""
        if field == "place":
            # May Hotel isn't May Price, while Page's head office may well be that of the customer.
            return put(put(text, theirs), persons)
        return put(text, whole if field in OURS else sure if field in WORDED else mask)

    return in_field
