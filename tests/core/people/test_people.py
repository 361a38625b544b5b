"""Participants as people write them: a line, or a file from somebody's address book."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.people.people import MAX_NAME, NewParticipant, parse_participant, parse_share
from focusgroup.core.people.people_csv import read_people
from focusgroup.core.people.rows import RowProblem
from focusgroup.core.text import clean_line
from tests.hostile import ALL, TRIED


def read(line: str) -> NewParticipant | str:
    """The participant in *line*, or why there is none."""
    try:
        return parse_participant(line)
    except FocusgroupError as error:
        return str(error)


def parse_participants_csv(text: str) -> tuple[list[NewParticipant], list[RowProblem]]:
    """The participants in *text*, and its problems."""
    found = read_people(text)
    return found.people, found.problems


ANNA = NewParticipant("Anna Novak", "planner", "Northwind")


# -- one line --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        "Anna Novak, planner, Northwind",
        "  Anna Novak ,planner,  Northwind ",
        "Anna Novak; planner; Northwind",
        "Anna Novak\tplanner\tNorthwind",
        "Anna Novak (planner, Northwind)",
        "Anna Novak <anna@example.org>; planner; Northwind",
        "Anna Novak <anna@example.org>, planner, Northwind",
        "Anna Novak anna.novak@example.org, planner, Northwind",
        '"Anna Novak" <anna@example.org>, planner, Northwind',
        "Anna Novak – planner – Northwind",
        "Anna Novak | planner | Northwind",
        "Anna Novak，planner，Northwind",
        "Anna Novak（planner，Northwind）",
        "Anna\x00 Novak, planner, Northwind\n",
    ],
)
def test_a_participant_is_read_however_it_is_typed(line: str) -> None:
    assert parse_participant(line) == ANNA


@pytest.mark.parametrize(
    ("line", "fields", "remark"),
    [
        ("Mia Berger (Alpha GmbH)", ("Mia Berger", "", "Alpha GmbH"), ""),
        ("Мия Бергер (ООО Ромашка)", ("Мия Бергер", "", "ООО Ромашка"), ""),
        ("Mia Berger (Zeta s.r.o), no notes", ("Mia Berger", "", "Zeta s.r.o"), ""),
        ("Mia Berger, buyer (Alpha Ltd.)", ("Mia Berger", "buyer", "Alpha Ltd."), ""),
        ("Mia Berger, Lead (EMEA)", ("Mia Berger", "Lead (EMEA)", ""), ""),
        ("Mia Berger (Nurse)", ("Mia Berger", "Nurse", ""), ""),
        ("Mia Berger (GmbH)", ("Mia Berger", "GmbH", ""), ""),
        ("Mia, Lead, Alpha GmbH", ("Mia", "Lead", "Alpha GmbH"), ""),
        ("Mia, chief buyer (Alpha GmbH)", ("Mia", "chief buyer", "Alpha GmbH"), ""),
        (
            "Berger, Mia (Alpha GmbH)",
            ("Berger", "Mia", "Alpha GmbH"),
            "“Mia” is read as the role. If it is a name, write “Mia Berger”.",
        ),
    ],
)
def test_a_company_in_brackets_is_the_account_and_a_role_that_may_be_a_name_is_told(
    line: str, fields: tuple[str, str, str], remark: str
) -> None:
    made = parse_participant(line)
    assert (made.name, made.role, made.account) == fields
    assert made.remark == remark
    assert made.consent_notes is not line.endswith("no notes")


@pytest.mark.parametrize(
    ("line", "participant"),
    [
        ("Anna Novak", NewParticipant("Anna Novak")),
        ("Anna Novak, planner", NewParticipant("Anna Novak", "planner")),
        ("Anna Novak,,Northwind", NewParticipant("Anna Novak", "", "Northwind")),
        ("Anna Novak (planner)", NewParticipant("Anna Novak", "planner")),
        (
            "Anna Novak (she/her), planner, Northwind",
            NewParticipant("Anna Novak (she/her)", "planner", "Northwind"),
        ),
        ("Novak, Anna; planner; Acme", NewParticipant("Novak, Anna", "planner", "Acme")),
        ("Jean-Luc Petit, R&D, A-B", NewParticipant("Jean-Luc Petit", "R&D", "A-B")),
        (
            "Anna Novak, planner, Northwind, enterprise, 12 %",
            NewParticipant("Anna Novak", "planner", "Northwind", None, "enterprise", 0.12),
        ),
        (
            "Anna Novak, planner, Northwind, 12%",
            NewParticipant("Anna Novak", "planner", "Northwind", None, "", 0.12),
        ),
        (
            "Anna Novak, planner, Northwind, enterprise, 0.12",
            NewParticipant("Anna Novak", "planner", "Northwind", None, "enterprise", 0.12),
        ),
        ("李娜，运营，北风", NewParticipant("李娜", "运营", "北风")),
        ("محمد علي، مدير، شركة", NewParticipant("محمد علي", "مدير", "شركة")),
        ("Bilal @home", NewParticipant("Bilal @home")),
    ],
)
def test_a_participant_may_have_less_or_more(line: str, participant: NewParticipant) -> None:
    assert parse_participant(line) == participant


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("", "no name in an empty line"),
        (" \t ", "no name"),
        (", planner, Northwind", "no name in “, planner, Northwind”"),
        ("<anna@example.org>", "no name"),
        ("x" * 201, "201 characters long"),
        ("Anna, " + "x" * 201, "201 characters long"),
        ("Anna Novak " * 200, "characters long"),
        ("Anna, b, c, d, a lot", "isn't a share of revenue"),
    ],
)
def test_a_line_without_a_participant_says_why(line: str, says: str) -> None:
    with pytest.raises(FocusgroupError, match=says):
        parse_participant(line)


@pytest.mark.parametrize(
    ("written", "share"),
    [
        *[
            (text, 0.12)
            for text in ("12 %", "12%", "12", "0.12", "0,12", "12.0 %", "１２％", "١٢٪")
        ],
        *[("0", 0.0), ("1", 1.0), ("100", 1.0), ("100 %", 1.0), ("1 %", 0.01), ("0.5 %", 0.005)],
    ],
)
def test_a_share_is_a_fraction_however_it_is_written(written: str, share: float) -> None:
    assert parse_share(written) == pytest.approx(share)


@pytest.mark.parametrize(
    "written", ["", "-1", "101", "150 %", "a lot", "12 EUR", "nan", "1e1", "∞"]
)
def test_what_is_no_share_is_refused(written: str) -> None:
    with pytest.raises(FocusgroupError, match="share of revenue"):
        parse_share(written)


# -- a file ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "Name,Role,Account\nAnna Novak,planner,Northwind\n",
        "Account;Name;Role\r\nNorthwind;Anna Novak;planner\r\n",
        "Company\tJob title\tFull name\nNorthwind\tplanner\tAnna Novak",
        "\ufeffname,role,account\nAnna Novak,planner,Northwind",
        '"Name","Role","Account"\n"Anna Novak","planner","Northwind"',
        "First name,Last name,E-mail,Job title,Company\nAnna,Novak,a@b.org,planner,Northwind",
        "Vorname;Nachname;Funktion;Firma\nAnna;Novak;planner;Northwind",
        "姓名,职位,公司\nAnna Novak,planner,Northwind",
        "Anna Novak,planner,Northwind",
        "Anna Novak (planner, Northwind)",
        "\n\nAnna Novak;planner;Northwind\n\n;;\n",
        "Name,Role,Account\n,,\nAnna Novak,planner,Northwind,,,\n",
    ],
)
def test_a_file_is_read_however_it_was_made(text: str) -> None:
    assert parse_participants_csv(text) == ([ANNA], [])


def test_every_column_is_read() -> None:
    people, problems = parse_participants_csv(
        "Seat;Name;Role;Account;Segment;Revenue share;Consent;Consent to name\n"
        '2;"Novak; Anna";planner;Northwind;enterprise;"12,5 %";yes;no\n'
        "7;Bilal;;;;;no;yes\n"
        "9;Chen Wei;;;;;notes only;\n"
        "10;Daniela;;;;;;\n"
    )
    assert problems == []
    assert people == [
        NewParticipant("Novak; Anna", "planner", "Northwind", 2, "enterprise", 0.125, True, False),
        NewParticipant("Bilal", seat=7, consent_notes=False, consent_name=False),
        NewParticipant("Chen Wei", seat=9, consent_notes=True, consent_name=False),
        NewParticipant("Daniela", seat=10, consent_notes=False, consent_name=False, not_asked=True),
    ]


def test_family_names_come_first_where_they_do() -> None:
    assert parse_participants_csv("名,姓\n娜,李")[0] == [NewParticipant("李娜")]
    assert parse_participants_csv("first name,last name\nJosé,García")[0] == [
        NewParticipant("José García")
    ]


def test_wrong_rows_are_named_with_their_line_and_the_others_are_there() -> None:
    people, problems = parse_participants_csv(
        "name,seat,consent,share,account\n"
        "Anna,1,yes,12 %,Northwind\n"
        ",2,yes,,\n"
        "Bilal,one,,,\n"
        "Chen,1,,,\n"
        "\n"
        "Daniela,5,perhaps,,\n"
        "Emil,6,,lots,\n"
        "Anna,8,,,Northwind\n"
        "Anna,9,,,Contoso\n"
    )
    assert [each.name for each in people] == ["Anna", "Anna", "Anna"]
    assert [problem.line for problem in problems] == [3, 4, 5, 7, 8]
    said = " ".join(problem.message for problem in problems)
    for part in (
        "no name",
        "Seat “one” isn't a number",
        "Seat 1 is already taken on line 2",
        "Consent “perhaps” is not clear",
        "“lots” isn't a share",
    ):
        assert part in said


def test_unclear_consent_is_never_taken_for_consent() -> None:
    people, problems = parse_participants_csv("name,consent\nAnna,?\nBilal,pending\nChen,\n")
    assert [(each.name, each.not_asked) for each in people] == [("Chen", True)]
    assert [problem.line for problem in problems] == [2, 3]


def test_a_misspelt_column_is_asked_about_and_a_foreign_one_is_not() -> None:
    people, problems = parse_participants_csv("name,acount,phone\nAnna,Northwind,123")
    assert people == [NewParticipant("Anna")]
    assert problems == [RowProblem(1, "Column “acount”: did you mean “account”?")]


def test_a_quotation_mark_that_is_never_closed_costs_its_own_row_only() -> None:
    people, problems = parse_participants_csv('name,role\n"Anna,planner\nBilal,buyer\nChen,ops')
    assert [each.name for each in people] == ["Bilal", "Chen"]
    assert [problem.line for problem in problems] == [2]


def test_a_cell_may_hold_a_line_break() -> None:
    people, problems = parse_participants_csv('name,role\n"Anna\nNovak",planner\n,x')
    assert people == [NewParticipant("Anna Novak", "planner")]
    assert [problem.line for problem in problems] == [4]


def test_an_empty_file_has_nobody() -> None:
    assert parse_participants_csv("") == ([], [])
    assert parse_participants_csv("Name,Role\n") == ([], [])


@given(st.text(max_size=200))
def test_any_line_is_a_participant_or_says_why_not(text: str) -> None:
    made = read(text)
    if isinstance(made, str):
        assert 0 < len(made) < 300
        return
    assert made.name == clean_line(made.name) != ""
    assert made.role + made.account == clean_line(made.role) + clean_line(made.account)


@given(st.text(st.sampled_from("ab,;\t\"\n'@ 12%()") | st.characters(), max_size=120))
def test_any_file_is_people_and_problems_in_its_lines(text: str) -> None:
    people, problems = parse_participants_csv(text)
    assert all(each.name for each in people)
    count = text.count("\n") + text.count("\r") + sum(text.count(c) for c in "\v\f\u2028\u2029") + 1
    assert all(1 <= problem.line <= count for problem in problems)
    assert [problem.line for problem in problems] == sorted(problem.line for problem in problems)


@given(
    st.lists(
        st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20),
        min_size=1,
        max_size=8,
        unique_by=str.casefold,
    )
)
def test_names_come_back_as_they_were_written(names: list[str]) -> None:
    text = "name,role\n" + "".join(f'"{name}","x, y"\n' for name in names)
    people, problems = parse_participants_csv(text)
    assert len(people) + len(problems) == len(names)
    assert all(each.role == "x, y" for each in people)


@pytest.mark.parametrize("name", TRIED)
def test_hostile_people_are_read_or_refused(name: str) -> None:
    text = ALL[name]
    made = read(text)
    assert isinstance(made, NewParticipant) or len(made) < 300
    for file in (text, f'name,role\n"{text.replace(chr(34), "")}",x\n'):
        people, problems = parse_participants_csv(file)
        assert all(len(each.name) <= MAX_NAME for each in people)
        assert all(len(problem.message) < 300 for problem in problems)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Anna Novak <a@x.com>", ["Anna Novak"]),
        ("Anna Novak <a@x.com>, Bo Li <b@x.com>; Cy <c@x.com>,", ["Anna Novak", "Bo Li", "Cy"]),
        ('To: "Novak, Anna" <a@x.com>; 李娜 <n@x.com>', ["Anna Novak", "李娜"]),
        ("Anna <a@x.com>,\nBo <b@x.com>", ["Anna", "Bo"]),
    ],
)
def test_the_addresses_of_a_mail_are_people(text: str, names: list[str]) -> None:
    people, problems = parse_participants_csv(text)
    assert problems == []
    assert [person.name for person in people] == names
    assert {person.role + person.account for person in people} == {""}


def test_facts_behind_an_address_stay_the_facts_of_one_person() -> None:
    (anna,), problems = parse_participants_csv("Anna Novak <a@x.com>, planner, Acme")
    assert (anna.name, anna.role, anna.account, problems) == ("Anna Novak", "planner", "Acme", [])
