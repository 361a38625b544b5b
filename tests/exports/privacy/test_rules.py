"""The rules by which a word is a name: each sentence that was typed is read as it was last time."""

from dataclasses import replace

import pytest

from focusgroup.core.model import Note, NoteKind, Participant
from focusgroup.exports.kinds import REPORTS
from focusgroup.exports.privacy.consent import INTERNAL, Audience
from focusgroup.exports.privacy.masks import Finder
from focusgroup.exports.privacy.proof import Forbidden
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.word import Making
from focusgroup.exports.wording.words import Words
from focusgroup.services.documents.checking import check_pieces
from focusgroup.services.documents.contents import pieces_of
from tests.exports.conftest import NOW
from tests.exports.privacy.corpus import (
    ALSO_SAID,
    ALSO_WORDS,
    ALSO_WORDS_TOO,
    FREELY_SAID,
    HELD_OUT,
    LAST_WORDS,
)
from tests.exports.privacy.measuring import LABEL, as_typed, freely, left_of
from tests.exports.reports import of_quotes, quote, session
from tests.exports.reports import participants as planners_room

ENGLISH = Words("en")
EXTERNAL = Audience(external=True)


def test_every_sentence_as_typed_is_read_as_the_file_says():
    assert [each for each in as_typed() if each.wrong != each.known] == []


@pytest.mark.parametrize(
    ("names", "said", "most"),
    [
        (ALSO_WORDS, FREELY_SAID, 0),
        (ALSO_WORDS_TOO, ALSO_SAID, 0),
        (LAST_WORDS, HELD_OUT, 0),
    ],
)
def test_no_more_names_that_are_words_are_missed_than_before(names, said, most):
    assert len(freely(names, said)[0]) <= most


GUESTS = (
    "Atlas Berger, Ana Manager, Cy Customer, Di Strong, Ed Theme, Spring Summary, Flo Internal,"
    " Bo Problem, Al Owner, Jo Session"
).split(", ")
FIRMS = "Quote Ltd, Open AG, Evidence Inc, People SA".split(", ")


def called_like_our_words():
    """A report of a product and a title whose words are guests' names, as are our headings."""
    room = tuple(
        replace(each, name=name, account=FIRMS[place % 4], account_id=f"a{place % 4}")
        for place, (each, name) in enumerate(zip(planners_room(), GUESTS, strict=False))
    )
    said = (quote("ask Strong about it", room[0], themes=["speed"]), quote("slow", room[1]))
    made = of_quotes(list(said), participants=room)
    return replace(
        made, sessions=(session(title="Atlas Manager spring round", product="Atlas Manager"),)
    )


@pytest.mark.parametrize("suffix", [".csv", ".md", ".xlsx"])
def test_a_guest_called_like_a_word_of_the_title_or_of_a_heading_is_no_finding(tmp_path, suffix):
    made = called_like_our_words()
    kind = next(each for each in REPORTS if each.suffix == suffix)
    path = tmp_path / f"written{suffix}"
    kind.write(made, path, Making(NOW, audience=EXTERNAL))
    checked = check_pieces(pieces_of(path), Forbidden(made, EXTERNAL))
    assert checked.lines() == []


def test_the_same_guest_is_found_where_a_name_stands():
    forbidden = Forbidden(called_like_our_words(), EXTERNAL)
    for text, name in (
        ("Strong said so", "Di Strong"),
        ("ask manager about it", "Ana Manager"),
        ("Ana Manager", "Ana Manager"),
        ("the file of Ed Theme", "Ed Theme"),
        ("Summary: it is too slow", "Spring Summary"),
    ):
        assert [each.partition(" (as")[0] for each in forbidden.find(text)[0]] == [name]
    assert forbidden.find("Internal: contains customer names") == ([], 0)


def test_a_product_and_a_title_stay_readable():
    people = Spellings(ENGLISH)
    for place, name in enumerate(GUESTS):
        people.add_person(name, f"[{place}]")
    people.keep("Atlas Manager")
    finder = Finder(people, Spellings(ENGLISH))
    for text in ("Atlas Manager", "Product Manager round", "the manager likes it"):
        assert left_of(text, finder) == text
    assert left_of("Berger hall", finder) == f"{LABEL} hall"


def test_a_plural_or_a_number_before_it_makes_a_word_of_it():
    people = Spellings(ENGLISH)
    people.add_person("Miles Fox", LABEL)
    finder = Finder(people, Spellings(ENGLISH))
    for text in ("a list of foxes", "forty miles", "six miles away"):
        assert left_of(text, finder) == text


def test_everybody_and_every_company_that_a_report_knows_is_looked_for():
    first, *others = planners_room()
    stranger = Participant("p99", "s1", 11, "Olga Unlisted", "OU", "Buyer", "Quixcorp AG")
    room = (replace(first, account="Zebrotec GmbH"), *others)
    notes = (Note("n1", "s1", next(iter(NoteKind)), "so be it", 0, speaker="Ivo Notetold"),)
    made = of_quotes([quote("no", stranger)], participants=room, notes=notes)
    forbidden = Forbidden(made, EXTERNAL)
    for name in ("Olga Unlisted", "Ivo Notetold", "Quixcorp AG", "Zebrotec GmbH", first.name):
        assert forbidden.find(f"ask {name}, please")[0] == [name]
    assert forbidden.find("ask unlisted")[0] == ["Olga Unlisted (as “unlisted”)"]


def test_a_zone_is_nobody_and_in_bytes_only_whole_names_of_several_words_count():
    first, second, *others = planners_room()
    room = (
        replace(first, name="Ana Berlin", consent_name=False),
        replace(second, name="Cherubina", consent_name=False),
        *others,
    )
    forbidden = Forbidden(of_quotes([quote("no", others[0])], participants=room), INTERNAL)
    assert list(forbidden.names) == ["Ana Berlin", "Cherubina"]
    assert forbidden.find("Europe/Berlin") == ([], 0)
    assert forbidden.find("in Berlin")[0] == ["Ana Berlin (as “Berlin”)"]
    assert forbidden.find_whole("xx Ana Berlin xx") == ["Ana Berlin"]
    assert forbidden.find_whole("xx ana  berlin") == ["Ana Berlin (as “ana  berlin”)"]
    for text in ("Berlin", "AnaBerlin", "Cherubina", "Ana"):
        assert forbidden.find_whole(text) == []
