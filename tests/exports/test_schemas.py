"""What the XML schemas of Office Open XML say of every kind of document: nothing."""

import zipfile
from pathlib import Path

import pytest

from focusgroup.core.model import Report
from focusgroup.exports.making import Making
from focusgroup.exports.word.company_template import opened_template
from focusgroup.exports.xlsx import write_workbook
from tests.exports.company_papers import A4, PAPERS
from tests.exports.conftest import NOW
from tests.exports.kinds import DOCUMENTS, TEMPLATES
from tests.exports.reports import REPORTS, large, planners
from tests.exports.schemas import Schemas
from tests.exports.templates import corporate
from tests.exports.test_companions import hostile
from tests.exports.word.test_company_template import BODIES
from tests.exports.writing import write_summary

pytestmark = pytest.mark.needs("schemas")


@pytest.fixture(scope="module")
def many() -> Report:
    return large(10_000, sessions=5, themes=40)


@pytest.fixture(scope="module")
def schemas(tmp_path_factory, program) -> Schemas:
    return Schemas(Path(program("schemas")), tmp_path_factory.mktemp("schemas") / "made")


@pytest.mark.parametrize("ground", TEMPLATES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_schemas_have_nothing_to_say_of_a_word_file(tmp_path, schemas, name, ground):
    more = {}
    if ground != "ours":
        more["template"] = opened_template(corporate(tmp_path / "corporate.dotx"))
    assert schemas.findings(DOCUMENTS[name](tmp_path / "summary.docx", **more)) == []


@pytest.mark.parametrize("name", REPORTS)
def test_the_schemas_have_nothing_to_say_of_any_report(tmp_path, schemas, name):
    path = write_summary(REPORTS[name](), tmp_path / "summary.docx", now_ms=NOW)
    assert schemas.findings(path) == []


@pytest.mark.parametrize(
    "ground",
    [pytest.param(name, marks=[] if name == "ours" else pytest.mark.slow) for name in TEMPLATES],
)
def test_the_schemas_have_nothing_to_say_of_10_000_quotes(tmp_path, schemas, many, ground):
    more = {}
    if ground != "ours":
        more["template"] = opened_template(corporate(tmp_path / "corporate.dotx"))
    path = write_summary(many, tmp_path / "s.docx", now_ms=NOW, full_log=True, **more)
    assert schemas.findings(path) == []


@pytest.mark.parametrize("body", BODIES)
def test_they_have_nothing_to_say_wherever_a_template_has_its_marker(tmp_path, schemas, body):
    made = opened_template(corporate(tmp_path / "corporate.dotx", **BODIES[body]))
    path = write_summary(planners(), tmp_path / "s.docx", now_ms=NOW, template=made)
    assert schemas.findings(path) == []


@pytest.mark.needs("soffice")
def test_on_a_template_of_libreoffice_they_say_no_more_than_of_the_template(
    tmp_path, schemas, many, saved_by_libreoffice
):
    template = opened_template(saved_by_libreoffice)
    known = set(schemas.findings(saved_by_libreoffice))
    for name, write in DOCUMENTS.items():
        path = write(tmp_path / f"{name}.docx", template=template)
        assert not set(schemas.findings(path)) - known, name
    path = tmp_path / "10,000.docx"
    write_summary(many, path, now_ms=NOW, full_log=True, template=template)
    assert not set(schemas.findings(path)) - known


@pytest.mark.parametrize("report", [planners, hostile])
def test_the_schemas_have_nothing_to_say_of_a_workbook(tmp_path, schemas, report):
    path = write_workbook(report(), tmp_path / "summary.xlsx", Making(NOW)).path
    assert schemas.findings(path) == []


@pytest.mark.parametrize(
    ("part", "right", "wrong"),
    [
        ("word/document.xml", b"<w:p><w:pPr>", b"<w:p><w:r/><w:pPr>"),
        ("word/document.xml", b'w:type="dxa"', b'w:type="points"'),
        ("word/styles.xml", b'w:type="paragraph"', b'w:kind="paragraph"'),
        ("word/charts/chart1.xml", b'<c:barDir val="bar"/>', b""),
        ("word/settings.xml", b"<w:compat>", b"<w:zoom/><w:compat>"),
        ("docProps/core.xml", b"<dc:title>", b"<dc:name/><dc:title>"),
        ("[Content_Types].xml", b"<Override ", b"<Overrides/><Override "),
        ("word/_rels/document.xml.rels", b"<Relationship ", b"<Relationship Mode='1' "),
    ],
)
def test_they_would_find_what_is_wrong(tmp_path, schemas, part, right, wrong):
    path = write_summary(planners(), tmp_path / "summary.docx", now_ms=NOW)
    broken = tmp_path / "broken.docx"
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(broken, "w") as out:
        for name in package.namelist():
            data = package.read(name)
            if name == part:
                assert right in data
                data = data.replace(right, wrong, 1)
            out.writestr(name, data)
    assert any(each.startswith(f"{part}: ") for each in schemas.findings(broken))


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize("house", PAPERS)
def test_on_every_company_paper_in_three_languages_they_say_no_more_than_of_the_template(
    tmp_path, schemas, house, language
):
    made = PAPERS[house](tmp_path / f"{house}.docx", A4)
    known = set(schemas.findings(made))
    template = opened_template(made)
    for name in ("session", "top-line", "one page", "appendix", "theme", "external", "no quotes"):
        path = DOCUMENTS[name](tmp_path / "s.docx", template=template, language=language)
        assert set(schemas.findings(path)) <= known, name
