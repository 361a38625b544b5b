"""Tab: sessions by id and title, themes, accounts, people who may be named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.shell_completion import ShellComplete

from focusgroup.cli.main import cli

Run = Callable[..., Any]


def offered(args: list[str], incomplete: str) -> dict[str, str | None]:
    """What a shell is offered for *incomplete* behind *args*, with the remarks."""
    shell = ShellComplete(cli, {}, "focusgroup", "_FOCUSGROUP_COMPLETE")
    return {item.value: item.help for item in shell.get_completions(args, incomplete)}


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
    assert set(offered(["quotes", "--theme"], "Reporting >")) == {"'Reporting > Exports'"}


def test_a_database_that_can_not_be_read_offers_nothing_and_is_not_made(
    db_path: Path, focusgroup: Run
) -> None:
    assert offered(["quotes", "--theme"], "") == {}
    assert not db_path.exists()
    db_path.parent.mkdir(parents=True, exist_ok=True)
    db_path.write_bytes(b"no database" * 1000)
    assert offered(["quotes", "--theme"], "") == {}
