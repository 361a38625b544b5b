"""Headers, footers and properties of a document made from a company's template."""

from collections.abc import Callable, Iterable

from lxml import etree

from focusgroup.exports.word.company_template.headings import with_bases
from focusgroup.exports.word.company_template.parts import OFFICE, Package, serialised, w
from focusgroup.exports.word.company_template.safety import DOCUMENT
from focusgroup.exports.word.ooxml.markup import Markup
from focusgroup.exports.word.ooxml.styles import NAMESPACES
from focusgroup.exports.word.running import (
    Running,
    first_header_line,
    footer_line,
    header_line,
    made_at,
    property_text,
)

_MIME = "application/vnd.openxmlformats-officedocument"
_ROOTS = {"header": "hdr", "footer": "ftr"}
_SHOWN = ("t", "drawing", "pict", "fldSimple", "instrText", "sym", "ptab", "pgNum")
_CORE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DC = "http://purl.org/dc/elements/1.1/"
_TERMS = "http://purl.org/dc/terms/"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_APP = f"{OFFICE.rpartition('/')[0]}/extended-properties"


def filled(package: Package, sections: Iterable[etree._Element], kind: str) -> bool:
    """Return whether any of *sections*, which may each take over the previous one's, has a *kind*.

    *kind* is ``header`` or ``footer``, and counts only with text or a picture in it.
    """
    targets = {each.id: each.target for each in package.relations.get(DOCUMENT, ())}
    for section in sections:
        for each in section.findall(w(f"{kind}Reference")):
            name = targets.get(each.get(f"{{{OFFICE}}}id") or "")
            if name in package.parts and _has_words(package.tree(name)):
                return True
    return False


def _has_words(root: etree._Element) -> bool:
    return any(
        each.tag != w("t") or (each.text or "").strip() for each in root.iter(*map(w, _SHOWN))
    )


def add_heads(
    package: Package,
    kind: str,
    running: Running,
    markup: Markup,
    upright: tuple[etree._Element, int],
    landscape: tuple[etree._Element, int],
    *,
    first: bool,
) -> None:
    """Put our own headers (or footers) on the pages of two sections, given with their widths.

    *first* gives the first page one of its own.
    """
    line = header_line if kind == "header" else footer_line
    on_first = first_header_line if kind == "header" else footer_line
    for section, width in (upright, landscape):
        plain = _on_the_line(package, kind)
        for old in section.findall(w(f"{kind}Reference")):
            section.remove(old)
        made = _part(package, kind, plain(line(running, markup, width)))
        opening = made
        if first:
            opening = _part(package, kind, plain(on_first(running, markup, width)))
        for place, (of, target) in enumerate(
            (("even", made), ("default", made), ("first", opening))
        ):
            reference = etree.Element(w(f"{kind}Reference"))
            reference.set(w("type"), of)
            reference.set(f"{{{OFFICE}}}id", target)
            section.insert(place, reference)


def _on_the_line(package: Package, kind: str) -> Callable[[str], str]:
    """Return what keeps a line of ours clear of the tab stops of the company's style."""
    name = package.related(DOCUMENT, "styles")
    root = None if name is None else package.tree(name)
    style = None
    if root is not None:
        style = next(
            (s for s in root.iter(w("style")) if s.get(w("styleId")) == _STYLES[kind]), None
        )
    stops: dict[str, None] = {}
    for each in () if root is None or style is None else with_bases(root, style):
        for stop in each.iterfind(f"{w('pPr')}/{w('tabs')}/{w('tab')}"):
            stops[stop.get(w("pos")) or ""] = None

    def plain(line: str) -> str:
        cleared = "".join(
            f'<w:tab w:val="clear" w:pos="{stop}"/>'
            for stop in stops
            if stop.removeprefix("-").isdecimal() and f'w:pos="{stop}"' not in line
        )
        line = line.replace("<w:tabs>", f"<w:tabs>{cleared}", 1)
        return line.replace("</w:tabs>", f"</w:tabs>{_PLAIN}", 1)

    return plain


_STYLES = {"header": "Header", "footer": "Footer"}
_PLAIN = '<w:bidi w:val="0"/><w:ind w:left="0" w:right="0" w:firstLine="0"/><w:jc w:val="left"/>'


def title_page(section: etree._Element) -> None:
    """Give the first page of *section* its own header and footer."""
    if section.find(w("titlePg")) is not None:
        return
    later = {
        w(name) for name in ("textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings")
    }
    place = next((p for p, each in enumerate(section) if each.tag in later), len(section))
    section.insert(place, etree.Element(w("titlePg")))


def _part(package: Package, kind: str, line: str) -> str:
    """Add a header or footer of one *line*; return the id of the document's relationship to it."""
    root = _ROOTS[kind]
    name = package.free_name(f"word/{kind}", ".xml")
    package.put(name, etree.fromstring(f"<w:{root} {NAMESPACES}>{line}</w:{root}>"))
    package.types[name] = f"{_MIME}.wordprocessingml.{kind}+xml"
    return package.relate(DOCUMENT, kind, name)


# -- properties ------------------------------------------------------------------------------


def write_properties(package: Package, running: Running, markup: Markup, company: str) -> None:
    """Write the document's properties; of the template's own, only *company* is kept."""
    core = etree.Element(
        f"{{{_CORE}}}coreProperties",
        nsmap={"cp": _CORE, "dc": _DC, "dcterms": _TERMS, "xsi": _XSI},
    )
    author = property_text(running.author, markup)
    when = made_at(running).strftime("%Y-%m-%dT%H:%M:%SZ")
    for tag, text in (
        (f"{{{_DC}}}title", property_text(running.title, markup)),
        (f"{{{_DC}}}subject", property_text(running.subject, markup)),
        (f"{{{_DC}}}creator", author),
        (f"{{{_DC}}}description", running.sample),
        (f"{{{_CORE}}}lastModifiedBy", author),
        (f"{{{_CORE}}}revision", "1"),
        (f"{{{_TERMS}}}created", when),
        (f"{{{_TERMS}}}modified", when),
        (f"{{{_DC}}}language", running.words.tag),
    ):
        made = etree.SubElement(core, tag)
        made.text = text
        if tag.startswith(f"{{{_TERMS}}}"):
            made.set(f"{{{_XSI}}}type", "dcterms:W3CDTF")
    _property_part(package, "docProps/core", "core", core)
    app = etree.Element(f"{{{_APP}}}Properties", nsmap={None: _APP})
    etree.SubElement(app, f"{{{_APP}}}Application").text = "Microsoft Office Word"
    if company:
        etree.SubElement(app, f"{{{_APP}}}Company").text = company
    etree.SubElement(app, f"{{{_APP}}}AppVersion").text = "16.0000"
    _property_part(package, "docProps/app", "app", app)


def _property_part(package: Package, stem: str, what: str, root: etree._Element) -> None:
    name = package.free_name(stem, ".xml")
    package.parts[name] = serialised(root)
    if what == "core":
        package.types[name] = "application/vnd.openxmlformats-package.core-properties+xml"
        package.relate("", _CORE.replace("/metadata/", "/relationships/metadata/"), name)
    else:
        package.types[name] = f"{_MIME}.extended-properties+xml"
        package.relate("", "extended-properties", name)


def company_of(package: Package) -> str:
    """Return the company in the template's properties; read it before they are removed."""
    name = package.related("", "extended-properties")
    if name is None or name not in package.parts:
        return ""
    found = package.tree(name).findtext(f"{{{_APP}}}Company") or ""
    return " ".join(found.split())[:255]
