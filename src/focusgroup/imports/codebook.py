"""Read a codebook from a file: CSV with headings, or REFI-QDA `.qdc` of another program."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from uuid import UUID

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import PATH_SEPARATOR
from focusgroup.core.text import clean_line, fold
from focusgroup.core.themes.entries import ThemeDetails, ThemeEntry
from focusgroup.core.themes.kind_codes import is_kind_code
from focusgroup.core.themes.paths import lineage, normal_path
from focusgroup.imports.named_file import file_bytes
from focusgroup.imports.text_encoding import text_of

LARGEST = 20_000_000
"""The most bytes of a file that is read as a codebook."""
MOST = 20_000
"""The most themes of one file."""
DEEPEST = 12
"""The most themes above each other."""
LONGEST = 200
"""The most characters of a name."""

_HEADS = {
    "path": ("path", "theme", "code path"),
    "name": ("name", "code", "code name", "title"),
    "indent": ("indent", "level", "depth"),
    "parent": ("parent", "parent code", "category", "above"),
    "description": ("description", "memo", "definition", "what it is"),
    "excludes": ("not", "excludes", "what it is not", "exclusion"),
    "keywords": ("keywords", "keyword"),
    "owner": ("owner",),
    "retired": ("retired",),
}
_DETAILS = {
    "not": "excludes",
    "keywords": "keywords",
    "owner": "owner",
    "retired": "retired",
}
"""What a line of a code's description begins with, and the detail that it tells."""


@dataclass(frozen=True, slots=True)
class CodebookFile:
    """The themes of a file, parents before their children, and what was left out."""

    entries: tuple[ThemeEntry, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """A theme as the file has it, on a line or in a place of it."""

    where: str
    path: str
    details: ThemeDetails
    id: str = ""


def read_codebook(path: Path) -> CodebookFile:
    """Return the themes in a file.

    Raises FocusgroupError, a sentence, for one that isn't a codebook. A theme that is listed
    twice is taken once, with a warning.
    """
    data, assumed = (
        file_bytes(path, wanted="a .csv or .qdc file", what="a codebook", most=LARGEST),
        "",
    )
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise FocusgroupError(f"{path} {_of_packed(path)}")
    if path.suffix.lower() == ".qdc" or data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        rows = _of_xml(data, path)
    else:
        text = text_of(data, path)
        rows, assumed = _of_csv(text.text, path), text.assumed
    found = _checked(rows, path)
    if not assumed:
        return found
    guess = f"read as {assumed}; if names look wrong, name another with --encoding"
    return replace(found, warnings=(guess, *found.warnings))


def _of_packed(path: Path) -> str:
    """Return what a packed file is by its name, and what to do instead."""
    if path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods"):
        return "is a workbook; save its table as “CSV UTF-8”"
    if path.suffix.lower() in (".qdpx", ".qdc"):
        return "is a whole project; export its codebook alone as REFI-QDA (.qdc)"
    return "is a packed file; name a .csv or .qdc file"


def _checked(rows: Iterator[_Row], path: Path) -> CodebookFile:
    entries: dict[str, ThemeEntry] = {}
    first: dict[str, str] = {}
    warnings: list[str] = []
    for row in rows:
        name = normal_path(row.path)
        if not name:
            warnings.append(f"{row.where}: a theme without a name was left out")
            continue
        above = lineage(name)
        if len(above) > DEEPEST:
            raise FocusgroupError(
                f"{path}, {row.where}: “{name[:60]}…” has more than {DEEPEST} levels; nothing was"
                " read"
            )
        if any(len(part) > LONGEST for part in name.split(PATH_SEPARATOR)):
            raise FocusgroupError(
                f"{path}, {row.where}: the name “{name[:60]}…” has more than {LONGEST} characters;"
                " nothing was read"
            )
        key = fold(name)
        if key in first:
            warnings.append(
                f"{row.where}: “{name}” is listed again (first in {first[key]}); left out"
            )
            continue
        first[key] = row.where
        for each in above[:-1]:
            entries.setdefault(fold(each), ThemeEntry(each))
        entries[key] = ThemeEntry(name, row.details, row.id)
        if len(entries) > MOST:
            raise FocusgroupError(f"{path} has more than {MOST:,} themes; nothing was read")
    if not entries:
        raise FocusgroupError(f"{path} lists no themes")
    shown = sorted(entries.values(), key=lambda entry: entry.path.count(PATH_SEPARATOR))
    return CodebookFile(tuple(shown), tuple(warnings))


# -- CSV -------------------------------------------------------------------------------------


def _of_csv(text: str, path: Path) -> Iterator[_Row]:
    first, _, rest = text.partition("\n")
    said = re.fullmatch(r"sep=(.)\s*", first, re.IGNORECASE)  # what Excel is told the comma is
    if said:
        text = f"\n{rest}"
    comma = said[1] if said else max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=comma)
    try:
        lines = [(reader.line_num, cells) for cells in reader if any(map(str.strip, cells))]
    except csv.Error as error:
        raise FocusgroupError(f"{path}, line {reader.line_num}: {error}") from error
    heads = [_head(cell) for cell in lines[0][1]] if lines else []
    if "path" not in heads and "name" not in heads:
        raise FocusgroupError(
            f"{path} has no heading “path” or “name”; the first line names the columns, such as"
            " path,description,not,keywords,owner"
        )
    rows = [
        (number, dict(zip(heads, map(_cell, cells), strict=False))) for number, cells in lines[1:]
    ]
    yield from _with_paths(rows, path)


def _head(cell: str) -> str:
    key = fold(cell)
    return next((name for name, words in _HEADS.items() if key in words), "")


def _cell(text: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from running it."""
    text = text.strip()
    return text[1:] if text.startswith("'") and text[1:2] in "=+-@＝＋－＠" else text


def _with_paths(rows: list[tuple[int, dict[str, str]]], path: Path) -> Iterator[_Row]:
    """Yield rows with whole paths, made of names with parents or an indent where there are any."""
    first = {fold(row.get("name", "")): row for _, row in reversed(rows)}
    above: list[tuple[int, str]] = []
    for number, row in rows:
        whole = row.get("path", "")
        if not whole and (indent := row.get("indent", "")).isdecimal():
            above = [each for each in above if each[0] < int(indent)]
            above.append((int(indent), _part(row.get("name", ""))))
            whole = PATH_SEPARATOR.join(name for _, name in above)
        yield _Row(
            f"line {number}", whole or _below_parents(number, row, first, path), _details(row)
        )


def _below_parents(
    number: int, row: dict[str, str], first: dict[str, dict[str, str]], path: Path
) -> str:
    """Return the path of a row under the parents that it and theirs name."""
    name = row.get("name", "")
    whole, above, seen = _part(name), row.get("parent", ""), {fold(name)}
    while above:
        if fold(above) in seen:
            raise FocusgroupError(
                f"{path}, line {number}: “{name}” is below itself; nothing was read"
            )
        seen.add(fold(above))
        parent = first.get(fold(above), {"name": above})
        whole = f"{_part(parent['name'])}{PATH_SEPARATOR}{whole}"
        above = parent.get("parent", "")
    return whole


def _part(name: str) -> str:
    """Return a name that isn't a path: another program's name may hold our separator."""
    return clean_line(name.replace(">", "/"))


def _details(told: dict[str, str]) -> ThemeDetails:
    """Return the details that a file tells; what it leaves empty stays as it is."""
    words = tuple(w for each in told.get("keywords", "").split(",") if (w := clean_line(each)))
    retired = fold(told.get("retired", "")) in ("yes", "true", "1", "x")
    return ThemeDetails(
        clean_line(told.get("description", "")) or None,
        clean_line(told.get("excludes", "")) or None,
        words or None,
        clean_line(told.get("owner", "")) or None,
        True if retired else None,
    )


# -- REFI-QDA --------------------------------------------------------------------------------


def _of_xml(data: bytes, path: Path) -> Iterator[_Row]:
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        why = str(error.msg).split("\n")[0]
        if "huge_tree" in why or "XML_PARSE_HUGE" in why:
            why = "it is nested too deep or has a name that is too long"
        raise FocusgroupError(f"{path} isn't a well-formed .qdc file: {why}") from error
    document = root.getroottree().docinfo
    if document.doctype or document.internalDTD is not None:
        raise FocusgroupError(
            f"{path} has a DOCTYPE, which a codebook never has; it was not read, as it could"
            " name other files"
        )
    if etree.QName(root).localname != "CodeBook":
        raise FocusgroupError(
            f"{path} has no codebook: its first element is {etree.QName(root).localname},"
            " not CodeBook; export the codebook as REFI-QDA (.qdc)"
        )
    todo = [(code, "") for code in reversed(root.findall("{*}Codes/{*}Code"))]
    while todo:
        code, above = todo.pop()
        guid = code.get("guid") or ""
        if is_kind_code(guid):
            whole = above  # a kind isn't a theme, but what another program put below it is one
        else:
            name = _part(code.get("name") or "")
            whole = f"{above}{PATH_SEPARATOR}{name}" if above else name
            text = code.findtext("{*}Description") or ""
            yield _Row(f"line {code.sourceline}", whole, _details(_told(text)), _id(guid))
        todo += [(each, whole) for each in reversed(code.findall("{*}Code"))]


def _id(guid: str) -> str:
    """Return the id that other programs know a code by, "" for what isn't one."""
    try:
        return str(UUID(guid))
    except ValueError:
        return ""


def _told(description: str) -> dict[str, str]:
    """Return the details in a code's description: the lines that begin with a label of ours."""
    told: dict[str, str] = {}
    own: list[str] = []
    for line in description.splitlines():
        label, colon, text = line.partition(":")
        detail = _DETAILS.get(fold(label)) if colon else None
        if detail and detail not in told:
            told[detail] = text.strip()
        else:
            own.append(line)
    return {"description": " ".join(own), **told}
