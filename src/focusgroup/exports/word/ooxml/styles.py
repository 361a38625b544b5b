"""The styles of the document, as data and as ``word/styles.xml``.

Headings, lists, contents and links use Word's own styles, so the navigation pane, a company's
template and a screen reader recognise them; the others are named ``FG …``.
Sizes are half points, lengths twentieths of a point (twips).
"""

from collections.abc import Iterable

from focusgroup.core.model import Kind
from focusgroup.exports.word.style import Of, Style, colour, edge, size, space

NAVY = "1F2A44"
MUTED = "5B6472"
RULE = "C5CBD5"
BAND = "EDF1F6"
CARE = "FFF8E3"
CARE_EDGE = "D9A441"
LINK = "1F4E8C"
ALERT = "A33A0C"

COLOURS = {
    Kind.PROBLEM: "B2451A",
    Kind.STRENGTH: "0F6B5C",
    Kind.MISSING_FEATURE: "1F5AA8",
    Kind.CONTEXT: MUTED,
}
"""Contrast of at least 5 to 1, on white and with white text on them."""

TINTS = {
    Kind.PROBLEM: ("FAF1EC", "F2D9CC", "E5B7A0", COLOURS[Kind.PROBLEM]),
    Kind.STRENGTH: ("ECF5F2", "CCE4DD", "9ECABD", COLOURS[Kind.STRENGTH]),
    Kind.MISSING_FEATURE: ("EDF3FA", "CFDFF2", "A6C3E5", COLOURS[Kind.MISSING_FEATURE]),
}
"""From a single voice to half the people; the darkest takes white letters."""

KIND_NAMES = {
    Kind.PROBLEM: "Problem",
    Kind.STRENGTH: "Strength",
    Kind.MISSING_FEATURE: "Missing",
    Kind.CONTEXT: "Context",
}
"""The last word in the style names of each kind."""


_KEEP = "<w:keepNext/><w:keepLines/>"
_BOLD = "<w:b/><w:bCs/>"


def _paragraphs() -> list[Style]:
    boxed = (
        "<w:keepLines/><w:pBdr>"
        + edge("top", 4, 5, CARE_EDGE)
        + edge("left", 36, 7, ALERT)
        + edge("bottom", 4, 5, CARE_EDGE)
        + edge("right", 4, 7, CARE_EDGE)
        + f'</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{CARE}"/>'
    )
    inset = '<w:ind w:left="200" w:right="160"/>'
    muted = colour(MUTED)
    return [
        Style(
            "FG Kicker",
            paragraph=_KEEP + space(0, 60),
            run=_BOLD + "<w:caps/>" + colour(LINK) + '<w:spacing w:val="40"/>' + size(17),
            next="Title",
        ),
        Style(
            "FG Subheading",
            paragraph=_KEEP + space(240, 40),
            run=_BOLD + colour(LINK) + size(22),
        ),
        Style("FG Text"),
        Style("FG Facts", paragraph=space(0, 30), run=muted + size(20)),
        Style("FG Lead", paragraph=space(60, 40, 259), run=size(23)),
        Style("FG Sample", paragraph=boxed + space(120, 120) + inset, run=_BOLD + size(20)),
        Style("FG Care", paragraph=boxed + space(160, 120) + inset, run=size(19)),
        Style("FG Figure", paragraph=_KEEP + space(60, 0), run=_BOLD + colour(NAVY) + size(40)),
        Style("FG Figure Label", paragraph=space(0, 60), run=muted + size(17)),
        Style("FG Note", paragraph=space(40, 80), run=muted + size(18)),
        Style("FG Note Above", paragraph=_KEEP + space(40, 80), run=muted + size(18)),
        Style("FG Cell", paragraph=space(20, 20), run=size(18)),
        Style(
            "FG Cell Head",
            paragraph="<w:keepNext/>" + space(30, 30),
            run=_BOLD + muted + size(17),
        ),
        Style("FG Finding", paragraph=_KEEP + space(20, 0), run=size(18)),
        Style("FG Finding Quote", paragraph="<w:keepLines/>" + space(0, 20), run=size(16)),
        Style("FG Headline", paragraph=_KEEP + space(0, 60), run=_BOLD),
        Style(
            "FG Line",
            paragraph="<w:pBdr>"
            + edge("bottom", 4, 1, RULE)
            + edge("between", 4, 1, RULE)
            + "</w:pBdr>"
            + '<w:spacing w:before="0" w:after="0" w:line="480" w:lineRule="exact"/>',
        ),
        Style("FG Chart", paragraph=space(0, 80)),
        Style("FG Gap", paragraph=space(0, 0, 240), run=size(8)),
        Style("FG Log", paragraph=space(20, 20), run=size(17)),
        Style("FG Map Cell", paragraph=space(10, 0), run=colour("auto") + size(18)),
        Style("FG Map Detail", paragraph=space(0, 20), run=colour("auto") + size(15)),
        *_quotes(),
    ]


def _quotes() -> list[Style]:
    """Return the styles of a quote and its source, with a rule beside them in the kind's colour.

    Word mirrors indents in a right-to-left paragraph, but not rules, so those paragraphs
    have styles of their own.
    """
    made = []
    for kind, name in KIND_NAMES.items():
        left, right = (edge(side, 24, 8, COLOURS[kind]) for side in ("left", "right"))
        inset = '<w:ind w:left="340"/>'
        for end, rule in (("", left), (" RTL", '<w:left w:val="nil"/>' + right)):
            quote, source = f"FG Quote {name}{end}", f"FG Source {name}{end}"
            border = f"<w:pBdr>{rule}</w:pBdr>"
            made += [
                Style(
                    quote,
                    paragraph=_KEEP + border + space(50, 0) + inset,
                    run=size(20),
                    next=source,
                ),
                Style(
                    source,
                    paragraph="<w:keepLines/>" + border + space(0, 50) + inset,
                    run=colour(MUTED) + size(16),
                    next=quote,
                ),
            ]
    return made


def _characters() -> list[Style]:
    named = {
        "FG Strong": _BOLD,
        "FG Said": "<w:i/>",
        "FG Muted": colour(MUTED),
        "FG Alert": _BOLD + colour(ALERT),
        "FG Small": colour(MUTED) + size(16),
        "FG Small Strong": _BOLD + size(16),
        "FG Count": '<w:b w:val="0"/><w:bCs w:val="0"/>' + colour(MUTED) + size(17),
        "FG White": colour("FFFFFF"),
        "FG White Strong": _BOLD + colour("FFFFFF"),
        "FG Empty Dot": colour("808896"),
    }
    named |= {f"FG {name}": colour(COLOURS[kind]) for kind, name in KIND_NAMES.items()}
    return [
        Style(name, Of.CHARACTER, run=run, based="Default Paragraph Font")
        for name, run in named.items()
    ]


def _table(name: str, borders: str, margins: tuple[int, int]) -> Style:
    high, wide = margins
    cell = (
        f'<w:top w:w="{high}" w:type="dxa"/><w:left w:w="{wide}" w:type="dxa"/>'
        f'<w:bottom w:w="{high}" w:type="dxa"/><w:right w:w="{wide}" w:type="dxa"/>'
    )
    edges = f"<w:tblBorders>{borders}</w:tblBorders>" if borders else ""
    extra = f"<w:tblPr>{edges}<w:tblCellMar>{cell}</w:tblCellMar></w:tblPr>"
    return Style(name, Of.TABLE, based="Table Normal", extra=extra)


def _tables() -> list[Style]:
    lined = edge("top", 8, 0, NAVY) + edge("bottom", 4, 0, RULE) + edge("insideH", 4, 0, RULE)
    white = "".join(
        edge(side, 12, 0, "FFFFFF")
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return [
        _table("FG Table", lined, (25, 80)),
        _table("FG Map", white, (25, 80)),
        _table("FG Band", "", (40, 100)),
    ]


def _builtin() -> list[Style]:
    rule = f"<w:pBdr>{edge('bottom', 8, 3, NAVY)}</w:pBdr>"
    ink = _BOLD + colour(NAVY)
    return [
        Style("Title", paragraph=_KEEP + space(0, 90, 240), run=ink + size(48), next="FG Facts"),
        Style(
            "heading 1",
            paragraph=_KEEP + rule + space(300, 110) + '<w:outlineLvl w:val="0"/>',
            run=ink + size(32),
            next="Normal",
        ),
        Style(
            "heading 2",
            paragraph=_KEEP + space(150, 50) + '<w:outlineLvl w:val="1"/>',
            run=ink + size(23),
            next="Normal",
        ),
        Style(
            "heading 3",
            paragraph=_KEEP + space(120, 40) + '<w:outlineLvl w:val="2"/>',
            run=ink + size(20),
            next="Normal",
        ),
        Style(
            "TOC Heading",
            paragraph=_KEEP + "<w:pageBreakBefore/>" + space(0, 100),
            run=ink + size(28),
            next="Normal",
        ),
        Style("toc 1", paragraph=space(0, 0), run=size(18), next="Normal"),
        Style("header", paragraph=space(0, 0), run=colour(MUTED) + size(17)),
        Style("footer", paragraph=space(0, 0), run=colour(MUTED) + size(17)),
        Style(
            "List Bullet",
            paragraph='<w:numPr><w:numId w:val="1"/></w:numPr>'
            + space(0, 40)
            + '<w:ind w:left="340" w:hanging="340"/>',
        ),
        Style(
            "Hyperlink",
            Of.CHARACTER,
            run=colour(LINK) + '<w:u w:val="single"/>',
            based="Default Paragraph Font",
        ),
    ]


STYLES: tuple[Style, ...] = (*_builtin(), *_paragraphs(), *_characters(), *_tables())
"""The styles that the document uses besides ``Normal`` and the defaults of each type."""

NAMESPACES = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'

_DEFAULTS = (
    "<w:docDefaults><w:rPrDefault><w:rPr>"
    '<w:rFonts w:ascii="Calibri" w:hAnsi="Calibri" w:eastAsia="Microsoft YaHei" w:cs="Arial"/>'
    '<w:sz w:val="20"/><w:szCs w:val="20"/>'
    '<w:lang w:val="en-GB" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
    "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
    '<w:spacing w:after="80" w:line="252" w:lineRule="auto"/>'
    "</w:pPr></w:pPrDefault></w:docDefaults>"
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/>'
    "<w:qFormat/></w:style>"
    '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
    '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/></w:style>'
)


def styles_part(styles: Iterable[Style] = STYLES) -> str:
    """Return ``word/styles.xml`` of our own template: the defaults and *styles*."""
    made = "".join(style.xml() for style in styles)
    return f"<w:styles {NAMESPACES}>{_DEFAULTS}{made}</w:styles>"
