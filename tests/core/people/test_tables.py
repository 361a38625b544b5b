"""Tables as offices write them: headings, titles, separators, lists of attendance, namesakes."""

import itertools
from collections.abc import Sequence

import pytest

from focusgroup.core.people.columns import column_of
from focusgroup.core.people.people_csv import read_people

HEADS = {
    "name": "Name|Participant name|participant_name|Full Name *|FullName|Name (original name)"
    "|Teilnehmer/in|Vor- und Nachname|Nom et prénom|Nombre y apellidos|Nome e cognome|Naam|ФИО"
    "|姓名|受访者姓名|姓名 / Name|姓名 Name|氏名|お名前|이름|참가자 이름|الاسم الكامل",
    "first": "first_name|First Name|firstName|Vorname|Prénom|名",
    "last": "last_name|Surname|Nachname|Apellidos|Фамилия|姓",
    "role": "Role|Job Title|job_title|Funktion|Fonction|Cargo|Ruolo|Functie|Должность|职位|役職",
    "account": "Company Name|company_name|Company|Organisation|Firma|Unternehmen|Société|Empresa"
    "|Azienda|Bedrijf|Компания|公司名称|单位|会社名|회사명|اسم الشركة",
}
FLAT = [(head, column) for column, heads in HEADS.items() for head in heads.split("|")]


@pytest.mark.parametrize(("head", "column"), FLAT)
def test_a_heading_is_known_in_its_forms(head: str, column: str) -> None:
    for form in (head, head.upper(), f" {head}: "):
        assert column_of(form) == column
    if column == "name":
        found = read_people(f"{head},Firma\nMia Berger,Alpha")
        assert [(p.name, p.account) for p in found.people] == [("Mia Berger", "Alpha")]


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_gives_equal_rows(separator: str) -> None:
    others = [mark for mark in ", ; |" if mark != separator and mark != " "]
    for told, mark in itertools.product(("", f"sep={separator}\n"), others):
        rows = [["Name", "Role", "Company"]]
        rows += [[f"Berger{mark} Mia {n}", f"a{mark}b{mark}c{mark}d", "Alpha"] for n in range(3)]
        found = read_people(told + "\n".join(map(separator.join, rows)))
        assert found.problems == []
        assert [p.account for p in found.people] == ["Alpha"] * 3
        assert found.people[0].name == f"Berger{mark} Mia 0"


@pytest.mark.parametrize(
    "titles",
    ["Guest list\n\n", "Guest list;;\n;;\n", "Focus group, 20 Nov\n", "\n\nA\nB\nC\n", ""],
)
def test_titles_and_headings_are_never_seated(titles: str) -> None:
    found = read_people(f"{titles}Name;Role;Company\nMia;Lead;Alpha\nName;Role;Company\nBo;;Beta")
    assert [p.name for p in found.people] == ["Mia", "Bo"]
    assert found.problems == []
    assert bool(found.remarks) == bool(titles.strip(";\n"))


@pytest.mark.parametrize("heads", ["Role,Company", "Wer da,Einwilligung", "Funktion,Firma,E-Mail"])
def test_headings_without_a_name_are_refused_and_not_seated(heads: str) -> None:
    found = read_people(f"{heads}\nMia Berger,nein,Alpha")
    assert found.people == []
    assert [problem.line for problem in found.problems] == [1]


NEIGHBOURS = {
    "cs": "Jméno|Příjmení|Funkce|Společnost|Souhlas|ano|ne",
    "sk": "Meno|Priezvisko|Funkcia|Spoločnosť|Súhlas|áno|nie",
    "pl": "Imię|Nazwisko|Stanowisko|Firma|Zgoda|tak|nie",
    "sv": "Förnamn|Efternamn|Roll|Företag|Samtycke|ja|nej",
    "no": "Fornavn|Etternavn|Stilling|Bedrift|Samtykke|ja|nei",
    "da": "Fornavn|Efternavn|Stilling|Virksomhed|Samtykke|ja|nej",
    "fi": "Etunimi|Sukunimi|Tehtävä|Yritys|Suostumus|kyllä|ei",
    "hu": "Keresztnév|Vezetéknév|Beosztás|Cég|Hozzájárulás|igen|nem",
    "el": "Όνομα|Επώνυμο|Θέση|Εταιρεία|Συγκατάθεση|ναι|όχι",
    "uk": "Ім'я|Прізвище|Посада|Компанія|Згода|так|ні",
    "bg": "Име|Фамилия|Длъжност|Фирма|Съгласие|да|не",
    "tr": "Ad|Soyad|Görev|Şirket|Onay|evet|hayır",
}
"""Two names, role, account, consent, yes and no, as offices of these countries head a list."""


@pytest.mark.parametrize("order", [(0, 1, 2, 3, 4), (1, 0, 3, 2, 4), (4, 0, 1, 3, 2)])
@pytest.mark.parametrize("words", NEIGHBOURS.values(), ids=NEIGHBOURS)
def test_a_list_of_a_neighbouring_country_is_read_whole(words: str, order: Sequence[int]) -> None:
    *heads, yes, no = words.split("|")
    rows = [heads, ["Mia", "Berger", "lead", "Alpha", yes], ["Bo", "Ek", "buyer", "Beta", no]]
    found = read_people("\n".join(";".join(row[n] for n in order) for row in rows))
    assert found.problems == []
    assert [
        (each.name, each.role, each.account, each.consent_notes, each.consent_name)
        for each in found.people
    ] == [("Mia Berger", "lead", "Alpha", True, True), ("Bo Ek", "buyer", "Beta", False, False)]


def test_people_above_the_headings_are_not_lost() -> None:
    found = read_people("Mia,Lead,Alpha\nName,Role,Company\nBo,Buyer,Beta")
    assert [problem.line for problem in found.problems] == [1]


def test_quotation_marks_inside_a_field_are_kept() -> None:
    (mia,) = read_people('"Berger, Mia","Head of ""Dispatch""","Alpha, Inc."').people
    assert (mia.name, mia.role, mia.account) == ("Berger, Mia", 'Head of "Dispatch"', "Alpha, Inc.")


def test_columns_that_are_not_read_are_named() -> None:
    (remark,) = read_people("Name,E-mail,Shoe size,Title,Position\nMia,m@x.org,38,Lead,x").remarks
    assert remark.message == "Not read: “E-mail”, “Shoe size”, “Position”."


def test_two_people_of_one_name_and_company_are_both_there() -> None:
    for text in (
        "Mia Berger, Lead, Alpha\nMia Berger, Buyer, Alpha",
        "Name,Company,Role\nMia Berger,Alpha,\nMia Berger,Alpha,",
    ):
        found = read_people(text)
        assert [p.name for p in found.people] == ["Mia Berger"] * 2
        assert found.problems == []
        assert ["two people" in remark.message for remark in found.remarks] == [True]


def test_headings_below_a_title_may_be_mostly_unknown() -> None:
    found = read_people("Guests\n\nName;Company;Shoe;Hat;Tie\nMia;Alpha;38;M;red\nBo;Beta;;;")
    assert [(p.name, p.account) for p in found.people] == [("Mia", "Alpha"), ("Bo", "Beta")]


def test_two_answers_are_no_headings() -> None:
    found = read_people("Name,Vegetarian,Paid\nMia,No,No\nBo,Yes,No\n")
    assert (found.problems, [p.name for p in found.people]) == ([], ["Mia", "Bo"])


# -- lists of attendance ---------------------------------------------------------------------

ZOOM = (
    "Meeting ID,Topic,Start Time,End Time,User Email,Duration (Minutes),Participants\n"
    "123 456,Focus group,10:00,11:30,me@x.com,90,3\n\n"
    "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest\n"
    "Mia Berger (Mia B),mia@x.com,10:00,10:20,20,Yes\n"
    "Mia Berger (Mia B),mia@x.com,10:25,11:30,65,Yes\n"
    "Bo Li,,10:00,11:30,90,Yes\n"
)
TEAMS = (
    "1. Summary\nMeeting title\tFocus group\nAttended participants\t2\n\n2. Participants\n"
    "Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\tParticipant ID (UPN)\tRole\n"
    "Mia Berger\t10\t11\t1h\tmia@x.com\tmia@x.com\tOrganizer\n"
    "Bo Li (Guest)\t10\t11\t1h\t\t\tPresenter\n\n3. In-Meeting Activities\n"
    "Name\tJoin Time\tLeave Time\tDuration\tEmail\tRole\n"
    "Mia Berger\t10\t10:30\t30m\tmia@x.com\tOrganizer\n"
    "Mia Berger\t10:40\t11\t20m\tmia@x.com\tOrganizer\nBo Li (Guest)\t10\t11\t1h\t\tPresenter\n"
)
TEAMS_GERMAN = (
    "1. Zusammenfassung\nBesprechungstitel\tFokusgruppe\n\n2. Teilnehmer\n"
    "Name\tErster Beitritt\tLetztes Verlassen\tBesprechungsdauer\tE-Mail\tTeilnehmer-ID (UPN)\t"
    "Rolle\nMia Berger\t1\t2\t3\tm@x.de\tm@x.de\tOrganisator\nBo Li\t1\t2\t3\t\t\tReferent\n"
)
TEAMS_CHINESE = (
    "1. 摘要\n会议标题\t焦点小组\n\n2. 参与者\n"
    "名称\t首次加入\t最后离开\t会议持续时间\t电子邮件\t角色\n"
    "Mia Berger\t1\t2\t3\t\t演示者\nBo Li\t1\t2\t3\t\t演示者\n"
)
OLD_TEAMS = (
    "Full Name\tUser Action\tTimestamp\n"
    "Mia Berger\tJoined\t1\nMia Berger\tLeft\t2\nBo Li\tJoined\t1\n"
)
WEBEX = (
    "Meeting Name\tMeeting Start Time\tDisplay Name\tFirst Name\tLast Name\tRole\tAttendee Email"
    "\tJoin Time\tLeave Time\tAttendance Duration\tConnection Type\n"
    "Focus\t10\tMia Berger\tMia\tBerger\tHost\tm@x.org\t10\t11\t60 mins\tDesktop\n"
    "Focus\t10\tBo Li\tBo\tLi\tAttendee\tb@x.org\t10\t11\t20 mins\tMobile\n"
)
MEET = "First name,Last name,Email,Duration,Time joined\nMia,Berger,m@x.org,1 hr,10\nBo,Li,,1,2\n"
MEET_EXTENSION = (
    "Meeting code: abc-defg\nCreated on 2026-11-20\n\nFull Name,First Seen,Time in Call\n"
    "Mia Berger,2026-11-20 10:00,60\nBo Li,2026-11-20 10:00,30\n"
)
NEW_ZOOM = (
    "Name (original name),Email,Join time,Leave time,Guest,Recording disclaimer response,In waiting"
    " room\nMia Berger,m@x.org,10,11,No,OK,No\nBo Li,b@x.org,10,11,Yes,OK,Yes\n"
)
TEAMS_SPANISH = (
    "1. Resumen\nTítulo\tx\n\n2. Participantes\nNombre\tPrimera unión\tÚltima salida\tDuración"
    " de la reunión\tRol\nMia Berger\t1\t2\t3\tOrganizador\nBo Li\t1\t2\t3\tModerador\n"
)
CALLS = [ZOOM, TEAMS, TEAMS_GERMAN, TEAMS_CHINESE, OLD_TEAMS, WEBEX, MEET, MEET_EXTENSION, NEW_ZOOM]


@pytest.mark.parametrize("text", [*CALLS, TEAMS_SPANISH])
def test_everybody_in_a_list_of_attendance_is_read_once_without_the_role_in_the_call(
    text: str,
) -> None:
    found = read_people(text)
    assert [(p.name, p.role) for p in found.people] == [("Mia Berger", ""), ("Bo Li", "")]
    assert found.problems == []
    assert any("attendance" in remark.message for remark in found.remarks)


def test_a_section_without_addresses_names_nobody_anew() -> None:
    head = "Name,Email,Join time\n"
    for rows in itertools.permutations(("Mia,m@x.org,10:00", "Mia,,10:20", "Bo,,10:00")):
        found = read_people(head + "\n".join(rows))
        assert sorted(person.name for person in found.people) == ["Bo", "Mia"]
    found = read_people(f"{head}Mia,m@x.org,10\nMia,mia@y.org,10\nMia,,11\n")
    assert [person.name for person in found.people] == ["Mia", "Mia"]


TOTALS = (
    "Total: 1 participants|Total 2 people|Summe: 12 Personen|Gesamt: 8 Teilnehmer|12 Teilnehmer"
    "|3 participants|1 person total|Total : 4 personnes|5 personnes|Total: 6 asistentes|7 personas"
    "|合计：3人|共3人|3名|总计: 4 人|합계: 3명|Итого: 5 человек|5 участников|Razem: 4 osoby"
    "|TOTAL|Total:|Totals: 9"
)


@pytest.mark.parametrize("total", TOTALS.split("|"))
def test_a_sum_below_a_table_is_nobody(total: str) -> None:
    found = read_people(f"Name,Company\nMia Berger,Acme\n{total}\n")
    assert [person.name for person in found.people] == ["Mia Berger"], found.people
    assert any("total" in remark.message for remark in found.remarks)


@pytest.mark.parametrize(
    "name", ["P3", "P 12", "p1", "Speaker 2", "Participant 4", "4 Non Blondes", "Total Ng"]
)
def test_a_name_with_a_number_is_somebody(name: str) -> None:
    assert len(read_people(f"Name,Company\nMia Berger,Acme\n{name}\n").people) == 2


def test_whoever_came_back_keeps_the_strictest_consent() -> None:
    head = "Name,Email,Join time,Recording consent\n"
    for answers in itertools.permutations(("Yes", "No", "")):
        rows = "".join(f"Mia,m@x.org,10:00,{answer}\n" for answer in answers)
        (mia,) = read_people(head + rows).people
        assert (mia.consent_notes, mia.not_asked) == (False, False)
    (mia,) = read_people(f"{head}Mia,m@x.org,10:00,Yes\nMia,m@x.org,10:20,\n").people
    assert mia.not_asked


@pytest.mark.parametrize(
    "text",
    [
        "姓名，职位，公司\n李娜，采购，北风",
        "姓名；公司\n李娜；北风",
        "姓名、公司、同意\n李娜、北风、是",
        "'Name','Company'\n'李娜','北风'",
        "Sep = ;\nName;Company\n李娜;北风",
        "الاسم، الشركة\n李娜، 北风",
        "Timestamp,What is your name?,Your company\n1,李娜,北风",
    ],
)
def test_tables_with_other_marks_are_tables(text: str) -> None:
    found = read_people(text)
    assert [(p.name, p.account) for p in found.people] == [("李娜", "北风")]
    assert found.problems == []


STRANGE = {
    "Estonian": ("Täisnimi", "Amet", "Ettevõte", "Nõusolek", "jah", "ei"),
    "Lithuanian": ("Vardas", "Pareigos", "Įmonė", "Sutikimas", "taip", "ne"),
    "Romanian": ("Nume și prenume", "Funcția", "Firma noastră", "Acord", "da", "nu"),
    "Croatian": ("Ime i prezime", "Uloga", "Tvrtka", "Pristanak", "da", "ne"),
    "Hebrew": ("שם", "תפקיד", "חברה", "הסכמה", "כן", "לא"),
    "Thai": ("ชื่อ", "ตำแหน่ง", "บริษัท", "ความยินยอม", "ใช่", "ไม่"),
    "Vietnamese": ("Họ và tên", "Chức vụ", "Công ty", "Đồng ý", "có", "không"),
    "Hindi": ("नाम", "पद", "कंपनी", "सहमति", "हाँ", "नहीं"),
}
"""Headings in languages that are not read, and yes and no in them."""
NAMES = ("Matti Virtanen", "Γιώργος Παππάς", "דנה כהן", "สมชาย ใจดี")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("language", STRANGE)
def test_headings_in_an_unknown_language_are_refused_with_their_line(
    language: str, separator: str
) -> None:
    *heads, yes, no = STRANGE[language]
    answers = (yes, no, yes, yes)
    full = [(name, f"R{n}", f"F{n}", answers[n]) for n, name in enumerate(NAMES)]
    tables = {
        "all": [tuple(heads), *full],
        "two people": [tuple(heads), *full[:2]],
        "name and consent": [(heads[0], heads[3]), *((row[0], row[3]) for row in full)],
        "with mail": [
            (heads[0], "Zzz", heads[3]),
            *((row[0], f"m{n}@x.org", row[3]) for n, row in enumerate(full)),
        ],
        "numbered": [("Zz", heads[0]), *((f"{n}", row[0]) for n, row in enumerate(full, 1))],
        "some not asked": [tuple(heads), *((*row[:3], "") for row in full[:2]), *full[2:]],
    }
    for kind, rows in tables.items():
        found = read_people("\n".join(separator.join(row) for row in rows))
        assert [problem.line for problem in found.problems] == [1], kind
        assert heads[0] not in {person.name for person in found.people}, kind


@pytest.mark.parametrize(
    "text",
    [
        "Anna Novak, planner, Northwind\nBert Ilić, planner, Contoso\nCleo Diaz, buyer, Acme",
        "Anna, planner\nBert, buyer\nCleo, planner",
        "Madonna, no notes\nAnna Novak, planner\nBert Ilić, planner",
        "Anna Novak, a@x.org\nBert Ilić, b@x.org\nCleo Diaz, c@x.org",
        "Anna Novak, planner, Acme, 12 %\nBert Ilić, buyer, Beta, 3 %\nCleo Diaz, cook, C, 4 %",
        "Anna Novak\nBert Ilić\nCleo Diaz",
        "李娜，采购\n王伟，采购\n陈静，经理",
    ],
)
def test_people_without_headings_are_not_taken_for_them(text: str) -> None:
    found = read_people(text)
    assert found.problems == []
    assert len(found.people) == 3
    assert not [remark for remark in found.remarks if "headings" in remark.message]


def test_a_first_row_that_could_be_headings_is_remarked_on() -> None:
    found = read_people("Vardas, Įmonė\nMatti Virtanen, Nokia\nLiisa Koski, Kone")
    assert len(found.people) == 3
    assert [remark.line for remark in found.remarks] == [1]


@pytest.mark.parametrize("consent", ["Consent", "OK to be recorded", "同意", "Einwilligung"])
@pytest.mark.parametrize("gap", ["  ", "     "])
def test_columns_between_several_blanks_are_columns(consent: str, gap: str) -> None:
    rows = [
        ("Name", "Job title", "Company", consent),
        ("Anna Novak", "head of planning", "Northwind", "yes"),
        ("Novak, Bert", "buyer", "Contoso Ltd", "no"),
        ("Mia So", "lead", "Alpha", ""),
    ]
    people = read_people("\n".join(gap.join(row) for row in rows)).people
    assert [(p.name, p.account) for p in people] == [
        ("Anna Novak", "Northwind"), ("Novak, Bert", "Contoso Ltd"), ("Mia So", "Alpha"),
    ]  # fmt: skip
    assert [p.consent_notes for p in people] == [True, False, False]
    assert people[2].not_asked
    widths = [max(len(row[at]) for row in rows) + len(gap) for at in range(4)]
    rows[1] = ("Anna Novak", "", "Northwind", "no")
    text = "\n".join("".join(map(str.ljust, row, widths)) for row in rows)
    anna = read_people(text).people[0]
    assert (anna.role, anna.account, anna.consent_notes) == ("", "Northwind", False)
