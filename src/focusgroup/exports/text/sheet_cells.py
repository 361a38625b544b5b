"""Texts in the cells of a workbook, as they were said."""

from typing import Any

MARKUP = "<r>"
"""How a text begins that XlsxWriter takes for its own markup, if it ends so too."""


def write_text(sheet: Any, line: int, column: int, text: str, form: Any = None) -> None:
    """Write a *text* that is legal in a cell, with a format, whatever it looks like.

    XlsxWriter puts ``<r>…</r>`` into the file as it is, and Excel finds the workbook damaged.
    """
    if text.startswith(MARKUP):
        parts = ("<", "r", text[2:])  # fewer than three are refused
        sheet.write_rich_string(line, column, *parts, *([form] if form else []))
    else:
        sheet.write_string(line, column, text, form)
