"""Somebody else's Word file as its parts: read within limits, and trusted in nothing.

Everything that is wrong with the file is a sentence; nothing in it is run, fetched or unpacked
to disk. What a sound file may hold is judged in ``safety``.
"""

import io
import posixpath
import stat
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from lxml import etree

from focusgroup.core.errors import FocusgroupError

LARGEST_FILE = 32 << 20
LARGEST_PARTS = 48 << 20
LARGEST_XML = 3 << 20
"""Bytes: of the file, of its parts unpacked, of one part of XML. A template with a few pictures
has 1 MB; a tree of 3 MB of XML takes up to 60 MB of memory."""

LARGEST_ALL_XML = 12 << 20
MOST_PARTS = 1_000

CONTENT_TYPES = "[Content_Types].xml"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_STRICT = "http://purl.oclc.org/ooxml/"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
DOCUMENT_TYPE = f"{WORD}document.main+xml"
TEMPLATE_TYPE = f"{WORD}template.main+xml"
DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


class TemplateError(FocusgroupError):
    """A template that can't be used: which, why, and what to do."""


@dataclass(frozen=True, slots=True)
class Relation:
    """What a part points to: a part of the package by its full name, or an address outside."""

    id: str
    kind: str
    target: str
    external: bool = False

    @property
    def name(self) -> str:
        """The last word of its kind: "header", "styles"."""
        return self.kind.rpartition("/")[2]


@dataclass(slots=True)
class Package:
    """Parts by name, their content types, and the relations of each (of the package at "")."""

    path: Path
    parts: dict[str, bytes]
    types: dict[str, str] = field(default_factory=dict)
    relations: dict[str, list[Relation]] = field(default_factory=dict)

    def refuse(self, why: str) -> TemplateError:
        """The error that says *why* it can't be used."""
        return TemplateError(f"The template {self.path.name} can't be used: {why}")

    def copy(self) -> "Package":
        """The same, to be changed without a change here."""
        known = {source: list(relations) for source, relations in self.relations.items()}
        return Package(self.path, dict(self.parts), dict(self.types), known)

    def tree(self, name: str) -> etree._Element:
        """The part *name* as a tree. Raises ``TemplateError`` where it is none."""
        # A part that is called otherwise than .xml; and ours may have made one larger.
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
                f"its part {name} declares entities, which no Word file does. Save it anew in Word."
            )
        return root

    def related(self, source: str, name: str) -> str | None:
        """The part that *source* points to by a relation called *name*."""
        for each in self.relations.get(source, ()):
            if each.name == name and not each.external:
                return each.target
        return None

    def put(self, name: str, root: etree._Element) -> None:
        """Set the part *name* to the tree *root*."""
        self.parts[name] = serialised(root)

    def free_name(self, stem: str, suffix: str) -> str:
        """A part name that is not taken: *stem*1*suffix*, *stem*2*suffix*, …; once without one."""
        taken = {name.lower() for name in self.parts}
        if f"{stem}{suffix}".lower() not in taken:
            return f"{stem}{suffix}"
        number = 1
        while f"{stem}{number}{suffix}".lower() in taken:
            number += 1
        return f"{stem}{number}{suffix}"

    def relate(self, source: str, kind: str, target: str) -> str:
        """Let *source* point to the part *target*; returns the id of the relation.

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
        """All parts, with content types and relations in one plain form.

        Part by part and never by extension, so that what is added needs no look at what is
        there.
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
    """*root* as the bytes of a part."""
    part: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=False)
    return DECLARATION + part


def relations_of(source: str) -> str:
    """The part that holds the relations of *source* (of the package for "")."""
    path = PurePosixPath(source)
    return str(path.parent / "_rels" / f"{path.name}.rels") if source else "_rels/.rels"


def opened(path: Path) -> Package:
    """The Word file at *path* with its types and relations read.

    Raises ``TemplateError`` where it is no sound Word file of a tolerable size.
    """
    package = Package(path, _parts(path))
    _read_types(package)
    _read_relations(package)
    return package


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=False
    )


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [""])[0][:120]


# -- the archive -----------------------------------------------------------------------------


def _parts(path: Path) -> dict[str, bytes]:
    blank = Package(path, {})
    held = _read(blank)
    if held.startswith(_OLE):
        raise blank.refuse(
            "it is protected by a password, or an old .doc or .dot. Open it in Word and save it as"
            " .docx or .dotx without a password."
        )
    try:
        with zipfile.ZipFile(io.BytesIO(held)) as archive:
            return _unpacked(blank, archive)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError) as error:
        raise blank.refuse(
            "it is no Word file, or a damaged one. Open it in Word and save it as .docx or .dotx."
        ) from error


def _read(blank: Package) -> bytes:
    path = blank.path
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise blank.refuse("it is a folder. Name a .docx or .dotx file.")
        if not stat.S_ISREG(state.st_mode):
            raise blank.refuse("it is no ordinary file. Name a .docx or .dotx file.")
        with path.open("rb") as file:
            held = file.read(min(state.st_size, LARGEST_FILE) + 1)
    except FileNotFoundError as error:
        raise TemplateError(f"There is no template {path}. Name a .docx or .dotx file.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise blank.refuse(f"it can't be read ({reason}).") from error
    if not held:
        raise blank.refuse("it is empty. Name a .docx or .dotx file.")
    if len(held) > LARGEST_FILE:
        raise blank.refuse(
            f"it has more than {LARGEST_FILE >> 20} MB. Make its pictures smaller in Word."
        )
    return held


def _unpacked(blank: Package, archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_PARTS:
        raise blank.refuse(f"it has {len(entries):,} parts; {MOST_PARTS:,} are the most.")
    _judge_sizes(blank, entries)
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if _leaves(name) or _leaves(getattr(entry, "orig_filename", name)):
            raise blank.refuse(f"a part of it is called {name!r}, which leads out of the file.")
        if name.lower() in seen:
            raise blank.refuse(f"it has two parts called {name!r}. Save it anew in Word.")
        if entry.flag_bits & 1:
            raise blank.refuse("it is protected by a password. Save it in Word without one.")
        seen.add(name.lower())
        # Without a number, Python unpacks all that is there before it looks at what was said.
        with archive.open(entry) as part:
            parts[name] = part.read(entry.file_size + 1)
    return parts


def _judge_sizes(blank: Package, entries: list[zipfile.ZipInfo]) -> None:
    """By what the directory of the archive says; unpacking never gives more than that."""
    xml = [entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    for size, most, what in (
        (sum(entry.file_size for entry in entries), LARGEST_PARTS, "its parts unpacked take"),
        (max(xml, default=0), LARGEST_XML, "one of its parts of text takes"),
        (sum(xml), LARGEST_ALL_XML, "its parts of text take"),
    ):
        if size > most:
            raise blank.refuse(
                f"{what} {size / 1e6:,.0f} MB, and {most >> 20} MB are the most. Remove what is"
                " not needed in Word."
            )


def _leaves(name: str) -> bool:
    """Whether a part's *name* is not a plain path below the root."""
    return (
        name.startswith("/")
        or "\\" in name
        or "\0" in name
        or ":" in name
        or any(piece in ("", ".", "..") for piece in name.split("/"))
    )


# -- types and relations ---------------------------------------------------------------------


def _read_types(package: Package) -> None:
    listed = next((name for name in package.parts if name.lower() == CONTENT_TYPES.lower()), None)
    if listed is None:
        raise package.refuse(
            "it is no Word file (it has no list of its parts). Open it in Word and save it as"
            " .docx or .dotx."
        )
    root = package.tree(listed)
    del package.parts[listed]
    defaults = {
        (each.get("Extension") or "").lower(): each.get("ContentType") or ""
        for each in root.iter(f"{{{TYPES}}}Default")
    }
    overrides = {
        (each.get("PartName") or "").lstrip("/").lower(): each.get("ContentType") or ""
        for each in root.iter(f"{{{TYPES}}}Override")
    }
    for name in package.parts:
        kind = overrides.get(name.lower()) or defaults.get(name.rpartition(".")[2].lower())
        package.types[name] = kind or "application/octet-stream"


def _read_relations(package: Package) -> None:
    named = {name.lower(): name for name in package.parts}
    for name in [each for each in package.parts if each.endswith(".rels")]:
        root = package.tree(name)
        del package.parts[name], package.types[name]
        folder, _, own = name.rpartition("_rels/")
        source = f"{folder}{own.removesuffix('.rels')}"
        if source and source not in package.parts:
            continue
        package.relations[source] = [
            _relation(package, source, each, named)
            for each in root.iter(f"{{{RELATIONS}}}Relationship")
        ]


def _relation(
    package: Package, source: str, each: etree._Element, named: Mapping[str, str]
) -> Relation:
    kind, target = each.get("Type") or "", each.get("Target") or ""
    if kind.startswith(_STRICT):
        raise package.refuse(
            "it is saved as Strict Open XML. In Word, save it as a Word Document (.docx) or Word"
            " Template (.dotx)."
        )
    if each.get("TargetMode") == "External":
        return Relation(each.get("Id") or "", kind, target, external=True)
    full = _resolved(source, target.partition("#")[0], named)
    return Relation(each.get("Id") or "", kind, full)


def _resolved(source: str, target: str, named: Mapping[str, str]) -> str:
    """The full name of the part that *source* calls *target*; as it is where there is none."""
    folder = posixpath.dirname(source)
    full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return named.get(full.lower()) or named.get(unquote(full).lower()) or full
