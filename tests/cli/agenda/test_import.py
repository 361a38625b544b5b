"""`focusgroup agenda import`: the Markdown that a guide becomes, and the table of its reading."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Finished
from tests.imports.guides.made import Line, as_docx, as_html
from tests.special_files import SPECIAL

Run = Callable[..., Finished]

LINES: list[Line] = [
    ("title", "Visit"),
    ("h1", "Welcome"),
    ("quote", "Thank you."),
    ("1", "Who are you?"),
    ("--", "Since when?"),
]
TABLE: list[Line] = [
    ("h1", "Ablauf"),
    ("|", "Zeit|Thema|Fragen|Material"),
    ("|", "5 min|Anfang|Wer sind Sie?/Woher kommen Sie?|Karten"),
]
MARKDOWN = "# Visit\n\n## Welcome\n\n> Thank you.\n\n1. Who are you?\n   - Since when?\n"


def test_import_writes_the_markdown_beside_the_guide_and_prints_the_reading(
    focusgroup: Run,
) -> None:
    Path("guide.docx").write_bytes(as_docx(LINES))
    done = focusgroup("agenda", "import", "guide.docx")
    assert (done.code, done.err) == (0, "")
    assert Path("guide.md").read_text("utf-8") == MARKDOWN
    said = done.out.splitlines()
    assert said[:2] == [
        "guide.md: Visit",
        "read from a Word document; the lines are those of the Markdown it becomes",
    ]
    assert [line.split() for line in said if "probe" in line] == [
        ["8", "5", "probe", "-", "Since", "when?"]
    ]
    assert "guide.md:3: warning: no section says how long it takes" in done.out
    assert "(paragraph 2 of the file)" in done.out
    assert said[-1] == "guide.md"
    assert focusgroup("agenda", "show", "guide.md", "--markdown").out == MARKDOWN


def test_import_replaces_its_own_file_and_keeps_what_anybody_changed(focusgroup: Run) -> None:
    Path("guide.docx").write_bytes(as_docx(LINES))
    assert focusgroup("agenda", "import", "guide.docx", "-o", "mine.md").code == 0
    Path("guide.docx").write_bytes(as_docx([*LINES, ("1", "What broke?")]))
    assert focusgroup("agenda", "import", "guide.docx", "-o", "mine.md").err == ""
    text = Path("mine.md").read_text("utf-8")
    assert "What broke?" in text
    Path("mine.md").write_text(text + "\nMine.\n", "utf-8")
    again = focusgroup("agenda", "import", "guide.docx", "-o", "mine.md")
    assert again.code == 0
    assert "mine.md was changed after it was written" in again.err
    assert Path("mine (2).md").read_text("utf-8") == text
    assert Path("mine.md").read_text("utf-8").endswith("Mine.\n")


def test_import_never_takes_the_place_of_another_guide(focusgroup: Run) -> None:
    Path("guide.docx").write_bytes(as_docx(LINES))
    Path("guide.md").write_text("by hand", "utf-8")
    done = focusgroup("agenda", "import", "guide.docx")
    assert Path("guide.md").read_text("utf-8") == "by hand"
    assert Path("guide (2).md").read_text("utf-8") == MARKDOWN
    assert "guide.md is another document" in done.err


def test_import_refuses_markdown_and_a_folder(focusgroup: Run) -> None:
    Path("mine.md").write_text(MARKDOWN, "utf-8")
    Path("folder").mkdir()
    Path("guide.html").write_bytes(as_html(LINES))
    done = focusgroup("agenda", "import", "mine.md")
    assert (done.code, "is Markdown already" in done.err) == (1, True)
    done = focusgroup("agenda", "import", "guide.html", "-o", "folder")
    assert (done.code, "folder is a folder" in done.err) == (1, True)
    assert list(Path("folder").iterdir()) == []


@pytest.mark.parametrize("kind", SPECIAL)
def test_import_and_check_wait_for_no_pipe_or_device(focusgroup: Run, kind: str) -> None:
    SPECIAL[kind](Path("guide.docx"))
    for command in ("import", "check"):
        done = focusgroup("agenda", command, "guide.docx")
        assert (done.code, done.out) == (1, "")
        assert "guide.docx" in done.err


@pytest.mark.parametrize("kind", SPECIAL)
def test_import_writes_nothing_onto_or_beside_a_pipe_or_device(focusgroup: Run, kind: str) -> None:
    Path("guide.docx").write_bytes(as_docx(LINES))
    Path("out").mkdir()
    SPECIAL[kind](Path("out", "guide.md"))
    done = focusgroup("agenda", "import", "guide.docx", "-o", "out/guide.md")
    assert (done.code, done.out) == (1, "")
    assert "out/guide.md is a" in done.err
    assert [path.name for path in Path("out").iterdir()] == ["guide.md"]


def test_json_has_every_line_what_was_left_out_and_the_file_written(focusgroup: Run) -> None:
    page = as_html(LINES).replace(b"</body>", b"<p hidden>secret</p><!-- x --></body>")
    Path("guide.html").write_bytes(page)
    done = focusgroup("agenda", "import", "guide.html", "--json").json
    assert (done["format"], done["places"], done["written"]) == ("web page", "line", "guide.md")
    kinds = [(row["line"], row["kind"], row["text"]) for row in done["reading"]]
    assert kinds == [
        (1, "title", "# Visit"),
        (3, "section", "Welcome (opening)"),
        (5, "script", "> Thank you."),
        (7, "question", "1. Who are you?"),
        (8, "probe", "- Since when?"),
        (0, "left out", "secret"),
    ]
    assert done["reading"][-1]["why"] == "it is hidden"
    (checked,) = focusgroup("agenda", "check", "guide.html", "--json").json
    assert checked["reading"] == done["reading"]


def test_a_guide_in_word_is_shown_and_set_up_like_markdown(focusgroup: Run) -> None:
    Path("guide.docx").write_bytes(as_docx(LINES))
    assert focusgroup("agenda", "show", "guide.docx", "--markdown").out == MARKDOWN
    done = focusgroup("session", "add", "guide.docx")
    assert done.code == 0, done.err
    assert "guide.docx, line 3: no section says how long it takes" in done.err
    session = done.out.strip()
    assert focusgroup("session", "show", session, "--json").json["title"] == "Visit"


def test_every_line_of_an_unfolded_table_is_accounted_for(focusgroup: Run) -> None:
    Path("guide.docx").write_bytes(as_docx(TABLE))
    (checked,) = focusgroup("agenda", "check", "guide.docx", "--json").json
    assert [(row["place"], row["kind"], row["why"]) for row in checked["reading"]] == [
        (1, "title", ""),
        (6, "section", ""),
        (8, "question", ""),
        (9, "question", ""),
        (10, "note", ""),
    ]


@pytest.mark.parametrize(("line", "kind"), [(7, "question"), (5, "script"), (3, "section")])
def test_a_line_that_is_what_it_is_called_stays_as_it_is_with_what_is_under_it(
    focusgroup: Run, line: int, kind: str
) -> None:
    Path("guide.docx").write_bytes(as_docx(LINES))
    assert focusgroup("agenda", "import", "guide.docx", "--as", f"{line}={kind}").code == 0
    assert Path("guide.md").read_text("utf-8") == MARKDOWN


def test_one_day_and_what_a_line_is_are_kept_in_the_markdown_written(focusgroup: Run) -> None:
    first = "# T\n\n## Day 1\n\n### A (5 min)\n\n- x?\n\n"
    days = first + "## Day 2\n\n### B (9 min)\n\nRead this.\n\n- y?\n"
    Path("guide.md").write_text(days, "utf-8")
    done = focusgroup("agenda", "import", "guide.md", "--day", "2", "--as", "13=script")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[-1] == "guide-day-2.md"
    written = Path("guide-day-2.md").read_text("utf-8")
    assert "> Read this." in written
    assert "Day 1" not in written
    assert Path("guide.md").read_text("utf-8") == days
    for words, said in [
        (("--day", "3"), "guide.md has 2 days; name one of them, such as --day 1"),
        (("--as", "2=note"), "guide.md has no text on line 2"),
        (("--as", "2=song"), "write `--as 12=script` (section, note, script, question)"),
    ]:
        done = focusgroup("agenda", "import", "guide.md", *words)
        assert done.code != 0
        assert said in done.err
