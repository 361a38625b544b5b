"""The chart under the theme map: native, with its numbers inside, and told in words."""

import io
import zipfile

import pytest
from lxml import etree

from focusgroup.exports.word.ooxml.native_chart import step
from tests.exports.packages import R
from tests.exports.reports import REPORTS, large, of_quotes, planners, quote

C = {"c": "http://schemas.openxmlformats.org/drawingml/2006/chart"}
S = {"s": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
CHART = "word/charts/chart1.xml"
BOOK = "word/embeddings/Microsoft_Excel_Worksheet1.xlsx"


def bars(file) -> dict[str, dict[str, int]]:
    """What the chart draws: theme, kind, quotes."""
    drawn: dict[str, dict[str, int]] = {}
    for series in file.trees[CHART].iter(f"{{{C['c']}}}ser"):
        (kind,) = series.xpath("c:tx//c:v/text()", namespaces=C)
        names = series.xpath("c:cat//c:v/text()", namespaces=C)
        for point in series.xpath("c:val//c:pt", namespaces=C):
            drawn.setdefault(names[int(point.get("idx"))], {})[kind] = int(point[0].text)
    return drawn


def test_every_theme_has_a_bar_of_its_quotes_by_kind_in_the_order_of_the_map(written):
    file = written(planners())
    drawn = bars(file)
    assert drawn["Scheduling board"] == {"Problems": 4, "Strengths": 6, "Missing features": 2}
    assert drawn["Permissions and audit"] == {"Problems": 3, "Missing features": 2}
    (table,) = file.tables("Theme map")
    names = file.trees[CHART].xpath("(//c:cat)[1]//c:v/text()", namespaces=C)
    assert names == [row[0] for row in table[1:]]


def test_the_body_holds_a_frame_that_leads_to_the_chart(written):
    file = written(planners())
    (frame,) = file.body.iter(f"{{{C['c']}}}chart")
    target = file.trees["word/_rels/document.xml.rels"].xpath(
        "//*[@Id=$id]/@Target", id=frame.get(f"{{{R}}}id")
    )
    assert target == ["charts/chart1.xml"]


def test_its_numbers_can_be_edited_in_the_workbook_inside(written):
    file = written(planners())
    with zipfile.ZipFile(io.BytesIO(file.parts[BOOK])) as book:
        sheet = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
        words = etree.fromstring(book.read("xl/sharedStrings.xml")).xpath(
            "//s:t/text()", namespaces=S
        )
    cells = {
        cell.get("r"): words[int(cell[0].text)] if cell.get("t") == "s" else int(cell[0].text)
        for cell in sheet.iter(f"{{{S['s']}}}c")
    }
    assert cells["A2"] == "Scheduling board"
    assert (cells["B1"], cells["C1"], cells["D1"]) == ("Problems", "Strengths", "Missing features")
    assert (cells["B2"], cells["C2"], cells["D2"]) == (4, 6, 2)
    ranges = file.trees[CHART].xpath("//c:ser[1]//c:f/text()", namespaces=C)
    assert ranges == ["'Quotes'!$B$1", "'Quotes'!$A$2:$A$9", "'Quotes'!$B$2:$B$9"]


def test_who_cant_see_it_is_told_what_it_shows(written):
    (told,) = written(planners()).body.xpath("//*[local-name()='docPr']/@descr")
    assert "Scheduling board: 4 problems, 6 strengths, 2 missing features;" in told
    assert "Onboarding and access: 7 problems, 1 strength, 3 missing features;" in told


@pytest.mark.parametrize("name", ["nothing", "no quotes", "one quote", "no themes"])
def test_there_is_no_chart_of_nothing_and_none_of_a_single_bar(written, name):
    file = written(REPORTS[name]())
    assert not [part for part in file.parts if "chart" in part or "embed" in part]
    assert not file.all("//w:drawing")


def test_a_theme_that_is_a_formula_or_markup_stays_text(written):
    names = ["=1+1", "</c:v>&", '"quoted"\u202e']
    file = written(
        of_quotes([quote("x", None, number=n, themes=[t]) for n, t in enumerate(2 * names)])
    )
    assert set(bars(file)) == {"=1+1", "</c:v>&", '"quoted"'}
    with zipfile.ZipFile(io.BytesIO(file.parts[BOOK])) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_more_themes_than_fit_are_counted(written):
    file = written(large(200, themes=40))
    assert len(bars(file)) == 24
    assert any("16 more themes are not drawn." in note for note in file.styled("FGNote"))


@pytest.mark.parametrize(
    ("longest", "size"), [(1, 1), (8, 1), (9, 2), (16, 2), (40, 5), (41, 10), (1234, 200)]
)
def test_the_axis_has_a_few_whole_steps(longest, size):
    assert step(longest) == size
