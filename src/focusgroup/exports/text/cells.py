"""The rows of a sheet as markup, as XlsxWriter writes them of a workbook that is too large to hold.

XlsxWriter takes 5 µs for a cell, and a workbook of a million quotes has 19 million. Here a cell
that comes again (a name, a kind, a theme) is made once, and no address is searched for signs.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

Cell = str | int | float | datetime | date | timedelta | None

LONGEST = 32_767
"""Letters in a cell, in UTF-16; Excel refuses more."""

_KEPT, _SHORT = 1_000, 100
"""Texts of a column that are kept as they are written, and how long they are at most."""

_WHOLE = 10**15
"""Up to this number XlsxWriter writes all its figures."""

_EPOCH = date(1899, 12, 30).toordinal()
"""Day 0 of a workbook, for days after the 29 February 1900 that it counts and nobody had."""

_DAY = timedelta(days=1)


class SheetRows:
    """Makes the rows of one *sheet*; each column has a format, dates and times one by their type.

    *fitting* makes a text legal that may not be.
    """

    def __init__(
        self,
        sheet: Any,
        forms: Sequence[Any],
        of_types: dict[type, Any],
        fitting: Callable[[str], str],
    ) -> None:
        from xlsxwriter.utility import xl_col_to_name

        self._sheet, self._forms, self._of_types, self._fitting = sheet, forms, of_types, fitting
        self._names = [xl_col_to_name(column) for column in range(len(forms))]
        self._known: list[dict[str, str]] = [{} for _ in forms]
        self._styles: dict[int, str] = {}
        sheet._write_single_row(1)  # the heads; no other row is given to the library

    def write(self, line: int, row: Sequence[Cell]) -> None:
        """Write a row at a place from 1 on, below the heads."""
        at = line + 1
        cells = [f'<row r="{at}">']
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            known = self._known[column]
            if type(value) is str:
                cell = known.get(value) or self._text(column, value)
            else:
                cell = self._number(self._forms[column], value)
            cells.append(f'<c r="{self._names[column]}{at}"{cell}')
        cells.append("</row>")
        self._sheet.row_data_fh.write("".join(cells))

    def end(self, line: int) -> None:
        """Tell the sheet which row is the last."""
        self._sheet._check_dimensions(line, 0)

    def _text(self, column: int, value: str) -> str:
        text = value if value.isprintable() and len(value) * 2 <= LONGEST else self._legal(value)
        if "_x" in text or not text.isprintable():
            text = self._sheet._escape_control_characters(text)
        spaced = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        style = self._style(self._forms[column])
        cell = f'{style} t="inlineStr"><is><t{spaced}>{text}</t></is></c>'
        if len(value) <= _SHORT:
            known = self._known[column]
            if len(known) >= _KEPT:
                known.clear()
            known[value] = cell
        return cell

    def _legal(self, value: str) -> str:
        text = self._fitting(value)
        wide = text.encode("utf-16-le", "surrogatepass")
        if len(wide) <= 2 * LONGEST:
            return text
        return wide[: 2 * LONGEST].decode("utf-16-le", "ignore")

    def _number(self, form: Any, value: Any) -> str:
        if type(value) is int and abs(value) < _WHOLE:
            return f"{self._style(form)}><v>{value}</v></c>"
        form = self._of_types.get(type(value), form)
        if isinstance(value, timedelta):
            value = value / _DAY
        elif isinstance(value, date):
            value = serial(value)
        return f"{self._style(form)}><v>{value:.16G}</v></c>"

    def _style(self, form: Any) -> str:
        """Return the attribute of a format, which is numbered when it is first used."""
        found = self._styles.get(id(form))
        if found is None:
            found = self._styles[id(form)] = f' s="{form._get_xf_index()}"'
        return found


def serial(when: date) -> float:
    """Return the number of a day and time in a workbook, from 1901 on."""
    days = when.toordinal() - _EPOCH
    if not isinstance(when, datetime):
        return days
    return days + (when.hour * 3600 + when.minute * 60 + when.second) / 86_400
