"""What cells, fields and the end of a line say about consent, each rule by itself."""

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.people.consent import (
    Consent,
    consent_of,
    is_answer,
    strictest,
    unclear,
    without_consent,
)
from focusgroup.core.people.consent_heads import (
    ConsentHead,
    consent_head,
    consent_in_cells,
    may_be_answers,
    may_be_consent,
    speaks_of_consent,
)

NOTES, NAME, UNCLEAR = ConsentHead.NOTES, ConsentHead.NAME, ConsentHead.UNCLEAR
NO_NOTES, NO_NAME = ConsentHead.NO_NOTES, ConsentHead.NO_NAME
BY_NAME, ROLE_ONLY, REFUSED = Consent(), Consent(True, False), Consent(False, False)
NOT_ASKED, NAME_NOT_ASKED = Consent(False, False, False), Consent(True, False, False)


def test_somebody_who_said_nothing_else_agrees_and_was_asked() -> None:
    assert Consent() == (True, True, True)
    assert consent_of("by name") == BY_NAME
    assert consent_of("by role only") == ROLE_ONLY
    assert consent_of("no notes") == REFUSED
    assert consent_of("not asked") == NOT_ASKED
    assert consent_of("planner") is None


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        ([], BY_NAME),
        ([BY_NAME], BY_NAME),
        ([BY_NAME, ROLE_ONLY], ROLE_ONLY),
        ([ROLE_ONLY, REFUSED], REFUSED),
        ([Consent(False, True)], REFUSED),
        ([BY_NAME, NOT_ASKED], NOT_ASKED),
        ([ROLE_ONLY, NAME_NOT_ASKED], NAME_NOT_ASKED),
        ([NOT_ASKED, REFUSED], REFUSED),  # who refused was asked
    ],
)
def test_the_strictest_of_what_was_said_counts(said: list[Consent], allowed: Consent) -> None:
    assert strictest(said) == allowed


@pytest.mark.parametrize(
    ("cells", "consent"),
    [
        ([], BY_NAME),
        ([(NOTES, "yes"), (NAME, "yes")], BY_NAME),
        ([(NOTES, "yes")], BY_NAME),
        ([(NOTES, "X")], BY_NAME),
        ([(NOTES, "yes"), (NAME, " – ")], NAME_NOT_ASKED),
        ([(NAME, "no")], ROLE_ONLY),
        ([(NAME, "not asked")], NAME_NOT_ASKED),
        ([(NOTES, "yes"), (NAME, ""), (NAME, "no")], ROLE_ONLY),
        ([(NOTES, "no")], REFUSED),
        ([(NOTES, "-")], NOT_ASKED),
        ([(NOTES, "not asked"), (NAME, "yes")], NOT_ASKED),
        ([(NOTES, "yes"), (NOTES, "no")], REFUSED),
        ([(NOTES, "yes"), (NOTES, "")], NOT_ASKED),
        ([(NOTES, ""), (NOTES, "no")], REFUSED),
        ([(NO_NAME, "yes")], ROLE_ONLY),
        ([(NO_NAME, "no")], BY_NAME),
        ([(NO_NOTES, "yes")], REFUSED),
        ([(NO_NOTES, "no")], BY_NAME),
        ([(NOTES, "Yes, by role only")], ROLE_ONLY),
        # To decline below “by name” refuses the name; to decline notes there refuses notes.
        ([(NAME, "declined")], ROLE_ONLY),
        ([(NO_NAME, "refused")], ROLE_ONLY),
        ([(NAME, "no notes")], REFUSED),
        ([(NAME, "do not record")], REFUSED),
        ([(UNCLEAR, "no notes")], REFUSED),
        ([(UNCLEAR, "")], NOT_ASKED),
    ],
)
def test_the_cells_of_a_row_say_what_somebody_agrees_to(
    cells: list[tuple[ConsentHead, str]], consent: Consent
) -> None:
    assert consent_in_cells(cells) == consent


@pytest.mark.parametrize(
    ("head", "cell"), [(NOTES, "perhaps"), (UNCLEAR, "yes"), (UNCLEAR, "no"), (NAME, "?!x" * 40)]
)
def test_an_answer_that_is_not_clear_is_asked_about(head: ConsentHead, cell: str) -> None:
    with pytest.raises(FocusgroupError) as raised:
        consent_in_cells([(head, cell)])
    assert str(raised.value) == (
        f"Consent “{cell[:40]}” is not clear. Write “by name”, “by role only” or “no notes”."
    )


@pytest.mark.parametrize(
    ("written", "left", "said"),
    [
        ("Anna Novak (no notes)", "Anna Novak", [REFUSED]),
        ("Acme anonymous", "Acme", [ROLE_ONLY]),
        ("北风不记录", "北风", [REFUSED]),
        ("Anna（匿名）", "Anna", [ROLE_ONLY]),
        ("Acme by name", "Acme", [BY_NAME]),
        ("Anna (Lead, no notes)", "Anna (Lead)", [REFUSED]),
        ("Anna (x) (no notes)", "Anna (x)", [REFUSED]),
        ("Anna（Lead，匿名）", "Anna（Lead)", [ROLE_ONLY]),
        ("Anna no notes please", "Anna", [REFUSED]),
        ("Anna no notes bitte!", "Anna", [REFUSED]),
        *[
            (f"Anna X no notes, {please}", "Anna X", [REFUSED])
            for please in ("please", "pls", "bitte", "svp", "por favor", "per favore", "请", "謝謝")
        ],
        ("Anna, by name, anonymous", "Anna", [ROLE_ONLY, BY_NAME]),
        ("Anna — ohne Namen", "Anna", [ROLE_ONLY]),
        (f"Anna {'x' * 60} no notes", f"Anna {'x' * 60}", [REFUSED]),
        ("A no notes", "A", [REFUSED]),
        ("Anna (x) Lee no notes", "Anna (x) Lee", [REFUSED]),
        ("Anna（x）Lee no notes", "Anna（x）Lee", [REFUSED]),
        ("李不记录", "李", [REFUSED]),
        ("Иван анонимно", "Иван", [ROLE_ONLY]),
        ("Ивананонимно", "Ивананонимно", []),
        # One word that allows more could belong to the name, and a name is never taken away.
        ("Anna Named", "Anna Named", []),
        ("Acme name", "Acme name", []),
        ("Annano notes", "Annano notes", []),
        ("no notes", "no notes", []),
        ("by name", "by name", []),
        ("Mia yes", "Mia yes", []),
        ("", "", []),
    ],
)
def test_words_for_consent_are_taken_from_the_end(
    written: str, left: str, said: list[Consent]
) -> None:
    assert without_consent(written) == (left, said)


@pytest.mark.parametrize(
    ("field", "is_unclear", "speaks", "answers"),
    [
        ("no", True, False, True),
        ("yes", True, False, True),
        ("", False, False, False),
        ("no notez", True, False, True),
        ("nonotes", True, False, False),
        ("n notes", False, False, False),
        ("quiet", False, False, False),
        ("by nam", True, False, False),
        ("by name", True, True, True),
        ("anonymos", True, True, False),
        ("notes", False, False, False),
        ("yes - later", False, False, False),
        ("no - later", True, False, True),
        ("n maybe", False, False, False),
        ("✗", True, False, True),
        # Access writes -1 for a true, and who ticks a list may begin it with a dash.
        ("-1", False, False, False),
        ("−1", False, False, False),
        ("-2", False, False, False),
        ("- no", True, False, True),
        ("-yes", True, False, True),
        # Two letters too many are a mistake, three are another word.
        ("einwilligung verweigertxx", True, True, False),
        ("einwilligung verweigertxxx", False, True, False),
    ],
)
def test_a_field_is_told_from_what_only_looks_like_consent(
    field: str, is_unclear: bool, speaks: bool, answers: bool
) -> None:
    assert (unclear(field), speaks_of_consent(field), is_answer(field)) == (
        is_unclear,
        speaks,
        answers,
    )


@pytest.mark.parametrize(
    ("head", "cell", "may"),
    [
        ("Use name", "no", True),
        ("Consent", "yes", True),
        ("Anonymous", "no", True),
        ("Recording", "no", True),
        ("Protokoll", "yes", True),
        ("Use name", "x y", False),
        ("Remarks", "no", False),
        ("Age", "no", False),
        ("not", "no", False),
    ],
)
def test_a_yes_below_an_unknown_heading_may_be_about_consent(
    head: str, cell: str, may: bool
) -> None:
    assert may_be_consent(head, cell) is may


@pytest.mark.parametrize(
    ("head", "about"),
    [
        ("Consent or not", NOTES),
        ("Consent: ja oder nein", NOTES),
        ("Consent (是/否)", NOTES),
        ("Einwilligung oder nicht", NOTES),
        ("Consentement ou non", NOTES),
        ("Consentimento ou não", NOTES),
        ("Consentimento (sim/não)", NOTES),
        ("Consentimiento (sí/no)", NOTES),
        ("Consent: да или нет", NOTES),
        ("ConsentToNotes", NOTES),
        ("Notes: record by name", NOTES),
        ("Name not recorded", NO_NOTES),
        ("Consent no notes", NO_NOTES),
        ("Not anonymous", NAME),
        ("Consent to be quoted by name or not?", NAME),
        ("Do not name", NO_NAME),
        ("By role only", NO_NAME),
        ("Anonymous quotes", UNCLEAR),
        ("Consent to anonymous", UNCLEAR),
        ("Confidential", UNCLEAR),
        ("l'accord", NOTES),
        ("Remarks", None),
    ],
)
def test_a_heading_agrees_or_objects_or_is_unclear(head: str, about: ConsentHead | None) -> None:
    assert consent_head(head) is about


def test_an_arabic_heading_is_read_with_article_and_prepositions() -> None:
    for before in ("", "ال", "بال", "وال", "لل", "ب", "ل", "و"):
        assert consent_head(f"{before}موافقة") is NOTES, before
        assert consent_head(f"{before}اذن") is NOTES, before


def test_a_word_of_consent_may_be_part_of_a_longer_one_where_words_are_written_together() -> None:
    heads: dict[str, ConsentHead | None] = {
        "Irbte": None,
        "익명성": NO_NAME,
        "匿名性": NO_NAME,
        "동의서": NOTES,
        "비동의": UNCLEAR,
    }
    assert {head: consent_head(head) for head in heads} == heads


@pytest.mark.parametrize(
    ("head", "cells", "may"),
    [
        ("Dohoda", ["yes", "no"], True),
        ("Dohoda", ["yes", "", " - ", "?", "–"], True),
        ("Dohoda", ["X"], True),
        ("Dohoda", ["yes", "later"], False),
        ("Dohoda", ["yes", "by name"], False),
        ("Dohoda", ["", " ", "-"], False),
        ("Dohoda", [], False),
        ("Attending?", ["yes", "no"], False),
    ],
)
def test_a_column_of_nothing_but_yes_and_no_may_be_about_consent(
    head: str, cells: list[str], may: bool
) -> None:
    assert may_be_answers(head, cells) is may
