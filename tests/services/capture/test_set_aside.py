"""Enter leaves an empty line: what can't be stored waits in sight and never mixes with the next."""

from collections.abc import Callable
from pathlib import Path

import pytest

from focusgroup.core.model import Kind, NoteKind
from focusgroup.services.seating import put_right
from focusgroup.store.participants import PersonChange
from focusgroup.system.clock import unix_ms
from tests.services.capture.typing import Typed

MARGIN = "our margin is four percent"


@pytest.fixture
async def guarded(typed: Typed) -> Typed:
    """The line of a session in which Bert, seat 2, has not consented to notes."""
    await put_right(
        typed.db, typed.live.participants[1], PersonChange(consent_notes=False), unix_ms()
    )
    await typed.live.refresh_people()
    return typed


async def test_a_refused_line_is_set_aside_and_the_next_one_is_stored_alone(
    guarded: Typed,
) -> None:
    guarded.type(f"@2 {MARGIN}⏎")
    aside = guarded.control.set_aside
    assert guarded.line.text == ""
    assert "has not consented" in aside.reason
    guarded.type("- the export is slow @1")
    assert "has not consented" in aside.reason
    guarded.type("⏎")
    assert await guarded.spoken() == [("the export is slow", "Anna Novak", ())]
    assert (aside.reason, len(aside.lines)) == ("", 1)
    guarded.type("half a line")
    guarded.control.bring_back_newest()
    assert guarded.line.text == f"@2 {MARGIN}"
    guarded.alt(1)
    guarded.type("⏎")
    assert (MARGIN, "Anna Novak", ()) in await guarded.spoken()
    guarded.control.bring_back_newest()
    assert guarded.line.text == "half a line"
    assert not aside.lines


async def test_the_same_line_brought_back_and_entered_at_once_is_not_lost(guarded: Typed) -> None:
    guarded.type(f"@2 {MARGIN}⏎")
    guarded.control.bring_back_newest()
    guarded.type("⏎")
    assert [each.stash.line.text for each in guarded.control.set_aside.lines] == [f"@2 {MARGIN}"]


@pytest.mark.parametrize(
    "typing",
    [
        f"@2 {MARGIN}⏎",
        f"{MARGIN} @2⏎",
        f"@2⏎{MARGIN}⏎",
        f"@2 {MARGIN} #Brandnew⏎",
        f"/call @2 {MARGIN}⏎",
        f"/clal @2 {MARGIN}⏎",
        f". {MARGIN} @2⏎",
        f"{MARGIN} @2",
        f"fine @1\n{MARGIN} @2\nso @3⏎",
    ],
)
async def test_what_is_refused_for_consent_is_in_no_file(guarded: Typed, typing: str) -> None:
    guarded.type(MARGIN)
    await guarded.live.latest.drained()  # the words were a draft before the name was typed
    guarded.line = guarded.line.delete_to_start()
    guarded.control.changed()
    for char in typing:
        guarded.type(char)
    await guarded.live.latest.drained()
    await guarded.left()
    held = _held(guarded.db.path.parent, MARGIN)
    assert held == []


async def test_a_correction_refused_for_consent_is_in_no_file(guarded: Typed) -> None:
    guarded.type("fine @1⏎")
    guarded.up()
    guarded.type(f" {MARGIN} @2")
    await guarded.live.latest.drained()
    guarded.type("⏎")
    assert guarded.line.text == ""
    assert await guarded.spoken() == [("fine", "Anna Novak", ())]
    assert _held(guarded.db.path.parent, MARGIN) == []
    guarded.control.bring_back_newest()
    guarded.type("@1⏎")
    assert guarded.line.text == ""
    assert await guarded.spoken() == [(f"fine {MARGIN}", "Anna Novak", ())]


async def test_a_waiting_line_of_somebody_without_consent_is_in_no_file(guarded: Typed) -> None:
    guarded.type("fine @1⏎")
    guarded.type(f"@2 {MARGIN}")
    guarded.up()
    guarded.type("!")
    await guarded.live.latest.drained()
    assert _held(guarded.db.path.parent, MARGIN) == []
    guarded.control.escape()
    assert guarded.line.text == f"@2 {MARGIN}"


def _held(folder: Path, words: str) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if words.encode() in path.read_bytes()]


async def test_what_is_entered_off_the_record_comes_back_and_is_in_no_file(typed: Typed) -> None:
    typed.live.off_record = True
    typed.control.put_aside()
    typed.type(f"{MARGIN} @1⏎/park {MARGIN}⏎/praks {MARGIN}⏎")
    assert typed.line.text == ""
    assert len(typed.control.set_aside.lines) == 3
    await typed.live.latest.drained()
    assert _held(typed.db.path.parent, MARGIN) == []
    assert await typed.saved() == ()
    typed.live.off_record = False
    typed.control.bring_back()
    typed.control.bring_back_newest()
    assert typed.line.text == f"/praks {MARGIN}"


async def test_an_unknown_command_is_a_note_and_its_own_line(typed: Typed) -> None:
    typed.type("/prak pricing⏎slow @1⏎")
    note, quote = await typed.saved()
    assert (note.text, note.kind, note.speaker) == ("/prak pricing", Kind.OBSERVATION, "")
    assert (quote.text, quote.speaker) == ("slow", "Anna Novak")


@pytest.mark.parametrize("command", ["/停车", "//prak", "/prak:", "／prak", "/парк", "/prak2"])
async def test_a_command_in_any_letters_is_a_note_and_a_path_is_a_sentence(
    typed: Typed, command: str
) -> None:
    typed.type(f"so @1⏎{command} pricing⏎")
    asked = typed.control.names.asked
    assert asked is not None
    assert asked.written == command
    if asked.nearest:
        typed.control.complete()
        assert [note.text for note in typed.live.notes] == ["pricing"]
        typed.type(f"{command} late⏎")
    typed.type("/24/7 support⏎")
    assert typed.control.names.asked is None
    _, note, quote = await typed.saved()
    assert (note.kind, note.speaker) == (Kind.OBSERVATION, "")
    assert note.text.startswith(command)
    assert (quote.text, quote.speaker) == ("/24/7 support", "Anna Novak")


async def test_an_unknown_command_becomes_the_nearest_with_one_key(typed: Typed) -> None:
    typed.type("/prak pricing for @1⏎")
    assert typed.control.names.asked is not None
    assert typed.control.names.asked.nearest[0] == "/park"
    typed.control.complete()
    assert await typed.saved() == ()
    assert [(n.kind, n.text) for n in typed.live.notes] == [(NoteKind.PARKED, "pricing for")]
    typed.type("/puase⏎")
    typed.control.complete()
    assert typed.ran == [("pause", "")]


@pytest.mark.parametrize("line", ["/park", "/who ,", "/PARK"])
async def test_a_command_without_words_is_set_aside(typed: Typed, line: str) -> None:
    typed.type(f"{line}⏎")
    assert typed.line.text == ""
    assert [each.stash.line.text for each in typed.control.set_aside.lines] == [line]
    typed.control.bring_back_newest()
    assert typed.line.text == line


async def test_a_correction_without_words_is_set_aside_with_its_quote(typed: Typed) -> None:
    typed.type("slow @1⏎half")
    typed.up()
    typed.line = typed.line.delete_to_start()
    typed.type("@3⏎")
    assert typed.line.text == "half"
    typed.control.bring_back_newest()
    assert typed.control.editing is not None
    typed.line = typed.line.home()
    typed.type("so slow ⏎")
    assert await typed.spoken() == [("so slow", "李娜", ())]


async def test_what_waits_is_there_after_a_resume_but_for_what_no_disk_may_hold(
    guarded: Typed,
) -> None:
    guarded.type(f"/park⏎@2 {MARGIN}⏎let me export #Brandnew⏎")
    await guarded.saved()
    again = await Typed.opened(guarded.db, guarded.live.session.id)
    assert [each.stash.line.text for each in again.control.set_aside.lines] == ["/park"]
    assert [name.written for name in again.control.names.open] == ["#Brandnew"]
    await again.left()


async def test_rows_of_a_paste_are_stored_and_refused_one_by_one(guarded: Typed) -> None:
    guarded.line = guarded.line.insert(f"one @1\n{MARGIN} @2\ntwo @3")
    guarded.control.changed()
    guarded.type("⏎")
    assert [text for text, _, _ in await guarded.spoken()] == ["one", "two"]
    assert guarded.line.text == ""
    assert "has not consented" in guarded.control.set_aside.reason


def _other(typed: Typed) -> None:
    typed.control.edit(typed.live.ordered()[0])


@pytest.mark.parametrize(
    "leave",
    [
        lambda typed: typed.control.escape(),
        Typed.up,
        lambda typed: typed.control.edit_step(1),
        _other,
        lambda typed: typed.control.put_aside(),
    ],
    ids=["escape", "up", "down", "click", "off the record"],
)
async def test_words_typed_into_a_quote_that_is_left_are_set_aside(
    typed: Typed, leave: Callable[[Typed], None]
) -> None:
    typed.type("slow @1⏎late @3⏎half a line")
    typed.up()
    typed.type(" @1")
    typed.control.menu.close()
    leave(typed)  # nothing was said that the quote has not
    assert typed.control.set_aside.lines == []
    if typed.control.aside:
        typed.control.bring_back()
    typed.control.escape()
    assert typed.line.text == "half a line"
    typed.up()
    typed.type(" in the morning @1")
    typed.control.menu.close()
    leave(typed)
    if typed.control.aside:
        typed.control.bring_back()
    typed.control.escape()
    (waits,) = typed.control.set_aside.lines
    assert waits.stash.line.text.endswith("late @3 in the morning @1")
    assert typed.line.text == "half a line"
    typed.control.bring_back_newest()
    typed.type("⏎")
    assert await typed.spoken() == [
        ("slow", "Anna Novak", ()),
        ("late in the morning", "Anna Novak", ()),
    ]


async def test_words_typed_into_a_quote_for_somebody_without_consent_are_in_no_file(
    guarded: Typed,
) -> None:
    guarded.type("fine @1⏎")
    guarded.up()
    guarded.type(f" {MARGIN} @2")
    guarded.control.menu.close()
    guarded.control.escape()
    guarded.keep_draft()
    await guarded.live.latest.drained()
    assert [each.private for each in guarded.control.set_aside.lines] == [True]
    assert _held(guarded.db.path.parent, MARGIN) == []
