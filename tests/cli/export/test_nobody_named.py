"""Every command that writes a document leaves out a name, wherever somebody typed it.

It leaves out all that was noted for somebody without consent to notes too, and says how much.

The commands are those of `test_every_writer`, which finds them by their arguments: a new one is a
document here, or is listed as what says nothing of a session.
"""

import re
import sqlite3
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.export.test_every_writer import WRITES
from tests.conftest import Finished

Run = Callable[..., Finished]
OF_NO_SESSION = {
    "agenda import",
    "agenda new",
    "export guide",
    "export template-check",
    "demo",
    "db backup",
    "db recover",
}
"""What is written from a file of one's own, from the sample, or as the database itself."""

OFFICE = (pytest.mark.slow, pytest.mark.needs("soffice", "pdftotext"))
NEEDS = {"export pptx": (pytest.mark.needs("module:pptx"),), "export pdf": OFFICE}
KINDS = [
    *sorted({words for words, _ in WRITES} - OF_NO_SESSION),
    "export word --topline",
    "export word --one-page",
    "export word --appendix",
    "themes export codebook.qdc",
    "agenda kit --word",
]
UNTOLD = {"agenda kit", "agenda kit --word", "themes export", "themes export codebook.qdc"}
"""What quotes nobody, so that nothing is left out of it."""

LEFT_OUT = {"export csv": (2, 1, 0), "export xlsx": (2, 1, 1), "export commitments": (0, 0, 1)}
"""The quotes, observations and notes that lack in what has not all of them."""

ALL_LEFT_OUT = (2, 1, 4)
NAME = re.compile(r"zeb\w{0,3}dee|quixworth|zq@|\bZQ\b|tarn\b|zyzzyva", re.IGNORECASE)
OUTSIDE = re.compile(NAME.pattern + r"|marla|osgood|northwind", re.IGNORECASE)
GUIDE = """---
title: Quixworth and Northwind
product: Atlas
---
## What Zebedee does (10 min, key)
1. What does Quixworth want?
2. And Northwind?
## What is left (10 min)
1. Would Marla Osgood agree?
"""
LINES = """\
- three weeks, as quixworth says @2 #"Zebedee's idea"
- too slow for zebedee and marla @1 #"Northwind > Quixworth's wish"
+ ask ZQ, or zq@northwind.example @2 #Zebedee
? zebedee quixworth wants it. osgood too @2
. Quixworth nods
/park what Zebedee wants
/promise send it to Quixworth, owner Zebedee, when Quixworth is back
/call @2 what Quixworth said of northwind
/who Ann Field, chief of Quixworth, Northwind
+ fine with Quixworth’s team @3
/who Sid Tarn, clerk, Northwind
- zyzzyva is slow @4 #"Zebedee's idea"
+ a zyzzyva would help @4
. zyzzyva frowns @4
/park @4 zyzzyva topic
/park @4 zyzzyva ticked
/call @4 about zyzzyva
/promise @4 a zyzzyva list, owner Sid, when Tarn is back
"""
"""Quotes, an observation and notes: those of the fourth are withheld."""


@pytest.fixture
def run(focusgroup: Run, tmp_path: Path, db_path: Path) -> Run:
    """The command beside a session in which two names stand wherever one can be typed.

    Somebody without consent to notes was there too.
    """
    guide = tmp_path / "quixworth.md"
    guide.write_text(GUIDE)
    who = ("Zebedee Quixworth, buyer, Northwind", "Marla Osgood, deputy of Quixworth, Northwind")
    where = ("--place", "Quixworth's office, Northwind", "--title", "With Zebedee at Northwind")
    people = [part for each in who for part in ("--participant", each)]
    assert focusgroup("session", "add", guide, *people, *where).code == 0
    made = focusgroup("session", "capture", "last", "--new-themes", stdin=LINES)
    assert made.code == 0, made.err
    focusgroup("people", "edit", "last", "1", "--not-by-name", "--yes")
    with closing(sqlite3.connect(db_path)) as connection, connection:
        connection.execute("UPDATE note SET kind = 'task' WHERE text LIKE '%ticked%'")
    done = focusgroup("people", "edit", "last", "4", "--no-notes", "--yes")
    assert done.out.endswith(", 2 quotes withheld\n"), done.err
    focusgroup("session", "bottom-line", "last", "Zebedee Quixworth decides at Northwind")
    told = ("--description", "what Quixworth told us", "--not", "Zebedee", "--keyword", "quixworth")
    assert focusgroup("themes", "edit", "Zebedee's idea", *told).code == 0
    assert focusgroup("themes", "rename", "Zebedee's idea", "Quixworth asks").code == 0
    return focusgroup


def everything(path: Path) -> Iterator[str]:
    """The name of a file and all that is in it, as text."""
    yield path.name
    if path.suffix == ".pdf":
        command = ("pdftotext", path, "-")
        yield subprocess.run(command, capture_output=True, check=True, encoding="utf-8").stdout
        return
    if not zipfile.is_zipfile(path):
        yield path.read_bytes().decode("utf-8-sig", "replace")
        return
    with zipfile.ZipFile(path) as package:
        yield from package.namelist()
        for each in package.namelist():
            # Names stand in pieces of text.
            yield re.sub(r"<[^>]*>", "", package.read(each).decode("utf-8", "replace"))
            yield package.read(each).decode("utf-8", "replace")


def test_there_is_a_document_of_every_command_that_writes_one() -> None:
    assert {words for words, _ in WRITES} >= OF_NO_SESSION
    assert len(KINDS) == len({words for words, _ in WRITES}) - len(OF_NO_SESSION) + 5


@pytest.mark.parametrize("external", [False, True], ids=["inside", "external"])
@pytest.mark.parametrize("words", [pytest.param(each, marks=NEEDS.get(each, ())) for each in KINDS])
def test_the_name_is_nowhere_in_what_is_written(
    run: Run, tmp_path: Path, words: str, external: bool
) -> None:
    outside = ["--external"] if external else []
    command = [*words.split(), *outside]
    if words == "themes export":
        command.append("codebook.csv")
    elif not words.startswith("themes"):
        command.append("last")
    before = {each for each in tmp_path.rglob("*") if each.is_file()}
    done = run(*command)
    assert done.code == 0, done.err
    files = {each for each in tmp_path.rglob("*") if each.is_file()} - before
    documents = [each for each in files if each.suffix not in (".db", ".json", ".lock", "")]
    assert documents
    names = OUTSIDE if external else NAME
    for each in documents:
        where = str(each.relative_to(tmp_path))
        assert names.search(where) is None
        assert [found for text in everything(each) for found in names.findall(text)] == []
        checked = run("export", "check", each, "last", *outside)
        assert checked.code == 0, checked.out
    told = " ".join(text for each in documents for text in everything(each))
    if not external:
        assert "Northwind" in told
    if words not in UNTOLD:
        expected = LEFT_OUT.get(words, ALL_LEFT_OUT)
        for what, number in zip(("quote", "observation", "note"), expected, strict=True):
            assert left_out(f"{told} {done.err}", what) == {number} - {0}, what


def left_out(text: str, what: str) -> set[int]:
    """The numbers of quotes, observations or notes that a text says to be left out."""
    # A page breaks lines anywhere.
    return set(map(int, re.findall(rf"(\d+)\s{what}s?\s(?:was|were)\sleft\sout", text)))


def test_what_is_withheld_is_counted_alike_in_every_list(run: Run) -> None:
    assert (
        "2 quotes, 1 observation, 4 notes, no consent to notes"
        in run("session", "show", "last").out
    )
    for command in ("quotes last", "matrix kind account last"):
        assert run(*command.split()).err.endswith("2 quotes withheld: no consent to notes\n")
    assert "no notes, 2 withheld" in run("people", "list", "last").out
    assert run("people", "edit", "last", "4", "--notes", "--yes").code == 0
    refused = run("people", "edit", "last", "4", "--no-notes")
    assert "2 quotes and 1 observation of Sid Tarn will be withheld everywhere" in refused.err


def test_what_was_masked_in_the_codebook_is_told(run: Run) -> None:
    done = run("themes", "export", "codebook.csv")
    assert "Names were masked in 2 themes; importing the file here would add them anew." in done.err
    run("people", "add", "last", "Joan Price, buyer, Contoso", "--not-by-name")
    run("themes", "add", "Price", "--anew")
    done = run("themes", "export", "codebook.csv")
    assert "Names were masked in 2 themes" in done.err
    assert "A word that may be a name was kept in 1 place: “Price”." in done.err
    run("session", "delete", "last", "--yes")
    assert run("themes", "export", "codebook.csv").err == done.err


def test_a_codebook_in_which_everybody_may_be_named_is_as_it_was(run: Run, tmp_path: Path) -> None:
    run("people", "edit", "last", "1", "--by-name", "--yes")
    done = run("themes", "export", "codebook.csv")
    assert done.err == ""
    assert "Quixworth asks,what Quixworth told us" in Path("codebook.csv").read_text("utf-8-sig")


def test_what_may_be_a_name_in_a_kit_is_told(run: Run) -> None:
    run("people", "add", "last", "Joan Price, buyer, Contoso", "--not-by-name")
    run("session", "edit", "last", "--place", "price is at the door")
    done = run("agenda", "kit", "last")
    assert done.err.count("A word that may be a name was kept in 1 place") == 1
    assert "price is at the door" in done.err
