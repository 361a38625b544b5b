"""The report as Markdown, workbook, CSV and PDF: the same quotes, and nothing that runs."""

import csv
import io
import re
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from markdown_it import MarkdownIt

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Note, NoteKind, Report
from focusgroup.exports import pdf
from focusgroup.exports.atomic import Cancelled
from focusgroup.exports.csv_file import guarded, write_csv
from focusgroup.exports.destination import Destination
from focusgroup.exports.export_result import Written
from focusgroup.exports.kinds import PDF
from focusgroup.exports.making import Audience, Making
from focusgroup.exports.markdown import write_markdown
from focusgroup.exports.pdf import write_pdf
from focusgroup.exports.word import write_guide, write_register
from focusgroup.exports.xlsx import write_workbook
from tests.exports.conftest import NOW
from tests.exports.reports import REPORTS, large, of_quotes, participants, planners, quote, session
from tests.exports.writing import write_word

HOSTILE = (
    "=HYPERLINK(\"http://x\",\"y\")", "+1", "-2+3", "@SUM(A1)", "\t=1", "  =1", "＝1",
    "=cmd|' /C calc'!A0", "https://example.org", "007", "1e5", "<b>bold</b> & [a](b)", "| a | b |",
    "# no heading", "*stars* `code` ~~gone~~", "a\nb", "\x01\ud800\ufffe", "x" * 40_000, "> quote",
    "$x$ ^ \\",
)  # fmt: skip
S = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
LOG = " - Quote log.xlsx"
EVERY = pytest.mark.parametrize("name", REPORTS)


def hostile() -> Report:
    """Every field holds something that a program would act on."""
    room = participants()
    who = replace(room[0], name="=1+1", role="@x", account="+a|b")
    quotes = [quote(text, who, number=n, themes=[text]) for n, text in enumerate(HOSTILE)]
    return of_quotes(
        quotes,
        title="=title | <b>",
        participants=(who, *room[1:]),
        sessions=(session(title="=s | x", place="@p", bottom_line="-b *x*"),),
        notes=tuple(
            Note(f"n{n}", "s1", kind, "=n | 1.", 0, owner="+o") for n, kind in enumerate(NoteKind)
        ),
    )


class Book:
    """A workbook, read back."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
            self.parts = {name: package.read(name) for name in package.namelist()}
        names = etree.fromstring(self.parts["xl/workbook.xml"]).xpath(
            "//s:sheet/@name", namespaces=S
        )
        strings = etree.fromstring(self.parts["xl/sharedStrings.xml"])
        self.strings = ["".join(each.itertext()) for each in strings]
        self.trees = {
            name: etree.fromstring(self.parts[f"xl/worksheets/sheet{n}.xml"])
            for n, name in enumerate(names, 1)
        }

    def rows(self, sheet: str) -> list[dict[str, object]]:
        """Cells by head: text as ``str``, numbers as ``float``."""
        table = []
        for row in self.trees[sheet].iter(f"{{{S['s']}}}row"):
            cells = {}
            for cell in row:
                value = cell.findtext("s:v", namespaces=S)
                if value is not None:
                    column = re.sub(r"\d", "", cell.get("r"))
                    is_text = cell.get("t") == "s"
                    cells[column] = self.strings[int(value)] if is_text else float(value)
            table.append(cells)
        heads = table[0]
        return [{heads[column]: value for column, value in row.items()} for row in table[1:]]


def book(report: Report, folder: Path, **options: object) -> Book:
    return Book(write_workbook(report, folder / "x.xlsx", Making(NOW, **options)).path)


def markdown(report: Report, folder: Path, **options: object) -> str:
    return write_markdown(report, folder / "x.md", Making(NOW, **options)).path.read_text("utf-8")


def lines(report: Report, folder: Path, **options: object) -> list[list[str]]:
    data = write_csv(report, folder / "x.csv", Making(NOW, **options)).path.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


# -- the workbook ----------------------------------------------------------------------------


@EVERY
def test_a_workbook_has_a_sheet_a_table_with_frozen_heads_and_filters(tmp_path, name):
    made = book(REPORTS[name](), tmp_path)
    sheets = ["Quotes", "Themes", "Sessions", "Participants", "Commitments"]
    assert list(made.trees)[:5] == sheets
    for tree in made.trees.values():
        (pane,) = tree.iter(f"{{{S['s']}}}pane")
        assert (pane.get("state"), pane.get("topLeftCell")) == ("frozen", "A2")
        assert list(tree.iter(f"{{{S['s']}}}autoFilter"))


@EVERY
def test_every_quote_is_a_row_of_the_workbook(tmp_path, name):
    report = REPORTS[name]()
    said = [each.text for each in report.quotes if not each.is_observation]
    assert [row["Quote"] for row in book(report, tmp_path).rows("Quotes")] == said


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_every_head_of_a_workbook_fits_its_column_and_its_sheets_print_across(tmp_path, language):
    path = write_workbook(planners(), tmp_path / "s.xlsx", Making(NOW, language=language)).path
    book = Book(path)
    for tree in book.trees.values():
        wide = {
            number: float(each.get("width"))
            for each in tree.iter(f"{{{S['s']}}}col")
            for number in range(int(each.get("min")), int(each.get("max")) + 1)
        }
        first = next(tree.iter(f"{{{S['s']}}}row"))
        for number, cell in enumerate(first, 1):
            assert wide[number] > len(book.strings[int(cell.findtext("s:v", namespaces=S))]) + 3
        setup = next(tree.iter(f"{{{S['s']}}}pageSetup"))
        assert (setup.get("orientation"), setup.get("fitToHeight")) == ("landscape", "0")
    titles = book.parts["xl/workbook.xml"].decode()
    assert titles.count("_xlnm.Print_Titles") == len(book.trees)


def test_dates_are_dates_and_the_clock_is_a_length(tmp_path):
    made = book(planners(), tmp_path)
    row = made.rows("Quotes")[0]
    # 12 March 2026 is day 46093 of Excel's calendar; 14:00:40 in Hamburg.
    assert row["Date"] == pytest.approx(46093 + (14 * 3600 + 40) / 86400)
    assert row["On the clock"] == pytest.approx(40 / 86400)
    assert made.rows("Sessions")[0]["Ended"] == pytest.approx(46093 + (15 * 60 + 10) / 1440)


def test_themes_people_and_promises_have_their_facts(tmp_path):
    made = book(planners(), tmp_path)
    first = made.rows("Themes")[0]
    assert (first["Theme"], first["Kind"], first["People"]) == ("Scheduling board", "problem", 4)
    person = made.rows("Participants")[0]
    assert (person["Name"], person["Share of revenue"]) == ("Marta Lindqvist", 0.124)
    promises = made.rows("Commitments")
    assert [row["Status"] for row in promises] == ["open", "open", "open", "done"]
    assert promises[0]["Owner"] == "Sofia Rossi"
    assert made.rows("Observations")[0]["Quote"] == "Nods all round; two look at the clock"


def test_nothing_that_people_said_is_a_formula_a_link_or_a_number(tmp_path):
    made = book(hostile(), tmp_path)
    for name, part in made.parts.items():
        assert b"<f>" not in part, name
        assert b"<hyperlink" not in part, name
    shown = [row["Quote"] for row in made.rows("Quotes")]
    assert all(isinstance(text, str) for text in shown)
    assert shown[:16] == list(HOSTILE[:16])
    assert len(shown[17]) == 32_767


def test_the_same_report_gives_the_same_workbook(tmp_path):
    one = write_workbook(planners(), tmp_path / "1.xlsx", Making(NOW)).path.read_bytes()
    two = write_workbook(planners(), tmp_path / "2.xlsx", Making(NOW)).path.read_bytes()
    assert one == two


# -- CSV -------------------------------------------------------------------------------------


def test_a_csv_has_a_line_a_quote_with_its_facts(tmp_path):
    table = lines(planners(), tmp_path)
    assert len(table) == 64
    row = dict(zip(table[0], table[1], strict=True))
    assert (row["Date"], row["On the clock"]) == ("2026-03-12 14:00", "0:40")
    assert (row["Speaker"], row["Account"], row["Kind"]) == (
        "Marta Lindqvist",
        "Hallberg Foods",
        "problem",
    )


def test_who_captured_a_quote_is_in_a_csv_and_never_in_one_for_outside(tmp_path):
    report = of_quotes([replace(quote("it is slow", participants()[0]), taken_by="AN, BO")])
    for audience, taken_by in ((Audience(), "AN, BO"), (Audience(external=True), "")):
        path = write_csv(
            report, Destination(tmp_path / "x.csv"), Making(NOW, audience=audience)
        ).path
        (row,) = csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))
        assert row["Captured by"] == taken_by


def test_no_cell_of_a_csv_is_taken_for_a_formula(tmp_path):
    for row in lines(hostile(), tmp_path)[1:]:
        for text in row:
            assert not text.lstrip().startswith(tuple("=+-@＝＋－＠")), text


@pytest.mark.parametrize("text", ["fine", "a=b", "3", "é", "'quoted'", ""])
def test_other_text_stays_as_it_is_in_a_csv(text):
    assert guarded(text) == text


# -- Markdown --------------------------------------------------------------------------------


@EVERY
def test_markdown_holds_every_quote(tmp_path, name):
    report = REPORTS[name]()
    html = MarkdownIt("commonmark").enable("table").render(markdown(report, tmp_path))
    text = " ".join("".join(etree.HTML(html).itertext()).split())
    for each in report.quotes:
        assert " ".join(each.text.split()) in text


def test_markdown_has_the_parts_of_the_word_summary(tmp_path, written):
    made = markdown(planners(), tmp_path)
    first = [line.removeprefix("## ") for line in made.splitlines() if line.startswith("## ")]
    word = [words for level, words in written(planners()).headings() if level == 1]
    assert first == [title for title in word if title != "Agenda as planned and as it went"]


def test_what_people_said_stays_text_in_markdown(tmp_path):
    html = (
        MarkdownIt("commonmark")
        .enable(["table", "strikethrough"])
        .render(markdown(hostile(), tmp_path))
    )
    tree = etree.HTML(html)
    for tag in ("b", "a", "em", "code", "s", "img"):
        assert not list(tree.iter(tag)), tag
    assert len(list(tree.iter("h1"))) == 1
    widths = {len(row) for table in tree.iter("table") for row in table.iter("tr")}
    assert widths <= {4, 6, 7}


# -- all of them -----------------------------------------------------------------------------


def test_no_name_leaves_with_any_of_them(tmp_path):
    outside = Audience(external=True)
    report = planners()
    sheets = book(report, tmp_path, audience=outside)
    everything = "\n".join(
        [
            *(part.decode() for part in sheets.parts.values()),
            markdown(report, tmp_path, audience=outside),
            *(" ".join(row) for row in lines(report, tmp_path, audience=outside)),
        ]
    )
    for person in report.participants:
        assert person.name not in everything
    for account in report.accounts:
        assert account.name not in everything
    assert "Participant 1" in everything


def test_cancelling_writes_nothing(tmp_path):
    how = Making(NOW, cancelled=lambda: True)
    for write, name in ((write_markdown, "x.md"), (write_workbook, "x.xlsx"), (write_csv, "x.csv")):
        with pytest.raises(Cancelled):
            write(planners(), tmp_path / name, how)
    assert not list(tmp_path.glob("*.*"))


# -- PDF -------------------------------------------------------------------------------------


def summary_of(report: Report) -> Callable[[Path], Written]:
    return lambda path: write_word(report, path, now_ms=NOW)


def test_without_libreoffice_there_is_a_sentence_that_says_how(tmp_path, monkeypatch):
    monkeypatch.setattr("focusgroup.exports.pdf.libreoffice", lambda: None)
    with pytest.raises(FocusgroupError, match="save it as PDF in Word"):
        write_pdf(tmp_path / "x.pdf", summary_of(planners()), LOG)


def test_when_libreoffice_fails_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.setattr("focusgroup.exports.pdf.libreoffice", lambda: "false")
    with pytest.raises(FocusgroupError, match="did not make a PDF"):
        write_pdf(tmp_path / "x.pdf", summary_of(planners()), LOG)
    assert not list(tmp_path.glob("*.*"))


@pytest.mark.needs("soffice")
def test_libreoffice_makes_a_pdf_of_the_word_summary(tmp_path):
    path = write_pdf(tmp_path / "x.pdf", summary_of(planners()), LOG).path
    assert path.read_bytes().startswith(b"%PDF")
    assert [each.name for each in tmp_path.glob("*.*")] == ["x.pdf"]


def test_a_pdf_of_too_many_sessions_is_refused_before_anything_is_written(tmp_path, monkeypatch):
    made: list[Path] = []
    monkeypatch.setattr(pdf, "write_pdf", lambda path, *_, **__: made.append(path))
    report = planners()
    many = replace(report, sessions=report.sessions * (pdf.MOST_SESSIONS + 1))
    for how in (Making(NOW), Making(NOW, one_page=True), Making(NOW, topline=True)):
        if how.short:
            PDF.write(many, tmp_path / "x.pdf", how)
            continue
        PDF.write(replace(many, sessions=many.sessions[1:]), tmp_path / "x.pdf", how)
        with pytest.raises(FocusgroupError, match="5,000 sessions"):
            PDF.write(many, tmp_path / "x.pdf", how)
    assert len(made) == 3


@pytest.mark.needs("soffice", "faketime")
def test_two_pdfs_of_the_same_data_are_the_same_bytes(tmp_path, monkeypatch, program):
    made = []
    for name, moment, zone in (("1", "+0", "UTC"), ("2", "+90s", "America/St_Johns")):
        later = tmp_path / f"soffice{name}"
        office, faketime = program("soffice"), program("faketime")
        later.write_text(f'#!/bin/sh\nexec {faketime} -f {moment} {office} "$@"\n')
        later.chmod(0o755)
        monkeypatch.setattr("focusgroup.exports.pdf.libreoffice", lambda later=later: str(later))
        monkeypatch.setenv("TZ", zone)
        folder = tmp_path / name
        folder.mkdir()
        made.append(write_pdf(folder / "x.pdf", summary_of(planners()), LOG).path.read_bytes())
    assert b"/CreationDate(D:20260312" in made[0]
    assert made[0] == made[1]


def slow_program(folder: Path) -> Path:
    """Stands in for LibreOffice at work on something long: tells its number, then goes on."""
    path = folder / "soffice"
    path.write_text(f"#!/bin/sh\nsleep 600 & echo $! > {folder}/child\nwait\n")
    path.chmod(0o755)
    return path


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="asks Linux what runs")
def test_a_pdf_that_is_cancelled_leaves_no_file_and_ends_libreoffice(tmp_path, monkeypatch):
    folder = tmp_path / "program"
    folder.mkdir()
    child = folder / "child"
    program = slow_program(folder)
    monkeypatch.setattr("focusgroup.exports.pdf.libreoffice", lambda: str(program))
    with pytest.raises(Cancelled):
        write_pdf(
            tmp_path / "x.pdf",
            summary_of(planners()),
            LOG,
            cancelled=lambda: child.exists() and child.read_text().endswith("\n"),
        )
    assert not list(tmp_path.glob("*.*"))
    end = time.monotonic() + 10
    while is_running(int(child.read_text())):
        assert time.monotonic() < end


def is_running(pid: int) -> bool:
    """Whether there is such a process, other than one that only waits to be forgotten."""
    stat = Path(f"/proc/{pid}/stat")
    try:
        return stat.read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_pdf_of_many_quotes_has_their_log_in_a_workbook_beside_it(tmp_path, monkeypatch):
    def laid_out(program, word, folder, cancelled):
        made = word.with_suffix(".pdf")
        made.write_bytes(b"%PDF of " + word.name.encode())
        return made

    monkeypatch.setattr("focusgroup.exports.pdf.libreoffice", lambda: "there")
    monkeypatch.setattr("focusgroup.exports.pdf.laid_out", laid_out)
    (tmp_path / "x.pdf").write_bytes(b"old")
    (tmp_path / ".~lock.x.pdf#").write_bytes(b"")
    made = write_pdf(Destination(tmp_path / "x.pdf"), summary_of(large(1_001)), LOG)
    assert (made.path.name, made.log.name) == ("x (2).pdf", f"x (2){LOG}")
    assert made.path.read_bytes() == b"%PDF of x (2).docx"
    assert len(made.remarks()) == 2


# -- what a file can't hold --------------------------------------------------------------------


def lossy() -> Report:
    """Characters that no file holds, in a quote, a theme, a name, a promise and a title."""
    room = participants()
    who = replace(room[0], name="An\x01na")
    promise = Note("n1", "s1", NoteKind.COMMITMENT, "Send \ud800 it", 0, owner="\x02Paula")
    said = quote("it \x1c stops \udfff", who, number=1, themes=["Rep\x03orts"])
    return of_quotes([said], title="Plan\ufffe", participants=(who, *room[1:]), notes=(promise,))


def guide_of_lossy(path: Path) -> Written:
    agenda = parse_agenda("# Plan\n## Welcome (5 min)\n1. Why?\n").agenda
    return write_guide(replace(agenda, title="Pl\x01an"), path, Making(NOW))


LOSSY: dict[str, Callable[[Path], Written]] = {
    "markdown": lambda path: write_markdown(lossy(), path, Making(NOW)),
    "workbook": lambda path: write_workbook(lossy(), path, Making(NOW)),
    "csv": lambda path: write_csv(lossy(), path, Making(NOW)),
    "register": lambda path: write_register(lossy(), path, Making(NOW)),
    "guide": guide_of_lossy,
}


@pytest.mark.parametrize("form", LOSSY)
def test_what_was_replaced_is_counted_and_said(tmp_path, form):
    made = LOSSY[form](tmp_path / "x")
    assert made.replaced
    assert made.remarks()[-1].startswith(f"In {made.replaced} place")
    if form == "markdown":
        text = made.path.read_text("utf-8")
        assert text.count("\ufffd") == made.replaced + 1  # and the sentence that names it
        assert f"In {made.replaced} places in this document" in text.splitlines()[-1]


def test_of_what_is_clean_nothing_is_said(tmp_path):
    made = write_markdown(planners(), tmp_path / "x.md", Making(NOW))
    assert (made.replaced, made.remarks()) == (0, [])
    assert "\ufffd" not in made.path.read_text("utf-8")
