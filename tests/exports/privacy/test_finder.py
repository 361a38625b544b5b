"""The finder of names: how people are called and typed, and words that are no names."""

import sys
import unicodedata

import pytest

from focusgroup.core.search.folding import fold
from focusgroup.exports.privacy import contexts, name_words
from focusgroup.exports.privacy import spellings as spellings_of_names
from focusgroup.exports.privacy.masks import Finder, Unsure, mask_of
from focusgroup.exports.privacy.nicknames import NICKNAMES
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.wording.words import Words
from tests.exports.privacy.corpus import LANGUAGES
from tests.exports.privacy.measuring import LABEL, freely, left_of, masked, missed

ENGLISH = Words("en")
INNOCENT = 0.01
"""The share of innocent sentences in which a word may be masked."""

FREE = 0.001
"""The share of names that are words that may be missed in sentences of any kind."""

CALLED = {
    "emil fox": (
        "emil said so",
        "ask fox",
        "Emil Fox",
        "EMIL FOX",
        "emilfox",
        "E. Fox",
        "when fox is back",
    ),
    "Tom Quixworth": (
        "the Quixworths",
        "quixworth's",
        "Quix\u00adworth",
        "Quix\u200bworth",
        "Quix\u2011worth",
        "Tom\u200bQuixworth",
        "tom-quixworth",
        "tom_quixworth",
        "#quixworth",
        "Quixworth, Tom",
    ),
    "Nguyễn Văn Long": ("Nguyên", "Nguyen Van Long", "NGUYỄN", "Nguye\u0302\u0303n"),
    "Jürgen Weiß": ("Juergen", "JURGEN WEISS", "jürgen"),
    "Saoirse O’Brien": ("O'Brien", "OBrien", "O Brien", "Brien", "o’brien"),
    "Ana de la Cruz": ("Ana de la Cruz", "de la Cruz", "señora Cruz"),
    "Joris van der Meer": ("van der Meer", "Van Der Meer", "vandermeer", "Meer"),
    "Пётр Соловьёв": ("Петр", "Соловьёва", "петр соловьев", "с Соловьёвым"),
    "ليلى حداد": ("وليلى", "لليلى", "ليلي", "حدّاد"),
    "王小明": ("王总", "小明", "王小明", "王 小明"),
    "田中 太郎": ("田中さん", "太郎", "田中太郎"),
    "김민준": ("김민준은", "김 과장", "민준 씨"),
    "Petr Novák": ("Nováka", "Novákem", "Petrovi", "(Petr)", "@petr", "petr.novak"),
}
COMPANIES = {
    "DHL Supply Chain": ("DHL", "dhl", "DHL Supply Chain"),
    "SAP SE": ("SAP", "SAP SE", "at SAP"),
    "Group Danone": ("Danone", "danone", "Group Danone"),
    "L’Oréal SA": ("L'Oreal", "loreal", "Oréal"),
    "AT&T Inc": ("AT&T", "at&t"),
    "华为技术有限公司": ("华为", "华为技术"),
}
STAYS = {
    "Anna Page": ("page 3", "Page 3 is empty", "the page", "pages", "on the same page"),
    "Anna Sample": (
        "Planners’ focus group (sample)",
        "send us a sample",
        "two samples",
        "sample 3",
    ),
    "Bo Test": ("a test group", "the test is over", "tests of the export"),
    "Mark Hill": ("mark my words", "Mark my words", "uphill", "up the hill", "remark"),
    "Grace King": ("grace periods", "Grace periods are short", "the king of exports"),
    "Max Young": ("max 20 rows", "a young team", "maximum"),
    "Will Price": ("will it work?", "it will price us out", "Will it export?"),
    "Rosa Winter": ("im Winter", "jeden Winter", "una rosa"),
    "May Long": ("since May", "it may be", "how long", "May 5"),
    "Thị Do": ("do it", "this"),
    "Orange SA": ("the orange button",),
    "American Express": ("American customers",),
}


def finder(person: str = "", account: str = "") -> Finder:
    people, accounts = Spellings(ENGLISH), Spellings(ENGLISH)
    if person:
        people.add_person(person, LABEL)
    if account:
        accounts.add_account(account, LABEL)
    return Finder(people, accounts)


@pytest.mark.parametrize("name", CALLED)
def test_a_person_is_found_however_they_are_called(name):
    for said in CALLED[name]:
        left = left_of(said, finder(name)).replace(LABEL, "")
        assert not any(part in left.casefold() for part in name.casefold().split()), said
        assert left != said, said


DRAWN = {*range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}
"""Format characters that are seen: Arabic, Syriac and Kaithi signs around numbers."""
HIEROGLYPHS = range(0x13430, 0x13440)
"""Those that arrange hieroglyphs."""
FILLERS = "\u115f\u1160\u17b4\u17b5\u180b\u180f\u3164\uffa0\ufe0f\U000e0100"
"""Letters and marks that nobody sees."""


def test_no_character_that_nobody_sees_hides_a_name():
    unseen = [
        char
        for char in map(chr, range(sys.maxunicode + 1))
        if unicodedata.category(char) == "Cf" and ord(char) not in {*DRAWN, *HIEROGLYPHS}
    ]
    assert len(unseen) > 100
    find = finder("Tom Quixworth")
    for char in [*unseen, *FILLERS]:
        left = left_of(f"so Quix{char}worth said", find)
        assert left == f"so {LABEL} said", f"U+{ord(char):04X}"


@pytest.mark.parametrize("name", COMPANIES)
def test_a_company_is_found_by_its_first_word(name):
    for said in COMPANIES[name]:
        assert LABEL in left_of(said, finder(account=name)), said


@pytest.mark.parametrize("name", STAYS)
def test_the_same_words_are_left_where_they_are_no_names(name):
    for said in STAYS[name]:
        assert left_of(said, finder(name, name)) == said


def test_nothing_of_a_name_with_small_words_is_left_behind():
    assert (
        left_of("so said Joris van der Meer.", finder("Joris van der Meer")) == f"so said {LABEL}."
    )
    assert left_of("so said O’Brien, too", finder("Saoirse O’Brien")) == f"so said {LABEL}, too"
    assert left_of("Anne-Marie B. Lang", finder("Anne-Marie Lang")) == LABEL


def test_what_it_is_not_sure_of_it_says_with_the_place():
    found, doubts = finder("Anna Price").find("Price is too much")
    assert found == []
    assert [(each.start, each.end) for each in doubts] == [(0, 5)]


def test_a_name_of_ours_is_kept_with_a_part_that_a_customer_shares():
    people = Spellings(ENGLISH)
    people.add_person("Atlas Berger", LABEL)
    people.keep("Atlas")
    people.keep("Ines Berger")
    left = left_of("Atlas told Ines Berger and Berger", Finder(people, Spellings(ENGLISH)))
    assert left == f"Atlas told Ines Berger and {LABEL}"


def test_a_few_of_the_corpus_are_all_found_and_no_innocent_word_is_masked():
    assert list(missed(197)) == []
    assert len(masked(13)[1]) <= 2


@pytest.mark.slow
def test_everybody_of_the_corpus_is_found_and_hardly_an_innocent_word_is_masked():
    assert list(missed()) == []
    lost, all_of_them = freely()
    assert len(lost) <= all_of_them * FREE
    count, wrong = masked()
    assert count > 2_000
    assert len(wrong) <= count * INNOCENT, wrong


INITIALS = {
    "Emil Fox": (
        "EF said so", "E.F. said so", "E. F. said so", "ask EF about it", "@EF can you",
        "EF: too slow", "EF agrees",
    ),
    "Joris van der Meer": ("JM says no", "JVDM says no"),
    "Elizabeth Hill": ("Liz said so", "Liz Hill", "ask liz about it", "beth is right", "Eliza"),
    "William Price": ("Will said so", "Bill agrees", "Billy"),
    "Пётр Мороз": ("Петя сказал", "спасибо Петя"),
    "Jan Novák": ("Honza says no", "s Honzou"),
    "Jürgen Weiß": ("Juergi", "JW sagt nein"),
}  # fmt: skip
STANDING = {
    "Anna Page": (
        "page – too slow", "page — too slow", "page - too slow", "page: too slow",
        "page & two others want it", "page + two others want it", "page, who runs the depot",
        "page shrugged her shoulders", "Page, could you send it?", "@page", "page's idea",
        "I agree with page on that", "page and I tried it", "ask page about it",
    ),
    "Max Fox": (
        "could fox share the sheet", "why is fox still on the old one", "whispered to fox",
        "apparently fox never saw it", "sit beside fox at dinner", "seat 3 is fox",
        "as fox put it, it is a maze", "fox hung up", "fox? she said so",
    ),
    "Art Young": ("young would rather call", "young never called", "young deleted it"),
}  # fmt: skip
NO_STANDING = {
    "Anna Page": (
        "page 3 – too slow", "the page & the rest", "no page, who knows why", "Product Page round",
        "Page Layout is slow", "page loads slowly", "is page 3 empty", "the Page",
    ),
    "Max Fox": ("the wrong fox again", "filter by fox and date", "a sly fox ran past", "six foxes"),
    "Art Young": ("young and old", "young names are", "a young team"),
}  # fmt: skip


def test_a_word_is_a_name_where_somebody_acts_or_is_spoken_of():
    for name, said in STANDING.items():
        for text in said:
            assert LABEL in left_of(text, finder(name)), text
    for name, said in NO_STANDING.items():
        for text in said:
            assert left_of(text, finder(name)) == text


NO_INITIALS = {
    "Emil Fox": (
        "the EF is broken",
        "we use EF in C#",
        "ef said so",
        "E says F says",
        "THE EF SAYS",
    ),
    "Daniel Okoye": ("do it", "DO IT NOW", "I DO think so", "dough"),
    "Ida Tran": ("IT says no", "the IT team", "it says no"),
    "William Price": ("will it work?", "the bill is late"),
    "Cher": ("C says no", "c.", "Liz says no"),
}


def test_initials_and_short_forms_are_names_where_a_name_stands():
    for name, said in INITIALS.items():
        for text in said:
            assert LABEL in left_of(text, finder(name)), text
    for name, said in NO_INITIALS.items():
        for text in said:
            assert left_of(text, finder(name)) == text


def test_initials_that_may_be_an_abbreviation_are_told_with_their_place():
    for name, text in (("Emil Fox", "the EF is broken"), ("Ida Tran", "IT says no")):
        found, doubts = finder(name).find(text)
        assert found == []
        assert len(doubts) == 1


def test_short_forms_and_endings_that_somebody_shares_who_may_be_named_are_kept():
    people = Spellings(ENGLISH)
    people.add_person("Elizabeth Hill", LABEL)
    people.add_person("Anna Nováková", LABEL)
    people.leave(["Elizabeth Fox", "Anna Dvořáková", "Ewa Hart"])
    shared = Finder(people, Spellings(ENGLISH))
    for text in ("Liz said so", "s Annou", "EH says no"):
        assert left_of(text, shared) == text
    assert left_of("Liz Hill said", shared) == f"{LABEL} said"
    assert left_of("s Novákovou", shared) == f"s {LABEL}"


def test_mail_addresses_and_links_go_and_stay_as_asked():
    nobody = Spellings(ENGLISH)
    away = mask_of(nobody, nobody, ENGLISH)
    for text in ("see a@b.example now", "see https://c.example/x now", "see www.c.example now"):
        assert away(text) == "see [an address] now"
        assert mask_of(nobody, nobody, ENGLISH, addresses=False)(text) == text
    assert away("nothing here") == "nothing here"


def test_what_is_unsure_is_told_with_the_words_round_it():
    people, doubts = Spellings(ENGLISH), []
    people.add_person("Anna Price", LABEL)
    mask = mask_of(people, Spellings(ENGLISH), ENGLISH, doubts=doubts)
    far = "a long way before it all  of that price went up and what comes much later is cut"
    assert mask(f"price again: {far}").startswith(f"{LABEL} again: a long way before")
    assert mask("ask price") == f"ask {LABEL}"
    assert doubts[0].words.startswith("price again")
    assert doubts[0].masked
    assert all(len(each.words) <= 30 + 5 + 30 for each in doubts)


def test_what_cannot_be_told_is_masked_unless_documents_say_it_all_the_time():
    people, doubts = Spellings(ENGLISH), []
    for name in ("Anna Price", "Cy Owner"):
        people.add_person(name, LABEL)
    mask = mask_of(people, Spellings(ENGLISH), ENGLISH, doubts=doubts)
    assert mask("price, owner and date") == f"{LABEL}, owner and date"
    assert doubts == [
        Unsure("price, owner and date", masked=True),
        Unsure("price, owner and date", masked=False),
    ]
    unsafe = Finder(people, Spellings(ENGLISH))
    found, unsure = unsafe.find("price, owner and date")
    assert (found, [each.start for each in unsure]) == ([], [0, 7])


def test_a_korean_name_begins_a_word_and_a_chinese_one_no_feeling():
    assert left_of("최김민준은", finder("김민준")) == "최김민준은"
    assert left_of("어제 김민준은", finder("김민준")) == f"어제 {LABEL}은"
    assert left_of("很高兴，高兴说", finder("高兴")) == f"很高兴，{LABEL}说"


def test_a_name_of_ours_that_holds_a_whole_name_does_not_save_it():
    people = Spellings(ENGLISH)
    people.add_person("王芳", LABEL)
    people.add_person("Ana Berg", LABEL)
    for ours in ("王芳科技", "芳香剂", "Ana Berg Fund", "Berg Fund"):
        people.keep(ours)
    ours = Finder(people, Spellings(ENGLISH))
    for text, left in (
        ("王芳科技", f"{LABEL}科技"),
        ("芳香剂", "芳香剂"),
        ("Ana Berg Fund", f"{LABEL} Fund"),
        ("the Berg Fund", "the Berg Fund"),
    ):
        assert left_of(text, ours) == left


def test_first_and_last_name_are_one_and_two_people_are_two():
    people = Spellings(ENGLISH)
    people.add_person("Petr Novák", "[1]")
    people.add_person("Petr Svoboda", "[2]")
    mask = mask_of(people, Spellings(ENGLISH), ENGLISH)
    assert left_of("Petr J. Novák", finder("Petr Novák")) == LABEL
    assert mask("Novák, Svoboda and Novák") == "[1], [2] and [1]"
    assert mask("Petr asked") == "[a participant] asked"
    assert mask_of(people, Spellings(ENGLISH), ENGLISH, parts=False)("Novák, Petr Novák") == (
        "Novák, [1]"
    )


COMPANY_FORMS = {
    "AB Quixcorp": "ab",
    "Sro Quixcorp": "sro",
    "Firma Quixcorp": "firma",
    "Quixcorp Holding AG": "holding",
}


def test_what_kind_of_company_it_is_names_none():
    for whole, kind in COMPANY_FORMS.items():
        found = finder(account=whole)
        assert left_of(f"we told quixcorp of the {kind}", found) == f"we told {LABEL} of the {kind}"


DECLINED = {
    "משה לוי": ("כמשה אמר", "ומשה אמר"),
    "Zofia Kowalska": ("s Kowalskou", "z Kowalska"),
    "Jan Nowacki": ("bez Nowackiego",),
    "Jakub Marek": ("s Markem", "bez Marka"),
    "Γιώργος Παππάς": ("του Παππά",),
    "Иван Немец": ("с Немцем",),
    "Joris van der Meer": ("J. Meer", "Joris M."),
    "Anna Maria Quist": ("M. Quist", "A. Quist", "A. Maria"),
    "Tess Lutz": ("the Lutzes", "the Lutzs"),
}
NOT_DECLINED = {
    "Joris van der Meer": ("van der",),
    "Jo Ng": ("ngs", "the jos"),
    "Zofia Kowalska": ("kowal",),
    "Tom Berg": ("bergou", "Bergem"),
}


def test_names_are_found_in_the_cases_of_their_language_and_in_no_others():
    for name, said in DECLINED.items():
        for text in said:
            assert LABEL in left_of(text, finder(name)), text
    for name, said in NOT_DECLINED.items():
        for text in said:
            assert left_of(text, finder(name)) == text


@pytest.mark.parametrize("module", [contexts, name_words])
def test_words_of_names_are_written_folded(module):
    kept = [each for each in vars(module).values() if isinstance(each, frozenset)]
    assert sum(map(len, kept)) > 1_000
    words = {word for each in kept for word in each if word.isalpha()}
    assert {word for word in words if fold(word) != word} == set()


def test_short_forms_are_written_folded():
    for name, several in NICKNAMES.items():
        assert fold(name) == name
        assert several == fold(several) != ""


def test_who_agreed_is_left_though_most_of_a_room_is_passed_over(monkeypatch):
    """Every spelling that somebody who agreed shares goes; who shares none is not looked at."""

    def left(hidden: list[str], named: list[str]) -> dict[str, object]:
        spellings = Spellings(ENGLISH)
        for name in hidden:
            spellings.add_person(name, LABEL)
        spellings.leave(named)
        return vars(spellings)

    room = [name for language in LANGUAGES.values() for name, _, _ in list(language.people())[::7]]
    room += ["Bill Young", "William Fox", "Liz Hill", "Elizabeth Berg", "de la Cruz, Ana"]
    groups = [room[start::40] for start in range(40)]
    quick = [left(group[:3], group[3:]) for group in groups]
    monkeypatch.setattr(spellings_of_names, "_beginnings", lambda name: {"ü"})
    assert quick == [left(group[:3], group[3:]) for group in groups]
