"""Programs that we start get no password: not in their environment, not on their command line."""

import ast

import pytest

from focusgroup.system.environment import for_others
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "focusgroup"
STARTS = ("run", "Popen", "call", "check_call", "check_output", "create_subprocess_exec")


def test_what_we_start_gets_the_environment_without_passwords(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PGPASSWORD", "hunter2")
    monkeypatch.setenv("FOCUSGROUP_DB", "postgresql://anna:hunter2@h/db?sslmode=require")
    monkeypatch.setenv("FOCUSGROUP_SHARED", "postgresql://h/db?user=anna&password=hunter2")
    given = for_others(TZ="Asia/Tokyo")
    assert "hunter2" not in str(given)
    assert given["FOCUSGROUP_DB"] == "postgresql://anna@h/db?sslmode=require"
    assert given["TZ"] == "Asia/Tokyo"
    assert given.keys() >= {"PATH", "HOME", "LANG"}


def test_a_file_s_name_is_handed_on_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FOCUSGROUP_DB", "/home/anna/groups.db")
    monkeypatch.delenv("FOCUSGROUP_SHARED", raising=False)
    assert for_others()["FOCUSGROUP_DB"] == "/home/anna/groups.db"
    assert "FOCUSGROUP_SHARED" not in for_others()


def test_every_program_is_started_with_that_environment() -> None:
    bare = []
    started = 0
    for path in sorted(SOURCE.rglob("*.py")):
        text = path.read_text("utf-8")
        for call in ast.walk(ast.parse(text)):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Attribute):
                continue
            owner = call.func.value
            ours = isinstance(owner, ast.Name) and owner.id in ("subprocess", "asyncio")
            if not ours or call.func.attr not in STARTS or ast.unparse(call.func) == "asyncio.run":
                continue
            started += 1
            given = next((ast.unparse(k.value) for k in call.keywords if k.arg == "env"), "")
            if "for_others" not in given and not (given == "env" and "**for_others()" in text):
                bare.append(f"{path.relative_to(SOURCE)}:{call.lineno}")
    assert bare == []
    assert started >= 7
