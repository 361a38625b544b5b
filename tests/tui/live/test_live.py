"""The live screen: what is typed is stored as typed, ticked when on disk, and never lost."""

from collections.abc import Callable, Iterator
from contextlib import AbstractAsyncContextManager
from dataclasses import replace
from typing import Any

import pytest
from textual import events

from focusgroup.core.agenda_run.clock import MINUTE_MS
from focusgroup.core.errors import StoreError
from focusgroup.core.model import Kind, NoteKind, Quote, Session, SessionStatus
from focusgroup.store import notes, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.outbox.journal import Journal
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.live.screen import LiveScreen
from focusgroup.tui.terminal.footer import KeyFooter
from tests.hostile import few_or_all
from tests.slow import some
from tests.tui.living import Live, live_screen

Run = Callable[..., AbstractAsyncContextManager[Any]]


async def test_what_is_typed_is_what_is_stored(live: Live) -> None:
    live.type("-three weeks to a first report @1 #exp !!⏎every month⏎+so quick @b⏎")
    first, second, third = await live.saved()
    assert (first.text, first.kind, first.speaker, first.themes, first.intensity) == (
        "three weeks to a first report",
        Kind.PROBLEM,
        "Anna Novak",
        ("Reporting > Exports",),
        2,
    )
    assert (second.text, second.speaker, second.themes) == (
        "every month",
        "Anna Novak",
        ("Reporting > Exports",),
    )
    assert (third.kind, third.speaker) == (Kind.STRENGTH, "Bert Ilić")


async def test_enter_never_overtakes_letters(live: Live) -> None:
    keys = [char for word in ("three", "four", "five") for char in (*word, "enter")]
    for key in keys:
        character = key if len(key) == 1 else None
        live.pilot.app.post_message(events.Key(key, character))
    for _ in range(20):
        await live.pilot.pause()
        if len(live.log.rows) == 3:
            break
    assert [quote.text for quote in await live.saved()] == ["three", "four", "five"]


class NobodyLooksThrough(dict[str, Quote]):
    """The quotes of a session, of which there can be 100,000: a key must not look through them."""

    def __iter__(self) -> Iterator[str]:
        raise AssertionError("all quotes were looked through")

    values = items = keys = __iter__  # type: ignore[assignment]


async def test_entering_a_line_looks_through_no_other_quotes(live: Live) -> None:
    live.type("first⏎")
    await live.saved()
    live.session.quotes = NobodyLooksThrough(live.session.quotes)
    live.type("-second @1 #exp⏎third …⏎+fourth⏎")
    assert [quote.text for quote in await live.saved()][1:] == ["second", "third", "fourth"]


async def test_changing_kind_and_speaker_costs_four_keys(live: Live) -> None:
    live.type("first⏎")
    before = len("second⏎")
    typed = "+second @2⏎"
    live.type(typed)
    assert len(typed) - before == 4
    second = (await live.saved())[1]
    assert (second.kind, second.speaker) == (Kind.STRENGTH, "Bert Ilić")


async def test_a_quote_keeps_the_place_and_time_of_its_first_key(live: Live) -> None:
    live.key("f2", "f3")
    live.type("slow")
    live.key("f3")
    live.type(" start⏎quick⏎")
    first, second = await live.saved()
    assert (first.section_title, first.question_text) == (
        "In your way",
        "When did it last let you down?",
    )
    assert second.section_title == "Strengths"
    assert second.kind is Kind.STRENGTH
    assert second.at_ms >= first.at_ms


async def test_a_section_brings_its_themes_and_what_it_listens_for(live: Live) -> None:
    live.type("?none yet⏎")
    live.key("f3")
    live.type("slow⏎")
    first, second = await live.saved()
    assert (first.kind, first.themes) == (Kind.MISSING_FEATURE, ())
    assert (second.kind, second.themes) == (Kind.PROBLEM, ("Onboarding",))


async def test_trouble_is_told_in_few_words_and_so_is_its_end(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refuse(work: Any, **how: Any) -> Any:
        raise StoreError("the database postgresql://anna@db.example.org/x: it can't be reached")

    monkeypatch.setattr("focusgroup.store.outbox.outbox.FIRST_RETRY_S", 0.01)
    with monkeypatch.context() as away:
        away.setattr(live.db, "write", refuse)
        live.type("one⏎")
        await live.until(lambda: "It can't be reached. Keep typing" in live.screen.view.said)
    await live.saved()
    await live.until(lambda: live.screen.view.said == "All is saved again.")


async def test_the_tick_comes_when_the_quote_is_on_disk(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = live.db.write

    async def refuse(work: Any, **how: Any) -> Any:
        raise StoreError("the disk is full")

    monkeypatch.setattr("focusgroup.store.outbox.outbox.FIRST_RETRY_S", 0.01)
    monkeypatch.setattr(live.db, "write", refuse)
    live.type("one⏎two⏎")
    await live.until(lambda: "kept in the journal" in live.shows("#clock"))
    assert [row.saved for row in live.log.rows] == [False, False]
    assert "2 not saved yet" in live.shows("#clock")
    assert live.db.journal.exists()
    live.type("three⏎")
    monkeypatch.setattr(live.db, "write", write)
    assert [quote.text for quote in await live.saved()] == ["one", "two", "three"]
    assert all(row.saved for row in live.log.rows)
    assert "✓ saved" in live.shows("#clock")
    await live.until(lambda: not live.db.journal.exists())


async def test_what_no_disk_takes_is_offered_to_the_clipboard(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, append = live.db.write, Journal._append

    def full(*_: object) -> None:
        raise OSError("no space left on device")

    async def refuse(work: Any, **how: Any) -> Any:
        raise StoreError("the disk is full")

    monkeypatch.setattr("focusgroup.store.outbox.outbox.FIRST_RETRY_S", 0.01)
    monkeypatch.setattr(live.db, "write", refuse)
    monkeypatch.setattr(Journal, "_append", full)
    live.key("ctrl+x")
    assert live.pilot.app.clipboard == ""
    live.type("-[/] slwo @1 #exp⏎/park vans⏎")
    live.key("up")
    live.key("ctrl+u")
    live.type("-[/] slow @1 #exp⏎")
    await live.until(lambda: "only in memory" in live.shows("#clock"))
    live.key("ctrl+x")
    assert live.pilot.app.clipboard == '0:00 - [/] slow @1 #"Reporting > Exports"\n0:00 /park vans'
    monkeypatch.setattr(Journal, "_append", append)
    await live.until(lambda: "kept in the journal" in live.shows("#clock"))
    monkeypatch.setattr(live.db, "write", write)
    assert [quote.text for quote in await live.saved()] == ["[/] slow"]


async def test_the_last_quote_is_corrected_without_losing_the_line(live: Live) -> None:
    live.type("it is slwo @1 #Mobile⏎")
    live.type("half a sen")
    live.key("up")
    assert live.screen.line.text == "= it is slwo @1 #Mobile"
    for _ in range(len("wo @1 #Mobile")):
        live.key("backspace")
    live.type("ow @2⏎")
    assert live.screen.line.text == "half a sen"
    live.type("tence⏎")
    first, second = await live.saved()
    assert (first.text, first.speaker, first.themes) == ("it is slow", "Bert Ilić", ("Mobile",))
    assert second.text == "half a sentence"
    assert second.speaker == "Anna Novak"


async def test_up_again_goes_further_back_and_escape_leaves_all_as_it_was(live: Live) -> None:
    live.type("one⏎two⏎three")
    live.key("up", "up")
    assert live.screen.line.text == "= one"
    live.type(" more")
    live.key("escape")
    assert live.screen.line.text == "three"
    assert [quote.text for quote in await live.saved()] == ["one", "two"]


async def test_undo_and_redo_walk_all_the_way(live: Live) -> None:
    live.type("one⏎two⏎")
    live.key("up")
    live.type("!⏎")
    await live.saved()
    for _ in range(3):
        live.key("ctrl+z")
        await live.pilot.app.workers.wait_for_complete()
    assert await live.saved() == ()
    assert len(live.log.rows) == 0
    for _ in range(3):
        live.key("ctrl+y")
        await live.pilot.app.workers.wait_for_complete()
    assert [quote.text for quote in await live.saved()] == ["one", "two!"]


async def test_an_unknown_theme_never_holds_up_a_sentence(live: Live) -> None:
    live.type("let me export it #Integrations⏎and the next one⏎")
    first, second = await live.saved()
    assert first.text == "let me export it #Integrations"
    assert second.text == "and the next one"
    assert "No theme" not in live.shows("#hint")
    assert "1 open name" in live.shows("#sticky")
    live.key("ctrl+n")
    assert "No theme #Integrations" in live.shows("#hint")
    assert (await live.saved())[0].themes == ()
    live.key("ctrl+n")
    first, second = await live.saved()
    assert (first.text, first.themes) == ("let me export it", ("Integrations",))
    assert second.themes == ()


async def test_an_unknown_theme_is_made_with_one_key(live: Live) -> None:
    live.type("let me export it #Integrations⏎")
    live.key("ctrl+n")
    (quote,) = await live.saved()
    assert (quote.text, quote.themes) == ("let me export it", ("Integrations",))
    live.type("again #integ⏎")
    assert (await live.saved())[1].themes == ("Integrations",)


async def test_the_nearest_theme_is_taken_with_tab(live: Live) -> None:
    live.type("let me export it #Onbordng⏎")
    live.key("tab")
    (quote,) = await live.saved()
    assert (quote.text, quote.themes) == ("let me export it", ("Onboarding",))


async def test_completion_is_taken_with_tab_and_goes_on(live: Live) -> None:
    live.type("slow #repexp")
    live.key("tab")
    assert live.screen.line.text == 'slow #"Reporting > Exports" '
    live.type("@bert")
    await live.pilot.pause()
    assert "2 BI Bert Ilić" in live.shows("#hint")
    live.key("tab")
    live.type("⏎")
    (quote,) = await live.saved()
    assert (quote.text, quote.speaker) == ("slow", "Bert Ilić")


async def test_pasted_lines_are_several_quotes_or_one(live: Live) -> None:
    live.screen.line.post_message(events.Paste("one @1\ntwo @2\r\n\nthree\x1b[31m\x11"))
    await live.pilot.pause()
    assert "3 lines" in live.shows("#hint")
    live.type("⏎")
    live.screen.line.post_message(events.Paste("four\nfive"))
    await live.pilot.pause()
    live.key("ctrl+o")
    live.type("⏎")
    texts = [quote.text for quote in await live.saved()]
    assert texts == ["one", "two", "three[31m", "four five"]


async def test_a_paste_in_parts_keeps_its_rows_apart(live: Live) -> None:
    for part in ("one\ntwo\n", "", "three", "\nfour\n"):
        live.screen.line.post_message(events.Paste(part))
    await live.pilot.pause()
    assert live.screen.line.text == "one\ntwo\nthree\nfour"
    live.type(" !⏎")
    assert [quote.text for quote in await live.saved()] == ["one", "two", "three", "four"]


async def test_a_line_takes_twenty_thousand_characters_and_says_so(live: Live) -> None:
    live.screen.line.post_message(events.Paste("x" * 100_000))
    await live.pilot.pause()
    live.type("⏎")
    (quote,) = await live.saved()
    assert len(quote.text) == 20_000
    told = live.pilot.app._notifications
    await live.until(lambda: any("80,000 were left out" in n.message for n in told))


async def test_what_a_slow_paste_leaves_out_is_counted_as_a_whole(live: Live) -> None:
    told = live.pilot.app._notifications
    for part, whole in (("x" * 21_000, "1,000"), ("y" * 500, "1,500")):
        live.screen.line.post_message(events.Paste(part))
        await live.until(lambda whole=whole: any(f"; {whole} were" in n.message for n in told))
    live.key("ctrl+u")
    live.screen.line.post_message(events.Paste("z" * 20_007))
    await live.until(lambda: any("; 7 were left out" in n.message for n in told))


async def test_typing_reaches_the_line_whatever_was_clicked(live: Live) -> None:
    for target in ("#agenda", "#log", "#clock", "#room", "KeyFooter"):
        await live.pilot.click(target)
        await live.pilot.press("a")
    await live.pilot.press("tab", "b")
    assert live.screen.line.text.replace("@", "").count("a") == 5
    assert live.screen.line.text.endswith("b")


async def test_a_click_goes_to_a_section_and_names_a_speaker(live: Live) -> None:
    await live.pilot.click("#agenda", offset=(5, 3))
    assert live.screen.live.clock.section == 2
    await live.pilot.click("#room", offset=(5, 2))
    live.type("nice⏎")
    (quote,) = await live.saved()
    assert (quote.speaker, quote.section_title) == ("Bert Ilić", "Strengths")


async def test_notes_tasks_and_people_are_taken_down(live: Live) -> None:
    live.type("/park electric vans⏎/call @1 exports⏎/promise dates by friday⏎/tick⏎")
    live.type("/who Cleo Diaz, finance, Fabrikam⏎")
    await live.pilot.app.workers.wait_for_complete()
    live.type("hello @4⏎")
    (quote,) = await live.saved()
    assert (quote.speaker, quote.account) == ("Cleo Diaz", "Fabrikam")
    kept = [(note.kind, note.text) for note in await notes.of_session(live.db, live.stored.id)]
    assert kept == [
        (NoteKind.PARKED, "electric vans"),
        (NoteKind.CALLBACK, "exports"),
        (NoteKind.COMMITMENT, "dates by friday"),
        (NoteKind.TASK, "Consent to take notes"),
    ]


async def test_a_person_is_seated_with_f7(live: Live) -> None:
    live.key("f7")
    await live.pilot.pause()
    await live.pilot.press(*"Cleo", "enter")
    await live.pilot.app.workers.wait_for_complete()
    live.type("@4 hello⏎")
    assert (await live.saved())[0].speaker == "Cleo"


async def test_the_session_starts_pauses_and_ends(live: Live, db: SqliteDb) -> None:

    async def status() -> SessionStatus:
        while live.screen.live.latest.waiting:
            await live.pilot.pause()
        return (await sessions.find(db, live.stored.id)).status

    assert await status() is SessionStatus.SCHEDULED
    live.key("f2")
    assert await status() is SessionStatus.LIVE
    live.key("f6")
    assert await status() is SessionStatus.PAUSED
    assert "PAUSED" in live.shows("#clock")
    await live.until(lambda: "Resume" in footer(live) and "Pause" not in footer(live))
    live.type("/pause⏎")
    assert await status() is SessionStatus.LIVE
    await live.until(lambda: "Pause" in footer(live))
    live.key("f9")
    await live.pilot.pause()
    await live.pilot.press(*"edw", "enter")  # typed on: no letter ends a session
    await live.until(lambda: isinstance(live.pilot.app.screen, LiveScreen))
    assert [quote.text for quote in await live.saved()] == ["edw"]
    assert await status() is SessionStatus.LIVE
    live.key("f9")
    await live.pilot.pause()
    await live.pilot.press("down", "down", "f9")
    await live.settled()
    assert await status() is SessionStatus.ENDED
    await live.pilot.pause()
    assert "Plan" not in footer(live)
    assert "Resume" in footer(live)
    live.key("f2")
    await live.pilot.pause()
    assert "has ended" in live.shows("#hint")
    live.key("ctrl+z")
    await live.settled()
    assert "Undone: the end of the session" in live.shows("#hint")
    assert await status() is SessionStatus.LIVE
    await live.until(lambda: "Plan" in footer(live))
    live.key("ctrl+y")
    await live.settled()
    assert await status() is SessionStatus.ENDED
    live.key("f6")
    await live.settled()
    assert await status() is SessionStatus.LIVE
    assert "Plan" in footer(live)


def footer(live: Live) -> str:
    return " ".join(key.label for key in live.screen.query_one(KeyFooter).keys)


async def test_the_first_quote_starts_the_clock(live: Live, db: SqliteDb) -> None:
    live.type("hello⏎")
    await live.saved()
    assert live.screen.live.clock.running


@few_or_all
async def test_hostile_text_is_shown_stored_and_never_acted_on(
    live: Live, texts: dict[str, str]
) -> None:
    # All texts in one session: each is pasted, entered, corrected, and followed by another.
    for name, text in texts.items():
        live.screen.line.post_message(events.Paste(text))
        await live.pilot.pause()
        live.type("⏎")
        live.key("up")
        await live.pilot.pause()
        live.key("escape")
        live.key("ctrl+u")
        live.type("still here⏎")
        lines = (live.log.render_line(y) for y in range(live.log.size.height))
        shown = "".join(segment.text for strip in lines for segment in strip)
        assert not any(ord(char) < 32 for char in shown), name
        assert live.log.rows[-1].quote.text.endswith("still here"), name
    stored = await live.saved()
    assert sum(quote.text == "still here" for quote in stored) > 0.88 * len(texts)
    assert len(stored) == len(live.log.rows)


@pytest.mark.parametrize(
    "size", some([(80, 24), (120, 36), (200, 50), (40, 12)], [(80, 24), (40, 12)])
)
async def test_it_fits_every_terminal(
    db: SqliteDb, session: Session, run_app: Run, size: tuple[int, int]
) -> None:
    app = FocusgroupApp(db)
    async with run_app(app, size=size) as pilot:
        await app.push_screen(await live_screen(db, session.id))
        await pilot.pause()
        live = Live(pilot, db, session)
        live.type("-it took three weeks to see a first report, and then nobody knew it @1 #exp⏎")
        live.type("x" * 300)
        await live.saved()
        await pilot.pause()
        line = live.screen.line
        assert line.region.bottom <= size[1]
        assert line.size.height <= 4
        assert live.log.size.height >= 1
        assert "1AN" in live.shows("#strip") or "Anna" in live.shows("#room")


async def test_nods_and_objections_are_counted_on_the_last_quote(live: Live) -> None:
    live.type("it is slow⏎.somebody sighs⏎")
    live.key("ctrl+r", "ctrl+r", "shift+f6")
    (first, _) = await live.saved()
    assert (first.agreement, first.dissent) == (2, 1)
    live.type("/nod 5⏎")
    assert (await live.saved())[0].agreement == 5
    live.key("ctrl+z")
    await live.pilot.app.workers.wait_for_complete()
    assert (await live.saved())[0].agreement == 2


async def test_a_quote_is_moved_five_seconds_back(live: Live) -> None:
    live.key("f2")
    live.screen.live.lead.clock = replace(live.screen.live.clock, elapsed_ms=60_000)
    live.type("it is slow")
    live.key("shift+f4", "shift+f4")
    live.type("⏎")
    (quote,) = await live.saved()
    assert 50_000 <= quote.offset_ms < 52_000
    live.key("shift+f4")
    (quote,) = await live.saved()
    assert 45_000 <= quote.offset_ms < 47_000


async def test_alt_and_a_seat_name_the_speaker(live: Live) -> None:
    live.type("it is slow")
    live.key("alt+2")
    live.type("⏎")
    assert (await live.saved())[0].speaker == "Bert Ilić"


async def test_a_late_session_is_planned_anew_and_back(live: Live) -> None:
    session = live.screen.live
    assert session is not None
    live.key("f2")
    spent = 13 * MINUTE_MS + MINUTE_MS // 2
    session.lead.clock = replace(session.clock, elapsed_ms=spent, spent={(0, -1): spent})
    live.key("f5")
    await live.pilot.pause()
    await live.pilot.press("enter")
    await live.pilot.app.workers.wait_for_complete()
    assert [ms // MINUTE_MS for ms in session.clock.planned] == [10, 16, 10]
    assert session.clock.total_ms == 40 * MINUTE_MS
    live.key("f5")
    await live.pilot.pause()
    await live.pilot.press("o", "down", "plus", "enter")
    await live.pilot.app.workers.wait_for_complete()
    assert [ms // MINUTE_MS for ms in session.clock.planned] == [10, 21, 10]


async def test_the_room_shows_who_answered_and_who_is_silent(live: Live) -> None:
    session = live.screen.live
    assert session is not None
    live.key("f2", "f2")
    live.type("hello @1⏎")
    await live.saved()
    session.lead.clock = replace(session.clock, elapsed_ms=16 * MINUTE_MS)
    live.screen.view.all()
    anna, bert = live.shows("#room").splitlines()[1:3]
    assert "●" in anna
    assert "●" not in bert
    assert "16m" in bert


async def test_a_callback_stands_in_the_guide_until_it_was_taken_up(live: Live) -> None:
    live.key("f2", "f2")
    live.type("/call @1 exports⏎/call @2 the mobile app⏎")
    await live.pilot.pause()
    assert "↩ exports (Anna Novak)" in live.shows("#guide")
    live.key("f3")
    assert "↩ exports (Anna Novak)" in live.shows("#guide")
    live.key("shift+f5")
    await live.pilot.app.workers.wait_for_complete()
    assert "exports" not in live.shows("#guide")
    assert "the mobile app" in live.shows("#guide")
    kept = {note.text: note.done for note in await notes.of_session(live.db, live.stored.id)}
    assert kept == {"exports": True, "the mobile app": False}


async def test_scrolling_up_ends_with_the_first_page_whole(live: Live) -> None:
    live.key("f2")
    live.type("- one⏎two⏎three⏎")
    await live.pilot.pause()
    live.key("pageup")
    assert live.log.newer_below == 0  # all were in sight
    live.type("".join(f"number {n} is a sentence of its own⏎" for n in range(40)))
    await live.pilot.pause()
    for _ in range(9):
        live.key("pageup")
        live.log._build()
    shown = [row_id for _, row_id in live.log._lines]
    first = live.log.rows[0].quote.id
    assert first in shown
    assert shown.count("") < 3  # the lines of one row
    assert live.log.newer_below > 0
    await live.saved()


@pytest.mark.parametrize("name", ["#zzqq", "@zzqq", "/zzqq"])
async def test_tab_behind_a_name_that_matches_nothing_changes_no_quote_before(
    live: Live, name: str
) -> None:
    live.type("- slow #Onbordng⏎")
    asked = live.screen.control.names.asked
    assert asked
    assert asked.nearest
    live.type(f"- late {name}" if name[0] != "/" else name)
    live.key("tab")
    assert live.screen.control.names.asked == asked
    assert [quote.text for quote in await live.saved()] == ["slow #Onbordng"]
