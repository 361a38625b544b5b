"""Participants as people type them: ``Name, role, account``, or the address list of an e-mail.

The store gives them seats and looks up their accounts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Participant
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.people.consent import (
    WRITE,
    Consent,
    consent_of,
    strictest,
    unclear,
    without_consent,
)
from focusgroup.core.people.consent_heads import speaks_of_consent
from focusgroup.core.text import clean, clean_line, fold

MAX_NAME = 200
"""The most characters of a name, role or account; a longer one is probably a sentence."""

MAX_SEAT = 999

_MAX_LINE = 5 * MAX_NAME
_FIELD_MARKS = ("\t", ";；؛", ",，、،")
_COMMAS = lazy_pattern("[,;，、；،]")
_DASHES = lazy_pattern(r"\s+[-–—|]\s+")
_MAIL = lazy_pattern(r"<[^<>\s@]*@[^<>\s@]*>|(?<![^\s,;(])[^\s@,;<>()]+@[^\s@,;<>()]+(?![^\s,;)])")
_MAIL_HEAD = lazy_pattern(r"\s*(?:to|cc|bcc|an|from):\s*", re.IGNORECASE)
_AFTER_ADDRESS = lazy_pattern(r"(?<=>)\s*[,;]\s*")
_ADDRESSED = lazy_pattern(r'(?P<name>"[^"]*"\s*|[^"<>,;\t]*)<[^<>\s@]+@[^<>\s@]+>')
_BRACKETED = lazy_pattern(r"(?P<name>[^,;\t()（）]+)[(（](?P<rest>[^()（）]*)[)）]\s*")
_THEN_BRACKETED = lazy_pattern(
    r"(?P<name>[^,;\t()（）]+),(?P<role>[^,;\t()（）]+)[(（](?P<account>[^()（）]*)[)）]\s*"
)
_COMPANIES = frozenset(
    "gmbh mbh ag kg kgaa ohg ug se eg ltd limited inc llc llp plc corp corporation co company sa"
    " sas sarl sl slu srl spa bv nv ab as asa oy oyj aps sro kft zrt doo ооо оао зао ао пао"
    " тов".split()
)
"""Words that only a company's name begins or ends with."""
_LIST_MARKS = lazy_pattern(
    r"\A(?:(?:[-*•‣▪·–—]|\[[ xX]?\]|[(]?\d{1,3}[.)]|\d{1,3}(?=\s[^\W\d]))\s+)+(?=\S)"
)
_SEAT = lazy_pattern(r"(?:[^\W\d_]{2,}\.? ?)?#? ?(?P<number>\d{1,4})(?:[.)]|\.0)?")
_SHARE = lazy_pattern(r"(?P<number>\d+(?:[.,]\d+)?) ?(?P<percent>[%٪]?)")


@dataclass(frozen=True, slots=True)
class NewParticipant:
    """A participant to be added. *revenue_share* is the account's, a fraction of 1.

    *says_consent* is whether consent was written; otherwise it is assumed. Who was *not_asked*
    has consented to nothing that is left open. *remark* is what was guessed about the line.
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
    not_asked: bool = False
    remark: str = field(default="", compare=False)

    @property
    def asked(self) -> bool:
        """Return whether they were asked, as of a `Participant`."""
        return not self.not_asked


# The set-up screen reads the whole list after each key; only the line with the caret is new.
@lru_cache(1024)
def parse_participant(text: str) -> NewParticipant:
    """Return the participant from ``Name, role, account[, segment[, share of revenue]]``.

    Tabs, semicolons and spaced dashes also separate fields, ``Name (role, account)`` is read too,
    ``Name (Alpha GmbH)`` and ``Name, role (Alpha GmbH)``, and e-mail addresses are left out.
    ``by role only`` or ``no notes``, in a field of its own or at the end of one, states the
    consent. Raises FocusgroupError if there is no name, or if a field may be about consent and is
    not clear.
    """
    line = _LIST_MARKS.sub("", clean(text).text.strip().replace("\n", " "))
    if len(line) > _MAX_LINE:
        raise FocusgroupError(
            f"“{short(line)}” is {len(line)} characters long. Write a line for each "
            "participant: “Anna Novak, planner, Northwind”."
        )
    rest, said = without_consent(line)
    made = participant_of(_fields(rest), said)
    if made.remark or _THEN_BRACKETED.fullmatch(rest) is None or not made.account:
        return made
    name, role = made.name, made.role
    may_be_turned = f"{name}{role}".isalpha() and name.istitle() and role.istitle()
    remark = f"“{role}” is read as the role. If it is a name, write “{role} {name}”."
    return replace(made, remark=remark) if may_be_turned else made


def participant_of(fields: Sequence[str], said: Sequence[Consent] = ()) -> NewParticipant:
    """Return the participant from the fields of a line, whose end *said* something of consent."""
    if not fields[0]:
        line = clean_line(", ".join(fields))
        where = f"“{short(line)}”" if line.strip(", ") else "an empty line"
        raise FocusgroupError(
            f"There is no name in {where}. Write the name first: “Anna Novak, planner, Northwind”."
        )
    said, kept = list(said), []
    for place, each in enumerate(fields):
        whole = consent_of(each) if place else None
        rest, at_end = ("", [whole]) if whole else _without_consent_in(each, whole_name=not place)
        said += at_end
        # A line that is only words for consent is a name; a field that is only that isn't one.
        if rest or not whole:
            kept.append(rest)
    share = None
    percent = next((place for place, part in enumerate(kept) if place and _is_percent(part)), 0)
    if percent:
        share = parse_share(kept.pop(percent))
    _refuse_unclear(kept)
    if share is None and len(kept) > 4 and kept[4]:
        share = parse_share(kept[4])
    name, role, account, segment = [*kept[:4], "", "", "", ""][:4]
    consent = strictest(said)
    return checked(
        NewParticipant(
            name,
            role,
            account,
            segment=segment,
            revenue_share=share,
            consent_notes=consent.notes,
            consent_name=consent.name,
            says_consent=bool(said) and consent.asked,
            not_asked=not consent.asked,
            remark=_remark(kept, share),
        )
    )


def _without_consent_in(written: str, *, whole_name: bool) -> tuple[str, list[Consent]]:
    """Return a field without the words for consent at its end or between its commas."""
    rest, said = without_consent(written)
    parts = [] if whole_name else _COMMAS.split(rest)
    stated = [each for each in map(consent_of, parts) if each]
    if stated:
        rest = ", ".join(part.strip() for part in parts if not consent_of(part))
    return rest, said + stated


def _refuse_unclear(fields: Sequence[str]) -> None:
    """Raise FocusgroupError for a field that may be meant as consent: `no`, `anonymus`."""
    for place, each in enumerate(fields):
        if place and (unclear(each) or (place > 2 and speaks_of_consent(each))):
            raise FocusgroupError(f"“{short(each)}” is not clear. {WRITE}, or leave it out.")


def _remark(fields: Sequence[str], share: float | None) -> str:
    if is_number(fields[0]):
        return f"“{short(fields[0])}” is a number, read as the name."
    for each in fields[1:3]:
        if speaks_of_consent(each):
            return f"“{short(each)}” is not read as consent. {WRITE} to state it."
    if spare := [each for each in fields[5:] if each]:
        return f"“{short(', '.join(spare))}” is not read."
    if len(fields) > 3 and fields[3] and share is None:
        return f"“{short(fields[3])}” is read as the account's market segment."
    return ""


def is_number(name: str) -> bool:
    """Return whether what should be a name is only digits: a seat, or a column of numbers."""
    return _without_signs(name).isdecimal()


def check_name(new: NewParticipant) -> NewParticipant:
    """Return *new*. Raises FocusgroupError if its name is only a number."""
    if is_number(new.name):
        raise FocusgroupError(
            f"“{new.name}” is a number, not a name. Write the name first: “Anna Novak, planner,"
            f" Northwind”, or “P{_without_signs(new.name)}” for somebody without one."
        )
    return new


def _without_signs(name: str) -> str:
    return clean_line(name).strip(" .#@")


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


def parse_seat(text: str) -> int | None:
    """Return the seat that a cell names, as ``3``, ``3.``, ``#3`` or ``Seat 3``; None if empty.

    Raises FocusgroupError unless it is from 1 to MAX_SEAT.
    """
    if not text:
        return None
    match = _SEAT.fullmatch(fold(text))
    if match is not None and 1 <= int(match["number"]) <= MAX_SEAT:
        return int(match["number"])
    raise FocusgroupError(f"Seat “{short(text)}” isn't a number from 1 to {MAX_SEAT}.")


def with_consent(person: NewParticipant, words: str) -> NewParticipant:
    """Return a participant who has been asked and answered ``by name`` or the like."""
    notes, name, _ = consent_of(words) or Consent(False, False)
    return replace(
        person, consent_notes=notes, consent_name=name, says_consent=True, not_asked=False
    )


def consent_in_words(person: Participant | NewParticipant) -> str:
    """Return what the participant consents to: ``by name``, ``by role only`` or ``no notes``.

    Otherwise ``not asked``, or ``name not asked`` if they agreed to notes.
    """
    if not person.asked:
        return "name not asked" if person.consent_notes else "not asked"
    if not person.consent_notes:
        return "no notes"
    return "by name" if person.consent_name else "by role only"


# -- one line --------------------------------------------------------------------------------


def _fields(line: str) -> list[str]:
    bracketed = _BRACKETED.fullmatch(_MAIL.sub(" ", line))
    if bracketed is not None:
        name, rest = clean_line(bracketed["name"]), _split(bracketed["rest"])
        return [name, "", *rest] if len(rest) == 1 and _is_company(rest[0]) else [name, *rest]
    then = _THEN_BRACKETED.fullmatch(_MAIL.sub(" ", line))
    if then is not None and _is_company(then["account"]):
        return [clean_line(each) for each in then.groups()]
    return without_mail(_split(line))


def _is_company(text: str) -> bool:
    """Return whether *text* says what kind of company it is: Alpha GmbH, ООО Ромашка."""
    words = fold(text).replace(".", "").split()
    return len(words) > 1 and not _COMPANIES.isdisjoint((words[0], words[-1]))


def without_mail(fields: Sequence[str]) -> list[str]:
    """Return fields without e-mail addresses; a field that was only an address is left out."""
    kept = [_unquoted(clean_line(_MAIL.sub(" ", each))) for each in fields]
    return [kept[0], *(k for k, each in zip(kept[1:], fields[1:], strict=True) if k or not each)]


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
    return [_unquoted(clean_line(part)) for part in parts]


def _unquoted(part: str) -> str:
    """Return a field without quotation marks around all of it; `Head of "Dispatch"` keeps them."""
    marks = re.fullmatch(r'["“”]+([^"“”]*)["“”]+', part)
    return marks[1].strip() if marks else part.strip()


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
