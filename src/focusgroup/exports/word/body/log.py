"""The quote log and the observations: everything, word for word, in the order it was said.

This is the only part that grows with the number of quotes, so it is built for speed: cells that
repeat (speaker, account, themes) are made once.
"""

from collections.abc import Callable, Iterator, Sequence

from focusgroup.core.model import PATH_SEPARATOR, QUOTE_KINDS, Kind, Quote, Session
from focusgroup.exports.text.scripts import LEFT_TO_RIGHT_MARK, is_plain, is_rtl, isolated
from focusgroup.exports.word.ooxml.markup import (
    TABLE_END,
    cell,
    escaped,
    para,
    row,
    table_start,
)
from focusgroup.exports.word.ooxml.styles import KIND_NAMES
from focusgroup.exports.word.ooxml.widths import column_widths
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import dates, labels, notices, sentences

ROWS = 250
"""Rows in one table. LibreOffice takes quadratic time: with 10,000 rows in two tables it had
not finished the layout after 343 s of CPU."""

_SPLIT_FROM = 1500
"""From this many characters on, a row may break across two pages."""

_PARTS = (4, 6, 15, 13, 11, 34, 17, 11)
_SIZE = 8.5
_REMEMBERED = 4096
"""Cells of a column to remember; the memory is emptied when there are more people or themes."""


def quote_log(view: WordView, progress: Callable[[int, int], None] | None = None) -> Iterator[str]:
    """The tables of the log, one a session or more, after its heading.

    *progress* gets the rows written and the rows in all.
    """
    markup = view.markup
    total = view.findings.logged
    if view.log_in:
        where = notices.log_beside(view.words, total, isolated(view.log_in))
        yield markup.text(where, "FG Note")
        end = notices.log_end(view.words, total, markup.replaced, inside=False)
        yield markup.text(end, "FG Note")
        return
    if view.draft:
        yield markup.text(notices.log_end(view.words, total, 0), "FG Note")
        return
    log = _Log(view)
    number = 1
    for session, quotes in view.log_groups():
        if view.several or session is None:
            yield markup.said(_session_title(view, session, quotes), "heading 2")
        for start in range(0, len(quotes), ROWS):
            part = quotes[start : start + ROWS]
            if len(quotes) > ROWS:
                last = number + len(part) - 1
                yield markup.text(
                    notices.log_range(view.words, number, last, total), "FG Note Above"
                )
            yield from log.table(part, number)
            number += len(part)
            if progress is not None:
                progress(number - 1, total)
    # The number of replaced characters is known only once everything has been written.
    yield markup.text(notices.log_end(view.words, total, markup.replaced), "FG Note")


def _session_title(view: WordView, session: Session | None, quotes: Sequence[Quote]) -> str:
    return view.session_name(quotes[0]) or (
        session.title if session else view.words(labels.SESSION_SUMMARY)
    )


def _style(kind: Kind) -> str:
    return f"FG {KIND_NAMES[kind]}" if kind in KIND_NAMES else "FG Muted"


class _Log:
    """Makes the rows of the log; remembers cells that repeat."""

    def __init__(self, view: WordView) -> None:
        self._view = view
        wide = view.sheet.width if view.few else view.sheet.log_width
        heads, words = view.words.each(labels.LOG_HEADS), view.words
        whole = (f"{view.findings.logged}", dates.offset(view.count.longest_ms))
        kinds = [("",) * 4 + (labels.kind_word(words, kind),) for kind in QUOTE_KINDS]
        # On an upright page each column is narrow, and no few words may take all from the others.
        said = view.log_order() if view.few else ()
        texts = [("", "", each.speaker, each.account, "", each.text) for each in said]
        rows = (heads, whole, *kinds, *texts)
        self._widths = column_widths(view.sheet, _PARTS, rows, width=wide, size=_SIZE)
        self._kinds = {
            kind: self._cell(4, labels.kind_word(view.words, kind), _style(kind))
            for kind in QUOTE_KINDS
        }
        self._known: tuple[dict[object, str], ...] = tuple({} for _ in _PARTS)
        starts = (cell(width, "\n").partition("\n")[0] for width in self._widths)
        self._plain = tuple(f"{start}{_PLAIN}" for start in starts)
        self._said = self._plain[5].replace("<w:t>", '<w:t xml:space="preserve">')
        self._linked = frozenset(view.numbers.values())

    def table(self, quotes: Sequence[Quote], first: int) -> Iterator[str]:
        """Return one table of *quotes*, numbered from *first*."""
        yield table_start("FG Table", self._widths, self._view.words(labels.QUOTE_LOG))
        yield row(
            (
                cell(wide, self._view.markup.text(name, "FG Cell Head"))
                for name, wide in zip(
                    self._view.words.each(labels.LOG_HEADS), self._widths, strict=True
                )
            ),
            header=True,
        )
        for number, quote in enumerate(quotes, first):
            yield self._row(quote, number)
        yield TABLE_END

    def _row(self, quote: Quote, number: int) -> str:
        plain, known = self._plain, self._known
        text = quote.text
        notes = (
            quote.agreement, quote.dissent, quote.intensity, quote.verbatim, quote.stub,
        )  # fmt: skip
        linked = number in self._linked
        cells = (
            f"{self._target(number) if linked else f'{plain[0]}{number}{_PLAIN_END}'}"
            f"{plain[1]}{dates.offset(quote.offset_ms)}{_PLAIN_END}"
            f"{known[2].get((quote.speaker, quote.role)) or self._who(quote)}"
            f"{known[3].get(quote.account) or self._account(quote)}"
            f"{self._kinds[quote.kind]}"
            f"{self._text(text)}"
            f"{known[6].get(quote.themes) or self._themes(quote)}"
            f"{known[7].get(notes) or self._notes(quote, notes)}"
        )
        # The row's markup is written directly: most rows are alike, and there may be 100,000.
        return row((cells,), splits=True) if len(text) > _SPLIT_FROM else f"{_WHOLE}{cells}</w:tr>"

    def _text(self, text: str) -> str:
        if text and text.isprintable() and is_plain(text):
            return f"{self._said}{escaped(text)}{_PLAIN_END}"
        rtl = is_rtl(text)
        said = para("FG Log", self._view.markup.run(text, rtl=rtl), rtl=rtl)
        return cell(self._widths[5], said)

    def _target(self, number: int) -> str:
        """Return the cell of a number that links lead to."""
        run = self._view.markup.run(f"{number}")
        target = self._view.markup.bookmark(f"quote_{number}", run)
        return cell(self._widths[0], para("FG Log", target))

    def _who(self, quote: Quote) -> str:
        who = (quote.speaker, quote.role)
        return self._made(2, who, self._view.words.commas(map(isolated, who)) or labels.DASH)

    def _account(self, quote: Quote) -> str:
        return self._made(3, quote.account, quote.account)

    def _themes(self, quote: Quote) -> str:
        """Return the cell of a quote's themes; a path stays whole if the column is wide enough."""
        paths = [path.replace(PATH_SEPARATOR, "\u00a0> ") for path in quote.themes]
        return self._made(6, quote.themes, self._view.words.semicolons(paths))

    def _notes(self, quote: Quote, key: object) -> str:
        return self._made(7, key, " · ".join(sentences.reactions(self._view.words, quote)))

    def _made(self, column: int, key: object, text: str) -> str:
        """Return a cell and remember it."""
        known = self._known[column]
        if len(known) >= _REMEMBERED:
            known.clear()
        made = known[key] = self._cell(column, text)
        return made

    def _cell(self, column: int, text: str, style: str = "") -> str:
        """Return a cell in ASCII: a row with one ▼ in it takes twice the memory and is encoded."""
        made = cell(self._widths[column], self._view.markup.text(text, "FG Log", style))
        return made.encode("ascii", "xmlcharrefreplace").decode()


_PLAIN, _PLAIN_END = (
    para("FG Log", "<w:r><w:t>\n</w:t></w:r>").partition("\n")[0],
    "</w:t></w:r></w:p></w:tc>",
)
_WHOLE = row(()).removesuffix("</w:tr>")


def observations(view: WordView) -> Iterator[str]:
    """Return the note-taker's own observations, apart from everything that was said."""
    markup = view.markup
    yield markup.text(view.words(labels.OBSERVATION_NOTE), "FG Note Above")
    for seen in view.observed():
        when = dates.offset(seen.offset_ms)
        if view.several:
            when = f"{view.session_name(seen)} {when}"
        themes = f" · {view.words.semicolons(seen.themes)}" if seen.themes else ""
        rtl = is_rtl(seen.text)
        mark = LEFT_TO_RIGHT_MARK if rtl else ""
        tail = markup.run(f"{mark}{when}{themes}{mark}", "FG Muted")
        dot = markup.run(" · ", "FG Muted", rtl=rtl)
        yield markup.said(seen.text, "List Bullet", dot, tail)
