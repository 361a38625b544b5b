"""The parts of a Word file, their types and relationships; ``archive`` reads them.

``Package.refuse`` words the errors.
"""

import posixpath
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path, PurePosixPath

from lxml import etree

from focusgroup.core.errors import FocusgroupError

LARGEST_XML = 3 << 20
"""Bytes of one XML part; the tree of 3 MB takes up to 60 MB of memory."""

CONTENT_TYPES = "[Content_Types].xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
DOCUMENT_TYPE = f"{WORD}document.main+xml"
TEMPLATE_TYPE = f"{WORD}template.main+xml"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@cache
def w(name: str) -> str:
    """Return the qualified name of the WordprocessingML element or attribute *name*."""
    return f"{{{W}}}{name}"


class TemplateError(FocusgroupError):
    """A template that can't be used; the message says which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Relation:
    """The target of a part: another part by its full name, or an external address."""

    id: str
    kind: str
    target: str
    external: bool = False

    @property
    def name(self) -> str:
        """The last word of the relationship's type: "header", "styles"."""
        return self.kind.rpartition("/")[2]


@dataclass(slots=True)
class Package:
    """Parts by name, their content types, and the relationships of each (the package's at "")."""

    path: Path
    parts: dict[str, bytes]
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)

    def refuse(self, why: str) -> TemplateError:
        """Return the error that says *why* the template can't be used."""
        return TemplateError(f"The template {self.path.name} can't be used: {why}")

    def copy(self) -> "Package":
        """Return a copy that can be changed without changing this one."""
        known = {source: list(relations) for source, relations in self.relations.items()}
        return Package(self.path, dict(self.parts), dict(self.types), known)

    def tree(self, name: str) -> etree._Element:
        """Return the part *name* as a tree. Raises ``TemplateError`` if it can't be parsed."""
        # Reading only limits parts named .xml, and our own additions may have made one larger.
        if len(self.parts[name]) > 2 * LARGEST_XML:
            raise self.refuse(f"its part {name} is too large. Remove what is not needed in Word.")
        try:
            root = etree.fromstring(self.parts[name], _parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.refuse(
                f"its part {name} is damaged ({_first_line(error)}). Open it in Word and save it"
                " again."
            ) from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.refuse(
                f"its part {name} declares entities; no Word file does. Save it again in Word."
            )
        return root

    def related(self, source: str, name: str) -> str | None:
        """Return the part that *source* points to by a relationship called *name*."""
        for each in self.relations.get(source, ()):
            if each.name == name and not each.external:
                return each.target
        return None

    def put(self, name: str, root: etree._Element) -> None:
        """Set the part *name* to the tree *root*."""
        self.parts[name] = serialised(root)

    def free_name(self, stem: str, suffix: str) -> str:
        """Return an unused part name: *stem* and *suffix*, else with 1, 2, … between them."""
        taken = {name.lower() for name in self.parts}
        if f"{stem}{suffix}".lower() not in taken:
            return f"{stem}{suffix}"
        number = 1
        while f"{stem}{number}{suffix}".lower() in taken:
            number += 1
        return f"{stem}{number}{suffix}"

    def relate(self, source: str, kind: str, target: str) -> str:
        """Add a relationship from *source* to the part *target*; return its id.

        *kind* is a word ("header") or a whole address.
        """
        known = self.relations.setdefault(source, [])
        ids = {each.id for each in known}
        number = 1
        while f"rIdFocusgroup{number}" in ids:
            number += 1
        known.append(
            Relation(f"rIdFocusgroup{number}", kind if "/" in kind else f"{OFFICE}/{kind}", target)
        )
        return known[-1].id

    def written(self) -> dict[str, bytes]:
        """Return all parts, with content types and relationships written in one plain form.

        Types are listed per part, never by extension, so parts can be added without checking
        the existing list.
        """
        made = dict(self.parts)
        types = etree.Element(f"{{{TYPES}}}Types", nsmap={None: TYPES})
        for extension, kind in (
            ("rels", "application/vnd.openxmlformats-package.relationships+xml"),
            ("xml", "application/xml"),
        ):
            etree.SubElement(types, f"{{{TYPES}}}Default", Extension=extension, ContentType=kind)
        for name in sorted(self.parts):
            etree.SubElement(
                types, f"{{{TYPES}}}Override", PartName=f"/{name}", ContentType=self.types[name]
            )
        made[CONTENT_TYPES] = serialised(types)
        for source, relations in self.relations.items():
            if relations:
                made[relations_of(source)] = self._relations_part(source, relations)
        return made

    def _relations_part(self, source: str, relations: list[Relation]) -> bytes:
        root = etree.Element(f"{{{RELATIONS}}}Relationships", nsmap={None: RELATIONS})
        folder = posixpath.dirname(source)
        for each in relations:
            target = each.target if each.external else posixpath.relpath(each.target, folder or ".")
            made = etree.SubElement(
                root, f"{{{RELATIONS}}}Relationship", Id=each.id, Type=each.kind, Target=target
            )
            if each.external:
                made.set("TargetMode", "External")
        return serialised(root)


def serialised(root: etree._Element) -> bytes:
    """Return *root* as the bytes of a part."""
    part: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return DECLARATION + part


def relations_of(source: str) -> str:
    """Return the name of the part with the relationships of *source* (the package's for "")."""
    path = PurePosixPath(source)
    return str(path.parent / "_rels" / f"{path.name}.rels") if source else "_rels/.rels"


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:120]
