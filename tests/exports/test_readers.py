"""Programs of others that read Word files find every quote in ours; any text in any field is
written in every form."""

import csv
import io
import json
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from focusgroup.core.model import Report
from focusgroup.core.text import clean
from focusgroup.exports.csv_file import write_csv
from focusgroup.exports.destination import at
from focusgroup.exports.making import Audience, Making
from focusgroup.exports.markdown import write_markdown
from focusgroup.exports.word import write_word
from focusgroup.exports.xlsx import LONGEST, write_workbook
from tests.exports.conftest import NOW
from tests.exports.packages import WordFile
from tests.exports.reports import REPORTS, of_quotes, planners, quote
from tests.exports.test_companions import Book, hostile
from tests.exports.word.test_text import TURNING, small, with_text
from tests.exports.writing import write_summary
from tests.hostile import CORPUS

ANY = st.lists(st.text(st.characters(), max_size=30), min_size=8, max_size=8)
slow_to_shrink = settings(
    max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def fits(text: str) -> bool:
    """Whether readers that are slow over long texts have to read it too."""
    return 0 < len(text) < 2_000


def of_corpus() -> Report:
    """Every hostile text as a quote, cleaned as it is on the way in."""
    room = planners().participants
    said = [clean(text).text for text in CORPUS.values()]
    return of_quotes(
        [quote(text, room[n % 10], number=n) for n, text in enumerate(filter(fits, said))]
    )


KINDS: dict[str, Callable[[], Report]] = {
    **{name: REPORTS[name] for name in ("planners", "chinese", "right to left", "over time")},
    "hostile": hostile,
    "corpus": of_corpus,
}
SLOW = ("over time", "corpus")
EVERY = pytest.mark.parametrize(
    "kind",
    [pytest.param(kind, marks=pytest.mark.slow) if kind in SLOW else kind for kind in KINDS],
)


def squeezed(text: str) -> str:
    """*text* without what programs lay out their own way: spaces, breaks, marks of direction."""
    return "".join(
        char
        for char in text
        if not char.isspace() and char not in "\u200e\u200f\u2066\u2067\u2068\u2069\xad"
    )


def said(report: Report) -> list[str]:
    """What a Word file can hold of the report's quotes."""
    file = {n: each.text for n, each in enumerate(report.quotes) if not each.is_observation}
    legal = [
        "".join(
            c
            if c in "\t\n\r"
            or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
            else "\ufffd"
            for c in text
        )
        for text in file.values()
    ]
    return [squeezed(text) for text in legal]


@pytest.mark.needs("module:docx2python")
@EVERY
def test_docx2python_finds_every_quote_in_a_cell_of_its_own(tmp_path, kind):
    from docx2python import docx2python

    report = KINDS[kind]()
    path = write_summary(report, tmp_path / "s.docx", now_ms=NOW)
    with docx2python(path, html=False) as read:
        cells = {
            squeezed("".join(paragraphs))
            for table in read.body
            for row in table
            for paragraphs in row
        }
    assert [text for text in said(report) if text not in cells] == []


@pytest.mark.needs("pandoc")
@EVERY
def test_pandoc_finds_every_quote(tmp_path, program, kind):
    report = KINDS[kind]()
    path = write_summary(report, tmp_path / "s.docx", now_ms=NOW)
    done = subprocess.run(
        [program("pandoc"), "-f", "docx", "-t", "json", str(path)],
        capture_output=True,
        check=True,
        timeout=120,
    )
    assert done.stderr == b""
    text = squeezed("".join(words(json.loads(done.stdout)["blocks"])))
    assert [each for each in said(report) if each not in text] == []


def words(tree: object) -> Iterator[str]:
    """All text of pandoc's tree, in order."""
    if isinstance(tree, dict):
        if tree.get("t") == "Str":
            yield tree["c"]
        else:
            yield from words(list(tree.values()))
    elif isinstance(tree, list):
        for each in tree:
            yield from words(each)


# -- any text in any field, in the other forms -----------------------------------------------


@pytest.mark.parametrize("suffix", ["md", "csv", "xlsx", "docx"])
def test_no_document_holds_what_turns_round_the_text_after_it(tmp_path, suffix):
    made = with_text(small(), lambda words: words and f"{words}\u202e\u2067\u202a=")
    writers = {"md": write_markdown, "csv": write_csv, "xlsx": write_workbook, "docx": write_word}
    path = writers[suffix](made, at(tmp_path / f"x.{suffix}"), Making(NOW)).path
    parts = [path.read_bytes()]
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as package:
            parts = [package.read(name) for name in package.namelist()]
    assert not TURNING.search(b"".join(parts).decode(errors="replace"))


def filled(texts: list[str]) -> Report:
    """A report with such texts in every field, ids and names of zones too."""
    counter = iter(range(1_000_000))
    return with_text(small(), lambda old: old and f"{old}{texts[next(counter) % len(texts)]}")


def filled_with_nobody_masked(texts: list[str]) -> Report:
    """The same without participants: any text may be a name, and a name a word of a quote."""
    made = filled(texts)
    return replace(
        made,
        participants=(),
        quotes=tuple(replace(each, participant_id=None) for each in made.quotes),
        notes=tuple(replace(each, participant_id=None) for each in made.notes),
    )


@slow_to_shrink
@given(ANY)
@example(["one\rtwo\r\nthree\r"])
@example(["", "\u31c0NO", "", "", "", "", "", ""])
def test_any_text_in_any_field_is_a_sound_workbook(tmp_path, texts):
    made = filled_with_nobody_masked(texts)
    book = Book(write_workbook(made, tmp_path / "x.xlsx", Making(NOW)).path)
    rows = [str(row.get("Quote", "")) for row in book.rows("Quotes")]
    assert sorted(map(squeezed, rows)) == sorted(text[:LONGEST] for text in said(made))


@slow_to_shrink
@given(ANY)
def test_any_text_in_any_field_is_a_sound_csv(tmp_path, texts):
    made = filled_with_nobody_masked(texts)
    data = write_csv(made, tmp_path / "x.csv", Making(NOW)).path.read_bytes().decode("utf-8-sig")
    heads, *rows = csv.reader(io.StringIO(data, newline=""))
    assert all(len(row) == len(heads) for row in rows)
    texts = [squeezed(row[heads.index("Quote")]) for row in rows]
    assert [text.removeprefix("'") for text in sorted(texts)] == sorted(said(made))


@slow_to_shrink
@given(ANY, st.booleans())
def test_any_text_in_any_field_is_sound_markdown(tmp_path, texts, external):
    made = filled(texts)
    audience = Audience(external=external)
    text = write_markdown(made, tmp_path / "x.md", Making(NOW, audience=audience)).path.read_text(
        "utf-8"
    )
    assert text.count("\n## ") == text.count("\n\n## ")


@slow_to_shrink
@given(ANY)
def test_what_was_replaced_anywhere_is_counted_in_the_document_and_for_people(tmp_path, texts):
    made = write_word(filled(texts), at(tmp_path / "s.docx"), Making(NOW))
    body = "".join(WordFile(made.path).body.itertext())
    assert (f"{made.replaced} place" in body) is bool(made.replaced)
    unheld = any("\ud800" <= c <= "\udfff" or c in "\ufffe\uffff\x00" for t in texts for c in t)
    assert bool(made.replaced) >= unheld
