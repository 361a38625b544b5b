"""Guides that pandoc and LibreOffice turn into documents read as their Markdown does."""

import re
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from focusgroup.imports.agenda_file import read
from tests.conftest import ROOT

FROM = (
    "markdown+hard_line_breaks-smart+lists_without_preceding_blankline-fancy_lists"
    "-blank_before_header-blank_before_blockquote-subscript-superscript-tex_math_dollars"
)
"""Pandoc's Markdown, as near to ours as its options allow."""

AWAY = {"pdpilot_protocol.txt", "SOURCES.md"}
"""Pandoc loses the indents of bullets that Markdown does not know."""


def _guides() -> list[Path]:
    folders = (ROOT / "tests/agendas", ROOT / "agendas", ROOT.parent / "shared/data/guides")
    found = [path for folder in folders if folder.is_dir() for path in sorted(folder.iterdir())]
    return [p for p in found if p.suffix in (".md", ".txt", ".qmd") and p.name not in AWAY]


GUIDES = _guides()
Program = Callable[[str], str]


def outline(path: Path) -> Iterator[tuple[object, ...]]:
    """Yield what a session with the guide would have, without marks and blanks."""

    def words(text: str) -> str:
        return re.sub(r"[\W_]+", "", text).casefold()

    for section in read(path).agenda.sections:
        yield words(section.title), section.minutes, section.kind
        yield words("".join(section.script)), words("".join(section.notes))
        yield from (("task", words(task.text)) for task in section.tasks)
        for question in section.questions:
            yield "question", words(question.text), question.must
            yield from (("probe", words(probe.text)) for probe in question.probes)


def converted(pandoc: str, guide: Path, form: str, folder: Path) -> Path:
    made = folder / f"{guide.stem}.{form}"
    subprocess.run(
        [pandoc, "-s", "-f", FROM, str(guide), "-o", str(made)],
        check=True,
        capture_output=True,
        timeout=60,
    )
    return made


def saved(soffice: str, files: list[Path], form: str, folder: Path) -> None:
    """Have LibreOffice save *files* in another format into *folder*."""
    home = f"-env:UserInstallation={(folder.parent / 'home').as_uri()}"
    subprocess.run(
        [soffice, home, "--headless", "--convert-to", form, "--outdir", str(folder), *files],
        check=True,
        capture_output=True,
        timeout=280,
    )


def check(guide: Path, form: str, folder: Path, program: Program) -> None:
    made = converted(program("pandoc"), guide, form, folder)
    assert list(outline(made)) == list(outline(guide))


@pytest.mark.needs("pandoc")
@pytest.mark.parametrize("form", ["docx", "odt", "html"])
def test_an_agenda_of_ours_comes_back_from_a_document(
    form: str, tmp_path: Path, program: Program
) -> None:
    check(ROOT / "agendas/customer-visit.md", form, tmp_path, program)


@pytest.mark.slow
@pytest.mark.needs("pandoc")
@pytest.mark.parametrize("form", ["docx", "odt", "html"])
@pytest.mark.parametrize("guide", GUIDES, ids=[f"{p.parent.name}/{p.name}" for p in GUIDES])
def test_every_guide_comes_back_from_a_document(
    guide: Path, form: str, tmp_path: Path, program: Program
) -> None:
    check(guide, form, tmp_path, program)


@pytest.mark.slow
@pytest.mark.needs("pandoc", "soffice")
@pytest.mark.parametrize(("first", "form"), [("odt", "docx"), ("docx", "odt"), ("docx", "html")])
def test_documents_that_libreoffice_saved_read_alike(
    first: str, form: str, tmp_path: Path, program: Program
) -> None:
    made = [converted(program("pandoc"), guide, first, tmp_path) for guide in GUIDES]
    saved(program("soffice"), made, form, tmp_path / "saved")
    for path in made:
        again = tmp_path / "saved" / f"{path.stem}.{form}"
        assert list(outline(again)) == list(outline(path)), path.name


@pytest.mark.slow
@pytest.mark.needs("pandoc", "soffice", "pdftohtml")
def test_a_pdf_gives_sections_questions_and_probes_and_says_what_it_loses(
    tmp_path: Path, program: Program
) -> None:
    guide = ROOT / "agendas/customer-visit.md"
    made = converted(program("pandoc"), guide, "docx", tmp_path)
    saved(program("soffice"), [made], "pdf", tmp_path)
    reading = read(made.with_suffix(".pdf"))
    assert "a PDF does not say what is a heading" in reading.problems[0].message
    asked = [row for row in outline(made) if row[0] in ("question", "probe") or len(row) == 3]
    assert [
        row
        for row in outline(made.with_suffix(".pdf"))
        if row[0] in ("question", "probe") or len(row) == 3
    ] == asked
