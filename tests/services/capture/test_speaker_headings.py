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


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Liz Hill", "Elizabeth Hill"),
        ("NGUYEN VAN AN", "Nguyễn Văn An"),
        ("Conan OBrien", "Conan O’Brien"),
        ("Anna\u2011Maria van der Meer", "Anna-Maria van der Meer"),
        ("van der Meer", "Anna-Maria van der Meer"),
        ("Dr. Ber\u00adger", "Mia Berger"),
        ("M. Berger (Acme)", "Mia Berger"),
        ("王小姐", "王芳"),
        ("Вере Соловьёвой", "Вера Соловьёва"),
    ],
)
def test_a_heading_names_whom_documents_find_by_it(heading: str, name: str) -> None:
    names = (
        "Elizabeth Hill, Nguyễn Văn An, Conan O’Brien, Anna-Maria van der Meer, Mia Berger, 王芳,"
        " Вера Соловьёва, Anna Page"
    ).split(", ")
    there = [Participant(f"p{n}", "s", n, name, "") for n, name in enumerate(names, 1)]
    headings = SpeakerHeadings()
    assert isinstance(headings.read(f"{heading} 0:15", there, "slow"), SpeakerHeading)
    said = headings.read("It is slow.", there, None)
    assert isinstance(said, Spoken)
    assert said.person.name == name
    assert heading_in("page 12:30", there, "It is slow.") is None
    assert heading_in("Mark Lee said 0:15", there, "It is slow.") is None


@pytest.mark.parametrize(
    "line",
    [
        "Moderator  0:40",
        "Frida (00:40):",
        "[Host] 00:00:40",
        "00:40 Frida:",
        "[00:00:40] Zoe Unknown",
        "主持人  0:40",
        "Interviewerin - 0:40",
    ],
)
def test_inside_a_transcript_nobody_else_is_given_what_a_stranger_says(line: str) -> None:
    headings = SpeakerHeadings()
    assert isinstance(headings.read("Anna Novak  0:15", THERE, "It is slow."), SpeakerHeading)
    assert isinstance(headings.read("It is slow.", THERE, line), Spoken)
    for each, below in ((line, "And how was that?"), ("And how was that?", None)):
        with pytest.raises(FocusgroupError, match="not in the session"):
            headings.read(each, THERE, below)
    assert isinstance(headings.read("Anna Novak  0:55", THERE, "Bad."), SpeakerHeading)
    said = headings.read("Bad.", THERE, None)
    assert isinstance(said, Spoken)
    assert said.person.name == "Anna Novak"


@pytest.mark.parametrize("line", ["Moderator  0:00", "Facilitator (0:00):", "[Host] 00:00:00"])
def test_who_asks_is_known_from_the_first_line(line: str) -> None:
    assert heading_in(line, THERE, "Welcome, all of you.") is not None
    assert heading_in("Lunch 12:30", THERE, "Welcome, all of you.") is None
