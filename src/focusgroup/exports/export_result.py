"""The result of an export: the file, its companion, and what to tell the user about it."""

from pathlib import Path
from typing import NamedTuple

from focusgroup.core.model import NONE_WITHHELD, Withheld
from focusgroup.exports.destination import Destination, Target
from focusgroup.exports.privacy.masks import Unsure

SHOWN = 5
"""Places that are shown at most."""


class Written(NamedTuple):
    """A document written to *path*; *wanted* is where it was to go.

    *log* is the workbook with the quote log when that is too long for the document, *plain* the
    same as plain text.
    *replaced* counts the characters that the format can't hold. *unsure* is what may be the name
    of somebody who must not be named: each place with the words around it.
    What is *left_out* lacked consent, where the document has no room to say so.
    """

    path: Path
    wanted: Target
    log: Path | None = None
    replaced: int = 0
    unsure: tuple[Unsure, ...] = ()
    left_out: Withheld = NONE_WITHHELD
    plain: Path | None = None

    def remarks(self) -> list[str]:
        """Return a sentence for everything the user wouldn't expect."""
        said = []
        if isinstance(self.wanted, Destination) and self.wanted.remark:
            said.append(self.wanted.remark)
        if self.log is not None:
            said.append(f"The quote log is in a workbook next to it: {self.log.name}.")
        if self.plain is not None:
            said.append(f"As plain text it is next to it: {self.plain.name}.")
        for count, what in zip(self.left_out, ("quote", "observation", "note"), strict=True):
            if count:
                were = f"{what} was" if count == 1 else f"{what}s were"
                said.append(f"{count:,} {were} left out: no consent to take notes.")
        if self.replaced:
            places = "place" if self.replaced == 1 else "places"
            said.append(
                f"In {self.replaced:,} {places} \ufffd replaces a character that the file can't"
                " hold."
            )
        for done in ("masked", "kept"):
            said += _places(
                done, [each for each in self.unsure if each.masked == (done == "masked")]
            )
        return said


def _places(done: str, unsure: list[Unsure]) -> list[str]:
    if not unsure:
        return []
    several = list(dict.fromkeys(each.words for each in unsure))
    shown = ", ".join(f"“{place}”" for place in several[:SHOWN])
    more = f", and {len(several) - SHOWN} more" if len(several) > SHOWN else ""
    places = "place" if len(unsure) == 1 else "places"
    return [f"A word that may be a name was {done} in {len(unsure):,} {places}: {shown}{more}."]
