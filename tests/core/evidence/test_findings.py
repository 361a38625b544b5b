"""Findings: what is counted, how it is ranked, whose voice it is."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from focusgroup.core.evidence.brief import told
from focusgroup.core.evidence.evidence import Voice, grade
from focusgroup.core.evidence.findings import Findings, ThemeFindings, find
from focusgroup.core.evidence.grade import Evidence
from focusgroup.core.evidence.rollup import NO_THEME
from focusgroup.core.evidence.running import counted
from focusgroup.core.evidence.tally import Share
from focusgroup.core.evidence.trends import by_account
from focusgroup.core.model import (
    RANKED_KINDS,
    Account,
    Headline,
    Kind,
    Participant,
    Quote,
    Report,
    Session,
)
from tests.core.evidence.plainly import most_telling, one_voice

PROBLEM, STRENGTH, MISSING = RANKED_KINDS
CONTEXT = Kind.CONTEXT


def said(
    person: str,
    *themes: str,
    account: str = "",
    kind: Kind = PROBLEM,
    text: str = "it took us three weeks to see a first report",
    session: str = "s1",
    agreement: int = 0,
    intensity: int = 0,
    verbatim: bool = True,
    stub: bool = False,
) -> Quote:
    """A quote of *person*; "" is one that was taken down without a speaker."""
    said.count += 1  # type: ignore[attr-defined]
    return Quote(
        id=f"q{said.count}",  # type: ignore[attr-defined]
        session_id=session,
        text=text,
        kind=kind,
        at_ms=0,
        participant_id=f"{person}@{session}" if person else None,
        speaker=person,
        person_id=person,
        account_id=account or None,
        account=account,
        themes=themes,
        agreement=agreement,
        intensity=intensity,
        verbatim=verbatim,
        stub=stub,
    )


said.count = 0  # type: ignore[attr-defined]


def report(
    quotes: Sequence[Quote],
    *,
    people: Sequence[tuple[str, str]] = (),
    accounts: Sequence[Account] = (),
    headlines: Sequence[Headline] = (),
) -> Report:
    room = [
        Participant(f"{name}@s1", "s1", seat, name, name[:2], person_id=name, account=account)
        for seat, (name, account) in enumerate(people, 1)
    ]
    return Report(
        "Planners",
        (Session("s1", "Planners"),),
        tuple(room),
        tuple(accounts),
        tuple(quotes),
        headlines=tuple(headlines),
    )


def row(findings: Findings, theme: str) -> ThemeFindings:
    return next(row for row in findings.rows if row.theme == theme)


def voice_of(quote: Quote) -> Voice:
    return Voice(quote.person_id, quote.account)


# -- ranking ---------------------------------------------------------------------------------


def test_two_people_outrank_one_person_who_says_it_ten_times():
    loud = [said("An", "Pricing", account="Northwind") for _ in range(10)]
    quiet = [said("Bo", "Mobile", account="Contoso"), said("Cy", "Mobile", account="Contoso")]
    top = find(report(loud + quiet)).top(PROBLEM)
    assert [found.theme for found in top] == ["Mobile", "Pricing"]


def test_between_as_many_people_more_accounts_come_first_then_agreement_then_mentions():
    quotes = [
        *(said(name, "One account", account="Northwind") for name in "ab"),
        *(said(name, "Two accounts", account=name.upper()) for name in "ab"),
        *(said(name, "Agreed with", account=name.upper(), agreement=2) for name in "ab"),
        *(said(name, "Said often", account=name.upper()) for name in "aabb"),
    ]
    top = find(report(quotes)).top(PROBLEM, limit=9)
    assert [found.theme for found in top] == [
        "Agreed with",
        "Said often",
        "Two accounts",
        "One account",
    ]


def test_what_is_equal_in_everything_stands_as_it_came_up_never_by_name():
    quotes = [said("a", theme, account="A") for theme in ("Mobile", "api", "Board")]
    quotes += [said("b", "Zebra", "Apple", account="A")]
    for order in (quotes, quotes[::-1]):
        themes = [found.theme for found in find(report(order)).top(PROBLEM, limit=9)]
        assert themes == ["Mobile", "api", "Board", "Zebra", "Apple"]


def test_between_as_many_people_and_accounts_the_better_evidence_comes_first():
    """One voice is behind several, and a paraphrase behind people's own words."""
    names = "abcd"
    quotes = [
        *(said(name, "Retold", account=name, verbatim=name < "c", agreement=9) for name in names),
        *(said(name, "Nearly one voice", account=name) for name in "aaaaaaabcd"),
        *(said(name, "In own words", account=name) for name in names),
        *(said(name, "Hearsay", account=name, verbatim=name < "b", agreement=9) for name in names),
    ]
    top = find(report(quotes)).top(PROBLEM, limit=9)
    assert [(found.theme, found.evidence) for found in top] == [
        ("In own words", Evidence.STRONG),
        ("Retold", Evidence.STRONG),
        ("Nearly one voice", Evidence.FAIR),
        ("Hearsay", Evidence.THIN),
    ]


def test_a_quote_without_a_theme_has_a_row_at_the_end_and_is_never_a_top_finding():
    quotes = [said(name, account=name) for name in "abcde"] + [said("a", "Mobile", account="a")]
    findings = find(report(quotes))
    assert [row.theme for row in findings.rows] == ["Mobile", NO_THEME]
    assert [found.theme for found in findings.top(PROBLEM)] == ["Mobile"]
    assert findings.themes == 1


# -- counting --------------------------------------------------------------------------------


def test_a_quote_without_a_speaker_is_a_mention_and_nobody():
    tally = row(
        find(report([said("", "Mobile"), said("a", "Mobile", account="A")])), "Mobile"
    ).tally
    assert (tally.mentions, tally.people, tally.accounts) == (2, 1, 1)


def test_observations_are_listed_apart_and_counted_nowhere():
    quotes = [said("a", "Mobile", account="A"), said("b", "Mobile", kind=Kind.OBSERVATION)]
    findings = find(report(quotes))
    assert findings.quotes == findings.people == row(findings, "Mobile").tally.mentions == 1
    assert findings.observations == 1


def test_one_person_in_two_sessions_is_one_person():
    quotes = [
        said("a", "Mobile", account="A"),
        said("a", "Mobile", account="A", session="s2"),
        said("b", "Mobile", account="A", session="s2"),
    ]
    tally = row(find(report(quotes)), "Mobile").tally
    assert (tally.people, tally.accounts, tally.sessions) == (2, 1, 2)


def test_the_room_counts_the_silent_and_those_who_are_not_on_the_list():
    findings = find(report([said("z", "Mobile", account="Z")], people=[("a", "A"), ("b", "A")]))
    assert (findings.people, findings.accounts) == (3, 2)


def test_an_account_known_by_id_and_by_name_is_one_account():
    quotes = [said("a", "Mobile", account="Northwind")]
    findings = find(
        report(quotes, people=[("b", "northwind")], accounts=[Account("Northwind", "NORTHWIND")])
    )
    assert findings.accounts == 1


def test_share_of_revenue_is_summed_once_an_account_and_none_when_not_known():
    accounts = [Account("A", "A", revenue_share=0.2), Account("B", "B", revenue_share=0.1)]
    quotes = [said(name, "Mobile", account=name) for name in "AAB"]
    assert find(report(quotes, accounts=accounts)).revenue == Share(pytest.approx(0.3))
    quotes.append(said("C", "Mobile", account="C"))
    assert find(report(quotes, accounts=accounts)).revenue == Share(pytest.approx(0.3), True)
    assert find(report(quotes)).revenue is None


def test_a_report_of_nothing_has_findings_of_nothing():
    assert find(report([])) == Findings()


def test_a_headline_stands_with_its_theme_and_kind():
    line = Headline("Mobile", PROBLEM, "No signal, no app.")
    findings = find(
        report([said("a", "Mobile"), said("a", "Mobile", kind=STRENGTH)], headlines=[line])
    )
    assert [found.headline for found in row(findings, "Mobile").findings] == [line.text, ""]


# -- the tree of themes ----------------------------------------------------------------------


def test_a_theme_counts_what_is_below_it_and_a_quote_in_parent_and_child_once():
    quotes = [
        said("a", "Reporting", "Reporting > Exports"),
        said("b", "Reporting > Exports"),
        said("c", "Reporting > Dashboards", "Reporting > Exports"),
        said("d", "Mobile"),
    ]
    reporting = row(find(report(quotes)), "Reporting")
    assert (reporting.tally.mentions, reporting.tally.people) == (3, 3)
    assert [(part, tally.mentions) for part, tally in reporting.parts] == [
        ("Reporting > Exports", 3),
        ("Reporting > Dashboards", 1),
    ]


def test_a_report_under_one_theme_is_told_apart_one_level_down():
    quotes = [
        said("a", "Reporting"),
        said("a", "Reporting", "Reporting > Exports"),
        said("b", "Reporting > Exports > PDF"),
        said("c", "Reporting > Dashboards"),
    ]
    findings = find(report(quotes))
    assert {row.theme: row.tally.mentions for row in findings.rows} == {
        "Reporting": 1,
        "Reporting > Exports": 2,
        "Reporting > Dashboards": 1,
    }
    assert row(findings, "Reporting > Exports").parts[0][0] == "Reporting > Exports > PDF"


def test_one_single_theme_is_one_row():
    assert [row.theme for row in find(report([said("a", "A > B > C")])).rows] == ["A > B > C"]


def test_a_path_of_a_hundred_thousand_parts_costs_nothing():
    quotes = [said("a", " > ".join("ab" * 50_000)), said("b", "Mobile")]
    assert find(report(quotes)).themes == 2


# -- evidence --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("people", "accounts", "own_words", "voice", "expected"),
    [
        (4, 3, 2, False, Evidence.STRONG),
        (4, 3, 2, True, Evidence.FAIR),
        (4, 3, 1, False, Evidence.THIN),
        (4, 2, 4, False, Evidence.FAIR),
        (3, 3, 3, False, Evidence.FAIR),
        (2, 2, 2, True, Evidence.FAIR),
        (9, 1, 9, True, Evidence.THIN),
        (1, 1, 1, False, Evidence.THIN),
        (0, 0, 0, False, Evidence.THIN),
    ],
)
def test_evidence_is_graded_by_the_printed_rule(people, accounts, own_words, voice, expected):
    assert grade(people, accounts, own_words, one_voice=voice) is expected


def test_paraphrases_and_stubs_are_nobodys_own_words():
    quotes = [
        said("a", "Mobile", account="A"),
        said("b", "Mobile", account="B", verbatim=False),
        said("c", "Mobile", account="C", stub=True),
        said("d", "Mobile", account="D"),
    ]
    assert row(find(report(quotes)), "Mobile").findings[0].evidence is Evidence.STRONG
    assert row(find(report(quotes[:3])), "Mobile").findings[0].evidence is Evidence.THIN


def test_one_voice_is_three_of_five_and_not_two_of_two_or_five_of_nine():
    northwind = [said(name, account="Northwind") for name in "abcde"]
    others = [said(name, account=name) for name in "vwxyz"]
    voice = one_voice(northwind[:3] + others[:2])
    assert voice is not None
    assert (voice.name, voice.quotes, voice.of, voice.others) == ("Northwind", 3, 5, 2)
    assert one_voice(northwind[:2]) is None
    assert one_voice(northwind[:5] + others[:4]) is None


def test_quotes_of_nobody_known_are_not_one_voice():
    assert one_voice([said(""), said(""), said("")]) is None


def test_a_person_without_an_account_can_be_one_voice():
    voice = one_voice([said("Ann"), said("Ann"), said("Ann")])
    assert voice is not None
    assert (voice.name, voice.is_account) == ("Ann", False)


def test_people_without_an_account_count_as_one_each_in_the_grade_and_in_one_voice():
    """In a consumer group nobody has an account, and different people decide."""
    quotes = [said(name, "Mobile") for name in "abcd"]
    found = row(find(report(quotes)), "Mobile").findings[0]
    assert (found.evidence, found.tally.accounts) == (Evidence.STRONG, 0)
    assert row(find(report(quotes[:2])), "Mobile").findings[0].evidence is Evidence.FAIR
    mixed = [said("e", "Mobile", account="A"), *quotes[:3]]
    assert row(find(report(mixed)), "Mobile").findings[0].evidence is Evidence.STRONG
    one = [said("a", "Mobile")] * 5 + quotes[1:]
    found = row(find(report(one)), "Mobile").findings[0]
    assert found.voice is not None
    assert (found.voice.name, found.evidence) == ("a", Evidence.FAIR)


def test_the_account_that_gives_most_quotes_is_told_with_its_loudest_person():
    others = [said(name, "Mobile", account=name) for name in "vwxyz"]
    loud = [said("Jonas", "Mobile", account="Hallberg") for _ in range(27)]
    quotes = [*loud, *(said("Marta", account="Hallberg") for _ in range(7)), *others, said("")]
    told = find(report(quotes)).loudest
    assert told is not None
    assert (told.voice.name, told.voice.quotes, told.voice.of) == ("Hallberg", 34, 40)
    assert (told.person, told.quotes) == ("Jonas", 27)
    even = [said(name, account="Hallberg") for name in "abc"]
    assert find(report(even)).loudest == replace(
        told, voice=replace(told.voice, quotes=3, of=3, others=0), person="", quotes=0
    )
    assert find(report([*others, *even])).loudest is None


def test_a_choice_is_counted_against_the_room_it_was_chosen_from():
    room = [("a", "A"), ("b", "B"), ("c", "C"), ("d", "D")]
    accounts = [Account(name, name, revenue_share=0.1) for _, name in room]
    quotes = [said("a", "Mobile", account="A"), said("b", "Mobile", account="B", kind=CONTEXT)]
    quotes += [said("c", "Mobile", kind=Kind.OBSERVATION, account="C")]
    asked = report(quotes, people=room, accounts=accounts)
    found = find(replace(asked, asked=9, counted=(0, 1, 2)))
    assert (found.heard.people, found.people) == (2, 3)
    assert (found.heard.accounts, found.accounts) == (2, 3)
    assert (found.heard.mentions, found.asked) == (2, 9)
    assert found.heard.revenue == Share(0.2)


def test_a_sum_of_few_known_shares_of_revenue_is_not_told():
    accounts = [Account("A", "A", revenue_share=0.03), Account("B", "B"), Account("C", "C")]
    two = [said(name, "Mobile", account=name.upper()) for name in "ab"]
    assert find(report(two, accounts=accounts)).revenue == Share(0.03, at_least=True)
    assert find(report([*two, said("c", account="C")], accounts=accounts)).revenue is None


def test_findings_know_when_everything_comes_from_one_account():
    room = [("a", "Northwind"), ("b", "Northwind")]
    quotes = [said("a", "Mobile", account="Northwind")]
    assert find(report(quotes, people=room)).alone == "Northwind"
    assert find(report(quotes, people=[*room, ("c", "Contoso")])).alone == ""


# -- the quotes that are shown ---------------------------------------------------------------


def test_the_strongest_quote_is_finished_verbatim_intense_and_agreed_with():
    text = "it took us three weeks to see a first report"
    quotes = [
        said("a", text=text, stub=True, intensity=2, agreement=9),
        said("b", text=text, verbatim=False, intensity=2, agreement=9),
        said("c", text=text, agreement=5),
        said("d", text=text, intensity=1, agreement=1),
        said("e", text=text, intensity=1, agreement=3),
    ]
    assert [quote.speaker for quote in most_telling(quotes, voice_of)] == ["e", "d", "c", "b"]


def test_every_account_is_shown_once_before_any_is_shown_twice():
    quotes = [
        *(said("n", account="Northwind", intensity=2) for _ in range(3)),
        said("c", account="Contoso"),
        said("f", account="Fabrikam"),
    ]
    shown = [quote.account for quote in most_telling(quotes, voice_of)]
    assert shown == ["Northwind", "Contoso", "Fabrikam", "Northwind"]


def test_at_most_four_quotes_are_shown_and_the_rest_is_counted():
    quotes = [said(name, "Mobile", account=name) for name in "abcdef"]
    found = row(find(report(quotes)), "Mobile").findings[0]
    assert (len(found.telling), found.more) == (4, 2)


# -- against counting by hand ----------------------------------------------------------------

themes = st.lists(st.sampled_from(["", "R", "R > E", "R > D", "M", "M > A > B"]), max_size=3)
quotes_strategy = st.lists(
    st.builds(
        lambda person, paths, kind: said(person, *paths, account=person[:1], kind=kind),
        st.sampled_from(["", "a1", "a2", "b1", "c1"]),
        themes,
        st.sampled_from(list(Kind)),
    ),
    max_size=30,
)


@given(quotes_strategy)
def test_every_row_counts_what_counting_by_hand_gives(quotes):
    quotes += [said("z9", "R", account="z"), said("z9", "M", account="z")]
    findings = find(report(quotes))
    real = [quote for quote in quotes if quote.kind in RANKED_KINDS]
    assert findings.quotes == len(real)
    for line in findings.rows:
        inside = [
            quote
            for quote in real
            if line.theme in {path.split(" > ")[0] for path in quote.themes if path}
            or (line.theme == NO_THEME and not any(quote.themes))
        ]
        assert line.tally.mentions == len(inside) > 0
        assert line.tally.people == len({quote.person_id for quote in inside} - {""})
        assert line.tally.accounts == len({quote.account for quote in inside} - {""})
        for found in line.findings:
            assert found.tally.mentions == sum(quote.kind is found.kind for quote in inside)
            assert len(found.telling) == min(4, found.tally.mentions)
    for kind in RANKED_KINDS:
        people = [found.tally.people for found in findings.top(kind)]
        assert people == sorted(people, reverse=True)


@given(quotes_strategy)
def test_no_quote_is_lost_between_the_rows(quotes):
    rows = find(report(quotes)).rows
    real = [quote for quote in quotes if quote.kind in RANKED_KINDS]
    assert sum(row.tally.mentions for row in rows) >= len(real)
    untagged = sum(not any(quote.themes) for quote in real)
    assert sum(row.tally.mentions for row in rows if row.theme == NO_THEME) == untagged


@given(quotes_strategy, quotes_strategy)
def test_what_is_counted_apart_moves_nothing_in_a_ranking(quotes, more):
    ranked = [quote for quote in quotes if quote.kind in RANKED_KINDS]
    apart = [quote for quote in more if quote.kind not in RANKED_KINDS]
    room = [(name, name[:1]) for name in ("a1", "a2", "b1", "c1")]
    alone, both = report(ranked, people=room), report([*apart, *ranked], people=room)
    found = find(both)
    alike = {"apart": {}, "heard": found.heard, "asked": found.asked, "loudest": found.loudest}
    assert replace(found, context=(), observations=0, **alike) == replace(find(alone), **alike)
    assert found.apart == Counter(quote.kind for quote in apart if not quote.is_observation)
    assert found.logged == len(ranked) + sum(found.apart.values())
    assert {said.theme for said in found.context} == {
        line.theme
        for line in find(
            report([replace(q, kind=PROBLEM) for q in apart if q.kind is CONTEXT])
        ).rows
    }
    assert told(found) == told(find(alone))
    assert by_account(counted(both)) == by_account(counted(alone))
