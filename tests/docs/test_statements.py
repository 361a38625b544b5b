"""Keys, messages, tables and links of the pages are those of the program."""

import ast
import re
import tomllib
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.people.consent_heads import ConsentHead, consent_head
from focusgroup.core.people.people import consent_in_words, parse_participant
from focusgroup.core.people.people_csv import read_people
from focusgroup.core.search.query import SearchField, read_query
from focusgroup.core.search.spans import read_span
from focusgroup.exports.kinds import GUIDE, REGISTER, REPORTS
from focusgroup.imports import agenda_file
from focusgroup.imports.text_encoding import CODE_PAGES
from focusgroup.tui.keymap import COMMANDS, TABLES, read_keymap
from focusgroup.tui.review.commands import MARKS, REVIEW, THEMES
from tests.conftest import ROOT
from tests.docs.pages import PAGES, SPAN, blocks, read_pages, without_blocks

TEXTS = {path.stem: " ".join(text.split()) for path, text in read_pages().items()}


# -- keys ----------------------------------------------------------------------------------------

SIGNS = {
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
    "/": "slash",
    "*": "asterisk",
    "+": "plus",
    "-": "minus",
    "pgup": "pageup",
    "pgdn": "pagedown",
    "esc": "escape",
}
NAMED = "F\\d+|PgUp|PgDn|Home|End|Esc|Enter|Tab|Space"
KEY = re.compile(rf"(?:(?:Ctrl|Alt|Shift)\+)*(?:{NAMED}|[↑↓←→]|\S)")


def key_of(span: str) -> str:
    """Return the key that a page writes as *span*, as the tables of commands do; "" if none."""
    if not KEY.fullmatch(span):
        return ""
    *held, key = span[:-1].split("+") if span.endswith("+") else span.split("+")
    key = key if len(key) == 1 and key.isupper() and not held else key.lower()
    return "+".join([*(each.lower() for each in sorted(held)), SIGNS.get(key or "+", key)])


def rows_below(page: str, heading: str, number: int = 0) -> Iterator[list[str]]:
    """Yield the cells of each row of a table below a heading, the first if no *number* is given."""
    text = (ROOT / "docs" / f"{page}.md").read_text("utf-8")
    after = f"\n{text}".split(f"\n{heading}\n", 1)[1].split("\n## ", 1)[0]
    tables = re.findall(r"^\|.*\n\|[-|]+\n((?:\|.*\n)+)", after, re.MULTILINE)
    for line in tables[number].splitlines():
        yield [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip("|"))]


LIVE_ROWS = [
    (cells[0], cells[1], cells[2])
    for cells in rows_below("facilitators", "## During")
    if not re.match("`(?:Alt|F1)", cells[0])
]


@pytest.mark.parametrize(("keys", "words", "does"), LIVE_ROWS)
def test_key_and_word_of_a_row_do_the_same(keys: str, words: str, does: str) -> None:
    pressed = [key_of(span) for span in SPAN.findall(keys)]
    slashes = [span.split()[0][1:] for span in SPAN.findall(words)]
    by_key = [c.slash for c in COMMANDS.values() for key in pressed if key in c.keys.split(",")
              and c.id.startswith("live.")]  # fmt: skip
    assert "" not in pressed
    if pressed and pressed != ["ctrl+j"] and slashes:
        assert list(dict.fromkeys(slashes)) == by_key, does


def test_every_command_of_the_live_screen_is_on_a_page() -> None:
    text = " ".join(each for name, each in TEXTS.items() if name != "commands")
    unnamed = [
        command.slash
        for command in COMMANDS.values()
        if command.slash and not re.search(rf"`/{command.slash}\b", text)
    ]
    assert unnamed == ["take"]  # it is about the words in the line, which a word would replace


OF_REVIEW = {command.id: command for command in (*REVIEW, *THEMES, *MARKS)}


def test_the_keys_of_the_review_are_those_of_its_page() -> None:
    """A key of two panes may be in two tables of the page; a list's own keys are in one row."""
    page = [*rows_below("review", "## Keys"), *rows_below("review", "## The codebook")]
    named = {key_of(span) for cells in page for span in SPAN.findall(cells[0])}
    keys = {
        key for command in OF_REVIEW.values() for key in command.keys.split(",") if key != "delete"
    }
    assert named == keys | {"f1"}


def test_the_keys_of_the_back_room_and_of_the_tables_are_those_of_their_pages() -> None:
    named = {key_of(k) for row in rows_below("backroom", "## Questions to the moderator")
             for k in SPAN.findall(row[0])}  # fmt: skip
    ids = ("asked", "later", "no", "hush", "open")
    assert named == {COMMANDS[f"questions.{each}"].keys.split(",")[0] for each in ids}
    for cells in rows_below("review", "## What it adds up to"):
        name = re.findall(r"\*\*(\w+)\*\*", cells[1])[0].lower()
        assert COMMANDS[f"review.{name}"].keys == cells[0].strip("`")
        for key in re.findall(r"`(\w)`", cells[1]):
            assert any(
                command.keys == key for table in TABLES for command in table
                if command.id.startswith(f"{name}.")
            ), (name, key)  # fmt: skip


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_keys_with_others_held_or_with_a_name_exist(path: Path) -> None:
    known = {key for command in COMMANDS.values() for key in command.keys.split(",")}
    spans = SPAN.findall(without_blocks(path.read_text("utf-8")))
    pressed = {key_of(span) for span in spans if len(span) > 1} - {""}
    unknown = {each for each in pressed - known if not LINES_OWN.fullmatch(each)}
    assert unknown == set()


LINES_OWN = re.compile(
    r"alt\+(?:shift\+)?\w|alt\+f4|ctrl\+[aefbwukzycxj]|ctrl\+(?:left|right)|/|f\d|[-+]\w"
)
"""Seats, themes and editing in a line, which no table has."""


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_a_configuration_on_a_page_can_be_used(path: Path) -> None:
    for block in blocks(path.read_text("utf-8")):
        if block.language == "toml":
            wanted = tomllib.loads(block.text).get("keys", {})
            assert read_keymap(wanted, Path("config.toml")).changed.keys() >= wanted.keys()
    for span in re.findall(r"`(\"\w+\.\w+\" = \"[^`]+)`", path.read_text("utf-8")):
        read_keymap(tomllib.loads(span), Path("config.toml"))


# -- messages ------------------------------------------------------------------------------------


@cache
def sayings() -> tuple[str, ...]:
    """Return every text of the program in small letters, with `…` where something is put in."""
    found = []
    for path in [ROOT / "start.py", *(ROOT / "src" / "focusgroup").rglob("*.py")]:
        tree = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        unseen = {id(node.value) for node in tree if isinstance(node, ast.Expr)}
        for node in tree:
            if isinstance(node, ast.JoinedStr):
                parts = (getattr(part, "value", None) for part in node.values)
                found.append("".join(p if isinstance(p, str) else "…" for p in parts))
            elif isinstance(getattr(node, "value", None), str) and id(node) not in unseen:
                found.append(node.value)
    return tuple(text.lower() for text in found)


WRITTEN_WITH = {
    "there is no database, but there are backups of it": (
        "there is no database at …, but there are … of it; …"
    ),
    "1 theme count is wrong": "theme count{s} {is} wrong",
    "entries in ….unread could not be saved at a start": (
        "entries in … could not be saved at a start"
    ),
    "another program emptied (overwrote) the database": "another program … the database …",
}
"""How the program's text is written, where something is put in."""
SAID = [
    *(cells[0] for cells in rows_below("troubleshooting", "## It does not start")),
    *re.findall(r'^\*\*"(.+?)"', (ROOT / "docs" / "reliability.md").read_text("utf-8"), re.M),
    *("not saved yet", "only in memory", "off the record", "set aside", "open names", "one voice"),
    *("undone: ", "no quotes match; try fewer filters", "no name found"),
]


@pytest.mark.parametrize("message", SAID)
def test_a_message_on_a_page_is_the_programs(message: str) -> None:
    written = WRITTEN_WITH.get(message.lower(), message.lower())
    assert any(written in text for text in sayings())


# -- tables --------------------------------------------------------------------------------------

TODAY, ZONE = date(2026, 3, 12), ZoneInfo("Europe/Berlin")


def spans_below(page: str, heading: str, table: int = 0) -> list[str]:
    """Return what is in backticks in the first cell of each row of a table."""
    return [span for cells in rows_below(page, heading, table) for span in SPAN.findall(cells[0])]


@pytest.mark.parametrize("written", spans_below("review", "## Narrowing it down"))
def test_every_search_on_the_page_is_understood(written: str) -> None:
    query = read_query(written)
    assert not query.is_empty or query.fields
    assert {name for name in SearchField if f"{name}:" in written} == {
        each.field for each in query.fields
    }


@pytest.mark.parametrize("written", spans_below("review", "## Narrowing it down", 1))
def test_every_time_on_the_page_is_understood(written: str) -> None:
    span = read_span(written, TODAY, ZONE)
    assert span.start_ms < span.end_ms


def test_a_day_that_could_be_two_is_refused_with_both() -> None:
    with pytest.raises(FocusgroupError, match=r"3 Dec.*12 Mar|12 Mar.*3 Dec"):
        read_span("3/12/2026", TODAY, ZONE)


@pytest.mark.parametrize("cells", [*rows_below("participants", "## Typed lines")])
def test_consent_at_the_end_of_a_line_means_what_the_page_says(cells: list[str]) -> None:
    means = {
        "notes, and quoted by name": "by name",
        "notes, but named by role": "by role only",
        "nothing they say is saved": "no notes",
        "nothing they say is saved until they have been asked": "not asked",
    }
    for words in ["", *SPAN.findall(cells[0])] if "nothing" in cells[0] else SPAN.findall(cells[0]):
        for comma in (", ", " "):
            person = parse_participant(f"Ada Smith, planner, Northwind{comma * bool(words)}{words}")
            assert consent_in_words(person) == means[cells[1]], words


ANSWERS = {
    "agrees": "by name",
    "by name": "by name",
    "by role only": "by role only",
    "no notes": "no notes",
    "not asked": "not asked",
    "name not asked": "name not asked",
}


@pytest.mark.parametrize("cells", [*rows_below("participants", "## Tables and files")])
def test_a_column_of_consent_means_what_the_page_says(cells: list[str]) -> None:
    for head in SPAN.findall(cells[0]):
        assert consent_head(head) in ConsentHead
        for answer, means in zip(("yes", "no", ""), cells[1:], strict=True):
            (person,) = read_people(f"Name;Role;{head}\nAda;planner;{answer}").people
            assert consent_in_words(person) == ANSWERS[means], (head, answer)


def test_the_encodings_on_the_page_are_those_that_are_guessed() -> None:
    text = TEXTS["participants"].split("**Encodings.**")[1].split("If they are wrong")[0]
    for words in CODE_PAGES.values():
        name = re.findall(r"\((.+)\)", words)[0]
        between = re.fullmatch(r"Windows-125[0-6]", name) and "Windows-1250 to 1256" in text
        assert between or name in text, words


def test_the_files_that_a_guide_may_be_are_on_the_page() -> None:
    named = set(spans_below("agendas", "## Guides in Word and other formats"))
    assert named == {*agenda_file.SUFFIXES} - {".markdown", ".qmd", ".htm", ".xhtml"}


def test_the_letters_of_the_kit_are_on_their_page() -> None:
    named = spans_below("participant-kit", "# The participant kit")
    assert named == sorted(path.name for path in (ROOT / "agendas" / "kit" / "en").iterdir())


def test_the_documents_of_the_window_are_on_their_page() -> None:
    for kind in (*REPORTS, REGISTER, GUIDE):
        assert f"*{kind.label}*" in TEXTS["exports"]


# -- links ---------------------------------------------------------------------------------------


def anchors(text: str) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.+)$", without_blocks(text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", [*PAGES, ROOT / "CONTRIBUTING.md"], ids=lambda path: path.name)
def test_every_link_to_a_part_of_a_page_finds_it(path: Path) -> None:
    links = re.findall(r"\]\(([^):\s]*)#([^)\s]+)\)", path.read_text("utf-8"))
    for page, part in links:
        there = (path.parent / page) if page else path
        assert part in anchors(there.read_text("utf-8")), f"{page}#{part}"
