"""The front door: options, lazy commands, errors, exit codes and places."""

import asyncio
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click
import pytest

from focusgroup import __version__
from focusgroup.cli import context
from focusgroup.cli.lazy import LazyCommand
from focusgroup.cli.main import COMMANDS, cli
from focusgroup.core.errors import FocusgroupError, NotFound, UsageError
from focusgroup.store import open_db
from tests.terminal import PROGRAM, Pty

HEAVY = ("textual", "docx", "babel", "yaml", "aiosqlite", "rich", "markdown_it", "platformdirs")
TARGETS = [command.target.partition(":")[0] for command in COMMANDS.values()]
Run = Callable[..., Any]


def modules_after(code: str) -> set[str]:
    """The modules that are there after *code* in a process of its own."""
    code = f"import sys\n{code}\nsys.stderr.write(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    return set(done.stderr.split())


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[BaseException], None]:
    """``broken(error)``: makes `focusgroup paths` raise *error*."""

    def break_with(error: BaseException) -> None:
        @click.command()
        def command() -> None:
            raise error

        monkeypatch.setattr("focusgroup.cli.about.paths.paths", command)

    return break_with


@pytest.mark.parametrize("args", [["--version"], ["--help"]])
def test_help_and_version_import_nothing_heavy(args: list[str]) -> None:
    modules = modules_after(f"from focusgroup.cli.main import main\nmain({args!r})")
    assert modules & set(HEAVY) == set()
    assert not {name for name in modules if name in TARGETS}


def test_the_first_frame_imports_only_what_the_home_screen_needs() -> None:
    modules = modules_after("import focusgroup.tui.run, focusgroup.tui.home.screen")
    ours = {name for name in modules if name.startswith("focusgroup.")}
    for later in ("core.agenda.", "core.capture.", "core.people.", "exports.", "imports."):
        assert not {name for name in ours if name.startswith(f"focusgroup.{later}")}, later
    assert len(ours) <= 140
    # Textual's text area took 5 ms, and these 4 more.
    assert not modules & {"textual.widgets._text_area", "importlib.resources", "tomllib", "csv"}


def test_commands_import_nothing_heavy_before_they_run() -> None:
    modules = modules_after("\n".join(f"import {name}" for name in TARGETS))
    assert modules >= set(TARGETS)
    # The group imports a command when it is used, and the store with it.
    assert modules & set(HEAVY) == {"aiosqlite"}


def test_the_version_is_printed(focusgroup: Run) -> None:
    done = focusgroup("--version")
    assert (done.code, done.err) == (0, "")
    inside = r"(commit [0-9a-f]{7}, )?schema \d+"
    assert re.fullmatch(rf"focusgroup {re.escape(__version__)} \({inside}\)\n", done.out)
    assert focusgroup("-V").out == done.out


def test_help_names_every_command(focusgroup: Run) -> None:
    done = focusgroup("--help")
    assert done.code == 0
    for name, command in COMMANDS.items():
        assert f"  {name} " in done.out
        assert command.help.split()[0] in done.out


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_has_help_for_itself_and_its_options(name: str) -> None:
    def check(command: click.Command, path: str) -> None:
        assert (command.help or "").strip(), path
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, f"{path} {parameter.name}"
        if isinstance(command, click.Group):
            for child, inner in command.commands.items():
                check(inner, f"{path} {child}")

    command = cli.get_command(click.Context(cli), name)
    assert command is not None
    check(command, name)


def test_a_command_that_is_missing_does_not_break_the_others(
    focusgroup: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(COMMANDS, "gone", LazyCommand("focusgroup.cli.gone:gone", "Not there."))
    assert focusgroup("--help").code == 0
    assert focusgroup("paths").code == 0
    assert focusgroup("gone").code == 1


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["nonesuch"], "nonesuch"),
        (["--nonesuch"], "--nonesuch"),
        (["paths", "--nonesuch"], "--nonesuch"),
        (["completion", "tcsh"], "tcsh"),
    ],
)
def test_wrong_use_ends_with_2_and_says_what_was_wrong(
    focusgroup: Run, args: list[str], said: str
) -> None:
    done = focusgroup(*args)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("focusgroup: ")
    assert said in done.err
    assert "--help" in done.err


def test_without_a_terminal_the_screens_do_not_start_and_one_line_says_so(focusgroup: Run) -> None:
    done = focusgroup()
    assert done.code == 2
    assert done.err.count("\n") == 1
    assert "terminal" in done.err


@pytest.mark.parametrize("stream", ["stdin", "stdout", "stderr"])
def test_each_stream_must_be_a_terminal_for_the_screens(
    stream: str, focusgroup: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Terminal:
        def __init__(self, tty: bool) -> None:
            self.isatty = lambda: tty

    streams = {name: Terminal(name != stream) for name in ("stdin", "stdout", "stderr")}
    started: list[Path] = []
    monkeypatch.setattr("focusgroup.cli.main.sys", type("sys", (), streams))
    monkeypatch.setattr("focusgroup.tui.run.run", lambda db: started.append(db) or 0)
    with pytest.raises(click.ClickException, match="terminal"):
        cli.main([], standalone_mode=False)
    assert started == []


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (NotFound("no session 12; list them"), 1, "no session 12; list them"),
        (UsageError("two agendas; name one"), 2, "two agendas; name one"),
        (FocusgroupError("a\x1b[31mb"), 1, "a<U+001B>[31mb"),
        (click.ClickException("it failed"), 1, "it failed"),
    ],
)
def test_errors_for_people_are_said_in_a_line(
    focusgroup: Run, broken: Callable[[BaseException], None], error: Exception, code: int, said: str
) -> None:
    broken(error)
    done = focusgroup("paths")
    assert (done.code, done.out, done.err) == (code, "", f"focusgroup: {said}\n")


@pytest.mark.parametrize("error", [KeyboardInterrupt(), click.Abort()])
def test_an_interrupt_ends_quietly_with_130(
    focusgroup: Run, broken: Callable[[BaseException], None], error: BaseException
) -> None:
    broken(error)
    done = focusgroup("paths")
    assert done.code == 130
    assert "Traceback" not in done.err


def test_a_bug_leaves_a_report_without_words_and_no_traceback(
    focusgroup: Run, broken: Callable[[BaseException], None], home: Path
) -> None:
    try:
        raise KeyError("a customer's words")
    except KeyError as inner:
        error = ValueError("and who said them")
        error.__cause__ = inner
    broken(error)
    done = focusgroup("paths")
    assert done.code == 1
    assert done.err.count("\n") == 1
    assert "ValueError" in done.err
    report = Path(done.err.rpartition(": ")[2].strip())
    assert report.is_relative_to(home)
    text = report.read_text("utf-8")
    assert "builtins.KeyError" in text
    assert "builtins.ValueError" in text
    assert "focusgroup/cli/main.py:" in text
    for secret in ("customer", "who said", str(home)):
        assert secret not in text + done.err.replace(str(home), "")
    if os.name != "nt":
        assert report.stat().st_mode & 0o777 == 0o600
        assert report.parent.stat().st_mode & 0o777 == 0o700


def test_a_bug_is_said_even_where_no_report_can_be_written(
    focusgroup: Run, broken: Callable[[BaseException], None], home: Path
) -> None:
    (home / ".local").write_text("a file where a folder should be", "utf-8")
    broken(ValueError("x"))
    done = focusgroup("paths")
    assert done.code == 1
    assert "FOCUSGROUP_DEBUG=1" in done.err


def test_developers_see_the_traceback_when_they_ask(
    focusgroup: Run, broken: Callable[[BaseException], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FOCUSGROUP_DEBUG", "1")
    broken(ValueError("x"))
    with pytest.raises(ValueError, match="x"):
        focusgroup("paths")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
@pytest.mark.parametrize("stream", [">/dev/full", ">&-"])
def test_an_output_that_takes_nothing_is_a_sentence_and_what_was_given_is_stored(
    focusgroup: Run, home: Path, stream: str
) -> None:
    session = focusgroup("session", "add", "customer-visit").out.strip()
    lines = (f"session capture -v {session}", "export csv -o -", "--help")
    for args, typed in zip(lines, ("- one\n- two\n", "", ""), strict=True):
        line = f'"$0" -m focusgroup {args} {stream}'
        done = subprocess.run(
            ["sh", "-c", line, sys.executable], input=typed, text=True, stderr=subprocess.PIPE,
            timeout=60, check=False,
        )  # fmt: skip
        assert done.returncode == 1
        said = done.stderr.splitlines()[-1]
        assert said.startswith("focusgroup: standard output takes nothing more (")
        assert "bug" not in done.stderr
    assert [quote["text"] for quote in json.loads(focusgroup("quotes", "--json").out)] == [
        "two",
        "one",
    ]
    assert not list(home.rglob("crash-*"))


@pytest.mark.needs("module:termios")
def test_a_reader_who_leaves_gets_no_complaint() -> None:
    command = [*PROGRAM, "completion", "bash"]
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, timeout=60, check=False)
    os.close(write)
    assert (done.returncode, done.stderr) == (1, b"")


def test_what_a_terminal_can_not_show_is_replaced_and_not_an_error() -> None:
    command = [sys.executable, "-c", "from focusgroup.cli.main import main; main(['paths'])"]
    env = {**os.environ, "PYTHONIOENCODING": "latin-1", "FOCUSGROUP_DB": "/tmp/▼.db"}
    done = subprocess.run(command, capture_output=True, env=env, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"?.db" in done.stdout


def test_the_database_is_the_option_then_the_variable_then_the_users_own(
    focusgroup: Run, tmp_path: Path, db_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def database(*args: str) -> str:
        rows = focusgroup(*args, "paths", "--json").json
        return next(row["path"] for row in rows if row["name"] == "database")

    assert database("--db", str(tmp_path / "a.db")) == str(tmp_path / "a.db")
    assert database("--db", "b.db") == str(Path.cwd() / "b.db")
    assert database() == str(db_path)
    monkeypatch.delenv("FOCUSGROUP_DB")
    assert Path(database()).is_relative_to(home)


def test_paths_are_told_and_none_of_them_is_made(focusgroup: Run, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    rows = focusgroup("paths", "--json").json
    assert [row["name"] for row in rows] == [
        "database",
        "journal",
        "backups",
        "config",
        "crash reports",
        "exports",
    ]
    table = focusgroup("paths").out
    assert all(row["path"] in table for row in rows)
    assert sorted(tmp_path.rglob("*")) == before


def test_the_journal_is_where_the_store_keeps_it(focusgroup: Run, db_path: Path) -> None:
    async def journal() -> Path:
        async with open_db(db_path) as db:
            return db.journal

    rows = focusgroup("paths", "--json").json
    told = next(row["path"] for row in rows if row["name"] == "journal")
    assert told == str(asyncio.run(journal()))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_completion_script_says_how_to_install_it(focusgroup: Run, shell: str) -> None:
    done = focusgroup("completion", shell)
    assert done.code == 0
    assert done.out.startswith("# ")
    assert "_FOCUSGROUP_COMPLETE" in done.out
    assert 'split ","' not in done.out


@pytest.mark.skipif(not shutil.which("fish"), reason="fish is not installed")
def test_fish_shows_names_and_descriptions_with_commas_whole(
    focusgroup: Run, tmp_path: Path
) -> None:
    focusgroup("themes", "add", "Prices, discounts, terms")
    script = tmp_path / "focusgroup.fish"
    script.write_text(focusgroup("completion", "fish").out, "utf-8")
    asked = "focusgroup export word --language en-", "focusgroup themes show Pri"
    lines = [f"complete -C '{each}'" for each in asked]
    env = {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(
        ["fish", "-c", "; ".join([f"source {script}", *lines])],
        capture_output=True, text=True, env=env, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["en-US\tEnglish, United States", "Prices, discounts, terms"]


def test_completion_offers_the_commands_without_importing_them() -> None:
    env = {
        **os.environ,
        "_FOCUSGROUP_COMPLETE": "bash_complete",
        "COMP_WORDS": "focusgroup pa",
        "COMP_CWORD": "1",
    }
    done = subprocess.run(PROGRAM, capture_output=True, text=True, env=env, timeout=60, check=False)
    assert done.stdout.split() == ["plain,paths"]


@pytest.mark.needs("module:termios")
def test_ctrl_c_during_a_command_ends_it_with_130(tmp_path: Path) -> None:
    code = (
        "import sys, time\nimport focusgroup.cli.about.paths as p\nimport click\n"
        "@click.command()\ndef wait():\n    print('ready', flush=True)\n    time.sleep(60)\n"
        "p.paths = wait\nfrom focusgroup.cli.main import main\nsys.exit(main(['paths']))"
    )
    with Pty([sys.executable, "-c", code]) as pty:
        pty.wait_for("ready")
        pty.send("\x03")
        assert pty.wait_exit() == context.INTERRUPTED
        assert "Traceback" not in pty.screen()


def test_the_configuration_says_where_exports_go(
    focusgroup: Run, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("FOCUSGROUP_EXPORTS")
    config = next(
        Path(row["path"]) for row in focusgroup("paths", "--json").json if row["name"] == "config"
    )
    assert config.is_relative_to(home)
    config.parent.mkdir(parents=True)

    config.write_text(f"exports = {json.dumps(str(tmp_path / 'out'))}", "utf-8")
    assert str(tmp_path / "out") in focusgroup("paths").out

    for wrong in ("exports = [", "exports = 3", "\x00"):
        config.write_text(wrong, "utf-8")
        done = focusgroup("paths")
        assert done.code == 1
        assert config.name in done.err
