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
