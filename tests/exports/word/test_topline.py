"""The top-line: what is handed over the same day, on two pages at most."""

from dataclasses import replace

import pytest

from focusgroup.core.model import Note, NoteKind, Report
from focusgroup.exports.names import suggested_name
from tests.exports.conftest import NOW
from tests.exports.packages import findings
from tests.exports.reports import LONG, REPORTS, large, planners
from tests.exports.writing import write_summary


def crowded() -> Report:
    """More of everything than two pages hold."""
    made = large(400, themes=30)
    promise = NoteKind.COMMITMENT
    notes = [Note(f"n{n}", "s0", promise, f"Send {LONG} " * 3, 0, owner=LONG) for n in range(30)]
    quotes = tuple(
        replace(
            q, themes=tuple(f"{t}, numbers for the regional planning department" for t in q.themes)
        )
        for q in made.quotes
    )
    return replace(made, quotes=quotes, notes=tuple(notes))


@pytest.mark.parametrize("name", REPORTS)
def test_it_is_a_sound_word_file(tmp_path, name):
    path = write_summary(REPORTS[name](), tmp_path / "s.docx", now_ms=NOW, topline=True)
    assert findings(path) == []


def test_it_has_the_message_the_map_and_the_promises_and_no_log(written):
    file = written(planners(), topline=True)
    assert file.page_one().startswith("Meridian Dispatch · Top-line")
    assert [words for level, words in file.headings() if level == 1] == [
        "What we heard",
        "Theme map",
        "Commitments",
    ]
    assert not file.log()
    assert not file.all("//w:hyperlink")


def test_what_does_not_fit_is_counted(written):
    notes = written(crowded(), topline=True).styled("FGNote")
    assert "22 more themes in the full summary." in notes
    assert "25 more commitments in the full summary." in notes


def test_its_file_is_not_called_like_the_summary():
    assert suggested_name(planners(), topline=True) == (
        "2026-03-12 Planners’ focus group - Top-line.docx"
    )


@pytest.mark.needs("soffice", "pdftotext")
def test_it_never_takes_more_than_two_pages(tmp_path, printed):
    files = [
        write_summary(crowded(), tmp_path / f"{p}.docx", now_ms=NOW, paper=p, topline=True)
        for p in ("a4", "letter")
    ]
    assert [len(pages) for pages in printed(files)] == [2, 2]
