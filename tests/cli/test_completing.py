"""Tab: sessions by id and title, themes, accounts, people who may be named."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

import click
import pytest
from click.shell_completion import ShellComplete

from focusgroup.cli.completing import KINDS, LANGUAGES
from focusgroup.cli.main import cli
from focusgroup.core.model import Kind
from focusgroup.exports.wording import words
from tests.docs.pages import every_command

Run = Callable[..., Any]


def offered(args: list[str], incomplete: str) -> dict[str, str | None]:
    """What a shell is offered for *incomplete* behind *args*, with the remarks.

    The commands themselves and their outline, which shells read, offer the same.
    """
    shell = ShellComplete(cli, {}, "focusgroup", "_FOCUSGROUP_COMPLETE")
    real = shell.get_completions(args, incomplete)
    with patch.dict(os.environ, {"_FOCUSGROUP_COMPLETE": "zsh_complete"}):
        outlined = shell.get_completions(args, incomplete)
    assert [(item.value, item.help) for item in outlined] == [
        (item.value, item.help) for item in real
    ]
    return {item.value: item.help for item in real}


@pytest.fixture
def filled(focusgroup: Run, db_path: Path) -> Path:
    """A database with a session, two people of one account, and a theme with a blank."""
    who = ("Anna Novak, buyer, Northwind Ltd", "Ben Ito, engineer, Northwind Ltd, by role only")
    for title in ("Beta users", "Gone"):
        args = [arg for each in who for arg in ("--participant", each)]
        made = focusgroup("session", "add", "customer-visit", "--title", title, *args)
        assert made.code == 0
    assert focusgroup("themes", "add", "Reporting > Exports").code == 0
    assert focusgroup("accounts", "edit", "Northwind Ltd", "--segment", "mid market").code == 0
    assert focusgroup("session", "delete", "Gone", "--yes").code == 0
    return db_path


def test_names_of_the_database_are_offered(filled: Path) -> None:
    sessions = offered(["session", "show"], "")
    assert "Beta users" in sessions.values()
    assert "Gone" not in sessions.values()
    assert {"last", "next"} < set(sessions)
    assert set(offered(["export", "word"], "la")) == {"last"}
    assert set(offered(["quotes", "--theme"], "rep")) == {"Reporting", "Reporting > Exports"}
    assert set(offered(["quotes", "--account"], "n")) == {"Northwind Ltd"}
    assert set(offered(["quotes", "--segment"], "mid")) == {"mid market"}
    assert set(offered(["quotes", "--speaker"], "")) == {"Anna Novak"}
    assert set(offered(["--db", str(filled), "accounts", "edit"], "")) == {"Northwind Ltd"}


def test_bash_gets_a_name_with_blanks_as_one_word(
    filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("_FOCUSGROUP_COMPLETE", "bash_complete")
    shell = ShellComplete(cli, {}, "focusgroup", "_FOCUSGROUP_COMPLETE")
    (found,) = shell.get_completions(["quotes", "--theme"], "Reporting >")
    assert found.value == "'Reporting > Exports'"


def test_a_database_that_can_not_be_read_offers_nothing_and_is_not_made(
    db_path: Path, focusgroup: Run
) -> None:
    assert offered(["quotes", "--theme"], "") == {}
    assert not db_path.exists()
    db_path.parent.mkdir(parents=True, exist_ok=True)
    db_path.write_bytes(b"no database" * 1000)
    assert offered(["quotes", "--theme"], "") == {}


def test_verbs_options_kinds_and_languages_are_offered() -> None:
    assert {"add", "show", "capture"} < set(offered(["session"], ""))
    assert offered([], "sess") == {"session": "Set up, run, show and edit sessions."}
    assert set(offered(["quotes"], "--se")) == {"--search", "--segment"}
    assert set(offered(["quotes", "list"], "--until")) == {"--until"}
    assert set(offered(["quotes", "edit", "--kind"], "")) == set(Kind) == set(KINDS)
    assert set(offered(["export", "word", "last", "--language"], "e")) == {"en", "en-US", "es"}
    assert "customer-visit" in offered(["session", "add"], "customer-v")
    assert offered(["items", "edit", "--status"], "dec") == {"declined": None}


def test_each_language_of_documents_is_offered() -> None:
    assert {code.lower().replace("-", "_") for code in LANGUAGES} == set(words.LANGUAGES)


@pytest.mark.parametrize("args", ["session edit", "quotes --theme", "session add", "db check"])
def test_a_shell_is_answered_without_the_commands_themselves(args: str, tmp_path: Path) -> None:
    asked = {
        "_FOCUSGROUP_COMPLETE": "bash_complete",
        "COMP_WORDS": f"focusgroup {args} ",
        "COMP_CWORD": str(len(args.split()) + 1),
        "FOCUSGROUP_DB": str(tmp_path / "none.db"),
    }
    code = (
        "import sys\nfrom focusgroup.cli.main import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print(*(m for m in sys.modules if m.startswith('focusgroup.')), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=os.environ | asked,
        capture_output=True,
        text=True,
        check=True,
    )
    heavy = ("services", "exports", "imports", "core.agenda", "core.capture", "store.quotes")
    loaded = done.stderr.split()
    assert not [m for m in loaded if m.removeprefix("focusgroup.").startswith(heavy)]
    assert "focusgroup.cli.session.edit" not in loaded


def test_what_names_something_in_the_database_is_completed() -> None:
    options = {"--speaker", "--theme", "--account", "--segment", "--kind", "--language"}
    arguments = {"SESSION", "WHO", "AGENDA", "THEME", "ACCOUNT"}
    lacking = [
        f"{' '.join(path)} {parameter.opts[0]}"
        for path, command in every_command().items()
        for parameter in command.params
        if options.intersection(parameter.opts) or str(parameter.metavar).strip("[]. ") in arguments
        if parameter._custom_shell_complete is None and not isinstance(parameter.type, click.Choice)
    ]
    assert lacking == []
    assert offered(["people", "edit", "last"], "nobody of this name") == {}
