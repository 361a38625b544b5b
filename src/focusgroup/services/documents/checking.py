"""Look through a written document for the names that must not be in it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from focusgroup.core.model import Report
from focusgroup.exports.making import Audience
from focusgroup.exports.privacy.proof import Forbidden
from focusgroup.services.documents.contents import Piece, pieces_of


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found in a document: where, which name, and how often.

    *looked_for* names were searched in *texts* pieces; *unsure* words may be names.
    """

    found: dict[tuple[str, str], int]
    texts: int
    looked_for: int
    unsure: int

    def lines(self) -> list[str]:
        """Return a line for each place and name."""
        return [
            f"{where}: {name}" + (f", {times} times" if times > 1 else "")
            for (where, name), times in self.found.items()
        ]


def check_document(path: Path, report: Report, audience: Audience) -> Checked:
    """Return where the document at *path* holds a name that its readers must not see.

    These are the people of *report* who are not to be named; for readers outside everybody and
    every account. Raises FocusgroupError if the document can't be read.
    """
    return check_pieces(pieces_of(path), Forbidden(report, audience))


def check_pieces(pieces: Iterable[Piece], forbidden: Forbidden) -> Checked:
    """Return where *pieces* of a document hold a *forbidden* name."""
    found: Counter[tuple[str, str]] = Counter()
    texts, doubtful = 0, set()
    for piece in pieces:
        texts += 1
        if piece.opaque:
            names = forbidden.find_whole(piece.text)
        else:
            names, unsure = forbidden.find(piece.text)
            if unsure:
                doubtful.add(piece.text)
        found.update((piece.where, name) for name in dict.fromkeys(names))
    return Checked(dict(found), texts, len(forbidden.names), len(doubtful))
