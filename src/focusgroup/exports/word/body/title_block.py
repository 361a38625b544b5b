"""The head of the first page: title, details, key figures."""

from collections.abc import Iterator

from focusgroup.exports.facts import facts, key_figures
from focusgroup.exports.text.metrics import cut, short
from focusgroup.exports.word.ooxml import fitting
from focusgroup.exports.word.ooxml.markup import TABLE_END, cell, para, row, table_start
from focusgroup.exports.word.ooxml.styles import BAND
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import labels


def title_block(view: WordView, title: int, names: int, lines: int) -> Iterator[str]:
    """Return kicker, title and details: *title* columns of title, *names* of a list, *lines*."""
    markup = view.markup
    yield markup.text(kicker(view), "FG Kicker")
    yield markup.text(cut(view.title, title), "Title")
    for fact in facts(view, names, wide=view.sheet.lies)[:lines]:
        yield markup.text(fact, "FG Facts")
    if view.report.sample:
        yield markup.text(view.words(labels.SAMPLE_SENTENCE), "FG Sample")


def kicker(view: WordView) -> str:
    """Return the line above the title that says what document this is."""
    what = view.words(labels.SESSION_SUMMARY) if view.session else view.words(labels.REPORT)
    what = view.words(labels.TOPLINE) if view.topline and not view.one_page else what
    return " · ".join(part for part in (short(product(view), 40), what) if part)


def product(view: WordView) -> str:
    """Return the product that the report is about, empty if it is about several."""
    products = dict.fromkeys(session.product for session in view.report.sessions)
    return next(iter(products)) if len(products) == 1 else ""


def figures(view: WordView) -> str:
    """Return the band of key figures."""
    shown = key_figures(view)
    widths = fitting.figure_widths(view.sheet, shown)
    cells = [
        cell(
            wide,
            view.markup.text(number, "FG Figure") + view.markup.text(name, "FG Figure Label"),
            fill=BAND,
        )
        for wide, (number, name) in zip(widths, shown, strict=True)
    ]
    start = table_start("FG Band", widths, view.words(labels.KEY_FIGURES), header=False)
    return f"{para('FG Gap')}{start}{row(cells)}{TABLE_END}{para('FG Gap')}"
