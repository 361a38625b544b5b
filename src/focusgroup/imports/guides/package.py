"""Read the parts of a document that is a zip of XML files, within limits.

A small file can unpack to gigabytes, nest without end or define entities that grow; none of that
is followed.
"""

import io
import zipfile
import zlib
from typing import TYPE_CHECKING

from focusgroup.imports.guides.pieces import Unreadable

if TYPE_CHECKING:
    from lxml.etree import _Element

LARGEST_PART = 10_000_000
"""The most bytes of one part, unpacked. The text of a guide of 90 minutes takes 0.2 MB."""

MOST_PARTS = 5_000
_ENTRY = b"PK\x01\x02"


class ZippedParts:
    """A zip of parts by name. Raises Unreadable, which says why, for a damaged one."""

    def __init__(self, data: bytes) -> None:
        if data.count(_ENTRY) > MOST_PARTS:
            raise Unreadable(f"it has more than {MOST_PARTS:,} parts")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError) as error:
            raise Unreadable("it is cut off or damaged") from error
        self.names = frozenset(self._zip.namelist())

    def part(self, name: str) -> bytes:
        """Return the bytes of a part, b"" if there is none."""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as file:
                data = file.read(LARGEST_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            EOFError,
            KeyError,
            NotImplementedError,
            OSError,
            ValueError,
        ) as error:
            raise Unreadable(f"its part {name} is damaged") from error
        except RuntimeError as error:
            raise Unreadable("a password protects it") from error
        if len(data) > LARGEST_PART:
            raise Unreadable(f"its part {name} is above {LARGEST_PART // 1_000_000} MB")
        return data

    def xml(self, name: str) -> "_Element | None":
        """Return the root element of a part, None if there is no such part."""
        data = self.part(name)
        return xml_of(data, name) if data else None


def xml_of(data: bytes, name: str) -> "_Element":
    """Return the root element of XML; entities stay as they are. Raises Unreadable."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(f"its part {name} is damaged") from error


_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word_main_part(package: ZippedParts) -> str:
    """Return the name of the part with the text of a Word document. Raises Unreadable."""
    if "word/document.xml" in package.names:
        return "word/document.xml"
    types = package.xml("[Content_Types].xml")
    for each in types if types is not None else ():
        if "document.main" in (each.get("ContentType") or ""):
            return (each.get("PartName") or "").lstrip("/")
    raise Unreadable("it has no text part")


def word_xml(package: ZippedParts, name: str) -> "_Element | None":
    """Return a part of a Word document, in the usual form of its names; None without it."""
    data = package.part(name)
    return xml_of(data.replace(_STRICT, _USUAL), name) if data else None
