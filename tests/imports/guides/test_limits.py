"""Damaged and hostile files: a guide or one sentence, within bounds of time and memory."""

import io
import random
import tracemalloc
import zipfile
from collections.abc import Callable

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.errors import FocusgroupError
from focusgroup.imports.guides import Guide, read_guide
from focusgroup.imports.guides.package import LARGEST_PART
from tests.guides import CORPUS, guides_in
from tests.imports.guides.corpus import GUIDES
from tests.imports.guides.made import WRITERS, W, as_text, docx_of, odt_of, p, zipped
from tests.speed import within

MOST_BYTES = 150_000_000
"""Memory that a guide may take while it is read, as Python counts it."""


def tried(data: bytes, suffix: str = "") -> Guide | str:
    """Return the guide in *data*, or the sentence that refuses it."""
    try:
        guide = read_guide(data, "the file", suffix)
    except FocusgroupError as error:
        said = str(error)
        assert said.startswith("the file ")
        assert "\n" not in said
        assert len(said) < 300
        return said
    if guide.converted:
        assert len(guide.places) == guide.markdown.count("\n")
    return guide


_DEEP = 30_000
_ENTITIES = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "ha"}">' for n in range(10))
_CELLS = f"<w:tc><w:tcPr><w:gridSpan w:val='999999999'/></w:tcPr>{p('x')}</w:tc>"


def _bomb(name: str, size: int) -> bytes:
    """Return a zip of one part of *size* zeros, a thousandth of that packed."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package,
        package.open(name, "w", force_zip64=True) as part,
    ):
        for _ in range(size // 1_000_000):
            part.write(bytes(1_000_000))
    return made.getvalue()


HOSTILE: dict[str, Callable[[], tuple[bytes, str]]] = {
    "a part of 50 MB": lambda: (_bomb("word/document.xml", 50_000_000), ".docx"),
    "entities that grow": lambda: (
        zipped({"word/document.xml": f"<!DOCTYPE w:document [{_ENTITIES}]><w:document xmlns:w="
                f"'{W}'><w:body><w:p><w:r><w:t>&a9;</w:t></w:r></w:p></w:body></w:document>"}),
        ".docx",
    ),
    "an entity from a file": lambda: (
        zipped({"word/document.xml": "<!DOCTYPE d [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>"
                f"<w:document xmlns:w='{W}'><w:body><w:p><w:r><w:t>a&e;</w:t></w:r></w:p></w:body>"
                "</w:document>"}),
        ".docx",
    ),
    "tables in tables": lambda: (
        docx_of("<w:tbl><w:tr><w:tc>" * _DEEP + "</w:tc></w:tr></w:tbl>" * _DEEP), ".docx"
    ),
    "runs in runs": lambda: (
        docx_of(f"<w:p>{'<w:ins>' * 240}<w:r><w:t>x</w:t></w:r>{'</w:ins>' * 240}</w:p>"), ".docx"
    ),
    "controls in controls": lambda: (
        docx_of("<w:sdt><w:sdtContent>" * 100 + p("x") + "</w:sdtContent></w:sdt>" * 100), ".docx"
    ),
    "cells without end": lambda: (
        docx_of(f"<w:tbl>{'<w:tr>' + _CELLS * 200 + '</w:tr>' * 1}</w:tbl>"), ".docx"
    ),
    "a text of 9 MB": lambda: (docx_of(p("word " * 1_800_000)), ".docx"),
    "100,000 paragraphs": lambda: (
        docx_of("<w:p><w:r><w:t>x</w:t></w:r></w:p>" * 100_000), ".docx"
    ),
    "a long attribute": lambda: (docx_of(p("x", "s" * 5_000_000)), ".docx"),
    "numbers that are none": lambda: (
        docx_of(p("x", props="<w:numPr><w:ilvl w:val='-9'/><w:numId w:val='∞'/></w:numPr>"
                  "<w:ind w:left='1e999'/><w:outlineLvl w:val='99999999999'/>")), ".docx"
    ),
    "styles in a circle": lambda: (
        docx_of(p("x", "A"), styles='<w:style w:styleId="A"><w:basedOn w:val="B"/></w:style>'
                '<w:style w:styleId="B"><w:basedOn w:val="A"/></w:style>'), ".docx"
    ),
    "repeated cells": lambda: (
        odt_of("<table:table><table:table-row>"
               + "<table:table-cell table:number-columns-repeated='99999999'/>" * 500
               + "<table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>"
               "</table:table>"), ".odt"
    ),
    "lists in lists": lambda: (
        odt_of("<text:list><text:list-item>" * 100 + "<text:p>x</text:p>"
               + "</text:list-item></text:list>" * 100), ".odt"
    ),
    "divs in divs": lambda: (b"<div>" * _DEEP + b"x", ".html"),
    "lists in lists of a page": lambda: (b"<ul><li>x" * 3_000, ".html"),
    "tables in tables of a page": lambda: (b"<table><tr><td>x" * 3_000, ".html"),
    "a page of brackets": lambda: (b"<" * 2_000_000, ".html"),
    "a page of 4 MB": lambda: (b"<p>What broke?</p>\n" * 110_000, ".html"),
    "4 MB of bold": lambda: (b"<b>a</b> " * 200_000, ".html"),
    "a line of 4 MB": lambda: (b"- word " * 600_000, ".txt"),
    "brackets": lambda: (b"[" * 2_000_000, ".txt"),
    "stars": lambda: (docx_of(p("*_`[<" * 20_000)), ".docx"),
    "blanks": lambda: (docx_of(p(" " * 3_000_000 + "x")), ".docx"),
    "bullets": lambda: (docx_of(p("- " * 500_000)), ".docx"),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_or_refused_within_bounds(name: str) -> None:
    data, suffix = HOSTILE[name]()
    found = within(1.0, lambda: tried(data, suffix))
    if isinstance(found, Guide):
        assert "root:" not in found.markdown
        assert len(found.markdown) < 2 * LARGEST_PART


@pytest.mark.parametrize("name", ["a part of 50 MB", "entities that grow"])
def test_a_hostile_file_takes_little_memory(name: str) -> None:
    data, suffix = HOSTILE[name]()
    tracemalloc.start()
    try:
        tried(data, suffix)
        assert tracemalloc.get_traced_memory()[1] < MOST_BYTES
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("place", [4, 6, 8, 10])
@pytest.mark.parametrize("entry", [b"PK\x03\x04", b"PK\x01\x02"])
def test_a_zip_of_another_kind_is_damaged_not_protected(entry: bytes, place: int) -> None:
    """Its version, flags or compression, in each of its headers, is one that nobody knows."""
    data = bytearray(docx_of(p("What broke?")))
    at = data.find(entry)
    while at >= 0:
        data[at + place : at + place + 2] = b"\xfe\x00"
        at = data.find(entry, at + 4)
    found = tried(bytes(data), ".docx")
    assert isinstance(found, Guide) or "password" not in found


def test_a_guide_as_long_as_an_agenda_may_be_is_read_in_a_second() -> None:
    lines = [("h2", "Work (10 min)"), ("1", "What broke?"), ("--", "Who noticed?"), ("p", "Wait.")]
    for form, write in WRITERS.items():
        data = write(lines * 750)
        guide = within(1.0, lambda data=data, form=form: tried(data, f".{form}"))
        assert isinstance(guide, Guide)


# -- mutations ---------------------------------------------------------------------------------


def _seeds() -> list[tuple[bytes, str]]:
    made = [
        (write(lines), f".{form}")
        for lines, _ in GUIDES.values()
        for form, write in WRITERS.items()
    ]
    return made + [(as_text(lines), ".txt") for lines, _ in GUIDES.values()]


def _mutated(data: bytes, chance: random.Random) -> bytes:
    """Return *data* with a few bytes changed, cut out, doubled or moved."""
    changed = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        if not changed:
            break
        at = chance.randrange(len(changed))
        to = min(len(changed), at + chance.choice((1, 2, 8, 100)))
        match chance.randrange(6):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                del changed[at:to]
            case 2:
                changed[at:at] = changed[at:to] * chance.choice((1, 2, 30))
            case 3:
                changed[at:to] = chance.randbytes(to - at)
            case 4:
                changed[at:at] = chance.choice(_SPICE)
            case _:
                del changed[at:]
    return bytes(changed)


_SPICE = (
    *(b"<", b">", b"</w:p>", b"<w:tbl>", b"<w:p>", b"&#0;", b"&amp;", b"\xff\xfe", b"]]>", b"<!--"),
    *(b"<table>", b"<li>", b"</ul>", b"|", b"\n---\n", b"```", b"- ", b"99999999999", b"-1", b"\0"),
)


def mutate(seed: int) -> None:
    """Read one mutated file: its bytes, or those of a part inside it."""
    chance = random.Random(seed)
    data, suffix = chance.choice(SEEDS)
    if data.startswith(b"PK") and chance.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            parts = {name: package.read(name) for name in package.namelist()}
        name = chance.choice(sorted(parts))
        parts[name] = _mutated(parts[name], chance)
        data = zipped(parts)
    else:
        data = _mutated(data, chance)
    found = tried(data, chance.choice((suffix, suffix, ".md", "")))
    if isinstance(found, Guide):
        parse_agenda(found.markdown)


SEEDS = _seeds()


def mutate_text(seed: int) -> None:
    """Read one mutated guide of the corpus, as text and as what its suffix says."""
    chance = random.Random(seed)
    guide = chance.choice(STRANGERS)
    found = tried(_mutated(guide.read_bytes(), chance), chance.choice((guide.suffix, ".md")))
    if isinstance(found, Guide):
        parse_agenda(found.markdown)


STRANGERS = guides_in(CORPUS)


def test_200_mutated_files_are_guides_or_sentences() -> None:
    for seed in range(200):
        mutate(seed)


def test_50_mutated_guides_are_guides_or_sentences() -> None:
    for seed in range(50):
        mutate_text(seed)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_10_000_mutated_guides_are_guides_or_sentences(part: int) -> None:
    for seed in range(1_000 * part, 1_000 * (part + 1)):
        mutate_text(seed)


@pytest.mark.slow
@pytest.mark.parametrize("part", range(10))
def test_10_000_mutated_files_are_guides_or_sentences(part: int) -> None:
    for seed in range(1_000 * part, 1_000 * (part + 1)):
        within(1.0, lambda seed=seed: mutate(seed))
