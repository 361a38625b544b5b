"""The Word summary: its parts in order, and the one function that writes them to a file."""

import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import BinaryIO

from focusgroup.core.evidence.findings import find
from focusgroup.core.model import NONE_WITHHELD, NoteKind, Report
from focusgroup.exports.atomic import Cancelled, replace_file, replace_pair
from focusgroup.exports.destination import Target
from focusgroup.exports.export_result import Written
from focusgroup.exports.facts import held
from focusgroup.exports.making import Making
from focusgroup.exports.names import log_ending
from focusgroup.exports.outline import Heading
from focusgroup.exports.privacy.consent import presentable
from focusgroup.exports.word.body.follow_ups import commitments
from focusgroup.exports.word.body.log import quote_log
from focusgroup.exports.word.body.page_one import page_one
from focusgroup.exports.word.body.second_page import second_page
from focusgroup.exports.word.body.theme_map import theme_map
from focusgroup.exports.word.body.title_block import product
from focusgroup.exports.word.company_template import for_readers
from focusgroup.exports.word.frame import Frame, OwnTemplate
from focusgroup.exports.word.numbering import layout, on_fresh_pages
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
    found = find(shown.report)
    markup = base.markup()

    def write(
        file: BinaryIO,
        log_in: str = "",
        pages: tuple[int, ...] = (),
        markup: Markup = markup,
        *,
        draft: bool = False,
        fresh: frozenset[Heading] = frozenset(),
    ) -> None:
        view = WordView(
            report=shown.report,
            findings=found,
            words=words,
            legal=markup,
            sheet=base.sheet,
            zone=how.zone,
            unnamed=shown.unnamed,
            left_out=shown.left_out,
            external=shown.external,
            topline=how.short,
            one_page=how.one_page,
            appendix=how.appendix,
            log_in=log_in,
            pages=pages,
            draft=draft,
            now_ms=how.now_ms,
        )
        _write_package(file, view, base.frame(_running(view, how.now_ms), markup), how, fresh)

    if how.numbered and not how.short:
        draft = partial(write, markup=base.markup(), draft=found.logged > LOG_IN_DRAFT)
        laid = layout(lambda file, fresh: draft(file, fresh=fresh), how)
        write = partial(write, pages=laid.pages, fresh=laid.fresh)
    if how.short or how.full_log or found.logged <= LOG_IN_WORD:
        written = replace_file(path, write)
        return Written(
            written,
            path,
            replaced=markup.replaced,
            unsure=shown.unsure,
            left_out=shown.left_out if how.short else NONE_WITHHELD,
        )
    placed, log = _with_workbook(shown.report, words, path, write, how)
    return Written(placed, path, log, markup.replaced, shown.unsure)


def _with_workbook(
    report: Report, words: Words, path: Target, write: Callable[..., None], how: Making
) -> tuple[Path, Path]:
    """Write the document and, beside it, all its quotes as a workbook; return both paths."""
    from focusgroup.exports.xlsx import workbook

    book = workbook(
        report,
        words,
        now_ms=how.now_ms,
        zone=how.zone,
        cancelled=how.cancelled,
        progress=how.progress,
    )
    return replace_pair(path, log_ending(words), write, book)


def _write_package(
    file: BinaryIO, view: WordView, made: Frame, how: Making, fresh: frozenset[Heading]
) -> None:
    huge = sum(_ROW + 8 * len(quote.text) for quote in view.report.quotes) > _HUGE
    parts = made.parts if how.short else with_charts(made.parts, _charts(view))
    body = _topline(view, made) if how.short else _document(view, made, how.progress)
    with zipfile.ZipFile(file, "w") as package:
        write_parts(package, parts)
        body = on_fresh_pages(body, fresh) if fresh else body
        stream_part(package, "word/document.xml", _until(how.cancelled, body), huge=huge)


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


def _until(cancelled: Callable[[], bool] | None, blocks: Blocks) -> Blocks:
    if cancelled is None:
        yield from blocks
        return
    for block in blocks:
        if cancelled():
            raise Cancelled
        yield block
