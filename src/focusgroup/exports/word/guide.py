"""An agenda printed as a moderator's guide: script, questions, probes, and room for notes."""

import zipfile
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import BinaryIO

from focusgroup.core.model import (
    KIND_SIGNS,
    Agenda,
    GuideNote,
    Question,
    ScriptText,
    Section,
    SidePart,
    Subheading,
    Task,
)
from focusgroup.exports.atomic import replace_file
from focusgroup.exports.destination import Target
from focusgroup.exports.export_result import Written
from focusgroup.exports.making import Making
from focusgroup.exports.text.scripts import is_rtl
from focusgroup.exports.word.frame import OwnTemplate, Sheet
from focusgroup.exports.word.ooxml.markup import (
    TABLE_END,
    Markup,
    cell,
    para,
    row,
    table_start,
)
from focusgroup.exports.word.ooxml.package import stream_part, write_parts
from focusgroup.exports.word.ooxml.widths import column_widths
from focusgroup.exports.word.running import Running
from focusgroup.exports.wording import counts, dates, labels, notices
from focusgroup.exports.wording.words import Words, words_of

LINES = 3
LINES_MUST = 5
"""Ruled lines under a question, and under a must-ask question."""

_DAY_MS = 86_400_000


def write_guide(
    agenda: Agenda,
    path: Target,
    how: Making,
) -> Written:
    """Write *agenda* as a Word document to moderate from and write in; return the result.

    It is in the language of *how*, else in the agenda's, else in English.

    Raises ``FocusgroupError`` when it can't be written or the language isn't available.
    """
    base = how.template or OwnTemplate(how.paper)
    markup = base.markup()
    words = words_of(agenda, how.language)
    running = Running(
        title=agenda.title,
        mark="",
        footer=words(labels.GUIDE),
        author="Focusgroup",
        subject=words(labels.GUIDE),
        now_ms=how.now_ms - how.now_ms % _DAY_MS,  # an agenda doesn't say when it was changed
        words=words,
        date=dates.day(words, how.now_ms, UTC),
        product=agenda.product,
    )
    made = base.frame(running, markup)

    def body() -> Iterator[str]:
        yield made.before
        yield from _body(agenda, base.sheet, markup, words)
        yield made.plain

    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w") as package:
            write_parts(package, made.parts)
            stream_part(package, "word/document.xml", body())

    return Written(replace_file(path, write), path, replaced=markup.replaced)


def _body(agenda: Agenda, sheet: Sheet, markup: Markup, words: Words) -> Iterator[str]:
    kicker = " · ".join(part for part in (agenda.product, words(labels.GUIDE)) if part)
    yield markup.text(kicker, "FG Kicker")
    yield markup.said(agenda.title or words(labels.GUIDE), "Title")
    questions = sum(len(section.questions) for section in agenda.sections)
    minutes = agenda.minutes or agenda.planned_minutes
    yield markup.text(
        notices.guide_facts(words, len(agenda.sections), questions, minutes), "FG Facts"
    )
    yield markup.text(words(labels.GUIDE_BLANKS), "FG Note")
    if agenda.planned_minutes and len(agenda.sections) > 1:
        yield from _run_sheet(agenda.sections, sheet, markup, words)
    yield from _beside(labels.BEFORE_SESSION, agenda.before, markup, words)
    begins = 0.0
    for section in agenda.sections:
        yield from _section(section, begins, markup, words)
        begins += section.minutes
    yield from _beside(labels.AFTER_SESSION, agenda.after, markup, words)


def _run_sheet(
    sections: Sequence[Section], sheet: Sheet, markup: Markup, words: Words
) -> Iterator[str]:
    """Yield the sections on one page: the session's clock, minutes, and what each is for."""
    heads = tuple(words(head) for head in labels.RUN_SHEET_HEADS)
    rows = []
    begins = 0.0
    for section in sections:
        ends = begins + section.minutes
        texts = (
            f"{_clock(begins)}–{_clock(ends)}" if section.minutes else labels.DASH,
            section.title,
            f"{section.minutes:g}" if section.minutes else labels.DASH,
            _goal(section, words),
        )
        rows.append(texts)
        begins = ends
    widths = column_widths(sheet, (2, 6, 2, 6), [heads, *rows])
    yield markup.text(words(labels.RUN_SHEET), "FG Subheading", keep=True)
    yield table_start("FG Table", widths, words(labels.RUN_SHEET))
    shown = (markup.text(head, "FG Cell Head") for head in heads)
    yield row(map(cell, widths, shown), header=True)
    for texts in rows:
        yield row(map(cell, widths, (markup.text(text, "FG Cell") for text in texts)))
    yield TABLE_END + para("FG Gap")


def _goal(section: Section, words: Words) -> str:
    """Return what is listened for in a section, and its themes."""
    heard = words(labels.MANY[section.listens]) if section.listens else ""
    return " · ".join(filter(None, (heard, words.semicolons(section.themes))))


def _beside(heading: str, parts: Sequence[SidePart], markup: Markup, words: Words) -> Iterator[str]:
    """Yield the parts that are not of the session, in small type under one heading."""
    if parts:
        yield markup.text(words(heading), "FG Subheading", keep=True)
    for part in parts:
        yield markup.said(part.title, "FG Note", style="FG Strong", keep=bool(part.notes))
        for note in part.notes:
            yield markup.said(note, "FG Note")


def _section(section: Section, begins: float, markup: Markup, words: Words) -> Iterator[str]:
    facts = []
    if section.minutes:
        facts.append(f"{_clock(begins)}–{_clock(begins + section.minutes)}")
        facts.append(counts.length(words, section.minutes))
    if section.kind:
        facts.append(words(labels.SECTION_KINDS[section.kind]))
    count = markup.run(f"   {' · '.join(facts)}", "FG Count") if facts else ""
    yield para("heading 1", markup.run(section.title, rtl=is_rtl(section.title)), count)
    if section.themes or section.listens:
        listen = section.listens
        heard = f"{KIND_SIGNS[listen]} {words(labels.MANY[listen])}" if listen else ""
        yield markup.text(notices.listen_for(words, heard, section.themes), "FG Note Above")
    yield from _steps(section, markup, words)


def _steps(section: Section, markup: Markup, words: Words) -> Iterator[str]:
    """Yield the steps in their order, with lines to write on after each question and its notes."""
    number = 0
    lines = 0 if section.questions else LINES
    for step in section.steps:
        if number and lines and not isinstance(step, GuideNote):
            yield from _ruled(lines)
            lines = 0
        match step:
            case Subheading():
                yield markup.said(step.text, "FG Subheading")
            case GuideNote():
                last = step is section.steps[-1] and not lines
                yield markup.said(step.text, "FG Note", keep=not last)
            case ScriptText():
                yield markup.said(step.text, "FG Lead", style="FG Said")
            case Task():
                text = markup.run(step.text, rtl=is_rtl(step.text))
                yield para("FG Text", markup.run("☐ "), text)
            case Question():
                number += 1
                lines = LINES_MUST if step.must else LINES
                yield from _question(number, step, markup, words)
    yield from _ruled(lines)


def _question(number: int, question: Question, markup: Markup, words: Words) -> Iterator[str]:
    rtl = is_rtl(question.text)
    must = markup.run(words.aside(words(labels.MUST)), "FG Alert") if question.must else ""
    text = markup.run(f"{number}. ") + markup.run(question.text, rtl=rtl)
    yield para("heading 2", text, must, rtl=rtl)
    for probe in question.probes:
        yield markup.said(probe.text, "List Bullet", keep=True)


def _ruled(lines: int) -> Iterator[str]:
    """Return lines to write on, kept on one page."""
    for line in range(lines):
        yield para("FG Line", keep=line < lines - 1)


def _clock(minutes: float) -> str:
    """Return a time on the session's clock, in hours and minutes."""
    return f"{int(minutes) // 60}:{int(minutes) % 60:02}"
