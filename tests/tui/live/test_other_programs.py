"""The open live screen shows what other programs do, and says it."""

from focusgroup.core.people.people import NewParticipant
from focusgroup.services import seating
from focusgroup.services.live_session import LiveSession
from focusgroup.store import open_db
from focusgroup.store.participants import PersonChange
from focusgroup.system.clock import unix_ms
from focusgroup.system.running import who
from tests.tui.living import Live
from tests.tui.seeing import until


async def test_the_open_screen_stops_when_a_command_withdraws_consent(live: Live) -> None:
    live.type("- it is slow @1⏎")
    await live.saved()
    async with open_db(live.db.path) as elsewhere:
        (anna, *_) = live.session.participants
        await seating.put_right(elsewhere, anna, PersonChange(consent_notes=False), unix_ms())
        await seating.seat(elsewhere, live.stored, NewParticipant("Cem Kaya"), unix_ms())
    await until(live.pilot, lambda: "no longer agrees to notes" in live.screen.view.said)
    assert "@4 is Cem Kaya" in live.screen.view.said
    assert not live.log.rows
    live.type("- and worse⏎")
    assert "has not consented" in live.screen.control.set_aside.reason
    live.key("down")
    live.type(" @4⏎")
    assert [quote.speaker for quote in await live.saved()] == ["Cem Kaya"]


async def test_a_session_that_another_program_has_open_says_so(live: Live) -> None:
    async with open_db(live.db.path) as elsewhere:
        other = await LiveSession.load(elsewhere, live.stored.id)
        words = f"Also open in another program: {who()} since"
        await until(live.pilot, lambda: words in live.screen.view.said)
        other.lead.start()
        await other.latest.drained()
        await until(live.pilot, lambda: "Another program started the clock" in live.shows("#hint"))
        await live.again()
        assert words in live.shows("#hint")
        other.lead.end()
        await other.latest.close()
        await until(live.pilot, lambda: "ended this session" in live.screen.view.said)
        live.key("f2")
        assert "This session has ended" in live.screen.view.said
