"""No command and no screen that writes a file takes away what somebody else made of it.

The commands are found by their arguments: one that takes a path has its line in `WRITES`, or its
argument in `READS`.
"""

import asyncio
import os
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import click
import pytest

from focusgroup.core.search.selection import Selection
from focusgroup.exports.atomic import replace_file
from focusgroup.exports.export_result import Written
from focusgroup.services.documents import DocumentOptions
from focusgroup.services.documents.jobs import Job, documents_of
from focusgroup.store import open_sqlite, sessions
from focusgroup.store.engine.location import config_file
from tests.conftest import Finished
from tests.exports.templates import corporate
from tests.hostile.test_commands import COMMANDS
from tests.special_files import SPECIAL

Run = Callable[..., Finished]
Line = tuple[str | Path, ...]
MINE = b"my own words"

WRITES: dict[tuple[str, str], tuple[Line, str]] = {
    ("agenda import", "output"): (("guide.txt", "-o"), "x.md"),
    ("agenda kit", "output"): (("-o",), "kit"),
    ("agenda new", "path"): ((), "x.md"),
    ("themes export", "file"): ((), "x.csv"),
    **{
        (f"export {kind}", "output"): (("last", "-o"), f"x{suffix}")
        for kind, suffix in {
            "commitments": ".docx",
            "csv": ".csv",
            "mail": ".html",
            "markdown": ".md",
            "pdf": ".pdf",
            "pptx": ".pptx",
            "word": ".docx",
            "xlsx": ".xlsx",
        }.items()
    },
    ("export guide", "output"): (("customer-visit", "-o"), "x.docx"),
    ("export template-check", "output"): (("company.docx", "-o"), "x.docx"),
    ("demo", "path"): (("--no-open", "--path"), "x.db"),
    ("demo", "summary"): (("--summary",), "x.docx"),
    ("db backup", "target"): ((), "x.db"),
    ("db recover", "output"): (("copy.db", "-o"), "x.db"),
}
"""What comes before the path that is written, and a path."""
READS = {"file", "files", "certificate", "key", "template", "damaged", "journal", "source"}
NEEDS = {"export pptx": pytest.mark.needs("module:pptx")}
WRITERS = [pytest.param(*key, id=" ".join(key), marks=NEEDS.get(key[0], ())) for key in WRITES]
STAND_ASIDE = [
    pytest.param(*key, id=key[0], marks=NEEDS.get(key[0], ()))
    for key, (before, _) in WRITES.items()
    if before[-1:] == ("-o",) and not key[0].startswith("db")
]
"""Documents that have a name of their own where none is given."""


@pytest.fixture
def run(focusgroup: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command beside a session, a guide, a template and a copy; without LibreOffice."""

    def laid_out(path, write: Callable[[Path], Written], *_: object, **__: object) -> Written:
        made = write(Path("word.docx")).path.read_bytes()
        return Written(replace_file(path, lambda file: file.write(made)), path)

    monkeypatch.setattr("focusgroup.exports.pdf.write_pdf", laid_out)
    monkeypatch.setenv("PATH", str(tmp_path))
    lines = "- slow @1 #workplace\n/promise send the list, owner Paula\n"
    anna = ("--participant", "Anna, planner, Acme")
    focusgroup("session", "add", "customer-visit", "--title", "Planners", *anna)
    focusgroup("session", "capture", "last", "--began", "2026-03-12 14:00", stdin=lines)
    focusgroup("db", "backup", "copy.db")
    Path("guide.txt").write_text("Welcome (5 min)\n1. What?\n")
    corporate(Path("company.docx").absolute())
    return focusgroup


def written(done: Finished, words: str, path: Path) -> Path:
    """The file that a command wrote, or would have."""
    if words == "agenda kit":
        return next(Path(each) for each in done.out.splitlines() if "consent-form" in each)
    if done.code or words.startswith("db"):
        return path
    last = done.out.splitlines()[-1]
    return Path(last.partition(" in ")[2] if words == "themes export" else last)


def test_every_command_that_takes_a_path_is_known_here() -> None:
    paths = {
        (" ".join(words), param.name)
        for words, command in COMMANDS.items()
        for param in command.params
        if isinstance(param.type, click.Path)
    }
    reads = {each for each in paths if each[1] in READS and each not in WRITES}
    assert paths - reads == set(WRITES)


@pytest.mark.parametrize(("words", "param"), WRITERS)
def test_a_named_file_that_was_changed_is_kept_and_that_is_said(
    run: Run, words: str, param: str
) -> None:
    before, name = WRITES[words, param]
    command = (*words.split(), *before, name)
    first = run(*command)
    assert first.code == 0, first.err
    path = written(first, words, Path(name))
    path.write_bytes(MINE)
    for _ in range(2):
        done = run(*command)
        other = written(done, words, path)
        assert path.read_bytes() == MINE
        assert path.name in done.err
        if done.code:
            continue
        assert other.name == f"{path.stem} (2){path.suffix}"
        assert f"{path.name} was changed after it was written" in done.err
        assert other.stat().st_size
    names = {each.name for each in path.parent.iterdir()}
    assert not any("(3)" in each for each in names)


@pytest.mark.skipif(os.name == "nt", reason="special files are those of POSIX")
@pytest.mark.parametrize(("words", "param"), WRITERS)
def test_what_is_named_and_not_a_file_is_refused_and_left(run: Run, words: str, param: str) -> None:
    before, name = WRITES[words, param]
    for sort, make in SPECIAL.items():
        if words == "agenda kit" and sort == "folder":
            continue
        for linked in (False, True):
            path = Path(f"{sort[:3]}{int(linked)}{Path(name).suffix}")
            target = Path(f"t-{path}") if linked else path
            make(target)
            if linked:
                path.symlink_to(target)
            there = [path.lstat(), target.lstat()]
            done = run("-q", *words.split(), *before, path)
            assert (done.code, done.err.count("\n")) == (1, 1), (sort, linked, done.out, done.err)
            assert str(path) in done.err
            for was, each in zip(there, (path, target), strict=True):
                assert os.path.samestat(was, each.lstat())
            if sort == "folder":
                assert not list(target.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="a link takes rights there")
@pytest.mark.parametrize(("words", "param"), WRITERS)
def test_a_link_that_leads_nowhere_is_followed_by_documents_only(
    run: Run, words: str, param: str, tmp_path: Path
) -> None:
    """A database is never made where nobody looked; a document goes where its name leads."""
    before, name = WRITES[words, param]
    away = tmp_path / "away"
    away.mkdir()
    path = Path(f"link{Path(name).suffix}")
    path.symlink_to(away / name)
    done = run(*words.split(), *before, path)
    if words.startswith(("export", "themes", "agenda kit")) or param == "summary":
        assert (done.code, path.is_symlink()) == (0, True), done.err
        assert name in [each.name for each in away.iterdir()]
    else:
        assert not list(away.iterdir())


# -- where no file was named -----------------------------------------------------------------


def in_the_way() -> Iterator[tuple[str, Callable[[Path], object]]]:
    yield "somebody's", lambda path: path.write_bytes(MINE)
    yield "link", lambda path: path.symlink_to(Path("mine").absolute())
    yield "dangling link", lambda path: path.symlink_to("nowhere")
    if os.name != "nt":
        yield from SPECIAL.items()


def cleared(path: Path) -> None:
    path.rmdir() if path.is_dir() and not path.is_symlink() else path.unlink()


@pytest.mark.parametrize(("words", "param"), STAND_ASIDE)
def test_what_is_in_the_way_of_a_name_is_left_alone(
    run: Run, words: str, param: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = [
        Path(each).absolute() if Path(each).exists() else each for each in WRITES[words, param][0]
    ]
    command = (*words.split(), *before[:-1])
    first = run(*command)
    assert first.code == 0, first.err
    path = written(first, words, Path()).absolute()
    monkeypatch.chdir(path.parent)  # a socket has a short name
    Path("mine").write_bytes(MINE)
    for sort, make in in_the_way():
        cleared(path)
        make(Path(path.name))
        there = path.lstat()
        done = run(*command)
        assert done.code == 0, (sort, done.err)
        other = written(done, words, path)
        assert other.name == f"{path.stem} (2){path.suffix}", sort
        assert f"{path.name} " in done.err
        assert f"saved as {other.name}" in done.err
        assert os.path.samestat(there, path.lstat())
    assert Path("mine").read_bytes() == MINE
    assert not Path("nowhere").exists()


def test_no_document_of_a_screen_replaces_what_was_changed(
    run: Run, db_path: Path, tmp_path: Path
) -> None:
    config = config_file()
    config.parent.mkdir(parents=True, exist_ok=True)
    config.write_text(f'template = "{Path("company.docx").absolute()}"\n')
    folder = tmp_path / "chosen"

    async def all_written() -> dict[str, Written]:
        db = await open_sqlite(db_path)
        try:
            (session,) = await sessions.recent(db)
            offers = documents_of(db, Selection(sessions=(session.id,)))
            how = DocumentOptions(folder=folder)
            return {each.label: await each.make(Job(), how) for each in offers}
        finally:
            await db.close()

    first = asyncio.run(all_written())
    assert len(first) >= 13
    for each in first.values():
        each.path.write_bytes(MINE)
    second = asyncio.run(all_written())
    for label, each in second.items():
        was = first[label].path
        assert was.read_bytes() == MINE, label
        assert each.path not in {other.path for other in first.values()}, label
        assert f"saved as {each.path.name}." in " ".join(each.remarks()), label


# -- what turns round the rest of a line -------------------------------------------------------

TURNS = "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))


def text_of(path: Path) -> str:
    """What is in a file, or in the parts of a package."""
    if not zipfile.is_zipfile(path):
        return path.read_text("utf-8")
    with zipfile.ZipFile(path) as package:
        return "".join(
            package.read(each).decode() for each in package.namelist() if each.endswith(".xml")
        )


def test_no_file_that_is_written_has_what_turns_round_the_rest_of_a_line(
    run: Run, db_path: Path
) -> None:
    with closing(sqlite3.connect(db_path)) as connection, connection:
        for table, column in (
            *(("session", each) for each in ("title", "place", "product", "facilitator")),
            *(("theme", each) for each in ("path", "description", "excludes", "owner")),
            *(("participant", each) for each in ("name", "role")),
            *(("quote", "text"), ("note", "text"), ("note", "owner")),
        ):
            connection.execute(f"UPDATE {table} SET {column} = {column} || ?", (f"{TURNS}x",))
    made = 0
    for (words, _), (before, name) in WRITES.items():
        if words.startswith(("agenda new", "agenda import", "db", "demo")):
            continue
        session = ("last",) if words == "agenda kit" else ()
        for way in ("x.csv", "x.qdc") if words == "themes export" else (name,):
            done = run(*words.split(), *session, *before, way)
            assert done.code == 0, (words, done.err)
            made += 1
    files = [each for pattern in ("x*.*", "kit/*") for each in Path().glob(pattern)]
    assert len(files) > made
    for path in files:
        assert not set(TURNS) & set(text_of(path)), path
