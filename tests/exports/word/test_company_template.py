"""Documents on a company's template: what stays, what is added, where the report stands."""

import os
import re
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document
from lxml import etree

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.model import Report
from focusgroup.exports.destination import at
from focusgroup.exports.making import Audience, Making
from focusgroup.exports.word import write_guide, write_register, write_word
from focusgroup.exports.word.company_template import TemplateError, numbers, opened_template
from focusgroup.exports.word.frame import Sheet
from tests.exports.conftest import NOW
from tests.exports.packages import NAMES, WordFile, findings, style, w
from tests.exports.packages import text as words
from tests.exports.reports import REPORTS, large, planners
from tests.exports.templates import (
    COMMENTED,
    COVER,
    MARKER,
    MIME,
    SPLIT_MARKER,
    R,
    corporate,
    in_section,
    relations,
    section,
    text,
    zipped,
)
from tests.exports.test_companions import hostile
from tests.exports.word.test_papers import AGENDA
from tests.exports.writing import write_summary

ROOT = Path(__file__).resolve().parents[3]
EXTERNAL = Audience(external=True)

BODIES: dict[str, dict[str, str]] = {
    "marker between texts": {},
    "marker over several runs": {"body": f"{COVER}{SPLIT_MARKER}{COMMENTED}"},
    "marker last": {"body": f"{COVER}{MARKER}<w:p/>"},
    "no marker": {"body": COVER},
    "nothing": {"body": ""},
    "two columns": {
        "body": f"{COVER}{MARKER}{COMMENTED}",
        "end": section(more='<w:cols w:num="2"/>'),
    },
    "marker ends a section": {
        "body": f"{COVER}<w:p><w:pPr>{section(wide=15840, high=12240)}</w:pPr><w:r>"
        f"<w:t>{{{{report}}}}</w:t></w:r></w:p>{COMMENTED}",
    },
    "the section ends later": {
        "body": MARKER + text("Imprint") + in_section(section(wide=11906, high=16838)) + COMMENTED
    },
    "no headers": {"body": f"{COVER}{MARKER}{COMMENTED}", "end": section(heads=False)},
    "no properties": {"body": MARKER, "end": " "},
}


@pytest.fixture
def on(tmp_path):
    """``on(report, **template)``: its summary on that template, read back."""

    def write(
        report: Report | None = None, *, keep_text: bool = False, **options: object
    ) -> WordFile:
        made = corporate(tmp_path / "corporate.dotx", **options)
        template = opened_template(made, keep_text=keep_text)
        path = tmp_path / "summary.docx"
        write_summary(report or planners(), path, now_ms=NOW, template=template)
        assert findings(path, company=True) == []
        return WordFile(path)

    return write


def sections(file: WordFile) -> list[etree._Element]:
    return file.all(".//w:sectPr")


def paper(of: etree._Element) -> tuple[str, str]:
    size = of.find(w("pgSz"))
    return size.get(w("w")), size.get(w("h"))


def styles(file: WordFile) -> dict[str, etree._Element]:
    found = file.trees["word/styles.xml"].iter(w("style"))
    return {each.find(w("name")).get(w("val")): each for each in found}


# -- every kind of document on every kind of template ------------------------------------------


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(
    "topline", [False, pytest.param(True, marks=pytest.mark.slow)], ids=["session", "top-line"]
)
def test_the_file_is_sound_wherever_the_report_stands(tmp_path, body, topline):
    template = opened_template(corporate(tmp_path / "c.dotx", **BODIES[body]))
    path = tmp_path / "s.docx"
    write_summary(planners(), path, now_ms=NOW, template=template, topline=topline)
    assert findings(path, company=True) == []
    assert "Planners’ focus group" in WordFile(path).styled("Title")


@pytest.mark.parametrize(
    "name",
    ["chinese", "right to left", "no quotes", "one quote", "long names", "over time", "hostile"],
)
def test_a_report_of_every_kind_is_sound_on_a_template(tmp_path, name):
    report = hostile() if name == "hostile" else REPORTS[name]()
    template = opened_template(corporate(tmp_path / "c.dotx"))
    path = write_summary(report, tmp_path / "s.docx", now_ms=NOW, template=template)
    assert findings(path, company=True) == []
    write_register(report, path, Making(NOW, template=template))
    assert findings(path, company=True) == []


def test_a_guide_is_written_on_it_too(tmp_path):
    template = opened_template(corporate(tmp_path / "c.dotx"))
    path = write_guide(
        parse_agenda(AGENDA).agenda, tmp_path / "g.docx", Making(NOW, template=template)
    ).path
    assert findings(path, company=True) == []
    file = WordFile(path)
    assert "Contoso Research" in "".join(file.headers())
    assert {paper(each) for each in sections(file)} == {("12240", "15840")}


def test_all_quotes_stand_in_the_log(on):
    file = on(large(600, sessions=2))
    assert len(file.log()) == 600


# -- what stays ------------------------------------------------------------------------------


def test_the_templates_own_text_stays_around_the_report(on):
    said = [words(each) for each in on().body.iter(w("p"))]
    cover, title, imprint = map(
        said.index, ("Contoso Research", "Planners’ focus group", "Imprint: Contoso Ltd, Redmond")
    )
    assert cover < title < said.index("Quote log") < imprint == len(said) - 1
    assert not any("{{" in each for each in said)


def test_headers_footers_theme_and_language_are_the_templates(on):
    file = on()
    assert sorted(file.headers()) == ["\tContoso Research", "\tFirst page of Contoso"]
    assert b'typeface="DejaVu Serif"' in file.parts["word/theme/theme1.xml"]
    language = file.trees["word/styles.xml"].find(f".//{w('lang')}")
    assert language.get(w("val")) == "de-DE"
    assert "word/media/logo.png" in file.parts


def test_a_style_that_the_template_defines_is_used_and_one_that_it_lacks_is_added(on):
    file = on()
    known = styles(file)
    assert known["FG Quote Problem"].find(f".//{w('color')}").get(w("val")) == "00FF00"
    assert known["Title"].get(w("styleId")) == "Title"
    assert known["Title"].find(f".//{w('sz')}").get(w("val")) == "52"
    assert known["Cover"].find(w("basedOn")).get(w("val")) == "Title"
    assert known["FG Care"].find(w("basedOn")).get(w("val")) == "FGBase"
    assert "FGQuoteProblem" in {of for of, _ in file.paragraphs()}


def test_a_numbered_heading_of_the_template_stays_and_ours_is_the_same_without_numbers(on):
    known = styles(on())
    theirs, ours = known["heading 1"], known["FG heading 1"]
    assert theirs.find(f".//{w('numId')}").get(w("val")) == "4"
    assert theirs.find(f".//{w('sz')}").get(w("val")) == "34"
    assert ours.get(w("styleId")) == "Heading1"
    assert ours.find(w("basedOn")).get(w("val")) == theirs.get(w("styleId")) == "berschrift1"
    assert ours.find(f".//{w('numId')}").get(w("val")) == "0"
    assert ours.find(f".//{w('sz')}").get(w("val")) == "34"


def test_a_style_of_another_type_or_with_our_id_gives_way_and_keeps_its_look(on):
    known = styles(on())
    assert known["FG Note (character)"].get(w("type")) == "character"
    assert known["FG Note"].get(w("type")) == "paragraph"
    assert known["Contoso Grid"].get(w("styleId")) == "FGTableTemplate"
    assert known["Corporate lead"].get(w("styleId")) == "Heading2Template"


def test_added_styles_take_the_ink_of_the_companys_headings(on):
    added = etree.tostring(styles(on())["heading 2"]).decode()
    assert "7A1F5C" in added
    assert "1F2A44" not in added


def test_tables_and_quotes_do_not_take_over_how_letters_are_set(on):
    base = styles(on())["FG Base"]
    assert base.find(f".//{w('jc')}").get(w("val")) == "left"
    assert base.find(f".//{w('spacing')}").get(w("line")) == "252"


def test_lists_of_the_template_keep_their_numbers_beside_our_bullets(on):
    file = on()
    numbers = file.trees["word/numbering.xml"].findall(w("num"))
    assert [each.get(w("numId")) for each in numbers] == ["4", "5"]
    bullets = styles(file)["List Bullet"].find(f".//{w('numId')}")
    assert bullets.get(w("val")) == "5"


# -- paper and sections ----------------------------------------------------------------------


def test_the_log_lies_on_its_side_between_pages_of_the_templates_paper(on):
    upright, log, behind = sections(on())
    assert paper(upright) == paper(behind) == ("12240", "15840")
    assert paper(log) == ("15840", "12240")
    assert log.find(w("pgSz")).get(w("orient")) == "landscape"
    # Without references of its own it goes on with those in front of it.
    assert log.find(w("headerReference")) is None
    assert upright.find(w("titlePg")) is not None
    assert log.find(w("titlePg")) is behind.find(w("titlePg")) is None
    ids = [each.get(f"{{{R}}}id") for each in behind.iter(w("headerReference"))]
    assert ids == ["rId10", "rId11"]


def test_tables_are_as_wide_as_the_templates_text(on):
    file = on()
    width = 12240 - 1418 - 1134
    widths = [int(each.get(w("w"))) for each in file.all(".//w:tblW")]
    assert max(widths) == 15840 - 1418 - 1134
    assert widths.count(width) > 6


def test_the_first_page_counts_on_less_room_where_letters_are_larger(tmp_path):
    def sheets(*fonts: str) -> list[Sheet]:
        made = (corporate(tmp_path / "c.dotx", font=font) for font in fonts)
        return [opened_template(path).sheet for path in made]

    text = 15840 - 1985 - 1418
    narrow, wide, tall = sheets("Calibri", "Verdana", "Segoe UI")
    # Less than the text's height by the line above the title and by the heading.
    assert text > narrow.height > text - 1_000
    assert wide.wide > tall.wide > narrow.wide
    assert tall.tall > narrow.tall


def test_page_numbers_start_once(on):
    numbered = section(more='<w:pgNumType w:start="5"/>')
    starts = [each.find(w("pgNumType")).get(w("start")) for each in sections(on(end=numbered))]
    assert starts == ["5", None, None]


def test_a_report_in_columns_gets_pages_of_one_column(on):
    columns = section(more='<w:cols w:num="2" w:space="708"/>')
    made = [each.find(w("cols")).get(w("num")) for each in sections(on(end=columns))]
    assert made == ["2", None, None, "2"]


def test_without_headers_and_footers_ours_are_there_as_wide_as_the_pages(on):
    file = on(end=section(heads=False))
    assert any("Planners’ focus group\tInternal" in each for each in file.headers())
    stops = {
        int(each.get(w("pos")))
        for name, tree in file.trees.items()
        if name.startswith(("word/header", "word/footer"))
        for each in tree.iter(w("tab"))
        if each.get(w("pos"))
    }
    assert stops == {12240 - 1418 - 1134, 15840 - 1418 - 1134}


def test_whom_it_is_for_stands_above_the_title_where_the_header_is_the_companys(on):
    assert "Internal: contains customer names" in on().styled("FGNote")[0]
    assert "Sample" in on(planners(sample=True)).styled("FGNote")[0]


def test_text_kept_without_a_marker_stands_on_pages_in_front_of_the_report(tmp_path, on):
    file = on(body=COVER, keep_text=True)
    (fresh,) = file.all(".//w:pageBreakBefore")[:1]
    assert style(fresh.getparent().getparent()) == "FGNote"
    template = opened_template(tmp_path / "corporate.dotx", keep_text=True)
    assert (
        "The template has no paragraph {{report}}: the report is after the template's own text."
    ) in template.notes


@pytest.mark.parametrize("marker", ["{{report}}", "{{ Report }}", "{{REPORT}} "])
def test_a_marker_is_told_in_any_case_and_with_spaces(on, marker):
    file = on(body=f"{text(marker)}{COMMENTED}")
    assert "{{" not in file.everything()


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>{MARKER}</w:tc></w:tr></w:tbl>", "in a table"),
        (f"<w:sdt><w:sdtContent>{MARKER}</w:sdtContent></w:sdt>", "in a content control"),
        (text("Here: {{report}}, please"), "shares a paragraph with other text"),
        (MARKER + MARKER, "occurs 2 times"),
        (
            (
                '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>'
                f"<w:txbxContent>{MARKER}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
            ),
            "in a text box",
        ),
    ],
)
def test_a_marker_where_no_report_can_stand_is_a_sentence(tmp_path, body, why):
    with pytest.raises(TemplateError, match=re.escape(why)):
        opened_template(corporate(tmp_path / "c.dotx", body))


def test_a_marker_in_a_header_is_a_sentence(tmp_path):
    header = text("{{report}}").replace("<w:p>", "", 1).replace("Standard", "Kopfzeile")
    part = f'<w:hdr xmlns:w="{NAMES["w"]}"><w:p>{header}</w:hdr>'
    with pytest.raises(TemplateError, match="in a header"):
        opened_template(corporate(tmp_path / "c.dotx", parts={"word/header1.xml": part}))


def test_too_narrow_a_page_is_a_sentence(tmp_path):
    with pytest.raises(TemplateError, match="less than 9 cm wide"):
        opened_template(corporate(tmp_path / "c.dotx", end=section(wide=5000, high=8000)))


# -- what does not stay ----------------------------------------------------------------------


def test_the_designer_is_not_named_and_nothing_asks_or_protects(on):
    file = on()
    everything = file.everything()
    for gone in ("designer", "Max Manager", "attachedTemplate", "updateFields"):
        assert gone not in everything
    assert "documentProtection" not in everything
    assert "Ask legal" not in everything
    assert "<Company>Contoso Ltd</Company>" in everything
    core = file.parts["docProps/core.xml"].decode()
    assert "<dc:creator>Inês Ferreira</dc:creator>" in core
    assert "<dc:title>Planners’ focus group</dc:title>" in core


def test_outside_custom_data_goes_too_and_nobody_is_named(tmp_path):
    template = opened_template(corporate(tmp_path / "c.dotx"))
    path = tmp_path / "s.docx"
    for audience, kept in ((Audience(), True), (EXTERNAL, False)):
        write_summary(planners(), path, now_ms=NOW, template=template, audience=audience)
        everything = WordFile(path).everything()
        assert ("Dana Designer" in everything) is kept
        assert ("Internal use" in everything) is kept
        assert findings(path, company=True) == []
    for person in planners().participants:
        assert person.name not in everything
    assert "Contoso Ltd" in everything


@pytest.mark.parametrize("where", ["body", "header", "alt text"])
def test_a_template_that_names_a_customer_is_not_used_outside(tmp_path, where):
    made = {
        "body": {
            "body": f"<w:p><w:r><w:t>For okoye &amp; S</w:t></w:r><w:r><w:t>ons Haulage</w:t>"
            f"</w:r></w:p>{MARKER}"
        },
        "header": {"body": MARKER},
        "alt text": {"body": MARKER},
    }[where]
    path = corporate(tmp_path / "c.dotx", **made)
    report = planners()
    names = {"header": "First page of Contoso", "alt text": "Contoso"}
    if where in names:
        person = replace(report.participants[0], name=names[where])
        report = replace(report, participants=(person, *report.participants[1:]))
    template = opened_template(path)
    out = tmp_path / "s.docx"
    for write in (write_word, write_register):
        with pytest.raises(TemplateError, match="names the customer"):
            write(report, at(out), Making(NOW, template=template, audience=EXTERNAL))
    assert not out.exists()
    write_summary(report, out, now_ms=NOW, template=template)


# -- one of our own documents as a template ----------------------------------------------------


@pytest.mark.parametrize("name", ["planners", "right to left"])
def test_a_document_of_ours_can_be_a_template(tmp_path, name):
    first = write_summary(REPORTS[name](), tmp_path / "first.docx", now_ms=NOW)
    path = tmp_path / "second.docx"
    for keep_text in (False, True):
        template = opened_template(first, keep_text=keep_text)
        write_summary(REPORTS[name](), path, now_ms=NOW, template=template)
        assert findings(path, company=True) == []
        assert ("word/charts/chart2.xml" in WordFile(path).parts) is keep_text


def test_a_document_under_another_name_and_parts_that_nothing_leads_to(tmp_path):
    made = corporate(tmp_path / "c.dotx")
    parts = dict(WordFile(made).parts)
    parts["word/document2.xml"] = parts.pop("word/document.xml")
    parts["word/_rels/document2.xml.rels"] = parts.pop("word/_rels/document.xml.rels")
    for name in ("[Content_Types].xml", "_rels/.rels"):
        parts[name] = parts[name].replace(b"word/document.xml", b"word/document2.xml")
    parts["word/left/over.xml"] = b"<over/>"
    template = opened_template(zipped(tmp_path / "d.dotx", parts))
    path = write_summary(planners(), tmp_path / "s.docx", now_ms=NOW, template=template)
    assert findings(path, company=True) == []
    assert "word/left/over.xml" not in WordFile(path).parts


def test_a_template_without_styles_lists_and_settings_is_enough(tmp_path):
    bare = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/'
        'content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-'
        'package.relationships+xml"/><Override PartName="/word/document.xml" '
        f'ContentType="{MIME}.wordprocessingml.document.main+xml"/></Types>',
        "_rels/.rels": relations().split("<Relationship ")[0]
        + f'<Relationship Id="a" Type="{R}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{NAMES["w"]}"><w:body><w:p/></w:body>'
        "</w:document>",
    }
    template = opened_template(zipped(tmp_path / "bare.docx", bare))
    path = write_summary(planners(), tmp_path / "s.docx", now_ms=NOW, template=template)
    assert findings(path, company=True) == []


def test_every_bookmark_that_our_documents_have_is_known_as_ours(tmp_path):
    for name, report in REPORTS.items():
        path = write_summary(report(), tmp_path / f"{name}.docx", now_ms=NOW, appendix=True)
        found = WordFile(path).all("//w:bookmarkStart/@w:name")
        assert [each for each in found if not numbers._OURS.match(each)] == [], name


@pytest.mark.needs("soffice")
def test_a_template_saved_by_libreoffice_gives_a_sound_file(tmp_path, saved_by_libreoffice):
    theirs = saved_by_libreoffice
    # Its relation to the properties is of a kind that Word and python-docx do not know.
    assert b"officedocument/2006/relationships/metadata" in WordFile(theirs).parts["_rels/.rels"]
    template = opened_template(theirs)
    path = write_summary(planners(), tmp_path / "s.docx", now_ms=NOW, template=template)
    assert findings(path, company=True) == []
    assert Document(str(path)).core_properties.title == "Planners’ focus group"
    file = WordFile(path)
    assert "Contoso Research" in "".join(file.headers())
    assert [paper(each)[0] for each in sections(file)] == ["12240", "15840", "12240"]


# -- the same bytes ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        pytest.param(
            {"TZ": "America/St_Johns", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
            marks=pytest.mark.slow,
        ),
    ],
)
def test_zone_locale_and_hash_seed_of_the_machine_change_nothing(tmp_path, surroundings):
    made = corporate(tmp_path / "c.dotx")
    script = """
        import sys
        from pathlib import Path
        from tests.exports.writing import write_summary
        from focusgroup.exports.word.company_template import opened_template
        from tests.exports.reports import planners
        template = opened_template(Path(sys.argv[3]))
        write_summary(planners(), Path(sys.argv[1]), now_ms=int(sys.argv[2]), template=template)
    """
    there = tmp_path / "there.docx"
    python_path = os.pathsep.join([str(ROOT), str(ROOT / "src")])
    subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(there), str(NOW), str(made)],
        env=os.environ | surroundings | {"PYTHONPATH": python_path},
        cwd=tmp_path,
        check=True,
        timeout=240,
    )
    template = opened_template(made)
    here = tmp_path / "here.docx"
    for _ in range(2):
        write_summary(planners(), here, now_ms=NOW, template=template)
        assert there.read_bytes() == here.read_bytes()


# -- the command -------------------------------------------------------------------------------


def test_the_command_writes_on_a_template_and_says_where(focusgroup, tmp_path):
    made = corporate(tmp_path / "c.dotx", COVER)
    path = tmp_path / "g.docx"
    command = ("export", "guide", "customer-visit", "--template", str(made), "-o", str(path))
    done = focusgroup(*command)
    assert done.code == 0, done.err
    assert "own text (6 words) is left out" in done.err
    assert "Contoso Research" in "".join(WordFile(path).headers())
    assert "Do not print" not in WordFile(path).everything()
    done = focusgroup(*command, "--keep-template-text")
    assert "after the template's own text" in done.err
    assert "Do not print" in WordFile(path).everything()


def test_paper_and_a_template_together_are_wrong_use(focusgroup, tmp_path):
    made = str(corporate(tmp_path / "c.dotx"))
    done = focusgroup("export", "guide", "customer-visit", "--template", made, "--paper", "a4")
    assert done.code == 2
    assert "the template has a paper size of its own" in done.err
