"""The quotes as a CSV file that a spreadsheet opens without running any of them."""

import csv
import io
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from focusgroup.core.model import Report
from focusgroup.exports.atomic import Cancelled, replace_file
from focusgroup.exports.consent import INTERNAL, Audience, presentable
from focusgroup.exports.tables import Cell, Tables
from focusgroup.exports.word.markup import Markup
from focusgroup.exports.wording import dates
from focusgroup.exports.wording.words import words_for

_FORMULA = tuple("=+-@\t\r\n＝＋－＠")
"""First characters with which Excel, LibreOffice or Google Sheets take a cell for a formula."""


def write_csv(
    report: Report,
    path: Path,
    *,
    zone: str | None = None,
    audience: Audience = INTERNAL,
    language: str | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """Write the quotes of *report* as ``.csv`` and return the path written.

    UTF-8 with a byte order mark, without which Excel garbles every accent; lines end in
    CR LF (RFC 4180). An apostrophe stands before text that would be a formula.

    Raises ``FocusgroupError`` when it can't be written, ``Cancelled`` when *cancelled* says so.
    """
    words = words_for(report, language)
    table = Tables(presentable(report, audience, words).report, words, zone).quotes()
    markup = Markup()

    def write(file: BinaryIO) -> None:
        text = io.TextIOWrapper(file, "utf-8-sig", newline="", write_through=True)
        try:
            writer = csv.writer(text)
            writer.writerow(words.each(table.heads))
            for row in table.rows:
                if cancelled is not None and cancelled():
                    raise Cancelled("The export was stopped; nothing was written.")
                writer.writerow([_plain(value, markup) for value in row])
        finally:
            text.detach()

    return replace_file(path, write)


def _plain(value: Cell, markup: Markup) -> str | int | float:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, timedelta):
        return dates.offset(int(value.total_seconds()) * 1000)
    return guarded(markup.legal(value)) if isinstance(value, str) else value


def guarded(text: str) -> str:
    """*text* that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0").startswith(_FORMULA) else text
