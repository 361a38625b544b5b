"""`start.py`: it says what it does, installs only what changed, and starts without a network."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT


@pytest.fixture
def start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script in a folder of its own, with what it would run in *ran*."""
    folder = tmp_path / "Größe 焦点"
    (folder / "src").mkdir(parents=True)
    (folder / "src" / "a.py").write_text("1")
    (folder / "start.py").write_bytes((ROOT / "start.py").read_bytes())
    spec = importlib.util.spec_from_file_location("start", folder / "start.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.ran, module.fails = [], False

    def call(command: list[str], env: dict[str, str], **_: object) -> int:
        module.ran.append(command[1:4])
        assert env["PYTHONUTF8"] == "1", "pip would write this folder's name in another encoding"
        program = Path(module.PROGRAM)
        if "install" in command and not module.fails:
            program.parent.mkdir(parents=True, exist_ok=True)
            program.write_text("")
        return int(module.fails)

    monkeypatch.setattr(module.subprocess, "call", call)
    monkeypatch.setattr(module.os, "execv", lambda path, args: module.ran.append(args[1:]))
    return module


def test_it_installs_once_and_again_after_an_update(
    start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    start.main(["demo"])
    assert [line[:2] for line in start.ran] == [
        ["-m", "venv"],
        ["-m", "pip"],
        ["-m", "pip"],
        ["demo"],
    ]
    assert "Installing Focusgroup" in capsys.readouterr().out
    start.ran.clear()
    start.main([])
    assert start.ran == [[]]
    assert capsys.readouterr().out == ""
    (Path(start.HERE) / "src" / "a.py").write_text("2")
    start.main([])
    assert len(start.ran) == 5


def test_without_a_network_the_version_that_is_there_starts(
    start: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    start.fails = True
    assert start.main([]) == 1
    assert "The first time needs a network." in capsys.readouterr().out
    start.fails = False
    start.main([])
    (Path(start.HERE) / "src" / "a.py").write_text("2")
    start.fails = True
    start.ran.clear()
    start.main(["paths"])
    assert start.ran[-1] == ["paths"]
    assert "the one before it starts" in capsys.readouterr().out


def test_what_developers_installed_is_left_alone(start: ModuleType) -> None:
    packages = Path(start.VENV) / "lib" / "python3.11" / "site-packages"
    packages.mkdir(parents=True)
    (packages / "_focusgroup.pth").write_text("")
    Path(start.PROGRAM).parent.mkdir(parents=True)
    Path(start.PROGRAM).write_text("")
    start.main([])
    assert start.ran == [[]]


def test_an_old_python_is_told_so_in_one_line(
    start: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    assert start.main([]) == 1
    said = capsys.readouterr().out
    assert (said.count("\n"), start.ran) == (1, [])
    assert said.startswith("Focusgroup needs Python 3.11 or newer, and this is 3.9")
