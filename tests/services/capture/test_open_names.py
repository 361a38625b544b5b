"""A name that nobody knows is nobody's and no theme, until somebody settles it."""

from focusgroup.core.capture import Line
from focusgroup.services import live_steps
from focusgroup.services.capture.names.unknown_names import MOST_ASKED
from focusgroup.store.participants import PersonChange
from tests.services.capture.typing import Typed


async def seated(typed: Typed, line: str) -> int:
    await live_steps.seat(typed.live, line)
    return typed.control.names.settle_speakers()


async def test_an_unknown_speaker_is_nobody_until_they_are_seated(typed: Typed) -> None:
    typed.type("fine @1⏎it is slow @Fred⏎and late⏎as @1 said  it @Fred⏎")
    assert await typed.spoken() == [
        ("fine", "Anna Novak", ()),
        ("it is slow @Fred", "", ()),
        ("and late", "", ()),
        ("as @1 said  it @Fred", "", ()),
    ]
    assert typed.control.names.speaker == "Fred"
    assert await seated(typed, "Fred Miller, buyer") == 2
    assert await typed.spoken() == [
        ("fine", "Anna Novak", ()),
        ("it is slow", "Fred Miller", ()),
        ("and late", "", ()),
        ("as @1 said  it", "Fred Miller", ()),
    ]
    assert typed.control.names.open == []


async def test_seating_somebody_else_settles_nothing(typed: Typed) -> None:
    typed.type("it is slow @Fred⏎")
    assert await seated(typed, "Cleo Diaz") == 0
    assert await seated(typed, "Fred, no notes") == 0
    assert await typed.spoken() == [("it is slow @Fred", "", ())]


async def test_a_quote_that_has_a_speaker_by_now_keeps_them(typed: Typed) -> None:
    typed.type("it is slow @Fred⏎")
    typed.up()
    typed.alt(2)
    typed.type("⏎")
    assert await seated(typed, "Fred") == 0
    assert (await typed.spoken())[0][1] == "Bert Ilić"


async def test_a_correction_to_an_unknown_speaker_leaves_the_line(typed: Typed) -> None:
    typed.type("it is slow @1⏎half a")
    typed.up()
    typed.type(" @Fred⏎")
    assert typed.line.text == "half a"
    assert await typed.spoken() == [("it is slow @Fred", "", ())]
    await seated(typed, "Fred")
    assert await typed.spoken() == [("it is slow", "Fred", ())]


async def test_a_new_theme_replaces_what_carried_over_and_is_what_sticks(typed: Typed) -> None:
    typed.type("one #mob⏎two #Brandnew⏎")
    assert typed.control.names.settle_theme(nearest=False) == "Brandnew"
    typed.type("three⏎")
    assert [themes for _, _, themes in await typed.spoken()] == [
        ("Mobile",),
        ("Brandnew",),
        ("Brandnew",),
    ]


async def test_a_new_theme_stands_beside_those_that_were_named(typed: Typed) -> None:
    typed.type("one #mob⏎two #exp #Brandnew⏎")
    typed.control.names.settle_theme(nearest=False)
    assert (await typed.spoken())[1] == ("two", "", ("Reporting > Exports", "Brandnew"))


async def test_a_question_goes_with_the_next_quote_and_its_name_stays_open(typed: Typed) -> None:
    names = typed.control.names
    typed.type("one #Brandnew⏎two #Other⏎three #mob⏎")
    assert names.asked is None
    assert len(names.open) == 2
    assert names.settle_theme(nearest=False) is None
    asked = [names.ask_next(), names.ask_next()]
    assert [name.written for name in asked if name] == ["#Brandnew", "#Other"]
    names.settle_theme(nearest=False)
    assert [(text, themes) for text, _, themes in await typed.spoken()] == [
        ("one #Brandnew", ()),
        ("two", ("Other",)),
        ("three", ("Mobile",)),
    ]
    assert typed.live.sticky.themes == ("Mobile",)
    names.ask_next()
    typed.control.escape()
    assert names.open == []


async def test_only_the_name_is_taken_out_of_the_words(typed: Typed) -> None:
    typed.type("#Brandnews  are #Brandnew,  so they say⏎")
    typed.control.names.ask_next()
    typed.control.names.settle_theme(nearest=False)
    assert (await typed.spoken())[0][0] == "#Brandnews  are,  so they say"


async def test_two_speakers_side_by_side_are_a_speaker_and_an_offered_nod(typed: Typed) -> None:
    typed.type("slow @1+@2⏎")
    assert await typed.spoken() == [("slow", "Anna Novak", ())]
    typed.control.complete()
    assert (await typed.saved())[0].agreement == 1
    typed.type("late @2 @1⏎")
    typed.control.escape()
    typed.control.complete()
    typed.type("dear @3 @Fred⏎")
    assert [(q.text, q.speaker, q.agreement) for q in await typed.saved()] == [
        ("slow", "Anna Novak", 1),
        ("late", "Bert Ilić", 0),
        ("dear @Fred", "李娜", 0),
    ]


async def test_a_name_without_a_blank_before_it_goes_with_its_comma_once_it_is_known(
    typed: Typed,
) -> None:
    typed.type("slow,@Fred⏎慢@Fred⏎dear,@Fred is it⏎late @1+@Max⏎x,#Neues⏎")
    typed.control.names.settle_theme(nearest=False)
    await live_steps.seat(typed.live, "Fred Quint")
    assert typed.control.names.settle_speakers() == 3
    assert await typed.spoken() == [
        ("slow", "Fred Quint", ()),
        ("慢", "Fred Quint", ()),
        ("dear, is it", "Fred Quint", ()),
        ("late + @Max", "Anna Novak", ()),
        ("x", "Anna Novak", ("Neues",)),
    ]


async def test_of_many_unknown_themes_the_first_are_asked_about_and_all_are_words(
    typed: Typed,
) -> None:
    words = " ".join(f"#Topic{n:03}" for n in range(40))
    typed.line = Line.at_end(f"one #mob {words}")
    typed.type("⏎")
    assert await typed.spoken() == [(f"one #mob {words}", "", ())]
    assert len(typed.control.names.open) == MOST_ASKED


async def test_an_unknown_name_behind_letters_of_two_characters_is_found(typed: Typed) -> None:
    """As they are typed on some keyboards, and counted otherwise once the line is cleaned."""
    typed.type("re\u0301sume\u0301 tro\u0302p lent #Neu⏎e\u0301te\u0301 fini @Fred⏎")
    assert [(text, who) for text, who, _ in await typed.spoken()] == [
        ("résumé trôp lent #Neu", ""),
        ("été fini @Fred", ""),
    ]
    assert [name.written for name in typed.control.names.open] == ["#Neu", "@Fred"]


async def test_a_note_about_a_stranger_changes_nobody_else(typed: Typed) -> None:
    typed.type("slow @1⏎. nods at @Fred⏎and late⏎")
    assert [who for _, who, _ in await typed.spoken()] == ["Anna Novak", "", "Anna Novak"]


async def test_a_stranger_whose_name_was_undone_is_given_nothing(typed: Typed) -> None:
    typed.type("it is slow @-⏎late @Zed⏎")
    typed.up()
    typed.up()
    typed.type(" @Fred⏎")
    await live_steps.walk_history(typed.live, back=True)
    assert [name.written for name in typed.control.names.there] == ["@Zed"]
    assert typed.control.names.speaker == "Zed"
    assert await seated(typed, "Fred") == 0
    assert (await typed.spoken())[0] == ("it is slow", "", ())


async def test_a_redone_correction_has_its_open_name_again(typed: Typed) -> None:
    typed.type("it is slow @-⏎")
    typed.up()
    typed.type(" @Fred⏎")
    await live_steps.walk_history(typed.live, back=True)
    await live_steps.walk_history(typed.live, back=False)
    assert await seated(typed, "Fred") == 1
    assert await typed.spoken() == [("it is slow", "Fred", ())]


async def test_an_open_name_is_not_counted_without_consent_and_comes_back_with_it(
    typed: Typed,
) -> None:
    typed.type("slow @1 #Brandnew⏎")
    anna = typed.live.participants[0]
    await live_steps.put_right(typed.live, anna, PersonChange(consent_notes=False))
    assert typed.control.names.there == []
    await typed.left()
    again = await Typed.opened(typed.db, typed.live.session.id)
    anna = again.live.participants[0]
    await live_steps.put_right(again.live, anna, PersonChange(consent_notes=True))
    assert [name.written for name in again.control.names.there] == ["#Brandnew"]
    await again.left()
