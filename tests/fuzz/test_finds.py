"""What fuzzing found once, and what breaks programs everywhere, through each fuzzed parser."""

import pytest

from tests.fuzz import FINDS
from tests.fuzz.targets import TARGETS, tried
from tests.hostile import SHORT


def found(name: str) -> list[bytes]:
    """The finds of one target."""
    return [path.read_bytes() for path in sorted((FINDS / name).glob("*"))]


@pytest.mark.parametrize("name", TARGETS)
def test_what_was_found_once_is_read_now(name: str) -> None:
    for data in found(name):
        tried(name, data)


@pytest.mark.parametrize("name", TARGETS)
def test_every_fuzzed_parser_reads_hostile_texts(name: str) -> None:
    for text in SHORT.values():
        tried(name, text.encode("utf-8", "surrogatepass"))


def test_every_folder_of_finds_has_its_target() -> None:
    assert {path.name for path in FINDS.glob("*")} <= set(TARGETS)
