"""What a summary sets side by side: the session before, segments, sessions; and its contents."""

import re
import subprocess
import zlib
from dataclasses import replace

import pytest
from lxml import etree

from focusgroup.core.evidence.comparison import Change, compared
from focusgroup.core.evidence.running import counted
from focusgroup.core.evidence.segments import by_segment
from focusgroup.core.model import AgendaItem, Kind, NoteKind, Raised, SessionBefore, Theme
from focusgroup.exports.making import Audience
from focusgroup.exports.outline import headed_pages, left_behind
from focusgroup.exports.pdf import laid_out
from focusgroup.exports.word import numbering, summary
from tests.exports.conftest import NOW
from tests.exports.packages import WordFile, w
from tests.exports.reports import REPORTS, large, planners
from tests.exports.writing import write_summary

RAISED = (
    *(Raised(("Onboarding and access",), voice) for voice in (1, 2, 2)),
    Raised(("Paper forms",), 3),
    Raised((), 4),
)
BEFORE = SessionBefore(NOW - 86_400_000 * 30, "Europe/Berlin", 6, 2, agenda=True, raised=RAISED)


# -- the session before ------------------------------------------------------------------------


def test_themes_are_again_new_or_gone_and_people_count_once():
    found = {each.theme: each for each in compared(counted(planners(before=BEFORE)))}
    again, gone = found["Onboarding and access"], found["Paper forms"]
    assert (again.change, again.before, again.now) == (Change.AGAIN, 2, 7)
    assert (gone.change, gone.before, gone.now) == (Change.GONE, 1, 0)
    assert {each.change for name, each in found.items() if each not in (again, gone)} == {
        Change.NEW
    }
    assert next(iter(found)) == "Onboarding and access"
    assert list(found)[-1] == "Paper forms"
    assert "" not in found


def test_nothing_is_compared_with_no_session_or_one_without_themes():
    assert compared(counted(planners())) == ()
    assert compared(counted(planners(before=replace(BEFORE, raised=RAISED[-1:])))) == ()


def test_the_comparison_is_in_the_document_but_not_outside(written):
    file = written(planners(before=BEFORE))
    ((_, *rows),) = file.tables("Compared with last time")
    assert rows[0] == ["Onboarding and access", "2 of 6", "7 of 10", "= again"]
    assert rows[-1] == ["Paper forms", "1 of 6", "0 of 10", "− gone"]
    assert "the same agenda, 2 accounts in both" in file.everything()
    outside = written(planners(before=BEFORE), audience=Audience(external=True)).everything()
    assert "Paper forms" not in outside


# -- segments and sessions ---------------------------------------------------------------------


def test_people_of_each_segment_are_counted_by_theme(written):
    found = by_segment(counted(planners()))
    assert [(each.segment, each.room) for each in found] == [
        ("Enterprise", 5),
        ("Mid-market", 3),
        ("Small business", 2),
    ]
    ((_, *rows),) = written(planners()).tables("Theme by segment")
    assert len(rows) == 8
    counts = {row[0]: [int(cell) if cell != "–" else 0 for cell in row[1:]] for row in rows}
    assert sum(counts["Onboarding and access"]) == 7


def test_one_segment_is_no_table(written):
    accounts = tuple(replace(each, segment="Enterprise") for each in planners().accounts)
    assert by_segment(counted(planners(accounts=accounts))) == ()
    assert written(planners(accounts=accounts)).tables("Theme by segment") == []


def test_several_sessions_have_two_charts_more_each_with_its_numbers_in_words(written):
    file = written(REPORTS["over time"]())
    charts = [name for name in file.parts if re.fullmatch(r"word/charts/chart\d+\.xml", name)]
    assert len(charts) == 3
    told = [each.get("descr") for each in file.all("//*[local-name()='docPr']")]
    assert any(
        "Stacked columns, quotes per session by kind. 12 Mar 2026: " in each for each in told
    )
    assert any(each.endswith("0 new, 3 so far.") for each in told)
    line = next(file.parts[name] for name in charts if b"lineChart" in file.parts[name])
    drawn = etree.fromstring(line)
    values = drawn.xpath(
        "//*[local-name()='lineChart']//*[local-name()='val']//*[local-name()='v']"
    )
    assert [each.text for each in values] == ["1", "2", "3", "3", "3"]


# -- few quotes --------------------------------------------------------------------------------


def test_without_quotes_one_page_says_so_and_what_was_planned(written):
    parked = tuple(note for note in planners().notes if note.kind is NoteKind.PARKED)
    file = written(replace(REPORTS["no quotes"](), notes=parked))
    titles = [words for level, words in file.headings() if level == 1]
    assert titles == ["What we heard", "What next", "Parking lot", "What was planned"]
    assert "No quotes were captured" in file.everything()
    ((_, *rows),) = file.tables("What was planned")
    assert rows[0] == ["Welcome, consent, how we work", "5\u00a0min", "2"]


def test_a_long_plan_leaves_the_end_out_so_that_it_is_one_page(written):
    items = tuple(AgendaItem(n, -1, f"Section {n}", planned_ms=300_000) for n in range(60))
    file = written(replace(REPORTS["no quotes"](), agenda_items={"s1": items}))
    ((_, *rows),) = file.tables("What was planned")
    assert 10 < len(rows) < 35
    assert rows[-1][0] == f"and {60 - len(rows) + 1} more"


def test_three_quotes_have_no_contents_map_or_rules(written):
    said = tuple(replace(each, kind=Kind.CONTEXT) for each in planners().quotes[:3])
    file = written(replace(planners(), quotes=said))
    titles = [words for level, words in file.headings() if level == 1]
    assert "How customers work" in titles
    assert not {"Contents", "Theme map", "How to read this"} & set(titles)
    assert len(file.log()) == 3
    assert len(file.all("//w:sectPr")) == 1


def test_without_quotes_it_says_which_characters_no_file_can_hold(written):
    file = written(replace(REPORTS["no quotes"](), title="A\x00"))
    assert file.everything().count("stands for a character that no file can hold") == 1


# -- appendix ----------------------------------------------------------------------------------


def test_the_appendix_has_only_themes_that_were_spoken_of(written):
    themes = (*planners().themes, Theme("t9", "Secret customer", "A project elsewhere"))
    report = planners(themes=themes)
    assert "Codebook" not in written(report).everything()
    file = written(report, appendix=True)
    ((_, *rows),) = file.tables("Codebook")
    assert len(rows) == 8
    assert "Packages, seats, seasonal use, invoices." in [row[1] for row in rows]
    assert "Secret customer" not in file.everything()
    assert "63 quotes were recorded; 1 is a paraphrase." in file.everything()


# -- contents ----------------------------------------------------------------------------------


def test_pages_are_read_from_the_bookmarks_of_the_first_level():
    entry = "\n{0} 0 obj\n<</Count 0/Title<FEFF0041>\n/Dest[{1} 0 R/XYZ 1 2 0]/Parent {2} 0 R>>"
    pdf = "1 0 obj<</Type/Pages\n/Kids[ 5 0 R 8 0 R 9 0 R ]\n/Count 3>>"
    pdf += "".join(entry.format(*each) for each in ((20, 5, 19), (21, 8, 20), (22, 9, 19)))
    assert headed_pages(pdf.encode()) == (1, 3)
    assert headed_pages(b"%PDF") == ()


def _tagged(*pages: tuple[str, ...]) -> bytes:
    """A PDF with the outline A (with B below it on its page), C; and what stands on each page."""
    entry = "\n{0} 0 obj\n<</Count 0/Title<FEFF00{1}>\n/Dest[{2} 0 R/XYZ 1 {3} 0]/Parent {4} 0 R>>"
    kids = " ".join(f"{50 + page} 0 R" for page in range(len(pages)))
    made = f"1 0 obj<</Type/Pages\n/Kids[ {kids} ]\n/Count 3>>".encode()
    outline = ((20, 41, 50, 160, 19), (21, 42, 50, 100, 20), (22, 43, 51, 700, 19))
    made += "".join(entry.format(*each) for each in outline).encode()
    for page, tags in enumerate(pages):
        drawn = zlib.compress("".join(f"/{tag}<</MCID 1>>BDC\n" for tag in tags).encode())
        made += f"\n{50 + page} 0 obj\n<</Contents {70 + page} 0 R>>\nendobj".encode()
        made += f"\n{70 + page} 0 obj\n<</Length 9>>\nstream\n".encode() + drawn
    return made


NOTE = ("H2", "FG#20Count", "FG#20Quote#20Problem", "FG#20Source#20Problem", "Link")


def test_a_heading_that_ends_a_page_was_left_behind_with_the_one_right_above_it():
    assert left_behind(_tagged(("H1", *NOTE), ("H1", "FG#20Note"))) == set()
    assert left_behind(_tagged(("FG#20Note", "H1", "H2", "FG#20Count"), NOTE)) == {("A", 0)}
    assert left_behind(_tagged(("H1", *NOTE), (*NOTE, "H1", "FG#20Note#20Above"))) == {("C", 0)}
    assert left_behind(_tagged((), ())) == left_behind(b"%PDF") == set()


def test_a_heading_left_behind_begins_a_page(tmp_path, monkeypatch):
    drafts = iter([_tagged(("FG#20Note", "H1"), NOTE)] * 3)
    monkeypatch.setattr(numbering, "libreoffice", lambda: "soffice")

    def laid(program, word, folder, cancelled, longest_s):
        broken.append(word.read_bytes())
        (folder / "draft.pdf").write_bytes(next(drafts).replace(b"FEFF0041", HEADING))
        return folder / "draft.pdf"

    broken: list[bytes] = []
    monkeypatch.setattr(numbering, "laid_out", laid)
    path = write_summary(planners(), tmp_path / "s.docx", now_ms=NOW, numbered=True)
    begun = [
        "".join(each.itertext())
        for each in WordFile(path).body.iter(w("p"))
        if each.find(f"{w('pPr')}/{w('pageBreakBefore')}") is not None
    ]
    assert begun == ["Contents", "Who took part"]
    assert len(broken) == 2


def test_a_report_of_very_many_sessions_is_not_laid_out(tmp_path, monkeypatch):
    """LibreOffice would be stopped after half a minute, and would have told nothing."""
    monkeypatch.setattr(numbering, "libreoffice", lambda: pytest.fail("it was asked for"))
    monkeypatch.setattr(summary, "LAID_OUT", 2)
    report = large(30, sessions=3, themes=4)
    write_summary(report, tmp_path / "s.docx", now_ms=NOW, numbered=True)


HEADING = b"FEFF" + "Who took part".encode("utf-16-be").hex().upper().encode()


@pytest.mark.slow
@pytest.mark.needs("soffice")
@pytest.mark.parametrize("quotes", range(8, 60, 4))
def test_no_heading_is_alone_at_the_end_of_a_page(tmp_path, program, quotes):
    report = large(quotes, themes=12, sessions=2)
    path = write_summary(report, tmp_path / "s.docx", now_ms=NOW, numbered=True)
    assert left_behind(laid_out(program("soffice"), path, tmp_path, None).read_bytes()) == set()


@pytest.mark.needs("soffice", "pdftotext")
def test_the_contents_name_the_page_that_each_heading_is_on(tmp_path, program):
    path = write_summary(planners(), tmp_path / "s.docx", now_ms=NOW, numbered=True)
    file = WordFile(path)
    pdf = laid_out(program("soffice"), path, tmp_path, None)
    text = subprocess.run(
        [program("pdftotext"), "-layout", pdf, "-"], capture_output=True, text=True, check=True
    ).stdout
    pages = text.split("\f")
    entries = [re.fullmatch(r"(.+?)\t?(\d+)", each.strip()) for each in file.styled("TOC1")]
    assert len(entries) > 12
    for entry in entries:
        assert entry is not None
        assert entry[1].strip() in pages[int(entry[2]) - 1]
    assert b"/MarkInfo<</Marked true>>" in pdf.read_bytes()
