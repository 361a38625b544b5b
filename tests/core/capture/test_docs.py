"""Every example of docs/capture-line.md is read as the page says."""

from pathlib import Path

import pytest

from focusgroup.core.capture.grammar import COMMANDS, Parsed, format_line, parse_line
from focusgroup.core.model import KIND_LABELS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "capture-line.md"
FELT = {"": 0, "strongly felt": 1, "very strongly felt": 2}
CARRIED_OVER = "carried over"


def tables() -> list[list[dict[str, str]]]:
    """The tables of the page, each row by the names of its columns."""
    found: list[list[dict[str, str]]] = []
    columns: list[str] = []
    for line in PAGE.read_text("utf-8").splitlines():
        if not line.startswith("|"):
            columns = []
            continue
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if not columns:
            columns = cells
            found.append([])
        elif set(line) - set("|- "):
            found[-1].append(dict(zip(columns, cells, strict=True)))
    return found


EXAMPLES = [row for table in tables() for row in table if "You type" in row]


def typed(row: dict[str, str]) -> str:
    return row["You type"].removeprefix("`").removesuffix("`")


def test_the_page_has_examples() -> None:
    assert len(EXAMPLES) >= 30


@pytest.mark.parametrize("row", [row for row in EXAMPLES if "Kind" in row], ids=typed)
def test_an_example_is_read_as_the_page_says(row: dict[str, str]) -> None:
    parsed = parse_line(typed(row))
    assert parsed.text == row.get("Text", "")
    assert (KIND_LABELS[parsed.kind] if parsed.kind else CARRIED_OVER) == row["Kind"]
    speaker = parsed.speaker or CARRIED_OVER
    if parsed.clear_speaker or (row["Kind"] == "observation" and not parsed.speaker):
        speaker = "nobody"
    assert speaker == row["Speaker"]
    themes = ", ".join(parsed.themes) or ("none" if parsed.clear_themes else CARRIED_OVER)
    assert themes == row["Themes"]
    besides = row.get("Besides", "")
    assert parsed.verbatim == (besides != "paraphrase")
    assert parsed.stub == (besides == "unfinished")
    assert parsed.intensity == FELT.get(besides, 0)
    assert parsed.has_words == ("Text" in row)


@pytest.mark.parametrize("row", [row for row in EXAMPLES if "Does" in row], ids=typed)
def test_an_example_of_a_command_is_one(row: dict[str, str]) -> None:
    parsed = parse_line(typed(row))
    assert parsed.command in COMMANDS
    assert parsed.text


@pytest.mark.parametrize("row", EXAMPLES, ids=typed)
def test_an_example_can_be_written_again(row: dict[str, str]) -> None:
    assert parse_line(format_line(parse_line(typed(row)))) == parse_line(typed(row)) != Parsed()


def test_every_sign_and_command_is_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    assert all(f"`/{command}" in text for command in COMMANDS)
    assert all(f"`{sign}" in text for sign in "-+?.~@#!…\\/＠＃－＋？！。")
