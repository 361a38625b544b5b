"""When a callback is due: as soon as the agenda comes to what it is about."""

from collections.abc import Iterable

from focusgroup.core.model import Note, Question, Section
from focusgroup.core.text import fold

SHORTEST = 4
"""Letters of a word that says what something is about; of Chinese two characters do."""
TELLS_NOTHING = frozenset(
    "about also been does from have here into just like make more most need only other some than"
    " that them then there these they thing this those very want well were what when where which"
    " while will with work would your".split()
)


def _words(text: str) -> set[str]:
    """The telling words of a text, folded; overlapping pairs where words are not separated."""
    found: set[str] = set()
    for word in "".join(c if c.isalnum() else " " for c in fold(text)).split():
        if word.isascii():
            if len(word) >= SHORTEST and word not in TELLS_NOTHING:
                found.add(word)
        else:
            found.update(word[i : i + 2] for i in range(len(word) - 1))
    return found


def _alike(one: str, other: str) -> bool:
    """Whether two words are the same but for an ending: *export*, *exports*, *exporting*."""
    if not (one.isascii() and other.isascii()):
        return one == other
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    shortest = min(len(one), len(other))
    return same is None or same >= max(shortest - 1, SHORTEST)


def _about(words: set[str], text: str) -> bool:
    return any(_alike(one, other) for one in words for other in _words(text))


def due(callbacks: Iterable[Note], section: Section, question: Question | None) -> list[Note]:
    """Of *callbacks* those that the open place is about: a question by its own words and its
    probes, a section's opening by its title and themes.
    """
    if question is not None:
        texts = [question.text, *(probe.text for probe in question.probes)]
    else:
        texts = [section.title, *section.themes]
    here = " ".join(texts)
    return [note for note in callbacks if _about(_words(note.text), here)]
