"""What next: the moments and thoughts of the debrief, open questions, earlier promises."""

from collections.abc import Iterator

from focusgroup.core.evidence.rollup import NO_THEME
from focusgroup.exports.word.body.themes import quoted
from focusgroup.exports.word.ooxml.markup import para
from focusgroup.exports.word.ooxml.styles import KIND_NAMES
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import labels


def has_next(view: WordView) -> bool:
    """Return whether there is anything to say."""
    return bool(view.thoughts() or view.moments() or view.earlier())


def what_next(view: WordView) -> Iterator[str]:
    """Return the moments as quotes, each thought as a list, and what became of earlier promises."""
    markup = view.markup
    if said := view.earlier():
        yield markup.text(said, "FG Text")
    if moments := view.moments():
        yield para("heading 2", markup.run(f"★ {view.words(labels.MOMENTS)}"))
        for quote in moments:
            yield quoted(view, quote, KIND_NAMES[quote.kind], NO_THEME)
    for title, lines in view.thoughts():
        yield para("heading 2", markup.run(title))
        for line in lines:
            yield markup.said(line, "List Bullet")
