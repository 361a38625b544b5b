"""Every kind of command says and writes the same on SQLite and on PostgreSQL."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = [pytest.mark.needs("postgres")]
LINES = """- took three weeks @1 #onb !
+ 导出报表很快 @2 #exports
- exports are slow, so slow @1 #exports #onb
? needs an API @2 #api
* nobody had heard of it
/promise send the roadmap @1 by 2099-12-01
"""
COMMANDS = (
    "session add customer-focus-group --title Planners",
    "people add last 'Anna Novak, planner, Acme'",
    "people add last 'Bo Li, buyer, Contoso, by role only'",
    "session capture last --new-themes",
    "quotes",
    "quotes --search 导出 --json",
    "quotes --search '\"so slow\" -weeks'",
    "quotes --search 'theme:onb who:anna'",
    "quotes --account Acme --kind problem",
    "quotes --since 2000-01-01 --until 2090-01-01",
    "quotes --speaker ann",
    "quotes --untagged",
    "themes",
    "themes --json",
    "themes --account Acme",
    "findings",
    "findings --json",
    "matrix theme kind",
    "matrix theme account --top 2",
    "matrix session segment",
    "accounts edit Acme --segment Enterprise --owner Kim",
    "accounts",
    "themes --segment Enterprise",
    "matrix account kind",
    "commitments",
    "themes rename onb Onboarding",
    "themes merge api exports --yes",
    "themes undo",
    "items add 'Faster exports' --theme exports",
    "items list",
    "session show last",
    "session undo last",
    "session redo last",
    "people edit last 2 --no-notes --yes",
    "quotes",
    "people edit last 2 --notes",
    "session end last",
    'themes add "Bo\'s idea"',
    "themes export codebook.csv",
    "themes export outside.csv --external",
    "agenda kit last --language en -o kit",
    "export csv last -o out.csv",
    "export markdown last -o out.md",
    "export xlsx last -o out.xlsx",
    "export word last -o out.docx",
    "exposure",
    "db check",
    "session delete last --yes",
    "session list",
    "session restore last",
    "session list",
)
FILES = ("out.csv", "out.md", "codebook.csv", "outside.csv")
MASKS = (
    (r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22,23}", "<id>"),
    (r"\b[0-9a-f]{8}(?:-[0-9a-f]{1,4})*(?=\s|…|\"|,|$)", "<id>"),
    (r"(?:^|(?<=^  )|(?<=\())[0-9a-f]{6}\b", "<id>"),
    (r"\b\d+:\d\d(?::\d\d)?(?:\.\d+Z?)?\b", "<time>"),
    (r"\b\d{13}\b", "<ms>"),
    (r"\"offset_ms\": \d+", "<ms>"),
    (r"(postgresql:\S+|\S+/focusgroup\.db)", "<db>"),
)


def masked(text: str) -> str:
    """The text without what differs between any two runs."""
    for pattern, put in MASKS:
        text = re.sub(pattern, put, text, flags=re.M)
    return re.sub(r" {2,}|─+", "  ", text)


def test_commands_and_documents_are_the_same_on_both_engines(
    tmp_path: Path,
    focusgroup: Callable[..., Any],
    pg_url: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: dict[str, list[str]] = {}
    for engine in ("sqlite", "postgresql"):
        folder = tmp_path / engine
        folder.mkdir()
        monkeypatch.chdir(folder)
        if engine == "postgresql":
            monkeypatch.setenv("FOCUSGROUP_DB", pg_url)
        said = told[engine] = []
        for command in COMMANDS:
            ran = focusgroup(*shlex.split(command), stdin=LINES if "capture" in command else "")
            said.append(masked(f"{command}: {ran.code}\n{ran.out}{ran.err}"))
            assert "Traceback" not in ran.err
            assert "which is a bug" not in ran.err
        said += [masked((folder / name).read_text("utf-8")) for name in FILES]
        assert (folder / "out.docx").stat().st_size > 10_000
    differ = [pair for pair in zip(*told.values(), strict=True) if pair[0] != pair[1]]
    assert differ == []
    refused = [each for each in told["sqlite"][: len(COMMANDS)] if ": 0\n" not in each[:90]]
    assert refused == []
