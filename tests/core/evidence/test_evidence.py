"""Which quotes are shown as evidence, and in which order."""

from dataclasses import replace

from focusgroup.core.evidence.evidence import Voice, grade
from focusgroup.core.evidence.grade import Evidence
from focusgroup.core.model import Quote
from tests.core.evidence.plainly import most_telling, one_voice
from tests.exports.reports import participants, quote

ROOM = participants()


def voice_of(said: Quote) -> Voice:
    return Voice(said.person_id or "", said.account_id or "")


def test_an_unfinished_or_empty_quote_is_no_evidence() -> None:
    whole = quote("it takes ten minutes", ROOM[0])
    stub = replace(whole, id="stub", text="it takes", stub=True, intensity=2, agreement=9)
    empty = replace(whole, id="empty", text=" ", intensity=2)
    assert most_telling([stub, empty, whole], voice_of) == (whole,)
    assert most_telling([stub], voice_of) == ()


def test_one_of_each_account_comes_first_and_the_strongest_of_it() -> None:
    weak, strong = (quote(text, ROOM[0], intensity=n) for n, text in enumerate(("weak", "strong")))
    colleague = quote("too", ROOM[1], intensity=2)
    other = quote("other", ROOM[2], agreement=1)
    assert most_telling([weak, strong, colleague, other], voice_of, 2) == (colleague, other)
    assert most_telling([weak, strong, other], voice_of, 3) == (strong, other, weak)
    retold = replace(strong, id="retold", verbatim=False)
    doubted = replace(strong, id="doubted", dissent=2, agreement=1)
    told = most_telling([doubted, retold, strong], lambda said: Voice(said.id, ""), 3)
    assert told == (strong, doubted, retold)


def test_a_grade_needs_peoples_own_words() -> None:
    cases = {
        (4, 3, 2, False): Evidence.STRONG, (4, 3, 1, False): Evidence.THIN,
        (4, 3, 2, True): Evidence.FAIR, (3, 3, 2, False): Evidence.FAIR,
        (4, 2, 2, False): Evidence.FAIR, (2, 2, 2, False): Evidence.FAIR,
        (1, 2, 2, False): Evidence.THIN, (2, 1, 2, False): Evidence.THIN,
    }  # fmt: skip
    for (people, accounts, own, single), expected in cases.items():
        assert grade(people, accounts, own, one_voice=single) is expected


def test_one_voice_begins_at_three_of_five_quotes() -> None:
    loud, other = quote("a", ROOM[0]), quote("b", ROOM[2])
    found = one_voice([loud] * 3 + [other] * 2)
    assert found is not None
    assert (found.quotes, found.of, found.others) == (3, 5, 1)
    assert one_voice([loud] * 2 + [other] * 2) is None
    assert one_voice([loud] * 2) is None
