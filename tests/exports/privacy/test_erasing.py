"""The masks for somebody who is erased."""

from focusgroup.exports.privacy.erasing import masks_of

TEXT = "ask petr or novák, or Petr Novák, at petr@brno.example, see www.brno.example"


def test_whole_names_and_parts_go_and_addresses_of_others_stay():
    whole, beside, _ = masks_of(["Petr Novák"], "[erased]")
    parts = beside(())
    assert whole(TEXT) == TEXT.replace("Petr Novák", "[erased]")
    assert parts("ask petr, write to x@y.example") == "ask [erased], write to x@y.example"
    assert whole("write to x@y.example") == "write to x@y.example"


def test_what_may_be_theirs_is_told_with_its_place_if_a_part_is_not_surely_theirs():
    _, _, unsure = masks_of(["Anna Price"], "[erased]")
    assert unsure("price is what anna meant", True) == ["price is what anna meant"]
    assert unsure("anna said so", True) == []
    assert unsure("anna said so", False) == ["anna said so"]
    assert unsure("nobody said so", False) == []


def test_a_part_that_somebody_else_has_stays_and_the_others_go():
    _, beside, unsure = masks_of(["Mia Berger"], "[erased]")
    text = "Mia told me, and Berger agreed, says Mia Berger"
    assert beside(())(text) == "[erased] told me, and [erased] agreed, says [erased]"
    left = beside(("Otto Berger",))(text)
    assert left == "[erased] told me, and Berger agreed, says [erased]"
    assert len(unsure(left, False)) == 1
    assert beside(("Mia Berger",))(text) == "Mia told me, and Berger agreed, says [erased]"
    assert beside(("Otto Berger",))("as Otto Berger said") == "as Otto Berger said"
