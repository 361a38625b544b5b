"""Read the first sheet of an Excel workbook (.xlsx) as tab-separated text, a line for each row."""

import io
import re
import zipfile
import zlib
from typing import TYPE_CHECKING

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.text import clean_line

if TYPE_CHECKING:
    from lxml.etree import _Element

MAGIC = b"PK\x03\x04"
LARGEST = 20_000_000
"""The most bytes of a part of the workbook, unpacked: a small file can hold gigabytes."""

MOST_ROWS = 5_000

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_TRUE = {"0": "FALSE", "1": "TRUE"}


def first_sheet(data: bytes) -> str:
    """Return the first sheet as text that `read_people` reads.

    Raises FocusgroupError, without the name of the file, for anything but a workbook.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as workbook:
            names = workbook.namelist()
            sheet = _first_name(workbook)
            words = _strings(workbook) if "xl/sharedStrings.xml" in names else []
            rows = _rows(_part(workbook, sheet), words)
    except (
        zipfile.BadZipFile,
        zlib.error,
        KeyError,
        ValueError,
        IndexError,
        OSError,
        RuntimeError,
    ) as error:
        raise FocusgroupError(
            "isn't a workbook that can be read; save it as “CSV UTF-8”"
        ) from error
    return "\n".join(rows)


def _part(workbook: zipfile.ZipFile, name: str) -> "_Element":
    from lxml import etree

    if workbook.getinfo(name).file_size > LARGEST:
        raise ValueError(name)
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(workbook.read(name), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(name) from error
    for each in root.iter(etree.Element):
        each.tag = each.tag.replace(_STRICT, _MAIN)
    return root


def _first_name(workbook: zipfile.ZipFile) -> str:
    """Return the part of the sheet that is first in the workbook and not hidden."""
    sheets = _part(workbook, "xl/workbook.xml").iter(f"{_MAIN}sheet")
    shown = next(sheet for sheet in [*sheets, None] if sheet is None or not sheet.get("state"))
    if shown is None:
        raise ValueError("no sheet")
    wanted = next((value for name, value in shown.items() if str(name).endswith("}id")), None)
    for relation in _part(workbook, "xl/_rels/workbook.xml.rels"):
        if relation.get("Id") == wanted:
            target = str(relation.get("Target"))
            return target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    raise ValueError("no sheet")


def _strings(workbook: zipfile.ZipFile) -> list[str]:
    items = _part(workbook, "xl/sharedStrings.xml").iter(f"{_MAIN}si")
    return [_text(item) for item in items]


def _text(item: "_Element") -> str:
    """Return the text of a cell without the readings above its characters."""
    texts = item.iter(f"{_MAIN}t")
    return "".join(t.text or "" for t in texts if t.getparent().tag != f"{_MAIN}rPh")


def _rows(sheet: "_Element", words: list[str]) -> list[str]:
    rows: list[str] = []
    for row in sheet.iter(f"{_MAIN}row"):
        number = int(row.get("r") or len(rows) + 1)
        if number > MOST_ROWS:
            break
        cells: dict[int, str] = {}
        for cell in row.iter(f"{_MAIN}c"):
            place = _column(cell.get("r") or "") or len(cells) + 1
            if place <= 200:
                cells[place] = clean_line(_value(cell, words)).replace('"', '""')
        rows += [""] * (number - 1 - len(rows))
        rows.append(
            "\t".join(f'"{cells.get(at, "")}"' for at in range(1, max(cells, default=0) + 1))
        )
    return rows


def _column(reference: str) -> int:
    """Return the column of `AB12`, counted from 1; 0 without one."""
    letters = re.match("[A-Z]{1,3}", reference)
    number = 0
    for letter in letters[0] if letters else "":
        number = number * 26 + ord(letter) - 64
    return number


def _value(cell: "_Element", words: list[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return _text(cell)
    value = cell.find(f"{_MAIN}v")
    text = (value.text or "") if value is not None else ""
    if kind == "s":
        return words[int(text)]
    return _TRUE.get(text, text) if kind == "b" else "" if kind == "e" else text
