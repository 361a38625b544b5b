"""The summary as slides for PowerPoint: the message, how much was said, and one for each theme.

Needs python-pptx, the extra ``focusgroup[pptx]``; imported only here.
"""

import io
import zipfile
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import Any, BinaryIO

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.evidence.findings import Finding, ThemeFindings
from focusgroup.core.model import KIND_SIGNS, RANKED_KINDS, Kind, Quote, Report
from focusgroup.exports.atomic import Cancelled, replace_file
from focusgroup.exports.destination import Target
from focusgroup.exports.export_result import Written
from focusgroup.exports.facts import facts, key_figures, warned
from focusgroup.exports.handover.common import exported, mark, the_message, weight
from focusgroup.exports.making import Making
from focusgroup.exports.text.metrics import cut, short
from focusgroup.exports.text.scripts import is_rtl, isolated
from focusgroup.exports.view import View, opened
from focusgroup.exports.word import COLOURS, MUTED, NAVY, NativeChart, Series, workbook, write_parts
from focusgroup.exports.wording import counts, labels, rules, sentences
from focusgroup.system.invocation import install_line

THEMES = 24
"""Themes that get a slide, those that most people raised."""

_WIDE, _HIGH = 12_192_000, 6_858_000
"""A slide of 16 to 9, in English Metric Units."""

_EDGE = 609_600
_TITLE, _HEADLINE, _QUOTE, _SOURCE, _MESSAGE = 70, 84, 210, 90, 360
"""Columns at most, so that nothing runs out of its box in 30, 20, 16, 12 and 24 points."""


def write_slides(report: Report, path: Target, how: Making) -> Written:
    """Write *report* as a ``.pptx``; the sources of what a slide shows are in its notes.

    Raises ``FocusgroupError`` when python-pptx is missing or the file can't be written,
    ``Cancelled`` when *how* says so.
    """
    try:
        import pptx
    except ImportError as error:
        raise FocusgroupError(
            "Slides need python-pptx, which is not installed; run:"
            f" {install_line('pptx', ('python-pptx',))}"
        ) from error
    found = opened(report, how)
    deck = _Deck(pptx.Presentation(), found.view)
    deck.message()
    deck.chart()
    for row in found.view.findings.rows[:THEMES]:
        if how.cancelled is not None and how.cancelled():
            raise Cancelled
        deck.theme(row)
    deck.properties(report.changed_ms or how.now_ms)
    placed = replace_file(path, deck.save)
    legal = found.view.legal
    return Written(placed, path, replaced=legal.replaced, unsure=found.shown.unsure)


class _Deck:
    """Slides that are being made. python-pptx has no types, so neither have its shapes here."""

    def __init__(self, presentation: Any, view: View) -> None:
        self._made = presentation
        self._view = view
        self._made.slide_width, self._made.slide_height = _WIDE, _HIGH
        self._numbers = view.count.numbers
        self._footer = " · ".join(filter(None, (mark(view), exported(view))))

    # -- the slides ----------------------------------------------------------------------------

    def message(self) -> None:
        """Add the slide with the message, the key figures and the first finding of each kind."""
        view, words = self._view, self._view.words
        slide = self._slide(view.title)
        said, remark = the_message(view)
        said = f"{cut(said, _MESSAGE)}{words.gap}{remark}" if remark else cut(said, _MESSAGE)
        told = facts(view, 120, wide=True)[:1]
        numbers = " · ".join(f"{number} {name}" for number, name in key_figures(view))
        box = self._box(slide, 1_330_000, 2_300_000)
        for text in told:
            self._line(box, text, 14, MUTED)
        self._line(box, said, 24, NAVY, bold=True, apart=8)
        self._line(box, numbers, 16, MUTED, apart=10)
        box = self._box(slide, 3_900_000, 2_300_000)
        for kind in view.ranked:
            for found in view.findings.top(kind, 1):
                name = f"{KIND_SIGNS[kind]} {words(labels.TOP[kind])}"
                self._line(box, name, 14, COLOURS[kind], bold=True, apart=8)
                theme = f"{short(view.theme_name(found.theme), 50)}{view.dagger(found)}"
                headline = cut(found.headline, _HEADLINE)
                self._line(box, sentences.titled(words, theme, headline), 18, NAVY)
                self._line(box, weight(view, found), 12, MUTED)
        first, listed = warned(view)
        sources = [
            self._source(quote)
            for kind in view.ranked
            for found in view.findings.top(kind, 1)
            for quote in found.telling
        ]
        rule = rules.evidence_rule(words)
        self._notes(
            slide, [*first, *listed, rule, words(rules.NO_SURVEY), view.consent(), *sources]
        )

    def chart(self) -> None:
        """Add the native chart of quotes by theme and kind, if there are two themes or more."""
        view, words = self._view, self._view.words
        rows = view.findings.rows[:THEMES]
        if len(rows) < 2:
            return
        from pptx.chart.data import CategoryChartData
        from pptx.enum.chart import XL_CHART_TYPE

        slide = self._slide(words(labels.CHART))
        data = CategoryChartData()
        names = tuple(view.legal.legal(isolated(cut(view.theme_name(r.theme), 44))) for r in rows)
        data.categories = names
        series = tuple(
            Series(words(labels.PLURALS[kind]), tuple(map(_mentions(kind), rows)), COLOURS[kind])
            for kind in RANKED_KINDS
        )
        for each in series:
            data.add_series(each.name, [number or None for number in each.numbers])
        wide, high = _WIDE - 2 * _EDGE, _HIGH - 2_000_000
        kind = XL_CHART_TYPE.BAR_STACKED
        holder = slide.shapes.add_chart(kind, _EDGE, 1_330_000, wide, high, data)
        told = [
            (view.theme_name(row.theme), [_mentions(k)(row) for k in RANKED_KINDS]) for row in rows
        ]
        text = view.legal.legal(sentences.chart_told(words, told))
        holder._element.nvGraphicFramePr.cNvPr.set("descr", text)
        self._draw(holder.chart, names, series)
        self._notes(slide, [text, sentences.chart_note(words, len(view.findings.rows) - len(rows))])

    def _draw(self, chart: Any, names: tuple[str, ...], series: tuple[Series, ...]) -> None:
        from pptx.dml.color import RGBColor
        from pptx.enum.chart import XL_LABEL_POSITION, XL_LEGEND_POSITION
        from pptx.util import Pt

        words = self._view.words
        chart.has_legend = True
        chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
        chart.category_axis.reverse_order = True
        chart.font.size = Pt(11)
        chart.value_axis.has_major_gridlines = False
        chart.value_axis.visible = False
        plot = chart.plots[0]
        plot.gap_width, plot.overlap, plot.has_data_labels = 38, 100, True
        plot.data_labels.position = XL_LABEL_POSITION.CENTER
        plot.data_labels.font.size = Pt(10)
        plot.data_labels.font.color.rgb = RGBColor(255, 255, 255)
        for each, drawn in zip(series, plot.series, strict=True):
            drawn.format.fill.solid()
            drawn.format.fill.fore_color.rgb = RGBColor.from_string(each.colour)
        book = NativeChart("", "", "", names, series, 0, "Sheet1", words(labels.THEME), words.tag)
        # The library's workbook has the time in it, and so other bytes each time.
        chart.part.chart_workbook.update_from_xlsx_blob(workbook(book))
        for each in chart._chartSpace.xpath(".//c:axId | .//c:crossAx"):
            # python-pptx has numbers below zero there, which the schema and the SDK refuse.
            each.set("val", str(abs(int(each.get("val")))))

    def theme(self, row: ThemeFindings) -> None:
        """Add the slide of a theme: its findings with their headlines and strongest quotes."""
        view, words = self._view, self._view.words
        slide = self._slide(view.theme_name(row.theme))
        tally, room = row.tally, view.findings
        told = [
            counts.people_of(words, tally.people, room.people) if tally.people else "",
            counts.accounts_of(words, tally.accounts, room.accounts) if tally.accounts else "",
            counts.quotes(words, tally.mentions),
            counts.of_revenue(words, tally.revenue),
        ]
        box = self._box(slide, 1_330_000, 4_900_000)
        self._line(box, " · ".join(filter(None, told)), 14, MUTED)
        sources = []
        for found in row.findings:
            self._finding(box, found, quotes=2 if len(row.findings) < 3 else 1)
            sources += [self._source(quote) for quote in found.telling]
            if found.voice and not view.findings.alone:
                voice = sentences.one_voice(words, found.voice)
                sources.append(words.sentences((words(labels.ONE_VOICE), voice)))
        self._notes(slide, sources)

    def _finding(self, box: Any, found: Finding, quotes: int) -> None:
        view, words = self._view, self._view.words
        head = f"{labels.kind_head(words, found.kind)}{view.dagger(found)} · {weight(view, found)}"
        self._line(box, head, 14, COLOURS[found.kind], bold=True, apart=14)
        if found.headline:
            self._line(box, cut(found.headline, _HEADLINE), 20, NAVY, bold=True)
        for quote in found.telling[:quotes]:
            who = cut(view.in_brief(quote), _SOURCE)
            self._line(box, f"“{cut(quote.text, _QUOTE)}”", 16, "202833", apart=4)
            self._line(box, who, 12, MUTED, rtl=is_rtl(quote.text))

    def _source(self, quote: Quote) -> str:
        view = self._view
        of = view.words.commas((view.speaker(quote), view.source(quote)))
        number = self._numbers.get(quote.id)
        return f"#{number} “{quote.text}” {of} · {view.tail(quote)}"

    # -- their parts -----------------------------------------------------------------------------

    def _slide(self, title: str) -> Any:
        """Return a new slide with a title, and the footer that every slide has."""
        slide = self._made.slides.add_slide(self._made.slide_layouts[5])
        place = slide.shapes.title
        place.left, place.top, place.width, place.height = (
            _EDGE,
            350_000,
            _WIDE - 2 * _EDGE,
            900_000,
        )
        place.text_frame.word_wrap = True
        self._line(place.text_frame, cut(title, _TITLE), 30, NAVY, bold=True, first=True)
        box = slide.shapes.add_textbox(_EDGE, _HIGH - 480_000, _WIDE - 2 * _EDGE, 320_000)
        box.text_frame.word_wrap = True
        self._line(box.text_frame, self._footer, 10, MUTED, first=True)
        return slide

    def _box(self, slide: Any, top: int, high: int) -> Any:
        frame = slide.shapes.add_textbox(_EDGE, top, _WIDE - 2 * _EDGE, high).text_frame
        frame.word_wrap = True
        return frame

    def _line(
        self,
        frame: Any,
        text: str,
        points: int,
        colour: str,
        *,
        bold: bool = False,
        first: bool = False,
        apart: int = 0,
        rtl: bool = False,
    ) -> None:
        """Add a paragraph of *text*, *apart* points below the one before."""
        from pptx.enum.text import PP_ALIGN
        from pptx.util import Pt

        empty = len(frame.paragraphs) == 1 and not frame.paragraphs[0].runs
        paragraph = frame.paragraphs[0] if first or empty else frame.add_paragraph()
        rtl = rtl or is_rtl(text)
        paragraph.alignment = PP_ALIGN.RIGHT if rtl else PP_ALIGN.LEFT
        paragraph._p.get_or_add_pPr().set("rtl", "1" if rtl else "0")
        paragraph.space_before = Pt(apart)
        self._run(paragraph, text, points, colour, bold=bold)

    def _run(
        self, paragraph: Any, text: str, points: int, colour: str, *, bold: bool = False
    ) -> None:
        from pptx.dml.color import RGBColor
        from pptx.util import Pt

        run = paragraph.add_run()
        run.text = " ".join(self._view.legal.legal(text).split())
        run.font.size, run.font.bold = Pt(points), bold
        run.font.color.rgb = RGBColor.from_string(colour)
        run.font._element.set("lang", self._view.words.tag)

    def _notes(self, slide: Any, lines: Iterable[str]) -> None:
        said = [" ".join(self._view.legal.legal(line).split()) for line in lines if line]
        slide.notes_slide.notes_text_frame.text = "\n".join(said)

    # -- the file --------------------------------------------------------------------------------

    def properties(self, changed_ms: int) -> None:
        """Set the file's properties; the library's template has its maker's name in them."""
        view, core = self._view, self._made.core_properties
        session = view.session
        when = datetime.fromtimestamp(max(0, changed_ms) // 1000, UTC).replace(tzinfo=None)
        author = (session.facilitator if session else "") or "Focusgroup"
        legal = view.legal.legal
        core.title, core.subject = legal(view.title)[:255], legal(view.report.scope)[:255]
        core.author = core.last_modified_by = legal(author)[:255]
        core.created = core.modified = when
        core.revision, core.keywords, core.comments = 1, "", ""
        core.language = view.words.tag

    def save(self, file: BinaryIO) -> None:
        """Write the file; the same slides give the same bytes."""
        made = io.BytesIO()
        self._made.save(made)
        with zipfile.ZipFile(made) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        with zipfile.ZipFile(file, "w") as package:
            write_parts(package, parts)


def _mentions(kind: Kind) -> Callable[[ThemeFindings], int]:
    """Return what counts the quotes of *kind* in a row."""

    def count(row: ThemeFindings) -> int:
        found = row.of(kind)
        return found.tally.mentions if found else 0

    return count
