"""A name that may not be shown is masked in every field that holds text, in every document."""

import re
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from focusgroup.core.agenda import parse_agenda
from focusgroup.core.model import Agenda, Note, NoteKind, Raised, Report, SessionBefore
from focusgroup.core.model.items import Decision
from focusgroup.exports.kinds import GUIDE, PDF, REGISTER, REPORTS, DocumentKind
from focusgroup.exports.making import INTERNAL, Audience, Making
from focusgroup.exports.privacy.consent import presentable, presentable_agenda, presentable_themes
from focusgroup.exports.privacy.spellings import Spellings
from focusgroup.exports.privacy.strings import each_string, mask_fields
from focusgroup.exports.wording.words import Words
from focusgroup.services.documents.checking import check_document
from tests.exports.conftest import NOW
from tests.exports.privacy.fields import put_everywhere, string_fields, strings
from tests.exports.reports import of_quotes, planners, quote
from tests.exports.word.test_papers import AGENDA

ENGLISH = Words("en")
EXTERNAL = Audience(external=True)

WRITTEN_BY_THE_PROGRAM = frozenset(
    (
        "Account.id",
        "AgendaItem.state",
        "Note.due_on",
        "Note.id",
        "Note.participant_id",
        "Note.session_id",
        "Participant.account_id",
        "Participant.id",
        "Participant.person_id",
        "Participant.session_id",
        "Quote.account_id",
        "Quote.id",
        "Quote.participant_id",
        "Quote.person_id",
        "Quote.session_id",
        "Quote.session_zone",
        "Session.id",
        "Session.zone",
        "SessionBefore.zone",
        "Theme.id",
    )
)
"""The only fields with strings that are not masked. Nobody types these."""

WHO = frozenset(("Participant.name", "Quote.speaker", "Note.speaker"))
"""Fields that hold the name of whoever it is, for each of their own."""

NAME = "Petr Novák"
"""Who is not named, at seat 8 of the planners."""

PARTS = re.compile(r"\b(petr|nov[aá]k)\b", re.IGNORECASE)

WRITTEN = (*(kind for kind in REPORTS if kind is not PDF and kind.installed), REGISTER)
"""Every kind of document about a report; a PDF is the Word file, laid out."""


def named_everywhere() -> Report:
    """A report with the name in every field, of a person who is not to be named."""
    made = planners()
    room = tuple(
        replace(each, consent_name=each.name != NAME, account=made.participants[0].account)
        for each in made.participants
    )
    kinds = tuple(
        Note(
            f"k{n}",
            "s1",
            kind,
            "so be it",
            0,
            speaker=room[7 - n].name,
            participant_id=room[7 - n].id,
        )
        for n, kind in enumerate(NoteKind)
    )
    before = SessionBefore(0, "UTC", raised=(Raised(("A theme",), 0),))
    notes = (*made.notes, *kinds)
    decided = (Decision("A portal", owner="Kim"),)
    made = replace(made, participants=room, quotes=made.quotes[:12], notes=notes, before=before)
    made = replace(made, decided=decided)
    return put_everywhere(made, f"of {NAME}.", WRITTEN_BY_THE_PROGRAM | WHO)


def told_in(kind: DocumentKind[Any], report: Report | Agenda, folder: Path, how: Making) -> str:
    """The name of the document and everything in it, in lower case."""
    path = folder / kind.name(report, how, kind.suffix)
    kind.write(report, path, how)
    if not zipfile.is_zipfile(path):
        return (path.name + path.read_text("utf-8-sig")).casefold()
    with zipfile.ZipFile(path) as package:
        texts = [package.read(name).decode(errors="replace") for name in package.namelist()]
    return "\n".join((path.name, *texts)).casefold()


def test_every_field_with_text_is_masked_but_those_that_the_program_writes():
    report = named_everywhere()
    there = {place for place, text in strings(report) if NAME in text}
    assert there | WRITTEN_BY_THE_PROGRAM == string_fields()
    shown = presentable(report, INTERNAL, ENGLISH).report
    assert [place for place, text in strings(shown) if PARTS.search(text)] == []
    outside = presentable(report, EXTERNAL, ENGLISH).report
    assert [place for place, text in strings(outside) if PARTS.search(text)] == []


def test_what_the_program_writes_stays_to_the_letter():
    report = named_everywhere()
    for audience in (INTERNAL, EXTERNAL):
        shown = presentable(report, audience, ENGLISH).report
        before, after = (
            [each for each in strings(made) if each[0] in WRITTEN_BY_THE_PROGRAM]
            for made in (report, shown)
        )
        assert before == after


def test_a_value_whose_strings_would_not_be_found_is_refused():
    with pytest.raises(TypeError, match="title holds a list"):
        each_string(replace(planners(), title=[NAME]), lambda _, text: text)


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.label)
@pytest.mark.parametrize("external", [False, True], ids=["inside", "external"])
def test_the_name_is_in_no_byte_of_any_document(tmp_path, kind, external):
    how = Making(
        NOW,
        audience=Audience(external=external or kind.external),
        topline=kind.topline,
        one_page=kind.one_page,
    )
    report = named_everywhere()
    everything = told_in(kind, report, tmp_path, how)
    assert len(everything) > 1_000
    assert PARTS.search(everything) is None
    checked = check_document(next(tmp_path.glob(f"*{kind.suffix}")), report, how.audience)
    assert checked.lines() == []
    assert checked.texts > 50


def test_the_guide_of_a_session_masks_the_name_in_every_field(tmp_path):
    agenda = put_everywhere(parse_agenda(AGENDA).agenda, f"of {NAME}.", frozenset())
    shown = presentable_agenda(agenda, named_everywhere(), ENGLISH)
    assert [place for place, text in strings(shown) if PARTS.search(text)] == []
    assert PARTS.search(told_in(GUIDE, shown, tmp_path, Making(NOW))) is None
    (written,) = tmp_path.glob("*.docx")
    assert check_document(written, named_everywhere(), INTERNAL).lines() == []
    assert presentable_agenda(agenda, planners(), ENGLISH) is agenda


@pytest.mark.parametrize("audience", [INTERNAL, EXTERNAL], ids=["inside", "external"])
def test_the_codebook_masks_the_name_in_every_field(audience):
    report = named_everywhere()
    shown, doubts = presentable_themes(report.themes, report, audience, ENGLISH)
    assert {place for place, text in strings(report.themes) if NAME in text} == {
        f"Theme.{each}" for each in ("path", "description", "excludes", "keywords", "owner",
                                     "other_names")
    }  # fmt: skip
    assert [place for place, text in strings(shown) if PARTS.search(text)] == []
    assert [each.id for each in shown] == [each.id for each in report.themes]
    assert doubts == []
    others = planners()
    assert presentable_themes(others.themes, others, INTERNAL, ENGLISH)[0] is others.themes


def test_a_guide_names_subjects_and_no_accounts_outside():
    room = planners().participants
    made = replace(
        planners(),
        participants=(replace(room[0], name="Anna Price", consent_name=False), *room[1:]),
    )
    agenda = parse_agenda(f"## Price\n1. Price for {room[1].account}?\n").agenda
    inside = presentable_agenda(agenda, made, ENGLISH)
    assert inside is agenda
    outside = presentable_agenda(agenda, made, ENGLISH, EXTERNAL).sections[0]
    assert outside.title == "Price"
    assert re.fullmatch(r"Price for \[Account \d+\]\?", outside.questions[0].text)


def test_what_may_be_a_name_is_masked_and_told_with_its_place(tmp_path):
    room = planners().participants
    room = (replace(room[0], name="Anna Price", consent_name=False), *room[1:])
    made = of_quotes([quote("Price is too high", room[1], themes=["price"])], participants=room)
    written = [
        kind.write(made, tmp_path / f"{place}{kind.suffix}", Making(NOW))
        for place, kind in enumerate(WRITTEN)
    ]
    for each in written:
        assert [one.words for one in each.unsure if one.masked] == ["Price is too high"]
        # A theme, a section and a question name their subject with care.
        assert {one.words for one in each.unsure if not one.masked} >= {"price"}
        said = each.remarks()
        assert "A word that may be a name was masked in 1 place: “Price is too high”." in said
        assert any("A word that may be a name was kept in " in one for one in said)


def test_links_stay_inside_and_go_outside():
    made = of_quotes([quote("see https://c.example/x", planners().participants[0])])
    room = (*made.participants[:-1], replace(made.participants[-1], consent_name=False))
    made = replace(made, participants=room)
    inside = presentable(made, INTERNAL, ENGLISH).report.quotes[0].text
    outside = presentable(made, EXTERNAL, ENGLISH).report.quotes[0].text
    assert (inside, outside) == ("see https://c.example/x", "see [an address]")


WITHHELD = "the words of one who wants no notes"


def with_notes_of(who: int) -> Report:
    """The planners, with a note of every kind by somebody without consent to notes."""
    made = planners()
    room = tuple(
        replace(each, consent_notes=place != who) for place, each in enumerate(made.participants)
    )
    silent = room[who]
    theirs = tuple(
        Note(f"w{n}", "s1", kind, WITHHELD, n, participant_id=silent.id, speaker=silent.name)
        for n, kind in enumerate(NoteKind)
    )
    return replace(made, participants=room, notes=(*made.notes, *theirs))


@pytest.mark.parametrize("kind", WRITTEN, ids=lambda kind: kind.label)
def test_what_was_noted_of_somebody_without_consent_is_in_no_document(tmp_path, kind):
    how = Making(
        NOW, audience=Audience(external=kind.external), topline=kind.topline, one_page=kind.one_page
    )
    report = with_notes_of(6)
    everything = told_in(kind, report, tmp_path, how)
    remarks = " ".join(kind.write(report, tmp_path / f"again{kind.suffix}", how).remarks())
    assert WITHHELD not in everything
    silent = report.participants[6].id
    quotes = sum(quote.participant_id == silent for quote in report.quotes)
    # Where there is no room for the figures in the document, the one who writes it is told.
    told = f"{everything} {remarks}"
    if kind is not REGISTER:
        assert f"{quotes} quotes were left out: no consent to take notes." in told
    if kind.command.startswith("word") or kind.command in ("markdown", "mail", "pptx"):
        assert "4 notes were left out: no consent to take notes." in told
    elif kind.command != "csv":
        assert "1 note was left out: no consent to take notes." in told
    assert not [q for q in report.quotes if q.participant_id == silent and q.text in everything]


SUBJECTS = """
theme themes path keywords other_names section_title question_text title session_title agenda_name
product scope role segment
"""


@pytest.mark.parametrize("field", SUBJECTS.split())
def test_a_subject_keeps_a_word_that_may_be_a_name_and_no_name(field):
    people = Spellings(ENGLISH)
    people.add_person("Anna Price", "[x]")
    doubts = []
    put = mask_fields(people, Spellings(ENGLISH), ENGLISH, doubts)
    assert put(field, "price") == "price"
    assert [each.masked for each in doubts] == [False]
    assert put(field, "Anna Price") == "[x]"
    assert put("text", "price") == "[x]"


@pytest.mark.parametrize("audience", [INTERNAL, Audience(external=True)])
def test_names_of_our_products_are_kept_wherever_they_are(audience):
    report = planners()
    called = (replace(each, product="Quixley (beta)") for each in report.sessions)
    guests = list(report.participants)
    guests[0] = replace(guests[0], name="Ann Quixley", consent_name=False)
    quotes = (quote("Quixley is slow, Ann says", guests[1]),)
    report = replace(
        report, sessions=tuple(called), participants=tuple(guests), quotes=quotes, notes=()
    )
    (shown,) = presentable(report, audience, ENGLISH).report.quotes
    assert shown.text.startswith("Quixley is slow, [")
    assert "Ann" not in shown.text


def test_what_is_no_text_stays_as_it_is_in_a_row():
    assert each_string((None, 3, "a"), lambda _, text: text.upper()) == (None, 3, "A")


def test_notes_of_others_stay_and_are_counted_by_none():
    shown = presentable(with_notes_of(6), INTERNAL, ENGLISH)
    assert [note.id for note in shown.report.notes] == [note.id for note in planners().notes]
    assert shown.left_out.notes == 4


def test_a_report_in_which_everybody_may_be_named_says_the_name(tmp_path):
    report = replace(
        named_everywhere(),
        participants=tuple(replace(p, consent_name=True) for p in planners().participants),
    )
    for kind in WRITTEN:
        if not kind.external:
            how = Making(NOW, topline=kind.topline, one_page=kind.one_page)
            assert NAME.casefold() in told_in(kind, report, tmp_path, how)
