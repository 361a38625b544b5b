"""Turn a typed selection into one that the store finds, with whole paths, names and ids."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from focusgroup.core.dates.zones import zone_of
from focusgroup.core.errors import FocusgroupError, NotFound, UsageError
from focusgroup.core.model import KIND_LABELS, Account
from focusgroup.core.search.nearest import did_you_mean
from focusgroup.core.search.query import (
    TRAITS,
    SearchField,
    kinds_called,
    read_query,
    section_and_question,
    traits_called,
)
from focusgroup.core.search.selection import Selection
from focusgroup.core.search.spans import read_span
from focusgroup.core.text import clean_line, fold
from focusgroup.store import Db, sessions, themes
from focusgroup.store.participants import accounts, check_known
from focusgroup.system.clock import local_zone, unix_ms


def misread(search: str) -> str:
    """Return why a part of a search can mean nothing: no day, no kind; "" if there is none."""
    zone = zone_of(local_zone())
    today = datetime.fromtimestamp(unix_ms() / 1000, zone).date()
    for asked in read_query(search).fields:
        field, value = asked.field, asked.value
        if field in (SearchField.SINCE, SearchField.UNTIL):
            if asked.without:
                return f"{field}: days can't be left out with a -; write the days you want"
            try:
                read_span(value, today, zone)
            except FocusgroupError as error:
                return f"{field}: {error}"
        elif field is SearchField.KIND and not kinds_called(value):
            return f"{field}: no kind is called “{value}”; {_one_of(KIND_LABELS.values())}"
        elif field is SearchField.IS and not traits_called(value):
            return f"{field}: “{value}” is nothing a quote can be; {_one_of(TRAITS)}"
        elif field is SearchField.QUESTION and not section_and_question(value):
            return (
                f"{field}: “{value}” does not name a question; write 3.2, or 3 for a whole section"
            )
    return ""


def _one_of(names: Iterable[str]) -> str:
    return f"write one of: {', '.join(name.replace(' ', '-') for name in names)}"


async def resolved(db: Db, selection: Selection) -> Selection:
    """Return *selection* with whole theme paths, names as they are spelled, and session ids.

    Raises NotFound with the nearest names for an unknown one, UsageError for a search of which a
    part can mean nothing: without that part, it would choose more than was asked for.
    """
    if why := misread(selection.search):
        raise UsageError(why)
    known: tuple[Account, ...] = ()
    if selection.accounts or selection.segments or selection.owner:
        known = await accounts(db)
    for speaker in selection.speakers:
        await check_known(db, speaker)
    segments, owners = [a.segment for a in known], [a.owner for a in known]
    leading = await sessions.facilitators(db) if selection.facilitator else ()
    return replace(
        selection,
        themes=_each([(await themes.find(db, each)).path for each in selection.themes]),
        accounts=_each([_account(each, [a.name for a in known]) for each in selection.accounts]),
        segments=_each([one_of(segments, each, "segment") for each in selection.segments]),
        owner=one_of(owners, selection.owner, "owner") if selection.owner else "",
        facilitator=(
            one_of(leading, selection.facilitator, "facilitator") if selection.facilitator else ""
        ),
        speakers=_each([clean_line(each) for each in selection.speakers]),
        sessions=_each([(await sessions.find(db, each)).id for each in selection.sessions]),
    )


def _each(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _account(name: str, known: list[str]) -> str:
    names = {fold(each): each for each in known}
    key = fold(name)
    if key in names:
        return names[key]
    starting = [each for folded, each in names.items() if folded.startswith(key)]
    if len(starting) == 1:
        return starting[0]
    hint = did_you_mean(key, names, "`focusgroup accounts` lists them")
    if starting:
        hint = f"did you mean {' or '.join(starting[:5])}?"
    raise NotFound(f"there is no account “{name}”; {hint}")


def one_of(known: Iterable[str], name: str, what: str) -> str:
    """Return the entry of *known* that equals *name*, else the one that begins with it.

    *what* is its kind in the message of the NotFound that is raised for none or several.
    """
    there = sorted({each for each in known if each})
    key = fold(clean_line(name))
    found = [each for each in there if fold(each) == key]
    found = found or [each for each in there if fold(each).startswith(key)]
    if len(found) != 1:
        names = "; ".join(found or there)
        known = f"choose one of: {names}" if names else "there is none yet"
        raise NotFound(f"“{clean_line(name)}” does not match one {what}; {known}")
    return found[0]
