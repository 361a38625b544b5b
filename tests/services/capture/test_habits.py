"""What note-takers type out of habit is understood, or stays in their words."""

import pytest

from focusgroup.services import live_steps
from focusgroup.store.participants import PersonChange
from tests.services.capture.typing import Typed

EXPORTS = "Reporting > Exports"


async def test_a_number_is_a_theme_after_the_last_word_and_text_before_it(typed: Typed) -> None:
    typed.type("a #mob⏎b #exp⏎our #1 problem⏎c #1, @1⏎#2⏎d⏎e #2 #1.⏎#1 #9 f \\#2⏎g #7⏎")
    assert [(text, themes) for text, _, themes in await typed.spoken()] == [
        ("a", ("Mobile",)),
        ("b", (EXPORTS,)),
        ("our #1 problem", (EXPORTS,)),
        ("c", ("Mobile",)),
        ("d", (EXPORTS,)),
        ("e.", (EXPORTS, "Mobile")),
        ("#1 #9 f #2", (EXPORTS, "Mobile")),
        ("g #7", (EXPORTS, "Mobile")),
    ]


async def test_a_label_in_front_is_the_speaker_but_not_in_a_correction(typed: Typed) -> None:
    typed.type("3: slow⏎Anna: late⏎as Anna: late @-⏎Anna: so @-⏎")
    typed.up()
    typed.type(" it is⏎")
    assert [(text, who) for text, who, _ in await typed.spoken()] == [
        ("slow", "李娜"),
        ("late", "Anna Novak"),
        ("as Anna: late", ""),
        ("Anna: so it is", ""),
    ]


async def test_a_label_may_stand_in_brackets_and_a_sign_behind_it(typed: Typed) -> None:
    typed.type("[Anna] slow⏎<李娜> + fast⏎（李娜）：慢⏎3: ? export⏎Anna: -5 degrees⏎Anna: \\- so⏎")
    typed.type("３：遅い⏎٣: بطيء⏎@-⏎(laughs) it is⏎(1) first⏎[sic] so⏎")
    quotes = {each.text: (each.speaker, each.kind.value) for each in await typed.saved()}
    assert quotes == {
        "slow": ("Anna Novak", "context"),
        "fast": ("李娜", "strength"),
        "慢": ("李娜", "strength"),
        "export": ("李娜", "missing_feature"),
        "-5 degrees": ("Anna Novak", "missing_feature"),
        "- so": ("Anna Novak", "missing_feature"),
        "遅い": ("李娜", "missing_feature"),
        "بطيء": ("李娜", "missing_feature"),
        "(laughs) it is": ("", "missing_feature"),
        "(1) first": ("", "missing_feature"),
        "[sic] so": ("", "missing_feature"),
    }


async def test_somebody_unknown_in_brackets_is_nobody_until_settled(typed: Typed) -> None:
    typed.type("so @1⏎slow (@Fredo).⏎")
    names = typed.control.names
    assert names.asked is not None
    assert names.speaker == "Fredo"
    assert (await typed.spoken())[1] == ("slow (@Fredo).", "", ())
    await live_steps.seat(typed.live, "Fredo Quint")
    assert names.settle_speakers() == 1
    assert (await typed.spoken())[1] == ("slow.", "Fredo Quint", ())


async def seat(typed: Typed, *names: str) -> None:
    for name in names:
        await live_steps.seat(typed.live, name)


@pytest.mark.parametrize("line", ["9: slow", "12：慢", "4 : slow", "[7]: slow"])
async def test_a_number_of_no_seat_is_not_said_by_whoever_spoke_before(
    typed: Typed, line: str
) -> None:
    typed.type(f"so @1⏎{line}⏎10:30 we meet @1⏎11:30 lunch⏎1. first⏎")
    said = [(text, who) for text, who, _ in await typed.spoken()]
    assert said[1] == (line, "")
    assert said[3:] == [("11:30 lunch", "Anna Novak"), ("1. first", "Anna Novak")]


async def test_a_tie_is_nobody_and_its_question_goes_with_the_next_quote(typed: Typed) -> None:
    await seat(typed, "Felix Rau", "Hugo Fine")
    names = typed.control.names
    typed.type("so @1⏎slow @f⏎late⏎")
    assert names.asked is None
    assert names.ask_next()
    typed.alt(2)
    assert (await typed.spoken())[1:] == [("slow @f", "", ()), ("late", "", ())]
    assert typed.line.text == "@2 "


async def test_a_tie_beside_a_speaker_takes_nothing_from_them(typed: Typed) -> None:
    await seat(typed, "Felix Rau", "Hugo Fine")
    typed.type("slow @1 @f⏎")
    typed.alt(4)
    assert await typed.spoken() == [("slow @f", "Anna Novak", ())]


async def test_who_was_meant_is_said_with_a_seat(typed: Typed) -> None:
    await seat(typed, "Felix Rau", "Hugo Fine")
    names = typed.control.names
    typed.type("so @1⏎- slow @f⏎")
    assert names.asked is not None
    assert names.asked.carried == ("Felix Rau", "Hugo Fine")
    assert names.speaker == ""  # F7 would add neither
    await seat(typed, "Fay")
    assert names.settle_speakers() == 0
    typed.alt(5)
    typed.type("late⏎")
    assert await typed.spoken() == [
        ("so", "Anna Novak", ()),
        ("slow", "Hugo Fine", ()),
        ("late", "Hugo Fine", ()),
    ]
    assert names.open == []


WHOLE = [
    ("@Anna Novak: slow", "Anna Novak"),
    ("@Anna Novak, slow", "Anna Novak"),
    ('@"Anna Novak" slow', "Anna Novak"),
    ("- @anna  novak slow", "Anna Novak"),
    ("slow @Anna Novak", "Anna Novak"),
    ("slow @Anna Novak #mob", "Anna Novak"),
    ("@Ludwig van der Berg: slow", "Ludwig van der Berg"),
    ("@Mary-Jane O’Neil: slow", "Mary-Jane O’Neil"),
    ("@李娜：slow", "李娜"),
    ("@李娜，slow", "李娜"),
    ("@ليلى الخطيب: slow", "ليلى الخطيب"),
    ("@Ольга Петрова: slow", "Ольга Петрова"),
]


async def test_a_whole_name_behind_an_at_needs_no_quotation_marks(typed: Typed) -> None:
    await seat(typed, *(name for _, name in WHOLE[6:] if name != "李娜"))
    for line, _ in WHOLE:
        typed.type(f"{line}⏎")
    assert [(text, who) for text, who, _ in await typed.spoken()] == [
        ("slow", who) for _, who in WHOLE
    ]


async def test_a_whole_name_of_nobody_is_not_somebody_of_the_same_first_name(typed: Typed) -> None:
    typed.type("@Anna Berg: slow⏎@Bert van Loon: late⏎@Anna So: it is⏎@Anna so: it is⏎")
    assert [(text, who) for text, who, _ in await typed.spoken()] == [
        ("@Anna Berg: slow", ""),
        ("@Bert van Loon: late", ""),
        ("@Anna So: it is", ""),
        ("so: it is", "Anna Novak"),
    ]


async def test_a_whole_name_of_nobody_is_settled_by_that_person_alone(typed: Typed) -> None:
    typed.type("@Anna Berg: slow⏎@Bert  van Loon：late⏎@Zed Young: so⏎")
    await seat(typed, "Fay", "Anna Lind")
    assert typed.control.names.settle_speakers() == 0
    await seat(typed, "Zed Young", "Bert van Loon", "Anna Berg")
    assert typed.control.names.settle_speakers() == 3
    assert [(text, who) for text, who, _ in await typed.spoken()] == [
        ("slow", "Anna Berg"),
        ("late", "Bert van Loon"),
        ("so", "Zed Young"),
    ]


async def test_a_whole_name_like_that_of_somebody_without_consent_is_refused(typed: Typed) -> None:
    bert = next(each for each in typed.live.participants if each.name == "Bert Ilić")
    await live_steps.put_right(typed.live, bert, PersonChange(consent_notes=False))
    typed.type("@Bert Well: it is slow⏎")
    assert await typed.spoken() == []
    assert [each.private for each in typed.control.set_aside.lines] == [True]


async def test_a_label_that_fits_two_people_is_asked_about(typed: Typed) -> None:
    await seat(typed, "Anna Berg")
    names = typed.control.names
    typed.type("so @3⏎- Anna: as Anna: it is slow⏎")
    assert names.asked is not None
    assert names.asked.carried == ("Anna Novak", "Anna Berg")
    assert await typed.spoken() == [("so", "李娜", ()), ("Anna: as Anna: it is slow", "", ())]
    typed.alt(4)
    assert (await typed.spoken())[1] == ("as Anna: it is slow", "Anna Berg", ())
    typed.type("Anna: late @-⏎Anna: dear")
    typed.alt(3)
    assert (await typed.spoken())[2:] == [("Anna: late", "", ()), ("dear", "李娜", ())]
