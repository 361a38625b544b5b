"""A Word file as a zip archive: the same document gives the same bytes on every machine."""

import zipfile
from collections.abc import Iterable, Iterator, Mapping

FIRST = "[Content_Types].xml"
"""Some readers expect it at the start of the file."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip archive can hold; the real time would change every export."""

_UNIX = 3
_CHUNK = 1 << 18
"""Bytes gathered before they are deflated; small writes cost more than the text."""


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = _UNIX
    entry.external_attr = 0o600 << 16
    return entry


def write_parts(package: zipfile.ZipFile, parts: Mapping[str, bytes]) -> None:
    """Write *parts* by name, in an order that does not depend on how they were made."""
    for name in sorted(parts, key=lambda name: (name != FIRST, name)):
        package.writestr(_entry(name), parts[name])


def stream_part(
    package: zipfile.ZipFile, name: str, markup: Iterable[str], *, huge: bool = False
) -> None:
    """Write the part *name* piece by piece as UTF-8, holding at most one chunk in memory.

    *huge* parts may have 2 GB or more: only those use ZIP64, which pandoc and other readers
    refuse.
    """
    with package.open(_entry(name), "w", force_zip64=huge) as part:
        for chunk in _gathered(markup):
            part.write(chunk)


def _gathered(pieces: Iterable[str]) -> Iterator[bytes]:
    """Return *pieces* as UTF-8 in chunks. One by one: most are ASCII, which needs no encoding."""
    held: list[bytes] = []
    size = 0
    for piece in pieces:
        encoded = piece.encode()
        held.append(encoded)
        size += len(encoded)
        if size >= _CHUNK:
            yield b"".join(held)
            held.clear()
            size = 0
    yield b"".join(held)
