"""Lists of participants from files."""

import os
import re
from pathlib import Path

import pytest
import xlsxwriter

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.people.people import NewParticipant
from focusgroup.core.people.people_csv import read_people
from focusgroup.imports.people import LARGEST, MOST_PEOPLE, check_seats, read_file
from focusgroup.imports.text_encoding import decoded


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_is_read_in_the_encodings_that_tables_are_saved_in(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("姓名,公司\n张三,示例公司\n".encode(encoding))
    found = read_file(path)
    assert [(p.name, p.account) for p in found.people] == [("张三", "示例公司")]
    assert found.warnings == ()


def test_every_wrong_row_is_named_at_once(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,seat\nAnna,one\nBo,2\nCy,2\n")
    with pytest.raises(FocusgroupError) as raised:
        read_file(path)
    assert "csv, line 2" in str(raised.value)
    assert "csv, line 4" in str(raised.value)
    assert "csv, line 3" not in str(raised.value)


def test_what_is_no_list_of_people_is_refused(tmp_path: Path) -> None:
    huge, many = tmp_path / "huge.csv", tmp_path / "many.csv"
    huge.write_bytes(b"x" * (LARGEST + 1))
    many.write_text("\n".join(f"Anna {n}" for n in range(MOST_PEOPLE + 1)))
    os.mkfifo(tmp_path / "pipe")
    for path, message in (
        (huge, "1 MB"),
        (many, "501"),
        (tmp_path, "is a folder; name a CSV file"),
        (tmp_path / "pipe", "a named pipe, not a file"),
        (tmp_path / "none.csv", "no file"),
        (Path("a\0b"), "file"),
    ):
        with pytest.raises(FocusgroupError, match=message):
            read_file(path)


def test_two_people_on_one_seat_are_named() -> None:
    check_seats([NewParticipant("A"), NewParticipant("B"), NewParticipant("C", seat=1)])
    with pytest.raises(FocusgroupError, match="seat 2 is given to both B and C"):
        check_seats([NewParticipant("B", seat=2), NewParticipant("C", seat=2)])


NAMES = {
    "cp1252": "Name;Rolle;Einwilligung\nJörg Müller;Geschäftsführer;nein",
    "cp1250": "Imię;Firma\nŁukasz Wójcik;Żabka\nJiří Dvořák;Škoda",
    "cp1251": "ФИО;Должность;Согласие\nИван Петров;Директор;нет",
    "gbk": "姓名,职位,公司,是否同意\n李娜,采购,北风,否",
    "cp932": "氏名,役職,会社,録音の同意\n山田 太郎,部長,北風商事,いいえ",
    "cp949": "이름,직책,회사\n김민준,부장,북풍",
    "big5": "姓名,職位,公司\n陳怡君,採購,北風",
    "cp1254": "Ad Soyad;Görev;Şirket\nAyşe Yılmaz;Müdür;Işık",
    "cp1256": "الاسم;الوظيفة;الشركة\nأحمد علي;مدير;ألفا",
    "iso8859_2": "Imię i nazwisko;Firma\nMałgorzata Świątek;Łódź",
    "koi8_r": "ФИО;Должность\nИван Петров;Директор",
    "mac_roman": "Name;Firma\nJörg Müller;Süßwaren\nZoë Brontë;Böhm",
}
REFUSING = ("cp1252", "cp1251", "gbk", "cp932")
WIDE = ("utf-16-le", "utf-16-be", "utf-16", "utf-8", "utf-8-sig")
PAIRS = [(page, text, page) for page, text in NAMES.items()]
PAIRS += [(wide, text, page) for page, text in NAMES.items() for wide in WIDE]


@pytest.mark.parametrize(("encoding", "text", "page"), PAIRS)
def test_a_list_is_read_as_it_was_written_and_what_was_assumed_is_said(
    tmp_path: Path, encoding: str, text: str, page: str
) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    found = read_file(path)
    expected = read_people(text).people
    assert found.people == tuple(expected)
    assert [each.consent_notes for each in expected] == [page not in REFUSING] * len(expected)
    said = any("isn't UTF-8; it was read as" in each for each in found.warnings)
    assert said == (encoding not in ("utf-8", "utf-8-sig", "utf-16"))


NOTES = {
    "cp1252": "it’s slow – really|Bo O’Neill|Anna: we don’t plan|the team’s lead left"
    "|‘slow’, they say"
    "|the gate—slow as ever|“we export by hand”, she said…|größer als „gedacht“|¿por qué tarda?"
    "|l’export est très lent|è più lento|não há exportação|€ 500 für Ärger",
    "mac_roman": "it’s slow – really|Zoë: it’s fine|the café is closed|Jörg prüft täglich"
    "|mañana también|l’export est très lent|não há exportação",
    "cp1250": "żółw jest szybszy|nevím proč, žádný důvod|Łódź i Kraków",
    "cp1254": "dışa aktarma çok yavaş|bugün işe yaramadı",
    "cp932": "エクスポートが遅いです|毎週Webで手作業",
    "gbk": "导出太慢了，每周都要手工做",
}
LINES = [(page, line) for page, lines in NOTES.items() for line in lines.split("|")]


@pytest.mark.parametrize(("page", "line"), LINES)
def test_a_single_line_of_notes_is_read_letter_for_letter(page: str, line: str) -> None:
    found = decoded(line.encode(page))
    assert found is not None
    assert (found.text, bool(found.assumed)) == (line, True)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    for data in (
        bytes(range(256)) * 4,
        b"PK\x03\x04" + bytes(300),
        b"\x89PNG\r\n\x1a\n\xff\xfe\x00",
    ):
        path.write_bytes(data)
        with pytest.raises(FocusgroupError, match="CSV UTF-8"):
            read_file(path)


def workbook(path: Path, rows: list[list[object]], *, hidden: bool = False) -> None:
    """Write a workbook with *rows* on its first sheet that is shown."""
    with xlsxwriter.Workbook(str(path)) as book:
        if hidden:
            book.add_worksheet("Old").hide()
        sheet = book.add_worksheet("Guests")
        sheet.activate()
        sheet.set_first_sheet()
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                sheet.write(number, place, value)
        book.add_worksheet("Other").write(0, 0, "Zoe")


@pytest.mark.parametrize("hidden", [False, True])
def test_a_workbook_is_read_as_its_table(tmp_path: Path, hidden: bool) -> None:
    path = tmp_path / "people.xlsx"
    rows: list[list[object]] = [
        ["Gäste", None],
        [],
        ["Name", "Rolle", "Firma", "Sitz", "Umsatzanteil", "Einwilligung", "是否匿名"],
        ["Berger, Mia", 'Leiterin "Lager"', "Alpha, GmbH", 3, 0.12, True, "否"],
        ["李娜", "采购", "北风", 4, None, False, None],
        ["Bo\nLi", None, None, None, None, None, "x"],
    ]
    workbook(path, rows, hidden=hidden)
    found = read_file(path)
    assert found.people == (
        NewParticipant("Berger, Mia", 'Leiterin "Lager"', "Alpha, GmbH", 3, "", 0.12),
        NewParticipant("李娜", "采购", "北风", 4, consent_notes=False, consent_name=False),
        NewParticipant("Bo Li", consent_notes=False, consent_name=False, not_asked=True),
    )
    assert "“Gäste”" in found.warnings[0]


def test_a_damaged_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    workbook(path, [["Name"], ["Mia"]])
    whole = path.read_bytes()
    for data in (whole[:500], whole[:-40], whole.replace(b"xl/workbook.xml", b"xl/workbxxx.xml")):
        path.write_bytes(data)
        with pytest.raises(
            FocusgroupError, match=r"people\.xlsx isn't a workbook that can be read"
        ):
            read_file(path)


OTHER_FORMATS = {
    "a PDF": b"%PDF-1.4\n%\xe2\xe3\nfoo, bar",
    "rich text": b"{\\rtf1 hello, a, b}",
    "a web page": b"\n<!DOCTYPE html><table><tr><td>Mia</td></tr></table>",
    "a web page ": b"<table><tr><td>Mia</td></tr></table>",
    "XML": b"<?xml version='1.0'?><people>Mia</people>",
    "JSON": b'[{"name": "Mia", "consent": "no"}]',
    "JSON ": b'{"people": ["Mia"]}',
    "captions": b"1\n00:00:01,000 --> 00:00:04,000\nSlow.\n",
    "captions ": b"WEBVTT\n\n00:01.000 --> 00:04.000\nSlow.\n",
    "a calendar's or an address book's file": b"BEGIN:VCARD\nFN:Mia Berger\nEND:VCARD\n",
    "a calendar's or an address book's file ": b"BEGIN:VCALENDAR\nATTENDEE:Mia\n",
    "a mail (.msg), or an old Word document or workbook": b"\xd0\xcf\x11\xe0" + b"\0" * 600,
}


@pytest.mark.parametrize("encoding", ["", "utf-16", "utf-8-sig"])
@pytest.mark.parametrize("what", OTHER_FORMATS)
def test_what_is_no_list_seats_nobody(tmp_path: Path, what: str, encoding: str) -> None:
    data = OTHER_FORMATS[what]
    if encoding and data.isascii():
        data = data.decode().encode(encoding)
    (tmp_path / "list.csv").write_bytes(data)
    with pytest.raises(
        FocusgroupError, match=f"is {re.escape(what.strip())}; save the list as CSV"
    ):
        read_file(tmp_path / "list.csv")
