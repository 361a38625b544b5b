"""Fill in what a template leaves open: `{{title}}`, content controls of that name, its fields.

When a template is opened, each becomes the same few letters in one run, however Word had split
them; a document then only has to put its words there.
"""

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from focusgroup.core.patterns import lazy_pattern
from focusgroup.exports.word.company_template.parts import WORD, Package, w
from focusgroup.exports.word.ooxml.markup import escaped

NAMES = ("title", "date", "product")
_KNOWN = (*NAMES, "subject", "author")
_OPEN = lazy_pattern(r"\{\{\s*([^{}]{0,80}?)\s*\}\}")
_BOUND = lazy_pattern(r"coreProperties.*/\w+:(\w+)(?:\[\d+\])?$")
_OF_CORE = {"title": "title", "subject": "subject", "creator": "author"}
_FIELD = lazy_pattern(
    r'\s*(?:DOCPROPERTY\s+"?)?(title|subject|author)\b(?!["\s]*[^\\"\s])', re.IGNORECASE
)
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def prepare(package: Package, trees: Mapping[str, etree._Element]) -> tuple[set[str], list[str]]:
    """Make every open place in *trees*, the parts with text, ready to be filled.

    Return the names found, and those that nobody knows, which are left empty.
    """
    found: set[str] = set()
    unknown: list[str] = []
    for name, root in trees.items():
        before = etree.tostring(root)
        for control in root.iter(w("sdt")):
            found.update(_control(control))
        found.update(_fields(root))
        for paragraph in root.iter(w("p")):
            for wanted in _paragraph(paragraph):
                if wanted in _KNOWN:
                    found.add(wanted)
                elif wanted != "report":
                    unknown.append(wanted)
        if etree.tostring(root) != before:
            package.put(name, root)
    return found, list(dict.fromkeys(unknown))


def texts(package: Package) -> Iterator[str]:
    """Yield the names of the parts with text on pages."""
    kinds = ("document.main", "header", "footer", "footnotes", "endnotes")
    for name in sorted(package.parts):
        if package.types[name] in [f"{WORD}{kind}+xml" for kind in kinds]:
            yield name


def filled(text: str, values: Mapping[str, str]) -> str:
    """Return the markup *text* with *values* by name put where they belong."""
    for name in _KNOWN:
        text = text.replace(f"{{{{{name}}}}}", escaped(values.get(name, "")))
    return text


def _paragraph(paragraph: etree._Element) -> Iterator[str]:
    """Yield the names in *paragraph*; each is put into one run if known, or else taken out."""
    own = [
        each
        for each in paragraph.iter(w("t"))
        if next(each.iterancestors(w("p")), None) is paragraph
    ]
    text = "".join(each.text or "" for each in own)
    if "{{" not in text:
        return
    for match in reversed(list(_OPEN.finditer(text))):
        name = match[1].casefold()
        yield name
        if name != "report":
            _put(own, match.start(), match.end(), f"{{{{{name}}}}}" if name in _KNOWN else "")


def _put(runs: list[etree._Element], start: int, end: int, words: str) -> None:
    """Replace the letters from *start* to *end* of all *runs* with *words*, in the first run."""
    at = 0
    for each in runs:
        text = each.text or ""
        low, high = max(start - at, 0), min(end - at, len(text))
        at += len(text)
        if low < high:
            each.text = text[:low] + words + text[high:]
            each.set(_XML_SPACE, "preserve")
            words = ""


def _control(control: etree._Element) -> Iterator[str]:
    properties, content = control.find(w("sdtPr")), control.find(w("sdtContent"))
    if properties is None or content is None:
        return
    binding = properties.find(w("dataBinding"))
    path = "" if binding is None else binding.get(w("xpath")) or ""
    bound = _BOUND.search(path)
    name = _OF_CORE.get(bound[1], "") if bound else ""
    for tag in ("alias", "tag"):
        marked = properties.find(w(tag))
        called = "" if marked is None else (marked.get(w("val")) or "").strip().casefold()
        name = called if not name and called in NAMES else name
    if not name:
        return
    if binding is not None and not bound:
        properties.remove(binding)
    for tag in ("showingPlcHdr", "placeholder"):
        for each in properties.findall(w(tag)):
            properties.remove(each)
    for each in properties.findall(w("date")):
        each.attrib.pop(w("fullDate"), None)
    _say(content, f"{{{{{name}}}}}")
    yield name


def _say(content: etree._Element, words: str) -> None:
    """Leave *words* alone in a content control, in the looks of its first run."""
    own = list(content.iter(w("t")))
    for each in own[1:]:
        each.text = ""
    if not own:
        paragraph = next(content.iter(w("p")), None)
        run = etree.SubElement(content if paragraph is None else paragraph, w("r"))
        own = [etree.SubElement(run, w("t"))]
    own[0].text = words
    for style in content.iter(w("rStyle")):
        # Word shows placeholders in grey by this style.
        if (style.get(w("val")) or "").casefold().startswith(("placeholder", "platzhalter")):
            style.getparent().remove(style)


def _fields(root: etree._Element) -> Iterator[str]:
    """Yield the properties that fields show, and put the name where their result is."""
    for simple in root.iter(w("fldSimple")):
        if match := _FIELD.match(simple.get(w("instr")) or ""):
            yield from _result(list(simple.iter(w("t"))), match[1].lower())
    code, inside = "", ""
    result: list[etree._Element] = []
    for each in root.iter(w("fldChar"), w("instrText"), w("t")):
        kind = each.get(w("fldCharType"))
        if kind == "begin":
            code, result, inside = "", [], "code"
        elif kind == "separate":
            inside = "result" if inside else ""
        elif kind == "end":
            if match := _FIELD.match(code):
                yield from _result(result, match[1].lower())
            code, inside = "", ""
        elif each.tag == w("instrText"):
            code += each.text or ""
        elif inside == "result":
            result.append(each)


def _result(shown: list[etree._Element], name: str) -> Iterator[str]:
    if shown:
        for each in shown:
            each.text = ""
        shown[0].text = f"{{{{{name}}}}}"
        yield name
