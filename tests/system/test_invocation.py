"""Hints name a command that works where the program was started."""

import shlex
import shutil
import sys
from pathlib import Path

import click
import pytest

from focusgroup.cli import context
from focusgroup.system import invocation
from focusgroup.system.invocation import as_typed, quoted, typed


@pytest.mark.parametrize(
    ("found", "started", "python", "shown"),
    [
        (True, "/usr/bin/focusgroup", "/usr/bin/python3", "focusgroup demo"),
        (False, ".venv/bin/focusgroup", ".venv/bin/python", ".venv/bin/focusgroup demo"),
        (False, "src/__main__.py", ".venv/bin/python", ".venv/bin/python -m focusgroup demo"),
        (False, "groups.pyz", ".venv/bin/python", ".venv/bin/python groups.pyz demo"),
        (False, "-c", "my tools/python", "'my tools/python' -m focusgroup demo"),
    ],
)
def test_a_hint_names_the_program_as_it_can_be_typed(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    found: bool,
    started: str,
    python: str,
    shown: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".venv/bin").mkdir(parents=True)
    (tmp_path / ".venv/bin/focusgroup").touch()
    monkeypatch.setattr(shutil, "which", lambda name: name if found else None)
    monkeypatch.setattr(sys, "argv", [str(started)])
    monkeypatch.setattr(sys, "executable", str(tmp_path / python))
    assert typed("demo") == shown
    said = shown.removesuffix(" demo")
    assert as_typed("none; `focusgroup demo` makes one, focusgroup can") == (
        f"none; `{said} demo` makes one, focusgroup can"
    )


@pytest.mark.parametrize(
    "path", ["/a/b.db", "/Library/Application Support/f.db", "it's", "a&b", "$HOME", "客户 (1).db"]
)
def test_an_argument_is_read_back_as_it_was(path: str) -> None:
    assert shlex.split(f"focusgroup --db {quoted(path)} paths")[2] == path


@pytest.mark.parametrize(
    ("path", "said"), [("C:\\a b\\f.db", '"C:\\a b\\f.db"'), ("C:\\f.db", "C:\\f.db")]
)
def test_on_windows_a_blank_is_put_in_quotes(
    monkeypatch: pytest.MonkeyPatch, path: str, said: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(invocation.os, "name", "nt")
        typed_there = quoted(path)
    assert typed_there == said


@pytest.mark.parametrize(
    ("prefix", "extra", "line"),
    [
        ("/home/a/.local/share/pipx/venvs/focusgroup", "encrypted", "pipx inject focusgroup p q"),
        ("/home/a/.local/share/pipx/venvs/focusgroup", "", "pipx reinstall focusgroup"),
        ("/home/a/.local/share/uv/tools/focusgroup", "", "uv tool upgrade --reinstall focusgroup"),
        ("/opt/focusgroup", "encrypted", "/opt/focusgroup/bin/python -m pip install p q"),
    ],
)
def test_what_installs_something_here(
    monkeypatch: pytest.MonkeyPatch, prefix: str, extra: str, line: str
) -> None:
    monkeypatch.setattr(invocation, "__file__", f"{prefix}/lib/a/b/c/focusgroup/x.py")
    monkeypatch.setattr(sys, "prefix", prefix)
    monkeypatch.setattr(sys, "executable", f"{prefix}/bin/python")
    assert invocation.install_line(extra, ("p", "q")) == line


def test_in_the_programs_folder_it_is_installed_from_there(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "a folder"
    (folder / "src" / "focusgroup" / "system").mkdir(parents=True)
    (folder / "constraints.txt").write_text("")
    monkeypatch.setattr(sys, "prefix", str(folder / ".venv"))
    monkeypatch.setattr(sys, "executable", str(folder / ".venv" / "bin" / "python"))
    monkeypatch.setattr(invocation, "__file__", str(folder / ".venv" / "l" / "p" / "s" / "x.py"))
    for extra, file in (("encrypted", "encrypted.txt"), ("", "program.txt")):
        said = shlex.split(invocation.install_line(extra))
        wanted = ["--require-hashes", "-r", f"{folder}/hashes/{file}"]
        assert said[1:] == ["-m", "pip", "install", "-q", *wanted]
    monkeypatch.setattr(
        invocation, "__file__", str(folder / "src" / "focusgroup" / "system" / "x.py")
    )
    assert shlex.split(invocation.install_line())[-2:] == ["-e", str(folder)]


def test_a_package_that_is_missing_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    @click.command()
    def lacks() -> None:
        raise ModuleNotFoundError("No module named 'docx'", name="docx")

    assert context.run(lacks, []) == context.FAILED
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "the package “docx” is missing here, as after an update; run: " in said
