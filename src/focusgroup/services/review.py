"""What the review asks the store: the counts, figures and documents of what is looked at."""

import asyncio
from dataclasses import replace

from focusgroup.core.model import Kind, Report
from focusgroup.core.search.filters import Narrowing
from focusgroup.store import Db
from focusgroup.store.quotes import QuoteFilter, QuoteTally, count_quotes, tally_quotes, theme_tree
from focusgroup.store.reports import filtered_report, held
from focusgroup.store.themes import ThemeCount
from focusgroup.tui.review.empty_state import WayOut
from focusgroup.tui.review.quote_rows import PagedRows, StoreSource
from focusgroup.tui.review.theme_outline import ALL, ThemeChoice

KEPT_TALLIES = 64
"""Themes whose figures are kept at hand."""


class ReviewFacts:
    """Reads for one review: all sessions, or the one with *session_id*.

    Tallies are kept until `forget`, so that going back to a theme costs nothing.
    """

    def __init__(self, db: Db, session_id: str = "") -> None:
        self.db = db
        self.session_id = session_id
        self._tallies: dict[QuoteFilter, QuoteTally] = {}

    def wanted(self, narrowing: Narrowing, choice: ThemeChoice) -> QuoteFilter:
        """The store's filter for a theme as it is narrowed."""
        return QuoteFilter(
            theme=choice.theme,
            untagged=choice.untagged,
            kinds=narrowing.kinds,
            session=self.session_id,
            account=narrowing.account,
            speaker=narrowing.speaker,
            since_ms=narrowing.since_ms,
            until_ms=narrowing.until_ms,
            search=narrowing.search,
        )

    def rows(self, narrowing: Narrowing, choice: ThemeChoice) -> PagedRows:
        """The quotes, to be read page by page."""
        return PagedRows(StoreSource(self.db, self.wanted(narrowing, choice)))

    async def themes(self, narrowing: Narrowing) -> tuple[ThemeCount, ...]:
        """Every theme with its counts."""
        # Observations are counted nowhere; beside their list the quotes' counts stay.
        counted = narrowing.kind if narrowing.kind is not Kind.OBSERVATION else None
        kinds = (counted,) if counted else ()
        return await theme_tree(self.db, replace(self.wanted(narrowing, ALL), kinds=kinds))

    def known(self, narrowing: Narrowing, choice: ThemeChoice) -> QuoteTally | None:
        """The tally, if it was counted before."""
        return self._tallies.get(self.wanted(narrowing, choice))

    async def tally(self, narrowing: Narrowing, choice: ThemeChoice) -> QuoteTally:
        """How many quotes, of how many people, and whose voice they are."""
        wanted, tallies = self.wanted(narrowing, choice), self._tallies
        if wanted not in tallies:
            found = await tally_quotes(self.db, wanted)
            of_themes = [each for each in tallies if each.theme]
            for oldest in of_themes[: len(of_themes) - KEPT_TALLIES + 1]:
                del tallies[oldest]
            tallies[wanted] = found
        return tallies[wanted]

    def forget(self) -> None:
        """Count anew from now on; what is being counted now is not kept either."""
        self._tallies = {}

    async def ways_out(self, narrowing: Narrowing, choice: ThemeChoice) -> list[WayOut]:
        """How many quotes there would be with one filter less, the best first."""
        ways = []
        for part, words in narrowing.parts().items():
            found = await count_quotes(self.db, self.wanted(narrowing.without(part), choice))
            ways.append(WayOut(part, words, found))
        return sorted(ways, key=lambda way: -way.quotes)

    async def is_empty(self) -> bool:
        """Whether nothing was ever taken down."""
        return not await count_quotes(self.db, QuoteFilter(session=self.session_id))

    async def how_many(self, narrowing: Narrowing, choice: ThemeChoice) -> int:
        """How many quotes a document would hold."""
        return await count_quotes(self.db, self.wanted(narrowing, choice))

    async def report(self, narrowing: Narrowing, choice: ThemeChoice) -> Report:
        """What is looked at, for a document."""
        wanted = self.wanted(narrowing, choice)
        found = await filtered_report(self.db, wanted, title="", scope="")
        return await asyncio.to_thread(_told, found, narrowing, choice)

    async def report_over_time(self, narrowing: Narrowing, choice: ThemeChoice) -> Report:
        """A theme as it is narrowed, with the sessions of that time that did not raise it."""
        wanted = self.wanted(narrowing, choice)
        among = await held(self.db, since_ms=wanted.since_ms, until_ms=wanted.until_ms)
        found = await filtered_report(self.db, wanted, title="", scope="", sessions=among)
        told = await asyncio.to_thread(_told, found, narrowing, choice)
        return replace(told, theme=wanted.theme)


def _told(report: Report, narrowing: Narrowing, choice: ThemeChoice) -> Report:
    """*report* with what it is about, in the language that it will be written in."""
    from focusgroup.exports.wording.labels import REPORT
    from focusgroup.exports.wording.scope import Scope
    from focusgroup.exports.wording.words import words_for

    words = words_for(report)
    chosen = Scope(
        theme=choice.theme,
        untagged=choice.untagged,
        kinds=(narrowing.kind,) if narrowing.kind else (),
        account=narrowing.account,
        speaker=narrowing.speaker,
        search=narrowing.search.strip(),
        since=narrowing.since.days if narrowing.since else None,
        until=narrowing.until.days if narrowing.until else None,
    )
    title = choice.theme or narrowing.account or words(REPORT)
    return replace(report, title=title, scope=chosen.said(words))


def scope(narrowing: Narrowing, choice: ThemeChoice) -> str:
    """What is looked at, in words: ``theme Reporting, problems, since Jan 2026``."""
    theme = f"theme {choice.theme}" if choice.theme else ""
    untagged = "without a theme" if choice.untagged else ""
    return ", ".join(part for part in (theme, untagged, *narrowing.parts().values()) if part)
