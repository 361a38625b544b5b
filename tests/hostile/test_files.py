"""Files and variables that break programs: each gets a clear sentence, in 2 s and 200 MB."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT, Finished
from tests.hostile.files import AGENDAS
from tests.hostile.test_commands import shown_safely
from tests.terminal import PROGRAM, Pty

Run = Callable[..., Finished]
MOST_KIB = 200 * 1024


@pytest.mark.needs("module:resource")
def test_every_agenda_is_read_rightly_or_refused_in_2_s_and_200_mb(tmp_path: Path) -> None:
    import resource

    folder = tmp_path / "agendas"
    folder.mkdir()
    for name, made in AGENDAS.items():
        (folder / f"{name}.md").write_bytes(made())
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.files", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=240,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (1 << 30, 1 << 30)),
    )
    assert done.returncode == 0, done.stderr
    rows = {row["name"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert rows.keys() == AGENDAS.keys()
    for name, row in rows.items():
        shown_safely(Finished(row["code"], row["out"], row["err"]))
        assert row["peak_kib"] < MOST_KIB, name
        said = row["out"] + row["err"]
        assert row["code"] or name in MENDED | READ, name
        told = any(word in said for word in ("error:", "warning:", "focusgroup: "))
        assert told or name in READ, name
    assert "was read as hours and minutes: 90 minutes" in rows["minutes as a clock time"]["out"]
    assert "30 min, 20 min more than" in rows["minutes in octal"]["out"]


MENDED = {
    "deep brackets", "deep mapping", "minutes are no number", "minutes as a clock time",
    "minutes in octal", "minutes of 5,000 digits", "minutes without end", "minutes yes",
    "not YAML", "tags", "Latin-1", "UTF-16 without a mark",
}  # fmt: skip
"""Agendas that open, with a warning about what was left out or guessed."""

READ = {"UTF-16", "UTF-32"}
"""Agendas that open as they are: their first bytes say what they are."""


NO_PATHS = {
    "URL": "mysql://somebody@example.org/groups",
    "URL of a server that says too little": "postgresql://somebody@/groups",
    "URL of a file": "sqlite:///tmp/groups.db",
    "URI": "file:groups.db?mode=ro",
    "memory": ":memory:",
    "line break": "groups\n.db",
    "escape": "\x1b]0;owned\x07.db",
    "C1": "groups\x9b31m.db",
    "4 KB": "x" * 4096,
    "deep": "x/" * 2_100 + "groups.db",
    "nobody's home": "~nobody-of-this-name/groups.db",
}


@pytest.mark.parametrize("name", NO_PATHS)
@pytest.mark.parametrize("variable", ["FOCUSGROUP_DB", "FOCUSGROUP_EXPORTS"])
def test_a_variable_that_names_no_file_is_a_sentence(
    focusgroup: Run, monkeypatch: pytest.MonkeyPatch, variable: str, name: str
) -> None:
    monkeypatch.setenv(variable, NO_PATHS[name])
    done = focusgroup("session", "list") if variable == "FOCUSGROUP_DB" else focusgroup("paths")
    shown_safely(done)
    if variable == "FOCUSGROUP_DB" or name != "memory":
        assert done.code == 2
        assert done.err.count("\n") == 1


CONFIGS = {
    "no TOML": b"exports = ",
    "a number": b"exports = 3",
    "not UTF-8": b'exports = "\xff"',
    "deep": b"exports = " + b"[" * 100_000,
    "long": b"# " + b"x" * 10_000_000,
    "zeros": bytes(1_000),
    "a name of no file": b'exports = "a\\u0007b"',
}


@pytest.mark.parametrize("name", CONFIGS)
def test_a_configuration_that_is_not_valid_is_a_sentence(
    focusgroup: Run, monkeypatch: pytest.MonkeyPatch, home: Path, name: str
) -> None:
    monkeypatch.delenv("FOCUSGROUP_EXPORTS")
    path = home / ".config" / "focusgroup" / "config.toml"
    path.parent.mkdir(parents=True)
    path.write_bytes(CONFIGS[name])
    done = focusgroup("paths")
    shown_safely(done)
    assert done.code == (2 if name == "a name of no file" else 1)
    assert "config" in done.err or "folder for documents" in done.err
    assert len(done.err) < 500


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LANG", "xx_YY.nonsense"), ("LC_ALL", "\x1b[31m"), ("TZ", "Nonsense/\x1bZone"),
        ("TZ", "../../../etc/passwd"), ("TZ", "x" * 5_000), ("COLUMNS", "-5"),
        ("COLUMNS", "99999999999"), ("COLUMNS", "²"), ("LINES", "x"), ("TERM", "nonsense"),
        ("NO_COLOR", "\x07"), ("LANGUAGE", "../x:\x1b"), ("XDG_CONFIG_HOME", "\n"),
    ],
)  # fmt: skip
def test_nonsense_in_other_variables_changes_nothing(
    focusgroup: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    assert focusgroup("session", "add", "customer-visit").code == 0
    listed = focusgroup("session", "list")
    shown_safely(listed)
    assert (listed.code, "Customer visit" in listed.out) == (0, True)


@pytest.mark.needs("module:termios")
def test_the_screens_open_under_nonsense_in_every_variable_of_the_terminal(
    focusgroup: Run, db_path: Path
) -> None:
    assert focusgroup("session", "add", "customer-visit").code == 0
    nonsense = {
        "COLUMNS": "99999999999", "LINES": "-4", "TEXTUAL": "nonsense,devtools",
        "TEXTUAL_FPS": "0", "TEXTUAL_DRIVER": "no.such:Driver", "TEXTUAL_LOG": "/no/such/file",
        "TEXTUAL_COLOR_SYSTEM": "ultraviolet", "TEXTUAL_THEME": "x", "TEXTUAL_PRESS": "q",
        "TEXTUAL_SCREENSHOT": "1", "TEXTUAL_ANIMATIONS": "maybe", "TEXTUAL_FILTERS": "x",
        "ESCDELAY": "x", "TERM": "nonsense", "NO_COLOR": "x", "LANG": "xx", "TZ": "No/Where",
    }  # fmt: skip
    with Pty((*PROGRAM, "--db", str(db_path)), width=98, height=30, env=nonsense) as pty:
        pty.wait_for("Customer visit")
        pty.send("\r")
        pty.wait_for("F2 starts")
        pty.send("so it is\r")
        pty.wait_until(lambda screen: "so it is" in screen.split("›")[0], "the quote")


def test_developers_keep_their_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    from focusgroup.system.environment import settle

    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setenv("TEXTUAL_LOG", "x")
    monkeypatch.setenv("FOCUSGROUP_DEBUG", "1")
    settle()
    assert os.environ["TEXTUAL_LOG"] == "x"
    monkeypatch.delenv("FOCUSGROUP_DEBUG")
    settle()
    assert "TEXTUAL_LOG" not in os.environ
    assert os.environ["TEXTUAL_ANIMATIONS"] == "none"


@pytest.mark.parametrize(
    "words",
    ["it's", "C++", "a-price", '"', "*", "NEAR(", "NEAR(a b, 3)", "text:secret", "AND", "a AND",
     "NOT x", "^a", "{b}", "(", "a*b", "'; DROP TABLE quote; --", "%", "_", "\\"],
)  # fmt: skip
def test_a_search_finds_its_words_whatever_they_mean_elsewhere(focusgroup: Run, words: str) -> None:
    focusgroup("session", "add", "customer-visit")
    focusgroup("session", "capture", "last", stdin=f"- we said {words} here\n- something else\n")
    found = focusgroup("quotes", f"--search={words}", "--json")
    shown_safely(found)
    if any(char.isalnum() for char in words):
        assert [quote["text"] for quote in found.json] == [f"we said {words} here"]


@pytest.mark.parametrize(
    "title",
    ["../../etc/passwd", "/etc/passwd", "C:\\CON", "nul", "aux.docx", "a" * 5_000, "报" * 5_000,
     "..", ".", "\u202excod.exe", "a/b\\c:d*e?f\"g<h>i|j", " . ", "\x1b]0;x\x07", "~root"],
)  # fmt: skip
def test_a_document_is_named_by_its_session_inside_its_folder(
    focusgroup: Run, tmp_path: Path, title: str
) -> None:
    assert focusgroup("session", "add", "customer-visit", f"--title={title}").code == 0
    focusgroup("session", "capture", "last", stdin="- slow\n")
    before = set(tmp_path.rglob("*"))
    done = focusgroup("export", "csv")
    shown_safely(done)
    assert done.code == 0
    made, record = sorted(path for path in set(tmp_path.rglob("*")) - before if path.is_file())
    assert re.fullmatch(r"[0-9a-f]{64}", record.name)
    assert made.parent == tmp_path / "exports"
    assert len(os.fsencode(made.name)) <= 255
    assert not made.name.startswith((".", "~", "-"))
    assert not set(made.name) & set('\\/:*?"<>|\x1b\x07\u202e')
    assert made.stem.split(".")[0].upper() not in {"CON", "NUL", "AUX", "PRN"}
