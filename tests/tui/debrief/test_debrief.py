"""The debrief: worked through item by item, left and resumed, and what Word shows of it."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest
from textual import events

from focusgroup.core.agenda.reading import parse_agenda
from focusgroup.core.agenda_run.clock import Clock
from focusgroup.core.agenda_run.debrief import DebriefPart
from focusgroup.core.errors import FocusgroupError, StoreError
from focusgroup.core.ids import new_id
from focusgroup.core.model import Headline, Kind, Note, NoteKind, Session, SessionStatus
from focusgroup.services.debrief import LISTED, Debriefing
from focusgroup.store import clocks, debriefs, notes, participants, sessions
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.quotes import Edit, quotes
from focusgroup.store.quotes import pages as quote_pages
from focusgroup.store.quotes.quotes import NewQuote
from focusgroup.store.reports import session_report
from focusgroup.tui.app import FocusgroupApp
from focusgroup.tui.debrief.caret_places import caret_at, location_of
from focusgroup.tui.debrief.screen import DebriefScreen
from focusgroup.tui.live.dialogs.end import EndScreen
from focusgroup.tui.live.screen import LiveScreen
from tests.tui.conftest import NOW
from tests.tui.living import AGENDA, Live, live_screen
from tests.tui.seeing import on_screen, told, until

Run = Callable[..., AbstractAsyncContextManager[Any]]
EXPORTS = "Reporting > Exports"


@pytest.fixture
async def session(db: SqliteDb) -> Session:
    """A session that has ended, with something left open of every kind."""
    made = await sessions.create(
        db, title="Planners", agenda=parse_agenda(AGENDA).agenda, now_ms=NOW
    )
    people = [
        await participants.add(db, made.id, name=name, account=account, now_ms=NOW)
        for name, account in (("Anna Novak", "Northwind"), ("Bert Ilić", "Contoso"))
    ]
    said = (
        ("the spreadsheet loses umlauts in every export", (EXPORTS,), False),
        ("we export the spreadsheet by hand every week", (EXPORTS,), False),
        ("another spreadsheet export that nobody can open", (), False),
        ("and the invoice", ("Onboarding",), True),
    )
    for n, (text, paths, stub) in enumerate(said):
        new = NewQuote(
            text,
            Kind.PROBLEM,
            NOW + n,
            session_id=made.id,
            id=new_id(NOW + n),
            offset_ms=n * 1000,
            participant_id=people[n % 2].id,
            themes=paths,
            stub=stub,
            section=n % 2,
        )
        await quotes.add_quote(db, new, NOW)
    for n, kind in enumerate((NoteKind.CALLBACK, NoteKind.PARKED, NoteKind.COMMITMENT)):
        await notes.add(db, Note(new_id(NOW + n), made.id, kind, f"about {kind}", NOW + n))
    await ended(db, made.id)
    return made


async def ended(db: SqliteDb, session_id: str) -> None:
    clock = Clock(planned=(600_000,)).started(0).ended(1_000)
    await clocks.save(db, session_id, clock, clock_now_ms=1_000, now_ms=NOW)


class Debriefed:
    """The screen under test."""

    def __init__(self, pilot: Any, screen: DebriefScreen) -> None:
        self.pilot, self.screen = pilot, screen

    @property
    def debrief(self) -> Debriefing:
        return self.screen.debrief

    @property
    def part(self) -> DebriefPart:
        return self.debrief.item.part

    async def at(self, part: DebriefPart) -> None:
        await until(self.pilot, lambda: self.part is part and not self.screen._busy)
        await self.pilot.pause()

    async def go(self, part: DebriefPart) -> None:
        self.screen._picked_part(part)
        await self.at(part)

    async def write(self, text: str) -> None:
        self.screen._line.value = text
        await self.pilot.pause()


@pytest.fixture
async def opened(db: SqliteDb, session: Session, run_app: Run) -> AsyncIterator[Debriefed]:
    app = FocusgroupApp(db)
    async with run_app(app, size=(80, 24)) as pilot:
        screen = DebriefScreen(await Debriefing.load(db, session.id))
        await app.push_screen(screen)
        await until(pilot, lambda: screen.takes_keys)
        for worker in list(app.workers):
            if worker.group == "suggesting":
                await worker.wait()
        yield Debriefed(pilot, screen)


async def reopened(db: SqliteDb, session: Session) -> Debriefing:
    debrief = await Debriefing.load(db, session.id)
    await debrief.close()
    return debrief


async def test_everything_open_is_worked_through_with_enter(
    opened: Debriefed, db: SqliteDb, session: Session
) -> None:
    assert opened.part is DebriefPart.STUBS
    assert "and the invoice" in on_screen(opened.pilot.app)
    await opened.write("and the invoice comes twice")
    await opened.pilot.press("enter")
    await opened.at(DebriefPart.UNTAGGED)
    assert "use #Reporting > Exports" in on_screen(opened.pilot.app)
    await opened.pilot.press("f3")
    await opened.at(DebriefPart.CALLBACKS)
    await opened.pilot.press("f3")
    await opened.at(DebriefPart.PARKED)
    await opened.pilot.press("enter")
    await opened.at(DebriefPart.COMMITMENTS)
    await opened.write("Send the list, Paula, 12 dec 2026")
    await opened.pilot.press("enter")
    await opened.at(DebriefPart.MOMENTS)
    said = await quote_pages.quotes_of_session(db, session.id)
    assert {quote.text: quote.stub for quote in said}["and the invoice comes twice"] is False
    assert [q.themes for q in said if q.text.startswith("another")] == [(EXPORTS,)]
    callback, parked, promise = await notes.of_session(db, session.id)
    assert (callback.done, parked.done) == (True, False)
    assert (promise.text, promise.owner, promise.due_on) == ("Send the list", "Paula", "2026-12-12")


async def test_an_unfinished_quote_is_finished_only_by_words_or_by_its_key(
    opened: Debriefed, db: SqliteDb, session: Session
) -> None:
    async def stubs() -> list[str]:
        said = await quote_pages.quotes_of_session(db, session.id)
        return [quote.text for quote in said if quote.stub]

    await opened.pilot.press("enter")
    await opened.at(DebriefPart.UNTAGGED)
    assert await stubs() == ["and the invoice"]
    await opened.pilot.press("f4")
    await opened.at(DebriefPart.STUBS)
    assert "F3 it is complete as it is" in on_screen(opened.pilot.app)
    await opened.pilot.press("f3")
    await opened.at(DebriefPart.UNTAGGED)
    assert await stubs() == []


async def test_an_untagged_quote_is_tagged_with_a_key_for_speaker_theme_and_kind(
    opened: Debriefed, db: SqliteDb, session: Session
) -> None:
    for number, text in enumerate(("we plan on Mondays", "it froze"), 10):
        said = {"session_id": session.id, "id": new_id(NOW + number)}
        await quotes.add_quote(db, NewQuote(text, Kind.UNTAGGED, NOW + number, **said), NOW)
    await opened.debrief._read()
    await opened.go(DebriefPart.KINDS)
    shown = on_screen(opened.pilot.app)
    assert all(each in shown for each in ("= context", "2 Bert Ilić", "e Exports"))
    await opened.pilot.press("2", "e", "x", "equals_sign")
    await until(opened.pilot, lambda: len(opened.debrief.of(DebriefPart.KINDS)) == 1)
    await opened.pilot.press("minus")
    await until(opened.pilot, lambda: not opened.debrief.of(DebriefPart.KINDS))
    assert opened.debrief.done(DebriefPart.KINDS)
    there = {quote.text: quote for quote in await quote_pages.quotes_of_session(db, session.id)}
    tagged = there["we plan on Mondays"]
    assert (tagged.kind, tagged.speaker, tagged.themes) == (Kind.CONTEXT, "Bert Ilić", (EXPORTS,))
    assert (there["it froze"].kind, there["it froze"].speaker) == (Kind.PROBLEM, "")


async def test_a_kind_that_another_program_gave_meanwhile_stays_and_it_is_said(
    opened: Debriefed, db: SqliteDb, session: Session
) -> None:
    said = {"session_id": session.id, "id": new_id(NOW + 10)}
    await quotes.add_quote(db, NewQuote("it froze", Kind.UNTAGGED, NOW + 10, **said), NOW)
    await opened.debrief._read()
    await opened.go(DebriefPart.KINDS)
    await quotes.change_quote(db, [said["id"]], Edit(kind=Kind.PROBLEM), NOW)
    await opened.pilot.press("equals_sign")
    await until(opened.pilot, lambda: "another program changed" in told(opened.pilot.app))
    assert (await quotes.get_quote(db, said["id"])).kind is Kind.PROBLEM


async def test_thoughts_headline_and_bottom_line_come_into_the_report(
    opened: Debriefed, db: SqliteDb, session: Session
) -> None:
    await opened.go(DebriefPart.MOMENTS)
    moment = opened.debrief.item.quote
    assert moment is not None
    await opened.pilot.press("f3")
    await until(opened.pilot, lambda: opened.debrief.marked == {moment.id})
    await opened.go(DebriefPart.SURPRISES)
    opened.screen._text.text = "nobody asked\nabout prices"
    await opened.pilot.pause()
    await opened.go(DebriefPart.HEADLINES)
    assert "Reporting" in on_screen(opened.pilot.app)
    await opened.write("Exports cost every planner two hours a week")
    await opened.pilot.press("enter")
    await until(opened.pilot, lambda: not opened.screen._busy)
    await opened.go(DebriefPart.BOTTOM_LINE)
    await opened.write("Fix exports first")
    await opened.pilot.press("enter")
    await until(opened.pilot, lambda: not opened.screen._busy)
    await opened.pilot.press("f9")
    await until(opened.pilot, lambda: opened.pilot.app.screen is not opened.screen)
    report = await session_report(db, [session.id])
    headline = "Exports cost every planner two hours a week"
    assert report.headlines == (Headline("Reporting", Kind.PROBLEM, headline),)
    assert report.sessions[0].bottom_line == "Fix exports first"
    assert report.sessions[0].status is SessionStatus.DEBRIEFED
    parts = await debriefs.load(db, session.id)
    assert (parts["surprises"], parts["moments"]) == ("nobody asked\nabout prices", moment.id)


async def test_left_half_typed_it_goes_on_at_the_same_place(
    opened: Debriefed, db: SqliteDb, session: Session
) -> None:
    await opened.go(DebriefPart.HEADLINES)
    await opened.write("half a sen")
    await until(opened.pilot, lambda: opened.debrief.drafts)
    kept = await reopened(db, session)
    while kept.written() != "half a sen":  # behind the keys
        await opened.pilot.pause(0.01)
        kept = await reopened(db, session)
    assert kept.item.part is DebriefPart.HEADLINES
    await opened.write("half a sentence")
    await opened.pilot.press("escape")
    await until(opened.pilot, lambda: opened.pilot.app.screen is not opened.screen)
    kept = await reopened(db, session)
    assert (kept.item.part, kept.written()) == (DebriefPart.HEADLINES, "half a sentence")
    assert (await session_report(db, [session.id])).headlines == ()


@pytest.mark.parametrize(
    "part", [DebriefPart.SURPRISES, DebriefPart.HEADLINES, DebriefPart.UNTAGGED]
)
async def test_half_typed_it_comes_back_at_its_caret_and_is_gone_on_with(
    opened: Debriefed, db: SqliteDb, session: Session, part: DebriefPart
) -> None:
    app = opened.pilot.app
    await opened.go(part)
    await opened.pilot.press("a", "b", "d", "left", "c")
    await opened.pilot.press("escape")
    await until(opened.pilot, lambda: app.screen is not opened.screen)
    again = DebriefScreen(await Debriefing.load(db, session.id))
    await app.push_screen(again)
    opened.screen = again
    await opened.at(part)
    await opened.pilot.press("x")
    assert again._typed() == ("abcxd", 4)


def test_a_caret_is_found_again_in_several_lines() -> None:
    text = "one\n\nthree"
    for caret in range(len(text) + 1):
        assert caret_at(text, location_of(text, caret)) == caret


async def test_progress_counts_what_was_gone_through_and_what_is_empty(
    opened: Debriefed, db: SqliteDb, session: Session
) -> None:
    assert opened.debrief.progress == (1, len(LISTED))  # no quote is untagged
    await opened.pilot.press("f2")
    await opened.at(DebriefPart.UNTAGGED)
    assert opened.debrief.progress == (2, len(LISTED))
    assert "2 of 12" in on_screen(opened.pilot.app)
    await opened.pilot.press("f4")
    await opened.at(DebriefPart.STUBS)
    await opened.go(DebriefPart.NEXT_TIME)  # a jump passes nothing
    assert opened.debrief.progress == (2, len(LISTED))


async def test_a_session_in_which_nothing_was_said_can_be_debriefed(
    db: SqliteDb, run_app: Run
) -> None:
    made = await sessions.create(
        db, title="Empty", agenda=parse_agenda("## Talk").agenda, now_ms=NOW
    )
    await ended(db, made.id)
    app = FocusgroupApp(db)
    async with run_app(app, size=(80, 24)) as pilot:
        debrief = await Debriefing.load(db, made.id)
        screen = DebriefScreen(debrief)
        await app.push_screen(screen)
        assert debrief.item.part is DebriefPart.SURPRISES
        for _ in range(4):
            await pilot.press("f2")
        assert debrief.progress == (len(LISTED), len(LISTED))
        await pilot.press("f9")
        await until(pilot, lambda: app.screen is not screen)
    assert (await sessions.find(db, made.id)).status is SessionStatus.DEBRIEFED


async def test_an_ended_clock_that_is_kept_again_leaves_it_debriefed(
    db: SqliteDb, session: Session
) -> None:
    await debriefs.finish(db, session.id, NOW)
    await ended(db, session.id)
    assert (await sessions.find(db, session.id)).status is SessionStatus.DEBRIEFED


async def test_only_a_session_that_has_ended_is_debriefed(db: SqliteDb) -> None:
    made = await sessions.create(db, title="New", agenda=parse_agenda(AGENDA).agenda, now_ms=NOW)
    assert await debriefs.finish(db, made.id, NOW) is None
    assert (await sessions.find(db, made.id)).status is SessionStatus.SCHEDULED


async def test_a_headline_is_taken_back_by_emptying_it(db: SqliteDb, session: Session) -> None:
    for text in ("one", "two", ""):
        await debriefs.save_headline(db, session.id, "Reporting", Kind.PROBLEM, text, NOW)
        headlines = (await session_report(db, [session.id])).headlines
        assert [line.text for line in headlines] == ([text] if text else [])


async def test_from_home_it_takes_what_is_typed_while_it_opens_and_an_error_leads_back(
    db: SqliteDb, session: Session, run_app: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: object) -> Debriefing:
        raise StoreError("The database is locked by another program.")

    app = FocusgroupApp(db)
    async with run_app(app, size=(80, 24)) as pilot:
        with monkeypatch.context() as patch:
            patch.setattr(Debriefing, "load", broken)
            app.post_message(events.Key("d", "d"))
            await until(pilot, lambda: "locked" in told(app))
        for char in "dxy":
            app.post_message(events.Key(char, char))
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        screen = app.screen
        assert isinstance(screen, DebriefScreen)
        await until(pilot, lambda: screen._line.value == "and the invoicexy")


async def test_it_opens_when_the_session_ends_and_the_live_screen_knows_what_it_changed(
    db: SqliteDb, run_app: Run
) -> None:
    made = await sessions.create(
        db, title="Planners", agenda=parse_agenda(AGENDA).agenda, now_ms=NOW
    )
    app = FocusgroupApp(db)
    async with run_app(app, size=(80, 24)) as pilot:
        await app.push_screen(await live_screen(db, made.id))
        await pilot.pause()
        live = Live(pilot, db, made)
        live.type("/debrief⏎")
        await until(pilot, lambda: "comes after the end" in live.shows("#hint"))
        live.type("and the invoice …⏎")
        live.key("f9")
        await until(pilot, lambda: isinstance(app.screen, EndScreen))
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        screen = app.screen
        assert isinstance(screen, DebriefScreen)
        screen._line.value = "and the invoice comes twice"
        await pilot.press("enter")
        await until(pilot, lambda: screen.debrief.item.part is DebriefPart.UNTAGGED)
        await pilot.press("f9")
        await until(pilot, lambda: "Written" in on_screen(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LiveScreen))
        await until(pilot, lambda: "comes twice" in on_screen(app))
    assert (await sessions.find(db, made.id)).status is SessionStatus.DEBRIEFED


async def test_every_step_is_taken_back_by_its_name_the_last_one_first(
    db: SqliteDb, session: Session
) -> None:
    debrief = await Debriefing.load(db, session.id)

    async def state() -> object:
        report = await session_report(db, [session.id])
        quotes = [(q.text, q.stub, q.themes) for q in report.quotes]
        marks = [(n.text, n.owner, n.due, n.done) for n in report.notes]
        parts = {part: debrief.parts.get(part, "") for part in ("moments", "surprises")}
        return quotes, marks, report.headlines, report.sessions[0].bottom_line, parts

    async def act() -> None:
        await debrief.act()

    async def write(text: str) -> None:
        await debrief.keep(text)

    async def think() -> None:
        debrief.typed("nobody asked about prices")
        debrief.go(debrief.at + 1)

    async def again() -> None:
        await debrief.keep("Two hours a week")
        await debrief._read()
        await debrief.keep("")

    steps: list[tuple[DebriefPart, Callable[[], Any], str]] = [
        (DebriefPart.STUBS, lambda: write("and the invoice twice"), "“and the invoice twice”"),
        (DebriefPart.UNTAGGED, lambda: write("Invoices"), "the correction of “another spreadsheet"),
        (DebriefPart.CALLBACKS, act, "ticking the callback “about callback”"),
        (DebriefPart.PARKED, act, "ticking the parked topic “about parked”"),
        (DebriefPart.COMMITMENTS, lambda: write("Send it, Paula, 12 dec 2026"), "“Send it”"),
        (DebriefPart.MOMENTS, act, "★ on “"),
        (DebriefPart.SURPRISES, think, "what you wrote under “surprises”"),
        (DebriefPart.HEADLINES, again, "the headline “Two hours a week”"),
        (DebriefPart.BOTTOM_LINE, lambda: write("Fix exports"), "the bottom line “Fix exports”"),
    ]
    before = []
    for part, step, _ in steps:
        before.append(await state())
        debrief.at = debrief.first_of(part)
        assert debrief.item.part is part
        await step()
        await debrief.latest.drained()
        await debrief._read()
    for part, _, named in reversed(steps):
        was = before.pop()
        said = await debrief.undo()
        if part is DebriefPart.HEADLINES:
            assert "Two hours" in said
            said = await debrief.undo()
        await debrief.latest.drained()
        assert named in said
        assert await state() == was
        assert debrief.item.part is part
    assert not debrief.steps
    await debrief.close()


async def test_what_somebody_else_has_changed_since_is_not_taken_back(
    db: SqliteDb, session: Session
) -> None:
    debrief = await Debriefing.load(db, session.id)
    debrief.at = debrief.first_of(DebriefPart.BOTTOM_LINE)
    await debrief.keep("Fix exports")
    await sessions.update(db, session.id, bottom_line="Theirs")
    with pytest.raises(FocusgroupError, match="left as it is"):
        await debrief.undo()
    assert (await sessions.find(db, session.id)).bottom_line == "Theirs"
    await debrief.close()


async def test_the_keys_take_a_step_back_skip_a_part_and_write_the_summary_anew(
    opened: Debriefed, db: SqliteDb, session: Session, tmp_path: Path
) -> None:
    pilot = opened.pilot
    await opened.pilot.press("end", *" twice", "enter")
    await opened.at(DebriefPart.UNTAGGED)
    await pilot.press("f4", "ctrl+z")
    await opened.at(DebriefPart.STUBS)
    assert "Undone: the correction of “and the invoice twice”" in told(pilot.app)
    assert opened.screen._line.value == "and the invoice"
    await pilot.press("ctrl+y")
    assert opened.screen._line.value == "and the invoice twice"
    await pilot.press("ctrl+w", "ctrl+z")
    assert opened.screen._line.value == "and the invoice twice"
    await opened.go(DebriefPart.MOMENTS)
    assert len(opened.debrief.of(DebriefPart.MOMENTS)) > 1
    await pilot.press("f5")
    await opened.at(DebriefPart.SURPRISES)
    await opened.go(DebriefPart.BOTTOM_LINE)
    await opened.write("Fix exports first")
    (tmp_path / "exports").mkdir(exist_ok=True)
    await pilot.press("f9")
    await until(pilot, lambda: "Written" in on_screen(pilot.app))
    (first,) = (tmp_path / "exports").glob("*.docx")
    assert "Fix exports first" in text_of(first)
    await pilot.press("enter")
    await until(pilot, lambda: pilot.app.screen is not opened.screen)
    first.write_bytes(first.read_bytes() + b"by hand")
    kept = first.read_bytes()
    screen = DebriefScreen(await Debriefing.load(db, session.id))
    await pilot.app.push_screen(screen)
    await until(pilot, lambda: screen.takes_keys)
    await pilot.press("f9")
    await until(pilot, lambda: "Written" in on_screen(pilot.app))
    assert first.read_bytes() == kept
    assert len(list((tmp_path / "exports").glob("*.docx"))) == 2


def text_of(path: Path) -> str:
    from docx import Document

    document = Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])
