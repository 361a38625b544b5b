"""A document replaces only what was written for the same thing and not changed since."""

import asyncio
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from focusgroup.core.search.selection import Selection
from focusgroup.exports.atomic import replace_file
from focusgroup.exports.export_result import Written
from focusgroup.services.documents import DocumentOptions
from focusgroup.services.documents.jobs import Job, documents_of
from focusgroup.store import open_sqlite
from tests.conftest import Finished
from tests.special_files import SPECIAL

Run = Callable[..., Finished]
KINDS = {
    "word": "Word summary",
    "pdf": "PDF",
    "xlsx": "Workbook",
    "markdown": "Markdown",
    "csv": "CSV",
    "commitments": "",
}
"""The commands that write about sessions, and the lines of the documents window."""
posix = pytest.mark.skipif(os.name == "nt", reason="special files are those of POSIX")


@pytest.fixture
def two(focusgroup: Run, monkeypatch: pytest.MonkeyPatch) -> tuple[str, str]:
    """Two sessions of one title on one day. Instead of a PDF its Word file is written."""

    def laid_out(path, write: Callable[[Path], Written], *_: object, **__: object) -> Written:
        made = write(Path("word.docx")).path.read_bytes()
        return Written(replace_file(path, lambda file: file.write(made)), path)

    monkeypatch.setattr("focusgroup.exports.pdf.write_pdf", laid_out)
    made = []
    for said in ("the first", "the second"):
        new = focusgroup(
            "session", "add", "customer-visit", "--title", "Planners", "--participant", "Anna"
        )
        made.append(new.out.strip())
        lines = f"- {said} @1\n/promise {said} list, owner Paula\n"
        done = focusgroup(
            "session", "capture", made[-1], "--began", "2026-03-12 14:00", stdin=lines
        )
        assert done.code == 0, done.err
    return made[0], made[1]


@pytest.fixture
def export(focusgroup: Run) -> Callable[..., tuple[Path, str]]:
    """``export("word --topline", ID)``: the file that the command wrote, and its remarks."""

    def run(kind: str, *args: str | Path) -> tuple[Path, str]:
        done = focusgroup("export", *kind.split(), *args)
        assert done.code == 0, done.err
        return Path(done.out.strip()), done.err

    return run


def by_screen(db_path: Path, label: str, session: str) -> tuple[Path, str]:
    """The file that the documents window wrote about a session, and its remarks."""

    async def write() -> Written:
        db = await open_sqlite(db_path)
        try:
            offers = documents_of(db, Selection(sessions=(session,)))
            offer = next(each for each in offers if each.label == label)
            return await offer.make(Job(), DocumentOptions())
        finally:
            await db.close()

    made = asyncio.run(write())
    return made.path, "\n".join(made.remarks())


Export = Callable[..., tuple[Path, str]]


def test_two_sessions_of_one_title_on_one_day_have_a_file_each(
    export: Export, two: tuple[str, str], db_path: Path
) -> None:
    for kind, label in KINDS.items():
        first, said = export(kind, two[0])
        assert said == ""
        before = first.read_bytes()
        second, said = export(kind, two[1])
        assert second.stem == f"{first.stem} {two[1][-6:]}"
        assert f"{first.name} is another document, so this file was saved as {second.name}" in said
        assert first.read_bytes() == before
        if not label:
            assert export(kind, two[0]) == (first, "")
            assert export(kind, two[1]) == (second, said)
            continue
        assert by_screen(db_path, label, two[0]) == (first, "")
        path, remark = by_screen(db_path, label, two[1])
        assert path == second
        assert remark in said


def test_a_file_changed_since_it_was_written_is_kept_and_said_on_both_fronts(
    export: Export, two: tuple[str, str], db_path: Path
) -> None:
    path, _ = export("markdown", two[0])
    mine = path.read_bytes() + b"my own words"
    path.write_bytes(mine)
    fronts = (
        lambda: export("markdown", two[0]),
        lambda: by_screen(db_path, "Markdown", two[0]),
    )
    for write in fronts:
        other, said = write()  # the second time it is ours, and nobody has touched it
        assert other.name == f"{path.stem} (2).md"
        assert f"{path.name} was changed after it was written" in said
        assert path.read_bytes() == mine
    other.write_bytes(b"mine too")
    assert export("markdown", two[0])[0].name == f"{path.stem} (3).md"
    assert other.read_bytes() == b"mine too"
    path.unlink()
    assert export("markdown", two[0]) == (path, "")  # what is gone needs no other name


def test_a_file_of_somebody_else_is_kept(export: Export, two: tuple[str, str], home: Path) -> None:
    path, _ = export("markdown", two[0])
    for each in home.rglob("documents/*"):
        each.unlink()  # as after a move to another machine, or from an earlier version
    before = path.read_bytes()
    other, said = export("markdown", two[0])
    assert other.name == f"{path.stem} (2).md"
    assert f"{path.name} is another document" in said
    assert path.read_bytes() == before


def test_without_a_record_the_document_is_written_and_never_replaced(
    export: Export, two: tuple[str, str], home: Path
) -> None:
    records = home / ".local" / "state" / "focusgroup" / "documents"
    records.parent.mkdir(parents=True, exist_ok=True)
    records.write_text("in the way")
    first, _ = export("csv", two[0])
    assert [export("csv", two[0])[0].name for _ in range(2)] == [
        f"{first.stem} (2).csv",
        f"{first.stem} (3).csv",
    ]


def test_documents_on_other_quotes_of_one_title_have_a_file_each(
    export: Export, two: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole, _ = export("commitments", two[0])
    every, said = export("commitments")
    assert every.name == f"{whole.stem} (2).docx"
    assert f"{whole.name} is another document" in said

    first, _ = export("markdown", "--kind", "problem")
    others = [("--search", "second"), ("--since", "2026-03"), (two[1], "--kind", "problem")]
    made = [export("markdown", *args)[0] for args in others]
    assert len({first, *made}) == 4
    assert [export("markdown", *args)[0] for args in others] == made
    assert export("markdown", "--kind", "problem") == (first, "")

    # The same selection in another database.
    path = tmp_path / "copy.db"
    path.write_bytes((tmp_path / "data" / "focusgroup.db").read_bytes())
    monkeypatch.setenv("FOCUSGROUP_DB", str(path))
    assert export("markdown", "--kind", "problem")[0] not in (first, *made)


def test_a_guide_belongs_to_its_agenda(export: Export, tmp_path: Path) -> None:
    agenda = "---\ntitle: One title\n---\n## Talk (10 min)\n1. What?\n"
    one, other = tmp_path / "one.md", tmp_path / "other.md"
    one.write_text(agenda)
    other.write_text(agenda + "2. Why?\n")
    first, _ = export("guide", one)
    assert export("guide", other)[0] != first
    one.write_text(agenda + "3. When?\n")  # an edited agenda replaces its own guide
    assert export("guide", one) == (first, "")


def test_the_log_of_a_long_summary_is_neither_the_workbook_nor_replaced_once_it_was_changed(
    export: Export, two: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("focusgroup.exports.word.summary.LOG_IN_WORD", 0)
    book, _ = export("xlsx", two[0])
    before = book.read_bytes()
    word, said = export("word", two[0])
    log = word.with_name(f"{word.stem} - Quote log.xlsx")
    assert said.endswith(f"workbook next to it: {log.name}.\n")
    assert book.read_bytes() == before
    assert export("word", two[0]) == (word, said)
    assert export("xlsx", two[0]) == (book, "")
    for there in ((), ("-o", tmp_path / "mine.docx")):
        word, _ = export("word", two[0], *there)
        log = word.with_name(f"{word.stem} - Quote log.xlsx")
        log.write_bytes(b"my own words")
        kept = word.read_bytes()
        other, said = export("word", two[0], *there)
        assert other.name == f"{word.stem} (2).docx"
        assert f"{log.name} was changed after it was written, so this file was saved as" in said
        assert (word.read_bytes(), log.read_bytes()) == (kept, b"my own words")
        assert other.with_name(f"{other.stem} - Quote log.xlsx").exists()


# -- a file that was named -------------------------------------------------------------------


def test_a_named_file_is_replaced_unless_it_was_changed_and_what_is_lost_is_said(
    export: Export, two: tuple[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "mine.md"
    path.write_text("somebody's")
    replaced = "mine.md was another document and has been replaced."
    written, said = export("markdown", two[0], "-o", path)
    assert (written, replaced in said) == (path, True)
    assert export("markdown", two[0], "-o", path) == (path, "")
    written, said = export("markdown", two[1], "-o", path)
    assert (written, replaced in said) == (path, True)
    assert "the second" in path.read_text()
    path.write_text("my own words")
    written, said = export("markdown", two[1], "-o", path)
    assert written == tmp_path / "mine (2).md"
    assert "mine.md was changed after it was written, so this file was saved as mine (2).md" in said
    assert path.read_text() == "my own words"


@pytest.mark.slow  # makes the sample twice
def test_the_summary_of_the_sample_is_kept_once_it_was_changed(
    focusgroup: Run, tmp_path: Path
) -> None:
    path = tmp_path / "sample.docx"
    assert focusgroup("demo", "--summary", path).out == f"{path}\n"
    path.write_text("my own words")
    done = focusgroup("demo", "--summary", path)
    assert done.out == f"{tmp_path / 'sample (2).docx'}\n"
    assert "sample.docx was changed after it was written" in done.err
    assert path.read_text() == "my own words"


@posix
def test_what_is_named_and_not_a_file_is_refused_in_a_sentence(
    focusgroup: Run, two: tuple[str, str]
) -> None:
    for sort, make in SPECIAL.items():
        path = Path(sort)
        make(path)
        before = path.lstat()
        for kind in (*KINDS, "guide") if sort == "pipe" else ("markdown",):
            what = "customer-visit" if kind == "guide" else two[0]
            done = focusgroup("export", *kind.split(), what, "-o", path)
            assert (done.code, done.out, done.err.count("\n")) == (1, "", 1), (kind, done.err)
            assert sort in done.err
        assert os.path.samestat(before, path.lstat())


# -- what is in the way where no file was named ------------------------------------------------


def in_the_way() -> Iterator[tuple[str, Callable[[Path], object]]]:
    yield from SPECIAL.items()
    yield "link", lambda path: path.symlink_to(Path("target").absolute())
    yield "dangling link", lambda path: path.symlink_to("nowhere")


@posix
def test_what_is_not_a_file_is_left_alone(
    export: Export, two: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path, _ = export("csv", two[0])
    monkeypatch.chdir(path.parent)
    name, target = Path(path.name), Path("target")
    name.replace(target)  # even what we wrote ourselves, once a link leads to it
    before = target.read_bytes()
    for sort, make in in_the_way():
        make(name)
        there = name.lstat()
        written, said = export("csv", two[0])
        assert written.name == f"{path.stem} (2).csv", sort
        assert f"{path.name} is another document" in said
        assert stat.S_IMODE(written.stat().st_mode) == 0o600
        assert os.path.samestat(there, name.lstat())
        name.rmdir() if sort == "folder" else name.unlink()
    assert target.read_bytes() == before
    assert not Path("nowhere").exists()
    name.symlink_to(target)
    assert export("csv", two[0], "-o", path)[0] == path
    assert name.is_symlink()


def test_nothing_that_is_kept_about_documents_can_be_read(
    export: Export, two: tuple[str, str], home: Path
) -> None:
    export("markdown", two[0])
    export("markdown", "--search", "second")
    kept = [path for path in home.rglob("documents/*") if path.is_file()]
    assert len(kept) == 2
    for path in kept:
        text = path.name + path.read_text()
        assert not any(word in text for word in ("Planners", "second", two[0]))
        if os.name != "nt":
            assert stat.S_IMODE(path.stat().st_mode) == 0o600
            assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
