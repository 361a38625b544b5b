"""`focusgroup doctor`, and settings that nobody knows."""

import json
from collections.abc import Callable
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from focusgroup.services.machine import diagnosis
from focusgroup.store.engine.location import config_file

Run = Callable[..., Any]


def verdicts(done: Any) -> dict[str, str]:
    return {each["name"]: each["verdict"] for each in json.loads(done.out)}


def test_a_machine_in_order_ends_with_0(focusgroup: Run) -> None:
    done = focusgroup("doctor")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("  focusgroup ")
    for name in ("Python", "packages", "database", "free disk", "documents"):
        assert f"{name} " in done.out


def test_what_is_wrong_is_marked_and_says_what_to_do(
    focusgroup: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def version(name: str) -> str:
        if name == "lxml":
            raise metadata.PackageNotFoundError(name)
        return "8.1.9" if name == "click" else "99"

    monkeypatch.setattr(diagnosis.metadata, "version", version)
    monkeypatch.setattr(diagnosis, "LEAST_FREE", 10**18)
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text('paper = "a5"', "utf-8")
    done = focusgroup("doctor", "--json")
    assert done.code == 1
    found = verdicts(done)
    assert {name for name, verdict in found.items() if verdict == "wrong"} == {
        "packages",
        "free disk",
        "configuration",
    }
    assert "! packages" in focusgroup("doctor").out
    assert "missing: lxml; old: click 8.1.9 (needs 8.2)" in focusgroup("doctor").out


def test_a_folder_that_nobody_may_write_to_is_wrong(
    focusgroup: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(diagnosis.os, "access", lambda path, mode: False)
    found = verdicts(focusgroup("doctor", "--json"))
    assert found["folder"] == found["documents"] == "wrong"


@pytest.mark.parametrize(
    "text", ['papper = "a4"', 'Template = "x.docx"', '[key]\n"live.off" = "f8"']
)
def test_a_setting_that_nobody_knows_is_refused_with_those_that_there_are(
    focusgroup: Run, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.delenv("FOCUSGROUP_EXPORTS")
    config_file().parent.mkdir(parents=True, exist_ok=True)
    config_file().write_text(text, "utf-8")
    done = focusgroup("paths")
    assert done.code == 1
    assert "there is no setting “" in done.err
    assert (
        "the settings are database, shared, exports, template, paper, logo, cover, language,"
        " backups, initials, keys" in done.err
    )
