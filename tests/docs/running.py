"""Runs the commands of a page, as a reader would, in a home of its own with the sample."""

import contextlib
import io
import os
import re
import shlex
import shutil
import sys
from pathlib import Path
from unittest import mock

import docx

from focusgroup.cli.main import main
from focusgroup.services.sample import make
from tests.docs.pages import Block, blocks

NOW_MS = 1_773_310_800_000
"""12 March 2026, 10:20 UTC: what the clock shows while a page runs."""
ELLIPSIS = "…"
"""A line that is only this stands for any lines."""


def make_sample(place: Path) -> Path:
    """Create the sample as of `NOW_MS` and return its path."""
    make(place, NOW_MS)
    return place


@contextlib.contextmanager
def reader_at(folder: Path, sample: Path):  # type: ignore[no-untyped-def]
    """Be in a new home folder below *folder*, with a copy of the sample as the database."""
    home, work = folder / "home", folder / "home" / "focusgroup"
    work.mkdir(parents=True)
    shutil.copy(sample, home / "sample.db")
    inside = {
        "HOME": str(home),
        "LOGNAME": "you",  # who changed the codebook
        "USERPROFILE": str(home),
        "XDG_DATA_HOME": str(home / ".local" / "share"),
        "XDG_STATE_HOME": str(home / ".local" / "state"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "FOCUSGROUP_DB": str(home / "sample.db"),
        "FOCUSGROUP_EXPORTS": str(work / "exports"),
        "TZ": "UTC",
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
    }
    with (
        contextlib.chdir(work),
        mock.patch.dict(os.environ, inside),
        mock.patch("time.time_ns", return_value=NOW_MS * 1_000_000),
        mock.patch("focusgroup.system.clock._real_ms", return_value=1_000_000),
    ):
        yield home


def run_line(line: str) -> str:
    """Run one command line: the program, with `<` and `>` to files, or `cat FILE`."""
    words = shlex.split(line, comments=True)
    files = {}
    for sign in ("<", ">"):
        if sign in words:
            at = words.index(sign)
            files[sign] = Path(words[at + 1])
            del words[at : at + 2]
    if words[0] == "cat":
        return Path(words[1]).read_text("utf-8")
    assert words[0] == "focusgroup", f"this can't be run here: {line}"
    given = files["<"].read_bytes() if "<" in files else b""
    both = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True)
    out = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) if ">" in files else both
    with (
        mock.patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), "utf-8")),
        contextlib.redirect_stdout(out),
        contextlib.redirect_stderr(both),
    ):
        main(words[1:])
    if ">" in files:
        files[">"].write_bytes(out.buffer.getvalue())
    return both.buffer.getvalue().decode("utf-8")


def run_block(block: Block, home: Path) -> str:
    """Run a block's lines that start with `$ ` and return the block as it should be."""
    lines = block.text.splitlines()
    starts = [at for at, line in enumerate(lines) if line.startswith("$ ")]
    ended = [*starts[1:], len(lines)]
    made: list[str] = []
    for start, end in zip(starts, ended, strict=True):
        command = [lines[start]]
        while command[-1].endswith("\\"):
            command.append(lines[start + len(command)])
        typed = " ".join(each.removesuffix("\\") for each in command)
        shown = lines[start + len(command) : end]
        printed = run_line(typed[2:]).replace(str(home), "/home/you").rstrip("\n").splitlines()
        made += [*command, *_cut(shown, [line.rstrip() for line in printed])]
    return "".join(f"{line}\n" for line in made)


def _cut(shown: list[str], printed: list[str]) -> list[str]:
    """Return what was printed, shortened where the page has a line `…`."""
    if ELLIPSIS not in shown:
        return printed
    at = shown.index(ELLIPSIS)
    after = len(shown) - at - 1
    if len(printed) <= len(shown):
        return printed
    return [*printed[:at], ELLIPSIS, *printed[len(printed) - after :]]


WORD_GUIDE = "guide.docx"
"""A guide in Word that a page may name, as an office writes one."""


def write_word_guide(path: Path) -> None:
    """Write a short discussion guide as a Word document."""
    guide = docx.Document()
    guide.add_heading("Talks with planners", 0)
    guide.add_heading("Welcome (5 min)", 1)
    guide.add_paragraph("Say: Thank you for coming.")
    guide.add_heading("Daily work (20 min)", 1)
    guide.add_paragraph("How do you plan a week today?", "List Number")
    guide.add_paragraph("Who else is in it?", "List Bullet 2")
    guide.add_heading("Materials", 1)
    guide.add_paragraph("Name cards", "List Bullet")
    guide.save(str(path))


def run_page(page: str, folder: Path, sample: Path) -> str:
    """Return *page* with the outputs that its commands have now.

    A block ```` ```text NAME ```` is a file of that name, which the blocks after it can read.
    """
    with reader_at(folder, sample) as home:
        if WORD_GUIDE in page:
            write_word_guide(Path(WORD_GUIDE))
        made, at = [], 0
        for block in blocks(page):
            made.append(page[at : block.start])
            at = block.end
            if block.language == "console":
                made.append(run_block(block, home))
                continue
            if block.about:
                Path(block.about).write_text(block.text, "utf-8")
            made.append(block.text)
        return "".join([*made, page[at:]])


def comparable(text: str) -> str:
    """Return *text* without what differs from run to run: ids, days and widths of columns."""
    text = re.sub(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\b", "ID", text)
    # An id may have letters only, one in 400 of six signs; no page has a word of these letters.
    text = re.sub(r"\b[0-9a-f]{6,12}\b", "ID", text)
    return re.sub(r"[ ]{2,}", "  ", text)
