"""A line is read as what a person calls it, or the person is told that it can't be."""

from pathlib import Path

import pytest

from focusgroup.core.agenda import ReadAs
from focusgroup.imports.agenda_file import open_guide
from focusgroup.services.guides.changed_reading import read_with
from focusgroup.services.guides.importing import GuideChanges, open_changed
from focusgroup.services.guides.reading_table import reading_table

_FLAT = "1. Hello (0:00–0:05)\n2. Talk (0:05–0:20)\n   - What did you play?\n3. Bye (0:20-0:25)\n"
_BOLD = "**Timing: 90 minutes**\n\n**SECTION 1: INTRO (10 MINUTES)**\n\n- Why?\n\n"
_ROWS = "| Step | How long | Ask |\n|--|--|--|\n| Hello | 5 min | |\n| Stay | 20 min | Why? |\n"
_GUIDES = {
    "a title over a list": f"# Panel\n\n{_FLAT}",
    "a title over bold lines": f"# Panel\n\n{_BOLD}**SECTION 2: END (80 MINUTES)**\n\n- What?\n",
    "a title over a table": f"# Panel\n\n> Two nurses lead. Keep the room open.\n\n{_ROWS}",
    "a plan above its titles": "Guide\n\nTea ..... 5 Min.\nTalk .... 15 Min.\nBye ..... 5 Min.\n\n"
    "Tea\n\nHello all.\n\nTalk\n\n- Why?\n\nBye\n\n- What else?\n",
    "letters below numbers": "GUIDE\n\n1. WARM-UP (10 min)\n   a) Where do you live?\n"
    "      PROBE: house, flat\n   b) Since when?\n\n2. TODAY (20 min)\n   a) What goes wrong?\n",
    "a fence": "# T\n\n## A (5 min)\n\n- Why?\n\n```text\nName:\nRole:\n```\n\n"
    "## B (5 min)\n\n- x?\n",
    "facts in a table": "# T\n\n| | |\n|--|--|\n| **Owner** | Sam |\n| **Room** | 2.11 |\n\n"
    "## A (5 min)\n\n- Why?\n\n## B (5 min)\n\n- What?\n",
    "facts beside the session": "# T\n\n## Facts\n\n| | |\n|--|--|\n"
    "| Date | May, 17:00–18:30 |\n| Place | Room 2.11 |\n\n## A (5 min)\n\n- Why?\n\n"
    "## B (5 min)\n\n- What?\n",
    "questions of one row": "# T\n\n| Topic | Question | Probes | Time |\n|--|--|--|--|\n"
    "| Tea | Who are you? | work | 5 min |\n| Car | What set it off? | wear | 10 min |\n"
    "| | Where did you look? | sites | 10 min |\n| Bye | What else? | | 5 min |\n",
    "the end": "# T\n\n## 10:00 A\n\n- Why?\n\n## 11:00 B\n\n- What?\n\n## 12:00 End\n\nSee you.\n",
    "tight headings": "##Intro\n\nHello you.\n\n##Talk\n\nWhy?\n\n####More\n\nWhat?\n",
    "arrows": "# T\n\n■ Now（30分）\nQ1 Where?\n　→ Why?\n　→ And you?\nQ2 When?\n\n■ Tea（9分）\n"
    "Q3 Who?\n\n■ Bye（5分）\nQ4 What?\n",
}


_KEPT = dict.fromkeys(ReadAs, ("",)) | {ReadAs.NOTE: ("title",)}
"""A title is no note: it is over all."""


@pytest.mark.parametrize("kind", list(ReadAs))
@pytest.mark.parametrize("name", _GUIDES)
def test_each_line_is_what_it_is_called(name: str, kind: ReadAs, tmp_path: Path) -> None:
    path = tmp_path / "guide.md"
    path.write_text(_GUIDES[name], "utf-8")
    opened = open_guide(path)
    rows = {row.line: row for row in reversed(reading_table(opened)) if row.line}
    assert rows
    called = [line for line, row in rows.items() if row.kind not in (kind, *_KEPT[kind])]
    refused = [line for line in called if read_with(opened, {line: kind}).refused]
    assert [row for line in refused if "```" not in (row := rows[line].text)] == []


_LEFT = "---\ntitle: T\nlanguage: en\n---\n\n## A (5 min)\n\n- Why?\n\n<!-- x\nOld text\n-->\n"


@pytest.mark.parametrize("kind", list(ReadAs))
@pytest.mark.parametrize("line", [2, 3, 11])
def test_what_a_line_cannot_be_is_said_and_not_written(
    line: int, kind: ReadAs, tmp_path: Path
) -> None:
    path = tmp_path / "guide.md"
    path.write_text(_LEFT, "utf-8")
    opened = open_guide(path)
    assert read_with(opened, {line: kind}).refused == (line,)
    changed = open_changed(path, GuideChanges(kinds={line: kind, 8: ReadAs.NOTE}))
    assert "[!NOTE] Why?" in changed.reading.agenda.source
    assert _LEFT.replace("- Why?", "- [!NOTE] Why?") == changed.reading.agenda.source
    told = [problem for problem in changed.reading.problems if "can't be read" in problem.message]
    assert [(problem.line, kind.value in problem.message) for problem in told] == [(line, True)]


def test_the_kinds_of_all_lines_are_those_of_the_guide_that_is_written(tmp_path: Path) -> None:
    path = tmp_path / "guide.md"
    path.write_text("# T\n\n## A (5 min)\n\n- Why?\n\n## B\n\n- What?\n- Who?\n\n## C\n\n- x?\n")
    changed = read_with(open_guide(path), {5: ReadAs.SCRIPT, 7: ReadAs.NOTE})
    assert changed.refused == ()
    kinds = changed.kinds()
    assert [kinds[line] for line in (1, 3, 5, 12, 14)] == [
        "title",
        "section",
        "script",
        "section",
        "question",
    ]
    assert {kinds[line] for line in (7, 9, 10)} == {"beside the session"}
