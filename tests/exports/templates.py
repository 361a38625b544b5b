"""Company templates made by program: a rich one with all that a real one brings, and variations."""

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
R = f"{OFFICE}/relationships"
DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
MIME = "application/vnd.openxmlformats-officedocument"
WORD = f"{MIME}.wordprocessingml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:wp="{DRAWING}/wordprocessingDrawing" '
    f'xmlns:a="{DRAWING}/main" xmlns:pic="{DRAWING}/picture"'
)

MARKER = "<w:p><w:r><w:t>{{report}}</w:t></w:r></w:p>"
SPLIT_MARKER = (
    '<w:p><w:bookmarkStart w:id="7" w:name="quote_1"/><w:r><w:t>{</w:t></w:r>'
    '<w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{ rep'
    "</w:t></w:r><w:r><w:t>ort</w:t></w:r>"
    '<w:proofErr w:type="spellEnd"/><w:r><w:t>}} </w:t></w:r><w:bookmarkEnd w:id="7"/></w:p>'
)
COVER = (
    '<w:p><w:pPr><w:pStyle w:val="Deckblatt"/></w:pPr><w:r><w:t>Contoso Research</w:t></w:r></w:p>'
    '<w:p><w:r><w:t>Confidential. Do not print.</w:t></w:r><w:r><w:footnoteReference w:id="2"/>'
    "</w:r></w:p>"
)
COMMENTED = (
    '<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Imprint: Contoso Ltd, Redmond</w:t></w:r>'
    '<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r></w:p>'
)


def text(words: str, style: str = "Standard") -> str:
    """A paragraph of the template's own."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>'


def section(
    *, wide: int = 12240, high: int = 15840, more: str = "", heads: bool = True, first: bool = True
) -> str:
    """Properties of a section; Letter without *wide* and *high*."""
    references = (
        '<w:headerReference w:type="default" r:id="rId10"/>'
        '<w:headerReference w:type="first" r:id="rId11"/>'
        '<w:footerReference w:type="default" r:id="rId12"/>'
        '<w:footerReference w:type="first" r:id="rId12"/>'
    )
    turned = ' w:orient="landscape"' if wide > high else ""
    return (
        f'<w:sectPr>{references if heads else ""}<w:pgSz w:w="{wide}" w:h="{high}"{turned}/>'
        '<w:pgMar w:top="1985" w:right="1134" w:bottom="1418" w:left="1418" w:header="567" '
        f'w:footer="567" w:gutter="0"/>{more}{"<w:titlePg/>" if heads and first else ""}</w:sectPr>'
    )


def in_section(properties: str) -> str:
    """A paragraph that ends a section."""
    return f"<w:p><w:pPr>{properties}</w:pPr></w:p>"


def corporate(
    path: Path,
    body: str = f"{COVER}{MARKER}{COMMENTED}",
    *,
    end: str | None = None,
    dotx: bool = True,
    font: str = "Liberation Sans",
    parts: Mapping[str, str | bytes | None] | None = None,
) -> Path:
    """Write the template with *body* to *path*; *parts* replaces some, None leaves one out."""
    made: dict[str, str | bytes | None] = {
        "[Content_Types].xml": _types(dotx),
        "_rels/.rels": _relations(
            ("rId1", f"{R}/officeDocument", "word/document.xml"),
            ("rId2", f"{PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{R}/extended-properties", "docProps/app.xml"),
            ("rId4", f"{R}/custom-properties", "docProps/custom.xml"),
        ),
        "word/document.xml": document(body, end or section()),
        "word/_rels/document.xml.rels": _relations(*_OF_DOCUMENT),
        "word/styles.xml": f"<w:styles {_NAMES}>{_STYLES}</w:styles>",
        "word/settings.xml": _SETTINGS,
        "word/_rels/settings.xml.rels": _relations(
            ("rId1", f"{R}/attachedTemplate", "file:///C:/Users/designer/corporate.dotm", True)
        ),
        "word/numbering.xml": _NUMBERING,
        "word/fontTable.xml": f'<w:fonts {_NAMES}><w:font w:name="Georgia"/></w:fonts>',
        "word/theme/theme1.xml": _THEME.replace("Liberation Sans", font),
        "word/header1.xml": _header("Contoso Research", logo=True),
        "word/_rels/header1.xml.rels": _relations(("rId1", f"{R}/image", "media/logo.png")),
        "word/header2.xml": _header("First page of Contoso", logo=False),
        "word/footer1.xml": _FOOTER,
        "word/_rels/footer1.xml.rels": _relations(
            ("rId1", f"{R}/hyperlink", "https://contoso.example/", True)
        ),
        "word/footnotes.xml": _FOOTNOTES,
        "word/comments.xml": f'<w:comments {_NAMES}><w:comment w:id="0" w:author="Dana Designer">'
        "<w:p><w:r><w:t>Ask legal</w:t></w:r></w:p></w:comment></w:comments>",
        "word/media/logo.png": _png(),
        "customXml/item1.xml": '<brand xmlns="urn:contoso"><owner>Dana Designer</owner></brand>',
        "customXml/_rels/item1.xml.rels": _relations(
            ("rId1", f"{R}/customXmlProps", "itemProps1.xml")
        ),
        "customXml/itemProps1.xml": '<ds:datastoreItem xmlns:ds="'
        f'{OFFICE}/customXml" ds:itemID="{{11111111-2222-3333-4444-555555555555}}"/>',
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="'
        f'{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Our template</dc:title><dc:creator>Dana Designer</dc:creator>"
        "<cp:lastModifiedBy>Dana Designer</cp:lastModifiedBy></cp:coreProperties>",
        "docProps/app.xml": f'<Properties xmlns="{OFFICE}/extended-properties"><Manager>Max Manager'
        "</Manager><Company>Contoso Ltd</Company></Properties>",
        "docProps/custom.xml": f'<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}'
        '/docPropsVTypes"><property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" '
        'name="Label"><vt:lpwstr>Internal use</vt:lpwstr></property></Properties>',
    }
    made.update(parts or {})
    return zipped(path, {name: part for name, part in made.items() if part is not None})


def zipped(path: Path, parts: Mapping[str, str | bytes]) -> Path:
    """Write *parts* as a package to *path*."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            if isinstance(part, str) and not part.startswith("<?xml"):
                part = _HEAD + part
            package.writestr(name, part)
    return path


def document(body: str, end: str) -> str:
    """``word/document.xml``."""
    return f"<w:document {_NAMES}><w:body>{body}{end}</w:body></w:document>"


def relations(*more: tuple[str, ...]) -> str:
    """Those of the document, with *more* behind them."""
    return _relations(*_OF_DOCUMENT, *more)


def _relations(*known: tuple[object, ...]) -> str:
    outside = ' TargetMode="External"'
    made = "".join(
        f'<Relationship Id="{each[0]}" Type="{each[1]}" Target="{each[2]}"'
        f"{outside if len(each) > 3 else ''}/>"
        for each in known
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{made}</Relationships>'


def _types(dotx: bool) -> str:
    main = "template" if dotx else "document"
    overrides = {
        "word/document.xml": f"{WORD}.{main}.main+xml",
        "word/styles.xml": f"{WORD}.styles+xml",
        "word/settings.xml": f"{WORD}.settings+xml",
        "word/numbering.xml": f"{WORD}.numbering+xml",
        "word/fontTable.xml": f"{WORD}.fontTable+xml",
        "word/theme/theme1.xml": f"{MIME}.theme+xml",
        "word/header1.xml": f"{WORD}.header+xml",
        "word/header2.xml": f"{WORD}.header+xml",
        "word/footer1.xml": f"{WORD}.footer+xml",
        "word/footnotes.xml": f"{WORD}.footnotes+xml",
        "word/comments.xml": f"{WORD}.comments+xml",
        "customXml/itemProps1.xml": f"{MIME}.customXmlProperties+xml",
        "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
        "docProps/app.xml": f"{MIME}.extended-properties+xml",
        "docProps/custom.xml": f"{MIME}.custom-properties+xml",
    }
    listed = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in overrides.items()
    )
    return (
        f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="PNG" ContentType="image/png"/>'
        f'<Default Extension="xlsx" ContentType="{MIME}.spreadsheetml.sheet"/>{listed}</Types>'
    )


_OF_DOCUMENT = (
    ("rId1", f"{R}/styles", "styles.xml"),
    ("rId2", f"{R}/settings", "settings.xml"),
    ("rId3", f"{R}/numbering", "numbering.xml"),
    ("rId4", f"{R}/fontTable", "fontTable.xml"),
    ("rId5", f"{R}/theme", "/word/theme/theme1.xml"),
    ("rId6", f"{R}/footnotes", "footnotes.xml"),
    ("rId7", f"{R}/comments", "comments.xml"),
    ("rId8", f"{R}/customXml", "../customXml/item1.xml"),
    ("rId10", f"{R}/header", "header1.xml"),
    ("rId11", f"{R}/header", "header2.xml"),
    ("rId12", f"{R}/footer", "footer1.xml"),
)

_SETTINGS = (
    f'<w:settings {_NAMES}><w:zoom w:percent="100"/><w:attachedTemplate r:id="rId1"/>'
    '<w:documentProtection w:edit="forms" w:enforcement="1"/><w:defaultTabStop w:val="709"/>'
    '<w:updateFields w:val="true"/><w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/>'
    "</w:footnotePr><w:compat><w:compatSetting "
    'w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    '</w:compat><w:themeFontLang w:val="de-DE"/><w:decimalSymbol w:val=","/>'
    '<w:listSeparator w:val=";"/></w:settings>'
)


def _style(
    of: str, id_: str, name: str, inside: str = "", *, default: bool = False, based: str = ""
) -> str:
    marked = ' w:default="1"' if default else ""
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        f'<w:style w:type="{of}"{marked} w:styleId="{id_}"><w:name w:val="{name}"/>{on}'
        f"{inside}</w:style>"
    )


_STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" '
    'w:cstheme="minorBidi"/><w:sz w:val="22"/><w:szCs w:val="22"/>'
    '<w:lang w:val="de-DE" w:eastAsia="en-US" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
    "<w:pPrDefault/></w:docDefaults>"
    + _style(
        "paragraph",
        "Standard",
        "Normal",
        '<w:pPr><w:spacing w:after="240" w:line="360" w:lineRule="auto"/>'
        '<w:ind w:firstLine="425"/><w:jc w:val="both"/></w:pPr>',
        default=True,
    )
    + _style("character", "Absatz-Standardschriftart", "Default Paragraph Font", default=True)
    + _style(
        "table",
        "NormaleTabelle",
        "Normal Table",
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:left w:w="108" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>',
        default=True,
    )
    + _style("numbering", "KeineListe", "No List", default=True)
    + _style(
        "paragraph",
        "berschrift1",
        "heading 1",
        '<w:next w:val="Standard"/><w:pPr><w:keepNext/><w:numPr><w:numId w:val="4"/></w:numPr>'
        '<w:spacing w:before="360" w:after="120"/><w:ind w:firstLine="0"/><w:outlineLvl w:val="0"/>'
        '</w:pPr><w:rPr><w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>'
        '<w:b/><w:color w:val="7A1F5C" w:themeColor="accent1"/><w:sz w:val="34"/></w:rPr>',
        based="Standard",
    )
    + _style(
        "paragraph",
        "Heading2",
        "Corporate lead",
        '<w:rPr><w:color w:val="7A1F5C"/></w:rPr>',
        based="Standard",
    )
    + _style(
        "paragraph",
        "Titel",
        "Title",
        '<w:pPr><w:spacing w:after="120" w:line="240" w:lineRule="auto"/><w:ind w:firstLine="0"/>'
        '<w:jc w:val="left"/></w:pPr>'
        '<w:rPr><w:rFonts w:asciiTheme="majorHAnsi" w:hAnsiTheme="majorHAnsi"/>'
        '<w:color w:val="7A1F5C"/><w:sz w:val="52"/></w:rPr>',
        based="Standard",
    )
    + _style(
        "paragraph",
        "Deckblatt",
        "Cover",
        '<w:pPr><w:spacing w:before="2400"/></w:pPr><w:rPr><w:sz w:val="72"/></w:rPr>',
        based="Titel",
    )
    + _style("paragraph", "Kopfzeile", "header", '<w:rPr><w:sz w:val="18"/></w:rPr>')
    + _style(
        "paragraph",
        "Theirs",
        "FG Quote Problem",
        '<w:pPr><w:ind w:left="567"/></w:pPr><w:rPr><w:color w:val="00FF00"/></w:rPr>',
        based="Standard",
    )
    + _style("character", "FGNote", "FG Note", "<w:rPr><w:b/></w:rPr>")
    + _style("table", "FGTable", "Contoso Grid", based="NormaleTabelle")
)

_NUMBERING = (
    f'<w:numbering {_NAMES}><w:abstractNum w:abstractNumId="3"><w:multiLevelType '
    'w:val="multilevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
    '<w:pStyle w:val="berschrift1"/><w:lvlText w:val="%1"/><w:lvlJc w:val="left"/><w:pPr>'
    '<w:ind w:left="567" w:hanging="567"/></w:pPr></w:lvl></w:abstractNum>'
    '<w:num w:numId="4"><w:abstractNumId w:val="3"/></w:num></w:numbering>'
)


def _header(words: str, *, logo: bool) -> str:
    picture = (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="900000" '
        'cy="360000"/><wp:docPr id="9" name="Logo" descr="Contoso"/><a:graphic><a:graphicData '
        f'uri="{DRAWING}/picture"><pic:pic><pic:nvPicPr><pic:cNvPr id="0" name="logo.png"/>'
        '<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="rId1"/><a:stretch>'
        '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        '<a:ext cx="900000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
    return (
        f'<w:hdr {_NAMES}><w:p><w:pPr><w:pStyle w:val="Kopfzeile"/></w:pPr>'
        f"{picture if logo else ''}<w:r><w:tab/><w:t>{words}</w:t></w:r></w:p></w:hdr>"
    )


_FOOTER = (
    f'<w:ftr {_NAMES}><w:p><w:pPr><w:pStyle w:val="Kopfzeile"/></w:pPr><w:hyperlink r:id="rId1">'
    "<w:r><w:t>contoso.example</w:t></w:r></w:hyperlink><w:r><w:tab/></w:r>"
    '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple></w:p></w:ftr>'
)
_FOOTNOTES = (
    f'<w:footnotes {_NAMES}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r>'
    '</w:p></w:footnote><w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r>'
    '<w:continuationSeparator/></w:r></w:p></w:footnote><w:footnote w:id="2"><w:p><w:r><w:t>'
    "Contoso guidelines, page 3</w:t></w:r></w:p></w:footnote></w:footnotes>"
)


def _fonts(name: str) -> str:
    return f'<a:latin typeface="{name}"/><a:ea typeface=""/><a:cs typeface=""/>'


_COLOURS = {
    "dk1": "000000",
    "lt1": "FFFFFF",
    "dk2": "3B1130",
    "lt2": "EEE6EC",
    "accent1": "7A1F5C",
    "accent2": "2E86AB",
    "accent3": "F6AE2D",
    "accent4": "55A630",
    "accent5": "6D597A",
    "accent6": "B56576",
    "hlink": "2E86AB",
    "folHlink": "6D597A",
}
_FILL = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
_THEME = (
    f'<a:theme xmlns:a="{DRAWING}/main" name="Contoso"><a:themeElements><a:clrScheme '
    'name="Contoso">'
    + "".join(f'<a:{n}><a:srgbClr val="{c}"/></a:{n}>' for n, c in _COLOURS.items())
    + '</a:clrScheme><a:fontScheme name="Contoso"><a:majorFont>'
    + _fonts("DejaVu Serif")
    + "</a:majorFont><a:minorFont>"
    + _fonts("Liberation Sans")
    + '</a:minorFont></a:fontScheme><a:fmtScheme name="Contoso"><a:fillStyleLst>'
    + _FILL * 3
    + "</a:fillStyleLst><a:lnStyleLst>"
    + f'<a:ln w="6350">{_FILL}</a:ln>' * 3
    + "</a:lnStyleLst><a:effectStyleLst>"
    + "<a:effectStyle><a:effectLst/></a:effectStyle>" * 3
    + f"</a:effectStyleLst><a:bgFillStyleLst>{_FILL * 3}</a:bgFillStyleLst></a:fmtScheme>"
    "</a:themeElements></a:theme>"
)


def _png(wide: int = 50, high: int = 20) -> bytes:
    """A plum rectangle."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    made = io.BytesIO(b"\x89PNG\r\n\x1a\n")
    made.seek(0, io.SEEK_END)
    made.write(chunk(b"IHDR", struct.pack(">IIBBBBB", wide, high, 8, 2, 0, 0, 0)))
    made.write(chunk(b"IDAT", zlib.compress((b"\0" + b"\x7a\x1f\x5c" * wide) * high)))
    made.write(chunk(b"IEND", b""))
    return made.getvalue()
