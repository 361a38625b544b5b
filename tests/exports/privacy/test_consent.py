"""Consent: who did not agree to be named stands in no part of any export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.model import Kind, Note, NoteKind, Participant, Quote, Withheld
from focusgroup.exports.making import INTERNAL, Audience
from focusgroup.exports.privacy.consent import presentable, presentable_agenda, presenter
from focusgroup.exports.privacy.strings import each_string
from focusgroup.exports.wording.words import Words
from tests.exports.reports import of_quotes, participants, planners, quote, session, without_names

HIDDEN = ("Marta Lindqvist", "Petr Novák")

ENGLISH = Words("en")


def test_their_names_stand_in_no_part_of_the_file(written):
    everything = written(without_names()).everything()
    for name in HIDDEN:
        assert name not in everything
        assert name in written(planners()).everything()


def test_they_appear_by_role_and_account_and_without_a_role_as_a_participant(written):
    file = written(without_names())
    who = {(row[2], row[3]) for row in file.log()}
    assert ("Head of Dispatch", "Hallberg Foods") in who
    assert ("A participant", "Brno Parcel") in who
    (table,) = file.tables("Who took part")
    assert table[1][3] == "Head of Dispatch; Jonas Weber, Transport Planner"
    assert "2 people did not agree to be named and appear by role." in file.styled("FGNote")


def test_a_role_in_the_place_of_a_name_starts_with_a_capital():
    made = without_names()
    room = (replace(made.participants[0], role="owner"), *made.participants[1:])
    shown = presentable(replace(made, participants=room, quotes=()), INTERNAL, ENGLISH).report
    assert shown.participants[0].name == "Owner"


def test_findings_count_them_as_before():
    before, after = planners(), presentable(without_names(), INTERNAL, ENGLISH).report
    assert [q.person_id for q in before.quotes] == [q.person_id for q in after.quotes]


@pytest.mark.parametrize(
    "text",
    [
        "as Petr Novák said, it is slow",
        "Petr Novák",
        "(Petr Novák)",
        "ask Petr Novák, and then Marta Lindqvist.",
    ],
)
def test_their_names_are_masked_in_what_others_said_promised_and_wrote(written, text):
    made = without_names()
    room = made.participants
    report = replace(
        made,
        title=text,
        scope=text,
        sessions=(session(title=text, bottom_line=text, place=text),),
        quotes=(quote(text, room[3], themes=["A"], session_title=text),),
        notes=tuple(
            Note(f"n{place}", "s1", kind, text, 0, owner=text)
            for place, kind in enumerate(NoteKind)
        ),
    )
    everything = written(report).everything()
    assert "[a participant]" in everything
    for name in HIDDEN:
        assert name not in everything


def test_a_name_inside_another_word_is_left_alone():
    made = without_names()
    room = tuple(
        replace(person, name="Ann") if place == 0 else person
        for place, person in enumerate(made.participants)
    )
    said = quote("the annual planning, Annual, Ann and Ann's", room[3])
    shown = presentable(replace(made, participants=room, quotes=(said,)), INTERNAL, ENGLISH).report
    assert shown.quotes[0].text == (
        "the annual planning, Annual, [a participant] and [a participant]'s"
    )


def test_a_chinese_name_is_found_without_spaces_round_it():
    made = without_names()
    room = tuple(
        replace(person, name="王芳") if place == 0 else person
        for place, person in enumerate(made.participants)
    )
    said = quote("我同意王芳的看法", room[3])
    shown = presentable(replace(made, participants=room, quotes=(said,)), INTERNAL, ENGLISH).report
    assert shown.quotes[0].text == "我同意[a participant]的看法"


def test_who_took_their_consent_to_notes_back_is_not_quoted(written):
    made = planners()
    room = tuple(
        replace(person, consent_notes=place != 7) for place, person in enumerate(made.participants)
    )
    file = written(replace(made, participants=room))
    assert not any("Petr Novák" in row[2] for row in file.log())
    assert len(file.log()) == 57
    assert (
        "1 person did not agree to be named and appears by role."
        " 6 quotes were left out: no consent to take notes."
    ) in file.styled("FGNote")
    assert "Petr Novák" not in file.everything()


def test_a_speaker_whose_consent_nobody_can_look_up_is_not_named(written):
    stranger = Participant("p99", "s1", 11, "Olga Unlisted", "OU", "Buyer", "Contoso")
    made = of_quotes([quote("too slow", stranger, themes=["A"])])
    file = written(made)
    assert "Olga Unlisted" not in file.everything()
    assert file.log()[0][2:4] == ["Buyer", "Contoso"]


def test_who_agreed_is_named_although_somebody_of_that_name_did_not():
    first, second = participants()[:2]
    namesake = replace(second, name=first.name, consent_name=False)
    made = of_quotes([quote("so says I", first)], participants=(first, namesake))
    assert presentable(made, INTERNAL, ENGLISH).report.quotes[0].speaker == first.name


def test_a_report_in_which_all_agreed_is_left_as_it_is():
    made = planners()
    assert presentable(made, INTERNAL, ENGLISH).report is made


def test_a_name_that_somebody_shares_who_may_be_named_is_kept_where_it_is_said():
    first, second, *others = participants()
    room = (
        replace(first, name="Anna Keller", consent_name=False),
        replace(second, name="Anna Schmidt"),
        *others,
    )
    made = of_quotes([quote("Anna said so, Keller not", others[0])], participants=room)
    text = presentable(made, INTERNAL, ENGLISH).report.quotes[0].text
    assert text == "Anna said so, [a participant] not"


def test_an_account_and_a_product_called_like_a_person_keep_their_names():
    first, *others = participants()
    room = (replace(first, name="Haulage Meridian", consent_name=False), *others)
    said = quote("Haulage of Okoye & Sons Haulage uses Meridian Dispatch", others[0])
    shown = presentable(of_quotes([said], participants=room), INTERNAL, ENGLISH).report
    assert shown.quotes[0].text == (
        "[a participant] of Okoye & Sons Haulage uses Meridian Dispatch"
    )
    assert shown.sessions[0].product == "Meridian Dispatch"


def without(*places: int, notes: bool = False):
    """The planners, of whom those at *places* want not to be named, or no *notes*."""
    made = planners()
    room = tuple(
        replace(person, consent_name=place not in places, consent_notes=place not in places)
        if notes
        else replace(person, consent_name=place not in places)
        for place, person in enumerate(made.participants)
    )
    return replace(made, participants=room)


def test_every_note_stays_with_its_own_speaker_by_name_or_by_role():
    shown = presentable(without(2, 9), INTERNAL, ENGLISH).report
    assert [(note.id, note.speaker) for note in shown.notes] == [
        ("n1", "Customer Care Lead"), ("n2", "Chloé Martin"), ("n3", ""), ("n4", ""),
        ("n5", "Planning Analyst"), ("n6", ""), ("n7", "Planning Analyst"), ("n8", ""),
    ]  # fmt: skip
    room = without(2).participants
    nameless = replace(room[2], role="")
    made = replace(without(2), participants=(*room[:2], nameless, *room[3:]))
    assert presentable(made, INTERNAL, ENGLISH).report.notes[4].speaker == "A participant"
    stranger = replace(made.notes[0], participant_id="gone", speaker="Olga Unlisted")
    shown = presentable(replace(made, notes=(stranger,)), INTERNAL, ENGLISH).report
    assert shown.notes[0].speaker == "A participant"


def observed(report, person):
    """*report* with the first quote of somebody as an observation of them."""
    quotes = list(report.quotes)
    place = next(at for at, each in enumerate(quotes) if each.participant_id == person.id)
    quotes[place] = replace(quotes[place], kind=Kind.OBSERVATION)
    return replace(report, quotes=tuple(quotes))


def test_quotes_and_notes_that_were_left_out_are_counted_once():
    made = replace(without(2, 7, notes=True), withheld=Withheld(3, 4))
    made = observed(made, made.participants[7])
    theirs = {made.participants[place].id for place in (2, 7)}
    quotes = sum(quote.participant_id in theirs for quote in made.quotes)
    for audience in (INTERNAL, Audience(external=True)):
        shown = presentable(made, audience, ENGLISH)
        assert quotes > 6
        assert shown.left_out == (quotes - 1 + 3, 1 + 4, 2)
        assert len(shown.report.quotes) == len(made.quotes) - quotes
        assert {note.id for note in shown.report.notes} == {"n1", "n2", "n3", "n4", "n6", "n8"}
        assert shown.external is audience.external
        assert shown.unnamed == (0 if audience.external else 2)
    seen = replace(made, quotes=tuple(replace(q, kind=Kind.OBSERVATION) for q in made.quotes))
    assert presentable(seen, INTERNAL, ENGLISH).left_out == (3, quotes + 4, 2)
    told = presentable(replace(planners(), withheld=Withheld(4)), INTERNAL, ENGLISH)
    assert (told.left_out, told.unnamed, told.unsure) == ((4, 0, 0), 0, ())


def test_a_namesake_who_agreed_is_named_everywhere_and_the_other_nowhere():
    first, second, *others = participants()
    agreed = replace(first, name="Ada Quixworth")
    room = (agreed, replace(second, name="Ada Quixworth", consent_name=False), *others)
    note = Note("n", "s1", NoteKind.PARKED, "Ada's topic", 0, participant_id=agreed.id)
    made = of_quotes([quote("as Quixworth says", each) for each in room[:2]], participants=room)
    shown = presentable(replace(made, notes=(note,)), INTERNAL, ENGLISH).report
    assert [each.speaker for each in shown.quotes] == ["Ada Quixworth", second.role]
    assert [each.name for each in shown.participants[:2]] == ["Ada Quixworth", second.role]
    assert [each.initials for each in shown.participants[:2]] == [agreed.initials, ""]
    assert [each.role for each in shown.quotes] == [agreed.role, ""]
    # Whose name it is where it is said, nobody can tell.
    assert {each.text for each in shown.quotes} == {"as Quixworth says"}
    assert (shown.notes[0].speaker, shown.notes[0].text) == ("Ada Quixworth", "Ada's topic")


def test_who_may_be_named_speaks_by_the_whole_name_though_it_holds_one_that_is_masked():
    first, second, *others = participants()
    longer = replace(first, name="Ann Bo Quixworth")
    room = (longer, replace(second, name="Bo Quixworth", consent_name=False), *others)
    made = of_quotes([quote("no", each) for each in room[:2]], participants=room)
    shown = presentable(made, INTERNAL, ENGLISH).report
    assert [each.speaker for each in shown.quotes] == ["Ann Bo Quixworth", second.role]
    assert shown.participants[0].name == "Ann Bo Quixworth"


def test_an_observation_belongs_to_nobody_and_stays():
    made = without(0)
    seen = [each for each in made.quotes if each.participant_id is None]
    shown = presentable(made, INTERNAL, ENGLISH).report
    assert seen
    assert [each for each in shown.quotes if each.participant_id is None] == seen


def test_the_guide_names_who_agreed_and_nobody_else():
    agenda = parse_agenda("## Ask Marta and Petr (5 min)\nMarta Lindqvist, Jonas\n", "x").agenda
    shown = presentable_agenda(agenda, without(0), ENGLISH)
    assert shown.sections[0].title == "Ask [a participant] and Petr"
    assert presentable_agenda(agenda, planners(), ENGLISH) is agenda
    silent = presentable_agenda(agenda, without(7, notes=True), ENGLISH)
    assert silent.sections[0].title == "Ask Marta and [a participant]"


@dataclass
class Stream:
    """Quotes as a large report has them: read one by one."""

    quotes: Sequence[Quote]
    closed: bool = False

    @property
    def sessions(self) -> frozenset[str]:
        return frozenset(quote.session_id for quote in self.quotes)

    @property
    def spoken(self) -> int:
        return len(self.quotes)

    def of_session(self, session_id: str) -> Iterator[Quote]:
        return iter(quote for quote in self.quotes if quote.session_id == session_id)

    def close(self) -> None:
        self.closed = True


def hushed_and_unnamed():
    """The planners, of whom the first wants no name and the second no notes."""
    made = without(0)
    first, second, *others = made.participants
    return replace(made, participants=(first, replace(second, consent_notes=False), *others))


@pytest.mark.parametrize("audience", [INTERNAL, Audience(external=True)])
def test_quotes_that_are_read_one_by_one_are_masked_and_left_out_as_those_in_a_report(audience):
    made = replace(hushed_and_unnamed(), withheld=Withheld(2, 3))
    made = observed(made, made.participants[1])
    source = Stream(made.quotes)
    whole = presentable(made, audience, ENGLISH)
    shown = presentable(replace(made, quotes=(), stream=source), audience, ENGLISH)
    stream = shown.report.stream
    assert stream is not None
    assert shown.left_out == (2, 3, whole.left_out.notes)
    assert (stream.sessions, stream.spoken) == (source.sessions, source.spoken)
    assert tuple(stream.of_session("s1")) == whole.report.quotes
    assert shown.left_out == whole.left_out
    assert whole.left_out.quotes > 2
    assert whole.left_out.observations == 4
    assert shown.unsure == whole.unsure
    assert shown.report.participants == whole.report.participants
    stream.close()
    assert source.closed


def test_one_more_quote_is_shown_as_consent_allows_or_not_at_all():
    made = hushed_and_unnamed()
    unnamed, silent, named = made.participants[:3]
    report, show = presenter(replace(made, quotes=()), INTERNAL, ENGLISH)
    assert report.participants[0].name == "Head of Dispatch"
    stranger = Participant("p99", "s1", 11, "Olga Unlisted", "OU", "Buyer", "Contoso")
    said = f"as {unnamed.name} said"
    assert show(quote(said, silent)) is None
    assert show(quote(said, stranger)) is None
    assert show(quote(said, None)).text == "as [a participant] said"
    for person, speaker in ((unnamed, "Head of Dispatch"), (named, named.name)):
        shown = show(quote(said, person))
        assert (shown.speaker, shown.text) == (speaker, "as [a participant] said")


MACHINE = "id session_id participant_id account_id person_id zone session_zone due_on state".split()


def test_ids_zones_days_and_states_are_nobodys_words_and_all_else_may_be():
    made = planners()
    records = (*made.sessions, *made.participants, *made.quotes, *made.notes, *made.accounts)
    records += (*made.themes, *made.headlines, *(i for s in made.agenda_items.values() for i in s))
    seen = set()
    for record in records:
        put = each_string(record, lambda field, text: f"masked {text}")
        for field in fields(record):
            before, after = getattr(record, field.name), getattr(put, field.name)
            if isinstance(before, str) and type(before) is str and before:
                seen.add(field.name)
                expected = before if field.name in MACHINE else f"masked {before}"
                assert after == expected, field.name
    assert seen >= {*MACHINE} - {"state", "due_on"}
    item = next(iter(made.agenda_items["s1"]))
    parked = each_string(replace(item, state="parked"), lambda field, text: "masked")
    assert (parked.state, parked.title) == ("parked", "masked")
    due = replace(made.notes[0], due="fri", due_on="2026-11-27")
    masked = each_string(due, lambda field, text: "masked")
    assert (masked.due, masked.due_on) == ("masked", "2026-11-27")


@pytest.mark.parametrize("audience", [INTERNAL, Audience(external=True)])
def test_our_own_people_and_products_keep_their_names_as_a_whole_and_who_wrote_goes(audience):
    first, second, *others = participants()
    room = (replace(first, name="Tess Zorn", consent_name=False), second, *others)
    said = "Tess Klein, Tess Host, Tess Sales and Zorn Board; Tess said"
    made = replace(
        of_quotes([replace(quote(said, second), taken_by="PN")], participants=room),
        sessions=(
            session(
                facilitator="Tess Klein", note_taker="Tess Host", product="Zorn Board",
                agenda_source="# Tess",
            ),
            session("s2", facilitator="Tess", note_taker="Tess", product="Zorn"),
        ),
        accounts=(
            replace(planners().accounts[0], owner="Tess Sales"),
            replace(planners().accounts[1], owner="Tess"),
        ),
    )  # fmt: skip
    shown = presentable(made, audience, ENGLISH).report
    label = "[Participant 1]" if audience.external else "[a participant]"
    assert shown.quotes[0].text == (
        f"Tess Klein, Tess Host, Tess Sales and Zorn Board; {label} said"
    )
    ours = [(each.facilitator, each.note_taker, each.product) for each in shown.sessions]
    assert ours == [("Tess Klein", "Tess Host", "Zorn Board"), ("Tess", "Tess", "Zorn")]
    assert {each.taken_by for each in shown.quotes} == {""}
    assert {each.agenda_source for each in shown.sessions} == {""}


def test_a_value_whose_words_would_not_be_found_is_refused():
    with pytest.raises(TypeError, match="a report holds a set"):
        each_string({"Petr"}, lambda field, text: text)
    with pytest.raises(TypeError, match="it holds a type"):
        each_string(Note, lambda field, text: text, "it")
