"""The commitments register and the moderator's guide: documents beside the summary."""

from dataclasses import replace

import pytest

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.model import Note, NoteKind
from focusgroup.exports.making import Audience, Making
from focusgroup.exports.markdown import write_markdown
from focusgroup.exports.word import write_guide, write_register
from tests.exports.conftest import NOW
from tests.exports.packages import WordFile, findings, text, w
from tests.exports.reports import REPORTS, START, planners
from tests.exports.test_companions import hostile
from tests.exports.writing import write_summary

AGENDA = """\
---
title: Planners
product: Atlas
---

## Welcome (5 min)

Check the recorder.

> Thank you for coming.

- [ ] Consent to take notes

## 什么问题? (20 min, key)

Themes: Reporting
Listen for: problems

1. **When did it let you down?**
   - What did it cost you?
2. متى كان ذلك؟
"""


@pytest.mark.parametrize("name", [*REPORTS, "hostile"])
def test_a_register_is_a_sound_word_file(tmp_path, name):
    report = hostile() if name == "hostile" else REPORTS[name]()
    assert findings(write_register(report, tmp_path / "c.docx", Making(NOW)).path) == []


def test_a_register_has_open_promises_first_the_oldest_on_top(tmp_path):
    made = planners()
    late = Note("n0", "s1", NoteKind.COMMITMENT, "An older one", START - 1, owner="Ann", due="May")
    file = WordFile(
        write_register(
            replace(made, notes=(*made.notes, late)), tmp_path / "c.docx", Making(NOW)
        ).path
    )
    (opened,) = file.tables("Open")
    (done,) = file.tables("Done")
    assert [row[0] for row in opened[1:]] == [
        "An older one",
        "Check whether proof-of-delivery photos of February can be recovered",
        "Explain the two on-time figures in writing",
        "Find out why Monday mornings are slow and report back",
    ]
    assert opened[2][1:] == [
        "Sofia Rossi",
        "16 March",
        "Grace Mbeki, Tulip Flowers Direct",
        "12 Mar 2026\nPlanners’ focus group",
    ]
    assert opened[4][1:4] == ["no owner yet", "no date", "everybody"]
    assert [row[0] for row in done[1:]] == ["Send the slides"]


def test_what_is_overdue_stands_first_with_its_days_and_a_sign_in_every_document(tmp_path):
    made = planners()
    days = ("2026-03-20", "2026-03-01", "2026-02-01", "2026-01-01")
    dated = [
        replace(note, due="x", due_on=day, done=day < "2026-02", done_ms=NOW)
        for note, day in zip(made.notes, days, strict=False)
    ]
    report = replace(made, notes=tuple(dated))
    for code, sign in (("en", "⚠ overdue 39 days"), ("zh", "⚠ 逾期39天")):
        path = tmp_path / f"{code}.docx"
        file = WordFile(write_register(report, path, Making(NOW, language=code)).path)
        rows = file.tables("Open" if code == "en" else "待办")[0][1:]
        assert rows[0][2].endswith(f"\n{sign}")
        assert len([row for row in rows if "⚠" in row[2]]) == 2
        told = "3 open of 4; 2 overdue" if code == "en" else "2项逾期"
        assert told in file.styled("FGFacts")[0]
    summary = WordFile(write_summary(report, tmp_path / "s.docx", now_ms=NOW))
    table = summary.tables("Commitments")[0]
    assert [row[2] for row in table[1:]] == [
        "1 Feb 2026\n⚠ overdue 39 days",
        "1 Mar 2026\n⚠ overdue 11 days",
        "20 Mar 2026",
        "1 Jan 2026",
    ]
    assert table[4][0].endswith("(done 12 Mar 2026)")
    text = write_markdown(report, tmp_path / "s.md", Making(NOW)).path.read_text("utf-8")
    assert "**⚠ overdue 39 days**" in text
    assert "2 overdue" in text


def test_a_due_day_that_is_known_is_printed_as_a_date_in_every_document(tmp_path):
    made = planners()
    dated = [replace(note, due="fri", due_on="2026-03-20") for note in made.notes]
    report = replace(made, notes=tuple(dated))
    (opened,) = WordFile(write_register(report, tmp_path / "c.docx", Making(NOW)).path).tables(
        "Open"
    )
    assert {row[2] for row in opened[1:]} == {"20 Mar 2026"}
    summary = WordFile(write_summary(report, tmp_path / "s.docx", now_ms=NOW))
    assert {row[2] for row in summary.tables("Commitments")[0][1:]} == {"20 Mar 2026"}
    markdown = write_markdown(report, tmp_path / "s.md", Making(NOW)).path.read_text("utf-8")
    assert "| 20 Mar 2026 |" in markdown
    assert "| fri |" not in markdown


TASKS = """# Tasks

## Three tasks (20 min, key)

### Task 1

> Please find the invoice.

1. What did you expect?
   - And then?

Do not help.

### Task 2

- [ ] Second file sent

> Now send it on.

2. What was in the way?

> Thank you.
"""


def test_a_register_without_promises_says_so(tmp_path):
    file = WordFile(write_register(REPORTS["nothing"](), tmp_path / "c.docx", Making(NOW)).path)
    assert "Nothing was promised to customers in these sessions." in file.styled("FGText")


def test_a_register_for_readers_outside_names_no_customer(tmp_path):
    made = planners()
    path = write_register(
        made, tmp_path / "c.docx", Making(NOW, audience=Audience(external=True))
    ).path
    everything = WordFile(path).everything()
    for name in [p.name for p in made.participants] + [a.name for a in made.accounts]:
        assert name not in everything


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_guide_has_all_that_is_said_and_asked_and_lines_to_write_on(tmp_path, paper):
    agenda = parse_agenda(AGENDA).agenda
    path = write_guide(agenda, tmp_path / "g.docx", Making(NOW, paper=paper)).path
    assert findings(path) == []
    file = WordFile(path)
    assert [words for _, words in file.headings()] == [
        "Welcome   0:00–0:05 · 5\u00a0min · opening",
        "什么问题?   0:05–0:25 · 20\u00a0min · key",
        "1. When did it let you down? (must ask)",
        "2. متى كان ذلك؟",
    ]
    words = [said for _, said in file.paragraphs()]
    for said in ("Thank you for coming.", "☐ Consent to take notes", "What did it cost you?"):
        assert said in words
    assert "Listen for: ▼ problems · Themes: Reporting" in words
    assert len(file.styled("FGLine")) == 3 + 5 + 3


def test_a_guide_begins_with_a_run_sheet(tmp_path):
    file = WordFile(write_guide(parse_agenda(AGENDA).agenda, tmp_path / "g.docx", Making(NOW)).path)
    assert file.tables("Run sheet") == [
        [
            ["Time", "Section", "Minutes", "Goal"],
            ["0:00–0:05", "Welcome", "5", "context"],
            ["0:05–0:25", "什么问题?", "20", "problems · Reporting"],
        ]
    ]


def test_a_guide_keeps_the_order_of_the_steps(tmp_path):
    agenda = parse_agenda(TASKS).agenda
    file = WordFile(write_guide(agenda, tmp_path / "g.docx", Making(NOW)).path)
    body = file.paragraphs()
    (start,) = [at for at, each in enumerate(body) if each[1].startswith("Three tasks  ")]
    assert body[start + 1 :] == [
        ("FGSubheading", "Task 1"),
        ("FGLead", "Please find the invoice."),
        ("Heading2", "1. What did you expect?"),
        ("ListBullet", "And then?"),
        ("FGNote", "Do not help."),
        *[("FGLine", "")] * 3,
        ("FGSubheading", "Task 2"),
        ("FGText", "☐ Second file sent"),
        ("FGLead", "Now send it on."),
        ("Heading2", "2. What was in the way?"),
        *[("FGLine", "")] * 3,
        ("FGLead", "Thank you."),
    ]


def test_a_guide_has_what_is_not_of_the_session_around_it_in_small_type(tmp_path):
    beside = "## 招募\n\nSix planners.\n\n1. متى كان ذلك؟\n\n"
    source = AGENDA.replace("## Welcome", f"{beside}## Welcome") + "\n## Approvals\n\n- Legal\n"
    path = write_guide(parse_agenda(source).agenda, tmp_path / "g.docx", Making(NOW)).path
    assert findings(path) == []
    file = WordFile(path)
    body = file.paragraphs()
    start = body.index(("FGSubheading", "Before the session"))
    assert body[start + 1 : start + 5] == [
        ("FGNote", "招募"),
        ("FGNote", "Six planners."),
        ("FGNote", "متى كان ذلك؟"),
        ("Heading1", "Welcome   0:00–0:05 · 5\u00a0min · opening"),
    ]
    assert [each for each in body if each[1]][-3:] == [
        ("FGSubheading", "After the session"),
        ("FGNote", "Approvals"),
        ("FGNote", "Legal"),
    ]
    assert len(file.headings()) == 4
    assert len(file.styled("FGLine")) == 3 + 5 + 3


def test_notes_of_a_section_stay_on_the_page_of_what_follows(tmp_path):
    made = write_guide(parse_agenda(AGENDA).agenda, tmp_path / "g.docx", Making(NOW))
    file = WordFile(made.path)
    (note,) = [each for each in file.all("//w:p") if text(each) == "Check the recorder."]
    assert note.find(f"{w('pPr')}/{w('keepNext')}") is not None
