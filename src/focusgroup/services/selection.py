"""Turn a typed selection into one that the store finds, with whole paths, names and ids."""

from collections.abc import Iterable
from dataclasses import replace

from focusgroup.core.errors import NotFound
from focusgroup.core.model import Account
from focusgroup.core.search.nearest import did_you_mean
from focusgroup.core.search.selection import Selection
from focusgroup.core.text import clean_line, fold
from focusgroup.store import Db, sessions, themes
from focusgroup.store.participants import accounts, check_known


async def resolved(db: Db, selection: Selection) -> Selection:
    """Return *selection* with whole theme paths, names as they are spelled, and session ids.

    Raises NotFound with the nearest names for an unknown one.
    """
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
