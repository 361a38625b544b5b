"""What stays in sight below the line."""

import pytest
from rich.cells import cell_len

from focusgroup.services import live_steps
from focusgroup.store.engine.sqlite import SqliteDb
from focusgroup.store.participants import PersonChange
from focusgroup.tui.keymap import Keymap
from focusgroup.tui.live.hints import REASON_ROWS, hint, notice
from tests.services.capture.typing import Typed
from tests.tui.living import make_session


@pytest.mark.parametrize("line", ["our margin is four @2", "/park", "/call @2 the gate"])
async def test_the_whole_reason_of_a_refusal_is_in_sight(db: SqliteDb, line: str) -> None:
    typed = await Typed.opened(db, (await make_session(db)).id)
    bert = typed.live.participants[1]
    await live_steps.put_right(typed.live, bert, PersonChange(consent_notes=False))
    typed.type(f"{line}⏎")
    reason = typed.control.set_aside.reason
    assert reason
    for width in (50, 80, 120, 200):
        shown = notice(typed.control, Keymap(), width)
        assert shown is not None
        rows = shown.plain.split("\n")
        assert max(map(cell_len, rows)) <= width
        words = " ".join(" ".join(rows).split())
        assert words.startswith(f"Set aside: {reason}")
        assert words.endswith("brings it back")
    narrow = notice(typed.control, Keymap(), 20)
    assert narrow is not None
    assert narrow.plain.count("\n") <= REASON_ROWS
    await typed.left()


@pytest.mark.parametrize("line", ["the gate #wrk", "slow @f", "slow @Fred", "/prak it"])
async def test_every_answer_to_a_question_is_in_sight(db: SqliteDb, line: str) -> None:
    typed = await Typed.opened(db, (await make_session(db)).id)
    for name in ("Felix Constantin Rau", "Hugo Ferdinand Fine"):
        await live_steps.seat(typed.live, name)
    typed.type(f"{line}⏎")
    for width in (60, 80, 120, 200):
        shown = notice(typed.control, Keymap(), width)
        assert shown is not None
        rows = shown.plain.rstrip().split("\n")
        assert max(map(cell_len, rows)) <= width + 3  # blanks behind the last key
        assert rows[-1].endswith("Esc leaves it"), rows
    await typed.left()


async def test_the_keys_of_a_correction_fit_a_narrow_terminal(db: SqliteDb) -> None:
    typed = await Typed.opened(db, (await make_session(db)).id)
    typed.type("slow⏎")
    typed.up()
    shown = hint(typed.live, typed.control, "", Keymap(), newer=0, width=80)
    assert cell_len(shown.plain.rstrip()) <= 80
    await typed.left()
