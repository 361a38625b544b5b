"""An agenda that is written as Markdown is read back as it was."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from focusgroup.core.agenda.format import format_agenda, yaml_text
from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.agenda.starter import retitled, starter_agenda
from focusgroup.core.model import (
    RANKED_KINDS,
    Agenda,
    GuideNote,
    GuideStep,
    Kind,
    Probe,
    Question,
    ScriptText,
    Section,
    SectionKind,
    SidePart,
    Subheading,
    Task,
    ThemeSpec,
)
from focusgroup.core.text import clean_line

# Words that no rule of reading gives a meaning: no colon, no question mark, no length of time.
_SIGNS = "\\ ` * _ [ ] < > & # + - = ~ | ! ' \" , . ( { ::: 1. 12) [ ] [x] <b> a_b_c &lt; ## ---"
_TYPED = "• · a) 1、文 （2）文 1.文"
_MARKS = st.sampled_from([*_SIGNS.split(), *_TYPED.split()])
_WORDS = st.text("abcdefghij äöé中文ا", min_size=1, max_size=8).map(str.strip).filter(bool)
_texts = (
    st.lists(st.one_of(_WORDS, _WORDS, _MARKS), min_size=1, max_size=6)
    .map(" ".join)
    .map(clean_line)
    .map("{} zu".format)
)
# What a number in front of a title or a question would be: its author's, and left out.
_titles = _texts.map("Ka {}".format)
_paths = st.lists(st.text("KLMNop", min_size=1, max_size=5), min_size=1, max_size=3).map(" > ".join)


def _questions() -> st.SearchStrategy[Question]:
    probes = st.lists(st.builds(Probe, _texts), max_size=3).map(tuple)
    return st.builds(Question, st.builds("{}?".format, _titles), probes, st.booleans())


def _steps() -> st.SearchStrategy[GuideStep]:
    others = (st.builds(kind, _texts) for kind in (Subheading, GuideNote, ScriptText, Task))
    return st.one_of(_questions(), *others)


def _sections() -> st.SearchStrategy[Section]:
    return st.builds(
        Section,
        title=_titles,
        minutes=st.integers(0, 240).map(float),
        kind=st.none() | st.sampled_from(SectionKind),
        steps=st.lists(_steps(), max_size=8).map(tuple),
        listen_for=st.none() | st.sampled_from([*RANKED_KINDS, Kind.CONTEXT]),
    )


def _side_parts() -> st.SearchStrategy[tuple[SidePart, ...]]:
    notes = st.lists(_texts | st.builds("{}\n  {}".format, _texts, _texts), max_size=4).map(tuple)
    return st.lists(st.builds(SidePart, _titles, notes), max_size=2).map(tuple)


agendas = st.builds(
    Agenda,
    title=_texts,
    product=_texts,
    minutes=st.integers(0, 480).map(float),
    language=st.sampled_from(["", "en", "zh", "no"]),
    themes=st.lists(
        st.builds(ThemeSpec, _paths, st.just("") | _texts), max_size=3, unique_by=lambda t: t.path
    ).map(tuple),
    sections=st.lists(_sections(), min_size=2, max_size=4).map(tuple),
    before=_side_parts(),
    after=_side_parts(),
)  # fmt: skip


def _without_line(step: GuideStep) -> GuideStep:
    if isinstance(step, Question):
        step = replace(step, probes=tuple(replace(probe, line=0) for probe in step.probes))
    return replace(step, line=0)


def without_lines(agenda: Agenda) -> Agenda:
    """*agenda* without where its parts stood, to compare what they say."""
    sections = tuple(
        replace(
            section,
            line=0,
            steps=tuple(map(_without_line, section.steps)),
        )
        for section in agenda.sections
    )
    themes = tuple(replace(theme, line=0) for theme in agenda.themes)
    beside = {
        name: tuple(replace(part, line=0) for part in getattr(agenda, name))
        for name in ("before", "after")
    }
    return replace(agenda, sections=sections, themes=themes, source="", **beside)


TIMED = Section("Part", minutes=1.0)


@settings(max_examples=40)
@example(Agenda("Talk", (TIMED, TIMED, Section("More", steps=(Subheading("Only this"),)))))
@given(agendas)
def test_what_is_written_is_read_back(agenda: Agenda) -> None:
    reading = parse_agenda(format_agenda(agenda))
    assert without_lines(reading.agenda) == without_lines(agenda)
    assert reading.errors == ()


def test_steps_keep_the_order_of_the_guide() -> None:
    source = """## Three tasks (20 min, key)

Ask for the screen.

### Task 1

> Please find the invoice.

1. What did you expect?
   - And then?

   > Take your time.

### Task 2

- [ ] Send the second file

> Now send it on.

2. **What was in the way?**

Do not help.

> Thank you.
"""
    section = parse_agenda(source).agenda.sections[0]
    assert [(type(step), step.text, step.line) for step in section.steps] == [
        (GuideNote, "Ask for the screen.", 3),
        (Subheading, "Task 1", 5),
        (ScriptText, "Please find the invoice.", 7),
        (Question, "What did you expect?", 9),
        (ScriptText, "Take your time.", 12),
        (Subheading, "Task 2", 14),
        (Task, "Send the second file", 16),
        (ScriptText, "Now send it on.", 18),
        (Question, "What was in the way?", 20),
        (GuideNote, "Do not help.", 22),
        (ScriptText, "Thank you.", 24),
    ]
    assert [len(run) for run in section.runs] == [3, 4, 2]
    assert section.script == ("Please find the invoice.", "Take your time.", "Now send it on.",
                              "Thank you.")  # fmt: skip


GUIDES = sorted(
    path
    for folder in ("agendas", "tests/agendas")
    for path in (Path(__file__).resolve().parents[3] / folder).iterdir()
    if path.is_file() and path.name != "SOURCES.md"
)


@pytest.mark.parametrize("path", GUIDES, ids=lambda path: path.name)
def test_a_guide_that_is_written_anew_keeps_its_steps(path: Path) -> None:
    agenda = without_lines(parse_agenda(path.read_text("utf-8")).agenda)
    again = without_lines(parse_agenda(format_agenda(agenda)).agenda)
    assert [section.steps for section in again.sections] == [
        section.steps for section in agenda.sections
    ]


def test_lines_of_a_note_or_script_stay_apart() -> None:
    table = "a   b\n1   2\n```\n  3 4"
    steps = (GuideNote(table), ScriptText("x\n  y"), Question("Why?"), GuideNote("x\n- y"))
    agenda = Agenda("A", (Section("Any", 5, steps=steps), Section("Other", 5)))
    assert without_lines(parse_agenda(format_agenda(agenda)).agenda).sections[0].steps == steps


def test_the_starter_has_no_problems_and_adds_up() -> None:
    reading = parse_agenda(format_agenda(starter_agenda("Visit")))
    assert reading.problems == ()
    assert reading.agenda.title == "Visit"
    assert reading.agenda.planned_minutes == reading.agenda.minutes == 90


@pytest.mark.parametrize(
    "text",
    ["yes", "Null", "a: b", "#x", "'", '"q"', "\\", "- a", "1:30", "*a", "&a", "[a]", "文: 文"],
)  # fmt: skip
def test_any_title_survives_the_front_matter(text: str) -> None:
    assert (
        parse_agenda(f"---\ntitle: {yaml_text(text)}\n---\n## A (5 min)\n1. Why?\n").agenda.title
        == text
    )


@pytest.mark.parametrize(
    "source",
    [
        "---\ntitle: Old\nminutes: 5\n---\n\n## A (5 min)\n1. Why?\n",
        "---\nminutes: 5\n---\n\n## A (5 min)\n1. Why?\n",
        "---\n标题: 旧\nminutes: 5\n---\n\n## A (5 min)\n1. Why?\n",
        "---\ntitle: >\n  Old\n  title\nminutes: 5\n---\n\n## A (5 min)\n1. Why?\n",
        "# Old\n\n## A (5 min)\n1. Why?\n\n## B (5 min)\n1. Why?\n",
        "## A (5 min)\n1. Why?\n",
    ],
)
def test_an_agenda_takes_another_title_and_stays_the_same(source: str) -> None:
    before, after = parse_agenda(source), parse_agenda(retitled(source, 'New: "one"'))
    assert after.agenda.title == 'New: "one"'
    assert after.errors == ()
    assert [s.title for s in after.agenda.sections] == [s.title for s in before.agenda.sections]
