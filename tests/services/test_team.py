"""A facilitator and note-takers in one session, each with a program on one database."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from focusgroup.core.agenda_run.clock import ClockState
from focusgroup.core.ids import new_id
from focusgroup.core.model import Kind, Quote
from focusgroup.services.live_commands import quoting
from focusgroup.services.sharing.team import NOBODY, YOURS
from focusgroup.store import open_db, sessions
from focusgroup.store.quotes import NewQuote, add_quote, get_quote, quotes_of_session, quotes_since
from focusgroup.system.clock import unix_ms
from tests.services.programs import Program
from tests.tui.living import make_session

Joining = Callable[..., Awaitable[Program]]

pytestmark = pytest.mark.both_engines


@pytest.fixture
async def join(db_path: Path) -> AsyncIterator[Joining]:
    """Start a program on the same session, by its initials; all are closed at the end."""
    path = db_path
    async with open_db(path) as db:
        session_id = (await make_session(db)).id
    started: list[Program] = []

    async def one(initials: str, *, leads: bool = False) -> Program:
        started.append(await Program.start(path, session_id, initials=initials, leads=leads))
        return started[-1]

    yield one
    for program in started:
        if not program.killed:
            await program.close()


async def entered(program: Program, *lines: str) -> tuple[Quote, ...]:
    for line in lines:
        program.enter(line)
    await program.idle()
    return await quotes_of_session(program.db, program.live.session.id)


async def test_the_quotes_of_others_come_with_their_initials(join: Joining) -> None:
    anna, bo = await join("AN", leads=True), await join("BO")
    twin = await join("BO")
    assert twin.live.initials == "BO2"
    await entered(anna, "- it is slow @1")
    await bo.look()
    assert [quote.taken_by for quote in bo.live.ordered()] == ["AN"]
    await entered(bo, "+ but it looks good")
    await anna.look()
    assert [quote.taken_by for quote in anna.live.ordered()] == ["AN", "BO"]
    assert "AN" in bo.said[0] or any("BO2" in said for said in bo.said)
    assert await bo.undo() == "Undone: the quote “but it looks good”"
    assert await bo.undo() == "Nothing of yours left to undo."


async def test_a_note_taker_follows_clock_and_section_and_moves_neither(join: Joining) -> None:
    anna = await join("AN", leads=True)
    anna.leading.next()
    anna.leading.section("2")
    await anna.idle()
    bo = await join("BO")
    assert bo.live.sticky.themes == ("Onboarding",)
    bo.type("half a sent")
    for refused in (
        bo.leading.next(),
        bo.leading.section("1"),
        bo.leading.back(),
        bo.leading.section_back(),
        bo.leading.skip(),
        bo.leading.later(),
        bo.leading.pause(),
        await bo.leading.resume(),
        await bo.leading.more(""),
        bo.leading.auto(),
    ):
        assert refused.said.startswith("You take notes here: AN (")
        assert not refused.moved
    bo.live.lead.tick()
    await bo.idle()
    assert (bo.live.clock.state, bo.live.clock.section) == (ClockState.RUNNING, 1)
    anna.leading.section("3")
    await anna.idle()
    await bo.look()
    assert bo.live.clock.section == 2
    assert (bo.live.sticky.kind, bo.live.sticky.themes) == (Kind.STRENGTH, ())
    assert bo.line.text == "half a sent"
    assert anna.line.text == ""


async def test_a_note_takers_first_quote_does_not_start_the_clock(join: Joining) -> None:
    anna, bo = await join("AN", leads=True), await join("BO")
    await entered(bo, "- it is slow")
    assert bo.live.clock.state is ClockState.READY
    await entered(anna, "- it really is")
    await bo.look()
    assert bo.live.clock.state is ClockState.RUNNING


async def test_the_lead_is_handed_over_with_the_undo_of_its_plan(join: Joining) -> None:
    anna, bo = await join("AN", leads=True), await join("BO")
    assert "AN (" in (await bo.leading.team.change()).said
    anna.leading.next()
    await anna.leading.more("5")
    planned = bo.live.clock.planned
    said = (await anna.leading.team.change("bo")).said
    assert said.startswith("BO (")
    await bo.look()
    assert YOURS in bo.said[-1]
    assert bo.live.clock.planned != planned
    assert (anna.live.leads, bo.live.leads) == (False, True)
    assert anna.leading.next().said.startswith("You take notes here: BO (")
    assert await anna.undo() == "Nothing of yours left to undo."
    assert await bo.undo() == "Undone: the new plan"
    assert bo.leading.next().moved
    await bo.idle()
    await anna.look()
    assert anna.live.clock.planned == planned
    assert anna.live.clock.stop == bo.live.clock.stop
    assert (await bo.leading.team.change("CE")).said.startswith("CE has not joined")


async def test_note_takers_are_told_that_the_facilitator_is_off_the_record(join: Joining) -> None:
    anna, bo = await join("AN", leads=True), await join("BO")
    for off, words in ((True, "went off the record: /off stops"), (False, "back on the record")):
        anna.live.off_record = off
        await anna.idle()
        await bo.look()
        assert words in bo.said[-1]
        await bo.look()
    assert len(bo.said) == 2


async def test_a_killed_facilitator_leaves_the_lead_to_whoever_says_yes(join: Joining) -> None:
    anna, bo, cem = await join("AN", leads=True), await join("BO"), await join("CE")
    anna.leading.next()
    await anna.idle()
    await bo.look()
    await cem.look()
    await anna.kill()
    async with asyncio.timeout(20):
        while [bo.said[-1:], cem.said[-1:]] != [[NOBODY], [NOBODY]]:
            await bo.look()
            await cem.look()
            await asyncio.sleep(0.01)
    assert bo.leading.next().said == "Nobody leads this session now: LEAD takes it over."
    asked = await bo.leading.team.change()
    assert asked.said.endswith("Lead it from here? LEAD again.")
    assert not bo.live.leads
    await cem.leading.team.change()
    both = await asyncio.gather(bo.leading.team.change(), cem.leading.team.change())
    assert sorted(did.said for did in both) == [
        "Somebody else took the lead over just before.",
        YOURS,
    ]
    assert bo.live.leads is not cem.live.leads


async def test_a_sentence_taken_down_twice_is_merged_and_comes_back(join: Joining) -> None:
    anna, bo = await join("AN", leads=True), await join("BO")
    await entered(anna, "- export takes three weeks @1 #onb")
    await entered(bo, "the export takes three weeks, every time #exports")
    await anna.look()
    await bo.look()
    first, second = anna.live.ordered()
    for program in (anna, bo):
        assert program.live.doubles.at == {first.id: second.id, second.id: first.id}
        assert program.live.doubles.news("^O").startswith("Likely captured twice (AN, BO), ^O")
        assert program.live.doubles.news("^O") == ""
    did = quoting.merge_double(bo.live, None)
    assert did is not None
    await bo.idle()
    (merged,) = await quotes_of_session(bo.db, bo.live.session.id)
    assert merged.id == first.id
    assert merged.taken_by == "AN, BO"
    assert merged.text == "the export takes three weeks, every time"
    assert (merged.speaker, merged.kind) == ("Anna Novak", Kind.PROBLEM)
    assert set(merged.themes) == {"Onboarding", "Reporting > Exports"}
    assert replace(bo.live.quotes[first.id], rev=0) == replace(merged, rev=0)
    await anna.look()
    assert anna.live.ordered() == [merged]
    assert anna.live.doubles.at == {}
    assert await anna.undo() != "Undone: merging “the export takes three weeks, every time”"
    sql = "SELECT entity_id, verb FROM change WHERE entity = 'quote' ORDER BY n"
    assert [tuple(row) for row in await bo.db.read(lambda tx: tx.all(sql))] == [
        (first.id, "add"), (second.id, "add"), (first.id, "merge"), (second.id, "merge"),
    ]  # fmt: skip
    assert (await bo.undo()).startswith("Undone: merging “")
    assert [q.text for q in await quotes_of_session(bo.db, bo.live.session.id)] == [
        first.text, second.text,
    ]  # fmt: skip
    assert len(bo.live.doubles.at) == 2


async def test_both_merge_the_same_two_at_once(join: Joining) -> None:
    anna, bo = await join("AN", leads=True), await join("BO")
    await entered(anna, "- it takes three weeks")
    await bo.look()
    await entered(bo, "- it takes three weeks")
    await anna.look()
    for program in (anna, bo):
        assert quoting.merge_double(program.live, None)
    await anna.idle()
    await bo.idle()
    for program in (anna, bo):
        await program.look()
        assert [quote.taken_by for quote in program.live.ordered()] == ["AN, BO"]


async def written(path: Path, session_id: str, initials: str, number: int) -> list[str]:
    """Store *number* quotes one by one, as one program of several does."""
    ids = []
    async with open_db(path) as db:
        for at in range(number):
            new = NewQuote(
                id=new_id(), session_id=session_id, text=f"{initials} {at}", kind=Kind.PROBLEM,
                at_ms=unix_ms(), taken_by=initials,
            )  # fmt: skip
            ids.append((await add_quote(db, new, unix_ms())).id)
    return ids


async def many_writers(path: Path, each: int) -> None:
    """Eight writers at once, and a reader that follows by revisions: nothing is lost or skipped."""
    async with open_db(path) as db:
        session_id = (await make_session(db)).id
        before = (await sessions.find(db, session_id)).rev
        writing = [asyncio.create_task(written(path, session_id, f"W{n}", each)) for n in range(8)]
        seen: dict[str, str] = {}
        rev = before
        while not all(task.done() for task in writing) or rev < before + 8 * each:
            there, gone = await quotes_since(db, session_id, rev)
            assert not gone
            # Each revision once and in its order: none was passed over by the look before.
            revs = sorted(quote.rev for quote in there)
            assert revs == list(range(rev + 1, rev + 1 + len(revs)))
            rev += len(revs)
            seen |= {quote.id: quote.text for quote in there}
            failed = [task.exception() for task in writing if task.done()]
            assert not any(failed), failed
            await asyncio.sleep(0.02)
        made = [quote_id for task in writing for quote_id in await task]
        assert len(made) == len(set(made)) == 8 * each
        assert seen.keys() == set(made)
        found = await sessions.find(db, session_id)
        assert (found.rev - before, found.quotes) == (8 * each, 8 * each)
        assert (await get_quote(db, made[-1])).taken_by == "W7"


async def test_eight_writers_lose_nothing(tmp_path: Path) -> None:
    await many_writers(tmp_path / "groups.db", 5)


@pytest.mark.slow
async def test_eight_writers_of_a_thousand_lose_nothing(tmp_path: Path) -> None:
    await many_writers(tmp_path / "groups.db", 1_000)
