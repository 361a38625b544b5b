"""What stands round a word in a text: the words before and after it, and how it is written."""

from collections.abc import Sequence

from focusgroup.core.search.folding import FoldedWord
from focusgroup.exports.privacy import contexts as near
from focusgroup.exports.privacy import name_words as named
from focusgroup.exports.privacy import verbs


class Around:
    """The words from *first* to *last* of a *text*, with what is before and after them.

    A *form* is the plural of a word that may be a name, or another case.
    """

    def __init__(
        self, text: str, words: Sequence[FoldedWord], first: int, last: int, *, form: bool = False
    ) -> None:
        self.text = text
        self.words = words
        self.first, self.last = first, last
        self.form = form
        self.word = words[last].folded
        letter = text[words[last].start]
        self.capital = letter.isupper() or letter.istitle()
        self.cased = self.capital or letter != letter.upper()
        self.gap = text[words[first - 1].end : words[first].start] if first else ""
        self.starts = not first or any(each in near.STOPS for each in self.gap)
        self.before = "" if self.starts else words[first - 1].folded
        self.further = words[first - 2].folded if self.before and first > 1 else ""
        ends = len(words) - 1 == last
        self.rest = text[words[last].end :] if ends else self._gap_after()
        self.after = self._second = ""
        if not ends and not any(each in near.STOPS or each == "," for each in self.rest):
            self.after = words[last + 1].folded
            self._second = words[last + 2].folded if last + 2 < len(words) else ""

    def _gap_after(self) -> str:
        return self.text[self.words[self.last].end : self.words[self.last + 1].start]

    def _written(self, place: int) -> str:
        return self.text[self.words[place].start : self.words[place].end].lower()

    def _does(self) -> bool:
        """Return whether what follows is what one person does or did, as far as its form tells."""
        if verbs.is_past(self.after) or self.after in near.SAYING:
            return True
        if self.after and verbs.has_ending(self._written(self.last + 1)):
            return True
        # "field names are", "rush orders get lost": there it is several things.
        return self.after in verbs.THIRD and self._second not in near.OF_SEVERAL

    def _genitive(self) -> bool:
        after = self.words[self.last + 1].folded if self.last + 1 < len(self.words) else ""
        return self.rest in ("'", "’") and after in near.GENITIVE

    def _is_many(self) -> bool:
        """Return whether this is a plural, or a form so short that it is another word: Věry."""
        return self.form and (self.word.endswith("s") or len(self.word) < 5)

    def _apart(self) -> bool:
        return self.starts or "," in self.gap

    def _shouts(self) -> bool:
        return self.text.isupper() and len(self.words) > 1

    def _capital_says_nothing(self) -> bool:
        """Return whether this starts a sentence, or all words have a capital."""
        if self.starts:
            return True
        others = [*self.words[: self.first], *self.words[self.last + 1 :]]
        long = [each for each in others if each.end - each.start > 3] or others
        small = any(self.text[each.start].islower() for each in long)
        return bool(others) and not small and self.word not in named.NOUNS
