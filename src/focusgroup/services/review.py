"""Read the counts and figures of a review from the store."""

from dataclasses import dataclass, replace

from focusgroup.core.model import Kind
from focusgroup.core.search.selection import Selection
from focusgroup.store import Db
from focusgroup.store.quotes import QuoteTally, count_quotes, tally_quotes, theme_tree
from focusgroup.store.themes import ThemeCount

KEPT_TALLIES = 64
"""How many themes keep their figures in memory."""


@dataclass(frozen=True, slots=True)
class WayOut:
    """One filter less: its name and words, and how many quotes there would be."""

    part: str
    words: str
    quotes: int


class ReviewFacts:
    """Reads figures for one review: of all sessions, or of the one with *session_id*.

    Tallies are kept until `forget`, so going back to a theme costs nothing. Observations count
    only if the selection asks for them.
    """

    def __init__(self, db: Db, session_id: str = "") -> None:
        self.db = db
        self.session_id = session_id
        self._tallies: dict[Selection, QuoteTally] = {}
        self.titles: dict[str, str] = {}
        """Of the sessions that were chosen, by their ids."""

    def filters(self, selection: Selection) -> dict[str, str]:
        """Return the filters of *selection* in words, a chosen session by its title."""
        titles = [self.titles[id] for id in selection.sessions if id in self.titles]
        return ({"sessions": " or ".join(titles)} if titles else {}) | selection.filters()

    def within(self, selection: Selection) -> Selection:
        """Return *selection* limited to the session of this review, if it has one."""
        return replace(selection, sessions=(self.session_id,)) if self.session_id else selection

    def listed(self, selection: Selection) -> Selection:
        """Return *selection* as a list shows it: without observations, unless asked for."""
        return self.within(selection).quotes_only()

    async def themes(self, selection: Selection) -> tuple[ThemeCount, ...]:
        """Return every theme with its counts."""
        # Observations are never counted; next to their list, the quotes' counts stay.
        counted = tuple(kind for kind in selection.kinds if kind is not Kind.OBSERVATION)
        return await theme_tree(self.db, replace(self.within(selection), kinds=counted))

    def known(self, selection: Selection) -> QuoteTally | None:
        """Return the tally if it was counted before, else None."""
        return self._tallies.get(self.listed(selection))

    async def tally(self, selection: Selection) -> QuoteTally:
        """Return how many quotes there are, from how many people, and from whom."""
        wanted, tallies = self.listed(selection), self._tallies
        if wanted not in tallies:
            found = await tally_quotes(self.db, wanted)
            of_themes = [each for each in tallies if each.themes]
            for oldest in of_themes[: len(of_themes) - KEPT_TALLIES + 1]:
                del tallies[oldest]
            tallies[wanted] = found
        return tallies[wanted]

    def forget(self) -> None:
        """Drop the kept counts; a count in progress is not kept either."""
        self._tallies = {}

    async def ways_out(self, selection: Selection) -> list[WayOut]:
        """Return how many quotes there would be with one filter less, the most first."""
        ways = []
        for part, words in self.filters(selection).items():
            found = await count_quotes(self.db, self.listed(selection.without(part)))
            ways.append(WayOut(part, words, found))
        return sorted(ways, key=lambda way: -way.quotes)

    async def is_empty(self) -> bool:
        """Return whether no quote was ever captured."""
        return not await count_quotes(self.db, self.within(Selection()))
