"""Participants as people type and paste them: ``Name, role, account``, or a CSV file.

What comes out is not seated yet and not looked up; that is the store's work.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Participant
from focusgroup.core.text import clean, clean_line, fold

MAX_NAME = 200
"""Characters of a name, role or account; a longer one is a sentence in the wrong place."""

MAX_SEAT = 999

_MAX_ROW = 20_000
_MAX_ROW_LINES = 20

_MAX_LINE = 5 * MAX_NAME
_FIELD_MARKS = ("\t", ";；؛", ",，、،")
_DASHES = re.compile(r"\s+[-–—|]\s+")
_MAIL = re.compile(r"<[^<>\s@]*@[^<>\s@]*>|(?<![^\s,;(])[^\s@,;<>()]+@[^\s@,;<>()]+(?![^\s,;)])")
_MAIL_HEAD = re.compile(r"\s*(?:to|cc|bcc|an|from):\s*", re.IGNORECASE)
_AFTER_ADDRESS = re.compile(r"(?<=>)\s*[,;]\s*")
_ADDRESSED = re.compile(r'(?P<name>"[^"]*"\s*|[^"<>,;\t]*)<[^<>\s@]+@[^<>\s@]+>')
_BRACKETED = re.compile(r"(?P<name>[^,;\t()（）]+)[(（](?P<rest>[^()（）]*)[)）]\s*")
_FAMILY_FIRST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_SHARE = re.compile(r"(?P<number>\d+(?:[.,]\d+)?) ?(?P<percent>[%٪]?)")

_COLUMNS = {
    "name": "name|participant|full name|contact|teilnehmer|nom|nombre|"
    "姓名|名字|名前|氏名|이름|الاسم",
    "first": "first name|firstname|given name|vorname|prenom|名",
    "last": "last name|lastname|surname|family name|nachname|姓",
    "role": "role|title|job title|job|position|function|rolle|funktion|"
    "职位|职务|角色|役職|직책|الوظيفة",
    "account": "account|company|organisation|organization|customer|firm|employer|account/company|"
    "firma|unternehmen|kunde|entreprise|societe|empresa|公司|单位|客户|会社|회사|الشركة",
    "seat": "seat|seat number|no|nr|no.|nr.|#|sitz|platz|座位|座位号|席|자리|المقعد",
    "segment": "segment|market segment|size|tier|细分|セグメント|세그먼트",
    "revenue_share": "revenue share|share of revenue|revenue_share|share|revenue %|umsatzanteil|"
    "收入占比|营收占比",
    "consent_notes": "consent|consent to notes|consent_notes|einwilligung|同意|同意记录",
    "consent_name": "consent to name|consent_name|quote by name|by name|named|同意署名",
}
_YES = "yes|y|true|1|x|ok|given|ja|oui|si|sim|是|有|同意|はい|예|네|نعم|✓|✔"
_NO = "no|n|false|0|none|nein|non|nao|否|无|不同意|いいえ|아니요|لا|✗|✘"
_NOTES_ONLY = "notes only|anonymous|anonym|role only|by role only|by role|匿名|仅记录"
_NO_NOTES = "no notes|off the record|不记录"
_BY_NAME = "by name|署名"


@dataclass(frozen=True, slots=True)
class NewParticipant:
    """A participant to be added. *revenue_share* is the account's, a fraction of 1.

    *says_consent* is whether consent was written at all, or is only taken for granted.
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


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row of a file; *line* is 1-based."""

    line: int
    message: str


def parse_participant(text: str) -> NewParticipant:
    """A participant from ``Name, role, account[, segment[, share of revenue]]``.

    Tabs, semicolons and spaced dashes part the fields as well, ``Name (role, account)``
    is read too, and mail addresses are left out. ``by role only`` and ``no notes`` in a
    field of their own say what somebody agrees to. Raises FocusgroupError without a name.
    """
    line = clean(text).text.strip().replace("\n", " ")
    if len(line) > _MAX_LINE:
        raise FocusgroupError(
            f"“{_short(line)}” is {len(line)} characters long. Write a line for each "
            "participant: “Anna Novak, planner, Northwind”."
        )
    fields = _fields(line)
    if not fields[0]:
        where = f"“{_short(clean_line(line))}”" if line else "an empty line"
        raise FocusgroupError(
            f"There is no name in {where}. Write the name first: “Anna Novak, planner, Northwind”."
        )
    consent = [_consent_of(part) for part in fields[1:]]
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
    return _checked(
        NewParticipant(
            fields[0], role, account, None, segment, share, notes, name, said is not None
        )
    )


def parse_share(text: str) -> float:
    """A share of revenue as a fraction: ``12 %``, ``12``, ``0.12`` and ``0,12`` are the same.

    A number without a sign is a percentage when it is over 1. Raises FocusgroupError for
    anything that is not between nothing and all of it.
    """
    match = _SHARE.fullmatch(fold(text).replace("٫", "."))
    if match is not None:
        number = float(match["number"].replace(",", "."))
        share = number / 100 if match["percent"] or number > 1 else number
        if share <= 1:
            return share
    raise FocusgroupError(
        f"“{_short(text)}” is no share of revenue. Write a percentage such as 12 %."
    )


def consent_in_words(person: Participant | NewParticipant) -> str:
    """What somebody agrees to: ``by name``, ``by role only`` or ``no notes``."""
    if not person.consent_notes:
        return "no notes"
    return "by name" if person.consent_name else "by role only"


def parse_participants_csv(text: str) -> tuple[list[NewParticipant], list[RowProblem]]:
    """The participants of a CSV file and what is wrong with it, each with its line.

    Commas, semicolons or tabs; with a row of column names in any order and in several
    languages, or without one a participant a line; the addresses of a mail stand on one.
    Rows with a problem are left out, all others are there.
    """
    lines = clean(text).text.lstrip("\ufeff").split("\n")
    people: list[NewParticipant] = []
    problems: list[RowProblem] = []
    columns: list[str] | None = None
    seen: dict[object, int] = {}
    for number, record, cells in _rows(lines, problems):
        if columns is None:
            columns = _header(cells)
            problems += _misspelt(cells, columns, number)
            if columns:
                continue
        try:
            if columns:
                made = _from_cells(dict(reversed([*zip(columns, cells, strict=False)])))
            elif addressed := _addressed(record):
                for name in addressed[:-1]:
                    one = NewParticipant(name)
                    _check_once(one, number, seen)
                    people.append(one)
                made = NewParticipant(addressed[-1])
            else:
                made = parse_participant(record if '"' not in record else "\t".join(cells))
            _check_once(made, number, seen)
        except FocusgroupError as error:
            problems.append(RowProblem(number, str(error)))
        else:
            people.append(made)
    return people, sorted(problems, key=lambda problem: problem.line)


# -- one line --------------------------------------------------------------------------------


def _fields(line: str) -> list[str]:
    line = _MAIL.sub(" ", line)
    bracketed = _BRACKETED.fullmatch(line)
    if bracketed is not None:
        return [clean_line(bracketed["name"]), *_split(bracketed["rest"])]
    return _split(line)


def _addressed(line: str) -> list[str]:
    """The names of a mail's list of addresses: ``Anna Novak <a@x.com>, "Li, Bo" <b@x.com>``.

    Nothing when the line holds anything else: fields behind an address are a person's facts.
    """
    parts = _AFTER_ADDRESS.split(_MAIL_HEAD.sub("", line).strip().rstrip(",; "))
    found = [_ADDRESSED.fullmatch(part) for part in parts]
    names = [_turned(match["name"]) for match in found if match]
    return names if len(names) == len(parts) and all(names) else []


def _turned(name: str) -> str:
    """``"Novak, Anna"`` as people say it."""
    last, comma, first = name.strip().strip('" ').partition(",")
    return clean_line(f"{first} {last}" if comma else last)


def _split(line: str) -> list[str]:
    marks = next((marks for marks in _FIELD_MARKS if any(mark in line for mark in marks)), "")
    parts = re.split(f"[{re.escape(marks)}]", line) if marks else _DASHES.split(line)
    return [clean_line(part).strip('"“” ') for part in parts]


def _consent_of(written: str) -> tuple[bool, bool] | None:
    """What a field says of consent to notes and to being named, None when it is none."""
    word = fold(written)
    if word in _folded_words(_NO_NOTES):
        return False, False
    if word in _folded_words(_NOTES_ONLY):
        return True, False
    return (True, True) if word in _folded_words(_BY_NAME) else None


def _is_percent(text: str) -> bool:
    match = _SHARE.fullmatch(fold(text))
    return match is not None and bool(match["percent"])


def _checked(made: NewParticipant) -> NewParticipant:
    for value in (made.name, made.role, made.account, made.segment):
        if len(value) > MAX_NAME:
            raise FocusgroupError(
                f"“{_short(value)}” is {len(value)} characters long. "
                f"Names, roles and accounts have at most {MAX_NAME}."
            )
    return made


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"


# -- a file ----------------------------------------------------------------------------------


def _rows(lines: list[str], problems: list[RowProblem]) -> Iterator[tuple[int, str, list[str]]]:
    """The rows that are not empty: line, as written, cells. A cell may hold line breaks."""
    delimiter = _sniffed(lines)
    at = 0
    while at < len(lines):
        start, record = at, lines[at]
        at += 1
        while record.count('"') % 2 and at < min(len(lines), start + _MAX_ROW_LINES):
            record += "\n" + lines[at]
            at += 1
        if record.count('"') % 2:
            problems.append(RowProblem(start + 1, "A quotation mark is opened and never closed."))
            at = start + 1
        elif len(record) > _MAX_ROW:
            problems.append(RowProblem(start + 1, f"The row is {len(record)} characters long."))
        elif record.strip(f' {delimiter}\n"'):
            try:
                cells = next(csv.reader([record], delimiter=delimiter, skipinitialspace=True))
            except csv.Error:
                # Lines were taken together that are none: `5" disk` and `6" disk`.
                problems.append(RowProblem(start + 1, "A quotation mark stands inside a field."))
                at = start + 1
                continue
            yield start + 1, record, [clean_line(cell) for cell in cells]


def _sniffed(lines: list[str]) -> str:
    """The delimiter that stands most often in the first lines, outside of quotes."""
    head = [re.sub('"[^"]*"', "", line) for line in lines[:20]]
    counts = {mark: sum(line.count(mark) for line in head) for mark in ",;\t"}
    return max(counts, key=lambda mark: counts[mark])


def _header(cells: list[str]) -> list[str]:
    """The column of each cell of a header row, ``""`` for one that is not known; [] if none."""
    known = _column_of()
    columns = [known.get(fold(cell).rstrip(": "), "") for cell in cells]
    named = "name" in columns or {"first", "last"} <= set(columns)
    return columns if named else []


@cache
def _column_of() -> dict[str, str]:
    return {fold(word): key for key, words in _COLUMNS.items() for word in words.split("|")}


@cache
def _folded_words(words: str) -> frozenset[str]:
    return frozenset(map(fold, words.split("|")))


def _misspelt(cells: list[str], columns: list[str], line: int) -> Iterator[RowProblem]:
    """Unknown columns are left out, and said so where a known one was probably meant."""
    for cell, column in zip(cells, columns, strict=False):
        close = [] if column else get_close_matches(fold(cell), _column_of(), n=1, cutoff=0.75)
        if close:
            yield RowProblem(line, f"Column “{_short(cell)}”: did you mean “{close[0]}”?")


def _from_cells(row: dict[str, str]) -> NewParticipant:
    name = row.get("name", "")
    if not name:
        first, last = row.get("first", ""), row.get("last", "")
        name = f"{last}{first}" if _FAMILY_FIRST.match(last) else f"{first} {last}".strip()
    if not name:
        raise FocusgroupError("There is no name in this row.")
    seat = row.get("seat", "")
    if seat and not (seat.isdecimal() and len(seat) <= 4 and 1 <= int(seat) <= MAX_SEAT):
        raise FocusgroupError(f"Seat “{_short(seat)}” is no number from 1 to {MAX_SEAT}.")
    notes, by_name = _consent(row.get("consent_notes", ""), row.get("consent_name", ""))
    share = row.get("revenue_share", "")
    return _checked(
        NewParticipant(
            name=name,
            role=row.get("role", ""),
            account=row.get("account", ""),
            seat=int(seat) if seat else None,
            segment=row.get("segment", ""),
            revenue_share=parse_share(share) if share else None,
            consent_notes=notes,
            consent_name=notes and by_name,
            says_consent=bool(row.get("consent_notes") or row.get("consent_name")),
        )
    )


def _consent(notes: str, by_name: str) -> tuple[bool, bool]:
    """Consent to notes and to being quoted by name; nothing written is consent to both."""
    if written := _consent_of(notes):
        return written
    return _yes(notes), _yes(by_name)


def _yes(written: str) -> bool:
    folded = fold(written)
    if not folded or folded in _folded_words(_YES):
        return True
    if folded in _folded_words(_NO):
        return False
    raise FocusgroupError(f"Consent “{_short(written)}” is not clear. Write yes or no.")


def _check_once(made: NewParticipant, line: int, seen: dict[object, int]) -> None:
    keys: list[object] = [(fold(made.name), fold(made.account))]
    if made.seat is not None:
        keys.append(made.seat)
        if made.seat in seen:
            raise FocusgroupError(f"Seat {made.seat} is taken by line {seen[made.seat]}.")
    if keys[0] in seen:
        raise FocusgroupError(f"{_short(made.name)} is already there, in line {seen[keys[0]]}.")
    seen.update(dict.fromkeys(keys, line))
