"""What stands in the line is kept as it is, also when it was not typed letter by letter."""

import json

from focusgroup.core.capture.line_editor import Line
from focusgroup.store.outbox import drafts
from focusgroup.store.outbox.drafts import Draft
from tests.tui.living import Live
from tests.tui.seeing import until


async def kept(live: Live, text: str) -> Draft:
    """The draft on disk, as soon as its text is *text*."""
    for _ in range(300):
        found = await drafts.load_draft(live.db, live.stored.id)
        if found.text == text:
            return found
        await live.pilot.pause(0.01)
    raise AssertionError(f"kept was {found.text!r}")


async def test_a_completed_name_is_kept_without_another_key(live: Live) -> None:
    live.type("too slow #mob")
    live.key("tab")
    await kept(live, "too slow #Mobile ")


async def test_a_correction_that_was_left_does_not_come_back(live: Live) -> None:
    live.type("it is slow⏎")
    await live.saved()
    live.type("half")
    live.key("up")
    begun = await kept(live, "= it is slow")
    assert "editing" in json.loads(begun.state)
    live.key("escape")
    left = await kept(live, "half")
    assert "editing" not in json.loads(left.state)


async def test_a_line_behind_a_correction_comes_back_at_its_caret_with_its_time(live: Live) -> None:
    live.type("it is slow⏎")
    await live.saved()
    live.type("half a line")
    live.key("left", "left")
    begun = live.screen.control.typed.begun
    live.key("up")
    await kept(live, "= it is slow")
    await live.again()
    assert live.screen.line.text == "= it is slow"
    live.key("escape")
    assert live.screen.line.line == Line("half a line", len("half a li"))
    live.key("enter")
    half = (await live.saved())[-1]
    assert (half.text, half.at_ms) == ("half a line", begun.at_ms)


async def test_a_draft_is_written_without_waiting_for_the_disk(live: Live) -> None:
    connection = live.db._writer._conn
    said: list[str] = []
    connection.set_trace_callback(said.append)
    live.type("half a line")
    await until(live.pilot, lambda: any("INSERT INTO draft" in each for each in said))

    def how() -> str:
        return next(each for each in reversed(said) if "synchronous" in each)

    await until(live.pilot, lambda: how() == "PRAGMA synchronous = FULL")
    at = next(n for n, each in enumerate(said) if "INSERT INTO draft" in each)
    assert "PRAGMA synchronous = NORMAL" in said[:at]
    connection.set_trace_callback(None)
