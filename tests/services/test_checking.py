"""A written document is taken apart, and a name that must not be in it is found wherever it is."""

import csv
import io
import json
import random
import struct
import zipfile
import zlib
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.exports.making import Audience
from focusgroup.exports.privacy.proof import Forbidden
from focusgroup.services.documents import contents
from focusgroup.services.documents.checking import check_document, check_pieces
from focusgroup.services.documents.contents import Piece, pieces_of
from tests.exports.reports import planners
from tests.special_files import SPECIAL

NAME = "Petr Novák"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
P = f"<w:document {W}><w:p>{{}}</w:p></w:document>"
BODY = "word/document.xml"


def packed(part: str, content: str | bytes, *, comment: str = "") -> bytes:
    """An archive with one *part*."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(part, content)
        package.comment = comment.encode()
    return file.getvalue()


def picture(text: str) -> bytes:
    """A PNG with *text* as its author."""
    data = b"tEXtAuthor\0" + text.encode("latin-1")
    made = struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
    return b"\x89PNG\r\n\x1a\n" + made


PLANTED = {
    "docx": {
        "text": packed(BODY, P.format(f"<w:r><w:t>so said {NAME}</w:t></w:r>")),
        "text in two pieces": packed(
            BODY, P.format("<w:r><w:t>Pe</w:t></w:r><w:r><w:t>tr knows</w:t></w:r>")
        ),
        "a line break": packed(BODY, P.format("<w:t>by</w:t><w:br/><w:t>Novák</w:t>")),
        "deleted text": packed(BODY, P.format(f"<w:del><w:delText>{NAME}</w:delText></w:del>")),
        "a field": packed(BODY, P.format(f"<w:instrText>AUTHOR {NAME}</w:instrText>")),
        "alt text": packed(BODY, P.format('<w:docPr descr="a chart of petr" name="x"/>')),
        "the author of a change": packed(BODY, P.format('<w:ins w:author="petr"/>')),
        "a bookmark": packed(BODY, P.format('<w:bookmarkStart w:name="petr"/>')),
        "a comment in the XML": packed(BODY, P.format(f"<!-- {NAME} -->")),
        "text behind a paragraph": packed(BODY, f"<w:d {W}><w:p/> {NAME}</w:d>"),
        "a part that is not XML": packed("customXml/item1.xml", f"<broken>{NAME}"),
        "properties": packed("docProps/core.xml", f"<c><creator>{NAME}</creator></c>"),
        "comments": packed("word/comments.xml", f'<c author="{NAME}"/>'),
        "custom XML": packed("customXml/item1.xml", f"<a><b>x</b><c>{NAME}</c></a>"),
        "a style": packed("word/styles.xml", f'<s><name val="Heading {NAME}"/></s>'),
        "a chart": packed("word/charts/chart1.xml", f"<c><pt><v>{NAME}</v></pt></c>"),
        "a workbook in it": packed(
            "word/embeddings/b.xlsx", packed("xl/s.xml", f"<s><t>{NAME}</t></s>")
        ),
        "a link": packed("word/_rels/document.xml.rels", '<R Target="https://x.example/petr"/>'),
        "a picture": packed("word/media/image1.png", picture(f"by {NAME}")),
        "the name of a part": packed("word/media/petr-novak.bin", b"\0"),
        "the archive's comment": packed(BODY, "<d/>", comment=NAME),
    },
    "xlsx": {
        "a cell": packed("xl/sharedStrings.xml", f"<sst><si><t>{NAME}</t></si></sst>"),
        "a cell in two pieces": packed(
            "xl/sharedStrings.xml", "<sst><si><r><t>Petr No</t></r><r><t>vák</t></r></si></sst>"
        ),
        "a sheet's name": packed("xl/workbook.xml", f'<w><sheet name="{NAME}"/></w>'),
        "a header": packed("xl/s.xml", f"<w><oddHeader>&amp;L{NAME}</oddHeader></w>"),
    },
    "md": {
        "text": f"# Notes\n\nso said {NAME}",
        "a cell": "| x | Novák |",
        "escaped letters": r"Petr\-Novák",
        "letters of HTML": "Petr Nov&aacute;k",
        "the head": f"---\ntitle: {NAME}\n---\n",
    },
    "html": {
        "text": f"<p>so said {NAME}</p>",
        "text in two pieces": "<p>so said Pe<b>tr</b></p>",
        "a picture's text": f'<img alt="{NAME}">',
        "a comment": f"<!-- {NAME} -->",
        "a script": f"<script>var who = '{NAME}'</script>",
        "the head": f"<title>{NAME}</title>",
    },
    "csv": {
        "a cell": f"a,b\n1,{NAME}\n",
        "a cell between quotes": 'a,b\n1,"Novák, Petr"\n',
        "a head": f"a;{NAME}\n1;2\n",
    },
    "json": {
        "a value": json.dumps({"quotes": [{"text": f"as {NAME} said"}]}),
        "a value in ASCII": json.dumps({"text": NAME}, ensure_ascii=True),
        "a key": json.dumps({NAME: 1}),
        "a line": f'{{"a": 1}}\n{{"a": "{NAME}"}}\n',
        "what is no JSON": f"{{ {NAME}",
    },
    "qdpx": {
        "a source": packed("sources/1.txt", f"I: and you, {NAME}?"),
        "a speaker": packed("project.qde", f'<Project><User name="{NAME}"/></Project>'),
    },
    "txt": {
        "UTF-16": f"so said {NAME}".encode("utf-16"),
        "an old code page": f"so said {NAME}".encode("latin-1"),
    },
}
CASES = [(kind, place) for kind, places in PLANTED.items() for place in places]


def report(*, named: bool = False):
    made = planners()
    room = tuple(
        replace(each, consent_name=named or each.name != NAME) for each in made.participants
    )
    return replace(made, participants=room)


def written(folder: Path, kind: str, content: str | bytes, name: str = "summary") -> Path:
    path = folder / f"{name}.{kind}"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(("kind", "place"), CASES, ids=[" ".join(each) for each in CASES])
def test_a_planted_name_is_found(tmp_path, kind, place):
    path = written(tmp_path, kind, PLANTED[kind][place])
    pieces = list(pieces_of(path))
    checked = check_pieces(pieces, Forbidden(report(), Audience()))
    assert len(checked.lines()) >= 1
    assert all(NAME in line for line in checked.lines())
    assert check_pieces(pieces, Forbidden(report(named=True), Audience())).lines() == []


def test_the_place_and_the_spelling_are_told(tmp_path):
    content = "so said\nNovák, and NOVÁK again"
    checked = check_document(
        written(tmp_path, "txt", content, "petr-summary"), report(), Audience()
    )
    assert checked.lines() == [
        "the file's name: Petr Novák (as “petr”)",
        "line 2: Petr Novák (as “Novák”)",
        "line 2: Petr Novák (as “NOVÁK”)",
    ]
    path = written(tmp_path, "docx", PLANTED["docx"]["a workbook in it"])
    assert check_document(path, report(), Audience()).lines() == [
        "word/embeddings/b.xlsx/xl/s.xml: t: Petr Novák"
    ]


def test_what_was_looked_through_and_how_often_a_name_is_there_is_counted():
    room = planners().participants
    hidden = tuple(replace(each, consent_name=each.name != NAME) for each in room)
    forbidden = Forbidden(replace(planners(), participants=hidden), Audience())
    pieces = [
        Piece("page 1", f"{NAME} and Petr"),
        Piece("page 1", "Petr again"),
        Piece("page 1", "Petr again"),
        Piece("a font", f"{NAME}", opaque=True),
        Piece("page 2", "ask Petr, and Petr"),
        Piece("page 2", "ask Petr"),
        Piece("page 3", "nobody"),
    ]
    done = check_pieces(pieces, forbidden)
    assert (done.texts, done.looked_for, done.unsure) == (7, 1, 0)
    assert done.lines() == [
        "page 1: Petr Novák",
        "page 1: Petr Novák (as “Petr”), 3 times",
        "a font: Petr Novák",
        "page 2: Petr Novák (as “Petr”), 2 times",
    ]
    nothing = check_pieces([], forbidden)
    assert (nothing.texts, nothing.found, nothing.lines()) == (0, {}, [])


def test_for_readers_outside_accounts_and_everybody_count_but_no_font_or_colleague(tmp_path):
    path = written(tmp_path, "txt", "Marta met Anna Keller of Hallberg\nno Petr\n", "Planners")
    outside = check_document(path, report(), Audience(external=True))
    assert [line.partition(" (")[0] for line in outside.lines()] == [
        "line 1: Marta Lindqvist",
        "line 1: Hallberg Foods",
        "line 2: Petr Novák",
    ]
    room = report().participants
    georgia = (replace(room[0], name="Georgia Swiss", consent_name=False), *room[1:])
    fonts = packed(
        BODY, P.format('<w:rFonts w:ascii="Georgia"/><w:family w:val="swiss"/><w:lang w:val="G"/>')
    )
    there = replace(report(), participants=georgia)
    assert check_document(written(tmp_path, "docx", fonts), there, Audience()).lines() == []


def test_a_word_that_may_be_a_name_is_counted_and_no_finding(tmp_path):
    room = report().participants
    there = replace(
        report(), participants=(replace(room[0], name="Anna Price", consent_name=False), *room[1:])
    )
    path = written(tmp_path, "txt", "Price is too high\nmy price\n")
    checked = check_document(path, there, Audience())
    assert (checked.lines(), checked.unsure, checked.looked_for) == ([], 1, 2)


@pytest.mark.needs("soffice", "pdftotext", "pdfinfo", "pdfdetach")
def test_a_pdf_is_checked_page_by_page_with_its_properties_and_addresses(tmp_path):
    from docx import Document

    from focusgroup.exports.pdf import laid_out, libreoffice

    made = Document()
    made.core_properties.author = NAME
    made.add_paragraph("nothing here")
    made.add_page_break()
    cell = made.add_table(1, 2).rows[0].cells[0]
    cell.text = "so said, and said it more than once, " * 2 + NAME
    made.save(str(tmp_path / "made.docx"))
    pdf = laid_out(libreoffice() or "", tmp_path / "made.docx", tmp_path, None)
    found = check_document(pdf, report(), Audience())
    assert found.lines() == [f"page 2: {NAME}", f"its properties: {NAME}"]


def test_without_poppler_a_pdf_is_refused_in_a_sentence(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FocusgroupError, match="poppler-utils, which is not installed"):
        check_document(written(tmp_path, "pdf", b"%PDF-1.7"), report(), Audience())


def test_what_cannot_be_taken_apart_is_refused_in_a_sentence(tmp_path, monkeypatch):
    missing = tmp_path / "none.docx"
    pdf = written(tmp_path, "pdf", b"%PDF-1.7\n")
    broken = written(tmp_path, "docx", packed(BODY, "<d/>" * 99)[:-9] + b"\xff" * 9)
    no_archive = written(tmp_path, "xlsx", "text")
    for path, said in (
        (missing, "there is no file"),
        (pdf, "is damaged"),
        (broken, "can't be read"),
        (no_archive, "can't be read"),
    ):
        with pytest.raises(FocusgroupError, match=said) as refused:
            check_document(path, report(), Audience())
        assert path.name in str(refused.value)
    monkeypatch.setattr(contents, "LARGEST", 5_000)
    with pytest.raises(FocusgroupError, match="too large"):
        check_document(written(tmp_path, "txt", "x" * 6_000), report(), Audience())
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(BODY, "x" * 6_000)
    with pytest.raises(FocusgroupError, match=f"{BODY} is too large"):
        check_document(written(tmp_path, "docx", bomb.getvalue()), report(), Audience())


@pytest.mark.parametrize("make", SPECIAL.values(), ids=SPECIAL.keys())
def test_what_is_no_file_is_refused_and_never_waited_for(tmp_path, monkeypatch, make):
    monkeypatch.chdir(tmp_path)  # a socket's name must be short
    path = Path("summary.docx")
    make(path)
    with pytest.raises(FocusgroupError, match=r"summary\.docx"):
        check_document(path, report(), Audience())


@pytest.mark.parametrize("way", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_document_is_read_or_refused_in_a_sentence(tmp_path, way):
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", way) as package:
        package.writestr(BODY, P.format("<w:r><w:t>As Petr Novák said</w:t></w:r>" * 40))
        package.writestr("customXml/item.json", json.dumps({"who": NAME}))
    chance = random.Random(way)
    for _ in range(150):
        data = bytearray(whole.getvalue())
        for _ in range(chance.randint(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        with suppress(FocusgroupError):
            check_document(written(tmp_path, "docx", bytes(data)), report(), Audience())


def test_reading_a_csv_file_leaves_the_limit_of_others_as_it_was() -> None:
    usual = csv.field_size_limit()
    long = "x" * (usual + 1)
    assert ("row 1, column 2", long) in list(contents._csv(f"a,{long}\n"))
    assert csv.field_size_limit() == usual


@pytest.mark.parametrize("suffix", ["docx", "dotx", "xlsx", "pptx", "zip", "qdpx"])
def test_an_archive_is_taken_apart_also_with_something_in_front_of_it(tmp_path, suffix):
    path = written(tmp_path, suffix, b"\0before" + packed("a.xml", f"<a>{NAME}</a>"))
    assert check_document(path, report(), Audience()).lines() == [f"a.xml: a: {NAME}"]


def in_part(xml: str) -> bytes:
    return packed(BODY, f"<w:document {W}>{xml}</w:document>")


def found_in(folder: Path, kind: str, content: str | bytes) -> bool:
    """Whether the name is found in a document."""
    return bool(check_document(written(folder, kind, content), report(), Audience()).lines())


WORDS_IN = "descr title name alt author initials tooltip display Target target href src content"


@pytest.mark.parametrize("name", WORDS_IN.split())
def test_a_name_in_small_letters_is_found_in_an_attribute_that_holds_words(tmp_path, name):
    assert found_in(tmp_path, "docx", in_part(f'<w:x w:{name}="petr"/>'))
    assert found_in(tmp_path, "docx", in_part(f'<w:p><w:x w:{name}="petr"/></w:p>'))


@pytest.mark.parametrize(
    "value", ["petr", "text/petr", "http://schemas.petr.com/x", "//purl.org/petr"]
)
def test_what_a_format_defines_is_no_name(tmp_path, value):
    assert not found_in(tmp_path, "docx", in_part(f'<w:x w:val="{value}"/>'))
    assert found_in(tmp_path, "docx", in_part(f'<w:x w:val="of {value}"/>'))


FORMATS = "rFonts latin ea cs sym font fonts family lsdException lang themeFontLang"


@pytest.mark.parametrize("kind", FORMATS.split())
def test_names_of_fonts_and_languages_are_passed_over(tmp_path, kind):
    assert not found_in(tmp_path, "docx", in_part(f'<w:{kind} w:name="Petr"/>'))
    assert found_in(tmp_path, "docx", in_part(f"<w:{kind}>Petr</w:{kind}>"))


@pytest.mark.parametrize("block", ["p", "si", "is"])
def test_a_name_in_pieces_is_found_in_what_holds_text_in_pieces(tmp_path, block):
    pieces = "<w:t>Pe</w:t><w:t>tr</w:t>"
    assert found_in(tmp_path, "docx", in_part(f"<w:{block}>{pieces}</w:{block}>"))
    assert not found_in(tmp_path, "docx", in_part(f"<w:q>{pieces}</w:q>"))


@pytest.mark.parametrize("gap", ["br", "tab", "cr"])
def test_a_gap_parts_a_name_from_the_word_before_it(tmp_path, gap):
    assert found_in(tmp_path, "docx", in_part(f"<w:p><w:t>by</w:t><w:{gap}/><w:t>Petr</w:t></w:p>"))


INLINE = "a abbr b bdi bdo code em i mark s small span strong sub sup u wbr"


@pytest.mark.parametrize("tag", INLINE.split())
def test_a_name_partly_marked_up_is_found_in_a_page(tmp_path, tag):
    end = "" if tag == "wbr" else f"</{tag}>"
    assert found_in(tmp_path, "html", f"<p>so said Pe<{tag}>tr{end}</p>")
    assert not found_in(tmp_path, "html", "<p>so said Pe</p><p>tr</p>")


def test_an_escaped_letter_of_markdown_hides_no_name(tmp_path):
    assert found_in(tmp_path, "md", r"so said No\-vák")


def test_a_cell_of_markdown_is_read_for_itself(tmp_path):
    room = report()
    people = (replace(room.participants[0], name="Ann Page", consent_name=False),)
    room = replace(room, participants=people)
    for text, places in (("| tell | page |", 0), ("tell page | x", 1), (r"| tell \| page |", 1)):
        path = written(tmp_path, "md", text)
        assert len(check_document(path, room, Audience()).lines()) == places, text


@pytest.mark.parametrize("inside", [False, True], ids=["one", "in an archive"])
def test_a_document_is_read_up_to_its_limit_with_all_that_is_in_it(tmp_path, monkeypatch, inside):
    parts = {"a.txt": b"x" * 400, "b.txt": b"y" * 400}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    data = file.getvalue()
    if inside:
        data = packed("in.zip", data)
    path = written(tmp_path, "zip", data)
    whole = len(data) + 800 + (len(file.getvalue()) if inside else 0)
    monkeypatch.setattr(contents, "LARGEST", whole)
    assert len(list(pieces_of(path))) > 4
    monkeypatch.setattr(contents, "LARGEST", whole - 1)
    with pytest.raises(FocusgroupError, match="too large to be checked"):
        list(pieces_of(path))


@pytest.mark.parametrize(
    ("kind", "content", "place"),
    [
        ("csv", f"a,b\n1,{NAME}\n", "row 2, column 2"),
        ("tsv", f"a\tb\n1\t{NAME}\n", "row 2, column 2"),
        ("json", '{"a": [{"b": "Nov\\u00e1k"}]}', "a[1].b"),
        ("jsonl", '{"a": 1}\n{"b": "Nov\\u00e1k"}\n', "b"),
        ("html", f"<p>x</p>\n<p>{NAME}</p>", "line 2"),
        ("htm", f"<p>x</p>\n<p>{NAME}</p>", "line 2"),
        ("xhtml", f"<p>x</p>\n<p>{NAME}</p>", "line 2"),
        ("zip", packed("a.txt", "x", comment=NAME), "the archive's comment"),
        ("zip", packed("petr.txt", "x"), "the name of a part"),
        ("bin", b"\0\1\0" + NAME.encode() + b"\0", "its bytes"),
        ("txt", b"x\x81\n" + NAME.encode("cp1252"), "line 2"),
        ("csv", f"XXL,b\n1,{NAME}\n", "row 2, column 2"),
        ("json", '{"x": 1,\n "a":\n "Nov\\u00e1k"}', "a"),
        ("json", '{"x": 1}\nso said Petr\n', "line 2"),
        ("json", '"Petr"', "the file"),
        ("html", "<p>x</p>\n\n<p>Nov&aacute;k</p>", "line 3"),
        ("html", "<p>x</p><p><b>Pe</b>tr", "line 1"),
        ("html", "<p>so said Petr", "line 1"),
        ("html", "<![CDATA[Petr]]>", "a comment, line 1"),
        ("html", "<?php Petr ?>", "a comment, line 1"),
        ("html", "so said Nov&aacute;k", "line 1"),
        ("htm", "so said Nov&aacute;k", "line 1"),
        ("xhtml", "so said Nov&aacute;k", "line 1"),
        ("html", "<p>so said Petr &am", "line 1"),
        ("html", "<!DOCTYPE Petr>", "a comment, line 1"),
        ("txt", "so said Petr".encode("utf-16"), "line 1"),
        ("csv", "a;b\nx, y, z, w;Petr\n", "row 2, column 2"),
        ("json", '{"Xy": "Petr"}', "Xy"),
        ("docx", in_part("<?x Petr ?><w:p/>"), f"{BODY}: a comment"),
        ("docx", in_part("<w:p><w:t>Petr</w:t><w:br/><w:t>x</w:t></w:p>"), f"{BODY}: p"),
        ("docx", in_part("<w:p><w:t>Petr</w:t><w:tab/><w:t>x</w:t></w:p>"), f"{BODY}: p"),
        ("docx", in_part("<w:p><w:r/>Petr</w:p>"), f"{BODY}: p"),
        ("docx", in_part("<w:p/><!-- Petr -->"), f"{BODY}: a comment"),
    ],
)
def test_the_place_is_told_in_each_kind_of_file(tmp_path, kind, content, place):
    lines = check_document(written(tmp_path, kind, content), report(), Audience()).lines()
    assert [line.rpartition(f": {NAME}")[0] for line in lines] == [place]


def test_what_stands_beside_a_part_of_an_archive_is_read(tmp_path):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        part = zipfile.ZipInfo("a.txt")
        part.comment = NAME.encode()
        package.writestr(part, "x")
        package.comment = b"\xff"
    path = written(tmp_path, "zip", file.getvalue())
    assert check_document(path, report(), Audience()).lines() == [f"a.txt: {NAME}"]
    assert not found_in(tmp_path, "html", "<p>so said Pe</p>tr")


def test_what_can_not_be_read_is_told_with_its_part(tmp_path):
    broken = packed("a.txt", "x")[:-30]
    for data, told in ((broken, ": it can't be read"), (packed("b.zip", broken), "its part b.zip")):
        with pytest.raises(FocusgroupError, match=told):
            list(pieces_of(written(tmp_path, "zip", data)))
