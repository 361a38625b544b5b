"""Reading a Word file back, and what has to hold in every one that is handed over."""

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
NAMES = {"w": W}


def w(name: str) -> str:
    return f"{{{W}}}{name}"


class WordFile:
    """A ``.docx`` as its parts."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as package:
            assert package.testzip() is None
            self.entries = package.infolist()
            self.parts = {name: package.read(name) for name in package.namelist()}
        self.trees = {
            name: etree.fromstring(part)
            for name, part in self.parts.items()
            if name.endswith((".xml", ".rels"))
        }
        self.body = self.trees["word/document.xml"][0]

    def all(self, path: str) -> list[etree._Element]:
        """What an XPath finds in the document."""
        return self.body.xpath(path, namespaces=NAMES)

    def everything(self) -> str:
        """Every byte of every part, as text."""
        return "\n".join(map(_readable, self.parts.values()))

    def paragraphs(self) -> list[tuple[str, str]]:
        """Style and text of every paragraph, those in tables included, in order."""
        return [(style(each), text(each)) for each in self.body.iter(w("p"))]

    def styled(self, name: str) -> list[str]:
        """The text of every paragraph in the style of that id."""
        return [words for of, words in self.paragraphs() if of == name]

    def headings(self) -> list[tuple[int, str]]:
        """Level and text of every heading."""
        return [
            (int(of.removeprefix("Heading")), words)
            for of, words in self.paragraphs()
            if of.startswith("Heading")
        ]

    def tables(self, title: str) -> list[list[list[str]]]:
        """The cells of every table that is called *title*, row by row."""
        found = []
        for table in self.body.iter(w("tbl")):
            caption = table.find(f"{w('tblPr')}/{w('tblCaption')}")
            if caption is not None and caption.get(w("val")) == title:
                found.append(
                    [
                        [
                            "\n".join(text(p) for p in cell.iter(w("p")))
                            for cell in row.iter(w("tc"))
                        ]
                        for row in table.iter(w("tr"))
                    ]
                )
        return found

    def log(self) -> list[list[str]]:
        """The rows of the quote log, without its heads."""
        return [row for table in self.tables("Quote log") for row in table[1:]]

    def page_one(self) -> str:
        """All words in front of the contents."""
        words = []
        for of, said in self.paragraphs():
            if of == "TOCHeading":
                break
            words.append(said)
        return "\n".join(words)

    def headers(self) -> list[str]:
        """The text of every header."""
        return [
            "".join(text(p) for p in tree.iter(w("p")))
            for name, tree in sorted(self.trees.items())
            if name.startswith("word/header")
        ]


def _readable(part: bytes) -> str:
    """A part as text; those of a workbook inside one after the other."""
    if not part.startswith(b"PK"):
        return part.decode(errors="replace")
    with zipfile.ZipFile(io.BytesIO(part)) as inside:
        return "\n".join(inside.read(name).decode() for name in inside.namelist())


def style(paragraph: etree._Element) -> str:
    found = paragraph.find(f"{w('pPr')}/{w('pStyle')}")
    return "" if found is None else found.get(w("val"))


def text(paragraph: etree._Element) -> str:
    """The words of a paragraph, as Word shows them."""
    words = []
    for each in paragraph.iter(w("t"), w("br"), w("tab")):
        if each.getparent().tag == w("r"):
            words.append({w("br"): "\n", w("tab"): "\t"}.get(each.tag, each.text or ""))
    return "".join(words)


def findings(path: Path, *, company: bool = False) -> list[str]:
    """What is wrong with a Word file: empty when all that can be checked without Word holds.

    A *company* template may bring links to the web, tables and sections of its own.
    """
    file = WordFile(path)
    return [
        *_package(file),
        *_relations(file, company=company),
        *_kinds(file),
        *_styles(file),
        *_lists(file),
        *_targets(file),
        *_drawings(file),
        *_order(file),
        *_tables(file, company=company),
        *_rest(file, company=company),
    ]


def _package(file: WordFile) -> Iterator[str]:
    names = [entry.filename for entry in file.entries]
    if names[0] != "[Content_Types].xml":
        yield "the content types do not come first"
    if len({name.lower() for name in names}) != len(names):
        yield "two parts share a name"
    for entry in file.entries:
        if entry.date_time != (1980, 1, 1, 0, 0, 0):
            yield f"{entry.filename} has a time of its own"
    types = file.trees["[Content_Types].xml"]
    defaults = {each.get("Extension") for each in types.iter(f"{{{TYPES}}}Default")}
    overrides = {each.get("PartName") for each in types.iter(f"{{{TYPES}}}Override")}
    for name in names:
        kind = name.rpartition(".")[2]
        if kind == "xml" and f"/{name}" not in overrides and name != "[Content_Types].xml":
            yield f"{name} has no content type"
        elif kind not in defaults and f"/{name}" not in overrides:
            yield f"no content type for .{kind}"
    yield from (f"{name} is not there" for name in overrides - {f"/{name}" for name in names})


def _relations(file: WordFile, *, company: bool) -> Iterator[str]:
    for name, tree in file.trees.items():
        path = PurePosixPath(name)
        beside = str(path.parent / "_rels" / f"{path.name}.rels")
        used = {
            value
            for each in tree.iter()
            for key, value in each.attrib.items()
            if isinstance(each.tag, str) and key.startswith(f"{{{R}}}")
        }
        known = {}
        if beside in file.trees:
            for each in file.trees[beside].iter(f"{{{RELATIONS}}}Relationship"):
                known[each.get("Id")] = each
        yield from (f"{name} points to {missing}" for missing in used - known.keys())
        for each in known.values():
            if each.get("TargetMode") == "External":
                if company and each.get("Target").startswith("https://"):
                    continue
                yield f"{name} points outside: {each.get('Target')}"
                continue
            target = each.get("Target")
            full = posixpath.normpath(posixpath.join("/", path.parent, target)).lstrip("/")
            if full not in file.parts:
                yield f"{name} points to {full}, which is not there"


def _styles(file: WordFile) -> Iterator[str]:
    styles = file.trees["word/styles.xml"]
    kinds: dict[str, str] = {}
    for each in styles.iter(w("style")):
        if each.get(w("styleId")) in kinds:
            yield f"style {each.get(w('styleId'))} twice"
        kinds[each.get(w("styleId"))] = each.get(w("type"))
    for each in styles.iter(w("basedOn"), w("next"), w("link")):
        if each.get(w("val")) not in kinds:
            yield f"style {each.get(w('val'))} is built on and not there"
    used = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}
    for name, tree in file.trees.items():
        for tag, kind in used.items():
            for value in {each.get(w("val")) for each in tree.iter(w(tag))}:
                if kinds.get(value) != kind:
                    yield f"{name} uses {value} as a {kind} style"
    names = Counter(each.get(w("val")).casefold() for each in styles.iter(w("name")))
    yield from (f"a style name {n} times: {name}" for name, n in names.items() if n > 1)


def _lists(file: WordFile) -> Iterator[str]:
    root = file.trees["word/numbering.xml"]
    forms = [each.get(w("abstractNumId")) for each in root.iter(w("abstractNum"))]
    numbers = [each.get(w("numId")) for each in root.iter(w("num"))]
    for what, ids in (("form of list", forms), ("list", numbers)):
        yield from (f"{what} {each} {n} times" for each, n in Counter(ids).items() if n > 1)
    for each in root.findall(f"{w('num')}/{w('abstractNumId')}"):
        if each.get(w("val")) not in forms:
            yield f"form of list {each.get(w('val'))} is not there"
    places = [each.tag for each in root if each.tag in (w("abstractNum"), w("num"))]
    if places != sorted(places):
        yield "lists in front of their forms"
    for name, tree in file.trees.items():
        for each in tree.iter(w("numId")):
            if each.get(w("val")) not in (*numbers, "0"):
                yield f"list {each.get(w('val'))} of {name} is not there"


_KINDS = {
    "officeDocument": "document.main+xml",
    "core-properties": "core-properties+xml",
    "extended-properties": "extended-properties+xml",
    "styles": "styles+xml",
    "settings": "settings+xml",
    "numbering": "numbering+xml",
    "fontTable": "fontTable+xml",
    "theme": "theme+xml",
    "header": "header+xml",
    "footer": "footer+xml",
    "footnotes": "footnotes+xml",
    "chart": "chart+xml",
    "image": "image/png",
    "package": "spreadsheetml.sheet",
}
"""The end of the content type of what a relation leads to."""


def _kinds(file: WordFile) -> Iterator[str]:
    types = file.trees["[Content_Types].xml"]
    by_end = {e.get("Extension"): e.get("ContentType") for e in types.iter(f"{{{TYPES}}}Default")}
    by_name = {e.get("PartName"): e.get("ContentType") for e in types.iter(f"{{{TYPES}}}Override")}
    for tag in ("Default", "Override"):
        keys = Counter(
            (each.get("Extension") or each.get("PartName")).lower()
            for each in types.iter(f"{{{TYPES}}}{tag}")
        )
        yield from (f"content type of {key} {n} times" for key, n in keys.items() if n > 1)
    for name, tree in file.trees.items():
        ids = Counter(each.get("Id") for each in tree.iter(f"{{{RELATIONS}}}Relationship"))
        yield from (f"relation {key} of {name} {n} times" for key, n in ids.items() if n > 1)
        folder = posixpath.dirname(posixpath.dirname(name))
        for each in tree.iter(f"{{{RELATIONS}}}Relationship"):
            if each.get("TargetMode") == "External":
                continue
            full = posixpath.normpath(posixpath.join("/", folder, each.get("Target")))
            kind = by_name.get(full) or by_end.get(full.rpartition(".")[2], "")
            wanted = _KINDS.get(each.get("Type").rpartition("/")[2], "")
            if not kind.endswith(wanted):
                yield f"{full} is a {kind} and led to as a {wanted}"
    if any("officedocument/2006/relationships/metadata" in str(p) for p in file.parts.values()):
        yield "properties led to by a relation that Word does not know"


def _targets(file: WordFile) -> Iterator[str]:
    starts = list(file.body.iter(w("bookmarkStart")))
    ends = Counter(each.get(w("id")) for each in file.body.iter(w("bookmarkEnd")))
    names = Counter(each.get(w("name")) for each in starts)
    ids = Counter(each.get(w("id")) for each in starts)
    yield from (f"bookmark {name} {n} times" for name, n in names.items() if n > 1)
    yield from (f"bookmark id {name} {n} times" for name, n in ids.items() if n > 1)
    if ids != ends:
        yield "bookmarks that do not end once each"
    for name in names:
        if not re.fullmatch(r"[A-Za-z]\w{0,39}", name, re.ASCII):
            yield f"bookmark {name!r} is no name"
    links = {each.get(w("anchor")) for each in file.body.iter(w("hyperlink"))} - {None}
    yield from (f"link to {missing}" for missing in links - names.keys())
    for each in file.body.iter(w("hyperlink")):
        if not "".join(each.itertext()):
            yield f"a link to {each.get(w('anchor'))} without words"


def _drawings(file: WordFile) -> Iterator[str]:
    shown = [each for tree in file.trees.values() for each in tree.iter("{*}docPr")]
    ids = Counter(each.get("id") for each in shown)
    yield from (f"drawing {key} {n} times" for key, n in ids.items() if n > 1)
    yield from (f"drawing {e.get('id')} has no alt text" for e in shown if not e.get("descr"))
    notes = file.trees.get("word/footnotes.xml")
    known = set() if notes is None else {e.get(w("id")) for e in notes.iter(w("footnote"))}
    for each in file.body.iter(w("footnoteReference")):
        if each.get(w("id")) not in known:
            yield f"footnote {each.get(w('id'))} is not there"


_ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr"
    " suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct"
    " topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind"
    " contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
    " textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint"
    " noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect"
    " bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "pBdr": "top left bottom right between bar",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc"
    " tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tblBorders": "top left bottom right insideH insideV",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText"
    " vAlign hideMark",
    "trPr": "cnfStyle divId gridBefore gridAfter wBefore wAfter cantSplit trHeight tblHeader"
    " tblCellSpacing jc hidden",
    "sectPr": "heads footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType"
    " cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden"
    " unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr"
    " tcPr tblStylePr",
    "styles": "docDefaults latentStyles style",
    "tbl": "bookmarkStart bookmarkEnd tblPr tblGrid tr",
    "tr": "tblPrEx trPr tc",
    "settings": "writeProtection view zoom removePersonalInformation removeDateAndTime"
    " doNotDisplayPageBoundaries displayBackgroundShape printPostScriptOverText mirrorMargins"
    " alignBordersAndEdges gutterAtTop hideSpellingErrors hideGrammaticalErrors proofState"
    " attachedTemplate stylePaneFormatFilter documentType mailMerge trackRevisions"
    " documentProtection autoFormatOverride defaultTabStop autoHyphenation evenAndOddHeaders"
    " characterSpacingControl footnotePr endnotePr compat docVars rsids mathPr themeFontLang"
    " clrSchemeMapping shapeDefaults decimalSymbol listSeparator",
}
"""Children in the order of the schema (ISO/IEC 29500-1, annex A, transitional as in part 4)."""

_HEADS = ("headerReference", "footerReference")
_MANY = {"heads", "style", "tblStylePr", "tr", "tc", "bookmarkStart", "bookmarkEnd"}


def _order(file: WordFile) -> Iterator[str]:
    places = {
        name: {tag: place for place, tag in enumerate(order.split())}
        for name, order in _ORDERS.items()
    }
    for part, tree in file.trees.items():
        for parent in tree.iter(*map(w, _ORDERS)):
            own = etree.QName(parent).localname
            tags = [
                "heads" if tag in _HEADS else tag
                for tag in (etree.QName(child).localname for child in parent)
            ]
            known = places[own]
            yield from (f"{part}: {tag} in {own}" for tag in tags if tag not in known)
            numbers = [known.get(tag, 0) for tag in tags]
            if numbers != sorted(numbers):
                yield f"{part}: {own} has {' '.join(tags)}, which is no order of the schema"
            for tag, n in Counter(tags).items():
                if n > 1 and tag not in _MANY:
                    yield f"{part}: {own} has {n} of {tag}"


def _tables(file: WordFile, *, company: bool) -> Iterator[str]:
    for table in file.body.iter(w("tbl")):
        caption = table.find(f"{w('tblPr')}/{w('tblCaption')}")
        if company and caption is None:
            continue
        title = caption.get(w("val"))
        columns = [int(each.get(w("w"))) for each in table.iter(w("gridCol"))]
        width = int(table.find(f"{w('tblPr')}/{w('tblW')}").get(w("w")))
        if sum(columns) != width:
            yield f"{title}: columns of {sum(columns)} in a table of {width}"
        for row in table.iter(w("tr")):
            cells = row.findall(w("tc"))
            widths = [int(c.find(f"{w('tcPr')}/{w('tcW')}").get(w("w"))) for c in cells]
            if widths != columns:
                yield f"{title}: a row of {widths} in columns of {columns}"
            if any(cell[-1].tag != w("p") for cell in cells):
                yield f"{title}: a cell that does not end in a paragraph"
        follower = table.getnext()
        if follower is None or follower.tag != w("p"):
            yield f"{title}: no paragraph behind the table"
        headed = table.find(f"{w('tblPr')}/{w('tblLook')}").get(w("firstRow")) == "1"
        repeated = [
            row.find(f"{w('trPr')}/{w('tblHeader')}") is not None for row in table.iter(w("tr"))
        ]
        if repeated != [headed, *[False] * (len(repeated) - 1)]:
            yield f"{title}: heads that are not repeated, or rows that are"


def _rest(file: WordFile, *, company: bool) -> Iterator[str]:
    settings = file.trees["word/settings.xml"]
    modes = [
        each.get(w("val"))
        for each in settings.iter(w("compatSetting"))
        if each.get(w("name")) == "compatibilityMode"
    ]
    if modes != ["15"]:
        yield f"compatibility mode {modes}"
    if settings.find(w("updateFields")) is not None:
        yield "Word would ask to update fields"
    for name, tree in file.trees.items():
        if tree.xpath("//*[@w:dirty]", namespaces=NAMES):
            yield f"{name} has a field marked to be updated"
    depth = 0
    for each in file.body.iter(w("fldChar")):
        depth += {"begin": 1, "separate": 0, "end": -1}[each.get(w("fldCharType"))]
        if depth not in (0, 1):
            yield "fields that do not nest"
    if depth:
        yield "a field that does not end"
    last = 0
    for level, words in file.headings():
        if level > last + 1:
            yield f"heading {words!r} skips a level"
        if not words.strip():
            yield "a heading without words"
        last = level
    sections = list(file.body.iter(w("sectPr")))
    most = 9 if company else 2
    if not 0 < len(sections) <= most or sections[-1].getparent() is not file.body:
        yield f"{len(sections)} sections"
