"""Read a Word file from elsewhere into its parts, within limits and without trusting it.

Everything wrong with the file is reported as a sentence; nothing in it is run, fetched or
unpacked to disk. ``safety`` decides what a readable file may contain.
"""

import io
import posixpath
import stat
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from focusgroup.exports.word.company_template.parts import (
    CONTENT_TYPES,
    LARGEST_XML,
    RELATIONS,
    TYPES,
    Package,
    Relation,
    TemplateError,
)

LARGEST_FILE = 32 << 20
LARGEST_PARTS = 48 << 20
LARGEST_ALL_XML = 12 << 20
"""Limits in bytes: the file, all its parts unpacked, one part of XML, all parts of XML. A template
with a few pictures has 1 MB."""

MOST_PARTS = 1_000

_STRICT = "http://purl.oclc.org/ooxml/"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def opened(path: Path) -> Package:
    """Return the Word file at *path* with its types and relationships read.

    Raises ``TemplateError`` unless it is a valid Word file within the limits.
    """
    package = Package(path, _parts(path))
    _read_types(package)
    _read_relations(package)
    return package


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
            "it is not a Word file, or is damaged. Open it in Word and save it as .docx or .dotx."
        ) from error


def _read(blank: Package) -> bytes:
    path = blank.path
    try:
        state = path.stat()
        if stat.S_ISDIR(state.st_mode):
            raise blank.refuse("it is a folder. Choose a .docx or .dotx file.")
        if not stat.S_ISREG(state.st_mode):
            raise blank.refuse("it is not a regular file. Choose a .docx or .dotx file.")
        with path.open("rb") as file:
            held = file.read(min(state.st_size, LARGEST_FILE) + 1)
    except FileNotFoundError as error:
        raise TemplateError(f"No template {path} found. Choose a .docx or .dotx file.") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise blank.refuse(f"it can't be read ({reason}).") from error
    if not held:
        raise blank.refuse("it is empty. Choose a .docx or .dotx file.")
    if len(held) > LARGEST_FILE:
        raise blank.refuse(
            f"it is larger than {LARGEST_FILE >> 20} MB. Make its pictures smaller in Word."
        )
    return held


def _unpacked(blank: Package, archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if len(entries) > MOST_PARTS:
        raise blank.refuse(f"it has {len(entries):,} parts; the limit is {MOST_PARTS:,}.")
    _judge_sizes(blank, entries)
    parts: dict[str, bytes] = {}
    seen: set[str] = set()
    for entry in entries:
        name = entry.filename
        if _leaves(name) or _leaves(getattr(entry, "orig_filename", name)):
            raise blank.refuse(f"a part of it has the name {name!r}, which leads out of the file.")
        if name.lower() in seen:
            raise blank.refuse(f"it has two parts named {name!r}. Save it again in Word.")
        if entry.flag_bits & 1:
            raise blank.refuse("it is protected by a password. Save it in Word without one.")
        seen.add(name.lower())
        # Without a limit, Python unpacks the whole entry before it checks the declared size.
        with archive.open(entry) as part:
            parts[name] = part.read(entry.file_size + 1)
    return parts


def _judge_sizes(blank: Package, entries: list[zipfile.ZipInfo]) -> None:
    """Check the sizes in the archive's directory; unpacking never gives more than they say."""
    xml = [entry.file_size for entry in entries if entry.filename.endswith((".xml", ".rels"))]
    for size, most, what in (
        (sum(entry.file_size for entry in entries), LARGEST_PARTS, "its parts unpacked take"),
        (max(xml, default=0), LARGEST_XML, "one of its parts of text takes"),
        (sum(xml), LARGEST_ALL_XML, "its parts of text take"),
    ):
        if size > most:
            raise blank.refuse(
                f"{what} {size / 1e6:,.0f} MB, and the limit is {most >> 20} MB. Remove what is"
                " not needed in Word."
            )


def _leaves(name: str) -> bool:
    """Return whether a part's *name* is anything but a plain path below the root."""
    return (
        name.startswith("/")
        or "\\" in name
        or "\0" in name
        or ":" in name
        or any(piece in ("", ".", "..") for piece in name.split("/"))
    )


# -- types and relationships -----------------------------------------------------------------


def _read_types(package: Package) -> None:
    listed = next((name for name in package.parts if name.lower() == CONTENT_TYPES.lower()), None)
    if listed is None:
        raise package.refuse(
            "it is not a Word file (the list of its parts is missing). Open it in Word and save it"
            " as .docx or .dotx."
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
    """Return the full name of the part that *source* calls *target*, or *target* if unknown."""
    folder = posixpath.dirname(source)
    full = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
    return named.get(full.lower()) or named.get(unquote(full).lower()) or full
