"""Help, examples, guesses and options that stand anywhere."""

import shlex
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from focusgroup.cli.examples import EXAMPLES, PAGES, epilog
from focusgroup.cli.main import cli

Run = Callable[..., Any]
ROOT = Path(__file__).resolve().parents[2]


def commands(group: click.Group, ctx: click.Context, words: str = "") -> Iterator[str]:
    """Every command that does something, by its words."""
    for name in group.list_commands(ctx):
        command = group.get_command(ctx, name)
        assert command is not None
        path = f"{words} {name}".strip()
        if not isinstance(command, click.Group) or command.invoke_without_command:
            yield path
        if isinstance(command, click.Group):
            inner = click.Context(command, parent=ctx, info_name=name)
            yield from commands(command, inner, path)


def parsed(args: list[str]) -> str:
    """Parse *args* as the program would; return the words of the command that they name."""
    ctx = cli.make_context("focusgroup", list(args), resilient_parsing=False)
    words: list[str] = []
    rest = [*ctx._protected_args, *ctx.args]
    while isinstance(ctx.command, click.Group) and rest:
        name, command, rest = ctx.command.resolve_command(ctx, rest)
        assert command is not None
        assert name is not None
        ctx = command.make_context(name, list(rest), parent=ctx)
        words.append(name)
        rest = [*ctx._protected_args, *ctx.args] if isinstance(command, click.Group) else []
    return " ".join(words)


def test_every_command_has_two_examples_and_they_are_commands(tmp_path: Path) -> None:
    for name in (
        "my-guide.md",
        "summary.docx",
        "damaged.db",
        "old.journal",
        "copy.db",
        "guide.docx",
        "guide.odt",
    ):
        Path(name).write_text("x")
    Path("guests.csv").write_text("name\n")
    root = click.Context(cli, info_name="focusgroup", **cli.context_settings)
    there = set(commands(cli, root))
    assert set(EXAMPLES) == there
    assert [words for words in sorted(there) if "More: docs/" not in (epilog(words) or "")] == []
    for words, lines in EXAMPLES.items():
        assert len(lines) >= 2, words
        for line in lines:
            args = shlex.split(line)
            assert parsed(args[: next((i for i, a in enumerate(args) if a in "<>"), None)]) == words


def test_the_pages_that_help_names_are_there() -> None:
    assert [page for page in PAGES.values() if not (ROOT / "docs" / page).is_file()] == []


def test_help_of_a_command_by_its_words(focusgroup: Run) -> None:
    asked, told = (
        focusgroup("session", "capture", "--help"),
        focusgroup("help", "session", "capture"),
    )
    assert told.out == asked.out
    assert "Examples:\n    focusgroup session capture last < notes.txt\n" in told.out
    assert "More: docs/capture-line.md" in told.out


@pytest.mark.parametrize(
    ("typed", "guess"),
    [("sesion", "session"), ("session capure", "capture"), ("help qotes", "quotes")],
)
def test_an_unknown_command_is_answered_with_a_guess(
    focusgroup: Run, typed: str, guess: str
) -> None:
    done = focusgroup(*typed.split())
    assert done.code == 2
    assert f"Did you mean “{guess}”" in done.err


@pytest.mark.parametrize(
    "where", ["--db {} session list", "session --db={} list", "session list --db {}"]
)
def test_db_may_stand_anywhere(focusgroup: Run, tmp_path: Path, where: str) -> None:
    path = tmp_path / "elsewhere" / "a.db"
    assert focusgroup("session", "add", "customer-focus-group", "--db", path).code == 0
    assert "Customer focus group" in focusgroup(*where.format(path).split()).out
    assert focusgroup("session", "list").out == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("session lst", "No such command “lst”. Did you mean “list”"),
        ("quotes --limt 3", "“--limt”"),
        ("quotes list --limit many", "“--limit”: “many” is not a valid integer"),
        ("session show", "Missing argument “SESSION”"),
        ("agenda import x.md --as 3", "“3” is not a line and its kind"),
        ("agenda show custmer", "“custmer”"),
    ],
)
def test_what_was_typed_is_quoted_in_one_style(focusgroup: Run, words: str, said: str) -> None:
    told = focusgroup(*words.split()).err
    assert said in told
    assert "'" not in told.replace("can't", "").replace("doesn't", "")


@pytest.mark.parametrize("option", ["--db", "--encoding"])
def test_an_option_that_stands_anywhere_asks_for_its_value_at_the_end(
    focusgroup: Run, option: str
) -> None:
    for words in ("session list", "quotes list last", ""):
        done = focusgroup(*words.split(), option)
        assert (done.code, done.err.split("\n")[0]) == (
            2,
            f"focusgroup: Option “{option}” requires an argument.",
        )


def test_sessions_of_a_status_that_none_has_are_not_no_sessions(focusgroup: Run) -> None:
    focusgroup("session", "add", "customer-visit")
    done = focusgroup("session", "list", "--status", "live", "--status", "paused")
    assert "no session is live or paused" in done.err
    assert "no sessions yet" not in done.err
    assert "no item like that" in focusgroup("items", "list", "--status", "shipped").err


def test_the_start_of_an_id_that_is_too_short_is_said(focusgroup: Run) -> None:
    focusgroup("session", "add", "customer-visit")
    for command in ("session show", "quotes delete", "commitments done", "items show"):
        assert "give at least 4 characters of an id" in focusgroup(*command.split(), "01").err
        assert "characters of an id" not in focusgroup(*command.split(), "01zz").err
