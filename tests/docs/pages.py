"""The pages people read, and the commands and blocks in them."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import click

from focusgroup.cli.completing import RELATIVE
from focusgroup.cli.lazy import ListGroup
from focusgroup.cli.main import cli
from tests.conftest import ROOT

GENERATED = ROOT / "docs" / "commands.md"
PAGES = tuple(
    path
    for path in sorted([ROOT / "README.md", *(ROOT / "docs").glob("*.md")])
    if path.name != "architecture.md"  # for developers; it has a test of its own
)
FENCE = re.compile(r"^```(\w*) ?([^\n]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
SPAN = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
PROGRAM = re.compile(r"(?:^|[\s;&|/\\])focusgroup(?: |$)")


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language, what follows that on the fence, its text and where it is."""

    language: str
    about: str
    text: str
    start: int
    end: int


def blocks(page: str) -> list[Block]:
    """Return the fenced blocks of a page."""
    found = FENCE.finditer(page)
    return [Block(m[1], m[2].strip(), m[3], m.start(3), m.end(3)) for m in found]


def without_blocks(page: str) -> str:
    """Return a page's running text."""
    return FENCE.sub("", page)


def command_lines(page: str) -> Iterator[str]:
    """Yield each line of a page that runs the program: of the blocks, and between backticks."""
    for block in blocks(page):
        if block.language in ("sh", "console", "bash", ""):
            lines = block.text.replace("\\\n", " ").splitlines()
            prompts = [line[2:] for line in lines if line.startswith("$ ")]
            yield from (
                line for line in (prompts or lines) if PROGRAM.search(line.split("#")[0] + " ")
            )
    yield from (span for span in SPAN.findall(without_blocks(page)) if PROGRAM.search(span + " "))


@cache
def every_command() -> dict[tuple[str, ...], click.Command]:
    """Return each command and group by its words, the program itself by none."""
    found: dict[tuple[str, ...], click.Command] = {}

    def walk(command: click.Command, path: tuple[str, ...], above: click.Context | None) -> None:
        found[path] = command
        if isinstance(command, click.Group):
            context = click.Context(command, above, info_name=path[-1] if path else "focusgroup")
            for name in command.list_commands(context):
                below = command.get_command(context, name)
                assert below is not None
                walk(below, (*path, name), context)

    walk(cli, (), None)
    return found


def wrong_in(line: str) -> list[str]:
    """Return what a command line names that the program does not have."""
    wrong = []
    for part in re.split(r"\s(?:&&|\||;|>)\s", line):
        where = PROGRAM.search(part + " ")
        if where:
            rest = part[where.end() :]
            try:
                words = shlex.split(rest, comments=True)
            except ValueError:  # an apostrophe of a sentence
                words = rest.split()
            wrong += _wrong(words)
    return wrong


def _wrong(words: list[str]) -> list[str]:
    commands, path, wrong = every_command(), (), []
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if isinstance(commands[path], ListGroup) and (*path, word) not in commands:
            path = (*path, "list") if word.startswith("-") or word in RELATIVE else path
        if word.startswith("-") and word not in ("-", "--"):
            option, _, value = word.partition("=")
            known = {o: p for p in commands[path].params for o in (*p.opts, *p.secondary_opts)}
            if option not in [*known, "--help", "-h"]:
                wrong.append(f"{' '.join(path)} {option}".strip())
            elif not value and not getattr(known.get(option), "is_flag", True):
                rest = rest[1:]
        elif (*path, word) in commands:
            path = (*path, word)
        elif isinstance(commands[path], click.Group) and re.match(r"[a-z-]+$", word):
            wrong.append(" ".join((*path, word)))
            break
        elif isinstance(commands[path], click.Group):
            break  # … or a placeholder
    return wrong


def named_commands(pages: dict[Path, str]) -> set[tuple[str, ...]]:
    """Return the commands that the pages name, with the groups above them."""
    named: set[tuple[str, ...]] = {()}
    for text in pages.values():
        for line in command_lines(text):
            words = re.findall(r"[\w-]+", line[line.index("focusgroup") + len("focusgroup") :])
            path: tuple[str, ...] = ()
            for word in words:
                if (*path, word) in every_command():
                    path = (*path, word)
                    named.add(path)
    return named


def read_pages() -> dict[Path, str]:
    """Return the text of every page."""
    return {path: path.read_text("utf-8") for path in PAGES}
