"""Guides as offices write them become the Markdown that a person would write, from any format."""

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.imports.guides import Guide, read_guide
from tests.imports.guides.corpus import GUIDES
from tests.imports.guides.made import WRITERS, as_text


def guide_in(data: bytes, suffix: str) -> Guide:
    return read_guide(data, f"guide{suffix}", suffix)


@pytest.mark.parametrize("form", WRITERS)
@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_becomes_the_markdown_that_a_person_would_write(name: str, form: str) -> None:
    lines, expected = GUIDES[name]
    guide = guide_in(WRITERS[form](lines), f".{form}")
    assert guide.markdown == expected
    assert guide.converted
    assert len(guide.places) == guide.markdown.count("\n")
    assert list(guide.places) == sorted(guide.places)


@pytest.mark.parametrize("name", GUIDES)
def test_a_guide_in_plain_text_comes_as_it_is(name: str) -> None:
    data = as_text(GUIDES[name][0])
    guide = guide_in(data, ".txt")
    assert (guide.markdown, guide.converted, guide.remarks) == (data.decode(), False, ())


def test_what_was_imported_reads_as_an_agenda() -> None:
    for form, write in WRITERS.items():
        guide = guide_in(write(GUIDES["title and headings with minutes"][0]), f".{form}")
        agenda = parse_agenda(guide.markdown).agenda
        assert agenda.title == "Customer evening"
        first, second = agenda.sections
        assert (first.title, first.minutes, first.script) == (
            "Welcome",
            10,
            ("Thank you for coming.",),
        )
        asked = [(q.text, [probe.text for probe in q.probes]) for q in second.questions]
        assert asked == [
            ("What broke last week?", ["Who noticed?"]),
            ("What did you do instead?", []),
        ]
