"""Find the callbacks that are due: the open question or section is about the same thing."""

from collections.abc import Iterable

from focusgroup.core.model import Note, Question, Section
from focusgroup.core.text import fold

SHORTEST = 4
"""The shortest word that can say what a text is about, in letters; for Chinese, two characters."""
TELLS_NOTHING = frozenset(
    "about also been does from have here into just like make more most need only other some than"
    " that them then there these they thing this those very want well were what when where which"
    " while will with work would your".split()
)


def _words(text: str) -> set[str]:
    """Return the significant words of a text, folded; of Chinese, overlapping pairs."""
    found: set[str] = set()
    for word in "".join(c if c.isalnum() else " " for c in fold(text)).split():
        if word.isascii():
            if len(word) >= SHORTEST and word not in TELLS_NOTHING:
                found.add(word)
        else:
            found.update(word[i : i + 2] for i in range(len(word) - 1))
    return found


def _alike(one: str, other: str) -> bool:
    """Return whether two words differ only in their ending: *export*, *exports*, *exporting*."""
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    shortest = min(len(one), len(other))
    return same is None or same >= max(shortest - 1, SHORTEST)


def due(callbacks: Iterable[Note], section: Section, question: Question | None) -> list[Note]:
    """Return the *callbacks* that the open question or section is about.

    A question is matched by its own words and its probes, a section's opening by its title and
    themes.
    """
    if question is not None:
        texts = [question.text, *(probe.text for probe in question.probes)]
    else:
        texts = [section.title, *section.themes]
    here = set().union(*map(_words, texts))
    return [
        note
        for note in callbacks
        if any(_alike(one, other) for one in _words(note.text) for other in here)
    ]
