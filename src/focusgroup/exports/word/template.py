"""Our own small template: a Word file of a few parts, made here rather than kept as a binary.

python-docx brings one too; it opens in Compatibility Mode, as a document of Word 2007,
and holds 876 kB of styles. This one declares mode 15, that of Word 2013 and later.
"""

import io
import zipfile

from focusgroup.exports.word.ooxml.package import write_parts
from focusgroup.exports.word.ooxml.styles import NAMESPACES, styles_part

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_CONTENT_TYPES = (
    f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MIME}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_MIME}.styles+xml"/>'
    f'<Override PartName="/word/settings.xml" ContentType="{_MIME}.settings+xml"/>'
    f'<Override PartName="/word/numbering.xml" ContentType="{_MIME}.numbering+xml"/>'
    f'<Override PartName="/word/fontTable.xml" ContentType="{_MIME}.fontTable+xml"/>'
    "</Types>"
)

_PACKAGE_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
)

_DOCUMENT_RELATIONS = (
    f'<Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/relationships/{name}" '
        f'Target="{name}.xml"/>'
        for number, name in enumerate(("styles", "settings", "numbering", "fontTable"), 1)
    )
    + "</Relationships>"
)

_DOCUMENT = (
    f'<w:document {NAMESPACES} xmlns:r="{_OFFICE}/relationships"><w:body><w:sectPr>'
    '<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1247" w:bottom="1134" '
    'w:left="1247" w:header="567" w:footer="567" w:gutter="0"/></w:sectPr></w:body></w:document>'
)

# The elements are in the schema's order (CT_Settings); Word refuses any other.
_SETTINGS = (
    f'<w:settings {NAMESPACES}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    '<w:characterSpacingControl w:val="doNotCompress"/><w:compat><w:compatSetting '
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
)

_NUMBERING = (
    f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="0">'
    '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="bullet"/><w:pStyle w:val="ListBullet"/><w:lvlText w:val="•"/>'
    '<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="340" w:hanging="340"/></w:pPr></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)

TWINS = {
    "Calibri": "Carlito",
    "Cambria": "Caladea",
    "Arial": "Liberation Sans",
    "Times New Roman": "Liberation Serif",
    "Georgia": "Gelasio",
}
"""Free fonts whose letters are just as wide."""


def _twin(name: str) -> str:
    return f'<w:altName w:val="{TWINS[name]}"/>' if name in TWINS else ""


_FONTS = (
    f"<w:fonts {NAMESPACES}>"
    + "".join(
        f'<w:font w:name="{name}">{_twin(name)}<w:family w:val="swiss"/>'
        '<w:pitch w:val="variable"/></w:font>'
        for name in ("Calibri", "Arial", "Microsoft YaHei", "Yu Gothic", "Malgun Gothic")
    )
    + "</w:fonts>"
)


def settings_part() -> str:
    """Return ``word/settings.xml`` of our own template: Word 2013 and later."""
    return _SETTINGS


def numbering_part() -> str:
    """Return ``word/numbering.xml`` of our own template: bullets."""
    return _NUMBERING


def template() -> bytes:
    """Return the template as a ``.docx``."""
    parts = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": _PACKAGE_RELATIONS,
        "word/document.xml": _DOCUMENT,
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/styles.xml": styles_part(),
        "word/settings.xml": _SETTINGS,
        "word/numbering.xml": _NUMBERING,
        "word/fontTable.xml": _FONTS,
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        write_parts(package, {name: (_DECLARATION + xml).encode() for name, xml in parts.items()})
    return made.getvalue()
