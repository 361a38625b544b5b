"""A text is in its cell as it was said, also where XlsxWriter would take it for markup."""

import io
import zipfile
from xml.etree import ElementTree as ET

import pytest
import xlsxwriter

from focusgroup.exports.text.sheet_cells import write_text

NAME = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SAID = [
    "<r>it broke</r>",
    "<r></r>",
    "<r> 報告 & <b> </r>",
    "<r>only the beginning",
    "<si>it broke</si>",
    "it <r>broke</r>",
]


@pytest.mark.parametrize("row_by_row", [False, True])
@pytest.mark.parametrize("said", SAID)
def test_a_text_like_markup_is_a_text(said: str, row_by_row: bool) -> None:
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"constant_memory": row_by_row})
    sheet = book.add_worksheet()
    write_text(sheet, 0, 0, said)
    write_text(sheet, 1, 0, said, book.add_format({"bold": True}))
    book.close()
    part = "xl/worksheets/sheet1.xml" if row_by_row else "xl/sharedStrings.xml"
    with zipfile.ZipFile(file) as package:
        root = ET.fromstring(package.read(part))
    texts = root.iter(f"{NAME}is" if row_by_row else f"{NAME}si")
    found = ["".join(run.text or "" for run in text.iter(f"{NAME}t")) for text in texts]
    assert set(found) == {said}
