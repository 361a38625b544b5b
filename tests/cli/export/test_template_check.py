"""`focusgroup export template-check`: what it prints, and what it writes."""

import pytest

from tests.exports.company_papers import A4, PAPERS
from tests.exports.packages import WordFile


def test_it_says_what_is_taken_and_writes_page_one(focusgroup, tmp_path, monkeypatch):
    monkeypatch.setattr("focusgroup.exports.word.picture.libreoffice", lambda: None)
    monkeypatch.setattr("focusgroup.exports.word.pages.libreoffice", lambda: None)
    made = PAPERS["agency"](tmp_path / "agency.docx", A4)
    page = tmp_path / "page.docx"
    done = focusgroup("export", "template-check", str(made), "-o", str(page))
    assert done.code == 0, done.err
    assert done.out.splitlines() == [
        "✓ paper: A4, landscape, text 24.7 cm wide",
        "✓ font: Verdana",
        "– Title: ours, as the template has none",
        "✓ heading 1: yours, set for our pages, as it starts a new page and is numbered",
        "✓ heading 2: yours, set for our pages, as it is numbered",
        "✓ header: yours",
        "✓ footer: yours",
        "– text: left out (164 words)",
        (
            "The template's own text (164 words) is left out. To keep it, write {{report}} where"
            " the report goes, or add --keep-template-text."
        ),
        str(page),
    ]
    assert "install LibreOffice and poppler-utils" in done.err
    assert "What we heard" in WordFile(page).everything()
    cover = PAPERS["industry report"](tmp_path / "report.docx", A4)
    done = focusgroup("export", "template-check", str(cover), "--json")
    assert set(done.json) == {"template", "facts", "notes", "page_one"}
    facts = {each["what"]: each["how"] for each in done.json["facts"]}
    assert facts["filled in"] == "date, product, title"
    assert facts["text"] == "kept around the report"
    assert done.json["page_one"].endswith("report - page one.docx")
    # Page one is shown without the cover in front of it.
    assert "Branchenreport" not in WordFile(done.json["page_one"]).everything()


@pytest.mark.parametrize("name", ["nothing.docx", "."])
def test_a_file_that_is_none_is_a_sentence(focusgroup, tmp_path, name):
    done = focusgroup("export", "template-check", str(tmp_path / name))
    assert done.code == 1
    assert "Traceback" not in done.err
    assert "template" in done.err


@pytest.mark.slow
@pytest.mark.needs("soffice", "pdftoppm")
def test_page_one_is_a_picture_where_libreoffice_is(focusgroup, tmp_path):
    made = PAPERS["content controls"](tmp_path / "c.docx", A4)
    page = tmp_path / "page.png"
    done = focusgroup("export", "template-check", str(made), "-o", str(page))
    assert done.code == 0, done.err
    assert page.read_bytes().startswith(b"\x89PNG")
