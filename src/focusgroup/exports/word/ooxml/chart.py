"""The chart under the theme map: a native one, whose numbers can be edited in Word.

It is a part of its own (DrawingML, ISO/IEC 29500-1, 21.2) that contains its workbook; the body
only has a frame that refers to it.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count as numbers

from focusgroup.core.evidence.findings import ThemeFindings
from focusgroup.core.model import RANKED_KINDS, Kind
from focusgroup.exports.text.metrics import cut
from focusgroup.exports.text.scripts import is_plain, isolated
from focusgroup.exports.word.ooxml.markup import escaped, para
from focusgroup.exports.word.ooxml.scripts import east_asian_font
from focusgroup.exports.word.ooxml.styles import COLOURS, MUTED
from focusgroup.exports.word.view import WordView
from focusgroup.exports.wording import labels, sentences
from focusgroup.exports.wording.words import Words

MOST = 24
"""The most bars; with more, their names no longer fit on a page."""

FEWEST = 2
"""The fewest bars; the table above says better what one bar would."""

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATION = f"{_OFFICE}/relationships/chart"
CHART_ID = "rIdChartOfThemes"
"""The id of the document's relationship to its chart."""

_CHARTS = "word/charts/"
_BOOKS = "word/embeddings/"
_WORKBOOK = "Microsoft_Excel_Worksheet"
_EMU = 635
"""English Metric Units in a twip."""

_BAR = 255
_TALL_BAR = 400
_AROUND = 800
"""Heights in twips: of a bar with its gap; of one whose name is in Chinese, Arabic or another
tall script (LibreOffice leaves out every second name that has no room); of legend and axis
together."""

_NAME = 44
"""Columns for a theme's name beside its bar."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone; fixed, for the bytes


def charted(view: WordView) -> Sequence[ThemeFindings]:
    """Return the rows of the map that get a bar; none when a chart would add nothing."""
    rows = view.findings.rows[:MOST]
    return rows if len(rows) >= FEWEST else ()


def chart(view: WordView) -> Iterator[str]:
    """Return the blocks under the map: heading, chart and a note on how to read it."""
    rows = charted(view)
    if not rows:
        return
    markup = view.markup
    yield para("heading 2", markup.run(view.words(labels.CHART)))
    wide = view.sheet.width * _EMU
    plain = all(is_plain(view.theme_name(row.theme)) for row in rows)
    high = (_AROUND + (_BAR if plain else _TALL_BAR) * len(rows)) * _EMU
    told = escaped(markup.legal(sentences.chart_told(view.words, list(_told(view, rows)))))
    yield para(
        "FG Chart",
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" '
        f'distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{markup.drawing()}" name="{escaped(view.words(labels.CHART))}" '
        f'descr="{told}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData '
        f'uri="{_DRAWING}/chart"><c:chart xmlns:c="{_DRAWING}/chart" '
        f'xmlns:r="{_OFFICE}/relationships" r:id="{CHART_ID}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>",
        keep=True,
    )
    left = len(view.findings.rows) - len(rows)
    yield markup.text(sentences.chart_note(view.words, left), "FG Note")


def _told(view: WordView, rows: Sequence[ThemeFindings]) -> Iterator[tuple[str, list[int]]]:
    for row in rows:
        yield view.theme_name(row.theme), [_count(row, kind) for kind in RANKED_KINDS]


def _count(row: ThemeFindings, kind: Kind) -> int:
    found = row.of(kind)
    return found.tally.mentions if found else 0


def with_chart(parts: dict[str, bytes], view: WordView) -> dict[str, bytes]:
    """Return *parts* with the chart, its workbook and the references to them, if there is one."""
    rows = charted(view)
    if not rows:
        return parts
    names = [isolated(cut(view.markup.legal(name), _NAME)) for name, _ in _told(view, rows)]
    counts = [[_count(row, kind) for row in rows] for kind in RANKED_KINDS]
    part, book = _free(parts, _CHARTS, "chart", ".xml"), _free(parts, _BOOKS, _WORKBOOK, ".xlsx")
    relations = "word/_rels/document.xml.rels"
    types = "[Content_Types].xml"
    mime = "application/vnd.openxmlformats-officedocument"
    return {
        **parts,
        f"{_CHARTS}{part}": (_DECLARATION + _part(view.words, names, counts)).encode(),
        f"{_CHARTS}_rels/{part}.rels": (
            f'{_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships"><Relationship Id="rId1" Type="{_OFFICE}/relationships/package" '
            f'Target="../embeddings/{book}"/></Relationships>'
        ).encode(),
        f"{_BOOKS}{book}": _workbook(view.words, names, counts),
        relations: _into(
            parts[relations],
            f'<Relationship Id="{CHART_ID}" Type="{_RELATION}" Target="charts/{part}"/>',
        ),
        types: _into(
            parts[types],
            f'<Override PartName="/{_CHARTS}{part}" ContentType="{mime}.drawingml.chart+xml"/>',
            first=f'<Default Extension="xlsx" ContentType="{mime}.spreadsheetml.sheet"/>',
        ),
    }


def _free(parts: dict[str, bytes], folder: str, stem: str, suffix: str) -> str:
    """Return an unused name in *folder*: *stem*1, or a later number in a company's template."""
    taken = {name.lower() for name in parts}
    numbered = (f"{stem}{number}{suffix}" for number in numbers(1))
    return next(name for name in numbered if f"{folder}{name}".lower() not in taken)


def _into(part: bytes, last: str, first: str = "") -> bytes:
    """Return *part* with one more element at the end of its root, and *first* at the start."""
    text = part.decode()
    root = text.index(">", text.index("<", text.index("?>") if "?>" in text else 0)) + 1
    head, tail = text[:root] + first, text[root:]
    body, closing, rest = tail.rpartition("</")
    return f"{head}{body}{last}{closing}{rest}".encode()


# -- the part --------------------------------------------------------------------------------


def _part(words: Words, names: Sequence[str], counts: Sequence[Sequence[int]]) -> str:
    """Return ``word/charts/chart1.xml``: stacked bars, the first theme on top."""
    letters = _ChartFont(east_asian_font("".join(names)), words.tag)
    series = "".join(
        _series(words, letters, place, kind, names, counts[place])
        for place, kind in enumerate(RANKED_KINDS)
    )
    longest = max(map(sum, zip(*counts, strict=True)))
    return (
        f'<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main" '
        f'xmlns:r="{_OFFICE}/relationships"><c:date1904 val="0"/><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart>'
        '<c:barDir val="bar"/><c:grouping val="stacked"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="38"/><c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/>'
        f"</c:barChart>{_names_axis(letters)}{_numbers_axis(letters, longest)}</c:plotArea>"
        '<c:legend><c:legendPos val="t"/><c:overlay val="0"/>'
        f"{letters.set(900, '404854')}</c:legend>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{letters.set(900, '404854')}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


@dataclass(frozen=True, slots=True)
class _ChartFont:
    """The fonts of the chart's text: *font* is for Chinese, Japanese and Korean."""

    font: str
    language: str

    def set(self, size: int, colour: str) -> str:
        """Return text properties; *size* is in hundredths of a point."""
        return (
            "<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>"
            f'<a:defRPr sz="{size}" b="0"><a:solidFill><a:srgbClr val="{colour}"/>'
            f'</a:solidFill><a:latin typeface="Calibri"/><a:ea typeface="{self.font}"/>'
            '<a:cs typeface="Arial"/></a:defRPr></a:pPr>'
            f'<a:endParaRPr lang="{self.language}"/></a:p></c:txPr>'
        )


def _series(
    words: Words,
    letters: _ChartFont,
    place: int,
    kind: Kind,
    names: Sequence[str],
    counts: Sequence[int],
) -> str:
    column, last = "BCD"[place], len(names) + 1
    sheet = f"'{words(labels.QUOTES)}'"
    title = _points("str", f"{sheet}!${column}$1", [words(labels.PLURALS[kind])])
    themes = _points("str", f"{sheet}!$A$2:$A${last}", names)
    # Leave zeros out: each would get a label 0 where there is no bar.
    numbers = _points(
        "num", f"{sheet}!${column}$2:${column}${last}", [n if n else None for n in counts]
    )
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx>{title}</c:tx>'
        f'<c:spPr><a:solidFill><a:srgbClr val="{COLOURS[kind]}"/></a:solidFill></c:spPr>'
        '<c:invertIfNegative val="0"/><c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{letters.set(800, "FFFFFF")}<c:dLblPos val="ctr"/><c:showLegendKey val="0"/>'
        '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat>{themes}</c:cat><c:val>{numbers}</c:val></c:ser>"
    )


def _points(of: str, where: str, values: Sequence[str | int | None]) -> str:
    """Return cells of the workbook with the values they had when the chart was made."""
    points = "".join(
        f'<c:pt idx="{place}"><c:v>{escaped(str(value))}</c:v></c:pt>'
        for place, value in enumerate(values)
        if value is not None
    )
    form = "<c:formatCode>General</c:formatCode>" if of == "num" else ""
    return (
        f"<c:{of}Ref><c:f>{where}</c:f><c:{of}Cache>{form}"
        f'<c:ptCount val="{len(values)}"/>{points}</c:{of}Cache></c:{of}Ref>'
    )


def _names_axis(letters: _ChartFont) -> str:
    return (
        '<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="C5CBD5"/></a:solidFill></a:ln>'
        f'</c:spPr>{letters.set(900, "202833")}<c:crossAx val="2"/><c:crosses val="autoZero"/>'
        '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>'
        '<c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _numbers_axis(letters: _ChartFont, longest: int) -> str:
    """Return an axis below the bars, although the first name is on top; in whole steps."""
    grid = '<a:ln w="6350"><a:solidFill><a:srgbClr val="DDE1E8"/></a:solidFill></a:ln>'
    return (
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/>'
        '</c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f"<c:majorGridlines><c:spPr>{grid}</c:spPr></c:majorGridlines>"
        '<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{letters.set(850, MUTED)}"
        '<c:crossAx val="1"/><c:crosses val="max"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{step(longest)}"/></c:valAx>'
    )


def step(longest: int) -> int:
    """Return a round step that divides an axis up to *longest* into about seven: 1, 2, 5, 10, …"""
    size = 1
    while True:
        for part in (1, 2, 5):
            if longest <= 8 * part * size:
                return part * size
        size *= 10


# -- the workbook ----------------------------------------------------------------------------


def _workbook(words: Words, names: Sequence[str], counts: Sequence[Sequence[int]]) -> bytes:
    """Return the workbook behind *Edit data*: themes in rows, kinds in columns, no zeros."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet(words(labels.QUOTES))
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, len(RANKED_KINDS), 16)
    sheet.write_string(0, 0, words(labels.THEME), bold)
    for line, name in enumerate(names, 1):
        sheet.write_string(line, 0, name)
    for column, kind in enumerate(RANKED_KINDS, 1):
        sheet.write_string(0, column, words(labels.PLURALS[kind]), bold)
        for line, count in enumerate(counts[column - 1], 1):
            if count:
                sheet.write_number(line, column, count)
    book.close()
    return made.getvalue()
