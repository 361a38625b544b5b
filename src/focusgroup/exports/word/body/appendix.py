"""The appendix that can be asked for: the codebook of what was said, and how it was gathered."""

from collections import Counter
from collections.abc import Iterator

from focusgroup.core.model import PATH_SEPARATOR, QUOTE_KINDS, Theme
from focusgroup.exports.text.metrics import cut
from focusgroup.exports.word.body.people import table
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import counts, labels, method, rules


def codebook(view: WordView) -> Iterator[str]:
    """Return the themes of the quotes with what each is, what it is not, and its keywords."""
    words = view.words
    said = view.count.codebook
    rows = [
        [
            cut(theme.path, 120),
            "\n".join(filter(None, _definition(view, theme))) or labels.DASH,
            words.number(said[theme.path]) if said[theme.path] else labels.DASH,
        ]
        for theme in _used(view, said)
    ]
    heads = words.each(labels.CODEBOOK_HEADS)
    yield from table(view, words(labels.CODEBOOK), heads, (32, 58, 10), rows)


def _used(view: WordView, said: Counter[str]) -> list[Theme]:
    """Return the themes that quotes have, and those above them: no other is of these sessions."""
    there = set(said)
    for path in said:
        parts = path.split(PATH_SEPARATOR)
        there |= {PATH_SEPARATOR.join(parts[:depth]) for depth in range(1, len(parts))}
    known = {theme.path: theme for theme in view.report.themes}
    return [known.get(path) or Theme("", path) for path in sorted(there)]


def _definition(view: WordView, theme: Theme) -> Iterator[str]:
    words = view.words
    yield cut(theme.description, 400)
    if theme.excludes:
        yield words(labels.IS_NOT, text=cut(theme.excludes, 300))
    if theme.keywords:
        yield words(labels.KEYWORDS, text=words.commas(theme.keywords))
    if theme.owner and not view.external:
        yield words(labels.OWNED_BY, name=theme.owner)


def gathered(view: WordView) -> Iterator[str]:
    """Return how the quotes were gathered, counted and graded, as a list."""
    words, found, count = view.words, view.findings, view.count
    spoken = count.heard.mentions
    told = [
        method.sessions(words, len(view.report.sessions), found.people, found.accounts),
        method.taken_down(
            words,
            spoken,
            spoken - count.verbatim,
            count.stubs,
        ),
        method.tagged(words, count.tagged, spoken),
        words.semicolons(
            f"{words(labels.KINDS[kind])}: {words.number(many)}"
            for kind in QUOTE_KINDS
            if (many := count.of_kind(kind))
        ),
        counts.apart(words, found.apart, found.observations),
        words(rules.NO_SURVEY),
        view.consent(),
    ]
    for line in told:
        if line:
            yield view.markup.text(line, "List Bullet")
