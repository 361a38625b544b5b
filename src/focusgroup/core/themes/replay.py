"""What a quote's themes became by the changes of the codebook since they were written down.

A change concerns the quotes that were there. One that was deleted, withheld or otherwise tagged
then may come back later, by undo for example; its themes go the way that theirs went.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple


class ThemeMove(NamedTuple):
    """A change took *theme* off a quote and gave it *into*, if any, which it *had* already or not.

    *place* is the theme's place among the quote's own.
    """

    change: int
    theme: str
    into: str | None
    place: int
    had: bool


class Happened(NamedTuple):
    """A change of the codebook: its number, and that of the one that it undoes, 0 for none.

    *gone* are the themes that it took off the codebook, with those that have their quotes since.
    """

    n: int
    of: int
    gone: Mapping[str, str | None]


def replayed(
    themes: Iterable[str], since: int, happened: Sequence[Happened], links: Iterable[ThemeMove]
) -> tuple[tuple[str, ...], tuple[ThemeMove, ...]]:
    """Return the ids of today's themes of a quote that had *themes* after the change *since*.

    *links* are what changes did to the quote when it was there. Also return what the changes that
    *happened* did to these themes: undoing one of them takes it back.
    """
    own = list(dict.fromkeys(themes))
    linked: dict[int, list[ThemeMove]] = {}
    for link in links:
        linked.setdefault(link.change, []).append(link)
    made: dict[int, list[ThemeMove]] = {}
    for change in happened:
        if change.of:
            undone = linked.get(change.of, []) if change.of <= since else made.pop(change.of, [])
            own = _taken_back(own, undone)
        into = {link.theme: link.into for link in linked.get(change.n, ())} | dict(change.gone)
        moves = [
            ThemeMove(change.n, theme, into[theme], place, into[theme] in own)
            for place, theme in enumerate(own, 1)
            if theme in into
        ]
        moved = (into.get(theme, theme) for theme in own)
        own = list(dict.fromkeys(theme for theme in moved if theme is not None))
        if not change.of:
            made[change.n] = moves
    return tuple(own), tuple(move for moves in made.values() for move in moves)


def _taken_back(own: Sequence[str], moves: Iterable[ThemeMove]) -> list[str]:
    """Return themes as before *moves*; one that the quote no longer has leads nowhere back."""
    back = [move for move in moves if move.into is None or move.into in own]
    came = {move.into for move in back if not move.had}
    kept = [theme for theme in own if theme not in came]
    return list(dict.fromkeys((*kept, *(move.theme for move in back))))
