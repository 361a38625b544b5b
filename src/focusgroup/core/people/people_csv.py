"""Participants from a file or a paste: CSV with or without a header, or an e-mail's addresses."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.people.people import (
    MAX_SEAT,
    NewParticipant,
    addressed,
    checked,
    consent_of,
    folded_words,
    parse_participant,
    parse_share,
    short,
)
from focusgroup.core.text import clean, clean_line, fold

_MAX_ROW = 20_000
_MAX_ROW_LINES = 20

_FAMILY_FIRST = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")

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


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong with one row of a file; *line* is 1-based."""

    line: int
    message: str


def parse_participants_csv(text: str) -> tuple[list[NewParticipant], list[RowProblem]]:
    """Return the participants of a CSV file, and its problems with their line numbers.

    Fields are separated by commas, semicolons or tabs. A header may name the columns in any order
    and in several languages; without one, each line is a participant or the address list of an
    e-mail. Rows with a problem are left out; all others are returned.
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
            elif names := addressed(record):
                for name in names[:-1]:
                    one = NewParticipant(name)
                    _check_once(one, number, seen)
                    people.append(one)
                made = NewParticipant(names[-1])
            else:
                made = parse_participant(record if '"' not in record else "\t".join(cells))
            _check_once(made, number, seen)
        except FocusgroupError as error:
            problems.append(RowProblem(number, str(error)))
        else:
            people.append(made)
    return people, sorted(problems, key=lambda problem: problem.line)


def _rows(lines: list[str], problems: list[RowProblem]) -> Iterator[tuple[int, str, list[str]]]:
    """Yield the rows that are not empty: line number, raw text, cells. A cell may span lines."""
    delimiter = _sniffed(lines)
    at = 0
    while at < len(lines):
        start, record = at, lines[at]
        at += 1
        while record.count('"') % 2 and at < min(len(lines), start + _MAX_ROW_LINES):
            record += "\n" + lines[at]
            at += 1
        if record.count('"') % 2:
            problems.append(RowProblem(start + 1, "A quotation mark is opened but never closed."))
            at = start + 1
        elif len(record) > _MAX_ROW:
            problems.append(RowProblem(start + 1, f"The row is {len(record)} characters long."))
        elif record.strip(f' {delimiter}\n"'):
            try:
                cells = next(csv.reader([record], delimiter=delimiter, skipinitialspace=True))
            except csv.Error:
                # The lines joined here do not belong together: `5" disk` and `6" disk`.
                problems.append(RowProblem(start + 1, "There is a quotation mark inside a field."))
                at = start + 1
                continue
            yield start + 1, record, [clean_line(cell) for cell in cells]


def _sniffed(lines: list[str]) -> str:
    """Return the delimiter that is most frequent in the first lines, outside quotes."""
    head = [re.sub('"[^"]*"', "", line) for line in lines[:20]]
    counts = {mark: sum(line.count(mark) for line in head) for mark in ",;\t"}
    return max(counts, key=lambda mark: counts[mark])


def _header(cells: list[str]) -> list[str]:
    """Return the column of each header cell, ``""`` for an unknown one; [] if not a header."""
    known = _column_of()
    columns = [known.get(fold(cell).rstrip(": "), "") for cell in cells]
    named = "name" in columns or {"first", "last"} <= set(columns)
    return columns if named else []


@cache
def _column_of() -> dict[str, str]:
    return {fold(word): key for key, words in _COLUMNS.items() for word in words.split("|")}


def _misspelt(cells: list[str], columns: list[str], line: int) -> Iterator[RowProblem]:
    """Report unknown columns that look like misspelt ones; the others are left out silently."""
    for cell, column in zip(cells, columns, strict=False):
        close = [] if column else get_close_matches(fold(cell), _column_of(), n=1, cutoff=0.75)
        if close:
            yield RowProblem(line, f"Column “{short(cell)}”: did you mean “{close[0]}”?")


def _from_cells(row: dict[str, str]) -> NewParticipant:
    name = row.get("name", "")
    if not name:
        first, last = row.get("first", ""), row.get("last", "")
        name = f"{last}{first}" if _FAMILY_FIRST.match(last) else f"{first} {last}".strip()
    if not name:
        raise FocusgroupError("This row has no name.")
    seat = row.get("seat", "")
    if seat and not (seat.isdecimal() and len(seat) <= 4 and 1 <= int(seat) <= MAX_SEAT):
        raise FocusgroupError(f"Seat “{short(seat)}” isn't a number from 1 to {MAX_SEAT}.")
    notes, by_name = _consent(row.get("consent_notes", ""), row.get("consent_name", ""))
    share = row.get("revenue_share", "")
    return checked(
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
    """Return consent to notes and to being quoted by name; an empty field means consent to both."""
    if written := consent_of(notes):
        return written
    return _yes(notes), _yes(by_name)


def _yes(written: str) -> bool:
    folded = fold(written)
    if not folded or folded in folded_words(_YES):
        return True
    if folded in folded_words(_NO):
        return False
    raise FocusgroupError(f"Consent “{short(written)}” is not clear. Write yes or no.")


def _check_once(made: NewParticipant, line: int, seen: dict[object, int]) -> None:
    keys: list[object] = [(fold(made.name), fold(made.account))]
    if made.seat is not None:
        keys.append(made.seat)
        if made.seat in seen:
            raise FocusgroupError(f"Seat {made.seat} is already taken on line {seen[made.seat]}.")
    if keys[0] in seen:
        raise FocusgroupError(f"{short(made.name)} is already on line {seen[keys[0]]}.")
    seen.update(dict.fromkeys(keys, line))
