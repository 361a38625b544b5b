"""What the pages say about commands, options, keys, outputs, fields and settings is so."""

import re
import shlex
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from focusgroup.cli.output import MOMENTS
from focusgroup.cli.plain.commands import COMMANDS as PLAIN
from focusgroup.store.engine.location import SETTINGS
from focusgroup.tui.keymap import COMMANDS
from tests.conftest import ROOT, Finished
from tests.docs.pages import (
    GENERATED,
    PAGES,
    SPAN,
    blocks,
    command_lines,
    every_command,
    named_commands,
    read_pages,
    without_blocks,
    wrong_in,
)
from tests.docs.pictures import FOLDER, SCREENS, THEMES, draw, text_of
from tests.docs.reference import GENERATED_FILES
from tests.docs.running import comparable, make_sample, run_page

Run = Callable[..., Finished]
INTERACTIVE = ("backroom", "live", "rehearse", "demo", "db encrypt", "db key", "db decrypt")
"""Commands that need a terminal: they can't be run here, so their blocks show no output."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, created once."""
    return make_sample(tmp_path_factory.mktemp("sample") / "sample.db")


RUN = [path for path in PAGES if any(b.language == "console" for b in blocks(path.read_text()))]


@pytest.mark.parametrize("short", ["dfbece", "139f6e", "419052", "01920a5e"])
def test_an_id_is_no_difference_whatever_its_signs(short: str) -> None:
    assert comparable(f"  {short}  OVERDUE 12 days") == "  ID  OVERDUE 12 days"


@pytest.mark.parametrize("path", RUN, ids=lambda path: path.name)
def test_commands_print_what_the_page_shows(path: Path, sample: Path, tmp_path: Path) -> None:
    """If this fails because an output changed: `python -m tests.docs` writes it again."""
    page = path.read_text("utf-8")
    now = run_page(page, tmp_path / "page", sample)
    assert comparable(now).splitlines() == comparable(page).splitlines()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_command_and_option_that_a_page_names_exists(path: Path) -> None:
    lines = command_lines(path.read_text("utf-8"))
    assert {line: wrong for line in lines if (wrong := wrong_in(line))} == {}


def test_a_wrong_command_option_or_output_would_be_found(sample: Path, tmp_path: Path) -> None:
    assert wrong_in("focusgroup qoutes --theme x") == ["qoutes"]
    assert wrong_in("focusgroup quotes --theme last --limitt 3") == ["quotes list --limitt"]
    assert wrong_in("FOCUSGROUP_DB=x focusgroup session lits") == ["session lits"]
    assert wrong_in("focusgroup --db x.db themes last") == []
    page = "```console\n$ focusgroup --version\nfocusgroup 999\n```\n"
    assert run_page(page, tmp_path / "page", sample) != page


@pytest.mark.parametrize("path", GENERATED_FILES, ids=lambda path: path.name)
def test_the_reference_is_the_help(path: Path) -> None:
    """If this fails because a command changed: `python -m tests.docs` writes it again."""
    assert path.read_text("utf-8").splitlines() == GENERATED_FILES[path]().splitlines()


def test_the_reference_has_examples_and_the_page_of_every_command() -> None:
    parts = re.split(r"^##+ focusgroup ?", GENERATED.read_text("utf-8"), flags=re.MULTILINE)[2:]
    assert [part.split("\n")[0] for part in parts if "\n  More: docs/" not in part] == []
    verbs = [part for part in parts if "COMMAND [ARGS]" not in part]
    assert [part.split("\n")[0] for part in verbs if "\n  Examples:\n" not in part] == []


def test_every_command_is_on_a_page_that_somebody_wrote() -> None:
    pages = {path: text for path, text in read_pages().items() if path != GENERATED}
    assert set(every_command()) - named_commands(pages) == set()


def test_a_block_that_could_be_run_is_run() -> None:
    unrun = [
        line
        for path, text in read_pages().items()
        for block in blocks(text)
        if block.language != "console" and path != GENERATED
        for line in block.text.splitlines()
        if re.match(r"(\$ )?focusgroup ", line)
        and not re.match(rf"(\$ )?focusgroup ({'|'.join(INTERACTIVE)})\b", line)
    ]
    assert unrun == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_slash_command_and_f_key_that_a_page_names_exists(path: Path) -> None:
    slashes = {command.slash for command in COMMANDS.values()} | {*CAPTURE_WORDS, *PLAIN}
    keys = {key for command in COMMANDS.values() for key in command.keys.split(",")}
    spans = SPAN.findall(without_blocks(path.read_text("utf-8")))
    words = {span.split()[0][1:] for span in spans if re.match(r"/[a-z]+(?: |$)", span)}
    assert words - slashes - NO_COMMANDS == set()
    pressed = {span.lower() for span in spans if re.fullmatch(r"(?:Shift\+|Ctrl\+)?F\d+", span)}
    assert pressed - keys == set()
    chords = {span.lower() for span in spans if re.fullmatch(r"Ctrl\+[A-Z]", span)}
    assert chords - keys - EDITING == set()


CAPTURE_WORDS = {"park", "promise", "call", "who"}
NO_COMMANDS = {"prak"}
"""Examples of commands that do not exist."""
EDITING = {f"ctrl+{letter}" for letter in "aefbwukzycxj"}
"""Keys of the line and of every text field, which no table has."""


JSON = (ROOT / "docs" / "json.md").read_text("utf-8")
CONFIGURATION = (ROOT / "docs" / "configuration.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^## `focusgroup ([^`]*)`\n(.*?)(?=^## |\Z)", JSON, re.DOTALL | re.M))
ALSO = {"counts.problem", "participants[].seat", "agenda_items[].section", "notes[].at_ms"}
"""Rows whose text names more fields of the same object."""


def fields(value: object, before: str = "") -> Iterator[str]:
    """Yield the names of all fields of a JSON value, those below others with their path."""
    if isinstance(value, dict):
        for name, below in value.items():
            inner = list(fields(below, f"{before}{name}{'.' if isinstance(below, dict) else ''}"))
            yield from inner or [f"{before}{name}"]
    elif isinstance(value, list):
        mark = f"{before}[]." if before else ""
        for each in value:
            if isinstance(each, dict):
                yield from fields(each, mark)


def on_the_page(section: str) -> set[str]:
    named = set()
    for name, text in re.findall(r"^\| `([^`]+)` \| (.*) \|$", section, re.MULTILINE):
        named.add(name)
        if name in ALSO:
            before = re.match(r".*\.", name)
            named |= {
                f"{before[0] if before else ''}{each}" for each in re.findall("`(.*?)`", text)
            }
    return named


@pytest.mark.parametrize("command", SECTIONS)
def test_the_fields_are_those_that_are_printed(focusgroup: Run, sample: Path, command: str) -> None:
    printed = set(fields(focusgroup("--db", sample, *shlex.split(command), "--json").json))
    printed -= {  # said once, under Units
        name
        for name in printed
        if f"{name}_ms" in printed and f"{name.rpartition('.')[2]}_ms" in MOMENTS
    }
    named = on_the_page(SECTIONS[command])
    if "The fields of `session list`" in SECTIONS[command]:
        named |= on_the_page(SECTIONS["session list"])
    assert named == printed


def test_every_command_with_json_is_on_the_page() -> None:
    with_json = {
        " ".join(path)
        for path, command in every_command().items()
        if any("--json" in parameter.opts for parameter in command.params)
    }
    missing = [name for name in with_json if f"`focusgroup {name}" not in JSON]
    assert missing == []


def test_the_settings_are_those_of_the_program(focusgroup: Run, home: Path) -> None:
    table = CONFIGURATION.split("## Environment")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == set(SETTINGS)
    file = home / ".config" / "focusgroup" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text('papier = "a4"\n')
    done = focusgroup("keys")
    assert done.code == 1
    assert f"{file}: there is no setting “papier”" in done.err


def test_the_environment_variables_are_those_of_the_program() -> None:
    source = "".join(
        path.read_text("utf-8") for path in (ROOT / "src" / "focusgroup").rglob("*.py")
    )
    read = set(re.findall(r'(?:environ\.get\(|environ\[|envvar=)"(\w+)"', source))
    rows = re.findall(r"^\| (`[A-Z_]+`(?:, `[A-Z_]+`)*) \|", CONFIGURATION, re.MULTILINE)
    named = {name for row in rows for name in re.findall(r"[A-Z_]+", row)}
    others = {"DISPLAY", "WAYLAND_DISPLAY", "_FOCUSGROUP_COMPLETE"}  # the desktop's and the shell's
    assert named == read - others


def test_every_picture_that_a_page_shows_is_there_in_both_themes() -> None:
    shown = set()
    for path, text in read_pages().items():
        for name in re.findall(r'(?:src|srcset)="([^"]+)"', text):
            shown.add((path.parent / name).resolve())
    drawn = {FOLDER / f"{screen}-{theme}.svg" for screen in SCREENS for theme in THEMES}
    assert shown == drawn == set(FOLDER.glob("*.svg"))


@pytest.mark.parametrize("screen", SCREENS)
def test_a_picture_shows_what_the_screen_shows(screen: str, sample: Path, tmp_path: Path) -> None:
    """If this fails because a screen changed: `python -m tests.docs.pictures` draws it again."""
    for theme, svg in draw(screen, tmp_path / "reader", sample).items():
        kept = (FOLDER / f"{screen}-{theme}.svg").read_text("utf-8")
        assert text_of(svg) == text_of(kept)
