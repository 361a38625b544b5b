"""What the page about agendas shows is what the program reads."""

import re
from pathlib import Path

import pytest

from focusgroup.core.agenda.front_matter import KEYS
from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.dates.durations import parse_minutes
from focusgroup.core.model import SectionKind

ROOT = Path(__file__).resolve().parents[3]
PAGE = (ROOT / "docs" / "agendas.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```markdown\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)
LENGTHS = re.findall(r"^(.+) = (\d+)$", PAGE, re.MULTILINE)


def test_there_are_examples() -> None:
    assert len(EXAMPLES) >= 4
    assert len(LENGTHS) >= 12


@pytest.mark.parametrize("example", EXAMPLES)
def test_every_example_is_read_without_problems(example: str) -> None:
    reading = parse_agenda(example)
    assert reading.problems == ()
    assert any(section.questions for section in reading.agenda.sections)


@pytest.mark.parametrize(("text", "minutes"), LENGTHS)
def test_every_length_is_read_as_the_page_says(text: str, minutes: str) -> None:
    assert parse_minutes(text) == float(minutes)


def test_every_key_kind_and_shipped_agenda_is_on_the_page() -> None:
    names = [path.stem for path in (ROOT / "agendas").glob("*.md")]
    for word in [*KEYS, *(kind.value for kind in SectionKind), *names]:
        assert f"`{word}`" in PAGE
