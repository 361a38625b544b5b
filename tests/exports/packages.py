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
        return part.decode()
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


def findings(path: Path) -> list[str]:
    """What is wrong with a Word file: empty when all that can be checked without Word holds."""
    file = WordFile(path)
    return [
        *_package(file),
        *_relations(file),
        *_styles(file),
        *_targets(file),
        *_tables(file),
        *_rest(file),
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
        elif kind not in defaults:
            yield f"no content type for .{kind}"
    yield from (f"{name} is not there" for name in overrides - {f"/{name}" for name in names})


def _relations(file: WordFile) -> Iterator[str]:
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
    numbers = {each.get(w("numId")) for each in file.trees["word/numbering.xml"].iter(w("num"))}
    for tree in (styles, file.body):
        for each in tree.iter(w("numId")):
            if each.get(w("val")) not in numbers:
                yield f"list {each.get(w('val'))} is not there"


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
    links = {each.get(w("anchor")) for each in file.body.iter(w("hyperlink"))}
    yield from (f"link to {missing}" for missing in links - names.keys())
    for each in file.body.iter(w("hyperlink")):
        if not "".join(each.itertext()):
            yield f"a link to {each.get(w('anchor'))} without words"


def _tables(file: WordFile) -> Iterator[str]:
    for table in file.body.iter(w("tbl")):
        title = table.find(f"{w('tblPr')}/{w('tblCaption')}").get(w("val"))
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


def _rest(file: WordFile) -> Iterator[str]:
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
    if len(sections) not in (1, 2) or sections[-1].getparent() is not file.body:
        yield f"{len(sections)} sections"
