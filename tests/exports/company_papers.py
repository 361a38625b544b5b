"""Company templates of the kinds met in ministries, universities, agencies and offices.

Each is made here, by hand or with python-docx, with what tore documents apart: sample text,
contents of its own, numbered headings that begin a page, exact line spacing, tab stops, columns.
Whatever stands in one as a sample says `SAMPLE`.
"""

import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_LINE_SPACING, WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt, RGBColor

from tests.exports.templates import PACKAGE, WORD, R, W, zipped

SAMPLE = "Lorem ipsum sample"
NAMES = f'xmlns:w="{W}" xmlns:r="{R}"'
MACROS = b"\xd0\xcf\x11\xe0 macros"
A4, LETTER = (11906, 16838), (12240, 15840)

Size = tuple[int, int]
Made = Callable[[Path, Size], Path]


# -- by hand -----------------------------------------------------------------------------------


def said(words: str, style: str = "", more: str = "") -> str:
    """A paragraph of the template."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:p><w:pPr>{named}{more}</w:pPr><w:r><w:t xml:space="preserve">{words}</w:t></w:r></w:p>'
    )


def style(
    name: str, id_: str, paragraph: str = "", run: str = "", *, based: str = "", of: str = ""
) -> str:
    """A style; of a paragraph, without *of*."""
    on = f'<w:basedOn w:val="{based}"/>' if based else ""
    return (
        (
            f'<w:style w:type="{of or "paragraph"}" w:styleId="{id_}"><w:name w:val="{name}"/>{on}'
            f"<w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"
        )
        .replace("<w:pPr></w:pPr>", "")
        .replace("<w:rPr></w:rPr>", "")
    )


def page(
    size: Size, *, sides: int = 1417, ends: int = 1417, heads: str = "", more: str = ""
) -> str:
    """The properties of a section."""
    lies = ' w:orient="landscape"' if size[0] > size[1] else ""
    return (
        f'<w:sectPr>{heads}<w:pgSz w:w="{size[0]}" w:h="{size[1]}"{lies}/>'
        f'<w:pgMar w:top="{ends}" w:right="{sides}" w:bottom="{ends}" w:left="{sides}" '
        f'w:header="708" w:footer="708" w:gutter="0"/>{more}</w:sectPr>'
    )


def heads(*kinds: str) -> str:
    """References to a header and a footer of each of the *kinds* of page."""
    return "".join(
        f'<w:{part}Reference w:type="{kind}" r:id="{part}{kind}"/>'
        for kind in kinds
        for part in ("header", "footer")
    )


DEFAULTS = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Calibri" w:hAnsi="Calibri"/>'
    '<w:sz w:val="22"/><w:lang w:val="de-DE"/></w:rPr></w:rPrDefault><w:pPrDefault/>'
    "</w:docDefaults>"
)
_MODERN = (
    '<w:compat><w:compatSetting w:name="compatibilityMode" '
    'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
)
NORMAL = (
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "</w:style>"
)


def by_hand(
    path: Path,
    body: str,
    end: str,
    styles: str = NORMAL,
    *,
    kinds: tuple[str, ...] = (),
    running: tuple[str, str] = ("Muster GmbH", "www.muster.example"),
    settings: str = "",
    parts: dict[str, tuple[str, str, str | bytes]] | None = None,
    main: str = "document.main+xml",
) -> Path:
    """Write a template; *parts* are more of the document's by name: relationship, type, content."""
    found = {
        "word/styles.xml": (
            "styles",
            f"{WORD}.styles+xml",
            f"<w:styles {NAMES}>{DEFAULTS}{styles}</w:styles>",
        ),
        "word/settings.xml": (
            "settings",
            f"{WORD}.settings+xml",
            f"<w:settings {NAMES}>{settings}{_MODERN}</w:settings>",
        ),
        **(parts or {}),
    }
    ids = {name: f"r{number}" for number, name in enumerate(found)}
    for kind in kinds:
        for part, root, words in zip(("header", "footer"), ("hdr", "ftr"), running, strict=True):
            name = f"word/{part}-{kind}.xml"
            ids[name] = f"{part}{kind}"
            markup = f"<w:{root} {NAMES}>{said(words)}</w:{root}>"
            found[name] = (part, f"{WORD}.{part}+xml", markup)
    types = "".join(
        f'<Override PartName="/{name}" ContentType="{kind}"/>'
        for name, (_, kind, _) in found.items()
    )
    links = "".join(
        f'<Relationship Id="{ids[name]}" Type="{what if "/" in what else f"{R}/{what}"}" '
        f'Target="/{name}"/>'
        for name, (what, _, _) in found.items()
    )
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_main(main)}"/>{types}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r" '
        f'Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": (
            f'<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>'
        ),
        "word/document.xml": f"<w:document {NAMES}><w:body>{body}{end}</w:body></w:document>",
        **{name: content for name, (_, _, content) in found.items()},
    }
    return zipped(path, made)


def _main(kind: str) -> str:
    return kind if "/" in kind else f"{WORD}.{kind}"


SPLIT_TITLE = (
    "<w:p><w:r><w:t>{</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>{ti</w:t></w:r>"
    '<w:proofErr w:type="spellStart"/><w:r><w:t>tle</w:t></w:r><w:r><w:t>}} of </w:t></w:r>'
    "<w:r><w:t>{{product}}, {{date}}</w:t></w:r></w:p>"
)
TOC = (
    '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> TOC '
    '\\o "1-3" \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>'
    f"{SAMPLE} chapter 1</w:t></w:r></w:p>{said(f'{SAMPLE} chapter 2')}"
    '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
REPORT = said("{{report}}")


def columns(path: Path, size: Size) -> Path:
    """An industry report: a cover in front of the marker, two columns, a text box."""
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" '
        'style="position:absolute;margin-left:0;margin-top:200pt;width:300pt;height:60pt"><v:textbox><w:txbxContent>'
        f"{SPLIT_TITLE}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    cover = said("Branchenreport", "Title") + box + f"<w:p><w:pPr>{page(size)}</w:pPr></w:p>"
    two = page(
        size,
        heads=heads("default"),
        more='<w:cols w:num="2" w:space="708"/><w:docGrid w:type="lines" w:linePitch="520"/>',
    )
    body = style("Title", "Title", '<w:spacing w:before="3000"/>', '<w:sz w:val="96"/>')
    return by_hand(
        path,
        cover + REPORT,
        two,
        NORMAL + body,
        kinds=("default",),
        running=("{{title}} · {{Date}}", "{{product}}"),
    )


def landscape(path: Path, size: Size) -> Path:
    """A state agency: on its side, numbered headings that begin a page, wide letters."""
    numbered = (
        '<w:pageBreakBefore/><w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>'
    )
    second = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>'
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText '
        f'w:val="{text}"/><w:lvlJc w:val="left"/><w:pPr><w:ind w:left="1134" w:hanging="1134"/>'
        "</w:pPr></w:lvl>"
        for level, text in enumerate(("%1", "%1.%2"))
    )
    numbering = (
        f'<w:numbering {NAMES}><w:abstractNum w:abstractNumId="0"><w:multiLevelType '
        f'w:val="multilevel"/>{levels}</w:abstractNum><w:num w:numId="1"><w:abstractNumId '
        'w:val="0"/></w:num></w:numbering>'
    )
    wide = '<w:rFonts w:ascii="Verdana" w:hAnsi="Verdana"/>'
    return by_hand(
        path,
        said(f"{SAMPLE} heading", "Heading1") + said(f"{SAMPLE} text") * 40,
        page((max(size), min(size)), heads=heads("default")),
        NORMAL.replace("</w:style>", f"<w:rPr>{wide}</w:rPr></w:style>")
        + style("heading 1", "Heading1", numbered, '<w:b/><w:sz w:val="36"/>', based="Normal")
        + style("heading 2", "Heading2", second, '<w:sz w:val="28"/>', based="Normal"),
        kinds=("default",),
        parts={"word/numbering.xml": ("numbering", f"{WORD}.numbering+xml", numbering)},
    )


def right_to_left(path: Path, size: Size) -> Path:
    """An office that writes Arabic: everything from right to left."""
    bidi = NORMAL.replace("</w:style>", "<w:pPr><w:bidi/></w:pPr></w:style>")
    return by_hand(
        path,
        said(f"{SAMPLE} نص", more="<w:bidi/>"),
        page(size, heads=heads("default"), more="<w:bidi/>"),
        bidi + style("heading 1", "Heading1", "<w:bidi/>", '<w:sz w:val="32"/>', based="Normal"),
        kinds=("default",),
        running=("مكتب", "صفحة"),
    )


def no_default(path: Path, size: Size) -> Path:
    """Styles without a default, ids that stand twice, one name under two ids."""
    plain = '<w:spacing w:line="200" w:lineRule="exact"/>'
    styles = (
        style("Normal", "Standard1", plain)
        + style("heading 1", "Heading1", "", '<w:sz w:val="40"/>', based="Standard1")
        + style("heading 1", "berschrift1", "", '<w:sz w:val="20"/>', based="Standard1")
        + style("Body", "Body", "", based="Standard1")
        + style("Body", "Body", "", "<w:b/>", based="Standard1")
        + style("Other", "Body", "", "<w:i/>", based="Standard1")
        + style("Default Paragraph Font", "DPF", of="character")
        + style("Title", "FGNote", plain, '<w:sz w:val="52"/>', based="Standard1")
    )
    return by_hand(path, said(f"{SAMPLE} text", "Body"), page(size), styles)


def heavy(path: Path, size: Size) -> Path:
    """A designer's: 5 MB of sample pictures and notes, the header taken over from the cover."""
    picture = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml" style="width:100pt;'
        'height:60pt"><v:imagedata r:id="{id}"/></v:shape></w:pict></w:r></w:p>'
    )
    note = f'<w:p><w:r><w:footnoteReference w:id="3"/></w:r><w:r><w:t>{SAMPLE}</w:t></w:r></w:p>'
    notes = (
        f'<w:footnotes {NAMES}><w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/>'
        f'</w:r></w:p></w:footnote><w:footnote w:id="3">{said(f"{SAMPLE} note")}</w:footnote>'
        "</w:footnotes>"
    )
    parts: dict[str, tuple[str, str, str | bytes]] = {
        "word/footnotes.xml": ("footnotes", f"{WORD}.footnotes+xml", notes)
    }
    for number in range(5):
        parts[f"word/media/photo{number}.png"] = (
            "image",
            "image/png",
            random.Random(number).randbytes(1 << 20),
        )
    pictures = "".join(picture.replace("{id}", f"r{2 + 1 + number}") for number in range(5))
    first = page(size, heads=heads("default"))
    body = said(f"{SAMPLE} cover") + f"<w:p><w:pPr>{first}</w:pPr></w:p>" + note + pictures
    return by_hand(path, body, page(size), kinds=("default",), parts=parts)


def macros(path: Path, size: Size) -> Path:
    """An office letter with macros: exact lines, an address above the text."""
    exact = NORMAL.replace(
        "</w:style>",
        '<w:pPr><w:keepNext/><w:spacing w:before="0" w:beforeAutospacing="1" w:after="0" '
        'w:afterAutospacing="1" w:line="260" w:lineRule="exact"/></w:pPr></w:style>',
    )
    return by_hand(
        path,
        said("Muster GmbH, Postfach 1, 12345 Musterstadt")
        + REPORT
        + said("Mit freundlichen Grüßen"),
        page(size, ends=2268, heads=heads("default", "first"), more="<w:titlePg/>"),
        exact,
        kinds=("default", "first"),
        parts={
            "word/vbaProject.bin": (
                "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
                "application/vnd.ms-office.vbaProject",
                MACROS,
            )
        },
        main="application/vnd.ms-word.template.macroEnabledTemplate.main+xml",
    )


def controls(path: Path, size: Size) -> Path:
    """A ministry: a cover of content controls, the contents of a sample, then the marker."""

    def control(name: str, words: str, more: str = "") -> str:
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val="{name}"/><w:showingPlcHdr/>{more}</w:sdtPr>'
            f"<w:sdtContent>{said(words)}</w:sdtContent></w:sdt>"
        )

    core = f"{PACKAGE}/metadata/core-properties"
    bound = (
        "<w:dataBinding w:prefixMappings=\"xmlns:ns0='http://purl.org/dc/elements/1.1/' "
        f'xmlns:ns1=\'{core}\' " w:xpath="/ns1:coreProperties[1]/ns0:title[1]" '
        'w:storeItemID="{6C3C8BC8-F283-45AE-878A-BAB7291924A1}"/>'
    )
    inline = (
        '<w:p><w:r><w:t>Stand: </w:t></w:r><w:sdt><w:sdtPr><w:tag w:val="date"/><w:date '
        f'w:fullDate="2019-01-01T00:00:00Z"/></w:sdtPr><w:sdtContent><w:r><w:t>{SAMPLE} day</w:t>'
        "</w:r></w:sdtContent></w:sdt></w:p>"
    )
    cover = (
        control("Titel", f"{SAMPLE} title", bound)
        + control("Product", f"{SAMPLE} product")
        + inline
        + said("{{client}}")
    )
    contents = f"<w:p><w:pPr>{page(size)}</w:pPr></w:p>"
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> TITLE </w:instrText>'
        '</w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>'
        f'{SAMPLE}</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    return by_hand(path, cover + field + contents + TOC + contents + REPORT, page(size))


def odd_and_even(path: Path, size: Size) -> Path:
    """A journal: left and right pages of their own, and a first one."""
    return by_hand(
        path,
        said(f"{SAMPLE} article"),
        page(size, heads=heads("default", "first", "even"), more="<w:titlePg/>"),
        kinds=("default", "first", "even"),
        settings="<w:evenAndOddHeaders/>",
    )


def wide_margins(path: Path, size: Size) -> Path:
    """A think tank: a column of 10 cm in the middle, the header with stops of other paper."""
    stops = (
        '<w:tabs><w:tab w:val="center" w:pos="4536"/><w:tab w:val="right" w:pos="9072"/></w:tabs>'
    )
    styles = NORMAL + style("header", "Header", stops) + style("footer", "Footer", stops)
    sides = (size[0] - 5700) // 2
    return by_hand(path, said(f"{SAMPLE} text"), page(size, sides=sides), styles)


def on_black(path: Path, size: Size) -> Path:
    """A night club: black pages, its text white, bold, struck out, hidden, to the right."""
    look = (
        '<w:b/><w:i/><w:strike/><w:vanish/><w:color w:val="FFFFFF"/><w:w w:val="150"/>'
        '<w:position w:val="12"/><w:u w:val="double"/><w:vertAlign w:val="superscript"/>'
    )
    normal = NORMAL.replace(
        "</w:style>", f'<w:pPr><w:jc w:val="right"/></w:pPr><w:rPr>{look}</w:rPr></w:style>'
    )
    ends = page(size, heads=heads("default"))
    return by_hand(path, said(f"{SAMPLE} text"), ends, normal, kinds=("default",))


def no_theme(path: Path, size: Size) -> Path:
    """Saved by a web service: fonts of a theme that is not there, capitals set wide, in red."""
    look = (
        '<w:rFonts w:asciiTheme="minorHAnsi" w:hAnsiTheme="minorHAnsi"/><w:caps/>'
        '<w:color w:val="CC0000"/><w:spacing w:val="30"/><w:sz w:val="28"/>'
    )
    normal = NORMAL.replace("</w:style>", f"<w:rPr>{look}</w:rPr></w:style>")
    first = style(
        "heading 1",
        "Heading1",
        '<w:jc w:val="center"/>',
        '<w:spacing w:val="0"/>',
        based="Normal",
    )
    ends = page(size, heads=heads("default"))
    return by_hand(path, said(f"{SAMPLE} text"), ends, normal + first, kinds=("default",))


# -- by python-docx ----------------------------------------------------------------------------


def _sized(document: Any, size: Size) -> None:
    for section in document.sections:
        section.page_width, section.page_height = (Pt(each / 20) for each in size)


def ministry(path: Path, size: Size) -> Path:
    """A cover page, contents, chapters of samples; Heading 1 begins a page, in exact lines."""
    document = Document()
    document.add_paragraph(f"{SAMPLE} cover", style="Title")
    document.add_section(WD_SECTION.NEW_PAGE)
    first = document.styles["Heading 1"]
    first.paragraph_format.page_break_before = True
    first.paragraph_format.line_spacing_rule = WD_LINE_SPACING.EXACTLY
    first.paragraph_format.line_spacing = Pt(12)
    first.font.size = Pt(26)
    first.font.color.rgb = RGBColor(0x00, 0x4B, 0x76)
    document.styles["Title"].paragraph_format.space_before = Cm(8)
    document.styles["Title"].font.size = Pt(44)
    for chapter in range(3):
        document.add_heading(f"{SAMPLE} chapter {chapter}", 1)
        document.add_paragraph(f"{SAMPLE} text " * 60)
    document.sections[0].header.paragraphs[0].text = "Bundesministerium\tReferat\tBerlin"
    _sized(document, size)
    document.save(str(path))
    return path


def university(path: Path, size: Size) -> Path:
    """Justified lines and a half apart in Cambria, styles for contents, headers without text."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = "Cambria", Pt(12)
    normal.paragraph_format.line_spacing = 1.5
    normal.paragraph_format.space_after = Pt(12)
    for name in ("Header", "Footer"):
        stops = document.styles[name].paragraph_format.tab_stops
        stops.add_tab_stop(Cm(4), WD_TAB_ALIGNMENT.CENTER)
    document.styles["Heading 2"].paragraph_format.space_before = Pt(36)
    document.styles["Heading 2"].font.size = Pt(20)
    document.add_paragraph(f"{SAMPLE} abstract " * 40)
    document.add_paragraph("{{title}}")
    _sized(document, size)
    document.save(str(path))
    return path


def book(path: Path, size: Size) -> Path:
    """Samples behind the last section too, which lies on its side."""
    document = Document()
    document.add_paragraph(f"{SAMPLE} text")
    document.sections[0].header.paragraphs[0].text = "Verlag"
    last = document.add_section(WD_SECTION.NEW_PAGE)
    _sized(document, size)
    last.orientation = WD_ORIENT.LANDSCAPE
    last.page_width, last.page_height = last.page_height, last.page_width
    document.add_paragraph(f"{SAMPLE} wide table")
    document.save(str(path))
    return path


PAPERS: dict[str, Made] = {
    "ministry": ministry,
    "university": university,
    "industry report": columns,
    "agency": landscape,
    "right to left": right_to_left,
    "no default": no_default,
    "designer": heavy,
    "letter with macros": macros,
    "content controls": controls,
    "odd and even": odd_and_even,
    "wide margins": wide_margins,
    "book": book,
    "on black": on_black,
    "no theme": no_theme,
}
"""A template of each kind, by the house it could be from."""
