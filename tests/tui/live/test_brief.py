"""What was said in few words: counts, and quotes as they were taken down."""

from focusgroup.core.evidence.brief import brief
from focusgroup.core.model import Kind, Note, NoteKind, Session
from focusgroup.services.live_commands.brief_words import spoken
from focusgroup.tui.live.brief_lines import readback_lines
from tests.core.evidence.test_coverage import AGENDA, ANNA, BERT, CARA, ROOM, said

SESSION = Session("s", "Planners")


def test_the_themes_that_most_people_raised_stand_with_their_counts() -> None:
    quotes = [
        said(ANNA, "Mobile"), said(BERT, "Mobile"), said(CARA, "Onboarding"),
        said(BERT, "Reporting > Exports", kind=Kind.STRENGTH),
        said(ANNA, "Mobile", kind=Kind.OBSERVATION),
    ]  # fmt: skip
    found = brief(SESSION, AGENDA, ROOM, quotes, [])
    assert [(each.theme, each.kind, each.people, each.accounts) for each in found.told] == [
        ("Mobile", Kind.PROBLEM, 2, 2),
        ("Onboarding", Kind.PROBLEM, 1, 1),
        ("Reporting", Kind.STRENGTH, 1, 1),
    ]
    assert (found.quotes, found.people, found.accounts) == (4, 3, 2)
    assert found.unheard == ()


def test_what_is_open_is_told_and_what_is_done_is_not() -> None:
    notes = [
        Note("1", "s", NoteKind.CALLBACK, "exports", 0),
        Note("2", "s", NoteKind.CALLBACK, "done", 0, done=True),
        Note("3", "s", NoteKind.PARKED, "pricing", 0),
        Note("4", "s", NoteKind.TASK, "consent", 0),
    ]
    found = brief(SESSION, AGENDA, ROOM, [], notes)
    assert [note.text for note in found.callbacks] == ["exports"]
    assert [note.text for note in found.parked] == ["pricing"]
    assert "Mobile" in found.unheard


def test_what_is_read_out_has_counts_and_their_words_and_no_names() -> None:
    quotes = [said(ANNA, "Mobile"), said(BERT, "Mobile")]
    found = brief(SESSION, AGENDA, ROOM, quotes, [])
    assert spoken(found.told[0]) == (
        "Two of you, from two companies, spoke of “Mobile” as a problem."
    )
    text = "\n".join(line.plain for line, _ in readback_lines(found, 70))
    assert "❝words❞" in text
    assert "We have not spoken of" in text
    assert not any(name in text for name in ("Anna", "Bert", "Northwind"))


def test_before_anything_was_said_that_is_what_is_shown() -> None:
    found = brief(SESSION, AGENDA, ROOM, [], [])
    assert [line.plain for line, _ in readback_lines(found, 70)] == ["Nothing has been said yet."]
