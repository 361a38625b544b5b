"""Guides with lines lost, doubled, cut and marked are read, shown and changed all the same."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from focusgroup.core.agenda import ReadAs, parse_agenda
from focusgroup.core.errors import FocusgroupError
from focusgroup.imports.agenda_file import open_guide
from focusgroup.services.guides.importing import GuideChanges, open_changed
from focusgroup.services.guides.reading_table import reading_table
from tests.guides import CORPUS, guides_in

_ODD = [
    *(
        "|",
        "> ",
        "- ",
        "1. ",
        "- :",
        "**",
        "MOD:",
        "> [!SCRIPT]",
        "- [!NOTE]",
        "```",
        "<!--",
        "---",
    ),
    *("\t\t\t", "| | |", "#", "() ", "0", "：", "1.1", "99:99 - 88:88", "# (section)", "From: x"),
]
_IN_FRONT = ["> ", "   ", "- ", "\t", "| "]


def _mutated(chance: random.Random, lines: list[str], others: list[str]) -> list[str]:
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines) + 1)
        match chance.randrange(6):
            case 0:
                del lines[at : at + 1]
            case 1:
                lines.insert(at, chance.choice(others))
            case 2:
                lines[at : at + 1] = ["".join(lines[at : at + 2])]
            case 3:
                lines[at : at + 1] = [each[: chance.randrange(9)] for each in lines[at : at + 1]]
            case 4:
                lines.insert(at, chance.choice(_ODD))
            case _:
                front = chance.choice(_IN_FRONT)
                lines[at : at + 1] = [front + each for each in lines[at : at + 1]]
    return lines


def _guides(seed: int, many: int) -> Iterator[str]:
    chance = random.Random(seed)
    plain = [path for path in guides_in(CORPUS) if path.suffix in (".md", ".txt", ".qmd")]
    texts = [path.read_text("utf-8").split("\n") for path in plain]
    for _ in range(many):
        others = chance.choice(texts)
        yield "\n".join(_mutated(chance, list(chance.choice(texts)), others))


def _read(path: Path, chance: random.Random) -> None:
    rows = [row.line for row in reading_table(open_guide(path)) if row.line]
    called = chance.sample(rows, min(3, len(rows)))
    kinds = {line: chance.choice(list(ReadAs)) for line in called}
    if kinds:
        assert reading_table(open_changed(path, GuideChanges(kinds=kinds))) is not None


def _read_all(tmp_path: Path, seed: int, many: int) -> None:
    chance = random.Random(seed)
    path = tmp_path / "guide.txt"
    for text in _guides(seed, many):
        path.write_text(text, "utf-8")
        try:
            _read(path, chance)
        except FocusgroupError:
            continue
        except Exception as problem:
            raise AssertionError(text) from problem


def test_100_mutated_guides_are_read_shown_and_changed(tmp_path: Path) -> None:
    _read_all(tmp_path, 1, 100)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(2, 12))
def test_10_000_mutated_guides_are_read_shown_and_changed(tmp_path: Path, seed: int) -> None:
    _read_all(tmp_path, seed, 1_000)


@pytest.mark.parametrize(
    "text",
    [
        "## A (10 min)\n- \n1. Why?",
        "- What?\nMOD:",
        "- \n- \n",
        "## \n\n- ",
        "|\n|",
        "> \n1. ",
        ":",
    ],
)
def test_what_has_no_words_is_passed_over(text: str) -> None:
    assert parse_agenda(text).agenda.source == text
