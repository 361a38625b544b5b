"""What surrounds a word in a text, how it is written, and what both say about it."""

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
        dash = self.gap[:1].isspace() and self.gap.strip()[:1] in near.DASHES
        self.starts = not first or dash or any(each in near.STOPS for each in self.gap)
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

    def _is_several(self) -> bool:
        """Return whether there are several of it: "fields are hard to count", "we sort fields"."""
        if not self.word.endswith("s") or self.word in named.QUALITIES:
            return False
        several = self.form or self.word in named.THINGS
        after = self.after in verbs.BASES or self.after in near.SEVERAL
        after = after or self.after == "of" or (several and "of" in (self.before, self.after))
        after = after or (several and self.after in near.AND)
        done = self.before in verbs.PRESENT and (
            several or not self._does()
        )  # "think miles agrees"
        return (after or done) and self._is_in_english()

    def _has_article(self) -> bool:
        if self.before not in near.DETERMINERS or self._is_to_somebody() or self._is_where():
            return False
        # "a luz le gusta", "falei com a Clara": in Romance languages no article, or one of names.
        return self.before not in ("a", "o") or self._is_in_english()

    def _is_of_a_pronoun(self) -> bool:
        """Return whether what looks like an article is the object of a verb: "eso lo lleva luz"."""
        it, verb = self.further, self.before
        if it in near.GERMAN_IT:
            return not verb.endswith(near.GERMAN_ADJECTIVE)
        if it in near.ROMANCE_IT:
            noun = verb in near.BEFORE_NOUNS or (
                self.word in named.QUALITIES and not verb.endswith(("a", "d", "e", "t"))
            )
            return not noun  # "le bouton rose"
        does = verbs.is_past(verb) or (verb.endswith("s") and not verb.endswith(("us", "ss")))
        return it in near.ENGLISH_IT and does and self.word not in named.THINGS

    def _is_to_somebody(self) -> bool:
        """Return whether "an" is no English article but a German preposition: "an wolf"."""
        german = self.word in named.NOUNS or self.word in named.FOREIGN
        return self.before == "an" and german and self.word[:1] not in "aeiouh"

    def _is_where(self) -> bool:
        """Return whether "está" before it is a verb, not "esta": "dónde está consuelo"."""
        if self.before != "esta":
            return False
        return self._written(self.first - 1) != "esta" or self.further in near.BEFORE_ESTA

    def _is_after_de(self) -> bool:
        """Return whether "de" is the article of a Dutch text."""
        dutch = not near.DUTCH.isdisjoint(each.folded for each in self.words)
        return self.before == "de" and dutch

    def _is_in_english(self) -> bool:
        if self.word in named.FOREIGN or not self.text.isascii():
            return False
        return near.ROMANCE.isdisjoint(each.folded for each in self.words)

    def _says_how(self) -> bool:
        """Return whether a noun follows, as far as its form tells: "young drivers", "rich text"."""
        after = self.after
        if not after or after in near.NOT_A_NOUN or verbs.is_past(after) or after in verbs.THIRD:
            return False
        if self._genitive():  # "rose'dan geldi": an ending, not a noun
            return False
        return self._is_in_english() and self.word not in named.FOREIGN

    def goes_on(self) -> bool:
        """Return whether what follows makes a word of it: a number, an object."""
        # "cook times are wrong", "banks want the number": then it is several things.
        if self.after.endswith("s") and self._second in near.SEVERAL:
            return True
        if self._is_in_a_phrase():
            return True
        many = self.word.endswith("s") and self._is_in_english()
        if many and self.after in verbs.BASES and not verbs.is_past(self.after):
            return True
        if self.word in named.MODAL and (self.after in near.BASE or self.after in near.FOLLOWING):
            return True
        if self.word in verbs.NAMES_TOO and self.after in near.OF_A_VERB:
            apart = self.before not in near.PREPOSITIONS or self.before == "to"
            apart = apart and self.before != "without" and not self._is_an_object()
            if apart and self._is_in_english():
                return True
        number = self.after[:1].isdigit() and "+" not in self.rest
        number = number or self.after in named.NUMBERS
        counted = number and self.word in named.BEFORE_NUMBERS
        return counted or self.after in near.PHRASE or self._is_of()

    def _is_an_object(self) -> bool:
        """Return whether a verb is before this, which then is none: "wake mark up"."""
        done = self.before in verbs.BASES and self.before not in near.BEFORE_A_VERB
        return done and self.after in near.PARTICLES

    def _is_in_a_phrase(self) -> bool:
        """Return whether it is a part of a fixed phrase: "landing page", "set in stone"."""
        if not self.capital and self.word in (self._second, self.further) != ("", ""):
            between = self.after if self._second == self.word else self.before
            return between in near.PREPOSITIONS or between in ("after", "up")
        phrases = named.SET_PHRASES
        return f"{self.before} {self.word}" in phrases or f"{self.word} {self.after}" in phrases

    def _is_of(self) -> bool:
        """Return whether it is a thing of something: "page of the report", not "remind art of"."""
        thing = self.word in named.THINGS and self.before not in near.GIVING
        return thing and self.after == "of" and not self.capital

    def _is_compound(self) -> bool:
        """Return whether a German noun is joined to it: "die Kaufmann-Liste"."""
        end = self.words[self.last].end
        return self.text[end : end + 1] in near.HYPHENS and self.text[end + 1 : end + 2].isupper()

    def _is_in_a_title(self) -> bool:
        """Return whether a word beside this one has a capital too: "Product Manager"."""
        beside = [self.first - 1] if self.before else []
        beside += [self.last + 1] if self.after else []
        return any(self.text[self.words[at].start].isupper() for at in beside)
