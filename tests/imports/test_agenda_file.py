"""Agendas from files: whatever lies at a path, the answer is an agenda or one clear sentence."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from focusgroup.core.errors import FocusgroupError, NotFound
from focusgroup.imports import agenda_file
from focusgroup.imports.agenda_file import MOST_BYTES, load, locate, read, shipped, write_new
from tests.speed import within

AGENDA = "# Visit\n\n## Welcome (5 min)\n\n1. Wer sind Sie? Größe, café, 你好\n"


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(data: bytes | str, name: str = "visit.md") -> Path:
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    return write


def refusal(path: str | Path) -> str:
    """What is said about a file that is no agenda."""
    with pytest.raises(FocusgroupError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    return str(caught.value)


def test_a_file_is_read(written: Callable[..., Path]) -> None:
    agenda = read(written(AGENDA)).agenda
    assert agenda.title == "Visit"
    assert agenda.sections[0].questions[0].text == "Wer sind Sie? Größe, café, 你好"


def test_a_byte_order_mark_of_utf8_is_taken_off(written: Callable[..., Path]) -> None:
    assert read(written(b"\xef\xbb\xbf" + AGENDA.encode())).agenda.source == AGENDA


def test_a_file_without_a_title_is_called_by_its_name(written: Callable[..., Path]) -> None:
    text = "## A (5 min)\n\n1. Why?\n\n## B (5 min)\n"
    assert read(written(text, "spring-visit_2.md")).agenda.title == "Spring visit 2"


def test_a_missing_file_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"there is no file .*gone\.md"):
        read(tmp_path / "gone.md")


def test_a_folder_is_no_agenda(tmp_path: Path) -> None:
    assert "is a folder; name the file in it" in refusal(tmp_path)


@pytest.mark.parametrize("data", [b"", b"  \n\n\t", b"\xef\xbb\xbf\n"])
def test_an_empty_file_is_no_agenda(written: Callable[..., Path], data: bytes) -> None:
    assert "is empty" in refusal(written(data))


@pytest.mark.parametrize(
    ("encoding", "said"),
    [
        *(("utf-16", ""), ("utf-32", ""), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16")),
        *(("cp1252", "Windows-1252"), ("cp1251", "Windows-1251"), ("gb18030", "GBK")),
    ],
)
def test_other_encodings_are_read_and_a_guess_is_said(
    written: Callable[..., Path], encoding: str, said: str
) -> None:
    asks = {"cp1251": "Что вам мешает?", "gb18030": "请问您怎么看？"}.get(encoding, "Wo drückt’s?")
    reading = read(written(f"# Visit\n\n## Café (5 min)\n\n1. {asks}\n".replace(
        "é", "e" if asks[0] != "W" else "é").encode(encoding)))  # fmt: skip
    assert reading.agenda.sections[0].questions[0].text == asks
    told = [each.message for each in reading.problems]
    assert told == ([f for f in told if said in f] if said else [])
    assert bool(told) == bool(said)


def test_bytes_that_are_no_text_are_refused_with_the_line_and_the_byte(
    written: Callable[..., Path],
) -> None:
    said = refusal(written("# Visit\n\n## Caf\x81\x8d\x90 (5 min)\n".encode("latin-1")))
    assert "line 3 has the byte 0x81" in said
    assert "save it as UTF-8" in said


def test_fifty_megabytes_are_refused_without_reading_them(tmp_path: Path) -> None:
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(50_000_000)
    said = within(0.2, lambda: refusal(path))
    assert "50 MB" in said
    assert "at most 5 MB" in said


def test_a_file_that_grows_while_it_is_read_is_not_read_whole(
    written: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(b"x" * (MOST_BYTES + 1))
    monkeypatch.setattr(agenda_file, "MOST_BYTES", MOST_BYTES + 1)
    assert read(path).errors
    real = os.fstat

    def small(handle: int) -> os.stat_result:
        status = list(real(handle))
        status[6] = 1
        return os.stat_result(status)

    monkeypatch.setattr(agenda_file, "MOST_BYTES", MOST_BYTES)
    monkeypatch.setattr(agenda_file.os, "fstat", small)
    assert "at most 5 MB" in refusal(path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.md"
    os.mkfifo(pipe)
    said: list[str] = []
    thread = threading.Thread(target=lambda: said.append(refusal(pipe)), daemon=True)
    thread.start()
    thread.join(5)
    assert said
    assert "is not a file" in said[0]


def test_a_device_is_refused() -> None:
    assert "is not a file" in refusal("/dev/zero")


def test_a_file_that_may_not_be_read_is_named(
    written: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object) -> int:
        raise PermissionError(13, "Permission denied")

    path = written(AGENDA)
    monkeypatch.setattr(agenda_file.os, "open", refuse)
    assert "can't be read: no permission" in refusal(path)


def test_links_in_a_circle_and_names_too_long_are_said(tmp_path: Path) -> None:
    loop = tmp_path / "loop.md"
    loop.symlink_to(loop)
    assert "can't be read" in refusal(loop)
    assert "can't be read" in refusal(tmp_path / ("x" * 300))


def test_a_name_with_a_nul_is_no_name_of_a_file() -> None:
    with pytest.raises(FocusgroupError, match="can't be the name of a file"):
        read("a\0b.md")
    with pytest.raises(NotFound):
        load("a\0b.md")


def test_the_shipped_agendas_are_found_in_the_checkout() -> None:
    found = {each.name: each for each in shipped()}
    assert len(found) >= 6
    visit = found["customer-visit"]
    assert (visit.title, visit.minutes, visit.language) == ("Customer visit", 90, "en")
    assert visit.path.is_file()
    assert found["how-customers-want-to-be-served.zh"].language == "zh"


def test_the_shipped_agendas_are_found_in_an_installed_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packed = tmp_path / "site-packages" / "focusgroup" / "agendas"
    packed.mkdir(parents=True)
    (packed / "our-own.md").write_text(AGENDA, "utf-8")
    monkeypatch.setattr(agenda_file.resources, "files", lambda _name: packed.parent)
    assert [(each.name, each.title, each.minutes) for each in shipped()] == [
        ("our-own", "Visit", 5)
    ]
    assert load("our-own").agenda.title == "Visit"


def test_an_agenda_is_loaded_by_its_name_or_its_path(written: Callable[..., Path]) -> None:
    assert load("customer-visit").agenda.title == "Customer visit"
    assert load(written(AGENDA)).agenda.title == "Visit"
    assert load(str(written(AGENDA))).agenda.title == "Visit"


def test_a_shipped_name_wins_and_a_dot_means_the_file(tmp_path: Path) -> None:
    Path("customer-visit").write_text(AGENDA, "utf-8")
    assert load("customer-visit").agenda.title == "Customer visit"
    assert load("./customer-visit").agenda.title == "Visit"


def test_an_unknown_name_is_answered_with_the_nearest_and_all() -> None:
    with pytest.raises(NotFound) as caught:
        load("custmer-visit")
    assert "did you mean `customer-visit`?" in str(caught.value)
    assert "webinar-focus-group" in str(caught.value)


def test_an_unknown_path_is_answered_as_a_file() -> None:
    with pytest.raises(NotFound, match=r"there is no file plans/customer-visit\.md; did you mean"):
        load("plans/customer-visit.md")
    with pytest.raises(NotFound, match=r"there is no file nothing\.md; `focusgroup agenda list`"):
        locate("nothing.md")


def test_no_name_is_not_found() -> None:
    with pytest.raises(NotFound):
        load("")


def test_a_new_file_is_never_written_over_another(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    assert write_new(path, "one\n") == path
    with pytest.raises(FocusgroupError, match="already exists"):
        write_new(path, "two\n")
    assert path.read_text("utf-8") == "one\n"


def test_a_file_is_replaced_whole_and_keeps_its_link_and_mode(tmp_path: Path) -> None:
    real, link = tmp_path / "real.md", tmp_path / "link.md"
    real.write_text("one\n")
    real.chmod(0o640)
    link.symlink_to(real)
    write_new(link, "two\n", replace=True)
    assert link.is_symlink()
    assert real.read_text("utf-8") == "two\n"
    assert real.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir() if path.is_file()) == [
        "link.md",
        "real.md",
    ]


def test_a_file_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(FocusgroupError, match="is a folder"):
        write_new(tmp_path, "x")
    with pytest.raises(FocusgroupError, match="can't be written"):
        write_new(tmp_path / "none" / "a.md", "x")
    with pytest.raises(FocusgroupError, match="can't be written"):
        write_new(tmp_path / "none" / "a.md", "x", replace=True)
    with pytest.raises(FocusgroupError, match="can't be written"):
        write_new(tmp_path / ("a" * 300), "x", replace=True)


@pytest.mark.needs("module:resource")
@pytest.mark.parametrize("replace", [False, True])
def test_a_guide_is_written_whole_or_not_at_all(tmp_path: Path, replace: bool) -> None:
    import resource

    place = tmp_path / "guide.md"
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, hard))
    try:
        with pytest.raises(FocusgroupError, match="can't be written"):
            write_new(place, "x" * 100_000, replace=replace)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert not list(tmp_path.glob("*guide*"))
