"""The quotes of a running session that two people have likely both captured."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import nsmallest

from focusgroup.core.evidence.doubles import APART_MS, likely_same
from focusgroup.core.model import Quote

TWICE = "Likely captured twice"
NEAREST = 500
"""How many quotes one is compared with, those nearest in time: as many as a long paste has lines.
With 100,000 quotes of one minute, Enter took 0.9 s to be painted."""


class Doubles:
    """Knows each quote's likely double. A quote is compared only with those near it in time.

    *at* holds the id of the other one under the id of each.
    """

    def __init__(self, quotes: Iterable[Quote] = ()) -> None:
        self.at: dict[str, str] = {}
        self._near: defaultdict[int, dict[str, Quote]] = defaultdict(dict)
        self._known: dict[str, Quote] = {}
        self._takers: set[str] = set()
        self._found: list[str] = []
        for quote in quotes:
            self.put(quote)
        self._found.clear()  # those that are there already are no news

    def put(self, quote: Quote) -> None:
        """Take over a quote as it is now."""
        before = self.at.get(quote.id)
        self.drop(quote.id)
        self._known[quote.id] = quote
        self._near[quote.at_ms // APART_MS][quote.id] = quote
        self._takers.add(quote.taken_by)
        if len(self._takers) > 1 and (double := self._double_of(quote)):
            self.at[quote.id], self.at[double.id] = double.id, quote.id
            if double.id != before:
                self._found.append(quote.id)

    def drop(self, quote_id: str) -> None:
        """Forget a quote."""
        if (old := self._known.pop(quote_id, None)) is not None:
            del self._near[old.at_ms // APART_MS][quote_id]
        self.at.pop(self.at.pop(quote_id, ""), None)

    def _double_of(self, quote: Quote) -> Quote | None:
        at = quote.at_ms // APART_MS
        near = [
            each
            for part in (at - 1, at, at + 1)
            for each in self._near[part].values()
            if each.taken_by != quote.taken_by and each.id not in self.at
        ]
        near = nsmallest(NEAREST, near, key=lambda each: abs(each.at_ms - quote.at_ms))
        return next((each for each in near if likely_same(each, quote)), None)

    def newest(self, quotes: Mapping[str, Quote]) -> Quote | None:
        """Return the quote of *quotes* that was begun last of those with a double."""
        there = [quotes[quote_id] for quote_id in self.at if quote_id in quotes]
        return max(there, key=lambda quote: (quote.at_ms, quote.id), default=None)

    def news(self, merges: str) -> str:
        """Return what to say about doubles found since it was asked last, "" for none.

        *merges* is how the front calls the command that merges them.
        """
        found = [quote_id for quote_id in self._found if quote_id in self.at]
        self._found.clear()
        if not found:
            return ""
        quote = self._known[found[-1]]
        takers = {quote.taken_by, self._known[self.at[quote.id]].taken_by} - {""}
        return f"{TWICE} ({', '.join(sorted(takers))}), {merges} merges: {quote.text[:60]}"
