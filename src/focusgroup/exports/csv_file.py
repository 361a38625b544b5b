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
from focusgroup.exports.privacy.consent import INTERNAL, Audience, presentable
from focusgroup.exports.tables import Cell, ExportRow, Tables
from focusgroup.exports.text.legal import LegalText
from focusgroup.exports.wording import dates
from focusgroup.exports.wording.words import words_for

_TOLD = 250
"""Quotes between two progress reports."""

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""First characters that make Excel, LibreOffice or Google Sheets read a cell as a formula."""


def write_csv(
    report: Report,
    path: Target,
    *,
    zone: str | None = None,
    audience: Audience = INTERNAL,
    language: str | None = None,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Written:
    """Write the quotes of *report* as ``.csv`` and return the result.

    UTF-8 with a byte order mark, without which Excel garbles every accent; lines end in
    CR LF (RFC 4180). Text that would be a formula gets a leading apostrophe.

    Raises ``FocusgroupError`` when it can't be written, ``Cancelled`` if *cancelled* returns true.
    """
    words = words_for(report, language)
    shown = presentable(report, audience, words)
    table = Tables(shown.report, words, zone).quotes()
    stream = shown.report.stream
    total = stream.spoken if stream else sum(not q.is_observation for q in shown.report.quotes)
    legal = LegalText()
    plain = _plain_rows(legal.legal)

    def write(file: BinaryIO) -> None:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        try:
            writer = csv.writer(text)
            writer.writerow(words.each(table.heads))
            for number, row in enumerate(table.rows, 1):
                if cancelled is not None and cancelled():
                    raise Cancelled
                writer.writerow(plain(row))
                if progress is not None and (number % _TOLD == 0 or number == total):
                    progress(number, total)
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
        left_out=shown.left_out,
        notes_left_out=shown.observed_left_out,
    )


_KEPT, _SHORT = 5_000, 100
"""Texts whose cell is kept, and the characters that they have at most: names come again."""


def _plain_rows(
    legal: Callable[[str], str],
) -> Callable[[ExportRow], list[str | int | float]]:
    """Return what makes the cells of a row plain; *legal* is asked for every text it may change."""
    known: dict[str, str] = {}

    def text(value: str) -> str:
        plain = guarded(legal(value))
        if len(value) < _SHORT and value.isprintable():
            if len(known) >= _KEPT:
                known.clear()
            known[value] = plain
        return plain

    def plain(row: ExportRow) -> list[str | int | float]:
        return [
            (known.get(value) or text(value)) if type(value) is str else _plain(value)
            for value in row
        ]

    return plain


def _plain(value: Cell) -> str | int | float:
    if type(value) is int:
        return value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
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
