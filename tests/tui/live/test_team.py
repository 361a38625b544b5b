"""The live screen of somebody who takes notes while another program leads the session."""

from focusgroup.services.sharing.team import NOBODY
from focusgroup.tui.live.actions.available import available
from focusgroup.tui.live.screen import LiveScreen
from tests.services.programs import Program
from tests.tui.living import Live
from tests.tui.seeing import on_screen, until


def rows(live: Live) -> list[str]:
    """The ends of the rows of quotes, as they are seen."""
    seen = on_screen(live.pilot.app).splitlines()
    return [row.rpartition("weeks")[2].strip() for row in seen if "▼" in row and "weeks" in row]


async def test_a_note_taker_beside_the_program_that_leads(live: Live) -> None:
    anna = await Program.start(live.db.path, live.stored.id, initials="AN")
    bo = live.session
    # Somebody who joined as a note-taker: what `--as note-taker` stores when it opens the screen.
    bo.initials, bo.lead.leads = "BO", False
    await bo.half_typed.open(initials="BO", leads=False)
    screen = live.screen
    assert isinstance(screen, LiveScreen)

    # The quotes of the other come with their initials, one's own have none.
    anna.leading.next()
    anna.leading.section("2")
    anna.enter("- export takes three weeks @1")
    await anna.idle()
    await until(live.pilot, lambda: len(live.log.rows) == 1)
    await live.pilot.pause()
    assert rows(live) == ["AN ✓"]
    assert bo.clock.section == 1

    # The agenda stays where the one who leads has it, by keys, by clicks and in the footer.
    for key in ("f2", "f3", "f4", "f5", "f6", "f9", "f12"):
        live.key(key)
        await live.pilot.pause()
        assert screen.view.said.startswith("You take notes here: AN ("), key
        assert live.pilot.app.screen is screen
    screen._pick(2)
    screen._pick((0, 0))
    assert bo.clock.section == anna.live.clock.section == 1
    assert not available("next", bo, screen.control)
    assert not available("pause", bo, screen.control)

    # The same sentence is marked on both rows; one key merges, one takes the merge back.
    live.type("the export takes three weeks⏎")
    await live.saved()
    assert "Likely captured twice (AN, BO)" in screen.view.said
    await live.pilot.pause()
    assert rows(live) == ["≈ AN ✓", "≈ ✓"]
    live.key("ctrl+o")
    (merged,) = await live.saved()
    assert (merged.text, merged.taken_by) == ("the export takes three weeks", "AN, BO")
    live.key("ctrl+z")
    await live.settled()
    assert len(await live.saved()) == 2

    # The one who leads is killed: a question, and then the lead is here.
    live.type("half a sent")
    await anna.kill()
    await until(live.pilot, lambda: NOBODY in screen.view.said)
    live.key("shift+f12")
    await until(live.pilot, lambda: "Lead it from here?" in screen.view.said)
    assert not bo.leads
    live.key("shift+f12")
    await until(live.pilot, lambda: bo.leads)
    live.key("f2")
    assert bo.clock.section == 1
    assert bo.clock.question == 1
    assert screen.line.text == "half a sent"
