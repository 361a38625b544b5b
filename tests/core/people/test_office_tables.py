"""Lists as forms, phones and foreign offices save them: halves of names, marks, times, totals."""

import pytest

from focusgroup.core.people.people import NewParticipant, consent_in_words, parse_participant
from focusgroup.core.people.people_csv import read_people

HALVES = (
    "Name;Vorname|Nom;Prénom|Naam;Voornaam|Efternavn;Fornavn|Nachname;Vorname|Apellidos;Nombre"
    "|Cognome;Nome|Sobrenome;Nome|Nazwisko;Imię|Soyad;Ad|Фамилия;Имя|Příjmení;Jméno"
)


@pytest.mark.parametrize("heads", HALVES.split("|"))
def test_two_halves_of_a_name_are_one_name(heads: str) -> None:
    last, first = heads.split(";")
    for text in (f"{heads};Firma\nBerger;Mia;Alpha", f"{first};{last};Firma\nMia;Berger;Alpha"):
        found = read_people(text)
        assert [(p.name, p.account) for p in found.people] == [("Mia Berger", "Alpha")], text


@pytest.mark.parametrize("heads", ["Name,First name", "Full name,First name", "姓名,姓"])
def test_a_half_that_is_in_the_whole_name_is_not_added(heads: str) -> None:
    (mia,) = read_people(f"{heads},Company\nMia Berger,Mia,Alpha").people
    assert mia.name == "Mia Berger"


@pytest.mark.parametrize("mark", "^~؛/:&*§•>=¦")
def test_any_mark_between_known_headings_separates(mark: str) -> None:
    for blank in ("", " "):
        between = f"{blank}{mark}{blank}"
        rows = [["Name", "Role", "Company", "Consent"], ["Mia Berger", "Lead", "Alpha", "no"]]
        (mia,) = read_people("\n".join(map(between.join, rows))).people
        assert (mia.name, mia.account, consent_in_words(mia)) == ("Mia Berger", "Alpha", "no notes")


def test_a_mark_in_the_heading_of_a_list_of_names_does_not_separate() -> None:
    found = read_people("Name & Company\nMia Berger\nBo Li\nAda Ott")
    assert [person.name for person in found.people][-3:] == ["Mia Berger", "Bo Li", "Ada Ott"]


@pytest.mark.parametrize("marks", ["“”", "„“", "«»", "「」", '="|"'])
def test_cells_in_other_quotation_marks_are_read(marks: str) -> None:
    begin, end = marks.split("|") if "|" in marks else marks
    rows = [["Name", "Role", "Company", "Consent"], ["Berger, Mia", "Lead", "Alpha", "no"]]
    (mia,) = read_people(
        "\n".join(",".join(f"{begin}{c}{end}" for c in row) for row in rows)
    ).people
    assert (mia.name, mia.account, consent_in_words(mia)) == ("Berger, Mia", "Alpha", "no notes")


@pytest.mark.parametrize(
    ("heads", "account"),
    [
        ("Timestamp,What is your full name?,Which company do you work for?", "Alpha"),
        ("Zeitstempel,Ihr Name,Ihr Unternehmen", "Alpha"),
        ("Horodateur,Votre nom,Votre entreprise", "Alpha"),
        ("时间,您的姓名,贵公司", "Alpha"),
        ("ID,Please enter your name,Your organisation", "Alpha"),
    ],
)
def test_the_questions_of_a_form_are_headings(heads: str, account: str) -> None:
    (mia,) = read_people(f"{heads},Consent\n20.11.2026 10:00,Mia Berger,Alpha,no").people
    assert (mia.name, mia.account, mia.consent_notes) == ("Mia Berger", account, False)


def test_an_empty_column_for_the_name_gives_way_to_the_one_that_is_filled() -> None:
    found = read_people(
        "ID,Name,Your name,Role,Begun,Sent\n1,,Mia,Lead,9:00,9:10\n2,,Bo,,9:00,9:10"
    )
    assert [person.name for person in found.people] == ["Mia", "Bo"]
    assert "“Name”" in found.remarks[0].message


YES = (
    "Yes, I agree|I consent to be recorded|Ja, ich stimme zu|Oui, je suis d'accord|Sí, acepto"
    "|Sim, concordo|Sì, acconsento|Ja, ik ga akkoord|Да, согласна|是的，我同意|はい、同意します"
    "|예, 동의합니다|نعم، أوافق|Tak, wyrażam zgodę|Evet, kabul ediyorum|Agreed ✔|yes (signed)"
)
NO = (
    "No, I do not agree|I do not agree|Nein, ich stimme nicht zu|Ich stimme nicht zu|No, no acepto"
    "|Não concordo|Non acconsento|Nee, ik ga niet akkoord|Нет, не согласен|我不同意|不，我不同意"
    "|いいえ、同意しません|لا، لا أوافق|Nie, nie wyrażam zgody|not ok|[ ]|我不同意录音"
)
OPEN = (
    "Yes, if my boss agrees|Ja, wenn anonymisiert wird|I agree to think|-1|yes, later|yes/perhaps"
    "|Yes, if recorded|I consent if recorded|I do"
)


@pytest.mark.parametrize(
    ("answers", "consent"), [(YES, "by name"), (NO, "no notes"), (OPEN, "refused")]
)
def test_an_answer_in_whole_words_is_an_answer(answers: str, consent: str) -> None:
    for answer in answers.split("|"):
        found = read_people(f"Name\tCompany\tConsent\nMia\tAlpha\t{answer}")
        said = [consent_in_words(person) for person in found.people] or ["refused"]
        assert said == [consent], answer


@pytest.mark.parametrize(
    "seat", ["3", "3.", "3)", "#3", "Seat 3", "Platz 3", "No. 3", "3.0", "003"]
)
def test_a_seat_is_read_as_lists_are_numbered(seat: str) -> None:
    assert [p.seat for p in read_people(f"No,Name,Company\n{seat},Mia,Alpha").people] == [3]


@pytest.mark.parametrize("seat", ["A3", "0", "1000", "3a", "1 2", "-3", "3.5"])
def test_what_is_no_seat_is_refused_with_its_line(seat: str) -> None:
    assert [each.line for each in read_people(f"No,Name\n{seat},Mia").problems] == [2]


@pytest.mark.parametrize(
    "heads", ["名前,最初の参加,最後の退出,役割", "Név,Csatlakozott,Kilépett,Role"]
)
def test_a_list_of_a_call_is_known_by_its_times(heads: str) -> None:
    heads = heads.replace("Név", "Name")
    rows = (
        "Mia (Guest),2026/11/20 10:00,20.11.2026 11:30,Presenter\nBo,9:58 AM,11:31:00 pm,Organizer"
    )
    found = read_people(f"{heads}\n{rows}\n{rows}")
    assert [(p.name, p.role) for p in found.people] == [("Mia", ""), ("Bo", "")]
    with_more = read_people(f"{heads},Company\n" + rows.replace("\n", ",Alpha\n") + ",Beta")
    assert [(p.role, p.account) for p in with_more.people] == [
        ("Presenter", "Alpha"),
        ("Organizer", "Beta"),
    ]


@pytest.mark.parametrize(
    "total", "Total: 2|Total,,2|Summe,2|合计：2|Итого 2 |Gesamt|Razem,,,2".split("|")
)
def test_a_total_below_the_people_is_not_seated(total: str) -> None:
    found = read_people(f"Name,Role,Company,Consent\nMia,Lead,Alpha,yes\n{total}\n")
    assert [person.name for person in found.people] == ["Mia"]
    assert [remark.line for remark in found.remarks] == [3]


@pytest.mark.parametrize("mark", ["1.", "2)", "(3)", "-", "*", "•", "- [ ]", "- [x]", "12", "–"])
def test_the_mark_of_a_list_is_no_part_of_a_name(mark: str) -> None:
    typed = "Mia Berger, Lead, Alpha, no notes"
    assert parse_participant(f"{mark} {typed}") == parse_participant(typed)
    assert parse_participant("3M Health") == NewParticipant("3M Health")


def test_a_column_that_is_known_already_is_not_asked_about() -> None:
    found = read_people("Name,Attendance,Response\nMia,Required Attendee,Accepted\nBo,x,Declined")
    assert found.problems == []
    assert [consent_in_words(person) for person in found.people] == ["by name", "no notes"]
    assert [each.line for each in read_people("Name,Compny\nMia,Alpha").problems] == [1]
    assert not read_people("Name,Role,Opposition\nMia,Lead,x").people[0].consent_notes


def test_an_answer_below_a_heading_that_says_too_little_names_the_heading() -> None:
    (problem,) = read_people("Name,Photo permission\nMia,yes").problems
    assert problem.message == (
        "“Photo permission”: “yes” doesn't say to what. Write “by name”, “by role only” or "
        "“no notes”, or take the column out."
    )
