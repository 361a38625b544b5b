"""The frame around the body: page, headers, footers and properties, made with python-docx.

Its cost is the same for one quote and for a hundred thousand.
"""

import io
import zipfile
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Protocol

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.section import Section, _Footer, _Header
from docx.shared import Emu, Twips
from docx.text.paragraph import Paragraph
from lxml import etree

from focusgroup.exports.making import Paper
from focusgroup.exports.text.metrics import cut
from focusgroup.exports.word.logo import Logo
from focusgroup.exports.word.ooxml.markup import Markup, para
from focusgroup.exports.word.ooxml.styles import NAMESPACES
from focusgroup.exports.word.running import (
    Running,
    first_header_line,
    footer_line,
    header_line,
    made_at,
    property_text,
)
from focusgroup.exports.word.template import template

SIZES: dict[str, tuple[int, int]] = {"a4": (11906, 16838), "letter": (12240, 15840)}
"""Width and height in twips."""

MARGIN = 1247
LOG_MARGIN = 1021
TOP_MARGINS = {"a4": 1134, "letter": 907}
"""Letter paper is shorter; a first page that fits A4 should fit it too."""

_EDGE = 510

_LARGE, _NARROW, _SHORT = 1.1, 8_000, 10_500
"""Letters of more than this multiple of ours are large; text of fewer twips is narrow or short."""

_LOGO_GAP = 200
_LOGO_ROOM = 760 + _LOGO_GAP
"""Twips of a header line with a logo of 1.2 cm, and of the gap between it and the kicker."""

_PICTURES = 8
"""Numbers kept free for the logo's pictures, which python-docx numbers itself."""

_DOCUMENT = "word/document.xml"
_MARKER = "{{report}}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper, in twips: width and height of the text in portrait, and its width in the log.

    *wide* and *tall* are the size of its letters as a multiple of those in our own template,
    *title* is the size of the title in points, and the paper *lies*: is in landscape.
    """

    width: int
    height: int
    log_width: int
    wide: float = 1.0
    tall: float = 1.0
    title: float = 24.0
    lies: bool = False

    @property
    def ample(self) -> bool:
        """Whether it has as much room as our own template has on A4 and Letter."""
        enough = self.height >= Sheet.of("letter").height and self.width >= Sheet.of().width
        return enough and self.wide == 1 and self.tall == 1

    @property
    def tight(self) -> bool:
        """Whether two pages have no room for more than a few quotes and who took part."""
        large = self.wide > _LARGE or self.tall > _LARGE
        return self.lies or large or self.width < _NARROW or self.height < _SHORT

    @classmethod
    def of(cls, paper: Paper = "a4") -> "Sheet":
        """Return the paper of our own template."""
        wide, high = SIZES[paper]
        return cls(wide - 2 * MARGIN, high - 2 * TOP_MARGINS[paper], high - 2 * LOG_MARGIN)


@dataclass(frozen=True, slots=True)
class Frame:
    """A package without its body.

    *upright* ends the section of the portrait pages and *landscape* that of the log, each in a
    paragraph; *landscape* is empty when the log comes last, as *after* then ends its section.
    *plain* replaces *after* when all pages are in portrait.
    """

    parts: dict[str, bytes]
    before: str
    upright: str
    after: str
    plain: str
    landscape: str = ""


class Template(Protocol):
    """The template of a document: ours or a company's."""

    @property
    def sheet(self) -> Sheet:
        """The size of the text on its pages."""

    def markup(self) -> Markup:
        """Return a writer whose numbers don't clash with numbers in the template."""

    def frame(self, running: Running, markup: Markup) -> Frame:
        """Return it with headers, footers and properties set, ready for a body."""


@dataclass(frozen=True, slots=True)
class OwnTemplate:
    """Our own template on *paper*, with a *logo* and a *cover* if wanted.

    *letters* are how wide and tall the letters are that will be there in place of ours.
    """

    paper: Paper = "a4"
    logo: Logo | None = None
    cover: bool = False
    letters: tuple[float, float] = (1.0, 1.0)

    @property
    def sheet(self) -> Sheet:
        """The size of the text on its pages."""
        sheet, (wide, tall) = Sheet.of(self.paper), self.letters
        head = max(0, _EDGE + _LOGO_ROOM - TOP_MARGINS[self.paper]) if self.logo else 0
        return replace(sheet, height=sheet.height - head, wide=wide, tall=tall)

    def markup(self) -> Markup:
        """Return a writer for it, with the numbers of its pictures used."""
        return Markup(drawings=_PICTURES if self.logo else 0)

    def frame(self, running: Running, markup: Markup) -> Frame:
        """Return it with page, headers, footers and properties set, ready for a body."""
        document = Document(io.BytesIO(template()))
        document.add_section(WD_SECTION.NEW_PAGE)
        upright, landscape = document.sections[0], document.sections[1]
        _set_page(upright, self.paper, landscape=False)
        _set_page(landscape, self.paper, landscape=True)
        upright.different_first_page_header_footer = True
        landscape.different_first_page_header_footer = False
        _fill_running(document, running, self.sheet, markup)
        if self.logo is not None:
            holder = upright.first_page_header.paragraphs[0]
            holder.paragraph_format.space_after = Twips(_LOGO_GAP)
            _show_logo(holder, self.logo, 1.2, 6.0, first=True)
        _fill_properties(document, running, markup)
        cover = self._cover(document, running, markup) if self.cover and running.cover else ""
        ends = _leave_only_marker(document)
        made = _taken_apart(document, ends)
        return replace(made, before=f"{made.before}{cover}")

    def _cover(self, document: WordDocument, running: Running, markup: Markup) -> str:
        """Return the paragraphs of a cover, the last of which ends its section."""
        picture = ""
        if self.logo is not None:
            holder = document.add_paragraph()
            _show_logo(holder, self.logo, 3.0, 9.0, number=2)
            picture = etree.tostring(holder._element[-1], encoding="unicode", with_tail=False)
        section = deepcopy(document.element.body.sectPr)
        for each in list(section):
            if etree.QName(each).localname in ("headerReference", "footerReference", "titlePg"):
                section.remove(each)
        _set_page(Section(section, document.part), self.paper, landscape=False)
        end = etree.tostring(section, encoding="unicode", with_tail=False)
        down = '<w:spacing w:before="4200"/>'
        return (
            para("FG Facts", picture)
            + para("FG Kicker", markup.run(running.product), properties=down)
            + para("Title", markup.run(cut(running.title, 160)))
            + para("FG Facts", markup.run(running.date))
            + para("FG Note", markup.run(running.whole_mark), properties=end)
        )


def _set_page(section: Section, paper: Paper, *, landscape: bool) -> None:
    short, long = SIZES[paper]
    side = LOG_MARGIN if landscape else MARGIN
    section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (
        (Twips(long), Twips(short)) if landscape else (Twips(short), Twips(long))
    )
    section.left_margin = section.right_margin = Twips(side)
    section.top_margin = section.bottom_margin = Twips(TOP_MARGINS[paper])
    section.header_distance = section.footer_distance = Twips(_EDGE)


def _fill_running(document: WordDocument, running: Running, sheet: Sheet, markup: Markup) -> None:
    upright, landscape = document.sections[0], document.sections[1]
    for section, width in ((upright, sheet.width), (landscape, sheet.log_width)):
        _put(section.header, header_line(running, markup, width))
        _put(section.footer, footer_line(running, markup, width))
    _put(upright.first_page_header, first_header_line(running, markup, sheet.width))
    _put(upright.first_page_footer, footer_line(running, markup, sheet.width))


def _show_logo(
    holder: Paragraph,
    logo: Logo,
    high: float,
    wide: float,
    *,
    number: int = 1,
    first: bool = False,
) -> None:
    """Put *logo* into *holder*, within *high* by *wide* centimetres; *first* before its text.

    *number* is that of the drawing, which python-docx counts anew in each part.
    """
    run = holder.add_run()
    shape = run.add_picture(io.BytesIO(logo.data), height=Emu(logo.height(high, wide)))
    shape._inline.docPr.set("descr", "Logo")
    shape._inline.docPr.set("id", str(number))
    if first:
        holder._p.insert_element_before(run._r, "w:r", "w:fldSimple")


def _put(part: _Header | _Footer, line: str) -> None:
    part.is_linked_to_previous = False
    element = part._element
    for child in list(element):
        element.remove(child)
    element.append(parse_xml(line.replace("<w:p>", f"<w:p {NAMESPACES}>", 1)))


def _fill_properties(document: WordDocument, running: Running, markup: Markup) -> None:
    properties = document.core_properties
    when = made_at(running).replace(tzinfo=None)
    properties.title = property_text(running.title, markup)
    properties.subject = property_text(running.subject, markup)
    properties.author = property_text(running.author, markup)
    properties.last_modified_by = property_text(running.author, markup)
    properties.created = properties.modified = when
    properties.revision = 1
    properties.language = running.words.tag
    properties.comments = running.sample
    properties.keywords = ""


def _leave_only_marker(document: WordDocument) -> str:
    """Empty the body except for a marker; return the markup that ends the portrait section."""
    body = document.element.body
    ends = next(body.iter(f"{{{body.nsmap['w']}}}sectPr"))
    upright: str = etree.tostring(ends, encoding="unicode", with_tail=False)
    for child in list(body)[:-1]:
        body.remove(child)
    document.add_paragraph(_MARKER)
    return upright


def _taken_apart(document: WordDocument, upright: str) -> Frame:
    saved = io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts.pop(_DOCUMENT).decode()
    marker = f"<w:p><w:r><w:t>{_MARKER}</w:t></w:r></w:p>"
    before, found, after = text.partition(marker)
    if not found:
        raise ValueError("the template's body can't be separated from its frame")
    return Frame(parts, before, upright, after, upright + after[after.index("</w:body>") :])
