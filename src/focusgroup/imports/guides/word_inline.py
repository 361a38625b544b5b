"""Read the text of one Word paragraph: runs, breaks, and what hangs on it.

Tracked changes are read as accepted: what was deleted or moved away is left out.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from focusgroup.imports.guides.inline import Run
from focusgroup.imports.guides.word_styles import PLAIN, Look, W, WordStyles, run_look, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_GONE = {f"{W}del", f"{W}moveFrom"}
_SKIPPED = {
    f"{W}{name}"
    for name in "pPr rPr instrText delText delInstrText rt sdtPr sdtEndPr tblPr".split()
}
_BREAKS = {f"{W}cr": "\n", f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}noBreakHyphen": "-"}
_SYMBOLS = {
    "F0A8": "☐",
    "F06F": "☐",
    "F071": "☐",
    "F072": "☐",
    "2610": "☐",
    "F0FE": "☑",
    "F0E0": "→",
}
_LINE = "{urn:schemas-microsoft-com:office:office}hr"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"


@dataclass(slots=True)
class WordText:
    """The text of a paragraph, and what is anchored in it.

    *dropped* has what is left out, with the reason.
    """

    runs: list[Run] = field(default_factory=list)
    sizes: dict[int, int] = field(default_factory=dict)
    boxes: list["_Element"] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)
    footnotes: list[tuple[str, str]] = field(default_factory=list)
    dropped: list[tuple[str, str]] = field(default_factory=list)
    pictures: int = 0
    underlined: bool = True


def read_text(paragraph: "_Element", look: Look, styles: WordStyles) -> WordText:
    """Return the text of *paragraph*, whose style looks like *look*."""
    found = WordText()
    _read(paragraph, look.over(styles.defaults), styles, found)
    return found


def _read(element: "_Element", look: Look, styles: WordStyles, found: WordText) -> None:
    for child in element:
        tag = child.tag
        if tag == f"{W}r":
            _run(child, look, styles, found)
        elif tag in _GONE:
            text = "".join(each.text or "" for each in child.iter(f"{W}delText", f"{W}t"))
            found.dropped.append((text, "it was deleted (a tracked change)"))
        elif tag in _SKIPPED or not isinstance(tag, str):
            continue
        elif tag == f"{_CHOICE}AlternateContent":
            _read(_chosen(child), look, styles, found)
        elif tag == f"{W}ruby":
            for base in child.iterfind(f"{W}rubyBase"):
                _read(base, look, styles, found)
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            _drawing(child, found)
        elif tag == _MATHS:
            found.runs.append(Run(child.text or ""))
        elif tag != f"{W}txbxContent":
            _read(child, look, styles, found)


def _run(run: "_Element", look: Look, styles: WordStyles, found: WordText) -> None:
    properties = run.find(f"{W}rPr")
    own = run_look(properties)
    if properties is not None and (style := value(properties.find(f"{W}rStyle"))):
        named = styles.look(style)
        own = own.over(Look(bold=named.bold, italic=named.italic, hidden=named.hidden))
    own = own.over(look)
    text = _content(run, look, styles, found)
    if not text:
        return
    if own.hidden or own.struck:
        found.dropped.append((text, "it is hidden text" if own.hidden else "it is crossed out"))
        return
    found.runs.append(Run(text.upper() if own.capitals else text, bool(own.bold), bool(own.italic)))
    if text.strip():
        size = own.size or 0
        found.sizes[size] = found.sizes.get(size, 0) + len(text)
        found.underlined &= bool(own.underlined)


def _content(run: "_Element", look: Look, styles: WordStyles, found: WordText) -> str:
    text: list[str] = []
    for child in run:
        tag = child.tag
        if tag == f"{W}t":
            text.append((child.text or "").replace("\n", " "))
        elif tag in _BREAKS:
            text.append(_BREAKS[tag])
        elif tag == f"{W}br":
            text.append(" " if value(child, "type") in ("page", "column") else "\n")
        elif tag == f"{W}sym":
            text.append(_SYMBOLS.get((value(child, "char") or "").upper(), " "))
        elif tag == f"{W}commentReference":
            found.comments.append(value(child, "id") or "")
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            part = "footnotes" if tag.endswith("footnoteReference") else "endnotes"
            found.footnotes.append((part, value(child, "id") or ""))
        elif tag == f"{W}fldChar" and child.find(f"{W}ffData/{W}checkBox") is not None:
            text.append("☐ ")
        elif tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
            _drawing(child, found)
        elif tag == f"{_CHOICE}AlternateContent":
            _drawing(_chosen(child), found)
        elif tag == f"{W}ruby":
            for base in child.iterfind(f"{W}rubyBase"):
                inner = WordText()
                _read(base, look, styles, inner)
                text += [each.text for each in inner.runs]
    return "".join(text)


def _chosen(alternatives: "_Element") -> "_Element":
    """Return the first of several forms of the same content; the others repeat it."""
    for each in alternatives:
        if each.tag in (f"{_CHOICE}Choice", f"{_CHOICE}Fallback"):
            return each
    return alternatives


def _drawing(drawing: "_Element", found: WordText) -> None:
    """Note the text boxes in a drawing, or that it is a picture, which a line is not."""
    boxes = [
        box
        for box in drawing.iter(f"{W}txbxContent")
        if not any(up.tag == f"{_CHOICE}Fallback" for up in _between(box, drawing))
    ]
    outer = [box for box in boxes if not any(up in boxes for up in _between(box, drawing))]
    found.boxes += outer
    if not outer and not any(shape.get(_LINE) for shape in drawing.iter()):
        found.pictures += 1


def _between(element: "_Element", top: "_Element") -> list["_Element"]:
    """Return the elements around *element*, up to *top*."""
    around = []
    for up in element.iterancestors():
        if up is top:
            break
        around.append(up)
    return around


def style_of(paragraph: "_Element", styles: WordStyles) -> Look:
    """Return the look of the style of *paragraph*."""
    properties = paragraph.find(f"{W}pPr")
    named = value(properties.find(f"{W}pStyle")) if properties is not None else None
    return styles.look(named) if named or styles.paragraph is not PLAIN else PLAIN


def all_words(element: "_Element") -> str:
    """Return all text in *element*, deleted text too, a blank between paragraphs."""
    wanted = (f"{W}t", f"{W}delText", f"{W}p")
    texts = (" " if each.tag == f"{W}p" else each.text or "" for each in element.iter(*wanted))
    return " ".join("".join(texts).split())
