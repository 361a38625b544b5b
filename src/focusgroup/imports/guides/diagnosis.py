"""Tell what a file is from its first bytes: a guide that can be read, or what to do with it."""

import csv
import json
import re
from enum import StrEnum

from focusgroup.core.patterns import lazy_pattern
from focusgroup.imports.guides.package import ZippedParts
from focusgroup.imports.guides.pieces import OtherFile, Unreadable


class GuideFormat(StrEnum):
    """The formats that guides are read from, in the words of people."""

    TEXT = "text"
    WORD = "Word document"
    OPEN_DOCUMENT = "OpenDocument text"
    FLAT_DOCUMENT = "flat OpenDocument text"
    WEB_PAGE = "web page"
    PDF = "PDF"


_SAVE = "save it as .docx"
_GUIDE = "name the guide itself: Markdown, .docx, .odt, .html or text"

_ZIPPED = (
    ("xl/", "a spreadsheet (.xlsx)", f"copy the guide into a document and {_SAVE}"),
    ("ppt/", "a presentation (.pptx)", "export its notes or outline as .docx"),
    ("Index/", "a Pages, Numbers or Keynote file", "export it as .docx (File > Export To > Word)"),
    ("index.apxl", "a Keynote file", "export its notes as text"),
    ("index.xml", "a Pages file", "export it as .docx (File > Export To > Word)"),
    ("visio/", "a drawing (.vsdx)", _GUIDE),
)
_OPEN_KINDS = {
    "spreadsheet": ("a spreadsheet (.ods)", "copy the guide into a document and save it as .odt"),
    "presentation": ("a presentation (.odp)", "export its outline as .odt"),
    "graphics": ("a drawing (.odg)", _GUIDE),
    "epub": ("an e-book (.epub)", "save its text as .docx or .html"),
}
_OLD_OFFICE = (
    ("EncryptedPackage", "protected by a password", "open it, remove the password, save it again"),
    ("WordDocument", "an old Word file (.doc)", f"open it in Word or LibreOffice and {_SAVE}"),
    ("Workbook", "an old spreadsheet (.xls)", f"copy the guide into a document and {_SAVE}"),
    ("PowerPoint Document", "an old presentation (.ppt)", "export its outline as .docx"),
    ("__properties_version1.0", "a mail (.msg)", "save the guide attached to it, or its text"),
)
_LINK = (
    "a link to a document",
    f"open it, {_SAVE} (in Google Docs: File > Download), and name that file",
)
_LINKS = (".gdoc", ".gsheet", ".gslides", ".url", ".webloc", ".desktop")
_SIGNS: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "an RTF file", f"open it in Word or LibreOffice and {_SAVE}"),
    (b"\x89PNG", "an image (PNG)", _GUIDE),
    (b"\xff\xd8\xff", "an image (JPEG)", _GUIDE),
    (b"GIF8", "an image (GIF)", _GUIDE),
    (b"BM", "an image (BMP)", _GUIDE),
    (b"II*\0", "an image (TIFF)", _GUIDE),
    (b"MM\0*", "an image (TIFF)", _GUIDE),
    (b"8BPS", "an image (Photoshop)", _GUIDE),
    (b"%!PS", "a PostScript file", f"open the document that it was printed from and {_SAVE}"),
    (b"\x1f\x8b", "a compressed file (gzip)", "unpack it and name the guide in it"),
    (b"7z\xbc\xaf", "an archive (7z)", "unpack it and name the guide in it"),
    (b"Rar!", "an archive (RAR)", "unpack it and name the guide in it"),
    (b"\xfd7zXZ", "a compressed file (xz)", "unpack it and name the guide in it"),
    (b"BZh", "a compressed file (bzip2)", "unpack it and name the guide in it"),
    (b"SQLite format 3\0", "a database", _GUIDE),
    (b"\x7fELF", "a program", _GUIDE),
    (b"MZ\x90", "a program", _GUIDE),
    (b"#!/", "a program", _GUIDE),
    (b"L\0\0\0\x01\x14\x02\0", *_LINK),
    (b"\xe4R\\{\x8c\xd8\xa7M", "a OneNote file", f"export the page as Word and {_SAVE}"),
    (b"ID3", "a recording", _GUIDE),
    (b"OggS", "a recording", _GUIDE),
    (b"fLaC", "a recording", _GUIDE),
    (b"\x1aE\xdf\xa3", "a film", _GUIDE),
    (b"\xffWPC", "a WordPerfect file", f"open it in Word or LibreOffice and {_SAVE}"),
)
_HTML = re.compile(
    rb"^\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)", re.I | re.S
)
_MAIL = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_CAPTIONS = lazy_pattern(r"^\d\d:\d\d(?::\d\d)?[.,]\d{3} --> ", re.MULTILINE)
_CAPTIONS_FIRST = lazy_pattern(r"WEBVTT\b|(?:\d+\s*\n)?[\d:]+[.,]\d{3}\s*-->")
_TABLE_LINES = 200
_ANEW = "write the guide as Markdown: `focusgroup agenda new PATH` starts one"
_BY_SUFFIX = {
    ".yaml": ("a YAML file", _ANEW),
    ".json": ("a JSON file", _ANEW),
    ".toml": ("a TOML file", _ANEW),
    ".csv": ("a table (.csv)", f"copy the guide into a document and {_SAVE}"),
    ".tsv": ("a table (.tsv)", f"copy the guide into a document and {_SAVE}"),
    ".tex": ("a LaTeX file", "convert it (`pandoc guide.tex -o guide.md`)"),
    ".rst": ("a reStructuredText file", "convert it (`pandoc guide.rst -o guide.md`)"),
    ".adoc": ("an AsciiDoc file", "save it as .html"),
    ".org": ("an Org file", "convert it (`pandoc guide.org -o guide.md`)"),
    ".svg": ("an image (SVG)", _GUIDE),
}  # fmt: skip
_SOURCE = ("the source of a program", _GUIDE)
_PROGRAMS = (
    "py js mjs ts tsx jsx java c h cc cpp hpp cs go rs rb php pl lua swift kt sql css ps1 bat"
)
_BY_SUFFIX |= dict.fromkeys((f".{each}" for each in _PROGRAMS.split()), _SOURCE)
_BY_SUFFIX[".log"] = ("a log of a program", _GUIDE)
_BY_SUFFIX[".yml"] = _BY_SUFFIX[".yaml"]
_CAPTIONED = ("a transcript with captions", _GUIDE)
_BY_SUFFIX |= dict.fromkeys((".vtt", ".srt", ".sbv", ".ass", ".ttml"), _CAPTIONED)


def format_of(data: bytes, suffix: str) -> GuideFormat:
    """Return the format of a guide's bytes.

    Raises OtherFile for anything else, Unreadable for a damaged document.
    """
    if data.startswith(b"PK"):
        return _zipped(data)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        _refuse_old_office(data)
    if b"%PDF-" in data[:1024]:
        return GuideFormat.PDF
    for sign, what, advice in _SIGNS:
        # Two letters may begin a text, too.
        if data.startswith(sign) and (len(sign) > 2 or b"\0" in data[:200]):
            raise OtherFile(what, advice)
    if data[4:8] == b"ftyp":
        photo = data[8:12] in (b"heic", b"heix", b"mif1", b"avif")
        raise OtherFile("an image (HEIC)" if photo else "a film or a recording", _GUIDE)
    if data.startswith(b"RIFF"):
        raise OtherFile("an image" if data[8:12] == b"WEBP" else "a film or a recording", _GUIDE)
    return _written(data, suffix)


def _zipped(data: bytes) -> GuideFormat:
    package = ZippedParts(data)
    if "word/document.xml" in package.names or _is_word(package):
        return GuideFormat.WORD
    kind = package.part("mimetype")[:200].decode("ascii", "replace")
    if "opendocument.text" in kind:
        return GuideFormat.OPEN_DOCUMENT
    for word, (what, advice) in _OPEN_KINDS.items():
        if word in kind:
            raise OtherFile(what, advice)
    for name, what, advice in _ZIPPED:
        if any(each.startswith(name) for each in package.names):
            raise OtherFile(what, advice)
    raise OtherFile("a zip archive", "unpack it and name the guide in it")


def _is_word(package: ZippedParts) -> bool:
    return b"wordprocessingml" in package.part("[Content_Types].xml")


def _refuse_old_office(data: bytes) -> None:
    for name, what, advice in _OLD_OFFICE:
        if name.encode("utf-16-le") in data:
            raise OtherFile(what, advice)
    raise OtherFile("an old Office file", f"open it in Word or LibreOffice and {_SAVE}")


def _written(data: bytes, suffix: str) -> GuideFormat:
    """Return the format of a file of text."""
    if suffix in _LINKS:
        raise OtherFile(*_LINK)
    start = data[:4096].removeprefix(b"\xef\xbb\xbf").lstrip()
    if b"office:document" in start and start.startswith(b"<"):
        if b"opendocument.text" in data[:20_000]:
            return GuideFormat.FLAT_DOCUMENT
        raise OtherFile("an OpenDocument file without text", _GUIDE)
    if b"Word.Document" in start or b"http://schemas.microsoft.com/office/word/2003" in start:
        raise OtherFile("a Word file in XML", f"open it in Word and {_SAVE}")
    if re.match(rb"(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE svg[^>]*>\s*)?<svg", start):
        raise OtherFile(*_BY_SUFFIX[".svg"])
    if suffix in (".html", ".htm", ".xhtml") or _HTML.match(start):
        return GuideFormat.WEB_PAGE
    if start.startswith(b"<?xml"):
        raise OtherFile("an XML file", f"open it in the program that wrote it and {_SAVE}")
    if suffix in (".mht", ".mhtml", ".eml") or _MAIL.search(start):
        raise OtherFile("a mail or a web archive", f"open it and {_SAVE}, or as .html")
    if suffix in _BY_SUFFIX:
        raise OtherFile(*_BY_SUFFIX[suffix])
    return GuideFormat.TEXT


def refuse_data(text: str) -> None:
    """Raise OtherFile for a *text* that holds data for programs: JSON, YAML, captions."""
    start = text.lstrip()
    if start[:1] in ("{", "["):
        try:
            json.loads(text)
        except (ValueError, RecursionError):
            pass
        else:
            raise OtherFile(*_BY_SUFFIX[".json"])
    if len(_CAPTIONS.findall(text)) > 2 or _CAPTIONS_FIRST.match(start):
        raise OtherFile(*_CAPTIONED)
    if start.startswith(("BEGIN:VCALENDAR", "BEGIN:VCARD")):
        raise OtherFile("a calendar entry or a contact", _GUIDE)
    if any(_is_table(start, mark) for mark in ",;"):
        raise OtherFile("a table", _BY_SUFFIX[".csv"][1])
    if _is_source(text):
        raise OtherFile(*_SOURCE)
    if _is_yaml(text):
        raise OtherFile(*_BY_SUFFIX[".yaml"])


def _is_table(text: str, mark: str) -> bool:
    """Return whether each line has as many fields as the others: at least three, and no blanks."""
    lines = text.rstrip().split("\n")[:_TABLE_LINES]
    if len(lines) < 3 or any(line.count(mark) < 2 for line in lines):
        return False
    try:
        rows = list(csv.reader(lines, delimiter=mark, skipinitialspace=True))
    except csv.Error:
        return False
    return len({len(row) for row in rows}) == 1 and all(map(len, map(str.strip, rows[0])))


_CODE = lazy_pattern(
    r"\s*(?:import\s[\w.{*]|from\s[\w.]+\simport\b|def\s\w+\(|class\s\w+[(:{]|(?:async\s)?function\b.*\("
    r"|(?:const|let|var)\s\w+\s*=|return\b(?!\s+(?:to|the|all)\b)|#include\b|@\w+\b|(?:el)?if\s?\(|for\s?\(|else\s*[:{]"
    r"|\w+\s*=\s*[\w\"'\[({])|[^-*•]*[(=][^-*•]*;$|[^-*•]*[{}]$|\s*(?://|/\*)",
)
_IS_CODE = 0.4
_FEWEST_CODE = 4


def _is_source(text: str) -> bool:
    """Return whether most lines are statements of a programming language."""
    lines = [line for line in text.split("\n", 400)[:400] if line.strip()]
    code = sum(bool(_CODE.match(line[:300])) for line in lines)
    return code >= _FEWEST_CODE and code >= _IS_CODE * len(lines)


_KEY = lazy_pattern(r"^[ \t]*(?:- )?[\"']?[a-z_][\w-]*[\"']?:(?:[ \t]|$)")
_IN_LIST = lazy_pattern(r"^[ \t]*- [\"']?[a-z_][\w-]*[\"']?:(?:[ \t]|$)", re.MULTILINE)
_HOLDER = lazy_pattern(r"^[ \t]*[\"']?[a-z_][\w-]*[\"']?:[ \t]*$", re.MULTILINE)
_IS_YAML = 0.6


def _is_yaml(text: str) -> bool:
    """Return whether most lines are keys as programs write them, some in lists of records."""
    parts = re.split(r"^---[ \t]*$", text, maxsplit=2, flags=re.MULTILINE)
    if len(parts) == 3 and not parts[0].strip() and parts[2].strip():
        text = parts[2]  # without the front matter of a Markdown text
    lines = [line for line in text.split("\n") if line.strip() and not line.startswith("---")]
    lines = [line for line in lines if not line.lstrip().startswith("#")]
    keys = sum(bool(_KEY.match(line)) for line in lines[:2000])
    records = len(_IN_LIST.findall(text)) > 1 or len(_HOLDER.findall(text)) > 1
    return records and keys >= _IS_YAML * len(lines[:2000]) > 2


def not_a_document(error: Unreadable, what: GuideFormat | None) -> str:
    """Return the sentence, without the file's name, about a document that can't be read."""
    kind = {
        GuideFormat.WORD: "a Word document",
        GuideFormat.OPEN_DOCUMENT: "an OpenDocument text",
        GuideFormat.FLAT_DOCUMENT: "an OpenDocument text",
        GuideFormat.PDF: "a PDF",
    }.get(what, "a document or an archive") if what else "a document or an archive"  # fmt: skip
    return f"is {kind} that can't be read: {error}; open it in its own program and save it again"
