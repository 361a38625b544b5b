"""The commitments log: what was promised to customers, overdue first, then open, then done."""

import zipfile
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from focusgroup.core.evidence.findings import findings_of
from focusgroup.core.evidence.running import RunningCount
from focusgroup.core.model import Note, Report, Withheld
from focusgroup.exports.atomic import replace_file
from focusgroup.exports.destination import Target
from focusgroup.exports.export_result import Written
from focusgroup.exports.making import Making
from focusgroup.exports.privacy.consent import presentable
from focusgroup.exports.text.metrics import cut
from focusgroup.exports.text.scripts import isolated
from focusgroup.exports.word.body.follow_ups import done, late, or_missing, row_texts
from focusgroup.exports.word.body.title_block import product
from focusgroup.exports.word.company_template import for_readers
from focusgroup.exports.word.frame import OwnTemplate
from focusgroup.exports.word.ooxml.markup import TABLE_END, cell, para, row, table_start
from focusgroup.exports.word.ooxml.package import stream_part, write_parts
from focusgroup.exports.word.ooxml.widths import column_widths
from focusgroup.exports.word.running import Running
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import dates, labels, notices
from focusgroup.exports.wording.words import words_for

_PARTS = (35, 16, 13, 17, 19)


def write_register(
    report: Report,
    path: Target,
    how: Making,
) -> Written:
    """Write the commitments of *report* as a Word document and return the result.

    Raises ``FocusgroupError`` when it can't be written.
    """
    words = words_for(report, how.language)
    shown = presentable(report, how.audience, words)
    base = for_readers(how.template, report, how.audience) or OwnTemplate(how.paper)
    count = RunningCount(shown.report)  # of no quote: promises are all that is in it
    view = WordView(
        count=count,
        findings=findings_of(count),
        words=words,
        legal=base.markup(),
        sheet=base.sheet,
        zone=how.zone,
        left_out=Withheld(notes=shown.promises_left_out),
        now_ms=how.now_ms,
    )
    promised = view.promises()
    first = view.report.sessions[0] if view.report.sessions else None
    running = Running(
        title=view.words(labels.COMMITMENTS),
        mark=view.words(labels.EXTERNAL) if shown.external else view.words(labels.INTERNAL),
        footer=notices.register_end(view.words, how.now_ms, view.zone_of(first), len(promised)),
        author="Focusgroup",
        subject=view.words(labels.REGISTER),
        now_ms=report.changed_ms or how.now_ms,
        words=words,
        sample=view.words(labels.SAMPLE) if view.report.sample else "",
        date=dates.day(words, how.now_ms, view.zone_of(first)),
        product=product(view),
    )
    made = base.frame(running, view.markup)

    def body() -> Iterator[str]:
        yield made.before
        yield from _body(view, promised)
        yield made.plain

    def write(file: BinaryIO) -> None:
        with zipfile.ZipFile(file, "w") as package:
            write_parts(package, made.parts)
            stream_part(package, "word/document.xml", body())

    placed = replace_file(path, write)
    return Written(placed, path, replaced=view.markup.replaced, unsure=shown.unsure)


def _body(view: WordView, promised: Sequence[Note]) -> Iterator[str]:
    markup = view.markup
    yield markup.text(view.words(labels.REGISTER), "FG Kicker")
    yield markup.text(view.words(labels.COMMITMENTS), "Title")
    if view.report.sample:
        yield markup.text(view.words(labels.SAMPLE_SENTENCE), "FG Sample")
    if note := view.consent():
        yield markup.text(note, "FG Note")
    opened = [note for note in promised if not note.done]
    if promised:
        yield markup.text(view.promised(), "FG Facts")
    else:
        yield markup.text(view.words(labels.NOTHING_PROMISED), "FG Text")
    kept = [note for note in promised if note.done]
    for title, group in ((view.words(labels.OPEN), opened), (view.words(labels.KEPT), kept)):
        if group:
            yield markup.text(title, "heading 1")
            yield from _table(view, title, group)


def _table(view: WordView, title: str, group: Sequence[Note]) -> Iterator[str]:
    markup = view.markup
    heads = (*view.words.each(labels.COMMITMENT_HEADS), view.words(labels.PROMISED_IN))
    widths = column_widths(view.sheet, _PARTS, [heads, *row_texts(view, group)])
    yield table_start("FG Table", widths, title)
    yield row(
        (
            cell(wide, markup.text(name, "FG Cell Head"))
            for name, wide in zip(heads, widths, strict=True)
        ),
        header=True,
    )
    sessions = {session.id: session for session in view.report.sessions}
    accounts = {person.id: person.account for person in view.report.participants}
    for note in group:
        session = sessions.get(note.session_id)
        start = view.started(session) if session else None
        day = (
            dates.short_day(view.words, start, view.zone_of(session))
            if start is not None
            else labels.DASH
        )
        account = accounts.get(note.participant_id or "", "")
        who = view.words.commas((isolated(note.speaker), isolated(account)))
        cells = (
            markup.said(note.text, "FG Cell", done(view, note) if note.done_ms else ""),
            or_missing(view, note.owner, labels.NO_OWNER, note),
            or_missing(view, dates.due(view.words, note), labels.NO_DATE, note) + late(view, note),
            markup.text(who or view.words(labels.EVERYBODY), "FG Cell"),
            markup.text(day, "FG Cell")
            + (markup.text(cut(session.title, 60), "FG Cell", "FG Small") if session else ""),
        )
        yield row(cell(wide, each) for wide, each in zip(widths, cells, strict=True))
    yield TABLE_END + para("FG Gap")
