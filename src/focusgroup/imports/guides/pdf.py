"""Take a PDF apart with poppler's `pdftohtml`, where it is installed.

A PDF has lines at places, in letters of a size; headings, paragraphs and lists are guessed from
those, and so are tables.
"""

import re
import shutil
import subprocess
import tempfile
import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from focusgroup.core.patterns import lazy_pattern
from focusgroup.imports.guides.inline import Run, marked_up, plain_text
from focusgroup.imports.guides.levels import Levels
from focusgroup.imports.guides.pdf_tables import MARK, PdfLine, join, parted, runs_of
from focusgroup.imports.guides.pieces import (
    GuidePart,
    GuidePiece,
    Omitted,
    OtherFile,
    Remark,
    Taken,
    Unreadable,
)
from focusgroup.system.environment import for_others

if TYPE_CHECKING:
    from lxml.etree import _Element

LONGEST_S = 20
"""Seconds that reading a PDF may take; 50 pages take 0.3."""

MOST_PAGES = 100
_MOST_BYTES = 20_000_000
_LOST = Remark(
    "a PDF does not say what is a heading, a list or a table; they were guessed from how it looks",
    "read the document that it was made from, if you have it: .docx, .odt or .html",
)
_PAGE = lazy_pattern(
    r"^(?:\D{0,12}\s)?[-–]?\s*\d{1,3}\s*(?:(?:/|of|von|de|sur|di|van)\s*\d{1,3})?\s*[-–]?$", re.I
)
_HEADING_MOST = 120
_TWIPS = 15
"""Twentieths of a point in one of pdftohtml's pixels, about; only differences count."""


def take_pdf(data: bytes) -> Taken:
    """Return the pieces of a PDF. Raises Unreadable if it is damaged, OtherFile without poppler."""
    program = shutil.which("pdftohtml")
    if program is None:
        raise OtherFile(
            "a PDF, and reading one needs poppler (pdftohtml)",
            "install poppler-utils, or save the guide as .docx, .odt or .html",
        )
    xml = _converted(program, data)
    lines, pages = _lines(xml)
    if not lines:
        raise Unreadable("it has no text, only pictures of it; recognize its text first (OCR)")
    kept, left_out = _without_margins(lines, pages)
    remarks = [_LOST]
    if pages >= MOST_PAGES:
        remarks.append(Remark(f"only the first {MOST_PAGES} pages were read", "split the document"))
    return Taken(tuple(_pieces(kept)), tuple(left_out), tuple(remarks))


def _converted(program: str, data: bytes) -> bytes:
    """Return what pdftohtml says about the PDF, stopped where it takes too long or too much."""
    command = [program, "-xml", "-i", "-q", "-stdout", "-l", str(MOST_PAGES)]
    with tempfile.TemporaryDirectory(prefix="focusgroup-") as folder:
        path = Path(folder) / "guide.pdf"
        path.write_bytes(data)
        process = subprocess.Popen(
            [*command, str(path)],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env=for_others(),
        )
        timer = threading.Timer(LONGEST_S, process.kill)
        timer.start()
        try:
            out = process.stdout
            xml = out.read(_MOST_BYTES + 1) if out else b""
            if len(xml) > _MOST_BYTES:
                process.kill()
                raise Unreadable("it has too much text for a guide")
        finally:
            if process.stdout:
                process.stdout.close()
            process.wait()
            timer.cancel()
    if process.returncode and not xml.strip():
        raise Unreadable("it is damaged, or a password protects it")
    return xml


def _lines(xml: bytes) -> tuple[list[PdfLine], int]:
    """Return the printed lines, page by page from the top, and the number of pages."""
    from lxml import etree

    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(xml, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable("it is damaged, or a password protects it") from error
    if root is None:
        raise Unreadable("it is damaged, or a password protects it")
    sizes = {each.get("id"): _number(each, "size") for each in root.iter("fontspec")}
    found: list[PdfLine] = []
    pages = list(root.iter("page"))
    for number, page in enumerate(pages):
        parts = [_part(each, number, sizes) for each in page.iterfind("text")]
        parts = [part for part in parts if part.runs]
        parts.sort(key=lambda part: (part.top, part.left))
        for part in parts:
            part.width = _number(page, "width")
            last = found[-1] if found else None
            if last and last.page == number and abs(last.top - part.top) < part.height / 3:
                join(last, part)
            else:
                found.append(part)
    return found, len(pages)


def _part(text: "_Element", page: int, sizes: dict[str | None, float]) -> PdfLine:
    top, left = _number(text, "top"), _number(text, "left")
    width, height = _number(text, "width"), _number(text, "height")
    size = sizes.get(text.get("font"), 0)
    return PdfLine(page, top, left, left + width, height or 1, size, list(_runs(text)))


def _runs(text: "_Element", *, bold: bool = False, italic: bool = False) -> Iterator[Run]:
    bold, italic = bold or text.tag == "b", italic or text.tag == "i"
    if text.text:
        yield Run(text.text, bold, italic)
    for child in text:
        yield from _runs(child, bold=bold, italic=italic)
        if child.tail:
            yield Run(child.tail, bold, italic)


def _without_margins(lines: Sequence[PdfLine], pages: int) -> tuple[list[PdfLine], list[Omitted]]:
    """Return the lines without page numbers and what the pages repeat at top and bottom."""
    edges: set[int] = set()
    repeated: Counter[str] = Counter()
    for _, group in groupby(range(len(lines)), key=lambda n: lines[n].page):
        numbers = list(group)
        edge = {*numbers[:2], *numbers[-2:]}
        edges |= edge
        repeated.update({_key(lines[n]) for n in edge})
    kept: list[PdfLine] = []
    left_out: dict[str, Omitted] = {}
    for number, line in enumerate(lines):
        runs_on = pages > 2 and 2 * repeated[_key(line)] > pages
        if number in edges and (runs_on or _PAGE.match(line.text)):
            why = "it is a header, a footer or the number of a page"
            left_out.setdefault(_key(line), Omitted(line.page + 1, line.text, why))
        else:
            kept.append(line)
    return kept, list(left_out.values())


def _key(line: PdfLine) -> str:
    return re.sub(r"\d+", "#", line.text)


def _pieces(lines: Sequence[PdfLine]) -> Iterator[GuidePiece]:
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0]
    larger = sorted({line.size for line in lines if line.size >= body * 1.12}, reverse=True)
    edge = _edge(lines)
    step = _step(lines)
    levels, place = Levels(), 0
    for run in parted(lines):
        if isinstance(run, GuidePiece):
            levels.end()
            yield _placed(run, place)
            place += len(run.rows)
            continue
        for group in _paragraphs(run, edge, step):
            place += 1
            first, runs = group[0], runs_of(group)
            text = plain_text(runs)
            if first.size in larger and len(text) <= _HEADING_MOST and not MARK.match(text):
                levels.end()
                level = min(larger.index(first.size) + 1, 6)
                yield GuidePiece(GuidePart.HEADING, marked_up(runs, plain=True), place, level)
                continue
            indent = int(first.left * _TWIPS)
            inside = levels.item(indent) - 1 if MARK.match(text) else levels.text(indent)
            yield GuidePiece(GuidePart.TEXT, marked_up(runs), place, inside)


def _placed(table: GuidePiece, before: int) -> GuidePiece:
    """Return *table* with each row as one place after *before*."""
    rows = tuple(
        tuple(tuple(replace(piece, place=place) for piece in cell) for cell in row)
        for place, row in enumerate(table.rows, before + 1)
    )
    return replace(table, rows=rows, place=before + 1)


def _edge(lines: Sequence[PdfLine]) -> float:
    """Return where lines are broken: where several end, or as far right as the others begin."""
    most = max(line.right for line in lines)
    least = min(line.left for line in lines)
    near = sum(line.right > most - (most - least) * 0.08 for line in lines)
    return most if near > 2 else max(most, lines[0].width - least)


def _step(lines: Sequence[PdfLine]) -> float:
    """Return how far the lines of a paragraph are apart, as most are."""
    apart = Counter(
        round(b.top - a.top) for a, b in pairwise(lines) if a.page == b.page and b.top > a.top
    )
    return apart.most_common(1)[0][0] if apart else 1.0


def _paragraphs(lines: Sequence[PdfLine], edge: float, step: float) -> Iterator[list[PdfLine]]:
    """Yield the lines of each paragraph: it ends at a gap, a mark, other letters, a short line."""
    group: list[PdfLine] = []
    for line in lines:
        if group and not _goes_on(group, line, edge, step):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _goes_on(group: Sequence[PdfLine], line: PdfLine, edge: float, step: float) -> bool:
    last = group[-1]
    if MARK.match(line.text) or line.size != last.size or line.starts_bold != last.ends_bold:
        return False
    if line.page == last.page and line.top - last.top > step * 1.2:
        return False
    full = last.right + _first_word(line) >= edge - (edge - last.left) * 0.08
    small = line.text[:1].islower() or last.text.endswith((",", "-"))
    starts_left = line.left < group[0].left - 2 and len(group) == 1 and not small
    return (full or small) and not starts_left


def _first_word(line: PdfLine) -> float:
    """Return about how wide the first word of a line is: it did not fit on the line before."""
    words = line.text.split()
    return (line.right - line.left) * len(words[0]) / max(len(line.text), 1) if words else 0


def _number(element: "_Element", name: str) -> float:
    try:
        return float(element.get(name) or 0)
    except ValueError:
        return 0.0
