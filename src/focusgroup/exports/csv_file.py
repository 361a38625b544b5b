"""The quotes as a CSV file in which a spreadsheet runs nothing as a formula."""

import csv
import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import BinaryIO

from focusgroup.core.model import Report
from focusgroup.exports.atomic import Cancelled, replace_file
from focusgroup.exports.destination import Target
from focusgroup.exports.export_result import Written
from focusgroup.exports.making import Making
from focusgroup.exports.privacy.consent import presentable
from focusgroup.exports.tables import QUOTE_HEADS, Cell, ExportRow, Tables
from focusgroup.exports.text.legal import LegalText
from focusgroup.exports.wording import dates
from focusgroup.exports.wording.words import words_for

_TOLD = 250
"""Quotes between two progress reports."""

BOM = "\ufeff"

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""First characters that make Excel, LibreOffice or Google Sheets read a cell as a formula."""


def write_csv(
    report: Report,
    path: Target,
    how: Making,
) -> Written:
    """Write the quotes of *report* as ``.csv`` and return the result.

    UTF-8 with a byte order mark, without which Excel garbles every accent; lines end in
    CR LF (RFC 4180). Text that would be a formula gets a leading apostrophe.

    Raises ``FocusgroupError`` when it can't be written, ``Cancelled`` if it was stopped.
    """
    words = words_for(report, how.language)
    shown = presentable(report, how.audience, words)
    table = Tables(shown.report, words, how.zone).quotes()
    stream = shown.report.stream
    total = shown.report.spoken
    legal = LegalText()
    plain = _plain_rows(legal.legal)

    def write(file: BinaryIO) -> None:
        text = io.TextIOWrapper(file, "utf-8", newline="")
        try:
            text.write(BOM)
            writer = csv.writer(text)
            writer.writerow(words.each(table.heads))
            for number, row in enumerate(table.rows, 1):
                if how.cancelled is not None and how.cancelled():
                    raise Cancelled
                writer.writerow(plain(row))
                if how.progress is not None and (number % _TOLD == 0 or number == total):
                    how.progress(number, total)
        finally:
            text.detach()

    try:
        written = replace_file(path, write)
    finally:
        if stream is not None:
            stream.close()
    return Written(
        written,
        path,
        replaced=legal.replaced,
        unsure=shown.unsure,
        left_out=shown.left_out._replace(notes=0),
    )


_KEPT = 5_000
"""Cells that are kept as they are written: names, titles and times on the clock come again."""


def _plain_rows(
    legal: Callable[[str], str],
) -> Callable[[ExportRow], list[str | int | float]]:
    """Return what makes the cells of a row plain; *legal* is asked for every text it may change."""
    known: dict[Cell, str | int | float] = {}

    def kept(value: Cell) -> str | int | float:
        plain = guarded(legal(value)) if type(value) is str else _plain(value)
        if type(value) is not str or value.isprintable():
            if len(known) >= _KEPT:
                known.clear()
            known[value] = plain
        return plain

    def cells(values: ExportRow) -> list[str | int | float]:
        return [
            value if type(value) is int else known[value] if value in known else kept(value)
            for value in values
        ]

    def plain(row: ExportRow) -> list[str | int | float]:
        number, when, text = row[0], row[_AT], row[_SAID]
        assert isinstance(number, int)
        assert isinstance(text, str)
        before, after = cells(row[_AT + 1 : _SAID]), cells(row[_SAID + 1 :])
        return [number, _plain(when), *before, guarded(legal(text)), *after]

    return plain


_AT, _SAID = QUOTE_HEADS.index("Date"), QUOTE_HEADS.index("Quote")
"""The columns in which hardly a cell comes again; only the number is before the first."""


def _plain(value: Cell) -> str | int | float:
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, timedelta):
        return dates.offset(int(value.total_seconds()) * 1000)
    assert not isinstance(value, str)
    return value


def guarded(text: str) -> str:
    """Return *text* with a leading apostrophe if a spreadsheet would read it as a formula."""
    if text[:1].isalnum():
        return text
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text
