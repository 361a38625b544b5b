"""The initials of the person who types at this program, which are stored with each quote."""

from collections.abc import Collection

from focusgroup.core.errors import UsageError
from focusgroup.core.text import clean_line, initials
from focusgroup.store.engine.location import config_file, configured_initials
from focusgroup.system.running import account

MOST = 8


def own_initials(given: str = "") -> str:
    """Return the initials *given*, else those of the configuration, else of the account's name.

    Raises UsageError for initials that are too long or have no letters, and FocusgroupError for a
    configuration that can't be read.
    """
    if given:
        return _read(given, "--initials")
    if written := configured_initials():
        return _read(written, f"{config_file()}: `initials`")
    return initials(account())


def _read(written: str, where: str) -> str:
    found = "".join(clean_line(written).split())
    if not any(char.isalnum() for char in found) or len(found) > MOST or "," in found:
        raise UsageError(
            f"{where} “{clean_line(written)[:60]}”: give one to {MOST} letters, such as AN"
        )
    return found


def distinct(own: str, taken: Collection[str]) -> str:
    """Return initials with a number after them if they are *taken*."""
    if not own:
        return ""
    more = (f"{own}{number}" for number in range(2, len(taken) + 2))
    return next(each for each in (own, *more) if each not in taken)
