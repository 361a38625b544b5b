"""The document laid out by LibreOffice: page one is complete, headings stay with their text.

How it looks is for eyes; here stands what a program can tell of it.
"""

import re
from collections.abc import Callable

import pytest

from focusgroup.core.evidence.findings import find
from focusgroup.core.model import Report
from tests.exports.conftest import NOW
from tests.exports.packages import WordFile
from tests.exports.reports import REPORTS, large
from tests.exports.writing import write_summary

pytestmark = pytest.mark.needs("soffice", "pdftotext")
Pages = dict[str, list[str]]
PAPERS = ("a4", "letter")
USUAL = (("planners", "a4"), ("sample", "letter"), ("long names", "letter"), ("chinese", "a4"))
"""What is laid out in the usual run; the slow one has each on both papers."""


def lines(page: str) -> list[str]:
    return [re.sub(r"\s+", " ", line).strip() for line in page.splitlines() if line.strip()]


def wanted() -> dict[str, tuple[Report, str]]:
    """The reports that are laid out, all in one go, and the paper of each."""
    found = {f"{name}, {paper}": (REPORTS[name](), paper) for name, paper in USUAL}
    return {**found, "long log": (large(120), "a4")}


@pytest.fixture(scope="module")
def laid_out(tmp_path_factory, printed) -> Callable[[dict[str, tuple[Report, str]]], Pages]:
    """``laid_out({name: (report, paper)})``: the text of each page of each, as printed."""

    def lay_out(reports: dict[str, tuple[Report, str]]) -> Pages:
        folder = tmp_path_factory.mktemp("look")
        files = {
            name: write_summary(report, folder / f"{name}.docx", now_ms=NOW, paper=paper)
            for name, (report, paper) in reports.items()
        }
        return dict(zip(files, printed(list(files.values())), strict=True))

    return lay_out


@pytest.fixture(scope="module")
def documents(laid_out) -> Pages:
    """The pages of the reports of the usual run."""
    return laid_out(wanted())


@pytest.mark.parametrize(("name", "paper"), USUAL)
def test_page_one_is_complete_and_the_contents_follow_on_page_two(documents, name, paper):
    complete(documents[f"{name}, {paper}"])


@pytest.mark.slow
def test_page_one_is_complete_on_every_paper(laid_out):
    every = {f"{name}, {paper}": (REPORTS[name](), paper) for name, _ in USUAL for paper in PAPERS}
    pages = laid_out(every)
    for each in pages.values():
        complete(each)
    no_short_quote_alone(pages["planners, letter"])


def complete(pages: list[str]) -> None:
    """Page one holds all it should, and the contents follow."""
    first, second = map(lines, pages[:2])
    assert first[-1].startswith("Exported")
    assert "Page 1 of" in first[-1]
    assert any(line.startswith("+ Most wanted, missing today") for line in first)
    # The page's own header, then the contents: nothing of page one spilled over.
    assert second[1] == "Contents"


def test_every_bar_of_the_chart_has_its_name(documents):
    report = REPORTS["chinese"]()
    tops = {theme.split(" > ")[0] for quote in report.quotes for theme in quote.themes}
    chart = documents["chinese, a4"][1].partition("How much was said")[2]
    names = {line.split()[0] for line in lines(chart.partition("A long bar under")[0])}
    assert tops <= names


def test_no_heading_stands_alone_at_the_foot_of_a_page(tmp_path, documents):
    for name, (report, paper) in wanted().items():
        path = write_summary(report, tmp_path / "h.docx", now_ms=NOW, paper=paper)
        headings = {words for _, words in WordFile(path).headings()}
        for page in documents[name]:
            if lines(page)[1] == "Contents":  # which ends with a heading's words
                continue
            assert lines(page)[-2] not in headings, name


def test_the_heads_of_the_log_are_repeated_on_its_pages(documents):
    printed = documents["long log"]
    start = next(place for place, page in enumerate(printed) if "Quote log" in lines(page)[1])
    full = printed[start + 1 : -1]
    assert full
    assert all(lines(page)[1].startswith("# Time Who Account Kind Quote") for page in full)


def test_no_short_quote_stands_alone_on_a_page(documents):
    no_short_quote_alone(documents["planners, a4"])


def no_short_quote_alone(pages: list[str]) -> None:
    """Each quote of the planners stands beside another one of its finding."""
    shown = {
        quote.text
        for row in find(REPORTS["planners"]()).rows
        for f in row.findings
        for quote in f.telling
    }
    starts = {f"“{text[:30]}" for text in shown}
    groups = groups_of(pages, starts)
    assert sum(len(group) > 1 for group in groups) >= 5
    for group in groups:
        alone = [page for page in set(group) if group.count(page) == 1]
        assert not alone or len(group) == 1, group


def groups_of(pages: list[str], starts: set[str]) -> list[list[int]]:
    """For each finding in the sections, on which page each of its quotes begins."""
    groups: list[list[int]] = []
    for number, page in enumerate(pages[2:], 3):
        for line in lines(page):
            if line.startswith("Quote log"):
                return groups
            if re.match(r"[▼▲+] (Problems|Strengths|Missing features)", line):
                groups.append([])
            elif groups and any(line.startswith(start) for start in starts):
                groups[-1].append(number)
    return groups
