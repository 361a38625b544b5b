"""Titles and headings by the names of their styles, and texts in rare encodings."""

from io import BytesIO

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE

from focusgroup.core.agenda import parse_agenda
from focusgroup.imports.guides import read_guide
from focusgroup.imports.guides.levels import TITLE_LEVEL, level_named


@pytest.mark.parametrize(
    ("title", "heading"),
    [
        ("Titel", "Überschrift 2"),
        ("Titre", "Titre 2"),
        ("Título", "Encabezado 2"),
        ("Titolo", "Titolo 2"),
        ("Titel", "Kop 2"),
        ("标题", "标题 2"),
        ("表題", "見出し 2"),
    ],
)
def test_a_heading_has_the_level_that_its_style_names(title: str, heading: str) -> None:
    document = Document()
    for name in (title, heading):
        document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    texts = ((title, "Guide"), (heading, "One (5 min)"), ("List Bullet", "Why?"), (heading, "Two"))
    for style, text in texts:
        document.add_paragraph(text, style=style)
    file = BytesIO()
    document.save(file)
    agenda = parse_agenda(read_guide(file.getvalue(), "guide", ".docx").markdown).agenda
    assert (agenda.title, [each.title for each in agenda.sections]) == ("Guide", ["One", "Two"])


def test_other_styles_have_no_level() -> None:
    assert level_named("heading 1") == 1
    assert level_named("title") == TITLE_LEVEL
    for name in ("titre du tableau", "heading", "titel 10", "subtitle", "überschrift klein"):
        assert level_named(name) is None


def test_a_guide_from_a_japanese_mail_is_text() -> None:
    text = "座談会\n\n■ 導入（5分）\n・お名前は？\n"
    assert read_guide(text.encode("iso2022_jp"), "guide", ".txt").markdown == text
