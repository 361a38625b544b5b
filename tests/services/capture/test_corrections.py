"""A correction in the line replaces speaker, themes and kind, and never adds to the words."""

from tests.services.capture.typing import Typed

EXPORTS = "Reporting > Exports"


async def test_another_speaker_replaces_the_one_before(typed: Typed) -> None:
    typed.type("the gate is slow @1⏎")
    typed.up()
    typed.type(" @3⏎")
    assert await typed.spoken() == [("the gate is slow", "李娜", ())]
    typed.up()
    typed.alt(2)
    assert typed.line.text == "= the gate is slow @2 "
    typed.type("⏎")
    assert await typed.spoken() == [("the gate is slow", "Bert Ilić", ())]
    typed.up()
    typed.control.typed.speaker(typed.live.participants[0])
    assert typed.control.preview()[0].participant_id == typed.live.participants[0].id
    typed.type("⏎")
    assert await typed.spoken() == [("the gate is slow", "Anna Novak", ())]


async def test_a_key_replaces_the_theme_and_number_sign_or_ctrl_adds_one(typed: Typed) -> None:
    typed.type("slow @1 #mob⏎")
    typed.up()
    typed.control.typed.theme(EXPORTS)
    typed.type("⏎")
    assert await typed.spoken() == [("slow", "Anna Novak", (EXPORTS,))]
    typed.up()
    typed.control.typed.theme("Mobile", add=True)
    typed.type("#onb⏎")
    assert (await typed.saved())[0].themes == (EXPORTS, "Mobile", "Onboarding")


async def test_the_same_in_an_ended_session(typed: Typed) -> None:
    typed.type("slow @1⏎")
    typed.live.lead.end()
    typed.up()
    typed.alt(2)
    typed.control.typed.theme("Mobile")
    typed.type("⏎")
    typed.up()
    typed.type("@3")
    typed.control.typed.theme(EXPORTS)
    typed.line = typed.line.home()
    typed.type("+⏎")
    (quote,) = await typed.saved()
    assert (quote.text, quote.speaker, quote.themes) == ("slow", "李娜", (EXPORTS,))
    assert quote.kind == "strength"


async def test_a_line_being_typed_has_one_speaker_too(typed: Typed) -> None:
    typed.type("it is slow @1")
    typed.alt(2)
    typed.type("⏎")
    assert await typed.spoken() == [("it is slow", "Bert Ilić", ())]
