"""The parts of the Word summary after its first page, and their table of contents."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from focusgroup.core.model import NoteKind
from focusgroup.exports.word.body.follow_ups import commitments, listed
from focusgroup.exports.word.body.log import observations, quote_log
from focusgroup.exports.word.body.over_time import accounts, sessions
from focusgroup.exports.word.body.page_one import ANCHOR
from focusgroup.exports.word.body.people import agenda, plan, who_took_part
from focusgroup.exports.word.body.theme_map import theme_map
from focusgroup.exports.word.body.themes import how_they_work, theme_section
from focusgroup.exports.word.body.what_next import has_next, what_next
from focusgroup.exports.word.ooxml.markup import linked, para
from focusgroup.exports.word.ooxml.sections import in_columns
from focusgroup.exports.word.view import LOG, WordView
from focusgroup.exports.wording import labels, rules

Blocks = Iterator[str]


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
    add(has_next(view), view.words(labels.WHAT_NEXT), "what_next", partial(what_next, view))
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
        add(view.notes(kind), title, anchor, blocks)
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
    if session and view.report.agenda_items.get(session.id):
        planned = not view.findings.logged
        title = view.words(labels.PLANNED if planned else labels.AGENDA)
        add(True, title, "agenda", partial(plan if planned else agenda, view, session))
    add(not view.few, view.words(labels.HOW_TO_READ), "how_to_read", partial(_how_to_read, view))
    logged = view.findings.logged
    add(logged, view.words(labels.QUOTE_LOG), LOG, partial(quote_log, view))
    return parts


def heading(view: WordView, part: DocumentPart, properties: str = "") -> str:
    """Return the heading of *part*, a target of links."""
    run = view.markup.run(part.title)
    return para(
        "heading 1", view.markup.bookmark(part.anchor, run), properties=properties
    )


def contents(view: WordView, parts: list[DocumentPart], page: str) -> Blocks:
    """Return a table of contents in two columns that Word can renew on request.

    *page* is the section of the pages in portrait. The entries have the page numbers of the view:
    only a program that lays out knows them, and a field that asks to be updated makes Word ask
    the reader.
    """
    markup = view.markup
    title = markup.run(view.words(labels.CONTENTS))
    yield para("TOC Heading", title, properties=f"<w:pageBreakBefore/>{page}")
    end_of_columns, wide = in_columns(page, 2)
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{wide}"/></w:tabs>'
    entries = [(view.words(labels.WHAT_WE_HEARD), ANCHOR)]
    entries += [(part.title, part.anchor) for part in parts]
    start = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve">'
        ' TOC \\o "1-1" \\h \\z \\u </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )
    end = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    for place, (title, anchor) in enumerate(entries):
        last = place == len(entries) - 1
        number = _page_of(anchor, view.pages[place]) if place < len(view.pages) else ""
        yield para(
            "toc 1",
            "" if place else start,
            linked(anchor, markup.run(title) + number),
            end if last else "",
            properties=(tabs if number else "") + (end_of_columns if last else ""),
        )


def _page_of(anchor: str, page: int) -> str:
    """Return the number of the page of *anchor*, which Word renews with its other fields."""
    return (
        '<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText '
        f'xml:space="preserve"> PAGEREF {anchor} \\h </w:instrText></w:r><w:r><w:fldChar '
        f'w:fldCharType="separate"/></w:r><w:r><w:t>{page}</w:t></w:r><w:r><w:fldChar '
        'w:fldCharType="end"/></w:r>'
    )


def _how_to_read(view: WordView) -> Blocks:
    said = [*rules.how_to(view.words), view.words(rules.CUT_NOTE)]
    if any(account.revenue_share is None for account in view.report.accounts):
        said.append(view.words(rules.REVENUE_NOTE))
    for rule in said:
        yield view.markup.text(rule, "List Bullet")
