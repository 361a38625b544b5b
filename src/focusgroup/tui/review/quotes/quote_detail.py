"""One quote in full, with everything that is known about it."""

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from focusgroup.core.dates.durations import clock_time
from focusgroup.core.model import KIND_LABELS, Quote
from focusgroup.core.text import for_terminal
from focusgroup.services.dates_in_words import full_date, moment, time_of_day
from focusgroup.tui.review.quotes.quote_row import who
from focusgroup.tui.widgets.style import KIND_STYLES, MUTED, kind_sign

LONGEST = 20_000
"""Characters of a quote that are laid out; a note says that there is more."""
LABEL = 11


class QuoteDetail(VerticalScroll, can_focus=True):
    """The words, wrapped, with the details below; scrolls when they are long."""

    DEFAULT_CSS = """
    QuoteDetail {
        padding: 1 2; scrollbar-size-vertical: 1;
        Static { height: auto; }
        #detail-words { margin-bottom: 1; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._quote: Quote | None = None

    def compose(self) -> ComposeResult:
        yield Static(id="detail-words")
        yield Static(id="detail-facts")

    def show(self, quote: Quote | None) -> None:
        """Show *quote*, or nothing for None."""
        if quote == self._quote:
            return
        self._quote = quote
        self.query_one("#detail-words", Static).update(words_of(quote) if quote else "")
        self._show_facts()
        self.scroll_to(y=0, animate=False)

    def on_resize(self) -> None:
        """Wrap the details beside their labels."""
        self._show_facts()

    def _show_facts(self) -> None:
        width = self.scrollable_content_region.width
        about = facts_of(self._quote, width) if self._quote and width else Content()
        self.query_one("#detail-facts", Static).update(about)


def words_of(quote: Quote) -> Content:
    """Return what was said, in full."""
    said = for_terminal(quote.text[:LONGEST], newlines=True)
    left = len(quote.text) - LONGEST
    kind = Content.assemble(
        kind_sign(quote.kind), " ", (KIND_LABELS[quote.kind], f"bold {KIND_STYLES[quote.kind]}")
    )
    more = Content.styled(f"\n… and {left:,} characters more", MUTED) if left > 0 else ""
    return Content.assemble(kind, "\n\n", said, more)


def facts_of(quote: Quote, width: int) -> Content:
    """Return labels and values side by side in *width* cells; unknown values have no line."""
    day = full_date(moment(quote.at_ms, quote.session_zone).date())
    at = time_of_day(quote.at_ms, quote.session_zone)
    seat = f" (seat {quote.seat})" if quote.seat else ""
    how = "in their own words" if quote.verbatim else "paraphrase, not their own words"
    feeling = {1: "strong", 2: "very strong"}.get(quote.intensity, "")
    facts = [
        ("Said by", who(quote) + (f", {quote.role}" if quote.role else "") + seat),
        ("Account", quote.account),
        ("Themes", "\n".join(quote.themes) or "none yet"),
        ("Section", quote.section_title),
        ("Question", quote.question_text),
        ("When", f"{day}, {at}, {clock_time(quote.offset_ms)} into the session"),
        ("Feeling", feeling),
        ("Agreement", _others(quote.agreement, "agreed")),
        ("Dissent", _others(quote.dissent, "disagreed")),
        ("Words", "" if quote.is_observation else how),
        ("", "unfinished quote" if quote.stub else ""),
    ]
    lines: list[Content] = []
    for label, value in facts:
        known = Content(for_terminal(value[:LONGEST], newlines=True)) if value else None
        for i, line in enumerate(known.wrap(max(width - LABEL, 10)) if known else ()):
            name = "" if i else label
            lines.append(Content.assemble((name.ljust(LABEL), MUTED), line.rstrip()))
    return Content("\n").join(lines)


def _others(number: int, did: str) -> str:
    if not number:
        return ""
    return f"{number} other{'' if number == 1 else 's'} {did}"
