"""The report as an Excel workbook: one sheet per table, ready to filter and pivot."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain, count, islice
from typing import Any, BinaryIO

from focusgroup.core.evidence.running import RunningCount
from focusgroup.core.model import Report
from focusgroup.exports.atomic import Cancelled, replace_file
from focusgroup.exports.destination import Target
from focusgroup.exports.export_result import Written
from focusgroup.exports.making import Making
from focusgroup.exports.privacy.consent import presentable
from focusgroup.exports.tables import PERCENT, QUOTES, Cell, ExportRow, ExportTable, Tables
from focusgroup.exports.text.legal import LegalText
from focusgroup.exports.text.sheet_cells import MARKUP, write_text
from focusgroup.exports.wording.words import Words, words_for

LONGEST = 32_767
"""Characters in a cell; Excel refuses more."""

ROWS = 1_048_575
"""Rows of a sheet below its heads; those that don't fit go on in another sheet."""

_TOLD = 250
"""Quotes between two progress reports."""

_IN_MEMORY = 5_000
"""Up to this many quotes the workbook is held in memory and written at the end, which takes at most
0.3 s and can't be stopped; above, rows are written one by one, into a file two thirds larger."""

_AS_TEXT = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

_WIDTHS = {"Quote": 80, "Bottom line": 60, "What": 60, "Headline": 50, "Theme": 34, "Themes": 34}
_WIDTHS |= {"Session": 30, "Question": 40, "Section": 26, "#": 6, "Date": 17, "Began": 17}
_WIDTHS |= {"Ended": 17, "Name": 24, "Speaker": 24, "Role": 24, "Account": 24, "One voice": 26}
_WIDTHS |= {"Segment": 16, "Kind": 17, "Captured by": 20, "Evidence": 18, "Status": 20}
_EPOCH = date(1899, 12, 30).toordinal()
"""Day 0 of a workbook, for days after the 29 February 1900 that it counts and nobody had."""

_ARROW = 4
"""Characters that the arrow of a column's filter takes."""

_WRAPPED = frozenset(("Quote", "Bottom line", "What", "Headline", "Question"))


def write_workbook(
    report: Report,
    path: Target,
    how: Making,
) -> Written:
    """Write *report* as an ``.xlsx`` and return the result.

    Raises ``FocusgroupError`` when it can't be written, ``Cancelled`` if it was stopped.
    """
    words = words_for(report, how.language)
    shown = presentable(report, how.audience, words)
    legal = LegalText()
    write = workbook(
        shown.report,
        words,
        now_ms=how.now_ms,
        zone=how.zone,
        legal=legal,
        cancelled=how.cancelled,
        progress=how.progress,
    )
    try:
        written = replace_file(path, write)
    finally:
        shown.report.close()
    return Written(
        written,
        path,
        replaced=legal.replaced,
        unsure=shown.unsure,
        left_out=shown.left_out._replace(notes=shown.promises_left_out),
    )


def workbook(
    shown: Report,
    words: Words,
    *,
    now_ms: int,
    zone: str | None = None,
    legal: LegalText | None = None,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
    count: RunningCount | None = None,
) -> Callable[[BinaryIO], None]:
    """Return a function that writes the workbook of *shown* to a file; it is shown as it is.

    What people said is always text, never a formula, a link or a number. *legal* counts
    the characters that the format can't hold, *count* the quotes.
    """
    total = shown.spoken
    watch = _Watch(total, cancelled, progress)

    def fill(file: BinaryIO, options: dict[str, object]) -> None:
        import xlsxwriter

        forbearing = _Forbearing(file)
        book = xlsxwriter.Workbook(forbearing, _AS_TEXT | options)
        if total > _IN_MEMORY:
            book.use_zip64()  # where a sheet takes more than 2 GB, and only there
        made = datetime.fromtimestamp(max(0, shown.changed_ms or now_ms) // 1000, UTC).replace(
            tzinfo=None
        )
        title = LegalText().legal(shown.title)[:255]
        book.set_properties({"title": title, "author": "Focusgroup", "created": made})
        sheets = _Sheets(book, words, legal or LegalText(), watch)
        try:
            for table in Tables(shown, words, zone, now_ms, count).all():
                sheets.add(table)
            watch.look()
            book.close()
        except BaseException:
            # Remove the temporary files of rows that will never be assembled.
            for sheet in book.worksheets():
                sheet.row_data_fh.close() if sheet.row_data_fh else None
            raise
        watch.look()
        if forbearing.error is not None:
            raise forbearing.error

    def write(file: BinaryIO) -> None:
        if total <= _IN_MEMORY:
            fill(file, {"in_memory": True})
            return
        with tempfile.TemporaryDirectory(prefix="focusgroup-") as folder:
            fill(file, {"constant_memory": True, "tmpdir": folder})

    return write


def _serial(when: date) -> float:
    """Return the number of a day and time in a workbook, from 1901 on."""
    days = when.toordinal() - _EPOCH
    if not isinstance(when, datetime):
        return days
    return days + (when.hour * 3600 + when.minute * 60 + when.second) / 86_400


class _Forbearing:
    """A file that holds back write errors until the workbook is closed.

    XlsxWriter replaces the error of a full disk by its own and drops its half-closed
    archive, which then prints a warning when it is collected.
    """

    def __init__(self, file: BinaryIO) -> None:
        self.error: OSError | None = None
        self._file = file
        self._at = 0

    def write(self, data: bytes) -> int:
        """Write *data*, or only count it after an error."""
        self._try(lambda: self._file.write(data))
        self._at += len(data)
        return len(data)

    def seek(self, place: int, whence: int = 0) -> int:
        """Move to *place*; XlsxWriter only seeks from the start."""
        self._try(lambda: self._file.seek(place, whence))
        self._at = place
        return place

    def tell(self) -> int:
        """Return the position in the file."""
        return self._at

    def flush(self) -> None:
        """Do nothing: the data needn't be on disk yet."""

    def _try(self, step: Callable[[], int]) -> None:
        if self.error is None:
            try:
                step()
            except OSError as error:
                self.error = error


@dataclass(frozen=True, slots=True)
class _Watch:
    """Asks whether the export was cancelled, and reports its progress."""

    total: int
    cancelled: Callable[[], bool] | None
    progress: Callable[[int, int], None] | None

    def look(self) -> None:
        """Raise Cancelled when the export was stopped."""
        if self.cancelled is not None and self.cancelled():
            raise Cancelled

    def told(self, done: int) -> None:
        """Report that *done* quotes have been written."""
        if self.progress is not None and (done % _TOLD == 0 or done == self.total):
            self.progress(done, self.total)


class _Sheets:
    """Adds tables to a workbook, with formats that are made once."""

    def __init__(self, book: Any, words: Words, legal: LegalText, watch: _Watch) -> None:
        self._book = book
        self._words = words
        self._watch = watch
        self._legal = legal
        top = {"valign": "top"}
        # The format of a cell without one: a third of the CPU of a cell is to name its own.
        book.formats[0].set_align("top")
        self._head = book.add_format({"bold": True, "bottom": 1, "bg_color": "#EDF1F6"} | top)
        self._wrapped = book.add_format({"text_wrap": True} | top)
        self._date = book.add_format({"num_format": "yyyy-mm-dd hh:mm"} | top)
        self._day = book.add_format({"num_format": "yyyy-mm-dd"} | top)
        self._clock = book.add_format({"num_format": "[h]:mm:ss"} | top)
        self._share = book.add_format({"num_format": "[<0.01]0.0%;0%"} | top)

    def add(self, table: ExportTable) -> None:
        """Add one sheet, and another where one is full: frozen heads, a filter over all columns."""
        rows: Iterator[tuple[int, ExportRow]] = enumerate(table.rows, 1)
        for part in count(1):
            name = self._words(table.name)
            sheet = self._book.add_worksheet(name if part == 1 else f"{name} ({part})")
            forms = self._heads(sheet, table.heads)
            # The two most frequent kinds of cell are written here: a call less for each.
            line, number_cell, text_cell = 0, sheet.write_number, sheet.write_string
            for line, (number, row) in enumerate(islice(rows, ROWS), 1):
                self._watch.look()
                for column, (form, value) in enumerate(zip(forms, row, strict=True)):
                    if value is None or value == "":
                        continue
                    if type(value) is int:
                        number_cell(line, column, value, form)
                    elif (
                        type(value) is str
                        and value[0] != MARKUP[0]
                        and len(value) <= LONGEST
                        and value.isprintable()
                    ):
                        text_cell(line, column, value, form)
                    else:
                        self._write(sheet, line, column, form, value)
                if table.name == QUOTES:
                    self._watch.told(number)
            sheet.autofilter(0, 0, line, len(table.heads) - 1)
            sheet.set_landscape()
            sheet.fit_to_pages(1, 0)
            sheet.repeat_rows(0)
            sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.5)
            left = next(rows, None)
            if left is None:
                return
            rows = chain([left], rows)

    def _heads(self, sheet: Any, heads: tuple[str, ...]) -> list[Any]:
        """Write the first row; return the format of the text and the numbers of each column."""
        for column, head in enumerate(heads):
            name = self._words(head)
            sheet.set_column(column, column, max(_WIDTHS.get(head, 0), len(name) + _ARROW))
            sheet.write_string(0, column, name, self._head)
        sheet.freeze_panes(1, 0)
        forms = dict.fromkeys(_WRAPPED, self._wrapped) | dict.fromkeys(PERCENT, self._share)
        return [forms.get(head) for head in heads]

    def _write(self, sheet: Any, line: int, column: int, form: Any, value: Cell) -> None:
        if isinstance(value, str):
            if not value.isprintable() or len(value) > LONGEST:
                value = self._fitting(value)
            write_text(sheet, line, column, value, form)
        elif isinstance(value, datetime):
            sheet.write_number(line, column, _serial(value), self._date)
        elif isinstance(value, date):
            sheet.write_number(line, column, _serial(value), self._day)
        elif isinstance(value, timedelta):
            sheet.write_number(line, column, value / timedelta(days=1), self._clock)
        else:
            sheet.write_number(line, column, value, form)

    def _fitting(self, text: str) -> str:
        text = self._legal.legal(text)
        if "\r" in text:  # it would show in the cell as _x000D_
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        return f"{text[: LONGEST - 1]}…" if len(text) > LONGEST else text
