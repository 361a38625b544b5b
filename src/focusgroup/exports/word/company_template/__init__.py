"""A company's own ``.docx`` or ``.dotx`` as the template of our documents.

Its styles, headers, footers, paper, margins, theme and language are kept. Its text is kept where a
paragraph ``{{report}}`` says where the report goes, or where that is asked for; else it is a
sample. Every document is made from a fresh copy, so one opened template serves many documents.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path

from lxml import etree

from focusgroup.core.model import Report
from focusgroup.exports.making import Audience
from focusgroup.exports.word.company_template.archive import opened
from focusgroup.exports.word.company_template.filling import filled, texts
from focusgroup.exports.word.company_template.fonts import letters, name_twins
from focusgroup.exports.word.company_template.heads import (
    add_heads,
    company_of,
    title_page,
    write_properties,
)
from focusgroup.exports.word.company_template.margins import pushed
from focusgroup.exports.word.company_template.merging import merge_styles
from focusgroup.exports.word.company_template.numbers import free_numbers, named_in
from focusgroup.exports.word.company_template.parts import Package, TemplateError
from focusgroup.exports.word.company_template.places import SECTION, TemplatePlace, placed
from focusgroup.exports.word.company_template.safety import DOCUMENT, keep_reachable, made_safe
from focusgroup.exports.word.company_template.sections import (
    as_text,
    columns,
    for_report,
    going_on,
    measured,
    on_its_side,
)
from focusgroup.exports.word.frame import Frame, Sheet, Template
from focusgroup.exports.word.ooxml.markup import Markup, para, style_id
from focusgroup.exports.word.running import Running, property_text

__all__ = ["CompanyTemplate", "TemplateError", "for_readers", "opened_template"]

NARROWEST = 5_600
"""Twips (10 cm) of text width; in less, the findings of page one can't be read."""

_MARK_ROOM = 400
"""Twips taken by the line that says who the document is for."""

_GAP_ROOM = 120
"""Twips taken by the empty line that begins a page."""

_SHARE = 5
"""The part of a page that the template's text above the report may take."""

_INSIDE = ("customXml", "customXmlProps", "custom-properties")
"""Relationships that may hold people's details: SharePoint data, owners of labels."""


@dataclass(frozen=True, slots=True)
class CompanyTemplate:
    """A checked and prepared template; *notes* tell the user what was changed.

    *torn* are the company's headings that ours are only based on, with what would tear our pages. A
    *fresh* report begins a page of its own; *font* is what text is set in;
    *added* are the styles that it lacks.
    """

    package: Package
    place: TemplatePlace
    sheet: Sheet
    company: str
    notes: tuple[str, ...]
    bookmarks: int
    drawings: int
    torn: dict[str, tuple[str, ...]] = field(default_factory=dict)
    fresh: bool = False
    font: str = ""
    added: tuple[str, ...] = ()

    def markup(self) -> Markup:
        """Return a writer whose numbers don't clash with numbers in the template."""
        return Markup(bookmarks=self.bookmarks, drawings=self.drawings)

    def frame(self, running: Running, markup: Markup) -> Frame:
        """Return the template with our properties, and our headers and footers if it has none."""
        package, place = self.package.copy(), self.place
        section = deepcopy(place.section)
        log = on_its_side(for_report(section))
        self._add_heads(package, section, log, running, markup)
        write_properties(package, running, markup, self.company)
        values = {
            "title": property_text(running.title, markup),
            "date": running.date,
            "product": property_text(running.product, markup),
            "subject": property_text(running.subject, markup),
            "author": property_text(running.author, markup),
        }
        several = columns(section) > 1
        upright = for_report(section)
        before = filled(place.before, values)
        if several and place.shares:
            before += _ending(section)
            upright = going_on(upright)
        before += self._lead(running, markup)
        after = filled(place.behind, values)
        if place.ended:
            behind, plain = after, _ending(upright) + after
        elif place.rest:
            behind = after.replace(SECTION, as_text(going_on(section)))
            plain = (
                _ending(upright) + behind if several else after.replace(SECTION, as_text(upright))
            )
        else:
            behind = after.replace(SECTION, as_text(log))
            plain = after.replace(SECTION, as_text(upright))
        for name in set(texts(package)) - {DOCUMENT}:
            package.parts[name] = filled(package.parts[name].decode(), values).encode()
        parts = package.written()
        del parts[DOCUMENT]
        landscape = as_text(log) if place.rest else ""
        return Frame(parts, before, as_text(upright), behind, plain, landscape)

    def _add_heads(
        self,
        package: Package,
        section: etree._Element,
        log: etree._Element,
        running: Running,
        markup: Markup,
    ) -> None:
        none = not self.place.headed and not self.place.footed
        pages = ((section, self.sheet.width), (log, self.sheet.log_width))
        if not self.place.headed:
            add_heads(package, "header", running, markup, *pages, first=none)
        if not self.place.footed:
            add_heads(package, "footer", running, markup, *pages, first=none)
        if none:
            title_page(section)

    def _lead(self, running: Running, markup: Markup) -> str:
        """Start a new page where there is much text above, and show who the document is for."""
        properties = "<w:pageBreakBefore/>" if self.fresh else ""
        if self.place.headed and running.whole_mark:
            return para("FG Note", markup.run(running.whole_mark), properties=properties)
        return para("FG Gap", properties=properties) if self.fresh else ""

    def alone(self) -> "CompanyTemplate":
        """Return the template without the pages in front of the report."""
        place = self.place
        if not self.fresh and (place.above or not place.started):
            return self
        before = place.before[: place.before.index("<w:body>") + len("<w:body>")]
        return replace(self, fresh=False, place=replace(place, before=before, started=False))

    def outside(self, names: Iterable[str]) -> "CompanyTemplate":
        """Return the template for readers outside: without custom data and properties.

        Raises ``TemplateError`` when it contains one of *names*.
        """
        package = self.package.copy()
        for source, known in package.relations.items():
            package.relations[source] = [each for each in known if each.name not in _INSIDE]
        keep_reachable(package)
        if found := named_in(package, names):
            where, name = found
            raise self.package.refuse(
                f"{where} names the customer {name}, but this document is for outside readers."
                " Remove the name from the template or use another one."
            )
        return replace(self, package=package)


def opened_template(path: Path, *, keep_text: bool = False) -> CompanyTemplate:
    """Return the template at *path*, checked and prepared.

    Its own text is kept where it has a marker, or if *keep_text* says so. Raises
    ``TemplateError`` with the reason and a remedy when it can't be used.
    """
    package = opened(path)
    company = company_of(package)
    notes = made_safe(package)
    torn, added = merge_styles(package)
    name_twins(package)
    bookmarks, drawings = free_numbers(package)
    place = placed(package, keep_text=keep_text)
    width, height, log_width = measured(place.section)
    if width < NARROWEST:
        raise package.refuse(
            f"its text is less than {NARROWEST // 567} cm wide. In Word, make the paper"
            " wider or the margins smaller."
        )
    notes += _told(place)
    its = letters(package)
    room = height - its.more - pushed(package, place.section, width)
    room -= _MARK_ROOM if place.headed else _GAP_ROOM
    # A little text above the report may share its first page.
    fresh = place.started and (not place.marked or place.above > room // _SHARE)
    room -= 0 if fresh else place.above
    sheet = Sheet(
        width, max(room, height // 2), log_width, its.wide, its.tall, its.title, width > height
    )
    return CompanyTemplate(
        package,
        place,
        sheet,
        company,
        tuple(notes),
        bookmarks,
        drawings,
        torn,
        fresh,
        its.font,
        added,
    )


def _told(place: TemplatePlace) -> list[str]:
    """Return in sentences what becomes of the template's text."""
    said = []
    if not place.marked and place.started:
        said.append(
            "The template has no paragraph {{report}}: the report is after the template's own text."
        )
    if place.words:
        words = "1 word" if place.words == 1 else f"{place.words:,} words"
        said.append(
            f"The template's own text ({words}) is left out. To keep it, write {{{{report}}}} where"
            " the report goes, or add --keep-template-text."
        )
    if place.contents:
        said.append("The template's table of contents is left out; the report has its own.")
    if place.unknown:
        named = ", ".join(f"{{{{{name}}}}}" for name in place.unknown)
        said.append(
            f"Nothing is known of {named} in the template, so it is empty. What can be filled in:"
            " {{title}}, {{date}}, {{product}}."
        )
    return said


def for_readers(template: Template | None, report: Report, audience: Audience) -> Template | None:
    """Return *template* for *audience*; outside, it may not name a customer of *report*.

    Raises ``TemplateError`` when it does.
    """
    if not isinstance(template, CompanyTemplate) or not audience.external:
        return template
    people, quotes = report.participants, report.quotes
    names = {person.name for person in people} | {quote.speaker for quote in quotes}
    names |= {account.name for account in report.accounts}
    names |= {person.account for person in people} | {quote.account for quote in quotes}
    return template.outside(names)


def _ending(section: etree._Element) -> str:
    """Return a paragraph that ends *section*."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id("FG Gap")}"/>{as_text(section)}</w:pPr></w:p>'
