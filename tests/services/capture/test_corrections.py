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


async def test_the_last_of_several_speakers_counts_however_each_was_given(typed: Typed) -> None:
    """Also the one before, typed behind a click on somebody else."""
    for given in ("click 3, type 1", "key 3, type 1", "type 3, type 1", "click 3, key 2, type 1"):
        typed.type(f"{given} @1⏎")
        typed.up()
        for step in given.split(", "):
            way, seat = step.split()
            if way == "type":
                typed.type(f" @{seat}")
            elif way == "key":
                typed.alt(int(seat))
            else:
                typed.control.typed.speaker(typed.live.participants[int(seat) - 1])
            typed.control.changed()
        typed.type("⏎")
        assert (await typed.spoken())[-1] == (given, "Anna Novak", ())


async def test_a_speaker_chosen_before_a_resume_gives_way_to_one_typed_after_it(
    typed: Typed,
) -> None:
    typed.type("slow @1⏎")
    await typed.saved()
    typed.up()
    typed.alt(3)
    typed.keep_draft()
    await typed.left()
    again = await Typed.opened(typed.db, typed.live.session.id)
    again.type("@1⏎")
    assert await again.spoken() == [("slow", "Anna Novak", ())]
    await again.left()


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
