"""The Word summary: its parts in order, and the one function that writes them to a file."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from focusgroup.core.evidence.findings import Findings, findings_of
from focusgroup.core.evidence.running import RunningCount, counted
from focusgroup.core.model import NONE_WITHHELD, NoteKind, Report
from focusgroup.exports.atomic import replace_file, replace_pair
from focusgroup.exports.destination import Target
from focusgroup.exports.export_result import Written
from focusgroup.exports.facts import held
from focusgroup.exports.making import Making
from focusgroup.exports.names import log_ending
from focusgroup.exports.outline import Heading
from focusgroup.exports.privacy.consent import Presentable, presentable
from focusgroup.exports.word.body.follow_ups import commitments
from focusgroup.exports.word.body.log import quote_log
from focusgroup.exports.word.body.page_one import page_one
from focusgroup.exports.word.body.second_page import second_page
from focusgroup.exports.word.body.theme_map import theme_map
from focusgroup.exports.word.body.title_block import product
from focusgroup.exports.word.company_template import for_readers
from focusgroup.exports.word.frame import Frame, OwnTemplate, Template
from focusgroup.exports.word.numbering import Layout, layout, on_fresh_pages
from focusgroup.exports.word.ooxml.chart import theme_chart
from focusgroup.exports.word.ooxml.markup import Markup, para
from focusgroup.exports.word.ooxml.native_chart import NativeChart, with_charts
from focusgroup.exports.word.ooxml.package import stream_part, write_parts
from focusgroup.exports.word.ooxml.parts import Blocks, DocumentPart, contents, heading, parts_of
from focusgroup.exports.word.ooxml.session_charts import session_charts
from focusgroup.exports.word.running import Running
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import dates, labels, notices, rules
from focusgroup.exports.wording.words import Words, words_for

_ROW, _HUGE = 4_000, 1 << 30
"""Bytes of markup in a row besides its text, at most; and the size from which a part is huge."""

LOG_IN_DRAFT = 150
"""Up to this many quotes the log is laid out to know the pages: where LibreOffice breaks them
depends a little on all that the document holds. It takes a second more."""

LAID_OUT = 2_000
"""Up to this many sessions, or accounts, it is laid out at all. LibreOffice takes seven seconds for
the tables of 1,000, and is stopped after thirty with those of 10,000."""

LOG_IN_WORD = 1_000
"""Up to this many quotes the log is part of the document: some sixty pages."""


def write_word(report: Report, path: Target, how: Making) -> Written:
    """Write *report* as a Word document; return the result.

    The path written differs from *path* when that file is open in Word. Raises
    ``FocusgroupError`` when a file can't be written or the language isn't available,
    ``Cancelled`` when *how* says so; an existing file is then unchanged.
    """
    words = words_for(report, how.language)
    shown = presentable(report, how.audience, words)
    base = for_readers(how.template, report, how.audience) or OwnTemplate(how.paper)
    made = _Summary(shown, words, base, how, base.markup())
    if how.short or how.full_log or shown.report.spoken <= LOG_IN_WORD:
        count = counted(shown.report, how.look)
        written = replace_file(path, lambda file: made.write(file, count))
        left_out = shown.left_out if how.short else NONE_WITHHELD
        return Written(
            written, path, replaced=made.markup.replaced, unsure=shown.unsure, left_out=left_out
        )
    placed, log = _with_workbook(made, path)
    return Written(placed, path, log, made.markup.replaced, shown.unsure)


def _with_workbook(made: "_Summary", path: Target) -> tuple[Path, Path]:
    """Write all quotes as a workbook and, beside it, the document; return both paths.

    The quotes are counted while the workbook is written.
    """
    from focusgroup.exports.xlsx import workbook

    count, how = RunningCount(made.shown.report), made.how
    book = workbook(
        count.report,
        made.words,
        now_ms=how.now_ms,
        zone=how.zone,
        cancelled=how.cancelled,
        progress=how.progress,
        count=count,
    )
    ending = log_ending(made.words)
    return replace_pair(path, ending, lambda file, log: made.write(file, count, log), book)


@dataclass(frozen=True, slots=True)
class _Summary:
    """What is *shown* of a report, in the language and on the paper of its document."""

    shown: Presentable
    words: Words
    base: Template
    how: Making
    markup: Markup

    def write(self, file: BinaryIO, count: RunningCount, log_in: str = "") -> None:
        """Write the document of what was counted; its log is in the workbook *log_in*, if named."""
        how, found = self.how, findings_of(count)
        draft = self._view(count, found, self.base.markup(), draft=found.logged > LOG_IN_DRAFT)
        laid = Layout()
        most = max(len(count.report.sessions), len(count.accounts))
        if how.numbered and not how.short and most <= LAID_OUT:
            laid = layout(lambda file, fresh: self._package(file, draft(), fresh), how)
        view = self._view(count, found, self.markup, log_in=log_in, pages=laid.pages)
        self._package(file, view(), laid.fresh)

    def _view(
        self, count: RunningCount, found: Findings, markup: Markup, **more: Any
    ) -> Callable[[], WordView]:
        how, shown = self.how, self.shown
        return partial(
            WordView,
            count=count,
            findings=found,
            words=self.words,
            legal=markup,
            sheet=self.base.sheet,
            zone=how.zone,
            unnamed=shown.unnamed,
            left_out=shown.left_out,
            external=shown.external,
            topline=how.short,
            one_page=how.one_page,
            appendix=how.appendix,
            now_ms=how.now_ms,
            **more,
        )

    def _package(self, file: BinaryIO, view: WordView, fresh: frozenset[Heading]) -> None:
        how = self.how
        made = self.base.frame(_running(view, how.now_ms), view.markup)
        logged = 0 if how.short or view.log_in or view.draft else view.findings.logged
        huge = _ROW * logged + 8 * view.count.letters > _HUGE
        parts = made.parts if how.short else with_charts(made.parts, _charts(view))
        body = _topline(view, made) if how.short else _document(view, made, how.progress)
        with zipfile.ZipFile(file, "w") as package:
            write_parts(package, parts)
            body = on_fresh_pages(body, fresh) if fresh else body
            stream_part(package, "word/document.xml", _looked(how, body), huge=huge)


def _charts(view: WordView) -> tuple[NativeChart, ...]:
    of_themes = theme_chart(view)
    return (*([of_themes] if of_themes else []), *session_charts(view))


def _running(view: WordView, now_ms: int) -> Running:
    first = view.report.sessions[0] if view.report.sessions else None
    names = bool(view.report.participants or any(quote.speaker for quote in view.report.quotes))
    return Running(
        title=view.title,
        mark=view.words(labels.EXTERNAL)
        if view.external
        else view.words(labels.INTERNAL)
        if names
        else "",
        footer=notices.exported(view.words, now_ms, view.zone_of(first), view.findings.logged),
        author=(first.facilitator if first and view.session else "") or "Focusgroup",
        subject=view.report.scope
        or (view.words(labels.SESSION_SUMMARY) if view.session else view.words(labels.REPORT)),
        now_ms=view.report.changed_ms or now_ms,
        words=view.words,
        sample=view.words(labels.SAMPLE) if view.report.sample else "",
        date=held(view) or dates.day(view.words, now_ms, view.zone_of(first)),
        product=product(view),
        cover=not view.topline,
    )


def _document(
    view: WordView, made: Frame, progress: Callable[[int, int], None] | None = None
) -> Blocks:
    """Yield ``word/document.xml``, piece by piece."""
    parts = parts_of(view)
    yield made.before
    yield from page_one(view)
    if view.few:
        yield from _few(view, parts)
        yield made.plain
        return
    yield from contents(view, parts)
    if view.log_in or not view.findings.logged:
        for part in parts:
            yield heading(view, part)
            yield from part.blocks()
        yield made.plain
        return
    *upright, log = parts
    for place, part in enumerate(upright):
        yield heading(view, part)
        blocks = part.blocks()
        if place < len(upright) - 1:
            yield from blocks
        else:
            yield from _ended(blocks, made.upright)
    yield heading(view, log)
    yield from _ended(quote_log(view, progress), made.landscape)
    yield made.after


def _few(view: WordView, parts: list[DocumentPart]) -> Blocks:
    """Yield the parts of a summary of a few quotes: below page one, which has room for them."""
    for part in parts:
        yield heading(view, part)
        yield from part.blocks()
    if not view.logged:
        lost = view.markup.replaced
        consent = "" if view.findings.logged else view.consent()  # else beside who took part
        notes = (consent, notices.replaced(view.words, lost) if lost else "")
        yield from (view.markup.text(note, "FG Note") for note in notes if note)


def _topline(view: WordView, made: Frame) -> Blocks:
    """Yield ``word/document.xml`` of a top-line: two portrait pages, or the first alone."""
    yield made.before
    yield from page_one(view)
    if view.one_page:
        yield made.plain
        return
    promised = view.notes(NoteKind.COMMITMENT)
    themes, promises = second_page(view)
    parts = [
        (
            view.findings.rows,
            view.words(labels.THEME_MAP),
            partial(theme_map, view, themes),
        ),
        (promised, view.words(labels.COMMITMENTS), partial(commitments, view, promises)),
    ]
    fresh = "<w:pageBreakBefore/>"
    for wanted, title, blocks in parts:
        if wanted:
            yield para("heading 1", view.markup.run(title), properties=fresh)
            yield from blocks()
            fresh = ""
    if not fresh:
        yield view.markup.text(rules.evidence_rule(view.words), "FG Note")
    yield made.plain


def _ended(blocks: Blocks, section: str) -> Blocks:
    """Yield *blocks* with the end of the section in the last of them, so none is empty."""
    last = ""
    for block in blocks:
        if last:
            yield last
        last = block
    yield last.replace("</w:pPr>", f"{section}</w:pPr>", 1)


def _looked(how: Making, blocks: Blocks) -> Blocks:
    """Yield *blocks* until the document is not wanted any more."""
    for block in blocks:
        how.look()
        yield block
