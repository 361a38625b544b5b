"""The parts of the Word summary after its first page, and their table of contents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from focusgroup.core.evidence.trends import by_account
from focusgroup.core.model import NoteKind
from focusgroup.exports.word.body.appendix import codebook, gathered
from focusgroup.exports.word.body.follow_ups import commitments, listed
from focusgroup.exports.word.body.log import observations, quote_log
from focusgroup.exports.word.body.over_time import accounts, sessions
from focusgroup.exports.word.body.page_one import ANCHOR
from focusgroup.exports.word.body.people import agenda, plan, who_took_part
from focusgroup.exports.word.body.side_by_side import (
    comparison,
    has_comparison,
    has_segments,
    segments,
)
from focusgroup.exports.word.body.theme_map import theme_map
from focusgroup.exports.word.body.themes import how_they_work, theme_section
from focusgroup.exports.word.body.what_next import has_next, what_next
from focusgroup.exports.word.ooxml.markup import (
    TABLE_END,
    cell,
    linked,
    para,
    row,
    shares,
    table_start,
)
from focusgroup.exports.word.view import LOG, WordView
from focusgroup.exports.wording import labels, rules

Blocks = Iterator[str]

_BESIDE_COLUMN = 400
"""Twips beside the entries of a column of the contents."""


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """A part of the document with its own heading, as listed in the contents."""

    title: str
    anchor: str
    blocks: Callable[[], Blocks]


def parts_of(view: WordView) -> list[DocumentPart]:
    """Return the parts after the first page, without the empty ones."""
    parts: list[DocumentPart] = []

    def add(wanted: object, title: str, anchor: str, blocks: Callable[[], Blocks]) -> None:
        if wanted:
            parts.append(DocumentPart(title, anchor, blocks))

    rows = view.findings.rows
    mapped = rows and not view.few
    add(mapped, view.words(labels.THEME_MAP), "theme_map", partial(theme_map, view))
    by_segment = has_segments(view) and not view.few
    add(by_segment, view.words(labels.BY_SEGMENT), "segments", partial(segments, view))
    earlier = has_comparison(view)
    add(earlier, view.words(labels.COMPARED), "compared", partial(comparison, view))
    add(has_next(view), view.words(labels.WHAT_NEXT), "what_next", partial(what_next, view))
    add(view.several, view.words(labels.SESSIONS), "sessions", partial(sessions, view))
    accounted = view.several and view.once(by_account)
    add(accounted, view.words(labels.BY_ACCOUNT), "accounts", partial(accounts, view))
    promised = view.notes(NoteKind.COMMITMENT)
    add(promised, view.words(labels.COMMITMENTS), "commitments", partial(commitments, view))
    for kind, title, anchor in (
        (NoteKind.PARKED, labels.PARKING_LOT, "parking_lot"),
        (NoteKind.CALLBACK, labels.CALLBACKS, "callbacks"),
    ):
        add(view.notes(kind), view.words(title), anchor, partial(listed, view, kind))
    for line in rows:
        title = view.theme_name(line.theme)
        add(True, title, view.theme_anchor(line.theme), partial(theme_section, view, line))
    context = view.findings.context
    add(context, view.words(labels.HOW_THEY_WORK), "how_they_work", partial(how_they_work, view))
    seen = view.findings.observations
    add(seen, view.words(labels.OBSERVATIONS), "observations", partial(observations, view))
    add(
        view.findings.people and view.findings.logged,
        view.words(labels.WHO_TOOK_PART),
        "who_took_part",
        partial(who_took_part, view),
    )
    session = view.session
    left_out = view.few and view.findings.logged and view.sheet.tight
    if session and view.report.agenda_items.get(session.id) and not left_out:
        planned = not view.findings.logged
        title = view.words(labels.PLANNED if planned else labels.AGENDA)
        add(True, title, "agenda", partial(plan if planned else agenda, view, session))
    add(not view.few, view.words(labels.HOW_TO_READ), "how_to_read", partial(_how_to_read, view))
    if view.appendix:
        add(view.count.codebook, view.words(labels.CODEBOOK), "codebook", partial(codebook, view))
        add(True, view.words(labels.METHOD), "method", partial(gathered, view))
    add(view.logged, view.words(labels.QUOTE_LOG), LOG, partial(quote_log, view))
    return parts


def heading(view: WordView, part: DocumentPart) -> str:
    """Return the heading of *part*, a target of links."""
    run = view.markup.run(part.title)
    return para("heading 1", view.markup.bookmark(part.anchor, run))


def contents(view: WordView, parts: list[DocumentPart]) -> Blocks:
    """Return the contents in two columns, with the page numbers of the view.

    Without those, their fields are empty until Word updates them (all chosen, F9; or on printing):
    a field that asks to be updated makes Word ask the reader. They are in a table, as LibreOffice
    sets no field of the kind TOC in columns, neither of a section nor of a table.
    """
    markup = view.markup
    title = markup.run(view.words(labels.CONTENTS))
    yield para("TOC Heading", title, properties="<w:pageBreakBefore/>")
    entries = [(view.words(labels.WHAT_WE_HEARD), ANCHOR)]
    entries += [(part.title, part.anchor) for part in parts]
    widths = shares(view.sheet.width, 50, 50)
    pos = widths[0] - _BESIDE_COLUMN
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{pos}"/></w:tabs>'
    lines = []
    pages = view.pages or (0,) * len(entries)
    for (name, anchor), page in zip(entries, pages, strict=False):
        linked_ = linked(anchor, markup.run(name) + _page_of(anchor, page))
        lines.append(para("toc 1", linked_, properties=tabs))
    yield table_start("FG Band", widths, view.words(labels.CONTENTS), header=False)
    middle = (len(lines) + 1) // 2
    columns = (lines[:middle], lines[middle:])
    yield row(cell(wide, "".join(each)) for wide, each in zip(widths, columns, strict=True))
    yield TABLE_END + para("FG Gap")


def _page_of(anchor: str, page: int) -> str:
    """Return the number of the page of *anchor*, which Word renews with its other fields."""
    return (
        '<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText '
        f'xml:space="preserve"> PAGEREF {anchor} \\h </w:instrText></w:r><w:r><w:fldChar '
        f'w:fldCharType="separate"/></w:r><w:r><w:t>{page or ""}</w:t></w:r><w:r><w:fldChar '
        'w:fldCharType="end"/></w:r>'
    )


def _how_to_read(view: WordView) -> Blocks:
    said = [*rules.how_to(view.words), view.words(rules.CUT_NOTE)]
    if any(account.revenue_share is None for account in view.report.accounts):
        said.append(view.words(rules.REVENUE_NOTE))
    for rule in said:
        yield view.markup.text(rule, "List Bullet")
