"""A company's own ``.docx`` or ``.dotx`` as the ground that our documents are written on.

Its styles, headers, footers, paper, margins, theme and language stay; what it says stays around
the report, which stands where a paragraph says ``{{report}}``, else behind everything. Every
document is made from a fresh copy, so one opened template serves many documents.
"""

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from focusgroup.core.model import Report
from focusgroup.exports.privacy.consent import Audience
from focusgroup.exports.word.company_template.archive import opened
from focusgroup.exports.word.company_template.fonts import letters
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
from focusgroup.exports.word.company_template.places import (
    SECTION,
    TemplatePlace,
    as_text,
    columns,
    for_report,
    going_on,
    measured,
    on_its_side,
    placed,
)
from focusgroup.exports.word.company_template.safety import DOCUMENT, keep_reachable, made_safe
from focusgroup.exports.word.frame import Frame, Running, Sheet, Template
from focusgroup.exports.word.ooxml.markup import Markup, para, style_id

__all__ = ["CompanyTemplate", "TemplateError", "for_readers", "opened_template"]

NARROWEST = 5_600
"""Twips (10 cm) of text; in less, the findings of page one are no longer readable."""

_MARK_ROOM = 400
"""Twips that the line takes which says who the document is for."""

_INSIDE = ("customXml", "customXmlProps", "custom-properties")
"""Relations to what a template may know about people: data of SharePoint, owners of labels."""


@dataclass(frozen=True, slots=True)
class CompanyTemplate:
    """A template that was judged and made ready; *notes* say what happened, for people."""

    package: Package
    place: TemplatePlace
    sheet: Sheet
    company: str
    notes: tuple[str, ...]
    bookmarks: int
    drawings: int

    def markup(self) -> Markup:
        """A writer that numbers nothing as something in the template is numbered."""
        return Markup(bookmarks=self.bookmarks, drawings=self.drawings)

    def frame(self, running: Running, markup: Markup) -> Frame:
        """It with our properties, and our headers and footers where it has none."""
        package, place = self.package.copy(), self.place
        section = deepcopy(place.section)
        log = on_its_side(for_report(section))
        self._add_heads(package, section, log, running, markup)
        write_properties(package, running, markup, self.company)
        several = columns(section) > 1
        upright = for_report(section)
        before = place.before
        if several and place.started:
            before += _ending(section)
            upright = going_on(upright)
        before += self._lead(running, markup)
        if place.ended:
            behind, plain = place.behind, _ending(upright) + place.behind
        elif place.rest:
            behind = place.behind.replace(SECTION, as_text(going_on(section)))
            plain = (
                _ending(upright) + behind
                if several
                else place.behind.replace(SECTION, as_text(upright))
            )
        else:
            behind = place.behind.replace(SECTION, as_text(log))
            plain = place.behind.replace(SECTION, as_text(upright))
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
        """On a page of its own where no marker says where; and whom it is for, in sight."""
        fresh = self.place.started and not self.place.marked
        properties = "<w:pageBreakBefore/>" if fresh else ""
        if self.place.headed and running.whole_mark:
            return para("FG Note", markup.run(running.whole_mark), properties=properties)
        return para("FG Gap", properties=properties) if fresh else ""

    def outside(self, names: Iterable[str]) -> "CompanyTemplate":
        """It for readers outside: without custom data and properties.

        Raises ``TemplateError`` where it holds one of *names*.
        """
        package = self.package.copy()
        for source, known in package.relations.items():
            package.relations[source] = [each for each in known if each.name not in _INSIDE]
        keep_reachable(package)
        if found := named_in(package, names):
            where, name = found
            raise self.package.refuse(
                f"{where} names {name}, who is a customer, and the document is for readers outside."
                " Take the name out of the template, or use another one."
            )
        return replace(self, package=package)


def opened_template(path: Path) -> CompanyTemplate:
    """The template at *path*, judged and made ready.

    Raises ``TemplateError`` where it can't be used, with the reason and what to do.
    """
    package = opened(path)
    company = company_of(package)
    notes = made_safe(package)
    merge_styles(package)
    bookmarks, drawings = free_numbers(package)
    place = placed(package)
    width, height, log_width = measured(place.section)
    if width < NARROWEST:
        raise package.refuse(
            f"its text is less than {NARROWEST // 567} cm wide. Make the paper wider or the margins"
            " smaller in Word."
        )
    if not place.marked:
        where = "behind the template's own text" if place.started else "on the template's pages"
        notes.append(f"The template has no paragraph {{{{report}}}}: the report stands {where}.")
    its = letters(package)
    room = height - its.more - pushed(package, place.section, width)
    room -= _MARK_ROOM if place.headed else 0
    sheet = Sheet(width, max(room, height // 2), log_width, its.wide, its.tall)
    return CompanyTemplate(package, place, sheet, company, tuple(notes), bookmarks, drawings)


def for_readers(template: Template | None, report: Report, audience: Audience) -> Template | None:
    """*template* for *audience*: outside, nothing in it may name a customer of *report*.

    Raises ``TemplateError`` where something does.
    """
    if not isinstance(template, CompanyTemplate) or not audience.external:
        return template
    people, quotes = report.participants, report.quotes
    names = {person.name for person in people} | {quote.speaker for quote in quotes}
    names |= {account.name for account in report.accounts}
    names |= {person.account for person in people} | {quote.account for quote in quotes}
    return template.outside(names)


def _ending(section: etree._Element) -> str:
    """A paragraph that ends *section*."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id("FG Gap")}"/>{as_text(section)}</w:pPr></w:p>'
