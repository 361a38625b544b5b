"""Templates that are broken or mean harm: a sentence each, soon, and nothing is written."""

import os
import re
import struct
import subprocess
import sys
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from focusgroup.exports.word.company_template import TemplateError, opened_template
from focusgroup.exports.word.company_template.archive import LARGEST_FILE, MOST_PARTS
from focusgroup.exports.word.company_template.parts import LARGEST_XML
from tests.exports.templates import (
    MARKER,
    MIME,
    WORD,
    R,
    W,
    corporate,
    document,
    relations,
    section,
    zipped,
)
from tests.slow import some
from tests.speed import within

Make = Callable[[Path], object]
_SOME = "urn:schemas-microsoft-com"


def raw(data: bytes) -> Make:
    return lambda path: path.write_bytes(data)


def parts(**replaced: str | bytes | None) -> Make:
    """The rich template with parts replaced; `/` and `.` of names are written `__` and `_`."""
    return lambda path: corporate(
        path, parts={name.replace("__", "/").replace("_", "."): p for name, p in replaced.items()}
    )


def body(markup: str) -> Make:
    return lambda path: corporate(path, markup + MARKER)


def related(kind: str, target: str, *, outside: bool = True) -> Make:
    made = ("rIdX", f"{R}/{kind}", target, *(["External"] if outside else []))
    return lambda path: corporate(path, parts={"word/_rels/document.xml.rels": relations(made)})


def renamed(name: str) -> Make:
    """A part more, called *name*."""

    def make(path: Path) -> None:
        corporate(path)
        with zipfile.ZipFile(path, "a") as package:
            package.writestr(name, b"<x/>")

    return make


def twice(path: Path) -> None:
    corporate(path)
    with zipfile.ZipFile(path, "a") as package, pytest.warns(UserWarning, match="Duplicate name"):
        package.writestr("word/styles.xml", "<x/>")


def cut(path: Path) -> None:
    corporate(path)
    path.write_bytes(path.read_bytes()[:4000])


def spoilt(path: Path) -> None:
    """A part that does not unpack."""
    corporate(path)
    held = bytearray(path.read_bytes())
    held[3000:3400] = bytes(400)
    path.write_bytes(held)


def encrypted(path: Path) -> None:
    """The flag that says that a part needs a password."""
    corporate(path)
    held = bytearray(path.read_bytes())
    for sign, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for found in re.finditer(re.escape(sign), bytes(held)):
            place = found.start() + at
            (flags,) = struct.unpack_from("<H", held, place)
            struct.pack_into("<H", held, place, flags | 1)
    path.write_bytes(held)


def bomb(path: Path) -> None:
    """60 MB of zeros in 60 kB, as the directory of the archive says."""
    corporate(path)
    with (
        zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package,
        package.open("word/media/big.png", "w", force_zip64=True) as part,
    ):
        for _ in range(60):
            part.write(bytes(1 << 20))


def lying_bomb(path: Path) -> None:
    """The directory says 100 bytes where there are 60 MB."""
    corporate(path, parts={"word/media/logo.png": bytes(60 << 20)})
    held = bytearray(path.read_bytes())
    place = held.rindex(b"word/media/logo.png")
    struct.pack_into("<I", held, place - 46 + 24, 100)
    path.write_bytes(held)


def many(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as package:
        for number in range(MOST_PARTS + 1):
            package.writestr(f"word/{number}.xml", b"")


ENTITIES = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + f']><w:styles xmlns:w="{W}"><w:style w:styleId="&i;"/>&i;</w:styles>'
)
OUTSIDE_ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    + document("<w:p><w:r><w:t>&a;</w:t></w:r></w:p>", section())
)
SHAPE = (
    f'<w:p><w:r><w:pict><v:shape xmlns:v="{_SOME}:vml"><v:imagedata src="http://x.example/a"/>'
    "</v:shape></w:pict></w:r></w:p>"
)
OLE = (
    f'<w:p><w:r><w:object><o:OLEObject xmlns:o="{_SOME}:office:office" Type="Embed"/></w:object>'
    "</w:r></w:p>"
)


def field(code: str) -> str:
    """A field over three runs."""
    runs = "".join(
        f"<w:r><w:instrText>{code[place : place + 3]}</w:instrText></w:r>"
        for place in range(0, len(code), 3)
    )
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"<w:p>{mark.format('begin')}{runs}{mark.format('end')}</w:p>"


HOSTILE: dict[str, tuple[Make, str]] = {
    "empty": (raw(b""), "it is empty"),
    "text": (raw(b"Dear Sir or Madam"), "not a Word file"),
    "a folder": (lambda path: path.mkdir(), "it is a folder"),
    "a pipe": (lambda path: os.mkfifo(path), "not a regular file"),
    "protected by a password": (
        raw(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000)),
        "protected by a password",
    ),
    "encrypted parts": (encrypted, "protected by a password"),
    "cut off": (cut, "damaged"),
    "spoilt": (spoilt, "damaged"),
    "only the sign of an archive": (raw(b"PK\x05\x06" + bytes(18)), "not a Word file"),
    "more than the largest": (raw(b"PK" + bytes(LARGEST_FILE)), "larger than 32 MB"),
    "a bomb": (bomb, "limit is 48 MB"),
    "a lying bomb": (lying_bomb, "damaged"),
    "many parts": (many, "1,001 parts"),
    "huge styles": (
        parts(word__styles_xml="<w:styles>" + " " * LARGEST_XML + "</w:styles>"),
        "one of its parts of text takes 3 MB",
    ),
    "two parts of one name": (twice, "two parts named"),
    "two parts of one name in two cases": (renamed("Word/Styles.XML"), "two parts named"),
    "a part above": (renamed("../../evil.xml"), "leads out"),
    "a part at the root of the disk": (renamed("/etc/evil.xml"), "leads out"),
    "a part with a drive": (renamed("C:/evil.xml"), "leads out"),
    "a part with backslashes": (renamed("..\\evil.xml"), "leads out"),
    "many relations": (
        lambda p: corporate(
            p,
            parts={
                "word/_rels/document.xml.rels": relations(
                    *((f"x{n}", f"{R}/image", f"media/{n}.png") for n in range(15_000))
                )
            },
        ),
        "which is not in it",
    ),
    "no content types": (
        lambda p: corporate(p, parts={"[Content_Types].xml": None}),
        "not a Word file",
    ),
    "no relations": (lambda p: corporate(p, parts={"_rels/.rels": None}), "not a Word file"),
    "no document": (parts(word__document_xml=None), "not a Word file"),
    "a workbook": (
        lambda p: corporate(
            p,
            parts={
                "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/'
                '2006/content-types"><Default Extension="rels" ContentType="application/vnd.'
                'openxmlformats-package.relationships+xml"/><Default Extension="xml" '
                f'ContentType="{MIME}.spreadsheetml.sheet.main+xml"/></Types>'
            },
        ),
        "not a Word document",
    ),
    "no styles where there should be": (parts(word__styles_xml=None), "which is not in it"),
    "styles that are none": (parts(word__styles_xml="<x/>"), "contains no styles"),
    "no header where there should be": (parts(word__header1_xml=None), "which is not in it"),
    "broken XML": (parts(word__styles_xml="<w:styles"), "word/styles.xml is damaged"),
    "no body": (parts(word__document_xml=f'<w:document xmlns:w="{W}"/>'), "it has no text"),
    "another root": (parts(word__document_xml="<html/>"), "not a Word document"),
    "a reference to nothing": (
        body('<w:p><w:hyperlink r:id="rId99"><w:r/></w:hyperlink></w:p>'),
        "a part that is not in it",
    ),
    "an entity bomb": (parts(word__styles_xml=ENTITIES), "word/styles.xml"),
    "a file as an entity": (parts(word__document_xml=OUTSIDE_ENTITY), "declares entities"),
    "deep XML": (
        parts(word__document_xml=document("<w:sdt>" * 5000 + "</w:sdt>" * 5000, section())),
        "word/document.xml is damaged",
    ),
    "macros": (
        lambda p: corporate(p, parts={"word/vbaProject.bin": b"\0"}),
        "it holds macros",
    ),
    "a template with macros": (
        lambda p: corporate(
            p,
            parts={
                "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/'
                '2006/content-types"><Default Extension="xml" ContentType="application/vnd.'
                'ms-word.template.macroEnabledTemplate.main+xml"/></Types>'
            },
        ),
        "it holds macros",
    ),
    "Strict Open XML": (
        lambda p: corporate(
            p,
            parts={
                "_rels/.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/'
                '2006/relationships"><Relationship Id="rId1" Type="http://purl.oclc.org/ooxml/'
                'officeDocument/relationships/officeDocument" Target="word/document.xml"/>'
                "</Relationships>"
            },
        ),
        "Strict Open XML",
    ),
    "a picture elsewhere": (related("image", "https://x.example/a.png"), "something outside"),
    "a picture on a share": (related("image", "\\\\x.example\\a.png"), "something outside"),
    "a document elsewhere": (related("subDocument", "file:///c:/a.docx"), "another document"),
    "a linked object": (related("oleObject", "file:///c:/a.xlsx"), "OLE"),
    "an embedded object": (
        related("oleObject", "theme/theme1.xml", outside=False),
        "OLE",
    ),
    "a link to a file": (related("hyperlink", "file://x.example/a"), "something outside"),
    "a link that runs": (related("hyperlink", "javascript:alert(1)"), "something outside"),
    "another file taken in": (related("aFChunk", "a.html"), "another file"),
    "an object in the text": (body(OLE), "OLE"),
    "a control": (body('<w:p><w:r><w:control r:id="rId1"/></w:r></w:p>'), "ActiveX"),
    "a picture by address": (body(SHAPE), "a picture in word/document.xml is stored outside"),
    "a field that starts a program": (body(field(' DDEAUTO c:\\\\cmd "/k calc" ')), "(DDEAUTO)"),
    "a field that fetches a picture": (
        body(field(" includePicture http://x.example/a ")),
        "(INCLUDEPICTURE)",
    ),
    "a simple field that fetches": (
        body('<w:p><w:fldSimple w:instr=" INCLUDETEXT c:\\a.docx "/></w:p>'),
        "(INCLUDETEXT)",
    ),
    "a document in a document": (body('<w:altChunk r:id="rId1"/>'), "another file"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_template_that_can_not_be_used_is_a_sentence(tmp_path, name):
    make, why = HOSTILE[name]
    path = tmp_path / "corporate.dotx"
    make(path)

    def refused() -> str:
        with pytest.raises(TemplateError) as raised:
            opened_template(path)
        return str(raised.value)

    said = within(2, refused)
    assert why in said
    assert said.startswith("The template corporate.dotx can't be used: ")
    assert said.endswith(".")
    assert len(said) < 400


def test_a_template_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(TemplateError, match="No template"):
        opened_template(tmp_path / "nothing.dotx")


@pytest.mark.parametrize("name", ["text", "macros", "a bomb", "an entity bomb", "a folder"])
def test_the_command_ends_with_1_and_writes_nothing(focusgroup, tmp_path, name):
    made = tmp_path / "corporate.dotx"
    HOSTILE[name][0](made)
    path = tmp_path / "out" / "guide.docx"
    done = focusgroup("export", "guide", "customer-visit", "--template", str(made), "-o", str(path))
    assert done.code == 1
    assert HOSTILE[name][1] in done.err
    assert "Traceback" not in done.err
    assert not path.parent.exists()


_MEASURED = """
import re, sys
from pathlib import Path
from focusgroup.exports.word.company_template import TemplateError, opened_template
try:
    opened_template(Path(sys.argv[1]))
    said = "taken"
except TemplateError:
    said = "refused"
print(said, re.search(r"VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1])
"""


def largest(path: Path) -> None:
    """As much XML as is taken, in as many elements as fit."""
    style = '<w:style w:styleId="a{0}"><w:name w:val="Title"/></w:style>'
    count = (LARGEST_XML - 2000) // len(style.format("12345"))
    inside = "".join(style.format(number) for number in range(count))
    corporate(path, parts={"word/styles.xml": f'<w:styles xmlns:w="{W}">{inside}</w:styles>'})


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read as on Linux")
@pytest.mark.parametrize(
    "name", some(["a bomb", "an entity bomb", "the largest"], ["a bomb", "the largest"])
)
def test_it_takes_no_more_than_200_mb(tmp_path, name):
    path = tmp_path / "corporate.dotx"
    (largest if name == "the largest" else HOSTILE[name][0])(path)
    done = subprocess.run(
        [sys.executable, "-c", _MEASURED, str(path)],
        capture_output=True,
        text=True,
        check=True,
        timeout=240,
    )
    said, peak = done.stdout.split()
    assert said == ("taken" if name == "the largest" else "refused")
    assert int(peak) * 1024 < 200e6


def test_no_more_is_unpacked_than_the_directory_of_the_archive_says(tmp_path):
    path = tmp_path / "corporate.dotx"
    lying_bomb(path)
    tracemalloc.start()
    try:
        with pytest.raises(TemplateError):
            opened_template(path)
        assert tracemalloc.get_traced_memory()[1] < 20e6
    finally:
        tracemalloc.stop()


def test_content_types_by_a_prefix_and_in_other_cases_are_read(tmp_path):
    path = corporate(tmp_path / "a.dotx")
    with zipfile.ZipFile(path) as package:
        held = {name: package.read(name) for name in package.namelist()}
    types = held.pop("[Content_Types].xml").decode()
    for tag in ("Types", "Default", "Override"):
        types = types.replace(f"<{tag} ", f"<ct:{tag} ").replace(f"</{tag}", f"</ct:{tag}")
    types = types.replace("xmlns=", "xmlns:ct=").replace("/word/styles.xml", "/Word/STYLES.xml")
    held["[Content_Types].xml"] = types.encode()
    assert opened_template(zipped(tmp_path / "b.dotx", held)).package.types["word/styles.xml"] == (
        f"{WORD}.styles+xml"
    )
