"""The summary that lies in `exports/`: made by the command that its README names."""

import zipfile
from collections.abc import Callable
from pathlib import Path

from docx import Document
from docx.oxml.ns import qn

from tests.conftest import ROOT, Finished

Run = Callable[..., Finished]

SUMMARY = ROOT / "exports" / "sample-summary.docx"


def text_of(path: Path) -> str:
    body = Document(str(path)).element.body
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
    )


def test_the_command_in_the_readme_makes_the_same_file_each_time(
    focusgroup: Run, tmp_path: Path
) -> None:
    readme = (ROOT / "exports" / "README.md").read_text("utf-8")
    command = next(line for line in readme.splitlines() if line.startswith("focusgroup demo"))
    _, *args = command.split()
    made = []
    for name in ("one.docx", "two.docx"):
        target = tmp_path / name
        args[args.index("--summary") + 1] = str(target)
        done = focusgroup(*args)
        assert (done.code, done.out.strip()) == (0, str(target))
        made.append(target.read_bytes())
    assert made[0] == made[1]


def test_the_sample_summary_holds_the_sample_and_says_so(focusgroup: Run) -> None:
    assert zipfile.ZipFile(SUMMARY).testzip() is None
    text = text_of(SUMMARY)
    assert "Sample data" in text
    place = focusgroup("demo", "--no-open", "--as-of", "2026-03-12").out.strip()
    quotes = focusgroup("--db", place, "quotes", "list", "last", "--json").json
    assert len(quotes) > 50
    for quote in quotes:
        assert quote["text"] in text
