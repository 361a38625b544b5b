"""The Word summary: its parts in order, and the one function that writes them to a file."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from focusgroup.core.findings import find
from focusgroup.core.model import NoteKind, Report
from focusgroup.exports.atomic import Cancelled, replace_file, replace_pair
from focusgroup.exports.consent import INTERNAL, Audience, presentable
from focusgroup.exports.names import file_name
from focusgroup.exports.word.chart import with_chart
from focusgroup.exports.word.company_template import for_readers
from focusgroup.exports.word.follow_ups import commitments, listed, notes
from focusgroup.exports.word.frame import Frame, OwnTemplate, Paper, Running, Template
from focusgroup.exports.word.log import observations, quote_log
from focusgroup.exports.word.markup import linked, para
from focusgroup.exports.word.over_time import accounts, sessions
from focusgroup.exports.word.package import stream_part, write_parts
from focusgroup.exports.word.page_one import ANCHOR, page_one
from focusgroup.exports.word.people import agenda, who_took_part
from focusgroup.exports.word.theme_map import theme_map
from focusgroup.exports.word.themes import theme_section
from focusgroup.exports.word.view import LOG, View
from focusgroup.exports.wording import dates, labels, rules, sentences
from focusgroup.exports.wording.words import words_for
from focusgroup.exports.written import Written

Blocks = Iterator[str]

TOPLINE_THEMES = 8
TOPLINE_PROMISES = 5
"""So many rows with three lines each fit the second page of a top-line at A4 and Letter."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document with a heading of its own, as the contents list it."""

    title: str
    anchor: str
    blocks: Callable[[], Blocks]


_ROW, _HUGE = 4_000, 1 << 30
"""Bytes of markup of a row beside its text, at most, and what a part is called huge from."""

LOG_IN_WORD = 1_000
"""Quotes up to which the log is a part of the document: some sixty pages."""


def write_summary(
    report: Report,
    path: Path,
    *,
    now_ms: int,
    zone: str | None = None,
    paper: Paper = "a4",
    audience: Audience = INTERNAL,
    topline: bool = False,
    language: str | None = None,
    full_log: bool = False,
    template: Template | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Path:
    """As ``write_word``; only the path really written."""
    return write_word(
        report,
        path,
        now_ms=now_ms,
        zone=zone,
        paper=paper,
        audience=audience,
        topline=topline,
        language=language,
        full_log=full_log,
        template=template,
        cancelled=cancelled,
    ).path


def write_word(
    report: Report,
    path: Path,
    *,
    now_ms: int,
    zone: str | None = None,
    paper: Paper = "a4",
    audience: Audience = INTERNAL,
    topline: bool = False,
    language: str | None = None,
    full_log: bool = False,
    template: Template | None = None,
    cancelled: Callable[[], bool] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Written:
    """Write *report* as a Word document; what came of it.

    The same arguments give the same bytes. *now_ms* is the time of the export (Unix ms);
    *zone* is the IANA zone of every time shown, each session's own without it. The path
    written differs from *path* when that file is open in Word. *audience* says who may be
    named; a *topline* is the first page and at most one more. *language* is ``en``, ``zh``, …,
    that of the agenda without it, else English. A log of more than ``LOG_IN_WORD`` quotes goes
    into a workbook beside the document, unless *full_log*. *template* is a company's, opened by
    ``company_template.opened_template``, and takes the place of *paper*. *cancelled* is asked
    between pieces, *progress* told how many quotes of how many are in the log.

    Raises ``FocusgroupError`` when a file can't be written or there is no such language,
    ``Cancelled`` when *cancelled* says so; what stood there then still stands.
    """
    words = words_for(report, language)
    shown = presentable(report, audience, words)
    base = for_readers(template, report, audience) or OwnTemplate(paper)
    found = find(shown.report)
    markup = base.markup()
    huge = sum(_ROW + 8 * len(quote.text) for quote in shown.report.quotes) > _HUGE
    outside = not topline and not full_log and found.quotes > LOG_IN_WORD

    def write(file: BinaryIO, log_in: str = "") -> None:
        view = View(
            shown.report,
            found,
            base.sheet,
            markup,
            words,
            zone,
            unnamed=shown.unnamed,
            left_out=shown.left_out,
            external=shown.external,
            topline=topline,
            log_in=log_in,
        )
        made = base.frame(_running(view, now_ms), markup)
        parts = made.parts if topline else with_chart(made.parts, view)
        body = _topline(view, made) if topline else _document(view, made, progress)
        with zipfile.ZipFile(file, "w") as package:
            write_parts(package, parts)
            pieces = _until(cancelled, body)
            stream_part(package, "word/document.xml", pieces, huge=huge)

    if not outside:
        return Written(replace_file(path, write), path, replaced=markup.replaced)
    from focusgroup.exports.xlsx import workbook

    book = workbook(
        shown.report, words, now_ms=now_ms, zone=zone, cancelled=cancelled, progress=progress
    )
    placed, log = replace_pair(path, ".xlsx", write, book)
    return Written(placed, path, log, markup.replaced)


def suggested_name(
    report: Report,
    audience: Audience = INTERNAL,
    *,
    topline: bool = False,
    suffix: str = ".docx",
    language: str | None = None,
) -> str:
    """A file name for *report*: "2026-03-12 Planners' focus group.docx"."""
    started = [session.started_ms for session in report.sessions if session.started_ms is not None]
    day = ""
    if started:
        zone = dates.zone_named(report.sessions[0].zone)
        day = f"{dates.iso_day(max(started), zone)} "
    words = words_for(report, language)
    title = presentable(report, audience, words).report.title
    # A version for readers outside must never be mistaken for, or replaced by, the other one.
    kinds = [(topline, labels.TOPLINE), (audience.external, labels.EXTERNAL)]
    what = "".join(f" - {words(kind)}" for wanted, kind in kinds if wanted)
    return file_name(f"{day}{title.strip() or words(labels.REPORT)}{what}", suffix)


def _running(view: View, now_ms: int) -> Running:
    first = view.report.sessions[0] if view.report.sessions else None
    names = bool(view.report.participants or any(quote.speaker for quote in view.report.quotes))
    return Running(
        title=view.title,
        mark=view.words(labels.EXTERNAL)
        if view.external
        else view.words(labels.INTERNAL)
        if names
        else "",
        footer=sentences.exported(view.words, now_ms, view.zone_of(first), view.findings.quotes),
        author=(first.facilitator if first and view.session else "") or "Focusgroup",
        subject=view.report.scope
        or (view.words(labels.SESSION_SUMMARY) if view.session else view.words(labels.REPORT)),
        now_ms=now_ms,
        words=view.words,
        sample=view.words(labels.SAMPLE) if view.report.sample else "",
    )


def _document(
    view: View, made: Frame, progress: Callable[[int, int], None] | None = None
) -> Blocks:
    """``word/document.xml``, piece by piece."""
    parts = _parts(view)
    *upright, log = parts
    yield made.before
    yield from page_one(view)
    yield from _contents(view, parts)
    if view.log_in:
        for part in parts:
            yield _heading(view, part)
            yield from part.blocks()
        yield made.plain
        return
    for place, part in enumerate(upright):
        yield _heading(view, part)
        blocks = part.blocks()
        if place < len(upright) - 1:
            yield from blocks
        else:
            yield from _ended(blocks, made.upright)
    yield _heading(view, log)
    yield from _ended(quote_log(view, progress), made.landscape)
    yield made.after


def _topline(view: View, made: Frame) -> Blocks:
    """``word/document.xml`` of what is handed over the same day: two upright pages."""
    yield made.before
    yield from page_one(view)
    promised = notes(view, NoteKind.COMMITMENT)
    parts = [
        (
            view.findings.rows,
            view.words(labels.THEME_MAP),
            partial(theme_map, view, TOPLINE_THEMES),
        ),
        (promised, view.words(labels.COMMITMENTS), partial(commitments, view, TOPLINE_PROMISES)),
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


def _parts(view: View) -> list[Part]:
    """What stands behind the first page; what there is nothing of is left out."""
    parts: list[Part] = []

    def add(wanted: object, title: str, anchor: str, blocks: Callable[[], Blocks]) -> None:
        if wanted:
            parts.append(Part(title, anchor, blocks))

    rows = view.findings.rows
    add(rows, view.words(labels.THEME_MAP), "theme_map", partial(theme_map, view))
    add(view.several, view.words(labels.SESSIONS), "sessions", partial(sessions, view))
    accounted = view.several and any(q.account for q in view.report.quotes)
    add(accounted, view.words(labels.BY_ACCOUNT), "accounts", partial(accounts, view))
    for kind, title, anchor, blocks in (
        (
            NoteKind.COMMITMENT,
            view.words(labels.COMMITMENTS),
            "commitments",
            partial(commitments, view),
        ),
        (
            NoteKind.PARKED,
            view.words(labels.PARKING_LOT),
            "parking_lot",
            partial(listed, view, NoteKind.PARKED),
        ),
        (
            NoteKind.CALLBACK,
            view.words(labels.CALLBACKS),
            "callbacks",
            partial(listed, view, NoteKind.CALLBACK),
        ),
    ):
        add(notes(view, kind), title, anchor, blocks)
    for line in rows:
        title = view.theme_name(line.theme)
        add(True, title, view.theme_anchor(line.theme), partial(theme_section, view, line))
    seen = view.findings.observations
    add(seen, view.words(labels.OBSERVATIONS), "observations", partial(observations, view))
    add(
        view.findings.people,
        view.words(labels.WHO_TOOK_PART),
        "who_took_part",
        partial(who_took_part, view),
    )
    session = view.session
    if session and view.report.agenda_items.get(session.id):
        add(True, view.words(labels.AGENDA), "agenda", partial(agenda, view, session))
    add(True, view.words(labels.HOW_TO_READ), "how_to_read", partial(_how_to_read, view))
    add(True, view.words(labels.QUOTE_LOG), LOG, partial(quote_log, view))
    return parts


def _heading(view: View, part: Part) -> str:
    run = view.markup.run(part.title)
    return para("heading 1", view.markup.bookmark(part.anchor, run))


def _contents(view: View, parts: list[Part]) -> Blocks:
    """A table of contents that is there already and that Word can renew on request.

    Page numbers are Word's to know: a field that asks to be updated makes it ask people.
    """
    markup = view.markup
    yield markup.text(view.words(labels.CONTENTS), "TOC Heading")
    entries = [(view.words(labels.WHAT_WE_HEARD), ANCHOR)]
    entries += [(part.title, part.anchor) for part in parts]
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        ' TOC \\o "1-1" \\h \\z </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for place, (title, anchor) in enumerate(entries):
        yield para(
            "toc 1",
            "" if place else start,
            linked(anchor, markup.run(title)),
            end if place == len(entries) - 1 else "",
        )


def _how_to_read(view: View) -> Blocks:
    said = [*rules.how_to(view.words), view.words(rules.CUT_NOTE)]
    if any(account.revenue_share is None for account in view.report.accounts):
        said.append(view.words(rules.REVENUE_NOTE))
    for rule in said:
        yield view.markup.text(rule, "List Bullet")


def _ended(blocks: Blocks, section: str) -> Blocks:
    """*blocks* with the end of the section in the last of them, so that none is empty."""
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
