"""Read the owner and the due date out of a commitment as it was typed."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from focusgroup.core.dates.due_dates import day_of, read_due, shown
from focusgroup.core.model import Note
from focusgroup.core.patterns import lazy_pattern
from focusgroup.core.people.name_forms import looks_like_a_name
from focusgroup.core.text import fold

_OWNER = lazy_pattern(
    r"(?:owner|by|verantwortlich|zuständig|responsable|responsabile|responsável|verantwoordelijke?"
    r"|odpowiedzialn[ya]|ответственн(?:ый|ая)|负责人|負責人|担当者?|담당자?|المسؤول)"
    r"(?:[:：]\s*|\s+)(?P<name>\S.*)",
    re.IGNORECASE,
)
_DUE = lazy_pattern(
    r"(?:due|until|deadline|fällig|termin|frist|échéance|vencimiento|fecha|scadenza|prazo|срок"
    r"|截止(?:日期)?|期限|締切|締め切り|마감|الموعد)(?:[:：]\s*|\s+)(?P<when>\S.*)",
    re.IGNORECASE,
)
_COMMA = lazy_pattern(r"\s*[,，،;；؛]\s*")
_IDEOGRAPHIC = lazy_pattern(r"\s*、\s*")
"""The comma of Japanese; in Chinese it is between the items of a list, beside the other comma."""
_WITHIN = lazy_pattern(
    r"\S\s+(?:(?:by|until|before|due|on|in|within)\s+)+(?P<when>\S.*)", re.IGNORECASE
)
_WITHIN_NAME = lazy_pattern(r"\s+(?:(?:by|until|before|due)\s*)*$", re.IGNORECASE)
_AFTER_NAME = lazy_pattern(r"\s+(?:until|before|due|bis|fällig)\b\s*", re.IGNORECASE)
_SOON = (
    "asap|as soon as possible|soon|immediately|tbd|tbc|sofort|schnellstmöglich|so bald wie möglich"
    "|baldmöglichst|dès que possible|au plus vite|lo antes posible|cuanto antes|o quanto antes"
    "|il prima possibile|zo snel mogelijk|как можно скорее|尽快|盡快|立即|马上|馬上|至急"
    "|できるだけ早く|최대한 빨리|في أقرب وقت|jak najszybciej|en kısa sürede"
)
"""What stands for a date and names no day."""
_AND = lazy_pattern(r"\s*(?:[&+/和与與及]|\s(?:and|und|et|y|e|en|i|и|و|ve)\s)\s*", re.IGNORECASE)
_LAST_WORDS = 10
"""The most words a date at the end can have: ``by no later than the end of the next month``."""


@dataclass(frozen=True, slots=True)
class Promise:
    """A commitment split into parts; *due* is the date as typed, *due_on* the day it means."""

    text: str
    owner: str = ""
    due: str = ""
    due_on: str = ""


def read_promise(text: str, today: date | None = None, known: Collection[str] = ()) -> Promise:
    """Split ``Send the list, owner Paula, due fri`` into parts; a part not given stays empty.

    Only the parts after the last commas count, in either order, so a sentence with commas stays
    whole. ``by`` at the start of such a part marks an owner, unless a date follows. If *today* is
    given, a last part that is a date is the due date too, and a name before a date is the owner
    (``Send the list, Paula, fri``): one of the *known* people, or what is written as a name is. A
    sentence that ends ``by fri`` is left whole, but its date is read.
    """
    written = text.strip()
    comma = _COMMA if _COMMA.search(written) else _IDEOGRAPHIC
    parts = comma.split(written)
    owner = due = ""
    while len(parts) > 1:
        found_due, found_owner = _marked(parts[-1], today)
        marked = found_owner or found_due
        if today and marked and (both := _side_by_side(parts, today, known)):
            found_owner, found_due = both
        taken = 1
        if found_owner and not owner and not (found_due and due):
            owner, due = found_owner, due or found_due
        elif found_due and not due:
            due = found_due
        elif not due and today and (bare := _bare_date(parts, today)):
            due, taken = ", ".join(parts[-bare:]), bare
        elif today and due and not owner and _is_bare_owner(parts[-1], parts[-2], known):
            owner = parts[-1]
        elif today and not due and not owner and (both := _side_by_side(parts, today, known)):
            owner, due = both
        elif today and not due and not owner and _is_dated_owner(parts, today, known):
            (due, owner), taken = parts[-2:], 2
        elif today and not due and not owner and _is_known(parts[-1], parts[-2], known):
            owner = parts[-1]
        else:
            break
        del parts[-taken:]
    if owner or due:
        # Cut the words from the original text, to keep its own commas.
        commas = [match.start() for match in comma.finditer(written)]
        written = written[: commas[len(parts) - 1]]
    if today and not due:
        due = _at_the_end(written, today)
    day = read_due(due, today) if today and due else None
    return Promise(written, owner, due, day.isoformat() if day else "")


def in_words(note: Note | Promise, today: date) -> str:
    """Return the commitment as it was understood: ``Send the list · Paula · due Fri 27 Nov``."""
    day = day_of(note.due_on)
    due = f"due {shown(day, today)}" if day else f"due {note.due}, not a date: due day left empty"
    parts = (note.text, note.owner or "no owner yet", due if note.due else "no date yet")
    return " · ".join(parts)


def _marked(part: str, today: date | None) -> tuple[str, str]:
    """Return the due date and the owner from a part with a marker word: ``by Paula by fri``."""
    if found := _DUE.fullmatch(part):
        return found["when"], ""
    if not (found := _OWNER.fullmatch(part)):
        return "", ""
    name = found["name"]
    if today and part[:2].lower() == "by" and read_due(name, today):
        return name, ""
    due = _at_the_end(name, today) if today else ""
    if due:
        return due, _WITHIN_NAME.sub("", name.removesuffix(due))
    # What follows is no part of a name, though no day is known by it: "Kim until they move".
    owner, *when = _AFTER_NAME.split(name, maxsplit=1)
    return (when[0], owner) if when else ("", name)


def _bare_date(parts: list[str], today: date) -> int:
    """Return how many of the last parts are a date: 0, 1, or 2 for ``Friday, 27 November``.

    The last date of several does not count (``for Q1, Q2``), nor does a month's name alone, which
    is more often what the sentence is about.
    """
    last, before = parts[-1], parts[-2]
    if fold(last).rstrip(" .!") in fold(_SOON).split("|"):
        return 1
    if len(parts) > 2 and read_due(before, today) and read_due(f"{before}, {last}", today):
        return 2
    is_month = last.isalpha() and last.isascii() and read_due(f"in {last}", today)
    if is_month or not read_due(last, today):
        return 0
    owner = _marked(before, today)[1]  # who may be called April
    return int(bool(owner) or not _ends_in_date(before, today))


def _ends_in_date(text: str, today: date) -> bool:
    words = text.split()[-_LAST_WORDS:]
    return any(read_due(" ".join(words[at:]), today) for at in range(len(words)))


def _is_dated_owner(parts: list[str], today: date, known: Collection[str]) -> bool:
    """Return whether the last parts are a date and an owner: ``Send it, fri, Paula``."""
    there = len(parts) > 2 and read_due(parts[-2], today) is not None
    return there and _is_bare_owner(parts[-1], parts[-3], known)


def _side_by_side(parts: list[str], today: date, known: Collection[str]) -> tuple[str, str] | None:
    """Return owner and date from a last part like ``Paula by Friday`` or ``bis Freitag Paula``."""
    words = parts[-1].split()
    for at in range(1, min(len(words), _LAST_WORDS)):
        one, two = " ".join(words[:at]), " ".join(words[at:])
        for owner, due in ((one, two), (two, one)):
            if read_due(due, today) and _is_bare_owner(owner, parts[-2], known):
                return owner, due.removeprefix("by ").removeprefix("due ")
    return None


def _is_bare_owner(part: str, before: str, known: Collection[str]) -> bool:
    """Return whether a part before a date is an owner: a known name, or written as a name is.

    A part that continues a list of known people is not (``Meet Anna, Bo, fri``).
    """
    if _is_of(part, known):
        return True
    if len(pair := _AND.split(part)) == 2 and any(_is_of(name, known) for name in pair):
        return all(_is_bare_owner(name, before, known) for name in pair)
    return looks_like_a_name(part) and not _is_listed(before, known)


def _is_known(part: str, before: str, known: Collection[str]) -> bool:
    """Return whether a last part without a date is one of the *known*, and ends no list."""
    return _is_of(part, known) and not _is_listed(before, known)


def _is_of(part: str, known: Collection[str]) -> bool:
    """Return whether *part* is the name or first name of one of the *known*."""
    names = [fold(name) for name in known if name.strip()]
    return fold(part) in names or fold(part) in {name.split()[0] for name in names}


def _is_listed(before: str, known: Collection[str]) -> bool:
    """Return whether the part before ends with somebody of a list (``Meet Anna, Bo``)."""
    *listed, last = fold(before).split() or [""]
    return bool(listed) and any(last in fold(name).split() for name in known)


def _at_the_end(text: str, today: date) -> str:
    """Return the date that a sentence ends in (``Send the list by fri``), or ""."""
    words = text.split()
    for count in range(min(_LAST_WORDS, len(words) - 1), 1, -1):
        found = _WITHIN.fullmatch("x " + " ".join(words[-count:]))
        if found and read_due(found[0][2:], today):
            return found[0][2:].removeprefix("by ").removeprefix("due ")
    return ""
