"""A row written as markup is, byte for byte, the row that XlsxWriter writes."""

import io
import zipfile
from datetime import date, datetime, timedelta

import xlsxwriter
from hypothesis import example, given, settings
from hypothesis import strategies as st

from focusgroup.exports.text.cells import Cell, SheetRows
from focusgroup.exports.text.legal import LegalText

TEXTS = st.text(max_size=40) | st.sampled_from(
    [
        "",
        " x",
        "x\n",
        "_x0041_",
        "a < b & c > d",
        '"',
        "a\tb",
        "報告",
        "\ufffe",
        "=1+1",
        "👩" * 17_000,
    ]
)
CELLS = st.one_of(
    st.none(),
    TEXTS,
    st.integers(-(10**20), 10**20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.datetimes(datetime(1901, 1, 1), datetime(9998, 1, 1)).map(
        lambda d: d.replace(microsecond=0)
    ),
    st.dates(date(1901, 1, 1), date(9998, 1, 1)),
    st.integers(0, 10**7).map(lambda n: timedelta(seconds=n)),
)
ROWS = st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=20)


def legal(text: str) -> str:
    return LegalText().legal(text).replace("\r", "\n")


def sheet_of(rows: list[tuple[Cell, ...]], *, direct: bool) -> dict[str, bytes]:
    """The parts of a workbook with *rows* below three heads."""
    file = io.BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = xlsxwriter.Workbook(file, options | {"strings_to_numbers": False})
    book.set_properties({"created": datetime(2026, 3, 5)})
    sheet = book.add_worksheet()
    top, day, when, clock = (
        book.add_format({"num_format": each}) for each in ("@", "yyyy", "hh:mm", "[h]:mm")
    )
    forms = [top, top, day]
    for column in range(3):
        sheet.write_string(0, column, "head", top)
    of_types = {datetime: when, date: day, timedelta: clock}
    if direct:
        made = SheetRows(sheet, forms, of_types, legal)
        for line, row in enumerate(rows, 1):
            made.write(line, row)
        made.end(len(rows))
    else:
        for line, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                form = of_types.get(type(value), forms[column])
                if isinstance(value, str) and value:
                    sheet.write_string(line, column, legal(value), form)
                elif isinstance(value, date):
                    sheet.write_datetime(line, column, value, form)
                elif isinstance(value, timedelta):
                    sheet.write_number(line, column, value / timedelta(days=1), form)
                elif isinstance(value, int | float):
                    sheet.write_number(line, column, value, form)
    book.close()
    with zipfile.ZipFile(file) as package:
        return {name: package.read(name) for name in package.namelist()}


@settings(max_examples=30)
@given(ROWS)
@example([("a", 1, None), ("a", "_x0041_", "b"), ("\u00a0a", 10**15, "c\u2028")])
def test_a_row_is_what_xlsxwriter_writes(rows: list[tuple[Cell, ...]]) -> None:
    rows = [(1, *row[1:]) for row in rows]  # each row of a table has something in it
    ours, theirs = sheet_of(rows, direct=True), sheet_of(rows, direct=False)
    assert ours == theirs


def test_a_quote_that_looks_like_markup_is_text() -> None:
    """XlsxWriter takes it for a formatted text, and Excel finds the workbook damaged."""
    said = "<r>it broke</r>"
    sheet = sheet_of([(said, 1, None)], direct=True)["xl/worksheets/sheet1.xml"].decode()
    assert "<t>&lt;r&gt;it broke&lt;/r&gt;</t>" in sheet
