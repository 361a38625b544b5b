"""The quote log: in the document up to a thousand quotes, in the workbook beside it from there."""

import zipfile
from collections import Counter
from itertools import pairwise

import pytest

from focusgroup.exports.atomic import Cancelled
from focusgroup.exports.word.body.log import ROWS
from focusgroup.exports.word.summary import LOG_IN_WORD
from tests.exports.conftest import NOW
from tests.exports.packages import WordFile, findings, w
from tests.exports.reports import large, of_quotes, quote
from tests.exports.test_companions import Book
from tests.exports.writing import write_summary, write_word


def test_a_thousand_quotes_are_in_the_document_and_nothing_lies_beside_it(tmp_path):
    made = write_word(large(LOG_IN_WORD), tmp_path / "s.docx", now_ms=NOW)
    assert made.log is None
    assert [path.name for path in tmp_path.glob("*.*")] == ["s.docx"]
    assert len(WordFile(made.path).log()) == LOG_IN_WORD


def test_one_more_and_the_log_is_in_a_workbook_beside_it(tmp_path):
    report = large(LOG_IN_WORD + 1, sessions=3)
    made = write_word(report, tmp_path / "s.docx", now_ms=NOW)
    assert (made.path, made.log) == (tmp_path / "s.docx", tmp_path / "s - Quote log.xlsx")
    assert made.remarks() == ["The quote log is in a workbook next to it: s - Quote log.xlsx."]
    assert findings(made.path) == []
    file = WordFile(made.path)
    assert file.log() == []
    assert file.everything().count("s - Quote log.xlsx") == 1
    rows = Book(made.log).rows("Quotes")
    assert [row["Quote"] for row in rows] == [each.text for each in report.quotes]


def test_the_numbers_behind_quotes_are_those_of_the_workbook(tmp_path):
    made = write_word(large(1_001, sessions=3), tmp_path / "s.docx", now_ms=NOW)
    texts = {f"{row['#']:.0f}": str(row["Quote"]) for row in Book(made.log).rows("Quotes")}
    numbered = [
        (said.strip("“”"), texts[source.rpartition("#")[2]])
        for (_, said), (style, source) in pairwise(WordFile(made.path).paragraphs())
        if style.startswith("FGSource")
    ]
    assert len(numbered) > 20
    assert [said for said, _ in numbered] == [row for _, row in numbered]


def test_the_document_without_a_log_is_upright_throughout(tmp_path):
    made = write_word(large(LOG_IN_WORD + 1), tmp_path / "s.docx", now_ms=NOW)
    (section,) = WordFile(made.path).body.iter(w("sectPr"))
    size = section.find(w("pgSz"))
    assert int(size.get(w("h"))) > int(size.get(w("w")))


def test_with_the_full_log_there_are_tables_of_at_most_250_rows_one_session_each(tmp_path):
    report = large(1_200, sessions=4)
    made = write_word(report, tmp_path / "s.docx", now_ms=NOW, full_log=True)
    assert made.log is None
    assert [path.name for path in tmp_path.glob("*.*")] == ["s.docx"]
    file = WordFile(made.path)
    assert [row[5] for row in file.log()] == [each.text for each in report.quotes]
    tables = [
        table
        for table in file.body.iter(w("tbl"))
        if table.find(f"{w('tblPr')}/{w('tblCaption')}").get(w("val")) == "Quote log"
    ]
    assert max(len(table.findall(w("tr"))) for table in tables) == ROWS + 1
    assert Counter(len(table.findall(w("tr"))) - 1 for table in tables) == {250: 4, 50: 4}
    for table in tables:
        head = table.find(w("tr"))
        assert head.find(w("trPr")).find(w("tblHeader")) is not None


def test_a_top_line_has_no_log_and_no_workbook_however_many_quotes(tmp_path):
    made = write_word(large(2_000), tmp_path / "s.docx", now_ms=NOW, topline=True)
    assert made.log is None
    assert [path.name for path in tmp_path.glob("*.*")] == ["s.docx"]


@pytest.mark.parametrize(
    "mark", ["~$ummary.docx", ".~lock.summary.docx#", "~$summary - Quote log.xlsx"]
)
def test_document_and_workbook_keep_one_name_when_either_is_open(tmp_path, mark):
    for name in ("summary.docx", "summary - Quote log.xlsx", mark):
        (tmp_path / name).write_bytes(b"old")
    made = write_word(large(1_001), tmp_path / "summary.docx", now_ms=NOW)
    open_one = mark.removeprefix("~$") if "log" in mark else "summary.docx"
    assert (made.path.name, made.log.name) == ("summary (2).docx", "summary (2) - Quote log.xlsx")
    assert "summary (2) - Quote log.xlsx" in WordFile(made.path).everything()
    assert (tmp_path / "summary.docx").read_bytes() == b"old"
    assert (tmp_path / "summary - Quote log.xlsx").read_bytes() == b"old"
    assert made.remarks()[0] == (
        f"{open_one} is open in another program, so this file was saved as summary (2).docx."
    )


@pytest.mark.parametrize("when", [1, 400, 1_060])
def test_cancelled_at_any_time_neither_of_the_two_is_there(tmp_path, when):
    asked = iter(range(1_000_000))
    with pytest.raises(Cancelled):
        write_summary(
            large(1_001),
            tmp_path / "s.docx",
            now_ms=NOW,
            cancelled=lambda: next(asked) >= when,
        )
    assert not list(tmp_path.glob("*.*"))


@pytest.mark.parametrize(("quotes", "options"), [(600, {}), (1_500, {}), (1_500, {"full_log": 1})])
def test_progress_is_told_up_to_the_last_quote(tmp_path, quotes, options):
    seen = []
    write_word(
        large(quotes),
        tmp_path / "s.docx",
        now_ms=NOW,
        progress=lambda done, total: seen.append((done, total)),
        **options,
    )
    assert seen[-1] == (quotes, quotes)
    assert seen == sorted(seen)
    assert len(seen) >= quotes // ROWS


def test_what_was_replaced_is_counted_for_the_one_who_exports(tmp_path):
    hostile = [quote("\x01 and \ud800", None, number=1), quote("fine", None, number=2)]
    made = write_word(of_quotes(hostile), tmp_path / "s.docx", now_ms=NOW)
    assert made.replaced >= 2
    assert f"In {made.replaced} places" in made.remarks()[0]
    assert f"In {made.replaced} places" in WordFile(made.path).everything()
    with zipfile.ZipFile(made.path) as package:
        assert package.testzip() is None
