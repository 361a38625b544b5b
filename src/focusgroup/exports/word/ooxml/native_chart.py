"""Native charts: parts of DrawingML whose numbers can be edited in Word, each with its workbook.

A chart is a part of its own (ISO/IEC 29500-1, 21.2); the body only has a frame that refers to it.
"""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count as numbers

from focusgroup.exports.text.sheet_cells import write_text
from focusgroup.exports.word.ooxml.markup import escaped, para
from focusgroup.exports.word.ooxml.scripts import east_asian_font
from focusgroup.exports.word.ooxml.styles import MUTED
from focusgroup.exports.word.view import WordView

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_RELATION = f"{_OFFICE}/relationships/chart"
_CHARTS = "word/charts/"
_BOOKS = "word/embeddings/"
_WORKBOOK = "Microsoft_Excel_Worksheet"
_EMU = 635
"""English Metric Units in a twip."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MADE = datetime(2020, 1, 1)  # noqa: DTZ001 - a workbook's time has no zone; fixed, for the bytes


@dataclass(frozen=True, slots=True)
class Series:
    """One row of numbers; those that are None have no bar, and a *line* joins its points."""

    name: str
    numbers: tuple[int | None, ...]
    colour: str
    line: bool = False


@dataclass(frozen=True, slots=True)
class NativeChart:
    """A chart of *series* over *names*, told as text for readers who can't see it.

    *relation* is its id in the document, *high* its height in twips; it is *lying* if its bars run
    to the right. *sheet* and *corner* are the words of its workbook.
    """

    relation: str
    title: str
    told: str
    names: tuple[str, ...]
    series: tuple[Series, ...]
    high: int
    sheet: str
    corner: str
    language: str
    lying: bool = False


def frame(view: WordView, chart: NativeChart) -> str:
    """Return the paragraph that shows *chart*."""
    markup = view.markup
    wide = view.sheet.width * _EMU
    return para(
        "FG Chart",
        f'<w:r><w:drawing><wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" distT="0" '
        f'distB="0" distL="0" distR="0"><wp:extent cx="{wide}" cy="{chart.high * _EMU}"/>'
        f'<wp:docPr id="{markup.drawing()}" name="{escaped(chart.title)}" '
        f'descr="{escaped(markup.legal(chart.told))}"/>'
        f'<wp:cNvGraphicFramePr/><a:graphic xmlns:a="{_DRAWING}/main"><a:graphicData '
        f'uri="{_DRAWING}/chart"><c:chart xmlns:c="{_DRAWING}/chart" '
        f'xmlns:r="{_OFFICE}/relationships" r:id="{chart.relation}"/></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>",
        keep=True,
    )


def with_charts(parts: dict[str, bytes], charts: Iterable[NativeChart]) -> dict[str, bytes]:
    """Return *parts* with the *charts*, their workbooks and the references to them."""
    for place, chart in enumerate(charts):
        parts = _with_chart(parts, chart, first=not place)
    return parts


def _with_chart(parts: dict[str, bytes], chart: NativeChart, *, first: bool) -> dict[str, bytes]:
    part, book = _free(parts, _CHARTS, "chart", ".xml"), _free(parts, _BOOKS, _WORKBOOK, ".xlsx")
    relations = "word/_rels/document.xml.rels"
    types = "[Content_Types].xml"
    mime = "application/vnd.openxmlformats-officedocument"
    default = f'<Default Extension="xlsx" ContentType="{mime}.spreadsheetml.sheet"/>'
    return {
        **parts,
        f"{_CHARTS}{part}": (_DECLARATION + _part(chart)).encode(),
        f"{_CHARTS}_rels/{part}.rels": (
            f'{_DECLARATION}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
            f'relationships"><Relationship Id="rId1" Type="{_OFFICE}/relationships/package" '
            f'Target="../embeddings/{book}"/></Relationships>'
        ).encode(),
        f"{_BOOKS}{book}": workbook(chart),
        relations: _into(
            parts[relations],
            f'<Relationship Id="{chart.relation}" Type="{_RELATION}" Target="charts/{part}"/>',
        ),
        types: _into(
            parts[types],
            f'<Override PartName="/{_CHARTS}{part}" ContentType="{mime}.drawingml.chart+xml"/>',
            first=default if first else "",
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


def _part(chart: NativeChart) -> str:
    """Return the chart's XML: stacked bars, the first name on top or on the left, then lines."""
    letters = ChartFont(east_asian_font("".join(chart.names)), chart.language)
    drawn = list(enumerate(chart.series))
    bars = "".join(_series(chart, letters, place) for place, each in drawn if not each.line)
    lines = "".join(_series(chart, letters, place) for place, each in drawn if each.line)
    lines = (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{lines}'
        '<c:marker val="1"/><c:axId val="1"/><c:axId val="2"/></c:lineChart>'
        if lines
        else ""
    )
    rows = zip(*(each.numbers for each in chart.series if not each.line), strict=True)
    tops = [sum(number or 0 for number in row) for row in rows]
    tops += [number or 0 for each in chart.series if each.line for number in each.numbers]
    return (
        f'<c:chartSpace xmlns:c="{_DRAWING}/chart" xmlns:a="{_DRAWING}/main" '
        f'xmlns:r="{_OFFICE}/relationships"><c:date1904 val="0"/><c:roundedCorners val="0"/>'
        '<c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/><c:barChart>'
        f'<c:barDir val="{"bar" if chart.lying else "col"}"/><c:grouping val="stacked"/>'
        f'<c:varyColors val="0"/>{bars}<c:gapWidth val="{38 if chart.lying else 60}"/>'
        '<c:overlap val="100"/><c:axId val="1"/><c:axId val="2"/>'
        f"</c:barChart>{lines}{_names_axis(letters, lying=chart.lying)}"
        f"{_numbers_axis(letters, max(tops, default=1), lying=chart.lying)}</c:plotArea>"
        '<c:legend><c:legendPos val="t"/><c:overlay val="0"/>'
        f"{letters.set(900, '404854')}</c:legend>"
        '<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{letters.set(900, '404854')}"
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


@dataclass(frozen=True, slots=True)
class ChartFont:
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


def _series(chart: NativeChart, letters: ChartFont, place: int) -> str:
    each = chart.series[place]
    column, last = "BCDEFG"[place], len(chart.names) + 1
    sheet = f"'{chart.sheet}'"
    title = _points("str", f"{sheet}!${column}$1", [each.name])
    names = _points("str", f"{sheet}!$A$2:$A${last}", chart.names)
    # Leave zeros out: each would get a label 0 where there is no bar.
    numbers_ = _points(
        "num", f"{sheet}!${column}$2:${column}${last}", [n if n else None for n in each.numbers]
    )
    fill = f'<a:solidFill><a:srgbClr val="{each.colour}"/></a:solidFill>'
    look = f'<a:ln w="28575">{fill}</a:ln>' if each.line else fill
    dots = f'<c:marker><c:symbol val="circle"/><c:size val="6"/><c:spPr>{fill}</c:spPr></c:marker>'
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/><c:tx>{title}</c:tx>'
        f"<c:spPr>{look}</c:spPr>{dots if each.line else _NOT_INVERTED}"
        "<c:dLbls><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
        f"{letters.set(800, each.colour if each.line else 'FFFFFF')}"
        f'<c:dLblPos val="{"t" if each.line else "ctr"}"/><c:showLegendKey val="0"/>'
        '<c:showVal val="1"/><c:showCatName val="0"/><c:showSerName val="0"/>'
        '<c:showPercent val="0"/><c:showBubbleSize val="0"/></c:dLbls>'
        f"<c:cat>{names}</c:cat><c:val>{numbers_}</c:val>"
        f"{_NOT_SMOOTH if each.line else ''}</c:ser>"
    )


_NOT_INVERTED = '<c:invertIfNegative val="0"/>'
_NOT_SMOOTH = '<c:smooth val="0"/>'


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


def _names_axis(letters: ChartFont, *, lying: bool) -> str:
    order, side = ("maxMin", "l") if lying else ("minMax", "b")
    return (
        f'<c:catAx><c:axId val="1"/><c:scaling><c:orientation val="{order}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{side}"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="C5CBD5"/></a:solidFill></a:ln>'
        f'</c:spPr>{letters.set(900, "202833")}<c:crossAx val="2"/><c:crosses val="autoZero"/>'
        '<c:auto val="1"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>'
        '<c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
    )


def _numbers_axis(letters: ChartFont, longest: int, *, lying: bool) -> str:
    """Return an axis below or left of the bars, although the first is on top; in whole steps."""
    side, crosses = ("b", "max") if lying else ("l", "autoZero")
    grid = '<a:ln w="6350"><a:solidFill><a:srgbClr val="DDE1E8"/></a:solidFill></a:ln>'
    return (
        '<c:valAx><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="{side}"/>'
        f"<c:majorGridlines><c:spPr>{grid}</c:spPr></c:majorGridlines>"
        '<c:numFmt formatCode="#,##0" sourceLinked="0"/><c:majorTickMark val="none"/>'
        '<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{letters.set(850, MUTED)}"
        f'<c:crossAx val="1"/><c:crosses val="{crosses}"/><c:crossBetween val="between"/>'
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


def workbook(chart: NativeChart) -> bytes:
    """Return the workbook that *Edit data* opens: names in rows, series in columns, no zeros."""
    import xlsxwriter

    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    book.set_properties({"created": _MADE})
    sheet = book.add_worksheet(chart.sheet)
    bold = book.add_format({"bold": True})
    sheet.set_column(0, 0, 36)
    sheet.set_column(1, len(chart.series), 16)
    write_text(sheet, 0, 0, chart.corner, bold)
    for line, name in enumerate(chart.names, 1):
        write_text(sheet, line, 0, name)
    for column, each in enumerate(chart.series, 1):
        write_text(sheet, 0, column, each.name, bold)
        for line, number in enumerate(each.numbers, 1):
            if number:
                sheet.write_number(line, column, number)
    book.close()
    return made.getvalue()
