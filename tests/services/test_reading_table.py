"""The table of a reading: rows of a timetable and headings over sections are not left out."""

from pathlib import Path

import pytest

from focusgroup.imports.agenda_file import open_guide
from focusgroup.services.guides.read_row import LEFT_OUT
from focusgroup.services.guides.reading_table import reading_table
from focusgroup.services.guides.unused_lines import NO_PART
from tests.guides import CORPUS, guides_in

GUIDE = """# Customer talk

## Schedule

| Time | Topic | Minutes |
|---|---|---|
| 09:00 | Welcome | 10 |
| 09:10 | Daily work | 30 |

### Welcome

> Thank you for coming.

### Daily work

1. How do you work today?
"""


def test_what_gave_the_minutes_and_what_stands_over_sections_is_named(tmp_path: Path) -> None:
    path = tmp_path / "guide.md"
    path.write_text(GUIDE, "utf-8")
    rows = {row.text: (row.kind, row.why) for row in reading_table(open_guide(path))}
    assert rows["## Schedule"] == ("label", "a heading over sections")
    assert rows["| 09:00 | Welcome | 10 |"] == ("about", "minutes of “Welcome”")
    assert rows["| 09:10 | Daily work | 30 |"] == ("about", "minutes of “Daily work”")
    assert LEFT_OUT not in {rows[text][0] for text in ("## Schedule", "1. How do you work today?")}


def test_a_heading_inside_a_section_is_not_left_out(tmp_path: Path) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text(
        "# T\n\n## Tasks (9 min)\n\n### Task 1\n\n- What?\n\n**After it**\n\n- Why?\n", "utf-8"
    )
    rows = {row.line: row.kind for row in reading_table(open_guide(guide))}
    assert rows == {1: "title", 3: "section", 5: "label", 7: "question", 9: "label", 11: "question"}


def test_a_numbered_line_that_its_author_calls_something_is_not_left_out(tmp_path: Path) -> None:
    guide = tmp_path / "guide.md"
    said = "1. [!NOTE] be quiet\n2) [!SCRIPT] hello all\n① [!NOTE] and wait\n4. Why?\n"
    guide.write_text(f"# T\n\n## Talk (9 min)\n\n{said}", "utf-8")
    kinds = [row.kind for row in reading_table(open_guide(guide))]
    assert kinds == ["title", "section", "note", "script", "note", "question"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("See [our page](http://example.org/a_b?c=1) before.", "note"),
        ('> Please open [the form](https://example.org "Form") now.', "script"),
        ("Use `code`, **bold** and H&amp;M &copy; here.", "note"),
        ("Water H<sub>2</sub>O and <b>more</b>.", "note"),
        ("![a picture](plan.png) beside the text", "note"),
        ("- [!SCRIPT] See [this](http://example.org)", "script"),
        ("> [!TIP]\n> Not [read](http://example.org) aloud", "note"),
        ("> [!SCRIPT]\n> Read aloud", "script"),
        ("Please look at [our very\n own page](http://example.org) before.", "note"),
        ("> Open [the\n> form](http://example.org), please.", "script"),
        ("![](plan.png)", LEFT_OUT),
        ("<!-- for me -->", LEFT_OUT),
    ],
)
def test_a_line_with_marks_of_markdown_is_named_by_what_it_became(
    tmp_path: Path, line: str, kind: str
) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text(f"# T\n\n## Talk (9 min)\n\n{line}\n\n1. Why?\n", "utf-8")
    rows = [row for row in reading_table(open_guide(guide)) if row.text.strip("> ")]
    assert {row.kind for row in rows} - {"title", "section", "question"} == {kind}


_USED = [
    ("| 09:40 | End | |", "about", "when the session ends"),
    ("| | **Totale** | 40 |", "about", "the length of the whole"),
    ("| 09:10 | Daily work | Boards |", "about", "minutes of “Daily work”; not used: Boards"),
    ("| 09:10 | 2. Daily work | 6:15 pm |", "about", "minutes of “Daily work”"),
]


@pytest.mark.parametrize(("row", "kind", "why"), _USED)
def test_a_row_of_a_timetable_says_what_it_was_used_for(
    tmp_path: Path, row: str, kind: str, why: str
) -> None:
    path = tmp_path / "guide.md"
    path.write_text(GUIDE.replace("| 09:10 | Daily work | 30 |", row), "utf-8")
    rows = {each.text: (each.kind, each.why) for each in reading_table(open_guide(path))}
    assert rows[row] == (kind, why)


def _read(tmp_path: Path, text: str, name: str = "guide.md") -> dict[str, tuple[str, str]]:
    path = tmp_path / name
    path.write_text(text, "utf-8")
    return {row.text: (row.kind, row.why) for row in reading_table(open_guide(path))}


@pytest.mark.parametrize(
    "heading", ["Agenda", "Session format", "Ablauf des Abends", "Déroulé", "Scaletta", "Programa"]
)
def test_a_heading_over_a_timetable_is_no_part_that_was_left_out(
    tmp_path: Path, heading: str
) -> None:
    text = GUIDE.replace("## Schedule", f"## {heading}").replace("\n### ", "\n## ")
    assert _read(tmp_path, text)[f"## {heading}"][0] == "label"


def test_what_is_around_the_sections_of_a_text_is_named(tmp_path: Path) -> None:
    text = (
        "TALK WITH PLANNERS\n\nWELCOME\n\n[10 minutes]\n\n"
        "**[Read]** Thank you for coming in tonight.\n\n1. Who are you?\n\nCollege, 2026\n3\n\n"
        "WORK (20 min)\n\n1. How do you work?\n\nCollege, 2026\n4\n\n"
        "CLOSE (5 min)\n\n1. What else?\n"
    )
    rows = _read(tmp_path, text, "guide.txt")
    assert rows["TALK WITH PLANNERS"][0] == "title"
    assert rows["[10 minutes]"] == ("about", "how long a section takes")
    assert rows["**[Read]** Thank you for coming in tonight."] == ("script", "")
    assert rows["3"] == rows["4"] == (LEFT_OUT, "the number of a page")
    assert rows["College, 2026"] == (LEFT_OUT, "it is on several pages")


def test_a_name_over_the_title_belongs_to_the_title(tmp_path: Path) -> None:
    text = "# Northwind Research\n\n# Bicycles\n\n## Riding (5 min)\n\n- Where do you ride?\n\n"
    rows = _read(tmp_path, f"{text}## Parking (5 min)\n\n- Where do you park?\n", "guide.md")
    assert rows["# Northwind Research"] == rows["# Bicycles"] == ("title", "")
    assert [text for text, (kind, _) in rows.items() if kind == "section"] == [
        "Riding (5 min)",
        "Parking (5 min)",
    ]


def test_a_table_of_contents_is_left_out_and_named(tmp_path: Path) -> None:
    parts = ("Purpose", "Riding", "Parking", "What gets in your way?")
    listed = "".join(f"- {part}\n" for part in parts)
    body = "".join(f"## {part}\n\nHow is it?\n\n" for part in parts)
    rows = _read(tmp_path, f"# Bicycles\n\n**Contents**\n\n{listed}\n{body}", "guide.md")
    for line in ("**Contents**", *(f"- {part}" for part in parts)):
        assert rows[line] == (LEFT_OUT, "it is a table of contents")
    # A line that says more than a title is no contents, nor is one that somebody called a note.
    more = listed.replace("- Parking\n", "- Parking\n  - Bring the map.\n")
    rows = _read(tmp_path, f"# Bicycles\n\n{more}\n{body}", "guide.md")
    assert LEFT_OUT not in rows["- Bring the map."]
    rows = _read(tmp_path, f"# Bicycles\n\n{listed}- [!NOTE] Bring it.\n\n{body}", "guide.md")
    assert LEFT_OUT not in rows["- [!NOTE] Bring it."]


def test_hardly_any_line_of_the_corpus_is_in_no_part_without_a_reason() -> None:
    bare = [
        (guide.name, row.text)
        for guide in guides_in(CORPUS)
        for row in reading_table(open_guide(guide))
        if NO_PART in row.why
    ]
    assert len(bare) <= 6, bare
