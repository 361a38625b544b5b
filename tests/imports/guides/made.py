"""Guides as offices write them, made as Word, OpenDocument, web page and text files."""

import io
import zipfile
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
Line = tuple[str, str]
"""What a line is, and its text: ``h1`` to ``h3``, ``title``, ``bold``, ``p``, ``quote``, ``-`` and
``--`` (bullets of two levels), ``1`` and ``11`` (numbers of two levels), ``|`` (the cells of a row,
apart by ``|``, the paragraphs of a cell by ``/``)."""

NUMBERING = "".join(
    f'<w:abstractNum w:abstractNumId="{n}">'
    + "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="•"/><w:pPr><w:ind w:left="{720 * (depth + 1)}"/></w:pPr></w:lvl>'
        for depth in range(3)
    )
    + "</w:abstractNum>"
    for n, form in enumerate(("bullet", "decimal"))
) + "".join(f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(2))
_STYLES = "".join(
    f'<w:style w:type="paragraph" w:styleId="{key}"><w:name w:val="{name}"/></w:style>'
    for key, name in {
        **{f"berschrift{n}": f"heading {n}" for n in range(1, 4)},
        "Titel": "Title",
        "Zitat": "Quote",
    }.items()
)
"""As a German Word writes them: the ids are translated, the names are not."""


def zipped(parts: dict[str, str | bytes]) -> bytes:
    """Return a zip of *parts*."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(name, text)
    return made.getvalue()


def docx_of(body: str, **parts: str) -> bytes:
    """Return a Word document with that XML for its body; *parts* are more of ``word/``."""
    spaces = (
        f'xmlns:w="{W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
        ' xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        ' xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    parts = {"numbering": NUMBERING, "styles": _STYLES} | parts
    return zipped(
        {"word/document.xml": f"<w:document {spaces}><w:body>{body}</w:body></w:document>"}
        | {
            f"word/{name}.xml": f"<w:{name} {spaces}>{text}</w:{name}>"
            for name, text in parts.items()
        }
    )


def p(text: str, style: str = "", *, bold: bool = False, props: str = "", run: str = "") -> str:
    """Return a Word paragraph; *props* and *run* are further properties of it and of its run."""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    marked = f"<w:rPr>{'<w:b/>' if bold else ''}{run}</w:rPr>"
    parts = [f'<w:t xml:space="preserve">{escape(each)}</w:t>' for each in text.split("\n")]
    return f"<w:p><w:pPr>{named}{props}</w:pPr><w:r>{marked}{'<w:br/>'.join(parts)}</w:r></w:p>"


def listed(text: str, list_id: int, depth: int = 0, *, bold: bool = False) -> str:
    """Return an item of a Word list: 1 has bullets, 2 numbers."""
    numbered = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return p(text, props=numbered, bold=bold)


def _rows(lines: Sequence[Line]) -> list[list[list[str]]]:
    """Return the rows that begin *lines*: cells of paragraphs."""
    rows: list[list[list[str]]] = []
    for kind, text in lines:
        if kind != "|":
            break
        rows.append([cell.split("/") for cell in text.split("|")])
    return rows


def _blocks(lines: Sequence[Line], table: Callable[[list[list[list[str]]]], str],
            line: Callable[[str, str], str]) -> str:  # fmt: skip
    made, at = [], 0
    while at < len(lines):
        if rows := _rows(lines[at:]):
            made.append(table(rows))
            at += len(rows)
        else:
            made.append(line(*lines[at]))
            at += 1
    return "".join(made)


def as_docx(lines: Sequence[Line]) -> bytes:
    """Return *lines* as a Word document."""

    def line(kind: str, text: str) -> str:
        styles = {"title": "Titel", "quote": "Zitat"}
        if kind.startswith("h"):
            return p(text, f"berschrift{kind[1]}")
        if kind[0] in "-1":
            return listed(text, 1 if kind[0] == "-" else 2, len(kind) - 1)
        return p(text, styles.get(kind, ""), bold=kind == "bold")

    def table(rows: list[list[list[str]]]) -> str:
        made = ("".join(f"<w:tc>{''.join(map(p, cell))}</w:tc>" for cell in row) for row in rows)
        return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in made)}</w:tbl>"

    return docx_of(_blocks(lines, table, line))


_ODF = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for short, name in {
        "office": "office", "text": "text", "table": "table", "style": "style", "draw": "drawing",
        "fo": "xsl-fo-compatible",
    }.items()
)  # fmt: skip
_ODT_STYLES = (
    '<style:style style:name="B" style:family="text"><style:text-properties fo:font-weight="bold"/>'
    "</style:style>"
    + "".join(
        f'<text:list-style style:name="{name}">'
        + "".join(f'<text:{form} text:level="{n}" style:num-format="1"/>' for n in (1, 2, 3))
        + "</text:list-style>"
        for name, form in {"L1": "list-level-style-bullet", "L2": "list-level-style-number"}.items()
    )
)


def odt_of(body: str, styles: str = "") -> bytes:
    """Return an OpenDocument text with that XML for its text."""
    content = (
        f"<office:document-content {_ODF} xmlns:dc='http://purl.org/dc/elements/1.1/'>"
        f"<office:automatic-styles>{_ODT_STYLES}{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    return zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})


def as_odt(lines: Sequence[Line]) -> bytes:
    """Return *lines* as an OpenDocument text."""
    number = {"1": 0, "11": 0}

    def line(kind: str, text: str) -> str:
        said = escape(text).replace("\n", "<text:line-break/>")
        if kind.startswith("h"):
            return f'<text:h text:outline-level="{kind[1]}">{said}</text:h>'
        if kind[0] in "-1":
            depth, style = len(kind), "L1" if kind[0] == "-" else "L2"
            start = ""
            if kind[0] == "1":
                number[kind] += 1
                start = f' text:start-value="{number[kind]}"'
            item = f"<text:list-item{start}><text:p>{said}</text:p></text:list-item>"
            for _ in range(depth - 1):
                item = f"<text:list-item><text:list>{item}</text:list></text:list-item>"
            return f'<text:list text:style-name="{style}">{item}</text:list>'
        number["11"] = 0
        if kind == "bold":
            return f'<text:p><text:span text:style-name="B">{said}</text:span></text:p>'
        style = {"title": "Title", "quote": "Quotations"}.get(kind, "Standard")
        return f'<text:p text:style-name="{style}">{said}</text:p>'

    def table(rows: list[list[list[str]]]) -> str:
        made = ""
        for row in rows:
            cells = ("".join(f"<text:p>{escape(each)}</text:p>" for each in cell) for cell in row)
            inner = "".join(f"<table:table-cell>{cell}</table:table-cell>" for cell in cells)
            made += f"<table:table-row>{inner}</table:table-row>"
        return f"<table:table>{made}</table:table>"

    return odt_of(_blocks(lines, table, line))


def as_html(lines: Sequence[Line]) -> bytes:
    """Return *lines* as a web page."""
    number = {"1": 0, "11": 0}

    def line(kind: str, text: str) -> str:
        said = escape(text).replace("\n", "<br>")
        if kind.startswith("h"):
            return f"<h{kind[1]}>{said}</h{kind[1]}>\n"
        if kind[0] in "-1":
            tag, value = "ul" if kind[0] == "-" else "ol", ""
            if kind[0] == "1":
                number[kind] += 1
                value = f' value="{number[kind]}"'
            item = f"<{tag}><li{value}>{said}</li></{tag}>"
            for _ in range(len(kind) - 1):
                item = f"<ul>{item}</ul>"
            return item
        number["11"] = 0
        form = {"bold": "<p><b>{}</b></p>\n", "quote": "<blockquote>{}</blockquote>\n",
                "title": '<h1 class="title">{}</h1>\n'}.get(kind, "<p>{}</p>\n")  # fmt: skip
        return form.format(said)

    def table(rows: list[list[list[str]]]) -> str:
        made = ""
        for row in rows:
            cells = ("".join(f"<p>{escape(each)}</p>" for each in cell) for cell in row)
            made += f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        return f"<table>{made}</table>"

    body = _blocks(lines, table, line)
    return f'<html><head><meta charset="utf-8"></head><body>{body}</body></html>'.encode()


def as_text(lines: Sequence[Line]) -> bytes:
    """Return *lines* as the text that a person types who has no styles."""
    made, number = [], {"1": 0, "11": 0}
    for kind, text in lines:
        if kind[0] in "-1":
            number[kind] = number.get(kind, 0) + 1
            mark = "-" if kind[0] == "-" else f"{number[kind]}."
            made.append(f"{'   ' * (len(kind) - 1)}{mark} {text}")
        elif kind == "quote":
            made.append(f"\n“{text}”\n")
        else:
            number["11"] = 0
            made.append(f"\n{text}\n")
    return "\n".join(made).encode()


WRITERS: dict[str, Callable[[Sequence[Line]], bytes]] = {
    "docx": as_docx,
    "odt": as_odt,
    "html": as_html,
}
