"""What a quote was before it was corrected, change by change."""

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.screen import Screen

from focusgroup.core.model import Quote
from focusgroup.services.dates_in_words import full_date, moment
from focusgroup.store import Db
from focusgroup.store.history.of_quote import QuoteStep, history_of_quote
from focusgroup.tui.commands import QUITS
from focusgroup.tui.live.panels import Lines
from focusgroup.tui.widgets.reading_window import ReadingScreen
from focusgroup.tui.widgets.style import MUTED, said

SHOWN = {
    "text": "words", "kind": "kind", "speaker": "speaker", "themes": "themes",
    "intensity": "feeling", "verbatim": "verbatim", "stub": "unfinished", "agreement": "agreed",
    "dissent": "disagreed", "deleted": "deleted",
}  # fmt: skip
"""The fields whose changes are told, and what they are called."""


class QuoteHistoryScreen(ReadingScreen):
    """The changes of a quote, newest first."""

    BINDINGS = QUITS
    HEADING = "History of the quote"

    def __init__(self, quote: Quote, steps: Sequence[QuoteStep]) -> None:
        super().__init__()
        self._quote = quote
        self._steps = steps

    def lines(self, width: int) -> Lines:
        """Return each change with what was before and after it."""
        found: Lines = []
        for text, style in told(self._quote, self._steps):
            found += [(line.stylize(style), None) for line in Content(text).wrap(width)]
        return found


def told(quote: Quote, steps: Sequence[QuoteStep]) -> Iterator[tuple[str, str]]:
    """Yield the lines of the history with their styles."""
    if not any(step.before for step in steps):
        yield "Never changed since it was captured.", MUTED
    for step in reversed(steps):
        at = moment(step.at_ms, quote.session_zone)
        undone = ", undone" if step.undone else ""
        yield (
            f"{full_date(at.date())} {at:%H:%M} · {VERBS.get(step.verb, step.verb)}{undone}",
            "bold",
        )
        for field, name in SHOWN.items():
            before, after = (_word(each.get(field)) for each in (step.before, step.after))
            if step.before and before != after:
                yield f"  {name}: {before or '–'} → {after or '–'}", ""


VERBS = {
    "add": "captured", "change": "corrected", "delete": "deleted", "split": "split",
    "merge": "merged",
}  # fmt: skip


def _word(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(said(str(each)) for each in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return said(str(value)) if value is not None else ""


async def open_history(screen: Screen[None], db: Db, quote: Quote) -> None:
    """Show the history of *quote* on top of *screen*."""
    steps = await history_of_quote(db, quote.id)
    screen.app.push_screen(QuoteHistoryScreen(quote, steps))
