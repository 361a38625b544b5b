"""A speaker's name and a time on a line of their own, as programs for calls write them."""

import pytest

from focusgroup.core.errors import FocusgroupError
from focusgroup.core.model import Participant
from focusgroup.services.capture.timed.speaker_headings import (
    SpeakerHeading,
    SpeakerHeadings,
    Spoken,
    heading_in,
)

ANNA = Participant("p1", "s", 1, "Anna Novak", initials="AN")
LI = Participant("p2", "s", 2, "李娜", initials="李娜")
THERE = (ANNA, LI)


@pytest.mark.parametrize(
    "line",
    [
        "Anna Novak  0:15",
        "Anna Novak   00:00:15",
        "Anna Novak 00:15.40",
        "Anna Novak (00:15):",
        "Anna Novak [00:15]",
        "Anna Novak - 0:15",
        "Anna Novak – 00:00:15",
        "Anna Novak | 0:15",
        "Anna Novak, 0:15",
        "Anna Novak: 0:15",
        "[Anna Novak] 00:00:15",
        "**Anna Novak** [00:00:15]",
        "**Anna Novak:** [00:00:15]",
        "[00:00:15] Anna Novak",
        "[00:00:15] Anna Novak:",
        "0:15 Anna Novak",
        "00:15 - Anna Novak",
        "(0:15) Anna Novak",
        "Anna 0:15",
        "Anna Novak\t0:15",
    ],
)
def test_a_name_and_a_time_are_a_heading_in_each_programs_form(line: str) -> None:
    assert (heading := heading_in(line, THERE, "It is slow.")), line
    assert heading.offset_ms == 15_000
    assert heading.name in ("Anna Novak", "Anna")


@pytest.mark.parametrize(
    "line",
    ["李娜 00:15", "李娜（00:15）：", "[00:15] 李娜", "Speaker 1  0:15", "Sprecher 2 (00:15):",
     "Intervenant 1 00:15", "说话人 1 00:15", "发言人1 00:15", "Fred van der Sand  0:15",
     "Fred Sand (Alpha) 0:15", "Ève Léger (00:15)", "Яна Новак 00:15"],
)  # fmt: skip
def test_names_of_other_languages_and_of_nobody_here_are_headings_too(line: str) -> None:
    heading = heading_in(line, THERE, "It is slow.")
    assert heading is not None
    assert heading.offset_ms == 15_000


@pytest.mark.parametrize(
    ("line", "below"),
    [
        ("we stop at 9:30", "It is slow."),
        ("Lunch 12:30", "It is slow."),
        ("Anna Novak said 0:15", "It is slow."),
        ("- slow 0:15", "It is slow."),
        ("[00:15] Yes", "It is slow."),
        ("[00:15] It is slow", "It is slow."),
        ("Export Screen 0:15", "- slow @1"),
        ("Export Screen 0:15", "[00:20] slow"),
        ("0:15", "It is slow."),
        ("Anna Novak", "It is slow."),
        ("Anna Novak: it took 0:15", "It is slow."),
    ],
)
def test_a_note_with_a_time_in_it_is_no_heading(line: str, below: str) -> None:
    assert heading_in(line, THERE, below) is None


def test_what_stands_below_a_heading_is_said_by_them_until_another_line_says_otherwise() -> None:
    headings = SpeakerHeadings()

    def read(line: str) -> object:
        return headings.read(line, THERE, "It is slow.")

    assert read("It begins.") is None
    assert read("Anna Novak  0:15") == SpeakerHeading("Anna Novak", 15_000)
    assert read("It is slow.") == read("- and dear") == Spoken(ANNA, 15_000)
    assert read("not hers @2") is None
    assert read("李娜  0:20") == SpeakerHeading("李娜", 20_000)
    assert read("对") == Spoken(LI, 20_000)
    assert read("[00:30] of nobody") is None
    assert read("nor this") is None
    with pytest.raises(FocusgroupError, match="Fred Sand speaks here, who is not in the session"):
        read("Fred Sand  0:40")
    with pytest.raises(FocusgroupError, match=r"/who Fred Sand"):
        read("It is quick.")
