"""Participants as people type them: ``Name, role, account``, or the address list of an e-mail.

The store gives them seats and looks up their accounts.
"""

import re
from dataclasses import dataclass, field
from functools import cache

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Participant
from focusgroup.core.text import clean, clean_line, fold

MAX_NAME = 200
"""The most characters of a name, role or account; a longer one is probably a sentence."""

MAX_SEAT = 999

_MAX_LINE = 5 * MAX_NAME
_FIELD_MARKS = ("\t", ";；؛", ",，、،")
_DASHES = re.compile(r"\s+[-–—|]\s+")
_MAIL = re.compile(r"<[^<>\s@]*@[^<>\s@]*>|(?<![^\s,;(])[^\s@,;<>()]+@[^\s@,;<>()]+(?![^\s,;)])")
_MAIL_HEAD = re.compile(r"\s*(?:to|cc|bcc|an|from):\s*", re.IGNORECASE)
_AFTER_ADDRESS = re.compile(r"(?<=>)\s*[,;]\s*")
_ADDRESSED = re.compile(r'(?P<name>"[^"]*"\s*|[^"<>,;\t]*)<[^<>\s@]+@[^<>\s@]+>')
_BRACKETED = re.compile(r"(?P<name>[^,;\t()（）]+)[(（](?P<rest>[^()（）]*)[)）]\s*")
_SHARE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?) ?(?P<percent>[%٪]?)")

_NOTES_ONLY = "notes only|anonymous|anonym|role only|by role only|by role|匿名|仅记录"
_NO_NOTES = "no notes|off the record|不记录"
_BY_NAME = "by name|署名"


@dataclass(frozen=True, slots=True)
class NewParticipant:
    """A participant to be added. *revenue_share* is the account's, a fraction of 1.

    *says_consent* is whether consent was written; otherwise it is assumed.
    """

    name: str
    role: str = ""
    account: str = ""
    seat: int | None = None
    segment: str = ""
    revenue_share: float | None = None
    consent_notes: bool = True
    consent_name: bool = True
    says_consent: bool = field(default=False, compare=False)


def parse_participant(text: str) -> NewParticipant:
    """Return the participant from ``Name, role, account[, segment[, share of revenue]]``.

    Tabs, semicolons and spaced dashes also separate fields, ``Name (role, account)`` is read too,
    and e-mail addresses are left out. ``by role only`` or ``no notes`` in a field of its own states
    the consent. Raises FocusgroupError if there is no name.
    """
    line = clean(text).text.strip().replace("\n", " ")
    if len(line) > _MAX_LINE:
        raise FocusgroupError(
            f"“{short(line)}” is {len(line)} characters long. Write a line for each "
            "participant: “Anna Novak, planner, Northwind”."
        )
    fields = _fields(line)
    if not fields[0]:
        where = f"“{short(clean_line(line))}”" if line else "an empty line"
        raise FocusgroupError(
            f"There is no name in {where}. Write the name first: “Anna Novak, planner, Northwind”."
        )
    consent = [consent_of(part) for part in fields[1:]]
    said = next(filter(None, consent), None)
    fields = [fields[0], *(f for f, each in zip(fields[1:], consent, strict=True) if not each)]
    share = None
    percent = next((place for place, part in enumerate(fields) if place and _is_percent(part)), 0)
    if percent:
        share = parse_share(fields.pop(percent))
    elif len(fields) > 4 and fields[4]:
        share = parse_share(fields[4])
    role, account, segment = [*fields[1:4], "", "", ""][:3]
    notes, name = said or (True, True)
    return checked(
        NewParticipant(
            fields[0], role, account, None, segment, share, notes, name, said is not None
        )
    )


def parse_share(text: str) -> float:
    """Return a share of revenue as a fraction: ``12 %``, ``12``, ``0.12`` and ``0,12`` are equal.

    A number over 1 without a sign is a percentage. Raises FocusgroupError unless the share is
    between 0 and 100 %.
    """
    match = _SHARE.fullmatch(fold(text).replace("٫", "."))
    if match is not None:
        number = float(match["number"].replace(",", "."))
        share = number / 100 if match["percent"] or number > 1 else number
        if share <= 1:
            return share
    raise FocusgroupError(
        f"“{short(text)}” isn't a share of revenue. Write a percentage such as 12 %."
    )


def consent_in_words(person: Participant | NewParticipant) -> str:
    """Return what the participant consents to: ``by name``, ``by role only`` or ``no notes``."""
    if not person.consent_notes:
        return "no notes"
    return "by name" if person.consent_name else "by role only"


# -- one line --------------------------------------------------------------------------------


def _fields(line: str) -> list[str]:
    line = _MAIL.sub(" ", line)
    bracketed = _BRACKETED.fullmatch(line)
    if bracketed is not None:
        return [clean_line(bracketed["name"]), *_split(bracketed["rest"])]
    return _split(line)


def addressed(line: str) -> list[str]:
    """Return the names in an e-mail's address list: ``Anna Novak <a@x.com>, "Li, Bo" <b@x.com>``.

    Empty if the line holds anything else: fields after an address are participant details.
    """
    parts = _AFTER_ADDRESS.split(_MAIL_HEAD.sub("", line).strip().rstrip(",; "))
    found = [_ADDRESSED.fullmatch(part) for part in parts]
    names = [_turned(match["name"]) for match in found if match]
    return names if len(names) == len(parts) and all(names) else []


def _turned(name: str) -> str:
    """Return ``"Novak, Anna"`` as people say it: ``Anna Novak``."""
    last, comma, first = name.strip().strip('" ').partition(",")
    return clean_line(f"{first} {last}" if comma else last)


def _split(line: str) -> list[str]:
    marks = next((marks for marks in _FIELD_MARKS if any(mark in line for mark in marks)), "")
    parts = re.split(f"[{re.escape(marks)}]", line) if marks else _DASHES.split(line)
    return [clean_line(part).strip('"“” ') for part in parts]


def consent_of(written: str) -> tuple[bool, bool] | None:
    """Return a field's consent to notes and to being named, None if it is about something else."""
    word = fold(written)
    if word in folded_words(_NO_NOTES):
        return False, False
    if word in folded_words(_NOTES_ONLY):
        return True, False
    return (True, True) if word in folded_words(_BY_NAME) else None


def _is_percent(text: str) -> bool:
    match = _SHARE.fullmatch(fold(text))
    return match is not None and bool(match["percent"])


def checked(made: NewParticipant) -> NewParticipant:
    for value in (made.name, made.role, made.account, made.segment):
        if len(value) > MAX_NAME:
            raise FocusgroupError(
                f"“{short(value)}” is {len(value)} characters long. "
                f"Names, roles and accounts have at most {MAX_NAME}."
            )
    return made


def short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


@cache
def folded_words(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split("|")))
