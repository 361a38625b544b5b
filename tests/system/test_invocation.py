"""Hints name a command that works where the program was started."""

import shutil
import sys
from pathlib import Path

import pytest

from focusgroup.system.invocation import typed


@pytest.mark.parametrize(
    ("found", "started", "python", "shown"),
    [
        (True, "/usr/bin/focusgroup", "/usr/bin/python3", "focusgroup demo"),
        (False, ".venv/bin/focusgroup", ".venv/bin/python", ".venv/bin/focusgroup demo"),
        (False, "src/__main__.py", ".venv/bin/python", ".venv/bin/python -m focusgroup demo"),
        (False, "-c", "my tools/python", '"my tools/python" -m focusgroup demo'),
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
