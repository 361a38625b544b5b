"""Whom and what a typed name means, what is only suggested, and how fast."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.capture.fuzzy_match import nearest_name
from focusgroup.core.capture.name_keys import last_part
from focusgroup.core.capture.resolve import (
    Ranked,
    Tier,
    people_called,
    rank_speakers,
    rank_themes,
    resolve_speaker,
    resolve_theme,
    theme_path,
)
from focusgroup.core.model import Participant, Theme
from focusgroup.core.text import fold, unique_initials
from tests.hostile import CORPUS
from tests.speed import within


def themes(*paths: str) -> list[Theme]:
    return [Theme(f"t{place}", path) for place, path in enumerate(paths)]


def people(*names: str) -> list[Participant]:
    taken: list[str] = []
    for name in names:
        taken.append(unique_initials(name, taken))
    return [
        Participant(f"p{seat}", "s", seat, name, short)
        for seat, (name, short) in enumerate(zip(names, taken, strict=True), 1)
    ]


BOOK = themes(
    *("Onboarding", "Reporting", "Reporting > Exports", "Reporting > Dashboards"),
    *(
        "Pricing",
        "Audit log",
        "Mobile",
        "Mobile > Exports to PDF",
        "报表",
        "报表 > 导出",
        "C++ SDK",
    ),
    *("Übersicht", "التقارير"),
)
ROOM = people(
    *("Anna Novak", "Bilal Idris", "Chen Wei", "Daniela Rossi", "Ana Petrova"),
    *("李娜", "Jean-Luc Petit"),
)


# -- themes ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "path", "tier"),
    [
        ("Reporting > Exports", "Reporting > Exports", Tier.WHOLE),
        ("reporting>exports", "Reporting > Exports", Tier.WHOLE),
        ("onboarding", "Onboarding", Tier.WHOLE),
        ("exports", "Reporting > Exports", Tier.NAME),
        ("onb", "Onboarding", Tier.PREFIX),
        ("Rep", "Reporting", Tier.PREFIX),
        ("reporting", "Reporting", Tier.WHOLE),
        ("log", "Audit log", Tier.WORD),
        ("audit l", "Audit log", Tier.PREFIX),
        ("pdf", "Mobile > Exports to PDF", Tier.WORD),
        ("to p", "Mobile > Exports to PDF", Tier.WORD),
        ("al", "Audit log", Tier.WORD_INITIALS),
        ("rep>exp", "Reporting > Exports", Tier.PREFIX),
        ("mob>exp", "Mobile > Exports to PDF", Tier.PREFIX),
        ("mob>pdf", "Mobile > Exports to PDF", Tier.WORD),
        ("board", "Onboarding", Tier.INSIDE),
        ("报", "报表", Tier.PREFIX),
        ("导", "报表 > 导出", Tier.PREFIX),
        ("出", "报表 > 导出", Tier.INSIDE),
        ("c++", "C++ SDK", Tier.PREFIX),
        ("ubersicht", "Übersicht", Tier.WHOLE),
        ("تقارير", "التقارير", Tier.INSIDE),
    ],
)
def test_a_theme_is_found_by(query: str, path: str, tier: Tier) -> None:
    match = resolve_theme(query, BOOK)
    assert match.best is not None
    assert (match.best.path, match.tier) == (path, tier)


def test_a_part_above_finds_a_theme_when_nothing_else_does() -> None:
    match = resolve_theme("rep", themes("Reporting > Exports", "Pricing"))
    assert match.best is not None
    assert (match.best.path, match.tier, match.ambiguous) == (
        "Reporting > Exports",
        Tier.PARENT,
        False,
    )


@pytest.mark.parametrize(
    "query", ["", " ", ">", '"', "obn", "rprt", "onbaording", "zzz", "g", "🙂"]
)
def test_what_is_only_alike_does_not_resolve(query: str) -> None:
    assert resolve_theme(query, BOOK).best is None


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("onbaording", "Onboarding"),
        ("reprting", "Reporting"),
        ("Exprots", "Reporting > Exports"),
        ("prcng", "Pricing"),
        ("rprt", "Reporting"),
        ("dahsboard", "Reporting > Dashboards"),
    ],
)
def test_what_is_alike_is_suggested(query: str, first: str) -> None:
    assert resolve_theme(query, BOOK).nearest[0] == first


def test_nothing_alike_suggests_nothing() -> None:
    assert nearest_name("zzzz", [theme.path for theme in BOOK]) == ()
    assert nearest_name("", ["a"]) == ()
    assert nearest_name("onboarding", []) == ()


def test_equals_are_ambiguous_and_all_named() -> None:
    book = themes("Exports > CSV", "Imports > CSV", "Pricing")
    match = resolve_theme("csv", book)
    assert match.ambiguous
    assert [theme.path for theme in (match.best, *match.others) if theme] == [
        "Exports > CSV",
        "Imports > CSV",
    ]


def test_what_the_section_uses_breaks_the_tie() -> None:
    book = themes("Exports > CSV", "Imports > CSV", "Pricing")
    match = resolve_theme("csv", book, ["Pricing", "Imports > CSV"])
    assert match.best == book[1]
    assert match.others == (book[0],)
    assert not match.ambiguous
    assert resolve_theme("csv", book, ["Imports > CSV", "Exports > CSV"]).ambiguous
    assert resolve_theme("csv", book, ["Imports > CSV", "Exports > CSV"]).best == book[1]


def test_what_is_preferred_never_beats_a_better_match() -> None:
    book = themes("Exports", "Exports to PDF")
    assert resolve_theme("exports", book, ["Exports to PDF"]).best == book[0]


def test_the_theme_nearest_the_top_comes_first_among_equals() -> None:
    book = themes("A > B > Search", "C > Search")
    assert resolve_theme("search", book).best == book[1]


@pytest.mark.parametrize(
    ("written", "path"),
    [
        ("Reporting>Exports", "Reporting > Exports"),
        (" Reporting  >  Audit   log ", "Reporting > Audit log"),
        ("＞报表＞导出", "报表 > 导出"),
        ("> >", ""),
        ("a\nb", "a b"),
        ("a\x1bb", "ab"),
    ],
)
def test_a_path_is_written_one_way(written: str, path: str) -> None:
    assert theme_path(written) == path


# -- speakers --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "name", "tier"),
    [
        ("3", "Chen Wei", Tier.SEAT),
        ("03", "Chen Wei", Tier.SEAT),
        ("３", "Chen Wei", Tier.SEAT),
        ("٣", "Chen Wei", Tier.SEAT),
        ("an", "Anna Novak", Tier.INITIALS),
        ("AN", "Anna Novak", Tier.INITIALS),
        ("anna novak", "Anna Novak", Tier.WHOLE),
        ("ana", "Ana Petrova", Tier.NAME),
        ("anna", "Anna Novak", Tier.NAME),
        ("nov", "Anna Novak", Tier.PREFIX),
        ("ros", "Daniela Rossi", Tier.PREFIX),
        ("anna n", "Anna Novak", Tier.PREFIX),
        ("luc", "Jean-Luc Petit", Tier.NAME),
        ("jlp", "Jean-Luc Petit", Tier.WORD_INITIALS),
        ("ris", "Bilal Idris", Tier.INSIDE),
        ("李", "李娜", Tier.PREFIX),
        ("娜", "李娜", Tier.INSIDE),
        ("bilál", "Bilal Idris", Tier.NAME),
    ],
)
def test_a_speaker_is_found_by(query: str, name: str, tier: Tier) -> None:
    match = resolve_speaker(query, ROOM)
    assert match.best is not None
    assert (match.best.name, match.tier, match.ambiguous) == (name, tier, False)


def test_a_number_is_a_seat_or_a_whole_name() -> None:
    room = people("P7", "Participant 9", "Customer 12")
    assert resolve_speaker("7", room).best is None
    assert resolve_speaker("9", room).best == room[1]
    assert resolve_speaker("1", room).best == room[0]
    assert resolve_speaker("9" * 5_000, room).best is None


def test_two_people_of_one_name_are_ambiguous_until_one_of_them_has_spoken() -> None:
    room = people("Anna Novak", "Anna Berg")
    assert resolve_speaker("anna", room).ambiguous
    match = resolve_speaker("anna", room, ["p2"])
    assert match.best == room[1]
    assert not match.ambiguous


@pytest.mark.parametrize("query", ["", "zz", "anan", "8", "nvk"])
def test_nobody_is_taken_for_being_alike(query: str) -> None:
    assert resolve_speaker(query, ROOM).best is None


def test_a_misspelt_name_is_suggested() -> None:
    assert resolve_speaker("danniela", ROOM).nearest[0] == "Daniela Rossi"


# -- the menu --------------------------------------------------------------------------------


def paths(query: str, preferred: Sequence[str] = (), limit: int = 8) -> list[str]:
    return [ranked.item.path for ranked in rank_themes(query, BOOK, preferred, limit)]


def test_without_a_query_the_menu_is_everything_preferred_first() -> None:
    assert paths("", ["Mobile", "Pricing"], 4) == ["Mobile", "Pricing", "Onboarding", "Reporting"]
    assert paths("", limit=99) == [theme.path for theme in BOOK]


def test_the_menu_goes_from_sure_to_likely() -> None:
    assert paths("exp") == ["Reporting > Exports", "Mobile > Exports to PDF"]
    assert paths("re")[:2] == ["Reporting", "Reporting > Exports"]
    assert paths("obg") == ["Onboarding"]
    assert paths("rexp")[0] == "Reporting > Exports"
    assert paths("zzz") == []


def test_what_resolves_is_first_in_the_menu() -> None:
    for query in ("onb", "rep", "log", "al", "exp", "rep>d", "报", "board"):
        assert resolve_theme(query, BOOK).best == rank_themes(query, BOOK)[0].item


@pytest.mark.parametrize(
    ("query", "path", "marked"),
    [
        ("onb", "Onboarding", ["Onb"]),
        ("log", "Audit log", ["log"]),
        ("rep>exp", "Reporting > Exports", ["Rep", "Exp"]),
        ("uber", "Übersicht", ["Über"]),
        ("导", "报表 > 导出", ["导"]),
        ("obg", "Onboarding", ["O", "b", "g"]),
    ],
)
def test_the_menu_marks_what_matched(query: str, path: str, marked: list[str]) -> None:
    ranked = next(each for each in rank_themes(query, BOOK) if each.item.path == path)
    assert [path[start:end] for start, end in ranked.spans] == marked


def test_speakers_rank_by_seat_then_name() -> None:
    assert [each.item.seat for each in rank_speakers("", ROOM)] == [1, 2, 3, 4, 5, 6, 7]
    assert [each.item.seat for each in rank_speakers("", ROOM, ["p4"])][:2] == [4, 1]
    assert rank_speakers("an", ROOM)[0].item.name == "Anna Novak"
    assert rank_speakers("nov", ROOM)[0].spans == ((5, 8),)
    many = people(*(f"Guest {chr(65 + place)}" for place in range(12)))
    assert [each.item.seat for each in rank_speakers("1", many)] == [1, 10, 11, 12]


@given(st.text(max_size=12), st.lists(st.text(min_size=1, max_size=12), max_size=6))
def test_any_query_over_any_names(query: str, names: list[str]) -> None:
    book = themes(*names)
    room = people(*names)
    for ranked in rank_themes(query, book):
        end = 0
        for start, stop in ranked.spans:
            assert end <= start < stop <= len(ranked.item.path)
            end = stop
    match = resolve_theme(query, book)
    if match.best is not None:
        assert match.best in [each.item for each in rank_themes(query, book, limit=99)]
    assert match.ambiguous <= bool(match.others)
    assert resolve_speaker(query, room).best is None or query.strip()
    assert len(rank_speakers(query, room, limit=2)) <= 2


@given(st.lists(st.text(st.characters(categories=["L"]), min_size=1), min_size=1, max_size=5))
def test_a_whole_name_finds_its_own(names: list[str]) -> None:
    names = list({fold(name): name for name in names if fold(name)}.values())
    book, room = themes(*names), people(*names)
    for theme, participant in zip(book, room, strict=True):
        assert resolve_theme(theme.path, book).best == theme
        best = resolve_speaker(participant.name, room).best
        assert best is not None
        assert fold(participant.name) in (fold(best.name), fold(best.initials))


@pytest.mark.parametrize("name", CORPUS)
def test_hostile_names_are_looked_up_and_hide_no_other(name: str) -> None:
    text = CORPUS[name][:4_000]
    book = themes(text, "Onboarding")
    assert "Onboarding" in [each.item.path for each in rank_themes("onb", book)]
    assert resolve_theme("onboarding", book).tier <= Tier.NAME
    for ranked in rank_themes(text, themes(text)):
        assert all(0 <= start < end <= len(text) for start, end in ranked.spans)
    room = people(text or "x", "Anna Novak")
    assert resolve_speaker("2", room).best == room[1]
    assert room[1] in [each.item for each in rank_speakers("novak", room)]
    # It may be nobody's name, but then it is not taken for somebody else's.
    assert resolve_speaker(text, ROOM).tier > Tier.NAME


def test_the_tiers_and_their_order_are_these() -> None:
    assert [(each.name, each.value) for each in Tier] == [
        (name, place)
        for place, name in enumerate(
            "SEAT INITIALS WHOLE NAME FORMER"
            " PREFIX WORD WORD_INITIALS PARENT INSIDE IN_ORDER".split()
        )
    ]


DEEP = themes("Reporting > Large exports > CSV", "Mobile")


@pytest.mark.parametrize(
    ("query", "tier"),
    [
        ("reporting>csv", Tier.NAME),
        ("rep>csv", Tier.PREFIX),
        ("exports>csv", Tier.WORD),
        ("large>exports", None),
        ("rep>exp>csv", Tier.WORD),
        ("exp>rep>csv", None),
        ("rep>sv", None),
        ("exp", Tier.PARENT),
        ("sv", Tier.INSIDE),
        ("s", None),
        ('"csv"', Tier.NAME),
        ("'", None),
    ],
)
def test_a_path_is_matched_part_by_part_in_its_order(query: str, tier: Tier | None) -> None:
    match = resolve_theme(query, DEEP)
    assert (match.tier if match.best else None) == tier


def test_a_number_with_zeros_is_a_seat_and_two_first_letters_are_a_name() -> None:
    assert resolve_speaker("000000003", ROOM).best == ROOM[2]
    assert resolve_speaker("0000000003", ROOM).best is None
    assert resolve_speaker("jl", ROOM).tier is Tier.WORD_INITIALS
    assert resolve_speaker("ak", ROOM).best == ROOM[0]  # Novak
    assert [each.item.name for each in rank_speakers("nvk", ROOM)] == ["Anna Novak"]
    assert rank_speakers("0", people(*"abcdefghij"))[:1] == []
    assert [each.item.seat for each in rank_speakers("01", people(*"abcdefghij"))] == [1, 10]


def test_people_are_called_by_seat_initials_first_or_whole_name() -> None:
    for name in ("1", ROOM[0].initials, "Anna", "anna", "anna novak", "Novak"):
        assert people_called(name, ROOM) == [ROOM[0]], name
    for name in ("novak", "An", "0", ""):
        assert people_called(name, ROOM) == [], name


FORMER = [
    Theme("t1", "Reporting > Exports", other_names=("Data out", "CSV")),
    Theme("t2", "Data outlets", other_names=("Data out > Shops",)),
    Theme("t3", "Old times", retired=True),
    Theme("t4", "CSV"),
    Theme("t5", "Billing > Invoices", other_names=("Money > Invoices",)),
    Theme("t6", "Sums of all", other_names=("Sums",)),
]


@pytest.mark.parametrize(
    ("query", "found", "tier"),
    [
        ("data out", "t1", Tier.FORMER),
        ("Data out > Shops", "t2", Tier.FORMER),
        ("data outl", "t2", Tier.PREFIX),
        ("csv", "t4", Tier.WHOLE),  # its own name before another's former one
        # Merged with one whose last part was the same, or named more fully: it is listed once.
        ("invoices", "t5", Tier.NAME),
        ("money > invoices", "t5", Tier.FORMER),
        ("sums", "t6", Tier.FORMER),
        ("old times", "t3", Tier.WHOLE),
        ("old", None, None),
        ("oldt", None, None),
    ],
)
def test_a_former_name_finds_a_theme_and_a_retired_one_has_only_its_whole_name(
    query: str, found: str | None, tier: Tier | None
) -> None:
    match = resolve_theme(query, FORMER)
    assert (match.best.id if match.best else None) == found
    assert match.best is None or match.tier is tier
    menu = [each.item.id for each in rank_themes(query, FORMER)]
    assert menu.count("t3") == 0
    assert len(set(menu)) == len(menu)


@pytest.mark.parametrize(
    ("query", "last"),
    [("rep>exprots", "exprots"), ("a＞b > c", " c"), ("rep>", "rep>"), ("a", "a")],
)
def test_what_is_suggested_is_like_the_last_part_that_was_typed(query: str, last: str) -> None:
    assert last_part(query) == last


def test_of_what_is_only_alike_the_tightest_comes_first() -> None:
    assert paths_of(rank_themes("rpt", themes("r and p and t", "much longer, rxpxt"))) == [
        "much longer, rxpxt",
        "r and p and t",
    ]
    assert len(rank_themes("", LARGE)) == 8
    assert len(rank_speakers("", people(*"abcdefghij"))) == 8
    assert resolve_theme("", LARGE).best is None
    assert resolve_speaker("", ROOM).best is None


def paths_of(ranked: Sequence[Ranked[Theme]]) -> list[str]:
    return [each.item.path for each in ranked]


def test_a_part_of_a_path_is_looked_for_only_where_the_path_has_one() -> None:
    # A path of more parts than a theme's has no such part to compare with.
    for query in ("rpt>exp", "rep>exp>x", "a>b>c>d>e", "exp>rpt", ">exp", "rep>"):
        match = resolve_theme(query, BOOK)
        assert match.best is None or match.best.path.startswith(("Reporting", "Mobile")), query
    assert resolve_theme("rpt>exp", BOOK).best is None
    assert resolve_theme("rpt>exp", BOOK).nearest
    assert [each.item.path for each in rank_themes("rpt>exp", BOOK)] == ["Reporting > Exports"]


# -- speed -----------------------------------------------------------------------------------

AREAS = "Reporting Onboarding Billing Mobile Search Access Audit Import Export Support".split()
THINGS = "speed layout rights limits errors wording history sharing filters alerts".split()
LARGE = themes(
    *(f"{area} > {thing} {number}" for area in AREAS for thing in THINGS for number in range(50))
)


@pytest.mark.parametrize("query", ["", "r", "re", "rep", "rep>la", "lay 7", "rlt", "zzzz"])
def test_five_thousand_themes_rank_between_two_keys(query: str) -> None:
    assert len(LARGE) == 5_000
    rank_themes(query, LARGE)
    # 2 to 8 ms where nothing else runs; more than a blink is a failure.
    within(0.1, lambda: rank_themes(query, LARGE))
