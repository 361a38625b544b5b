"""Every command that prints, with a standard output that is full: a sentence, never a bug."""

import errno
import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import pytest

from focusgroup.store.engine.location import crash_dir
from tests.conftest import Finished
from tests.hostile.test_commands import ALSO, COMMANDS, VALID

Run = Callable[..., Finished]
TAKES_NOTHING = "focusgroup: standard output takes nothing more (No space left on device)"
OPENS_A_SCREEN = {(), ("live",), ("rehearse",), ("demo",)}


class _Full(io.RawIOBase):
    """A device on which there is no room, until it is *over*: then what is left is dropped.

    Python 3.13 reports what the stream's own end raises.
    """

    over = False

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        if self.over:
            return len(data)
        raise OSError(errno.ENOSPC, "No space left on device")


@contextmanager
def full(room: int) -> Iterator[io.TextIOWrapper]:
    """A standard output that is full, and keeps *room* bytes before it notices."""
    device = _Full()
    with io.TextIOWrapper(io.BufferedWriter(device, room), encoding="utf-8") as output:
        yield output
        device.over = True


def tried(
    run: Run, capsys: pytest.CaptureFixture[str], args: tuple[str, ...], rooms: tuple[int, ...]
) -> None:
    """*args* print nothing, or say once that it could not be printed."""
    from focusgroup.cli.main import main

    if not run(*args, stdin="- slow @1\n").out:
        return
    for room in rooms:
        with full(room) as output, pytest.MonkeyPatch.context() as patch:
            patch.setattr("sys.stdout", output)
            patch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"- slow @1\n")))
            code = main(list(args))
            said = capsys.readouterr().err
            assert (code != 0, said.count(TAKES_NOTHING)) == (True, 1), (args, room, said)


@pytest.fixture
def held(focusgroup: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command on a session with a quote and a promise."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", str(tmp_path))  # LibreOffice takes seconds a document
    made = focusgroup("session", "add", "customer-visit", "--participant", "Anna, a, Acme")
    assert made.code == 0
    lines = "- slow @1 #workplace\n/promise Send it, Anna, fri\n"
    assert focusgroup("session", "capture", "last", stdin=lines).code == 0
    return focusgroup


def test_an_output_that_fails_only_once_is_no_bug(
    focusgroup: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    tried(focusgroup, capsys, ("agenda", "show", "customer-visit"), (1, 64, 4096, 8192, 100_000))


@pytest.mark.slow
@pytest.mark.parametrize("words", sorted(COMMANDS.keys() - OPENS_A_SCREEN), ids=" ".join)
def test_no_command_that_prints_breaks_where_nothing_can_be_printed(
    held: Run, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    command = COMMANDS[words]
    needed = [p for p in command.params if isinstance(p, click.Argument) and p.required]
    args = (*words, *ALSO.get(words[0], ()), *(VALID.get(p.name or "", "1") for p in needed))
    tried(held, capsys, args, (1, 4096))
    tried(held, capsys, (*words, "--help"), (1, 4096))
    if any("--json" in p.opts for p in command.params):
        tried(held, capsys, (*args, "--json"), (1, 4096))
    assert not list(crash_dir().glob("*"))
