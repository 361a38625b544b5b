"""Decide whether a word that may be a name is one where it stands: "Mark agrees", "mark my words".

By capitals where they tell something, and by the words before and after it.
"""

from collections.abc import Sequence

from focusgroup.exports.privacy.folding import FoldedWord
from focusgroup.exports.privacy.name_words import (
    ABOUT,
    ADVERBS,
    AGREED,
    AND_ALL,
    BASE,
    BOUND,
    CALLING,
    CLAUSES,
    DETERMINERS,
    FOLLOWING,
    GIVING,
    HUMAN,
    IDIOMS,
    LATELY,
    MASS,
    MEETING,
    MODAL,
    MONTHS,
    NATIONS,
    NEUTRAL,
    NOUNS,
    PLAIN,
    PREPOSITIONS,
    SAYING,
    SOFT,
    SUBJECTS,
    THINGS,
    TITLES,
    TO_WHOM,
    UNCOUNTED,
    VERBAL,
    WEAK,
    WHEN,
)


def _is_past(word: str) -> bool:
    """Return whether *word* is what somebody did, as far as its ending tells."""
    return (word.endswith("ed") and len(word) > 4) or word in SAYING


_STOPS = frozenset('.!?:;\n•“”"«»„…()[]—–>/')
_MYSELF = frozenset("i me ich moi yo io ik ja я انا".split())
_AND = frozenset("and und et y e en a i и و".split())
_PEOPLE = frozenset("me us him her his early".split())
_FROM = frozenset(("from", "by", "von", "via", "от"))
_LOOSE = frozenset(("on", "as", "like", "per", "than", "of", "at", "s"))


class Place:
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
        self.starts = not first or any(each in _STOPS for each in self.gap)
        self.before = "" if self.starts else words[first - 1].folded
        self.further = words[first - 2].folded if self.before and first > 1 else ""
        ends = len(words) - 1 == last
        self.rest = text[words[last].end :] if ends else self._gap_after()
        self.after = ""
        if not ends and not any(each in _STOPS or each == "," for each in self.rest):
            self.after = words[last + 1].folded

    def _gap_after(self) -> str:
        return self.text[self.words[self.last].end : self.words[self.last + 1].start]

    def is_name(self) -> bool | None:
        """Return whether a name stands here; None if it can't be told."""
        if self._is_called():
            return True
        if not self.cased:
            return True if self._speaks() or self._is_addressed() else None
        if self.after[:1].isdigit() and self.word in THINGS:
            return False
        if self.word in MONTHS and (self.before in WHEN or self.after[:1].isdigit()):
            return False
        if not self.capital:
            return False if self.form else self._in_small_letters()
        return self._at_a_start() if self._capital_says_nothing() else self._with_a_capital()

    def is_person(self) -> bool | None:
        """Return whether what stands here can be nothing but somebody; None if it can't be told."""
        if self._is_called() or self._is_addressed() or self._speaks() or self._feels():
            return True
        return None

    def _is_called(self) -> bool:
        """Return whether a title, an @ or a colon says that a person is meant."""
        start = self.words[self.first].start
        if self.text[:start].endswith("@"):
            return True
        if self.first and self.words[self.first - 1].folded in TITLES:
            before = self.text[self.words[self.first - 1].start - 1 :][:1]
            return self.gap.strip() in ("", ".") and before not in ("'", "’")
        label = not self.first and self.rest.strip() in (":", "-", "–", "—", ": “", ': "')
        after = self.words[self.last + 1 :][:1]
        apart = self.rest.startswith(":") or self.rest.startswith(" ")
        return label and apart and not (after and after[0].folded[:1].isdigit())

    def _is_addressed(self) -> bool:
        """Return whether somebody is spoken to or of here, or with the one who speaks."""
        last = self.last + 2
        if self.after in _AND and last < len(self.words) and self.words[last].folded in _MYSELF:
            return True
        if self.after in FOLLOWING - SUBJECTS:
            return False
        if self.before in CALLING:
            return True
        if self.before == "to":
            return self.further in TO_WHOM
        if self.before in PREPOSITIONS and self.further in MEETING | SAYING:
            return self.capital or self.before not in _LOOSE
        return self.before in PREPOSITIONS and self.after in AGREED

    def _speaks(self) -> bool:
        """Return whether somebody speaks here."""
        if self.after in SAYING or self.after.removeprefix("و") in SAYING:
            return not (self.after in NEUTRAL and self.word in THINGS)
        if not self.cased and self.before.removeprefix("و") in SAYING:
            return True
        return self.before in ("said", "says", "sagt", "sagte", "dit", "dijo", "zei", "сказал")

    def _feels(self) -> bool:
        """Return whether what follows is true of people only."""
        following = [each.folded for each in self.words[self.last + 2 : self.last + 4]]
        if self.after in SAYING and following[:1]:
            return following[0] in _PEOPLE
        return self.after in WEAK and not HUMAN.isdisjoint(following)

    def _genitive(self) -> bool:
        after = self.words[self.last + 1].folded if self.last + 1 < len(self.words) else ""
        return self.rest in ("'", "’") and after == "s"

    def _is_he_or_she(self) -> bool:
        """Return whether what follows speaks of a person: "rolled her eyes", "? she said so"."""
        if self.before in DETERMINERS or self.last + 1 == len(self.words):
            return False
        after = [each.folded for each in self.words[self.last + 1 : self.last + 3]]
        if after[0] in ("she", "he") and self.rest.strip() in (",", "?", "–", "-"):
            return True
        return bool(self.after) and after[1:2] in (["her"], ["his"]) and _is_past(after[0])

    def _acts(self) -> bool:
        """Return whether somebody did something here: "seconded that", with nothing before it."""
        alone = self._apart() or self.before in CLAUSES or self.before in ADVERBS
        acts = _is_past(self.after) or self.after in ("first", "again", "too")
        return alone and acts and self.word not in THINGS

    def _is_given(self) -> bool:
        """Return whether something is given to, or wanted of, whoever this is: "let fox try"."""
        if self.before == "let":
            return self.after in BASE
        given = self.before in GIVING and self.after in ("a", "an", "the", "to", "of", "that")
        return given and self.word not in THINGS

    def _in_small_letters(self) -> bool | None:
        if self._is_addressed() or self._is_he_or_she() or self._is_given():
            return True
        if self.before in DETERMINERS or self.before in VERBAL:
            return False
        seat = self.before == "is" and self.further.isdigit()
        counted = self.word not in UNCOUNTED
        if counted and (seat or self.before in ABOUT) and self._ends_here():
            return True
        if self.goes_on():
            return False
        if self._speaks() or self._genitive() or self._feels() or self._acts():
            return True
        if self.before in SOFT:
            return False
        if self.before in _FROM and self.after in LATELY:
            return True
        if self.word in THINGS:
            return None
        if self.before in PLAIN and (not self.after or self.after in BOUND):
            return True if self.after or self.word not in IDIOMS else None
        listed = self.rest.strip() in ("+", "&", "/") or (
            not self.first and self.rest.startswith(",")
        )
        asked = self.before in ("does", "did") and self.after in BASE | SAYING
        apart = self._apart() or self.before in CLAUSES
        return True if listed or asked or (apart and self.after in WEAK) else None

    def _ends_here(self) -> bool:
        """Return whether no further noun can follow: a thing would have "a" or "the" before it."""
        return not self.after or self.after in BOUND | WEAK | AND_ALL or self.after[:1].isdigit()

    def _apart(self) -> bool:
        return self.starts or "," in self.gap

    def goes_on(self) -> bool:
        """Return whether what follows makes a word of it: a number, an object."""
        number = self.last + 2 < len(self.words) and self.words[self.last + 2].folded.isdigit()
        after = self.after in FOLLOWING and not (self.after in WEAK and self._apart())
        if self.word in MODAL and self.after in BASE:
            return True
        return after or self.after[:1].isdigit() or (number and self.after in WEAK)

    def _shouts(self) -> bool:
        return self.text.isupper() and len(self.words) > 1

    def _capital_says_nothing(self) -> bool:
        """Return whether this starts a sentence, or all words have a capital."""
        if self.starts:
            return True
        others = [*self.words[: self.first], *self.words[self.last + 1 :]]
        long = [each for each in others if each.end - each.start > 3] or others
        small = any(self.text[each.start].islower() for each in long)
        return bool(others) and not small and self.word not in NOUNS

    def _at_a_start(self) -> bool | None:
        if self._genitive() or self._is_addressed() or self._is_he_or_she() or self._acts():
            return True
        if self.goes_on():
            return False
        if self._speaks() or (self.after in SAYING and self.word not in MASS):
            return True
        said = self.text[self.words[self.last].start : self.words[self.last].end]
        listed = self.rest.strip() in ("+", "&")
        capitals = said.isupper() and not self._shouts()
        if self.before in PREPOSITIONS or capitals or listed or self._feels():
            return True
        if self.word in MASS or self.word in NATIONS:
            return None
        if not self.after:
            return True if self.word not in THINGS or self.rest.strip() == "," else None
        return True if self.after in WEAK else None

    def _with_a_capital(self) -> bool | None:
        if self._genitive() or self._speaks() or self._is_addressed():
            return True
        if self.before in DETERMINERS and (self.word in NOUNS or self.word in THINGS):
            return False
        if self.word in NATIONS:
            return True if self.before in PREPOSITIONS and not self.after else None
        return True
