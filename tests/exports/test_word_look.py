"""The document laid out by LibreOffice: page one is complete, headings stay with their text.

How it looks is for eyes; here stands what a program can tell of it.
"""

import re
import subprocess
from pathlib import Path

import pytest

from focusgroup.core.model import Report
from focusgroup.exports.word import write_summary
from tests.exports.conftest import NOW
from tests.exports.packages import WordFile
from tests.exports.reports import REPORTS, large

pytestmark = pytest.mark.needs("soffice", "pdftoppm")


def pages(report: Report, folder: Path, program, **options: object) -> list[str]:
    """The text of each page as it would be printed."""
    path = write_summary(report, folder / "summary.docx", now_ms=NOW, **options)
    subprocess.run(
        [
            program("soffice"),
            "--headless",
            f"-env:UserInstallation=file://{folder}/profile",
            "--convert-to",
            "pdf",
            "--outdir",
            str(folder),
            str(path),
        ],
        check=True,
        capture_output=True,
        timeout=100,
    )
    text = subprocess.run(
        ["pdftotext", "-layout", str(path.with_suffix(".pdf")), "-"],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    ).stdout
    return text.split("\f")[:-1]


def lines(page: str) -> list[str]:
    return [re.sub(r"\s+", " ", line).strip() for line in page.splitlines() if line.strip()]


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("name", ["planners", "sample", "long names", "chinese"])
def test_page_one_is_complete_and_the_contents_follow_on_page_two(tmp_path, program, name, paper):
    report = REPORTS[name]()
    printed = pages(report, tmp_path, program, paper=paper)
    first, second = lines(printed[0]), lines(printed[1])
    assert first[-1].startswith("Exported")
    assert "Page 1 of" in first[-1]
    assert any(line.startswith("+ Most wanted, missing today") for line in first)
    # The page's own header, then the contents: nothing of page one spilled over.
    assert second[1] == "Contents"


def test_every_bar_of_the_chart_has_its_name(tmp_path, program):
    report = REPORTS["chinese"]()
    tops = {theme.split(" > ")[0] for quote in report.quotes for theme in quote.themes}
    chart = pages(report, tmp_path, program)[1].partition("How much was said")[2]
    names = {line.split()[0] for line in lines(chart.partition("A long bar under")[0])}
    assert tops <= names


def test_no_heading_stands_alone_at_the_foot_of_a_page(tmp_path, program):
    report = REPORTS["planners"]()
    headings = {
        words
        for _, words in WordFile(write_summary(report, tmp_path / "h.docx", now_ms=NOW)).headings()
    }
    for page in pages(report, tmp_path, program):
        assert lines(page)[-2] not in headings


def test_the_heads_of_the_log_are_repeated_on_its_pages(tmp_path, program):
    printed = pages(large(120), tmp_path, program)
    start = next(place for place, page in enumerate(printed) if "Quote log" in lines(page)[1])
    full = printed[start + 1 : -1]
    assert full
    assert all(lines(page)[1].startswith("# Time Who Account Kind Quote") for page in full)
