"""Parts of a guide that are not of the session are shown beside it, and written with it."""

from pathlib import Path

import pytest

from focusgroup.core.agenda import format_agenda, parse_agenda
from focusgroup.core.model import Agenda, Section, SidePart
from focusgroup.imports.agenda_file import open_guide
from focusgroup.services.guides.read_row import BESIDE, LEFT_OUT, ReadRow
from focusgroup.services.guides.reading_table import reading_table
from focusgroup.services.guides.side_parts import side_parts_in_words
from tests.core.agenda.test_format import without_lines
from tests.guides import CORPUS, guides_in

STRANGERS = Path(__file__).parents[3] / "shared/data/guides"
FOLDERS = (CORPUS.parent, *([STRANGERS] if STRANGERS.is_dir() else []))
GUIDES = [
    *guides_in(CORPUS),
    *(each for folder in FOLDERS for each in sorted(folder.iterdir()) if each.is_file()),
]
SOME = ("en2_research_protocol.md", "zh_shichang.md", "usability_conversation.md")

MARKS = """\
# Visit

Materials
---------

- Pens

```
# not a heading
```

### Where they are

1. In the hall?

<!-- mine,
whose -->

## Welcome (5 min)

1. Who are you?

## Nach dem Gespräch

| Was | Wer |
|---|---|
| Aufräumen | alle |
"""


def rows_of(path: Path) -> tuple[ReadRow, ...]:
    return reading_table(open_guide(path))


def test_lines_beside_the_session_are_called_so_and_say_why(tmp_path: Path) -> None:
    guide = tmp_path / "guide.md"
    guide.write_text(MARKS, "utf-8")
    agenda = open_guide(guide).reading.agenda
    assert [part.title for part in (*agenda.before, *agenda.after)] == [
        "Materials",
        "Nach dem Gespräch",
    ]
    assert [(row.line, row.kind, row.why) for row in rows_of(guide)] == [
        (1, "title", ""),
        (3, BESIDE, "not of the session: notes before the session"),
        *[(line, BESIDE, "") for line in (6, 8, 9, 10, 12, 14)],
        (16, LEFT_OUT, "it is a remark for the author"),
        (17, LEFT_OUT, "it is in no part of the agenda"),
        (19, "section", ""),
        (21, "question", ""),
        (23, BESIDE, "not of the session: notes after the session"),
        (27, BESIDE, ""),
    ]


def hold_beside(guide: Path) -> int:
    """Check that each part beside has its line in the table, and is kept by what is written."""
    agenda = open_guide(guide).reading.agenda
    parts = (*agenda.before, *agenda.after)
    rows = rows_of(guide)
    assert [row.line for row in rows if row.kind == BESIDE and row.why] == [p.line for p in parts]
    texts = [line for part in parts for note in part.notes for line in note.split("\n")]
    for row in rows:
        if row.kind == LEFT_OUT:
            assert row.text.strip("-* ") not in texts
    read = without_lines(parse_agenda(format_agenda(agenda)).agenda)
    expected = without_lines(agenda)
    assert (read.before, read.after) == (expected.before, expected.after)
    return len(parts)


def test_parts_beside_are_in_the_table_and_kept_where_they_are_written() -> None:
    assert all(hold_beside(guide) for guide in GUIDES if guide.name in SOME)


@pytest.mark.slow
def test_every_guide_keeps_its_parts_beside() -> None:
    assert sum(map(hold_beside, GUIDES)) > 50


def test_the_parts_are_said_in_one_line() -> None:
    goals, pens, late = SidePart("Goals"), SidePart("M" * 50), SidePart("Analysis")
    section = (Section("Welcome"),)
    assert side_parts_in_words(Agenda("A", section)) == ""
    assert side_parts_in_words(Agenda("A", section, before=(goals, pens), after=(late,))) == (
        f"2 parts before the session, 1 after: Goals, {'M' * 39}…, Analysis"
    )
    assert side_parts_in_words(Agenda("A", section, after=(late,))) == (
        "1 part after the session: Analysis"
    )
    assert side_parts_in_words(Agenda("A", section, before=(goals,) * 9)) == (
        f"9 parts before the session: {', '.join(['Goals'] * 8)} …"
    )
