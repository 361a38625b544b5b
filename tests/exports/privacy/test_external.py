"""Documents for readers outside: no name of a person or a company in any part of the file."""

import re
from dataclasses import replace
from itertools import product

import pytest

from focusgroup.core.evidence.findings import find
from focusgroup.core.model import (
    Account,
    Headline,
    Kind,
    Note,
    NoteKind,
    Participant,
    Report,
    Theme,
)
from focusgroup.exports.making import Audience
from focusgroup.exports.names import suggested_name
from focusgroup.exports.privacy.consent import presentable, presenter
from focusgroup.exports.wording.words import Words
from tests.exports.conftest import NOW
from tests.exports.packages import WordFile, findings
from tests.exports.reports import REPORTS, large, of_quotes, participants, planners, quote, session
from tests.exports.writing import write_summary
from tests.slow import some
from tests.speed import within

ENGLISH = Words("en")
EXTERNAL = Audience(external=True)
WITHOUT_ROLES = Audience(external=True, roles=False)
HARDEST = ("planners", "chinese", "long names", "without names", "over time", "named everywhere")
"""Reports of the usual run; the slow one has all."""


def names(report: Report) -> set[str]:
    """Every name of a person or an account in *report*."""
    found = {person.name for person in report.participants}
    found |= {each.speaker for each in report.quotes}
    found |= {account.name for account in report.accounts}
    found |= {each.account for each in (*report.participants, *report.quotes)}
    return {name for name in found if name}


def named_everywhere() -> Report:
    """Names in every field that holds words."""
    made = planners()
    room = made.participants
    text = "As Petr Novák of Hallberg Foods told Marta: ask petr.novak@brno.example"
    return replace(
        made,
        title=text,
        scope=text,
        sessions=(session(title=text, bottom_line=text, place=text, product=text),),
        participants=tuple(replace(p, role=f"Head at {p.account}") for p in room),
        accounts=tuple(replace(a, segment=text, owner="Petr Novák") for a in made.accounts),
        quotes=tuple(
            quote(
                text,
                who,
                number=n,
                kind=kind,
                themes=[f"Theme of {who.name} > {who.account}"],
                session_title=text,
                role=f"Head at {who.account}",
                question_text=text,
                section_title=text,
            )
            for n, (who, kind) in enumerate(product(room, Kind))
        ),
        notes=tuple(
            Note(f"n{n}", "s1", kind, text, 0, speaker=room[n].name, owner="Petr Novák", due=text)
            for n, kind in enumerate(NoteKind)
        ),
        themes=(Theme("t", f"Theme of {room[0].name}", text),),
        headlines=(Headline(f"Theme of {room[0].name}", Kind.PROBLEM, text),),
    )


@pytest.mark.parametrize("name", some([*REPORTS, "named everywhere"], HARDEST))
@pytest.mark.parametrize("audience", [EXTERNAL, WITHOUT_ROLES], ids=["roles", "no roles"])
def test_no_name_stands_in_any_part_of_the_file_or_in_its_name(tmp_path, name, audience):
    report = named_everywhere() if name == "named everywhere" else REPORTS[name]()
    path = tmp_path / suggested_name(report, audience)
    write_summary(report, path, now_ms=NOW, audience=audience)
    everything = path.name + WordFile(path).everything()
    for who in names(report):
        assert not re.search(rf"(?<!\w){re.escape(who)}(?!\w)", everything, re.IGNORECASE), who
    assert findings(path) == []


def test_addresses_go_too(written):
    everything = written(named_everywhere(), audience=EXTERNAL).everything()
    assert "[an address]" in everything
    assert "brno.example" not in everything


def test_people_are_numbered_and_keep_their_role_unless_it_is_dropped(written):
    file = written(planners(), audience=EXTERNAL)
    assert file.log()[0][2:4] == ["Participant 1, Head of Dispatch", "Account 1"]
    bare = written(planners(), audience=WITHOUT_ROLES)
    assert bare.log()[0][2:4] == ["Participant 1", "Account 1"]
    assert "Dispatch" not in "".join(row[2] for row in bare.log())


def test_it_says_that_names_were_taken_out_and_is_not_marked_internal(written):
    file = written(planners(), audience=EXTERNAL)
    assert "Without customer names" in "".join(file.headers())
    assert "Internal" not in file.everything()
    assert "Names of people and companies were replaced by numbers." in file.styled("FGNote")


def test_shares_of_revenue_and_the_accounts_owners_are_nobodys_business_outside(written):
    file = written(planners(), audience=EXTERNAL)
    assert "revenue represented" not in file.page_one()
    assert "Anna Keller" not in file.everything()


def test_findings_count_the_same_people_and_accounts():
    inside, outside = find(planners()), find(presentable(planners(), EXTERNAL, ENGLISH).report)
    assert (inside.people, inside.accounts) == (outside.people, outside.accounts)
    for before, after in zip(inside.rows, outside.rows, strict=True):
        assert before.tally.people == after.tally.people
        assert before.tally.accounts == after.tally.accounts


def test_who_took_their_consent_to_notes_back_is_not_quoted_outside_either(written):
    made = planners()
    room = tuple(replace(p, consent_notes=n != 7) for n, p in enumerate(made.participants))
    file = written(replace(made, participants=room), audience=EXTERNAL)
    assert len(file.log()) == 57
    assert any("6 quotes were left out" in note for note in file.styled("FGNote"))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("Petr said so", "[Participant 8] said so"),
        ("petr's view, PETR NOVAK's", "[Participant 8]'s view, [Participant 8]'s"),
        ("Mr Novák", "Mr [Participant 8]"),
        ("hallberg foods and HallbergFoods", "[Account 1] and [Account 1]"),
        ("hallberg has it", "[Account 1] has it"),
        ("the foods we carry", "the foods we carry"),
        ("Grace agrees", "[Participant 10] agrees"),
        ("with good grace", "with good grace"),
        ("Okoye & Sons Haulage", "[Account 6]"),
        ("Novakian", "Novakian"),
        # A letter that Unicode has twice, and one in two pieces: what names nobody stays as it is.
        ("\U0002f800 cafe\u0301", "\U0002f800 cafe\u0301"),
        ("write to a.b@c.example.org, or see https://c.example/x", None),
    ],
)
def test_names_are_found_as_people_say_and_type_them(said, shown):
    made = planners()
    report = of_quotes([quote(said, made.participants[0])])
    text = presentable(report, EXTERNAL, ENGLISH).report.quotes[0].text
    expected = shown or "write to [an address], or see [an address]"
    assert text == expected


def test_a_first_name_that_two_people_share_is_told_of_neither():
    first, second = participants()[:2]
    room = (replace(first, name="Anna Keller"), replace(second, name="Anna Schmidt"))
    made = of_quotes([quote("Anna and Anna Keller", first)], participants=room)
    text = presentable(made, EXTERNAL, ENGLISH).report.quotes[0].text
    assert text == "[a participant] and [Participant 1]"


def test_a_name_without_spaces_round_it_is_found():
    room = (replace(participants()[0], name="王芳"),)
    made = of_quotes([quote("我同意王芳的看法", room[0])], participants=room)
    shown = presentable(made, EXTERNAL, ENGLISH).report
    assert shown.quotes[0].text == "我同意[Participant 1]的看法"


def test_our_own_people_keep_their_names_although_a_customer_shares_the_first(written):
    room = (replace(participants()[0], name="Inês Weber"), *participants()[1:])
    file = written(replace(planners(), participants=room), audience=EXTERNAL)
    assert "Facilitator: Inês Ferreira" in file.page_one()


def test_one_person_in_two_sessions_has_one_number():
    made = large(40, sessions=2)
    shown = presentable(made, EXTERNAL, ENGLISH).report
    numbers = {(p.person_id, p.name) for p in shown.participants}
    assert len(numbers) == 10
    assert {name for _, name in numbers} == {f"Participant {n}" for n in range(1, 11)}


def test_a_long_list_of_customers_does_not_slow_it_down():
    accounts = tuple(Account(f"a{n}", f"Customer{n} Holding", "S") for n in range(3_000))
    made = replace(large(2_000), accounts=accounts)
    within(3, lambda: presentable(made, EXTERNAL, ENGLISH))


def told_outside(said: str, **also: object):
    """What readers outside see of a quote of the first planner, in a report with *also*."""
    made = of_quotes([quote(said, participants()[0])], **also)
    return presentable(made, EXTERNAL, ENGLISH).report


def test_who_was_quoted_without_a_seat_is_named_nowhere_and_has_one_number():
    stranger = Participant("p99", "s1", 11, "Olga Unlisted", "OU", "Buyer", "Contoso")
    made = of_quotes(
        [quote("ask Unlisted", participants()[0]), quote("no", stranger), quote("yes", stranger)]
    )
    shown = presentable(made, EXTERNAL, ENGLISH).report.quotes
    number = len(participants()) + 1
    assert [each.speaker for each in shown[1:]] == [f"Participant {number}"] * 2
    assert shown[0].text == f"ask [Participant {number}]"


def test_who_only_a_note_names_is_named_nowhere():
    notes = (
        Note("n1", "s1", next(iter(NoteKind)), "Unlisted asked", 0, speaker="Olga Unlisted"),
        Note("n2", "s1", next(iter(NoteKind)), "and this", 0, speaker="olga unlisted"),
        Note("n3", "s1", next(iter(NoteKind)), "nobody's", 0),
        Note("n4", "s1", next(iter(NoteKind)), "hers", 0, participant_id=participants()[0].id),
    )
    shown = told_outside("Olga Unlisted said so", notes=notes)
    number = len(participants()) + 1
    assert shown.quotes[0].text == f"[Participant {number}] said so"
    theirs = [f"Participant {number}"] * 2
    assert [each.speaker for each in shown.notes] == [*theirs, "", "Participant 1"]
    assert shown.notes[0].text == f"[Participant {number}] asked"


def test_a_company_is_found_whether_a_guest_a_quote_or_the_list_names_it():
    first = participants()[0]
    room = (replace(first, account="Quixcorp AG", account_id=None), *participants()[1:])
    accounts = (Account("a77", "Zebrotec GmbH", revenue_share=12, owner="Ines Host"),)
    shown = told_outside("Quixcorp and zebrotec use it", participants=room, accounts=accounts)
    assert "Quixcorp" not in shown.quotes[0].text
    assert "zebrotec" not in shown.quotes[0].text
    (account,) = shown.accounts
    assert account.name.startswith("Account ")
    assert (account.revenue_share, account.owner) == (None, "")
    assert f"[{account.name}]" in shown.quotes[0].text
    assert shown.participants[0].account == "Account 1"
    assert shown.quotes[0].text == f"[Account 1] and [{account.name}] use it"


def test_our_product_keeps_its_name_although_a_guest_is_called_so():
    room = (replace(participants()[0], name="Atlas Berger"), *participants()[1:])
    shown = told_outside("atlas is slow", participants=room, sessions=(session(product="Atlas"),))
    assert shown.quotes[0].text == "atlas is slow"
    assert shown.sessions[0].product == "Atlas"


def test_our_product_title_and_place_keep_words_that_are_names_of_guests_too():
    names = ("Fred Sample", "May Price", "Atlas Berger", "Rose Hill")
    room = tuple(
        replace(each, name=name) for each, name in zip(participants(), names, strict=False)
    )
    for brand, title, place in (
        ("Atlas (sample)", "Atlas in May: a sample", "May Hotel, Sample Street"),
        ("Atlas", "Price talk on Atlas", "Rose Garden, Main Road 3"),
    ):
        held = session(title=title, product=brand, place=place)
        shown = told_outside("it is slow", participants=room, sessions=(held,), title=title)
        told = shown.sessions[0]
        assert (told.product, told.title, told.place) == (brand, title, place)


def test_a_place_that_names_a_guest_or_a_customer_is_masked():
    room = (replace(participants()[0], name="May Price", account="Page"), *participants()[1:])
    for place in ("at May Price’s", "May Price’s office", "Page head office", "with May Price"):
        held = session(place=place)
        shown = told_outside("it is slow", participants=room, sessions=(held,))
        assert "[" in shown.sessions[0].place, place


def test_outside_nobody_counts_as_unnamed_and_initials_are_gone():
    made = presentable(planners(), EXTERNAL, ENGLISH)
    assert (made.unnamed, made.left_out) == (0, (0, 0, 0))
    assert made.external
    assert {each.initials for each in made.report.participants} == {""}


def test_one_company_has_one_number_however_it_is_known():
    first, second, third = participants()[:3]
    room = (
        replace(first, account="Quixcorp", account_id="a77"),
        replace(second, account="Quixcorp", account_id=None),
        replace(third, account="Zebrotec", account_id="a78"),
    )
    accounts = (Account("a77", "Quixcorp Holding", "S"), Account("a78", "Zebrotec", "S"))
    made = of_quotes([quote("no", each) for each in room], participants=room, accounts=accounts)
    report, show = presenter(made, EXTERNAL, ENGLISH)
    numbers = ["Account 1", "Account 1", "Account 2"]
    assert [each.account for each in report.participants] == numbers
    assert [each.account for each in report.quotes] == numbers
    assert [each.name for each in report.accounts] == ["Account 1", "Account 2"]
    # As it is read later: the company has got another name, the guest another row.
    later = quote("Quixcorp waits", first, account="Quixcorp SE", account_id="a77", person_id="x")
    shown = show(later)
    assert (shown.account, shown.speaker, shown.text) == (
        "Account 1",
        "Participant 1",
        "[Account 1] waits",
    )


def test_a_quote_has_a_number_with_a_speaker_or_a_seat_alone_and_none_with_neither():
    nobody = quote("it hums", None)
    seatless = replace(nobody, speaker="Olga Unlisted")
    nameless = replace(nobody, participant_id="p99")
    shown = presentable(of_quotes([nobody, seatless, nameless]), EXTERNAL, ENGLISH).report
    number = len(shown.participants)
    assert [each.speaker for each in shown.quotes] == [
        "",
        f"Participant {number + 1}",
        f"Participant {number + 2}",
    ]


def test_roles_are_beside_the_numbers_in_the_list_too_or_nowhere():
    roles = [each.role for each in planners().participants]
    assert any(roles)
    for audience, shown in ((EXTERNAL, roles), (WITHOUT_ROLES, [""] * len(roles))):
        report = presentable(planners(), audience, ENGLISH).report
        assert [each.role for each in report.participants] == shown


def test_people_are_numbered_by_session_and_seat_whatever_order_they_come_in():
    room = [
        replace(each, session_id=name, id=f"{name}-{each.seat}", person_id=None)
        for name in ("gone", "s2", "s1")
        for each in reversed(participants()[:2])
    ]
    made = of_quotes(
        [quote("yes", room[0])],
        participants=tuple(room),
        sessions=(session("s1"), session("s2")),
    )
    shown = presentable(made, EXTERNAL, ENGLISH).report
    assert [each.name for each in shown.participants] == [
        f"Participant {number}" for number in (6, 5, 4, 3, 2, 1)
    ]
