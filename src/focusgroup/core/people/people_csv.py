"""Participants from a file or a paste: a table with headings or without, or e-mail addresses."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.people.columns import (
    CONSENT_HEADS,
    Heads,
    column_of,
    heads_in,
    is_meeting,
    misspelt,
)
from focusgroup.core.people.consent import (
    WRITE,
    Consent,
    consent_of,
    is_answer,
    strictest,
    unclear,
    without_consent,
)
from focusgroup.core.people.consent_heads import (
    ConsentHead,
    consent_in_cells,
    may_be_answers,
    may_be_consent,
    speaks_of_consent,
)
from focusgroup.core.people.people import (
    NewParticipant,
    addressed,
    checked,
    parse_participant,
    parse_seat,
    parse_share,
    participant_of,
    short,
    without_mail,
)
from focusgroup.core.people.rows import ListRow, RowProblem, rows_of
from focusgroup.core.people.told_by_cells import is_total, told_by_cells
from focusgroup.core.people.unknown_heads import doubtful_heads, refused_heads
from focusgroup.core.text import clean, fold

_FAMILY_FIRST = lazy_pattern("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_IN_BRACKETS = lazy_pattern(r"(?<=\S)\s*[(（][^()（）]*[)）]\s*$")
_MAIL = lazy_pattern(r"[^\s@]+@[^\s@]+")


@dataclass(slots=True)
class PeopleList:
    """The participants of a list, its problems, and what was guessed or not read."""

    people: list[NewParticipant] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    remarks: list[RowProblem] = field(default_factory=list)


def read_people(text: str) -> PeopleList:
    """Return the participants of a CSV file or a paste.

    Fields are separated by commas, semicolons, tabs or bars. Headings may name the columns in any
    order and in several languages, below a title; without them, each line is a participant or the
    address list of an e-mail. Rows with a problem are left out; all others are returned.
    """
    found = PeopleList()
    rows = rows_of(clean(text).text.lstrip("\ufeff").split("\n"), found.problems)
    heads = [heads_in(row.cells, first=not place) for place, row in enumerate(rows)]
    if rows and heads[0] and not _is_above_answers(heads[0], rows[1:]):
        heads[0] = None
    if rows and not any(heads):
        if refused := refused_heads(rows):
            found.problems.append(refused)
            rows, heads = [], []
        elif doubtful := doubtful_heads(rows):
            found.remarks.append(doubtful)
    reader = _ListReader(found)
    begin = next((place for place, each in enumerate(heads) if each), 0)
    for place, each in enumerate(heads[begin + 1 :], begin + 1):
        # `Focus, 10:00, Bo Li, Attendee, …, Mobile` is a person below the headings.
        if each and each.known * 2 < each.filled:
            heads[place] = None
    _read_titles(rows[:begin], heads[begin] if rows else None, found)
    for place in range(begin, len(rows)):
        row, new = rows[place], heads[place]
        if new:
            end = next((at for at in range(place + 1, len(rows)) if heads[at]), len(rows))
            new = told_by_cells(new, rows[place + 1 : end])
            reader.begin(new, row.line)
            _refuse_answers(new, rows[place:end], found)
        elif len(row.filled) == 1 and place + 1 < len(rows) and heads[place + 1] and reader.heads:
            reader.remark(row.line, f"“{short(row.filled[0])}” is left out as a title.")
        else:
            reader.read(row)
    found.problems.sort(key=lambda problem: problem.line)
    found.remarks.sort(key=lambda remark: remark.line)
    return found


def _refuse_answers(heads: Heads, rows: Sequence[ListRow], found: PeopleList) -> None:
    """Report a column of nothing but yes and no that nobody knows: it may be about consent."""
    for at, (column, head) in enumerate(zip(heads.columns, heads.cells, strict=True)):
        if column or heads.is_attendance:
            continue
        cells = [row.cells[at] for row in rows[1:] if len(row.cells) > at]
        told = any(may_be_consent(head, cell) for cell in cells)
        if not told and may_be_answers(head, cells):
            message = (
                f"Column “{short(head)}” has only yes and no. Call it Consent if it is about "
                "that, otherwise take it out."
            )
            found.problems.append(RowProblem(rows[0].line, message))


def _is_above_answers(heads: Heads, rows: Sequence[ListRow]) -> bool:
    """Return whether a row is headings, not somebody's `…, don't record her`."""
    if heads.has_name or heads.known > 1:
        return True
    place = next(place for place, column in enumerate(heads.columns) if column)
    return any(is_answer(row.cells[place]) for row in rows if len(row.cells) > place)


def _read_titles(rows: Sequence[ListRow], heads: Heads | None, found: PeopleList) -> None:
    """Leave out the rows above the headings, or report them if they could be people."""
    meeting = False
    titles = []
    for row in rows:
        meeting |= is_meeting(row.cells)
        if not meeting and heads and len(row.filled) > 1 and len(row.filled) == heads.filled:
            message = "This row is above the headings. Move it below them, or take it out."
            found.problems.append(RowProblem(row.line, message))
        else:
            titles.append(row)
    if titles:
        shown = "; ".join(short(", ".join(row.filled)) for row in titles[:3])
        more = f" and {len(titles) - 3} lines more" if titles[3:] else ""
        found.remarks.append(RowProblem(titles[0].line, f"Left out as a title: “{shown}”{more}."))


class _ListReader:
    """Reads row after row into *found*, below the headings that came last."""

    def __init__(self, found: PeopleList) -> None:
        self.heads: Heads | None = None
        self._found = found
        self._names: dict[tuple[str, str], int] = {}
        self._seats: dict[int, int] = {}
        self._in_call: dict[tuple[str, str], int] = {}

    def remark(self, line: int, message: str) -> None:
        """Add what was guessed or not read."""
        self._found.remarks.append(RowProblem(line, message))

    def begin(self, heads: Heads, line: int) -> None:
        """Read what follows by these headings; report those that can't be read."""
        before, self.heads = self.heads, heads
        if before and (before.columns == heads.columns or before.is_attendance):
            return
        problems = self._found.problems
        if not heads.has_name:
            message = "No heading is for the name. Call that column “Name”."
            problems.append(RowProblem(line, message))
            return
        for cell in () if heads.is_attendance else heads.unknown:
            if (close := misspelt(cell)) and column_of(close) not in heads.columns:
                message = f"Column “{short(cell)}”: did you mean “{close}”?"
                problems.append(RowProblem(line, message))
        if heads.halves:
            self.remark(line, "“{}” and “{}” are read as one name.".format(*heads.halves))
        if unread := heads.unread:
            names = ", ".join(f"“{short(cell)}”" for cell in unread)
            self.remark(line, f"Not read: {names}.")
        if heads.is_attendance:
            self.remark(
                line,
                "This is a list of attendance: take out your own team, add roles and accounts.",
            )

    def read(self, row: ListRow) -> None:
        """Add the participants of a row, or its problem."""
        try:
            if self.heads is None:
                for made in _without_heads(row):
                    self._add(made, row.line)
            elif is_total(row):
                self.remark(row.line, f"“{short(', '.join(row.filled))}” is left out as a total.")
            elif self.heads.has_name:
                made = _from_cells(self.heads, row.cells)
                if not (self.heads.is_attendance and self._was_there(row, made)):
                    self._add(made, row.line)
        except FocusgroupError as error:
            self._found.problems.append(RowProblem(row.line, str(error)))

    def _was_there(self, row: ListRow, made: NewParticipant) -> bool:
        """Return whether somebody who left a call came back; the strictest consent holds.

        Where one of two rows has no address, they are of one person: some sections leave it out.
        """
        name = fold(made.name)
        mail = next((fold(cell) for cell in row.cells if _MAIL.fullmatch(cell)), "")
        people = self._found.people
        seen = [n for (who, at), n in self._in_call.items() if who == name and not (at and mail)]
        place = self._in_call.setdefault((name, mail), (seen or [len(people)])[0])
        if place == len(people):
            return False
        was = people[place]
        both = strictest(
            Consent(each.consent_notes, each.consent_name, not each.not_asked)
            for each in (was, made)
        )
        people[place] = replace(
            was, consent_notes=both.notes, consent_name=both.name, not_asked=not both.asked
        )
        return True

    def _add(self, made: NewParticipant, line: int) -> None:
        if made.seat is not None:
            if made.seat in self._seats:
                taken = self._seats[made.seat]
                raise FocusgroupError(f"Seat {made.seat} is already taken on line {taken}.")
            self._seats[made.seat] = line
        key = (fold(made.name), fold(made.account))
        if key in self._names:
            also = f"{short(made.name)} is on line {self._names[key]} too: read as two people."
            self.remark(line, also)
        self._names.setdefault(key, line)
        if made.remark:
            self.remark(line, made.remark)
        self._found.people.append(made)


def _without_heads(row: ListRow) -> list[NewParticipant]:
    if names := addressed(row.record):
        return [NewParticipant(name) for name in names]
    made = participant_of(without_mail(row.cells)) if row.quoted else parse_participant(row.record)
    return [made]


def _from_cells(heads: Heads, cells: Sequence[str]) -> NewParticipant:
    padded = [*cells, *[""] * (len(heads.columns) - len(cells))]
    pairs = list(zip(heads.columns, padded, strict=False))
    row = dict(reversed(pairs))
    name, said = _name(row, heads)
    said += _agreed(heads, padded)
    spare = [cell for cell in padded[len(heads.columns) :] if cell]
    said += _said_elsewhere(pairs, spare, heads)
    share = row.get("revenue_share", "")
    consent = strictest(said)
    return checked(
        NewParticipant(
            name=name,
            role=row.get("role", ""),
            account=row.get("account", ""),
            seat=parse_seat(row.get("seat", "")),
            segment=row.get("segment", ""),
            revenue_share=parse_share(share) if share else None,
            consent_notes=consent.notes,
            consent_name=consent.name,
            says_consent=bool(said) and consent.asked,
            not_asked=not consent.asked,
            remark=f"“{short(', '.join(spare))}” has no heading: not read." if spare else "",
        )
    )


def _agreed(heads: Heads, cells: Sequence[str]) -> list[Consent]:
    """Return what the columns of consent say. Raises FocusgroupError where that is not clear."""
    about = []
    for column, head, cell in zip(heads.columns, heads.cells, cells, strict=False):
        if column == ConsentHead.UNCLEAR and is_answer(cell) and not consent_of(cell):
            message = f"“{short(head)}”: “{short(cell)}” doesn't say to what. {WRITE}"
            raise FocusgroupError(f"{message}, or take the column out.")
        if column in CONSENT_HEADS:
            about.append((ConsentHead(column), cell))
    return [consent_in_cells(about)] if about else []


def _name(row: dict[str, str], heads: Heads) -> tuple[str, list[Consent]]:
    """Return the name, and what is said about consent after it: `Mia Berger (no notes)`."""
    name, first, last = (row.get(part, "") for part in ("name", "first", "last"))
    if heads.halves and fold(first or last) not in fold(name):
        first, last, name = first or name, last or name, ""
    if not name:
        name = f"{last}{first}" if _FAMILY_FIRST.match(last) else f"{first} {last}".strip()
    if not name:
        raise FocusgroupError("This row has no name.")
    said: list[Consent] = []
    if not heads.has_consent:
        name, said = without_consent(name)
    return (_IN_BRACKETS.sub("", name) if heads.is_attendance else name), said


def _said_elsewhere(
    pairs: Sequence[tuple[str, str]], spare: Sequence[str], heads: Heads
) -> list[Consent]:
    """Return what cells that are not about consent say against it: a remark `no notes`.

    Raises FocusgroupError for a cell without a heading that may be about consent.
    """
    for cell in spare:
        if consent_of(cell) is None and (unclear(cell) or speaks_of_consent(cell)):
            raise FocusgroupError(f"“{short(cell)}” has no heading and is not clear. {WRITE}.")
    said = [each for cell in spare for each in _at_end(cell)]
    for (column, cell), head in zip(pairs, heads.cells, strict=False):
        if column in ("", "other"):
            if not heads.is_attendance and may_be_consent(head, cell):
                raise FocusgroupError(f"“{short(head)}”: “{short(cell)}” is not clear. {WRITE}.")
            said += _at_end(cell)
        elif column in ("role", "account", "segment") and not heads.has_consent:
            said += _at_end(cell)
    return [each for each in said if each != Consent()]


def _at_end(cell: str) -> list[Consent]:
    whole = consent_of(cell)
    return [whole] if whole else without_consent(cell)[1]
