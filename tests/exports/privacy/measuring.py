"""How many names of the corpus are missed, and how many innocent words are masked.

python -m tests.exports.privacy.measuring
"""

import re
import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from focusgroup.core.search.folding import fold
from focusgroup.exports.privacy.masks import Finder
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.wording.words import Words
from tests.exports.privacy.corpus import (
    ALSO_SAID,
    ALSO_WORDS,
    ALSO_WORDS_TOO,
    COMPANY_SAID,
    FREELY_SAID,
    HELD_OUT,
    LANGUAGES,
    LAST_WORDS,
    WIDE_COMPANIES,
    WIDE_SAID,
    companies,
    innocent,
)

ENGLISH = Words("en")
LABEL = "▮"
_TITLE = 4
_SAID = re.compile(r"\[([^\]]*)\]")


def left_of(text: str, finder: Finder) -> str:
    """*text* with every name that is found replaced."""
    for name in reversed(finder.find(text)[0]):
        text = text[: name.start] + LABEL + text[name.end :]
    return text


def missed(step: int = 1) -> Iterator[tuple[str, str, str]]:
    """Language, sentence and what is left of it, of each name of the corpus that is missed."""
    for language, made in LANGUAGES.items():
        for whole, first, last in list(made.people())[::step]:
            spellings = Spellings(ENGLISH)
            spellings.add_person(whole, LABEL)
            finder = Finder(spellings, Spellings(ENGLISH), safe=True)
            for name in dict.fromkeys(made.called(whole, first, last)):
                yield from _missed(language, name, made.said, finder, small=made.small)
    for whole, first in list(companies())[::step]:
        spellings = Spellings(ENGLISH)
        spellings.add_account(whole, LABEL)
        finder = Finder(Spellings(ENGLISH), spellings, safe=True)
        said = WIDE_SAID if first in WIDE_COMPANIES else COMPANY_SAID
        for name in (whole, first):
            yield from _missed("companies", name, said, finder, small=True)


def _missed(
    language: str, name: str, said: tuple[str, ...], finder: Finder, *, small: bool
) -> Iterator[tuple[str, str, str]]:
    for sentence in said:
        for text in (sentence.format(name), *([sentence.format(name).lower()] if small else ())):
            left = left_of(text, finder)
            # Nothing of the sentence may go with the name, and nothing of the name may stay.
            if fold(left) != fold(sentence.format(LABEL)) and (len(name) > 1 or name in left):
                yield language, text, left


def masked(step: int = 1) -> tuple[int, list[tuple[str, str]]]:
    """How many innocent sentences there are, and those in which something is masked."""
    people, firms = Spellings(ENGLISH), Spellings(ENGLISH)
    for made in LANGUAGES.values():
        for whole, *_ in list(made.people())[::step]:
            people.add_person(whole, LABEL)
    for word in sorted({word for _, word in innocent() if word}):
        people.add_person(f"Quentin {word.title()}", LABEL)
    for whole, _ in list(companies())[::step]:
        firms.add_account(whole, LABEL)
    finder = Finder(people, firms, safe=True)
    sentences = list(innocent())[::step]
    left = [(text, left_of(text, finder)) for text, _ in sentences]
    return len(sentences), [(text, now) for text, now in left if now != text]


def freely(
    names: list[str] = ALSO_WORDS, sentences: list[str] = FREELY_SAID
) -> tuple[list[tuple[str, str]], int]:
    """The sentences in which a name that is a word is missed, each with the name; and how many."""
    lost, count = [], 0
    for whole in names:
        spellings = Spellings(ENGLISH)
        spellings.add_person(whole, LABEL)
        finder = Finder(spellings, Spellings(ENGLISH), safe=True)
        for name in (whole, *whole.split()):
            for said in sentences:
                for text in (said.format(name), said.format(name).lower()):
                    count += 1
                    if re.search(rf"\b{name}\b", left_of(text, finder), re.I):
                        lost.append((text, name))
    return lost, count


class Typed(NamedTuple):
    """A sentence about somebody or none, what is left of it, and whether that is *known* wrong.

    Of the names in it, *kept* stay.
    """

    text: str
    left: str
    named: int
    kept: int
    known: bool

    @property
    def wrong(self) -> bool:
        """Whether a name stays, or a word goes that is none."""
        return self.kept > 0 if self.named else self.left != self.text


FILES = (
    *("people_said.txt", "companies_said.txt"),
    *("people_said_later.txt", "companies_said_later.txt"),
    *("people_said_last.txt", "companies_said_last.txt"),
    *("people_said_newest.txt", "companies_said_newest.txt"),
    *("people_said_live.txt", "companies_said_live.txt"),
)
"""The last six were written when the rules were done, and what they missed was mended since."""
_ESCAPED = re.compile(r"\\u([0-9a-f]{4})|\\n|\\t")


def as_typed(files: tuple[str, ...] = FILES) -> Iterator[Typed]:
    """Every sentence in the text files.

    A line ``# Name`` begins the sentences of somebody; what is said of them is in brackets. Before
    a sentence that is read wrongly, as a program that knows no grammar must, stands ``~``.
    """
    for file in files:
        for part in Path(__file__).with_name(file).read_text("utf-8").split("# ")[1:]:
            name, *lines = part.splitlines()
            people, firms = Spellings(ENGLISH), Spellings(ENGLISH)
            for each in name.split(" / "):
                (people.add_person if file[0] == "p" else firms.add_account)(each, LABEL)
            finder = Finder(people, firms, safe=True)
            for line in lines:
                said = _ESCAPED.sub(_unescaped, line.removeprefix("~ "))
                yield _typed(said, finder, known=line.startswith("~ "))


def _unescaped(found: re.Match[str]) -> str:
    """What is invisible in a text file: a soft hyphen, the end of a line inside a name."""
    return chr(int(found[1], 16)) if found[1] else {"\\n": "\n", "\\t": "\t"}[found[0]]


def _typed(sentence: str, finder: Finder, *, known: bool) -> Typed:
    text = _SAID.sub(r"\1", sentence)
    taken_off, names = 0, []
    for said in _SAID.finditer(sentence):
        names.append((said.start() - taken_off, said.end() - taken_off - 2))
        taken_off += 2
    found = finder.find(text)[0]
    gone = {place for each in found for place in range(each.start, each.end)}
    # A title may stay: 田中さん, Mr King.
    kept = sum(
        len({*range(start, end)} - gone) > min(_TITLE, (end - start) / 2) for start, end in names
    )
    return Typed(text, left_of(text, finder), len(names), kept, known)


def main(step: int = 1) -> None:
    """Print the misses and the innocent words masked, each with its share."""
    people = sum(len(list(made.people())[::step]) for made in LANGUAGES.values())
    firms = len(list(companies())[::step])
    lost = list(missed(step))
    for language, text, left in lost:
        print(f"missed  {language}: {text}  ->  {left}")
    count, wrong = masked(step)
    for text, now in wrong:
        print(f"masked  {text}  ->  {now}")
    first, second = freely(), freely(ALSO_WORDS_TOO, ALSO_SAID)
    loose, all_of_them = [*first[0], *second[0]], first[1] + second[1]
    held, of_held = freely(LAST_WORDS, HELD_OUT)
    typed = {
        "hard": list(as_typed(FILES[:4])),
        "held-out": list(as_typed(FILES[4:6])),
        "newest": list(as_typed(FILES[6:8])),
        "live": list(as_typed(FILES[8:])),
    }
    for each in chain(*typed.values()):
        if each.wrong:
            print(f"{'missed' if each.named else 'masked'}  {each.text}  ->  {each.left}")
    for text, name in (*loose, *held):
        print(f"missed  {name} in: {text}")
    print(f"{people} people and {firms} companies: {len(lost)} misses")
    print(f"{count} innocent sentences: {len(wrong)} masked ({len(wrong) / count:.2%})")
    for which, many, missing in (("known", all_of_them, loose), ("once held-out", of_held, held)):
        share = len(missing) / many
        print(f"names that are words, in {many} {which} ones: {len(missing)} missed ({share:.1%})")
    for which, several in typed.items():
        names, kept = sum(each.named for each in several), sum(each.kept for each in several)
        print(f"{which} sentences as typed: {kept} of {names} names missed ({kept / names:.1%})")
        innocents = [each for each in several if not each.named]
        gone = sum(each.wrong for each in innocents)
        print(f"  {gone} of {len(innocents)} masked in which the same word is none")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
