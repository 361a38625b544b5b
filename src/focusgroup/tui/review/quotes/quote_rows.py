"""Where a quote list gets its rows: pages of the store, or a whole session."""

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from focusgroup.core.model import Quote
from focusgroup.core.search.selection import Selection
from focusgroup.store import Db
from focusgroup.store.quotes import (
    Cursor,
    Looked,
    count_quotes,
    look_for_older,
    newer_quotes,
    older_quotes,
)

PAGE_ROWS = 100
MOST_PAGES = 24
"""Pages kept in memory, however long the list is."""
MOST_EDGES = 2_000
"""Pages whose first and last place is remembered, to read on from there."""
FAR = 2 * PAGE_ROWS
"""Rows to skip from which a jump also reads the pages on both sides."""


class Rows(Protocol):
    """The rows of a list: loaded ones at once, others after `load`."""

    @property
    def total(self) -> int:
        """Return how many rows there are, as far as is known."""
        ...

    def row(self, place: int) -> Quote | None:
        """Return the quote at a place, None when its page is not loaded."""
        ...

    def missing(self, first: int, last: int) -> int | None:
        """Return a place from *first* to *last* that must be loaded, None when all are there."""
        ...

    async def load(self, place: int) -> None:
        """Load the page of *place*. Raises StoreError or NotFound."""
        ...

    @property
    def looking(self) -> bool:
        """Return whether older quotes are still looked through for the last rows."""
        ...

    @property
    def settled(self) -> bool:
        """Return whether `total` is the number of all rows, not only of those read so far."""
        ...

    async def settle(self) -> None:
        """Find out how many rows there are."""
        ...


class SessionRows:
    """Rows that are all loaded from the start."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.quotes = quotes

    @property
    def total(self) -> int:
        return len(self.quotes)

    def row(self, place: int) -> Quote | None:
        return self.quotes[place] if 0 <= place < len(self.quotes) else None

    def missing(self, first: int, last: int) -> int | None:
        """Return None: nothing is ever missing."""
        return None

    async def load(self, place: int) -> None:
        """Do nothing: all rows are loaded."""

    @property
    def looking(self) -> bool:
        """Return False: all rows are there."""
        return False

    @property
    def settled(self) -> bool:
        """Return True: the number is known from the start."""
        return True

    async def settle(self) -> None:
        """Do nothing: the number is known."""


class Source(Protocol):
    """Where a `PagedRows` reads its quotes; all reads return them newest first."""

    async def look(self, limit: int, before: Cursor | None, times: int) -> Looked:
        """Return quotes after *before* as far as some of those left were looked through."""
        ...

    async def older(self, limit: int, before: Cursor | None, skip: int) -> Sequence[Quote]:
        """Return quotes after *before*, or from the newest on, leaving out the first *skip*."""
        ...

    async def newer(self, limit: int, after: Cursor | None, skip: int) -> Sequence[Quote]:
        """Return the last quotes before *after*, or the oldest, leaving out the nearest *skip*."""
        ...

    async def count(self) -> int:
        """Return how many quotes there are."""
        ...


class StoreSource:
    """The quotes in the store that match a filter."""

    def __init__(self, db: Db, wanted: Selection) -> None:
        self._db = db
        self._wanted = wanted

    async def look(self, limit: int, before: Cursor | None, times: int) -> Looked:
        return await look_for_older(self._db, self._wanted, limit=limit, before=before, times=times)

    async def older(self, limit: int, before: Cursor | None, skip: int) -> Sequence[Quote]:
        return await older_quotes(self._db, self._wanted, limit=limit, before=before, skip=skip)

    async def newer(self, limit: int, after: Cursor | None, skip: int) -> Sequence[Quote]:
        return await newer_quotes(self._db, self._wanted, limit=limit, after=after, skip=skip)

    async def count(self) -> int:
        return await count_quotes(self._db, self._wanted)


@dataclass(frozen=True, slots=True)
class _Read:
    """Pages *first* to *last*, read from a known place: after it or, with *back*, before it."""

    first: int
    last: int
    cursor: Cursor | None
    skip: int
    back: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """What was found of a page so far, how far it was looked and how often."""

    page: int
    found: tuple[Quote, ...]
    reached: Cursor | None
    times: int = 0


class PagedRows:
    """The quotes of a source, newest first; only a bounded number of pages is kept.

    Reading a page next to a known one costs only that page, in both directions. A distant page
    also costs the rows between it and the nearest known place or end of the list, once: its
    neighbours are read along with it, since people go on from there. The page of a slow search
    may take several loads.
    """

    def __init__(self, source: Source) -> None:
        self._source = source
        self._pages: OrderedDict[int, tuple[Quote, ...]] = OrderedDict()
        self._edges: OrderedDict[int, tuple[Cursor, Cursor]] = OrderedDict()
        self._total = 0
        self._settled = False
        self._part: _Part | None = None

    @property
    def total(self) -> int:
        return self._total

    @property
    def kept(self) -> int:
        """Return how many rows are in memory."""
        return sum(len(quotes) for quotes in self._pages.values())

    def row(self, place: int) -> Quote | None:
        number, offset = divmod(place, PAGE_ROWS)
        quotes = self._pages.get(number)
        if quotes is None:
            return None
        self._pages.move_to_end(number)
        return quotes[offset] if offset < len(quotes) else None

    @property
    def looking(self) -> bool:
        return self._part is not None

    def missing(self, first: int, last: int) -> int | None:
        part = self._part
        if part and first <= part.page * PAGE_ROWS + len(part.found) <= last:
            return part.page * PAGE_ROWS
        last = min(last, self._total - 1)
        for number in range(max(first, 0) // PAGE_ROWS, last // PAGE_ROWS + 1):
            if number not in self._pages:
                return number * PAGE_ROWS
        return None

    async def load(self, place: int) -> None:
        read = self._plan(place // PAGE_ROWS)
        if read.back:
            await self._load_back(read)
            return
        start = read.first * PAGE_ROWS
        limit = (read.last - read.first + 1) * PAGE_ROWS
        if read.skip or read.first < read.last:
            found = await self._source.older(limit + 1, read.cursor, read.skip)
        else:
            found = await self._look(read)
            if self._part:
                self._pages[read.first] = tuple(found)
                self._total = max(self._total, start + len(found))
                return
        self._keep_all(read.first, found[:limit])
        if len(found) > limit:
            self._total = max(self._total, start + len(found))
        elif found or not start:
            self._total, self._settled = start + len(found), True
        else:
            # Quotes were removed elsewhere since they were counted.
            self._total, self._settled = min(self._total, start), True

    async def _look(self, read: _Read) -> Sequence[Quote]:
        """Look on for the rows of a page; what was found is a part of it while `looking`."""
        part = self._part
        if part is None or part.page != read.first:
            part = _Part(read.first, (), read.cursor)
        left = PAGE_ROWS + 1 - len(part.found)
        look = await self._source.look(left, part.reached, part.times)
        found = (*part.found, *look.quotes)
        self._part = look.reached and _Part(read.first, found, look.reached, part.times + 1)
        return found

    async def _load_back(self, read: _Read) -> None:
        start = read.first * PAGE_ROWS
        end = min((read.last + 1) * PAGE_ROWS, self._total)
        found = await self._source.newer(end - start, read.cursor, read.skip)
        if len(found) < end - start:
            # There are fewer than were counted, so every place has shifted.
            self._pages.clear()
            self._edges.clear()
            self._total, self._settled = max(self._total - (end - start - len(found)), 0), False
        else:
            self._keep_all(read.first, found)

    def _plan(self, number: int) -> _Read:
        """Return the way to a page that skips the fewest rows."""
        below = max((n for n in self._edges if n < number), default=-1)
        above = min((n for n in self._edges if n > number), default=None)
        cursor = self._edges[below][1] if below >= 0 else None
        ways = [_Read(number, number, cursor, (number - below - 1) * PAGE_ROWS)]
        if above is not None:
            skip = (above - number - 1) * PAGE_ROWS
            ways.append(_Read(number, number, self._edges[above][0], skip, back=True))
        if self._settled and number * PAGE_ROWS < self._total:
            skip = max(self._total - (number + 1) * PAGE_ROWS, 0)
            ways.append(_Read(number, number, None, skip, back=True))
        way = min(ways, key=lambda each: each.skip)
        if way.skip < FAR:
            return way
        return replace(way, first=max(number - 1, 0), last=number + 1, skip=way.skip - PAGE_ROWS)

    def _keep_all(self, number: int, found: Sequence[Quote]) -> None:
        for at in range(0, len(found), PAGE_ROWS):
            quotes = tuple(found[at : at + PAGE_ROWS])
            place = number + at // PAGE_ROWS
            self._pages[place] = quotes
            self._pages.move_to_end(place)
            if len(quotes) == PAGE_ROWS:
                self._edges[place] = (_cursor(quotes[0]), _cursor(quotes[-1]))
                self._edges.move_to_end(place)
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)
        while len(self._edges) > MOST_EDGES:
            self._edges.popitem(last=False)

    @property
    def settled(self) -> bool:
        return self._settled

    async def settle(self) -> None:
        if not self._settled:
            self._total = max(self._total, await self._source.count())
            self._settled = True


def _cursor(quote: Quote) -> Cursor:
    return Cursor(quote.at_ms, quote.id, quote.n)
