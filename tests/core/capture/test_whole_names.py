"""A whole name behind an ``@`` needs no quotation marks, and a label is read to its end."""

import pytest

from focusgroup.core.capture.whole_names import label_behind_at, with_whole_names
from focusgroup.core.model import Participant, Theme

THERE = [
    Participant(name, "s", seat, name, "X")
    for seat, name in enumerate(("Anna", "Anna Novak", "Bo  Lee", "王 芳", "Anna Novak-Smith"), 1)
]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("@Anna Novak it is slow", '@"Anna Novak" it is slow'),
        ("- @anna  novak it is", '- @"Anna Novak" it is'),
        ("@Anna Novak-Smith is slow", '@"Anna Novak-Smith" is slow'),
        ("@Bo Lee agrees with @Anna Novak", '@"Bo Lee" agrees with @"Anna Novak"'),
        ("＠Anna Novak: slow", '＠"Anna Novak": slow'),
        ("@Anna Novak：慢", '@"Anna Novak"： 慢'),
        ("@Anna Novak： 慢", '@"Anna Novak"： 慢'),
        ("@王 芳，慢", '@"王 芳"， 慢'),
        ("@Anna Novak", '@"Anna Novak"'),
        # One word is read as a name without any marks, and what is no whole name stays.
        ("@Anna slow", "@Anna slow"),
        ("@Anna: slow", "@Anna: slow"),
        ("@Anna Novakova is slow", "@Anna Novakova is slow"),
        ("@Anna Novak@work", "@Anna Novak@work"),
        ("@ Anna Novak", "@ Anna Novak"),
        (r"\@Anna Novak said", r"\@Anna Novak said"),
        ('@"Anna Novak" is slow', '@"Anna Novak" is slow'),
        ("Anna Novak is slow", "Anna Novak is slow"),
    ],
)
def test_a_whole_name_is_put_into_quotation_marks(typed: str, read: str) -> None:
    assert with_whole_names(typed, THERE) == read
    assert with_whole_names(typed, []) == typed
    assert with_whole_names(read, THERE) == read


TAGS = [Theme(name, name) for name in ("Audit", "Audit log", "Reporting > Work  papers", "音 声")]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("slow #Audit log", 'slow #"Audit log"'),
        ("slow #audit  log!", 'slow #"Audit log"!'),
        ("#audit log: slow", '#"Audit log": slow'),
        ("slow #audit log #audit @1", 'slow #"Audit log" #audit @1'),
        ("slow #work papers.", 'slow #"Work papers".'),
        ("slow #Reporting > work papers", 'slow #"Reporting > Work papers"'),
        ("遅い ＃音 声", '遅い ＃"音 声"'),
        # what goes on is the sentence, and one word needs no marks
        ("#audit log files are lost", "#audit log files are lost"),
        ("slow #audit logs", "slow #audit logs"),
        ("slow #audit", "slow #audit"),
        (r"slow \#audit log", r"slow \#audit log"),
    ],
)
def test_a_whole_theme_where_nothing_goes_on_needs_no_quotation_marks(
    typed: str, read: str
) -> None:
    assert with_whole_names(typed, THERE, TAGS) == read
    assert with_whole_names(read, THERE, TAGS) == read
    assert with_whole_names(typed, THERE) == typed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("slow (@3)", "slow @3"),
        ("slow [@an-n].", "slow [@an-n]."),
        ("slow (@novak)", "slow @novak"),
        ("slow (@novak-smith).", "slow @novak-smith."),
        ("太慢 （@3）", "太慢 @3"),
        ("@3：慢", "@3： 慢"),
        ("＠3:slow", "＠3: slow"),
        ("@3,slow", "@3, slow"),
        ("@王：慢", "@王： 慢"),
        ('slow @"Bo Le', 'slow @"Bo Le"'),
        ('- slow @1 #"Audit log', '- slow @1 #"Audit log"'),
        ('slow #"Reporting > Wor !', 'slow #"Reporting > Wor" !'),
        ("\u200f- slow", "- slow"),
        ("\ufeff\u200b+ slow \u200e@1", "+ slow @1"),
        ("slow\u200f - so", "slow\u200f - so"),
        ("\u200fslow", "\u200fslow"),
        # nobody is called so, or it goes on
        ('slow @"Anne', 'slow @"Anne'),
        ('they say #"nothing', 'they say #"nothing'),
        ('slow #"Audit log" he said "so', 'slow #"Audit log" he said "so'),
        ("slow (@home)", "slow (@home)"),
        ("@home:slow", "@home:slow"),
        ("@3:30 we meet", "@3:30 we meet"),
        ("@3,@1 slow", "@3,@1 slow"),
        ("f(@3) slow", "f(@3) slow"),
    ],
)
def test_a_known_speaker_stands_without_brackets_and_apart(typed: str, read: str) -> None:
    assert with_whole_names(typed, THERE, TAGS) == read


def test_a_name_that_has_quotation_marks_is_left_as_it_was_typed() -> None:
    there = [Participant("p", "s", 1, 'Li "Q" Wu', "LW")]
    assert with_whole_names('@Li "Q" Wu is slow', there) == '@Li "Q" Wu is slow'


@pytest.mark.parametrize(
    ("typed", "name", "end"),
    [
        ("@Anna Novak: slow", "Anna Novak", 12),
        ("- @Anna  Novak: slow", "Anna Novak", 15),
        ("＠Anna Novak : slow", "Anna Novak", 13),
        ("@Paula van der Meer：慢", "Paula van der Meer", 20),
        ("@O’Brien J. Lee-Wu: slow", "O’Brien J. Lee-Wu", 19),
        ("@A B C D E: slow", "A B C D E", 11),
        ("@李 娜：慢", "李 娜", 5),
        ("@A B C D E F: slow", "", 0),
        ("@Anna: slow", "", 0),
        ("@Anna novak: slow", "", 0),
        ("@Anna van: slow", "", 0),
        ("@Anna Novak:/x", "", 0),
        ("@Anna Novak:3", "", 0),
        ("@Anna Novak：3", "", 0),
        ("@Anna Novak:\\x", "", 0),
        ("so @Anna Novak: slow", "", 0),
    ],
)
def test_a_label_of_several_words_is_read_to_its_colon(typed: str, name: str, end: int) -> None:
    assert label_behind_at(typed) == (name, end)


@pytest.mark.parametrize(
    "particle", "al bin da de del della den der di dos du la le ten van von".split()
)
def test_a_small_particle_is_part_of_a_name(particle: str) -> None:
    assert label_behind_at(f"@Anna {particle} Meer: slow")[0] == f"Anna {particle} Meer"
