"""The table of a reading: rows of a timetable and headings over sections are not left out."""

from pathlib import Path

from focusgroup.imports.agenda_file import open_guide
from focusgroup.services.guides.reading_table import LEFT_OUT, reading_table

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
    said = "1. [!NOTE] be quiet\n2) [!SCRIPT] hello all\n- [!NOTE] and wait\n4. Why?\n"
    guide.write_text(f"# T\n\n## Talk (9 min)\n\n{said}", "utf-8")
    kinds = [row.kind for row in reading_table(open_guide(guide))]
    assert kinds == ["title", "section", "note", "script", "note", "question"]
