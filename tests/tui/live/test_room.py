"""The live screen in the room: the plan, the seats, what comes up by itself, off the record."""

import re
from dataclasses import replace

import pytest

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.agenda_run.clock import MINUTE_MS, Mark
from focusgroup.services.capture.completion import CaptureMenu
from focusgroup.services.live_session import LiveSession
from focusgroup.store import clocks, notes, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox import drafts
from focusgroup.tui.live.theme_panel import theme_lines
from focusgroup.tui.widgets.panel import Panel
from tests.tui.conftest import Run
from tests.tui.living import NOW, Live
from tests.tui.seeing import on_screen, until

# -- the plan ----------------------------------------------------------------------------------


async def test_a_new_order_is_led_kept_and_taken_back_by_undo(live: Live) -> None:
    live.key("f2", "f5")
    await live.pilot.pause()
    await live.pilot.press("down", "down", "u", "enter")
    await live.settled()
    assert live.session.clock.led == (0, 2, 1)
    live.key("f3")
    assert live.session.section is not None
    assert live.session.section.title == "Strengths"
    live.key("f4", "f4")
    assert live.session.section.title == "Welcome"
    await live.again()
    assert live.session.clock.led == (0, 2, 1)
    live.key("ctrl+z")
    await live.settled()
    assert live.session.clock.led == (0, 1, 2)
    live.key("ctrl+y")
    await live.settled()
    assert live.session.clock.led == (0, 2, 1)


async def test_a_section_jumped_over_is_in_the_plan_and_can_come_next(live: Live) -> None:
    live.key("f2")
    live.type("/section 3⏎")
    live.key("f3")
    assert "F9 ends the session, F5 shows what was jumped over" in live.shows("#hint")
    live.key("f5")
    app = live.pilot.app
    await until(live.pilot, lambda: "x takes in" in on_screen(app))
    rows = app.screen.query_one("#plan-rows", Panel)
    first, open_now = rows.content.plain.splitlines()
    assert "In your way" in first
    assert "jumped over" in first
    assert "▸ Strengths" in open_now
    await live.pilot.press("up", "x", "enter")
    await live.settled()
    assert live.session.clock.led == (0, 2, 1)
    live.key("f3")
    assert live.session.section is not None
    assert live.session.section.title == "In your way"
    live.key(*["f4"] * 6)
    assert "This is the first question" in live.shows("#hint")


async def test_a_section_left_out_is_passed_over_and_marked(live: Live) -> None:
    live.key("f2", "f5")
    await live.pilot.pause()
    await live.pilot.press("down", "x", "enter")
    await live.settled()
    live.key("f3")
    assert live.session.section is not None
    assert live.session.section.title == "Strengths"
    await live.session.latest.close()
    states = {
        (i.section, i.question): i.state for i in await clocks.agenda_items(live.db, live.stored.id)
    }
    assert states[1, -1] == "skipped"


async def test_a_skipped_and_a_parked_question_are_kept_as_such_until_they_are_asked(
    live: Live,
) -> None:
    live.key("f2", "f3")
    live.type("/skip⏎")
    assert live.session.clock.place == (1, 1)
    live.type("/later⏎")
    assert live.session.clock.marks == {(1, 0): Mark.SKIPPED, (1, 1): Mark.PARKED}
    live.key("f4")
    await live.again()
    assert live.session.clock.marks == {(1, 0): Mark.SKIPPED}
    items = await clocks.agenda_items(live.db, live.stored.id)
    assert {i.title: i.state for i in items if i.state} == {
        "When did it last let you down?": "skipped"
    }


async def test_a_minute_is_added_and_given_back_and_undo_takes_it_back(live: Live) -> None:
    live.key("f2")
    live.type("/more 5⏎")
    await live.settled()
    live.type("/less⏎")
    await live.settled()
    assert live.session.clock.planned[0] == 14 * MINUTE_MS
    assert live.session.clock.total_ms == 40 * MINUTE_MS
    live.key("ctrl+z")
    await live.settled()
    assert live.session.clock.planned[0] == 15 * MINUTE_MS


async def test_an_automatic_agenda_moves_on_when_a_section_is_over(live: Live) -> None:
    live.key("f2")
    lead = live.session.lead
    late = replace(lead.clock, spent={(0, -1): 10 * MINUTE_MS}, elapsed_ms=10 * MINUTE_MS)
    lead.clock = late
    live.screen._tick()
    assert lead.clock.section == 0
    live.type("/auto⏎")
    live.screen._tick()
    assert lead.clock.section == 1
    live.screen._tick()
    assert lead.clock.section == 1


# -- the room ----------------------------------------------------------------------------------


async def test_a_round_walks_the_seats_that_have_not_answered(live: Live) -> None:
    live.key("f2", "f3")
    live.type("I begin @2⏎/round⏎first⏎second⏎third⏎/round⏎fourth⏎")
    said = {quote.text: quote.seat for quote in await live.saved()}
    assert said == {"I begin": 2, "first": 1, "second": 3, "third": 1, "fourth": 2}


async def test_the_seat_map_names_the_speaker(live: Live) -> None:
    live.type("it is slow")
    live.key("shift+f7")
    await live.pilot.pause()
    await live.pilot.press("2")
    await live.settled()
    live.type("⏎")
    assert [quote.speaker for quote in await live.saved()] == ["Bert Ilić"]


async def test_nods_are_counted_by_seat(live: Live) -> None:
    live.type("slow⏎/nod @2 @3⏎/object @1⏎")
    (quote,) = await live.saved()
    assert (quote.agreement, quote.dissent) == (2, 1)


async def test_a_callback_comes_up_with_its_question_and_all_of_them_at_the_end(live: Live) -> None:
    live.key("f2")
    live.type("/call @1 what it did cost them⏎/call @2 a mobile app⏎")
    live.key("f3")
    assert "Come back now to what it did cost them (Anna Novak)" in live.shows("#hint")
    assert "now: what it did cost them (Anna Novak)" in live.shows("#guide")
    assert "now: a mobile" not in live.shows("#guide")
    live.key("shift+f5")
    await live.settled()
    live.key("f3")
    assert "Come back now to a mobile app (Bert Ilić)" in live.shows("#hint")
    kept = {note.text: note.done for note in await notes.of_session(live.db, live.stored.id)}
    assert kept == {"what it did cost them": True, "a mobile app": False}


# -- one key a quote ---------------------------------------------------------------------------


async def test_a_seat_behind_a_sentence_is_its_enter_as_well(live: Live) -> None:
    live.type("it is slow")
    live.key("alt+2")
    live.type("and ugly")
    live.key("alt+1")
    assert [(q.text, q.seat) for q in await live.saved()] == [("it is slow", 2), ("and ugly", 1)]
    assert live.screen.line.text == ""


async def test_a_seat_names_the_speaker_only_where_the_sentence_is_not_done(live: Live) -> None:
    live.key("alt+2")
    assert live.screen.line.text == "@2 "
    live.key("ctrl+u")
    live.type("it is slow @1")
    live.key("alt+2")
    assert "@2" in live.screen.line.text
    assert await live.saved() == ()
    live.key("ctrl+u")
    live.type("slow")
    live.key("home", "alt+2")
    assert await live.saved() == ()


async def test_each_theme_of_the_session_is_one_key_with_a_letter_of_its_name(live: Live) -> None:
    live.key("f2", "f3")
    live.type("slow #exp⏎dear #mob⏎hard")
    await live.until(lambda: "1e Exports  2m Mobile  3o Onboarding" in live.shows("#hint"))
    assert "alt+" in live.shows("#hint")
    live.key("alt+e", "alt+1")
    live.type("to begin with")
    live.key("alt+o", "alt+3")
    themes = [quote.themes for quote in await live.saved()]
    assert themes[2:] == [("Reporting > Exports",), ("Onboarding",)]
    live.type("and then")
    live.key("alt+E")
    live.type("late")
    live.key("alt+shift+m")
    live.key("up", "alt+E")
    assert [(quote.themes, quote.seat) for quote in (await live.saved())[4:]] == [
        (("Reporting > Exports",), 3),
        (("Reporting > Exports",), 3),
    ]
    assert live.screen.line.text == ""
    live.type("x")
    live.screen.line.take_key("alt+z", None)
    assert live.screen.line.text == "x"


@pytest.mark.parametrize(("themes", "height"), [(30, 12), (9, 12), (18, 12), (12, 5)])
async def test_every_letter_of_a_session_is_in_sight_at_the_side(
    db: SqliteDb, themes: int, height: int
) -> None:
    """At 120×36 the themes have 12 lines and 37 cells."""
    named = ", ".join(f"Word {n} of many" for n in range(themes))
    agenda = parse_agenda(f"---\ntitle: T\nthemes: [{named}]\n---\n## One (5 min)\n").agenda
    made = await sessions.create(db, title="T", agenda=agenda, now_ms=NOW)
    live = await LiveSession.load(db, made.id)
    menu = CaptureMenu(live, {})
    lines = theme_lines(live, menu, 37, height)
    shown = "\n".join(line.plain for line, _ in lines)
    assert len(lines) <= height
    assert max(line.cell_length for line, _ in lines) <= 37
    for letter, _ in menu.theme_map():
        assert re.search(rf"(?:^ |  ){letter} Word", shown, re.M), letter
    assert ("·" in shown) is (themes < 22 and height > 5)


async def test_the_side_shows_each_theme_with_its_key_and_how_often_it_came_up(
    live: Live,
) -> None:
    live.type("slow #exp⏎dear #exp⏎")
    await live.until(lambda: re.search(r"e Exports +2", live.shows("#themes")))
    assert re.search(r"o Onboarding +·", live.shows("#themes"))
    live.type("hard")
    lines = live.shows("#themes").splitlines()
    at = next(y for y, line in enumerate(lines) if "Onboarding" in line)
    await live.pilot.click("#themes", offset=(4, at))
    assert live.screen.line.text == "hard #Onboarding "


# -- off the record ----------------------------------------------------------------------------


async def test_nothing_that_is_typed_off_the_record_is_stored_anywhere(
    live: Live, db: SqliteDb, run_app: Run
) -> None:
    live.type("half a line")
    live.key("f10")
    assert "OFF THE RECORD" in live.shows("#sticky")
    live.type("we are being sold xyzzy⏎/park xyzzy too⏎/promise plugh⏎more xyzzy")
    await live.pilot.pause(0.4)
    await live.again()
    assert live.session.off_record
    assert live.screen.line.text == ""
    live.type("and again xyzzy⏎")
    live.key("f10")
    assert live.screen.line.text == "half a line"
    live.type(" goes on⏎")
    assert [quote.text for quote in await live.saved()] == ["half a line goes on"]
    assert not await notes.of_session(db, live.stored.id)
    await live.session.latest.close()
    words = await drafts.load_draft(db, live.stored.id)
    assert "xyzzy" not in str(words)


async def test_the_clock_goes_on_off_the_record(live: Live) -> None:
    live.key("f10", "f2", "f3")
    assert live.session.clock.section == 1
    live.type("/off⏎")
    assert not live.session.off_record


# -- the same line twice -----------------------------------------------------------------------


async def test_a_line_entered_twice_at_once_is_kept_once_unless_it_is_meant(live: Live) -> None:
    live.type("yes⏎yes⏎")
    assert "kept once" in live.shows("#hint")
    live.type("yes⏎⏎⏎")
    assert [quote.text for quote in await live.saved()] == ["yes", "yes"]


async def test_the_same_words_of_another_speaker_are_another_line(live: Live) -> None:
    live.type("yes @1⏎yes @2⏎")
    assert [quote.seat for quote in await live.saved()] == [1, 2]


# -- correcting --------------------------------------------------------------------------------


async def test_a_quote_is_split_at_a_line_break_and_undo_makes_it_one(live: Live) -> None:
    live.type("slow and ugly @1 #exp⏎")
    live.key("up")
    for _ in 'and ugly @1 #"Reporting > Exports"':
        pass
    live.screen.line.set_line(
        replace(live.screen.line.line, text="- slow @1\n+ ugly but nice @1", caret=0)
    )
    live.type("⏎")
    said = [(quote.text, quote.kind.value, quote.seat) for quote in await live.saved()]
    assert said == [("slow", "problem", 1), ("ugly but nice", "strength", 1)]
    assert all(row.saved for row in live.log.rows)
    live.key("ctrl+z")
    await live.settled()
    assert len(await live.saved()) == 1


async def test_a_line_break_is_typed_with_ctrl_j(live: Live) -> None:
    live.type("one")
    live.key("ctrl+j")
    live.type("two⏎")
    assert [quote.text for quote in await live.saved()] == ["one", "two"]


async def test_two_quotes_are_joined_without_the_line_being_typed(live: Live) -> None:
    live.type("we waited @1⏎three weeks @1⏎half a")
    live.key("up", "ctrl+o")
    assert live.screen.line.text == "half a"
    assert [quote.text for quote in await live.saved()] == ["we waited three weeks"]
    assert len(live.log.rows) == 1
    live.key("ctrl+z")
    await live.settled()
    assert [quote.text for quote in await live.saved()] == ["we waited", "three weeks"]
    assert len(live.log.rows) == 2


async def test_an_emptied_quote_goes_after_it_was_asked_about(live: Live) -> None:
    live.type("slow⏎fast⏎half")
    live.key("up", "ctrl+u", "enter")
    assert "Enter again deletes" in live.shows("#hint")
    assert len(await live.saved()) == 2
    live.key("enter")
    assert live.screen.line.text == "half"
    assert [quote.text for quote in await live.saved()] == ["slow"]
    live.key("ctrl+z")
    await live.settled()
    assert [quote.text for quote in await live.saved()] == ["slow", "fast"]
    live.key("ctrl+u")
    live.type("/delete⏎")
    assert [quote.text for quote in await live.saved()] == ["slow"]


async def test_stubs_come_into_the_line_one_after_the_other(live: Live) -> None:
    live.type("first …⏎whole⏎second ...⏎")
    live.key("shift+up")
    assert "first" in live.screen.line.text
    live.key("shift+up")
    assert "second" in live.screen.line.text
    live.key("ctrl+u")
    live.type("second is done⏎")
    assert [quote.stub for quote in await live.saved()] == [True, False, False]
    assert [quote.text for quote in live.session.stubs()] == ["first"]


async def test_a_quote_is_moved_back_by_as_many_seconds_as_are_typed(live: Live) -> None:
    live.key("f2")
    live.session.lead.clock = replace(live.session.clock, elapsed_ms=60_000)
    live.type("slow⏎/earlier 15⏎")
    (quote,) = await live.saved()
    assert 45_000 <= quote.offset_ms < 47_000
