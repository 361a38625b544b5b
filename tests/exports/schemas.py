"""The XML schemas of Office Open XML, and what they say of the parts of a package.

They are those of ECMA-376 (Ecma International, 2006), which ISO/IEC 29500 made its transitional
schemas of, as they lie in the source of Debian's libapache-poi-java (`.ci/schemas` fetches them).
What the ISO edition has beyond them and our files use is `ADDED`. libxml2 takes only the first
file for a namespace, and there are 80 for 20: here they are put together, one file a namespace.
"""

import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path

from lxml import etree

XSD = "http://www.w3.org/2001/XMLSchema"
XML = "http://www.w3.org/XML/1998/namespace"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
DC = "http://purl.org/dc/elements/1.1/"
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TERMS = "http://purl.org/dc/terms/"
CUSTOM = "customXml/item"
"""Parts with XML of any kind, a company's own."""

ELSEWHERE = {
    XML: (
        '<xsd:attribute name="lang" type="xsd:language"/>'
        '<xsd:attribute name="space" type="xsd:NCName"/>'
    ),
    DC: "".join(
        f'<xsd:element name="{name}" type="xsd:string"/>'
        for name in ("creator", "description", "identifier", "language", "subject", "title")
    ),
    TERMS: (
        '<xsd:complexType name="W3CDTF"><xsd:simpleContent><xsd:extension base="xsd:dateTime"/>'
        "</xsd:simpleContent></xsd:complexType>"
        '<xsd:element name="created" type="W3CDTF"/><xsd:element name="modified" type="W3CDTF"/>'
    ),
}
"""What the schemas take from those of XML and Dublin Core, as far as Office files have it."""

ADDED = {
    "CT_Compat": (
        '<xsd:element name="compatSetting" minOccurs="0" maxOccurs="unbounded"><xsd:complexType>'
        + "".join(
            f'<xsd:attribute name="{name}" type="ST_String"/>' for name in ("name", "uri", "val")
        )
        + "</xsd:complexType></xsd:element>"
    ),
    "CT_TblPrBase": (
        '<xsd:element name="tblCaption" type="CT_String" minOccurs="0"/>'
        '<xsd:element name="tblDescription" type="CT_String" minOccurs="0"/>'
    ),
    "CT_ShortHexNumber": "".join(
        f'<xsd:attribute name="{name}" type="ST_OnOff"/>'
        for name in ("firstRow", "lastRow", "firstColumn", "lastColumn", "noHBand", "noVBand")
    ),
}
"""What ISO/IEC 29500 added to the types of WordprocessingML, at their end: settings of Word 2010
and later (29500-1, 17.15.3.4), a table's title (17.4.61) and its looks by name (17.4.55)."""


class Schemas:
    """The schemas in *source*, put together in the new folder *made*."""

    def __init__(self, source: Path, made: Path) -> None:
        made.mkdir()
        files = defaultdict(list)
        for path in sorted(source.glob("*.xsd")):
            schema = etree.parse(path).getroot()
            files[schema.get("targetNamespace")].append((path.name, schema))
        self.known = {*files, *ELSEWHERE}
        names = {space: f"all-{number}.xsd" for number, space in enumerate(sorted(self.known))}
        for space, content in ELSEWHERE.items():
            _write(made / names[space], space, content)
        for space, members in files.items():
            for name, schema in members:
                _point(schema, names)
                if name == "wml.xsd":
                    _add(schema)
                (made / name).write_bytes(etree.tostring(schema))
            parts = (f'<xsd:include schemaLocation="{name}"/>' for name, _ in members)
            _write(made / names[space], space, "".join(parts))
        both = (
            f'<xsd:import namespace="{space}" schemaLocation="{name}"/>'
            for space, name in names.items()
        )
        _write(made / "all.xsd", None, "".join(both))
        self._schema = etree.XMLSchema(etree.parse(made / "all.xsd"))

    def findings(self, file: Path | BytesIO) -> list[str]:
        """What they say of the XML parts of the package *file*, and of packages inside it."""
        found = []
        with zipfile.ZipFile(file) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    said = self._of_part(package.read(name), custom=CUSTOM in name)
                elif name.endswith(".xlsx"):
                    said = iter(self.findings(BytesIO(package.read(name))))
                else:
                    continue
                found += [f"{name}: {each}" for each in said]
        return found

    def _of_part(self, data: bytes, *, custom: bool) -> Iterator[str]:
        root = etree.fromstring(data)
        if custom and etree.QName(root).namespace not in self.known:
            return
        _without_extensions(root)
        if not self._schema.validate(root):
            yield from dict.fromkeys(said.message for said in self._schema.error_log)


def _point(schema: etree._Element, names: dict[str, str]) -> None:
    """Have *schema* import each namespace once, from the file with all of it."""
    seen = set()
    for each in schema.findall(f"{{{XSD}}}import"):
        space = each.get("namespace")
        if space in seen:
            schema.remove(each)
        else:
            seen.add(space)
            each.set("schemaLocation", names[space])


def _add(schema: etree._Element) -> None:
    for name, content in ADDED.items():
        kind = schema.find(f"{{{XSD}}}complexType[@name='{name}']")
        assert kind is not None, name
        inside = kind.find(f"{{{XSD}}}sequence")
        more = etree.fromstring(f'<xsd:all xmlns:xsd="{XSD}" xmlns="{W}">{content}</xsd:all>')
        (kind if inside is None else inside).extend(more)


def _write(path: Path, space: str | None, content: str) -> None:
    of = f' targetNamespace="{space}" xmlns="{space}"' if space else ""
    path.write_text(
        f'<xsd:schema xmlns:xsd="{XSD}" elementFormDefault="qualified"{of}>{content}</xsd:schema>'
    )


def _without_extensions(root: etree._Element) -> None:
    """Take out what the file itself says may be ignored (ECMA-376 part 5, clause 10.1)."""
    ignored = {root.nsmap[prefix] for prefix in root.attrib.pop(f"{{{MC}}}Ignorable", "").split()}
    _take_out(root, ignored)


def _take_out(root: etree._Element, ignored: Iterable[str]) -> None:
    for each in list(root.iter(etree.Element)):
        if etree.QName(each).namespace in ignored:
            each.getparent().remove(each)
            continue
        for name in each.attrib:
            if etree.QName(name).namespace in ignored:
                del each.attrib[name]
        if each.tag == f"{{{SHEET}}}t":
            # Text keeps its spaces by it in every workbook of Excel; the schema forgot it.
            each.attrib.pop(f"{{{XML}}}space", None)
