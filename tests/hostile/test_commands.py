"""Texts that break programs, through every argument and option of every command.

The commands are those that the program has, so that a new one is tried without a word here;
only an argument that must be given needs something valid in `VALID`. All texts in all places:
``python -m pytest -m slow tests/hostile/test_commands.py``.
"""

import itertools
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import click
import pytest

from focusgroup.cli.main import cli
from focusgroup.store.engine.location import crash_dir
from tests.conftest import Finished
from tests.hostile import SHORT
from tests.speed import within

Run = Callable[..., Finished]
LONGEST_S = 2.0
"""CPU of one command; the longest, making the sample, takes 1 s. What takes longer is run with
`HARMLESS` beside it, which no slow machine lets fail."""
HARMLESS = "x"
VALID = {
    "ref": "last",
    "session": "last",
    "refs": "last",
    "ids": "last",
    "agenda": "customer-visit",
    "name_or_path": "customer-visit",
    "paths": "customer-visit",
    "place": "1",
    "who": "Bert",
    "theme": "workplace",
    "into": "workplace",
    "name": "Acme",
    "text": "one sentence",
    "kind": "problem",
    "file": "x.docx",
    "path": "x",
    "damaged": "damaged.db",
    "source": "copy.db",
    "shell": "bash",
    "rows": "theme",
    "columns": "kind",
    "item": "ffffff",
    "title": "one item",
}
"""What an argument gets while another one is tried, by its name."""
ALSO = {"demo": ("--no-open",), "backroom": ("--address", "192.0.2.1", "--without-tls")}
"""What keeps a command from opening the screens, or from serving: an address of no machine."""


def every_command(
    command: click.Command = cli, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Each command with its words, groups that do something by themselves too."""
    if not isinstance(command, click.Group):
        yield path, command
        return
    if path and command.invoke_without_command:
        yield path, command
    context = click.Context(command)
    for name in command.list_commands(context):
        found = command.get_command(context, name)
        assert found is not None
        yield from every_command(found, (*path, name))


COMMANDS = dict(every_command())


def tries(
    words: tuple[str, ...], command: click.Command, texts: Iterator[str]
) -> Iterator[list[str]]:
    """Arguments of *command* with a text in one place after the other."""
    places = [p for p in command.params if not getattr(p, "is_flag", False) and p.name != "help"]
    required = [p for p in places if isinstance(p, click.Argument)]
    for place in places:
        text = next(texts)
        given = [
            text if p is place else VALID[p.name or ""]
            for p in required
            if p is place or p.required
        ]
        option = [] if place in required else [f"{place.opts[0]}{_equals(place)}{text}"]
        yield [*words, *ALSO.get(" ".join(words), ()), *option, "--", *given]


def _equals(place: click.Parameter) -> str:
    return "=" if place.opts[0].startswith("--") else ""


def as_argument(text: str) -> str:
    """*text* as a process gets it: no NUL, undecodable bytes as Python writes them."""
    return os.fsdecode(text.replace("\x00", "").encode("utf-8", "surrogatepass"))


TEXTS = {name: as_argument(text) for name, text in SHORT.items()}


@pytest.fixture
def prepared(focusgroup: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command on a session with a quote, in a folder so deep that ``../..`` stays in it."""
    deep = tmp_path / "work" / "a" / "b" / "c"
    deep.mkdir(parents=True)
    monkeypatch.chdir(deep)
    monkeypatch.setenv("PATH", str(deep))  # LibreOffice takes seconds a document
    made = focusgroup("session", "add", "customer-visit", "--participant", "Anna, planner, Acme")
    assert made.code == 0
    assert focusgroup("session", "capture", "last", stdin="- slow @1 #workplace\n").code == 0
    return focusgroup


def shown_safely(done: Finished) -> None:
    """It worked or said why; nothing broke and nothing reached the terminal raw."""
    assert done.code in (0, 1, 2)
    assert "which is a bug" not in done.err, done.err
    assert "Traceback" not in done.err
    for text in (done.out, done.err):
        assert not any(ord(char) < 32 and char not in "\n\t" for char in text)
        assert not any("\x7f" <= char <= "\x9f" or "\u202a" <= char <= "\u202e" for char in text)
        assert not any("\u2066" <= char <= "\u2069" for char in text)
    if done.code:
        assert done.err.strip() or done.out.strip()


def tried(run: Run, args: list[str], text: str, harmless: list[str]) -> None:
    """*args* and standard input are safe, and no slower than *harmless* ones."""
    try:
        done = within(
            LONGEST_S,
            lambda: run(*args, stdin=os.fsencode(text)),
            beside=lambda: run(*harmless, stdin=HARMLESS),
        )
        shown_safely(done)
    except AssertionError as error:
        raise AssertionError(f"{args!r}") from error


def test_every_argument_and_option_of_every_command(prepared: Run) -> None:
    texts = itertools.cycle(TEXTS.values())
    for words, command in COMMANDS.items():
        harmless = tries(words, command, itertools.repeat(HARMLESS))
        for args, plain in zip(tries(words, command, texts), harmless, strict=True):
            tried(prepared, args, next(texts), plain)
    listing = ["session", "list"]
    for text in itertools.islice(texts, 20):
        tried(prepared, [f"--db={text}", *listing], "", listing)
    assert not list(crash_dir().glob("*"))


@pytest.mark.slow
@pytest.mark.parametrize("name", TEXTS)
def test_all_texts_in_every_argument_and_option(prepared: Run, name: str) -> None:
    times = 0
    for words, command in COMMANDS.items():
        hostile, harmless = (
            tries(words, command, itertools.repeat(text)) for text in (TEXTS[name], HARMLESS)
        )
        for args, plain in zip(hostile, harmless, strict=True):
            tried(prepared, args, TEXTS[name], plain)
            times += 1
    assert times > len(COMMANDS)


def test_texts_in_every_field_of_a_session_are_listed_and_shown(prepared: Run) -> None:
    for text in list(TEXTS.values())[::3]:
        done = prepared(
            "session", "add", "customer-visit", f"--title={text}", f"--place={text}",
            f"--facilitator={text}", f"--note-taker={text}", f"--product={text}",
            f"--participant={text}",
        )  # fmt: skip
        shown_safely(done)
        if done.code == 0:
            shown_safely(prepared("session", "show", done.out.strip()))
    shown_safely(prepared("session", "list"))
    listed = prepared("session", "list", "--json")
    shown_safely(listed)
    assert len(listed.json) > len(TEXTS) / 4


def test_what_was_taken_out_of_a_text_is_counted_and_said(prepared: Run) -> None:
    done = prepared("session", "capture", "last", stdin="- \x1b[31mred\x1b[0m\x07\n")
    assert done.code == 0
    assert "3 control characters" in done.err
