"""Consent in lists of participants: never lost, and a wrong guess falls to the stricter side."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.people.consent_heads import ConsentHead, consent_head
from focusgroup.core.people.consent_words import BY_NAME, NO_NOTES, ROLE_ONLY
from focusgroup.core.people.people import check_name, consent_in_words, parse_participant
from focusgroup.core.people.people_csv import read_people
from focusgroup.core.text import clean_line

NOTES, NAME = ConsentHead.NOTES, ConsentHead.NAME
NO_NOTES_HEAD, NO_NAME, UNCLEAR = ConsentHead.NO_NOTES, ConsentHead.NO_NAME, ConsentHead.UNCLEAR

HEADS = {
    NOTES: (
        "Consent|Consent given?|Consent (Y/N)|consent_to_notes|ConsentGiven|Recording consent"
        "|OK to record?|Agrees to be recorded (yes/no)|GDPR consent|Opt-in|Permission to quote"
        "|Einwilligung|Einwilligung (ja/nein)|Einverständnis zur Aufnahme|Darf aufgezeichnet werden"
        "|Consentement|Accord pour l'enregistrement|Consentimiento para grabar|Grabación"
        "|Consentimento|Consenso alla registrazione|Toestemming|Согласие на запись"
        "|同意|是否同意|是否同意录音"
        "|记录同意|同意（是/否）|是否同意記錄|同意の有無|録音の同意|동의 여부|녹음 동의"
        "|الموافقة|الموافقة على التسجيل"
    ),
    NAME: (
        "Consent to name|ConsentToName|Quote by name|May we quote you by name?|By name"
        "|Consent to be named|Namensnennung erlaubt|Zitat mit Namen|Namentlich zitieren"
        "|Peut-on citer votre nom|同意署名|实名|実名掲載可|이름 공개 동의|ذكر الاسم"
    ),
    NO_NOTES_HEAD: "Do not record|Opt-out|Consent withdrawn|No notes|Keine Aufnahme|不同意",
    NO_NAME: "Anonymous?|Wants to stay anonymous|Anonym|Ohne Namen|Anonimo|匿名|是否匿名|익명",
    UNCLEAR: (
        "Consent form sent|Einwilligungsdatum|Marketing consent|Consent to anonymous quotes"
        "|同意日期"
    ),
}
ASKED = [(head, about) for about, heads in HEADS.items() for head in heads.split("|")]
ELSEWHERE = "Name|Company Name|Role|Notes|Comments|Record ID|Registration time|备注|Bemerkung"


def consent(text: str) -> list[str]:
    """What each person in *text* consents to; a problem counts as refused."""
    found = read_people(text)
    return [consent_in_words(each) for each in found.people] + ["refused"] * len(found.problems)


@pytest.mark.parametrize(("head", "about"), ASKED)
def test_a_heading_that_speaks_of_consent_is_understood(head: str, about: ConsentHead) -> None:
    assert consent_head(head) is about


@pytest.mark.parametrize("head", ELSEWHERE.split("|"))
def test_a_heading_about_something_else_is_left_alone(head: str) -> None:
    assert consent_head(head) is None


YES = (
    "no problem|No objections|Kein Problem|bien sûr|没问题|لا مانع|не против"
    "|yes|Y|x|TRUE|1|given|ja|oui|sí|sim|да|是|同意|はい|예|نعم|✓|☑"
)
REFUSED = (
    "refused|verweigert|不同意|disagree|prefer not to|lieber nicht|pas signé|denegado|不接受|辞退"
    "|거절|لم يوقع|odmowa"
)
NO = f"no|N|FALSE|0|nein|non|não|нет|否|いいえ|아니요|لا|✗|No, never|{REFUSED}"
REFUSALS = REFUSED.split("|")


@pytest.mark.parametrize(
    ("about", "said"),
    [
        (NOTES, ("by name", "no notes", "not asked")),
        (NAME, ("by name", "by role only", "name not asked")),
        (NO_NOTES_HEAD, ("no notes", "by name", "not asked")),
        (NO_NAME, ("by role only", "by name", "name not asked")),
        (UNCLEAR, ("refused", "refused", "not asked")),
    ],
)
def test_each_answer_counts_under_each_heading(
    about: ConsentHead, said: tuple[str, str, str]
) -> None:
    strict = {"refused", "no notes", "by role only"}
    for head in HEADS[about].split("|"):
        for answers, expected in zip((YES, NO, "| |-"), said, strict=True):
            for answer in answers.split("|"):
                (found,) = consent(f"Name;{head};Role\nMia Berger;{answer};Lead")
                bare = about in (NO_NOTES_HEAD, NO_NAME, UNCLEAR) and answer in REFUSALS
                assert found == expected or (bare and found in strict), (head, answer)


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (NO_NOTES, "no notes"),
        (ROLE_ONLY, "by role only"),
        (BY_NAME, "by name"),
        ("Yes, by role only|ja, aber anonym|是，匿名", "by role only"),
        ("perhaps|pending|?|Yes - form follows|2026", "refused"),
    ],
)
def test_words_in_a_column_of_consent_say_more_than_yes_and_no(answers: str, said: str) -> None:
    for answer in answers.split("|"):
        assert consent(f"Name;Consent\nMia Berger;{answer}") == [said], answer


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("yes,yes", "by name"),
        ("yes,no", "by role only"),
        ("yes,", "name not asked"),
        (",yes", "not asked"),
        (",no", "not asked"),
        ("no,", "no notes"),
        ("no,yes", "no notes"),
        ("notes only,", "by role only"),
        ("yes", "name not asked"),
        ("", "not asked"),
    ],
)
def test_two_columns_of_consent_are_both_needed(row: str, said: str) -> None:
    assert consent(f"Name,Consent,Quote by name\nMia Berger,{row}") == [said]
    assert consent(f"Name,Recording,Einwilligung\nMia,{row}")[0] != "by name" or row == "yes,yes"


SEPARATORS = ",;\t|"


@pytest.mark.parametrize("separator", SEPARATORS)
def test_consent_survives_however_the_table_was_written(separator: str) -> None:
    told = ("", f"sep={separator}\n", f'"sep={separator}"\n')
    titles = ("", "Guest list\n\n", "Guest list, Berlin\n20 November\n")
    rows = ("Mia Berger", '"Berger, Mia; a|b"')
    for sep, title, name, quoted in itertools.product(told, titles, rows, (True, False)):
        cells = [["Name", "Rolle", "Firma", "Einwilligung"], [name, "Lager", "Alpha GmbH", "nein"]]
        lines = [
            separator.join(f'"{c}"' if quoted and '"' not in c else c for c in row) for row in cells
        ]
        text = f"\ufeff{sep}{title}" + "\r\n".join(lines) + "\r\n"
        assert consent(text) == ["no notes"], text


def test_consent_without_a_heading_is_read_or_refused() -> None:
    assert consent("Name,Role\nMia,Lead,no notes") == ["no notes"]
    assert consent("Name,Role\nMia,Lead,no") == ["refused"]
    assert consent("Name,Remarks\nMia,would like to stay anonymous") == ["by role only"]
    assert consent("Name,Role\nMia (no notes),Lead") == ["no notes"]
    assert consent("Mia,Lead,Alpha,nein") == ["refused"]


# -- typed lines -----------------------------------------------------------------------------

NO_SPACES = "\u3040"


@pytest.mark.parametrize(("words", "said"), [(NO_NOTES, "no notes"), (ROLE_ONLY, "by role only")])
def test_words_at_the_end_of_a_line_need_no_comma(words: str, said: str) -> None:
    for word in words.split("|"):
        _need_no_comma(word, said)


def _need_no_comma(word: str, said: str) -> None:
    ends = (f", {word}", f" {word}", f" ({word})", f" - {word}", f"; {word}", f", {word.upper()}!")
    if word[0] > NO_SPACES:
        ends += (word, f"，{word}", f"（{word}）")
    for end in ends:
        person = parse_participant(f"Mia Berger, Lead, 北风{end}")
        assert (person.name, person.role, person.account) == ("Mia Berger", "Lead", "北风"), end
        assert consent_in_words(person) == said, end
        assert (
            parse_participant(f"Mia Berger{' ' if end == word else ''}{end}").name == "Mia Berger"
        )


@pytest.mark.parametrize(
    ("line", "name", "said"),
    [
        ("Mia (Lead, no notes)", "Mia", "no notes"),
        ("Mia (Lead, Alpha) anonymous", "Mia", "by role only"),
        ("Mia no notes, Lead, Alpha", "Mia", "no notes"),
        ("Mia, no notes, by name", "Mia", "no notes"),
        ("Mia, Lead, Alpha, by name, anonymous", "Mia", "by role only"),
        ("Mia, Lead, Alpha no notes please", "Mia", "no notes"),
        ("Mia, Lead, Alpha by name", "Mia", "by name"),
        ("Mia, Lead, Alpha, not asked", "Mia", "not asked"),
        ("Anonymous, Lead, Alpha", "Anonymous", "by name"),
    ],
)
def test_the_strictest_words_of_a_line_count(line: str, name: str, said: str) -> None:
    person = parse_participant(line)
    assert (person.name, consent_in_words(person)) == (name, said)


@pytest.mark.parametrize(
    "field", ["no", "nein", "否", "yes", "no notez", "anonymus", "anonimous", "Consent: see mail"]
)
def test_a_field_that_may_be_consent_is_asked_about(field: str) -> None:
    with pytest.raises(FocusgroupError, match="not clear"):
        parse_participant(f"Mia Berger, Lead, Alpha, {field}")


def test_an_unknown_fourth_field_is_said() -> None:
    (remark,) = read_people("Mia Berger, Lead, Alpha, quiet").remarks
    assert (remark.line, remark.message) == (
        1,
        "“quiet” is read as the account's market segment.",
    )
    assert read_people("Mia Berger, Lead, Alpha, enterprise, 12 %").remarks == []
    assert "not read as consent" in read_people("Mia, consent manager, Alpha").remarks[0].message


@pytest.mark.parametrize("name", ["1", "42", "@3", "#7", "3.", "٣"])
def test_a_number_as_a_name_is_said_and_nobody_is_called_so_by_a_command(name: str) -> None:
    new = parse_participant(f"{name}, planner, Northwind")
    assert "is a number" in new.remark
    assert "is a number" in read_people(f"{name}, planner, Northwind").remarks[0].message
    with pytest.raises(FocusgroupError, match="Write the name first"):
        check_name(new)
    for real in ("Anna", "P1", "3M", "Seven of 9"):
        assert check_name(parse_participant(real)).name == real


@given(st.text(st.sampled_from('no tesaymub,;|\t\n"()不同意匿名') | st.characters(), max_size=60))
def test_a_refusal_is_never_lost(noise: str) -> None:
    line = clean_line(noise).replace('"', "")
    for text in (f"Mia {line}, no notes", f"Name,Consent,Extra\nMia,no,{line}"):
        assert not {"by name", "by role only"} & {*consent(text)}


@pytest.mark.parametrize(
    "head", ["Notes ok", "Name in report", "Use name", "Protokoll", "Confidential", "Vertraulich"]
)
def test_an_answer_that_may_be_about_consent_is_never_passed_over(head: str) -> None:
    assert consent(f"Name,{head}\nMia,no") in (["refused"], ["by role only"], ["no notes"])
    assert consent(f"Name,{head}\nMia,yes") in (["refused"], ["by name"])


def test_a_typed_line_about_consent_is_not_taken_for_headings() -> None:
    found = read_people("Mia, Lead, Alpha, don't record her\nBo, Buyer, Beta")
    assert [problem.line for problem in found.problems] == [1]
    assert "don't record her" in found.problems[0].message
    assert [each.name for each in found.people] == ["Bo"]
