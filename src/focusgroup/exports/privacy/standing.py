"""Decide whether a word that may be a name is one in its place: "Mark agrees", "mark my words".

By capitals where they tell something, and by the words before and after it.
"""

from focusgroup.exports.privacy import contexts as near
from focusgroup.exports.privacy import name_words as named
from focusgroup.exports.privacy import verbs
from focusgroup.exports.privacy.around import Around


class Place(Around):
    """A place with a word that may be a name."""

    def is_name(self) -> bool | None:
        """Return whether this is a name; None if it can't be told."""
        if self._is_called():
            return True
        if not self.cased:
            return self._without_capitals()
        number_after = self.after[:1].isdigit() and "+" not in self.rest
        if number_after and self.word in named.THINGS:
            return False
        if self.last > self.first and self.capital:
            return True
        number = self.before[:1].isdigit() or number_after
        dated = number or self.before in near.WHEN
        if self.word in named.MONTHS and dated and not self._is_addressed():
            return False
        if not self.capital:
            return self._as_many() if self._is_many() else self._in_small_letters()
        return self._at_a_start() if self._capital_says_nothing() else self._with_a_capital()

    def is_everyday(self) -> bool:
        """Return whether the word is said so often, by documents too, that it stays in doubt."""
        if self._does() or self.before in near.PLAIN:
            return False
        return self.word in named.EVERYDAY or (len(self.word) < 3 and not self.capital)

    def _without_capitals(self) -> bool | None:
        """Return the same in Arabic, Hebrew and other scripts that have no capitals."""
        acts = self.starts and self.after.startswith(near.ARABIC_VERB)
        if acts or self._speaks() or self._is_addressed() or self._is_subject():
            return True
        plain = self.before in near.DETERMINERS or self.after in near.ARABIC_VERY
        return False if plain or (self.form and self.word.startswith(near.ARABIC_THE)) else None

    def _as_many(self) -> bool | None:
        """Return whether a plural is a genitive without its apostrophe: "lilys idea"."""
        if not self.word.endswith("s"):
            return False if self._written(self.last).isascii() else None
        if self.word.endswith("ys") and self.word[-3:-2] not in "aeou" and not self._has_article():
            noun = self.after not in near.NOT_A_NOUN and self.after not in verbs.BASES
            return bool(self.after) and noun and self.before not in verbs.PRESENT
        plain = self.before in near.NO_GENITIVE or self.before in verbs.PRESENT
        return False if self._is_several() or plain else None

    def is_person(self) -> bool | None:
        """Return whether this can only be a person; None if it can't be told."""
        if self._is_called() or self._is_addressed() or self._speaks() or self._feels():
            return True
        return None

    def _is_called(self) -> bool:
        """Return whether a title, an @ or a colon says that a person is meant."""
        start = self.words[self.first].start
        if self.text[:start].endswith("@") or self.rest.startswith("@"):
            return True
        if self.first and self.words[self.first - 1].folded in named.TITLES:
            before = self.text[self.words[self.first - 1].start - 1 :][:1]
            return self.gap.strip() in ("", ".") and before not in ("'", "’")
        label = not self.first and self.rest.strip() in (":", "-", "–", "—", ": “", ': "')
        after = self.words[self.last + 1 :][:1]
        apart = self.rest.startswith(":") or self.rest.startswith(" ")
        return label and apart and not (after and after[0].folded[:1].isdigit())

    def _is_addressed(self) -> bool:
        """Return whether somebody is spoken to or of here, or together with the speaker."""
        last = self.last + 2
        if (
            self.after in near.AND
            and last < len(self.words)
            and self.words[last].folded in near.MYSELF
        ):
            return True
        if self.before in near.CALLING or self.before in near.VIETNAMESE:
            return True
        if self.before == "to" and self.further in near.TO_WHOM:
            return not (self.after in near.OF_A_VERB and self.further in near.SAYING)
        if (self.further, self.before) == ("back", "to") and self.word not in named.THINGS:
            return self.after not in near.OF_A_VERB
        if self.after in near.OBJECTS:
            return False
        if (self.before, self.after) == ("both", "and") or self.further + self.before == "niceone":
            return True
        if self.before == "to" or (self.before == "a" and verbs.is_english(self.further)):
            return False
        if self.before in near.PREPOSITIONS and self.further in near.MET:
            return self.capital or self.before not in near.LOOSE
        return self.before in near.PREPOSITIONS and self.after in near.AGREED

    def _speaks(self) -> bool:
        """Return whether somebody speaks here."""
        if self.after in near.SAYING or self.after.removeprefix("و") in near.SAYING:
            return not (self.after in near.NEUTRAL and self.word in named.NO_PEOPLE)
        if not self.cased and self.before.removeprefix("و") in near.SAYING:
            return True
        return self.before in near.SAID_BEFORE

    def _feels(self) -> bool:
        """Return whether what follows is true of people only."""
        following = [each.folded for each in self.words[self.last + 2 : self.last + 4]]
        if self.after == "put" and following[:1] == ["it"]:
            return True
        if self.after in near.SAYING and following[:1]:
            return following[0] in near.PEOPLE
        return self.after in near.WEAK and not near.HUMAN.isdisjoint(following)

    def _is_he_or_she(self) -> bool:
        """Return whether what follows speaks of a person: "rolled her eyes", "? she said so"."""
        if self.before in near.DETERMINERS or self.last + 1 == len(self.words):
            return False
        after = [each.folded for each in self.words[self.last + 1 : self.last + 3]]
        if after[0] in ("she", "he") and self.rest.strip() in (",", "?", "–", "-"):
            return True
        return bool(self.after) and after[1:2] in (["her"], ["his"]) and self._does()

    def _acts(self) -> bool:
        """Return whether somebody did something here: "seconded that", with nothing before it."""
        alone = self._apart() or self.before in near.CLAUSES or self.before in near.ADVERBS
        if not alone:
            return False
        if self.word in named.THINGS:
            if self.after in verbs.HUMAN_VERBS:
                return True
            return self._does() and self._second in near.SOMEBODY and self.after not in near.NEUTRAL
        if self.word in named.QUALITIES and self.after in near.MODALS:
            return True
        if self.after == "then" and self._second in near.SAYING:
            return True
        return self._does() or self.after in ("first", "again", "too")

    def _is_given(self) -> bool:
        """Return whether something is given to, or wanted of, whoever this is: "let fox try"."""
        if self.before == "let":
            return self.after in near.BASE or self.after in verbs.BASES
        given = self.before in near.GIVING and self.after in ("a", "an", "the", "to", "of", "that")
        given = given or (self.before in near.GETTING and self.after in ("a", "an", "the"))
        return given and self.word not in named.THINGS

    def _is_listed(self) -> bool:
        """Return whether a mark or a comma sets somebody apart: "fox + two others", "fox, who"."""
        if self.last + 1 == len(self.words) or self.before in near.DETERMINERS:
            return False
        after = self.words[self.last + 1].folded
        if self.rest.strip() == "":  # "is it rose who pays"
            return after == "who" and self.before != "the" and self.word not in named.THINGS
        return self.rest.strip() in ("+", "&") or (self.rest.strip() == "," and after in near.ASIDE)

    def is_asked_about(self) -> bool:
        """Return whether a question is about this: "could fox share it", "ask does rose pay"."""
        asking, place = self.before, self.first - 2
        if asking == "t":  # "why doesn't mark sign"
            asking, place = f"{self.further}t", place - 1
        if asking not in near.AUXILIARIES or self.word in named.THINGS:
            return False
        further = self.words[place].folded if place >= 0 and self.further else ""
        does = self.after in near.BASE or self.after in verbs.BASES
        if further in near.SAYING:
            return does
        plain = self.word not in named.QUALITIES or not self._says_how()
        return (not further or further in near.WHY) and (does or plain)

    def _is_spoken_to(self) -> bool:
        """Return whether somebody is told what they do or did: "ok mark you said"."""
        if self.after != "you" or self.word in named.UNCOUNTED or self.word in named.MODAL:
            return False
        does = self._second in near.ADDRESSING or verbs.is_past(self._second)
        return does and (not self.before or self.before in near.WHY)

    def _in_small_letters(self) -> bool | None:
        if self._is_addressed() or self._is_he_or_she() or self._is_given() or self._is_listed():
            return True
        if self.is_asked_about() or self.before in near.SAID_BEFORE:
            return True
        if self.before == "to" and self._is_rare() and self.word not in verbs.NAMES_TOO:
            return True
        if self._is_spoken_to():
            return True
        if (self.before, self.after) == ("not", "but"):
            return None
        seat = self.before == "is" and self.further.isdigit()
        if (seat and not self.after) or self.after == self.word:
            return True
        if self._is_word():
            return False
        counted = self.word not in named.UNCOUNTED
        if counted and (seat or self.before in near.ABOUT) and self._ends_here():
            return True
        if self._genitive():
            return True if self.word not in named.EVERYDAY else None
        if self._speaks() or self._feels() or self._acts():
            return True
        if self._is_subject():
            return True
        if self.before in near.FROM and self.after in near.LATELY:
            return True
        if self.word in named.THINGS:
            return None
        if self.before in near.PLAIN and (not self.after or self.after in near.BOUND):
            return True if self.after or self.word not in named.IDIOMS else None
        if self._is_rare():
            return True if self.before != "de" else None
        listed = self.rest.strip() in ("+", "&", "/") or (
            not self.first and self.rest.startswith(",")
        )
        asked = self.before in ("does", "did") and self.after in near.SAID
        apart = self._apart() or self.before in near.CLAUSES
        weak = near.BARE if self.word in named.QUALITIES else near.WEAK
        return True if listed or asked or (apart and self.after in weak) else None

    def _is_word(self) -> bool:
        """Return whether what surrounds a word in small letters shows that it isn't a name."""
        if (
            self._has_article()
            or self._is_after_de()
            or self._is_described()
            or self._is_several()
            or self.goes_on()
        ):
            return True
        refused = self.before == "not" and not self.further  # "not chase again"
        if self.word in verbs.NAMES_TOO and self.before in near.BEFORE_VERBS and not refused:
            return True
        if self.before in near.WE and (self.word in named.THINGS or verbs.is_past(self.word)):
            return True
        if self.word in near.SAYING and self.after in near.OF_WANTING:
            return bool(self.before) and self.before not in near.PREPOSITIONS
        if self.before == "by" and self.further in near.SORTED:
            return True
        if self.word not in named.QUALITIES:
            return False
        if self.before in near.VERY:
            return True
        how = self.before in near.SOFT or self.before in near.EVER
        is_it = self.before in near.BEING and self._ends_here() and self.after != "not"
        return (how and not self._does()) or is_it or self._says_how()

    def _is_rare(self) -> bool:
        """Return whether the word is so rare that it is a name unless it can't be one."""
        return self.word not in named.COMMON

    def _is_described(self) -> bool:
        """Return whether a word between "the" and this one says how it is: "the wrong fox"."""
        if self.further not in near.DETERMINERS or self.before in near.NO_QUALITY:
            return False
        if self._is_of_a_pronoun():
            return False
        return self.further in ("a", "an", "every", "no") or not self._does()

    def _is_subject(self) -> bool:
        """Return whether a sentence begins here and goes on with a verb: with its object, or a no.

        Where "the" goes before most nouns, one without it is a name.
        """
        if not self._apart() or self.after in near.NO_VERB or self.word in named.THINGS:
            return False
        return self.after in near.NO or (bool(self.after) and self._second in near.ARTICLES)

    def _ends_here(self) -> bool:
        """Return whether no further noun can follow: a thing would have "a" or "the" before it."""
        return not self.after or self.after in near.ENDS or self.after[:1].isdigit()

    def _at_a_start(self) -> bool | None:
        if self._genitive() or self._is_addressed() or self._is_he_or_she() or self._acts():
            return True
        if self._is_listed():
            return True
        if self.goes_on() or self._is_several():
            return False
        if self.word in named.QUALITIES and not self.text.isupper() and self._says_how():
            return False
        if self._speaks() or (self.after in near.SAYING and self.word not in named.MASS):
            return True
        said = self.text[self.words[self.last].start : self.words[self.last].end]
        capitals = said.isupper() and not self._shouts()
        if self.before in near.PREPOSITIONS or capitals or self._feels():
            return True
        if self.word in named.UNTOLD:
            return None
        if not self.after:
            return (
                True
                if self.word not in named.THINGS or (self.starts and self.rest.strip() == ",")
                else None
            )
        return (
            True
            if self.after in near.WEAK or self._is_rare() or self._does() or self._is_subject()
            else None
        )

    def _with_a_capital(self) -> bool | None:
        if self._genitive() or self._speaks() or self._is_addressed() or self._is_compound():
            return True
        thing = self.word in named.NOUNS or self.word in named.THINGS
        if thing and self.before in near.DETERMINERS and not self._is_to_somebody():
            return False
        if self.word in named.NATIONS:
            return True if self.before in near.PREPOSITIONS and not self.after else None
        if self.word in named.THINGS and self._is_in_a_title():
            return None
        return True
