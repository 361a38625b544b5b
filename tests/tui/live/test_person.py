"""Somebody in the room is put right while the session runs: seat, consent, coming and going."""

import pytest
from textual.command import CommandList, CommandPalette
from textual.widgets import Input

from focusgroup.services.live_steps import reads_as_said
from focusgroup.store import participants
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live.bars import room_strip
from focusgroup.tui.live.dialogs.person import PersonScreen
from focusgroup.tui.live.dialogs.person_facts import PersonFactsScreen
from focusgroup.tui.widgets.fields import Field
from focusgroup.tui.widgets.panel import Panel
from focusgroup.tui.widgets.tick import Tick
from tests.tui.living import Live
from tests.tui.seeing import on_screen


async def facts(live: Live, who: str = "@1") -> PersonFactsScreen:
    """The facts of a seat, opened from the line."""
    live.type(f"/who {who}⏎")
    app = live.pilot.app
    await live.until(
        lambda: (
            isinstance(app.screen, PersonFactsScreen)
            and bool(app.screen.query("#facts-role"))
            and bool(app.screen.query_one("#facts-said", Panel).content.plain)
        )
    )
    assert isinstance(app.screen, PersonFactsScreen)
    return app.screen


def field(screen: PersonFactsScreen, name: str) -> Field:
    return screen.query_one(f"#facts-{name}", Field)


async def keep(live: Live) -> None:
    await live.pilot.press("ctrl+s")
    await live.settled()


async def test_f7_and_a_seat_open_that_persons_facts(live: Live) -> None:
    live.key("f7")
    await live.pilot.pause()
    assert isinstance(live.pilot.app.screen, PersonScreen)
    await live.pilot.press("at", "2", "enter")
    await live.pilot.pause()
    screen = live.pilot.app.screen
    assert isinstance(screen, PersonFactsScreen)
    assert field(screen, "name").value == "Bert Ilić"
    await live.pilot.press("escape")


async def test_facts_are_put_right_while_a_line_is_being_typed(live: Live) -> None:
    live.type("- slow @1⏎")
    await live.saved()
    screen = await facts(live)
    field(screen, "role").value = "planner"
    field(screen, "account").value = "Tailspin"
    field(screen, "share").value = "12 %"
    field(screen, "seat").value = "3"
    await keep(live)
    people = await participants.of_session(live.db, live.stored.id)
    assert [(p.seat, p.name) for p in people][0::2] == [(1, "李娜"), (3, "Anna Novak")]
    assert (people[2].role, people[2].account) == ("planner", "Tailspin")
    (quote,) = await live.saved()
    assert (quote.account, quote.seat) == ("Tailspin", 3)
    assert [p.name for p in live.session.participants] == ["李娜", "Bert Ilić", "Anna Novak"]
    live.key("ctrl+z")
    await live.settled()
    people = await participants.of_session(live.db, live.stored.id)
    assert (people[0].name, people[0].account) == ("Anna Novak", "Northwind")


async def test_notes_withdrawn_take_the_words_off_the_screen_and_refuse_more(live: Live) -> None:
    live.type("- slow @1⏎")
    live.type("- fine @2⏎")
    live.type("/park @1 who pays⏎")
    live.type("/call @2 the invoice⏎")
    await live.saved()
    screen = await facts(live)
    screen.query_one("#facts-notes", Tick).value = False
    await live.pilot.pause()
    assert not screen.query_one("#facts-named", Tick).value
    assert "1 quote withheld everywhere" in screen.query_one("#facts-said", Panel).content.plain
    await keep(live)
    assert [q.text for q in live.session.ordered()] == ["fine"]
    assert [note.text for note in live.session.notes] == ["the invoice"]
    assert "no notes · Ann" in live.shows("#room")
    live.type("- more @1⏎")
    assert [q.text for q in await live.saved()] == ["fine"]
    assert live.screen.line.text == ""
    assert "has not consented to notes" in live.shows("#hint")
    live.type("@")
    assert "1 set aside" in live.shows("#sticky")
    await live.pilot.pause()
    assert "has not consented to notes" in live.shows("#hint")
    live.key("escape", "backspace", "ctrl+z")
    await live.settled()
    assert [q.text for q in live.session.ordered()] == ["slow", "fine"]
    assert [note.text for note in live.session.notes] == ["who pays", "the invoice"]


async def test_who_was_not_asked_is_shown_so_until_they_answer_and_a_refusal_is_an_answer(
    live: Live,
) -> None:
    live.type("- slow @2⏎")
    await live.saved()
    live.type("/who Dora Klein, vp, Acme, not asked⏎")
    await live.settled()
    assert "not asked · " in live.shows("#room")
    assert " 2BI▇1 3李娜 0 4DK ? " in room_strip(live.session, 80, Keymap()).plain
    screen = await facts(live, "@4")
    assert "Not asked yet" in screen.query_one("#facts-said", Panel).content.plain
    field(screen, "role").value = "planner"
    await keep(live)
    dora = (await participants.of_session(live.db, live.stored.id))[3]
    assert (dora.role, dora.asked, dora.consent_notes) == ("planner", False, False)
    screen = await facts(live, "@4")
    screen.query_one("#facts-asked", Tick).value = True
    await live.pilot.pause()
    assert "withheld everywhere" in screen.query_one("#facts-said", Panel).content.plain
    await keep(live)
    dora = (await participants.of_session(live.db, live.stored.id))[3]
    assert (dora.asked, dora.consent_notes) == (True, False)
    assert "no notes · " in live.shows("#room")
    assert " 4DK no " in room_strip(live.session, 80, Keymap()).plain
    live.key("ctrl+z")
    await live.settled()
    assert "not asked · " in live.shows("#room")


async def test_who_leaves_and_comes_back_is_shown_so(live: Live) -> None:
    live.type("- slow @2⏎")
    await live.saved()
    screen = await facts(live, "@2")
    screen.query_one("#facts-left", Tick).value = True
    await keep(live)
    assert "left · Bert" in live.shows("#room")
    screen = await facts(live, "@2")
    screen.query_one("#facts-left", Tick).value = False
    await keep(live)
    assert "left" not in live.shows("#room")


async def test_what_can_not_be_is_said_and_stays_in_the_fields(live: Live) -> None:
    screen = await facts(live)
    for name, wrong, why in (
        ("seat", "x", "isn't a number"),
        ("share", "lots", "isn't a share of revenue"),
        ("name", " ", "needs a name"),
    ):
        right = field(screen, name).value
        field(screen, name).value = wrong
        await live.pilot.press("ctrl+s")
        assert why in screen.query_one("#facts-said", Panel).content.plain
        field(screen, name).value = right
    before = await participants.of_session(live.db, live.stored.id)
    await keep(live)
    assert await participants.of_session(live.db, live.stored.id) == before


async def test_somebody_seated_late_has_a_time_of_arrival_and_the_consent_that_was_typed(
    live: Live,
) -> None:
    live.type("- slow @2⏎")
    await live.saved()
    live.type("/who Dora Klein, vp, Acme, by role only⏎")
    await live.settled()
    dora = (await participants.of_session(live.db, live.stored.id))[3]
    assert (dora.name, dora.account, dora.consent_name) == ("Dora Klein", "Acme", False)
    assert dora.arrived_ms is not None


async def test_a_tick_is_seen_without_colours_and_switched_by_key_and_click(live: Live) -> None:
    screen = await facts(live)
    tick = screen.query_one("#facts-left", Tick)
    assert tick.render().plain == "[ ] Has left"
    tick.focus()
    await live.pilot.press("space")
    assert tick.render().plain == "[x] Has left"
    await live.pilot.click("#facts-left")
    assert tick.render().plain == "[ ] Has left"
    await live.pilot.press("escape")


async def test_f7_after_an_empty_seat_was_named_asks_who_sits_there(live: Live) -> None:
    live.type("- slow @7⏎")
    await live.saved()
    live.key("f7")
    await live.until(lambda: isinstance(live.pilot.app.screen, PersonScreen))
    await live.until(lambda: "on seat 7" in on_screen(live.pilot.app))
    for letter in "Cleo Diaz, engineer, Lucerne":
        await live.pilot.press("space" if letter == " " else letter)
    await live.pilot.press("enter")
    await live.until(lambda: "Cleo Diaz" in {each.name for each in live.session.participants})
    (cleo,) = [each for each in live.session.participants if each.name == "Cleo Diaz"]
    assert cleo.seat == 7
    await live.until(lambda: [each.speaker for each in live.session.ordered()] == ["Cleo Diaz"])


SAID = (
    "- the gate is slow",
    "? ＠3 什么时候",
    ". nods all round",
    "~ roughly so",
    "@2 it is late",
    "/park pricing for schools",
    "the gate is slow in the morning",
    "well we do it by hand, mostly",
    "we print it all #rep",
    "/nod",
    "／who",
)
NAMED = (
    "Anna Novak, buyer, Northwind, no notes",
    "anna novak, head of support and success, northwind",
    "Maria del Carmen de la Cruz García",
    "jean luc de la",
    "@3",
    "3",
    "陈静，北风",
    "Fred",
    "O’Brien-Smith",
)


def test_a_sentence_is_told_from_a_name() -> None:
    assert [text for text in SAID if not reads_as_said(text)] == []
    assert [text for text in NAMED if reads_as_said(text)] == []


async def test_a_sentence_typed_behind_f7_is_a_quote_and_nobody_is_added(live: Live) -> None:
    app, there = live.pilot.app, len(live.session.participants)
    live.type("slow @Fred⏎")
    for close, kept in (("enter", "it is late today, really"), ("escape", "the gate")):
        live.key("f7")
        await live.until(lambda: isinstance(app.screen, PersonScreen) and app.screen.takes_keys)
        app.screen.query_one(Field).value = f"Fred- {kept}"  # Fred was filled in
        await live.pilot.press(close)
        await live.until(lambda: app.screen is live.screen)
        await live.pilot.pause()
        if close == "escape":
            assert live.screen.line.text == f"- {kept}"
        else:
            assert live.screen.line.text == ""
            assert (await live.saved())[-1].text == kept
    assert len(live.session.participants) == there


async def test_a_sentence_runs_no_command_that_was_found_for_its_first_letters(
    live: Live,
) -> None:
    app, said = live.pilot.app, "record what we print on Fridays"
    live.key("f2")
    live.key("ctrl+p")
    await live.until(lambda: isinstance(app.screen, CommandPalette) and app.focused is not None)
    field, found = app.screen.query_one(Input), app.screen.query_one(CommandList)
    field.value = said[:6]
    await live.until(lambda: found.option_count > 0)
    with field.prevent(Input.Changed):  # Enter comes before the list is searched again
        field.value = said
    await live.pilot.press("enter")
    await live.until(lambda: app.screen is live.screen)
    assert [quote.text for quote in await live.saved()] == [said]
    assert not live.session.off_record


@pytest.mark.parametrize("close", ["enter", "escape"])
async def test_a_sentence_typed_into_the_palette_goes_into_the_line(live: Live, close: str) -> None:
    app = live.pilot.app
    live.key("f2")
    live.key("ctrl+p")
    await live.until(lambda: isinstance(app.screen, CommandPalette) and app.focused is not None)
    said = "we print it all on Fridays"
    app.screen.query_one(Input).value = said
    await live.settled()
    await live.pilot.press(close)
    await live.until(lambda: app.screen is live.screen)
    await live.pilot.pause()
    if close == "enter":
        assert [quote.text for quote in await live.saved()] == [said]
    else:
        assert live.screen.line.text == said
    assert not live.session.off_record
