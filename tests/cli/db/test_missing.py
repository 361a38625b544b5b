"""Where the database is missing and its backups are there, no command makes a new one by itself."""

from collections.abc import Callable
from pathlib import Path

import click
import pytest

from tests.conftest import Finished
from tests.hostile.test_commands import ALSO, COMMANDS, VALID

Run = Callable[..., Finished]
NEEDS_NONE = {
    *("agenda check", "agenda import", "agenda kit", "agenda list", "agenda new", "agenda show"),
    *("export check", "export guide", "export template-check"),
    *("completion", "demo", "doctor", "help", "keys", "paths", "rehearse"),
    *("db new", "db recover", "db restore", "db upgrade"),
}
"""Commands that read no database, or that are for one that is missing."""
NEEDS_A_TERMINAL = {"live", "rehearse"}


def line(words: tuple[str, ...], command: click.Command) -> list[str]:
    required = [p for p in command.params if isinstance(p, click.Argument) and p.required]
    return [*words, *ALSO.get(" ".join(words), ()), *(VALID[p.name or ""] for p in required)]


@pytest.fixture
def gone(focusgroup: Run, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command where the database was deleted behind a backup of it."""
    assert focusgroup("session", "add", "customer-visit").code == 0
    backups = db_path.parent / "backups"
    backups.mkdir()
    assert focusgroup("db", "backup", backups / f"{db_path.stem}-20260301.db").code == 0
    for path in db_path.parent.glob(f"{db_path.name}*"):
        path.unlink()
    monkeypatch.setenv("PATH", str(db_path.parent))
    return focusgroup


@pytest.mark.parametrize("words", sorted(COMMANDS), ids=" ".join)
def test_no_command_makes_a_database_where_backups_show_that_there_was_one(
    gone: Run, db_path: Path, words: tuple[str, ...]
) -> None:
    done = gone(*line(words, COMMANDS[words]))
    name = " ".join(words)
    if name != "db new":
        assert not db_path.exists()
    if name not in NEEDS_NONE | NEEDS_A_TERMINAL and done.code != 2:
        assert (done.code, done.out) in ((1, ""), (1, "0 quotes stored\n"))
        assert "but there are backups of it; `" in done.err
        assert "focusgroup db restore" in done.err
