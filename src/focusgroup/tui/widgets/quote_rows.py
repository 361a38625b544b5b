"""Where the rows of a quote list come from: pages of the store, or a session read whole."""

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from focusgroup.core.model import Quote
from focusgroup.store import Db
from focusgroup.store.quote_pages import Cursor, Page, QuoteFilter, count, page

PAGE_ROWS = 100
MOST_PAGES = 24
"""Pages kept in memory, whatever the length of the list."""
MOST_CURSORS = 2_000
FAR = 2 * PAGE_ROWS
"""Rows to be skipped from which a jump fetches the pages before it as well."""


class Rows(Protocol):
    """The rows of a list: known ones at once, others after `load`."""

    @property
    def total(self) -> int:
        """How many rows there are, as far as is known."""
        ...

    def row(self, place: int) -> Quote | None:
        """The quote of a place, None when its page is not there."""
        ...

    def missing(self, first: int, last: int) -> int | None:
        """A place between *first* and *last* that has to be loaded, None when all are there."""
        ...

    async def load(self, place: int) -> None:
        """Bring the page of *place*. Raises StoreError or NotFound."""
        ...

    async def settle(self) -> bool:
        """Find out how many rows there are; whether that changed ``total``."""
        ...


class SessionRows:
    """Rows that are all there."""

    def __init__(self, quotes: Sequence[Quote]) -> None:
        self.quotes = quotes

    @property
    def total(self) -> int:
        """See `Rows.total`."""
        return len(self.quotes)

    def row(self, place: int) -> Quote | None:
        """See `Rows.row`."""
        return self.quotes[place] if 0 <= place < len(self.quotes) else None

    def missing(self, first: int, last: int) -> int | None:
        """Nothing ever is."""
        return None

    async def load(self, place: int) -> None:
        """Nothing to bring."""

    async def settle(self) -> bool:
        """Known from the start."""
        return False


Fetch = Callable[[int, Cursor | None, int], Awaitable[Page]]
"""A page: how many rows, behind which cursor, after how many more."""


class PagedRows:
    """The quotes that a filter lets through, newest first, a bounded number of pages kept.

    Going on from page to page costs the page only; a jump to a far place costs the skipped
    rows once and brings some pages before that place, since people go on in either direction.
    """

    def __init__(self, fetch: Fetch, counted: Callable[[], Awaitable[int]]) -> None:
        self._fetch = fetch
        self._counted = counted
        self._pages: OrderedDict[int, tuple[Quote, ...]] = OrderedDict()
        self._cursors: OrderedDict[int, Cursor] = OrderedDict()
        self._total = 0
        self._settled = False

    @classmethod
    def of(cls, db: Db, wanted: QuoteFilter) -> "PagedRows":
        """The rows of the store."""
        return cls(
            lambda limit, before, skip: page(db, wanted, limit=limit, before=before, skip=skip),
            lambda: count(db, wanted),
        )

    @property
    def total(self) -> int:
        """See `Rows.total`."""
        return self._total

    @property
    def kept(self) -> int:
        """How many rows are in memory."""
        return sum(len(quotes) for quotes in self._pages.values())

    def row(self, place: int) -> Quote | None:
        """See `Rows.row`."""
        number, offset = divmod(place, PAGE_ROWS)
        quotes = self._pages.get(number)
        if quotes is None:
            return None
        self._pages.move_to_end(number)
        return quotes[offset] if offset < len(quotes) else None

    def missing(self, first: int, last: int) -> int | None:
        """See `Rows.missing`."""
        last = min(last, self._total - 1)
        for number in range(max(first, 0) // PAGE_ROWS, last // PAGE_ROWS + 1):
            if number not in self._pages:
                return number * PAGE_ROWS
        return None

    async def load(self, place: int) -> None:
        """See `Rows.load`."""
        number = place // PAGE_ROWS
        known = max((n for n in self._cursors if n < number), default=-1)
        pages = 1
        if (number - known - 1) * PAGE_ROWS >= FAR:
            number, pages = number - 2, 4
        before = self._cursors.get(known)
        skip = (number - known - 1) * PAGE_ROWS
        found = await self._fetch(pages * PAGE_ROWS, before, skip)
        for i in range(pages):
            self._keep(number + i, found.quotes[i * PAGE_ROWS : (i + 1) * PAGE_ROWS])
        end = number * PAGE_ROWS + len(found.quotes)
        if found.next is None:
            # What was counted is out of date when others write meanwhile.
            self._total, self._settled = end, True
        else:
            self._total = max(self._total, end + 1)

    def _keep(self, number: int, quotes: Sequence[Quote]) -> None:
        self._pages[number] = tuple(quotes)
        self._pages.move_to_end(number)
        while len(self._pages) > MOST_PAGES:
            self._pages.popitem(last=False)
        if len(quotes) == PAGE_ROWS:
            last = quotes[-1]
            self._cursors[number] = Cursor(last.at_ms, last.id, last.n)
            self._cursors.move_to_end(number)
            while len(self._cursors) > MOST_CURSORS:
                self._cursors.popitem(last=False)

    async def settle(self) -> bool:
        """See `Rows.settle`."""
        if self._settled:
            return False
        self._settled = True
        before, self._total = self._total, max(self._total, await self._counted())
        return before != self._total
