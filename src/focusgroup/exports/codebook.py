"""The codebook as a file: CSV for a spreadsheet, REFI-QDA `.qdc` for other analysis programs."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, BinaryIO

from focusgroup import __version__
from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Kind, Theme
from focusgroup.core.themes.codebook import parent_of
from focusgroup.core.themes.kind_codes import GROUP, KIND_CODES
from focusgroup.exports.atomic import replace_file
from focusgroup.exports.csv_file import guarded
from focusgroup.exports.destination import Target, at
from focusgroup.exports.export_result import Written
from focusgroup.exports.text.legal import LegalText

COLUMNS = ("path", "description", "not", "keywords", "owner", "retired")
NAMESPACE = "urn:QDA-XML:codebook:1.0"
LABELS = {"excludes": "Not", "keywords": "Keywords", "owner": "Owner", "retired": "Retired"}
"""The first word of a line of a code's description, which is all that the format has room for."""

KIND_MEANINGS = {
    Kind.PROBLEM: "What does not work for customers, or not well enough.",
    Kind.STRENGTH: "What works for customers and should stay.",
    Kind.MISSING_FEATURE: "What customers need and do not have.",
    Kind.CONTEXT: "What customers say about themselves, how they work and what they use.",
}


def write_codebook(themes: Sequence[Theme], target: Target) -> Written:
    """Write the themes as the suffix of the file says, ``.csv`` or ``.qdc``.

    Raises FocusgroupError for another suffix, and when there is no theme.
    """
    suffix = at(target).path.suffix.lower()
    if suffix not in (".csv", ".qdc"):
        raise FocusgroupError(f"{at(target).path} must end in .csv or .qdc, which sets the format")
    if not themes:
        raise FocusgroupError("there are no themes to write yet; see: `focusgroup themes add`")
    write = _write_csv if suffix == ".csv" else _write_qdc
    legal = LegalText()
    plain = [_plain(theme, legal.legal) for theme in themes]
    written = replace_file(target, lambda file: write(plain, file))
    return Written(written, target, replaced=legal.replaced)


def _plain(theme: Theme, legal: Callable[[str], str]) -> Theme:
    """Return a theme whose texts a file can hold, without what turns round the rest of a line."""
    return replace(
        theme,
        path=legal(theme.path),
        description=legal(theme.description),
        excludes=legal(theme.excludes),
        keywords=tuple(map(legal, theme.keywords)),
        owner=legal(theme.owner),
    )


def _write_csv(themes: Sequence[Theme], file: BinaryIO) -> None:
    text = io.TextIOWrapper(file, "utf-8-sig", newline="")
    rows = csv.writer(text)
    rows.writerow(COLUMNS)
    for theme in themes:
        retired = "yes" if theme.retired else ""
        keywords = ", ".join(theme.keywords)
        cells = (theme.path, theme.description, theme.excludes, keywords, theme.owner, retired)
        rows.writerow([guarded(cell) for cell in cells])
    text.flush()
    text.detach()


def _write_qdc(themes: Sequence[Theme], file: BinaryIO) -> None:
    """Write a code for each theme, nested as they are, with its own id, then one for each kind."""
    from lxml import etree

    root = etree.Element(
        f"{{{NAMESPACE}}}CodeBook", nsmap={None: NAMESPACE}, origin=f"Focusgroup {__version__}"
    )

    def add(parent: Any, guid: str, name: str, text: str = "", codable: str = "true") -> Any:
        code = etree.SubElement(
            parent, f"{{{NAMESPACE}}}Code", guid=guid, name=name, isCodable=codable
        )
        if text:
            etree.SubElement(code, f"{{{NAMESPACE}}}Description").text = text
        return code

    above = {"": etree.SubElement(root, f"{{{NAMESPACE}}}Codes")}
    for theme in themes:
        parent = above.get(parent_of(theme.path), above[""])
        above[theme.path] = add(parent, theme.id, theme.name, _described(theme))
    kinds = add(above[""], *GROUP, codable="false")
    for kind, code in KIND_CODES.items():
        add(kinds, *code, KIND_MEANINGS[kind])
    etree.ElementTree(root).write(file, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _described(theme: Theme) -> str:
    """Return what a theme is, and its other details on lines of their own."""
    told = {
        "excludes": theme.excludes,
        "keywords": ", ".join(theme.keywords),
        "owner": theme.owner,
        "retired": "yes" if theme.retired else "",
    }
    lines = [f"{LABELS[name]}: {text}" for name, text in told.items() if text]
    return "\n".join([theme.description, *lines]) if lines else theme.description
