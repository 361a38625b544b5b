"""Words that are parted at the end of a line of a PDF are whole again."""

import pytest

from focusgroup.imports.guides.inline import Run, plain_text
from focusgroup.imports.guides.pdf_tables import PdfLine, runs_of


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("Quand venez-", "vous ?", "Quand venez-vous ?"),
        ("Wie ist das Ge\u00ad", "spräch?", "Wie ist das Gespräch?"),
        ("Ton-", "und Bildaufnahme", "Ton- und Bildaufnahme"),
        ("from 5 -", "10 people", "from 5 - 10 people"),
        ("Welcome", "all", "Welcome all"),
    ],
)
def test_a_word_over_the_end_of_a_line_is_one(first: str, second: str, whole: str) -> None:
    lines = [
        PdfLine(1, 10 * n, 0, 100, 9, 9, [Run(text)]) for n, text in enumerate((first, second))
    ]
    assert plain_text(runs_of(lines)) == whole
