"""Documents on templates of every kind of house: what is taken, what is not, how pages hold."""

import re
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from focusgroup.exports.word import open_pages
from focusgroup.exports.word.company_template import CompanyTemplate, opened_template
from focusgroup.exports.word.company_template.headings import with_bases
from focusgroup.exports.word.frame import OwnTemplate
from focusgroup.exports.word.pages import _with_fonts
from focusgroup.system import fonts
from tests.exports.company_papers import A4, LETTER, MACROS, PAPERS, SAMPLE
from tests.exports.conftest import NOW
from tests.exports.kinds import DOCUMENTS
from tests.exports.packages import WordFile, findings, style, w
from tests.exports.packages import text as words
from tests.exports.reports import REPORTS, planners
from tests.exports.schemas import Schemas
from tests.exports.test_validator import findings as sdk_findings
from tests.exports.word.test_fit import HARD
from tests.exports.writing import write_summary
from tests.slow import some

SETTINGS = ("word/settings.xml: ", "compatibility mode")
"""What our rules say of the settings that a template brings."""

SIZES = {"A4": A4, "Letter": LETTER}


@pytest.fixture
def on(tmp_path) -> Callable[..., WordFile]:
    """``on("ministry", "guide")``: that document on that house's template, read back."""

    def write(house: str, kind: str = "top-line", **options: bool) -> WordFile:
        template = paper(tmp_path, house, **options)
        return WordFile(DOCUMENTS[kind](tmp_path / "document.docx", template=template))

    return write


def paper(folder: Path, house: str, size: str = "A4", **options: bool) -> CompanyTemplate:
    return opened_template(PAPERS[house](folder / f"{house}.docx", SIZES[size]), **options)


def styles(file: WordFile) -> dict[str, str]:
    found = file.trees["word/styles.xml"].iter(w("style"))
    return {each.find(w("name")).get(w("val")): each.get(w("styleId")) for each in found}


# -- every house -------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", some(DOCUMENTS, ["top-line"]))
@pytest.mark.parametrize("house", PAPERS)
def test_a_document_is_sound_and_has_nothing_of_the_sample(on, tmp_path, house, kind):
    file = on(house, kind)
    found = findings(tmp_path / "document.docx", company=True)
    assert [each for each in found if not each.startswith(SETTINGS)] == []
    everything = file.everything()
    assert SAMPLE not in everything
    assert "{{" not in words(file.body)
    assert not re.search(r"\{\{\w+\}\}", everything)
    ids = Counter(each.get(w("styleId")) for each in file.trees["word/styles.xml"].iter(w("style")))
    assert max(ids.values()) == 1


@pytest.mark.parametrize("kind", some(DOCUMENTS, ["no quotes", "one quote", "guide", "register"]))
def test_no_text_of_ours_takes_the_direction_or_the_lines_of_their_normal_text(on, kind):
    file = on("right to left", kind)
    bidi = {
        each.get(w("styleId"))
        for each in file.trees["word/styles.xml"].iter(w("style"))
        if (said := each.find(f"{w('pPr')}/{w('bidi')}")) is not None and said.get(w("val")) is None
    }
    assert "Normal" in bidi
    used = {each for each, _ in file.paragraphs()}
    assert not used & bidi
    assert "FGText" in used or kind not in ("no quotes", "guide", "one quote")


@pytest.mark.parametrize("house", PAPERS)
def test_every_heading_has_its_outline_level_and_stays_with_what_follows(on, house):
    root = on(house).trees["word/styles.xml"]
    for level in range(3):
        heading = next(
            each
            for each in root.iter(w("style"))
            if each.get(w("styleId")) == f"Heading{level + 1}"
        )
        assert _nearest(root, heading, "outlineLvl").get(w("val")) == str(level)
        assert _nearest(root, heading, "keepNext").get(w("val")) in (None, "1", "true")


def _nearest(root: etree._Element, style: etree._Element, name: str) -> etree._Element:
    found = (each.find(f"{w('pPr')}/{w(name)}") for each in with_bases(root, style))
    return next(each for each in found if each is not None)


@pytest.mark.slow
@pytest.mark.needs("schemas", "ooxml-validator")
@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize("house", PAPERS)
def test_schemas_and_sdk_say_no_more_than_of_the_template(
    tmp_path, tmp_path_factory, program, house, language
):
    schemas = Schemas(Path(program("schemas")), tmp_path_factory.mktemp("schemas") / "made")
    validator = program("ooxml-validator")
    path = PAPERS[house](tmp_path / "template.docx", A4)
    template = opened_template(path)
    known = {_plain(each) for each in schemas.findings(path)}
    said = Counter(_told(each) for each in sdk_findings(path, validator))
    for name, write in DOCUMENTS.items():
        made = write(tmp_path / "document.docx", template=template, language=language)
        assert not {_plain(each) for each in schemas.findings(made)} - known, name
        assert not Counter(_told(each) for each in sdk_findings(made, validator)) - said, name


def _plain(finding: str) -> str:
    return re.sub(r"\d+", "", finding)


def _told(finding: dict[str, object]) -> tuple[str, str]:
    part = finding.get("part") or finding.get("path")
    return str(part), str(finding["description"])


# -- pages -------------------------------------------------------------------------------------

HIDDEN = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include><selectfont><rejectfont><pattern><patelt name="family">
<string>Carlito</string></patelt></pattern></rejectfont></selectfont></fontconfig>"""


def laid_out(
    folder: Path,
    printed: Callable[..., list[list[str]]],
    houses: list[str],
    sizes: list[str],
    reports: list[str],
) -> None:
    """Page one of each holds title, message and rankings; the map stands on the page after it."""
    files = {}
    for house in houses:
        for size in sizes:
            made = PAPERS[house](folder / f"{house}.docx", SIZES[size])
            template = open_pages(None, made).template
            for name in reports:
                path = folder / f"{len(files)}.docx"
                report = {**REPORTS, **HARD}[name]()
                write_summary(report, path, now_ms=NOW, topline=True, template=template)
                files[house, size, name] = path
    for what, found in zip(files, printed(list(files.values())), strict=True):
        # A house may set its headings in capitals.
        pages = [page.casefold() for page in found]
        (first,) = (n for n, page in enumerate(pages, 1) if "what we heard" in page)
        assert [n for n, page in enumerate(pages, 1) if "theme map" in page] == [first + 1], what
        assert not any("read with care" in page for page in pages[first:]), what
        assert "top-line" in pages[first - 1], what
        if what[2] == "planners":
            assert "planners’ focus group" in pages[first - 1], what
            assert "is the one missing feature that" in " ".join(pages[first - 1].split()), what
            assert len(pages) == first + 1, what


@pytest.mark.needs("soffice", "pdftotext")
def test_page_one_is_one_page_on_the_hardest_papers(tmp_path, printed):
    laid_out(tmp_path, printed, ["ministry", "letter with macros"], ["Letter"], ["planners"])


@pytest.mark.slow
@pytest.mark.needs("soffice", "pdftotext", "fc-match")
@pytest.mark.parametrize("carlito", [True, False], ids=["with Carlito", "without Carlito"])
@pytest.mark.parametrize("size", SIZES)
def test_page_one_is_one_page_on_every_paper(tmp_path, printed, monkeypatch, size, carlito):
    if not carlito:
        (tmp_path / "fonts.conf").write_text(HIDDEN)
        monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
        assert fonts.font_for("Calibri") != "Carlito"
    laid_out(tmp_path, printed, list(PAPERS), [size], ["planners", "capitals"])


@pytest.mark.slow
@pytest.mark.needs("soffice", "pdftotext")
@pytest.mark.parametrize("size", SIZES)
def test_a_quote_takes_two_pages_and_none_takes_one_on_every_paper(tmp_path, printed, size):
    files = {}
    for house in PAPERS:
        made = PAPERS[house](tmp_path / f"{house}.docx", SIZES[size])
        template = open_pages(None, made).template
        for most, kind in enumerate(("no quotes", "one quote"), 1):
            path = tmp_path / f"{len(files)}.docx"
            files[house, kind, most] = DOCUMENTS[kind](path, template=template)
    for what, pages in zip(files, printed(list(files.values())), strict=True):
        covers = what[0] in ("industry report", "content controls")
        # On low paper in wide letters, the plan of a session may go on.
        more = what[:2] == ("book", "no quotes")
        assert len(pages) <= what[2] + covers + more, what
        assert all(page.strip() for page in pages), what


def test_without_the_font_page_one_is_kept_short_and_the_package_is_named(monkeypatch):
    sheet = OwnTemplate().sheet
    monkeypatch.setattr("focusgroup.exports.word.pages.libreoffice", lambda: "soffice")
    monkeypatch.setattr("focusgroup.exports.word.pages.font_for", lambda _: "Noto Sans")
    shorter, notes = _with_fonts(sheet, "Calibri")
    assert (shorter.wide, shorter.tall) == (1.2, 1.12)
    assert "neither Calibri nor Carlito" in notes[0]
    assert "Install fonts-crosextra-carlito" in notes[0]
    for there in ("Carlito", "Calibri", None):
        monkeypatch.setattr("focusgroup.exports.word.pages.font_for", lambda _, there=there: there)
        assert _with_fonts(sheet, "Calibri") == (sheet, ())


def test_the_list_of_fonts_names_the_twin_that_is_as_wide(tmp_path):
    made = WordFile(write_summary(planners(), tmp_path / "s.docx", now_ms=NOW))
    listed = made.trees["word/fontTable.xml"]
    twins = {
        each.get(w("name")): each.find(w("altName")).get(w("val"))
        for each in listed
        if each.find(w("altName")) is not None
    }
    assert twins == {"Calibri": "Carlito", "Arial": "Liberation Sans"}


@pytest.mark.parametrize("kind", ["no quotes", "session", "register"])
def test_text_of_ours_is_never_as_unreadable_as_theirs(on, kind):
    file = on("on black", kind)
    every = file.trees["word/styles.xml"].findall(w("style"))
    known = {each.get(w("styleId")): each for each in every}
    assert known["Normal"].find(f"{w('rPr')}/{w('vanish')}") is not None

    def nearest(name: str, tag: str) -> str | None:
        while name and name != "Normal":
            found = known[name].find(f"{w('rPr')}/{w(tag)}")
            if found is not None:
                return found.get(w("val"))
            based = known[name].find(w("basedOn"))
            name = "" if based is None else based.get(w("val"))
        return "theirs"

    for name in {each for each, _ in file.paragraphs()}:
        for tag, plain in {"vanish": "0", "strike": "0", "u": "none", "w": "100"}.items():
            assert nearest(name, tag) == plain, (name, tag)
        assert nearest(name, "color") not in ("theirs", "FFFFFF"), name


# -- what is taken and what is not ---------------------------------------------------------------


def test_without_its_text_a_template_leaves_its_pictures_and_notes_too(on, tmp_path):
    file = on("designer")
    assert sum(map(len, file.parts.values())) < 600_000
    assert not any("media/" in name for name in file.parts)
    # The header was the cover's section's, which the last one had taken over.
    assert "Muster GmbH" in file.headers()
    kept = on("designer", keep_text=True)
    assert f"{SAMPLE} note" in kept.everything()
    assert sum("media/" in name for name in kept.parts) == 5


def test_macros_stay_behind(on, tmp_path):
    template = paper(tmp_path, "letter with macros")
    assert "Macros in the template are left out of the document." in template.notes
    file = on("letter with macros")
    assert not any("vba" in name.lower() for name in file.parts)
    assert MACROS not in b"".join(file.parts.values())
    assert "macro" not in file.everything().lower()


def test_a_heading_that_would_tear_pages_is_replaced_by_ours_in_its_looks(on):
    file = on("ministry", "session")
    ours = styles(file)
    assert ours["FG heading 1"] == "Heading1"
    assert ours["heading 1"] == "Heading1Template"
    (made,) = (
        each
        for each in file.trees["word/styles.xml"].iter(w("style"))
        if each.get(w("styleId")) == "Heading1"
    )
    assert made.find(w("basedOn")).get(w("val")) == "Heading1Template"
    assert made.find(f".//{w('pageBreakBefore')}").get(w("val")) == "0"
    assert made.find(f".//{w('spacing')}").get(w("lineRule")) == "auto"
    assert "004B76" in file.everything()
    (contents,) = (p for p in file.body.iter(w("p")) if style(p) == "TOCHeading")
    assert contents.find(f".//{w('pageBreakBefore')}") is not None


def test_styles_of_one_name_or_id_are_one_and_normal_is_the_default(on):
    file = on("no default")
    names = [
        each.find(w("name")).get(w("val")).casefold()
        for each in file.trees["word/styles.xml"].iter(w("style"))
    ]
    assert max(Counter(names).values()) == 1
    defaults = [
        each.find(w("name")).get(w("val"))
        for each in file.trees["word/styles.xml"].iter(w("style"))
        if each.get(w("default")) == "1" and each.get(w("type")) == "paragraph"
    ]
    assert defaults == ["Normal"]
    assert "Other" in styles(file)


def test_title_date_and_product_are_filled_in_wherever_they_stand(on):
    file = on("industry report")
    said = [words(each) for each in file.body.iter(w("p"))]
    assert "Planners’ focus group of Meridian Dispatch, 12 March 2026" in said
    assert file.headers() == ["Planners’ focus group · 12 March 2026"]
    assert "Meridian Dispatch" in words(file.trees["word/footer-default.xml"])


def test_content_controls_and_fields_say_the_same(on, tmp_path):
    file = on("content controls")
    said = [words(each) for each in file.body.iter(w("p"))][:6]
    assert said[0] == "Planners’ focus group"
    assert said[1:3] == ["Meridian Dispatch", "Stand: 12 March 2026"]
    # {{client}} is nothing that a session knows.
    assert said[3] == ""
    assert said[4].endswith("Planners’ focus group")
    notes = paper(tmp_path, "content controls").notes
    assert any("Nothing is known of {{client}}" in each for each in notes)
    assert "The template's table of contents is left out; the report has its own." in notes
    assert not file.all("//w:showingPlcHdr")


def test_where_its_contents_stood_is_no_empty_page(on):
    file = on("content controls")
    # The cover's section ends, that of the contents is gone, the report's is the last.
    assert len(file.all("//w:sectPr")) == 2


def test_a_line_of_ours_in_a_header_has_no_stops_but_its_own(on):
    file = on("wide margins")
    for name, tree in file.trees.items():
        if name.startswith(("word/header", "word/footer")):
            for stops in tree.iter(w("tabs")):
                kinds = {each.get(w("pos")): each.get(w("val")) for each in stops}
                assert kinds.pop("4536") == kinds.pop("9072") == "clear"
                assert list(kinds.items()) in ([("5700", "right")], [("10632", "right")])


def test_columns_and_grids_do_not_reach_our_pages(on):
    file = on("industry report")
    cover, report = file.all("//w:sectPr")
    assert cover.find(w("cols")) is None
    assert report.find(w("cols")).get(w("num")) is None
    assert report.find(w("docGrid")) is None


def test_odd_even_and_first_headers_are_all_kept(on):
    file = on("odd and even")
    kinds = [each.get(w("type")) for each in file.all("//w:headerReference")]
    assert sorted(kinds) == ["default", "even", "first"]
    assert b"evenAndOddHeaders" in file.parts["word/settings.xml"]


def test_a_little_text_above_the_report_stays_on_its_page_and_much_does_not(tmp_path):
    assert not paper(tmp_path, "letter with macros").fresh
    assert not paper(tmp_path, "industry report").fresh
    made = PAPERS["letter with macros"](tmp_path / "long.docx", A4)
    with zipfile.ZipFile(made) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    address = b"Muster GmbH, Postfach 1, 12345 Musterstadt"
    parts["word/document.xml"] = parts["word/document.xml"].replace(address, address * 40)
    with zipfile.ZipFile(made, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    assert opened_template(made).fresh


@pytest.mark.needs("pandoc")
def test_pandocs_own_template_is_taken(tmp_path):
    made = tmp_path / "reference.docx"
    with made.open("wb") as file:
        subprocess.run(
            ["pandoc", "--print-default-data-file", "reference.docx"],
            check=True,
            stdout=file,
            timeout=240,
        )
    template = opened_template(made)
    path = write_summary(planners(), tmp_path / "s.docx", now_ms=NOW, template=template)
    found = findings(path, company=True)
    assert [each for each in found if not each.startswith((*SETTINGS, "word/styles.xml"))] == []
    assert "First Paragraph" not in "".join(words(each) for each in WordFile(path).body)


def test_the_same_template_gives_the_same_bytes_a_while_later(tmp_path):
    report, made = planners(changed_ms=NOW), []
    for later in (0, 90_000):
        template = paper(tmp_path, "ministry")
        path = tmp_path / f"{later}.docx"
        write_summary(report, path, now_ms=NOW + later, template=template)
        made.append(path.read_bytes())
    assert made[0] == made[1]
