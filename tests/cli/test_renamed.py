"""Old names of commands go on working, with a hint; help and Tab know only the new ones."""

from collections.abc import Callable
from typing import Any

import pytest
from click.shell_completion import ShellComplete

from focusgroup.cli.main import cli
from focusgroup.cli.renamed import RENAMED, in_new_words

Run = Callable[..., Any]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("session new customer-visit", "session add customer-visit"),
        ("session person last Ann", "people add last Ann"),
        ("session people last", "people list last"),
        ("session people last --json", "people list last --json"),
        ("session people last --help", "people list last --help"),
        ("session people last 2 --role x", "people edit last 2 --role x"),
        ("session people last 2", "people edit last 2"),
        ("session people last 2 --remove", "people delete last 2"),
        ("session fix 01a2 --object 2", "quotes edit 01a2 --disagree 2"),
        ("accounts change Acme --owner x", "accounts edit Acme --owner x"),
        ("commitments change 01a2 --due fri", "commitments edit 01a2 --due fri"),
        ("commitments undone 01a2", "commitments reopen 01a2"),
        ("quotes --session last", "quotes list last"),
        ("quotes --json --session=last --limit 2", "quotes list --json --limit 2 last"),
        ("themes list --session last", "themes list last"),
        ("commitments --session last --all", "commitments list --all last"),
        ("matrix theme kind --session last", "matrix theme kind last"),
        ("export check --session a f.docx --session b", "export check f.docx a b"),
        ("erase --participant Ann --session last", "erase --participant Ann last"),
    ],
)
def test_an_old_line_means_the_new_one_and_says_so(old: str, new: str) -> None:
    words, hint = in_new_words(old.split())
    assert (" ".join(words), " is now " in hint) == (new, True)
    assert in_new_words(words) == (words, "")


def test_other_lines_stay_as_they_are() -> None:
    for line in ("session add x", "", "help"):
        assert in_new_words(line.split()) == (line.split(), "")


def test_the_hint_is_on_standard_error_and_the_output_as_before(focusgroup: Run) -> None:
    made = focusgroup("session", "new", "customer-visit", "--participant", "Ann, buyer, Acme")
    assert made.code == 0
    assert len(made.out.split()) == 1
    assert made.err.startswith("`session new` is now `session add`; ")
    assert "is now" not in focusgroup("-q", "session", "people", "last").err
    shown = focusgroup("session", "people", "last")
    assert shown.out == focusgroup("people", "list", "last").out
    focusgroup("session", "capture", "last", stdin="- slow @1\n")
    quote = focusgroup("quotes", "last", "--json").json[0]["id"]
    gone = focusgroup("session", "delete", quote)
    assert (gone.code, "quotes delete" in gone.err) == (0, True)
    assert focusgroup("quotes", "--session", "last", "--json").json == []


def test_help_and_tab_know_only_the_new_names(focusgroup: Run) -> None:
    shell = ShellComplete(cli, {}, "focusgroup", "_FOCUSGROUP_COMPLETE")
    for noun, verb in RENAMED:
        assert verb not in [item.value for item in shell.get_completions([noun], "")]
    assert "--session" not in [item.value for item in shell.get_completions(["quotes"], "--")]
    assert "--theme" in [item.value for item in shell.get_completions(["quotes"], "--")]
    assert "session add [OPTIONS] AGENDA" in focusgroup("help", "session", "new").out


def test_a_session_gets_other_details(focusgroup: Run) -> None:
    focusgroup("session", "add", "customer-visit", "--place", "Room 1", "--product", "Atlas")
    asked = ("session", "edit", "next", "--title", "Beta", "--place", "")
    assert focusgroup(*asked, "--at", "2030-03-12 14:00").code == 0
    shown = focusgroup("session", "show", "next", "--json").json
    assert (shown["title"], shown["place"], shown["product"]) == ("Beta", "", "Atlas")
    assert shown["scheduled_ms"] > shown["created_ms"]
    assert focusgroup("session", "edit", "next", "--title", " ").code == 2
    assert focusgroup("session", "edit", "next").code == 2
    focusgroup("session", "start", "next")
    late = focusgroup("session", "edit", "last", "--at", "2030-03-12")
    assert (late.code, "has begun" in late.err) == (1, True)
